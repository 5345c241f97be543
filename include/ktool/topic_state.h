/* topic_state.h - is a live topic well? */
#ifndef KTOOL_TOPIC_STATE_H
#define KTOOL_TOPIC_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/topic.h"

struct kt_partition_state {
    bool offline;          /* no leader */
    bool under_min_isr;    /* fewer in-sync replicas than min.insync.replicas (1 where unknown) or
                              than there are replicas, whichever is less: so brokers take it
                              (kafka.cluster.Partition, effectiveMinIsr) */
    bool under_replicated; /* fewer in-sync replicas than replicas */
    bool led_by_another;   /* than the preferred replica, the first one */
};
/* `topic` is that of the partition, and says how many replicas have to be in sync. */
struct kt_partition_state kt_partition_state(const struct kt_topic *topic,
                                             const struct kt_partition *partition);

struct kt_topic_state {
    size_t offline; /* partitions; 1 where the cluster shows no partition at all */
    size_t under_min_isr;
    size_t under_replicated;
};
struct kt_topic_state kt_topic_state(const struct kt_topic *topic);
/* The worst of them in a word: "offline", "under-min-isr", "under-replicated" or "ok"; static text.
 */
const char *kt_topic_state_word(const struct kt_topic_state *state);

#endif
