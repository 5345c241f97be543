/* requests.h - the operations of a plan as requests to the controller. */
#ifndef KTOOL_REQUESTS_H
#define KTOOL_REQUESTS_H

#include "ktool/ctx.h"
#include "ktool/plan.h"

struct kt_requests {
    const struct kt_topic **create; /* borrowed from the plan */
    size_t *create_op;              /* index of the operation in the plan, likewise below */
    size_t ncreate;
    struct kt_grow *grow;
    size_t *grow_op;
    size_t ngrow;
    struct kt_alter *alter; /* one a topic; owned */
    size_t *alter_op;       /* of its first operation */
    size_t nalter;
};
/* Refused and left operations are not among them. */
void kt_requests_make(struct kt_requests *requests, const struct kt_plan *plan);
void kt_requests_clear(struct kt_requests *requests); /* twice is fine */

/* Told the outcome of each request, also of those that went well. */
typedef void (*kt_verdict)(void *arg, size_t op, const struct kt_result *result);
/* Sends all of them, or with validate_only asks whether the broker would do them: settings first
 * (they were read a moment ago, which counts where they are replaced whole), then growth, then
 * creations, in as few calls as the broker's limits allow (chunk.h). The stop flag is looked at
 * between two calls. */
KT_MUST_CHECK enum kt_code kt_requests_send(struct kt_ctx *ctx, const struct kt_requests *requests,
                                            bool validate_only, kt_verdict verdict, void *arg,
                                            struct kt_errs *errs);

/* What the user lacks where `op` was denied with this code (denied.h); the caller frees it. */
char *kt_op_denied_text(const struct kt_link *link, const struct kt_op *op, int code);

/* Somebody else was faster, one broker knows more than another, or a passing fault: looking again
 * may help. */
bool kt_result_may_pass(int code);

#endif
