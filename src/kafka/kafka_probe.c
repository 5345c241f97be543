/* kafka_probe.c - one request to each broker: does it answer, and what are its settings? */
#include <stdlib.h>

#include "kafka_inflight.h"
#include "kafka_peer.h"

enum { CONNECT_MS = 100 };

struct probing {
    struct kt_probe *probes;
    const struct kt_names *keys;
};

/* The broker tells the settings named here only. Without any it would tell all of its 330: then one
 * is asked for that has the same few bytes everywhere. */
static void name_keys(rd_kafka_ConfigResource_t *resource, const struct kt_names *keys)
{
    for (size_t i = 0; keys && i < keys->n; i++)
        rd_kafka_ConfigResource_set_config(resource, keys->v[i], "");
    if (keys == NULL || keys->n == 0)
        rd_kafka_ConfigResource_set_config(resource, "broker.id", "");
}

/* A request to a broker that refuses cannot be taken back, and librdkafka 2.0.2 connects without a
 * pause for as long as it lives, two thousand times a second: who refused last time is not asked
 * before connections are taken again. */
static bool is_shut(const struct kt_cluster *cluster, int broker)
{
    struct kt_seen *seen = kt_evidence_of(&cluster->reach.evidence, broker);

    if (seen != NULL && seen->shut)
        seen->shut = !kt_peer_connects(seen->address, false, CONNECT_MS, cluster->stop);
    return seen != NULL && seen->shut;
}

/* The only request that librdkafka 2.0.2 sends to a broker of one's choice. */
static void ask(const struct kt_flight *flight, size_t i, const rd_kafka_AdminOptions_t *options)
{
    const struct probing *probing = flight->arg;
    KT_AUTO_STR id = kt_format("%d", probing->probes[i].broker);
    rd_kafka_ConfigResource_t *resource;

    if (is_shut(flight->cluster, probing->probes[i].broker))
        return;
    resource = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_BROKER, id);
    name_keys(resource, probing->keys);
    rd_kafka_DescribeConfigs(flight->cluster->rk, &resource, 1, options, flight->cluster->queue);
    rd_kafka_ConfigResource_destroy(resource);
}

static void copy_config(struct kt_probe *probe, const rd_kafka_ConfigResource_t *resource,
                        const struct kt_names *keys)
{
    size_t n = 0;
    const rd_kafka_ConfigEntry_t **entries = rd_kafka_ConfigResource_configs(resource, &n);

    for (size_t i = 0; keys && i < n; i++) {
        const char *key = rd_kafka_ConfigEntry_name(entries[i]);
        const char *value = rd_kafka_ConfigEntry_value(entries[i]);

        if (value && kt_names_has(keys, key))
            kt_pairs_add(&probe->config, key, value, 0);
    }
}

static void take(const struct kt_flight *flight, size_t i, rd_kafka_event_t *answer, int64_t us)
{
    const struct probing *probing = flight->arg;
    struct kt_probe *probe = &probing->probes[i];
    const rd_kafka_ConfigResource_t **resources;
    size_t n = 0;

    *probe = (struct kt_probe){
        .broker = probe->broker, .result = {.code = kt_kafka_flight_code(answer)}, .ping_us = -1};
    if (kt_kafka_is_local(probe->result.code))
        return;
    probe->ping_us = us;
    if (probe->result.code != RD_KAFKA_RESP_ERR_NO_ERROR)
        return;
    resources = rd_kafka_DescribeConfigs_result_resources(
        rd_kafka_event_DescribeConfigs_result(answer), &n);
    if (n == 0 || resources[0] == NULL) {
        kt_kafka_no_result(&probe->result);
        return;
    }
    kt_kafka_result(&probe->result, rd_kafka_ConfigResource_error(resources[0]),
                    rd_kafka_ConfigResource_error_string(resources[0]));
    copy_config(probe, resources[0], probing->keys);
}

/* Where nobody listens now nobody answers. */
static bool lost(const struct kt_flight *flight, size_t i, int64_t begun_ms)
{
    const struct probing *probing = flight->arg;
    struct kt_probe *probe = &probing->probes[i];
    struct kt_seen *seen = kt_evidence_of(&flight->cluster->reach.evidence, probe->broker);

    if (seen == NULL || (!seen->shut && !kt_seen_refused(seen, begun_ms)))
        return false;
    seen->shut = true;
    *probe = (struct kt_probe){
        .broker = probe->broker, .result = {.code = KT_KAFKA_LOCAL_TRANSPORT}, .ping_us = -1};
    return true;
}

enum kt_code kt_cluster_probe(struct kt_cluster *cluster, struct kt_probe *probes, size_t n,
                              const struct kt_names *keys, int timeout_ms, struct kt_errs *errs)
{
    struct probing probing = {.probes = probes, .keys = keys};
    const struct kt_flight flight = {.cluster = cluster,
                                     .op = RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS,
                                     .event = RD_KAFKA_EVENT_DESCRIBECONFIGS_RESULT,
                                     .n = n,
                                     .window = n,
                                     .timeout_ms = timeout_ms,
                                     .ask = ask,
                                     .take = take,
                                     .lost = lost,
                                     .arg = &probing};
    enum kt_code code = kt_kafka_fly(&flight, errs);

    if (code != KT_OK)
        kt_probes_clear(probes, n);
    return code;
}

enum kt_code kt_cluster_unreached(struct kt_cluster *cluster, struct kt_errs *errs)
{
    if (!kt_evidence_stray(&cluster->reach.evidence))
        return KT_OK;
    return kt_kafka_unreached(cluster, 0, errs);
}
