/* settle.h - see whether a cluster shows what was asked of it. */
#ifndef KTOOL_SETTLE_H
#define KTOOL_SETTLE_H

#include "ktool/converge.h"

/* Waits until every partition of the topics of `want` whose names are in `touched` (sorted) is
 * there and has a leader. A cluster that does not answer just now is asked again. At `deadline_ms`
 * (monotonic) KT_E_REMOTE names the topics that are not ready, or the last failure is passed on. */
KT_MUST_CHECK enum kt_code kt_wait_leaders(struct kt_ctx *ctx, const struct kt_topics *want,
                                           const struct kt_names *touched, int64_t deadline_ms,
                                           struct kt_errs *errs);

/* Reads back and diffs again: metadata, settings, plan. */
KT_MUST_CHECK enum kt_code kt_read_back(struct kt_ctx *ctx, struct kt_planned *out,
                                        const struct kt_topics *want,
                                        const struct kt_policy *policy, struct kt_errs *errs);

/* Brokers follow the controller on their own: one that has nothing to fetch asks again after 500 ms
 * (org.apache.kafka.raft.KafkaRaftClient, MAX_FETCH_WAIT_MS; seen with 3.9.1). The next
 * command may ask another broker than this one did, and no request tells what all of them know. So
 * a change in a cluster of several brokers is done when they have had the time to hear of it. A
 * signal cuts it short. */
void kt_let_brokers_follow(size_t nbroker);

#endif
