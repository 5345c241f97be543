/* test_token_source.c - tokens from the settings, on their way to a cluster that wants one with
 * every metadata request. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../fake/fake.h"
#include "ktool/connect.h"
#include "ktool/token_source.h"

/* {"alg":"none"} . {"sub":"alice","exp":1768478460}: a minute after the fake's clock starts */
#define ALICE "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSIsImV4cCI6MTc2ODQ3ODQ2MH0."

struct world {
    char path[32];
    struct kt_pairs options;
    struct kt_settings settings;
    struct kt_ctx ctx;
    struct kt_names said;
    struct kt_errs errs;
};

/* The fake says something too. */
static void listen(void *arg, const char *text)
{
    if (strncmp(text, "token", 5) == 0)
        kt_names_add(arg, text);
}

static int setup(void **state)
{
    struct world *w = kt_calloc(1, sizeof(*w));
    int fd;

    *state = w;
    (void)snprintf(w->path, sizeof(w->path), "/tmp/ktool-token-XXXXXX");
    fd = mkstemp(w->path);
    kt_fake_use("{}");
    return fd < 0 || close(fd) != 0;
}

static int teardown(void **state)
{
    struct world *w = *state;

    kt_cluster_close(&w->ctx.cluster);
    kt_fake_use(NULL);
    kt_pairs_clear(&w->options);
    kt_settings_clear(&w->settings);
    kt_names_clear(&w->said);
    kt_errs_clear(&w->errs);
    (void)unlink(w->path);
    free(w);
    return 0;
}

static void put(const struct world *w, const char *text)
{
    FILE *to = fopen(w->path, "w");

    assert_non_null(to);
    assert_true(fputs(text, to) >= 0);
    assert_int_equal(fclose(to), 0);
}

/* As if the option stood on the command line. */
static void given(struct world *w, const char *name, const char *value)
{
    const struct kt_setting_input option = {KT_FROM_OPTION, .pairs = &w->options};

    kt_pairs_add(&w->options, name, value, 0);
    assert_int_equal(kt_settings_resolve(&w->settings, &option, 1, &w->errs), KT_OK);
    w->ctx = (struct kt_ctx){
        .settings = &w->settings, .handle = KT_HANDLE_ADMIN, .log = {listen, &w->said}};
}

static enum kt_code connect_it(struct world *w, int64_t wait_ms)
{
    struct kt_metadata metadata = {0};
    enum kt_code code = kt_connect(&w->ctx, wait_ms, KT_TO_LOOK, &metadata, &w->errs);

    kt_metadata_clear(&metadata);
    return code;
}

static void fails(struct world *w, const char *expected)
{
    assert_int_not_equal(connect_it(w, 60000), KT_OK);
    assert_int_equal(w->errs.n, 1);
    assert_string_equal(w->errs.v[0].text, expected);
}

static void a_command_prints_it(void **state)
{
    struct world *w = *state;

    given(w, "token_command", "echo " ALICE);
    assert_int_equal(connect_it(w, 60000), KT_OK);
    assert_int_equal(w->said.n, 1);
    assert_string_equal(w->said.v[0], "token for 'alice', good for 1m");
}

static void its_subject_is_the_user_of_messages(void **state)
{
    struct world *w = *state;
    char subject[400] = "";
    KT_AUTO_STR text = NULL;

    put(w, ALICE);
    given(w, "token_file", w->path);
    assert_int_equal(connect_it(w, 60000), KT_OK);
    assert_string_equal(w->ctx.link.user, "alice");
    put(w, "opaque");
    assert_int_equal(connect_it(w, 60000), KT_OK);
    assert_null(w->ctx.link.user);
    /* {"sub":"fff..."} with 258 of them: "ZmZm" is "fff" */
    for (size_t i = 0; i < 86; i++)
        memcpy(subject + i * 4, "ZmZm", 4);
    text = kt_format("x.eyJzdWIiOiJm%sIn0.y", subject);
    put(w, text);
    assert_int_equal(connect_it(w, 60000), KT_OK);
    assert_null(w->ctx.link.user);
}

static void a_file_is_read_anew(void **state)
{
    struct world *w = *state;

    put(w, "{\"access_token\":\"first\",\"expires_in\":5}\n");
    given(w, "token_file", w->path);
    assert_int_equal(connect_it(w, 60000), KT_OK);
    put(w, "second\n");
    assert_int_equal(connect_it(w, 60000), KT_OK);
    assert_int_equal(w->said.n, 2);
    assert_string_equal(w->said.v[0], "token for '', good for 5s");
    assert_string_equal(w->said.v[1], "token for '', good for 15m");
}

static void a_command_is_run_anew(void **state)
{
    struct world *w = *state;
    KT_AUTO_STR command =
        kt_format("test -s %s && exit 3; echo ran >%s; echo token", w->path, w->path);

    given(w, "token_command", command);
    assert_int_equal(connect_it(w, 60000), KT_OK);
    fails(w, "the token command failed with exit status 3");
}

static void an_empty_file_is_none(void **state)
{
    struct world *w = *state;
    KT_AUTO_STR expected = kt_format("the token file '%s' holds no token: it is empty", w->path);

    given(w, "token_file", w->path);
    fails(w, expected);
}

static void output_that_is_no_token(void **state)
{
    given(*state, "token_command", "echo please log in");
    fails(*state, "the output of the token command holds no token: a token has no blanks, no "
                  "control and no foreign characters");
}

static void a_file_that_is_not_there(void **state)
{
    given(*state, "token_file", "/none/token");
    fails(*state, "cannot read '/none/token': No such file or directory");
}

static void a_command_has_the_time_of_the_call(void **state)
{
    struct world *w = *state;

    given(w, "token_command", "sleep 1000");
    assert_int_equal(connect_it(w, 200), KT_E_IO);
    assert_string_equal(w->errs.v[0].text, "the token command was not done within 200ms");
}

static void nobody_else_is_asked_for_tokens(void **state)
{
    struct world *w = *state;
    const struct kt_setting_input option = {KT_FROM_OPTION, .pairs = &w->options};

    assert_int_equal(kt_settings_resolve(&w->settings, &option, 1, &w->errs), KT_OK);
    assert_true(kt_token_source_of(&w->settings) == NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_command_prints_it, setup, teardown),
        cmocka_unit_test_setup_teardown(its_subject_is_the_user_of_messages, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_is_read_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(a_command_is_run_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(an_empty_file_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(output_that_is_no_token, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there, setup, teardown),
        cmocka_unit_test_setup_teardown(a_command_has_the_time_of_the_call, setup, teardown),
        cmocka_unit_test_setup_teardown(nobody_else_is_asked_for_tokens, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
