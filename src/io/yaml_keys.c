/* yaml_keys.c - finds the keys that a mapping holds twice; YAML parsers let them pass. */
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "yaml_reader.h"

struct key {
    const struct kt_node *node;
};

static int by_text(const void *a, const void *b)
{
    const struct key *x = a, *y = b;

    return strcmp(x->node->text, y->node->text);
}

static int by_text_and_place(const void *a, const void *b)
{
    const struct kt_node *x = ((const struct key *)a)->node;
    const struct kt_node *y = ((const struct key *)b)->node;
    int order = by_text(a, b);

    if (order != 0)
        return order;
    return x->line != y->line ? (x->line > y->line) - (x->line < y->line)
                              : (x->col > y->col) - (x->col < y->col);
}

/* Keeps the first of equal texts; returns how many are left. */
static size_t keep_first(struct key *keys, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++)
        if (kept == 0 || by_text(&keys[kept - 1], &keys[i]) != 0)
            keys[kept++] = keys[i];
    return kept;
}

/* In the order of the file, which sorting has lost. */
static enum kt_code report(struct kt_yaml_reader *r, const struct kt_node *map,
                           const struct key *firsts, size_t nfirsts)
{
    for (size_t i = 0; i < map->n; i += 2) {
        const struct key key = {&map->child[i]};
        const struct kt_place at = kt_node_place(r->text, key.node);
        const struct key *first;

        if (key.node->text == NULL)
            continue;
        first = bsearch(&key, firsts, nfirsts, sizeof(*firsts), by_text);
        if (first != NULL && first->node != key.node)
            KT_TRY(kt_yaml_fault(r, &at, "key '%s' stands twice, first at line %d, column %d",
                                 key.node->text, first->node->line, first->node->col));
    }
    return KT_OK;
}

enum kt_code kt_yaml_check_keys(struct kt_yaml_reader *r, const struct kt_node *map)
{
    struct key *keys = kt_calloc(map->n / 2, sizeof(*keys));
    size_t n = 0, distinct;
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < map->n; i += 2)
        if (map->child[i].text != NULL)
            keys[n++].node = &map->child[i];
    qsort(keys, n, sizeof(*keys), by_text_and_place);
    distinct = keep_first(keys, n);
    if (distinct < n)
        code = report(r, map, keys, distinct);
    free(keys);
    return code;
}
