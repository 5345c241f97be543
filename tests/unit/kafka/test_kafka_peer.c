/* test_kafka_peer.c - what the first bytes of a peer mean; peers that say nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../../src/kafka/kafka_peer.h"

#define JUDGE(text) kt_peer_judge((const unsigned char *)(text), sizeof(text) - 1)

static void first_bytes(void **state)
{
    (void)state;
    assert_int_equal(JUDGE(""), KT_PEER_CLOSES);
    assert_int_equal(JUDGE("HTTP/1.1"), KT_PEER_HTTP);
    assert_int_equal(JUDGE("HTT"), KT_PEER_OTHER);
    assert_int_equal(JUDGE("\x15\x03\x03\0\x02\x02P"), KT_PEER_TLS); /* Kafka's alert */
    assert_int_equal(JUDGE("\x16\x03\x03\x03\xd9\x02\0\0"), KT_PEER_TLS);
    assert_int_equal(JUDGE("\x15"), KT_PEER_OTHER);
    assert_int_equal(JUDGE("\0\0\x01\xccktoo"), KT_PEER_KAFKA);
    assert_int_equal(JUDGE("\0\0\x01\xccktop"), KT_PEER_OTHER); /* not our number */
    assert_int_equal(JUDGE("\0\0\x01\xcckto"), KT_PEER_OTHER);
    assert_int_equal(JUDGE("SSH-2.0-"), KT_PEER_OTHER);
}

/* Nobody listens on port 1 of loopback, and names of .invalid have no address (RFC 6761). */
static void nothing_is_learned_without_a_connection(void **state)
{
    static const volatile sig_atomic_t stop = 15;

    (void)state;
    assert_int_equal(kt_peer_look("127.0.0.1:1", false, 200, NULL), KT_PEER_UNKNOWN);
    assert_int_equal(kt_peer_look("[::1]:1", true, 200, NULL), KT_PEER_UNKNOWN);
    assert_int_equal(kt_peer_look("localhost:1", true, 200, NULL), KT_PEER_UNKNOWN);
    assert_int_equal(kt_peer_look("broker.invalid:9092", true, 200, NULL), KT_PEER_UNKNOWN);
    assert_int_equal(kt_peer_look("no-port", false, 200, NULL), KT_PEER_UNKNOWN);
    assert_int_equal(kt_peer_look("127.0.0.1:1", false, 200, &stop), KT_PEER_UNKNOWN);
    assert_false(kt_peer_connects("127.0.0.1:1", false, 200, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_bytes),
        cmocka_unit_test(nothing_is_learned_without_a_connection),
    };
    return cmocka_run_group_tests_name("kafka_peer", tests, NULL, NULL);
}
