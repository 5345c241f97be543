/* test_measure.c - records counted, and those that a retention would delete. */
#include "job_fixture.h"

#include "ktool/measure.h"

volatile sig_atomic_t job_stop;

enum { HOUR_MS = 3600000, TOPICS_MAX = 4 };
#define DAY_MS (INT64_C(24) * HOUR_MS)

struct measured {
    struct job job;
    struct kt_metadata live;
    struct kt_topic *topic[TOPICS_MAX];
    size_t n;
};

static enum kt_code measure(struct measured *m, const char *state)
{
    job_begin(&m->job, state, NULL);
    m->live = (struct kt_metadata){0};
    assert_int_equal(kt_connect(&m->job.ctx, 1000, KT_TO_LOOK, &m->live, &m->job.errs), KT_OK);
    m->n = m->live.topics.n;
    assert_true(m->n <= TOPICS_MAX);
    for (size_t i = 0; i < m->n; i++)
        m->topic[i] = &m->live.topics.v[i];
    return kt_measure(&m->job.ctx, m->topic, m->n, &m->job.errs);
}

static void done(struct measured *m)
{
    kt_metadata_clear(&m->live);
    job_end(&m->job);
}

static void records_are_the_sum_over_partitions(void **state)
{
    struct measured m;

    (void)state;
    assert_int_equal(measure(&m, "{\"topics\": {\"a\": {\"partitions\": 3, \"replication\": 1,"
                                 " \"records\": [5, 0, 7], \"log_start\": [10, 0, 0]},"
                                 " \"b\": {\"partitions\": 1, \"replication\": 1}}}"),
                     KT_OK);
    assert_int_equal(m.topic[0]->records, 12);
    assert_int_equal(m.topic[0]->partition[0].log_start, 10);
    assert_int_equal(m.topic[0]->partition[0].high_watermark, 15);
    assert_int_equal(m.topic[1]->records, 0);
    done(&m);
}

static void partition_without_leader_is_unknown_and_spoils_no_other_topic(void **state)
{
    struct measured m;

    (void)state;
    assert_int_equal(measure(&m, "{\"topics\": {\"a\": {\"partitions\": 2, \"replication\": 1,"
                                 " \"records\": 4, \"leader\": [1, -1]},"
                                 " \"b\": {\"partitions\": 1, \"replication\": 1,"
                                 " \"records\": 3}}}"),
                     KT_OK);
    assert_int_equal(m.topic[0]->records, KT_UNKNOWN);
    assert_int_equal(m.topic[1]->records, 3);
    assert_int_equal(m.job.errs.n, 0);
    done(&m);
}

static void leaders_that_move_are_asked_again(void **state)
{
    struct measured m;

    (void)state;
    assert_int_equal(measure(&m, "{\"topics\": {\"a\": {\"partitions\": 1, \"replication\": 1,"
                                 " \"records\": 4}},"
                                 " \"faults\": [\"1st offsets: NOT_LEADER_OR_FOLLOWER\"]}"),
                     KT_OK);
    assert_int_equal(m.topic[0]->records, 4);
    done(&m);
}

static int64_t deletable(struct measured *m, int64_t retention_ms)
{
    assert_int_equal(kt_measure_deletable(&m->job.ctx, m->topic, &retention_ms, 1, &m->job.errs),
                     KT_OK);
    return m->topic[0]->deletable;
}

static void deletable_are_those_before_the_first_young_one(void **state)
{
    struct measured m;

    (void)state;
    assert_int_equal(measure(&m, "{\"topics\": {\"a\": {\"partitions\": 1, \"replication\": 1,"
                                 " \"records\": 4, \"log_start\": 100,"
                                 " \"timestamps\": [\"-9d\", \"-5d\", \"-2h\", \"-1h\"]}}}"),
                     KT_OK);
    assert_int_equal(m.topic[0]->records, 4);
    assert_int_equal(deletable(&m, 10 * DAY_MS), 0);
    assert_int_equal(deletable(&m, 9 * DAY_MS), 0);
    assert_int_equal(deletable(&m, 8 * DAY_MS), 1);
    assert_int_equal(deletable(&m, 3 * HOUR_MS), 2);
    assert_int_equal(deletable(&m, 1), 4);
    assert_int_equal(deletable(&m, 0), 4);
    assert_int_equal(deletable(&m, INT64_MAX), 0);
    done(&m);
}

static void empty_topic_has_nothing_to_delete(void **state)
{
    struct measured m;

    (void)state;
    assert_int_equal(measure(&m, "{\"topics\": {\"a\": {\"partitions\": 3, \"replication\": 1}}}"),
                     KT_OK);
    assert_int_equal(deletable(&m, 0), 0);
    done(&m);
}

static void what_was_not_measured_stays_unknown(void **state)
{
    struct measured m;

    (void)state;
    assert_int_equal(measure(&m, "{\"topics\": {\"a\": {\"partitions\": 2, \"replication\": 1,"
                                 " \"records\": 4, \"leader\": [1, -1]}}}"),
                     KT_OK);
    assert_int_equal(deletable(&m, 0), KT_UNKNOWN);
    done(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_the_sum_over_partitions),
        cmocka_unit_test(partition_without_leader_is_unknown_and_spoils_no_other_topic),
        cmocka_unit_test(leaders_that_move_are_asked_again),
        cmocka_unit_test(deletable_are_those_before_the_first_young_one),
        cmocka_unit_test(empty_topic_has_nothing_to_delete),
        cmocka_unit_test(what_was_not_measured_stays_unknown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
