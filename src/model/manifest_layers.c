/* manifest_layers.c - layers laid over each other: what a topic is in the chosen environment. */
#include <stdlib.h>
#include <string.h>

#include "ktool/topic_name.h"
#include "ktool/words.h"
#include "manifest_parts.h"

static void lay_count(int *value, struct kt_origin *origin, const struct kt_given_count *count,
                      enum kt_layer layer)
{
    if (!count->given)
        return;
    *value = count->value;
    *origin = (struct kt_origin){.at = count->at, .layer = layer};
}

static void lay_text(char **value, struct kt_origin *origin, const struct kt_given_text *text,
                     enum kt_layer layer)
{
    if (!text->given)
        return;
    free(*value);
    *value = kt_strdup(text->value);
    *origin = text->value != NULL ? (struct kt_origin){.at = text->at, .layer = layer}
                                  : (struct kt_origin){0};
}

static void lay(struct kt_topic *topic, const struct kt_layer_spec *spec, enum kt_layer layer)
{
    lay_count(&topic->partitions, &topic->partitions_at, &spec->partitions, layer);
    lay_count(&topic->replication, &topic->replication_at, &spec->replication, layer);
    lay_text(&topic->key, &topic->key_at, &spec->key, layer);
    lay_text(&topic->schema, &topic->schema_at, &spec->schema, layer);
    if (spec->groups_given) {
        kt_names_clear(&topic->groups);
        for (size_t i = 0; i < spec->groups.n; i++)
            kt_names_add(&topic->groups, spec->groups.v[i]);
        topic->groups_at = (struct kt_origin){.at = spec->groups_at, .layer = layer};
    }
    for (size_t i = 0; i < spec->nconfig; i++) {
        const struct kt_given_config *entry = &spec->config[i];

        if (entry->value == NULL)
            kt_topic_unset(topic, entry->key);
        else
            kt_topic_set(topic, entry->key, entry->value)->origin =
                (struct kt_origin){.at = entry->at, .layer = layer};
    }
}

/* A template's name with every parameter at one letter must be legal. */
static bool template_check(struct kt_reader *reader, const char *name, const struct kt_place *at)
{
    const char *fault = kt_template_fault(name);
    KT_AUTO(kt_names) params = {0};
    KT_AUTO(kt_pairs) letters = {0};
    KT_AUTO_STR sample = NULL;

    if (fault != NULL) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, at, "topic name '%.260s' %s", name, fault);
        return false;
    }
    kt_template_params(&params, name);
    for (size_t i = 0; i < params.n; i++)
        kt_pairs_add(&letters, params.v[i], "x", 0);
    sample = kt_template_fill(name, &letters);
    return kt_pool_name_check(reader, sample, at);
}

static void resolve_topic(struct kt_reader *reader, const struct kt_manifest_doc *doc,
                          const struct kt_overlay *overlay, const struct kt_layer_topic *declared,
                          const char *prefix, struct kt_pool *topics, struct kt_pool *templates)
{
    const bool is_template = kt_template_is(declared->name);
    const struct kt_layer_topic *over =
        overlay != NULL ? kt_layer_topics_find(&overlay->topics, declared->name) : NULL;
    KT_AUTO_STR name = kt_format("%s%s", prefix, declared->name);
    size_t bytes =
        strlen(name) + kt_layer_spec_bytes(&doc->defaults) + kt_layer_spec_bytes(&declared->spec);
    struct kt_topic *topic;

    /* An empty name with a prefix would be the prefix. */
    if (!(is_template
              ? template_check(reader, name, &declared->at)
              : kt_pool_name_check(reader, declared->name[0] != '\0' ? name : "", &declared->at)))
        return;
    if (overlay != NULL)
        bytes += kt_layer_spec_bytes(&overlay->defaults);
    if (over != NULL)
        bytes += kt_layer_spec_bytes(&over->spec);
    topic = kt_pool_next(reader, is_template ? templates : topics, bytes, &declared->at);
    if (topic == NULL)
        return;
    kt_topic_init(topic, name);
    topic->template_name = is_template ? kt_strdup(declared->name) : NULL;
    topic->at = (struct kt_origin){.at = declared->at, .layer = KT_LAYER_TOPIC};
    lay(topic, &doc->defaults, KT_LAYER_DEFAULTS);
    if (overlay != NULL)
        lay(topic, &overlay->defaults, KT_LAYER_ENV_DEFAULTS);
    lay(topic, &declared->spec, KT_LAYER_TOPIC);
    if (over != NULL)
        lay(topic, &over->spec, KT_LAYER_ENV_TOPIC);
    topic->replication_max = topic->replication;
}

static void unknown_environment(struct kt_reader *reader, const struct kt_manifest_doc *doc)
{
    const char *wanted = reader->options->environment, *near;
    const char *names[KT_MANIFEST_ENVIRONMENTS_MAX];
    KT_AUTO_STR known = NULL;

    for (size_t i = 0; i < doc->noverlays; i++) {
        char *longer =
            kt_format("%s%s'%.100s'", known ? known : "", i ? ", " : "", doc->overlay[i].name);
        kt_str_clear(&known);
        known = longer;
        names[i] = doc->overlay[i].name;
    }
    if (known == NULL)
        (void)kt_fail_at(reader->errs, KT_E_USAGE, &doc->at,
                         "no environment '%.100s': the manifest has none", wanted);
    else
        (void)kt_fail_at(reader->errs, KT_E_USAGE, &doc->at,
                         "no environment '%.100s': the manifest has %s", wanted, known);
    near = kt_nearest(wanted, names, doc->noverlays);
    if (near != NULL)
        kt_hint(reader->errs, "did you mean '-E %s'?", near);
}

/* The overlay chosen, or NULL for the base; false when the manifest does not offer it. */
static bool choose(struct kt_reader *reader, const struct kt_manifest_doc *doc,
                   const struct kt_overlay **chosen)
{
    *chosen = NULL;
    if (reader->options->environment == NULL)
        return true;
    for (size_t i = 0; i < doc->noverlays; i++)
        if (strcmp(doc->overlay[i].name, reader->options->environment) == 0)
            *chosen = &doc->overlay[i];
    if (*chosen == NULL)
        unknown_environment(reader, doc);
    return *chosen != NULL;
}

/* "" after an error, so that it is said once and not of every topic. */
static const char *checked_prefix(struct kt_reader *reader, const struct kt_manifest_doc *doc)
{
    const char *given = reader->options->prefix;
    const char *prefix = given != NULL ? given : doc->prefix;
    const char *fault = prefix != NULL ? kt_prefix_fault(prefix) : NULL;

    if (fault == NULL)
        return prefix != NULL ? prefix : "";
    if (given == NULL) /* the option's fault is of no document: kt_manifest_read() */
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &doc->prefix_at,
                         "bad value '%.100s' for 'prefix': %s", prefix, fault);
    return "";
}

const char *kt_prefix_fault(const char *prefix)
{
    if (*prefix == '\0' || strcmp(prefix, ".") == 0 || strcmp(prefix, "..") == 0)
        return NULL;
    if (kt_topic_name_is_internal(prefix))
        return "names that begin with '__' are Kafka's own";
    return kt_topic_name_fault(prefix);
}

void kt_layers_resolve(struct kt_reader *reader, const struct kt_manifest_doc *doc,
                       struct kt_pool *topics, struct kt_pool *templates)
{
    const char *prefix = checked_prefix(reader, doc);
    const struct kt_overlay *overlay;

    if (!choose(reader, doc, &overlay))
        return;
    for (size_t i = 0; i < doc->topics.n && !kt_reader_full(reader); i++)
        resolve_topic(reader, doc, overlay, &doc->topics.v[i], prefix, topics, templates);
}
