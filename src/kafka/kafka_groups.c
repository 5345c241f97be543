/* kafka_groups.c - the consumer groups and their states. */
#include <stdlib.h>
#include <string.h>

#include "kafka_internal.h"

static enum kt_group_state state_of(const rd_kafka_ConsumerGroupListing_t *listing)
{
    switch (rd_kafka_ConsumerGroupListing_state(listing)) {
    case RD_KAFKA_CONSUMER_GROUP_STATE_EMPTY:
        return KT_GROUP_EMPTY;
    case RD_KAFKA_CONSUMER_GROUP_STATE_STABLE:
        return KT_GROUP_STABLE;
    case RD_KAFKA_CONSUMER_GROUP_STATE_PREPARING_REBALANCE:
    case RD_KAFKA_CONSUMER_GROUP_STATE_COMPLETING_REBALANCE:
        return KT_GROUP_REBALANCING;
    case RD_KAFKA_CONSUMER_GROUP_STATE_DEAD:
        return KT_GROUP_DEAD;
    default:
        return KT_GROUP_UNKNOWN;
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct kt_group *)a)->name, ((const struct kt_group *)b)->name);
}

/* A broker that cannot be asked shows up here alone: the call itself succeeds, with fewer groups.
 */
static enum kt_code check_brokers(struct kt_call *call,
                                  const rd_kafka_ListConsumerGroups_result_t *result,
                                  struct kt_errs *errs)
{
    size_t n = 0;
    const rd_kafka_error_t **errors = rd_kafka_ListConsumerGroups_result_errors(result, &n);

    if (n == 0) {
        call->cluster->answered = true;
        return KT_OK;
    }
    return kt_kafka_failed(call->cluster, call->what, call->timeout_ms,
                           rd_kafka_error_code(errors[0]), rd_kafka_error_string(errors[0]), errs);
}

/* A group that moves to another broker may be told by both (until librdkafka 2.14.2). The state is
 * that of the one where it has members. */
static void drop_duplicates(struct kt_groups *groups)
{
    size_t kept = 0;

    for (size_t i = 0; i < groups->n; i++) {
        struct kt_group *last = kept > 0 ? &groups->v[kept - 1] : NULL;

        if (last == NULL || strcmp(last->name, groups->v[i].name) != 0) {
            groups->v[kept++] = groups->v[i];
            continue;
        }
        if (last->state == KT_GROUP_EMPTY || last->state == KT_GROUP_DEAD)
            last->state = groups->v[i].state;
        free(groups->v[i].name);
    }
    groups->n = kept;
}

static enum kt_code copy_groups(struct kt_call *call, struct kt_groups *groups,
                                struct kt_errs *errs)
{
    const rd_kafka_ListConsumerGroups_result_t *result =
        rd_kafka_event_ListConsumerGroups_result(call->answer);
    const rd_kafka_ConsumerGroupListing_t **listed;
    size_t n = 0;

    KT_TRY(check_brokers(call, result, errs));
    listed = rd_kafka_ListConsumerGroups_result_valid(result, &n);
    *groups = (struct kt_groups){.v = kt_calloc(n, sizeof(*groups->v)), .n = n, .cap = n};
    for (size_t i = 0; i < n; i++)
        groups->v[i] =
            (struct kt_group){.name = kt_strdup(rd_kafka_ConsumerGroupListing_group_id(listed[i])),
                              .state = state_of(listed[i])};
    if (n > 0)
        qsort(groups->v, n, sizeof(*groups->v), by_name);
    drop_duplicates(groups);
    return KT_OK;
}

enum kt_code kt_cluster_list_groups(struct kt_cluster *cluster, struct kt_groups *groups,
                                    int timeout_ms, struct kt_errs *errs)
{
    struct kt_call call;
    enum kt_code code;

    kt_kafka_call_start(&call, cluster, RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPS,
                        RD_KAFKA_EVENT_LISTCONSUMERGROUPS_RESULT, "list the consumer groups",
                        timeout_ms);
    rd_kafka_ListConsumerGroups(cluster->rk, call.options, cluster->queue);
    code = kt_kafka_await(&call, errs);
    if (code == KT_OK)
        code = copy_groups(&call, groups, errs);
    kt_kafka_call_end(&call);
    return code;
}
