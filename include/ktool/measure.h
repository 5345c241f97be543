/* measure.h - how many records topics hold. */
#ifndef KTOOL_MEASURE_H
#define KTOOL_MEASURE_H

#include "ktool/ctx.h"
#include "ktool/topic.h"

/* kt_cluster_offsets() in as many calls as it takes, each again while leaders move. Questions about
 * one topic stand together and share the pointer to its name. Ends by `deadline_ms` (monotonic;
 * INT64_MAX: each call has KT_REQUEST_TIMEOUT_MS). */
KT_MUST_CHECK enum kt_code kt_ask_offsets(struct kt_ctx *ctx, struct kt_offset *asked, size_t n,
                                          int64_t deadline_ms, struct kt_errs *errs);

/* Fills in log_start and high_watermark of every partition and `records` of the topics. A partition
 * that cannot be read (no leader, no right) stays KT_UNKNOWN, and so does `records` of its topic.
 */
KT_MUST_CHECK enum kt_code kt_measure(struct kt_ctx *ctx, struct kt_topic *const *topics, size_t n,
                                      struct kt_errs *errs);

/* Fills in `deletable` of the measured topics: records before the first one that is at most
 * `retention_ms[i]` old now. An empty topic has none. What a segment still holds back is counted
 * too: it goes when the segment is rolled. */
KT_MUST_CHECK enum kt_code kt_measure_deletable(struct kt_ctx *ctx, struct kt_topic *const *topics,
                                                const int64_t *retention_ms, size_t n,
                                                struct kt_errs *errs);

#endif
