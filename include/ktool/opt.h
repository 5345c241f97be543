/* opt.h - options as constant tables: parsing, help, man page and completions all read them. */
#ifndef KTOOL_OPT_H
#define KTOOL_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ktool/errs.h"

/* A repeatable option; the texts are borrowed from argv. The array is freed by kt_opts_clear(). */
struct kt_list {
    const char **v;
    size_t n;
};

enum kt_opt_kind {
    KT_FLAG,        /* bool */
    KT_INT,         /* int64_t; 0 or given */
    KT_STR,         /* const char *; NULL or given */
    KT_LIST,        /* struct kt_list */
    KT_DURATION_MS, /* int64_t, written with a unit; -1 when not given */
    KT_WORD         /* const char *, one of the words of `arg` ("table|json|yaml|tsv") */
};
enum kt_completes {
    KT_NOTHING,
    KT_TOPIC,
    KT_GROUP,
    KT_MANIFEST,
    KT_FILE,
    KT_ENVIRONMENT,
    KT_CONTEXT
};

struct kt_opt {
    const char *name;  /* field name; underscores print as dashes; one letter: there is no long
                          form; NULL ends the array */
    const char *alias; /* a second long name, as typed ("bootstrap-server"), or NULL */
    const char *arg;   /* placeholder, NULL for a flag */
    const char *help;  /* one line, lower case, no full stop */
    size_t offset;     /* of the field in the command's own `struct opts` */
    enum kt_opt_kind kind;
    enum kt_completes completes;
    char letter;   /* or 0 */
    bool optional; /* the value may be left out (then 0 or "") and is given only as --name=VALUE */
};

/* The field's type chooses the kind: a row that does not fit its field does not compile. Each
 * command file names its own `struct opts`. */
#define KT_OPT_KIND(f)                                                                             \
    _Generic(((struct opts *)0)->f,                                                                \
        bool: KT_FLAG,                                                                             \
        int64_t: KT_INT,                                                                           \
        const char *: KT_STR,                                                                      \
        struct kt_list: KT_LIST)
#define KT_OPT(f, l, c, a, h)                                                                      \
    {                                                                                              \
        .name = #f, .letter = (l), .kind = KT_OPT_KIND(f), .offset = offsetof(struct opts, f),     \
        .completes = (c), .arg = (a), .help = (h)                                                  \
    }
/* For fields of type int64_t that hold a duration. */
#define KT_OPT_DURATION(f, l, a, h)                                                                \
    {                                                                                              \
        .name = #f, .letter = (l),                                                                 \
        .kind = _Generic(((struct opts *)0)->f, int64_t                                            \
                         : KT_DURATION_MS),                                                        \
        .offset = offsetof(struct opts, f), .arg = (a), .help = (h)                                \
    }
#define KT_OPT_END                                                                                 \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/* One table and the struct its rows write into. */
struct kt_opt_target {
    const struct kt_opt *opts;
    void *into;
};

enum { KT_OPT_NAME = 64 };
/* "save-plan" for the field save_plan; empty when there is no long form. Returns `to`. */
char *kt_opt_long(const struct kt_opt *opt, char to[KT_OPT_NAME]);

/* Sets what the tables write to their "not given" values. */
void kt_opts_init(const struct kt_opt_target *targets, size_t n);
/* Parses argv[1..] by all tables at once, options before, between and after operands, "--" ends
 * them. Operands are moved to argv[1..*noperands]. Abbreviated long options are refused; an unknown
 * option names the nearest one; a value outside its kind is refused. Errors are KT_E_USAGE, all of
 * a line together. `-h`/`--help` is an ordinary option. */
KT_MUST_CHECK enum kt_code kt_opts_parse(const struct kt_opt_target *targets, size_t n, int argc,
                                         char **argv, int *noperands, struct kt_errs *errs);
/* How many arguments the option at argv[at] takes up: 2 when its value is the next one, else 1; 0
 * when no table knows it. For those who look for something else on the line. */
int kt_opts_span(const struct kt_opt_target *targets, size_t n, char *const *argv, int at);
/* Frees the arrays of lists. */
void kt_opts_clear(const struct kt_opt_target *targets, size_t n);

#endif
