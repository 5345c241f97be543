/* errs.h - what went wrong, as values: a list, so that one run can report all of a file. */
#ifndef KTOOL_ERRS_H
#define KTOOL_ERRS_H

#include <stdarg.h>
#include <stddef.h>

#include "ktool/attr.h"

/* The worst class in the list decides the exit status, and nothing else does: kt_exit_status(). */
enum kt_code {
    KT_OK = 0,
    KT_NO,           /* the answer to a question is no: exit 3, and nothing is appended for it */
    KT_E_USAGE,      /* the command line is wrong: exit 2 */
    KT_E_INPUT,      /* a manifest, plan or settings file is wrong: exit 1, as all below */
    KT_E_REFUSED,    /* the policy forbids the change */
    KT_E_CLUSTER,    /* no answer, or no authority */
    KT_E_REMOTE,     /* the broker answered "no" */
    KT_E_IO,         /* a file, a pipe, a full disk */
    KT_E_INTERRUPTED /* a signal: exit 128 + its number; nothing is appended for it */
};

enum kt_severity { KT_ERROR, KT_WARNING, KT_NOTE /* shown with -v only */ };

/* The text that places point into; owned by whoever read the file. */
struct kt_text {
    char *name;  /* as the user gave it; "-" is standard input */
    char *bytes; /* NUL-terminated */
    size_t len;
};
void kt_text_clear(struct kt_text *text); /* twice is fine */

struct kt_place {
    const struct kt_text *text; /* borrowed; NULL when the error has no place */
    int line, col;              /* from 1; 0 unknown; columns count characters, not bytes */
};

struct kt_err {
    enum kt_severity severity;
    enum kt_code code;
    char *file; /* NULL when the error has no place */
    int line, col;
    char *excerpt; /* the source line, for the caret; NULL when there is none */
    char *text;
    char *hint; /* what to try; NULL when there is nothing to say */
};

/* Owned by the caller of the job; texts inside belong to it. */
struct kt_errs {
    struct kt_err *v;
    size_t n, cap;
    size_t nerrors; /* of severity KT_ERROR */
};

/* All four append and return `code`, so that failing is one statement: return kt_fail(errs, ...).
 * Text: lower case, no full stop, what failed first, names in single quotes.
 * `at` may be NULL; the line it points at is copied, so the text may go away before the errors. */
enum kt_code kt_fail(struct kt_errs *errs, enum kt_code code, const char *fmt, ...) KT_PRINTF(3, 4);
enum kt_code kt_fail_at(struct kt_errs *errs, enum kt_code code, const struct kt_place *at,
                        const char *fmt, ...) KT_PRINTF(4, 5);
void kt_warn_at(struct kt_errs *errs, const struct kt_place *at, const char *fmt, ...)
    KT_PRINTF(3, 4);
void kt_note_at(struct kt_errs *errs, const struct kt_place *at, const char *fmt, ...)
    KT_PRINTF(3, 4);
/* What to try next; belongs to the error appended last. */
void kt_hint(struct kt_errs *errs, const char *fmt, ...) KT_PRINTF(2, 3);

/* 0, 1, 2 or 3 (see enum kt_code). `last` is what the command returned. A signal is the
 * dispatcher's own matter. */
int kt_exit_status(const struct kt_errs *errs, enum kt_code last);
/* Appends all of `from`, which is empty afterwards. */
void kt_errs_move(struct kt_errs *to, struct kt_errs *from);
void kt_errs_clear(struct kt_errs *errs); /* twice is fine */

#endif
