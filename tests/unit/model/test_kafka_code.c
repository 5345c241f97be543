/* test_kafka_code.c - names of Kafka's error codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/cluster.h"

/* Numbers by hand, from the protocol guide of kafka.apache.org. */
static void names_are_kafkas(void **state)
{
    (void)state;
    assert_string_equal(kt_kafka_code_text(0), "NONE");
    assert_string_equal(kt_kafka_code_text(-1), "UNKNOWN_SERVER_ERROR");
    assert_string_equal(kt_kafka_code_text(KT_KAFKA_UNKNOWN_TOPIC_OR_PART),
                        "UNKNOWN_TOPIC_OR_PARTITION");
    assert_string_equal(kt_kafka_code_text(KT_KAFKA_TOPIC_ALREADY_EXISTS), "TOPIC_ALREADY_EXISTS");
    assert_string_equal(kt_kafka_code_text(KT_KAFKA_POLICY_VIOLATION), "POLICY_VIOLATION");
    assert_string_equal(kt_kafka_code_text(KT_KAFKA_LOCAL_TRANSPORT), "_TRANSPORT");
    assert_string_equal(kt_kafka_code_text(KT_KAFKA_LOCAL_TIMED_OUT), "_TIMED_OUT");
    assert_string_equal(kt_kafka_code_text(9999), "UNKNOWN");
    assert_string_equal(kt_kafka_code_text(-100), "UNKNOWN");
}

/* A row out of order would be lost to the binary search. */
static void no_code_is_lost(void **state)
{
    int known = 0;

    (void)state;
    for (int code = -1; code <= 133; code++) {
        assert_string_not_equal(kt_kafka_code_text(code), "UNKNOWN");
        known++;
    }
    assert_int_equal(known, 135);
    for (int code = -199; code <= -195; code++)
        assert_string_not_equal(kt_kafka_code_text(code), "UNKNOWN");
}

static void what_passes_is_told_from_what_stays(void **state)
{
    (void)state;
    assert_true(kt_kafka_code_retriable(KT_KAFKA_NOT_CONTROLLER));
    assert_true(kt_kafka_code_retriable(KT_KAFKA_THROTTLING_QUOTA_EXCEEDED));
    assert_true(kt_kafka_code_retriable(KT_KAFKA_LOCAL_TRANSPORT));
    assert_false(kt_kafka_code_retriable(KT_KAFKA_OK));
    assert_false(kt_kafka_code_retriable(KT_KAFKA_POLICY_VIOLATION));
    assert_false(kt_kafka_code_retriable(KT_KAFKA_TOPIC_AUTHORIZATION_FAILED));
    assert_false(kt_kafka_code_retriable(KT_KAFKA_UNKNOWN_TOPIC_OR_PART));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_kafkas),
        cmocka_unit_test(no_code_is_lost),
        cmocka_unit_test(what_passes_is_told_from_what_stays),
    };
    return cmocka_run_group_tests_name("kafka_code", tests, NULL, NULL);
}
