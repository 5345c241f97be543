/* kafka_wait.c - one admin request and its answer; logs and errors that come in between. */
#include "kafka_internal.h"

enum { SLICE_MS = 100, REFRESH_MS = 1000 };

bool kt_kafka_stopped(const struct kt_cluster *cluster)
{
    return cluster->stop && *cluster->stop;
}

/* The same stands in the log, and newer libraries tell some causes only there. */
static void take_error(struct kt_cluster *cluster, rd_kafka_event_t *event)
{
    kt_log(cluster->log, "librdkafka: %s: %s", rd_kafka_err2name(rd_kafka_event_error(event)),
           rd_kafka_event_error_string(event));
}

static void take_log(struct kt_cluster *cluster, rd_kafka_event_t *event)
{
    const char *facility = NULL, *text = NULL;
    int level = 0;

    if (rd_kafka_event_log(event, &facility, &text, &level) != 0)
        return;
    kt_log(cluster->log, "librdkafka: %s: %s", facility, text);
    kt_kafka_reach_note(cluster, facility, text);
}

static void take_token_refresh(struct kt_cluster *cluster)
{
    if (cluster->token.source != NULL)
        kt_kafka_token_refresh(cluster);
    else
        kt_kafka_reach_no_token(cluster);
}

void kt_kafka_take(struct kt_cluster *cluster, rd_kafka_event_t *event)
{
    if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_ERROR)
        take_error(cluster, event);
    else if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_LOG)
        take_log(cluster, event);
    else if (rd_kafka_event_type(event) == RD_KAFKA_EVENT_OAUTHBEARER_TOKEN_REFRESH)
        take_token_refresh(cluster);
    rd_kafka_event_destroy(event);
}

void kt_kafka_drain(struct kt_cluster *cluster)
{
    rd_kafka_event_t *event;

    while ((event = rd_kafka_queue_poll(cluster->queue, 0)) != NULL)
        kt_kafka_take(cluster, event);
}

void kt_kafka_call_start(struct kt_call *call, struct kt_cluster *cluster, int op, int event,
                         const char *what, int timeout_ms)
{
    *call = (struct kt_call){.cluster = cluster,
                             .what = what,
                             .timeout_ms = timeout_ms,
                             .event = event,
                             .id = ++cluster->ncalls};
    call->options = rd_kafka_AdminOptions_new(cluster->rk, (rd_kafka_admin_op_t)op);
    rd_kafka_AdminOptions_set_request_timeout(call->options, timeout_ms, NULL, 0);
    rd_kafka_AdminOptions_set_opaque(call->options, (void *)call->id);
}

void kt_kafka_call_any_broker(struct kt_call *call)
{
    if (call->cluster->answered_by >= 0)
        rd_kafka_AdminOptions_set_broker(call->options, call->cluster->answered_by, NULL, 0);
}

void kt_kafka_call_validate_only(struct kt_call *call, bool validate_only)
{
    if (validate_only)
        rd_kafka_AdminOptions_set_validate_only(call->options, 1, NULL, 0);
}

/* Below our own timeout, so that the controller's word arrives before we stop listening. Never 0: a
 * KRaft controller would give up at once, and the library would call that a success. */
void kt_kafka_call_operation(struct kt_call *call)
{
    int ms = call->timeout_ms - call->timeout_ms / 4;

    rd_kafka_AdminOptions_set_operation_timeout(call->options, ms > 0 ? ms : 1, NULL, 0);
}

/* An answer to a call that was given up may still come. */
static bool is_answer(const struct kt_call *call, rd_kafka_event_t *event)
{
    return rd_kafka_event_type(event) == call->event &&
           (uintptr_t)rd_kafka_event_opaque(event) == call->id;
}

/* The call may wait for a broker that has gone, and nothing but new metadata makes the library look
 * for another controller: by itself it asks for none here. */
static void refresh_controller(struct kt_call *call)
{
    const struct rd_kafka_metadata *metadata = NULL;
    struct kt_cluster *cluster = call->cluster;
    const int64_t now = kt_kafka_now_ms();

    if (!cluster->answered || now < call->next_refresh_ms ||
        !kt_evidence_failed(&cluster->reach.evidence))
        return;
    call->next_refresh_ms = now + REFRESH_MS;
    if (rd_kafka_metadata(cluster->rk, 0, NULL, &metadata, SLICE_MS) == RD_KAFKA_RESP_ERR_NO_ERROR)
        rd_kafka_metadata_destroy(metadata);
}

enum kt_code kt_kafka_await(struct kt_call *call, struct kt_errs *errs)
{
    struct kt_cluster *cluster = call->cluster;
    rd_kafka_event_t *event;

    /* Ends at the latest with the library's own answer that the time is over. */
    for (;;) {
        event = rd_kafka_queue_poll(cluster->queue, SLICE_MS);
        if (event && is_answer(call, event))
            break;
        if (event)
            kt_kafka_take(cluster, event);
        KT_TRY(kt_kafka_hope(cluster, true, errs));
        refresh_controller(call);
    }
    call->answer = event;
    if (rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR) {
        kt_kafka_drain(cluster);
        return kt_kafka_failed(cluster, call->what, call->timeout_ms, rd_kafka_event_error(event),
                               rd_kafka_event_error_string(event), errs);
    }
    /* That one comes from the library alone when no broker can be asked. */
    if (call->event != RD_KAFKA_EVENT_LISTCONSUMERGROUPS_RESULT)
        kt_kafka_reach_settled(cluster);
    return KT_OK;
}

void kt_kafka_call_end(struct kt_call *call)
{
    if (call->answer)
        rd_kafka_event_destroy(call->answer);
    rd_kafka_AdminOptions_destroy(call->options);
}
