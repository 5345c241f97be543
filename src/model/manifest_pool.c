/* manifest_pool.c - topics on their way from the documents into the sorted set. */
#include <stdlib.h>
#include <string.h>

#include "ktool/topic_name.h"
#include "manifest_parts.h"

struct kt_topic *kt_pool_next(struct kt_reader *reader, struct kt_pool *pool, size_t bytes,
                              const struct kt_place *at)
{
    if (pool->n == KT_MANIFEST_TOPICS_MAX || pool->bytes > KT_MANIFEST_SET_BYTES) {
        if (!pool->is_full)
            (void)kt_fail_at(reader->errs, KT_E_INPUT, at,
                             "the set is too large: more than %d topics, or %d MiB of settings",
                             KT_MANIFEST_TOPICS_MAX, KT_MANIFEST_SET_BYTES / (1024 * 1024));
        pool->is_full = true;
        return NULL;
    }
    KT_GROW(pool->v, pool->n, pool->cap);
    pool->v[pool->n] = (struct kt_pooled){.order = pool->n};
    pool->bytes += bytes;
    return &pool->v[pool->n++].topic;
}

static size_t len(const char *text)
{
    return text != NULL ? strlen(text) : 0;
}

size_t kt_topic_bytes(const struct kt_topic *topic)
{
    size_t bytes = sizeof(*topic) + len(topic->name) + len(topic->template_name) + len(topic->key) +
                   len(topic->schema);

    for (size_t i = 0; i < topic->nconfig; i++)
        bytes += sizeof(*topic->config) + len(topic->config[i].key) + len(topic->config[i].value);
    for (size_t i = 0; i < topic->groups.n; i++)
        bytes += sizeof(char *) + len(topic->groups.v[i]);
    return bytes;
}

void kt_pool_clear(struct kt_pool *pool)
{
    for (size_t i = 0; i < pool->n; i++)
        kt_topic_clear(&pool->v[i].topic);
    free(pool->v);
    *pool = (struct kt_pool){0};
}

static int by_name(const void *a, const void *b)
{
    const struct kt_pooled *left = a, *right = b;
    int order = strcmp(left->topic.name, right->topic.name);

    return order != 0 ? order : (left->order > right->order) - (left->order < right->order);
}

/* One document's topics come in order. */
static bool is_sorted(const struct kt_pool *pool)
{
    for (size_t i = 1; i < pool->n; i++)
        if (by_name(&pool->v[i - 1], &pool->v[i]) > 0)
            return false;
    return true;
}

void kt_pool_sort(struct kt_reader *reader, struct kt_pool *pool, struct kt_topics *set)
{
    if (!is_sorted(pool))
        qsort(pool->v, pool->n, sizeof(*pool->v), by_name);
    for (size_t i = 0; i < pool->n; i++)
        if (!kt_reader_full(reader))
            (void)!kt_topics_add(set, &pool->v[i].topic, reader->errs);
    kt_pool_clear(pool);
}

bool kt_pool_name_check(struct kt_reader *reader, const char *name, const struct kt_place *at)
{
    const char *fault = kt_topic_name_fault(name);

    if (fault == NULL && kt_topic_name_is_internal(name)) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, at,
                         "topic name '%s' begins with '__': it is Kafka's own", name);
        return false;
    }
    if (fault != NULL)
        (void)kt_fail_at(reader->errs, KT_E_INPUT, at, "topic name '%.260s' %s", name, fault);
    return fault == NULL;
}
