/* node.h - what a YAML file becomes: a tree of scalars, sequences and mappings, with marks. */
#ifndef KTOOL_NODE_H
#define KTOOL_NODE_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/errs.h"

enum kt_node_kind { KT_NODE_NULL, KT_NODE_SCALAR, KT_NODE_SEQ, KT_NODE_MAP };

struct kt_node {
    enum kt_node_kind kind; /* KT_NODE_NULL: a plain ~, null or nothing */
    bool quoted;            /* of a scalar: written in quotes or as a block */
    int line, col;          /* from 1 */
    char *text;             /* of a scalar (and of a null: as written); owned, NUL-terminated */
    struct kt_node
        *child; /* items of a sequence; of a mapping key, value, key, value, ...; owned */
    size_t n;   /* children: a mapping has twice its entries */
};

/* One document of a file. Places made from its nodes borrow `text`. */
struct kt_doc {
    struct kt_text *text; /* borrowed: several documents may stand in one file */
    struct kt_node root;
};

/* The value of a mapping's entry, or NULL; borrowed. NULL for a node that is no mapping. */
const struct kt_node *kt_node_get(const struct kt_node *map, const char *key);
struct kt_place kt_node_place(const struct kt_text *text, const struct kt_node *node);
/* Deep copy; the caller clears it. */
void kt_node_copy(struct kt_node *to, const struct kt_node *from);
void kt_node_clear(struct kt_node *node); /* twice is fine */

#endif
