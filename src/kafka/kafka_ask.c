/* kafka_ask.c - requests for which the library has only a blocking call, asked in slices. */
#include "kafka_internal.h"

enum { SLICE_MS = 100 };

/* While no broker is connected nothing is sent, and a slice stays short. Once one is, running out
 * of time repeats the request: slices double, so that a slow broker is asked a few times only. */
enum kt_code kt_kafka_ask(struct kt_cluster *cluster, const char *what, kt_kafka_try *try_once,
                          void *arg, int timeout_ms, rd_kafka_resp_err_t *code,
                          struct kt_errs *errs)
{
    rd_kafka_resp_err_t answer = RD_KAFKA_RESP_ERR__TIMED_OUT;
    int slice = SLICE_MS;

    kt_kafka_drain(cluster);
    for (int left = timeout_ms; left > 0;) {
        int wait = slice < left ? slice : left;

        answer = try_once(cluster, arg, wait);
        kt_kafka_drain(cluster);
        if (kt_kafka_stopped(cluster))
            return KT_E_INTERRUPTED;
        if (cluster->denied && !cluster->answered)
            break;
        left -= wait;
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
