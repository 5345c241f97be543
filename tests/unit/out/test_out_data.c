/* test_out_data.c - JSON, YAML and tsv, byte by byte; and a write that fails. */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "out_fixture.h"

static void expect(enum kt_format format, void (*fill)(struct kt_out *), const char *want)
{
    const struct kt_out_options options = {.format = format, .colour = true, .width = 20};
    char *text = fixture_print(&options, fill);

    assert_string_equal(text, want);
    free(text);
}

static void json_has_every_kind(void **state)
{
    (void)state;
    expect(KT_FORMAT_JSON, fixture_fill,
           "{\n"
           "  \"kind\": \"topics.list\",\n"
           "  \"version\": 1,\n"
           "  \"cluster_id\": null,\n"
           "  \"changes\": -7,\n"
           "  \"check\": true,\n"
           "  \"topics\": [\n"
           "    {\"name\": \"orders\", \"partitions\": 12, \"retention_ms\": 31536000000, "
           "\"ok\": true, \"groups\": [\"g,1\", \"no\"], \"hidden\": \"h1\"},\n"
           "    {\"name\": \"a\", \"partitions\": 3, \"retention_ms\": null, "
           "\"ok\": false, \"groups\": [1, -1, 3], \"hidden\": \"h2\"}\n"
           "  ]\n"
           "}\n");
}

static void yaml_has_every_kind(void **state)
{
    (void)state;
    expect(KT_FORMAT_YAML, fixture_fill,
           "kind: topics.list\n"
           "version: 1\n"
           "cluster_id: null\n"
           "changes: -7\n"
           "check: true\n"
           "topics:\n"
           "  - name: orders\n"
           "    partitions: 12\n"
           "    retention_ms: 31536000000\n"
           "    ok: true\n"
           "    groups: [\"g,1\", \"no\"]\n"
           "    hidden: h1\n"
           "  - name: a\n"
           "    partitions: 3\n"
           "    retention_ms: null\n"
           "    ok: false\n"
           "    groups: [1, -1, 3]\n"
           "    hidden: h2\n");
}

static void tsv_is_the_first_section(void **state)
{
    (void)state;
    expect(KT_FORMAT_TSV, fixture_fill,
           "name\tpartitions\tretention_ms\tok\tgroups\thidden\n"
           "orders\t12\t31536000000\ttrue\tg,1,no\th1\n"
           "a\t3\t\tfalse\t1,-1,3\th2\n");
}

static void fill_latencies(struct kt_out *out)
{
    static const struct kt_col cols[] = {{"ping_ms", "ping", KT_CELL_LATENCY}};
    static const int64_t us[] = {0, 7, 842, 9994, 12345, 99940, 2000000};

    kt_out_section(out, "s", NULL, cols, 1);
    for (size_t i = 0; i < KT_COUNT(us); i++) {
        kt_out_latency(out, us[i]);
        kt_out_row(out);
    }
    kt_out_null(out);
    kt_out_row(out);
}

static void latencies_are_milliseconds_with_a_fraction(void **state)
{
    (void)state;
    expect(KT_FORMAT_TSV, fill_latencies,
           "ping_ms\n0.000\n0.007\n0.842\n9.994\n12.345\n99.940\n2000.000\n\n");
    expect(KT_FORMAT_JSON, fill_latencies,
           "{\n  \"kind\": \"topics.list\",\n  \"version\": 1,\n  \"s\": [\n"
           "    {\"ping_ms\": 0.000},\n    {\"ping_ms\": 0.007},\n    {\"ping_ms\": 0.842},\n"
           "    {\"ping_ms\": 9.994},\n    {\"ping_ms\": 12.345},\n    {\"ping_ms\": 99.940},\n"
           "    {\"ping_ms\": 2000.000},\n    {\"ping_ms\": null}\n  ]\n}\n");
}

static const struct kt_col one[] = {{"a", "a", KT_CELL_TEXT}};

static void add(struct kt_out *out, const char *text)
{
    kt_out_text(out, text);
    kt_out_row(out);
}

static void fill_same_name(struct kt_out *out)
{
    kt_out_line(out, "prose");
    kt_out_section(out, "s", "one", one, 1);
    add(out, "1a");
    kt_out_section(out, "empty", NULL, one, 1);
    kt_out_line(out, "prose");
    kt_out_section(out, "s", "two", one, 1);
    kt_out_line(out, "more prose");
    add(out, "\t\n\\\r\033");
}

static void sections_of_one_name_are_one_member(void **state)
{
    (void)state;
    expect(KT_FORMAT_JSON, fill_same_name,
           "{\n  \"kind\": \"topics.list\",\n  \"version\": 1,\n"
           "  \"s\": [\n    {\"a\": \"1a\"},\n    {\"a\": \"\\t\\n\\\\\\u000d\\u001b\"}\n  ],\n"
           "  \"empty\": []\n}\n");
    expect(KT_FORMAT_YAML, fill_same_name,
           "kind: topics.list\nversion: 1\n"
           "s:\n  - a: 1a\n  - a: \"\\t\\n\\\\\\u000d\\u001b\"\nempty: []\n");
    expect(KT_FORMAT_TSV, fill_same_name, "a\n1a\n\\t\\n\\\\\\r\\x1b\n");
}

static void fill_nothing(struct kt_out *out)
{
    (void)out;
}

static void empty_documents(void **state)
{
    (void)state;
    expect(KT_FORMAT_JSON, fill_nothing, "{\n  \"kind\": \"topics.list\",\n  \"version\": 1\n}\n");
    expect(KT_FORMAT_YAML, fill_nothing, "kind: topics.list\nversion: 1\n");
    expect(KT_FORMAT_TSV, fill_nothing, "");
    expect(KT_FORMAT_TABLE, fill_nothing, "");
}

static void expect_scalar(void (*print)(FILE *, const char *), const char *text, const char *want)
{
    char *got = NULL;
    size_t len = 0;
    FILE *memory = open_memstream(&got, &len);

    assert_non_null(memory);
    print(memory, text);
    fclose(memory);
    assert_string_equal(got, want);
    free(got);
}

static void json_strings(void **state)
{
    (void)state;
    expect_scalar(kt_json_string, "", "\"\"");
    expect_scalar(kt_json_string, "a\"b\\c/\xc3\xa9\xf0\x9f\x98\x80",
                  "\"a\\\"b\\\\c/\xc3\xa9\xf0\x9f\x98\x80\"");
    expect_scalar(kt_json_string, "\x01\x1f\x7f\xc2\x80", "\"\\u0001\\u001f\\u007f\\u0080\"");
    /* Not UTF-8: a lone byte, an overlong form, a surrogate, beyond U+10FFFF, cut short. */
    expect_scalar(kt_json_string, "\xff", "\"\xef\xbf\xbd\"");
    expect_scalar(kt_json_string, "\xc0\xaf", "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    expect_scalar(kt_json_string, "\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    expect_scalar(kt_json_string, "\xf4\x90\x80\x80",
                  "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
    expect_scalar(kt_json_string, "a\xe2\x82", "\"a\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void yaml_plain_where_safe(void **state)
{
    static const char *const same[] = {
        "orders", "chat.new_message", "a-b_c",   "/data/x.json", "7d", "1MiB",
        "_x",     "nothing",          "compact", "yes-and-no",   "e3", "x0x1f"};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(same); i++)
        expect_scalar(kt_yaml_string, same[i], same[i]);
}

static void yaml_quoted_where_not(void **state)
{
    static const char *const quoted[] = {
        "",        "yes",  "false", "off",  "n",    "no",         "NO",        "y",     "Null",
        "~",       "true", "on",    "1",    "-1",   "1e3",        "0x1f",      "0o17",  "0b1",
        "1_000",   "1.5",  ".5",    ".inf", ".nan", "2026-01-01", "12:30:45",  "+1",    "a: b",
        "a:b",     "#x",   "a #b",  " a",   "a ",   "- a",        "a - b",     "a,b",   "[a",
        "{a}",     "&a",   "*a",    "!a",   "|",    ">",          "'a'",       "%a",    "@a",
        "`a",      "?",    "=",     "<<",   "---",  "...",        "a\xc3\xa9", "1e3a4", "0ms",
        "1.2.3.4", "${A}", "a b",
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(quoted); i++) {
        char *want = kt_format("\"%s\"", quoted[i]);

        expect_scalar(kt_yaml_string, quoted[i], want);
        free(want);
    }
    expect_scalar(kt_yaml_string, "a\nb\"\\\t", "\"a\\nb\\\"\\\\\\t\"");
    expect_scalar(kt_yaml_string, "\xc2\x85\xe2\x80\xa8\xef\xbb\xbf\xef\xbf\xbe",
                  "\"\\u0085\\u2028\\ufeff\\ufffe\"");
}

static void a_failed_write_is_told(void **state)
{
    const struct kt_out_options options = {.format = KT_FORMAT_JSON};
    struct kt_errs errs = {0};
    struct kt_out *out;
    FILE *closed;
    int ends[2];

    (void)state;
    (void)signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(close(ends[0]), 0);
    closed = fdopen(ends[1], "w");
    assert_non_null(closed);
    out = kt_out_open(closed, &options, "k", 1);
    assert_int_equal(kt_out_close(&out, &errs), KT_E_IO);
    assert_int_equal(errno, EPIPE);
    assert_null(out);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].text, "cannot write the output: Broken pipe");
    kt_errs_clear(&errs);
    fclose(closed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_every_kind),
        cmocka_unit_test(yaml_has_every_kind),
        cmocka_unit_test(tsv_is_the_first_section),
        cmocka_unit_test(latencies_are_milliseconds_with_a_fraction),
        cmocka_unit_test(sections_of_one_name_are_one_member),
        cmocka_unit_test(empty_documents),
        cmocka_unit_test(json_strings),
        cmocka_unit_test(yaml_plain_where_safe),
        cmocka_unit_test(yaml_quoted_where_not),
        cmocka_unit_test(a_failed_write_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
