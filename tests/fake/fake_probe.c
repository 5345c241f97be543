/* fake_probe.c - one request to each broker. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "ktool/units.h"

/* By these the line of Kafka is told: what real brokers of 3.9.1 and 4.3.1 show. */
static const struct {
    const char *key, *of_3, *of_4;
} versioned[] = {
    {"group.coordinator.background.threads", NULL, "2"},
    {"group.share.max.size", "200", "200"},
    {"group.streams.max.size", NULL, "2147483647"},
    {"inter.broker.protocol.version", "3.9-IV0", NULL},
    {"log.dir.failure.timeout.ms", "30000", "30000"},
    {"remote.log.manager.follower.thread.pool.size", NULL, "2"},
    {"share.coordinator.threads", NULL, "1"},
    {"telemetry.max.bytes", "1048576", "1048576"},
};

static const char *of_version(const struct kt_cluster *cluster, const char *key)
{
    for (size_t i = 0; i < KT_COUNT(versioned); i++)
        if (strcmp(versioned[i].key, key) == 0)
            return kt_fake_is_version_3(cluster) ? versioned[i].of_3 : versioned[i].of_4;
    return NULL;
}

/* The first of these that has it: the broker, all brokers, the version. */
static const char *setting(const struct kt_cluster *cluster, const json_t *broker, const char *key)
{
    const json_t *all = json_object_get(json_object_get(cluster->state, "broker_config"), key);
    const char *value = kt_fake_text(json_object_get(broker, "config"), key);

    if (value == NULL && strcmp(key, "broker.rack") == 0)
        value = kt_fake_text(broker, "rack");
    if (value == NULL)
        value = json_is_object(all) ? kt_fake_text(all, "value") : json_string_value(all);
    return value ? value : of_version(cluster, key);
}

/* NULL: not there, or down. */
static const json_t *find_broker(const struct kt_cluster *cluster, int id)
{
    const json_t *brokers = json_object_get(cluster->state, "brokers");

    for (size_t i = 0; i < json_array_size(brokers); i++)
        if (kt_fake_int(json_array_get(brokers, i), "id", -1) == id)
            return kt_fake_broker_alive(cluster, id) ? json_array_get(brokers, i) : NULL;
    return NULL;
}

static int code_of(const struct kt_cluster *cluster, const json_t *broker, int id)
{
    KT_AUTO_STR name = kt_format("%d", id);
    int fault = kt_fake_fault_of(cluster, name);

    if (fault != 0)
        return fault;
    if (broker == NULL || json_is_false(json_object_get(broker, "answers")) ||
        kt_fake_int(broker, "ping_ms", 1) >= cluster->call.timeout_ms)
        return KT_KAFKA_LOCAL_TIMED_OUT;
    if (json_is_true(json_object_get(broker, "refuses")))
        return KT_KAFKA_LOCAL_TRANSPORT;
    if (kt_fake_denied(cluster, "describe_configs", "kafka-cluster"))
        return KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED;
    return KT_KAFKA_OK;
}

/* How long it took. */
static int64_t answer(struct kt_cluster *cluster, struct kt_probe *probe,
                      const struct kt_names *keys)
{
    const json_t *broker = find_broker(cluster, probe->broker);
    int64_t ping_ms = kt_fake_int(broker, "ping_ms", 1);
    int code = code_of(cluster, broker, probe->broker);

    *probe = (struct kt_probe){.broker = probe->broker, .result = {.code = code}, .ping_us = -1};
    if (code == KT_KAFKA_LOCAL_TIMED_OUT)
        return cluster->call.timeout_ms;
    if (code == KT_KAFKA_LOCAL_TRANSPORT)
        return 0;
    cluster->answered = true;
    probe->ping_us = 1000 * ping_ms;
    for (size_t i = 0; code == KT_KAFKA_OK && keys && i < keys->n; i++) {
        const char *value = setting(cluster, broker, keys->v[i]);

        if (value)
            kt_pairs_add(&probe->config, keys->v[i], value, 0);
    }
    return ping_ms;
}

/* "probe 1,2,3 with 9 settings" */
static char *probe_line(const struct kt_probe *probes, size_t n, const struct kt_names *keys)
{
    KT_AUTO(kt_names) ids = {0};
    KT_AUTO_STR list = NULL;

    for (size_t i = 0; i < n; i++) {
        KT_AUTO_STR id = kt_format("%d", probes[i].broker);

        kt_names_add(&ids, id);
    }
    list = kt_names_join(&ids, ",");
    if (keys == NULL || keys->n == 0)
        return kt_format("probe %s", list);
    return kt_format("probe %s with %zu setting%s", list, keys->n, kt_plural(keys->n));
}

enum kt_code kt_cluster_probe(struct kt_cluster *cluster, struct kt_probe *probes, size_t n,
                              const struct kt_names *keys, int timeout_ms, struct kt_errs *errs)
{
    KT_AUTO_STR line = probe_line(probes, n, keys);
    int64_t longest_ms = 0;
    enum kt_code code;

    (void)errs;
    if (n == 0)
        return KT_OK;
    KT_TRY(kt_fake_begin_many(cluster, "probe", line, timeout_ms));
    for (size_t i = 0; i < n; i++) {
        int64_t ms = answer(cluster, &probes[i], keys);

        longest_ms = ms > longest_ms ? ms : longest_ms;
    }
    code = kt_fake_end_many(cluster, longest_ms);
    if (code != KT_OK)
        kt_probes_clear(probes, n);
    return code;
}

/* Silence is all that is seen here. */
enum kt_code kt_cluster_unreached(struct kt_cluster *cluster, struct kt_errs *errs)
{
    (void)cluster;
    (void)errs;
    return KT_OK;
}
