/* kafka_ask.c - requests for which the library has only a blocking call, asked in slices. */
#include <time.h>

#include "kafka_internal.h"

enum { SLICE_MS = 100 };

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* While no broker is connected nothing is sent, and a slice stays short. Once one is, running out
 * of time repeats the request: slices double, so that a slow broker is asked a few times only. */
enum kt_code kt_kafka_ask(struct kt_cluster *cluster, const char *what, kt_kafka_try *try_once,
                          void *arg, int timeout_ms, rd_kafka_resp_err_t *code,
                          struct kt_errs *errs)
{
    rd_kafka_resp_err_t answer = RD_KAFKA_RESP_ERR__TIMED_OUT;
    const int64_t deadline = now_ms() + timeout_ms;
    int slice = SLICE_MS;

    /* Draining takes the time of a token's source. */
    kt_kafka_drain(cluster);
    for (int64_t left = timeout_ms; left > 0; left = deadline - now_ms()) {
        KT_TRY(kt_kafka_token_failed(cluster, errs));
        answer = try_once(cluster, arg, slice < left ? slice : (int)left);
        kt_kafka_drain(cluster);
        if (kt_kafka_stopped(cluster))
            return KT_E_INTERRUPTED;
        if (cluster->denied && !cluster->answered)
            break;
        if (answer == RD_KAFKA_RESP_ERR__TIMED_OUT) {
            slice *= 2;
        } else if (answer != RD_KAFKA_RESP_ERR__TRANSPORT) {
            cluster->answered = true;
            *code = answer;
            return KT_OK;
        }
    }
    return kt_kafka_failed(cluster, what, timeout_ms, answer, NULL, errs);
}
