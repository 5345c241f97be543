/* guard.h - changes on clusters that somebody protected. */
#ifndef KTOOL_GUARD_H
#define KTOOL_GUARD_H

#include "ktool/connect.h"

/* May a command change this cluster, whichever way it was reached? Compares its id with that of
 * every protected context. On a match ctx->notice gets one line (id, address and its origin), and
 * ctx->yes_on must name that context, else KT_E_REFUSED. So is a chosen context (--context) whose
 * cluster.id is another one, and a cluster that does not tell its id while there are protected
 * contexts. */
KT_MUST_CHECK enum kt_code kt_guard(struct kt_ctx *ctx, const struct kt_metadata *metadata,
                                    struct kt_errs *errs);

#endif
