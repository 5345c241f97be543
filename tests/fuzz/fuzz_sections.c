/* link: io plan model base */
/* fuzz_sections.c - any bytes as the user's own file: parts in the order of their lines or errors,
 * contexts with legal names of which the protected ones have an id, and nothing is quoted. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/env.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

static void check_errs(const struct kt_errs *errs)
{
    for (size_t i = 0; i < errs->n; i++)
        demand(errs->v[i].excerpt == NULL && errs->v[i].file != NULL);
}

static void check_sections(const struct kt_sections *sections)
{
    int line = 0;

    demand(sections->n > 0 && sections->v[0].name[0] == '\0');
    for (size_t i = 0; i < sections->n; i++) {
        const struct kt_section *section = &sections->v[i];

        demand(i == 0 || section->line > line);
        line = section->line;
        for (size_t p = 0; p < section->pairs.n; p++) {
            demand(section->pairs.v[p].line > line || (i == 0 && p == 0));
            line = section->pairs.v[p].line;
        }
    }
}

static void check_contexts(const struct kt_contexts *contexts)
{
    for (size_t i = 0; i < contexts->n; i++) {
        const struct kt_context *context = &contexts->v[i];

        demand(context->name[0] != '\0' && context->name[0] != '-');
        for (const char *at = context->name; *at != '\0'; at++)
            demand(*at > ' ' && *at < 0x7F && *at != '/');
        demand(kt_contexts_find(contexts, context->name) == context);
        demand(!context->is_protected || context->cluster_id != NULL);
        demand(context->cluster_id == NULL || context->cluster_id[0] != '\0');
        demand(kt_pairs_get(&context->pairs, "protected") == NULL);
        demand(kt_pairs_get(&context->pairs, "cluster.id") == NULL);
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    KT_AUTO(kt_text)
    text = {.name = kt_strdup("x"), .bytes = kt_strndup((const char *)data, size), .len = size};
    KT_AUTO(kt_sections) sections = {0};
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_errs) errs = {0};
    enum kt_code code = kt_sections_parse(&sections, &text, &errs);

    demand((code == KT_OK) == (errs.n == 0));
    check_sections(&sections);
    code = kt_contexts_make(&contexts, &sections, "x", &errs);
    demand(code == KT_OK ? contexts.n == sections.n - 1 : errs.n > 0 && contexts.v == NULL);
    check_contexts(&contexts);
    check_errs(&errs);
    return 0;
}
