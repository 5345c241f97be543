/* fake_config_keys.c - a broker's table of topic settings and what it says of bad ones. Written
 * from Kafka's LogConfig and kept apart from src/model's table, so that the two can disagree. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fake.h"

enum type { BOOLEAN, INT, LONG, DOUBLE, LEVEL, WORD, LIST, REPLICAS, TEXT };
enum versions { V3 = 1, V4 = 2, ALL = 3 };

static const struct row {
    const char *name;
    enum type type;
    enum versions in;
    const char *initial;
    double min, max;
    const char *words; /* as the broker lists them */
} rows[] = {
    {"cleanup.policy", LIST, ALL, "delete", 0, 0, "compact, delete"},
    {"compression.gzip.level", LEVEL, ALL, "-1", -1, 9, NULL},
    {"compression.lz4.level", INT, ALL, "9", 1, 17, NULL},
    {"compression.type", WORD, ALL, "producer", 0, 0,
     "uncompressed, zstd, lz4, snappy, gzip, producer"},
    {"compression.zstd.level", INT, ALL, "3", -131072, 22, NULL},
    {"delete.retention.ms", LONG, ALL, "86400000", 0, 0, NULL},
    {"file.delete.delay.ms", LONG, ALL, "60000", 0, 0, NULL},
    {"flush.messages", LONG, ALL, "9223372036854775807", 1, 0, NULL},
    {"flush.ms", LONG, ALL, "9223372036854775807", 0, 0, NULL},
    {"follower.replication.throttled.replicas", REPLICAS, ALL, "", 0, 0, NULL},
    {"index.interval.bytes", INT, ALL, "4096", 0, 0, NULL},
    {"leader.replication.throttled.replicas", REPLICAS, ALL, "", 0, 0, NULL},
    {"local.retention.bytes", LONG, ALL, "-2", -2, 0, NULL},
    {"local.retention.ms", LONG, ALL, "-2", -2, 0, NULL},
    {"max.compaction.lag.ms", LONG, ALL, "9223372036854775807", 1, 0, NULL},
    {"max.message.bytes", INT, ALL, "1048588", 0, 0, NULL},
    {"message.downconversion.enable", BOOLEAN, V3, "true", 0, 0, NULL},
    {"message.format.version", TEXT, V3, "3.0-IV1", 0, 0, NULL},
    {"message.timestamp.after.max.ms", LONG, V3, "9223372036854775807", 0, 0, NULL},
    {"message.timestamp.after.max.ms", LONG, V4, "3600000", 0, 0, NULL},
    {"message.timestamp.before.max.ms", LONG, ALL, "9223372036854775807", 0, 0, NULL},
    {"message.timestamp.difference.max.ms", LONG, V3, "9223372036854775807", 0, 0, NULL},
    {"message.timestamp.type", WORD, ALL, "CreateTime", 0, 0, "CreateTime, LogAppendTime"},
    {"min.cleanable.dirty.ratio", DOUBLE, ALL, "0.5", 0, 1, NULL},
    {"min.compaction.lag.ms", LONG, ALL, "0", 0, 0, NULL},
    {"min.insync.replicas", INT, ALL, "1", 1, 0, NULL},
    {"preallocate", BOOLEAN, ALL, "false", 0, 0, NULL},
    {"remote.log.copy.disable", BOOLEAN, ALL, "false", 0, 0, NULL},
    {"remote.log.delete.on.disable", BOOLEAN, ALL, "false", 0, 0, NULL},
    {"remote.storage.enable", BOOLEAN, ALL, "false", 0, 0, NULL},
    {"retention.bytes", LONG, ALL, "-1", (double)LLONG_MIN, 0, NULL},
    {"retention.ms", LONG, ALL, "604800000", -1, 0, NULL},
    {"segment.bytes", INT, V3, "1073741824", 14, 0, NULL},
    {"segment.bytes", INT, V4, "1073741824", 1048576, 0, NULL},
    {"segment.index.bytes", INT, ALL, "10485760", 4, 0, NULL},
    {"segment.jitter.ms", LONG, ALL, "0", 0, 0, NULL},
    {"segment.ms", LONG, ALL, "604800000", 1, 0, NULL},
    {"unclean.leader.election.enable", BOOLEAN, ALL, "false", 0, 0, NULL},
};

size_t kt_fake_keys(void)
{
    return KT_COUNT(rows);
}

const char *kt_fake_key(const struct kt_cluster *cluster, size_t i)
{
    unsigned mine = kt_fake_is_version_3(cluster) ? V3 : V4;

    return (rows[i].in & mine) != 0 ? rows[i].name : NULL;
}

static const struct row *find(const struct kt_cluster *cluster, const char *name)
{
    for (size_t i = 0; i < KT_COUNT(rows); i++) {
        const char *known = kt_fake_key(cluster, i);

        if (known != NULL && strcmp(known, name) == 0)
            return &rows[i];
    }
    return NULL;
}

static enum kt_config_source source_of(const json_t *entry)
{
    const char *text = kt_fake_text(entry, "source");

    for (int i = KT_SOURCE_UNKNOWN; text != NULL && i <= KT_SOURCE_DEFAULT; i++)
        if (strcmp(kt_config_source_text((enum kt_config_source)i), text) == 0)
            return (enum kt_config_source)i;
    return KT_SOURCE_STATIC_BROKER;
}

/* Kafka 4.1 and later keep min.insync.replicas as a setting of the whole cluster. */
const char *kt_fake_inherited(const struct kt_cluster *cluster, const char *key,
                              enum kt_config_source *source)
{
    const json_t *entry = json_object_get(json_object_get(cluster->state, "broker_config"), key);
    const struct row *row = find(cluster, key);
    const char *value =
        json_is_object(entry) ? kt_fake_text(entry, "value") : json_string_value(entry);

    *source = source_of(entry);
    if (value != NULL || row == NULL)
        return value;
    *source = strcmp(key, "min.insync.replicas") == 0 && !kt_fake_is_version_3(cluster)
                  ? KT_SOURCE_DYNAMIC_DEFAULT_BROKER
                  : KT_SOURCE_DEFAULT;
    return row->initial;
}

/* One of "a, b, c"? */
static bool is_word(const char *words, const char *word, size_t len)
{
    while (*words != '\0') {
        size_t n = strcspn(words, ",");

        if (n == len && strncmp(words, word, len) == 0)
            return true;
        words += n;
        words += strspn(words, ", ");
    }
    return false;
}

static char *invalid(const struct row *row, const char *value, const char *why)
{
    return kt_format("Invalid value %s for configuration %s: %s", value, row->name, why);
}

/* An item that is empty is told in other words since 4.2. */
static char *empty_item(const struct kt_cluster *cluster, const struct row *row, const char *why)
{
    if (kt_fake_is_version_3(cluster))
        return invalid(row, "", why);
    return kt_format("Configuration '%s' values must not be empty.", row->name);
}

static char *list_fault(const struct kt_cluster *cluster, const struct row *row, const char *value)
{
    KT_AUTO_STR why = kt_format("String must be one of: %s", row->words);
    const char *item = value;

    while (*value != '\0') {
        size_t n = strcspn(item, ",");
        KT_AUTO_STR word = kt_strndup(item, n);

        if (n == 0)
            return empty_item(cluster, row, why);
        if (!is_word(row->words, item, n))
            return invalid(row, word, why);
        if (item[n] == '\0')
            break;
        item += n + 1;
        item += strspn(item, " ");
    }
    return NULL;
}

static char *word_fault(const struct row *row, const char *value)
{
    KT_AUTO_STR why = kt_format("String must be one of: %s", row->words);

    return is_word(row->words, value, strlen(value)) ? NULL : invalid(row, value, why);
}

static char *range_fault(const struct row *row, double number, const char *shown)
{
    KT_AUTO_STR why = NULL;

    if (row->type == LEVEL)
        return number == -1 || (number >= 1 && number <= row->max)
                   ? NULL
                   : invalid(row, shown, "Value must be between 1 and 9 or equal to -1");
    if (number < row->min)
        why = kt_format("Value must be at least %.0f", row->min);
    else if (row->max > 0 && number > row->max)
        why = kt_format("Value must be no more than %.0f", row->max);
    return why ? invalid(row, shown, why) : NULL;
}

static bool parse_number(const struct row *row, const char *text, double *number)
{
    char *end = NULL;

    errno = 0;
    if (row->type == DOUBLE) {
        *number = strtod(text, &end);
    } else {
        long long whole = strtoll(text, &end, 10);

        *number = (double)whole;
        if (row->type != LONG && (whole > INT_MAX || whole < INT_MIN))
            errno = ERANGE;
    }
    return errno == 0 && end != text && end[strspn(end, " ")] == '\0';
}

static char *number_fault(const struct row *row, const char *value)
{
    KT_AUTO_STR shown = NULL;
    double number = 0;

    if (!parse_number(row, value, &number))
        return invalid(row, value,
                       row->type == DOUBLE ? "Not a number of type DOUBLE"
                       : row->type == LONG ? "Not a number of type LONG"
                                           : "Not a number of type INT");
    /* Java prints a double that is whole with one decimal. */
    if (row->type == DOUBLE && strchr(value, '.') == NULL)
        shown = kt_format("%s.0", value);
    return range_fault(row, number, shown ? shown : value);
}

/* "0:1,1:2", "*" or nothing. */
static char *replicas_fault(const struct row *row, const char *value)
{
    KT_AUTO_STR why = NULL;
    KT_AUTO_STR shown = NULL;

    if (strcmp(value, "*") == 0 || value[strspn(value, "0123456789:,")] == '\0')
        return NULL;
    why = kt_format("%s must be the literal '*' or a list of replicas in the following format: "
                    "[partitionId]:[brokerId],[partitionId]:[brokerId],...",
                    row->name);
    shown = kt_format("[%s]", value);
    return invalid(row, shown, why);
}

static char *value_fault(const struct kt_cluster *cluster, const struct row *row, const char *value)
{
    switch (row->type) {
    case WORD:
        return word_fault(row, value);
    case LIST:
        return list_fault(cluster, row, value);
    case INT:
    case LONG:
    case DOUBLE:
    case LEVEL:
        return number_fault(row, value);
    case BOOLEAN:
        if (strcasecmp(value, "true") == 0 || strcasecmp(value, "false") == 0)
            return NULL;
        return invalid(row, value, "Expected value to be either true or false");
    case REPLICAS:
        return replicas_fault(row, value);
    case TEXT:
        break;
    }
    return NULL;
}

/* The only rule about two settings. */
static char *lag_fault(const struct kt_cluster *cluster, const json_t *config)
{
    static const char *const keys[] = {"min.compaction.lag.ms", "max.compaction.lag.ms"};
    long long lag[2];

    for (size_t i = 0; i < 2; i++) {
        enum kt_config_source source;
        const char *own = kt_fake_text(config, keys[i]);

        lag[i] = strtoll(own ? own : kt_fake_inherited(cluster, keys[i], &source), NULL, 10);
    }
    if (lag[0] <= lag[1])
        return NULL;
    return kt_format("conflict topic config setting %s (%lld) > %s (%lld)", keys[0], lag[0],
                     keys[1], lag[1]);
}

char *kt_fake_config_fault(const struct kt_cluster *cluster, const json_t *config)
{
    const char *key;
    json_t *value;
    json_t *const entries = (json_t *)(uintptr_t)config;
    const char *tiered = kt_fake_text(config, "remote.storage.enable");

    json_object_foreach(entries, key, value)
    {
        if (find(cluster, key) == NULL)
            return kt_format("Unknown topic config name: %s", key);
    }
    json_object_foreach(entries, key, value)
    {
        char *fault = value_fault(cluster, find(cluster, key), json_string_value(value));

        if (fault != NULL)
            return fault;
    }
    if (tiered != NULL && strcmp(tiered, "true") == 0)
        return kt_strdup("Tiered Storage functionality is disabled in the broker. Topic cannot be "
                         "configured with remote log storage.");
    return lag_fault(cluster, config);
}
