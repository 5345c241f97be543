/* find.c - which command a line means: nouns then verbs, and what was probably meant. */
#include <string.h>

#include "ktool/words.h"

#include "cli.h"

enum { CANDIDATES_MAX = 64 };

const char *kt_cmd_verb(const struct kt_cmd *cmd)
{
    const char *blank = strchr(cmd->path, ' ');

    return blank != NULL ? blank + 1 : cmd->path;
}

size_t kt_cmd_noun_len(const struct kt_cmd *cmd)
{
    const char *blank = strchr(cmd->path, ' ');

    return blank != NULL ? (size_t)(blank - cmd->path) : 0;
}

bool kt_is_of_noun(const struct kt_cmd *cmd, const char *noun, size_t len)
{
    return kt_cmd_noun_len(cmd) == len && strncmp(cmd->path, noun, len) == 0;
}

bool kt_opens_noun(size_t index)
{
    const size_t len = kt_cmd_noun_len(kt_cmds[index]);

    if (len == 0 || kt_cmds[index]->hidden)
        return false;
    for (size_t i = 0; i < index; i++)
        if (!kt_cmds[i]->hidden && kt_is_of_noun(kt_cmds[i], kt_cmds[index]->path, len))
            return false;
    return true;
}

/* "topics" is also called "topic". */
static bool is_noun(const struct kt_cmd *cmd, const char *word)
{
    const size_t noun = kt_cmd_noun_len(cmd), len = strlen(word);

    if (noun == 0 || strncmp(cmd->path, word, len) != 0)
        return false;
    return len == noun || (len + 1 == noun && cmd->path[len] == 's');
}

static bool is_verb(const struct kt_cmd *cmd, const char *word)
{
    const char *verb = kt_cmd_verb(cmd);

    return strcmp(word, verb) == 0 || (cmd->alias != NULL && strcmp(word, cmd->alias) == 0) ||
           (strcmp(word, "ls") == 0 && strcmp(verb, "list") == 0);
}

/* A command of one word that is meant by the first word. */
static const struct kt_cmd *single(const char *word)
{
    for (size_t i = 0; kt_cmds[i] != NULL; i++)
        if (kt_cmd_noun_len(kt_cmds[i]) == 0 && is_verb(kt_cmds[i], word))
            return kt_cmds[i];
    return NULL;
}

/* Any command of that noun. */
static const struct kt_cmd *of_noun(const char *word)
{
    for (size_t i = 0; kt_cmds[i] != NULL; i++)
        if (is_noun(kt_cmds[i], word))
            return kt_cmds[i];
    return NULL;
}

/* Up to two words that are no options and no values of global options. */
static void find_words(struct kt_found *out, int argc, char *const *argv)
{
    const struct kt_opt_target globals = {kt_global_opts, NULL};

    for (int i = 1; i < argc && out->nwords < 2;) {
        if (argv[i][0] != '-' || argv[i][1] == '\0') {
            out->at[out->nwords++] = i++;
        } else {
            int span = kt_opts_span(&globals, 1, argv, i);

            i += span > 0 ? span : 1;
        }
    }
}

/* A word that is no command because it is the value of an option that is none, or is of one command
 * only. The word is not told: it may be a password. */
static bool is_value(char *const *argv, int at)
{
    const struct kt_opt_target globals = {kt_global_opts, NULL};
    const char *before = argv[at - 1];

    return at > 1 && before[0] == '-' && before[1] != '\0' && strchr(before, '=') == NULL &&
           kt_opts_span(&globals, 1, argv, at - 1) <= 0;
}

static enum kt_code misplaced(const char *option, struct kt_errs *errs)
{
    kt_fail(errs, KT_E_USAGE, "'%s' is not an option of every command", option);
    kt_hint(errs, "options of one command stand after its name; 'ktool help' lists the others");
    return KT_E_USAGE;
}

static enum kt_code unknown_noun(const char *word, struct kt_errs *errs)
{
    char nouns[CANDIDATES_MAX][KT_OPT_NAME];
    const char *candidates[CANDIDATES_MAX];
    const char *meant;
    size_t n = 0;

    (void)kt_fail(errs, KT_E_USAGE, "unknown command '%s'", word);
    for (size_t i = 0; kt_cmds[i] != NULL && n < CANDIDATES_MAX; i++) {
        const char *path = kt_cmds[i]->path;
        size_t len = strcspn(path, " ");

        if (kt_cmds[i]->hidden || len >= KT_OPT_NAME)
            continue;
        if (kt_cmd_noun_len(kt_cmds[i]) > 0 && is_verb(kt_cmds[i], word)) {
            kt_hint(errs, "did you mean '%s'?", path);
            return KT_E_USAGE;
        }
        memcpy(nouns[n], path, len);
        nouns[n][len] = '\0';
        candidates[n] = nouns[n];
        n++;
    }
    meant = kt_nearest(word, candidates, n);
    if (meant != NULL)
        kt_hint(errs, "did you mean '%s'?", meant);
    else
        kt_hint(errs, "'ktool help' lists the commands");
    return KT_E_USAGE;
}

static enum kt_code unknown_verb(const struct kt_found *found, const char *word,
                                 struct kt_errs *errs)
{
    const char *candidates[2 * CANDIDATES_MAX];
    const char *meant;
    size_t n = 0;

    for (size_t i = 0; kt_cmds[i] != NULL && n < 2 * CANDIDATES_MAX - 1; i++) {
        if (kt_cmds[i]->hidden || !kt_is_of_noun(kt_cmds[i], found->noun, found->noun_len))
            continue;
        candidates[n++] = kt_cmd_verb(kt_cmds[i]);
        if (kt_cmds[i]->alias != NULL)
            candidates[n++] = kt_cmds[i]->alias;
    }
    (void)kt_fail(errs, KT_E_USAGE, "unknown command '%.*s %s'", (int)found->noun_len, found->noun,
                  word);
    meant = kt_nearest(word, candidates, n);
    if (meant != NULL)
        kt_hint(errs, "did you mean '%.*s %s'?", (int)found->noun_len, found->noun, meant);
    else
        kt_hint(errs, "'ktool help %.*s' lists them", (int)found->noun_len, found->noun);
    return KT_E_USAGE;
}

enum kt_code kt_cmd_find(struct kt_found *out, int argc, char *const *argv, struct kt_errs *errs)
{
    const struct kt_cmd *any;

    *out = (struct kt_found){0};
    find_words(out, argc, argv);
    if (out->nwords == 0)
        return KT_OK;
    out->cmd = single(argv[out->at[0]]);
    if (out->cmd != NULL) {
        out->nwords = 1;
        return KT_OK;
    }
    any = of_noun(argv[out->at[0]]);
    if (any == NULL)
        return is_value(argv, out->at[0]) ? misplaced(argv[out->at[0] - 1], errs)
                                          : unknown_noun(argv[out->at[0]], errs);
    out->noun = any->path;
    out->noun_len = kt_cmd_noun_len(any);
    if (out->nwords == 1)
        return KT_OK;
    for (size_t i = 0; kt_cmds[i] != NULL && out->cmd == NULL; i++)
        if (is_noun(kt_cmds[i], argv[out->at[0]]) && is_verb(kt_cmds[i], argv[out->at[1]]))
            out->cmd = kt_cmds[i];
    if (out->cmd != NULL)
        return KT_OK;
    return is_value(argv, out->at[1]) ? misplaced(argv[out->at[1] - 1], errs)
                                      : unknown_verb(out, argv[out->at[1]], errs);
}
