/* test_health.c - what a partition makes of the verdict, and the reasons in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ktool/health.h"

static int ids[] = {1, 2, 3};

/* Borrows its replicas; all is well with it. */
static void live(struct kt_topic *topic, const char *name, size_t partitions)
{
    kt_topic_init(topic, name);
    topic->npartition = partitions;
    topic->partition = kt_calloc(partitions, sizeof(*topic->partition));
    for (size_t i = 0; i < partitions; i++)
        topic->partition[i] = (struct kt_partition){
            .id = (int)i, .leader = 1, .replicas = ids, .nreplicas = 3, .isr = ids, .nisr = 3};
    kt_topic_set(topic, "min.insync.replicas", "2");
}

static void clear(struct kt_topic *topic)
{
    for (size_t i = 0; i < topic->npartition; i++)
        topic->partition[i].replicas = topic->partition[i].isr = NULL;
    kt_topic_clear(topic);
}

/* What the checks found: "offline a-0,a-2; leader a-1". */
static void expect(const struct kt_findings *findings, const char *want)
{
    KT_AUTO(kt_names) all = {0};
    KT_AUTO_STR got = NULL;

    for (int i = 0; i < KT_NCHECKS; i++) {
        KT_AUTO_STR subjects = kt_names_join(&findings->subjects[i], ",");
        KT_AUTO_STR one = kt_format("%s %s", kt_check_text((enum kt_check)i), subjects);

        if (findings->subjects[i].n > 0)
            kt_names_add(&all, one);
    }
    got = kt_names_join(&all, "; ");
    assert_string_equal(got, want);
}

static void a_topic_that_is_well_is_no_reason(void **state)
{
    KT_AUTO(kt_findings) findings = {0};
    struct kt_topic topic;

    (void)state;
    live(&topic, "a", 3);
    kt_findings_topic(&findings, &topic);
    expect(&findings, "");
    assert_int_equal(kt_findings_judge(&findings), KT_HEALTHY);
    assert_int_equal(kt_findings_worst(&findings), KT_NCHECKS);
    clear(&topic);
}

static void each_fault_is_found_in_its_partition(void **state)
{
    KT_AUTO(kt_findings) findings = {0};
    struct kt_topic topic;

    (void)state;
    live(&topic, "a", 4);
    topic.partition[0].leader = -1;
    topic.partition[1].nisr = 1;
    topic.partition[2].nisr = 2;
    topic.partition[3].leader = 2;
    kt_findings_topic(&findings, &topic);
    expect(&findings, "offline a-0; under_min_isr a-1; under_replicated a-1,a-2; leader a-3");
    assert_int_equal(kt_findings_judge(&findings), KT_UNHEALTHY);
    assert_int_equal(kt_findings_worst(&findings), KT_CHECK_OFFLINE);
    clear(&topic);
}

/* One replica is all there is: a minimum of two asks for no more than that. */
static void a_minimum_above_the_replicas_is_all_of_them(void **state)
{
    KT_AUTO(kt_findings) findings = {0};
    struct kt_topic topic;

    (void)state;
    live(&topic, "a", 1);
    topic.partition[0].nreplicas = topic.partition[0].nisr = 1;
    kt_findings_topic(&findings, &topic);
    expect(&findings, "");
    clear(&topic);
}

static void topic_without_partitions_is_offline_by_its_name(void **state)
{
    KT_AUTO(kt_findings) findings = {0};
    struct kt_topic topic;

    (void)state;
    live(&topic, "dark", 0);
    kt_findings_topic(&findings, &topic);
    expect(&findings, "offline dark");
    clear(&topic);
}

/* Kafka's own topics count once when replicas are missing, and like all others when it is worse. */
static void internal_topics_stand_apart(void **state)
{
    KT_AUTO(kt_findings) findings = {0};
    struct kt_topic topic;

    (void)state;
    live(&topic, "__consumer_offsets", 3);
    topic.partition[0].nisr = topic.partition[1].nisr = 2;
    topic.partition[2].leader = -1;
    kt_findings_topic(&findings, &topic);
    expect(&findings, "offline __consumer_offsets-2; internal_topic __consumer_offsets");
    clear(&topic);
}

static void the_worst_reason_decides(void **state)
{
    (void)state;
    for (int i = 0; i < KT_NCHECKS; i++) {
        const enum kt_check check = (enum kt_check)i;
        KT_AUTO(kt_findings) findings = {0};

        kt_names_add(&findings.subjects[check], "x");
        assert_int_equal(kt_findings_judge(&findings), kt_check_severity(check));
        assert_int_equal(kt_findings_worst(&findings), check);
        kt_names_add(&findings.subjects[KT_CHECK_GROUP], "y");
        assert_int_equal(kt_findings_judge(&findings), kt_check_severity(check));
        assert_int_equal(kt_findings_worst(&findings), check);
    }
}

static void offline_and_missing_are_unhealthy_all_else_degraded(void **state)
{
    static const enum kt_health wanted[KT_NCHECKS] = {
        [KT_CHECK_OFFLINE] = KT_UNHEALTHY,
        [KT_CHECK_UNDER_MIN_ISR] = KT_UNHEALTHY,
        [KT_CHECK_MISSING_TOPIC] = KT_UNHEALTHY,
        [KT_CHECK_BROKER] = KT_DEGRADED,
        [KT_CHECK_UNDER_REPLICATED] = KT_DEGRADED,
        [KT_CHECK_INTERNAL] = KT_DEGRADED,
        [KT_CHECK_LEADER] = KT_DEGRADED,
        [KT_CHECK_DRIFT] = KT_DEGRADED,
        [KT_CHECK_GROUP] = KT_DEGRADED,
    };

    (void)state;
    for (int i = 0; i < KT_NCHECKS; i++)
        assert_int_equal(kt_check_severity((enum kt_check)i), wanted[i]);
    assert_string_equal(kt_health_text(KT_HEALTHY), "healthy");
    assert_string_equal(kt_health_text(KT_DEGRADED), "degraded");
    assert_string_equal(kt_health_text(KT_UNHEALTHY), "unhealthy");
}

static void text_is(enum kt_check check, int n, int64_t lag, const char *want)
{
    KT_AUTO(kt_findings) findings = {.lag = lag};
    KT_AUTO_STR text = NULL;

    for (int i = 1; i <= n; i++) {
        KT_AUTO_STR name = kt_format("s%d", i);

        kt_names_add(&findings.subjects[check], name);
    }
    text = kt_finding_text(&findings, check);
    assert_string_equal(text, want);
}

static void few_subjects_are_named_many_are_counted(void **state)
{
    (void)state;
    text_is(KT_CHECK_OFFLINE, 1, 0, "1 partition is offline: s1");
    text_is(KT_CHECK_OFFLINE, 3, 0, "3 partitions are offline: s1, s2, s3");
    text_is(KT_CHECK_OFFLINE, 5, 0, "5 partitions are offline: s1, s2, s3, s4, s5");
    text_is(KT_CHECK_OFFLINE, 6, 0, "6 partitions are offline: s1, s2, s3 and 3 more");
    text_is(KT_CHECK_OFFLINE, 1000, 0, "1000 partitions are offline: s1, s2, s3 and 997 more");
}

static void every_reason_has_its_words(void **state)
{
    (void)state;
    text_is(KT_CHECK_UNDER_MIN_ISR, 1, 0, "1 partition is under min.insync.replicas: s1");
    text_is(KT_CHECK_UNDER_MIN_ISR, 2, 0, "2 partitions are under min.insync.replicas: s1, s2");
    text_is(KT_CHECK_MISSING_TOPIC, 1, 0, "1 declared topic is missing: s1");
    text_is(KT_CHECK_MISSING_TOPIC, 2, 0, "2 declared topics are missing: s1, s2");
    text_is(KT_CHECK_BROKER, 1, 0, "1 broker is unreachable: s1");
    text_is(KT_CHECK_BROKER, 2, 0, "2 brokers are unreachable: s1, s2");
    text_is(KT_CHECK_UNDER_REPLICATED, 1, 0, "1 partition is under-replicated: s1");
    text_is(KT_CHECK_UNDER_REPLICATED, 2, 0, "2 partitions are under-replicated: s1, s2");
    text_is(KT_CHECK_INTERNAL, 1, 0, "1 internal topic misses replicas: s1");
    text_is(KT_CHECK_INTERNAL, 2, 0, "2 internal topics miss replicas: s1, s2");
    text_is(KT_CHECK_LEADER, 1, 0, "1 partition is not led by its preferred replica: s1");
    text_is(KT_CHECK_LEADER, 2, 0, "2 partitions are not led by their preferred replica: s1, s2");
    text_is(KT_CHECK_DRIFT, 1, 0, "1 topic is not as declared: s1");
    text_is(KT_CHECK_DRIFT, 2, 0, "2 topics are not as declared: s1, s2");
    text_is(KT_CHECK_GROUP, 1, 1, "1 group has no members and a lag of 1 record: s1");
    text_is(KT_CHECK_GROUP, 2, 1234, "2 groups have no members and a lag of 1234 records: s1, s2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_topic_that_is_well_is_no_reason),
        cmocka_unit_test(each_fault_is_found_in_its_partition),
        cmocka_unit_test(a_minimum_above_the_replicas_is_all_of_them),
        cmocka_unit_test(topic_without_partitions_is_offline_by_its_name),
        cmocka_unit_test(internal_topics_stand_apart),
        cmocka_unit_test(the_worst_reason_decides),
        cmocka_unit_test(offline_and_missing_are_unhealthy_all_else_degraded),
        cmocka_unit_test(few_subjects_are_named_many_are_counted),
        cmocka_unit_test(every_reason_has_its_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
