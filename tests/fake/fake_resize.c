/* fake_resize.c - more partitions for a topic, and none at all. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"

enum { PER_CALL_MAX = 10000 };

static char *grow_line(const struct kt_grow *grow, size_t n, bool validate_only)
{
    char *line = NULL;
    size_t len;
    FILE *to = open_memstream(&line, &len);

    if (to == NULL)
        abort();
    (void)fprintf(to, "create_partitions%s", validate_only ? " validate" : "");
    for (size_t i = 0; i < n; i++)
        (void)fprintf(to, " %s(%d)", grow[i].topic, grow[i].partitions);
    if (fclose(to) != 0)
        abort();
    return line;
}

/* New partitions start empty: what was said once for all is said for each of the old ones. */
static void spread(json_t *topic, const char *key, json_int_t partitions)
{
    json_t *value = json_object_get(topic, key), *list;

    if (!json_is_integer(value))
        return;
    list = json_array();
    for (json_int_t i = 0; i < partitions; i++)
        (void)json_array_append(list, value);
    (void)json_object_set_new(topic, key, list);
}

static void grow_topic(struct kt_cluster *cluster, json_t *topic, int partitions)
{
    json_int_t old = kt_fake_int(topic, "partitions", 1);
    json_t *replicas = json_array();

    for (json_int_t i = 0; i < partitions; i++) {
        json_t *first = i < old ? kt_fake_replicas(cluster, topic, (size_t)i)
                                : kt_fake_place(cluster, (size_t)i,
                                                json_array_size(json_array_get(replicas, 0)));

        (void)json_array_append_new(replicas, first);
    }
    kt_fake_change(cluster);
    spread(topic, "records", old);
    spread(topic, "log_start", old);
    spread(topic, "leader", old);
    (void)json_object_set_new(topic, "replicas", replicas);
    (void)json_object_set_new(topic, "partitions", json_integer(partitions));
    kt_fake_lead_later(cluster, topic, old);
}

static int grow_refusal(const struct kt_cluster *cluster, const struct kt_grow *grow, char **why)
{
    const json_t *topic = json_object_get(kt_fake_topics(cluster), grow->topic);
    json_int_t now = kt_fake_int(topic, "partitions", 1);

    if (kt_fake_denied(cluster, "describe", grow->topic) ||
        kt_fake_denied(cluster, "alter", grow->topic))
        return KT_KAFKA_TOPIC_AUTHORIZATION_FAILED;
    if (topic == NULL)
        return KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
    if (grow->partitions == now)
        *why = kt_format("Topic already has %lld partition(s).", (long long)now);
    else if (grow->partitions < now)
        *why = kt_format("The topic %s currently has %lld partition(s); %d would not be an "
                         "increase.",
                         grow->topic, (long long)now, grow->partitions);
    return *why ? KT_KAFKA_INVALID_PARTITIONS : 0;
}

/* `records` counts what the call has added so far. Beyond the limit a broker of 3.9 or 4.3 stumbles
 * over this topic and all after it, but carries out those before it. */
static void grow_or_refuse(struct kt_cluster *cluster, const struct kt_grow *grow,
                           bool validate_only, json_int_t *records, struct kt_result *result)
{
    json_t *topic = json_object_get(kt_fake_topics(cluster), grow->topic);
    bool after;
    int fault = kt_fake_topic_fault(cluster, grow->topic, &after);
    char *why = NULL;
    int code = fault != 0 && !after ? fault : grow_refusal(cluster, grow, &why);

    if (code == 0) {
        *records += grow->partitions - kt_fake_int(topic, "partitions", 1);
        code = *records > PER_CALL_MAX ? KT_FAKE_SERVER_ERROR : 0;
    }
    if (code == 0 && !validate_only)
        grow_topic(cluster, topic, grow->partitions);
    kt_fake_answer(result, code != 0 ? code : fault, why);
}

enum kt_code kt_cluster_create_partitions(struct kt_cluster *cluster, const struct kt_grow *grow,
                                          size_t n, bool validate_only, struct kt_result *results,
                                          int timeout_ms, struct kt_errs *errs)
{
    KT_AUTO_STR line = grow_line(grow, n, validate_only);
    struct kt_result *answers;
    json_int_t records = 0;
    enum kt_code code;

    if (n == 0)
        return KT_OK;
    KT_TRY(kt_fake_begin(cluster,
                         validate_only ? "validate_create_partitions" : "create_partitions", line,
                         timeout_ms, errs));
    answers = kt_fake_results(n);
    for (size_t i = 0; i < n; i++)
        grow_or_refuse(cluster, &grow[i], validate_only, &records, &answers[i]);
    if (!validate_only)
        kt_fake_save(cluster);
    code = kt_fake_end(cluster, errs);
    kt_fake_hand_over(code == KT_OK ? results : NULL, answers, n);
    return code;
}

static int delete_one(struct kt_cluster *cluster, const char *name)
{
    bool after;
    int fault = kt_fake_topic_fault(cluster, name, &after);

    if (fault != 0 && !after)
        return fault;
    if (kt_fake_denied(cluster, "describe", name) || kt_fake_denied(cluster, "delete", name))
        return KT_KAFKA_TOPIC_AUTHORIZATION_FAILED;
    if (json_object_get(kt_fake_topics(cluster), name) == NULL)
        return KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
    kt_fake_change(cluster);
    (void)json_object_del(kt_fake_topics(cluster), name);
    return fault;
}

enum kt_code kt_cluster_delete_topics(struct kt_cluster *cluster, const char *const *names,
                                      size_t n, struct kt_result *results, int timeout_ms,
                                      struct kt_errs *errs)
{
    KT_AUTO_STR line = kt_strdup("delete_topics");
    struct kt_result *answers;
    enum kt_code code;

    for (size_t i = 0; i < n; i++) {
        char *longer = kt_format("%s %s", line, names[i]);

        free(line);
        line = longer;
    }
    if (n == 0)
        return KT_OK;
    KT_TRY(kt_fake_begin(cluster, "delete_topics", line, timeout_ms, errs));
    answers = kt_fake_results(n);
    for (size_t i = 0; i < n; i++)
        answers[i].code = delete_one(cluster, names[i]);
    kt_fake_save(cluster);
    code = kt_fake_end(cluster, errs);
    kt_fake_hand_over(code == KT_OK ? results : NULL, answers, n);
    return code;
}
