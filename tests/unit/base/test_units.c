/* test_units.c - whole numbers, durations and sizes: what is read, refused and printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/attr.h"
#include "ktool/units.h"

typedef bool parser(const char *text, int64_t *out, const char **why);

struct good {
    const char *text;
    int64_t value;
};
struct bad {
    const char *text, *why;
};

static void accepts(parser *parse, const struct good *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *why = NULL;
        int64_t value = -77;

        if (!parse(cases[i].text, &value, &why))
            fail_msg("'%s' is refused: %s", cases[i].text, why);
        if (value != cases[i].value)
            fail_msg("'%s' is %lld", cases[i].text, (long long)value);
    }
}

static void refuses(parser *parse, const struct bad *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *why = NULL;
        int64_t value = -77;

        if (parse(cases[i].text, &value, &why))
            fail_msg("'%s' is taken as %lld", cases[i].text, (long long)value);
        assert_string_equal(why, cases[i].why);
        assert_int_equal(value, -77);
    }
}

static void whole_numbers(void **state)
{
    static const struct good good[] = {{"0", 0},
                                       {"7", 7},
                                       {"-1", -1},
                                       {"31536000000", INT64_C(31536000000)},
                                       {"9223372036854775807", INT64_MAX},
                                       {"-9223372036854775807", -INT64_MAX},
                                       {"-9223372036854775808", INT64_MIN}};
    static const struct bad bad[] = {{"", "not a whole number"},
                                     {"-", "not a whole number"},
                                     {"--1", "not a whole number"},
                                     {"-0", "not a whole number"},
                                     {"+1", "not a whole number"},
                                     {" 1", "not a whole number"},
                                     {"1 ", "not a whole number"},
                                     {"1_000", "not a whole number"},
                                     {"1.0", "not a whole number"},
                                     {"1e3", "not a whole number"},
                                     {"0x10", "not a whole number"},
                                     {"012", "has a leading zero"},
                                     {"9223372036854775808", "too large"},
                                     {"-9223372036854775809", "too large"},
                                     {"99999999999999999999999", "too large"}};

    (void)state;
    accepts(kt_int_parse, good, KT_COUNT(good));
    refuses(kt_int_parse, bad, KT_COUNT(bad));
}

static void durations(void **state)
{
    static const struct good good[] = {{"0ms", 0},           {"250ms", 250},
                                       {"90s", 90000},       {"5m", 300000},
                                       {"36h", 129600000},   {"7d", 604800000},
                                       {"2w", 1209600000},   {"365d", INT64_C(31536000000)},
                                       {"1d12h", 129600000}, {"1w1d1h1m1s1ms", 694861001},
                                       {"PT36H", 129600000}, {"P7D", 604800000},
                                       {"P2W", 1209600000},  {"P1DT12H", 129600000},
                                       {"PT1M30S", 90000},   {"9223372036854775807ms", INT64_MAX}};

    (void)state;
    accepts(kt_duration_parse, good, KT_COUNT(good));
}

static void no_durations(void **state)
{
    static const char unit[] = "has no such unit (ms, s, m, h, d or w)";
    static const char iso[] = "not an ISO 8601 duration of fixed length";
    static const struct bad bad[] = {{"", "not a whole number"},
                                     {"30", "needs a unit"},
                                     {"1d12", "needs a unit"},
                                     {"0", "needs a unit"},
                                     {"-5d", "is negative"},
                                     {"d", "not a whole number"},
                                     {"1.5h", "not a whole number"},
                                     {"1,5h", "not a whole number"},
                                     {"07d", "has a leading zero"},
                                     {"7 days", unit},
                                     {"7days", unit},
                                     {"7 d", unit},
                                     {"7D", unit},
                                     {"3y", unit},
                                     {"7d ", unit},
                                     {"5us", unit},
                                     {"12h1d", "units must fall, each once"},
                                     {"1h1h", "units must fall, each once"},
                                     {"1s1m", "units must fall, each once"},
                                     {"9223372036854775807s", "too large"},
                                     {"15250284453w", "too large"},
                                     {"9223372036854775808ms", "too large"},
                                     {"106751991167d25h", "too large"},
                                     {"P1Y", iso},
                                     {"P1M", iso},
                                     {"P", "not a whole number"},
                                     {"PT", "not a whole number"},
                                     {"P1DT", "not a whole number"},
                                     {"P7", "needs a unit"},
                                     {"PT1.5H", "not a whole number"},
                                     {"PT1S1H", "units must fall, each once"},
                                     {"PT1HT1M", iso},
                                     {"P-1D", "is negative"},
                                     {"p7d", "not a whole number"}};

    (void)state;
    refuses(kt_duration_parse, bad, KT_COUNT(bad));
}

static void sizes(void **state)
{
    static const struct good good[] = {{"0", 0},
                                       {"100", 100},
                                       {"100B", 100},
                                       {"512KiB", 524288},
                                       {"10MB", 10000000},
                                       {"10MiB", 10485760},
                                       {"1kB", 1000},
                                       {"1GB", 1000000000},
                                       {"1GiB", 1073741824},
                                       {"2TB", INT64_C(2000000000000)},
                                       {"1TiB", INT64_C(1099511627776)},
                                       {"9223372036854775807", INT64_MAX}};
    static const char unit[] = "has no such unit (B, kB, MB, GB, TB or KiB, MiB, GiB, TiB)";
    static const struct bad bad[] = {{"", "not a whole number"},
                                     {"-1", "is negative"},
                                     {"K", "not a whole number"},
                                     {"1K", unit},
                                     {"1M", unit},
                                     {"1KB", unit},
                                     {"1kb", unit},
                                     {"1 MB", unit},
                                     {"1PB", unit},
                                     {"1MB ", unit},
                                     {"1MB1kB", unit},
                                     {"1.5MB", "not a whole number"},
                                     {"010MB", "has a leading zero"},
                                     {"8388608TiB", "too large"},
                                     {"9223372036854775808", "too large"}};

    (void)state;
    accepts(kt_size_parse, good, KT_COUNT(good));
    refuses(kt_size_parse, bad, KT_COUNT(bad));
}

static void duration_texts(void **state)
{
    static const struct good cases[] = {{"7d", 604800000},
                                        {"30d", INT64_C(2592000000)},
                                        {"365d", INT64_C(31536000000)},
                                        {"36h", 129600000},
                                        {"90s", 90000},
                                        {"1m", 60000},
                                        {"1ms", 1},
                                        {"0ms", 0},
                                        {"-1", -1},
                                        {"9223372036854775807ms", INT64_MAX},
                                        {"-9223372036854775808", INT64_MIN}};
    char text[KT_UNITS_TEXT];

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++)
        assert_string_equal(kt_duration_text(cases[i].value, text), cases[i].text);
}

static void size_texts(void **state)
{
    static const struct good cases[] = {{"1MiB", 1048576},
                                        {"2MB", 2000000},
                                        {"1048588", 1048588},
                                        {"1kB", 1000},
                                        {"0", 0},
                                        {"1", 1},
                                        {"-1", -1},
                                        {"1GiB", 1073741824},
                                        {"9223372036854775807", INT64_MAX}};
    char text[KT_UNITS_TEXT];

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++)
        assert_string_equal(kt_size_text(cases[i].value, text), cases[i].text);
}

/* Every printed text reads back as the same number. */
static void round_trips(void **state)
{
    uint64_t x = 88172645463325252u; /* xorshift, so the numbers are the same every time */

    (void)state;
    for (int i = 0; i < 20000; i++) {
        const char *why = NULL;
        char text[KT_UNITS_TEXT];
        int64_t number, back = -1;

        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
        number = (int64_t)(x >> (1 + i % 60));
        if (i % 3 == 0)
            number = number % 100000 * (i % 2 ? 60000 : 1024);
        assert_true(kt_duration_parse(kt_duration_text(number, text), &back, &why));
        assert_int_equal(back, number);
        assert_true(kt_size_parse(kt_size_text(number, text), &back, &why));
        assert_int_equal(back, number);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers),  cmocka_unit_test(durations),
        cmocka_unit_test(no_durations),   cmocka_unit_test(sizes),
        cmocka_unit_test(duration_texts), cmocka_unit_test(size_texts),
        cmocka_unit_test(round_trips),
    };

    return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
