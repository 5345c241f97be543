/* kafka_ask.c - requests for which the library has only a blocking call, asked in slices. */
#include "kafka_internal.h"

enum { SLICE_MS = 100, PAUSE_MS = 20 };

/* Local answers that say that nobody could be asked. */
static bool is_no_answer(const struct kt_cluster *cluster, rd_kafka_resp_err_t answer)
{
    return answer == RD_KAFKA_RESP_ERR__TRANSPORT ||
           (answer == RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE && !cluster->answered);
}

/* Takes all that waits; waits itself when the try returned at once. */
static void drain(struct kt_cluster *cluster, rd_kafka_resp_err_t answer)
{
    rd_kafka_event_t *event = rd_kafka_queue_poll(
        cluster->queue, answer == RD_KAFKA_RESP_ERR__UNSUPPORTED_FEATURE ? PAUSE_MS : 0);

    if (event)
        kt_kafka_take(cluster, event);
    kt_kafka_drain(cluster);
}

/* While no broker is connected nothing is sent, and a slice stays short. Once one is, running out
 * of time repeats the request: slices double, so that a slow broker is asked a few times only. */
enum kt_code kt_kafka_ask(struct kt_cluster *cluster, const char *what, kt_kafka_try *try_once,
                          void *arg, int timeout_ms, rd_kafka_resp_err_t *code,
                          struct kt_errs *errs)
{
    rd_kafka_resp_err_t answer = RD_KAFKA_RESP_ERR__TIMED_OUT;
    const int64_t deadline = kt_kafka_now_ms() + timeout_ms;
    int slice = SLICE_MS;

    /* Draining takes the time of a token's source. */
    kt_kafka_drain(cluster);
    for (int64_t left = timeout_ms; left > 0; left = deadline - kt_kafka_now_ms()) {
        KT_TRY(kt_kafka_hope(cluster, true, errs));
        answer = try_once(cluster, arg, slice < left ? slice : (int)left);
        drain(cluster, answer);
        if (kt_kafka_stopped(cluster))
            return KT_E_INTERRUPTED;
        if (answer == RD_KAFKA_RESP_ERR__TIMED_OUT) {
            slice *= 2;
        } else if (!is_no_answer(cluster, answer)) {
            cluster->answered = true;
            *code = answer;
            return KT_OK;
        }
    }
    return kt_kafka_failed(cluster, what, timeout_ms, answer, NULL, errs);
}
