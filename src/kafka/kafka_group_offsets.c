/* kafka_group_offsets.c - the committed offsets of many groups. */
#include <stdlib.h>
#include <string.h>

#include "kafka_inflight.h"

/* The library takes one group a request. Small windows cost a round trip each. */
enum { WINDOW = 500 };

/* No partitions named: all that the group has committed. */
static void ask(const struct kt_flight *flight, size_t i, const rd_kafka_AdminOptions_t *options)
{
    const struct kt_group_offsets *groups = flight->arg;
    rd_kafka_ListConsumerGroupOffsets_t *asked =
        rd_kafka_ListConsumerGroupOffsets_new(groups[i].group, NULL);

    rd_kafka_ListConsumerGroupOffsets(flight->cluster->rk, &asked, 1, options,
                                      flight->cluster->queue);
    rd_kafka_ListConsumerGroupOffsets_destroy(asked);
}

static int by_place(const void *a, const void *b)
{
    const struct kt_committed *x = a, *y = b;
    int order = strcmp(x->topic, y->topic);

    return order ? order : (x->partition > y->partition) - (x->partition < y->partition);
}

/* A partition with an error of its own has no offset to tell: the group's answer is not whole then,
 * which its result says. */
static void copy_offsets(struct kt_group_offsets *group,
                         const rd_kafka_topic_partition_list_t *list)
{
    size_t n = list ? (size_t)list->cnt : 0;

    group->v = kt_calloc(n, sizeof(*group->v));
    for (size_t i = 0; i < n; i++) {
        const rd_kafka_topic_partition_t *from = &list->elems[i];

        if (from->err) {
            group->result.code = from->err;
            continue;
        }
        group->v[group->n++] =
            (struct kt_committed){.topic = kt_strdup(from->topic),
                                  .partition = from->partition,
                                  .offset = from->offset < 0 ? -1 : from->offset};
    }
    qsort(group->v, group->n, sizeof(*group->v), by_place);
}

static void take(const struct kt_flight *flight, size_t i, rd_kafka_event_t *answer, int64_t us)
{
    struct kt_group_offsets *group = (struct kt_group_offsets *)flight->arg + i;
    const rd_kafka_group_result_t **results;
    const rd_kafka_error_t *error;
    size_t n = 0;

    (void)us;
    *group = (struct kt_group_offsets){.group = group->group,
                                       .result = {.code = kt_kafka_flight_code(answer)}};
    if (group->result.code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    results = rd_kafka_ListConsumerGroupOffsets_result_groups(
        rd_kafka_event_ListConsumerGroupOffsets_result(answer), &n);
    if (n == 0) {
        kt_kafka_no_result(&group->result);
        return;
    }
    error = rd_kafka_group_result_error(results[0]);
    if (error)
        group->result.code = rd_kafka_error_code(error);
    else
        copy_offsets(group, rd_kafka_group_result_partitions(results[0]));
}

enum kt_code kt_cluster_group_offsets(struct kt_cluster *cluster, struct kt_group_offsets *groups,
                                      size_t n, int timeout_ms, struct kt_errs *errs)
{
    const struct kt_flight flight = {.cluster = cluster,
                                     .op = RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS,
                                     .event = RD_KAFKA_EVENT_LISTCONSUMERGROUPOFFSETS_RESULT,
                                     .n = n,
                                     .window = WINDOW,
                                     .timeout_ms = timeout_ms,
                                     .ask = ask,
                                     .take = take,
                                     .arg = groups};
    enum kt_code code = kt_kafka_fly(&flight, errs);

    if (code != KT_OK)
        kt_group_offsets_clear(groups, n);
    return code;
}
