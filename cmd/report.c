/* report.c - errors, warnings and notes as people and editors read them: file:line:col: message,
 * the source line, a caret, a hint. */
#include <string.h>

#include "cli.h"

enum { EXCERPT_BEFORE = 60, EXCERPT_MAX = 96 }; /* characters of a long line that are shown */

struct style {
    const char *error, *warning, *note, *place, *hint, *off;
};
static const struct style plain = {"", "", "", "", "", ""};
static const struct style colours = {"\033[1;31m", "\033[1;33m", "\033[1;36m",
                                     "\033[1m",    "\033[32m",   "\033[0m"};

static bool is_inside_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* The byte at which character number `col` begins, from 1. */
static size_t byte_of(const char *line, int col)
{
    size_t i = 0;

    for (int at = 1; line[i] != '\0' && at < col; at++) {
        i++;
        while (is_inside_character(line[i]))
            i++;
    }
    return i;
}

static void print_excerpt(FILE *to, const struct style *style, const struct kt_err *err)
{
    const int first = err->col > EXCERPT_BEFORE ? err->col - EXCERPT_BEFORE : 1;
    const char *line = err->excerpt + byte_of(err->excerpt, first);
    const size_t len = byte_of(line, EXCERPT_MAX + 1);
    const size_t caret = byte_of(line, err->col - first + 1);

    (void)fputs("    ", to);
    kt_print_safely(to, line, len);
    (void)fputs("\n    ", to);
    if (err->col > 0) {
        for (size_t i = 0; i < caret; i++)
            if (!is_inside_character(line[i]))
                (void)fputc(line[i] == '\t' ? '\t' : ' ', to);
        (void)fprintf(to, "%s^%s", style->error, style->off);
    }
    (void)fputc('\n', to);
}

static void print_place(FILE *to, const struct style *style, const struct kt_err *err)
{
    (void)fputs(style->place, to);
    if (err->file == NULL) {
        (void)fputs("ktool:", to);
    } else {
        kt_print_safely(to, err->file, strlen(err->file));
        if (err->line > 0)
            (void)fprintf(to, ":%d", err->line);
        if (err->line > 0 && err->col > 0)
            (void)fprintf(to, ":%d", err->col);
        (void)fputc(':', to);
    }
    (void)fprintf(to, "%s ", style->off);
}

static void print_err(FILE *to, const struct style *style, const struct kt_err *err)
{
    print_place(to, style, err);
    if (err->severity == KT_WARNING)
        (void)fprintf(to, "%swarning: %s", style->warning, style->off);
    else if (err->severity == KT_NOTE)
        (void)fprintf(to, "%snote: %s", style->note, style->off);
    kt_print_safely(to, err->text, strlen(err->text));
    (void)fputc('\n', to);
    if (err->excerpt != NULL && err->excerpt[0] != '\0' && err->severity != KT_NOTE)
        print_excerpt(to, style, err);
    if (err->hint != NULL) {
        (void)fprintf(to, "%shint:%s ", style->hint, style->off);
        kt_print_safely(to, err->hint, strlen(err->hint));
        (void)fputc('\n', to);
    }
}

static void print_scrubbed(const struct kt_cli *cli, const struct style *style,
                           const struct kt_err *err)
{
    KT_AUTO_STR text = kt_scrub(cli->ctx.settings, err->text, KT_SCRUB_OURS);
    KT_AUTO_STR hint = kt_scrub(cli->ctx.settings, err->hint, KT_SCRUB_OURS);
    struct kt_err safe = *err;

    safe.text = text;
    safe.hint = hint;
    print_err(cli->err, style, &safe);
}

void kt_report_notice(void *arg, const char *text)
{
    struct kt_cli *cli = arg;

    kt_progress(&cli->ctx, "%s", "");
    kt_print_safely(cli->err, text, strlen(text));
    (void)fputc('\n', cli->err);
    (void)fflush(cli->err);
}

void kt_report(struct kt_cli *cli, const struct kt_errs *errs)
{
    const struct style *style =
        cli->err_is_terminal && kt_colour_wanted(&cli->globals) ? &colours : &plain;

    kt_progress(&cli->ctx, "%s", "");
    for (size_t i = 0; i < errs->n; i++) {
        const enum kt_severity severity = errs->v[i].severity;

        if ((severity == KT_NOTE && !cli->globals.verbose) ||
            (severity != KT_ERROR && cli->globals.quiet))
            continue;
        print_scrubbed(cli, style, &errs->v[i]);
    }
    (void)fflush(cli->err);
}
