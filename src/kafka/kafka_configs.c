/* kafka_configs.c - the settings of topics, in one request. */
#include <stdlib.h>

#include "kafka_internal.h"

static enum kt_config_source source_of(const rd_kafka_ConfigEntry_t *entry)
{
    switch (rd_kafka_ConfigEntry_source(entry)) {
    case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_TOPIC_CONFIG:
        return KT_SOURCE_TOPIC;
    case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_BROKER_CONFIG:
        return KT_SOURCE_DYNAMIC_BROKER;
    case RD_KAFKA_CONFIG_SOURCE_DYNAMIC_DEFAULT_BROKER_CONFIG:
        return KT_SOURCE_DYNAMIC_DEFAULT_BROKER;
    case RD_KAFKA_CONFIG_SOURCE_STATIC_BROKER_CONFIG:
        return KT_SOURCE_STATIC_BROKER;
    case RD_KAFKA_CONFIG_SOURCE_DEFAULT_CONFIG:
        return KT_SOURCE_DEFAULT;
    default:
        return KT_SOURCE_UNKNOWN;
    }
}

/* The synonyms of an override are the values under it, nearest first, itself in front. */
static void set_inherited(struct kt_config *config, const rd_kafka_ConfigEntry_t *entry)
{
    size_t n = 0;
    const rd_kafka_ConfigEntry_t **synonyms = rd_kafka_ConfigEntry_synonyms(entry, &n);

    for (size_t i = 0; i < n; i++) {
        if (source_of(synonyms[i]) == KT_SOURCE_TOPIC)
            continue;
        config->inherited = kt_strdup(rd_kafka_ConfigEntry_value(synonyms[i]));
        config->inherited_source = source_of(synonyms[i]);
        return;
    }
}

/* A topic has some 33 entries, nearly all of them inherited: only what was asked for is copied. */
static void copy_configs(struct kt_topic *topic, const rd_kafka_ConfigResource_t *resource,
                         const struct kt_names *keys)
{
    size_t n = 0;
    const rd_kafka_ConfigEntry_t **entries = rd_kafka_ConfigResource_configs(resource, &n);

    while (topic->nconfig > 0)
        kt_topic_unset(topic, topic->config[topic->nconfig - 1].key);
    for (size_t i = 0; i < n; i++) {
        enum kt_config_source source = source_of(entries[i]);
        const char *key = rd_kafka_ConfigEntry_name(entries[i]);
        struct kt_config *config;

        if (source != KT_SOURCE_TOPIC && keys && !kt_names_has(keys, key))
            continue;
        config = kt_topic_set(topic, key, rd_kafka_ConfigEntry_value(entries[i]));
        config->source = source;
        if (source == KT_SOURCE_TOPIC)
            set_inherited(config, entries[i]);
    }
}

/* The library answers in the order asked and refuses duplicates. */
static void copy_answers(struct kt_call *call, struct kt_topic *const *topics, size_t n,
                         const struct kt_names *keys, struct kt_result *results)
{
    size_t nanswers = 0;
    const rd_kafka_ConfigResource_t **answers = rd_kafka_DescribeConfigs_result_resources(
        rd_kafka_event_DescribeConfigs_result(call->answer), &nanswers);

    for (size_t i = 0; i < n; i++) {
        const rd_kafka_ConfigResource_t *answer = i < nanswers ? answers[i] : NULL;

        if (answer == NULL) {
            kt_kafka_no_result(&results[i]);
            continue;
        }
        kt_kafka_result(&results[i], rd_kafka_ConfigResource_error(answer),
                        rd_kafka_ConfigResource_error_string(answer));
        if (results[i].code == KT_KAFKA_OK)
            copy_configs(topics[i], answer, keys);
    }
}

enum kt_code kt_cluster_describe_configs(struct kt_cluster *cluster, struct kt_topic *const *topics,
                                         size_t n, const struct kt_names *keys,
                                         struct kt_result *results, int timeout_ms,
                                         struct kt_errs *errs)
{
    rd_kafka_ConfigResource_t **asked;
    struct kt_call call;
    enum kt_code code;

    if (n == 0)
        return KT_OK;
    asked = kt_calloc(n, sizeof(*asked));
    for (size_t i = 0; i < n; i++)
        asked[i] = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, topics[i]->name);
    kt_kafka_call_start(&call, cluster, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS,
                        RD_KAFKA_EVENT_DESCRIBECONFIGS_RESULT, "read the settings of topics",
                        timeout_ms);
    kt_kafka_call_any_broker(&call);
    rd_kafka_DescribeConfigs(cluster->rk, asked, n, call.options, cluster->queue);
    code = kt_kafka_await(&call, errs);
    if (code == KT_OK)
        copy_answers(&call, topics, n, keys, results);
    kt_kafka_call_end(&call);
    rd_kafka_ConfigResource_destroy_array(asked, n);
    free(asked);
    return code;
}
