/* contract_configs.c - reading and changing settings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "ktool/clock.h"

/* What retention.ms would be without its override a broker does not tell: in its own settings the
 * value stands under log.retention.hours, another name and unit. */
static void show_configs(const struct kt_topic *topic)
{
    for (size_t i = 0; i < topic->nconfig; i++) {
        const struct kt_config *config = &topic->config[i];

        printf("  %s=%s %s", config->key, config->value ? config->value : "(hidden)",
               kt_config_source_text(config->source));
        if (config->source == KT_SOURCE_TOPIC)
            printf(", without it %s %s", config->inherited ? config->inherited : "(unknown)",
                   kt_config_source_text(config->inherited_source));
        printf("\n");
    }
}

/* What an answer has to show before it counts. */
struct after {
    const char *key,
        *value; /* of the first topic; a NULL value: no override; a NULL key: nothing */
};

static bool is_after(const struct kt_topic *topic, const struct after *after)
{
    const struct kt_config *config = after->key ? kt_topic_config(topic, after->key) : NULL;

    if (after->key == NULL || after->value == NULL)
        return config == NULL;
    return config && strcmp(config->value, after->value) == 0;
}

/* Of the topics asked about here, only "absent" is none. */
static bool is_complete(const char *const *names, size_t n, const struct kt_result *results)
{
    for (size_t i = 0; i < n; i++)
        if (results[i].code == KT_KAFKA_UNKNOWN_TOPIC_OR_PART && strcmp(names[i], "absent") != 0)
            return false;
    return true;
}

static void ask(struct bench *b, const char *const *names, size_t n, const struct kt_names *keys,
                const struct after *after, struct kt_topic *topics, struct kt_result *results)
{
    struct kt_topic **refs = kt_calloc(n, sizeof(*refs));
    int64_t start = kt_monotonic_ms();

    for (size_t i = 0; i < n; i++) {
        KT_AUTO_STR full = name_of(b, names[i]);

        kt_topic_init(&topics[i], full);
        refs[i] = &topics[i];
    }
    for (;;) {
        must(b,
             kt_cluster_describe_configs(b->cluster, refs, n, keys, results, TIMEOUT_MS, &b->errs),
             "describe_configs");
        if (is_complete(names, n, results) && is_after(&topics[0], after))
            break;
        for (size_t i = 0; i < n; i++)
            kt_str_clear(&results[i].text);
        wait_on(start, names[0]);
    }
    free(refs);
}

static void describe(struct bench *b, const char *const *names, size_t n,
                     const struct kt_names *keys, const struct after *after)
{
    struct kt_topic *topics = kt_calloc(n, sizeof(*topics));
    struct kt_result *results = kt_calloc(n, sizeof(*results));

    ask(b, names, n, keys, after, topics, results);
    for (size_t i = 0; i < n; i++) {
        printf("describe %s: %s\n", names[i], kt_kafka_code_text(results[i].code));
        show_configs(&topics[i]);
        kt_topic_clear(&topics[i]);
    }
    kt_results_free(results, n);
    free(topics);
}

void described(struct bench *b)
{
    static const char *const names[] = {"set", "plain", "absent", "good"};
    static const struct after any = {NULL, NULL};
    KT_AUTO(kt_names) keys = {0};
    KT_AUTO(kt_topic) all = {0};
    struct kt_result *result = kt_calloc(1, sizeof(*result));

    describe(b, names, KT_COUNT(names), &keys, &any);
    kt_names_add(&keys, "max.message.bytes");
    kt_names_add(&keys, "no.such.key");
    kt_names_add(&keys, "retention.ms");
    kt_names_sort(&keys);
    describe(b, names, 2, &keys, &any);
    ask(b, names, 1, NULL, &any, &all, result);
    kt_results_free(result, 1);
    printf("all of set: %s, compression.type %s\n", all.nconfig > 25 ? "more than 25" : "few",
           kt_topic_config(&all, "compression.type") ? "among them" : "missing");
}

static void alter(struct bench *b, struct kt_alter *changes, size_t n, bool validate_only)
{
    struct kt_result *results = kt_calloc(n, sizeof(*results));

    must(b,
         kt_cluster_alter_configs(b->cluster, changes, n, validate_only, results, TIMEOUT_MS,
                                  &b->errs),
         "alter_configs");
    for (size_t i = 0; i < n; i++)
        say(validate_only ? "validate alter" : "alter", changes[i].topic + strlen(b->prefix),
            &results[i]);
    for (size_t i = 0; i < n; i++) {
        kt_pairs_clear(&changes[i].set);
        kt_pairs_clear(&changes[i].full);
        kt_names_clear(&changes[i].unset);
    }
    kt_results_free(results, n);
}

/* Both ways to say the same: the change, and what is to be there afterwards. */
void altered(struct bench *b)
{
    static const char *const names[] = {"set", "plain"};
    static const struct after before = {"retention.ms", "31536000000"};
    static const struct after changed = {"retention.ms", "86400000"};
    static const struct after removed = {"retention.ms", NULL};
    KT_AUTO_STR set = name_of(b, "set");
    KT_AUTO_STR plain = name_of(b, "plain");
    KT_AUTO_STR absent = name_of(b, "absent");
    KT_AUTO(kt_names) none = {0};
    struct kt_alter trial[1] = {{.topic = set}},
                    real[3] = {{.topic = set}, {.topic = absent}, {.topic = plain}};
    struct kt_alter last[1] = {{.topic = set}};

    kt_pairs_add(&trial[0].set, "retention.ms", "1000", 0);
    kt_pairs_add(&trial[0].full, "retention.ms", "1000", 0);
    alter(b, trial, 1, true);
    describe(b, names, 1, &none, &before);

    kt_pairs_add(&real[0].set, "retention.ms", "86400000", 0);
    kt_pairs_add(&real[0].full, "retention.ms", "86400000", 0);
    kt_pairs_add(&real[0].full, "cleanup.policy", "compact,delete", 0);
    kt_pairs_add(&real[1].set, "retention.ms", "1000", 0);
    kt_pairs_add(&real[1].full, "retention.ms", "1000", 0);
    kt_pairs_add(&real[2].set, "retention.ms", "-7", 0);
    kt_pairs_add(&real[2].full, "retention.ms", "-7", 0);
    alter(b, real, KT_COUNT(real), false);
    describe(b, names, 2, &none, &changed);

    kt_names_add(&last[0].unset, "retention.ms");
    kt_pairs_add(&last[0].full, "cleanup.policy", "compact,delete", 0);
    alter(b, last, 1, false);
    describe(b, names, 1, &none, &removed);
}
