/* test_requests.c - from the operations of a plan to requests, and how they are sent. */
#include "job_fixture.h"

#include "ktool/requests.h"

volatile sig_atomic_t job_stop;

#define STATE                                                                                      \
    "{\"topics\": {"                                                                               \
    "\"cfg\": {\"partitions\": 1, \"replication\": 1, \"config\": {\"segment.ms\": \"5\","         \
    " \"retention.ms\": \"7\", \"max.message.bytes\": \"9\"}},"                                    \
    "\"grow\": {\"partitions\": 2, \"replication\": 1},"                                           \
    "\"less\": {\"partitions\": 2, \"replication\": 1},"                                           \
    "\"rf\": {\"partitions\": 1, \"replication\": 1}}}"
#define WANT                                                                                       \
    "\n  cfg: { config: { retention.ms: 8, index.interval.bytes: 4096 } }"                         \
    "\n  grow: { partitions: 6, config: { segment.ms: 6 } }"                                       \
    "\n  less: { partitions: 1 }"                                                                  \
    "\n  new: { partitions: 3, replicationFactor: 1 }"                                             \
    "\n  rf: { replicationFactor: 2 }"

static void make(struct job *job, struct kt_requests *requests, bool unset)
{
    job_begin(job, STATE, WANT);
    job->policy = (struct kt_policy){.keep_rf = true, .unset = unset};
    assert_int_equal(job_plan(job), KT_OK);
    kt_requests_make(requests, &job->planned.plan);
}

static void refused_and_left_operations_are_not_sent(void **state)
{
    struct job job;
    KT_AUTO(kt_requests) requests = {0};

    (void)state;
    make(&job, &requests, false);
    assert_int_equal(job.planned.plan.nrefused, 1);
    assert_int_equal(job.planned.plan.nleft, 1);
    assert_int_equal(requests.ncreate, 1);
    assert_string_equal(requests.create[0]->name, "new");
    assert_int_equal(requests.ngrow, 1);
    assert_string_equal(requests.grow[0].topic, "grow");
    assert_int_equal(requests.grow[0].partitions, 6);
    assert_int_equal(requests.nalter, 2);
    assert_string_equal(requests.alter[0].topic, "cfg");
    assert_string_equal(requests.alter[1].topic, "grow");
    for (size_t i = 0; i < requests.nalter; i++)
        assert_ptr_equal(job.planned.plan.op[requests.alter_op[i]].want->name,
                         requests.alter[i].topic);
    job_end(&job);
}

static void full_set_keeps_what_nobody_named(void **state)
{
    struct job job;
    KT_AUTO(kt_requests) requests = {0};
    const struct kt_alter *alter;

    (void)state;
    make(&job, &requests, false);
    alter = &requests.alter[0];
    assert_int_equal(alter->set.n, 2);
    assert_int_equal(alter->unset.n, 0);
    assert_int_equal(alter->full.n, 4);
    assert_string_equal(kt_pairs_get(&alter->full, "segment.ms"), "5");
    assert_string_equal(kt_pairs_get(&alter->full, "max.message.bytes"), "9");
    assert_string_equal(kt_pairs_get(&alter->full, "retention.ms"), "8");
    assert_string_equal(kt_pairs_get(&alter->full, "index.interval.bytes"), "4096");
    assert_int_equal(requests.alter[1].full.n, 1);
    job_end(&job);
}

static void what_is_unset_leaves_the_full_set(void **state)
{
    struct job job;
    KT_AUTO(kt_requests) requests = {0};
    const struct kt_alter *alter;

    (void)state;
    make(&job, &requests, true);
    alter = &requests.alter[0];
    assert_int_equal(alter->unset.n, 2);
    assert_string_equal(alter->unset.v[0], "max.message.bytes");
    assert_string_equal(alter->unset.v[1], "segment.ms");
    assert_int_equal(alter->full.n, 2);
    assert_null(kt_pairs_get(&alter->full, "segment.ms"));
    job_end(&job);
}

static void settings_go_first_and_creations_last(void **state)
{
    struct job job;
    KT_AUTO_STR calls = NULL;
    const char *alter, *grow, *create;

    (void)state;
    job_begin(&job, STATE,
              "\n  cfg: { config: { retention.ms: 8 } }\n  grow: { partitions: 6 }"
              "\n  new: { partitions: 3, replicationFactor: 1 }");
    assert_int_equal(job_init(&job), KT_OK);
    calls = kt_fake_calls();
    alter = strstr(calls, "\nalter_configs cfg(");
    grow = strstr(calls, "\ncreate_partitions grow(6)");
    create = strstr(calls, "\ncreate_topics new(");
    assert_non_null(alter);
    assert_non_null(grow);
    assert_non_null(create);
    assert_true(alter < grow && grow < create);
    job_end(&job);
}

static void too_much_for_one_call_is_cut(void **state)
{
    struct job job;

    (void)state;
    job_begin(&job, "{}",
              "\n  a: { partitions: 5000, replicationFactor: 1 }"
              "\n  b: { partitions: 5000, replicationFactor: 1 }"
              "\n  c: { partitions: 10, replicationFactor: 1 }");
    assert_int_equal(job_init(&job), KT_OK);
    assert_applied(&job, 3, 0, 0, 0);
    assert_int_equal(calls_of("create_topics validate"), 2);
    assert_int_equal(calls_of("create_topics"), 4);
    job_end(&job);
}

#define REPLACE                                                                                    \
    "{\"replace_configs\": true, \"topics\": {\"a\": {\"config\": {\"segment.ms\": \"5\"}}}}"

static void replaced_settings_keep_what_nobody_named(void **state)
{
    struct job job;
    KT_AUTO_STR left = NULL;

    (void)state;
    job_begin(&job, REPLACE, "\n  a: { config: { retention.ms: 8d } }");
    assert_int_equal(job_init(&job), KT_OK);
    assert_applied(&job, 0, 0, 1, 0);
    kt_cluster_close(&job.ctx.cluster);
    left = kt_fake_left();
    assert_non_null(strstr(left, "segment.ms"));
    assert_non_null(strstr(left, "retention.ms"));
    job_end(&job);
}

/* Between plan and write somebody sets another key: replacing everything would take it away. */
static void settings_that_moved_are_not_replaced(void **state)
{
    struct job job;
    struct kt_alter other = {.topic = "a"};
    struct kt_result result = {0};

    (void)state;
    job_begin(&job, REPLACE, "\n  a: { config: { retention.ms: 8d } }");
    assert_int_equal(job_plan(&job), KT_OK);
    kt_pairs_add(&other.full, "segment.ms", "5", 0);
    kt_pairs_add(&other.full, "max.message.bytes", "77", 0);
    assert_int_equal(
        kt_cluster_alter_configs(job.ctx.cluster, &other, 1, false, &result, 1000, &job.errs),
        KT_OK);
    assert_int_equal(result.code, 0);
    kt_pairs_clear(&other.full);
    assert_int_equal(job_apply(&job), KT_OK);
    assert_true(job.moved);
    assert_applied(&job, 0, 0, 0, 0);
    assert_int_equal(calls_of("alter_configs a"), 1);
    assert_int_equal(job_init(&job), KT_OK);
    assert_false(job.moved);
    assert_applied(&job, 0, 0, 1, 0);
    job_end(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refused_and_left_operations_are_not_sent),
        cmocka_unit_test(full_set_keeps_what_nobody_named),
        cmocka_unit_test(what_is_unset_leaves_the_full_set),
        cmocka_unit_test(settings_go_first_and_creations_last),
        cmocka_unit_test(too_much_for_one_call_is_cut),
        cmocka_unit_test(replaced_settings_keep_what_nobody_named),
        cmocka_unit_test(settings_that_moved_are_not_replaced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
