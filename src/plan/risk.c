/* risk.c - which changes may move keys or lose records, and the option that allows them. */
#include <string.h>

#include "ktool/config_key.h"
#include "ktool/units.h"
#include "risk.h"

static const char CLEANUP[] = "cleanup.policy";

static void demand(struct kt_op *op, const char *why, const char *flag, bool given)
{
    op->risk = given ? KT_CAREFUL : KT_REFUSED;
    op->why = why;
    op->flag = flag;
}

/* `records` is what the change puts at risk; without any it is free. */
static void lose(struct kt_op *op, const char *why, int64_t records, const struct kt_policy *policy)
{
    if (records == 0)
        return;
    op->records = records;
    op->loses = records == KT_UNKNOWN;
    demand(op, why, "--allow-loss", policy->allow_loss);
}

void kt_risk_grow(struct kt_op *op, const struct kt_policy *policy)
{
    const char *why;

    if (kt_topic_is_keyed(op->want))
        why = "its records have keys, and keys move when partitions are added";
    else if (kt_topic_is_compacted(op->want) || kt_topic_is_compacted(op->have))
        why = "it is compacted by key, and keys move when partitions are added";
    else
        return;
    op->records = op->have->records;
    demand(op, why, "--grow-keyed", policy->grow_keyed);
}

static bool same_cleanup(const char *a, const char *b)
{
    return a != NULL && b != NULL && kt_config_same(kt_config_key(CLEANUP), a, b);
}

/* What the topic's cleanup.policy will be; NULL unknown. */
static const char *cleanup_after(const struct kt_op *op, const struct kt_policy *policy)
{
    const struct kt_config *want = kt_topic_config(op->want, CLEANUP);
    const struct kt_config *have = kt_topic_config(op->have, CLEANUP);

    if (want != NULL)
        return want->value;
    if (have == NULL)
        return NULL;
    return have->source == KT_SOURCE_TOPIC && policy->unset ? have->inherited : have->value;
}

/* Kafka 4 also takes an empty policy: nothing is removed at all. */
static bool only_compacts(const char *cleanup)
{
    return same_cleanup(cleanup, "compact") || same_cleanup(cleanup, "");
}

/* Retention counts for nothing while records are only compacted, before and after. */
static bool retention_deletes(const struct kt_op *op, const struct kt_policy *policy)
{
    const struct kt_config *have = kt_topic_config(op->have, CLEANUP);
    const char *before = have ? have->value : NULL;

    return !(only_compacts(before) && only_compacts(cleanup_after(op, policy)));
}

/* A negative limit is none; what is unknown may be anything. */
static bool limit_falls(const char *from, const char *to)
{
    const char *why;
    int64_t old, new;

    if (to == NULL || !kt_int_parse(to, &new, &why))
        return true;
    if (new < 0)
        return false;
    return from == NULL || !kt_int_parse(from, &old, &why) || old < 0 || new < old;
}

void kt_risk_config(struct kt_op *op, const struct kt_policy *policy)
{
    const struct kt_topic *have = op->have;

    if (have->records == 0)
        return;
    if (strcmp(op->key, CLEANUP) == 0) {
        if (!same_cleanup(op->from, op->to))
            lose(op, "another cleanup policy may remove records", have->records, policy);
    } else if (strcmp(op->key, "retention.ms") == 0) {
        /* What an unknown retention would make deletable cannot be asked for. */
        int64_t records = op->to != NULL ? have->deletable : have->records;

        if (limit_falls(op->from, op->to) && retention_deletes(op, policy))
            lose(op, "a shorter retention deletes records", records, policy);
    } else if (strcmp(op->key, "retention.bytes") == 0) {
        if (limit_falls(op->from, op->to) && retention_deletes(op, policy))
            lose(op, "a smaller retention may delete records", have->records, policy);
    }
}
