/* test_kafka_probe.c - many requests on their way at once, to brokers that misbehave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>

#include <cmocka.h>

#include "ktool/cluster.h"
#include "scripted_broker.h"

enum { PATIENCE_MS = 400, ENOUGH_MS = 10000 };

static volatile sig_atomic_t stop;

static void on_alarm(int number)
{
    stop = number;
}

static void stop_in(int ms)
{
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval timer = {.it_value = {.tv_usec = ms * 1000}};

    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct bench {
    struct scripted scripted;
    struct kt_pairs properties;
    struct kt_errs errs;
    struct kt_cluster *cluster;
};

static void setup(struct bench *bench, enum kt_handle handle, const enum manner *manner, size_t n)
{
    struct kt_cluster_options options = {
        .handle = handle, .properties = &bench->properties, .stop = &stop};
    struct kt_metadata metadata = {0};

    memset(bench, 0, sizeof(*bench));
    stop = 0;
    assert_true(scripted_start(&bench->scripted, manner, n));
    kt_pairs_add(&bench->properties, "bootstrap.servers", bench->scripted.address, 0);
    assert_int_equal(kt_cluster_open(&bench->cluster, &options, &bench->errs), KT_OK);
    assert_int_equal(kt_cluster_metadata(bench->cluster, &metadata, ENOUGH_MS, &bench->errs),
                     KT_OK);
    assert_int_equal(metadata.nbroker, n);
    kt_metadata_clear(&metadata);
}

static void teardown(struct bench *bench)
{
    assert_int_equal(bench->errs.n, 0);
    kt_cluster_close(&bench->cluster);
    scripted_stop(&bench->scripted);
    kt_errs_clear(&bench->errs);
    kt_pairs_clear(&bench->properties);
}

static void only_what_is_asked_for_comes_back(void **state)
{
    static const enum manner manner[] = {ANSWERS};
    struct kt_probe probes[] = {{.broker = 1}};
    KT_AUTO(kt_names) keys = {0};
    struct bench bench;

    (void)state;
    setup(&bench, KT_HANDLE_ADMIN, manner, KT_COUNT(manner));
    kt_names_add(&keys, "broker.rack");
    kt_names_add(&keys, "hidden");
    kt_names_add(&keys, "node.id");
    assert_int_equal(kt_cluster_probe(bench.cluster, probes, 1, &keys, ENOUGH_MS, &bench.errs),
                     KT_OK);
    assert_int_equal(probes[0].result.code, KT_KAFKA_OK);
    assert_true(probes[0].ping_us > 0);
    assert_int_equal(probes[0].config.n, 2);
    assert_string_equal(kt_pairs_get(&probes[0].config, "broker.rack"), "asked");
    assert_string_equal(kt_pairs_get(&probes[0].config, "node.id"), "asked");
    kt_probes_clear(probes, 1);
    kt_probes_clear(probes, 1);
    assert_int_equal(probes[0].broker, 1);
    assert_int_equal(kt_cluster_probe(bench.cluster, probes, 1, NULL, ENOUGH_MS, &bench.errs),
                     KT_OK);
    assert_int_equal(probes[0].result.code, KT_KAFKA_OK);
    assert_int_equal(probes[0].config.n, 0);
    kt_probes_clear(probes, 1);
    teardown(&bench);
}

/* One bad broker must not hide the others. */
static void each_broker_answers_for_itself(void **state)
{
    static const enum manner manner[] = {ANSWERS, HOLDS_BACK, FORBIDS, BREAKS_OFF, REFUSES};
    static const int codes[] = {KT_KAFKA_OK, KT_KAFKA_LOCAL_TIMED_OUT,
                                KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED, KT_KAFKA_LOCAL_TRANSPORT,
                                KT_KAFKA_LOCAL_TRANSPORT};
    struct kt_probe probes[] = {{.broker = 1}, {.broker = 2}, {.broker = 3},
                                {.broker = 4}, {.broker = 5}, {.broker = 99}};
    struct bench bench;
    int64_t start;

    (void)state;
    setup(&bench, KT_HANDLE_ADMIN, manner, KT_COUNT(manner));
    start = now_ms();
    assert_int_equal(
        kt_cluster_probe(bench.cluster, probes, KT_COUNT(probes), NULL, PATIENCE_MS, &bench.errs),
        KT_OK);
    assert_in_range(now_ms() - start, PATIENCE_MS - 10, PATIENCE_MS + 300);
    for (size_t i = 0; i < KT_COUNT(codes); i++) {
        assert_int_equal(probes[i].result.code, codes[i]);
        assert_int_equal(probes[i].ping_us >= 0, codes[i] >= 0);
    }
    assert_string_equal(probes[2].result.text, "not for you");
    assert_null(probes[1].result.text);
    assert_int_equal(probes[5].result.code, KT_KAFKA_LOCAL_TIMED_OUT);
    kt_probes_clear(probes, KT_COUNT(probes));
    teardown(&bench);
}

/* Where nobody listens, no answer is waited for. */
static void a_refusal_ends_the_wait(void **state)
{
    static const enum manner manner[] = {ANSWERS, REFUSES};
    struct kt_probe probes[] = {{.broker = 1}, {.broker = 2}};
    struct bench bench;
    int64_t start;

    (void)state;
    setup(&bench, KT_HANDLE_ADMIN, manner, KT_COUNT(manner));
    start = now_ms();
    assert_int_equal(kt_cluster_probe(bench.cluster, probes, 2, NULL, ENOUGH_MS, &bench.errs),
                     KT_OK);
    assert_true(now_ms() - start < ENOUGH_MS / 2);
    assert_int_equal(probes[0].result.code, KT_KAFKA_OK);
    assert_int_equal(probes[1].result.code, KT_KAFKA_LOCAL_TRANSPORT);
    assert_true(probes[1].ping_us < 0);
    kt_probes_clear(probes, 2);
    /* Nor the next time. */
    assert_int_equal(kt_cluster_probe(bench.cluster, probes, 2, NULL, ENOUGH_MS, &bench.errs),
                     KT_OK);
    assert_true(now_ms() - start < ENOUGH_MS / 2);
    assert_int_equal(probes[0].result.code, KT_KAFKA_OK);
    assert_int_equal(probes[1].result.code, KT_KAFKA_LOCAL_TRANSPORT);
    kt_probes_clear(probes, 2);
    teardown(&bench);
}

/* 100 ms are promised, the rest is the machine's. What was on its way then is answered while the
 * next question is, and is not taken for the answer to that. */
static void a_signal_ends_the_wait(void **state)
{
    static const enum manner manner[] = {ANSWERS, HOLDS_BACK};
    struct kt_probe probes[] = {{.broker = 1}, {.broker = 2}};
    struct kt_probe again[] = {{.broker = 2}, {.broker = 99}};
    struct bench bench;
    int64_t start;

    (void)state;
    setup(&bench, KT_HANDLE_ADMIN, manner, KT_COUNT(manner));
    stop_in(250);
    start = now_ms();
    assert_int_equal(kt_cluster_probe(bench.cluster, probes, 2, NULL, 20000, &bench.errs),
                     KT_E_INTERRUPTED);
    assert_in_range(now_ms() - start, 240, 600);
    assert_null(probes[0].config.v);
    stop = 0;
    assert_int_equal(kt_cluster_probe(bench.cluster, again, 2, NULL, PATIENCE_MS, &bench.errs),
                     KT_OK);
    assert_int_equal(again[0].result.code, KT_KAFKA_LOCAL_TIMED_OUT);
    assert_int_equal(again[1].result.code, KT_KAFKA_LOCAL_TIMED_OUT);
    start = now_ms();
    teardown(&bench);
    assert_true(now_ms() - start < 500);
}

/* Nobody has answered anything: the end of the time ends the call. */
static void silence_is_bounded(void **state)
{
    struct kt_cluster_options options = {.handle = KT_HANDLE_CONSUMER, .stop = &stop};
    struct kt_probe probes[] = {{.broker = 1}, {.broker = 2}};
    struct kt_group_offsets groups[] = {{.group = "a"}, {.group = "b"}};
    static const enum manner nobody[] = {REFUSES};
    struct bench bench = {0};
    int64_t start;

    (void)state;
    stop = 0;
    assert_true(scripted_start(&bench.scripted, nobody, 1));
    kt_pairs_add(&bench.properties, "bootstrap.servers", bench.scripted.address, 0);
    options.properties = &bench.properties;
    assert_int_equal(kt_cluster_open(&bench.cluster, &options, &bench.errs), KT_OK);
    start = now_ms();
    assert_int_equal(kt_cluster_probe(bench.cluster, probes, 2, NULL, PATIENCE_MS, &bench.errs),
                     KT_OK);
    assert_int_equal(kt_cluster_group_offsets(bench.cluster, groups, 2, PATIENCE_MS, &bench.errs),
                     KT_OK);
    assert_in_range(now_ms() - start, 2 * PATIENCE_MS - 20, 2 * PATIENCE_MS + 400);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(probes[i].result.code, KT_KAFKA_LOCAL_TIMED_OUT);
        assert_int_equal(groups[i].result.code, KT_KAFKA_LOCAL_TIMED_OUT);
    }
    kt_probes_clear(probes, 2);
    kt_group_offsets_clear(groups, 2);
    teardown(&bench);
}

static void groups_answer_one_by_one(void **state)
{
    static const enum manner manner[] = {ANSWERS};
    struct kt_group_offsets groups[] = {
        {.group = "denied"}, {.group = "some"},   {.group = "none"},
        {.group = "moving"}, {.group = "partly"},
    };
    static const int codes[] = {KT_KAFKA_GROUP_AUTHORIZATION_FAILED, 0, 0, 16,
                                KT_KAFKA_TOPIC_AUTHORIZATION_FAILED};
    static const struct {
        const char *topic;
        int partition, offset;
    } some[] = {{"a", 0, 7}, {"b", 0, -1}, {"b", 1, 5}};
    struct bench bench;

    (void)state;
    setup(&bench, KT_HANDLE_CONSUMER, manner, KT_COUNT(manner));
    assert_int_equal(
        kt_cluster_group_offsets(bench.cluster, groups, KT_COUNT(groups), ENOUGH_MS, &bench.errs),
        KT_OK);
    for (size_t i = 0; i < KT_COUNT(groups); i++) {
        assert_int_equal(groups[i].result.code, codes[i]);
        assert_null(groups[i].result.text); /* the protocol has no words for it */
    }
    assert_int_equal(groups[1].n, KT_COUNT(some));
    for (size_t i = 0; i < KT_COUNT(some); i++) {
        assert_string_equal(groups[1].v[i].topic, some[i].topic);
        assert_int_equal(groups[1].v[i].partition, some[i].partition);
        assert_int_equal(groups[1].v[i].offset, some[i].offset);
    }
    assert_int_equal(groups[2].n, 0);
    assert_int_equal(groups[4].n, 1);
    assert_int_equal(groups[4].v[0].offset, 8);
    kt_group_offsets_clear(groups, KT_COUNT(groups));
    teardown(&bench);
}

/* More than a window of them. */
static void thousands_of_groups_are_asked(void **state)
{
    static const enum manner manner[] = {ANSWERS};
    enum { MANY = 1203 };
    struct kt_group_offsets *groups = kt_calloc(MANY, sizeof(*groups));
    struct bench bench;

    (void)state;
    setup(&bench, KT_HANDLE_CONSUMER, manner, KT_COUNT(manner));
    for (size_t i = 0; i < MANY; i++)
        groups[i].group = i % 2 ? "some" : "denied";
    assert_int_equal(kt_cluster_group_offsets(bench.cluster, groups, MANY, 60000, &bench.errs),
                     KT_OK);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(groups[i].result.code, i % 2 ? 0 : KT_KAFKA_GROUP_AUTHORIZATION_FAILED);
        assert_int_equal(groups[i].n, i % 2 ? 3 : 0);
    }
    kt_group_offsets_clear(groups, MANY);
    free(groups);
    teardown(&bench);
}

static void a_group_told_by_two_brokers_is_one(void **state)
{
    static const enum manner manner[] = {ANSWERS, ANSWERS};
    static const struct {
        const char *name;
        enum kt_group_state state;
    } expected[] = {
        {"a", KT_GROUP_UNKNOWN}, {"moved", KT_GROUP_STABLE}, {"z", KT_GROUP_REBALANCING}};
    KT_AUTO(kt_groups) groups = {0};
    struct bench bench;

    (void)state;
    setup(&bench, KT_HANDLE_CONSUMER, manner, KT_COUNT(manner));
    assert_int_equal(kt_cluster_list_groups(bench.cluster, &groups, ENOUGH_MS, &bench.errs), KT_OK);
    assert_int_equal(groups.n, KT_COUNT(expected));
    for (size_t i = 0; i < groups.n; i++) {
        assert_string_equal(groups.v[i].name, expected[i].name);
        assert_int_equal(groups.v[i].state, expected[i].state);
    }
    teardown(&bench);
}

static void nothing_asked_is_nothing_sent(void **state)
{
    static const enum manner manner[] = {ANSWERS};
    struct bench bench;

    (void)state;
    setup(&bench, KT_HANDLE_CONSUMER, manner, KT_COUNT(manner));
    assert_int_equal(kt_cluster_probe(bench.cluster, NULL, 0, NULL, ENOUGH_MS, &bench.errs), KT_OK);
    assert_int_equal(kt_cluster_group_offsets(bench.cluster, NULL, 0, ENOUGH_MS, &bench.errs),
                     KT_OK);
    teardown(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_asked_for_comes_back),
        cmocka_unit_test(each_broker_answers_for_itself),
        cmocka_unit_test(a_refusal_ends_the_wait),
        cmocka_unit_test(a_signal_ends_the_wait),
        cmocka_unit_test(silence_is_bounded),
        cmocka_unit_test(groups_answer_one_by_one),
        cmocka_unit_test(thousands_of_groups_are_asked),
        cmocka_unit_test(a_group_told_by_two_brokers_is_one),
        cmocka_unit_test(nothing_asked_is_nothing_sent),
    };
    return cmocka_run_group_tests_name("kafka_probe", tests, NULL, NULL);
}
