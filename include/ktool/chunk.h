/* chunk.h - how much fits into one request to the controller. */
#ifndef KTOOL_CHUNK_H
#define KTOOL_CHUNK_H

#include <stddef.h>

#include "ktool/topic.h"

/* Kafka refuses a call whole above 10,000 partitions or 10,000 metadata records (one a topic, one a
 * partition, one a setting; org.apache.kafka.controller.ReplicationControlManager). A margin is
 * left for what a broker adds of its own. */
enum { KT_CHUNK_RECORDS = 9000 };

/* What creating the topic weighs, in metadata records. */
size_t kt_chunk_weight(const struct kt_topic *topic);
/* How many things from `weights[from]` on fit into one call: at least 1 while from < n. */
size_t kt_chunk_length(const size_t *weights, size_t from, size_t n);

#endif
