/* manifest.c - documents to the set of declared topics. */
#include <string.h>

#include "ktool/topic_name.h"
#include "manifest_parts.h"

static void read_document(struct kt_reader *reader, const struct kt_doc *doc,
                          struct kt_declared *declared, struct kt_pool *topics,
                          struct kt_pool *templates)
{
    struct kt_manifest_doc parts = {0};
    struct kt_node copy = {0};
    bool expanded;

    reader->text = doc->text;
    expanded = kt_tree_expand(reader, &copy, &doc->root);
    if (!kt_tree_is_too_large(reader))
        kt_manifest_doc_read(reader, expanded ? &copy : &doc->root, &parts);
    kt_node_clear(&copy);
    for (size_t i = 0; i < parts.noverlays; i++)
        kt_names_add(&declared->environments, parts.overlay[i].name);
    if (parts.has_topics)
        kt_layers_resolve(reader, &parts, topics, templates);
    kt_manifest_doc_clear(&parts);
}

static void check_prefix_option(struct kt_reader *reader)
{
    const char *prefix = reader->options->prefix;
    const char *fault = prefix != NULL ? kt_prefix_fault(prefix) : NULL;

    if (fault != NULL)
        (void)kt_fail(reader->errs, KT_E_USAGE, "--prefix '%.260s': %s", prefix, fault);
}

static void collect_groups(struct kt_declared *declared)
{
    for (size_t i = 0; i < declared->topics.n; i++) {
        const struct kt_names *groups = &declared->topics.v[i].groups;
        for (size_t g = 0; g < groups->n; g++)
            kt_names_add(&declared->groups, groups->v[g]);
    }
    kt_names_sort(&declared->groups);
}

static void read_all(struct kt_reader *reader, const struct kt_doc *docs, size_t ndocs,
                     struct kt_declared *declared)
{
    struct kt_pool topics = {0}, templates = {0};

    check_prefix_option(reader);
    for (size_t i = 0; i < ndocs && !kt_reader_full(reader); i++)
        read_document(reader, &docs[i], declared, &topics, &templates);
    kt_rules_values(reader, &topics, &templates);
    kt_pool_sort(reader, &templates, &declared->templates);
    kt_templates_fill(reader, &declared->templates, &topics, &declared->left_out);
    kt_pool_sort(reader, &topics, &declared->topics);
    kt_rules_names(reader, &declared->templates);
    kt_rules_names(reader, &declared->topics);
    collect_groups(declared);
    kt_names_sort(&declared->environments);
    if (kt_reader_full(reader))
        (void)kt_fail(reader->errs, KT_E_INPUT, "too many errors: what follows is not shown");
}

enum kt_code kt_manifest_read(struct kt_declared *out, const struct kt_doc *docs, size_t ndocs,
                              const struct kt_manifest_options *options, struct kt_errs *errs)
{
    struct kt_reader reader = {.options = options, .errs = errs, .errors_before = errs->nerrors};
    const size_t errors_from = errs->n;
    KT_AUTO(kt_declared) declared = {0};

    read_all(&reader, docs, ndocs, &declared);
    kt_errors_sort(errs, errors_from, docs, ndocs);
    kt_names_clear(&reader.unknown);
    if (errs->nerrors > reader.errors_before)
        return KT_E_INPUT;
    *out = declared;
    declared = (struct kt_declared){0};
    return KT_OK;
}

const struct kt_topic *kt_declared_find(const struct kt_declared *declared, const char *name)
{
    const struct kt_topic *topic = kt_topics_find(&declared->topics, name);

    for (size_t i = 0; i < declared->templates.n && topic == NULL; i++)
        if (kt_template_match(declared->templates.v[i].name, name))
            topic = &declared->templates.v[i];
    return topic;
}

void kt_declared_clear(struct kt_declared *declared)
{
    kt_topics_clear(&declared->topics);
    kt_topics_clear(&declared->templates);
    kt_names_clear(&declared->groups);
    kt_names_clear(&declared->environments);
    *declared = (struct kt_declared){0};
}
