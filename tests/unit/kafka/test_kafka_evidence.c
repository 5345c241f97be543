/* test_kafka_evidence.c - when there is no use in waiting on. Time is a number here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/kafka/kafka_evidence.h"
#include "ktool/mem.h"

static const struct kt_kafka_way plain = {0}, sasl = {.sasl = true};

static void failed(struct kt_evidence *evidence, int broker, const char *address,
                   enum kt_cause cause, int64_t now_ms)
{
    KT_AUTO_STR copy = kt_strdup(address);
    const struct kt_saying said = {.address = copy, .broker = broker, .cause = cause};

    kt_evidence_note(evidence, &said, &plain, now_ms);
}

/* One address has failed; NULL: none has. */
static void assert_attempt(const struct kt_evidence *evidence, const char *address, int broker,
                           enum kt_cause cause)
{
    size_t n = 0;
    struct kt_attempt *attempts = kt_evidence_attempts(evidence, &n);

    assert_int_equal(n, address ? 1 : 0);
    if (address != NULL) {
        assert_string_equal(attempts[0].address, address);
        assert_int_equal(attempts[0].broker, broker);
        assert_int_equal(attempts[0].cause, cause);
    }
    free(attempts);
}

static void addresses_are_written_as_the_library_does(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a, SSL://b:1,,[::1],[::1]:3,a:9092");
    assert_int_equal(evidence.n, 4);
    assert_string_equal(evidence.v[0].address, "a:9092");
    assert_string_equal(evidence.v[1].address, "b:1");
    assert_string_equal(evidence.v[2].address, "[::1]:9092");
    assert_string_equal(evidence.v[3].address, "[::1]:3");
    assert_attempt(&evidence, NULL, 0, KT_CAUSE_UNKNOWN);
    kt_evidence_clear(&evidence);
    kt_evidence_clear(&evidence);
}

/* The library writes IPv6 addresses without brackets. */
static void ipv6_addresses_have_brackets(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "::2,[fe80::1]:3");
    failed(&evidence, -1, "::2:9092", KT_CAUSE_REFUSED, 100);
    assert_int_equal(evidence.n, 2);
    assert_attempt(&evidence, "[::2]:9092", -1, KT_CAUSE_REFUSED);
    kt_evidence_answered(&evidence);
    kt_evidence_advertise(&evidence, 7, "fe80::1", 3);
    kt_evidence_advertise(&evidence, 8, "::3", 9092);
    assert_int_equal(evidence.n, 3);
    failed(&evidence, 8, "::3:9092", KT_CAUSE_NO_ROUTE, 200);
    assert_attempt(&evidence, "[::3]:9092", 8, KT_CAUSE_NO_ROUTE);
    kt_evidence_clear(&evidence);
}

static void what_is_final_ends_at_once(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1");
    assert_false(kt_evidence_hopeless(&evidence, true, 100000));
    failed(&evidence, -1, "a:1", KT_CAUSE_CREDENTIALS, 100);
    assert_true(kt_evidence_hopeless(&evidence, false, 100));
    assert_attempt(&evidence, "a:1", -1, KT_CAUSE_CREDENTIALS);
    kt_evidence_clear(&evidence);
}

/* Untried is never given up; what only was refused gets a second beside a final one. */
static void other_addresses_get_their_chance(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1,b:2");
    failed(&evidence, -1, "a:1", KT_CAUSE_CREDENTIALS, 100);
    assert_false(kt_evidence_hopeless(&evidence, true, 60000));
    failed(&evidence, -1, "b:2", KT_CAUSE_REFUSED, 200);
    assert_false(kt_evidence_hopeless(&evidence, false, 1099));
    assert_true(kt_evidence_hopeless(&evidence, false, 1100));
    failed(&evidence, -1, "b:2", KT_CAUSE_HTTP, 300);
    assert_true(kt_evidence_hopeless(&evidence, false, 300));
    kt_evidence_clear(&evidence);
}

static void only_the_hasty_give_up_what_is_refused(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1,b:2");
    failed(&evidence, -1, "a:1", KT_CAUSE_REFUSED, 100);
    failed(&evidence, -1, "b:2", KT_CAUSE_UNRESOLVED, 900);
    assert_false(kt_evidence_hopeless(&evidence, true, 2099));
    assert_true(kt_evidence_hopeless(&evidence, true, 2100));
    assert_false(kt_evidence_hopeless(&evidence, false, 60000));
    failed(&evidence, -1, "b:2", KT_CAUSE_SILENT, 3000);
    assert_false(kt_evidence_hopeless(&evidence, true, 60000));
    kt_evidence_clear(&evidence);
}

static void the_last_failure_counts_unless_one_was_final(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1");
    failed(&evidence, -1, "a:1", KT_CAUSE_REFUSED, 100);
    failed(&evidence, -1, "a:1", KT_CAUSE_CLOSED, 200);
    assert_int_equal(evidence.v[0].cause, KT_CAUSE_CLOSED);
    failed(&evidence, -1, "a:1", KT_CAUSE_EXPIRED, 300);
    failed(&evidence, -1, "a:1", KT_CAUSE_BAD_CERTIFICATE, 400);
    failed(&evidence, -1, "a:1", KT_CAUSE_CLOSED, 500);
    assert_int_equal(evidence.v[0].cause, KT_CAUSE_EXPIRED);
    failed(&evidence, -1, "a:1", KT_CAUSE_CREDENTIALS, 600);
    assert_int_equal(evidence.v[0].cause, KT_CAUSE_CREDENTIALS);
    kt_evidence_clear(&evidence);
}

static void the_last_one_is_the_latest(void **state)
{
    struct kt_evidence evidence;
    struct kt_attempt last;

    (void)state;
    kt_evidence_open(&evidence, "a:1,b:1");
    assert_false(kt_evidence_last(&evidence, &last));
    failed(&evidence, -1, "b:1", KT_CAUSE_CLOSED, 100);
    failed(&evidence, -1, "a:1", KT_CAUSE_REFUSED, 200);
    assert_true(kt_evidence_last(&evidence, &last));
    assert_string_equal(last.address, "a:1");
    assert_int_equal(last.cause, KT_CAUSE_REFUSED);
    kt_evidence_clear(&evidence);
}

static void cut(struct kt_evidence *evidence, const struct kt_kafka_way *way, bool up)
{
    KT_AUTO_STR address = kt_strdup("a:1");
    const struct kt_saying said = {
        .address = address, .broker = -1, .cause = KT_CAUSE_CLOSED, .vague = true, .up = up};

    kt_evidence_note(evidence, &said, way, 100);
}

/* Once may be a broker that stops, and with SASL it is something else. */
static void a_connection_cut_twice_wants_sasl(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1");
    cut(&evidence, &plain, true);
    assert_int_equal(evidence.v[0].cause, KT_CAUSE_CLOSED);
    assert_true(evidence.v[0].vague);
    cut(&evidence, &plain, false);
    cut(&evidence, &plain, true);
    assert_int_equal(evidence.v[0].cause, KT_CAUSE_CLOSED);
    cut(&evidence, &plain, true);
    assert_int_equal(evidence.v[0].cause, KT_CAUSE_WANTS_SASL);
    assert_false(evidence.v[0].vague);
    kt_evidence_settled(&evidence);
    cut(&evidence, &sasl, true);
    cut(&evidence, &sasl, true);
    assert_int_equal(evidence.v[0].cause, KT_CAUSE_CLOSED);
    kt_evidence_clear(&evidence);
}

/* The bootstrap list did its work; nobody knows how many brokers there are. */
static void advertised_addresses_stand_for_the_cluster(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1,b:2");
    assert_false(kt_evidence_stray(&evidence));
    failed(&evidence, 1, "x:1", KT_CAUSE_REFUSED, 100);
    assert_true(kt_evidence_stray(&evidence));
    assert_false(kt_evidence_hopeless(&evidence, true, 2099));
    assert_true(kt_evidence_hopeless(&evidence, true, 2100));
    failed(&evidence, 1, "x:1", KT_CAUSE_WRONG_HOST, 2200);
    assert_false(kt_evidence_hopeless(&evidence, false, 3199));
    assert_true(kt_evidence_hopeless(&evidence, false, 3200));
    kt_evidence_clear(&evidence);
}

static void an_advertised_address_may_be_of_the_list(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1");
    kt_evidence_advertise(&evidence, 7, "a", 1);
    kt_evidence_advertise(&evidence, 8, "x", 1);
    assert_int_equal(evidence.n, 2);
    assert_true(evidence.v[0].known && evidence.v[1].known);
    failed(&evidence, 7, "a:1", KT_CAUSE_REFUSED, 100);
    assert_false(kt_evidence_stray(&evidence));
    assert_attempt(&evidence, "a:1", -1, KT_CAUSE_REFUSED);
    failed(&evidence, 8, "x:1", KT_CAUSE_REFUSED, 200);
    assert_true(kt_evidence_stray(&evidence));
    kt_evidence_clear(&evidence);
}

static void answers_wipe_the_slate(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1");
    failed(&evidence, -1, "a:1", KT_CAUSE_REFUSED, 100);
    failed(&evidence, 1, "x:1", KT_CAUSE_CREDENTIALS, 200);
    kt_evidence_answered(&evidence);
    assert_attempt(&evidence, "x:1", 1, KT_CAUSE_CREDENTIALS);
    assert_int_equal(evidence.final_ms, 200);
    kt_evidence_settled(&evidence);
    assert_attempt(&evidence, NULL, 0, KT_CAUSE_UNKNOWN);
    failed(&evidence, -1, "a:1", KT_CAUSE_REFUSED, 5000);
    assert_false(kt_evidence_hopeless(&evidence, true, 5100));
    kt_evidence_clear(&evidence);
}

static void a_look_makes_a_failure_of_silence(void **state)
{
    struct kt_evidence evidence;

    (void)state;
    kt_evidence_open(&evidence, "a:1");
    kt_evidence_refine(&evidence, &evidence.v[0], KT_CAUSE_SILENT, 100);
    assert_attempt(&evidence, "a:1", -1, KT_CAUSE_SILENT);
    kt_evidence_refine(&evidence, &evidence.v[0], KT_CAUSE_HTTP, 200);
    assert_int_equal(evidence.final_ms, 200);
    kt_evidence_clear(&evidence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_written_as_the_library_does),
        cmocka_unit_test(ipv6_addresses_have_brackets),
        cmocka_unit_test(the_last_one_is_the_latest),
        cmocka_unit_test(what_is_final_ends_at_once),
        cmocka_unit_test(other_addresses_get_their_chance),
        cmocka_unit_test(only_the_hasty_give_up_what_is_refused),
        cmocka_unit_test(the_last_failure_counts_unless_one_was_final),
        cmocka_unit_test(a_connection_cut_twice_wants_sasl),
        cmocka_unit_test(advertised_addresses_stand_for_the_cluster),
        cmocka_unit_test(an_advertised_address_may_be_of_the_list),
        cmocka_unit_test(answers_wipe_the_slate),
        cmocka_unit_test(a_look_makes_a_failure_of_silence),
    };
    return cmocka_run_group_tests_name("kafka_evidence", tests, NULL, NULL);
}
