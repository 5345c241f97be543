/* test_manifest_files.c - which files operands stand for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "ktool/load.h"

struct folder {
    char path[64];
    struct kt_settings settings;
    struct kt_names found;
    struct kt_errs errs;
};

static void put(const char *path)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

/* An empty folder of its own, which is the current one. */
static int setup(void **state)
{
    struct folder *f = kt_calloc(1, sizeof(*f));

    *state = f;
    (void)snprintf(f->path, sizeof(f->path), "/tmp/ktool-files-XXXXXX");
    if (mkdtemp(f->path) == NULL || chdir(f->path) != 0 || mkdir("topics", 0777) != 0 ||
        mkdir("other", 0777) != 0)
        return -1;
    if (kt_settings_resolve(&f->settings, NULL, 0, &f->errs) != KT_OK)
        return -1;
    return 0;
}

static int teardown(void **state)
{
    static const char *const names[] = {"ktool.yaml",    "a.yaml",       "topics/shop.yaml",
                                        "topics/b.yaml", "topics/a.yml", "other/x.yaml",
                                        "other/.y.yaml", "other/z.txt",  "shop/s.yaml",
                                        "shop",          "topics",       "other"};
    struct folder *f = *state;

    for (size_t i = 0; i < KT_COUNT(names); i++)
        (void)remove(names[i]);
    (void)chdir("/");
    (void)rmdir(f->path);
    kt_settings_clear(&f->settings);
    kt_names_clear(&f->found);
    kt_errs_clear(&f->errs);
    free(f);
    return 0;
}

static enum kt_code files(struct folder *f, const char *one, const char *two)
{
    const struct kt_ctx ctx = {.settings = &f->settings};
    KT_AUTO_STR first = kt_strdup(one);
    KT_AUTO_STR second = kt_strdup(two);
    char *operands[] = {first, second};

    kt_names_clear(&f->found);
    kt_errs_clear(&f->errs);
    return kt_manifest_files(&ctx, &f->found, operands, (size_t)(one != NULL) + (two != NULL),
                             &f->errs);
}

static void assert_found(struct folder *f, const char *one, const char *two)
{
    assert_int_equal(f->found.n, (size_t)(one != NULL) + (two != NULL));
    assert_string_equal(f->found.v[0], one);
    if (two != NULL)
        assert_string_equal(f->found.v[1], two);
}

static void files_and_standard_input_stay_as_named(void **state)
{
    struct folder *f = *state;

    put("a.yaml");
    assert_int_equal(files(f, "a.yaml", "-"), KT_OK);
    assert_found(f, "a.yaml", "-");
    assert_int_equal(files(f, "./a.yaml", NULL), KT_OK);
    assert_found(f, "./a.yaml", NULL);
}

static void folder_gives_its_manifests_in_order(void **state)
{
    struct folder *f = *state;

    put("topics/b.yaml");
    put("topics/a.yml");
    put("other/.y.yaml");
    put("other/z.txt");
    assert_int_equal(files(f, "topics/", NULL), KT_OK);
    assert_found(f, "topics/a.yml", "topics/b.yaml");
    assert_int_equal(files(f, "./other", NULL), KT_E_INPUT);
    assert_non_null(strstr(f->errs.v[0].text, "no manifest in './other'"));
}

static void bare_name_is_a_manifest_before_it_is_a_folder(void **state)
{
    struct folder *f = *state;

    assert_int_equal(mkdir("shop", 0777), 0);
    put("shop/s.yaml");
    assert_int_equal(files(f, "shop", NULL), KT_OK);
    assert_found(f, "shop/s.yaml", NULL);
    put("topics/shop.yaml");
    assert_int_equal(files(f, "shop", NULL), KT_OK);
    assert_found(f, "topics/shop.yaml", NULL);
    assert_int_equal(files(f, "shop/", NULL), KT_OK);
    assert_found(f, "shop/s.yaml", NULL);
}

static void all_that_is_missing_is_named(void **state)
{
    struct folder *f = *state;

    assert_int_equal(files(f, "nothing", "no/such.yaml"), KT_E_INPUT);
    assert_int_equal(f->errs.nerrors, 2);
    assert_non_null(strstr(f->errs.v[0].text, "topics/nothing.yaml"));
    assert_non_null(strstr(f->errs.v[1].text, "'no/such.yaml'"));
}

static void same_file_twice_is_refused(void **state)
{
    struct folder *f = *state;

    put("a.yaml");
    assert_int_equal(files(f, "a.yaml", "a.yaml"), KT_E_USAGE);
}

static void without_operands_the_folder_decides(void **state)
{
    struct folder *f = *state;

    assert_int_equal(files(f, NULL, NULL), KT_E_USAGE);
    put("topics/shop.yaml");
    assert_int_equal(files(f, NULL, NULL), KT_OK);
    assert_found(f, "topics/shop.yaml", NULL);
    put("topics/b.yaml");
    assert_int_equal(files(f, NULL, NULL), KT_E_USAGE);
    assert_string_equal(f->errs.v[0].hint, "name one or more of: topics/b.yaml topics/shop.yaml");
    put("ktool.yaml");
    assert_int_equal(files(f, NULL, NULL), KT_OK);
    assert_found(f, "ktool.yaml", NULL);
}

static void setting_comes_before_the_folder(void **state)
{
    struct folder *f = *state;
    KT_AUTO(kt_pairs) pairs = {0};
    const struct kt_setting_input input = {.source = KT_FROM_ENVIRONMENT, .pairs = &pairs};

    put("ktool.yaml");
    put("a.yaml");
    kt_pairs_add(&pairs, "KTOOL_MANIFEST", "a.yaml", 0);
    kt_settings_clear(&f->settings);
    assert_int_equal(kt_settings_resolve(&f->settings, &input, 1, &f->errs), KT_OK);
    assert_int_equal(files(f, NULL, NULL), KT_OK);
    assert_found(f, "a.yaml", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_and_standard_input_stay_as_named, setup, teardown),
        cmocka_unit_test_setup_teardown(folder_gives_its_manifests_in_order, setup, teardown),
        cmocka_unit_test_setup_teardown(bare_name_is_a_manifest_before_it_is_a_folder, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(all_that_is_missing_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(same_file_twice_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(without_operands_the_folder_decides, setup, teardown),
        cmocka_unit_test_setup_teardown(setting_comes_before_the_folder, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
