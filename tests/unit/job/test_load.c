/* test_load.c - manifests read as one set, and what is left out of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ktool/load.h"

struct load {
    char path[64];
    struct kt_settings settings;
    struct kt_loaded loaded;
    struct kt_errs errs;
    struct kt_ctx ctx;
};

/* An empty folder of its own, which is the current one. */
static int setup(void **state)
{
    struct load *l = kt_calloc(1, sizeof(*l));

    *state = l;
    (void)snprintf(l->path, sizeof(l->path), "/tmp/ktool-load-XXXXXX");
    if (mkdtemp(l->path) == NULL || chdir(l->path) != 0 ||
        kt_settings_resolve(&l->settings, NULL, 0, &l->errs) != KT_OK)
        return -1;
    l->ctx.settings = &l->settings;
    return 0;
}

static int teardown(void **state)
{
    struct load *l = *state;

    (void)remove("a.yaml");
    (void)remove("b.yaml");
    (void)chdir("/");
    (void)rmdir(l->path);
    kt_loaded_clear(&l->loaded);
    kt_settings_clear(&l->settings);
    kt_errs_clear(&l->errs);
    free(l);
    return 0;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Lists of one text each; NULL: none. */
static enum kt_code load(struct load *l, const char *only, const char *except, const char *set)
{
    char first[] = "a.yaml", second[] = "b.yaml";
    char *operands[] = {first, second};
    struct kt_load_options options = {.operands = operands, .noperands = 1};

    options.noperands += access("b.yaml", F_OK) == 0;
    options.only = (struct kt_list){.v = &only, .n = only != NULL};
    options.except = (struct kt_list){.v = &except, .n = except != NULL};
    options.set = (struct kt_list){.v = &set, .n = set != NULL};
    kt_loaded_clear(&l->loaded);
    kt_errs_clear(&l->errs);
    return kt_load(&l->ctx, &l->loaded, &options, &l->errs);
}

static const char three[] = "version: 1\ntopics: { a.x: {}, a.y: {}, b: {} }\n";

static void only_and_except_narrow_and_name_the_rest(void **state)
{
    struct load *l = *state;

    put("a.yaml", three);
    assert_int_equal(load(l, "a.*", "*.y", NULL), KT_OK);
    assert_int_equal(l->loaded.declared.topics.n, 1);
    assert_string_equal(l->loaded.declared.topics.v[0].name, "a.x");
    assert_int_equal(l->loaded.left_out.n, 2);
    assert_string_equal(l->loaded.left_out.v[0], "a.y");
    assert_string_equal(l->loaded.left_out.v[1], "b");
}

static void pattern_that_matches_nothing_is_wrong_usage(void **state)
{
    struct load *l = *state;

    put("a.yaml", three);
    assert_int_equal(load(l, "c*", NULL, NULL), KT_E_USAGE);
    assert_string_equal(l->errs.v[0].text, "--only 'c*' matches no declared topic");
    assert_int_equal(load(l, NULL, "c", NULL), KT_E_USAGE);
    assert_string_equal(l->errs.v[0].text, "--except 'c' matches no declared topic");
    assert_int_equal(l->loaded.declared.topics.n, 0);
}

static void set_wants_name_and_value(void **state)
{
    struct load *l = *state;

    put("a.yaml", "version: 1\ntopics: { 'x.{id}': {} }\n");
    assert_int_equal(load(l, NULL, NULL, "id"), KT_E_USAGE);
    assert_int_equal(load(l, NULL, NULL, "=7"), KT_E_USAGE);
    assert_int_not_equal(load(l, NULL, NULL, "id=7=8"), KT_OK); /* '=' is in no name */
    assert_int_equal(l->errs.v[0].code, KT_E_USAGE);
    assert_int_equal(load(l, NULL, NULL, "id=7"), KT_OK);
    assert_string_equal(l->loaded.declared.topics.v[0].name, "x.7");
}

static void files_make_one_set(void **state)
{
    struct load *l = *state;

    put("a.yaml", three);
    put("b.yaml", "version: 1\ntopics: { c: {} }\n");
    assert_int_equal(load(l, NULL, NULL, NULL), KT_OK);
    assert_int_equal(l->loaded.declared.topics.n, 4);
    put("b.yaml", "version: 1\ntopics: { b: {} }\n");
    assert_int_equal(load(l, NULL, NULL, NULL), KT_E_INPUT);
}

static void faults_of_all_files_come_together(void **state)
{
    struct load *l = *state;

    put("a.yaml", "version: 1\ntopics: { a: { partitions: 0 } }\n");
    put("b.yaml", "version: 1\ntopics: { b: { partitions: 0 } }\n");
    assert_int_equal(load(l, NULL, NULL, NULL), KT_E_INPUT);
    assert_int_equal(l->errs.nerrors, 2);
    put("a.yaml", "version: [\n");
    put("b.yaml", "\tversion\n");
    assert_int_equal(load(l, NULL, NULL, NULL), KT_E_INPUT);
    assert_int_equal(l->errs.nerrors, 2);
}

static void variable_of_dotenv_is_found(void **state)
{
    struct load *l = *state;
    KT_AUTO(kt_pairs) dotenv = {0};

    kt_pairs_add(&dotenv, "KTOOL_TEST_ONLY_HERE", "7", 1);
    l->ctx.dotenv = &dotenv;
    put("a.yaml", "version: 1\ntopics: { a: { partitions: '${KTOOL_TEST_ONLY_HERE}' } }\n");
    assert_int_equal(load(l, NULL, NULL, NULL), KT_OK);
    assert_int_equal(l->loaded.declared.topics.v[0].partitions, 7);
    l->ctx.dotenv = NULL;
    assert_int_equal(load(l, NULL, NULL, NULL), KT_E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_and_except_narrow_and_name_the_rest, setup, teardown),
        cmocka_unit_test_setup_teardown(pattern_that_matches_nothing_is_wrong_usage, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(set_wants_name_and_value, setup, teardown),
        cmocka_unit_test_setup_teardown(files_make_one_set, setup, teardown),
        cmocka_unit_test_setup_teardown(faults_of_all_files_come_together, setup, teardown),
        cmocka_unit_test_setup_teardown(variable_of_dotenv_is_found, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
