/* test_settle.c - leaders waited for, topics read back, and what a cluster does not tell. */
#include "job_fixture.h"

#include "ktool/inspect.h"
#include "ktool/settle.h"

volatile sig_atomic_t job_stop;

static void begin_connected(struct job *job, const char *state, const char *topics)
{
    KT_AUTO(kt_metadata) live = {0};

    job_begin(job, state, topics);
    assert_int_equal(kt_connect(&job->ctx, 1000, KT_TO_LOOK, &live, &job->errs), KT_OK);
}

static enum kt_code wait_for(struct job *job, const char *name, int64_t deadline_ms)
{
    KT_AUTO(kt_names) touched = {0};

    kt_names_add(&touched, name);
    return kt_wait_leaders(&job->ctx, &job->declared.topics, &touched, deadline_ms, &job->errs);
}

static void only_touched_topics_count(void **state)
{
    struct job job;

    (void)state;
    begin_connected(&job, "{\"topics\": {\"a\": {\"leader\": -1}, \"b\": {}}}",
                    "\n  a: {}\n  b: {}");
    assert_int_equal(wait_for(&job, "b", 1000), KT_OK);
    assert_int_equal(kt_monotonic_ms(), 0);
    assert_int_equal(wait_for(&job, "a", 1000), KT_E_REMOTE);
    assert_true(kt_monotonic_ms() >= 1000);
    assert_int_equal(job.errs.nerrors, 1);
    job_end(&job);
}

static void every_partition_wanted_must_be_there(void **state)
{
    struct job job;

    (void)state;
    begin_connected(&job,
                    "{\"topics\": {\"a\": {\"partitions\": 2}},"
                    " \"timeline\": [{\"at_ms\": 400, \"patch\":"
                    " {\"topics\": {\"a\": {\"partitions\": 3}}}}]}",
                    "\n  a: { partitions: 3 }");
    assert_int_equal(wait_for(&job, "a", 1000), KT_OK);
    assert_true(kt_monotonic_ms() >= 400);
    job_end(&job);
}

static void silent_cluster_is_asked_again(void **state)
{
    struct job job;

    (void)state;
    begin_connected(&job,
                    "{\"topics\": {\"a\": {}}, \"faults\": [\"2nd metadata: _TRANSPORT\","
                    " \"3rd metadata: _TRANSPORT\"]}",
                    "\n  a: {}");
    assert_int_equal(wait_for(&job, "a", 60000), KT_OK);
    assert_int_equal(job.errs.n, 0);
    job_end(&job);
}

static void cluster_that_stays_silent_is_the_failure(void **state)
{
    struct job job;

    (void)state;
    begin_connected(&job,
                    "{\"topics\": {\"a\": {}}, \"timeline\": [{\"at_ms\": 1, \"patch\":"
                    " {\"unreachable\": true}}]}",
                    "\n  a: {}");
    kt_wait_ms(1);
    assert_int_equal(wait_for(&job, "a", 6000), KT_E_CLUSTER);
    assert_int_equal(job.errs.nerrors, 1);
    job_end(&job);
}

/* Deleted after the metadata and before its settings were read: it is not there, and not secret. */
static void topic_that_went_away_is_not_live(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job,
              "{\"topics\": {\"a\": {}, \"b\": {}}, \"faults\":"
              " [\"1st describe_configs topic a: UNKNOWN_TOPIC_OR_PARTITION\"],"
              " \"timeline\": [{\"at_ms\": 1, \"patch\": {\"topics\": {\"a\": null}}}]}",
              "\n  a: { replicationFactor: 1 }\n  b: {}");
    assert_int_equal(job_plan(&job), KT_OK);
    assert_null(kt_topics_find(&job.planned.live.topics, "a"));
    assert_int_equal(job.planned.plan.nop, 1);
    assert_int_equal(job.planned.plan.op[0].kind, KT_OP_CREATE);
    assert_int_equal(job.planned.plan.nrefused, 0);
    job_end(&job);
}

static void settings_that_may_not_be_read_fail_the_plan(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{\"topics\": {\"a\": {}}, \"deny\": {\"describe_configs\": [\"a\"]}}",
              "\n  a: {}");
    assert_int_equal(job_plan(&job), KT_E_CLUSTER);
    assert_int_equal(job.errs.nerrors, 1);
    assert_string_equal(job.errs.v[0].text, "you have no right DescribeConfigs on topic 'a'");
    job_end(&job);
}

/* A broker that names a topic and none of its partitions gives no ground to plan on. */
static void topic_without_partitions_is_no_ground_to_plan_on(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{\"topics\": {\"a\": {\"partitions\": 0, \"error\": 5}}}",
              "\n  a: { partitions: 3 }");
    assert_int_equal(job_plan(&job), KT_E_CLUSTER);
    assert_non_null(strstr(job.errs.v[0].text, "topic 'a'"));
    assert_non_null(strstr(job.errs.v[0].text, "LEADER_NOT_AVAILABLE"));
    job_end(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_touched_topics_count),
        cmocka_unit_test(every_partition_wanted_must_be_there),
        cmocka_unit_test(silent_cluster_is_asked_again),
        cmocka_unit_test(cluster_that_stays_silent_is_the_failure),
        cmocka_unit_test(topic_that_went_away_is_not_live),
        cmocka_unit_test(settings_that_may_not_be_read_fail_the_plan),
        cmocka_unit_test(topic_without_partitions_is_no_ground_to_plan_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
