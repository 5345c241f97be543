/* node.c - trees of scalars, sequences and mappings. */
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "ktool/node.h"

const struct kt_node *kt_node_get(const struct kt_node *map, const char *key)
{
    if (map == NULL || map->kind != KT_NODE_MAP)
        return NULL;
    for (size_t i = 0; i + 1 < map->n; i += 2)
        if (map->child[i].text != NULL && strcmp(map->child[i].text, key) == 0)
            return &map->child[i + 1];
    return NULL;
}

struct kt_place kt_node_place(const struct kt_text *text, const struct kt_node *node)
{
    return (struct kt_place){.text = text, .line = node->line, .col = node->col};
}

/* Recursion is bounded by the reader's limit on depth. */
void kt_node_copy(struct kt_node *to, const struct kt_node *from)
{
    *to = *from;
    to->text = kt_strdup(from->text);
    to->child = from->n ? kt_calloc(from->n, sizeof(*to->child)) : NULL;
    for (size_t i = 0; i < from->n; i++)
        kt_node_copy(&to->child[i], &from->child[i]);
}

void kt_node_clear(struct kt_node *node)
{
    for (size_t i = 0; i < node->n; i++)
        kt_node_clear(&node->child[i]);
    free(node->child);
    free(node->text);
    *node = (struct kt_node){0};
}
