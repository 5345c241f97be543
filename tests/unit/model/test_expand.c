/* test_expand.c - variables in one text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/manifest.h"

static const char *lookup(void *arg, const char *name)
{
    assert_string_equal(arg, "arg");
    if (strcmp(name, "A") == 0)
        return "1";
    if (strcmp(name, "_b2") == 0)
        return "${A}$$";
    return strcmp(name, "EMPTY") == 0 ? "" : NULL;
}

static char *expand(const char *text, char **why)
{
    static char arg[] = "arg";

    return kt_expand(text, lookup, arg, why);
}

static void values_take_the_place_of_names(void **state)
{
    static const struct {
        const char *text, *expanded;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"${A}", "1"},
        {"x${A}y${A}z", "x1y1z"},
        {"${A:-2}", "1"},
        {"${NONE:-2}", "2"},
        {"${NONE:-}", ""},
        {"${NONE:-a:-b c}", "a:-b c"},
        {"${EMPTY}", ""},
        {"${EMPTY:-2}", "2"},
        {"${_b2}", "${A}$$"}, /* once only */
        {"$$", "$"},
        {"$${A}", "${A}"},
        {"$$$${A}$", "$${A}$"},
        {"$A", "$A"},
        {"a$", "a$"},
        {"{tenant_id}", "{tenant_id}"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        char *why = NULL, *text = expand(cases[i].text, &why);

        if (text == NULL)
            fail_msg("%s: %s", cases[i].text, why);
        assert_string_equal(text, cases[i].expanded);
        assert_null(why);
        free(text);
    }
}

static void what_cannot_be_expanded_says_why(void **state)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"${NONE}", "${NONE} is not set"}, {"a${A}${NONE}", "${NONE} is not set"},
        {"${A", "without its '}'"},        {"${", "without its '}'"},
        {"${}", "only ${NAME}"},           {"${A-2}", "only ${NAME}"},
        {"${A?}", "only ${NAME}"},         {"${1A}", "only ${NAME}"},
        {"${A B}", "only ${NAME}"},        {"${NONE:-${A}}", "may not hold a '$'"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        char *why = NULL;

        assert_null(expand(cases[i].text, &why));
        assert_non_null(why);
        if (strstr(why, cases[i].why) == NULL)
            fail_msg("%s: %s", cases[i].text, why);
        free(why);
    }
}

static const char *large(void *arg, const char *name)
{
    (void)name;
    return arg;
}

static void a_text_does_not_grow_without_end(void **state)
{
    enum { MIB = 1024 * 1024 };
    char *value = kt_calloc(MIB + 1, 1), *why = NULL;

    (void)state;
    memset(value, 'x', MIB);
    assert_null(kt_expand("${A}${A}${A}${A}${A}", large, value, &why));
    assert_non_null(strstr(why, "too large"));
    free(why);
    free(value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_take_the_place_of_names),
        cmocka_unit_test(what_cannot_be_expanded_says_why),
        cmocka_unit_test(a_text_does_not_grow_without_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
