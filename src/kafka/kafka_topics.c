/* kafka_topics.c - creating, growing and deleting topics, one request each. */
#include <stdlib.h>

#include "kafka_internal.h"

/* The library answers in the order asked. A slot is NULL where the broker's answer has no such
 * topic, which happens when a name was sent twice. */
static void copy_answers(const rd_kafka_topic_result_t **answers, size_t nanswers,
                         struct kt_result *results, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i >= nanswers || answers[i] == NULL)
            kt_kafka_no_result(&results[i]);
        else
            kt_kafka_result(&results[i], rd_kafka_topic_result_error(answers[i]),
                            rd_kafka_topic_result_error_string(answers[i]));
    }
}

/* NULL when the library itself refuses the topic: one error is appended then. */
static rd_kafka_NewTopic_t *new_topic(const struct kt_topic *topic, struct kt_errs *errs)
{
    char why[256] = "";
    rd_kafka_NewTopic_t *fresh =
        rd_kafka_NewTopic_new(topic->name, topic->partitions, topic->replication, why, sizeof(why));

    if (fresh == NULL) {
        kt_fail(errs, KT_E_INPUT, "topic '%s' cannot be created: %s", topic->name, why);
        return NULL;
    }
    for (size_t i = 0; i < topic->nconfig; i++)
        rd_kafka_NewTopic_set_config(fresh, topic->config[i].key, topic->config[i].value);
    return fresh;
}

static enum kt_code send_create(struct kt_cluster *cluster, rd_kafka_NewTopic_t **fresh, size_t n,
                                bool validate_only, struct kt_result *results, int timeout_ms,
                                struct kt_errs *errs)
{
    struct kt_call call;
    enum kt_code code;

    kt_kafka_call_start(&call, cluster, RD_KAFKA_ADMIN_OP_CREATETOPICS,
                        RD_KAFKA_EVENT_CREATETOPICS_RESULT, "create topics", timeout_ms);
    kt_kafka_call_validate_only(&call, validate_only);
    kt_kafka_call_operation(&call);
    rd_kafka_CreateTopics(cluster->rk, fresh, n, call.options, cluster->queue);
    code = kt_kafka_await(&call, errs);
    if (code == KT_OK) {
        size_t nanswers = 0;
        const rd_kafka_topic_result_t **answers = rd_kafka_CreateTopics_result_topics(
            rd_kafka_event_CreateTopics_result(call.answer), &nanswers);

        copy_answers(answers, nanswers, results, n);
    }
    kt_kafka_call_end(&call);
    return code;
}

enum kt_code kt_cluster_create_topics(struct kt_cluster *cluster,
                                      const struct kt_topic *const *topics, size_t n,
                                      bool validate_only, struct kt_result *results, int timeout_ms,
                                      struct kt_errs *errs)
{
    rd_kafka_NewTopic_t **fresh;
    enum kt_code code = KT_OK;
    size_t made = 0;

    if (n == 0)
        return KT_OK;
    fresh = kt_calloc(n, sizeof(*fresh));
    while (made < n && (fresh[made] = new_topic(topics[made], errs)) != NULL)
        made++;
    code = made < n ? KT_E_INPUT
                    : send_create(cluster, fresh, n, validate_only, results, timeout_ms, errs);
    rd_kafka_NewTopic_destroy_array(fresh, made);
    free(fresh);
    return code;
}

static rd_kafka_NewPartitions_t *new_partitions(const struct kt_grow *grow, struct kt_errs *errs)
{
    char why[256] = "";
    rd_kafka_NewPartitions_t *fresh = NULL;

    if (grow->partitions > 0)
        fresh = rd_kafka_NewPartitions_new(grow->topic, (size_t)grow->partitions, why, sizeof(why));
    if (fresh == NULL)
        kt_fail(errs, KT_E_INPUT, "topic '%s' cannot have %d partitions: %s", grow->topic,
                grow->partitions, *why ? why : "at least 1 is needed");
    return fresh;
}

static enum kt_code send_grow(struct kt_cluster *cluster, rd_kafka_NewPartitions_t **fresh,
                              size_t n, bool validate_only, struct kt_result *results,
                              int timeout_ms, struct kt_errs *errs)
{
    struct kt_call call;
    enum kt_code code;

    kt_kafka_call_start(&call, cluster, RD_KAFKA_ADMIN_OP_CREATEPARTITIONS,
                        RD_KAFKA_EVENT_CREATEPARTITIONS_RESULT, "add partitions", timeout_ms);
    kt_kafka_call_validate_only(&call, validate_only);
    kt_kafka_call_operation(&call);
    rd_kafka_CreatePartitions(cluster->rk, fresh, n, call.options, cluster->queue);
    code = kt_kafka_await(&call, errs);
    if (code == KT_OK) {
        size_t nanswers = 0;
        const rd_kafka_topic_result_t **answers = rd_kafka_CreatePartitions_result_topics(
            rd_kafka_event_CreatePartitions_result(call.answer), &nanswers);

        copy_answers(answers, nanswers, results, n);
    }
    kt_kafka_call_end(&call);
    return code;
}

enum kt_code kt_cluster_create_partitions(struct kt_cluster *cluster, const struct kt_grow *grow,
                                          size_t n, bool validate_only, struct kt_result *results,
                                          int timeout_ms, struct kt_errs *errs)
{
    rd_kafka_NewPartitions_t **fresh;
    enum kt_code code = KT_OK;
    size_t made = 0;

    if (n == 0)
        return KT_OK;
    fresh = kt_calloc(n, sizeof(*fresh));
    while (made < n && (fresh[made] = new_partitions(&grow[made], errs)) != NULL)
        made++;
    code = made < n ? KT_E_INPUT
                    : send_grow(cluster, fresh, n, validate_only, results, timeout_ms, errs);
    rd_kafka_NewPartitions_destroy_array(fresh, made);
    free(fresh);
    return code;
}

enum kt_code kt_cluster_delete_topics(struct kt_cluster *cluster, const char *const *names,
                                      size_t n, struct kt_result *results, int timeout_ms,
                                      struct kt_errs *errs)
{
    rd_kafka_DeleteTopic_t **old;
    struct kt_call call;
    enum kt_code code;

    if (n == 0)
        return KT_OK;
    old = kt_calloc(n, sizeof(*old));
    for (size_t i = 0; i < n; i++)
        old[i] = rd_kafka_DeleteTopic_new(names[i]);
    kt_kafka_call_start(&call, cluster, RD_KAFKA_ADMIN_OP_DELETETOPICS,
                        RD_KAFKA_EVENT_DELETETOPICS_RESULT, "delete topics", timeout_ms);
    kt_kafka_call_operation(&call);
    rd_kafka_DeleteTopics(cluster->rk, old, n, call.options, cluster->queue);
    code = kt_kafka_await(&call, errs);
    if (code == KT_OK) {
        size_t nanswers = 0;
        const rd_kafka_topic_result_t **answers = rd_kafka_DeleteTopics_result_topics(
            rd_kafka_event_DeleteTopics_result(call.answer), &nanswers);

        copy_answers(answers, nanswers, results, n);
    }
    kt_kafka_call_end(&call);
    rd_kafka_DeleteTopic_destroy_array(old, n);
    free(old);
    return code;
}
