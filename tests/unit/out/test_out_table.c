/* test_out_table.c - columns, widths, cutting, colour, and cells that would disturb a terminal. */
#include "out_fixture.h"

static void expect(const struct kt_out_options *options, void (*fill)(struct kt_out *),
                   const char *want)
{
    char *text = fixture_print(options, fill);

    assert_string_equal(text, want);
    free(text);
}

static const struct kt_out_options plain = {.format = KT_FORMAT_TABLE};

static void aligns_columns(void **state)
{
    (void)state;
    expect(&plain, fixture_fill,
           "NAME    PARTS  KEEP  OK   GROUPS\n"
           "orders     12  365d  yes  g,1,no\n"
           "a           3     -  no   1,-1,3\n");
}

static const struct kt_col two[] = {{"a", "a", KT_CELL_TEXT}, {"b", "b", KT_CELL_TEXT}};
static const struct kt_col size[] = {{"a", "a", KT_CELL_BYTES}, {"b", "b", KT_CELL_TEXT}};

static void fill_sections(struct kt_out *out)
{
    kt_out_line(out, "first %d", 1);
    kt_out_line(out, "second");
    kt_out_section(out, "none", "nothing here", two, 2);
    kt_out_section(out, "one", "Title one", two, 2);
    kt_out_text(out, "x");
    kt_out_text(out, "");
    kt_out_row(out);
    kt_out_section(out, "two", NULL, size, 2);
    kt_out_num(out, -1);
    kt_out_text(out, "y");
    kt_out_row(out);
    kt_out_num(out, 1048576);
    kt_out_text(out, NULL);
    kt_out_row(out);
    kt_out_line(out, "last");
}

static void parts_stand_apart(void **state)
{
    (void)state;
    expect(&plain, fill_sections,
           "first 1\nsecond\n"
           "\nTitle one\nA  B\nx\n"
           "\n        A  B\nunlimited  y\n     1MiB  -\n"
           "\nlast\n");
}

static void fill_evil(struct kt_out *out)
{
    kt_out_section(out, "s", "t\033[2J", two, 2);
    kt_out_text(out, "a\nb\tc\r\033[31m\x7f");
    kt_out_text(out, "\xff|\xc2\x9b|\xe2\x80\xae|\xed\xa0\x80|\xc0\x80");
    kt_out_row(out);
    kt_out_line(out, "line %s", "\a\n");
}

static void controls_are_escaped(void **state)
{
    (void)state;
    expect(&plain, fill_evil,
           "t\\x1b[2J\n"
           "A                      B\n"
           "a\\nb\\tc\\r\\x1b[31m\\x7f  \\xff|\\u009b|\\u202e|\\xed\\xa0\\x80|\\xc0\\x80\n"
           "\nline \\x07\\n\n");
}

static void fill_wide(struct kt_out *out)
{
    kt_out_section(out, "s", NULL, two, 2);
    kt_out_text(out, "\xe4\xb8\xad\xe6\x96\x87"); /* two characters of two columns */
    kt_out_text(out, "y");
    kt_out_row(out);
    kt_out_text(out, "e\xcc\x81\xc3\xa9"); /* an accent on its own takes no column */
    kt_out_text(out, "z");
    kt_out_row(out);
}

static void width_is_in_terminal_columns(void **state)
{
    (void)state;
    expect(&plain, fill_wide,
           "A     B\n"
           "\xe4\xb8\xad\xe6\x96\x87  y\n"
           "e\xcc\x81\xc3\xa9    z\n");
}

static const struct kt_col three[] = {
    {"a", "a", KT_CELL_TEXT}, {"n", "n", KT_CELL_COUNT}, {"b", "b", KT_CELL_TEXT}};

static void fill_long(struct kt_out *out)
{
    kt_out_section(out, "s", NULL, three, 3);
    kt_out_text(out, "abcdefghijklmnopqrst");
    kt_out_num(out, INT64_MAX);
    kt_out_text(out, "0123456789\xc3\xa9xxxxx");
    kt_out_row(out);
}

static void cuts_texts_to_the_width(void **state)
{
    const struct kt_out_options narrow = {.format = KT_FORMAT_TABLE, .width = 50};
    const struct kt_out_options hopeless = {.format = KT_FORMAT_TABLE, .width = 10};

    (void)state;
    expect(&narrow, fill_long,
           "A                                  N  B\n"
           "abcdefghijkl...  9223372036854775807  012345678...\n");
    expect(&hopeless, fill_long,
           "A                               N  B\n"
           "abcdefghi...  9223372036854775807  012345678...\n");
    expect(&plain, fill_long,
           "A                                       N  B\n"
           "abcdefghijklmnopqrst  9223372036854775807  0123456789\xc3\xa9xxxxx\n");
}

static const struct kt_col named[] = {
    {"a", "a", KT_CELL_TEXT}, {"n", "n", KT_CELL_NAME}, {"b", "b", KT_CELL_TEXT}};

static void fill_named(struct kt_out *out)
{
    kt_out_section(out, "s", NULL, named, 3);
    kt_out_text(out, "abcdefghijklmno");
    kt_out_text(out, "max.message.bytes");
    kt_out_text(out, "DYNAMIC_TOPIC_CONFIG");
    kt_out_row(out);
}

static void names_are_cut_last(void **state)
{
    const struct kt_out_options narrow = {.format = KT_FORMAT_TABLE, .width = 48};

    (void)state;
    expect(&narrow, fill_named,
           "A                N                  B\n"
           "abcdefghijklmno  max.message.bytes  DYNAMIC_T...\n");
}

static const struct kt_col told[] = {{"a", "a", KT_CELL_TEXT}, {"b", "b", KT_CELL_PROSE}};

static void fill_prose(struct kt_out *out)
{
    kt_out_section(out, "s", NULL, told, 2);
    kt_out_text(out, "abcdefghijklmnopqrst");
    kt_out_text(out, "what is wrong, and what to do about it");
    kt_out_row(out);
}

static void prose_is_never_cut(void **state)
{
    const struct kt_out_options narrow = {.format = KT_FORMAT_TABLE, .width = 30};
    const struct kt_out_options wide = {.format = KT_FORMAT_TABLE, .width = 40};

    (void)state;
    expect(&narrow, fill_prose,
           "A                 B\n"
           "abcdefghijklm...  what is wrong, and what to do about it\n");
    expect(&wide, fill_prose,
           "A                     B\n"
           "abcdefghijklmnopqrst  what is wrong, and what to do about it\n");
}

static void fill_latencies(struct kt_out *out)
{
    static const struct kt_col cols[] = {{"b", "b", KT_CELL_COUNT},
                                         {"ping_ms", "ping", KT_CELL_LATENCY}};
    static const int64_t us[] = {0, 842, 9994, 12345, 99940, 2000000};

    kt_out_section(out, "s", NULL, cols, 2);
    for (size_t i = 0; i < KT_COUNT(us); i++) {
        kt_out_num(out, (int64_t)i);
        kt_out_latency(out, us[i]);
        kt_out_row(out);
    }
    kt_out_num(out, 6);
    kt_out_null(out);
    kt_out_row(out);
}

static void latencies_have_three_digits_that_count(void **state)
{
    (void)state;
    expect(&plain, fill_latencies,
           "B    PING\n0  0.00ms\n1  0.84ms\n2  9.99ms\n3  12.3ms\n4  99.9ms\n5  2000ms\n6       "
           "-\n");
}

static void fill_lines(struct kt_out *out)
{
    kt_out_tone(out, KT_TONE_GOOD);
    kt_out_line(out, "all is well");
    kt_out_line(out, "and that is that");
}

static void a_line_has_a_tone(void **state)
{
    const struct kt_out_options colour = {.format = KT_FORMAT_TABLE, .colour = true};

    (void)state;
    expect(&plain, fill_lines, "all is well\nand that is that\n");
    expect(&colour, fill_lines, "\033[32mall is well\033[0m\nand that is that\n");
}

static void fill_tones(struct kt_out *out)
{
    kt_out_section(out, "s", "T", two, 2);
    kt_out_tone(out, KT_TONE_BAD);
    kt_out_text(out, "bad");
    kt_out_text(out, "plain");
    kt_out_row(out);
    kt_out_tone(out, KT_TONE_GOOD);
    kt_out_text(out, "x");
    kt_out_tone(out, KT_TONE_DIM);
    kt_out_text(out, "y");
    kt_out_row(out);
}

static void colours_only_when_asked(void **state)
{
    const struct kt_out_options colour = {.format = KT_FORMAT_TABLE, .colour = true};

    (void)state;
    expect(&plain, fill_tones, "T\nA    B\nbad  plain\nx    y\n");
    expect(&colour, fill_tones,
           "\033[1mT\033[0m\n\033[1mA\033[0m    \033[1mB\033[0m\n"
           "\033[31mbad\033[0m  plain\n"
           "\033[32mx\033[0m    \033[2my\033[0m\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aligns_columns),
        cmocka_unit_test(parts_stand_apart),
        cmocka_unit_test(controls_are_escaped),
        cmocka_unit_test(width_is_in_terminal_columns),
        cmocka_unit_test(cuts_texts_to_the_width),
        cmocka_unit_test(names_are_cut_last),
        cmocka_unit_test(prose_is_never_cut),
        cmocka_unit_test(colours_only_when_asked),
        cmocka_unit_test(latencies_have_three_digits_that_count),
        cmocka_unit_test(a_line_has_a_tone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
