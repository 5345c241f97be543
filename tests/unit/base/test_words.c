/* test_words.c - nearest spelling and shell patterns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/attr.h"
#include "ktool/words.h"

static const char *const members[] = {
    "partitions", "replicationFactor", "retention", "config", "key", "schema", "groups", "ab"};

static void nearest(void **state)
{
    static const struct {
        const char *typed, *meant; /* NULL: nothing is near */
    } cases[] = {{"partition", "partitions"},
                 {"partitons", "partitions"},
                 {"Partitions", "partitions"},
                 {"replicationfactor", "replicationFactor"},
                 {"retenton", "retention"},
                 {"cofnig", "config"},
                 {"kye", "key"},
                 {"keys", "key"},
                 {"ke", "key"},
                 {"group", "groups"},
                 {"ba", "ab"},
                 {"xyzzy", NULL},
                 {"reten", NULL},
                 {"", NULL},
                 {"q", NULL},
                 {"schemata.of.topics", NULL}};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        const char *found = kt_nearest(cases[i].typed, members, KT_COUNT(members));

        if (cases[i].meant == NULL)
            assert_null(found);
        else if (found == NULL)
            fail_msg("nothing is near '%s'", cases[i].typed);
        else
            assert_string_equal(found, cases[i].meant);
    }
    assert_null(kt_nearest("partitions", NULL, 0));
}

static void nearer_wins_then_the_first(void **state)
{
    static const char *const words[] = {"list-all", "lists", "lisp"};

    (void)state;
    assert_string_equal(kt_nearest("list", words, 3), "lists");
    assert_string_equal(kt_nearest("lisp", words, 3), "lisp");
    assert_string_equal(kt_nearest("abcdefghx", (const char *const[]){"abcxxxghx", "abcdefgh"}, 2),
                        "abcdefgh");
}

/* A swap of neighbours is one mistake, not two. */
static void swaps_count_once(void **state)
{
    (void)state;
    assert_non_null(kt_nearest("lsit", (const char *const[]){"list"}, 1));
    assert_null(kt_nearest("siLt", (const char *const[]){"list"}, 1));
}

static void endless_words_are_near_nothing(void **state)
{
    char word[1000];

    (void)state;
    memset(word, 'a', sizeof(word));
    word[sizeof(word) - 1] = '\0';
    assert_null(kt_nearest(word, (const char *const[]){word}, 1));
    word[255] = '\0';
    assert_non_null(kt_nearest(word, (const char *const[]){word}, 1));
}

static void globs(void **state)
{
    static const struct {
        const char *pattern, *text;
        bool yes;
    } cases[] = {{"order-events", "order-events", true},
                 {"order-events", "order-event", false},
                 {"order", "order-events", false},
                 {"", "", true},
                 {"", "a", false},
                 {"*", "", true},
                 {"*", "anything.at_all", true},
                 {"*.acme", "chat.messages.acme", true},
                 {"*.acme", "chat.messages.acmex", false},
                 {"chat.*.acme", "chat.messages.acme", true},
                 {"chat.*.acme", "chat..acme", true},
                 {"chat.*.acme", "chat.acme", false},
                 {"a*b*c", "aXbXbc", true},
                 {"a*b*c", "aXbXb", false},
                 {"**a**", "bab", true},
                 {"a.c", "abc", false},
                 {"a?c", "abc", true},
                 {"a?c", "ac", false},
                 {"?", "", false},
                 {"t[0-3]", "t2", true},
                 {"t[0-3]", "t4", false},
                 {"t[abx-z]", "ty", true},
                 {"t[!0-3]", "t2", false},
                 {"t[^0-3]", "t9", true},
                 {"t[]]", "t]", true},
                 {"t[a-]", "t-", true},
                 {"t[3-0]", "t2", false},
                 {"t[", "t[", true},
                 {"t[a", "ta", false},
                 {"t[a", "t[a", true},
                 {"*[0-9]", "topic-7", true},
                 {"*[0-9]", "topic-x", false}};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++)
        if (kt_glob_match(cases[i].pattern, cases[i].text) != cases[i].yes)
            fail_msg("'%s' against '%s'", cases[i].pattern, cases[i].text);
}

/* Patterns of many stars must not take exponential time. */
static void many_stars(void **state)
{
    char text[250];

    (void)state;
    memset(text, 'a', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    assert_false(kt_glob_match("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", text));
}

static void what_is_a_glob(void **state)
{
    (void)state;
    assert_false(kt_glob_is("order-events"));
    assert_false(kt_glob_is("presence.{tenant_id}"));
    assert_true(kt_glob_is("order-*"));
    assert_true(kt_glob_is("order-?"));
    assert_true(kt_glob_is("order-[ab]"));
}

static void one_of_several(void **state)
{
    char first[] = "a*", second[] = "b";
    char *const patterns[] = {first, second};

    (void)state;
    assert_true(kt_glob_match_any(patterns, 2, "abc"));
    assert_true(kt_glob_match_any(patterns, 2, "b"));
    assert_false(kt_glob_match_any(patterns, 2, "c"));
    assert_false(kt_glob_match_any(patterns, 1, "b"));
    assert_true(kt_glob_match_any(NULL, 0, "c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest),
        cmocka_unit_test(nearer_wins_then_the_first),
        cmocka_unit_test(swaps_count_once),
        cmocka_unit_test(endless_words_are_near_nothing),
        cmocka_unit_test(globs),
        cmocka_unit_test(many_stars),
        cmocka_unit_test(what_is_a_glob),
        cmocka_unit_test(one_of_several),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
