/* test_inspect.c - topics that do not show, and rights that are missing: told by name. */
#include "job_fixture.h"
#include "ktool/inspect.h"

volatile sig_atomic_t job_stop;

static const char some_hidden[] =
    "{\"topics\": {\"hidden\": {}, \"late\": {}}, \"deny\": {\"describe\": [\"hidden\"]}}";

static void connect_as(struct job *job, const char *state, const char *user)
{
    struct kt_metadata live = {0};

    job_begin(job, state, NULL);
    assert_int_equal(kt_connect(&job->ctx, 0, KT_TO_LOOK, &live, &job->errs), KT_OK);
    kt_metadata_clear(&live);
    job->ctx.link.user = user;
}

static void told(const struct job *job, size_t i, const char *wanted)
{
    assert_true(i < job->errs.n);
    assert_string_equal(job->errs.v[i].text, wanted);
}

static void a_broker_tells_by_name_what_it_does_not_show(void **state)
{
    KT_AUTO(kt_names) names = {0};
    struct job job;

    (void)state;
    connect_as(&job, some_hidden, "alice");
    kt_names_add(&names, "hidden");
    kt_names_add(&names, "absent");
    kt_names_add(&names, "late");
    assert_int_equal(kt_tell_absent(&job.ctx, &names, &job.errs), KT_E_REMOTE);
    assert_int_equal(job.errs.n, 3);
    told(&job, 0,
         "there is no topic 'hidden', or user 'alice' has no right Describe on topic 'hidden'");
    told(&job, 1, "there is no topic 'absent'");
    told(&job, 2,
         "there is no topic 'late', or user 'alice' has no right Describe on topic 'late'");
    job_end(&job);
}

static void nothing_absent_asks_nobody(void **state)
{
    const struct kt_names none = {0};
    struct job job;

    (void)state;
    connect_as(&job, "{\"faults\": [\"every describe_configs: _TIMED_OUT\"]}", NULL);
    assert_int_equal(kt_tell_absent(&job.ctx, &none, &job.errs), KT_OK);
    assert_int_equal(job.errs.n, 0);
    job_end(&job);
}

static void a_broker_that_does_not_answer_is_the_error(void **state)
{
    KT_AUTO(kt_names) names = {0};
    struct job job;

    (void)state;
    connect_as(&job, "{\"faults\": [\"every describe_configs: _TIMED_OUT\"]}", NULL);
    kt_names_add(&names, "absent");
    assert_int_equal(kt_tell_absent(&job.ctx, &names, &job.errs), KT_E_CLUSTER);
    assert_int_equal(job.errs.nerrors, 1);
    job_end(&job);
}

static void unread_settings_name_user_right_and_topic(void **state)
{
    KT_AUTO(kt_names) names = {0};
    struct job job;

    (void)state;
    connect_as(&job, "{}", "alice");
    assert_int_equal(kt_tell_unread(&job.ctx, &names, &job.errs), KT_OK);
    kt_names_add(&names, "a");
    kt_names_add(&names, "b");
    assert_int_equal(kt_tell_unread(&job.ctx, &names, &job.errs), KT_E_CLUSTER);
    assert_int_equal(job.errs.n, 2);
    told(&job, 0, "user 'alice' has no right DescribeConfigs on topic 'a'");
    told(&job, 1, "user 'alice' has no right DescribeConfigs on topic 'b'");
    job_end(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broker_tells_by_name_what_it_does_not_show),
        cmocka_unit_test(nothing_absent_asks_nobody),
        cmocka_unit_test(a_broker_that_does_not_answer_is_the_error),
        cmocka_unit_test(unread_settings_name_user_right_and_topic),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
