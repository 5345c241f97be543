/* errs.c - the list of what went wrong. */
#include <stdlib.h>
#include <string.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

void kt_text_clear(struct kt_text *text)
{
    free(text->name);
    free(text->bytes);
    *text = (struct kt_text){0};
}

/* The line that a place points at, without its end; NULL when there is none. */
static char *excerpt(const struct kt_place *at)
{
    const char *line = at->text->bytes;

    if (line == NULL || at->line < 1)
        return NULL;
    for (int i = 1; i < at->line; i++) {
        line = strchr(line, '\n');
        if (line == NULL)
            return NULL;
        line++;
    }
    return kt_strndup(line, strcspn(line, "\r\n"));
}

KT_PRINTF(5, 0)
static void append(struct kt_errs *errs, enum kt_severity severity, enum kt_code code,
                   const struct kt_place *at, const char *fmt, va_list args)
{
    struct kt_err err = {.severity = severity, .code = code, .text = kt_vformat(fmt, args)};

    if (at != NULL && at->text != NULL) {
        err.file = kt_strdup(at->text->name);
        err.line = at->line;
        err.col = at->col;
        err.excerpt = excerpt(at);
    }
    KT_GROW(errs->v, errs->n, errs->cap);
    errs->v[errs->n++] = err;
    if (severity == KT_ERROR)
        errs->nerrors++;
}

enum kt_code kt_fail(struct kt_errs *errs, enum kt_code code, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    append(errs, KT_ERROR, code, NULL, fmt, args);
    va_end(args);
    return code;
}

enum kt_code kt_fail_at(struct kt_errs *errs, enum kt_code code, const struct kt_place *at,
                        const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    append(errs, KT_ERROR, code, at, fmt, args);
    va_end(args);
    return code;
}

void kt_warn_at(struct kt_errs *errs, const struct kt_place *at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    append(errs, KT_WARNING, KT_OK, at, fmt, args);
    va_end(args);
}

void kt_note_at(struct kt_errs *errs, const struct kt_place *at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    append(errs, KT_NOTE, KT_OK, at, fmt, args);
    va_end(args);
}

void kt_hint(struct kt_errs *errs, const char *fmt, ...)
{
    va_list args;

    if (errs->n == 0)
        return;
    free(errs->v[errs->n - 1].hint);
    va_start(args, fmt);
    errs->v[errs->n - 1].hint = kt_vformat(fmt, args);
    va_end(args);
}

int kt_exit_status(const struct kt_errs *errs, enum kt_code last)
{
    int status = last == KT_OK ? 0 : last == KT_NO ? 3 : last == KT_E_USAGE ? 2 : 1;

    for (size_t i = 0; i < errs->n; i++) {
        if (errs->v[i].severity != KT_ERROR)
            continue;
        if (errs->v[i].code == KT_E_USAGE)
            return 2;
        status = 1;
    }
    return status;
}

void kt_errs_move(struct kt_errs *to, struct kt_errs *from)
{
    for (size_t i = 0; i < from->n; i++) {
        KT_GROW(to->v, to->n, to->cap);
        to->v[to->n++] = from->v[i];
    }
    to->nerrors += from->nerrors;
    free(from->v);
    *from = (struct kt_errs){0};
}

void kt_errs_clear(struct kt_errs *errs)
{
    for (size_t i = 0; i < errs->n; i++) {
        free(errs->v[i].file);
        free(errs->v[i].excerpt);
        free(errs->v[i].text);
        free(errs->v[i].hint);
    }
    free(errs->v);
    *errs = (struct kt_errs){0};
}
