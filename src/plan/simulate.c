/* simulate.c - what a cluster would hold after a plan. */
#include <string.h>

#include "ktool/plan.h"

/* A new topic is empty; what it inherits is not known. */
static void create(struct kt_topic *topic, const struct kt_topic *want)
{
    kt_topic_init(topic, want->name);
    topic->partitions = want->partitions;
    topic->replication = want->replication;
    topic->replication_max = want->replication;
    topic->records = 0;
    topic->deletable = 0;
    for (size_t i = 0; i < want->nconfig; i++)
        kt_topic_set(topic, want->config[i].key, want->config[i].value)->source = KT_SOURCE_TOPIC;
}

/* The value below an override is what was there without it. */
static void set(struct kt_topic *topic, const char *key, const char *value)
{
    const struct kt_config *old = kt_topic_config(topic, key);
    enum kt_config_source source = KT_SOURCE_UNKNOWN;
    char *inherited = NULL;
    struct kt_config *config;

    if (old != NULL && old->source == KT_SOURCE_TOPIC) {
        inherited = kt_strdup(old->inherited);
        source = old->inherited_source;
    } else if (old != NULL) {
        inherited = kt_strdup(old->value);
        source = old->source;
    }
    config = kt_topic_set(topic, key, value);
    config->source = KT_SOURCE_TOPIC;
    config->inherited = inherited;
    config->inherited_source = source;
}

static void unset(struct kt_topic *topic, const char *key)
{
    const struct kt_config *old = kt_topic_config(topic, key);
    KT_AUTO_STR inherited = kt_strdup(old->inherited);
    enum kt_config_source source = old->inherited_source;

    kt_topic_unset(topic, key);
    if (inherited != NULL)
        kt_topic_set(topic, key, inherited)->source = source;
}

static void carry_out(struct kt_topic *topic, const struct kt_op *op)
{
    if (op->kind == KT_OP_GROW)
        topic->partitions = op->want->partitions;
    else if (op->kind == KT_OP_SET)
        set(topic, op->key, op->to);
    else if (op->kind == KT_OP_UNSET)
        unset(topic, op->key);
}

static struct kt_topic *append(struct kt_topics *set)
{
    KT_GROW(set->v, set->n, set->cap);
    return &set->v[set->n++];
}

/* Both are sorted by name, and a creation names no live topic. */
void kt_plan_simulate(struct kt_topics *after, const struct kt_topics *have,
                      const struct kt_plan *plan)
{
    size_t h = 0;

    kt_topics_clear(after);
    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *op = &plan->op[i];

        for (; h < have->n && strcmp(have->v[h].name, op->want->name) <= 0; h++)
            kt_topic_copy(append(after), &have->v[h]);
        if (!kt_op_is_done(op))
            continue;
        if (op->kind == KT_OP_CREATE)
            create(append(after), op->want);
        else
            carry_out(&after->v[after->n - 1], op);
    }
    for (; h < have->n; h++)
        kt_topic_copy(append(after), &have->v[h]);
}
