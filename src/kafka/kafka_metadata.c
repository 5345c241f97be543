/* kafka_metadata.c - brokers and all topics, in one request. */
#include <stdlib.h>
#include <string.h>

#include "kafka_internal.h"

static int *copy_ids(const int32_t *ids, int n)
{
    int *copy = kt_calloc((size_t)n, sizeof(*copy));

    for (int i = 0; i < n; i++)
        copy[i] = ids[i];
    return copy;
}

static int by_id(const void *a, const void *b)
{
    int x = ((const struct kt_partition *)a)->id, y = ((const struct kt_partition *)b)->id;

    return (x > y) - (x < y);
}

static void copy_partitions(struct kt_topic *topic, const struct rd_kafka_metadata_topic *from)
{
    size_t n = (size_t)from->partition_cnt;
    int least = KT_UNKNOWN, most = KT_UNKNOWN;

    topic->partition = kt_calloc(n, sizeof(*topic->partition));
    for (size_t i = 0; i < n; i++) {
        const struct rd_kafka_metadata_partition *p = &from->partitions[i];

        topic->partition[i] =
            (struct kt_partition){.id = p->id,
                                  .leader = p->leader,
                                  .replicas = copy_ids(p->replicas, p->replica_cnt),
                                  .nreplicas = (size_t)p->replica_cnt,
                                  .isr = copy_ids(p->isrs, p->isr_cnt),
                                  .nisr = (size_t)p->isr_cnt,
                                  .log_start = KT_UNKNOWN,
                                  .high_watermark = KT_UNKNOWN};
        least = i == 0 || p->replica_cnt < least ? p->replica_cnt : least;
        most = p->replica_cnt > most ? p->replica_cnt : most;
    }
    qsort(topic->partition, n, sizeof(*topic->partition), by_id);
    topic->npartition = n;
    topic->partitions = from->partition_cnt;
    topic->replication = least;
    topic->replication_max = most;
}

static int by_name(const void *a, const void *b)
{
    const struct rd_kafka_metadata_topic *const *x = a, *const *y = b;

    return strcmp((*x)->topic, (*y)->topic);
}

static void copy_topics(struct kt_topics *topics, const struct rd_kafka_metadata *from)
{
    size_t n = (size_t)from->topic_cnt;
    const struct rd_kafka_metadata_topic **sorted = kt_calloc(n, sizeof(*sorted));

    for (size_t i = 0; i < n; i++)
        sorted[i] = &from->topics[i];
    qsort(sorted, n, sizeof(*sorted), by_name);
    *topics = (struct kt_topics){.v = kt_calloc(n, sizeof(*topics->v)), .n = n, .cap = n};
    for (size_t i = 0; i < n; i++) {
        kt_topic_init(&topics->v[i], sorted[i]->topic);
        topics->v[i].error = sorted[i]->err;
        copy_partitions(&topics->v[i], sorted[i]);
    }
    free(sorted);
}

static void copy_brokers(struct kt_metadata *out, const struct rd_kafka_metadata *from)
{
    out->nbroker = (size_t)from->broker_cnt;
    out->broker = kt_calloc(out->nbroker, sizeof(*out->broker));
    for (size_t i = 0; i < out->nbroker; i++)
        out->broker[i] = (struct kt_broker){.id = from->brokers[i].id,
                                            .host = kt_strdup(from->brokers[i].host),
                                            .port = from->brokers[i].port};
}

static rd_kafka_resp_err_t ask_metadata(struct kt_cluster *cluster, void *arg, int wait_ms)
{
    return rd_kafka_metadata(cluster->rk, 1, NULL, arg, wait_ms);
}

/* Cluster id and controller came with the same answer: reading them waits for nothing. */
enum kt_code kt_cluster_metadata(struct kt_cluster *cluster, struct kt_metadata *out,
                                 int timeout_ms, struct kt_errs *errs)
{
    static const char what[] = "read the cluster's metadata";
    const struct rd_kafka_metadata *from = NULL;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
    char *id;

    KT_TRY(kt_kafka_ask(cluster, what, ask_metadata, &from, timeout_ms, &code, errs));
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return kt_kafka_failed(cluster, what, timeout_ms, code, NULL, errs);
    *out = (struct kt_metadata){.controller = rd_kafka_controllerid(cluster->rk, 0)};
    id = rd_kafka_clusterid(cluster->rk, 0);
    out->cluster_id = kt_strdup(id);
    if (id)
        rd_kafka_mem_free(cluster->rk, id);
    cluster->answered_by = from->orig_broker_id;
    kt_kafka_reach_answered(cluster, from);
    copy_brokers(out, from);
    copy_topics(&out->topics, from);
    rd_kafka_metadata_destroy(from);
    return KT_OK;
}
