/* test_properties.c - Java's properties format; expectations are what java.util.Properties.load()
 * gives (JDK 17) where it does not refuse. */
#include "io_fixture.h"
#include "ktool/env.h"

static void parses(const char *bytes, enum kt_code code, const char *expected)
{
    KT_AUTO(kt_text) text = text_of(bytes, strlen(bytes));
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};
    enum kt_code got = kt_properties_parse(&pairs, &text, &errs);
    KT_AUTO_STR shown = got == KT_OK ? pairs_text(&pairs) : errors_text(&errs);

    assert_string_equal(shown, expected);
    assert_int_equal(got, code);
    assert_true(got == KT_OK || pairs.n == 0);
    for (size_t i = 0; i < errs.n; i++)
        assert_null(errs.v[i].excerpt);
}

static void separators(void **state)
{
    (void)state;
    parses("", KT_OK, "");
    parses("a=1\nb: 2\nc 3\nd\t=\t4\ne   5 6\nf==7\ng:=8\nh", KT_OK,
           "a=1@1|b=2@2|c=3@3|d=4@4|e=5 6@5|f==7@6|g==8@7|h=@8");
    parses("  a = b = c # no comment  \n", KT_OK, "a=b = c # no comment  @1");
    parses("a\\=b\\:c\\ d=e\n", KT_OK, "a=b:c d=e@1");
}

static void comments_and_blank_lines(void **state)
{
    (void)state;
    parses("# x\n ! y\n\n\t\f\na=1\n#z\\\nb=2\n", KT_OK, "a=1@5|b=2@7");
    parses("\xEF\xBB\xBF# x\r\na=1\r\nb=2\rc=3", KT_OK, "a=1@2|b=2@3|c=3@4");
}

static void continuation(void **state)
{
    (void)state;
    parses("a=1,\\\n   2,\\\r\n\t3\nb=4\n", KT_OK, "a=1,2,3@1|b=4@4");
    parses("a=1\\\\\nb=2\n", KT_OK, "a=1\\@1|b=2@2");
    parses("a=1\\\n# not a comment\n", KT_OK, "a=1# not a comment@1");
    parses("a\\\n b=1\n", KT_OK, "ab=1@1");
    parses("a=1\\", KT_OK, "a=1@1");
    parses("a=1\\\n\nb=2\n", KT_OK, "a=1@1|b=2@3");
}

static void escapes(void **state)
{
    (void)state;
    parses("a=\\t\\n\\r\\f\\q\\\"\\\\\n", KT_OK, "a=\t\n\r\fq\"\\@1");
    parses("a=\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\n", KT_OK,
           "a=A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80@1");
    parses("a=C:\\\\dir\\u005c\n", KT_OK, "a=C:\\dir\\@1");
    parses("jaas=x required username=\"u\" password=\"p=1;\";\n", KT_OK,
           "jaas=x required username=\"u\" password=\"p=1;\";@1");
}

static void faults(void **state)
{
    static const char bad_u[] = "\\u without the four hexadecimal digits of a character";
    KT_AUTO_STR all = kt_format("1:0: sections are not known in properties files\n"
                                "3:0: not of the form key=value\n4:0: not of the form key=value\n"
                                "5:0: %s\n6:0: %s\n7:0: %s\n8:0: %s",
                                bad_u, bad_u, bad_u, bad_u);

    (void)state;
    parses("[client]\na=1\n=secret\n: x\nb=\\u12\nc=\\uD83Dx\nd=\\uDE00\ne=\\u0000\n", KT_E_INPUT,
           all);
}

static void nul_bytes_are_refused(void **state)
{
    KT_AUTO(kt_text) text = text_of("a=1\0", 4);
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(kt_properties_parse(&pairs, &text, &errs), KT_E_INPUT);
    assert_string_equal(errs.v[0].text, "a NUL byte, which no text holds");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separators),   cmocka_unit_test(comments_and_blank_lines),
        cmocka_unit_test(continuation), cmocka_unit_test(escapes),
        cmocka_unit_test(faults),       cmocka_unit_test(nul_bytes_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
