/* complete_fish.c - the completion script for fish. */
#include <string.h>

#include "complete.h"

static const char head[] =
    "# fish completion for ktool, written by `ktool completion fish`. Do not edit.\n"
    "\n"
    "# The noun or command that the words so far name.\n"
    "function __ktool_path\n"
    "    set -l path ''\n"
    "    for word in (commandline -opc)[2..-1]\n"
    "        switch \"$path $word\"\n";

static const char middle[] =
    "        end\n"
    "    end\n"
    "    echo $path\n"
    "end\n"
    "\n"
    "function __ktool_at\n"
    "    test (__ktool_path) = \"$argv\"\n"
    "end\n"
    "\n"
    "function __ktool_live\n"
    "    ktool completion-words $argv -- (commandline -opc)[2..-1] 2>/dev/null\n"
    "end\n"
    "\n"
    "complete -c ktool -f\n";

static void quoted(FILE *to, const char *text)
{
    (void)fputc('\'', to);
    kt_complete_escape(to, text, "\\'", "\\");
    (void)fputc('\'', to);
}

static void walk(FILE *to)
{
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        const struct kt_cmd *cmd = kt_cmds[i];
        const int noun = (int)kt_cmd_noun_len(cmd);
        const char *other = kt_other_verb(cmd);

        if (cmd->hidden)
            continue;
        if (kt_opens_noun(i)) {
            (void)fprintf(to, "            case ' %.*s'", noun, cmd->path);
            if (cmd->path[noun - 1] == 's')
                (void)fprintf(to, " ' %.*s'", noun - 1, cmd->path);
            (void)fprintf(to, "\n                set path '%.*s'\n", noun, cmd->path);
        }
        (void)fprintf(to, "            case '%s%s'", noun > 0 ? "" : " ", cmd->path);
        if (other != NULL)
            (void)fprintf(to, " '%.*s %s'", noun, cmd->path, other);
        (void)fprintf(to, "\n                set path '%s'\n", cmd->path);
    }
}

/* How to complete a value: files with -F, words and live names with -a. */
static void source(FILE *to, enum kt_completes completes, const char *words)
{
    const char *live = kt_live_kind(completes);

    if (completes == KT_FILE || completes == KT_MANIFEST)
        (void)fputs(" -F", to);
    if (words != NULL) {
        (void)fputs(" -a '", to);
        kt_complete_words(to, words);
        (void)fputc('\'', to);
    } else if (live != NULL) {
        (void)fprintf(to, " -a '(__ktool_live %s)'", live);
    }
}

static void option(FILE *to, const struct kt_opt *opt, const char *path)
{
    char name[KT_OPT_NAME];

    (void)fputs("complete -c ktool", to);
    if (path != NULL)
        (void)fprintf(to, " -n '__ktool_at %s'", path);
    if (opt->letter != 0)
        (void)fprintf(to, " -s %c", opt->letter);
    if (kt_opt_long(opt, name)[0] != '\0')
        (void)fprintf(to, " -l %s", name);
    if (opt->alias != NULL)
        (void)fprintf(to, " -l %s", opt->alias);
    if (opt->kind != KT_FLAG && !opt->optional) {
        (void)fputs(" -r", to);
        source(to, opt->completes, opt->kind == KT_WORD ? opt->arg : NULL);
    }
    (void)fputs(" -d ", to);
    quoted(to, opt->help);
    (void)fputc('\n', to);
}

static void word(FILE *to, const char *path, int len, const char *text, int text_len,
                 const char *summary)
{
    (void)fprintf(to, "complete -c ktool -n '__ktool_at %.*s' -a %.*s -d ", len, path, text_len,
                  text);
    quoted(to, summary);
    (void)fputc('\n', to);
}

static void command(FILE *to, const struct kt_cmd *cmd)
{
    const int noun = (int)kt_cmd_noun_len(cmd);
    const char *verb = kt_cmd_verb(cmd);

    word(to, cmd->path, noun, verb, (int)strlen(verb), cmd->summary);
    if (cmd->alias != NULL)
        word(to, cmd->path, noun, cmd->alias, (int)strlen(cmd->alias), cmd->summary);
    for (const struct kt_opt *o = cmd->opts; o != NULL && o->name != NULL; o++)
        option(to, o, cmd->path);
    if (kt_operand_words(cmd) == NULL && cmd->completes == KT_NOTHING)
        return;
    (void)fprintf(to, "complete -c ktool -n '__ktool_at %s'", cmd->path);
    source(to, cmd->completes, kt_operand_words(cmd));
    (void)fputc('\n', to);
}

void kt_complete_fish(FILE *to)
{
    (void)fputs(head, to);
    walk(to);
    (void)fputs(middle, to);
    for (const struct kt_opt *o = kt_global_opts; o->name != NULL; o++)
        option(to, o, NULL);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        const struct kt_cmd *cmd = kt_cmds[i];

        if (cmd->hidden)
            continue;
        if (kt_opens_noun(i))
            word(to, "", 0, cmd->path, (int)kt_cmd_noun_len(cmd), "more commands");
        command(to, cmd);
    }
}
