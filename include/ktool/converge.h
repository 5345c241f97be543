/* converge.h - look at a cluster, plan, apply, verify: the jobs behind `topics plan` and `topics
 * init`. */
#ifndef KTOOL_CONVERGE_H
#define KTOOL_CONVERGE_H

#include "ktool/ctx.h"
#include "ktool/plan.h"

/* Fills in what a plan has to know of the live topics that `want` names: their overrides, and the
 * inherited values of the keys that `want` names or whose change can lose records. One request
 * whatever their number. A topic that is gone by now leaves `metadata`. */
KT_MUST_CHECK enum kt_code kt_look(struct kt_ctx *ctx, struct kt_metadata *metadata,
                                   const struct kt_topics *want, struct kt_errs *errs);

struct kt_planned {
    struct kt_metadata live; /* the plan borrows its topics */
    struct kt_plan plan;
    char *unchecked; /* why the broker did not check the plan; NULL: it did, or nothing had to be */
};
/* planned->plan for planned->live, with the records counted that its risks hang on. */
KT_MUST_CHECK enum kt_code kt_plan_weighed(struct kt_ctx *ctx, struct kt_planned *planned,
                                           const struct kt_topics *want,
                                           const struct kt_policy *policy, struct kt_errs *errs);

/* The plan for `want`, which must outlive it: look, diff, weigh what could be lost, and let the
 * broker check what would be sent (validate_only). The metadata is that of kt_connect(), taken
 * over. `strict`: where the broker may not be asked, that is a refusal; else it is noted in
 * `unchecked`. */
KT_MUST_CHECK enum kt_code kt_plan_make(struct kt_ctx *ctx, struct kt_planned *out,
                                        struct kt_metadata *live, const struct kt_topics *want,
                                        const struct kt_policy *policy, bool strict,
                                        struct kt_errs *errs);
void kt_planned_clear(struct kt_planned *planned); /* twice is fine */

struct kt_applied {
    size_t created, grown, set, unset; /* operations carried out, as the read-back confirmed */
};
/* Carries the plan out: nothing at all when it holds a refusal (KT_E_REFUSED, no text: the caller
 * shows the plan). Then waits until every partition of the topics it touched has a leader, reads
 * back and verifies: what is left `ready_timeout_ms` after the first sending is KT_E_REMOTE, named.
 * Requests that failed for a passing reason, or because somebody else was faster, are planned again
 * from what is there. `*moved`: nothing was sent, because the live settings are no longer those of
 * the plan and this librdkafka replaces them whole: plan again. On failure `applied` says how far
 * it came. */
KT_MUST_CHECK enum kt_code kt_apply(struct kt_ctx *ctx, struct kt_applied *applied,
                                    const struct kt_planned *planned, const struct kt_topics *want,
                                    const struct kt_policy *policy, int64_t ready_timeout_ms,
                                    bool *moved, struct kt_errs *errs);

#endif
