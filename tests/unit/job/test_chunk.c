/* test_chunk.c - how many things fit into one request. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ktool/chunk.h"

static void topic_weighs_itself_its_partitions_and_its_settings(void **state)
{
    struct kt_topic topic;

    (void)state;
    kt_topic_init(&topic, "a");
    topic.partitions = 12;
    assert_int_equal(kt_chunk_weight(&topic), 13);
    kt_topic_set(&topic, "retention.ms", "1");
    kt_topic_set(&topic, "segment.ms", "1");
    assert_int_equal(kt_chunk_weight(&topic), 15);
    topic.partitions = KT_BROKER_DEFAULT;
    assert_true(kt_chunk_weight(&topic) > 3);
    kt_topic_clear(&topic);
}

static void run_ends_at_the_limit(void **state)
{
    const size_t weights[] = {KT_CHUNK_RECORDS - 1, 1, 1, KT_CHUNK_RECORDS, 5};

    (void)state;
    assert_int_equal(kt_chunk_length(weights, 0, 5), 2);
    assert_int_equal(kt_chunk_length(weights, 2, 5), 1);
    assert_int_equal(kt_chunk_length(weights, 3, 5), 1);
    assert_int_equal(kt_chunk_length(weights, 4, 5), 1);
}

static void what_fits_nowhere_goes_alone(void **state)
{
    const size_t weights[] = {1, KT_CHUNK_RECORDS * 2, 1};

    (void)state;
    assert_int_equal(kt_chunk_length(weights, 0, 3), 1);
    assert_int_equal(kt_chunk_length(weights, 1, 3), 1);
    assert_int_equal(kt_chunk_length(weights, 3, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(topic_weighs_itself_its_partitions_and_its_settings),
        cmocka_unit_test(run_ends_at_the_limit),
        cmocka_unit_test(what_fits_nowhere_goes_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
