/* manifest_overlay.c - what the layers of one manifest may say about each other. */
#include <stdlib.h>

#include "ktool/words.h"
#include "manifest_parts.h"

/* A null says "not what is below": where nothing is below, the author meant something else. */
static void check_nulls(struct kt_reader *reader, const struct kt_layer_spec *spec,
                        const struct kt_layer_spec *const *below, size_t nbelow)
{
    for (size_t i = 0; i < spec->nconfig && !kt_reader_full(reader); i++) {
        const struct kt_given_config *entry = &spec->config[i];
        bool found = entry->value != NULL || entry->is_short;

        for (size_t b = 0; b < nbelow && !found; b++)
            found = below[b] != NULL && kt_layer_spec_find(below[b], entry->key) != NULL;
        if (found)
            continue;
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &entry->at,
                         "config key '%.100s' is null, and no layer below sets it", entry->key);
        kt_hint(reader->errs, "null removes what a lower layer sets; a value with a comma needs "
                              "quotes or [ ] inside { }");
    }
}

static void undeclared(struct kt_reader *reader, const struct kt_manifest_doc *doc,
                       const struct kt_overlay *overlay, const struct kt_layer_topic *topic)
{
    const char **names;
    const char *near;

    (void)kt_fail_at(reader->errs, KT_E_INPUT, &topic->at,
                     "environment '%.100s' changes the topic '%.249s', which is not declared",
                     overlay->name, topic->name);
    if (reader->suggested++ >= KT_MANIFEST_SUGGEST_MAX)
        return;
    names = kt_calloc(doc->topics.n, sizeof(*names));
    for (size_t i = 0; i < doc->topics.n; i++)
        names[i] = doc->topics.v[i].name;
    near = kt_nearest(topic->name, names, doc->topics.n);
    if (near != NULL)
        kt_hint(reader->errs, "did you mean '%s'?", near);
    free(names);
}

static void check_overlay(struct kt_reader *reader, const struct kt_manifest_doc *doc,
                          const struct kt_overlay *overlay)
{
    const struct kt_layer_spec *below[] = {&doc->defaults, &overlay->defaults, NULL};

    check_nulls(reader, &overlay->defaults, below, 1);
    for (size_t i = 0; i < overlay->topics.n && !kt_reader_full(reader); i++) {
        const struct kt_layer_topic *topic = &overlay->topics.v[i];
        const struct kt_layer_topic *base = kt_layer_topics_find(&doc->topics, topic->name);

        if (base == NULL) {
            undeclared(reader, doc, overlay, topic);
            continue;
        }
        below[2] = &base->spec;
        check_nulls(reader, &topic->spec, below, KT_COUNT(below));
    }
}

void kt_layers_check(struct kt_reader *reader, const struct kt_manifest_doc *doc)
{
    const struct kt_layer_spec **below = kt_calloc(doc->noverlays + 1, sizeof(void *));

    below[0] = &doc->defaults;
    for (size_t i = 0; i < doc->noverlays; i++)
        below[i + 1] = &doc->overlay[i].defaults;
    check_nulls(reader, &doc->defaults, NULL, 0);
    for (size_t i = 0; i < doc->topics.n; i++)
        check_nulls(reader, &doc->topics.v[i].spec, below, doc->noverlays + 1);
    if (doc->has_topics)
        for (size_t i = 0; i < doc->noverlays; i++)
            check_overlay(reader, doc, &doc->overlay[i]);
    free(below);
}
