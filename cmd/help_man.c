/* help_man.c - the man page, in mdoc(7). */
#include <ctype.h>
#include <string.h>

#include "help.h"

/* The day of the release that KT_VERSION names. */
#define RELEASE_DATE "November 21, 2026"

/* Text of a line or of a quoted argument: nothing in it may be taken for a request or an escape. */
static void escaped(FILE *to, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const bool starts = i == 0 || text[i - 1] == '\n';

        if (starts && (text[i] == '.' || text[i] == '\''))
            (void)fputs("\\&", to);
        if (text[i] == '\\')
            (void)fputs("\\e", to);
        else if (text[i] == '"')
            (void)fputs("\\(dq", to);
        else if (text[i] == '~')
            (void)fputs("\\(ti", to);
        else if (text[i] == '^')
            (void)fputs("\\(ha", to);
        else
            (void)fputc(text[i], to);
    }
}

/* Prose: a new line after each sentence, as mdoc wants it, and .Pp between paragraphs. */
static void prose(FILE *to, const char *text)
{
    const char *line = text;

    while (*line != '\0') {
        size_t len = 0;

        while (line[len] != '\0' && line[len] != '\n' &&
               !(len > 2 && line[len] == ' ' && line[len - 1] == '.'))
            len++;
        escaped(to, line, len);
        (void)fputc('\n', to);
        line += len;
        if (strncmp(line, "\n\n", 2) == 0)
            (void)fputs(".Pp\n", to);
        line += strspn(line, " \n");
    }
}

/* A summary is written without capital and full stop; "?" ends a sentence too. */
static void sentence(FILE *to, const char *text)
{
    const size_t len = strlen(text);

    if (len == 0)
        return;
    (void)fputc(toupper((unsigned char)text[0]), to);
    escaped(to, text + 1, len - 1);
    (void)fputs(text[len - 1] == '?' ? "\n" : ".\n", to);
}

static void argument(FILE *to, const char *macro, const char *text)
{
    (void)fprintf(to, " %s \"", macro);
    escaped(to, text, strlen(text));
    (void)fputc('"', to);
}

static void option(FILE *to, const struct kt_opt *opt)
{
    char name[KT_OPT_NAME];

    (void)fputs(".It", to);
    if (opt->letter != 0)
        (void)fprintf(to, " Fl %c", opt->letter);
    if (kt_opt_long(opt, name)[0] != '\0')
        (void)fprintf(to, "%s Fl -%s", opt->letter != 0 ? " ," : "", name);
    if (opt->optional)
        (void)fputs(" Ns Op Ns = Ns", to);
    if (opt->arg != NULL)
        argument(to, "Ar", opt->arg);
    (void)fputc('\n', to);
    sentence(to, opt->help);
    if (opt->alias != NULL)
        (void)fprintf(to, "Also\n.Fl -%s .\n", opt->alias);
}

static void options(FILE *to, const struct kt_opt *opts)
{
    (void)fputs(".Bl -tag -width Ds\n", to);
    for (; opts->name != NULL; opts++)
        option(to, opts);
    (void)fputs(".El\n", to);
}

static void command(FILE *to, const struct kt_cmd *cmd)
{
    (void)fprintf(to, ".Ss ktool %s\n.Bd -ragged -compact\n.Nm Cm %s\n.Op Ar OPTION...\n",
                  cmd->path, cmd->path);
    if (cmd->operands != NULL) {
        (void)fputs(".Ar \"", to);
        escaped(to, cmd->operands, strlen(cmd->operands));
        (void)fputs("\"\n", to);
    }
    (void)fputs(".Ed\n.Pp\n", to);
    sentence(to, cmd->summary);
    if (cmd->alias != NULL)
        (void)fprintf(to, "Also called\n.Cm %.*s%s .\n", (int)(kt_cmd_verb(cmd) - cmd->path),
                      cmd->path, cmd->alias);
    if (cmd->details != NULL) {
        (void)fputs(".Pp\n", to);
        prose(to, cmd->details);
    }
    if (cmd->opts != NULL)
        options(to, cmd->opts);
}

static void examples(FILE *to)
{
    (void)fputs(".Sh EXAMPLES\n.Bl -tag -width Ds\n", to);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        if (kt_cmds[i]->hidden)
            continue;
        for (const struct kt_example *e = kt_cmds[i]->examples; e != NULL && e->line != NULL; e++) {
            (void)fputs(".It", to);
            argument(to, "Li ktool", e->line);
            (void)fputc('\n', to);
            sentence(to, e->says);
        }
    }
    (void)fputs(".El\n", to);
}

static void environment(FILE *to)
{
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);

    (void)fputs(".Sh ENVIRONMENT\n", to);
    prose(to, kt_help_precedence);
    (void)fputs("Of several names the first that is set counts.\n.Bl -tag -width Ds\n", to);
    for (size_t i = 0; i < n; i++) {
        if (table[i].env == NULL)
            continue;
        (void)fprintf(to, ".It Ev %s\n", table[i].env);
        escaped(to, table[i].help, strlen(table[i].help)); /* may begin with a value */
        (void)fputs(".\n", to);
        if (table[i].initial != NULL) {
            (void)fputs("Default", to);
            (void)fputs("\n.Li", to);
            argument(to, "", table[i].initial);
            (void)fputs(" .\n", to);
        }
    }
    (void)fputs(".El\n", to);
}

static void facts(FILE *to, const char *section, const char *macro, const struct kt_fact *rows)
{
    (void)fprintf(to, ".Sh %s\n.Bl -tag -width Ds\n", section);
    for (; rows->key != NULL; rows++) {
        (void)fputs(".It", to);
        argument(to, macro, rows->key);
        (void)fputc('\n', to);
        sentence(to, rows->says);
    }
    (void)fputs(".El\n", to);
}

void kt_help_man(FILE *to)
{
    (void)fprintf(
        to,
        ".\\\" Written by `ktool help --man` from the tables in cmd/. Do not edit.\n"
        ".Dd %s\n.Dt KTOOL 1\n.Os\n.Sh NAME\n.Nm ktool\n.Nd %s\n"
        ".Sh SYNOPSIS\n.Nm\n.Ar COMMAND\n.Op Ar OPTION...\n.Op Ar OPERAND...\n"
        ".Sh DESCRIPTION\nEach command takes its own options and those of every command,\n"
        "before, between and after its operands.\n",
        RELEASE_DATE, kt_help_about);
    for (size_t i = 0; kt_cmds[i] != NULL; i++)
        if (!kt_cmds[i]->hidden)
            command(to, kt_cmds[i]);
    (void)fputs(".Ss Options of every command\n", to);
    options(to, kt_global_opts);
    environment(to);
    facts(to, "FILES", "Pa", kt_file_facts);
    facts(to, "EXIT STATUS", "Li", kt_exit_facts);
    examples(to);
}
