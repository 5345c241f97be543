/* kafka_inflight.h - admin requests of one kind, many on their way at once. */
#ifndef KTOOL_KAFKA_INFLIGHT_H
#define KTOOL_KAFKA_INFLIGHT_H

#include "kafka_internal.h"

struct kt_flight {
    struct kt_cluster *cluster;
    int op;           /* rd_kafka_admin_op_t */
    int event;        /* the kind of answer: RD_KAFKA_EVENT_..._RESULT */
    size_t n, window; /* how many there are, and how many may be on their way; >= 1 */
    int timeout_ms;   /* for all together */
    /* Sends the i-th. `options` are of the call alone. */
    void (*ask)(const struct kt_flight *flight, size_t i, const rd_kafka_AdminOptions_t *options);
    /* Once for each, in any order: its answer, borrowed, and the microseconds it took. NULL and -1:
     * none came in time. */
    void (*take)(const struct kt_flight *flight, size_t i, rd_kafka_event_t *answer, int64_t us);
    /* Is there no use in waiting for the i-th any longer? Then it is done, and this has written
     * what `take` would have. NULL: there always is. */
    bool (*lost)(const struct kt_flight *flight, size_t i, int64_t begun_ms);
    void *arg;
};
/* Sends all and waits for the answers, good or bad, until the time is over. Answers that come later
 * are dropped by whoever polls next. KT_OK: all were taken. Else the stop flag was seen (within 100
 * ms), or nobody at all can be asked (one error is appended); some may have been taken then. */
KT_MUST_CHECK enum kt_code kt_kafka_fly(const struct kt_flight *flight, struct kt_errs *errs);

/* The code of the answer as a whole; KT_KAFKA_LOCAL_TIMED_OUT for NULL. Words that come with it are
 * never a broker's. */
int kt_kafka_flight_code(rd_kafka_event_t *answer);
/* A code of the library's own: no broker said it. */
bool kt_kafka_is_local(int code);

#endif
