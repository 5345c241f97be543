/* plan_file.h - a saved plan: JSON, bound to a cluster and to the state that was planned on. */
#ifndef KTOOL_PLAN_FILE_H
#define KTOOL_PLAN_FILE_H

#include <stdint.h>

#include "ktool/errs.h"
#include "ktool/plan.h"

enum { KT_PLAN_FILE_BYTES_MAX = 4 * 1024 * 1024 };

/* What is enough to make the same plan again. */
struct kt_saved_plan {
    char *cluster_id;      /* NULL: the cluster had none */
    uint64_t digest;       /* kt_plan_digest() */
    struct kt_topics want; /* name, partitions, replication, config, key; no places */
    struct kt_policy policy;
};
/* The text to write; the caller frees *out. Two calls with equal input give equal text. KT_E_INPUT
 * when a name or value is not UTF-8: JSON cannot hold it. */
KT_MUST_CHECK enum kt_code kt_plan_file_text(char **out, const struct kt_saved_plan *saved,
                                             struct kt_errs *errs);
/* Strict: unknown members, another kind or version, values out of range, topics out of order are
 * errors. `out` is written only on success. */
KT_MUST_CHECK enum kt_code kt_plan_file_parse(struct kt_saved_plan *out, const struct kt_text *text,
                                              struct kt_errs *errs);
void kt_saved_plan_clear(struct kt_saved_plan *saved); /* twice is fine */

/* The input of kafka-reassign-partitions.sh --execute for every KT_OP_REPLICATE of the plan:
 * replicas are added or dropped so that all brokers carry about the same and the preferred leader
 * stays; replicas on other brokers than `brokers` (the live ids, sorted) are dropped, because
 * Kafka's tool refuses to name them. Partitions that need no change are left out. KT_E_REFUSED when
 * a topic wants more replicas than there are brokers. The caller frees *out. */
KT_MUST_CHECK enum kt_code kt_reassignment_text(char **out, const struct kt_plan *plan,
                                                const int *brokers, size_t nbrokers,
                                                struct kt_errs *errs);

#endif
