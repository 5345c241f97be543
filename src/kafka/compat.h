/* compat.h - every difference between librdkafka 2.0.2 and the newest, and nothing else. Each names
 * the version that lifts it; properties are tried at run time instead of asked for by version. */
#ifndef KTOOL_KAFKA_COMPAT_H
#define KTOOL_KAFKA_COMPAT_H

#include <stdbool.h>
#include <stddef.h>

#include <librdkafka/rdkafka.h>

#if RD_KAFKA_VERSION < 0x020002ff
#error "ktool needs librdkafka 2.0.2 or newer"
#endif

/* Properties that only some versions know: set where known, passed over elsewhere. */
static const char *const compat_properties[][2] = {
    {"enable.metrics.push", "false"}, /* since 2.5: a line in the log and requests at every start */
};

/* Java's clients know them, and files for these have them: passed over where the library is older.
 */
static const char *const compat_newer[] = {
    "client.dns.lookup",                       /* since 2.2 */
    "retry.backoff.max.ms",                    /* since 2.3 */
    "group.protocol",                          /* since 2.4 */
    "group.remote.assignor",                   /* since 2.4 */
    "enable.metrics.push",                     /* since 2.5 */
    "metadata.recovery.strategy",              /* since 2.11 */
    "metadata.recovery.rebootstrap.trigger.ms" /* since 2.11 */
};

/* Before 2.6.1 the library sends the client's nonce twice in SCRAM; Kafka 4 refuses that like a
 * wrong password (confluentinc/librdkafka pull request 4895). */
static inline bool compat_scram_is_broken(void)
{
    return rd_kafka_version() < 0x020601ff;
}

/* IncrementalAlterConfigs came with 2.2.0; below it AlterConfigs replaces all settings at once. The
 * headers and the library that runs must both know it. */
#if RD_KAFKA_VERSION >= 0x020200ff
enum {
    COMPAT_INCREMENTAL_OP = RD_KAFKA_ADMIN_OP_INCREMENTALALTERCONFIGS,
    COMPAT_INCREMENTAL_EVENT = RD_KAFKA_EVENT_INCREMENTALALTERCONFIGS_RESULT
};

static inline bool compat_has_incremental(void)
{
    return rd_kafka_version() >= 0x020200ff;
}

/* A NULL value takes the override away. False: the library refuses it. */
static inline bool compat_incremental_add(rd_kafka_ConfigResource_t *resource, const char *key,
                                          const char *value)
{
    rd_kafka_AlterConfigOpType_t op =
        value ? RD_KAFKA_ALTER_CONFIG_OP_TYPE_SET : RD_KAFKA_ALTER_CONFIG_OP_TYPE_DELETE;
    rd_kafka_error_t *error =
        rd_kafka_ConfigResource_add_incremental_config(resource, key, op, value);

    if (error == NULL)
        return true;
    rd_kafka_error_destroy(error);
    return false;
}

static inline void compat_incremental_send(rd_kafka_t *rk, rd_kafka_ConfigResource_t **resources,
                                           size_t n, const rd_kafka_AdminOptions_t *options,
                                           rd_kafka_queue_t *queue)
{
    rd_kafka_IncrementalAlterConfigs(rk, resources, n, options, queue);
}

static inline const rd_kafka_ConfigResource_t **compat_incremental_results(rd_kafka_event_t *event,
                                                                           size_t *n)
{
    return rd_kafka_IncrementalAlterConfigs_result_resources(
        rd_kafka_event_IncrementalAlterConfigs_result(event), n);
}
#else
enum { COMPAT_INCREMENTAL_OP = RD_KAFKA_ADMIN_OP_ANY, COMPAT_INCREMENTAL_EVENT = 0 };

static inline bool compat_has_incremental(void)
{
    return false;
}

static inline bool compat_incremental_add(rd_kafka_ConfigResource_t *resource, const char *key,
                                          const char *value)
{
    (void)resource, (void)key, (void)value;
    return false;
}

static inline void compat_incremental_send(rd_kafka_t *rk, rd_kafka_ConfigResource_t **resources,
                                           size_t n, const rd_kafka_AdminOptions_t *options,
                                           rd_kafka_queue_t *queue)
{
    (void)rk, (void)resources, (void)n, (void)options, (void)queue;
}

static inline const rd_kafka_ConfigResource_t **compat_incremental_results(rd_kafka_event_t *event,
                                                                           size_t *n)
{
    (void)event;
    *n = 0;
    return NULL;
}
#endif

#endif
