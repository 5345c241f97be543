/* test_topic_state.c - whether a live topic is well, from its replicas. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ktool/topic_state.h"

enum { PARTITIONS = 2 };

static int ids[] = {1, 2, 3};

/* Borrows its replicas: only the name, the partitions and the config are for free(). */
static void live(struct kt_topic *topic, const char *min_isr)
{
    kt_topic_init(topic, "a");
    topic->npartition = PARTITIONS;
    topic->partition = kt_calloc(PARTITIONS, sizeof(*topic->partition));
    for (int i = 0; i < PARTITIONS; i++)
        topic->partition[i] = (struct kt_partition){
            .id = i, .leader = 1, .replicas = ids, .nreplicas = 3, .isr = ids, .nisr = 3};
    if (min_isr != NULL)
        kt_topic_set(topic, "min.insync.replicas", min_isr);
}

static void expect(struct kt_topic *topic, size_t offline, size_t under_min_isr,
                   size_t under_replicated, const char *word)
{
    struct kt_topic_state state = kt_topic_state(topic);

    assert_int_equal(state.offline, offline);
    assert_int_equal(state.under_min_isr, under_min_isr);
    assert_int_equal(state.under_replicated, under_replicated);
    assert_string_equal(kt_topic_state_word(&state), word);
    for (size_t i = 0; i < topic->npartition; i++)
        topic->partition[i].replicas = topic->partition[i].isr = NULL;
    kt_topic_clear(topic);
}

static void all_in_sync_is_ok(void **state)
{
    struct kt_topic topic;

    (void)state;
    live(&topic, "3");
    expect(&topic, 0, 0, 0, "ok");
}

static void topic_that_shows_no_partition_is_offline(void **state)
{
    struct kt_topic topic;

    (void)state;
    kt_topic_init(&topic, "a");
    expect(&topic, 1, 0, 0, "offline");
}

static void fewer_in_sync_is_under_replicated(void **state)
{
    struct kt_topic topic;

    (void)state;
    live(&topic, "2");
    topic.partition[1].nisr = 2;
    expect(&topic, 0, 0, 1, "under-replicated");
}

static void too_few_in_sync_is_worse(void **state)
{
    struct kt_topic topic;

    (void)state;
    live(&topic, "2");
    topic.partition[0].nisr = 2;
    topic.partition[1].nisr = 1;
    expect(&topic, 0, 1, 2, "under-min-isr");
}

static void no_leader_is_worst(void **state)
{
    struct kt_topic topic;

    (void)state;
    live(&topic, "2");
    topic.partition[0].nisr = 1;
    topic.partition[1].nisr = 0;
    topic.partition[1].leader = -1;
    expect(&topic, 1, 2, 2, "offline");
}

static void more_than_all_replicas_are_not_asked_for(void **state)
{
    struct kt_topic topic;

    (void)state;
    live(&topic, "4");
    expect(&topic, 0, 0, 0, "ok");
    live(&topic, "4");
    topic.partition[1].nisr = 2;
    expect(&topic, 0, 1, 1, "under-min-isr");
}

/* Kafka's default is one. */
static void an_unknown_minimum_is_one(void **state)
{
    static const char *const unknown[] = {NULL, "", "many"};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(unknown); i++) {
        struct kt_topic topic;

        live(&topic, unknown[i]);
        topic.partition[0].nisr = 1;
        topic.partition[1].nisr = 0;
        expect(&topic, 0, 1, 2, "under-min-isr");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_in_sync_is_ok),
        cmocka_unit_test(topic_that_shows_no_partition_is_offline),
        cmocka_unit_test(fewer_in_sync_is_under_replicated),
        cmocka_unit_test(too_few_in_sync_is_worse),
        cmocka_unit_test(no_leader_is_worst),
        cmocka_unit_test(more_than_all_replicas_are_not_asked_for),
        cmocka_unit_test(an_unknown_minimum_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
