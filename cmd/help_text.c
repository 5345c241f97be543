/* help_text.c - help for a terminal. */
#include <string.h>

#include "help.h"

enum { LEFT = 28, NAMES = 22 }; /* columns at which the right side begins */

static void heading(FILE *to, const struct kt_out_options *format, const char *text)
{
    (void)fprintf(to, "\n%s%s%s\n", format->colour ? "\033[1m" : "", text,
                  format->colour ? "\033[0m" : "");
}

/* "  left     right", the right side below when the left one is too wide. */
static void row(FILE *to, size_t column, const char *left, const char *right)
{
    const size_t len = strlen(left) + 2;

    (void)fprintf(to, "  %s", left);
    if (len + 2 > column)
        (void)fprintf(to, "\n%*s", (int)column, "");
    else
        (void)fprintf(to, "%*s", (int)(column - len), "");
    kt_wrap(to, right, column, column);
}

static void print_options(FILE *to, const struct kt_opt *opts)
{
    for (const struct kt_opt *o = opts; o != NULL && o->name != NULL; o++) {
        KT_AUTO_STR left = kt_option_text(o);
        KT_AUTO_STR right =
            kt_format("%s%s%s%s", o->help, o->alias != NULL ? " (also --" : "",
                      o->alias != NULL ? o->alias : "", o->alias != NULL ? ")" : "");

        row(to, LEFT, left, right);
    }
}

static void print_facts(FILE *to, const struct kt_fact *facts, size_t column)
{
    for (; facts->key != NULL; facts++)
        row(to, column, facts->key, facts->says);
}

static void print_examples(FILE *to, const struct kt_example *examples)
{
    for (; examples->line != NULL; examples++)
        (void)fprintf(to, "  ktool %s\n      %s\n", examples->line, examples->says);
}

void kt_help_command(FILE *to, const struct kt_out_options *format, const struct kt_cmd *cmd)
{
    KT_AUTO_STR usage = kt_usage_text(cmd);

    (void)fputs("usage: ", to);
    kt_wrap(to, usage, 7, 11);
    (void)fputc('\n', to);
    kt_wrap(to, cmd->summary, 0, 0);
    if (cmd->alias != NULL)
        (void)fprintf(to, "(also called '%.*s%s')\n", (int)(kt_cmd_verb(cmd) - cmd->path),
                      cmd->path, cmd->alias);
    if (cmd->details != NULL) {
        (void)fputc('\n', to);
        kt_wrap(to, cmd->details, 0, 0);
    }
    if (cmd->opts != NULL) {
        heading(to, format, "options");
        print_options(to, cmd->opts);
    }
    heading(to, format, "options of every command");
    print_options(to, kt_global_opts);
    if (cmd->examples != NULL) {
        heading(to, format, "examples");
        print_examples(to, cmd->examples);
    }
}

static void print_commands(FILE *to, const struct kt_found *found)
{
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        const struct kt_cmd *cmd = kt_cmds[i];

        if (!cmd->hidden &&
            (found->noun == NULL || kt_is_of_noun(cmd, found->noun, found->noun_len)))
            row(to, NAMES, cmd->path, cmd->summary);
    }
}

void kt_help_overview(FILE *to, const struct kt_out_options *format, const struct kt_found *found)
{
    if (found->noun == NULL)
        (void)fprintf(to, "ktool - %s\n\nusage: ktool COMMAND [OPTION...] [OPERAND...]\n",
                      kt_help_about);
    else
        (void)fprintf(to, "usage: ktool %.*s COMMAND [OPTION...] [OPERAND...]\n",
                      (int)found->noun_len, found->noun);
    heading(to, format, "commands");
    print_commands(to, found);
    if (found->noun == NULL) {
        heading(to, format, "options of every command");
        print_options(to, kt_global_opts);
        heading(to, format, "exit status");
        print_facts(to, kt_exit_facts, 12);
        heading(to, format, "files");
        print_facts(to, kt_file_facts, LEFT);
        (void)fputc('\n', to);
        kt_wrap(to, kt_help_precedence, 0, 0);
    }
    (void)fprintf(to, "\n'ktool help COMMAND' says more about each.\n");
}

/* "topics (list, describe, plan)" */
static void print_verbs(FILE *to, size_t first)
{
    const char *noun = kt_cmds[first]->path;
    const size_t len = kt_cmd_noun_len(kt_cmds[first]);
    KT_AUTO_STR left = kt_strndup(noun, len);
    KT_AUTO_STR right = kt_strdup("");

    for (size_t i = first; kt_cmds[i] != NULL; i++)
        if (!kt_cmds[i]->hidden && kt_is_of_noun(kt_cmds[i], noun, len)) {
            char *longer =
                kt_format("%s%s%s", right, right[0] != '\0' ? ", " : "", kt_cmd_verb(kt_cmds[i]));

            kt_str_clear(&right);
            right = longer;
        }
    row(to, NAMES, left, right);
}

void kt_help_usage(FILE *to, const struct kt_found *found)
{
    const char *noun = found->noun != NULL ? found->noun : "";
    const char *blank = found->noun != NULL ? " " : "";

    (void)fprintf(to, "usage: ktool %.*s%sCOMMAND [OPTION...] [OPERAND...]\n", (int)found->noun_len,
                  noun, blank);
    if (found->noun != NULL) {
        print_commands(to, found);
    } else {
        for (size_t i = 0; kt_cmds[i] != NULL; i++) {
            if (kt_opens_noun(i))
                print_verbs(to, i);
            else if (!kt_cmds[i]->hidden && kt_cmd_noun_len(kt_cmds[i]) == 0)
                row(to, NAMES, kt_cmds[i]->path, kt_cmds[i]->summary);
        }
    }
    (void)fprintf(to, "'ktool help%s%.*s' says more.\n", blank, (int)found->noun_len, noun);
}
