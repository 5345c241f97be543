/* fake_topics.c - making, growing and deleting topics, with a controller's rules. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"

enum { PER_CALL_MAX = 10000, NAME_MAX_LEN = 249, LIBRARY_PARTITIONS_MAX = 100000 };

static const char too_many_partitions[] = "Excessively large number of partitions per request.";
static const char too_many_records[] = "Unable to perform excessively large batch operation.";

static void log_topic(FILE *to, const struct kt_topic *topic)
{
    (void)fprintf(to, " %s(p=%d r=%d", topic->name, topic->partitions, topic->replication);
    for (size_t i = 0; i < topic->nconfig; i++)
        (void)fprintf(to, " %s=%s", topic->config[i].key, topic->config[i].value);
    (void)fprintf(to, ")");
}

static char *create_line(const struct kt_topic *const *topics, size_t n, bool validate_only)
{
    char *line = NULL;
    size_t len;
    FILE *to = open_memstream(&line, &len);

    if (to == NULL)
        abort();
    (void)fprintf(to, "create_topics%s", validate_only ? " validate" : "");
    for (size_t i = 0; i < n; i++)
        log_topic(to, topics[i]);
    if (fclose(to) != 0)
        abort();
    return line;
}

static char *unified(const char *name)
{
    char *copy = kt_strdup(name);

    for (char *at = copy; *at != '\0'; at++)
        if (*at == '.')
            *at = '_';
    return copy;
}

/* From the name that Kafka's metrics would use to a topic that is there. */
static json_t *metric_names(const struct kt_cluster *cluster)
{
    json_t *names = json_object();
    const char *name;
    json_t *topic;

    json_object_foreach(kt_fake_topics(cluster), name, topic)
    {
        KT_AUTO_STR metric = unified(name);

        (void)json_object_set_new(names, metric, json_string(name));
    }
    return names;
}

char *kt_fake_name_fault(const char *name)
{
    size_t legal =
        strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    if (name[0] == '\0')
        return kt_strdup("Topic name is invalid: the empty string is not allowed");
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return kt_format("Topic name is invalid: '%s' is not allowed", name);
    if (strlen(name) > NAME_MAX_LEN)
        return kt_format("Topic name is invalid: the length of '%s' is longer than the max allowed "
                         "length 249",
                         name);
    if (name[legal] != '\0')
        return kt_format("Topic name is invalid: '%s' contains one or more characters other than "
                         "ASCII alphanumerics, '.', '_' and '-'",
                         name);
    return NULL;
}

static json_t *config_of(const struct kt_topic *topic)
{
    json_t *config = json_object();

    for (size_t i = 0; i < topic->nconfig; i++)
        (void)json_object_set_new(config, topic->config[i].key,
                                  json_string(topic->config[i].value));
    return config;
}

/* -1 is what the broker would take. */
static int count_or_default(const struct kt_cluster *cluster, int count, const char *key)
{
    enum kt_config_source source;
    const char *text = kt_fake_inherited(cluster, key, &source);

    if (count != -1)
        return count;
    return text ? (int)strtol(text, NULL, 10) : 1;
}

static int partitions_of(const struct kt_cluster *cluster, const struct kt_topic *topic)
{
    return count_or_default(cluster, topic->partitions, "num.partitions");
}

static int replication_of(const struct kt_cluster *cluster, const struct kt_topic *topic)
{
    return count_or_default(cluster, topic->replication, "default.replication.factor");
}

/* The order of the rules is the controller's. */
static int name_refusal(const struct kt_cluster *cluster, json_t *metrics, const char *name,
                        char **why)
{
    KT_AUTO_STR metric = unified(name);
    const char *rival = kt_fake_text(metrics, metric);

    if (kt_fake_denied(cluster, "create", name)) {
        *why = kt_strdup("Authorization failed.");
        return KT_KAFKA_TOPIC_AUTHORIZATION_FAILED;
    }
    if (strcmp(name, "__cluster_metadata") == 0) {
        *why = kt_format("Creation of internal topic %s is prohibited.", name);
        return KT_FAKE_INVALID_REQUEST;
    }
    *why = kt_fake_name_fault(name);
    if (*why != NULL)
        return KT_FAKE_INVALID_TOPIC;
    if (json_object_get(kt_fake_topics(cluster), name) != NULL) {
        *why = kt_format("Topic '%s' already exists.", name);
        return KT_KAFKA_TOPIC_ALREADY_EXISTS;
    }
    if (rival != NULL) {
        *why = kt_format("Topic '%s' collides with existing topic: %s", name, rival);
        return KT_FAKE_INVALID_TOPIC;
    }
    return 0;
}

static int size_refusal(const struct kt_cluster *cluster, const struct kt_topic *topic, char **why)
{
    int replication = replication_of(cluster, topic);
    size_t registered = kt_fake_brokers(cluster, false);

    if (replication <= 0) {
        *why =
            kt_strdup("Replication factor must be larger than 0, or -1 to use the default value.");
        return KT_FAKE_INVALID_REPLICATION;
    }
    if (partitions_of(cluster, topic) <= 0) {
        *why = kt_strdup("Number of partitions was set to an invalid non-positive value.");
        return KT_KAFKA_INVALID_PARTITIONS;
    }
    if (kt_fake_brokers(cluster, true) == 0)
        *why = kt_format("Unable to replicate the partition %d time(s): All brokers are currently "
                         "fenced.",
                         replication);
    else if ((size_t)replication > registered)
        *why =
            kt_format("Unable to replicate the partition %d time(s): The target replication "
                      "factor of %d cannot be reached because only %zu broker(s) are registered%s",
                      replication, replication, registered,
                      kt_fake_is_version_3(cluster)
                          ? "."
                          : " or some brokers have all their log directories cordoned.");
    return *why ? KT_FAKE_INVALID_REPLICATION : 0;
}

static int refusal(const struct kt_cluster *cluster, json_t *metrics, const struct kt_topic *topic,
                   char **why)
{
    int code = name_refusal(cluster, metrics, topic->name, why);
    json_t *config;

    if (code != 0)
        return code;
    config = config_of(topic);
    *why = kt_fake_config_fault(cluster, config);
    json_decref(config);
    return *why ? KT_FAKE_INVALID_CONFIG : size_refusal(cluster, topic, why);
}

static void create(struct kt_cluster *cluster, const struct kt_topic *wanted)
{
    json_t *topic = json_object(), *replicas = json_array();
    int partitions = partitions_of(cluster, wanted), replication = replication_of(cluster, wanted);

    for (int i = 0; i < partitions; i++)
        (void)json_array_append_new(replicas,
                                    kt_fake_place(cluster, (size_t)i, (size_t)replication));
    (void)json_object_set_new(topic, "partitions", json_integer(partitions));
    (void)json_object_set_new(topic, "replication", json_integer(replication));
    (void)json_object_set_new(topic, "config", config_of(wanted));
    (void)json_object_set_new(topic, "replicas", replicas);
    kt_fake_lead_later(cluster, topic, 0);
    kt_fake_change(cluster);
    (void)json_object_set_new(kt_fake_topics(cluster), wanted->name, topic);
}

static void create_or_refuse(struct kt_cluster *cluster, json_t *metrics,
                             const struct kt_topic *topic, bool validate_only,
                             struct kt_result *result)
{
    bool after;
    int fault = kt_fake_topic_fault(cluster, topic->name, &after);
    char *why = NULL;
    int code = fault != 0 && !after ? fault : refusal(cluster, metrics, topic, &why);

    if (code == 0 && !validate_only)
        create(cluster, topic);
    kt_fake_answer(result, code != 0 ? code : fault, why);
}

/* A call that is too large is refused whole, each topic with the same words. */
static const char *create_limit(const struct kt_cluster *cluster,
                                const struct kt_topic *const *topics, size_t n)
{
    size_t partitions = 0, records = 0;

    for (size_t i = 0; i < n; i++) {
        int wanted = partitions_of(cluster, topics[i]);

        partitions += wanted > 0 ? (size_t)wanted : 0;
        records += 1 + topics[i]->nconfig + (wanted > 0 ? (size_t)wanted : 0);
    }
    if (partitions > PER_CALL_MAX)
        return too_many_partitions;
    return records > PER_CALL_MAX ? too_many_records : NULL;
}

/* What librdkafka itself refuses to send. */
static enum kt_code check_library(const struct kt_topic *const *topics, size_t n,
                                  struct kt_errs *errs)
{
    for (size_t i = 0; i < n; i++) {
        int partitions = topics[i]->partitions;

        if (partitions < -1 || partitions > LIBRARY_PARTITIONS_MAX)
            return kt_fail(errs, KT_E_INPUT,
                           "topic '%s' cannot be created: num_partitions out of expected range "
                           "1..100000 or -1 for broker default",
                           topics[i]->name);
    }
    return KT_OK;
}

enum kt_code kt_cluster_create_topics(struct kt_cluster *cluster,
                                      const struct kt_topic *const *topics, size_t n,
                                      bool validate_only, struct kt_result *results, int timeout_ms,
                                      struct kt_errs *errs)
{
    KT_AUTO_STR line = create_line(topics, n, validate_only);
    const char *limit = create_limit(cluster, topics, n);
    struct kt_result *answers;
    json_t *metrics;
    enum kt_code code;

    if (n == 0)
        return KT_OK;
    KT_TRY(check_library(topics, n, errs));
    KT_TRY(kt_fake_begin(cluster, validate_only ? "validate_create_topics" : "create_topics", line,
                         timeout_ms, errs));
    answers = kt_fake_results(n);
    metrics = metric_names(cluster);
    for (size_t i = 0; i < n; i++) {
        if (limit != NULL)
            kt_fake_answer(&answers[i], KT_KAFKA_POLICY_VIOLATION, kt_strdup(limit));
        else
            create_or_refuse(cluster, metrics, topics[i], validate_only, &answers[i]);
    }
    json_decref(metrics);
    if (!validate_only)
        kt_fake_save(cluster);
    code = kt_fake_end(cluster, errs);
    kt_fake_hand_over(code == KT_OK ? results : NULL, answers, n);
    return code;
}
