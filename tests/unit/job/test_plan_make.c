/* test_plan_make.c - a plan that the broker was asked about. */
#include "job_fixture.h"

volatile sig_atomic_t job_stop;

#define NEW "\n  new: { partitions: 3, replicationFactor: 1 }"

static enum kt_code plan_with(struct job *job, const char *state, bool strict)
{
    struct kt_metadata live = {0};

    job_begin(job, state, NEW);
    assert_int_equal(kt_connect(&job->ctx, 1000, KT_TO_LOOK, &live, &job->errs), KT_OK);
    return kt_plan_make(&job->ctx, &job->planned, &live, &job->declared.topics, &job->policy,
                        strict, &job->errs);
}

static void what_the_broker_refuses_is_refused_in_its_words(void **state)
{
    struct job job;

    (void)state;
    assert_int_equal(
        plan_with(&job, "{\"faults\": [\"every validate_create_topics: POLICY_VIOLATION\"]}", true),
        KT_OK);
    assert_int_equal(job.planned.plan.nrefused, 1);
    assert_string_equal(job.planned.plan.op[0].verdict, "POLICY_VIOLATION");
    assert_int_equal(kt_monotonic_ms(), 0);
    job_end(&job);
}

static void right_to_validate_is_wanted_by_who_writes_only(void **state)
{
    static const char deny[] = "{\"deny\": {\"create\": [\"new\"]}}";
    struct job job;

    (void)state;
    assert_int_equal(plan_with(&job, deny, false), KT_OK);
    assert_int_equal(job.planned.plan.nrefused, 0);
    assert_non_null(strstr(job.planned.unchecked, "'new'"));
    job_end(&job);
    assert_int_equal(plan_with(&job, deny, true), KT_OK);
    assert_int_equal(job.planned.plan.nrefused, 1);
    assert_null(job.planned.unchecked);
    job_end(&job);
}

static void passing_answers_are_asked_for_again(void **state)
{
    struct job job;

    (void)state;
    assert_int_equal(
        plan_with(&job, "{\"faults\": [\"1st validate_create_topics: NOT_CONTROLLER\"]}", true),
        KT_OK);
    assert_int_equal(job.planned.plan.nrefused, 0);
    job_end(&job);
}

static void passing_answers_that_stay_end_in_time(void **state)
{
    struct job job;

    (void)state;
    assert_int_equal(
        plan_with(&job, "{\"faults\": [\"every validate_create_topics: NOT_CONTROLLER\"]}", true),
        KT_OK);
    assert_int_equal(job.planned.plan.nrefused, 1);
    assert_true(kt_monotonic_ms() >= 9000 && kt_monotonic_ms() <= 11000);
    job_end(&job);
}

/* Each answer took its time: two of them are enough. */
static void slow_answers_are_not_asked_for_forever(void **state)
{
    struct job job;

    (void)state;
    assert_int_equal(
        plan_with(&job, "{\"faults\": [\"every validate_create_topics: REQUEST_TIMED_OUT\"]}",
                  true),
        KT_OK);
    assert_int_equal(job.planned.plan.nrefused, 1);
    assert_true(kt_monotonic_ms() <= 2 * KT_REQUEST_TIMEOUT_MS);
    job_end(&job);
}

static void hidden_topic_is_refused_and_told_apart_from_a_lag(void **state)
{
    struct job job;

    (void)state;
    assert_int_equal(plan_with(&job,
                               "{\"topics\": {\"new\": {}}, \"deny\": {\"describe\":"
                               " [\"new\"], \"describe_configs\": [\"new\"]}}",
                               true),
                     KT_OK);
    assert_int_equal(job.planned.plan.nrefused, 1);
    assert_non_null(
        strstr(job.planned.plan.op[0].verdict, "you have no right Describe on topic 'new'"));
    assert_int_equal(kt_monotonic_ms(), 0);
    job_end(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_broker_refuses_is_refused_in_its_words),
        cmocka_unit_test(right_to_validate_is_wanted_by_who_writes_only),
        cmocka_unit_test(passing_answers_are_asked_for_again),
        cmocka_unit_test(passing_answers_that_stay_end_in_time),
        cmocka_unit_test(slow_answers_are_not_asked_for_forever),
        cmocka_unit_test(hidden_topic_is_refused_and_told_apart_from_a_lag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
