/* test_digest.c - the number that a saved plan is bound to. */
#include "sets.h"

static void standard(struct sets *s)
{
    struct kt_topic *have;

    put(&s->want, "a", 1, 1);
    put(&s->want, "b", 1, 1);
    put(&s->want, "missing", 1, 1);
    have = put(&s->have, "a", 3, 2);
    override(have, "k", "v");
    live_config(have, "other", "1", KT_SOURCE_DEFAULT, NULL);
    put(&s->have, "b", 3, 2);
    put(&s->have, "foreign", 3, 2);
}

static uint64_t digest(const struct sets *s)
{
    return kt_plan_digest(&s->want, &s->have);
}

/* From the definition, by an independent FNV-1a (python) over 01 "orders" 00, then 3, 2, 2 as 8
 * bytes each, lowest first, then 01 "retention.ms" 00 01 "604800000" 00, then 00. */
static void the_number_is_the_same_on_every_machine(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    assert_true(digest(&s) == UINT64_C(0xcbf29ce484222325));
    put(&s.want, "orders", 1, 1);
    override(put(&s.have, "orders", 3, 2), "retention.ms", "604800000");
    assert_true(digest(&s) == UINT64_C(0x32261a4107a8185e));
}

static void what_is_declared_counts(void **state)
{
    KT_AUTO(sets) first = {0};
    uint64_t before;

    (void)state;
    standard(&first);
    before = digest(&first);
    for (int change = 0; change < 9; change++) {
        KT_AUTO(sets) s = {0};
        struct kt_topic *a;

        standard(&s);
        a = kt_topics_find(&s.have, "a");
        if (change == 0)
            a->partitions++;
        else if (change == 1)
            a->replication--;
        else if (change == 2)
            a->replication_max++;
        else if (change == 3)
            override(a, "k", "w");
        else if (change == 4)
            override(a, "k", NULL);
        else if (change == 5)
            override(a, "kv", "");
        else if (change == 6)
            kt_topic_unset(a, "k");
        else if (change == 7)
            override(a, "other", "1");
        else
            put(&s.have, "missing", 1, 1);
        print_message("change %d\n", change);
        assert_false(digest(&s) == before);
    }
}

static void what_is_not_declared_does_not_count(void **state)
{
    KT_AUTO(sets) s = {0};
    uint64_t before;
    struct kt_topic *a;

    (void)state;
    standard(&s);
    before = digest(&s);
    put(&s.have, "__internal", 1, 1);
    put(&s.have, "c", 1, 1);
    put(&s.have, "zoo", 1, 1);
    kt_topics_find(&s.have, "foreign")->partitions++;
    a = kt_topics_find(&s.have, "a");
    live_config(a, "other", "2", KT_SOURCE_STATIC_BROKER, NULL);
    live_config(a, "k", "v", KT_SOURCE_TOPIC, "inherited");
    a->records = 5;
    a->deletable = 5;
    assert_true(digest(&s) == before);
}

/* Letters that move from a key to its value, or an override from one topic to the next, count. */
static void texts_do_not_run_together(void **state)
{
    static const char *const pairs[][2] = {{"k", "v"}, {"kv", ""}, {"", "kv"}, {"kv", NULL}};
    uint64_t seen[KT_COUNT(pairs) * 2];
    size_t n = 0;

    (void)state;
    for (size_t i = 0; i < KT_COUNT(pairs); i++) {
        for (int on_b = 0; on_b <= 1; on_b++) {
            KT_AUTO(sets) s = {0};
            struct kt_topic *topic;

            put(&s.want, "a", 1, 1);
            put(&s.want, "b", 1, 1);
            put(&s.have, "b", 1, 1);
            topic = put(&s.have, "a", 1, 1);
            override(on_b ? kt_topics_find(&s.have, "b") : topic, pairs[i][0], pairs[i][1]);
            seen[n++] = digest(&s);
        }
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            assert_false(seen[i] == seen[j]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_is_the_same_on_every_machine),
        cmocka_unit_test(what_is_declared_counts),
        cmocka_unit_test(what_is_not_declared_does_not_count),
        cmocka_unit_test(texts_do_not_run_together),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
