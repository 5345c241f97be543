/* manifest_order.c - errors in the order of the text, not of the checks. */
#include <stdlib.h>
#include <string.h>

#include "manifest_parts.h"

struct ordered {
    struct kt_err err;
    size_t doc, index;
};

static size_t doc_of(const char *file, const struct kt_doc *docs, size_t ndocs)
{
    size_t i = 0;

    while (i < ndocs && (file == NULL || strcmp(docs[i].text->name, file) != 0))
        i++;
    return i;
}

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *a, const void *b)
{
    const struct ordered *left = a, *right = b;
    int order = compare(left->doc, right->doc);

    if (order == 0)
        order = left->err.line - right->err.line;
    if (order == 0)
        order = left->err.col - right->err.col;
    return order != 0 ? order : compare(left->index, right->index);
}

void kt_errors_sort(struct kt_errs *errs, size_t from, const struct kt_doc *docs, size_t ndocs)
{
    const size_t n = errs->n - from;
    struct ordered *list = kt_calloc(n, sizeof(*list));

    for (size_t i = 0; i < n; i++)
        list[i] = (struct ordered){.err = errs->v[from + i],
                                   .doc = doc_of(errs->v[from + i].file, docs, ndocs),
                                   .index = i};
    qsort(list, n, sizeof(*list), by_place);
    for (size_t i = 0; i < n; i++)
        errs->v[from + i] = list[i].err;
    free(list);
}
