/* test_topic.c - topics, sets of them, and their settings in order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/topic.h"

static void a_new_topic_knows_nothing(void **state)
{
    KT_AUTO(kt_topic) topic = {0};

    (void)state;
    kt_topic_init(&topic, "orders");
    assert_string_equal(topic.name, "orders");
    assert_int_equal(topic.partitions, KT_BROKER_DEFAULT);
    assert_int_equal(topic.replication, KT_BROKER_DEFAULT);
    assert_int_equal(topic.records, KT_UNKNOWN);
    assert_int_equal(topic.deletable, KT_UNKNOWN);
    assert_null(topic.key);
}

static void settings_stay_sorted_and_unique(void **state)
{
    KT_AUTO(kt_topic) topic = {0};

    (void)state;
    kt_topic_init(&topic, "orders");
    (void)kt_topic_set(&topic, "segment.ms", "1");
    (void)kt_topic_set(&topic, "cleanup.policy", "delete");
    (void)kt_topic_set(&topic, "retention.ms", "7");
    (void)kt_topic_set(&topic, "retention.ms", "8");
    assert_int_equal(topic.nconfig, 3);
    assert_string_equal(topic.config[0].key, "cleanup.policy");
    assert_string_equal(topic.config[1].key, "retention.ms");
    assert_string_equal(topic.config[1].value, "8");
    assert_string_equal(topic.config[2].key, "segment.ms");
    kt_topic_unset(&topic, "cleanup.policy");
    kt_topic_unset(&topic, "no.such.key");
    assert_int_equal(topic.nconfig, 2);
    assert_null(kt_topic_config(&topic, "cleanup.policy"));
    assert_string_equal(kt_topic_config(&topic, "segment.ms")->value, "1");
}

/* Taking a value from the entry that is replaced must not read freed memory (asan looks). */
static void a_setting_may_be_replaced_by_itself(void **state)
{
    KT_AUTO(kt_topic) topic = {0};

    (void)state;
    kt_topic_init(&topic, "orders");
    (void)kt_topic_set(&topic, "retention.ms", "7");
    (void)kt_topic_set(&topic, topic.config[0].key, topic.config[0].value);
    assert_string_equal(topic.config[0].value, "7");
}

static void a_copy_shares_nothing(void **state)
{
    KT_AUTO(kt_topic) from = {0};
    KT_AUTO(kt_topic) to = {0};

    (void)state;
    kt_topic_init(&from, "orders");
    from.key = kt_strdup("/userId");
    kt_names_add(&from.groups, "g");
    (void)kt_topic_set(&from, "retention.ms", "7");
    from.config[0].inherited = kt_strdup("604800000");
    from.partition = kt_calloc(1, sizeof(*from.partition));
    from.npartition = 1;
    from.partition[0].replicas = kt_calloc(2, sizeof(int));
    from.partition[0].nreplicas = 2;
    from.partition[0].replicas[1] = 3;
    kt_topic_copy(&to, &from);
    kt_topic_clear(&from);
    kt_topic_clear(&from);
    assert_string_equal(to.name, "orders");
    assert_string_equal(to.key, "/userId");
    assert_string_equal(to.groups.v[0], "g");
    assert_string_equal(to.config[0].value, "7");
    assert_string_equal(to.config[0].inherited, "604800000");
    assert_int_equal(to.partition[0].replicas[1], 3);
}

static void random_keys_are_no_keys(void **state)
{
    KT_AUTO(kt_topic) topic = {0};

    (void)state;
    kt_topic_init(&topic, "orders");
    assert_false(kt_topic_is_keyed(&topic));
    topic.key = kt_strdup("random");
    assert_false(kt_topic_is_keyed(&topic));
    kt_str_clear(&topic.key);
    topic.key = kt_strdup("/userId");
    assert_true(kt_topic_is_keyed(&topic));
}

static void compacted_is_an_item_of_the_policy(void **state)
{
    static const struct {
        const char *policy;
        bool compacted;
    } cases[] = {{"delete", false},
                 {"compact", true},
                 {"compact,delete", true},
                 {"delete, compact", true},
                 {"compaction", false},
                 {"", false},
                 {NULL, false}};
    KT_AUTO(kt_topic) topic = {0};

    (void)state;
    kt_topic_init(&topic, "orders");
    assert_false(kt_topic_is_compacted(&topic));
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        (void)kt_topic_set(&topic, "cleanup.policy", cases[i].policy);
        assert_int_equal(kt_topic_is_compacted(&topic), cases[i].compacted);
    }
}

static enum kt_code add(struct kt_topics *set, const char *name, const struct kt_text *text,
                        struct kt_errs *errs)
{
    KT_AUTO(kt_topic) topic = {0};

    kt_topic_init(&topic, name);
    topic.at.at = (struct kt_place){.text = text, .line = 4, .col = 3};
    return kt_topics_add(set, &topic, errs);
}

static void a_set_is_sorted_whatever_the_order(void **state)
{
    KT_AUTO(kt_topics) set = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    for (const char *name = "qwertyuiopasdfghjklzxcvbnm"; *name != '\0'; name++) {
        const char text[] = {*name, '\0'};
        assert_int_equal(add(&set, text, NULL, &errs), KT_OK);
    }
    assert_int_equal(set.n, 26);
    for (size_t i = 0; i < 26; i++)
        assert_int_equal(set.v[i].name[0], "abcdefghijklmnopqrstuvwxyz"[i]);
    assert_ptr_equal(kt_topics_find(&set, "k"), &set.v[10]);
    assert_null(kt_topics_find(&set, "kk"));
    assert_null(kt_topics_find(&set, "zz"));
}

static void the_second_of_a_name_is_refused_with_both_places(void **state)
{
    static char first_name[] = "a.yaml", second_name[] = "b.yaml";
    static const struct kt_text first = {.name = first_name}, second = {.name = second_name};
    KT_AUTO(kt_topics) set = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(add(&set, "orders", &first, &errs), KT_OK);
    assert_int_equal(add(&set, "orders", &second, &errs), KT_E_INPUT);
    assert_int_equal(set.n, 1);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].file, "b.yaml");
    assert_non_null(strstr(errs.v[0].text, "'orders'"));
    assert_non_null(strstr(errs.v[0].text, "a.yaml:4:3"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_topic_knows_nothing),
        cmocka_unit_test(settings_stay_sorted_and_unique),
        cmocka_unit_test(a_setting_may_be_replaced_by_itself),
        cmocka_unit_test(a_copy_shares_nothing),
        cmocka_unit_test(random_keys_are_no_keys),
        cmocka_unit_test(compacted_is_an_item_of_the_policy),
        cmocka_unit_test(a_set_is_sorted_whatever_the_order),
        cmocka_unit_test(the_second_of_a_name_is_refused_with_both_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
