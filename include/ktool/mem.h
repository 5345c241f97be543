/* mem.h - memory that is never refused: running out ends the process, in src/base/mem.c alone.
 * Every input is bounded instead, so that this does not happen because of a file. */
#ifndef KTOOL_MEM_H
#define KTOOL_MEM_H

#include <stdarg.h>
#include <stddef.h>

#include "ktool/attr.h"

/* Zero-filled; a size of 0 gives a pointer that may be freed. The caller owns the result of all
 * of these and gives it to free(). */
void *kt_calloc(size_t count, size_t size);
void *kt_realloc(void *old, size_t count, size_t size);
char *kt_strdup(const char *text);              /* NULL stays NULL */
char *kt_strndup(const char *text, size_t len); /* adds the NUL */
char *kt_format(const char *fmt, ...) KT_PRINTF(1, 2);
char *kt_vformat(const char *fmt, va_list args) KT_PRINTF(1, 0);

/* Makes room for one more element: `v` is the array, `n` its length, `cap` its capacity. */
#define KT_GROW(v, n, cap)                                                                         \
    do {                                                                                           \
        if ((n) == (cap)) {                                                                        \
            (cap) = (cap) ? (cap)*2 : 8;                                                           \
            (v) = kt_realloc((v), (cap), sizeof(*(v)));                                            \
        }                                                                                          \
    } while (0)

/* Overwrites a text that holds a secret, then frees it; NULL is fine. */
void kt_secret_free(char *text);
/* For KT_AUTO_STR; twice is fine. */
void kt_str_clear(char **text);

/* Texts in the order given (or sorted, where the owner says so); owns them. */
struct kt_names {
    char **v;
    size_t n, cap;
};
void kt_names_add(struct kt_names *names, const char *text); /* copies */
void kt_names_sort(struct kt_names *names);                  /* byte order, duplicates dropped */
/* `names` must be sorted. */
int kt_names_has(const struct kt_names *names, const char *text);
/* The texts with `glue` between them; the caller frees it. */
char *kt_names_join(const struct kt_names *names, const char *glue);
/* The same for messages: of more than five only three, "a, b, c and 97 more". */
char *kt_names_brief(const struct kt_names *names, const char *glue);
void kt_names_clear(struct kt_names *names); /* twice is fine */

/* Key and value, in the order given; owns both. Used for properties and environments. */
struct kt_pair {
    char *key, *value;
    int line; /* of the file it came from, from 1; 0 where there is none */
};
struct kt_pairs {
    struct kt_pair *v;
    size_t n, cap;
};
void kt_pairs_add(struct kt_pairs *pairs, const char *key, const char *value, int line);
/* The last value given for the key, or NULL; borrowed. */
const char *kt_pairs_get(const struct kt_pairs *pairs, const char *key);
void kt_pairs_clear(struct kt_pairs *pairs); /* twice is fine */

#endif
