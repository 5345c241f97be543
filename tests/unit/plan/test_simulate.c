/* test_simulate.c - what a plan leaves behind. */
#include "sets.h"

static const struct kt_topic *simulated(struct sets *s, struct kt_topics *after, const char *name)
{
    kt_plan_diff(&s->plan, &s->want, &s->have, &s->policy);
    kt_plan_simulate(after, &s->have, &s->plan);
    return kt_topics_find(after, name);
}

static void assert_config(const struct kt_topic *topic, const char *key, const char *value,
                          enum kt_config_source source, const char *inherited)
{
    const struct kt_config *config = kt_topic_config(topic, key);

    assert_non_null(config);
    assert_string_equal(config->value, value);
    assert_int_equal(config->source, source);
    if (inherited == NULL)
        assert_null(config->inherited);
    else
        assert_string_equal(config->inherited, inherited);
}

static void a_created_topic_is_what_was_wanted(void **state)
{
    KT_AUTO(sets) s = {0};
    KT_AUTO(kt_topics) after = {0};
    const struct kt_topic *topic;

    (void)state;
    kt_topic_set(put(&s.want, "b", 3, 2), "retention.ms", "5");
    put(&s.want, "d", KT_BROKER_DEFAULT, KT_BROKER_DEFAULT);
    put(&s.have, "a", 1, 1);
    put(&s.have, "c", 1, 1);
    put(&s.have, "e", 1, 1);
    topic = simulated(&s, &after, "b");
    assert_non_null(topic);
    assert_int_equal(topic->partitions, 3);
    assert_int_equal(topic->replication, 2);
    assert_int_equal(topic->replication_max, 2);
    assert_int_equal(topic->records, 0);
    assert_int_equal(topic->deletable, 0);
    assert_config(topic, "retention.ms", "5", KT_SOURCE_TOPIC, NULL);
    topic = kt_topics_find(&after, "d");
    assert_int_equal(topic->partitions, KT_UNKNOWN);
    assert_int_equal(topic->replication, KT_UNKNOWN);
    assert_int_equal(after.n, 5);
    for (size_t i = 0; i < after.n; i++)
        assert_int_equal(after.v[i].name[0], "abcde"[i]);
    kt_plan_diff(&s.plan, &s.want, &after, &s.policy);
    assert_int_equal(s.plan.nop, 0);
}

static void growing_and_setting_change_the_topic(void **state)
{
    KT_AUTO(sets) s = {0};
    KT_AUTO(kt_topics) after = {0};
    struct kt_topic *want, *have;
    const struct kt_topic *topic;

    (void)state;
    want = put(&s.want, "a", 6, 1);
    kt_topic_set(want, "absent", "1");
    kt_topic_set(want, "inherited", "2");
    kt_topic_set(want, "own", "3");
    have = put(&s.have, "a", 3, 1);
    have->records = 7;
    live_config(have, "inherited", "20", KT_SOURCE_STATIC_BROKER, NULL);
    live_config(have, "own", "30", KT_SOURCE_TOPIC, "31");
    topic = simulated(&s, &after, "a");
    assert_int_equal(topic->partitions, 6);
    assert_int_equal(topic->records, 7);
    assert_config(topic, "absent", "1", KT_SOURCE_TOPIC, NULL);
    assert_config(topic, "inherited", "2", KT_SOURCE_TOPIC, "20");
    assert_int_equal(kt_topic_config(topic, "inherited")->inherited_source,
                     KT_SOURCE_STATIC_BROKER);
    assert_config(topic, "own", "3", KT_SOURCE_TOPIC, "31");
    assert_int_equal(kt_topic_config(topic, "own")->inherited_source, KT_SOURCE_DEFAULT);
}

static void unsetting_shows_what_was_below(void **state)
{
    KT_AUTO(sets) s = {.policy.unset = true};
    KT_AUTO(kt_topics) after = {0};
    struct kt_topic *have;
    const struct kt_topic *topic;

    (void)state;
    put(&s.want, "a", 1, 1);
    have = put(&s.have, "a", 1, 1);
    live_config(have, "known", "1", KT_SOURCE_TOPIC, "2");
    live_config(have, "unknown", "1", KT_SOURCE_TOPIC, NULL);
    topic = simulated(&s, &after, "a");
    assert_config(topic, "known", "2", KT_SOURCE_DEFAULT, NULL);
    assert_null(kt_topic_config(topic, "unknown"));
}

static void refused_and_left_are_not_done(void **state)
{
    KT_AUTO(sets) s = {.policy.keep_rf = true};
    KT_AUTO(kt_topics) after = {0};
    const struct kt_topic *topic;

    (void)state;
    put(&s.want, "a", 1, 3);
    put(&s.want, "b.c", 1, 1);
    put(&s.want, "new", 1, 1);
    put(&s.have, "a", 2, 2);
    put(&s.have, "b_c", 1, 1);
    topic = simulated(&s, &after, "a");
    assert_int_equal(topic->partitions, 2);
    assert_int_equal(topic->replication, 2);
    assert_null(kt_topics_find(&after, "b.c"));
    assert_non_null(kt_topics_find(&after, "new"));
    kt_plan_refuse(&s.plan, 3, "no");
    kt_plan_simulate(&after, &s.have, &s.plan);
    assert_null(kt_topics_find(&after, "new"));
    assert_int_equal(after.n, 2);
}

/* What is left untouched is a copy of its own: the old set may go away. */
static void nothing_is_borrowed(void **state)
{
    KT_AUTO(sets) s = {.policy.unset = true};
    KT_AUTO(kt_topics) after = {0};
    struct kt_topic *have;

    (void)state;
    kt_topic_set(put(&s.want, "b", 1, 1), "k", "v");
    kt_topic_set(put(&s.want, "new", 1, 1), "k", "v");
    override(put(&s.have, "__internal", 1, 1), "k", "v");
    have = put(&s.have, "b", 1, 1);
    live_config(have, "other", "1", KT_SOURCE_TOPIC, "2");
    have->partition = kt_calloc(1, sizeof(*have->partition));
    have->npartition = 1;
    have->partition[0].replicas = kt_calloc(1, sizeof(int));
    have->partition[0].nreplicas = 1;
    override(put(&s.have, "foreign", 1, 1), "k", "v");
    simulated(&s, &after, "b");
    sets_clear(&s);
    assert_int_equal(after.n, 4);
    assert_config(kt_topics_find(&after, "__internal"), "k", "v", KT_SOURCE_TOPIC, NULL);
    assert_config(kt_topics_find(&after, "foreign"), "k", "v", KT_SOURCE_TOPIC, NULL);
    assert_config(kt_topics_find(&after, "new"), "k", "v", KT_SOURCE_TOPIC, NULL);
    assert_config(kt_topics_find(&after, "b"), "other", "2", KT_SOURCE_DEFAULT, NULL);
    assert_int_equal(kt_topics_find(&after, "b")->partition[0].replicas[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_created_topic_is_what_was_wanted),
        cmocka_unit_test(growing_and_setting_change_the_topic),
        cmocka_unit_test(unsetting_shows_what_was_below),
        cmocka_unit_test(refused_and_left_are_not_done),
        cmocka_unit_test(nothing_is_borrowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
