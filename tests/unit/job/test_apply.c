/* test_apply.c - plans carried out on a cluster that fails, lags, moves and is not alone. */
#include "job_fixture.h"

volatile sig_atomic_t job_stop;

#define OLD                                                                                        \
    "\"topics\": {\"alt\": {\"partitions\": 1, \"replication\": 1},"                               \
    " \"grow\": {\"partitions\": 2, \"replication\": 1}}"
#define THREE                                                                                      \
    "\n  alt: { config: { segment.ms: 8d } }\n  grow: { partitions: 6 }"                           \
    "\n  new: { partitions: 3, replicationFactor: 1 }"

static void on_signal(int number)
{
    job_stop = number;
}

static void begin_with(struct job *job, const char *more)
{
    KT_AUTO_STR state = kt_format("{%s, " OLD "}", more);

    job_begin(job, state, THREE);
}

static void everything_in_one_call_each(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{" OLD "}", THREE);
    assert_int_equal(job_init(&job), KT_OK);
    assert_applied(&job, 1, 1, 1, 0);
    assert_int_equal(calls_of("create_topics"), 2);
    assert_int_equal(calls_of("create_partitions"), 2);
    assert_int_equal(calls_of("alter_configs"), 2);
    assert_converged(&job);
    job_end(&job);
}

static void nothing_to_do_sends_nothing(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{" OLD "}", "\n  grow: { partitions: 2 }");
    assert_int_equal(job_init(&job), KT_OK);
    assert_applied(&job, 0, 0, 0, 0);
    assert_int_equal(calls_of(""), 2);
    assert_no_call("create");
    assert_no_call("alter");
    job_end(&job);
}

static void one_refusal_stops_all(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{" OLD "}", "\n  grow: { partitions: 1 }\n  new: { partitions: 1 }");
    assert_int_equal(job_plan(&job), KT_OK);
    assert_int_equal(job_apply(&job), KT_E_REFUSED);
    assert_int_equal(job.errs.n, 0);
    assert_int_equal(calls_of("create_topics"), 1); /* that one asked only */
    job_end(&job);
}

/* Each kind of write, each passing answer: the next attempt has all of it, counted once. */
static void passing_failures_are_sent_again(void **state)
{
    static const char *const calls[] = {"create_topics", "create_partitions", "alter_configs"};
    static const char *const faults[] = {"NOT_CONTROLLER",    "THROTTLING_QUOTA_EXCEEDED",
                                         "REQUEST_TIMED_OUT", "REQUEST_TIMED_OUT after",
                                         "_TRANSPORT",        "_TRANSPORT after",
                                         "_TIMED_OUT after"};

    (void)state;
    for (size_t c = 0; c < KT_COUNT(calls); c++)
        for (size_t f = 0; f < KT_COUNT(faults); f++) {
            KT_AUTO_STR more = kt_format("\"faults\": [\"1st %s: %s\"]", calls[c], faults[f]);
            struct job job;

            begin_with(&job, more);
            if (job_init(&job) != KT_OK)
                fail_msg("%s: %s", more, job.errs.n > 0 ? job.errs.v[0].text : "failed");
            assert_applied(&job, 1, 1, 1, 0);
            assert_int_equal(job.errs.n, 0);
            assert_converged(&job);
            job_end(&job);
        }
}

static void final_failure_is_told_and_the_rest_stays_done(void **state)
{
    struct job job;

    (void)state;
    begin_with(&job, "\"faults\": [\"every create_partitions topic grow: POLICY_VIOLATION\"]");
    assert_int_equal(job_init(&job), KT_E_REMOTE);
    assert_applied(&job, 1, 0, 1, 0);
    assert_int_equal(job.errs.nerrors, 1);
    assert_non_null(strstr(job.errs.v[0].text, "topic 'grow': "));
    assert_true(kt_monotonic_ms() < READY_MS);
    job_end(&job);
}

static void passing_failure_that_stays_ends_at_the_deadline(void **state)
{
    struct job job;

    (void)state;
    begin_with(&job, "\"faults\": [\"every create_topics topic new: NOT_CONTROLLER\"]");
    assert_int_equal(job_init(&job), KT_E_REMOTE);
    assert_applied(&job, 0, 1, 1, 0);
    assert_true(kt_monotonic_ms() >= READY_MS && kt_monotonic_ms() < READY_MS + 5000);
    assert_int_equal(job.errs.nerrors, 1);
    assert_non_null(strstr(job.errs.v[0].text, "topic 'new': "));
    job_end(&job);
}

/* A second ktool, so to speak. */
static void create_behind_its_back(struct job *job, int partitions)
{
    struct kt_topic topic;
    const struct kt_topic *topics = &topic;
    struct kt_result result = {0};

    kt_topic_init(&topic, "new");
    topic.partitions = partitions;
    topic.replication = 1;
    assert_int_equal(
        kt_cluster_create_topics(job->ctx.cluster, &topics, 1, false, &result, 1000, &job->errs),
        KT_OK);
    assert_int_equal(result.code, 0);
    kt_topic_clear(&topic);
}

static void somebody_else_was_faster(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{}", "\n  new: { partitions: 3, replicationFactor: 1 }");
    assert_int_equal(job_plan(&job), KT_OK);
    create_behind_its_back(&job, 3);
    assert_int_equal(job_apply(&job), KT_OK);
    assert_applied(&job, 0, 0, 0, 0);
    assert_int_equal(job.errs.n, 0);
    assert_converged(&job);
    job_end(&job);
}

/* `topics create` creates, and does not change what somebody else has just created. */
static void only_new_topics_also_when_somebody_else_was_faster(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{}", "\n  new: { partitions: 3, replicationFactor: 1 }");
    job.policy.only_new = true;
    assert_int_equal(job_plan(&job), KT_OK);
    create_behind_its_back(&job, 2);
    assert_int_equal(job_apply(&job), KT_E_REMOTE);
    assert_int_equal(job.errs.nerrors, 1);
    assert_int_equal(calls_of("create_partitions"), 0);
    job_end(&job);
}

static void leaders_that_never_come_are_named(void **state)
{
    struct job job;

    (void)state;
    begin_with(&job, "\"leader_delay_ms\": 100000000");
    assert_int_equal(job_init(&job), KT_E_REMOTE);
    assert_int_equal(job.errs.nerrors, 2);
    assert_non_null(strstr(job.errs.v[0].text, "'grow' is not ready"));
    assert_non_null(strstr(job.errs.v[1].text, "'new' is not ready"));
    assert_true(kt_monotonic_ms() >= READY_MS && kt_monotonic_ms() < READY_MS + 5000);
    job_end(&job);
}

/* The write was sent; what brokers show follows later. */
static void brokers_that_lag_are_waited_for(void **state)
{
    struct job job;

    (void)state;
    begin_with(&job, "\"metadata_delay_ms\": 3000");
    assert_int_equal(job_init(&job), KT_OK);
    assert_applied(&job, 1, 1, 1, 0);
    assert_true(kt_monotonic_ms() >= 3000);
    job_end(&job);
}

static void interrupted_between_two_calls_sends_no_more(void **state)
{
    struct job job;

    (void)state;
    begin_with(&job, "\"signal_at\": {\"call\": \"alter_configs\", \"signal\": 2}");
    assert_int_equal(job_init(&job), KT_E_INTERRUPTED);
    assert_int_equal(job.errs.n, 0);
    assert_int_equal(calls_of("create_topics"), 1);
    assert_int_equal(calls_of("create_partitions"), 1);
    job_stop = 0;
    assert_int_equal(job_init(&job), KT_OK);
    assert_applied(&job, 1, 1, 0, 0);
    assert_converged(&job);
    job_end(&job);
}

static void interrupted_while_waiting_for_leaders(void **state)
{
    struct job job;

    (void)state;
    begin_with(&job, "\"leader_delay_ms\": 10000, \"signal_at\": {\"ms\": 500, \"signal\": 15}");
    assert_int_equal(job_init(&job), KT_E_INTERRUPTED);
    assert_int_equal(job_stop, 15);
    assert_true(kt_monotonic_ms() < 1000);
    job_end(&job);
}

static void what_is_unset_counts(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{\"topics\": {\"a\": {\"config\": {\"segment.ms\": \"5\"}}}}", "\n  a: {}");
    job.policy.unset = true;
    assert_int_equal(job_init(&job), KT_OK);
    assert_applied(&job, 0, 0, 0, 1);
    assert_converged(&job);
    job_end(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_in_one_call_each),
        cmocka_unit_test(nothing_to_do_sends_nothing),
        cmocka_unit_test(one_refusal_stops_all),
        cmocka_unit_test(passing_failures_are_sent_again),
        cmocka_unit_test(final_failure_is_told_and_the_rest_stays_done),
        cmocka_unit_test(passing_failure_that_stays_ends_at_the_deadline),
        cmocka_unit_test(somebody_else_was_faster),
        cmocka_unit_test(only_new_topics_also_when_somebody_else_was_faster),
        cmocka_unit_test(leaders_that_never_come_are_named),
        cmocka_unit_test(brokers_that_lag_are_waited_for),
        cmocka_unit_test(interrupted_between_two_calls_sends_no_more),
        cmocka_unit_test(interrupted_while_waiting_for_leaders),
        cmocka_unit_test(what_is_unset_counts),
    };

    if (signal(SIGINT, on_signal) == SIG_ERR || signal(SIGTERM, on_signal) == SIG_ERR)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
