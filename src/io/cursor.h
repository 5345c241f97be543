/* cursor.h - a walk over the lines of a settings file; the readers of .env and properties share it
 * and nobody else includes it. */
#ifndef KTOOL_IO_CURSOR_H
#define KTOOL_IO_CURSOR_H

#include <stdbool.h>

#include "ktool/env.h"

struct kt_cursor {
    const char *at, *end; /* end: the NUL */
    int line;             /* that `at` is in */
    struct kt_text name;  /* of the file, without its bytes: errors must not quote a password */
    struct kt_errs *errs;
    size_t faults;
};

/* Steps over a byte order mark; refuses UTF-16 and NUL. Borrows both for the cursor's life. */
KT_MUST_CHECK enum kt_code kt_cursor_open(struct kt_cursor *cursor, const struct kt_text *text,
                                          struct kt_errs *errs);
void kt_cursor_fault(struct kt_cursor *cursor, int line, const char *what);
/* KT_E_INPUT when there was a fault; says how many were not shown. */
KT_MUST_CHECK enum kt_code kt_cursor_verdict(const struct kt_cursor *cursor);
/* Moves `found` to the end of `out` when there was no fault. */
KT_MUST_CHECK enum kt_code kt_cursor_close(const struct kt_cursor *cursor, struct kt_pairs *out,
                                           const struct kt_pairs *found);

/* LF, CR LF or CR is here. */
bool kt_cursor_at_end_of_line(const struct kt_cursor *cursor);
/* Over the line's end, if it is here. */
void kt_cursor_next_line(struct kt_cursor *cursor);
/* To the line's end, and over it. */
void kt_cursor_skip_line(struct kt_cursor *cursor);
void kt_cursor_skip_blanks(struct kt_cursor *cursor); /* space, tab, form feed */

#endif
