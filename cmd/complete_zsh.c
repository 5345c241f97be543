/* complete_zsh.c - the completion script for zsh, on its own _arguments. */
#include <string.h>

#include "complete.h"

/* `path` is taken: in zsh it is PATH. */
static const char head[] =
    "#compdef ktool\n"
    "# zsh completion for ktool, written by `ktool completion zsh`. Do not edit.\n"
    "\n"
    "_ktool_live() {\n"
    "    local -a found line\n"
    "    line=(\"${(@Q)words[2,CURRENT-1]}\")\n"
    "    found=(${(f)\"$(ktool completion-words $1 -- \"$line[@]\" 2>/dev/null)\"})\n"
    "    _wanted $1 expl $1 compadd -a found\n"
    "}\n"
    "\n"
    "_ktool_manifest() {\n"
    "    _alternative 'manifest:manifest: _ktool_live manifest' \\\n"
    "        'file:file:_files -g \"*.(yaml|yml)(-.)\"'\n"
    "}\n"
    "\n"
    "_ktool() {\n"
    "    local curcontext=$curcontext at= word expl ret=1\n"
    "    local -a specs\n"
    "    # The words so far name a noun or a command.\n"
    "    for word in \"${(@)words[2,CURRENT-1]}\"; do\n"
    "        case \"$at $word\" in\n";

static const char tail[] = "    _arguments -s -S : $specs && ret=0\n"
                           "    return ret\n"
                           "}\n"
                           "\n"
                           "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
                           "    _ktool \"$@\"\n"
                           "else\n"
                           "    compdef _ktool ktool\n"
                           "fi\n";

/* Every spec stands in one pair of quotes: with RC_QUOTES, '' would be a quote. */
static void escaped(FILE *to, const char *text)
{
    kt_complete_escape(to, text, "'\\''", "[]:\\");
}

/* What follows "message:" in a spec. */
static void action(FILE *to, enum kt_completes completes, const char *words)
{
    const char *live = kt_live_kind(completes);

    if (words != NULL) {
        (void)fputc('(', to);
        kt_complete_words(to, words);
        (void)fputc(')', to);
    } else if (completes == KT_MANIFEST) {
        (void)fputs("_ktool_manifest", to);
    } else if (live != NULL) {
        (void)fprintf(to, " _ktool_live %s", live);
    } else {
        (void)fputs(completes == KT_FILE ? "_files" : " ", to);
    }
}

/* One spec for each spelling; an option that may be repeated begins with '*'. */
static void spelling(FILE *to, const struct kt_opt *opt, const char *before, const char *name,
                     const char *after)
{
    (void)fprintf(to, "        '%s%s%s%s[", opt->kind == KT_LIST ? "*" : "", before, name,
                  opt->kind == KT_FLAG ? "" : after);
    escaped(to, opt->help);
    (void)fputc(']', to);
    if (opt->kind != KT_FLAG) {
        (void)fputs(opt->optional ? "::" : ":", to);
        escaped(to, opt->arg);
        (void)fputc(':', to);
        action(to, opt->completes, opt->kind == KT_WORD ? opt->arg : NULL);
    }
    (void)fputs("'\n", to);
}

static void options(FILE *to, const struct kt_opt *opts)
{
    for (const struct kt_opt *o = opts; o != NULL && o->name != NULL; o++) {
        const char letter[] = {o->letter, '\0'};
        char name[KT_OPT_NAME];

        if (o->letter != 0 && !o->optional)
            spelling(to, o, "-", letter, "+");
        if (kt_opt_long(o, name)[0] != '\0')
            spelling(to, o, "--", name, o->optional ? "=-" : "=");
        if (o->alias != NULL)
            spelling(to, o, "--", o->alias, "=");
    }
}

/* word\:"summary" */
static void described(FILE *to, const char *word, size_t len, const char *summary)
{
    (void)fprintf(to, " %.*s\\:\"", (int)len, word);
    kt_complete_escape(to, summary, "'\\''", "\\\"$`:");
    (void)fputc('"', to);
}

/* Commands of one word and nouns; or the verbs of a noun. */
static void next_words(FILE *to, const char *noun, size_t len)
{
    (void)fputs("((", to);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        const struct kt_cmd *cmd = kt_cmds[i];

        if (cmd->hidden)
            continue;
        if (len == 0 && kt_opens_noun(i)) {
            const size_t first = kt_cmd_noun_len(cmd);

            described(to, cmd->path, first, "more commands");
        } else if (kt_is_of_noun(cmd, noun, len)) {
            described(to, kt_cmd_verb(cmd), strlen(kt_cmd_verb(cmd)), cmd->summary);
        }
    }
    (void)fputs("))')", to);
}

static void command(FILE *to, const struct kt_cmd *cmd)
{
    const bool noun = kt_cmd_noun_len(cmd) > 0;

    (void)fprintf(to, "    '%s') specs+=(\n", cmd->path);
    options(to, cmd->opts);
    (void)fprintf(to, "        '1: : '\n%s", noun ? "        '2: : '\n" : "");
    if (cmd->operands != NULL) {
        (void)fputs("        '*:", to);
        escaped(to, cmd->operands);
        (void)fputc(':', to);
        action(to, cmd->completes, kt_operand_words(cmd));
        (void)fputs("'\n", to);
    }
    (void)fputs("    ) ;;\n", to);
}

void kt_complete_zsh(FILE *to)
{
    (void)fputs(head, to);
    kt_complete_walk(to);
    (void)fputs("        esac\n    done\n    specs=(\n", to);
    options(to, kt_global_opts);
    (void)fputs("    )\n    case $at in\n    '') specs+=('1:command:", to);
    next_words(to, "", 0);
    (void)fputs(" ;;\n", to);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        if (kt_cmds[i]->hidden)
            continue;
        if (kt_opens_noun(i)) {
            const size_t len = kt_cmd_noun_len(kt_cmds[i]);

            (void)fprintf(to, "    '%.*s') specs+=('1: : ' '2:command:", (int)len,
                          kt_cmds[i]->path);
            next_words(to, kt_cmds[i]->path, len);
            (void)fputs(" ;;\n", to);
        }
        command(to, kt_cmds[i]);
    }
    (void)fputs("    esac\n", to);
    (void)fputs(tail, to);
}
