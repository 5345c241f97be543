/* io_fixture.h - texts in, errors out as text, for the tests of io. */
#ifndef KTOOL_TESTS_IO_FIXTURE_H
#define KTOOL_TESTS_IO_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

static inline struct kt_text text_of(const char *bytes, size_t len)
{
    return (struct kt_text){.name = kt_strdup("x.in"), .bytes = kt_strndup(bytes, len), .len = len};
}

/* A line per error, "line:col: text", with " (hint)" where there is one; the caller frees it. */
static inline char *errors_text(const struct kt_errs *errs)
{
    char *text = kt_strdup("");

    for (size_t i = 0; i < errs->n; i++) {
        const struct kt_err *e = &errs->v[i];
        char *longer =
            kt_format("%s%s%d:%d: %s%s%s%s", text, i > 0 ? "\n" : "", e->line, e->col, e->text,
                      e->hint ? " (" : "", e->hint ? e->hint : "", e->hint ? ")" : "");

        free(text);
        text = longer;
    }
    return text;
}

/* "NAME=value@line" of each, joined by '|'; the caller frees it. */
static inline char *pairs_text(const struct kt_pairs *pairs)
{
    char *text = kt_strdup("");

    for (size_t i = 0; i < pairs->n; i++) {
        char *longer = kt_format("%s%s%s=%s@%d", text, i > 0 ? "|" : "", pairs->v[i].key,
                                 pairs->v[i].value, pairs->v[i].line);

        free(text);
        text = longer;
    }
    return text;
}

#endif
