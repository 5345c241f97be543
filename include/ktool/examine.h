/* examine.h - look at a whole cluster, and say how it is. */
#ifndef KTOOL_EXAMINE_H
#define KTOOL_EXAMINE_H

#include "ktool/ctx.h"
#include "ktool/health.h"

struct kt_examine {
    const struct kt_topics *want; /* declared topics, to be there and as declared; NULL: none */
    bool groups;                  /* look for groups without members, too */
    int64_t wait_ms;              /* for the first answer and, with `again`, for a good verdict */
    bool again;                   /* look twice a second until the verdict is good enough */
    enum kt_health enough;
};

struct kt_examined {
    struct kt_findings findings;
    char *cluster_id;          /* NULL: it tells none */
    size_t brokers;            /* those of the metadata, and those that are gone */
    size_t topics, partitions; /* that may be seen, Kafka's own too */
    size_t missing, drifted;   /* of the declared */
    size_t served;             /* likewise: there, as declared, all replicas in sync */
    char *unseen; /* what could not be seen and cannot make the verdict worse; NULL: nothing */
};

/* Connects (kt_connect()) and looks: metadata, a request to every broker at once, one for the
 * settings of all topics; with `groups` also those without members. A broker that does not answer
 * within two seconds is unreachable. Fails rather than guesses, KT_E_CLUSTER: no broker answers, or
 * a right is missing on which the verdict hangs; the latter ends a wait at once.
 * With `again`, the last look counts: its verdict, or its errors. Ends within `wait_ms` and half a
 * second. A verdict of any kind is KT_OK. */
KT_MUST_CHECK enum kt_code kt_examine(struct kt_ctx *ctx, struct kt_examined *out,
                                      const struct kt_examine *what, struct kt_errs *errs);
void kt_examined_clear(struct kt_examined *examined); /* twice is fine */

#endif
