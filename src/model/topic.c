/* topic.c - topics and sorted sets of them. */
#include <stdlib.h>
#include <string.h>

#include "ktool/topic.h"

const char *kt_config_source_text(enum kt_config_source source)
{
    switch (source) {
    case KT_SOURCE_TOPIC:
        return "DYNAMIC_TOPIC_CONFIG";
    case KT_SOURCE_DYNAMIC_BROKER:
        return "DYNAMIC_BROKER_CONFIG";
    case KT_SOURCE_DYNAMIC_DEFAULT_BROKER:
        return "DYNAMIC_DEFAULT_BROKER_CONFIG";
    case KT_SOURCE_STATIC_BROKER:
        return "STATIC_BROKER_CONFIG";
    case KT_SOURCE_DEFAULT:
        return "DEFAULT_CONFIG";
    case KT_SOURCE_UNKNOWN:
        break;
    }
    return "UNKNOWN";
}

void kt_topic_init(struct kt_topic *topic, const char *name)
{
    *topic = (struct kt_topic){.name = kt_strdup(name),
                               .partitions = KT_BROKER_DEFAULT,
                               .replication = KT_BROKER_DEFAULT,
                               .replication_max = KT_BROKER_DEFAULT,
                               .records = KT_UNKNOWN,
                               .deletable = KT_UNKNOWN};
}

/* Index of the first entry whose key is not below `key`. */
static size_t config_index(const struct kt_topic *topic, const char *key)
{
    size_t low = 0, high = topic->nconfig;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(topic->config[mid].key, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool config_is_at(const struct kt_topic *topic, size_t i, const char *key)
{
    return i < topic->nconfig && strcmp(topic->config[i].key, key) == 0;
}

const struct kt_config *kt_topic_config(const struct kt_topic *topic, const char *key)
{
    size_t i = config_index(topic, key);

    return config_is_at(topic, i, key) ? &topic->config[i] : NULL;
}

static void config_clear(struct kt_config *config)
{
    free(config->key);
    free(config->value);
    free(config->inherited);
}

struct kt_config *kt_topic_set(struct kt_topic *topic, const char *key, const char *value)
{
    size_t i = config_index(topic, key);
    /* Copied first: both may belong to the entry that is replaced. */
    struct kt_config fresh = {.key = kt_strdup(key), .value = kt_strdup(value)};

    if (config_is_at(topic, i, key)) {
        config_clear(&topic->config[i]);
    } else {
        topic->config = kt_realloc(topic->config, topic->nconfig + 1, sizeof(*topic->config));
        memmove(&topic->config[i + 1], &topic->config[i],
                (topic->nconfig - i) * sizeof(*topic->config));
        topic->nconfig++;
    }
    topic->config[i] = fresh;
    return &topic->config[i];
}

void kt_topic_unset(struct kt_topic *topic, const char *key)
{
    size_t i = config_index(topic, key);

    if (!config_is_at(topic, i, key))
        return;
    config_clear(&topic->config[i]);
    topic->nconfig--;
    memmove(&topic->config[i], &topic->config[i + 1],
            (topic->nconfig - i) * sizeof(*topic->config));
}

static int *ids_copy(const int *from, size_t n)
{
    int *to = kt_calloc(n, sizeof(*to));

    if (n > 0)
        memcpy(to, from, n * sizeof(*to));
    return to;
}

void kt_topic_copy(struct kt_topic *to, const struct kt_topic *from)
{
    *to = *from;
    to->name = kt_strdup(from->name);
    to->template_name = kt_strdup(from->template_name);
    to->key = kt_strdup(from->key);
    to->schema = kt_strdup(from->schema);
    to->groups = (struct kt_names){0};
    for (size_t i = 0; i < from->groups.n; i++)
        kt_names_add(&to->groups, from->groups.v[i]);
    to->config = kt_calloc(from->nconfig, sizeof(*to->config));
    for (size_t i = 0; i < from->nconfig; i++) {
        to->config[i] = from->config[i];
        to->config[i].key = kt_strdup(from->config[i].key);
        to->config[i].value = kt_strdup(from->config[i].value);
        to->config[i].inherited = kt_strdup(from->config[i].inherited);
    }
    to->partition = kt_calloc(from->npartition, sizeof(*to->partition));
    for (size_t i = 0; i < from->npartition; i++) {
        to->partition[i] = from->partition[i];
        to->partition[i].replicas =
            ids_copy(from->partition[i].replicas, from->partition[i].nreplicas);
        to->partition[i].isr = ids_copy(from->partition[i].isr, from->partition[i].nisr);
    }
}

void kt_topic_clear(struct kt_topic *topic)
{
    for (size_t i = 0; i < topic->nconfig; i++)
        config_clear(&topic->config[i]);
    for (size_t i = 0; i < topic->npartition; i++) {
        free(topic->partition[i].replicas);
        free(topic->partition[i].isr);
    }
    free(topic->config);
    free(topic->partition);
    free(topic->name);
    free(topic->template_name);
    free(topic->key);
    free(topic->schema);
    kt_names_clear(&topic->groups);
    *topic = (struct kt_topic){0};
}

bool kt_topic_is_keyed(const struct kt_topic *topic)
{
    return topic->key != NULL && strcmp(topic->key, "random") != 0;
}

bool kt_topic_is_compacted(const struct kt_topic *topic)
{
    const struct kt_config *policy = kt_topic_config(topic, "cleanup.policy");
    const char *item = policy != NULL ? policy->value : NULL;

    while (item != NULL && *item != '\0') {
        size_t blanks = strspn(item, ", ");
        size_t len = strcspn(item + blanks, ", ");
        if (len == strlen("compact") && strncmp(item + blanks, "compact", len) == 0)
            return true;
        item += blanks + len;
    }
    return false;
}

/* Index of the first topic whose name is not below `name`; the end is tried first, because names
 * mostly come in order. */
static size_t topics_index(const struct kt_topics *set, const char *name)
{
    size_t low = 0, high = set->n;

    if (set->n > 0 && strcmp(set->v[set->n - 1].name, name) < 0)
        return set->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(set->v[mid].name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

enum kt_code kt_topics_add(struct kt_topics *set, struct kt_topic *topic, struct kt_errs *errs)
{
    size_t i = topics_index(set, topic->name);

    if (i < set->n && strcmp(set->v[i].name, topic->name) == 0) {
        const struct kt_place *first = &set->v[i].at.at;
        if (first->text == NULL)
            return kt_fail(errs, KT_E_INPUT, "topic '%s' is there twice", topic->name);
        (void)kt_fail_at(errs, KT_E_INPUT, &topic->at.at,
                         "topic '%s' is declared twice, the first time at %s:%d:%d", topic->name,
                         first->text->name, first->line, first->col);
        kt_hint(errs, "give one of them another name or a prefix");
        return KT_E_INPUT;
    }
    KT_GROW(set->v, set->n, set->cap);
    memmove(&set->v[i + 1], &set->v[i], (set->n - i) * sizeof(*set->v));
    set->v[i] = *topic;
    set->n++;
    *topic = (struct kt_topic){0};
    return KT_OK;
}

struct kt_topic *kt_topics_find(const struct kt_topics *set, const char *name)
{
    size_t i = topics_index(set, name);

    return i < set->n && strcmp(set->v[i].name, name) == 0 ? &set->v[i] : NULL;
}

void kt_topics_clear(struct kt_topics *set)
{
    for (size_t i = 0; i < set->n; i++)
        kt_topic_clear(&set->v[i]);
    free(set->v);
    *set = (struct kt_topics){0};
}
