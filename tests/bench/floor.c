/* floor.c - the requests of ktool with nothing around them. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "floor.h"

enum { TIMEOUT_MS = 20000, PARTITIONS = 3 };

void floor_fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "floor: %s: %s\n", what, why);
    exit(1);
}

size_t floor_count(const char *text)
{
    char *end = NULL;
    long n = strtol(text, &end, 10);

    if (end == text || *end || n < 1 || n > 100000)
        floor_fail(text, "not a number of topics");
    return (size_t)n;
}

rd_kafka_t *floor_open(const char *brokers)
{
    const char *const properties[][2] = {
        {"bootstrap.servers", brokers},        {"socket.nagle.disable", "true"},
        {"allow.auto.create.topics", "false"}, {"topic.metadata.refresh.interval.ms", "-1"},
        {"reconnect.backoff.ms", "20"},
    };
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    char why[256];
    rd_kafka_t *rk;

    rd_kafka_conf_set(conf, "enable.metrics.push", "false", NULL, 0);
    for (size_t i = 0; i < sizeof(properties) / sizeof(properties[0]); i++)
        if (rd_kafka_conf_set(conf, properties[i][0], properties[i][1], why, sizeof(why)) !=
            RD_KAFKA_CONF_OK)
            floor_fail(properties[i][0], why);
    rk = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof(why));
    if (rk == NULL)
        floor_fail("handle", why);
    return rk;
}

const struct rd_kafka_metadata *floor_metadata(rd_kafka_t *rk)
{
    const struct rd_kafka_metadata *metadata = NULL;
    rd_kafka_resp_err_t code = rd_kafka_metadata(rk, 1, NULL, &metadata, TIMEOUT_MS);

    if (code)
        floor_fail("metadata", rd_kafka_err2str(code));
    return metadata;
}

const char *floor_name(const char *prefix, size_t i)
{
    size_t size = 256;
    char *name = malloc(size);

    if (name == NULL || snprintf(name, size, "%s%zu", prefix, i) >= (int)size)
        floor_fail(prefix, "too long");
    return name;
}

static rd_kafka_event_t *await(rd_kafka_queue_t *queue, const char *what)
{
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, TIMEOUT_MS);

    if (event == NULL || rd_kafka_event_error(event))
        floor_fail(what, event ? rd_kafka_event_error_string(event) : "no answer");
    return event;
}

void floor_describe(rd_kafka_t *rk, const char *const *names, size_t n)
{
    rd_kafka_queue_t *queue = rd_kafka_queue_new(rk);
    rd_kafka_ConfigResource_t **asked = calloc(n, sizeof(rd_kafka_ConfigResource_t *));
    const rd_kafka_ConfigResource_t **answers;
    size_t nanswers = 0;

    for (size_t i = 0; asked && i < n; i++)
        asked[i] = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, names[i]);
    rd_kafka_DescribeConfigs(rk, asked, n, NULL, queue);
    answers = rd_kafka_DescribeConfigs_result_resources(
        rd_kafka_event_DescribeConfigs_result(await(queue, "describe")), &nanswers);
    for (size_t i = 0; i < n; i++)
        if (i >= nanswers || rd_kafka_ConfigResource_error(answers[i]))
            floor_fail("describe", names[i]);
}

static rd_kafka_AdminOptions_t *options(rd_kafka_t *rk, bool validate_only)
{
    rd_kafka_AdminOptions_t *options =
        rd_kafka_AdminOptions_new(rk, RD_KAFKA_ADMIN_OP_CREATETOPICS);

    rd_kafka_AdminOptions_set_validate_only(options, validate_only, NULL, 0);
    return options;
}

void floor_create(rd_kafka_t *rk, const char *const *names, size_t n, bool validate_only)
{
    rd_kafka_queue_t *queue = rd_kafka_queue_new(rk);
    rd_kafka_NewTopic_t **fresh = calloc(n, sizeof(rd_kafka_NewTopic_t *));
    const rd_kafka_topic_result_t **answers;
    size_t nanswers = 0;

    for (size_t i = 0; fresh && i < n; i++) {
        fresh[i] = rd_kafka_NewTopic_new(names[i], PARTITIONS, 1, NULL, 0);
        rd_kafka_NewTopic_set_config(fresh[i], "cleanup.policy", "delete");
        rd_kafka_NewTopic_set_config(fresh[i], "retention.ms", "604800000");
    }
    rd_kafka_CreateTopics(rk, fresh, n, options(rk, validate_only), queue);
    answers = rd_kafka_CreateTopics_result_topics(
        rd_kafka_event_CreateTopics_result(await(queue, "create")), &nanswers);
    for (size_t i = 0; i < n; i++)
        if (i >= nanswers || rd_kafka_topic_result_error(answers[i]))
            floor_fail("create", names[i]);
}

void floor_end(rd_kafka_t *rk)
{
    (void)rk;
    _exit(0);
}
