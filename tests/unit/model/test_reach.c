/* test_reach.c - every way not to reach a broker: what is said about it, word for word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/mem.h"
#include "ktool/reach.h"
#include "settings_fixture.h"

static const struct kt_link plain = {
    .brokers = "b1:9092", .brokers_origin = "--brokers", .protocol = "PLAINTEXT"};
static const struct kt_link shop = {.brokers = "b1:9092",
                                    .brokers_origin = "KAFKA_BROKERS in .env:1",
                                    .protocol = "SASL_SSL",
                                    .mechanism = "SCRAM-SHA-256",
                                    .user = "alice",
                                    .user_origin = "KAFKA_USERNAME in .env:2"};
static const struct kt_link tls = {
    .brokers = "b1:9092", .brokers_origin = "-X", .protocol = "SSL", .protocol_origin = "-X"};
static const struct kt_link mutual = {.brokers = "b1:9092",
                                      .protocol = "SSL",
                                      .protocol_origin = "client.properties:3",
                                      .certificate = "c.pem",
                                      .ca = "ca.pem"};
static const struct kt_link bearer = {
    .brokers = "b1:9092", .protocol = "SASL_SSL", .mechanism = "OAUTHBEARER"};

static struct kt_attempt at(enum kt_cause cause, const char *detail)
{
    return (struct kt_attempt){
        .address = "b1:9092", .broker = -1, .cause = cause, .detail = detail};
}

/* Text and hint, parted by a line break. */
static char *said(const struct kt_link *link, const struct kt_attempt *attempts, size_t n,
                  int waited_ms)
{
    KT_AUTO(kt_errs) errs = {0};

    assert_int_equal(kt_reach_fail(&errs, link, attempts, n, waited_ms), KT_E_CLUSTER);
    assert_int_equal(errs.n, 1);
    assert_int_equal(errs.v[0].code, KT_E_CLUSTER);
    assert_null(strchr(errs.v[0].text, '\n'));
    return kt_format("%s\n%s", errs.v[0].text, errs.v[0].hint ? errs.v[0].hint : "");
}

static void assert_said(const struct kt_link *link, enum kt_cause cause, const char *detail,
                        const char *text, const char *hint)
{
    const struct kt_attempt attempt = at(cause, detail);
    KT_AUTO_STR got = said(link, &attempt, 1, 0);
    KT_AUTO_STR wanted = kt_format("cannot reach b1:9092 %s\n%s", text, hint);

    assert_string_equal(got, wanted);
}

static void addresses(void **state)
{
    static const char port[] = "is a broker running there, on that port?";
    struct kt_link unset = plain;
    struct kt_link dotenv = plain;

    (void)state;
    assert_said(&plain, KT_CAUSE_REFUSED, NULL, "(PLAINTEXT): connection refused", port);
    unset.brokers_origin = "default";
    assert_said(&unset, KT_CAUSE_REFUSED, NULL, "(PLAINTEXT): connection refused",
                "this is the default, for no brokers are set: use --brokers or KAFKA_BROKERS; is a "
                "broker running there, on that port?");
    dotenv.brokers_origin = "KAFKA_BROKERS in .env:1";
    assert_said(&dotenv, KT_CAUSE_UNRESOLVED, NULL, "(PLAINTEXT): the host name cannot be resolved",
                "the address comes from KAFKA_BROKERS in .env:1; a name of a container network is "
                "known only inside it");
    assert_said(&plain, KT_CAUSE_NO_ROUTE, NULL, "(PLAINTEXT): no route to the host",
                "is the network, or the VPN, up?");
    assert_said(&plain, KT_CAUSE_NO_CONNECT, NULL,
                "(PLAINTEXT): nothing answers, not even with a refusal",
                "a firewall may be in between, or the host is down");
    assert_said(&plain, KT_CAUSE_SILENT, NULL,
                "(PLAINTEXT): it accepts the connection and says nothing",
                "a broker that hangs does that; is this the port of a Kafka listener?");
    assert_said(&plain, KT_CAUSE_CLOSED, NULL, "(PLAINTEXT): it closes the connection at once",
                "is this the port of a Kafka listener? a proxy without a broker behind it does "
                "that too");
    assert_said(&plain, KT_CAUSE_HTTP, NULL, "(PLAINTEXT): it speaks HTTP, not Kafka",
                "a broker's Kafka port is wanted, not that of a registry, a REST proxy or a "
                "console");
    assert_said(&plain, KT_CAUSE_NOT_KAFKA, NULL, "(PLAINTEXT): what it says is not Kafka",
                "is this the port of a Kafka listener?");
    assert_said(&plain, KT_CAUSE_UNKNOWN, "odd words", "(PLAINTEXT): odd words", "");
}

static void protocols(void **state)
{
    (void)state;
    assert_said(&shop, KT_CAUSE_PEER_IS_PLAIN, NULL,
                "(SASL_SSL, SCRAM-SHA-256 as 'alice'): the broker does not speak TLS: the listener "
                "is plaintext",
                "the credentials (KAFKA_USERNAME in .env:2) ask for SASL_SSL; for a local broker "
                "take them out or set KAFKA_SASL_ENABLED=false, for SASL without TLS "
                "KAFKA_SSL_ENABLED=false");
    assert_said(&tls, KT_CAUSE_PEER_IS_PLAIN, NULL,
                "(SSL): the broker does not speak TLS: the listener is plaintext",
                "TLS is asked for by -X; without it: KAFKA_SSL_ENABLED=false, or "
                "-X security.protocol=PLAINTEXT");
    assert_said(&plain, KT_CAUSE_PEER_IS_TLS, NULL, "(PLAINTEXT): the listener wants TLS",
                "set KAFKA_SSL_ENABLED=true or -X security.protocol=SSL, with "
                "-X ssl.ca.location=FILE for an authority of your own");
    assert_said(&plain, KT_CAUSE_TOO_OLD, NULL, "(PLAINTEXT): the broker is older than Kafka 0.10",
                "ktool needs Kafka 0.10 or newer");
    assert_said(&plain, KT_CAUSE_TOO_NEW, NULL,
                "(PLAINTEXT): the broker is too new for this ktool's librdkafka",
                "`ktool version` names it; a ktool built with a newer one will do");
}

static void certificates(void **state)
{
    (void)state;
    assert_said(&tls, KT_CAUSE_UNKNOWN_CA, "CN=our CA",
                "(SSL): the broker's certificate was issued by 'CN=our CA', which is not trusted "
                "here",
                "-X ssl.ca.location=FILE names the authority's certificate (PEM)");
    assert_said(&mutual, KT_CAUSE_UNKNOWN_CA, NULL,
                "(SSL with the client certificate c.pem): the issuer of the broker's certificate "
                "is not trusted here",
                "trusted is what stands in 'ca.pem' (ssl.ca.location): has it that authority's "
                "certificate?");
    assert_said(&tls, KT_CAUSE_WRONG_HOST, "CN=kafka1",
                "(SSL): the broker's certificate (CN=kafka1) is for another host than 'b1'",
                "connect by a name that the certificate has; "
                "-X ssl.endpoint.identification.algorithm=none takes any name, and any impostor");
    assert_said(&tls, KT_CAUSE_EXPIRED, "CN=b1",
                "(SSL): the broker's certificate (CN=b1) has expired",
                "the broker needs a new one, unless the clock of this machine is wrong");
    assert_said(&tls, KT_CAUSE_BAD_CERTIFICATE, "it was revoked",
                "(SSL): the broker's certificate is not good: it was revoked",
                "see it with: openssl s_client -connect b1:9092");
    assert_said(&tls, KT_CAUSE_CERTIFICATE_WANTED, NULL,
                "(SSL): the broker wants a client certificate",
                "-X ssl.certificate.location=FILE and -X ssl.key.location=FILE name certificate "
                "and key (PEM)");
    assert_said(&mutual, KT_CAUSE_CERTIFICATE_REFUSED, NULL,
                "(SSL with the client certificate c.pem): the broker does not accept the client "
                "certificate",
                "is c.pem still good, and signed by an authority that the broker trusts?");
}

static void credentials(void **state)
{
    struct kt_link simple = shop;

    (void)state;
    assert_said(
        &shop, KT_CAUSE_CREDENTIALS, NULL,
        "(SASL_SSL, SCRAM-SHA-256 as 'alice'): the broker says that user or password is "
        "wrong",
        "brokers do not tell which; they come from KAFKA_USERNAME in .env:2; or the password "
        "is one for SCRAM-SHA-512 (KAFKA_SASL_MECHANISM=SCRAM-SHA-512)");
    assert_said(
        &shop, KT_CAUSE_CREDENTIALS, "librdkafka 2.0.2",
        "(SASL_SSL, SCRAM-SHA-256 as 'alice'): the broker says that user or password is "
        "wrong",
        "brokers do not tell which; they come from KAFKA_USERNAME in .env:2; or this is Kafka "
        "4, where librdkafka 2.0.2 fails with SCRAM whatever the password: "
        "KAFKA_SASL_MECHANISM=PLAIN, or librdkafka 2.6.1 and newer");
    simple.mechanism = "PLAIN";
    assert_said(&simple, KT_CAUSE_CREDENTIALS, NULL,
                "(SASL_SSL, PLAIN as 'alice'): the broker says that user or password is wrong",
                "brokers do not tell which; they come from KAFKA_USERNAME in .env:2");
    assert_said(&bearer, KT_CAUSE_CREDENTIALS, "invalid_token",
                "(SASL_SSL, OAUTHBEARER): the broker refuses the token: invalid_token",
                "has it expired, and is it meant for this cluster? --token-command or --token-file "
                "gives another");
    assert_said(&bearer, KT_CAUSE_TOKEN, NULL, "(SASL_SSL, OAUTHBEARER): there is no token to send",
                "--token-command CMD or --token-file FILE gives one");
    assert_said(&shop, KT_CAUSE_MECHANISM, "PLAIN,OAUTHBEARER",
                "(SASL_SSL, SCRAM-SHA-256 as 'alice'): the listener does not offer SCRAM-SHA-256, "
                "but PLAIN,OAUTHBEARER",
                "set KAFKA_SASL_MECHANISM=PLAIN, or -X sasl.mechanism=PLAIN");
    assert_said(&shop, KT_CAUSE_MECHANISM, "GSSAPI",
                "(SASL_SSL, SCRAM-SHA-256 as 'alice'): the listener does not offer SCRAM-SHA-256, "
                "but GSSAPI",
                "");
    assert_said(&shop, KT_CAUSE_NO_SASL, NULL,
                "(SASL_SSL, SCRAM-SHA-256 as 'alice'): the listener does not authenticate with "
                "SASL",
                "take the credentials (KAFKA_USERNAME in .env:2) out or set "
                "KAFKA_SASL_ENABLED=false; KAFKA_SSL_ENABLED=true keeps TLS");
    assert_said(&plain, KT_CAUSE_WANTS_SASL, NULL,
                "(PLAINTEXT): the listener wants authentication (SASL)",
                "set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, and KAFKA_SSL_ENABLED=false for "
                "SASL without TLS");
    assert_said(&tls, KT_CAUSE_WANTS_SASL, NULL, "(SSL): the listener wants authentication (SASL)",
                "set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD");
}

/* None is left without words, and no text has a secret's place in it. */
static void every_cause_has_words(void **state)
{
    (void)state;
    for (int cause = 0; cause < KT_NCAUSES; cause++) {
        const struct kt_attempt attempt = at((enum kt_cause)cause, NULL);
        KT_AUTO_STR text = kt_cause_text(&attempt, &shop);
        KT_AUTO_STR bare = kt_cause_text(&attempt, NULL);
        KT_AUTO_STR hint = kt_reach_hint(&attempt, NULL);

        assert_true(*text != '\0' && *bare != '\0');
        assert_true(hint == NULL || *hint != '\0');
        assert_false(kt_cause_is_final((enum kt_cause)cause) &&
                     kt_cause_is_quick((enum kt_cause)cause));
    }
}

static void what_waiting_can_help(void **state)
{
    (void)state;
    assert_true(kt_cause_is_quick(KT_CAUSE_REFUSED));
    assert_true(kt_cause_is_quick(KT_CAUSE_UNRESOLVED));
    assert_false(kt_cause_is_quick(KT_CAUSE_SILENT));
    assert_false(kt_cause_is_quick(KT_CAUSE_UNKNOWN));
    assert_false(kt_cause_is_final(KT_CAUSE_CLOSED));
    assert_false(kt_cause_is_final(KT_CAUSE_SILENT));
    assert_true(kt_cause_is_final(KT_CAUSE_HTTP));
    assert_true(kt_cause_is_final(KT_CAUSE_CREDENTIALS));
    assert_true(kt_cause_is_final(KT_CAUSE_TOO_NEW));
}

static void waiting_is_named_where_it_mattered(void **state)
{
    const struct kt_attempt attempt = at(KT_CAUSE_REFUSED, NULL);
    KT_AUTO_STR one = said(&plain, &attempt, 1, 10000);
    KT_AUTO_STR none = said(&plain, NULL, 0, 1500);

    (void)state;
    assert_string_equal(one, "cannot reach b1:9092 (PLAINTEXT) within 10s: connection refused\n"
                             "is a broker running there, on that port?");
    assert_string_equal(none, "cannot reach b1:9092 (PLAINTEXT) within 1500ms: no answer\n");
}

/* Refused twice, and once further: that one counts. */
static void the_most_telling_leads(void **state)
{
    const struct kt_attempt attempts[] = {
        {.address = "a:1", .broker = -1, .cause = KT_CAUSE_REFUSED},
        {.address = "b:2", .broker = -1, .cause = KT_CAUSE_CREDENTIALS},
        {.address = "c:3", .broker = -1, .cause = KT_CAUSE_UNRESOLVED},
        {.address = "d:4", .broker = -1, .cause = KT_CAUSE_CREDENTIALS}};
    KT_AUTO_STR all = said(&bearer, attempts, 4, 0);
    KT_AUTO_STR three = said(&plain, attempts, 1, 0);

    (void)state;
    assert_string_equal(all, "cannot reach b:2, d:4 (SASL_SSL, OAUTHBEARER): the broker refuses "
                             "the token; a:1: connection refused; c:3: the host name cannot be "
                             "resolved\n"
                             "has it expired, and is it meant for this cluster? --token-command or "
                             "--token-file gives another");
    assert_string_equal(three, "cannot reach a:1 (PLAINTEXT): connection refused\n"
                               "is a broker running there, on that port?");
}

/* The words of a library that nobody knows come from a peer that was there. */
static void unknown_words_outdo_a_refusal(void **state)
{
    const struct kt_attempt attempts[] = {
        {.address = "a:1", .broker = -1, .cause = KT_CAUSE_REFUSED},
        {.address = "b:2", .broker = -1, .cause = KT_CAUSE_UNKNOWN, .detail = "no shared cipher"}};
    KT_AUTO_STR got = said(&tls, attempts, 2, 0);

    (void)state;
    assert_string_equal(got, "cannot reach b:2 (SSL): no shared cipher; a:1: connection refused\n");
}

static void advertised_addresses(void **state)
{
    const struct kt_attempt attempts[] = {
        {.address = "a:1", .broker = -1, .cause = KT_CAUSE_CREDENTIALS},
        {.address = "b:2", .broker = 1, .cause = KT_CAUSE_REFUSED},
        {.address = "c:3", .broker = 2, .cause = KT_CAUSE_UNRESOLVED},
        {.address = "d:4", .broker = 3, .cause = KT_CAUSE_UNRESOLVED}};
    KT_AUTO_STR one = said(&plain, attempts, 2, 0);
    KT_AUTO_STR more = said(&plain, attempts, 4, 2000);

    (void)state;
    assert_string_equal(one, "the cluster at b1:9092 (PLAINTEXT) advertises b:2 (broker 1), and "
                             "that cannot be reached: connection refused\n"
                             "the broker's advertised.listeners must name an address that clients "
                             "can reach; localhost serves its own machine only");
    assert_string_equal(more,
                        "the cluster at b1:9092 (PLAINTEXT) advertises c:3 (broker 2), d:4 (broker "
                        "3), and these cannot be reached within 2s: the host name cannot be "
                        "resolved; b:2 (broker 1): connection refused\n"
                        "a name of a container network is known only inside it: the broker's "
                        "advertised.listeners must name an address for clients out here");
}

static void assert_link(struct world world, const char *text, const char *protocol_origin)
{
    struct resolved r = resolve(world);
    struct kt_link link;
    KT_AUTO_STR got = NULL;

    assert_int_equal(r.code, KT_OK);
    kt_settings_link(&link, &r.settings);
    got = kt_link_text(&link);
    assert_string_equal(got, text);
    if (protocol_origin == NULL)
        assert_null(link.protocol_origin);
    else
        assert_string_equal(link.protocol_origin, protocol_origin);
    kt_settings_clear(&r.settings);
    kt_errs_clear(&r.errs);
}

static void links_of_settings(void **state)
{
    (void)state;
    assert_link((struct world){0}, "PLAINTEXT", NULL);
    assert_link((struct world){.dotenv = "KAFKA_USERNAME=alice\nKAFKA_PASSWORD=geheim"},
                "SASL_SSL, SCRAM-SHA-256 as 'alice'", NULL);
    assert_link((struct world){.dotenv = "KAFKA_USERNAME=alice\nKAFKA_PASSWORD=geheim\n"
                                         "KAFKA_SSL_ENABLED=false"},
                "SASL_PLAINTEXT, SCRAM-SHA-256 as 'alice'", "KAFKA_SSL_ENABLED in .env:3");
    assert_link((struct world){.dotenv = "KAFKA_USERNAME=alice\nKAFKA_PASSWORD=geheim",
                               .environment = "KAFKA_SASL_ENABLED=false"},
                "PLAINTEXT", NULL);
    assert_link((struct world){.file = "security.protocol=SSL\nssl.certificate.location=c.pem"},
                "SSL with the client certificate c.pem", "client.properties:1");
    assert_link((struct world){.x = "security.protocol=SASL_SSL\nsasl.username=bob\n"
                                    "sasl.password=geheim\nsasl.mechanism=PLAIN\n"
                                    "ssl.certificate.pem=-----BEGIN CERTIFICATE"},
                "SASL_SSL, PLAIN as 'bob', with the client certificate PEM", "-X");
}

static void a_protocol_in_the_list(void **state)
{
    struct kt_link link = plain;
    KT_AUTO_STR silent = said(&link, NULL, 0, 10000);
    KT_AUTO_STR dropped = NULL;

    (void)state;
    assert_string_equal(silent, "cannot reach b1:9092 (PLAINTEXT) within 10s: no answer\n");
    link.brokers = "SSL://b1:9093";
    dropped = said(&link, NULL, 0, 10000);
    assert_string_equal(
        dropped, "cannot reach SSL://b1:9093 (PLAINTEXT) within 10s: no answer\nwrite brokers "
                 "as host:port; the protocol is the setting security.protocol");
}

/* A list of a hundred brokers is no message. */
static void many_addresses(void **state)
{
    struct kt_attempt attempts[13];
    KT_AUTO_STR got = NULL;

    (void)state;
    for (size_t i = 0; i < KT_COUNT(attempts); i++)
        attempts[i] = at(i < 7 ? KT_CAUSE_REFUSED : KT_CAUSE_UNRESOLVED, NULL);
    got = said(&plain, attempts, KT_COUNT(attempts), 0);
    assert_string_equal(
        got,
        "cannot reach b1:9092, b1:9092, b1:9092 and 3 more (PLAINTEXT): the host name cannot "
        "be resolved; b1:9092: connection refused; b1:9092: connection refused; b1:9092: "
        "connection refused and 4 more\na name of a container network is known only inside it");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),
        cmocka_unit_test(protocols),
        cmocka_unit_test(certificates),
        cmocka_unit_test(credentials),
        cmocka_unit_test(every_cause_has_words),
        cmocka_unit_test(what_waiting_can_help),
        cmocka_unit_test(waiting_is_named_where_it_mattered),
        cmocka_unit_test(the_most_telling_leads),
        cmocka_unit_test(unknown_words_outdo_a_refusal),
        cmocka_unit_test(advertised_addresses),
        cmocka_unit_test(links_of_settings),
        cmocka_unit_test(many_addresses),
        cmocka_unit_test(a_protocol_in_the_list),
    };
    return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
