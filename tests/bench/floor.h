/* floor.h - what the bare programs share that the benchmarks measure ktool against. */
#ifndef KTOOL_TESTS_FLOOR_H
#define KTOOL_TESTS_FLOOR_H

#include <stdbool.h>
#include <stddef.h>

#include <librdkafka/rdkafka.h>

/* A handle with the properties that matter for time, set as ktool sets them. Ends the program when
 * something fails, as all of these do. */
rd_kafka_t *floor_open(const char *brokers);
const struct rd_kafka_metadata *floor_metadata(rd_kafka_t *rk);
/* PREFIX0 ... PREFIX(n-1); lives until the program ends. */
const char *floor_name(const char *prefix, size_t i);
/* One DescribeConfigs; every answer must be good. */
void floor_describe(rd_kafka_t *rk, const char *const *names, size_t n);
/* One CreateTopics: three partitions, one replica, cleanup.policy and retention.ms. */
void floor_create(rd_kafka_t *rk, const char *const *names, size_t n, bool validate_only);
void floor_fail(const char *what, const char *why);
size_t floor_count(const char *text);
void floor_end(rd_kafka_t *rk); /* the quick way out, as ktool takes it: no handle is destroyed */

#endif
