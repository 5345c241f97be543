/* kafka_inflight.c - requests of one kind, many on their way at once. */
#include <stdlib.h>

#include "kafka_inflight.h"

enum { SLICE_MS = 100 };

/* One request; one that was never answered is given up, and its late answer is nobody's. */
struct leg {
    int64_t sent_us;
    bool done;
};

struct flying {
    const struct kt_flight *flight;
    struct kt_errs *errs;
    struct leg *legs;
    uintptr_t first; /* id of the first; they follow each other */
    int64_t begun_ms, until_us;
    size_t sent, answered;
};

/* Rounded up, so that the library is never told "at once" while there is time. */
static int left_ms(const struct flying *flying)
{
    int64_t left = flying->until_us - kt_kafka_now_us();

    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

static void send_next(struct flying *flying)
{
    const struct kt_flight *flight = flying->flight;
    rd_kafka_AdminOptions_t *options =
        rd_kafka_AdminOptions_new(flight->cluster->rk, (rd_kafka_admin_op_t)flight->op);
    size_t i = flying->sent++;

    rd_kafka_AdminOptions_set_request_timeout(options, left_ms(flying), NULL, 0);
    rd_kafka_AdminOptions_set_opaque(options, (void *)(flying->first + i));
    flying->legs[i].sent_us = kt_kafka_now_us();
    flight->ask(flight, i, options);
    rd_kafka_AdminOptions_destroy(options);
}

/* The index of the request that this answers; n: it is something else. */
static size_t leg_of(const struct flying *flying, rd_kafka_event_t *event)
{
    uintptr_t id;

    if (rd_kafka_event_type(event) != flying->flight->event)
        return flying->flight->n;
    id = (uintptr_t)rd_kafka_event_opaque(event);
    if (id < flying->first || id - flying->first >= flying->sent ||
        flying->legs[id - flying->first].done)
        return flying->flight->n;
    return id - flying->first;
}

/* Takes over the event. */
static void take(struct flying *flying, rd_kafka_event_t *event)
{
    const struct kt_flight *flight = flying->flight;
    size_t i = leg_of(flying, event);

    if (i == flight->n) {
        kt_kafka_take(flight->cluster, event);
        return;
    }
    flying->legs[i].done = true;
    flying->answered++;
    if (!kt_kafka_is_local(kt_kafka_flight_code(event)))
        flight->cluster->answered = true;
    flight->take(flight, i, event, kt_kafka_now_us() - flying->legs[i].sent_us);
    rd_kafka_event_destroy(event);
}

static void drop_lost(struct flying *flying)
{
    const struct kt_flight *flight = flying->flight;

    for (size_t i = 0; flight->lost && i < flying->sent; i++)
        if (!flying->legs[i].done && flight->lost(flight, i, flying->begun_ms)) {
            flying->legs[i].done = true;
            flying->answered++;
        }
}

static enum kt_code fly(struct flying *flying)
{
    const struct kt_flight *flight = flying->flight;
    struct kt_cluster *cluster = flight->cluster;

    while (flying->answered < flight->n) {
        int left = left_ms(flying);
        rd_kafka_event_t *event;

        if (left == 0)
            break;
        while (flying->sent < flight->n && flying->sent - flying->answered < flight->window)
            send_next(flying);
        event = rd_kafka_queue_poll(cluster->queue, left < SLICE_MS ? left : SLICE_MS);
        if (event)
            take(flying, event);
        drop_lost(flying);
        KT_TRY(kt_kafka_hope(cluster, false, flying->errs));
    }
    for (size_t i = 0; i < flight->n; i++)
        if (!flying->legs[i].done)
            flight->take(flight, i, NULL, -1);
    return KT_OK;
}

enum kt_code kt_kafka_fly(const struct kt_flight *flight, struct kt_errs *errs)
{
    struct flying flying = {.flight = flight,
                            .errs = errs,
                            .legs = kt_calloc(flight->n, sizeof(*flying.legs)),
                            .first = flight->cluster->ncalls + 1,
                            .begun_ms = kt_kafka_now_ms(),
                            .until_us = kt_kafka_now_us() + (int64_t)flight->timeout_ms * 1000};
    enum kt_code code;

    flight->cluster->ncalls += flight->n;
    code = fly(&flying);
    free(flying.legs);
    return code;
}

bool kt_kafka_is_local(int code)
{
    return code > RD_KAFKA_RESP_ERR__BEGIN && code < RD_KAFKA_RESP_ERR__END;
}

int kt_kafka_flight_code(rd_kafka_event_t *answer)
{
    return answer ? (int)rd_kafka_event_error(answer) : (int)RD_KAFKA_RESP_ERR__TIMED_OUT;
}
