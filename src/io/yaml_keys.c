/* yaml_keys.c - finds the keys that a mapping holds twice; YAML parsers let them pass. */
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "yaml_reader.h"

static int by_text(const void *a, const void *b)
{
    const struct kt_node *x = *(const struct kt_node *const *)a;
    const struct kt_node *y = *(const struct kt_node *const *)b;

    return strcmp(x->text, y->text);
}

static int by_text_and_place(const void *a, const void *b)
{
    const struct kt_node *x = *(const struct kt_node *const *)a;
    const struct kt_node *y = *(const struct kt_node *const *)b;
    int order = by_text(a, b);

    if (order != 0)
        return order;
    return x->line != y->line ? (x->line > y->line) - (x->line < y->line)
                              : (x->col > y->col) - (x->col < y->col);
}

/* Keeps the first of equal texts; returns how many are left. */
static size_t keep_first(const struct kt_node **keys, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (kept == 0 || strcmp(keys[kept - 1]->text, keys[i]->text) != 0)
            keys[kept++] = keys[i];
    return kept;
}

/* In the order of the file, which sorting has lost. */
static enum kt_code report(struct kt_yaml_reader *r, const struct kt_node *map,
                           const struct kt_node *const *firsts, size_t nfirsts)
{
    for (size_t i = 0; i < map->n; i += 2) {
        const struct kt_node *key = &map->child[i];
        const struct kt_place at = kt_node_place(r->text, key);
        const struct kt_node *const *first;

        if (key->text == NULL)
            continue;
        first = bsearch(&key, firsts, nfirsts, sizeof(*firsts), by_text);
        if (first != NULL && *first != key)
            KT_TRY(kt_yaml_fault(r, &at, "key '%s' stands twice, first at line %d, column %d",
                                 key->text, (*first)->line, (*first)->col));
    }
    return KT_OK;
}

enum kt_code kt_yaml_check_keys(struct kt_yaml_reader *r, const struct kt_node *map)
{
    const struct kt_node **keys = kt_calloc(map->n / 2, sizeof(*keys));
    size_t n = 0, distinct;
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < map->n; i += 2)
        if (map->child[i].text != NULL)
            keys[n++] = &map->child[i];
    qsort(keys, n, sizeof(*keys), by_text_and_place);
    distinct = keep_first(keys, n);
    if (distinct < n)
        code = report(r, map, keys, distinct);
    free(keys);
    return code;
}
