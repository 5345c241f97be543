/* opt.c - options by tables. Not getopt_long(): it keeps its place in globals, takes abbreviations,
 * and lets POSIXLY_CORRECT move the operands. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "ktool/opt.h"
#include "ktool/units.h"
#include "ktool/words.h"

enum { NAMES_MAX = 128 };

struct scan {
    const struct kt_opt_target *targets;
    size_t n;
    int argc;
    char **argv;
    int at; /* the next argument to be read */
    struct kt_errs *errs;
};

/* An option as found in the tables, and where it writes. */
struct found {
    const struct kt_opt *opt;
    char *field;
};

char *kt_opt_long(const struct kt_opt *opt, char to[KT_OPT_NAME])
{
    size_t i = 0;

    for (; opt->name[1] != '\0' && opt->name[i] != '\0' && i < KT_OPT_NAME - 1; i++)
        to[i] = opt->name[i] == '_' ? '-' : opt->name[i];
    to[i] = '\0';
    return to;
}

static bool is_called(const struct kt_opt *opt, const char *typed, size_t len)
{
    char name[KT_OPT_NAME];

    (void)kt_opt_long(opt, name);
    return (strlen(name) == len && strncmp(name, typed, len) == 0) ||
           (opt->alias != NULL && strlen(opt->alias) == len &&
            strncmp(opt->alias, typed, len) == 0);
}

/* By long name, or by letter when `len` is 0. */
static struct found find(const struct scan *scan, const char *typed, size_t len)
{
    for (size_t t = 0; t < scan->n; t++)
        for (const struct kt_opt *o = scan->targets[t].opts; o != NULL && o->name != NULL; o++)
            if (len > 0 ? is_called(o, typed, len) : o->letter != 0 && o->letter == *typed)
                return (struct found){o, (char *)scan->targets[t].into + o->offset};
    return (struct found){NULL, NULL};
}

static void list_add(struct kt_list *list, const char *text)
{
    list->v = kt_realloc(list->v, list->n + 1, sizeof(*list->v));
    list->v[list->n++] = text;
}

/* Is `value` one of "table|json|yaml"? */
static bool is_word(const char *words, const char *value)
{
    const size_t len = strlen(value);

    for (const char *w = words; *w != '\0'; w += strcspn(w, "|"), w += *w == '|')
        if (strcspn(w, "|") == len && strncmp(w, value, len) == 0)
            return true;
    return false;
}

static void bad_value(const struct scan *scan, const char *typed, const char *value,
                      const char *why)
{
    (void)kt_fail(scan->errs, KT_E_USAGE, "bad value '%s' for '%s': %s", value, typed, why);
}

/* `typed` is the option as the user wrote it, for errors; `value` may be NULL where that is
 * optional. */
static void store(const struct scan *scan, const struct found *f, const char *typed,
                  const char *value)
{
    const char *why = NULL;
    char *field = f->field;

    switch (f->opt->kind) {
    case KT_FLAG:
        *(bool *)(void *)field = true;
        return;
    case KT_INT:
        if (value == NULL)
            *(int64_t *)(void *)field = 0;
        else if (!kt_int_parse(value, (int64_t *)(void *)field, &why))
            bad_value(scan, typed, value, why);
        return;
    case KT_DURATION_MS:
        if (value == NULL) {
            *(int64_t *)(void *)field = 0;
        } else if (!kt_duration_parse(value, (int64_t *)(void *)field, &why)) {
            bad_value(scan, typed, value, why);
            kt_hint(scan->errs, "write a duration like 30s, 5m or 2h");
        }
        return;
    case KT_WORD:
        if (value != NULL && !is_word(f->opt->arg, value)) {
            KT_AUTO_STR why_not = kt_format("not one of %s", f->opt->arg);

            bad_value(scan, typed, value, why_not);
        }
        *(const char **)(void *)field = value != NULL ? value : "";
        return;
    case KT_STR:
        *(const char **)(void *)field = value != NULL ? value : "";
        return;
    case KT_LIST:
        list_add((struct kt_list *)(void *)field, value != NULL ? value : "");
        return;
    }
}

/* Gives the option its value: `attached` if there is one, else the next argument. */
static void take(struct scan *scan, const struct found *f, const char *typed, const char *attached)
{
    const bool flag = f->opt->kind == KT_FLAG;

    if (flag && attached != NULL) {
        (void)kt_fail(scan->errs, KT_E_USAGE, "option '%s' takes no value", typed);
    } else if (flag || attached != NULL || f->opt->optional) {
        store(scan, f, typed, attached);
    } else if (scan->at < scan->argc) {
        store(scan, f, typed, scan->argv[scan->at++]);
    } else {
        (void)kt_fail(scan->errs, KT_E_USAGE, "option '%s' needs a value: %s", typed, f->opt->arg);
    }
}

/* Names the option that was probably meant: one that begins like this, else the nearest. */
static void suggest(const struct scan *scan, const char *typed)
{
    char names[NAMES_MAX][KT_OPT_NAME];
    const char *candidates[NAMES_MAX];
    const char *meant = NULL;
    size_t n = 0;

    for (size_t t = 0; t < scan->n; t++)
        for (const struct kt_opt *o = scan->targets[t].opts; o != NULL && o->name != NULL; o++)
            if (n < NAMES_MAX) {
                candidates[n] = kt_opt_long(o, names[n]);
                if (meant == NULL && strncmp(names[n], typed, strlen(typed)) == 0)
                    meant = names[n];
                n++;
            }
    if (typed[0] == '\0')
        return;
    if (meant == NULL)
        meant = kt_nearest(typed, candidates, n);
    if (meant != NULL)
        kt_hint(scan->errs, "did you mean '--%s'?", meant);
}

static void long_option(struct scan *scan, const char *arg)
{
    const size_t len = strcspn(arg + 2, "=");
    KT_AUTO_STR typed = kt_strndup(arg, len + 2);
    struct found f = {NULL, NULL};

    if (len > 0)
        f = find(scan, typed + 2, len);
    if (f.opt != NULL) {
        take(scan, &f, typed, arg[len + 2] == '=' ? arg + len + 3 : NULL);
        return;
    }
    (void)kt_fail(scan->errs, KT_E_USAGE, "unknown option '%s'", typed);
    suggest(scan, typed + 2);
}

/* One argument of letters: flags may stand together, and what follows a letter that takes a value
 * is that value. */
static void letters(struct scan *scan, const char *arg)
{
    for (const char *p = arg + 1; *p != '\0'; p++) {
        const char typed[] = {'-', *p, '\0'};
        const struct found f = find(scan, p, 0);

        if (f.opt == NULL) {
            if (arg[2] == '\0')
                (void)kt_fail(scan->errs, KT_E_USAGE, "unknown option '%s'", typed);
            else
                (void)kt_fail(scan->errs, KT_E_USAGE, "unknown option '%s' in '%s'", typed, arg);
            if (p == arg + 1)
                suggest(scan, arg + 1);
            return;
        }
        if (f.opt->kind != KT_FLAG && !f.opt->optional) {
            take(scan, &f, typed, p[1] != '\0' ? p + 1 : NULL);
            return;
        }
        store(scan, &f, typed, NULL);
    }
}

static void init(const struct kt_opt *opt, char *field)
{
    switch (opt->kind) {
    case KT_FLAG:
        *(bool *)(void *)field = false;
        return;
    case KT_INT:
        *(int64_t *)(void *)field = 0;
        return;
    case KT_DURATION_MS:
        *(int64_t *)(void *)field = -1;
        return;
    case KT_STR:
    case KT_WORD:
        *(const char **)(void *)field = NULL;
        return;
    case KT_LIST:
        *(struct kt_list *)(void *)field = (struct kt_list){0};
        return;
    }
}

void kt_opts_init(const struct kt_opt_target *targets, size_t n)
{
    for (size_t t = 0; t < n; t++)
        for (const struct kt_opt *o = targets[t].opts; o != NULL && o->name != NULL; o++)
            init(o, (char *)targets[t].into + o->offset);
}

int kt_opts_span(const struct kt_opt_target *targets, size_t n, char *const *argv, int at)
{
    const struct scan scan = {.targets = targets, .n = n};
    const char *arg = argv[at];
    const bool is_long = strncmp(arg, "--", 2) == 0;
    const size_t len = strcspn(arg, "=");
    struct found f = {NULL, NULL};

    if (is_long && len > 2)
        f = find(&scan, arg + 2, len - 2);
    /* Of letters together, only the last may take the next argument. */
    for (const char *p = arg + 1; !is_long && *p != '\0'; p++) {
        f = find(&scan, p, 0);
        if (f.opt == NULL || (f.opt->kind != KT_FLAG && p[1] != '\0'))
            return f.opt != NULL;
    }
    if (f.opt == NULL)
        return 0;
    return f.opt->kind == KT_FLAG || f.opt->optional || (is_long && arg[len] == '=') ? 1 : 2;
}

enum kt_code kt_opts_parse(const struct kt_opt_target *targets, size_t n, int argc, char **argv,
                           int *noperands, struct kt_errs *errs)
{
    struct scan scan = {.targets = targets, .n = n, .argc = argc, .argv = argv, .errs = errs};
    const size_t errors = errs->nerrors;
    bool options = true;
    int operands = 0;

    for (scan.at = 1; scan.at < argc;) {
        char *arg = argv[scan.at++];

        if (!options || arg[0] != '-' || arg[1] == '\0')
            argv[1 + operands++] = arg;
        else if (strcmp(arg, "--") == 0)
            options = false;
        else if (arg[1] == '-')
            long_option(&scan, arg);
        else
            letters(&scan, arg);
    }
    *noperands = operands;
    return errs->nerrors > errors ? KT_E_USAGE : KT_OK;
}

void kt_opts_clear(const struct kt_opt_target *targets, size_t n)
{
    for (size_t t = 0; t < n; t++)
        for (const struct kt_opt *o = targets[t].opts; o != NULL && o->name != NULL; o++)
            if (o->kind == KT_LIST) {
                struct kt_list *list = (void *)((char *)targets[t].into + o->offset);

                free(list->v);
                *list = (struct kt_list){0};
            }
}
