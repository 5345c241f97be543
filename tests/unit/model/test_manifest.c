/* test_manifest.c - the members of a manifest: what they mean and what is refused. */
#include "manifest_fixture.h"

static void a_topic_says_what_it_is(void **state)
{
    struct read r;
    const struct kt_topic *topic;

    (void)state;
    accepted(&r, NULL,
             "platform: shop, topics: {orders: {partitions: 6, replicationFactor: 3, "
             "retention: 30d, key: /userId, schema: schemas/o.json, groups: [b, a, b], "
             "config: {cleanup.policy: [compact, delete], max.message.bytes: 2MB, "
             "preallocate: TRUE}}}");
    topic = topic_of(&r, "orders");
    assert_int_equal(topic->partitions, 6);
    assert_int_equal(topic->replication, 3);
    assert_int_equal(topic->replication_max, 3);
    assert_string_equal(topic->key, "/userId");
    assert_string_equal(topic->schema, "dir/schemas/o.json");
    assert_int_equal(topic->groups.n, 2);
    assert_string_equal(topic->groups.v[0], "a");
    assert_int_equal(topic->nconfig, 4);
    assert_string_equal(value_of(topic, "cleanup.policy"), "compact,delete");
    assert_string_equal(value_of(topic, "max.message.bytes"), "2000000");
    assert_string_equal(value_of(topic, "preallocate"), "true");
    assert_string_equal(value_of(topic, "retention.ms"), "2592000000");
    assert_null(topic->template_name);
    assert_int_equal(r.declared.groups.n, 2);
    done(&r);
}

static void what_is_absent_is_the_brokers(void **state)
{
    struct read r;

    (void)state;
    accepted(&r, NULL,
             "topics: {a: {}, b: null, c: {partitions: -1, replicationFactor: -1, retention: -1}, "
             "d: {retention: unlimited, partitions: null, key: null}}");
    assert_int_equal(topic_of(&r, "a")->partitions, KT_BROKER_DEFAULT);
    assert_int_equal(topic_of(&r, "a")->replication, KT_BROKER_DEFAULT);
    assert_int_equal(topic_of(&r, "a")->nconfig, 0);
    assert_int_equal(topic_of(&r, "b")->partitions, KT_BROKER_DEFAULT);
    assert_int_equal(topic_of(&r, "c")->partitions, KT_BROKER_DEFAULT);
    assert_int_equal(topic_of(&r, "c")->replication, KT_BROKER_DEFAULT);
    assert_string_equal(value_of(topic_of(&r, "c"), "retention.ms"), "-1");
    assert_string_equal(value_of(topic_of(&r, "d"), "retention.ms"), "-1");
    assert_null(topic_of(&r, "d")->key);
    done(&r);
}

static void unknown_members_name_their_neighbour(void **state)
{
    static const struct {
        const char *members, *words, *hint;
    } cases[] = {
        {"topics: {a: {partition: 1}}", "unknown member 'partition' of a topic", "'partitions'"},
        {"topics: {a: {replication: 1}}", "unknown member 'replication' of a topic", "takes"},
        {"topics: {}, platforms: x", "unknown member 'platforms' of a manifest", "'platform'"},
        {"topics: {}, defaults: {key: /a}", "unknown member 'key' of defaults", "retention"},
        {"topics: {}, defaults: {schema: a}", "unknown member 'schema' of defaults", "takes"},
        {"topics: {}, environments: {e: {default: {}}}", "unknown member 'default'", "'defaults'"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        struct read r;

        refused(cases[i].members, cases[i].words);
        read_one(&r, NULL, cases[i].members);
        assert_non_null(r.errs.v[0].hint);
        assert_non_null(strstr(r.errs.v[0].hint, cases[i].hint));
        done(&r);
    }
}

static void bad_values_are_refused_one_by_one(void **state)
{
    static const struct {
        const char *topic, *words;
    } cases[] = {
        {"partitions: 0", "bad value '0' for 'partitions': must be 1 or more"},
        {"partitions: -3", "must be 1 or more"},
        {"partitions: 1e9", "not a whole number"},
        {"partitions: 1000000000", "must be 100000 or less"},
        {"partitions: 100001", "must be 100000 or less"},
        {"partitions: 99999999999999999999", "too large"},
        {"partitions: [3]", "'partitions' takes one value, not a list"},
        {"partitions: {a: 3}", "'partitions' takes one value, not a mapping"},
        {"replicationFactor: 0", "must be 1 or more"},
        {"replicationFactor: 32768", "must be 32767 or less"},
        {"retention: 30", "needs a unit; did you mean 30d?"},
        {"retention: 7 days", "did you mean 7d?"},
        {"retention: -5d", "is negative"},
        {"retention: -5", "must be -1 or more"},
        {"retention: 9223372036854775807d", "too large"},
        {"retention: ''", "not a whole number"},
        {"config: {min.cleanable.dirty.ratio: 2}", "must be between 0 and 1"},
        {"config: {cleanup.policy: {a: b}}", "takes one value, not a mapping"},
        {"config: {retention.ms: [1, 2]}", "takes one value, not a list"},
        {"config: {cleanup.policy: [compact, [delete]]}", "takes one value, not a list"},
        {"config: [a]", "'config' must be a mapping, not a list"},
        {"config: {'': 1}", "a config key is empty"},
        {"retention: 7d, config: {retention.ms: 7d}", "say the same thing"},
        {"config: {retention.ms: 7d}, retention: null", "say the same thing"},
        {"config: {cleanup.policy: compact, delete: null}", "config key 'delete' is null"},
        {"groups: g", "'groups' must be a list"},
        {"groups: ['']", "a group's name is empty"},
        {"groups: [[a]]", "takes one value"},
        {"key: userId", "neither a JSON Pointer nor"},
        {"key: /a~2", "'~' is written ~0"},
        {"key: ''", "neither a JSON Pointer nor"},
        {"schema: ''", "a path is not empty"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        char *members = kt_format("topics: {a: {%s}}", cases[i].topic);

        refused(members, cases[i].words);
        free(members);
    }
}

static void the_limits_themselves_are_fine(void **state)
{
    struct read r;

    (void)state;
    accepted(&r, NULL,
             "topics: {a: {partitions: 100000, replicationFactor: 32767, retention: 0d, "
             "key: /a~0~1b}, b: {key: random}, c: {key: tenant_id, retention: PT36H}}");
    assert_int_equal(topic_of(&r, "a")->partitions, 100000);
    assert_string_equal(value_of(topic_of(&r, "c"), "retention.ms"), "129600000");
    assert_string_equal(topic_of(&r, "b")->key, "random");
    done(&r);
}

static void the_shape_of_the_file_is_checked(void **state)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"[a]", "a list is no manifest"},
        {"text", "a single text is no manifest"},
        {"null", "an empty document is no manifest"},
        {"{topics: {}}", "the member 'version' is missing"},
        {"{version: 1}", "the member 'topics' is missing"},
        {"{version: 2, topics: {}}", "bad value '2' for 'version'"},
        {"{version: [1], topics: {}}", "'version' takes one value"},
        {"{version: 1, topics: [a]}", "'topics' must be a mapping, not a list"},
        {"{version: 1, topics: a}", "'topics' must be a mapping, not a text"},
        {"{version: 1, topics: {a: 3}}", "'a' must be a mapping"},
        {"{version: 1, topics: {}, topics: {}}", "member 'topics' is there twice"},
        {"{version: 1, topics: {}, defaults: 3}", "'defaults' must be a mapping"},
        {"{version: 1, topics: {}, environments: {e: 3}}", "'e' must be a mapping"},
        {"{version: 1, topics: {}, environments: {e: {}, e: {}}}", "'e' is there twice"},
        {"{version: 1, topics: {a: {}, a: {}}}", "topic 'a' is declared twice"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        struct read r;

        read_with(&r, (struct kt_manifest_options){0}, &cases[i].text, 1);
        (void)said(&r, KT_ERROR, cases[i].words);
        assert_int_equal(r.errs.nerrors, 1);
        assert_int_equal(r.code, KT_E_INPUT);
        done(&r);
    }
}

static void all_faults_come_in_one_run_in_the_order_of_the_text(void **state)
{
    struct read r;

    (void)state;
    read_one(&r, NULL,
             "topics: {__x: {}, a: {partitions: 0, retention: 30}, b.c: {partition: 1}, b_c: {}}, "
             "defaults: {partitions: ${UNSET}}");
    assert_int_equal(r.errs.nerrors, 6);
    (void)said(&r, KT_ERROR, "'__x' begins with '__'");
    (void)said(&r, KT_ERROR, "'0' for 'partitions'");
    (void)said(&r, KT_ERROR, "'30' for 'retention'");
    (void)said(&r, KT_ERROR, "unknown member 'partition'");
    (void)said(&r, KT_ERROR, "'b.c' and 'b_c' collide");
    (void)said(&r, KT_ERROR, "${UNSET} is not set");
    for (size_t i = 1; i < r.errs.n; i++)
        assert_true(r.errs.v[i - 1].col <= r.errs.v[i].col);
    for (size_t i = 0; i < r.errs.n; i++)
        assert_string_equal(r.errs.v[i].file, "dir/0.yaml");
    done(&r);
}

static void an_unknown_config_key_is_a_warning_given_once(void **state)
{
    struct read r;
    const struct kt_err *warning;

    (void)state;
    accepted(&r, NULL,
             "topics: {a: {config: {retention.sm: 5}}, b: {config: {retention.sm: [x, y]}}}");
    assert_int_equal(r.errs.n, 1);
    warning = said(&r, KT_WARNING, "unknown config key 'retention.sm'");
    assert_string_equal(warning->hint, "did you mean 'retention.ms'?");
    assert_string_equal(value_of(topic_of(&r, "a"), "retention.sm"), "5");
    assert_string_equal(value_of(topic_of(&r, "b"), "retention.sm"), "x,y");
    done(&r);
}

static void variables_are_replaced_before_anything_else(void **state)
{
    struct read r;

    (void)state;
    accepted(&r, NULL,
             "topics: {t-${FROM_ENV}: {partitions: ${FROM_ENV}, retention: '${NONE:-30}d', "
             "key: '${NOTHING}', schema: 'a$$b', config: {flush.messages: ${EMPTY:-7}}}}");
    assert_int_equal(topic_of(&r, "t-5")->partitions, 5);
    assert_string_equal(value_of(topic_of(&r, "t-5"), "retention.ms"), "2592000000");
    assert_string_equal(value_of(topic_of(&r, "t-5"), "flush.messages"), "7");
    assert_null(topic_of(&r, "t-5")->key); /* as without quotes: null */
    assert_string_equal(topic_of(&r, "t-5")->schema, "dir/a$b");
    done(&r);
    refused("topics: {a: {}, '${NONE:-a}': {}}", "topic 'a' is declared twice");
    refused("topics: {a: {'${NONE:-partitions}': 1, partitions: 1}}", "is there twice");
    refused("topics: {a: {config: {flush.ms: 1, '${NONE:-flush.ms}': 2}}}", "is there twice");
}

static void an_unset_variable_says_where_and_nothing_more(void **state)
{
    struct read r;

    (void)state;
    refused("topics: {a: {partitions: ${UNSET}}}", "${UNSET} is not set");
    refused("topics: {a: {config: {'${UNSET}': 1}}}", "${UNSET} is not set");
    refused("topics: {a: {groups: [a, '${UNSET}']}}", "${UNSET} is not set");
    read_one(&r, NULL, "topics: {a: {partitions: ${UNSET}}}");
    assert_int_equal(r.errs.v[0].line, 1);
    assert_int_equal(r.errs.v[0].col, 39);
    done(&r);
}

static void a_flood_of_errors_ends(void **state)
{
    enum { TOPICS = 1000, ROW = 32 };
    char *text = kt_calloc(TOPICS + 2, ROW), *at = text;
    const char *given[] = {text};
    struct read r;

    (void)state;
    memcpy(at, "{version: 1, topics: {", strlen("{version: 1, topics: {"));
    at += strlen(at);
    for (int i = 0; i < TOPICS; i++) {
        char *row = kt_format("t%d: {partitions: 0}, ", i);
        memcpy(at, row, strlen(row));
        at += strlen(row);
        free(row);
    }
    memcpy(at, "}}", strlen("}}"));
    read_with(&r, (struct kt_manifest_options){0}, given, 1);
    (void)said(&r, KT_ERROR, "too many errors");
    assert_in_range(r.errs.nerrors, 100, 300);
    done(&r);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_topic_says_what_it_is),
        cmocka_unit_test(what_is_absent_is_the_brokers),
        cmocka_unit_test(unknown_members_name_their_neighbour),
        cmocka_unit_test(bad_values_are_refused_one_by_one),
        cmocka_unit_test(the_limits_themselves_are_fine),
        cmocka_unit_test(the_shape_of_the_file_is_checked),
        cmocka_unit_test(all_faults_come_in_one_run_in_the_order_of_the_text),
        cmocka_unit_test(an_unknown_config_key_is_a_warning_given_once),
        cmocka_unit_test(variables_are_replaced_before_anything_else),
        cmocka_unit_test(an_unset_variable_says_where_and_nothing_more),
        cmocka_unit_test(a_flood_of_errors_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
