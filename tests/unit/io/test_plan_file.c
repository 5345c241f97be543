/* test_plan_file.c - saved plans: what is written comes back, and nothing else is taken. */
#include "io_fixture.h"
#include "ktool/plan_file.h"

static void add(struct kt_saved_plan *plan, const char *name, int partitions, int replication,
                const char *key, const char *const *config)
{
    KT_AUTO(kt_errs) errs = {0};
    struct kt_topic topic;

    kt_topic_init(&topic, name);
    topic.partitions = partitions;
    topic.replication = topic.replication_max = replication;
    topic.key = kt_strdup(key);
    for (; *config != NULL; config += 2)
        (void)kt_topic_set(&topic, config[0], config[1]);
    assert_int_equal(kt_topics_add(&plan->want, &topic, &errs), KT_OK);
}

static void example(struct kt_saved_plan *plan)
{
    static const char *const full[] = {"retention.ms", "31536000000", "cleanup.policy",
                                       "compact,delete", NULL};
    static const char *const odd[] = {"x.unknown", "\xC3\xA9 \"\\\n", NULL};

    *plan = (struct kt_saved_plan){.cluster_id = kt_strdup("MkU3OEVBNTcwNTJENDM2Qg"),
                                   .digest = UINT64_C(0x00fedcba98765432),
                                   .policy = {.unset = true, .allow_loss = true}};
    add(plan, "a.topic", 6, 3, "/conversationId", full);
    add(plan, "b.topic", KT_BROKER_DEFAULT, KT_BROKER_DEFAULT, NULL, odd);
}

static const char example_text[] = "{\n"
                                   "  \"kind\": \"topics.saved_plan\",\n"
                                   "  \"version\": 1,\n"
                                   "  \"cluster_id\": \"MkU3OEVBNTcwNTJENDM2Qg\",\n"
                                   "  \"digest\": \"00fedcba98765432\",\n"
                                   "  \"policy\": {\n"
                                   "    \"keep_rf\": false,\n"
                                   "    \"unset\": true,\n"
                                   "    \"grow_keyed\": false,\n"
                                   "    \"allow_loss\": true\n"
                                   "  },\n"
                                   "  \"topics\": [\n"
                                   "    {\n"
                                   "      \"name\": \"a.topic\",\n"
                                   "      \"partitions\": 6,\n"
                                   "      \"replication_factor\": 3,\n"
                                   "      \"config\": {\n"
                                   "        \"cleanup.policy\": \"compact,delete\",\n"
                                   "        \"retention.ms\": \"31536000000\"\n"
                                   "      },\n"
                                   "      \"key\": \"/conversationId\"\n"
                                   "    },\n"
                                   "    {\n"
                                   "      \"name\": \"b.topic\",\n"
                                   "      \"partitions\": -1,\n"
                                   "      \"replication_factor\": -1,\n"
                                   "      \"config\": {\n"
                                   "        \"x.unknown\": \"\xC3\xA9 \\\"\\\\\\n\"\n"
                                   "      },\n"
                                   "      \"key\": null\n"
                                   "    }\n"
                                   "  ]\n"
                                   "}\n";

static void written_in_a_fixed_order(void **state)
{
    KT_AUTO(kt_saved_plan) plan = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR text = NULL;

    (void)state;
    example(&plan);
    assert_int_equal(kt_plan_file_text(&text, &plan, &errs), KT_OK);
    assert_string_equal(text, example_text);
}

static void read_as_written(void **state)
{
    KT_AUTO(kt_text) text = text_of(example_text, strlen(example_text));
    KT_AUTO(kt_saved_plan) plan = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR again = NULL;
    const struct kt_topic *a, *b;

    (void)state;
    assert_int_equal(kt_plan_file_parse(&plan, &text, &errs), KT_OK);
    assert_string_equal(plan.cluster_id, "MkU3OEVBNTcwNTJENDM2Qg");
    assert_true(plan.digest == UINT64_C(0x00fedcba98765432));
    assert_true(plan.policy.unset && plan.policy.allow_loss);
    assert_false(plan.policy.keep_rf || plan.policy.grow_keyed);
    assert_int_equal(plan.want.n, 2);
    a = kt_topics_find(&plan.want, "a.topic");
    b = kt_topics_find(&plan.want, "b.topic");
    assert_int_equal(a->partitions, 6);
    assert_int_equal(a->replication, 3);
    assert_int_equal(a->replication_max, 3);
    assert_string_equal(a->key, "/conversationId");
    assert_string_equal(kt_topic_config(a, "retention.ms")->value, "31536000000");
    assert_int_equal(b->partitions, KT_BROKER_DEFAULT);
    assert_null(b->key);
    assert_int_equal(kt_plan_file_text(&again, &plan, &errs), KT_OK);
    assert_string_equal(again, example_text);
}

static void a_cluster_without_id(void **state)
{
    KT_AUTO(kt_saved_plan) plan = {0};
    KT_AUTO(kt_saved_plan) back = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO(kt_text) text = {.name = kt_strdup("x.in")};

    (void)state;
    assert_int_equal(kt_plan_file_text(&text.bytes, &plan, &errs), KT_OK);
    text.len = strlen(text.bytes);
    assert_int_equal(kt_plan_file_parse(&back, &text, &errs), KT_OK);
    assert_null(back.cluster_id);
    assert_int_equal(back.want.n, 0);
}

static void what_is_not_utf8_is_not_saved(void **state)
{
    static const char *const config[] = {"x.unknown", "\xFF", NULL};
    KT_AUTO(kt_saved_plan) plan = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR text = NULL;

    (void)state;
    add(&plan, "t", 1, 1, NULL, config);
    assert_int_equal(kt_plan_file_text(&text, &plan, &errs), KT_E_INPUT);
    assert_null(text);
    assert_string_equal(errs.v[0].text,
                        "topic 't' cannot be saved in a plan: its key or a value is not UTF-8");
}

static void refuses(const char *bytes, const char *expected)
{
    KT_AUTO(kt_text) text = text_of(bytes, strlen(bytes));
    KT_AUTO(kt_saved_plan) plan = {0};
    KT_AUTO(kt_errs) errs = {0};
    enum kt_code code = kt_plan_file_parse(&plan, &text, &errs);
    KT_AUTO_STR errors = errors_text(&errs);

    assert_string_equal(errors, expected);
    assert_int_equal(code, KT_E_INPUT);
    assert_null(plan.cluster_id);
    assert_int_equal(plan.want.n, 0);
}

/* The example with its first `from` replaced; the caller frees it. */
static char *changed(const char *from, const char *to)
{
    const char *at = strstr(example_text, from);
    KT_AUTO_STR head = NULL;

    assert_non_null(at);
    head = kt_strndup(example_text, (size_t)(at - example_text));
    return kt_format("%s%s%s", head, to, at + strlen(from));
}

static void refuses_change(const char *from, const char *to, const char *expected)
{
    KT_AUTO_STR text = changed(from, to);

    refuses(text, expected);
}

static void what_is_no_saved_plan(void **state)
{
    static const char none[] =
        "0:0: this is no saved plan ('ktool topics plan --save-plan FILE' writes one)";

    (void)state;
    refuses("{}", none);
    refuses("[]", none);
    refuses("{\"kind\": 1, \"version\": 1}", none);
    refuses_change("topics.saved_plan", "topics.plan", none);
    refuses_change("\"version\": 1", "\"version\": 2",
                   "0:0: version 2 of saved plans is unknown, 1 is known");
    refuses("", "1:0: not JSON: '[' or '{' expected near end of file");
    refuses("{\n \"a\": }", "2:7: not JSON: unexpected token near '}'");
    refuses("{\"a\": 1, \"a\": 2}", "1:12: not JSON: duplicate object key near '\"a\"'");
    refuses("{} x", "1:4: not JSON: end of file expected near 'x'");
}

static void members_are_known(void **state)
{
    (void)state;
    refuses_change("\"key\"", "\"keys\"",
                   "0:0: unknown member 'keys' in topics[0] (did you mean 'key'?)");
    refuses_change("\"keep_rf\"", "\"zzzzzz\"", "0:0: unknown member 'zzzzzz' in 'policy'");
    refuses_change("\"digest\"", "\"digst\"",
                   "0:0: unknown member 'digst' in the plan (did you mean 'digest'?)");
    refuses_change(",\n    \"allow_loss\": true", "", "0:0: 'policy' has no member 'allow_loss'");
    refuses_change("\"partitions\": 6,", "", "0:0: topics[0] has no member 'partitions'");
    refuses_change("\"unset\": true", "\"unset\": 1",
                   "0:0: member 'unset' of 'policy' must be true or false");
    refuses_change("\"partitions\": 6", "\"partitions\": 6.0",
                   "0:0: member 'partitions' of topics[0] must be a whole number");
    refuses_change("\"name\": \"a.topic\"", "\"name\": null",
                   "0:0: member 'name' of topics[0] must be a text");
}

static void values_are_checked(void **state)
{
    (void)state;
    refuses_change("00fedcba98765432", "0fedcba98765432",
                   "0:0: member 'digest' must be 16 hex digits");
    refuses_change("00fedcba98765432", "00fedcba9876543g",
                   "0:0: member 'digest' must be 16 hex digits");
    refuses_change(
        "\"partitions\": 6", "\"partitions\": 0",
        "0:0: member 'partitions' of topic 'a.topic' is 0, and must be from 1 to 100000, "
        "or -1 for the broker's default");
    refuses_change("\"partitions\": 6", "\"partitions\": 4294967297",
                   "0:0: member 'partitions' of topic 'a.topic' is 4294967297, and must be from 1 "
                   "to 100000, or -1 for the broker's default");
    refuses_change(
        "\"replication_factor\": 3", "\"replication_factor\": 32768",
        "0:0: member 'replication_factor' of topic 'a.topic' is 32768, and must be from 1 "
        "to 32767, or -1 for the broker's default");
    refuses_change("\"a.topic\"", "\"c.topic\"",
                   "0:0: topic 'b.topic' stands twice or out of order");
    refuses_change("\"a.topic\"", "\"b.topic\"",
                   "0:0: topic 'b.topic' stands twice or out of order");
    refuses_change("\"a.topic\"", "\"__a\"", "0:0: topic '__a' is internal to Kafka");
    refuses_change("\"compact,delete\"", "7",
                   "0:0: 'cleanup.policy' of topic 'a.topic' must be a text");
}

/* The exact words are the rules' own, in the layer below. */
static void names_and_settings_obey_the_rules(void **state)
{
    static const struct {
        const char *from, *to, *begins;
    } cases[] = {
        {"\"a.topic\"", "\"a topic\"", "bad topic name 'a topic': "},
        {"\"compact,delete\"", "\"compct\"", "bad value 'compct' for 'cleanup.policy' of topic"},
        {"\"31536000000\"", "\"-5d\"", "bad value '-5d' for 'retention.ms' of topic 'a.topic': "},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        KT_AUTO(kt_text)
        text = {.name = kt_strdup("x.in"), .bytes = changed(cases[i].from, cases[i].to)};
        KT_AUTO(kt_saved_plan) plan = {0};
        KT_AUTO(kt_errs) errs = {0};

        text.len = strlen(text.bytes);
        assert_int_equal(kt_plan_file_parse(&plan, &text, &errs), KT_E_INPUT);
        assert_int_equal(strncmp(errs.v[0].text, cases[i].begins, strlen(cases[i].begins)), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_in_a_fixed_order),
        cmocka_unit_test(read_as_written),
        cmocka_unit_test(a_cluster_without_id),
        cmocka_unit_test(what_is_not_utf8_is_not_saved),
        cmocka_unit_test(what_is_no_saved_plan),
        cmocka_unit_test(members_are_known),
        cmocka_unit_test(values_are_checked),
        cmocka_unit_test(names_and_settings_obey_the_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
