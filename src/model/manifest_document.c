/* manifest_document.c - the members of a manifest and of its environments. */
#include <stdlib.h>
#include <string.h>

#include "manifest_parts.h"

static void read_version(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_manifest_doc *doc = into;

    doc->has_version = true;
    if (kt_reader_scalar(reader, node, "version") && strcmp(node->text, "1") != 0)
        kt_reader_bad(reader, node, "version", "this ktool reads version 1");
}

/* For people; nothing follows from it. */
static void read_platform(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    (void)into;
    (void)kt_reader_scalar(reader, node, "platform");
}

static void read_prefix(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_manifest_doc *doc = into;

    if (node->kind == KT_NODE_NULL || !kt_reader_scalar(reader, node, "prefix"))
        return;
    doc->prefix = kt_strdup(node->text);
    doc->prefix_at = kt_reader_place(reader, node);
}

static void read_base_defaults(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_manifest_doc *doc = into;

    if (kt_reader_map(reader, node, "defaults"))
        kt_spec_read(reader, node, true, &doc->defaults);
}

static int by_name(const void *a, const void *b)
{
    const struct kt_layer_topic *left = a, *right = b;
    int order = strcmp(left->name, right->name);

    if (order == 0)
        order = left->at.line - right->at.line;
    return order != 0 ? order : left->at.col - right->at.col;
}

/* Variables may have made two names the same. */
static void sort_topics(struct kt_reader *reader, struct kt_layer_topics *topics)
{
    size_t kept = 0;

    if (topics->n == 0)
        return;
    qsort(topics->v, topics->n, sizeof(*topics->v), by_name);
    for (size_t i = 1; i < topics->n; i++) {
        struct kt_layer_topic *first = &topics->v[kept], *second = &topics->v[i];

        if (strcmp(first->name, second->name) != 0) {
            topics->v[++kept] = *second;
            continue;
        }
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &second->at,
                         "topic '%.249s' is declared twice, the first time at line %d",
                         second->name, first->at.line);
        free(second->name);
        kt_layer_spec_clear(&second->spec);
    }
    topics->n = kept + 1;
}

static void read_topic_map(struct kt_reader *reader, const struct kt_node *map, bool is_overlay,
                           struct kt_layer_topics *topics)
{
    if (!kt_reader_map(reader, map, "topics"))
        return;
    for (size_t i = 0; i + 1 < map->n && !kt_reader_full(reader); i += 2) {
        const struct kt_node *key = &map->child[i], *value = &map->child[i + 1];
        const struct kt_place at = kt_reader_place(reader, key);

        if (is_overlay && value->kind == KT_NODE_NULL) {
            (void)kt_fail_at(reader->errs, KT_E_INPUT, &at,
                             "an environment cannot remove the topic '%.249s'", key->text);
            kt_hint(reader->errs, "leave the entry out, or leave the topic out with --except");
            continue;
        }
        KT_GROW(topics->v, topics->n, topics->cap);
        topics->v[topics->n] = (struct kt_layer_topic){.name = kt_strdup(key->text), .at = at};
        if (kt_reader_map(reader, value, key->text))
            kt_spec_read(reader, value, false, &topics->v[topics->n].spec);
        topics->n++;
    }
    sort_topics(reader, topics);
}

static void read_base_topics(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_manifest_doc *doc = into;

    doc->has_topics = true;
    read_topic_map(reader, node, false, &doc->topics);
}

static void read_overlay_defaults(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_overlay *overlay = into;

    if (kt_reader_map(reader, node, "defaults"))
        kt_spec_read(reader, node, true, &overlay->defaults);
}

static void read_overlay_topics(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_overlay *overlay = into;

    read_topic_map(reader, node, true, &overlay->topics);
}

/* Variables may have made two names the same. */
static bool may_add(struct kt_reader *reader, const struct kt_manifest_doc *doc,
                    const struct kt_node *key)
{
    const struct kt_place at = kt_reader_place(reader, key);

    if (doc->noverlays == KT_MANIFEST_ENVIRONMENTS_MAX) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "more than %d environments",
                         KT_MANIFEST_ENVIRONMENTS_MAX);
        return false;
    }
    for (size_t i = 0; i < doc->noverlays; i++) {
        if (strcmp(doc->overlay[i].name, key->text) != 0)
            continue;
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &at,
                         "environment '%.100s' is there twice, the first time at line %d",
                         key->text, doc->overlay[i].at.line);
        return false;
    }
    return true;
}

static void read_environments(struct kt_reader *reader, const struct kt_node *map, void *into)
{
    static const struct kt_member members[] = {{"defaults", read_overlay_defaults},
                                               {"topics", read_overlay_topics}};
    struct kt_manifest_doc *doc = into;

    if (!kt_reader_map(reader, map, "environments"))
        return;
    for (size_t i = 0; i + 1 < map->n && !kt_reader_full(reader); i += 2) {
        const struct kt_node *key = &map->child[i], *value = &map->child[i + 1];
        struct kt_overlay *overlay;

        if (!may_add(reader, doc, key))
            continue;
        KT_GROW(doc->overlay, doc->noverlays, doc->overlays_cap);
        overlay = &doc->overlay[doc->noverlays++];
        *overlay =
            (struct kt_overlay){.name = kt_strdup(key->text), .at = kt_reader_place(reader, key)};
        if (kt_reader_map(reader, value, key->text))
            kt_members_read(reader, value, "an environment", members, KT_COUNT(members), overlay);
    }
}

void kt_manifest_doc_read(struct kt_reader *reader, const struct kt_node *root,
                          struct kt_manifest_doc *doc)
{
    static const struct kt_member members[] = {
        {"version", read_version},    {"platform", read_platform},
        {"prefix", read_prefix},      {"defaults", read_base_defaults},
        {"topics", read_base_topics}, {"environments", read_environments}};

    doc->at = kt_reader_place(reader, root);
    if (root->kind != KT_NODE_MAP) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &doc->at, "%s is no manifest",
                         root->kind == KT_NODE_NULL  ? "an empty document"
                         : root->kind == KT_NODE_SEQ ? "a list"
                                                     : "a single text");
        kt_hint(reader->errs, "begin with 'version: 1' and 'topics:'");
        return;
    }
    kt_members_read(reader, root, "a manifest", members, KT_COUNT(members), doc);
    if (!doc->has_version) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &doc->at, "the member 'version' is missing");
        kt_hint(reader->errs, "begin with 'version: 1'");
    }
    if (!doc->has_topics)
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &doc->at, "the member 'topics' is missing");
    kt_layers_check(reader, doc);
}
