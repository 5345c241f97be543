/* link: io plan model base */
/* fuzz_yaml.c - any bytes as YAML: a tree within the limits, or errors and nothing. */
#include <stdlib.h>
#include <string.h>

#include "ktool/mem.h"
#include "ktool/yaml.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* Recursion ends at the limit that is checked. */
static size_t check(const struct kt_node *node, size_t depth)
{
    bool container = node->kind == KT_NODE_SEQ || node->kind == KT_NODE_MAP;
    size_t nodes = 1;

    demand(node->line >= 1 && node->col >= 1);
    demand(container == (node->text == NULL));
    demand(container || node->n == 0);
    demand(node->kind != KT_NODE_MAP || node->n % 2 == 0);
    demand(depth + container <= KT_YAML_DEPTH_MAX);
    for (size_t i = 0; i < node->n; i++) {
        nodes += check(&node->child[i], depth + container);
        if (node->kind == KT_NODE_MAP && i % 2 == 0) {
            demand(node->child[i].kind == KT_NODE_SCALAR);
            /* The first of that name: no key stands twice. */
            demand(kt_node_get(node, node->child[i].text) == &node->child[i + 1]);
        }
    }
    return nodes;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    KT_AUTO(kt_text)
    text = {
        .name = kt_strdup("x.yaml"), .bytes = kt_strndup((const char *)data, size), .len = size};
    KT_AUTO(kt_errs) errs = {0};
    struct kt_doc *docs = NULL;
    size_t n = 0, nodes = 0;
    enum kt_code code = kt_yaml_read(&docs, &n, &text, &errs);

    demand((code == KT_OK) == (errs.n == 0));
    demand((code == KT_OK) == (n > 0));
    demand(code == KT_OK || code == KT_E_INPUT);
    for (size_t i = 0; i < n; i++)
        nodes += check(&docs[i].root, 0);
    demand(nodes <= KT_YAML_NODES_MAX + KT_YAML_ALIAS_NODES_MAX);
    kt_docs_free(docs, n);
    return 0;
}
