/* fake_configs.c - settings of topics: what they are, and changing them. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "ktool/units.h"

enum { RECORDS_MAX = 10000 };

/* Of an override a broker tells the value underneath only where a setting of its own has the same
 * unit and a default. Seen on 3.9.1 and 4.3.1, where retention.ms rests on log.retention.hours. */
static bool is_hidden(const char *key, enum kt_config_source source)
{
    static const char *const keys[] = {"flush.ms",
                                       "follower.replication.throttled.replicas",
                                       "leader.replication.throttled.replicas",
                                       "remote.log.copy.disable",
                                       "remote.log.delete.on.disable",
                                       "remote.storage.enable",
                                       "retention.ms",
                                       "segment.jitter.ms",
                                       "segment.ms"};

    for (size_t i = 0; i < KT_COUNT(keys); i++)
        if (strcmp(key, keys[i]) == 0)
            return source == KT_SOURCE_DEFAULT;
    return false;
}

static void add_setting(const struct kt_cluster *cluster, const json_t *config, const char *key,
                        const struct kt_names *keys, struct kt_topic *topic)
{
    const char *own = kt_fake_text(config, key);
    enum kt_config_source source;
    const char *inherited = kt_fake_inherited(cluster, key, &source);
    struct kt_config *entry;

    if (own == NULL && keys != NULL && !kt_names_has(keys, key))
        return;
    entry = kt_topic_set(topic, key, own ? own : inherited);
    entry->source = own ? KT_SOURCE_TOPIC : source;
    if (own != NULL && !is_hidden(key, source)) {
        free(entry->inherited);
        entry->inherited = kt_strdup(inherited);
        entry->inherited_source = source;
    }
}

/* A setting of the state that this version of Kafka does not know is shown all the same: a vendor's
 * own, or what an upgrade left behind. */
static void describe(const struct kt_cluster *cluster, const json_t *from,
                     const struct kt_names *keys, struct kt_topic *topic)
{
    json_t *config = json_object_get(from, "config");
    const char *key;
    json_t *value;

    while (topic->nconfig > 0)
        kt_topic_unset(topic, topic->config[topic->nconfig - 1].key);
    for (size_t i = 0; i < kt_fake_keys(); i++)
        if (kt_fake_key(cluster, i) != NULL)
            add_setting(cluster, config, kt_fake_key(cluster, i), keys, topic);
    json_object_foreach(config, key, value)
    {
        if (kt_topic_config(topic, key) == NULL)
            add_setting(cluster, config, key, keys, topic);
    }
}

enum kt_code kt_cluster_describe_configs(struct kt_cluster *cluster, struct kt_topic *const *topics,
                                         size_t n, const struct kt_names *keys,
                                         struct kt_result *results, int timeout_ms,
                                         struct kt_errs *errs)
{
    KT_AUTO_STR line = kt_format("describe_configs of %zu topic%s", n, kt_plural(n));

    if (n == 0)
        return KT_OK;
    KT_TRY(kt_fake_begin(cluster, "describe_configs", line, timeout_ms, errs));
    KT_TRY(kt_fake_end(cluster, errs));
    for (size_t i = 0; i < n; i++) {
        const json_t *from = json_object_get(kt_fake_seen(cluster), topics[i]->name);
        int fault = kt_fake_topic_fault(cluster, topics[i]->name, NULL);

        if (kt_fake_denied(cluster, "describe", topics[i]->name) ||
            kt_fake_denied(cluster, "describe_configs", topics[i]->name))
            fault = KT_KAFKA_TOPIC_AUTHORIZATION_FAILED;
        else if (from == NULL && fault == 0)
            fault = KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
        results[i] = (struct kt_result){.code = fault};
        if (fault == 0)
            describe(cluster, from, keys, topics[i]);
    }
    return KT_OK;
}

static void log_pairs(FILE *to, const struct kt_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++)
        (void)fprintf(to, " %s=%s", pairs->v[i].key, pairs->v[i].value);
}

/* "alter_configs a(set retention.ms=1 unset segment.ms) b(replace cleanup.policy=compact)" */
static char *alter_line(const struct kt_alter *alter, size_t n, bool validate_only)
{
    char *line = NULL;
    size_t len;
    FILE *to = open_memstream(&line, &len);

    if (to == NULL)
        abort();
    (void)fprintf(to, "alter_configs%s", validate_only ? " validate" : "");
    for (size_t i = 0; i < n; i++) {
        (void)fprintf(to, " %s(", alter[i].topic);
        if (kt_cluster_replaces_configs()) {
            (void)fprintf(to, "replace");
            log_pairs(to, &alter[i].full);
        } else {
            if (alter[i].set.n > 0)
                (void)fprintf(to, "set");
            log_pairs(to, &alter[i].set);
            if (alter[i].unset.n > 0)
                (void)fprintf(to, alter[i].set.n > 0 ? " unset" : "unset");
            for (size_t k = 0; k < alter[i].unset.n; k++)
                (void)fprintf(to, " %s", alter[i].unset.v[k]);
        }
        (void)fprintf(to, ")");
    }
    if (fclose(to) != 0)
        abort();
    return line;
}

static void set_pairs(json_t *config, const struct kt_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++)
        (void)json_object_set_new(config, pairs->v[i].key, json_string(pairs->v[i].value));
}

/* What the topic's settings would be; the caller drops it. */
static json_t *altered(const json_t *topic, const struct kt_alter *alter)
{
    json_t *config;

    if (kt_cluster_replaces_configs()) {
        config = json_object();
        set_pairs(config, &alter->full);
        return config;
    }
    config = topic ? json_deep_copy(json_object_get(topic, "config")) : json_object();
    set_pairs(config, &alter->set);
    for (size_t i = 0; i < alter->unset.n; i++)
        (void)json_object_del(config, alter->unset.v[i]);
    return config;
}

/* 0: fine. */
static int alter_refusal(const struct kt_cluster *cluster, const char *name, const json_t *config,
                         char **why)
{
    if (kt_fake_denied(cluster, "describe", name) || kt_fake_denied(cluster, "alter_configs", name))
        return KT_KAFKA_TOPIC_AUTHORIZATION_FAILED;
    *why = kt_fake_name_fault(name);
    if (*why != NULL)
        return KT_FAKE_INVALID_TOPIC;
    if (json_object_get(kt_fake_topics(cluster), name) == NULL) {
        *why = kt_format("The topic '%s' does not exist.", name);
        return KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
    }
    *why = kt_fake_config_fault(cluster, config);
    return *why ? KT_FAKE_INVALID_CONFIG : 0;
}

static void alter_topic(struct kt_cluster *cluster, const struct kt_alter *alter,
                        bool validate_only, struct kt_result *result)
{
    json_t *topic = json_object_get(kt_fake_topics(cluster), alter->topic);
    json_t *config = altered(topic, alter);
    bool after;
    int fault = kt_fake_topic_fault(cluster, alter->topic, &after);
    char *why = NULL;
    int code = fault != 0 && !after ? fault : alter_refusal(cluster, alter->topic, config, &why);

    if (code == 0 && !validate_only) {
        kt_fake_change(cluster);
        (void)json_object_set(topic, "config", config);
    }
    json_decref(config);
    kt_fake_answer(result, code != 0 ? code : fault, why);
}

/* A record a setting; too many, and the whole call is refused. */
static bool too_large(const struct kt_alter *alter, size_t n)
{
    size_t records = 0;

    for (size_t i = 0; i < n; i++)
        records +=
            kt_cluster_replaces_configs() ? alter[i].full.n : alter[i].set.n + alter[i].unset.n;
    return records > RECORDS_MAX;
}

enum kt_code kt_cluster_alter_configs(struct kt_cluster *cluster, const struct kt_alter *alter,
                                      size_t n, bool validate_only, struct kt_result *results,
                                      int timeout_ms, struct kt_errs *errs)
{
    KT_AUTO_STR line = alter_line(alter, n, validate_only);
    struct kt_result *answers;
    enum kt_code code;

    if (n == 0)
        return KT_OK;
    KT_TRY(kt_fake_begin(cluster, validate_only ? "validate_alter_configs" : "alter_configs", line,
                         timeout_ms, errs));
    answers = kt_fake_results(n);
    for (size_t i = 0; i < n; i++)
        if (too_large(alter, n))
            kt_fake_answer(&answers[i], KT_KAFKA_POLICY_VIOLATION,
                           kt_strdup("Unable to perform excessively large batch operation."));
        else
            alter_topic(cluster, &alter[i], validate_only, &answers[i]);
    if (!validate_only)
        kt_fake_save(cluster);
    code = kt_fake_end(cluster, errs);
    kt_fake_hand_over(code == KT_OK ? results : NULL, answers, n);
    return code;
}
