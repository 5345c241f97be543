/* test_dotenv.c - .env files, and the environment itself. */
#include "io_fixture.h"
#include "ktool/env.h"

static void parses(const char *bytes, enum kt_code code, const char *expected)
{
    KT_AUTO(kt_text) text = text_of(bytes, strlen(bytes));
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};
    enum kt_code got = kt_dotenv_parse(&pairs, &text, &errs);
    KT_AUTO_STR shown = got == KT_OK ? pairs_text(&pairs) : errors_text(&errs);

    assert_string_equal(shown, expected);
    assert_int_equal(got, code);
    assert_true(got == KT_OK || pairs.n == 0);
    for (size_t i = 0; i < errs.n; i++)
        assert_null(errs.v[i].excerpt);
}

static void names_and_values(void **state)
{
    (void)state;
    parses("", KT_OK, "");
    parses("A=1\nB=two words\n\nC=", KT_OK, "A=1@1|B=two words@2|C=@4");
    parses("  A = 1  \n\tB\t=\t2\t\n", KT_OK, "A=1@1|B=2@2");
    parses("export A=1\nexport=2\nexport =3\nexported=4\n", KT_OK,
           "A=1@1|export=2@2|export=3@3|exported=4@4");
    parses("A=1\nA=2\n", KT_OK, "A=1@1|A=2@2");
    parses("A=b=c\nB=$HOME\nC=`id`\nD=${X:-y}\n", KT_OK, "A=b=c@1|B=$HOME@2|C=`id`@3|D=${X:-y}@4");
    parses("a.b-c=1\n", KT_OK, "a.b-c=1@1");
}

static void comments(void **state)
{
    (void)state;
    parses("# a\n  # b\nA=1 # c\nB=1#d\nC=# e\nD=#f\nE= #g\n", KT_OK,
           "A=1@3|B=1#d@4|C=# e@5|D=#f@6|E=@7");
    parses("A='x' # c\nB=\"y\"#d\n", KT_OK, "A=x@1|B=y@2");
}

static void quotes(void **state)
{
    (void)state;
    parses("A='a # \\n \"b\"'\nB=\"a # 'b'\"\nC=''\n", KT_OK, "A=a # \\n \"b\"@1|B=a # 'b'@2|C=@3");
    parses("A=\"\\n|\\t|\\\"|\\\\|\\$|\\x\"\n", KT_OK, "A=\n|\t|\"|\\|$|\\x@1");
    parses("A='one\n two'\nB=\"three\r\nfour\"\nC=5\n", KT_OK,
           "A=one\n two@1|B=three\nfour@3|C=5@5");
    parses("A=x'y'\nB=\" z \"\n", KT_OK, "A=x'y'@1|B= z @2");
}

static void line_ends_and_byte_order_mark(void **state)
{
    (void)state;
    parses("A=1\r\nB=2\r\n", KT_OK, "A=1@1|B=2@2");
    parses("A=1\rB=2", KT_OK, "A=1@1|B=2@2");
    parses("\xEF\xBB\xBF"
           "A=1\n",
           KT_OK, "A=1@1");
}

static void all_faults_of_a_file_are_told(void **state)
{
    (void)state;
    parses("PASSWORD secret\nA=1\n1B=2\n=3\nC='x' y\nD=\"open\nE=1\n", KT_E_INPUT,
           "1:0: not of the form NAME=VALUE\n3:0: not of the form NAME=VALUE\n"
           "4:0: not of the form NAME=VALUE\n5:0: more text after the closing quote\n"
           "6:0: the quote that begins here is never closed");
    parses("source x.sh\n", KT_E_INPUT, "1:0: not of the form NAME=VALUE");
}

static void reports_end_somewhere(void **state)
{
    char text[51];
    KT_AUTO(kt_text) in = {0};
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    for (size_t i = 0; i < 50; i++)
        text[i] = i % 2 == 0 ? '!' : '\n';
    in = text_of(text, 50);
    assert_int_equal(kt_dotenv_parse(&pairs, &in, &errs), KT_E_INPUT);
    assert_int_equal(errs.n, 21);
    assert_string_equal(errs.v[20].text, "5 more faults");
}

static void nul_bytes_are_refused(void **state)
{
    KT_AUTO(kt_text) text = text_of("A=1\0\nB=2\n", 9);
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(kt_dotenv_parse(&pairs, &text, &errs), KT_E_INPUT);
    assert_string_equal(errs.v[0].text, "a NUL byte, which no text holds");
    assert_string_equal(errs.v[0].file, "x.in");
    assert_int_equal(pairs.n, 0);
}

static void pairs_are_added_to_those_there(void **state)
{
    KT_AUTO(kt_text) text = text_of("A=1\n", 4);
    KT_AUTO(kt_pairs) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    kt_pairs_add(&pairs, "Z", "0", 0);
    assert_int_equal(kt_dotenv_parse(&pairs, &text, &errs), KT_OK);
    assert_int_equal(pairs.n, 2);
    assert_string_equal(kt_pairs_get(&pairs, "A"), "1");
}

static void the_environment_is_read_whole(void **state)
{
    KT_AUTO(kt_pairs) pairs = {0};

    (void)state;
    assert_int_equal(setenv("KT_TEST_VARIABLE", "a=b", 1), 0);
    assert_string_equal(kt_env_get("KT_TEST_VARIABLE"), "a=b");
    kt_env_all(&pairs);
    assert_string_equal(kt_pairs_get(&pairs, "KT_TEST_VARIABLE"), "a=b");
    assert_int_equal(unsetenv("KT_TEST_VARIABLE"), 0);
    assert_null(kt_env_get("KT_TEST_VARIABLE"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_values),
        cmocka_unit_test(comments),
        cmocka_unit_test(quotes),
        cmocka_unit_test(line_ends_and_byte_order_mark),
        cmocka_unit_test(all_faults_of_a_file_are_told),
        cmocka_unit_test(reports_end_somewhere),
        cmocka_unit_test(nul_bytes_are_refused),
        cmocka_unit_test(pairs_are_added_to_those_there),
        cmocka_unit_test(the_environment_is_read_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
