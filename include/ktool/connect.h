/* connect.h - the way to the first answer of a cluster. */
#ifndef KTOOL_CONNECT_H
#define KTOOL_CONNECT_H

#include "ktool/ctx.h"

/* How long one request may take once the cluster has answered: librdkafka's socket.timeout.ms. */
enum { KT_REQUEST_TIMEOUT_MS = 60000 };
/* A broker that takes longer for a small request of its own does not answer. */
enum { KT_PROBE_TIMEOUT_MS = 2000 };

enum kt_intent {
    KT_TO_LOOK,
    KT_TO_CHANGE /* needs a controller, and leave of kt_guard() */
};
/* Opens ctx->cluster (for ctx->handle) unless it is open, and waits at most `wait_ms` until one
 * broker answers; for a change, also until the answer names a controller. `out` is that answer. */
KT_MUST_CHECK enum kt_code kt_connect(struct kt_ctx *ctx, int64_t wait_ms, enum kt_intent intent,
                                      struct kt_metadata *out, struct kt_errs *errs);
/* The metadata came, and no broker that it names answers (kt_cluster_probe()): appends what an
 * expert would say, and returns KT_E_CLUSTER. */
enum kt_code kt_no_answer(struct kt_ctx *ctx, const struct kt_metadata *live, struct kt_errs *errs);
/* KT_E_INTERRUPTED once a signal has come. */
KT_MUST_CHECK enum kt_code kt_stopped(const struct kt_ctx *ctx);

#endif
