/* pairs.h - a cluster, a set that is wanted of it and a policy, made from bytes: random ones in
 * test_property.c, a fuzzer's in tests/fuzz/fuzz_plan.c. */
#ifndef KTOOL_TESTS_PAIRS_H
#define KTOOL_TESTS_PAIRS_H

#include <stdlib.h>
#include <string.h>

#include "ktool/plan.h"
#include "ktool/topic_name.h"

struct bytes {
    const uint8_t *v;
    size_t n, at;
};

/* 0 when the bytes have run out. */
static inline unsigned pick(struct bytes *bytes, unsigned below)
{
    return bytes->at < bytes->n ? bytes->v[bytes->at++] % below : 0;
}

struct pair {
    struct kt_topics want, have;
    struct kt_policy policy;
};

static inline void pair_clear(struct pair *pair)
{
    kt_topics_clear(&pair->want);
    kt_topics_clear(&pair->have);
}

/* Few names, many of which collide: every case comes up often. */
static const char *const pair_names[] = {
    "A", "__consumer_offsets", "_a.b", "a", "a.b", "a_b", "orders", "x.y_z", "x_y.z"};

struct pair_key {
    const char *name;
    const char *value[4]; /* of which the first two mean the same where `twins` is set */
    bool twins;
};
static const struct pair_key pair_keys[] = {
    {"cleanup.policy", {"compact,delete", "delete,compact", "compact", "delete"}, true},
    {"not.known.to.us", {"a", "A", "", "a,b"}, false},
    {"preallocate", {"true", "TRUE", "false", "false"}, true},
    {"retention.bytes", {"-1", "1048576", "1073741824", "0"}, false},
    {"retention.ms", {"-1", "60000", "604800000", "31536000000"}, false},
};

static inline void pair_add(struct kt_topics *set, struct kt_topic *topic)
{
    KT_AUTO(kt_errs) errs = {0};

    if (kt_topics_add(set, topic, &errs) != KT_OK)
        abort();
}

static inline void make_wanted(struct kt_topic *topic, const char *name, struct bytes *bytes)
{
    static const int partitions[] = {KT_BROKER_DEFAULT, 1, 2, 3, 6};
    static const int replications[] = {KT_BROKER_DEFAULT, 1, 2, 3};
    static const char *const keys[] = {NULL, NULL, "user_id", "random"};

    kt_topic_init(topic, name);
    topic->partitions = partitions[pick(bytes, KT_COUNT(partitions))];
    topic->replication = topic->replication_max = replications[pick(bytes, 4)];
    topic->key = kt_strdup(keys[pick(bytes, KT_COUNT(keys))]);
    for (size_t i = 0; i < KT_COUNT(pair_keys); i++) {
        unsigned choice = pick(bytes, 12);

        if (choice < KT_COUNT(pair_keys[i].value))
            kt_topic_set(topic, pair_keys[i].name, pair_keys[i].value[choice]);
    }
}

/* An override, with or without what it hides, an inherited value, or nothing. */
static inline void make_live_config(struct kt_topic *topic, const struct pair_key *key,
                                    struct bytes *bytes)
{
    unsigned choice = pick(bytes, 64);
    const char *value = key->value[choice % 4], *below = key->value[choice / 4 % 4];
    struct kt_config *config;

    if (choice == 63)
        value = NULL; /* the broker hides it */
    switch (pick(bytes, 8)) {
    default:
        kt_topic_unset(topic, key->name);
        break;
    case 1:
        kt_topic_set(topic, key->name, value)->source = KT_SOURCE_DYNAMIC_DEFAULT_BROKER;
        break;
    case 2:
        kt_topic_set(topic, key->name, value)->source = KT_SOURCE_TOPIC;
        break;
    case 3:
        config = kt_topic_set(topic, key->name, value);
        config->source = KT_SOURCE_TOPIC;
        config->inherited = kt_strdup(below);
        config->inherited_source = KT_SOURCE_DEFAULT;
    }
}

static inline void make_live(struct kt_topic *topic, const char *name, struct bytes *bytes)
{
    static const int64_t records[][2] = {{KT_UNKNOWN, KT_UNKNOWN}, {KT_UNKNOWN, 0}, {0, 0}, {0, 0},
                                         {5, KT_UNKNOWN},          {5, 0},          {5, 3}, {5, 5}};
    unsigned holds = pick(bytes, KT_COUNT(records));

    kt_topic_init(topic, name);
    topic->partitions = 1 + (int)pick(bytes, 6);
    topic->replication = 1 + (int)pick(bytes, 3);
    topic->replication_max = topic->replication + (pick(bytes, 8) == 0);
    topic->records = records[holds][0];
    topic->deletable = records[holds][1];
    for (size_t i = 0; i < KT_COUNT(pair_keys); i++)
        make_live_config(topic, &pair_keys[i], bytes);
}

/* The same text, or another that means the same. */
static inline const char *say_again(const struct kt_config *config, struct bytes *bytes)
{
    for (size_t i = 0; i < KT_COUNT(pair_keys); i++)
        if (pair_keys[i].twins && strcmp(pair_keys[i].name, config->key) == 0 &&
            (strcmp(config->value, pair_keys[i].value[0]) == 0 ||
             strcmp(config->value, pair_keys[i].value[1]) == 0))
            return pair_keys[i].value[pick(bytes, 2)];
    return config->value;
}

/* Makes a live topic hold all that the declared one names. */
static inline void make_converged(struct kt_topic *live, const struct kt_topic *want,
                                  struct bytes *bytes)
{
    if (want->partitions > 0)
        live->partitions = want->partitions;
    if (want->replication > 0)
        live->replication = live->replication_max = want->replication;
    for (size_t i = 0; i < want->nconfig; i++)
        kt_topic_set(live, want->config[i].key, say_again(&want->config[i], bytes))->source =
            KT_SOURCE_TOPIC;
}

static inline void make_pair_of_topics(struct pair *pair, const char *name, struct bytes *bytes)
{
    unsigned where = pick(bytes, 16);
    struct kt_topic want, live;

    if (where < 10)
        return;
    if (kt_topic_name_is_internal(name)) {
        make_live(&live, name, bytes);
        pair_add(&pair->have, &live);
        return;
    }
    make_wanted(&want, name, bytes);
    if (where > 11) {
        make_live(&live, name, bytes);
        if (where > 13)
            make_converged(&live, &want, bytes);
        if (where == 15)
            make_live_config(&live, &pair_keys[pick(bytes, KT_COUNT(pair_keys))], bytes);
        pair_add(&pair->have, &live);
    }
    if (where == 12)
        kt_topic_clear(&want);
    else
        pair_add(&pair->want, &want);
}

static inline void make_pair(struct pair *pair, struct bytes *bytes)
{
    unsigned policy = pick(bytes, 16);

    pair->policy = (struct kt_policy){.keep_rf = policy & 1,
                                      .unset = (policy & 2) != 0,
                                      .grow_keyed = (policy & 4) != 0,
                                      .allow_loss = (policy & 8) != 0};
    for (size_t i = 0; i < KT_COUNT(pair_names); i++)
        make_pair_of_topics(pair, pair_names[i], bytes);
}

#endif
