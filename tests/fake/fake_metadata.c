/* fake_metadata.c - who is there, what there is, and how far the logs reach. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "ktool/clock.h"
#include "ktool/units.h"

static void add_brokers(struct kt_metadata *metadata, const struct kt_cluster *cluster)
{
    const json_t *brokers = json_object_get(cluster->state, "brokers");

    metadata->broker = kt_calloc(json_array_size(brokers), sizeof(*metadata->broker));
    for (size_t i = 0; i < json_array_size(brokers); i++) {
        const json_t *broker = json_array_get(brokers, i);
        const char *host = kt_fake_text(broker, "host");
        json_int_t id = kt_fake_int(broker, "id", -1);

        if (!kt_fake_broker_alive(cluster, id))
            continue;
        metadata->broker[metadata->nbroker++] =
            (struct kt_broker){.id = (int)id,
                               .host = kt_strdup(host ? host : "localhost"),
                               .port = (int)kt_fake_int(broker, "port", 9092)};
    }
}

static void fill_topic(const struct kt_cluster *cluster, const json_t *from, struct kt_topic *topic)
{
    size_t shortest = SIZE_MAX, longest = 0;

    topic->npartition = (size_t)kt_fake_int(from, "partitions", 1);
    topic->partitions = (int)topic->npartition;
    topic->partition = kt_calloc(topic->npartition, sizeof(*topic->partition));
    for (size_t i = 0; i < topic->npartition; i++) {
        struct kt_partition *partition = &topic->partition[i];

        partition->id = (int)i;
        kt_fake_partition(cluster, from, partition);
        if (partition->nreplicas < shortest)
            shortest = partition->nreplicas;
        if (partition->nreplicas > longest)
            longest = partition->nreplicas;
    }
    topic->replication = topic->npartition > 0 ? (int)shortest : 0;
    topic->replication_max = (int)longest;
    topic->error = (int)kt_fake_int(from, "error", 0);
}

static void add_topics(struct kt_topics *topics, const struct kt_cluster *cluster)
{
    KT_AUTO(kt_names) names = {0};
    const char *name;
    json_t *from;

    json_object_foreach(kt_fake_seen(cluster), name, from)
    {
        if (!kt_fake_denied(cluster, "describe", name))
            kt_names_add(&names, name);
    }
    kt_names_sort(&names);
    topics->v = kt_calloc(names.n, sizeof(*topics->v));
    topics->cap = names.n;
    for (size_t i = 0; i < names.n; i++) {
        from = json_object_get(kt_fake_seen(cluster), names.v[i]);
        kt_topic_init(&topics->v[topics->n], names.v[i]);
        fill_topic(cluster, from, &topics->v[topics->n++]);
    }
}

/* Every answer wants a new token here. */
static enum kt_code authenticate(const struct kt_cluster *cluster, struct kt_errs *errs)
{
    KT_AUTO(kt_token) token = {0};

    if (cluster->options.token == NULL)
        return KT_OK;
    return cluster->options.token(cluster->options.token_arg, cluster->options.timeout_ms, &token,
                                  errs);
}

enum kt_code kt_cluster_metadata(struct kt_cluster *cluster, struct kt_metadata *out,
                                 int timeout_ms, struct kt_errs *errs)
{
    struct kt_metadata metadata = {0};
    json_int_t controller;

    KT_TRY(authenticate(cluster, errs));
    KT_TRY(kt_fake_begin(cluster, "metadata", "metadata", timeout_ms, errs));
    KT_TRY(kt_fake_end(cluster, errs));
    if (cluster->call.answer != 0)
        return kt_fake_refuse(cluster, errs);
    controller = kt_fake_int(cluster->state, "controller", -1);
    metadata.controller = kt_fake_broker_alive(cluster, controller) ? (int)controller : -1;
    metadata.cluster_id = kt_strdup(kt_fake_text(cluster->state, "cluster_id"));
    add_brokers(&metadata, cluster);
    add_topics(&metadata.topics, cluster);
    *out = metadata;
    return KT_OK;
}

/* A member that is one number for all partitions or one for each. */
static int64_t per_partition(const json_t *topic, const char *key, int partition)
{
    const json_t *value = json_object_get(topic, key);

    if (json_is_array(value))
        value = json_array_get(value, (size_t)partition);
    return json_is_integer(value) ? json_integer_value(value) : 0;
}

/* Milliseconds since 1970 of a number, or of "-8d" before the start of the clock. */
static int64_t moment(const json_t *value)
{
    const char *text = json_string_value(value), *why;
    int64_t ago = 0;

    if (text == NULL)
        return json_integer_value(value);
    if (text[0] != '-' || !kt_duration_parse(text + 1, &ago, &why)) {
        (void)fprintf(stderr, "fake: '%s' is no moment, wants \"-8d\"\n", text);
        abort();
    }
    return kt_fake_clock_start() - ago;
}

/* The first offset whose record is as young as that, -1: none is. */
static int64_t offset_at(const json_t *topic, int partition, int64_t timestamp)
{
    const json_t *moments = json_object_get(topic, "timestamps");
    int64_t records = per_partition(topic, "records", partition);
    int64_t nmoments = (int64_t)json_array_size(moments);

    for (int64_t i = 0; i < records; i++) {
        int64_t at = nmoments > 0
                         ? moment(json_array_get(moments, (size_t)(i * nmoments / records)))
                         : kt_fake_clock_start();

        if (at >= timestamp)
            return per_partition(topic, "log_start", partition) + i;
    }
    return -1;
}

static int offset_fault(const struct kt_cluster *cluster, const json_t *topic,
                        const struct kt_offset *ask)
{
    struct kt_partition partition = {.id = ask->partition};
    int leader, fault = kt_fake_topic_fault(cluster, ask->topic, NULL);

    if (fault != 0)
        return fault;
    if (topic == NULL || ask->partition < 0 ||
        ask->partition >= kt_fake_int(topic, "partitions", 1) ||
        kt_fake_denied(cluster, "describe", ask->topic))
        return KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
    kt_fake_partition(cluster, topic, &partition);
    leader = partition.leader;
    free(partition.replicas);
    free(partition.isr);
    return leader < 0 ? KT_KAFKA_LEADER_NOT_AVAILABLE : 0;
}

static void answer_offset(const struct kt_cluster *cluster, struct kt_offset *ask)
{
    const json_t *topic = json_object_get(kt_fake_seen(cluster), ask->topic);
    int64_t start;

    ask->offset = -1;
    ask->code = offset_fault(cluster, topic, ask);
    if (ask->code != 0)
        return;
    start = per_partition(topic, "log_start", ask->partition);
    if (ask->timestamp == KT_OFFSET_EARLIEST)
        ask->offset = start;
    else if (ask->timestamp == KT_OFFSET_LATEST)
        ask->offset = start + per_partition(topic, "records", ask->partition);
    else
        ask->offset = offset_at(topic, ask->partition, ask->timestamp);
}

enum kt_code kt_cluster_offsets(struct kt_cluster *cluster, struct kt_offset *offsets, size_t n,
                                int timeout_ms, struct kt_errs *errs)
{
    KT_AUTO_STR line = kt_format("offsets of %zu partition%s", n, kt_plural(n));

    if (n == 0)
        return KT_OK;
    KT_TRY(kt_fake_begin(cluster, "offsets", line, timeout_ms, errs));
    KT_TRY(kt_fake_end(cluster, errs));
    for (size_t i = 0; i < n; i++)
        answer_offset(cluster, &offsets[i]);
    return KT_OK;
}
