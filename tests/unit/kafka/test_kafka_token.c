/* test_kafka_token.c - librdkafka asks for tokens, the source makes them; nobody listens at the
 * address, as tokens are wanted before the first connection. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "ktool/cluster.h"

/* A call that does not end by itself fails the test by its error. */
enum { LONG_MS = 60000 };

struct source {
    int calls, stop_at; /* the call that sets `stop`; 0: none */
    int fail_from;      /* the first call that fails; 0: none */
    int64_t life_ms;
    int timeout_ms; /* as told */
    bool in_time;   /* the failure came well before the end of the last token */
    int64_t end_ms; /* of that */
    volatile sig_atomic_t stop;
};

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum kt_code make_token(void *arg, int timeout_ms, struct kt_token *out,
                               struct kt_errs *errs)
{
    struct source *source = arg;

    source->timeout_ms = timeout_ms;
    if (++source->calls == source->stop_at)
        source->stop = SIGTERM;
    if (source->fail_from > 0 && source->calls >= source->fail_from) {
        source->in_time = now_ms() + 200 < source->end_ms;
        kt_fail(errs, KT_E_IO, "the token command failed");
        kt_hint(errs, "log in");
        return KT_E_IO;
    }
    source->end_ms = now_ms() + source->life_ms;
    *out = (struct kt_token){
        .value = kt_strdup("abc"), .principal = kt_strdup(""), .expires_ms = source->end_ms};
    return KT_OK;
}

static enum kt_code open_with(struct kt_cluster **out, struct source *source, enum kt_handle handle,
                              const char *extensions, struct kt_errs *errs)
{
    KT_AUTO(kt_pairs) properties = {0};
    const struct kt_cluster_options options = {.handle = handle,
                                               .properties = &properties,
                                               .timeout_ms = LONG_MS,
                                               .token = make_token,
                                               .token_arg = source,
                                               .stop = &source->stop};

    kt_pairs_add(&properties, "bootstrap.servers", "127.0.0.1:1", 0);
    kt_pairs_add(&properties, "security.protocol", "SASL_PLAINTEXT", 0);
    kt_pairs_add(&properties, "sasl.mechanism", "OAUTHBEARER", 0);
    if (extensions != NULL)
        kt_pairs_add(&properties, "sasl.oauthbearer.extensions", extensions, 0);
    return kt_cluster_open(out, &options, errs);
}

/* Opens, asks for metadata, closes. */
static enum kt_code ask(struct source *source, enum kt_handle handle, struct kt_errs *errs)
{
    struct kt_metadata metadata = {0};
    struct kt_cluster *cluster = NULL;
    enum kt_code code;

    assert_int_equal(open_with(&cluster, source, handle, NULL, errs), KT_OK);
    code = kt_cluster_metadata(cluster, &metadata, LONG_MS, errs);
    kt_cluster_close(&cluster);
    return code;
}

static void a_failure_ends_the_call(void **state)
{
    static const enum kt_handle handles[] = {KT_HANDLE_ADMIN, KT_HANDLE_CONSUMER,
                                             KT_HANDLE_PRODUCER};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(handles); i++) {
        struct source source = {.fail_from = 1};
        KT_AUTO(kt_errs) errs = {0};

        assert_int_equal(ask(&source, handles[i], &errs), KT_E_IO);
        assert_int_equal(errs.n, 1);
        assert_string_equal(errs.v[0].text, "the token command failed");
        assert_string_equal(errs.v[0].hint, "log in");
        assert_int_equal(source.calls, 1);
        assert_int_equal(source.timeout_ms, LONG_MS);
    }
}

static void a_failure_ends_a_request_too(void **state)
{
    struct source source = {.fail_from = 1};
    struct kt_cluster *cluster = NULL;
    KT_AUTO(kt_groups) groups = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(open_with(&cluster, &source, KT_HANDLE_CONSUMER, NULL, &errs), KT_OK);
    assert_int_equal(kt_cluster_list_groups(cluster, &groups, LONG_MS, &errs), KT_E_IO);
    assert_string_equal(errs.v[0].text, "the token command failed");
    kt_errs_clear(&errs);
    /* And the next one: there is still no token. */
    assert_int_equal(kt_cluster_list_groups(cluster, &groups, LONG_MS, &errs), KT_E_IO);
    assert_int_equal(errs.n, 1);
    kt_cluster_close(&cluster);
}

static void what_the_library_refuses(void **state)
{
    struct source expired = {.life_ms = -1000};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(ask(&expired, KT_HANDLE_ADMIN, &errs), KT_E_CLUSTER);
    assert_int_equal(errs.n, 1);
    assert_non_null(strstr(errs.v[0].text, "the token cannot be used: "));
    assert_null(strstr(errs.v[0].text, "abc"));
}

static void short_lived_ones_are_renewed(void **state)
{
    struct source source = {.life_ms = 2000, .stop_at = 2};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(ask(&source, KT_HANDLE_ADMIN, &errs), KT_E_INTERRUPTED);
    assert_int_equal(source.calls, 2);
    assert_int_equal(errs.n, 0);
}

/* The library wants the next one at four fifths of a life: that this fails ends nothing yet. */
static void a_good_token_outlives_a_failure(void **state)
{
    struct source source = {.life_ms = 6000, .fail_from = 2, .stop_at = 2};
    struct kt_metadata metadata = {0};
    struct kt_cluster *cluster = NULL;
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(open_with(&cluster, &source, KT_HANDLE_ADMIN, NULL, &errs), KT_OK);
    assert_int_equal(kt_cluster_metadata(cluster, &metadata, LONG_MS, &errs), KT_E_INTERRUPTED);
    assert_int_equal(source.calls, 2);
    source.stop = 0;
    /* On a machine that is too busy the library may have come too late. */
    assert_int_equal(kt_cluster_metadata(cluster, &metadata, 100, &errs),
                     source.in_time ? KT_E_CLUSTER : KT_E_IO);
    kt_cluster_close(&cluster);
}

static void extensions_are_pairs(void **state)
{
    static const char *const wrong[] = {"logicalCluster", "=x", "a=b,c"};
    struct source source = {.life_ms = LONG_MS};
    struct kt_metadata metadata = {0};
    struct kt_cluster *cluster = NULL;
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(wrong); i++) {
        kt_errs_clear(&errs);
        assert_int_equal(open_with(&cluster, &source, KT_HANDLE_ADMIN, wrong[i], &errs),
                         KT_E_USAGE);
        assert_null(cluster);
        assert_int_equal(errs.n, 1);
        assert_string_equal(errs.v[0].text,
                            "property 'sasl.oauthbearer.extensions' is not KEY=VALUE,KEY=VALUE");
    }
    kt_errs_clear(&errs);
    /* These are handed over, and RFC 7628 has letters only in names. */
    assert_int_equal(open_with(&cluster, &source, KT_HANDLE_ADMIN, "a=b,c1=d", &errs), KT_OK);
    assert_int_equal(kt_cluster_metadata(cluster, &metadata, LONG_MS, &errs), KT_E_CLUSTER);
    assert_non_null(strstr(errs.v[0].text, "the token cannot be used: "));
    kt_cluster_close(&cluster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_ends_the_call),
        cmocka_unit_test(a_failure_ends_a_request_too),
        cmocka_unit_test(what_the_library_refuses),
        cmocka_unit_test(short_lived_ones_are_renewed),
        cmocka_unit_test(a_good_token_outlives_a_failure),
        cmocka_unit_test(extensions_are_pairs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
