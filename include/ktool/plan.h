/* plan.h - what has to change, worked out without a network, a clock or a file. */
#ifndef KTOOL_PLAN_H
#define KTOOL_PLAN_H

#include "ktool/errs.h"
#include "ktool/topic.h"

/* In the order in which they are printed for one topic. */
enum kt_op_kind {
    KT_OP_CREATE,
    KT_OP_GROW,      /* more partitions */
    KT_OP_SHRINK,    /* fewer: Kafka cannot, always refused */
    KT_OP_REPLICATE, /* another replication factor: librdkafka cannot, refused or left */
    KT_OP_SET,
    KT_OP_UNSET
};
enum kt_risk {
    KT_SAFE,
    KT_CAREFUL, /* it moves keys or loses records, and its flag was given */
    KT_LEFT,    /* named as drift, not done (--keep-rf) */
    KT_REFUSED  /* and then nothing of the whole set is applied */
};

struct kt_op {
    enum kt_op_kind kind;
    enum kt_risk risk;
    const char *why;  /* static text; NULL when KT_SAFE */
    const char *flag; /* the option that would allow it ("--grow-keyed"), NULL: none does */
    const struct kt_topic *want;  /* borrowed from the sets given to kt_plan_diff() */
    const struct kt_topic *have;  /* NULL for KT_OP_CREATE */
    const struct kt_topic *rival; /* KT_OP_CREATE: the live topic whose name collides, else NULL */
    const char *key;              /* KT_OP_SET and KT_OP_UNSET; borrowed, as are `from` and `to` */
    const char *from;             /* live value, NULL unknown */
    enum kt_config_source from_source;
    const char *to;  /* KT_OP_UNSET: the inherited value, NULL unknown */
    bool loses;      /* its risk hangs on the records of the topic: ask for them and diff again */
    int64_t records; /* that may be deleted by it, or whose keys move; KT_UNKNOWN */
    char *verdict;   /* the broker's own refusal; owned; NULL: none */
};

/* An override that no manifest names; borrowed from `have`. */
struct kt_unmanaged {
    const struct kt_topic *have;
    const struct kt_config *config;
};

struct kt_plan {
    struct kt_op *op; /* by topic name, then kind, then key: the same input prints the same plan */
    size_t nop, cap;
    struct kt_unmanaged *unmanaged; /* left alone; empty with policy.unset */
    size_t nunmanaged, unmanaged_cap;
    const struct kt_topic **undeclared; /* live, not internal, in no manifest; never touched */
    size_t nundeclared, undeclared_cap;
    size_t nrefused, nleft; /* of op */
    size_t ntopics;         /* declared */
};

struct kt_policy {
    bool keep_rf;    /* an existing topic keeps its replication factor */
    bool unset;      /* overrides no manifest names go back to the broker's default */
    bool grow_keyed; /* partitions may be added although keys will move */
    bool allow_loss; /* retention and cleanup may change although records will go */
    bool only_new;   /* a topic that is there stays as it is: changes are refused */
    bool only_old;   /* a topic that is not there stays away: creations are refused */
};

/* Pure. `plan` is empty or an earlier plan, which is cleared; it borrows from both sets and from
 * nothing else. `have` is the whole cluster (foreign topics too). Where a live topic's `records` or
 * `deletable` is KT_UNKNOWN, an operation that hangs on it counts as careful and has `loses` set.
 */
void kt_plan_diff(struct kt_plan *plan, const struct kt_topics *want, const struct kt_topics *have,
                  const struct kt_policy *policy);
/* Marks one operation as refused by the broker, in the broker's words. */
void kt_plan_refuse(struct kt_plan *plan, size_t op, const char *verdict);
/* Would it be carried out? All are but the left and the refused. */
bool kt_op_is_done(const struct kt_op *op);
/* How many operations would be carried out. */
size_t kt_plan_changes(const struct kt_plan *plan);
void kt_plan_clear(struct kt_plan *plan); /* twice is fine */

/* What the cluster would hold after every operation that is neither refused nor left: deep copies,
 * nothing borrowed but places. `after` is empty or an earlier set, which is cleared. */
void kt_plan_simulate(struct kt_topics *after, const struct kt_topics *have,
                      const struct kt_plan *plan);

/* The state of the declared topics, as one number: FNV-1a (64 bit) over names, partition counts,
 * replication factors and overrides of the live topics that `want` names. A saved plan is bound to
 * it. It guards against accidents, not against people: who can write the plan can write the digest.
 */
uint64_t kt_plan_digest(const struct kt_topics *want, const struct kt_topics *have);

#endif
