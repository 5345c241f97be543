/* kafka_line.h - which line of Kafka a broker runs ("4.1"), as far as its settings tell. The
 * protocol has no version number for the server, and librdkafka keeps to itself which requests a
 * broker takes; but each line brought settings of its own, and a broker shows those that it knows.
 */
#ifndef KTOOL_KAFKA_LINE_H
#define KTOOL_KAFKA_LINE_H

#include "ktool/mem.h"

/* The settings to ask for, sorted, for kt_cluster_probe(). The caller clears it. */
void kt_kafka_line_keys(struct kt_names *keys);

/* "3.9", "4.0", ..., of the newest line known here "4.3 or newer"; static text. NULL: nothing
 * tells, because the broker hides its settings, is older than 2.0 or is no Apache Kafka. Rule: the
 * newest line of which a setting is there. Lines before 3.7 brought none that is always shown:
 * there inter.broker.protocol.version counts, which is the broker's own unless somebody has pinned
 * it (KIP-35; dropped by 4.0, though a leftover in server.properties is still shown). */
const char *kt_kafka_line(const struct kt_pairs *broker_config);

#endif
