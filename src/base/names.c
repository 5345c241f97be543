/* names.c - lists of texts and of key-value pairs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"

enum { NAMED_ALL = 5, NAMED_FIRST = 3 };

void kt_names_add(struct kt_names *names, const char *text)
{
    KT_GROW(names->v, names->n, names->cap);
    names->v[names->n++] = kt_strdup(text);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void kt_names_sort(struct kt_names *names)
{
    size_t kept = 0;

    if (names->n == 0)
        return;
    qsort(names->v, names->n, sizeof(*names->v), by_text);
    for (size_t i = 1; i < names->n; i++) {
        if (strcmp(names->v[kept], names->v[i]) == 0)
            free(names->v[i]);
        else
            names->v[++kept] = names->v[i];
    }
    names->n = kept + 1;
}

int kt_names_has(const struct kt_names *names, const char *text)
{
    return names->n > 0 && bsearch(&text, names->v, names->n, sizeof(*names->v), by_text) != NULL;
}

char *kt_names_join(const struct kt_names *names, const char *glue)
{
    size_t size = 1, at = 0;
    char *joined;

    for (size_t i = 0; i < names->n; i++)
        size += strlen(names->v[i]) + strlen(glue);
    joined = kt_calloc(size, 1);
    for (size_t i = 0; i < names->n; i++)
        at += (size_t)snprintf(joined + at, size - at, "%s%s", i > 0 ? glue : "", names->v[i]);
    return joined;
}

char *kt_names_brief(const struct kt_names *names, const char *glue)
{
    const size_t shown = names->n > NAMED_ALL ? NAMED_FIRST : names->n;
    const struct kt_names first = {.v = names->v, .n = shown};
    char *all = kt_names_join(&first, glue), *text;

    if (shown == names->n)
        return all;
    text = kt_format("%s and %zu more", all, names->n - shown);
    free(all);
    return text;
}

void kt_names_clear(struct kt_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->v[i]);
    free(names->v);
    *names = (struct kt_names){0};
}

void kt_pairs_add(struct kt_pairs *pairs, const char *key, const char *value, int line)
{
    KT_GROW(pairs->v, pairs->n, pairs->cap);
    pairs->v[pairs->n++] =
        (struct kt_pair){.key = kt_strdup(key), .value = kt_strdup(value), .line = line};
}

const char *kt_pairs_get(const struct kt_pairs *pairs, const char *key)
{
    for (size_t i = pairs->n; i-- > 0;)
        if (strcmp(pairs->v[i].key, key) == 0)
            return pairs->v[i].value;
    return NULL;
}

void kt_pairs_clear(struct kt_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++) {
        free(pairs->v[i].key);
        free(pairs->v[i].value);
    }
    free(pairs->v);
    *pairs = (struct kt_pairs){0};
}
