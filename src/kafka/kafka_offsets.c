/* kafka_offsets.c - offsets of partitions by time, one request a leader. */
#include "kafka_internal.h"

static rd_kafka_topic_partition_list_t *list_of(const struct kt_offset *offsets, size_t n)
{
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)n);

    /* The library sends the field raw, so that -1 and -2 mean the end and the start. */
    for (size_t i = 0; i < n; i++)
        rd_kafka_topic_partition_list_add(list, offsets[i].topic, offsets[i].partition)->offset =
            offsets[i].timestamp;
    return list;
}

struct query {
    const struct kt_offset *offsets;
    size_t n;
    rd_kafka_topic_partition_list_t *list; /* of the last try */
};

/* A fresh list each time: a try that ran out of time has overwritten some of it. */
static rd_kafka_resp_err_t ask_offsets(struct kt_cluster *cluster, void *arg, int wait_ms)
{
    struct query *query = arg;

    if (query->list)
        rd_kafka_topic_partition_list_destroy(query->list);
    query->list = list_of(query->offsets, query->n);
    return rd_kafka_offsets_for_times(cluster->rk, query->list, wait_ms);
}

/* The library's own names for what a broker calls UNKNOWN_TOPIC_OR_PARTITION. */
static int code_of(rd_kafka_resp_err_t code)
{
    switch (code) {
    case RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC:
    case RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION:
        return KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
    default:
        return code;
    }
}

/* An error of one partition makes the library drop the answers of all: `whole` is that error. */
static void copy_answers(struct kt_offset *offsets, size_t n,
                         const rd_kafka_topic_partition_list_t *list, rd_kafka_resp_err_t whole)
{
    for (size_t i = 0; i < n; i++) {
        const rd_kafka_topic_partition_t *answer = &list->elems[i];
        rd_kafka_resp_err_t code = answer->err ? answer->err : whole;

        offsets[i].code = code_of(code);
        offsets[i].offset = code ? -1 : answer->offset;
    }
}

enum kt_code kt_cluster_offsets(struct kt_cluster *cluster, struct kt_offset *offsets, size_t n,
                                int timeout_ms, struct kt_errs *errs)
{
    struct query query = {.offsets = offsets, .n = n};
    rd_kafka_resp_err_t whole = RD_KAFKA_RESP_ERR_NO_ERROR;
    enum kt_code code;

    if (n == 0)
        return KT_OK;
    code = kt_kafka_ask(cluster, "read the offsets of partitions", ask_offsets, &query, timeout_ms,
                        &whole, errs);
    if (code == KT_OK) {
        kt_kafka_reach_settled(cluster);
        copy_answers(offsets, n, query.list, whole);
    }
    if (query.list)
        rd_kafka_topic_partition_list_destroy(query.list);
    return code;
}
