/* config_table.c - the topic settings of Kafka 3.9.1, 4.0, 4.1, 4.2 and 4.3.1. */
#include <stdint.h>

#include "ktool/attr.h"
#include "ktool/config_key.h"

#define INTEGER_MAX ((double)INT32_MAX)
#define LONG_MIN_   ((double)INT64_MIN)
#define LONG_MAX_   ((double)INT64_MAX)

#define BOOLEAN(n)                                                                                 \
    {                                                                                              \
        .name = (n), .type = KT_CONFIG_BOOLEAN                                                     \
    }
#define INT(n, lo, hi, u)                                                                          \
    {                                                                                              \
        .name = (n), .type = KT_CONFIG_INT, .unit = (u), .min = (lo), .max = (hi)                  \
    }
#define LONG(n, lo, u)                                                                             \
    {                                                                                              \
        .name = (n), .type = KT_CONFIG_LONG, .unit = (u), .min = (lo), .max = LONG_MAX_            \
    }
#define WORD(n, w)                                                                                 \
    {                                                                                              \
        .name = (n), .type = KT_CONFIG_WORD, .words = (w)                                          \
    }
#define LIST(n, w)                                                                                 \
    {                                                                                              \
        .name = (n), .type = KT_CONFIG_LIST, .words = (w)                                          \
    }

/* Sorted by name. Where versions differ, the widest range of them all: the broker has the last
 * word. message.downconversion.enable, message.format.version and
 * message.timestamp.difference.max.ms are gone in 4.0 and stay known for 3.9. */
static const struct kt_config_key table[] = {
    LIST("cleanup.policy", "compact delete"),
    {.name = "compression.gzip.level",
     .type = KT_CONFIG_INT,
     .words = "-1", /* outside the range, and legal */
     .min = 1,
     .max = 9},
    INT("compression.lz4.level", 1, 17, KT_UNIT_NONE),
    WORD("compression.type", "uncompressed zstd lz4 snappy gzip producer"),
    INT("compression.zstd.level", -131072, 22, KT_UNIT_NONE),
    LONG("delete.retention.ms", 0, KT_UNIT_MS),
    LONG("file.delete.delay.ms", 0, KT_UNIT_MS),
    LONG("flush.messages", 1, KT_UNIT_NONE),
    LONG("flush.ms", 0, KT_UNIT_MS),
    LIST("follower.replication.throttled.replicas", NULL),
    INT("index.interval.bytes", 0, INTEGER_MAX, KT_UNIT_BYTES),
    LIST("leader.replication.throttled.replicas", NULL),
    LONG("local.retention.bytes", -2, KT_UNIT_BYTES),
    LONG("local.retention.ms", -2, KT_UNIT_MS),
    LONG("max.compaction.lag.ms", 1, KT_UNIT_MS),
    INT("max.message.bytes", 0, INTEGER_MAX, KT_UNIT_BYTES),
    BOOLEAN("message.downconversion.enable"),
    WORD("message.format.version", NULL),
    LONG("message.timestamp.after.max.ms", 0, KT_UNIT_MS),
    LONG("message.timestamp.before.max.ms", 0, KT_UNIT_MS),
    LONG("message.timestamp.difference.max.ms", 0, KT_UNIT_MS),
    WORD("message.timestamp.type", "CreateTime LogAppendTime"),
    {.name = "min.cleanable.dirty.ratio", .type = KT_CONFIG_DOUBLE, .min = 0, .max = 1},
    LONG("min.compaction.lag.ms", 0, KT_UNIT_MS),
    INT("min.insync.replicas", 1, INTEGER_MAX, KT_UNIT_NONE),
    BOOLEAN("preallocate"),
    BOOLEAN("remote.log.copy.disable"),
    BOOLEAN("remote.log.delete.on.disable"),
    BOOLEAN("remote.storage.enable"),
    LONG("retention.bytes", LONG_MIN_, KT_UNIT_BYTES),
    LONG("retention.ms", -1, KT_UNIT_MS),
    INT("segment.bytes", 14, INTEGER_MAX, KT_UNIT_BYTES),
    INT("segment.index.bytes", 4, INTEGER_MAX, KT_UNIT_BYTES),
    LONG("segment.jitter.ms", 0, KT_UNIT_MS),
    LONG("segment.ms", 1, KT_UNIT_MS),
    BOOLEAN("unclean.leader.election.enable"),
};

const struct kt_config_key *kt_config_keys(size_t *n)
{
    *n = KT_COUNT(table);
    return table;
}
