/* manifest_layer.c - what one layer says: looked up, measured, emptied. */
#include <stdlib.h>
#include <string.h>

#include "manifest_parts.h"

void kt_layer_spec_clear(struct kt_layer_spec *spec)
{
    for (size_t i = 0; i < spec->nconfig; i++) {
        free(spec->config[i].key);
        free(spec->config[i].value);
    }
    free(spec->config);
    free(spec->key.value);
    free(spec->schema.value);
    kt_names_clear(&spec->groups);
    *spec = (struct kt_layer_spec){0};
}

static int key_order(const void *key, const void *entry)
{
    return strcmp(key, ((const struct kt_given_config *)entry)->key);
}

const struct kt_given_config *kt_layer_spec_find(const struct kt_layer_spec *spec, const char *key)
{
    if (spec->nconfig == 0)
        return NULL;
    return bsearch(key, spec->config, spec->nconfig, sizeof(*spec->config), key_order);
}

static size_t len(const char *text)
{
    return text != NULL ? strlen(text) : 0;
}

size_t kt_layer_spec_bytes(const struct kt_layer_spec *spec)
{
    size_t bytes = sizeof(struct kt_topic) + len(spec->key.value) + len(spec->schema.value);

    for (size_t i = 0; i < spec->nconfig; i++)
        bytes += sizeof(struct kt_config) + len(spec->config[i].key) + len(spec->config[i].value);
    for (size_t i = 0; i < spec->groups.n; i++)
        bytes += sizeof(char *) + len(spec->groups.v[i]);
    return bytes;
}

static int topic_order(const void *name, const void *topic)
{
    return strcmp(name, ((const struct kt_layer_topic *)topic)->name);
}

const struct kt_layer_topic *kt_layer_topics_find(const struct kt_layer_topics *topics,
                                                  const char *name)
{
    if (topics->n == 0)
        return NULL;
    return bsearch(name, topics->v, topics->n, sizeof(*topics->v), topic_order);
}

static void topics_clear(struct kt_layer_topics *topics)
{
    for (size_t i = 0; i < topics->n; i++) {
        free(topics->v[i].name);
        kt_layer_spec_clear(&topics->v[i].spec);
    }
    free(topics->v);
}

void kt_manifest_doc_clear(struct kt_manifest_doc *doc)
{
    for (size_t i = 0; i < doc->noverlays; i++) {
        free(doc->overlay[i].name);
        kt_layer_spec_clear(&doc->overlay[i].defaults);
        topics_clear(&doc->overlay[i].topics);
    }
    free(doc->overlay);
    free(doc->prefix);
    kt_layer_spec_clear(&doc->defaults);
    topics_clear(&doc->topics);
    *doc = (struct kt_manifest_doc){0};
}
