/* manifest_tree.c - variables replaced in every scalar of a tree, before anything reads it. */
#include <stdlib.h>
#include <string.h>

#include "manifest_parts.h"

static bool means_null(const char *text)
{
    return *text == '\0' || strcmp(text, "~") == 0 || strcmp(text, "null") == 0 ||
           strcmp(text, "Null") == 0 || strcmp(text, "NULL") == 0;
}

/* What a variable brought is read as if it stood there without quotes; a key stays a text. */
static bool expand_scalar(struct kt_reader *reader, struct kt_node *node, bool is_key)
{
    const struct kt_place at = kt_reader_place(reader, node);
    const bool has_variable = strstr(node->text, "${") != NULL;
    KT_AUTO_STR why = NULL;
    char *text = kt_expand(node->text, reader->options->lookup, reader->options->lookup_arg, &why);

    if (text == NULL) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "%s", why);
        return false;
    }
    reader->expanded += strlen(text);
    free(node->text);
    node->text = text;
    node->quoted = node->quoted && !has_variable;
    if (has_variable && !is_key && means_null(text))
        node->kind = KT_NODE_NULL;
    if (!kt_tree_is_too_large(reader))
        return true;
    (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "the variables make the manifest too large");
    return false;
}

/* An entry without a value for its variable was reported and is taken out, so that the rest is read
 * as if it were not there. Recursion is bounded by `depth`. */
static bool expand(struct kt_reader *reader, struct kt_node *node, bool is_key, int depth)
{
    const size_t step = node->kind == KT_NODE_MAP ? 2 : 1;
    size_t kept = 0;

    if (kt_reader_full(reader) || kt_tree_is_too_large(reader))
        return false;
    if (node->kind == KT_NODE_SCALAR && strchr(node->text, '$') != NULL &&
        !expand_scalar(reader, node, is_key))
        return false;
    if (depth == 0)
        return true;
    for (size_t i = 0; i + step <= node->n; i += step) {
        bool whole = true;

        for (size_t j = 0; j < step; j++)
            whole = expand(reader, &node->child[i + j], j + 1 < step, depth - 1) && whole;
        for (size_t j = 0; j < step; j++) {
            struct kt_node child = node->child[i + j];

            node->child[i + j] = (struct kt_node){0};
            if (whole)
                node->child[kept++] = child;
            else
                kt_node_clear(&child);
        }
    }
    node->n = kept;
    return true;
}

bool kt_tree_is_too_large(const struct kt_reader *reader)
{
    return reader->expanded > KT_MANIFEST_BYTES_MAX;
}

/* Recursion is bounded by `depth`. */
static bool has_dollar(const struct kt_node *node, int depth)
{
    if (node->kind == KT_NODE_SCALAR && strchr(node->text, '$') != NULL)
        return true;
    for (size_t i = 0; i < node->n && depth > 0; i++)
        if (has_dollar(&node->child[i], depth - 1))
            return true;
    return false;
}

bool kt_tree_expand(struct kt_reader *reader, struct kt_node *to, const struct kt_node *from)
{
    if (!has_dollar(from, KT_MANIFEST_DEPTH_MAX))
        return false;
    kt_node_copy(to, from);
    (void)expand(reader, to, false, KT_MANIFEST_DEPTH_MAX);
    return true;
}
