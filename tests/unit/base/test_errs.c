/* test_errs.c - the list of what went wrong, and the exit status it means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

static void failing_is_one_statement(void **state)
{
    struct kt_errs errs = {0};

    (void)state;
    assert_int_equal(kt_fail(&errs, KT_E_REMOTE, "topic '%s' exists", "a"), KT_E_REMOTE);
    assert_int_equal(errs.n, 1);
    assert_int_equal(errs.nerrors, 1);
    assert_int_equal(errs.v[0].severity, KT_ERROR);
    assert_int_equal(errs.v[0].code, KT_E_REMOTE);
    assert_string_equal(errs.v[0].text, "topic 'a' exists");
    assert_null(errs.v[0].file);
    assert_null(errs.v[0].hint);
    kt_errs_clear(&errs);
    kt_errs_clear(&errs);
}

/* The place and its line are copied: the text may go away before the errors. */
static void places_outlive_their_text(void **state)
{
    char bytes[] = "one\r\ntwo: 2\r\nthree";
    char name[] = "m.yaml";
    struct kt_text text = {.name = name, .bytes = bytes, .len = strlen(bytes)};
    struct kt_place at = {.text = &text, .line = 2, .col = 4};
    struct kt_errs errs = {0};

    (void)state;
    assert_int_equal(kt_fail_at(&errs, KT_E_INPUT, &at, "bad"), KT_E_INPUT);
    at.line = 3;
    (void)kt_fail_at(&errs, KT_E_INPUT, &at, "bad");
    at.line = 4;
    (void)kt_fail_at(&errs, KT_E_INPUT, &at, "behind the end");
    at.line = 0;
    (void)kt_fail_at(&errs, KT_E_INPUT, &at, "no line");
    (void)kt_fail_at(&errs, KT_E_INPUT, NULL, "no place");
    memset(bytes, 'x', sizeof(bytes) - 1);
    memset(name, 'x', sizeof(name) - 1);
    assert_string_equal(errs.v[0].file, "m.yaml");
    assert_int_equal(errs.v[0].line, 2);
    assert_int_equal(errs.v[0].col, 4);
    assert_string_equal(errs.v[0].excerpt, "two: 2");
    assert_string_equal(errs.v[1].excerpt, "three");
    assert_null(errs.v[2].excerpt);
    assert_null(errs.v[3].excerpt);
    assert_null(errs.v[4].file);
    kt_errs_clear(&errs);
}

static void hints_belong_to_the_last_error(void **state)
{
    struct kt_errs errs = {0};

    (void)state;
    kt_hint(&errs, "to nobody");
    (void)kt_fail(&errs, KT_E_INPUT, "first");
    (void)kt_fail(&errs, KT_E_INPUT, "second");
    kt_hint(&errs, "try %d", 1);
    kt_hint(&errs, "try %d", 2);
    assert_null(errs.v[0].hint);
    assert_string_equal(errs.v[1].hint, "try 2");
    kt_errs_clear(&errs);
}

static void warnings_are_no_errors(void **state)
{
    struct kt_errs errs = {0};

    (void)state;
    kt_warn_at(&errs, NULL, "odd");
    kt_note_at(&errs, NULL, "by the way");
    assert_int_equal(errs.n, 2);
    assert_int_equal(errs.nerrors, 0);
    assert_int_equal(kt_exit_status(&errs, KT_OK), 0);
    assert_int_equal(kt_exit_status(&errs, KT_NO), 3);
    kt_errs_clear(&errs);
}

static void exit_statuses(void **state)
{
    struct kt_errs errs = {0};

    (void)state;
    assert_int_equal(kt_exit_status(&errs, KT_OK), 0);
    assert_int_equal(kt_exit_status(&errs, KT_NO), 3);
    assert_int_equal(kt_exit_status(&errs, KT_E_USAGE), 2);
    assert_int_equal(kt_exit_status(&errs, KT_E_CLUSTER), 1);
    (void)kt_fail(&errs, KT_E_REFUSED, "no");
    assert_int_equal(kt_exit_status(&errs, KT_OK), 1);
    assert_int_equal(kt_exit_status(&errs, KT_NO), 1);
    (void)kt_fail(&errs, KT_E_USAGE, "wrong");
    assert_int_equal(kt_exit_status(&errs, KT_E_REFUSED), 2);
    kt_errs_clear(&errs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failing_is_one_statement),
        cmocka_unit_test(places_outlive_their_text),
        cmocka_unit_test(hints_belong_to_the_last_error),
        cmocka_unit_test(warnings_are_no_errors),
        cmocka_unit_test(exit_statuses),
    };

    return cmocka_run_group_tests_name("errs", tests, NULL, NULL);
}
