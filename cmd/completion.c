/* completion.c - prints completion scripts for shells. */
#include <string.h>

#include "complete.h"
#include "help.h"

const char *kt_other_verb(const struct kt_cmd *cmd)
{
    if (cmd->alias != NULL)
        return cmd->alias;
    return strcmp(kt_cmd_verb(cmd), "list") == 0 ? "ls" : NULL;
}

const char *kt_live_kind(enum kt_completes completes)
{
    switch (completes) {
    case KT_TOPIC:
        return "topic";
    case KT_GROUP:
        return "group";
    case KT_MANIFEST:
        return "manifest";
    case KT_ENVIRONMENT:
        return "environment";
    case KT_CONTEXT:
        return "context";
    case KT_NOTHING:
    case KT_FILE:
        break;
    }
    return NULL;
}

const char *kt_operand_words(const struct kt_cmd *cmd)
{
    return cmd->operands != NULL && strchr(cmd->operands, '|') != NULL ? cmd->operands : NULL;
}

static void walk_noun(FILE *to, const char *path, size_t len)
{
    (void)fprintf(to, "        ' %.*s'", (int)len, path);
    if (path[len - 1] == 's')
        (void)fprintf(to, " | ' %.*s'", (int)len - 1, path);
    (void)fprintf(to, ") at='%.*s' ;;\n", (int)len, path);
}

void kt_complete_walk(FILE *to)
{
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        const struct kt_cmd *cmd = kt_cmds[i];
        const char *other = kt_other_verb(cmd);
        const size_t noun = kt_cmd_noun_len(cmd);

        if (cmd->hidden)
            continue;
        if (kt_opens_noun(i))
            walk_noun(to, cmd->path, noun);
        (void)fprintf(to, "        '%s%s'", noun > 0 ? "" : " ", cmd->path);
        if (other != NULL)
            (void)fprintf(to, " | '%.*s %s'", (int)noun, cmd->path, other);
        (void)fprintf(to, ") at='%s' ;;\n", cmd->path);
    }
}

void kt_complete_escape(FILE *to, const char *text, const char *quote, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            (void)fputs(quote, to);
            continue;
        }
        if (strchr(special, *text) != NULL)
            (void)fputc('\\', to);
        (void)fputc(*text, to);
    }
}

void kt_complete_words(FILE *to, const char *words)
{
    for (; *words != '\0'; words++)
        (void)fputc(*words == '|' ? ' ' : *words, to);
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    static const struct {
        const char *shell;
        void (*print)(FILE *to);
    } shells[] = {{"bash", kt_complete_bash}, {"zsh", kt_complete_zsh}, {"fish", kt_complete_fish}};

    (void)given;
    (void)argc;
    for (size_t i = 0; i < KT_COUNT(shells); i++)
        if (strcmp(shells[i].shell, argv[0]) == 0) {
            shells[i].print(cli->out);
            return KT_OK;
        }
    (void)kt_fail(errs, KT_E_USAGE, "no completion for a shell '%s'", argv[0]);
    kt_hint(errs, "there is one for bash, zsh and fish");
    return KT_E_USAGE;
}

const struct kt_cmd cmd_completion = {
    .path = "completion",
    .summary = "print a completion script for bash, zsh or fish",
    .details =
        "Completes commands, options and their values, and asks the cluster for topics and groups, "
        "half a second at the most. An installed ktool brings the scripts along; without "
        "installing, 'source <(ktool completion bash)' (bash, zsh) or 'ktool completion fish | "
        "source' loads one.",
    .operands = "bash|zsh|fish",
    .operands_min = 1,
    .operands_max = 1,
    .no_settings = true,
    .examples = (const struct kt_example[]){{"completion bash", "to be sourced by ~/.bashrc"},
                                            {"completion zsh", "to be saved as _ktool in $fpath"},
                                            {"completion fish", "to be piped into source"},
                                            {NULL, NULL}},
    .run = run,
};
