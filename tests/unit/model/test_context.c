/* test_context.c - the rules of sections, all faults in one run, and the one that is meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/context.h"

/* A line a section: "NAME key=value key=value"; the first one is the part above them. */
static void sections_open(struct kt_sections *sections, const char *text)
{
    for (int line = 1; *text != '\0'; line++) {
        size_t len = strcspn(text, "\n"), word = strcspn(text, " \n");
        struct kt_section *section;

        KT_GROW(sections->v, sections->n, sections->cap);
        section = &sections->v[sections->n++];
        *section = (struct kt_section){.name = kt_strndup(text, word), .line = 10 * line};
        for (const char *at = text + word; at < text + len;) {
            size_t key = strcspn(++at, "="), value = strcspn(at + key + 1, " \n");
            KT_AUTO_STR name = kt_strndup(at, key);
            KT_AUTO_STR what = kt_strndup(at + key + 1, value);

            kt_pairs_add(&section->pairs, name, what, 10 * line + 1 + (int)section->pairs.n);
            at += key + 1 + value;
        }
        text += len + (text[len] == '\n');
    }
}

static enum kt_code make(struct kt_contexts *out, const char *text, struct kt_errs *errs)
{
    KT_AUTO(kt_sections) sections = {0};

    sections_open(&sections, text);
    return kt_contexts_make(out, &sections, "/c", errs);
}

static void refuses(const char *text, const char *want)
{
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO(kt_names) told = {0};
    KT_AUTO_STR all = NULL;

    assert_int_equal(make(&contexts, text, &errs), KT_E_INPUT);
    assert_null(contexts.v);
    assert_null(contexts.file);
    for (size_t i = 0; i < errs.n; i++) {
        KT_AUTO_STR one = kt_format("%s:%d: %s", errs.v[i].file, errs.v[i].line, errs.v[i].text);

        assert_null(errs.v[i].excerpt);
        kt_names_add(&told, one);
    }
    all = kt_names_join(&told, "\n");
    assert_string_equal(all, want);
}

static void what_a_section_says(void **state)
{
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(make(&contexts,
                          " client.id=x\n"
                          "prod bootstrap.servers=a:1 protected=Yes cluster.id=ID client.id=y\n"
                          "dev.2_b-c protected=no\n"
                          "open cluster.id=O\n"
                          "twice protected=no protected=true cluster.id=A cluster.id=B",
                          &errs),
                     KT_OK);
    assert_int_equal(errs.n, 0);
    assert_int_equal(contexts.n, 4);
    assert_string_equal(contexts.file, "/c");
    assert_string_equal(contexts.v[0].name, "prod");
    assert_int_equal(contexts.v[0].line, 20);
    assert_true(contexts.v[0].is_protected);
    assert_string_equal(contexts.v[0].cluster_id, "ID");
    assert_int_equal(contexts.v[0].pairs.n, 2);
    assert_string_equal(contexts.v[0].pairs.v[1].key, "client.id");
    assert_int_equal(contexts.v[0].pairs.v[1].line, 24);
    assert_false(contexts.v[1].is_protected);
    assert_null(contexts.v[1].cluster_id);
    assert_false(contexts.v[2].is_protected);
    assert_string_equal(contexts.v[2].cluster_id, "O");
    /* As everywhere, the last line of one key counts. */
    assert_true(contexts.v[3].is_protected);
    assert_string_equal(contexts.v[3].cluster_id, "B");
    assert_ptr_equal(kt_contexts_find(&contexts, "open"), &contexts.v[2]);
    assert_null(kt_contexts_find(&contexts, "Open"));
    kt_contexts_clear(&contexts);
}

static void all_faults_in_one_run(void **state)
{
    (void)state;
    refuses(" protected=true cluster.id=S3CRET\n"
            "a protected=S3CRET\n"
            "b protected=true\n"
            "a x=y\n"
            "c protected=\n"
            "d protected=true cluster.id=\n"
            "e Protected=true is.protected=true cluster_id=S3CRET",
            "/c:11: 'protected' belongs into a section\n"
            "/c:12: 'cluster.id' belongs into a section\n"
            "/c:21: 'protected' is neither true nor false\n"
            "/c:30: the section is protected and has no 'cluster.id'\n"
            "/c:40: a second section 'a'; the first one is in line 20\n"
            "/c:51: 'protected' is neither true nor false\n"
            "/c:60: the section is protected and has no 'cluster.id'\n"
            "/c:71: an unknown key that looks like 'protected'\n"
            "/c:72: an unknown key that looks like 'protected'\n"
            "/c:73: an unknown key that looks like 'cluster.id'");
}

/* What would never be met would guard nothing. */
static void ids_as_they_are_copied(void **state)
{
    static const char *const wrong[] = {"\"ID\"", "'ID'", "I\tD", "I D", "I\x01", "\xC3\xA4"};
    KT_AUTO(kt_sections) sections = {0};
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    sections_open(&sections, "\na");
    kt_pairs_add(&sections.v[1].pairs, "protected", "yes \t", 6);
    kt_pairs_add(&sections.v[1].pairs, "cluster.id", "lkc-1.2_x \t", 7);
    assert_int_equal(kt_contexts_make(&contexts, &sections, "/c", &errs), KT_OK);
    assert_string_equal(contexts.v[0].cluster_id, "lkc-1.2_x");
    assert_true(contexts.v[0].is_protected);
    for (size_t i = 0; i < KT_COUNT(wrong); i++) {
        KT_AUTO(kt_contexts) none = {0};

        kt_pairs_clear(&sections.v[1].pairs);
        kt_pairs_add(&sections.v[1].pairs, "cluster.id", wrong[i], 7);
        assert_int_equal(kt_contexts_make(&none, &sections, "/c", &errs), KT_E_INPUT);
        assert_int_equal(errs.n, i + 1);
        assert_int_equal(errs.v[i].line, 7);
        assert_string_equal(errs.v[i].text,
                            "'cluster.id' is no id: it holds a quote, a blank or the like");
    }
    kt_pairs_clear(&sections.v[1].pairs);
    kt_pairs_add(&sections.v[1].pairs, "cluster.id", " ", 7);
    kt_pairs_add(&sections.v[1].pairs, "protected", "yes", 8);
    assert_int_equal(kt_contexts_make(&contexts, &sections, "/c", &errs), KT_E_INPUT);
}

/* Names of librdkafka's that come near. */
static void properties_are_not_misspelled(void **state)
{
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(
        make(&contexts, "\na client.id=x client.rack=x group.id=y security.protocol=z", &errs),
        KT_OK);
}

static void illegal_names(void **state)
{
    static const char *const names[] = {"-x", "a/b", "a\tb", "\x01", "\xC3\xA4", "a\"b"};
    KT_AUTO_STR most = kt_calloc(KT_CONTEXT_NAME_MAX + 2, 1);
    KT_AUTO_STR text = NULL;

    (void)state;
    for (size_t i = 0; i < KT_COUNT(names); i++) {
        KT_AUTO_STR one = kt_format("\n%s", names[i]);

        refuses(one, "/c:20: not a name for a section");
    }
    refuses("\n a=b", "/c:20: not a name for a section");
    memset(most, 'x', KT_CONTEXT_NAME_MAX + 1);
    text = kt_format("\n%s", most);
    refuses(text, "/c:20: not a name for a section");
    text[KT_CONTEXT_NAME_MAX + 1] = '\0';
    {
        KT_AUTO(kt_contexts) contexts = {0};
        KT_AUTO(kt_errs) errs = {0};

        assert_int_equal(make(&contexts, text, &errs), KT_OK);
    }
}

/* What the reader has complained about already. */
static void faulty_headers(void **state)
{
    KT_AUTO(kt_sections) sections = {0};
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    sections_open(&sections, "\nx protected=maybe\n");
    kt_str_clear(&sections.v[1].name);
    assert_int_equal(kt_contexts_make(&contexts, &sections, "/c", &errs), KT_E_INPUT);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].text, "'protected' is neither true nor false");
    kt_pairs_clear(&sections.v[1].pairs);
    assert_int_equal(kt_contexts_make(&contexts, &sections, "/c", &errs), KT_E_INPUT);
    assert_int_equal(errs.n, 1);
}

static void too_many(void **state)
{
    KT_AUTO(kt_sections) sections = {0};
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_contexts) most = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    for (int i = 0; i <= KT_CONTEXTS_MAX; i++) {
        KT_GROW(sections.v, sections.n, sections.cap);
        sections.v[sections.n++] =
            (struct kt_section){.name = i > 0 ? kt_format("n%d", i) : kt_strdup(""), .line = i};
    }
    assert_int_equal(kt_contexts_make(&most, &sections, "/c", &errs), KT_OK);
    assert_int_equal(most.n, KT_CONTEXTS_MAX);
    KT_GROW(sections.v, sections.n, sections.cap);
    sections.v[sections.n++] = (struct kt_section){.name = kt_strdup("last"), .line = 4711};
    assert_int_equal(kt_contexts_make(&contexts, &sections, "/c", &errs), KT_E_INPUT);
    assert_int_equal(errs.n, 1);
    assert_int_equal(errs.v[0].line, 4711);
}

static void need(const struct kt_contexts *contexts, const char *name, const char *text,
                 const char *hint)
{
    const struct kt_context *found;
    KT_AUTO(kt_errs) errs = {0};

    assert_int_equal(kt_contexts_need(&found, contexts, "--context", name, &errs), KT_E_USAGE);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].text, text);
    assert_string_equal(errs.v[0].hint, hint);
}

static void the_one_that_is_meant(void **state)
{
    KT_AUTO(kt_contexts) contexts = {0};
    KT_AUTO(kt_contexts) none = {0};
    KT_AUTO(kt_errs) errs = {0};
    const struct kt_context *found;

    (void)state;
    assert_int_equal(make(&contexts, "\nprod a=b\nstaging a=b", &errs), KT_OK);
    assert_int_equal(kt_contexts_need(&found, &contexts, "--context", "prod", &errs), KT_OK);
    assert_ptr_equal(found, &contexts.v[0]);
    need(&contexts, "prdo", "option '--context': there is no context 'prdo'",
         "did you mean 'prod'? /c has: prod, staging");
    need(&contexts, "elsewhere", "option '--context': there is no context 'elsewhere'",
         "/c has: prod, staging");
    none.file = kt_strdup("/c");
    need(&none, "a", "option '--context': there is no context 'a'",
         "contexts are sections of /c, which has none: [NAME], then lines key=value");
    kt_contexts_clear(&none);
    need(&none, "a", "option '--context': there is no context 'a'",
         "contexts are sections of ~/.config/ktool/config, and HOME is not set");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_section_says),
        cmocka_unit_test(all_faults_in_one_run),
        cmocka_unit_test(ids_as_they_are_copied),
        cmocka_unit_test(properties_are_not_misspelled),
        cmocka_unit_test(illegal_names),
        cmocka_unit_test(faulty_headers),
        cmocka_unit_test(too_many),
        cmocka_unit_test(the_one_that_is_meant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
