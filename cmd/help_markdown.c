/* help_markdown.c - the command reference of README. */
#include <ctype.h>
#include <string.h>

#include "help.h"

/* In a table's cell, '|' would end it. */
static void cell(FILE *to, const char *text)
{
    for (; *text != '\0'; text++)
        (void)fprintf(to, *text == '|' ? "\\%c" : "%c", *text);
}

/* GitHub makes this anchor of the heading "ktool topics plan". */
static void anchor(FILE *to, const char *path)
{
    (void)fputs("#ktool-", to);
    for (; *path != '\0'; path++)
        (void)fputc(*path == ' ' ? '-' : *path, to);
}

static void options(FILE *to, const struct kt_opt *opts)
{
    (void)fputs("\n| option | |\n|---|---|\n", to);
    for (const struct kt_opt *o = opts; o->name != NULL; o++) {
        KT_AUTO_STR left = kt_option_text(o);

        (void)fputs("| `", to);
        cell(to, left + strspn(left, " "));
        (void)fputs("` | ", to);
        cell(to, o->help);
        if (o->alias != NULL)
            (void)fprintf(to, " (also `--%s`)", o->alias);
        (void)fputs(" |\n", to);
    }
}

static void command(FILE *to, const struct kt_cmd *cmd)
{
    KT_AUTO_STR usage = kt_usage_text(cmd);

    (void)fprintf(to, "\n### ktool %s\n\n`%s`\n\n%c%s", cmd->path, usage,
                  toupper((unsigned char)cmd->summary[0]), cmd->summary + 1);
    if (cmd->alias != NULL)
        (void)fprintf(to, " (also called `%.*s%s`)", (int)(kt_cmd_verb(cmd) - cmd->path), cmd->path,
                      cmd->alias);
    (void)fputs(".\n", to);
    if (cmd->details != NULL)
        (void)fprintf(to, "\n%s\n", cmd->details);
    if (cmd->opts != NULL)
        options(to, cmd->opts);
    if (cmd->examples == NULL)
        return;
    (void)fputs("\n```sh\n", to);
    for (const struct kt_example *e = cmd->examples; e->line != NULL; e++)
        (void)fprintf(to, "ktool %s    # %s\n", e->line, e->says);
    (void)fputs("```\n", to);
}

static void facts(FILE *to, const char *title, const char *left, const struct kt_fact *rows)
{
    (void)fprintf(to, "\n### %s\n\n| %s | |\n|---|---|\n", title, left);
    for (; rows->key != NULL; rows++)
        (void)fprintf(to, "| `%s` | %s |\n", rows->key, rows->says);
}

static void settings(FILE *to)
{
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);

    (void)fprintf(to,
                  "\n### Settings\n\n%s\n\n| setting | environment | property | default | |\n"
                  "|---|---|---|---|---|\n",
                  kt_help_precedence);
    for (size_t i = 0; i < n; i++) {
        const struct kt_setting *s = &table[i];

        (void)fprintf(to, "| `%s` | %s | %s | %s | %s |\n", s->name, s->env != NULL ? s->env : "",
                      s->property != NULL ? s->property : "", s->initial != NULL ? s->initial : "",
                      s->help);
    }
}

void kt_help_markdown(FILE *to)
{
    (void)fputs("| command | |\n|---|---|\n", to);
    for (size_t i = 0; kt_cmds[i] != NULL; i++) {
        if (kt_cmds[i]->hidden)
            continue;
        (void)fprintf(to, "| [`ktool %s`](", kt_cmds[i]->path);
        anchor(to, kt_cmds[i]->path);
        (void)fprintf(to, ") | %s |\n", kt_cmds[i]->summary);
    }
    for (size_t i = 0; kt_cmds[i] != NULL; i++)
        if (!kt_cmds[i]->hidden)
            command(to, kt_cmds[i]);
    (void)fputs("\n### Options of every command\n", to);
    options(to, kt_global_opts);
    facts(to, "Exit status", "status", kt_exit_facts);
    facts(to, "Files", "file", kt_file_facts);
    settings(to);
}
