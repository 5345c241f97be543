/* test_topic_name.c - legal names, colliding names, templates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/topic_name.h"

static void names_follow_kafkas_rules(void **state)
{
    char longest[KT_TOPIC_NAME_MAX + 2] = {0};

    (void)state;
    assert_null(kt_topic_name_fault("chat.new_message"));
    assert_null(kt_topic_name_fault("A-9._z"));
    assert_null(kt_topic_name_fault("..."));
    assert_non_null(kt_topic_name_fault(""));
    assert_non_null(kt_topic_name_fault("."));
    assert_non_null(kt_topic_name_fault(".."));
    assert_non_null(kt_topic_name_fault("a b"));
    assert_non_null(kt_topic_name_fault("caf\xc3\xa9"));
    assert_non_null(kt_topic_name_fault("a/b"));
    assert_non_null(kt_topic_name_fault("a{b}"));
    memset(longest, 'x', KT_TOPIC_NAME_MAX);
    assert_null(kt_topic_name_fault(longest));
    longest[KT_TOPIC_NAME_MAX] = 'x';
    assert_non_null(kt_topic_name_fault(longest));
}

static void two_underscores_are_internal(void **state)
{
    (void)state;
    assert_true(kt_topic_name_is_internal("__consumer_offsets"));
    assert_false(kt_topic_name_is_internal("_schemas"));
    assert_false(kt_topic_name_is_internal("internal.dlq"));
    assert_false(kt_topic_name_is_internal(""));
}

static void a_dot_collides_with_an_underscore(void **state)
{
    (void)state;
    assert_true(kt_topic_name_collides("a.b", "a_b"));
    assert_true(kt_topic_name_collides("a_b.c", "a.b_c"));
    assert_false(kt_topic_name_collides("a.b", "a.b"));
    assert_false(kt_topic_name_collides("a.b", "a-b"));
    assert_false(kt_topic_name_collides("a.b", "a_bc"));
    assert_false(kt_topic_name_collides("a.bc", "a_b"));
}

static void templates_have_well_formed_parameters(void **state)
{
    (void)state;
    assert_true(kt_template_is("a.{b}"));
    assert_true(kt_template_is("a}"));
    assert_false(kt_template_is("a.b"));
    assert_null(kt_template_fault("chat.{tenant_id}.{x-1}"));
    assert_string_equal(kt_template_fault("a.{}"), "has a parameter without a name");
    assert_string_equal(kt_template_fault("a.{b"), "has a '{' without '}'");
    assert_string_equal(kt_template_fault("a}.b"), "has a '}' without '{'");
    assert_non_null(kt_template_fault("a.{b.c}"));
    assert_non_null(kt_template_fault("a.{{b}}"));
    assert_non_null(kt_template_fault("{"));
}

static void parameters_are_listed_once(void **state)
{
    KT_AUTO(kt_names) params = {0};

    (void)state;
    kt_template_params(&params, "{z}.{a}.x.{z}");
    assert_int_equal(params.n, 2);
    assert_string_equal(params.v[0], "a");
    assert_string_equal(params.v[1], "z");
}

static void check_fill(const char *name, const char *expected)
{
    KT_AUTO(kt_pairs) values = {0};
    char *filled;

    kt_pairs_add(&values, "t", "acme", 0);
    kt_pairs_add(&values, "empty", "", 0);
    filled = kt_template_fill(name, &values);
    assert_string_equal(filled, expected);
    free(filled);
}

static void what_is_not_given_stays(void **state)
{
    (void)state;
    check_fill("chat.{t}", "chat.acme");
    check_fill("{t}.{t}x", "acme.acmex");
    check_fill("{u}.{t}", "{u}.acme");
    check_fill("a{empty}b", "ab");
    check_fill("plain", "plain");
    check_fill("", "");
    check_fill("a{", "a{");
    check_fill("a{t", "aacme");
}

static void a_topic_finds_its_template(void **state)
{
    (void)state;
    assert_true(kt_template_match("chat.{t}", "chat.acme"));
    assert_true(kt_template_match("chat.{t}", "chat.a.b"));
    assert_false(kt_template_match("chat.{t}", "chat."));
    assert_false(kt_template_match("chat.{t}", "chat"));
    assert_false(kt_template_match("chat.{t}", "xchat.acme"));
    assert_true(kt_template_match("{t}.dlq", "a.dlq.dlq"));
    assert_false(kt_template_match("{t}.dlq", ".dlq"));
    assert_true(kt_template_match("{a}-{b}-c", "1-2-3-c"));
    assert_false(kt_template_match("{a}{b}", "x"));
    assert_true(kt_template_match("{a}{b}", "xy"));
    assert_false(kt_template_match("chat.{t}", "chat.a b"));
    assert_true(kt_template_match("plain", "plain"));
    assert_false(kt_template_match("plain", "plainer"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_follow_kafkas_rules),
        cmocka_unit_test(two_underscores_are_internal),
        cmocka_unit_test(a_dot_collides_with_an_underscore),
        cmocka_unit_test(templates_have_well_formed_parameters),
        cmocka_unit_test(parameters_are_listed_once),
        cmocka_unit_test(what_is_not_given_stays),
        cmocka_unit_test(a_topic_finds_its_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
