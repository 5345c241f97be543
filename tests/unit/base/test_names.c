/* test_names.c - lists of texts, lists of pairs, and memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/mem.h"

static void names_keep_their_order(void **state)
{
    struct kt_names names = {0};
    char text[] = "b";

    (void)state;
    kt_names_add(&names, text);
    text[0] = 'a';
    kt_names_add(&names, text);
    assert_int_equal(names.n, 2);
    assert_string_equal(names.v[0], "b");
    assert_string_equal(names.v[1], "a");
    kt_names_clear(&names);
    kt_names_clear(&names);
    assert_int_equal(names.n, 0);
}

static void names_sort_and_drop_duplicates(void **state)
{
    static const char *const given[] = {"b", "a", "c", "b", "a", "a", "B", "aa"};
    static const char *const sorted[] = {"B", "a", "aa", "b", "c"};
    struct kt_names names = {0};

    (void)state;
    kt_names_sort(&names);
    assert_false(kt_names_has(&names, "a"));
    for (size_t i = 0; i < KT_COUNT(given); i++)
        kt_names_add(&names, given[i]);
    kt_names_sort(&names);
    assert_int_equal(names.n, KT_COUNT(sorted));
    for (size_t i = 0; i < KT_COUNT(sorted); i++) {
        assert_string_equal(names.v[i], sorted[i]);
        assert_true(kt_names_has(&names, sorted[i]));
    }
    assert_false(kt_names_has(&names, "ab"));
    assert_false(kt_names_has(&names, ""));
    kt_names_clear(&names);
}

static void many_names(void **state)
{
    struct kt_names names = {0};

    (void)state;
    for (int i = 999; i >= 0; i--) {
        KT_AUTO_STR name = kt_format("t%03d", i);

        kt_names_add(&names, name);
    }
    kt_names_sort(&names);
    assert_int_equal(names.n, 1000);
    assert_string_equal(names.v[0], "t000");
    assert_string_equal(names.v[999], "t999");
    kt_names_clear(&names);
}

static void the_last_pair_counts(void **state)
{
    struct kt_pairs pairs = {0};

    (void)state;
    assert_null(kt_pairs_get(&pairs, "a"));
    kt_pairs_add(&pairs, "a", "1", 3);
    kt_pairs_add(&pairs, "b", NULL, 0);
    kt_pairs_add(&pairs, "a", "2", 9);
    assert_string_equal(kt_pairs_get(&pairs, "a"), "2");
    assert_null(kt_pairs_get(&pairs, "b"));
    assert_null(kt_pairs_get(&pairs, "A"));
    assert_int_equal(pairs.v[0].line, 3);
    assert_string_equal(pairs.v[0].value, "1");
    kt_pairs_clear(&pairs);
    kt_pairs_clear(&pairs);
}

static void texts(void **state)
{
    char *text = kt_strndup("abcdef", 3);

    (void)state;
    assert_string_equal(text, "abc");
    kt_str_clear(&text);
    kt_str_clear(&text);
    assert_null(text);
    assert_null(kt_strdup(NULL));
    text = kt_format("%s-%d", "x", 7);
    assert_string_equal(text, "x-7");
    free(text);
    text = kt_calloc(0, 0);
    assert_non_null(text);
    free(text);
}

static void names_are_joined(void **state)
{
    KT_AUTO(kt_names) names = {0};
    KT_AUTO_STR none = kt_names_join(&names, ", ");
    KT_AUTO_STR one = NULL;
    KT_AUTO_STR three = NULL;

    (void)state;
    assert_string_equal(none, "");
    kt_names_add(&names, "a");
    one = kt_names_join(&names, ", ");
    assert_string_equal(one, "a");
    kt_names_add(&names, "");
    kt_names_add(&names, "bc");
    three = kt_names_join(&names, ", ");
    assert_string_equal(three, "a, , bc");
}

static void many_names_are_counted(void **state)
{
    KT_AUTO(kt_names) names = {0};
    KT_AUTO_STR none = kt_names_brief(&names, "; ");
    KT_AUTO_STR five = NULL;
    KT_AUTO_STR six = NULL;

    (void)state;
    assert_string_equal(none, "");
    for (const char *name = "a\0b\0c\0d\0e"; names.n < 5; name += 2)
        kt_names_add(&names, name);
    five = kt_names_brief(&names, "; ");
    assert_string_equal(five, "a; b; c; d; e");
    kt_names_add(&names, "f");
    six = kt_names_brief(&names, "; ");
    assert_string_equal(six, "a; b; c and 3 more");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_keep_their_order),
        cmocka_unit_test(names_sort_and_drop_duplicates),
        cmocka_unit_test(many_names),
        cmocka_unit_test(the_last_pair_counts),
        cmocka_unit_test(texts),
        cmocka_unit_test(names_are_joined),
        cmocka_unit_test(many_names_are_counted),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
