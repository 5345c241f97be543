/* test_sections.c - the user's own file: properties, then sections of them. */
#include "io_fixture.h"
#include "ktool/env.h"

/* "NAME@line{pairs}" of each part, joined by blanks; "?" for a name that could not be read. */
static char *sections_text(const struct kt_sections *sections)
{
    char *text = kt_strdup("");

    for (size_t i = 0; i < sections->n; i++) {
        const struct kt_section *s = &sections->v[i];
        KT_AUTO_STR pairs = pairs_text(&s->pairs);
        char *longer = kt_format("%s%s%s@%d{%s}", text, i > 0 ? " " : "", s->name ? s->name : "?",
                                 s->line, pairs);

        free(text);
        text = longer;
    }
    return text;
}

static void parses_bytes(const char *bytes, size_t len, const char *want, const char *errors)
{
    KT_AUTO(kt_text) text = text_of(bytes, len);
    KT_AUTO(kt_sections) sections = {0};
    KT_AUTO(kt_errs) errs = {0};
    enum kt_code code = kt_sections_parse(&sections, &text, &errs);
    KT_AUTO_STR shown = sections_text(&sections);
    KT_AUTO_STR told = errors_text(&errs);

    assert_string_equal(shown, want);
    assert_string_equal(told, errors);
    assert_int_equal(code, *errors != '\0' ? KT_E_INPUT : KT_OK);
    for (size_t i = 0; i < errs.n; i++)
        assert_null(errs.v[i].excerpt);
    kt_sections_clear(&sections);
}

static void parses(const char *bytes, const char *want)
{
    parses_bytes(bytes, strlen(bytes), want, "");
}

static void refuses(const char *bytes, const char *want, const char *errors)
{
    parses_bytes(bytes, strlen(bytes), want, errors);
}

static void parts(void **state)
{
    (void)state;
    parses("", "@0{}");
    parses("a=1\nb=2\n", "@0{a=1@1|b=2@2}");
    parses("a=1\n\n[x]\n# no\nb=2\nc=3\n[y]\nb=4", "@0{a=1@1} x@3{b=2@5|c=3@6} y@7{b=4@8}");
    parses("[x]", "@0{} x@1{}");
    parses("[x]\n[y]\n", "@0{} x@1{} y@2{}");
    parses("  [ x y ]\t\n a = 1\n", "@0{} x y@1{a=1@2}");
    parses("\xEF\xBB\xBF[x]\r\na=1\r\n[y]\rb=2", "@0{} x@1{a=1@2} y@3{b=2@4}");
}

static void what_is_no_header(void **state)
{
    (void)state;
    parses("a=[x]\nb=\\\n[y]\n\\[z]=1\n", "@0{a=[x]@1|b=[y]@2|[z]=1@4}");
    parses("# [x]\n![y]\n", "@0{}");
}

/* The rules of names are somebody else's: they are taken as they stand. */
static void names_as_they_stand(void **state)
{
    (void)state;
    parses("[]\n[ ]\n[\x01]\n[a[b]\n[x]\n[x]\n", "@0{} @1{} @2{} \x01@3{} a[b@4{} x@5{} x@6{}");
}

static void faults(void **state)
{
    (void)state;
    refuses(
        "[x\na=1\n[y] z\nb=2\n=3\n[z]]\n", "@0{} ?@1{a=1@2} ?@3{b=2@4} ?@6{}",
        "1:0: a section's name is not closed by ']'\n3:0: more text after the name of a section\n"
        "5:0: not of the form key=value\n6:0: more text after the name of a section");
    refuses("[", "@0{} ?@1{}", "1:0: a section's name is not closed by ']'");
    parses_bytes("[x]\na=\0b\n", 9, "@0{}",
                 "0:0: a NUL byte, which no text holds (save it as UTF-8)");
}

static void long_lines(void **state)
{
    enum { LENGTH = 1024 * 1024 };
    char *bytes = kt_calloc(LENGTH + 16, 1);
    KT_AUTO(kt_sections) sections = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO(kt_text) text = {0};

    (void)state;
    memset(bytes, 'x', LENGTH);
    memcpy(bytes, "[x]\nkey=", 8);
    memcpy(bytes + LENGTH, "\n[y]\n", 5);
    text = text_of(bytes, strlen(bytes));
    free(bytes);
    assert_int_equal(kt_sections_parse(&sections, &text, &errs), KT_OK);
    assert_int_equal(sections.n, 3);
    assert_int_equal(strlen(sections.v[1].pairs.v[0].value), LENGTH - 8);
    assert_int_equal(sections.v[2].line, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts),      cmocka_unit_test(what_is_no_header),
        cmocka_unit_test(faults),     cmocka_unit_test(names_as_they_stand),
        cmocka_unit_test(long_lines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
