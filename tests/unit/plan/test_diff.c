/* test_diff.c - what differs, and in which order it is told. */
#include <stdio.h>
#include <string.h>

#include "sets.h"

static void missing_topics_are_created(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "b", 3, 1);
    put(&s.want, "a", KT_BROKER_DEFAULT, KT_BROKER_DEFAULT);
    assert_string_equal(planned(&s), "create a safe\ncreate b safe\n");
    assert_int_equal(s.plan.ntopics, 2);
    assert_int_equal(kt_plan_changes(&s.plan), 2);
    assert_null(s.plan.op[0].have);
    assert_null(s.plan.op[0].why);
}

static void equal_sets_need_nothing(void **state)
{
    KT_AUTO(sets) s = {0};
    struct kt_topic *topic;

    (void)state;
    assert_string_equal(planned(&s), "");
    topic = put(&s.want, "a", 3, 2);
    kt_topic_set(topic, "cleanup.policy", "compact,delete");
    kt_topic_set(topic, "retention.ms", "604800000");
    topic = put(&s.have, "a", 3, 2);
    override(topic, "cleanup.policy", "delete,compact");
    override(topic, "retention.ms", "604800000");
    live_config(topic, "segment.ms", "1000", KT_SOURCE_STATIC_BROKER, NULL);
    assert_string_equal(planned(&s), "");
    assert_int_equal(s.plan.ntopics, 1);
}

static void broker_defaults_are_never_drift(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "a", KT_BROKER_DEFAULT, KT_BROKER_DEFAULT);
    put(&s.have, "a", 7, 3)->replication_max = 5;
    assert_string_equal(planned(&s), "");
}

/* A topic that metadata gives with an error has no partitions. */
static void unknown_counts_are_no_drift(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "a", 3, 2);
    put(&s.want, "b", 3, 2);
    put(&s.have, "a", 0, 0);
    put(&s.have, "b", KT_UNKNOWN, KT_UNKNOWN);
    assert_string_equal(planned(&s), "");
}

static void a_name_that_collides_is_refused(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "a.b", 1, 1);
    put(&s.want, "x-y", 1, 1);
    put(&s.want, "z.a_b", 1, 1);
    put(&s.have, "_a.b", 1, 1);
    put(&s.have, "a_b", 1, 1);
    put(&s.have, "x_y", 1, 1);
    put(&s.have, "z_a.b", 1, 1);
    assert_string_equal(planned(&s), "create a.b refused rival=a_b\n"
                                     "create x-y safe\n"
                                     "create z.a_b refused rival=z_a.b\n"
                                     "undeclared _a.b\nundeclared a_b\nundeclared x_y\n"
                                     "undeclared z_a.b\n");
    assert_int_equal(s.plan.nrefused, 2);
    assert_int_equal(kt_plan_changes(&s.plan), 1);
    assert_non_null(strstr(s.plan.op[0].why, "'.' and '_' alike"));
}

/* "a.b" stands before "aA" by its bytes and behind it when '.' is read as '_'. */
static void rivals_are_found_wherever_they_stand(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "a_b", 1, 1);
    put(&s.want, "x_y_z", 1, 1);
    put(&s.have, "a.b", 1, 1);
    put(&s.have, "aA", 1, 1);
    put(&s.have, "a_c", 1, 1);
    put(&s.have, "x.y_z", 1, 1);
    put(&s.have, "x_y.z", 1, 1);
    (void)planned(&s);
    assert_int_equal(s.plan.nop, 2);
    assert_string_equal(s.plan.op[0].rival->name, "a.b");
    assert_string_equal(s.plan.op[1].rival->name, "x.y_z");
}

static void a_declared_twin_that_is_live_is_a_rival_too(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "a.b", 1, 1);
    put(&s.want, "a_b", 1, 1);
    put(&s.have, "a.b", 1, 1);
    assert_string_equal(planned(&s), "create a_b refused rival=a.b\n");
}

static void internal_topics_never_appear(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "_.offsets", 1, 1);
    put(&s.have, "___offsets", 50, 3);
    put(&s.have, "__consumer_offsets", 50, 3);
    put(&s.have, "internal.dlq", 4, 3);
    assert_string_equal(planned(&s), "create _.offsets safe\nundeclared internal.dlq\n");
}

static void partitions_grow_and_never_shrink(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "less", 3, 1);
    put(&s.want, "more", 6, 1);
    put(&s.have, "less", 4, 1);
    put(&s.have, "more", 5, 1);
    assert_string_equal(planned(&s), "shrink less refused\ngrow more safe\n");
    assert_string_equal(s.plan.op[0].why, "Kafka cannot take partitions away");
    assert_int_equal(s.plan.nrefused, 1);
}

static void replication_counts_the_shortest_and_the_longest(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "longer", 1, 2);
    put(&s.want, "same", 1, 2);
    put(&s.want, "shorter", 1, 2);
    put(&s.have, "longer", 1, 2)->replication_max = 3;
    put(&s.have, "same", 1, 2);
    put(&s.have, "shorter", 1, 1)->replication_max = 2;
    assert_string_equal(planned(&s), "replicate longer refused\nreplicate shorter refused\n");
    s.policy.keep_rf = true;
    assert_string_equal(planned(&s), "replicate longer left\nreplicate shorter left\n");
    assert_int_equal(s.plan.nleft, 2);
    assert_int_equal(s.plan.nrefused, 0);
    assert_int_equal(kt_plan_changes(&s.plan), 0);
}

static void only_overrides_count_as_set(void **state)
{
    KT_AUTO(sets) s = {0};
    struct kt_topic *want, *have;

    (void)state;
    want = put(&s.want, "a", 1, 1);
    kt_topic_set(want, "max.message.bytes", "2000000");
    kt_topic_set(want, "min.insync.replicas", "2");
    kt_topic_set(want, "segment.ms", "60000");
    kt_topic_set(want, "unknown.to.us", "A");
    have = put(&s.have, "a", 1, 1);
    override(have, "max.message.bytes", "1000000");
    live_config(have, "min.insync.replicas", "2", KT_SOURCE_DYNAMIC_DEFAULT_BROKER, NULL);
    override(have, "unknown.to.us", "a");
    assert_string_equal(planned(&s),
                        "set a max.message.bytes 1000000>2000000 DYNAMIC_TOPIC_CONFIG safe\n"
                        "set a min.insync.replicas 2>2 DYNAMIC_DEFAULT_BROKER_CONFIG safe\n"
                        "set a segment.ms ?>60000 UNKNOWN safe\n"
                        "set a unknown.to.us a>A DYNAMIC_TOPIC_CONFIG safe\n");
}

static void a_hidden_value_is_set_again(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    kt_topic_set(put(&s.want, "a", 1, 1), "secret", "x");
    override(put(&s.have, "a", 1, 1), "secret", NULL);
    assert_string_equal(planned(&s), "set a secret ?>x DYNAMIC_TOPIC_CONFIG safe\n");
}

static void undeclared_overrides_stay_unless_told(void **state)
{
    KT_AUTO(sets) s = {0};
    struct kt_topic *have;

    (void)state;
    kt_topic_set(put(&s.want, "a", 1, 1), "segment.ms", "1");
    have = put(&s.have, "a", 1, 1);
    live_config(have, "max.message.bytes", "5", KT_SOURCE_TOPIC, "7");
    override(have, "preallocate", "true");
    override(have, "segment.ms", "2");
    live_config(have, "unclean.leader.election.enable", "true", KT_SOURCE_DEFAULT, NULL);
    override(put(&s.have, "foreign", 1, 1), "segment.ms", "2");
    assert_string_equal(planned(&s), "set a segment.ms 2>1 DYNAMIC_TOPIC_CONFIG safe\n"
                                     "unmanaged a max.message.bytes\n"
                                     "unmanaged a preallocate\n"
                                     "undeclared foreign\n");
    s.policy.unset = true;
    assert_string_equal(planned(&s), "set a segment.ms 2>1 DYNAMIC_TOPIC_CONFIG safe\n"
                                     "unset a max.message.bytes 5>7 DYNAMIC_TOPIC_CONFIG safe\n"
                                     "unset a preallocate true>? DYNAMIC_TOPIC_CONFIG safe\n"
                                     "undeclared foreign\n");
}

static void operations_stand_by_name_kind_and_key(void **state)
{
    KT_AUTO(sets) s = {.policy = {.unset = true}};
    struct kt_topic *topic;

    (void)state;
    topic = put(&s.want, "B", 2, 2);
    kt_topic_set(topic, "a.key", "1");
    kt_topic_set(topic, "z.key", "1");
    put(&s.want, "a", 1, 1);
    put(&s.want, "A", 1, 1);
    topic = put(&s.have, "B", 1, 1);
    override(topic, "b.key", "1");
    override(topic, "a.other", "1");
    assert_string_equal(planned(&s), "create A safe\n"
                                     "grow B safe\n"
                                     "replicate B refused\n"
                                     "set B a.key ?>1 UNKNOWN safe\n"
                                     "set B z.key ?>1 UNKNOWN safe\n"
                                     "unset B a.other 1>? DYNAMIC_TOPIC_CONFIG safe\n"
                                     "unset B b.key 1>? DYNAMIC_TOPIC_CONFIG safe\n"
                                     "create a safe\n");
}

static void only_new_or_only_old_topics(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "a", 3, 1);
    put(&s.have, "a", 2, 2)->records = 9;
    put(&s.want, "b_c", 1, 1);
    put(&s.have, "b.c", 1, 1);
    put(&s.want, "d", 1, 1);
    s.policy = (struct kt_policy){.only_new = true, .keep_rf = true};
    assert_string_equal(planned(&s), "grow a refused\nreplicate a refused\n"
                                     "create b_c refused rival=b.c\ncreate d safe\n"
                                     "undeclared b.c\n");
    assert_int_equal(s.plan.nleft, 0);
    s.policy = (struct kt_policy){.only_old = true, .keep_rf = true};
    assert_string_equal(planned(&s), "grow a safe\nreplicate a left\n"
                                     "create b_c refused\ncreate d refused\nundeclared b.c\n");
}

static void the_broker_may_refuse_too(void **state)
{
    KT_AUTO(sets) s = {.policy = {.keep_rf = true}};

    (void)state;
    put(&s.want, "a", 2, 2);
    put(&s.want, "b", 1, 1);
    put(&s.have, "b", 2, 2);
    assert_string_equal(planned(&s), "create a safe\nshrink b refused\nreplicate b left\n");
    assert_int_equal(kt_plan_changes(&s.plan), 1);
    for (size_t i = 0; i < s.plan.nop; i++)
        kt_plan_refuse(&s.plan, i, "first");
    kt_plan_refuse(&s.plan, 0, "not enough brokers");
    assert_int_equal(s.plan.nrefused, 3);
    assert_int_equal(s.plan.nleft, 0);
    assert_int_equal(kt_plan_changes(&s.plan), 0);
    assert_string_equal(s.plan.op[0].verdict, "not enough brokers");
    assert_string_equal(s.plan.op[0].why, "the broker refuses it");
    assert_string_equal(s.plan.op[1].why, "Kafka cannot take partitions away");
    kt_plan_clear(&s.plan);
    kt_plan_clear(&s.plan);
    assert_int_equal(s.plan.nop, 0);
}

static void ten_thousand_topics_find_their_rivals(void **state)
{
    enum { MANY = 10000 };
    KT_AUTO(sets) s = {0};
    char name[32];

    (void)state;
    for (int i = 0; i < MANY; i++) {
        (void)snprintf(name, sizeof(name), "t.%05d", i);
        put(&s.want, name, 1, 1);
        (void)snprintf(name, sizeof(name), "t_%05d", i);
        put(&s.have, name, 1, 1);
    }
    kt_plan_diff(&s.plan, &s.want, &s.have, &s.policy);
    assert_int_equal(s.plan.nrefused, MANY);
    assert_string_equal(s.plan.op[MANY - 1].rival->name, "t_09999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(missing_topics_are_created),
        cmocka_unit_test(equal_sets_need_nothing),
        cmocka_unit_test(broker_defaults_are_never_drift),
        cmocka_unit_test(unknown_counts_are_no_drift),
        cmocka_unit_test(a_name_that_collides_is_refused),
        cmocka_unit_test(rivals_are_found_wherever_they_stand),
        cmocka_unit_test(a_declared_twin_that_is_live_is_a_rival_too),
        cmocka_unit_test(internal_topics_never_appear),
        cmocka_unit_test(partitions_grow_and_never_shrink),
        cmocka_unit_test(replication_counts_the_shortest_and_the_longest),
        cmocka_unit_test(only_overrides_count_as_set),
        cmocka_unit_test(a_hidden_value_is_set_again),
        cmocka_unit_test(undeclared_overrides_stay_unless_told),
        cmocka_unit_test(operations_stand_by_name_kind_and_key),
        cmocka_unit_test(only_new_or_only_old_topics),
        cmocka_unit_test(the_broker_may_refuse_too),
        cmocka_unit_test(ten_thousand_topics_find_their_rivals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
