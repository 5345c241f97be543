/* test_examine.c - looks at a cluster: what they cost, how long they take, what they wait for. */
#include "job_fixture.h"
#include "ktool/examine.h"
#include "ktool/survey.h"

volatile sig_atomic_t job_stop;

static struct {
    struct kt_names texts; /* of progress, each once */
    char *last;
} told;

static void tell(void *arg, const char *text)
{
    (void)arg;
    if (text[0] != '\0' && (told.last == NULL || strcmp(told.last, text) != 0))
        kt_names_add(&told.texts, text);
    free(told.last);
    told.last = kt_strdup(text);
}

static void end(struct job *job, struct kt_examined *seen)
{
    kt_examined_clear(seen);
    kt_names_clear(&told.texts);
    kt_str_clear(&told.last);
    job_end(job);
}

/* Begins and looks; `wait_ms` 0: once, with ten seconds for it. */
static enum kt_code examine(struct job *job, struct kt_examined *seen, const char *state,
                            int64_t wait_ms, enum kt_health enough)
{
    const struct kt_examine what = {
        .wait_ms = wait_ms > 0 ? wait_ms : 10000, .again = wait_ms > 0, .enough = enough};

    job_begin(job, state, NULL);
    job->ctx.progress = tell;
    job->ctx.patient = true; /* as with --timeout 10s */
    return kt_examine(&job->ctx, seen, &what, &job->errs);
}

static void thousands_of_topics_cost_three_calls(void **state)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    struct kt_examined seen;
    struct job job;
    KT_AUTO_STR calls = NULL;

    (void)state;
    (void)fprintf(to, "{\"topics\": {\"t0\": {}");
    for (int i = 1; i < 3000; i++)
        (void)fprintf(to, ", \"t%d\": {\"partitions\": 3, \"replication\": 3}", i);
    (void)fprintf(to, "}}");
    (void)fclose(to);
    assert_int_equal(examine(&job, &seen, text, 0, KT_HEALTHY), KT_OK);
    calls = kt_fake_calls();
    assert_string_equal(calls, "metadata\nprobe 1,2,3\ndescribe_configs of 3000 topics\n");
    assert_int_equal(seen.topics, 3000);
    assert_int_equal(seen.partitions, 8998);
    free(text);
    end(&job, &seen);
}

#define SICK "\"topics\": {\"a\": {\"replication\": 3, \"leader\": -1}}"

static void waits_until_it_is_good_enough(void **state)
{
    static const char timeline[] =
        "{" SICK ", \"timeline\": ["
        "{\"at_ms\": 7000, \"patch\": {\"topics\": {\"a\": {\"leader\": 2}}}},"
        "{\"at_ms\": 21000, \"patch\": {\"topics\": {\"a\": {\"leader\": 1}}}}]}";
    static const struct {
        enum kt_health enough;
        int64_t from_ms;
    } wanted[] = {{KT_UNHEALTHY, 0}, {KT_DEGRADED, 7000}, {KT_HEALTHY, 21000}};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(wanted); i++) {
        struct kt_examined seen;
        struct job job;

        assert_int_equal(examine(&job, &seen, timeline, 60000, wanted[i].enough), KT_OK);
        assert_int_equal(kt_findings_judge(&seen.findings), wanted[i].enough);
        assert_in_range(kt_monotonic_ms(), wanted[i].from_ms, wanted[i].from_ms + 510);
        end(&job, &seen);
    }
}

static void says_what_it_waits_for(void **state)
{
    struct kt_examined seen;
    struct job job;

    (void)state;
    assert_int_equal(examine(&job, &seen,
                             "{" SICK ", \"timeline\": ["
                             "{\"at_ms\": 2000, \"patch\": {\"unreachable\": true}},"
                             "{\"at_ms\": 4000, \"patch\": {\"unreachable\": false,"
                             " \"topics\": {\"a\": {\"leader\": 1}}}}]}",
                             60000, KT_HEALTHY),
                     KT_OK);
    assert_int_equal(told.texts.n, 3);
    assert_string_equal(told.texts.v[0], "connecting to localhost:9092");
    assert_string_equal(told.texts.v[1], "waiting: 1 partition is offline: a-0");
    assert_non_null(strstr(told.texts.v[2], "waiting: cannot read the cluster's metadata: "));
    assert_string_equal(told.last, "");
    end(&job, &seen);
}

/* The last look begins before the end, and has time enough for brokers that are well. */
static void a_wait_in_vain_ends_in_time(void **state)
{
    static const char *const states[] = {
        "{" SICK "}",
        "{" SICK ", \"brokers\": [{\"id\": 1, \"answers\": false}, {\"id\": 2, \"ping_ms\": 450}]}",
        "{\"brokers\": [{\"id\": 1, \"answers\": false}, {\"id\": 2, \"answers\": false}]}",
        "{" SICK ", \"timeline\": [{\"at_ms\": 3000, \"patch\": {\"unreachable\": true}}]}",
    };
    static const enum kt_code codes[] = {KT_OK, KT_OK, KT_E_CLUSTER, KT_E_CLUSTER};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(states); i++) {
        struct kt_examined seen;
        struct job job;

        assert_int_equal(examine(&job, &seen, states[i], 10000, KT_HEALTHY), codes[i]);
        assert_in_range(kt_monotonic_ms(), 7500, 10500);
        assert_int_equal(job.errs.nerrors, codes[i] == KT_OK ? 0 : 1);
        if (i == 1)
            assert_string_equal(seen.findings.subjects[KT_CHECK_BROKER].v[0], "1");
        if (i == 1)
            assert_int_equal(seen.findings.subjects[KT_CHECK_BROKER].n, 1);
        end(&job, &seen);
    }
}

static void a_look_has_its_time_however_late_the_first_answer(void **state)
{
    struct kt_examined seen;
    struct job job;

    (void)state;
    assert_int_equal(
        examine(&job, &seen,
                "{\"unreachable\": true, \"brokers\": [{\"id\": 1, \"ping_ms\": 600}],"
                "\"timeline\": [{\"at_ms\": 9990, \"patch\": {\"unreachable\": false}}]}",
                0, KT_HEALTHY),
        KT_OK);
    assert_int_equal(kt_findings_judge(&seen.findings), KT_HEALTHY);
    assert_in_range(kt_monotonic_ms(), 10500, 10700);
    end(&job, &seen);
}

/* One metadata request that hangs is given up after two seconds, and the next look is fine. */
static void a_hanging_broker_is_not_waited_for(void **state)
{
    struct kt_examined seen;
    struct job job;

    (void)state;
    assert_int_equal(
        examine(&job, &seen,
                "{" SICK ", \"faults\": [\"2nd metadata: _TIMED_OUT\"], \"timeline\": "
                "[{\"at_ms\": 100, \"patch\": {\"topics\": {\"a\": {\"leader\": 1}}}}]}",
                60000, KT_HEALTHY),
        KT_OK);
    assert_in_range(kt_monotonic_ms(), 3000, 3100);
    end(&job, &seen);
}

static void a_missing_right_ends_the_wait_at_once(void **state)
{
    struct kt_examined seen;
    struct job job;

    (void)state;
    assert_int_equal(examine(&job, &seen,
                             "{\"topics\": {\"a\": {}}, \"deny\": {\"describe_configs\": [\"a\"]}}",
                             60000, KT_HEALTHY),
                     KT_E_CLUSTER);
    assert_string_equal(job.errs.v[0].text, "you have no right DescribeConfigs on topic 'a'");
    assert_int_equal(kt_monotonic_ms(), 1); /* the probe */
    end(&job, &seen);
}

static void on_signal(int number)
{
    job_stop = number;
}

static void a_signal_ends_the_wait(void **state)
{
    struct sigaction act = {.sa_handler = on_signal};
    struct kt_examined seen;
    struct job job;

    (void)state;
    assert_int_equal(sigaction(SIGTERM, &act, NULL), 0);
    assert_int_equal(examine(&job, &seen,
                             "{" SICK ", \"signal_at\": {\"ms\": 3000, \"signal\": 15}}", 60000,
                             KT_HEALTHY),
                     KT_E_INTERRUPTED);
    assert_in_range(kt_monotonic_ms(), 3000, 3001);
    assert_int_equal(job.errs.n, 0);
    end(&job, &seen);
}

/* Making the connection is in the first ping only, and a broker may be gone before the second. */
static void the_second_ping_counts(void **state)
{
    KT_AUTO(kt_survey) survey = {0};
    struct job job;

    (void)state;
    job_begin(
        &job,
        "{\"faults\": [\"2nd probe topic 2: _TIMED_OUT\", \"1st probe topic 3: _TRANSPORT\"]}",
        NULL);
    job.ctx.timeout_ms = 10000;
    assert_int_equal(kt_survey(&job.ctx, &survey, &job.errs), KT_OK);
    assert_call("probe 1,2");
    assert_int_equal(survey.nbroker, 3);
    assert_int_equal(survey.broker[0].ping_us, 1000);
    assert_int_equal(survey.broker[1].ping_us, -1);
    assert_string_equal(survey.broker[1].line, "4.3 or newer");
    assert_int_equal(survey.broker[2].ping_us, -1);
    assert_null(survey.broker[2].line);
    assert_int_equal(kt_monotonic_ms(), 2001);
    job_end(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousands_of_topics_cost_three_calls),
        cmocka_unit_test(waits_until_it_is_good_enough),
        cmocka_unit_test(says_what_it_waits_for),
        cmocka_unit_test(a_wait_in_vain_ends_in_time),
        cmocka_unit_test(a_look_has_its_time_however_late_the_first_answer),
        cmocka_unit_test(a_hanging_broker_is_not_waited_for),
        cmocka_unit_test(a_missing_right_ends_the_wait_at_once),
        cmocka_unit_test(a_signal_ends_the_wait),
        cmocka_unit_test(the_second_ping_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
