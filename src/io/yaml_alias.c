/* yaml_alias.c - anchors, and copies of them where an alias stands. */
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "yaml_reader.h"

enum { ANCHORS_MAX = 1000, ALIAS_BYTES_MAX = 4 * 1024 * 1024 };

enum kt_code kt_yaml_anchor_add(struct kt_yaml_reader *r, const yaml_mark_t *mark, const char *name)
{
    struct kt_yaml_anchor anchor = {.depth = r->depth};

    if (r->nanchors == ANCHORS_MAX) {
        const struct kt_place at = kt_yaml_place(r, mark);

        return kt_fail_at(r->errs, KT_E_INPUT, &at, "more than %d anchors", ANCHORS_MAX);
    }
    anchor.name = kt_strdup(name);
    anchor.path = kt_calloc(r->depth, sizeof(*anchor.path));
    for (size_t i = 0; i < r->depth; i++)
        anchor.path[i] = r->stack[i].node->n - 1;
    KT_GROW(r->anchors, r->nanchors, r->anchors_cap);
    r->anchors[r->nanchors++] = anchor;
    return KT_OK;
}

/* A name may be given again: the last one counts. */
static const struct kt_yaml_anchor *find(const struct kt_yaml_reader *r, const char *name)
{
    for (size_t i = r->nanchors; i-- > 0;)
        if (strcmp(r->anchors[i].name, name) == 0)
            return &r->anchors[i];
    return NULL;
}

static const struct kt_node *node_of(const struct kt_yaml_reader *r,
                                     const struct kt_yaml_anchor *anchor)
{
    const struct kt_node *node = &r->docs[r->ndocs - 1].root;

    for (size_t i = 0; i < anchor->depth; i++)
        node = &node->child[anchor->path[i]];
    return node;
}

struct measure {
    size_t nodes, bytes, depth;
};

/* Recursion is bounded: a tree never gets deeper than KT_YAML_DEPTH_MAX. */
static void measure_tree(struct measure *sum, const struct kt_node *node, size_t depth)
{
    if (sum->nodes > KT_YAML_ALIAS_NODES_MAX)
        return;
    sum->nodes++;
    sum->bytes += node->text ? strlen(node->text) : 0;
    if (node->text == NULL && depth + 1 > sum->depth)
        sum->depth = depth + 1;
    for (size_t i = 0; i < node->n; i++)
        measure_tree(sum, &node->child[i], depth + 1);
}

enum kt_code kt_yaml_alias(struct kt_yaml_reader *r, struct kt_node *to, const yaml_mark_t *mark,
                           const char *name)
{
    const struct kt_yaml_anchor *anchor = find(r, name);
    const struct kt_place at = kt_yaml_place(r, mark);
    const struct kt_node *from;
    struct measure sum = {0};

    if (anchor == NULL) {
        enum kt_code code = kt_yaml_fault(r, &at, "no '&%s' stands before this alias", name);

        if (code == KT_OK)
            kt_hint(r->errs, "a text that begins with '*' needs quotes");
        return code;
    }
    if (anchor->open)
        return kt_fail_at(r->errs, KT_E_INPUT, &at, "'*%s' stands inside of '&%s' itself", name,
                          name);
    from = node_of(r, anchor);
    measure_tree(&sum, from, r->depth);
    r->alias_nodes += sum.nodes;
    r->alias_bytes += sum.bytes;
    r->nodes += sum.nodes - 1;
    if (r->alias_nodes > KT_YAML_ALIAS_NODES_MAX || r->alias_bytes > ALIAS_BYTES_MAX)
        return kt_fail_at(r->errs, KT_E_INPUT, &at,
                          "aliases stand for more than %d values or %d MiB of text",
                          KT_YAML_ALIAS_NODES_MAX, ALIAS_BYTES_MAX / 1024 / 1024);
    if (sum.depth > KT_YAML_DEPTH_MAX)
        return kt_fail_at(r->errs, KT_E_INPUT, &at,
                          "with what '*%s' stands for it is nested more than %d levels deep", name,
                          KT_YAML_DEPTH_MAX);
    kt_node_copy(to, from);
    to->line = at.line;
    to->col = at.col;
    return KT_OK;
}

void kt_yaml_anchors_clear(struct kt_yaml_reader *r)
{
    for (size_t i = 0; i < r->nanchors; i++) {
        free(r->anchors[i].name);
        free(r->anchors[i].path);
    }
    r->nanchors = 0;
}
