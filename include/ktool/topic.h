/* topic.h - what a topic is, whether a manifest declares it or a cluster holds it. */
#ifndef KTOOL_TOPIC_H
#define KTOOL_TOPIC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

enum { KT_BROKER_DEFAULT = -1, KT_UNKNOWN = -1 };
/* librdkafka refuses more partitions (rdkafka_admin.c), the protocol a larger factor. */
enum { KT_PARTITIONS_MAX = 100000, KT_REPLICATION_MAX = INT16_MAX };

/* The layers of a manifest, lowest first; a value comes from the highest that names it. */
enum kt_layer {
    KT_LAYER_NONE, /* not from a manifest, or absent */
    KT_LAYER_DEFAULTS,
    KT_LAYER_ENV_DEFAULTS,
    KT_LAYER_TOPIC,
    KT_LAYER_ENV_TOPIC
};
/* Where a declared value was written. */
struct kt_origin {
    struct kt_place at;
    enum kt_layer layer;
};

/* Where a live value comes from, as DescribeConfigs says (Kafka's ConfigEntry.ConfigSource). */
enum kt_config_source {
    KT_SOURCE_UNKNOWN,
    KT_SOURCE_TOPIC, /* DYNAMIC_TOPIC_CONFIG: the only one that is an override */
    KT_SOURCE_DYNAMIC_BROKER,
    KT_SOURCE_DYNAMIC_DEFAULT_BROKER,
    KT_SOURCE_STATIC_BROKER,
    KT_SOURCE_DEFAULT
};
/* Kafka's own spelling: "DYNAMIC_TOPIC_CONFIG", ...; static text. */
const char *kt_config_source_text(enum kt_config_source source);

struct kt_config {
    char *key;
    char *value;                  /* declared: canonical (digits for time and bytes); live: as the
                                     broker says, NULL when it hides it */
    enum kt_config_source source; /* live only */
    char *inherited;              /* live, of an override: the value without it; NULL unknown */
    enum kt_config_source inherited_source;
    struct kt_origin origin; /* declared only */
};

struct kt_partition {
    int id;
    int leader; /* broker id, or -1: offline */
    int *replicas;
    size_t nreplicas;
    int *isr;
    size_t nisr;
    int64_t log_start, high_watermark; /* offsets; KT_UNKNOWN until asked for */
};

struct kt_topic {
    char *name;      /* with prefix */
    int partitions;  /* > 0, or KT_BROKER_DEFAULT in a manifest */
    int replication; /* likewise; live: the length of the shortest replica list, never the ISR */
    int replication_max; /* live: of the longest replica list; declared: the same as replication */
    struct kt_config *config; /* sorted by key, keys unique. Live: overrides, and of inherited
                                 values the keys asked for */
    size_t nconfig;

    /* Declared only. */
    char *template_name; /* "presence.{tenant_id}" without prefix, for a topic made from it */
    char *key;           /* JSON Pointer or strategy word, NULL: none given */
    char *schema;        /* path, already relative to the current folder; NULL: none */
    struct kt_names groups;
    struct kt_origin at, partitions_at, replication_at, key_at, schema_at, groups_at;

    /* Live only. */
    struct kt_partition *partition; /* by id */
    size_t npartition;
    int error;         /* Kafka's error code of the topic in metadata, 0: none */
    int64_t records;   /* high watermarks minus log starts; KT_UNKNOWN until asked for */
    int64_t deletable; /* records older than the retention wanted; KT_UNKNOWN until asked for */
};

/* Sorted by name, names unique: two sets are compared by one merge walk. */
struct kt_topics {
    struct kt_topic *v;
    size_t n, cap;
};

/* A topic with nothing known: counts at KT_BROKER_DEFAULT and KT_UNKNOWN, texts NULL. */
void kt_topic_init(struct kt_topic *topic, const char *name);
/* The entry of that key, or NULL; borrowed. */
const struct kt_config *kt_topic_config(const struct kt_topic *topic, const char *key);
/* Adds or replaces, keeping the order; returns the entry to fill in further, borrowed until the
 * next call. `value` may be NULL. */
struct kt_config *kt_topic_set(struct kt_topic *topic, const char *key, const char *value);
void kt_topic_unset(struct kt_topic *topic, const char *key);
void kt_topic_copy(struct kt_topic *to,
                   const struct kt_topic *from); /* deep; places stay borrowed */
void kt_topic_clear(struct kt_topic *topic);     /* twice is fine */

/* A declared topic whose records have keys: `key` given and not the word "random". */
bool kt_topic_is_keyed(const struct kt_topic *topic);
bool kt_topic_is_compacted(const struct kt_topic *topic);

/* Takes over *topic (and empties it) on success; refuses a second topic of that name (KT_E_INPUT,
 * naming both places). Fast when names come in order. */
KT_MUST_CHECK enum kt_code kt_topics_add(struct kt_topics *set, struct kt_topic *topic,
                                         struct kt_errs *errs);
/* By name, or NULL; borrowed until the set changes. */
struct kt_topic *kt_topics_find(const struct kt_topics *set, const char *name);
void kt_topics_clear(struct kt_topics *set); /* twice is fine */

#endif
