/* test_manifest_set.c - layers over each other, templates, prefixes, and rules over the whole set.
 */
#include "manifest_fixture.h"

static void upper_layers_win_and_say_so(void **state)
{
    static const char members[] =
        "defaults: {partitions: 1, replicationFactor: 3, retention: 1d, groups: [base], "
        "config: {flush.ms: 1, segment.ms: 2d}}, "
        "topics: {own: {partitions: 6, retention: 30d}, plain: {}}, "
        "environments: {e: {defaults: {partitions: 2, replicationFactor: 1, groups: [e], "
        "config: {flush.ms: null, retention.ms: 2d}}, topics: {own: {partitions: 9}}}}";
    struct read r;

    (void)state;
    accepted(&r, "e", members);
    assert_int_equal(topic_of(&r, "own")->partitions, 9);
    assert_int_equal(topic_of(&r, "own")->partitions_at.layer, KT_LAYER_ENV_TOPIC);
    assert_int_equal(topic_of(&r, "own")->replication, 1);
    assert_int_equal(topic_of(&r, "own")->replication_at.layer, KT_LAYER_ENV_DEFAULTS);
    assert_string_equal(value_of(topic_of(&r, "own"), "retention.ms"), "2592000000");
    assert_int_equal(kt_topic_config(topic_of(&r, "own"), "retention.ms")->origin.layer,
                     KT_LAYER_TOPIC);
    assert_int_equal(topic_of(&r, "plain")->partitions, 2);
    assert_string_equal(value_of(topic_of(&r, "plain"), "retention.ms"), "172800000");
    assert_string_equal(value_of(topic_of(&r, "plain"), "flush.ms"), "(none)");
    assert_int_equal(kt_topic_config(topic_of(&r, "plain"), "segment.ms")->origin.layer,
                     KT_LAYER_DEFAULTS);
    assert_string_equal(topic_of(&r, "plain")->groups.v[0], "e");
    assert_int_equal(r.declared.environments.n, 1);
    done(&r);
    accepted(&r, NULL, members);
    assert_int_equal(topic_of(&r, "own")->partitions, 6);
    assert_int_equal(topic_of(&r, "plain")->replication, 3);
    assert_string_equal(value_of(topic_of(&r, "plain"), "flush.ms"), "1");
    done(&r);
}

static void null_removes_what_is_below(void **state)
{
    struct read r;

    (void)state;
    accepted(&r, "e",
             "defaults: {partitions: 3, retention: 7d, groups: [g]}, "
             "topics: {a: {retention: null, partitions: null, groups: null}, "
             "b: {config: {retention.ms: null}, key: /k}, "
             "c: {config: {flush.ms: null}}}, "
             "environments: {e: {defaults: {config: {flush.ms: 5}}, topics: {b: {key: null}}}}");
    assert_int_equal(topic_of(&r, "a")->partitions, KT_BROKER_DEFAULT);
    assert_string_equal(value_of(topic_of(&r, "a"), "retention.ms"), "(none)");
    assert_int_equal(topic_of(&r, "a")->groups.n, 0);
    assert_string_equal(value_of(topic_of(&r, "b"), "retention.ms"), "(none)");
    assert_null(topic_of(&r, "b")->key);
    assert_string_equal(value_of(topic_of(&r, "c"), "flush.ms"), "(none)");
    assert_string_equal(value_of(topic_of(&r, "a"), "flush.ms"), "5");
    done(&r);
}

static void a_null_over_nothing_is_refused(void **state)
{
    (void)state;
    refused("defaults: {config: {flush.ms: null}}, topics: {a: {}}", "no layer below sets it");
    refused("topics: {a: {config: {flush.ms: null}}}", "no layer below sets it");
    refused("topics: {a: {}}, environments: {e: {defaults: {config: {flush.ms: null}}}}",
            "no layer below sets it");
    refused("topics: {a: {}, b: {config: {flush.ms: 1}}}, "
            "environments: {e: {topics: {a: {config: {flush.ms: null}}}}}",
            "no layer below sets it");
}

static void environments_are_checked_whichever_is_chosen(void **state)
{
    static const char members[] = "topics: {orders: {}}, environments: {local: {}, prod: {}}";
    struct read r;

    (void)state;
    refused("topics: {orders: {}}, environments: {e: {topics: {order: {}}}}",
            "environment 'e' changes the topic 'order', which is not declared");
    refused("topics: {orders: {}}, environments: {e: {topics: {orders: null}}}",
            "cannot remove the topic 'orders'");
    read_one(&r, "locall", members);
    assert_int_equal(r.code, KT_E_INPUT);
    assert_int_equal(r.errs.n, 1);
    assert_int_equal(r.errs.v[0].code, KT_E_USAGE);
    assert_string_equal(r.errs.v[0].text,
                        "no environment 'locall': the manifest has 'local', 'prod'");
    assert_string_equal(r.errs.v[0].hint, "did you mean '-E local'?");
    done(&r);
}

static void names_obey_kafka_and_the_prefix_goes_first(void **state)
{
    struct read r;

    (void)state;
    refused("topics: {'': {}}", "topic name '' is empty");
    refused("topics: {.: {}}", "'.' means a folder");
    refused("topics: {'a b': {}}", "'a b' may hold only");
    refused("topics: {__a: {}}", "'__a' begins with '__'");
    refused("topics: {a.b: {}, a_b: {}}", "topics 'a.b' and 'a_b' collide");
    refused("prefix: 'a b', topics: {x: {}, y: {}}", "bad value 'a b' for 'prefix'");
    refused("prefix: __, topics: {x: {}, y: {}}", "bad value '__' for 'prefix'");
    refused("prefix: p., topics: {'': {}}", "topic name '' is empty");
    accepted(&r, NULL, "prefix: p., topics: {__a: {}, '{t}.x': {}}");
    assert_non_null(topic_of(&r, "p.__a"));
    assert_string_equal(r.declared.templates.v[0].name, "p.{t}.x");
    assert_string_equal(r.declared.templates.v[0].template_name, "{t}.x");
    done(&r);
}

static void the_option_outranks_the_member_prefix(void **state)
{
    static const char *const text[] = {"{version: 1, prefix: p., topics: {a: {}, b: {}}}"};
    static const struct kt_manifest_options ours = {.prefix = "q."}, none = {.prefix = ""},
                                            bad = {.prefix = "a b"};
    struct read r;

    (void)state;
    read_with(&r, ours, text, 1);
    assert_non_null(topic_of(&r, "q.a"));
    done(&r);
    read_with(&r, none, text, 1);
    assert_non_null(topic_of(&r, "a"));
    done(&r);
    read_with(&r, bad, text, 1);
    assert_int_equal(r.errs.n, 1);
    assert_int_equal(r.errs.v[0].code, KT_E_USAGE);
    done(&r);
}

static void several_documents_are_one_set(void **state)
{
    static const char *const fine[] = {"{version: 1, topics: {z: {groups: [g]}}}",
                                       "{version: 1, topics: {a: {groups: [f]}}}"};
    static const char *const twice[] = {"{version: 1, topics: {a: {}, b.c: {}}}",
                                        "{version: 1, topics: {a: {}, b_c: {}}}"};
    struct read r;

    (void)state;
    read_with(&r, (struct kt_manifest_options){0}, fine, 2);
    assert_int_equal(r.code, KT_OK);
    assert_int_equal(r.declared.topics.n, 2);
    assert_string_equal(r.declared.topics.v[0].name, "a");
    assert_string_equal(r.declared.groups.v[0], "f");
    done(&r);
    read_with(&r, (struct kt_manifest_options){0}, twice, 2);
    assert_int_equal(r.errs.n, 2);
    assert_string_equal(said(&r, KT_ERROR, "first time at dir/0.yaml:1:23")->file, "dir/1.yaml");
    assert_string_equal(said(&r, KT_ERROR, "the first is at dir/0.yaml:1:30")->file, "dir/1.yaml");
    done(&r);
}

static void replicas_in_sync_are_held_to_the_factor(void **state)
{
    struct read r;

    (void)state;
    refused("defaults: {replicationFactor: 1, config: {min.insync.replicas: 2}}, "
            "topics: {a: {}, b: {}, c: {}}",
            "min.insync.replicas 2 is above the replication factor 1 of topic 'a' and 2 more");
    refused("topics: {'t.{x}': {replicationFactor: 1, config: {min.insync.replicas: 2}}}",
            "of topic 't.{x}'");
    accepted(&r, NULL,
             "defaults: {replicationFactor: 2, config: {min.insync.replicas: 2}}, "
             "topics: {a: {}, b: {}, c: {replicationFactor: 3}, d: {replicationFactor: null}}");
    assert_int_equal(r.errs.n, 1);
    (void)said(&r, KT_WARNING, "equals the replication factor 2 of topic 'a' and 1 more");
    done(&r);
    accepted(&r, NULL,
             "defaults: {replicationFactor: 1, config: {min.insync.replicas: 1}}, topics: {a: {}}");
    assert_int_equal(r.errs.n, 0);
    done(&r);
}

static void a_retention_below_the_segment_is_noted(void **state)
{
    struct read r;

    (void)state;
    accepted(&r, NULL,
             "topics: {a: {retention: 1d}, b: {retention: 1d, config: {segment.ms: 1d}}, "
             "c: {retention: 1d, config: {cleanup.policy: compact}}, d: {retention: unlimited}, "
             "e: {retention: 7d}}");
    assert_int_equal(r.errs.n, 1);
    (void)said(&r, KT_NOTE, "retention 1d of topic 'a' is shorter than segment.ms 7d");
    done(&r);
}

static void read_set(struct read *r, const char *topics, const char *const *set, size_t n)
{
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO_STR text = kt_format("{version: 1, topics: {%s}}", topics);
    const char *texts[] = {text};

    for (size_t i = 0; i + 1 < n; i += 2)
        kt_pairs_add(&pairs, set[i], set[i + 1], 0);
    read_with(r, (struct kt_manifest_options){.set = &pairs}, texts, 1);
}

static void templates_make_a_topic_for_each_value(void **state)
{
    static const char *const one[] = {"t", "acme", "t", "zeta", "t", "acme"};
    static const char *const two[] = {"t", "1", "t", "2", "u", "x", "u", "y"};
    struct read r;

    (void)state;
    read_set(&r, "'chat.{t}': {partitions: 4, key: /k}, plain: {}", one, KT_COUNT(one));
    assert_int_equal(r.code, KT_OK);
    assert_int_equal(r.declared.topics.n, 3);
    assert_int_equal(topic_of(&r, "chat.acme")->partitions, 4);
    assert_string_equal(topic_of(&r, "chat.acme")->template_name, "chat.{t}");
    assert_string_equal(topic_of(&r, "chat.zeta")->key, "/k");
    assert_int_equal(r.declared.templates.n, 1);
    assert_int_equal(r.declared.left_out, 0);
    done(&r);
    read_set(&r, "'{u}-{t}': {}, '{t}': {}", two, KT_COUNT(two));
    assert_int_equal(r.code, KT_OK);
    assert_int_equal(r.declared.topics.n, 6);
    assert_non_null(topic_of(&r, "y-1"));
    done(&r);
}

static void templates_without_values_are_left_out(void **state)
{
    struct read r;

    (void)state;
    accepted(&r, NULL, "topics: {'a.{t}': {}, 'b.{t}.{u}': {}, c: {}}");
    assert_int_equal(r.declared.topics.n, 1);
    assert_int_equal(r.declared.templates.n, 2);
    assert_int_equal(r.declared.left_out, 2);
    done(&r);
}

static void a_set_that_fits_no_template_is_refused(void **state)
{
    static const struct {
        const char *topics, *set[2], *words;
    } cases[] = {
        {"'a.{t}.{u}': {}", {"t", "x"}, "is given its parameter 't', but not 'u'"},
        {"'a.{tenant_id}': {}", {"tenant", "x"}, "--set 'tenant': no topic has this parameter"},
        {"a: {}", {"t", "x"}, "--set 't': no topic has this parameter"},
        {"'a.{t}': {}", {"t", "a b"}, "--set t='a b': the value may hold only"},
        {"'a.{t}': {}", {"t", ""}, "--set t='': the value is empty"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        struct read r;

        read_set(&r, cases[i].topics, cases[i].set, 2);
        assert_int_equal(said(&r, KT_ERROR, cases[i].words)->code, KT_E_USAGE);
        assert_int_equal(r.errs.nerrors, 1);
        done(&r);
    }
}

static void made_names_are_held_to_every_rule(void **state)
{
    static const char *const collide[] = {"t", "a.b", "t", "a_b"};
    static const char *const internal[] = {"t", "__x"};
    static const char *const same[] = {"t", "x"};
    struct read r;

    (void)state;
    read_set(&r, "'c.{t}': {}", collide, KT_COUNT(collide));
    (void)said(&r, KT_ERROR, "'c.a.b' and 'c.a_b' collide");
    done(&r);
    read_set(&r, "'{t}': {}", internal, KT_COUNT(internal));
    (void)said(&r, KT_ERROR, "'__x' begins with '__'");
    done(&r);
    read_set(&r, "'c.{t}': {}, c.x: {}", same, KT_COUNT(same));
    (void)said(&r, KT_ERROR, "topic 'c.x' is declared twice");
    done(&r);
    refused("topics: {'a.{t}': {}, 'a_{t}': {}}", "collide");
    read_set(&r, "'a.{t}': {}, 'a_{t}': {}", same, KT_COUNT(same));
    assert_int_equal(r.errs.nerrors, 1);
    done(&r);
    refused("topics: {'a.{': {}}", "has a '{' without '}'");
    refused("topics: {'a b.{t}': {}}", "may hold only");
}

static void a_live_topic_finds_its_declaration(void **state)
{
    struct read r;

    (void)state;
    accepted(&r, NULL, "prefix: p., topics: {'chat.{t}': {}, chat.own: {}}");
    assert_string_equal(kt_declared_find(&r.declared, "p.chat.own")->name, "p.chat.own");
    assert_string_equal(kt_declared_find(&r.declared, "p.chat.acme")->template_name, "chat.{t}");
    assert_null(kt_declared_find(&r.declared, "chat.acme"));
    done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(upper_layers_win_and_say_so),
        cmocka_unit_test(null_removes_what_is_below),
        cmocka_unit_test(a_null_over_nothing_is_refused),
        cmocka_unit_test(environments_are_checked_whichever_is_chosen),
        cmocka_unit_test(names_obey_kafka_and_the_prefix_goes_first),
        cmocka_unit_test(the_option_outranks_the_member_prefix),
        cmocka_unit_test(several_documents_are_one_set),
        cmocka_unit_test(replicas_in_sync_are_held_to_the_factor),
        cmocka_unit_test(a_retention_below_the_segment_is_noted),
        cmocka_unit_test(templates_make_a_topic_for_each_value),
        cmocka_unit_test(templates_without_values_are_left_out),
        cmocka_unit_test(a_set_that_fits_no_template_is_refused),
        cmocka_unit_test(made_names_are_held_to_every_rule),
        cmocka_unit_test(a_live_topic_finds_its_declaration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
