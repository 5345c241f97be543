/* kafka_line.c - the line of Kafka from a broker's settings. */
#include <string.h>

#include "ktool/kafka_line.h"

static const char protocol[] = "inter.broker.protocol.version";

/* From the configuration classes of the first and last versions of each line, 3.6.2 to 4.3.1
 * (kafka.server.KafkaConfig, later also o.a.k.server.config.AbstractKafkaConfig): not internal, so
 * that it is shown without being set; has a default; never taken away again. Newest first. */
static const struct {
    const char *key, *line;
} firsts[] = {
    {"group.coordinator.background.threads", "4.3 or newer"},
    {"remote.log.manager.follower.thread.pool.size", "4.2"},
    {"group.streams.max.size", "4.1"},
    {"share.coordinator.threads", "4.0"},
    {"group.share.max.size", "3.9"},
    {"log.dir.failure.timeout.ms", "3.8"},
    {"telemetry.max.bytes", "3.7"},
};

/* What inter.broker.protocol.version says with "-IV0" or nothing behind it. */
static const char *const pinned[] = {
    "3.9", "3.8", "3.7", "3.6", "3.5", "3.4", "3.3", "3.2", "3.1", "3.0",
    "2.8", "2.7", "2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "2.0",
};

void kt_kafka_line_keys(struct kt_names *keys)
{
    kt_names_add(keys, protocol);
    for (size_t i = 0; i < KT_COUNT(firsts); i++)
        kt_names_add(keys, firsts[i].key);
    kt_names_sort(keys);
}

static const char *of_protocol(const char *version)
{
    size_t len = version ? strcspn(version, "-") : 0;

    for (size_t i = 0; i < KT_COUNT(pinned); i++)
        if (len == strlen(pinned[i]) && strncmp(version, pinned[i], len) == 0)
            return pinned[i];
    return NULL;
}

const char *kt_kafka_line(const struct kt_pairs *broker_config)
{
    for (size_t i = 0; i < KT_COUNT(firsts); i++)
        if (kt_pairs_get(broker_config, firsts[i].key) != NULL)
            return firsts[i].line;
    return of_protocol(kt_pairs_get(broker_config, protocol));
}
