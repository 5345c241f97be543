/* test_config_key.c - values of topic settings, read, compared and shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/attr.h"
#include "ktool/config_key.h"
#include "ktool/mem.h"

static void the_table_is_sorted(void **state)
{
    size_t n;
    const struct kt_config_key *table = kt_config_keys(&n);

    (void)state;
    assert_true(n >= 36);
    for (size_t i = 0; i < n; i++)
        assert_ptr_equal(kt_config_key(table[i].name), &table[i]);
    assert_null(kt_config_key("retention"));
    assert_null(kt_config_key(""));
}

static void keys_gone_in_4_0_stay_known(void **state)
{
    (void)state;
    assert_non_null(kt_config_key("message.format.version"));
    assert_non_null(kt_config_key("message.downconversion.enable"));
    assert_non_null(kt_config_key("message.timestamp.difference.max.ms"));
}

static void a_mistyped_key_finds_its_neighbour(void **state)
{
    (void)state;
    assert_string_equal(kt_config_key_nearest("retention.sm"), "retention.ms");
    assert_string_equal(kt_config_key_nearest("cleanup.polcy"), "cleanup.policy");
    assert_null(kt_config_key_nearest("xyz"));
}

static void values_become_canonical(void **state)
{
    static const struct {
        const char *key, *written, *value;
    } cases[] = {
        {"retention.ms", "7d", "604800000"},
        {"retention.ms", "365d", "31536000000"},
        {"retention.ms", "604800000", "604800000"},
        {"retention.ms", "PT36H", "129600000"},
        {"retention.ms", "-1", "-1"},
        {"retention.ms", "unlimited", "-1"},
        {"retention.bytes", "unlimited", "-1"},
        {"retention.bytes", "1GiB", "1073741824"},
        {"local.retention.ms", "-2", "-2"},
        {"max.message.bytes", "2MB", "2000000"},
        {"segment.bytes", "14", "14"},
        {"segment.bytes", "2147483647", "2147483647"},
        {"flush.messages", "9223372036854775807", "9223372036854775807"},
        {"cleanup.policy", " compact , delete ", "compact,delete"},
        {"cleanup.policy", "", ""},
        {"preallocate", "TRUE", "true"},
        {"compression.type", "gzip", "gzip"},
        {"compression.gzip.level", "-1", "-1"},
        {"compression.gzip.level", "9", "9"},
        {"compression.zstd.level", "-131072", "-131072"},
        {"min.cleanable.dirty.ratio", "0.50", "0.50"},
        {"min.cleanable.dirty.ratio", "1", "1"},
        {"min.insync.replicas", "2", "2"},
        {"message.format.version", "3.0-IV1", "3.0-IV1"},
        {"leader.replication.throttled.replicas", "0:1,1:2", "0:1,1:2"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        char *why = NULL;
        char *value = kt_config_value(kt_config_key(cases[i].key), cases[i].written, &why);
        assert_null(why);
        assert_string_equal(value, cases[i].value);
        free(value);
    }
}

static void bad_values_say_why(void **state)
{
    static const struct {
        const char *key, *written, *why;
    } cases[] = {
        {"retention.ms", "7 days", "did you mean 7d?"},
        {"retention.ms", "30 Minutes", "did you mean 30m?"},
        {"retention.ms", "-5d", "is negative"},
        {"retention.ms", "-2", "must be -1 or more"},
        {"retention.ms", "9223372036854775808", "too large"},
        {"retention.ms", "106751991168d", "too large"},
        {"retention.ms", "1 month", "has no such unit"},
        {"retention.ms", "soon", "not a whole number"},
        {"retention.ms", "", "not a whole number"},
        {"segment.ms", "unlimited", "not a whole number"},
        {"segment.ms", "0", "must be 1 or more"},
        {"segment.bytes", "13", "must be 14 or more"},
        {"segment.bytes", "2147483648", "too large"},
        {"segment.bytes", "2GiB", "too large"},
        {"max.message.bytes", "2 mb", "did you mean 2MB?"},
        {"min.insync.replicas", "0", "must be 1 or more"},
        {"min.insync.replicas", "2d", "not a whole number"},
        {"min.cleanable.dirty.ratio", "2", "must be between 0 and 1"},
        {"min.cleanable.dirty.ratio", "nan", "not a number"},
        {"min.cleanable.dirty.ratio", "0x1", "not a number"},
        {"compression.gzip.level", "0", "must be between 1 and 9, or -1"},
        {"compression.lz4.level", "18", "must be between 1 and 17"},
        {"compression.type", "gzp", "did you mean 'gzip'?"},
        {"compression.type", "brotli", "'brotli' is none of uncompressed, zstd, lz4"},
        {"cleanup.policy", "compact,,delete", "empty item"},
        {"cleanup.policy", "compact,remove", "'remove' is none of compact, delete"},
        {"preallocate", "yes", "neither true nor false"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        char *why = NULL;
        assert_null(kt_config_value(kt_config_key(cases[i].key), cases[i].written, &why));
        assert_non_null(why);
        if (strstr(why, cases[i].why) == NULL)
            fail_msg("%s: %s: \"%s\"", cases[i].key, cases[i].written, why);
        free(why);
    }
}

static void an_unknown_key_takes_any_text_of_sane_length(void **state)
{
    enum { TOO_LONG = 32768 };
    char *why = NULL, *text = kt_calloc(TOO_LONG + 1, 1), *value;

    (void)state;
    value = kt_config_value(NULL, " as is ", &why);
    assert_string_equal(value, " as is ");
    free(value);
    memset(text, 'x', TOO_LONG);
    assert_null(kt_config_value(NULL, text, &why));
    assert_non_null(why);
    free(why);
    free(text);
}

static void equal_is_what_means_the_same(void **state)
{
    static const struct {
        const char *key, *a, *b;
        bool same;
    } cases[] = {
        {"retention.ms", "604800000", "604800000", true},
        {"retention.ms", "604800000", "604800001", false},
        {"retention.ms", "x", "y", false},
        {"min.cleanable.dirty.ratio", "0.5", "0.50", true},
        {"min.cleanable.dirty.ratio", "0.5", "0.51", false},
        {"preallocate", "TRUE", "true", true},
        {"preallocate", "true", "false", false},
        {"cleanup.policy", "compact,delete", "delete, compact", true},
        {"cleanup.policy", "compact,delete", "compact", false},
        {"cleanup.policy", "delete,delete", "delete", true},
        {"cleanup.policy", "", "delete", false},
        {"compression.type", "gzip", "GZIP", false},
        {"no.such.key", "1", "01", false},
        {"no.such.key", "1", "1", true},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        const struct kt_config_key *key = kt_config_key(cases[i].key);
        assert_int_equal(kt_config_same(key, cases[i].a, cases[i].b), cases[i].same);
        assert_int_equal(kt_config_same(key, cases[i].b, cases[i].a), cases[i].same);
    }
}

static void check_text(const char *key, const char *value, const char *expected)
{
    char text[KT_CONFIG_TEXT];

    assert_string_equal(kt_config_text(key, value, text), expected);
}

static void values_are_shown_with_their_units(void **state)
{
    (void)state;
    check_text("retention.ms", "604800000", "604800000 (7d)");
    check_text("retention.ms", "-1", "-1 (unlimited)");
    check_text("retention.ms", "100", "100");
    check_text("retention.ms", NULL, "-");
    check_text("max.message.bytes", "2000000", "2000000 (2MB)");
    check_text("max.message.bytes", "1048588", "1048588");
    check_text("retention.bytes", "-1", "-1 (unlimited)");
    check_text("cleanup.policy", "delete", "delete");
    check_text("no.such.key", "604800000", "604800000");
}

static void a_long_value_is_cut_between_characters(void **state)
{
    char value[2 * KT_CONFIG_TEXT + 2] = "x", text[KT_CONFIG_TEXT];

    (void)state;
    for (size_t i = 1; i + 1 < sizeof(value); i += 2)
        memcpy(value + i, "\xc3\xa9", 2);
    value[sizeof(value) - 1] = '\0';
    (void)kt_config_text("no.such.key", value, text);
    assert_true(strlen(text) < KT_CONFIG_TEXT);
    assert_string_equal(text + strlen(text) - 3, "...");
    assert_int_equal((unsigned char)text[strlen(text) - 4], 0xa9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_sorted),
        cmocka_unit_test(keys_gone_in_4_0_stay_known),
        cmocka_unit_test(a_mistyped_key_finds_its_neighbour),
        cmocka_unit_test(values_become_canonical),
        cmocka_unit_test(bad_values_say_why),
        cmocka_unit_test(an_unknown_key_takes_any_text_of_sane_length),
        cmocka_unit_test(equal_is_what_means_the_same),
        cmocka_unit_test(values_are_shown_with_their_units),
        cmocka_unit_test(a_long_value_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
