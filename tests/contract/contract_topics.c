/* contract_topics.c - creating topics, and how metadata shows them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

enum { WIDE = 6 };

struct wanted {
    const char *name;
    int partitions, replication;
    const char *config[4][2];
};

static void create(struct bench *b, const struct wanted *wanted, size_t n, bool validate_only)
{
    struct kt_topic *topics = kt_calloc(n, sizeof(*topics));
    const struct kt_topic **refs = kt_calloc(n, sizeof(*refs));
    struct kt_result *results = kt_calloc(n, sizeof(*results));

    for (size_t i = 0; i < n; i++) {
        KT_AUTO_STR full = name_of(b, wanted[i].name);

        kt_topic_init(&topics[i], full);
        topics[i].partitions = wanted[i].partitions;
        topics[i].replication = wanted[i].replication;
        for (size_t k = 0; k < 4 && wanted[i].config[k][0]; k++)
            kt_topic_set(&topics[i], wanted[i].config[k][0], wanted[i].config[k][1]);
        refs[i] = &topics[i];
    }
    must(
        b,
        kt_cluster_create_topics(b->cluster, refs, n, validate_only, results, TIMEOUT_MS, &b->errs),
        "create_topics");
    for (size_t i = 0; i < n; i++) {
        say(validate_only ? "validate" : "create", wanted[i].name, &results[i]);
        kt_topic_clear(&topics[i]);
    }
    kt_results_free(results, n);
    free(refs);
    free(topics);
}

void created(struct bench *b)
{
    const struct wanted good[] = {
        {"plain", 3, 1, {{NULL}}},
        {"set", 2, 1, {{"cleanup.policy", "compact,delete"}, {"retention.ms", "31536000000"}}},
        {"usual", KT_BROKER_DEFAULT, KT_BROKER_DEFAULT, {{NULL}}},
        {"wide", WIDE, (short)b->brokers, {{NULL}}},
    };
    const struct wanted mixed[] = {
        {"plain", 3, 1, {{NULL}}},
        {"bad name", 1, 1, {{NULL}}},
        {"bad-key", 1, 1, {{"retention.mss", "1"}}},
        {"bad-value", 1, 1, {{"retention.ms", "abc"}}},
        {"bad-choice", 1, 1, {{"cleanup.policy", "keep"}}},
        {"no-partitions", 0, 1, {{NULL}}},
        {"many-replicas", 1, (short)(b->brokers + 1), {{NULL}}},
        {"good", 1, 1, {{NULL}}},
    };
    const struct wanted trial[] = {{"trial", 1, 1, {{NULL}}}, {"set", 1, 1, {{NULL}}}};

    create(b, good, KT_COUNT(good), false);
    create(b, mixed, KT_COUNT(mixed), false);
    create(b, trial, KT_COUNT(trial), true);
}

static void show_topic(const struct kt_topic *topic, const char *name)
{
    printf("topic %s: %d partitions, %d to %d replicas, error %s\n", name, topic->partitions,
           topic->replication, topic->replication_max, kt_kafka_code_text(topic->error));
    for (size_t i = 0; i < topic->npartition; i++) {
        const struct kt_partition *p = &topic->partition[i];

        printf("  partition %d: %s, %zu replicas, %zu in sync\n", p->id,
               p->leader == p->replicas[0] ? "led by its first replica" : "led by another",
               p->nreplicas, p->nisr);
    }
}

/* Replicas keep their order: on several brokers leaders differ, and the preferred ones stand first.
 */
static void show_order(const struct kt_topic *topic)
{
    int led = 0;

    for (size_t i = 0; i < topic->npartition; i++)
        led += topic->partition[i].leader == topic->partition[i].replicas[0];
    printf("topic wide: %d of %d partitions are led by their first replica\n", led, WIDE);
}

void metadata_shows(struct bench *b)
{
    static const char *const names[] = {"plain", "set", "good", "trial", "bad-key"};
    static const struct shown all[] = {{"plain", 3}, {"set", 2}, {"good", 1}, {"wide", WIDE}};
    struct kt_metadata metadata = {0};
    bool sorted = true, leads = false;

    wait_for(b, &metadata, all, KT_COUNT(all));
    for (size_t i = 1; i < metadata.topics.n; i++)
        sorted = sorted && strcmp(metadata.topics.v[i - 1].name, metadata.topics.v[i].name) < 0;
    for (size_t i = 0; i < metadata.nbroker; i++)
        leads = leads || metadata.broker[i].id == metadata.controller;
    printf("cluster id %s, %s brokers, controller %s, topics %s\n",
           metadata.cluster_id ? "given" : "absent", metadata.nbroker ? "some" : "no",
           leads ? "among them" : "elsewhere", sorted ? "sorted" : "in disorder");
    for (size_t i = 0; i < KT_COUNT(names); i++) {
        const struct kt_topic *topic = find_in(b, &metadata, names[i]);

        if (topic)
            show_topic(topic, names[i]);
        else
            printf("topic %s: not there\n", names[i]);
    }
    show_order(find_in(b, &metadata, "wide"));
    kt_metadata_clear(&metadata);
}
