/* contract_rest.c - growing topics, offsets, deleting topics. */
#include <stdio.h>
#include <stdlib.h>

#include "contract.h"
#include "ktool/clock.h"

static void grow(struct bench *b, const char *const *names, const int *partitions, size_t n,
                 bool validate_only)
{
    struct kt_grow *wanted = kt_calloc(n, sizeof(*wanted));
    char **full = kt_calloc(n, sizeof(*full));
    struct kt_result *results = kt_calloc(n, sizeof(*results));

    for (size_t i = 0; i < n; i++) {
        full[i] = name_of(b, names[i]);
        wanted[i] = (struct kt_grow){.topic = full[i], .partitions = partitions[i]};
    }
    must(b,
         kt_cluster_create_partitions(b->cluster, wanted, n, validate_only, results, TIMEOUT_MS,
                                      &b->errs),
         "create_partitions");
    for (size_t i = 0; i < n; i++) {
        KT_AUTO_STR name = kt_format("%s to %d", names[i], partitions[i]);

        say(validate_only ? "validate growing" : "grow", name, &results[i]);
        free(full[i]);
    }
    kt_results_free(results, n);
    free(full);
    free(wanted);
}

void grown(struct bench *b)
{
    static const char *const trial_names[] = {"plain", "set"};
    static const int trial_counts[] = {5, 1};
    static const char *const names[] = {"plain", "set", "good", "absent"};
    static const int counts[] = {5, 1, 1, 2};
    static const struct shown after[] = {{"plain", 5}, {"set", 2}, {"good", 1}};
    struct kt_metadata metadata = {0};

    grow(b, trial_names, trial_counts, KT_COUNT(trial_names), true);
    grow(b, names, counts, KT_COUNT(names), false);
    wait_for(b, &metadata, after, KT_COUNT(after));
    kt_metadata_clear(&metadata);
}

/* A leader that has just become one may not know it yet. The first `nthere` of them exist. */
static void ask_offsets(struct bench *b, struct kt_offset *asked, size_t n, size_t nthere)
{
    int64_t start = kt_monotonic_ms();
    bool again = true;

    while (again) {
        must(b, kt_cluster_offsets(b->cluster, asked, n, TIMEOUT_MS, &b->errs), "offsets");
        again = false;
        for (size_t i = 0; i < n; i++)
            again = again || kt_kafka_code_retriable(asked[i].code) ||
                    (i < nthere && asked[i].code == KT_KAFKA_UNKNOWN_TOPIC_OR_PART);
        if (again)
            wait_on(start, "offsets");
    }
}

void offsets_told(struct bench *b)
{
    KT_AUTO_STR plain = name_of(b, "plain");
    KT_AUTO_STR absent = name_of(b, "absent");
    struct kt_offset asked[] = {
        {.topic = plain, .partition = 0, .timestamp = KT_OFFSET_EARLIEST},
        {.topic = plain, .partition = 4, .timestamp = KT_OFFSET_LATEST},
        {.topic = plain, .partition = 1, .timestamp = 1000},
        {.topic = plain, .partition = 9, .timestamp = KT_OFFSET_LATEST},
        {.topic = absent, .partition = 0, .timestamp = KT_OFFSET_LATEST},
    };

    ask_offsets(b, asked, KT_COUNT(asked), 3);
    for (size_t i = 0; i < KT_COUNT(asked); i++)
        printf("offset of %s/%d at %lld: %lld %s\n", asked[i].topic == plain ? "plain" : "absent",
               asked[i].partition, (long long)asked[i].timestamp, (long long)asked[i].offset,
               kt_kafka_code_text(asked[i].code));
    for (size_t i = 3; i < KT_COUNT(asked); i++) {
        asked[i].timestamp = KT_OFFSET_EARLIEST;
        ask_offsets(b, &asked[i], 1, 0);
        printf("alone: %lld %s\n", (long long)asked[i].offset, kt_kafka_code_text(asked[i].code));
    }
}

void deleted(struct bench *b)
{
    static const char *const names[] = {"plain", "absent", "set",      "usual",
                                        "good",  "wide",   "committed"};
    struct shown gone[KT_COUNT(names)];
    char *full[KT_COUNT(names)];
    struct kt_result *results = kt_calloc(KT_COUNT(names), sizeof(*results));
    struct kt_metadata metadata = {0};

    for (size_t i = 0; i < KT_COUNT(names); i++) {
        full[i] = name_of(b, names[i]);
        gone[i] = (struct shown){names[i], 0};
    }
    must(b,
         kt_cluster_delete_topics(b->cluster, (const char *const *)full, KT_COUNT(names), results,
                                  TIMEOUT_MS, &b->errs),
         "delete_topics");
    for (size_t i = 0; i < KT_COUNT(names); i++) {
        say("delete", names[i], &results[i]);
        free(full[i]);
    }
    wait_for(b, &metadata, gone, KT_COUNT(names));
    kt_metadata_clear(&metadata);
    kt_results_free(results, KT_COUNT(names));
}
