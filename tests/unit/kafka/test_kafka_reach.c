/* test_kafka_reach.c - clusters that cannot be reached: what is said, and how soon. Loopback only.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "ktool/cluster.h"

static volatile sig_atomic_t stop;

static void on_alarm(int number)
{
    stop = number;
}

struct peer {
    int fd; /* listens and never answers; -1: closed again, so that connections are refused */
    char *address;
    struct kt_pairs properties;
    struct kt_errs errs;
    struct kt_cluster *cluster;
};

static void setup(struct peer *peer, bool listens)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(to);

    memset(peer, 0, sizeof(*peer));
    peer->fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(peer->fd, (struct sockaddr *)&to, sizeof(to)), 0);
    assert_int_equal(getsockname(peer->fd, (struct sockaddr *)&to, &size), 0);
    peer->address = kt_format("127.0.0.1:%d", ntohs(to.sin_port));
    if (listens)
        assert_int_equal(listen(peer->fd, 5), 0);
    kt_pairs_add(&peer->properties, "bootstrap.servers", peer->address, 0);
    stop = 0;
}

static enum kt_code open_it(struct peer *peer, enum kt_handle handle)
{
    struct kt_cluster_options options = {
        .handle = handle, .properties = &peer->properties, .stop = &stop};

    return kt_cluster_open(&peer->cluster, &options, &peer->errs);
}

static void teardown(struct peer *peer)
{
    kt_cluster_close(&peer->cluster);
    kt_errs_clear(&peer->errs);
    kt_pairs_clear(&peer->properties);
    free(peer->address);
    close(peer->fd);
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void stop_in(int ms)
{
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval timer = {.it_value = {.tv_usec = ms * 1000}};

    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void assert_said(const struct peer *peer, enum kt_code code, const char *const *words)
{
    assert_int_equal(peer->errs.n, 1);
    assert_int_equal(peer->errs.v[0].code, code);
    for (size_t i = 0; words[i]; i++)
        if (strstr(peer->errs.v[0].text, words[i]) == NULL)
            fail_msg("'%s' is not in: %s", words[i], peer->errs.v[0].text);
}

static void refusal_names_host_and_cause(void **state)
{
    struct kt_metadata metadata = {0};
    struct peer peer;
    int64_t start;

    (void)state;
    setup(&peer, false);
    const char *const words[] = {"cannot reach ", peer.address,
                                 " within 400ms: ", "connection refused", NULL};
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_OK);
    start = now_ms();
    assert_int_equal(kt_cluster_metadata(peer.cluster, &metadata, 400, &peer.errs), KT_E_CLUSTER);
    assert_in_range(now_ms() - start, 350, 700);
    assert_said(&peer, KT_E_CLUSTER, words);
    assert_null(strstr(peer.errs.v[0].text, "bootstrap"));
    assert_null(strstr(peer.errs.v[0].text, "after"));
    assert_null(metadata.broker);
    start = now_ms();
    teardown(&peer);
    assert_true(now_ms() - start < 200);
}

static void an_admin_call_ends_in_time(void **state)
{
    static const char *const names[] = {"a"};
    struct kt_result result[1] = {{0}};
    struct peer peer;
    int64_t start;

    (void)state;
    setup(&peer, false);
    const char *const words[] = {"cannot reach ", peer.address,
                                 " within 1s: ", "connection refused", NULL};
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_OK);
    start = now_ms();
    assert_int_equal(kt_cluster_delete_topics(peer.cluster, names, 1, result, 1000, &peer.errs),
                     KT_E_CLUSTER);
    assert_in_range(now_ms() - start, 900, 1500);
    assert_said(&peer, KT_E_CLUSTER, words);
    assert_null(result[0].text);
    teardown(&peer);
}

/* Nobody asked to wait, and it was refused at once. */
static void the_hasty_give_up_a_refusal_soon(void **state)
{
    struct kt_metadata metadata = {0};
    const struct kt_link link = {.brokers = "x", .protocol = "PLAINTEXT"};
    struct peer peer;
    int64_t start;

    (void)state;
    setup(&peer, false);
    const char *const words[] = {"cannot reach ", peer.address, " (PLAINTEXT): connection refused",
                                 NULL};
    struct kt_cluster_options options = {.handle = KT_HANDLE_ADMIN,
                                         .properties = &peer.properties,
                                         .hasty = true,
                                         .link = &link,
                                         .stop = &stop};
    assert_int_equal(kt_cluster_open(&peer.cluster, &options, &peer.errs), KT_OK);
    start = now_ms();
    assert_int_equal(kt_cluster_metadata(peer.cluster, &metadata, 20000, &peer.errs), KT_E_CLUSTER);
    assert_in_range(now_ms() - start, 1900, 4000);
    assert_said(&peer, KT_E_CLUSTER, words);
    teardown(&peer);
}

/* The library calls that a success without groups. */
static void groups_of_nobody_are_an_error(void **state)
{
    KT_AUTO(kt_groups) groups = {0};
    struct peer peer;

    (void)state;
    setup(&peer, false);
    const char *const words[] = {"cannot reach ", peer.address, NULL};
    assert_int_equal(open_it(&peer, KT_HANDLE_CONSUMER), KT_OK);
    assert_int_equal(kt_cluster_list_groups(peer.cluster, &groups, 500, &peer.errs), KT_E_CLUSTER);
    assert_said(&peer, KT_E_CLUSTER, words);
    teardown(&peer);
}

static void silence_ends_in_time(void **state)
{
    struct kt_metadata metadata = {0};
    struct peer peer;
    int64_t start;

    (void)state;
    setup(&peer, true);
    const char *const words[] = {"cannot reach ", peer.address,
                                 " within 300ms: ", "it accepts the connection and says nothing",
                                 NULL};
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_OK);
    start = now_ms();
    assert_int_equal(kt_cluster_metadata(peer.cluster, &metadata, 300, &peer.errs), KT_E_CLUSTER);
    /* A look at the peer may take half a second more. */
    assert_in_range(now_ms() - start, 250, 1100);
    assert_said(&peer, KT_E_CLUSTER, words);
    teardown(&peer);
}

/* A signal after 250 ms ends a wait of 20 s; 100 ms are promised, the rest is the machine's. */
static void a_signal_ends_every_wait(void **state)
{
    static const char *const names[] = {"a"};
    struct kt_metadata metadata = {0};
    struct kt_result result[1] = {{0}};
    struct peer peer;
    int64_t start;

    (void)state;
    setup(&peer, true);
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_OK);
    stop_in(250);
    start = now_ms();
    assert_int_equal(kt_cluster_metadata(peer.cluster, &metadata, 20000, &peer.errs),
                     KT_E_INTERRUPTED);
    assert_in_range(now_ms() - start, 240, 600);
    stop = 0;
    stop_in(250);
    start = now_ms();
    assert_int_equal(kt_cluster_delete_topics(peer.cluster, names, 1, result, 20000, &peer.errs),
                     KT_E_INTERRUPTED);
    assert_in_range(now_ms() - start, 240, 600);
    assert_int_equal(peer.errs.n, 0);
    start = now_ms();
    teardown(&peer);
    assert_true(now_ms() - start < 300);
}

static void a_property_nobody_knows_is_named(void **state)
{
    static const char *const words[] = {"'bootstrap.server'", NULL};
    struct peer peer;

    (void)state;
    setup(&peer, false);
    kt_pairs_add(&peer.properties, "bootstrap.server", "localhost", 0);
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_E_USAGE);
    assert_said(&peer, KT_E_USAGE, words);
    assert_null(peer.cluster);
    teardown(&peer);
}

/* Values that fit one by one and not together. */
static void a_set_that_does_not_fit_is_refused(void **state)
{
    static const char *const words[] = {"cannot be set up", NULL};
    struct peer peer;

    (void)state;
    setup(&peer, false);
    kt_pairs_add(&peer.properties, "fetch.max.bytes", "2000000", 0);
    kt_pairs_add(&peer.properties, "receive.message.max.bytes", "1000000", 0);
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_E_USAGE);
    assert_said(&peer, KT_E_USAGE, words);
    teardown(&peer);
}

/* tests/integration/files.t.sh has the others. */
static void a_file_that_is_not_there_is_named(void **state)
{
    static const char *const words[] = {
        "cannot read '/nonexistent/ca.pem' (ssl.ca.location): No such file", NULL};
    struct peer peer;

    (void)state;
    setup(&peer, false);
    kt_pairs_add(&peer.properties, "ssl.ca.location", "/nonexistent/ca.pem", 0);
    kt_pairs_add(&peer.properties, "security.protocol", "ssl", 0);
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_E_INPUT);
    assert_said(&peer, KT_E_INPUT, words);
    teardown(&peer);
}

/* The library would be silent for ever. */
static void no_source_of_tokens_is_said_at_once(void **state)
{
    static const struct kt_link link = {.protocol = "SASL_PLAINTEXT", .mechanism = "OAUTHBEARER"};
    static const char *const words[] = {"(SASL_PLAINTEXT, OAUTHBEARER): there is no token to send",
                                        NULL};
    struct kt_metadata metadata = {0};
    struct peer peer;
    int64_t start;

    (void)state;
    setup(&peer, true);
    kt_pairs_add(&peer.properties, "security.protocol", "sasl_plaintext", 0);
    kt_pairs_add(&peer.properties, "sasl.mechanism", "OAUTHBEARER", 0);
    struct kt_cluster_options options = {
        .handle = KT_HANDLE_ADMIN, .properties = &peer.properties, .link = &link, .stop = &stop};
    assert_int_equal(kt_cluster_open(&peer.cluster, &options, &peer.errs), KT_OK);
    start = now_ms();
    assert_int_equal(kt_cluster_metadata(peer.cluster, &metadata, 20000, &peer.errs), KT_E_CLUSTER);
    assert_true(now_ms() - start < 2000);
    assert_said(&peer, KT_E_CLUSTER, words);
    teardown(&peer);
}

/* Its log is where it says why a connection failed. */
static void a_low_log_level_does_not_make_us_deaf(void **state)
{
    struct kt_metadata metadata = {0};
    struct peer peer;

    (void)state;
    setup(&peer, false);
    const char *const words[] = {"cannot reach ", "connection refused", NULL};
    kt_pairs_add(&peer.properties, "log_level", "0", 0);
    assert_int_equal(open_it(&peer, KT_HANDLE_ADMIN), KT_OK);
    assert_int_equal(kt_cluster_metadata(peer.cluster, &metadata, 400, &peer.errs), KT_E_CLUSTER);
    assert_said(&peer, KT_E_CLUSTER, words);
    teardown(&peer);
}

struct lines {
    int n;
};

static void count_line(void *arg, const char *text)
{
    struct lines *lines = arg;

    assert_non_null(text);
    lines->n++;
}

static void the_librarys_log_goes_to_v(void **state)
{
    struct lines lines = {0};
    struct kt_log log = {.line = count_line, .arg = &lines};
    struct kt_metadata metadata = {0};
    struct peer peer;

    (void)state;
    setup(&peer, false);
    struct kt_cluster_options options = {
        .handle = KT_HANDLE_ADMIN, .properties = &peer.properties, .log = &log, .stop = &stop};
    assert_int_equal(kt_cluster_open(&peer.cluster, &options, &peer.errs), KT_OK);
    assert_int_equal(kt_cluster_metadata(peer.cluster, &metadata, 200, &peer.errs), KT_E_CLUSTER);
    assert_true(lines.n > 0);
    teardown(&peer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusal_names_host_and_cause),
        cmocka_unit_test(an_admin_call_ends_in_time),
        cmocka_unit_test(the_hasty_give_up_a_refusal_soon),
        cmocka_unit_test(groups_of_nobody_are_an_error),
        cmocka_unit_test(silence_ends_in_time),
        cmocka_unit_test(a_signal_ends_every_wait),
        cmocka_unit_test(a_property_nobody_knows_is_named),
        cmocka_unit_test(a_set_that_does_not_fit_is_refused),
        cmocka_unit_test(a_file_that_is_not_there_is_named),
        cmocka_unit_test(no_source_of_tokens_is_said_at_once),
        cmocka_unit_test(a_low_log_level_does_not_make_us_deaf),
        cmocka_unit_test(the_librarys_log_goes_to_v),
    };
    return cmocka_run_group_tests_name("kafka_reach", tests, NULL, NULL);
}
