/* test_kafka_cause.c - lines as librdkafka 2.0.2 and 2.15.1 write them, and what they mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/kafka/kafka_cause.h"
#include "ktool/mem.h"

static const struct kt_kafka_way plain = {0}, tls = {.tls = true},
                                 mutual = {.tls = true, .certificate = true},
                                 scram = {.sasl = true}, both = {.tls = true, .sasl = true};

/* The line with the broker's name in front, and the library's bookkeeping behind. */
static void assert_read(const struct kt_kafka_way *way, const char *words, enum kt_cause cause,
                        const char *detail, bool vague)
{
    const char *scheme = way == &plain   ? ""
                         : way == &scram ? "sasl_plaintext://"
                         : way->sasl     ? "sasl_ssl://"
                                         : "ssl://";
    KT_AUTO_STR line = kt_format("[thrd:%s127.0.0.1:9092/bootstrap]: %s127.0.0.1:9092/bootstrap: "
                                 "%s (after 12ms in state SSL_HANDSHAKE, 1 identical error(s) "
                                 "suppressed)",
                                 scheme, scheme, words);
    struct kt_saying said;

    assert_true(kt_saying_read(&said, line, way));
    assert_string_equal(said.address, "127.0.0.1:9092");
    assert_int_equal(said.broker, -1);
    if (said.cause != cause)
        fail_msg("%d, not %d: %s", said.cause, cause, words);
    if (detail == NULL)
        assert_null(said.detail);
    else
        assert_string_equal(said.detail, detail);
    assert_int_equal(said.vague, vague);
    assert_false(said.up);
    kt_saying_clear(&said);
}

static void connections(void **state)
{
    (void)state;
    assert_read(&plain, "Connect to ipv4#127.0.0.1:9092 failed: Connection refused",
                KT_CAUSE_REFUSED, NULL, false);
    assert_read(&plain, "Failed to resolve 'broker.invalid:9092': Name or service not known",
                KT_CAUSE_UNRESOLVED, NULL, false);
    assert_read(&plain, "Failed to resolve 'b:9092': Temporary failure in name resolution",
                KT_CAUSE_UNRESOLVED, NULL, false);
    assert_read(&plain,
                "Failed to connect to broker at 255.255.255.255:9092: Network is unreachable",
                KT_CAUSE_NO_ROUTE, NULL, false);
    assert_read(&plain, "Connect to ipv4#10.1.1.1:9092 failed: No route to host", KT_CAUSE_NO_ROUTE,
                NULL, false);
    assert_read(&plain, "Connection setup timed out in state CONNECT", KT_CAUSE_NO_CONNECT, NULL,
                false);
    assert_read(&plain, "Connection setup timed out in state APIVERSION_QUERY", KT_CAUSE_SILENT,
                NULL, true);
    assert_read(&tls, "Connection setup timed out in state SSL_HANDSHAKE", KT_CAUSE_SILENT, NULL,
                true);
}

static void broken_connections(void **state)
{
    static const char closed[] = "SSL handshake failed: Disconnected: SSL connection closed by "
                                 "peer: connecting to a PLAINTEXT broker listener?";
    static const char querying[] =
        "Disconnected while requesting ApiVersion: might be caused by incorrect security.protocol "
        "configuration (connecting to a SSL listener?) or broker version is < 0.10 (see "
        "api.version.request)";
    static const char *const words[] = {
        /* 2.0.2 */
        querying, "SSL handshake failed: Disconnected: connecting to a PLAINTEXT broker listener?",
        "SSL handshake failed: error:0A000126:SSL routines::unexpected eof while reading",
        "error:0A000126:SSL routines::unexpected eof while reading",
        /* 2.15.1 */
        "Disconnected: connection reset by peer",
        "Disconnected: connection closed by peer: receive 0 after POLLIN",
        "Disconnected: SSL connection closed by peer", closed};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(words); i++)
        assert_read(&tls, words[i], KT_CAUSE_CLOSED, NULL, true);
}

static void other_protocols(void **state)
{
    (void)state;
    assert_read(&plain,
                "Receive failed: Invalid response size 1213486160 (0..100000000): increase "
                "receive.message.max.bytes",
                KT_CAUSE_HTTP, NULL, true);
    assert_read(&plain,
                "Receive failed: Invalid response size 352518912 (0..100000000): increase "
                "receive.message.max.bytes",
                KT_CAUSE_PEER_IS_TLS, NULL, true);
    assert_read(&plain,
                "Receive failed: Invalid response size 1397966893 (0..100000000): increase "
                "receive.message.max.bytes",
                KT_CAUSE_NOT_KAFKA, NULL, true);
    assert_read(&tls, "SSL handshake failed: error:0A00010B:SSL routines::wrong version number",
                KT_CAUSE_NOT_KAFKA, NULL, true);
}

static void certificates(void **state)
{
    static const char verify[] =
        "SSL handshake failed: error:0A000086:SSL routines::certificate verify failed: broker "
        "certificate could not be verified, verify that ssl.ca.location is correctly configured or "
        "root CA certificates are installed (install ca-certificates package)";
    static const char bad[] = "Receive failed: error:0A000412:SSL routines::sslv3 alert bad "
                              "certificate: SSL alert number 42";

    (void)state;
    assert_read(&tls, verify, KT_CAUSE_BAD_CERTIFICATE, NULL, false);
    assert_read(&tls, bad, KT_CAUSE_CERTIFICATE_WANTED, NULL, false);
    assert_read(&mutual, bad, KT_CAUSE_CERTIFICATE_REFUSED, NULL, false);
    assert_read(&mutual,
                "Receive failed: error:0A000416:SSL routines::sslv3 alert certificate unknown: SSL "
                "alert number 46",
                KT_CAUSE_CERTIFICATE_REFUSED, NULL, false);
    assert_read(&tls,
                "SSL handshake failed: error:0A000410:SSL routines::ssl/tls alert handshake "
                "failure: SSL alert number 40",
                KT_CAUSE_UNKNOWN,
                "SSL handshake failed: error:0A000410:SSL routines::ssl/tls alert handshake "
                "failure: SSL alert number 40",
                false);
}

static void assert_verdict(int error, const char *subject, const char *issuer, enum kt_cause cause,
                           const char *detail)
{
    char why[64];
    KT_AUTO_STR line = NULL;
    struct kt_saying said;

    kt_saying_x509(why, sizeof(why), error);
    line = kt_format("[thrd:ssl://b1:9093/bootstrap]: ssl://b1:9093/bootstrap: Certificate "
                     "(subject=%s, issuer=%s) verification callback failed: %s",
                     subject, issuer, why);
    assert_true(kt_saying_read(&said, line, &tls));
    assert_string_equal(said.address, "b1:9093");
    assert_int_equal(said.cause, cause);
    assert_string_equal(said.detail, detail);
    kt_saying_clear(&said);
}

static void verdicts(void **state)
{
    (void)state;
    assert_verdict(19, "/CN=ktool test CA", "/CN=ktool test CA", KT_CAUSE_UNKNOWN_CA,
                   "CN=ktool test CA");
    assert_verdict(20, "/CN=b1", "/O=Us/CN=our CA", KT_CAUSE_UNKNOWN_CA, "O=Us CN=our CA");
    assert_verdict(18, "/CN=b1", "/CN=b1", KT_CAUSE_UNKNOWN_CA, "CN=b1");
    assert_verdict(62, "/CN=b1", "/CN=our CA", KT_CAUSE_WRONG_HOST, "CN=b1");
    assert_verdict(64, "/CN=b1", "/CN=our CA", KT_CAUSE_WRONG_HOST, "CN=b1");
    assert_verdict(10, "/O=Us/CN=b1", "/CN=our CA", KT_CAUSE_EXPIRED, "O=Us CN=b1");
    assert_verdict(9, "/CN=b1", "/CN=our CA", KT_CAUSE_BAD_CERTIFICATE, "it is not valid yet");
    assert_verdict(23, "/CN=b1", "/CN=our CA", KT_CAUSE_BAD_CERTIFICATE, "it was revoked");
    assert_verdict(26, "/CN=b1", "/CN=our CA", KT_CAUSE_BAD_CERTIFICATE, "OpenSSL's error 26");
}

static void authentication(void **state)
{
    (void)state;
    assert_read(&both,
                "SASL authentication error: Authentication failed during authentication due to "
                "invalid credentials with SASL mechanism SCRAM-SHA-256",
                KT_CAUSE_CREDENTIALS, NULL, false);
    assert_read(&both,
                "SASL authentication error: Authentication failed: Invalid username or password",
                KT_CAUSE_CREDENTIALS, NULL, false);
    assert_read(&both, "SASL authentication error: {\"status\":\"invalid_token\"}",
                KT_CAUSE_CREDENTIALS, "invalid_token", false);
    assert_read(&scram,
                "SASL SCRAM-SHA-256 mechanism handshake failed: Broker: Unsupported SASL "
                "mechanism: broker's supported mechanisms: PLAIN,OAUTHBEARER",
                KT_CAUSE_MECHANISM, "PLAIN,OAUTHBEARER", false);
    assert_read(&scram,
                "SASL SCRAM-SHA-256 mechanism handshake failed: Broker: Request not valid in "
                "current SASL state: broker's supported mechanisms: ",
                KT_CAUSE_NO_SASL, NULL, false);
}

static void a_connection_that_had_been_made(void **state)
{
    struct kt_saying said;

    (void)state;
    assert_true(kt_saying_read(
        &said,
        "[thrd:127.0.0.1:21704/bootstrap]: 127.0.0.1:21704/bootstrap: Disconnected: verify that "
        "security.protocol is correctly configured, broker might require SASL authentication "
        "(after 2ms in state UP)",
        &plain));
    assert_int_equal(said.cause, KT_CAUSE_CLOSED);
    assert_true(said.up);
    kt_saying_clear(&said);
}

static void assert_address(const char *line, const char *address, int broker)
{
    struct kt_saying said;

    if (address == NULL) {
        assert_false(kt_saying_read(&said, line, &plain));
        return;
    }
    assert_true(kt_saying_read(&said, line, &plain));
    assert_string_equal(said.address, address);
    assert_int_equal(said.broker, broker);
    kt_saying_clear(&said);
}

static void addresses(void **state)
{
    (void)state;
    assert_address("[thrd:broker.invalid:9092/1]: broker.invalid:9092/1: Failed to resolve "
                   "'broker.invalid:9092': Name or service not known (after 1ms in state CONNECT)",
                   "broker.invalid:9092", 1);
    assert_address("ssl://[::1]:9092/1001: Disconnected (after 1ms in state UP)", "[::1]:9092",
                   1001);
    assert_address("[thrd:main]: 127.0.0.1:21806/bootstrap: Metadata request failed: connected: "
                   "Local: Required feature not supported by broker (0ms): Permanent",
                   "127.0.0.1:21806", -1);
    assert_address("GroupCoordinator: b1:9092/3: Disconnected", "b1:9092", 3);
    assert_address("[thrd:GroupCoordinator]: GroupCoordinator/1: Disconnected", NULL, 0);
    assert_address("[thrd:main]: nothing about a broker", NULL, 0);
    assert_address("b1:9092/x: Disconnected", NULL, 0);
    assert_address("", NULL, 0);
}

/* What peers write into their certificates and answers stays one line. */
static void control_characters(void **state)
{
    struct kt_saying said;

    (void)state;
    assert_true(kt_saying_read(&said,
                               "b1:9092/bootstrap: odd\nwords\033[1m (after 1ms in state "
                               "CONNECT)",
                               &plain));
    assert_string_equal(said.detail, "odd words [1m");
    kt_saying_clear(&said);
}

static void a_broker_too_new(void **state)
{
    (void)state;
    assert_read(&plain,
                "Metadata request failed: connected: Local: Required feature not supported by "
                "broker (0ms): Permanent",
                KT_CAUSE_TOO_NEW, NULL, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connections),
        cmocka_unit_test(broken_connections),
        cmocka_unit_test(other_protocols),
        cmocka_unit_test(certificates),
        cmocka_unit_test(verdicts),
        cmocka_unit_test(authentication),
        cmocka_unit_test(a_connection_that_had_been_made),
        cmocka_unit_test(addresses),
        cmocka_unit_test(control_characters),
        cmocka_unit_test(a_broker_too_new),
    };
    return cmocka_run_group_tests_name("kafka_cause", tests, NULL, NULL);
}
