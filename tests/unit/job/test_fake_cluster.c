/* test_fake_cluster.c - what only the fake has: faults, virtual time, signals, patches. That it
 * answers as brokers do is tests/contract/'s matter. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../fake/fake.h"
#include "ktool/clock.h"

enum { TIMEOUT_MS = 10000 };

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    stop = number;
}

struct fixture {
    struct kt_cluster *cluster;
    struct kt_errs errs;
};

static void open_on(struct fixture *fixture, const char *json)
{
    struct kt_cluster_options options = {.handle = KT_HANDLE_ADMIN, .stop = &stop};

    stop = 0;
    *fixture = (struct fixture){0};
    kt_fake_use(json);
    assert_int_equal(kt_cluster_open(&fixture->cluster, &options, &fixture->errs), KT_OK);
}

static void finish(struct fixture *fixture)
{
    kt_cluster_close(&fixture->cluster);
    kt_errs_clear(&fixture->errs);
    kt_fake_use(NULL);
}

static enum kt_code create(struct fixture *fixture, const char *name, struct kt_result *result)
{
    struct kt_topic topic;
    const struct kt_topic *topics = &topic;
    enum kt_code code;

    kt_topic_init(&topic, name);
    topic.partitions = 2;
    topic.replication = 1;
    code = kt_cluster_create_topics(fixture->cluster, &topics, 1, false, result, TIMEOUT_MS,
                                    &fixture->errs);
    kt_topic_clear(&topic);
    return code;
}

static size_t count_topics(struct fixture *fixture)
{
    KT_AUTO(kt_metadata) metadata = {0};

    assert_int_equal(kt_cluster_metadata(fixture->cluster, &metadata, TIMEOUT_MS, &fixture->errs),
                     KT_OK);
    return metadata.topics.n;
}

static int leader_of_first(struct fixture *fixture)
{
    KT_AUTO(kt_metadata) metadata = {0};

    assert_int_equal(kt_cluster_metadata(fixture->cluster, &metadata, TIMEOUT_MS, &fixture->errs),
                     KT_OK);
    assert_int_equal(metadata.topics.n, 1);
    return metadata.topics.v[0].partition[0].leader;
}

static void faults_count_calls_of_their_name(void **state)
{
    struct fixture fixture;
    struct kt_result result = {0};

    (void)state;
    open_on(&fixture, "{\"faults\": [\"2nd create_topics: NOT_CONTROLLER\"]}");
    assert_int_equal(create(&fixture, "a", &result), KT_OK);
    assert_int_equal(result.code, 0);
    assert_int_equal(create(&fixture, "b", &result), KT_OK);
    assert_int_equal(result.code, KT_KAFKA_NOT_CONTROLLER);
    assert_int_equal(count_topics(&fixture), 1);
    assert_int_equal(create(&fixture, "b", &result), KT_OK);
    assert_int_equal(result.code, 0);
    finish(&fixture);
}

static void fault_of_one_topic_leaves_the_others(void **state)
{
    struct fixture fixture;
    struct kt_result result = {0};

    (void)state;
    open_on(&fixture, "{\"faults\": [\"every create_topics topic a: POLICY_VIOLATION\"]}");
    assert_int_equal(create(&fixture, "a", &result), KT_OK);
    assert_int_equal(result.code, KT_KAFKA_POLICY_VIOLATION);
    assert_int_equal(create(&fixture, "b", &result), KT_OK);
    assert_int_equal(result.code, 0);
    finish(&fixture);
}

static void lost_answer_is_carried_out_and_takes_the_timeout(void **state)
{
    struct fixture fixture;
    struct kt_result result = {.code = 77};

    (void)state;
    open_on(&fixture, "{\"faults\": [\"1st create_topics: _TIMED_OUT after\"]}");
    assert_int_equal(create(&fixture, "a", &result), KT_E_CLUSTER);
    assert_int_equal(result.code, 77);
    assert_int_equal(kt_monotonic_ms(), TIMEOUT_MS);
    assert_int_equal(fixture.errs.nerrors, 1);
    assert_int_equal(count_topics(&fixture), 1);
    finish(&fixture);
}

static void leaders_appear_with_time(void **state)
{
    struct fixture fixture;
    struct kt_result result = {0};

    (void)state;
    open_on(&fixture, "{\"leader_delay_ms\": 500}");
    assert_int_equal(create(&fixture, "a", &result), KT_OK);
    assert_int_equal(leader_of_first(&fixture), -1);
    kt_wait_ms(499);
    assert_int_equal(leader_of_first(&fixture), -1);
    kt_wait_ms(1);
    assert_true(leader_of_first(&fixture) > 0);
    finish(&fixture);
}

static void changes_are_seen_with_time(void **state)
{
    struct fixture fixture;
    struct kt_result result = {0};

    (void)state;
    open_on(&fixture, "{\"metadata_delay_ms\": 50}");
    assert_int_equal(create(&fixture, "a", &result), KT_OK);
    assert_int_equal(count_topics(&fixture), 0);
    assert_int_equal(create(&fixture, "a", &result), KT_OK);
    assert_int_equal(result.code, KT_KAFKA_TOPIC_ALREADY_EXISTS);
    assert_string_equal(result.text, "Topic 'a' already exists.");
    free(result.text);
    kt_wait_ms(50);
    assert_int_equal(count_topics(&fixture), 1);
    finish(&fixture);
}

static void patches_come_when_their_time_comes(void **state)
{
    struct fixture fixture;

    (void)state;
    open_on(&fixture, "{\"topics\": {\"a\": {}},"
                      " \"timeline\": [{\"at_ms\": 100, \"patch\": {\"topics\": {\"b\": {}}}},"
                      "                {\"at_ms\": 200, \"patch\": {\"topics\": {\"a\": null}}}]}");
    assert_int_equal(count_topics(&fixture), 1);
    kt_wait_ms(100);
    assert_int_equal(count_topics(&fixture), 2);
    kt_wait_ms(100);
    assert_int_equal(count_topics(&fixture), 1);
    finish(&fixture);
}

static void signal_interrupts_in_the_middle(void **state)
{
    struct fixture fixture;
    struct kt_result result = {.code = 77};

    (void)state;
    open_on(&fixture, "{\"signal_at\": {\"call\": \"create_topics\", \"signal\": 15}}");
    assert_int_equal(create(&fixture, "a", &result), KT_E_INTERRUPTED);
    assert_int_equal(result.code, 77);
    assert_int_equal(stop, SIGTERM);
    assert_int_equal(fixture.errs.n, 0);
    stop = 0;
    assert_int_equal(count_topics(&fixture), 1);
    finish(&fixture);
}

static void signal_ends_a_wait_early(void **state)
{
    struct fixture fixture;

    (void)state;
    open_on(&fixture, "{\"signal_at\": {\"ms\": 300, \"signal\": 2}}");
    kt_wait_ms(200);
    assert_int_equal(stop, 0);
    kt_wait_ms(200);
    assert_int_equal(stop, SIGINT);
    assert_int_equal(kt_monotonic_ms(), 300);
    finish(&fixture);
}

static void next_cluster_finds_what_the_last_one_left(void **state)
{
    struct fixture fixture;
    struct kt_cluster_options options = {.handle = KT_HANDLE_ADMIN};
    struct kt_result result = {0};
    KT_AUTO_STR left = NULL;
    KT_AUTO_STR calls = NULL;

    (void)state;
    open_on(&fixture, "{}");
    assert_int_equal(create(&fixture, "a", &result), KT_OK);
    kt_cluster_close(&fixture.cluster);
    assert_int_equal(kt_cluster_open(&fixture.cluster, &options, &fixture.errs), KT_OK);
    assert_int_equal(count_topics(&fixture), 1);
    left = kt_fake_left();
    assert_non_null(strstr(left, "\"a\""));
    calls = kt_fake_calls();
    assert_string_equal(calls, "create_topics a(p=2 r=1)\nmetadata\n");
    finish(&fixture);
}

static void bad_fault_is_told(void **state)
{
    static const char *const bad[] = {"metadata: _TRANSPORT", "1st metadata", "1st metadata: OOPS",
                                      "first metadata: _TRANSPORT"};
    (void)state;
    for (size_t i = 0; i < KT_COUNT(bad); i++)
        assert_non_null(kt_fake_fault_check(bad[i]));
    assert_null(kt_fake_fault_check("1st metadata: _TRANSPORT"));
    assert_null(kt_fake_fault_check("every create_topics topic a.b: NOT_CONTROLLER after"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_count_calls_of_their_name),
        cmocka_unit_test(fault_of_one_topic_leaves_the_others),
        cmocka_unit_test(lost_answer_is_carried_out_and_takes_the_timeout),
        cmocka_unit_test(leaders_appear_with_time),
        cmocka_unit_test(changes_are_seen_with_time),
        cmocka_unit_test(patches_come_when_their_time_comes),
        cmocka_unit_test(signal_interrupts_in_the_middle),
        cmocka_unit_test(signal_ends_a_wait_early),
        cmocka_unit_test(next_cluster_finds_what_the_last_one_left),
        cmocka_unit_test(bad_fault_is_told),
    };

    if (signal(SIGINT, on_signal) == SIG_ERR || signal(SIGTERM, on_signal) == SIG_ERR)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
