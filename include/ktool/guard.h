/* guard.h - changes on clusters that somebody protected. */
#ifndef KTOOL_GUARD_H
#define KTOOL_GUARD_H

#include "ktool/connect.h"

/* May a command change this cluster, whichever way it was reached? Compares its id with that of
 * every protected context (one that is equal to the byte; several contexts may speak of one
 * cluster). On a match ctx->notice gets one line (id, address and its origin), and ctx->yes_on must
 * name one of them, else KT_E_REFUSED. Likewise where a cluster does not tell its id, which could
 * be any protected one. A chosen context (--context) whose cluster.id is not that of the cluster is
 * KT_E_REFUSED whatever else is said: what was meant was not reached. So is a context in
 * ctx->yes_on whose cluster.id is another, also on a cluster that nobody protected. Of several
 * reasons the first is told. */
KT_MUST_CHECK enum kt_code kt_guard(struct kt_ctx *ctx, const struct kt_metadata *metadata,
                                    struct kt_errs *errs);

#endif
