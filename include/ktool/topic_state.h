/* topic_state.h - is a live topic well? */
#ifndef KTOOL_TOPIC_STATE_H
#define KTOOL_TOPIC_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/topic.h"

struct kt_topic_state {
    size_t offline; /* partitions without a leader; 1 where the cluster shows no partition at all */
    size_t
        under_min_isr; /* with fewer in-sync replicas than min.insync.replicas (1 where unknown) */
    size_t under_replicated; /* with fewer in-sync replicas than replicas */
};
struct kt_topic_state kt_topic_state(const struct kt_topic *topic);
/* The worst of them in a word: "offline", "under-min-isr", "under-replicated" or "ok"; static text.
 */
const char *kt_topic_state_word(const struct kt_topic_state *state);

#endif
