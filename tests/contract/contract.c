/* contract.c - what every implementation of cluster.h must answer, one line an answer: linked once
 * with src/kafka/ and once with tests/fake/. contract PREFIX: topics are made under PREFIX;
 * KT_BROKERS says where. Names are shown without it; prose of the broker is not shown.
 * contract_groups.c says what has to be there already. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "ktool/clock.h"

void must(struct bench *b, enum kt_code code, const char *what)
{
    if (code == KT_OK)
        return;
    printf("%s failed: %s\n", what, b->errs.n ? b->errs.v[b->errs.n - 1].text : "no error");
    exit(1);
}

char *name_of(const struct bench *b, const char *name)
{
    return kt_format("%s%s", b->prefix, name);
}

void say(const char *did, const char *name, const struct kt_result *result)
{
    printf("%s %s: %s%s\n", did, name, kt_kafka_code_text(result->code),
           result->code && result->text ? ", in words" : "");
}

const struct kt_topic *find_in(const struct bench *b, const struct kt_metadata *metadata,
                               const char *name)
{
    KT_AUTO_STR full = name_of(b, name);

    return kt_topics_find(&metadata->topics, full);
}

static bool is_ready(const struct kt_topic *topic, size_t partitions)
{
    if (topic == NULL || topic->error || topic->npartition != partitions)
        return false;
    for (size_t i = 0; i < partitions; i++)
        if (topic->partition[i].leader < 0)
            return false;
    return true;
}

void wait_on(int64_t since_ms, const char *what)
{
    if (kt_monotonic_ms() - since_ms > DEADLINE_MS) {
        printf("%s: not as expected after %d ms\n", what, DEADLINE_MS);
        exit(1);
    }
    kt_wait_ms(POLL_MS);
}

static bool is_shown(const struct bench *b, const struct kt_metadata *metadata,
                     const struct shown *shown)
{
    const struct kt_topic *topic = find_in(b, metadata, shown->name);

    return shown->partitions ? is_ready(topic, shown->partitions) : topic == NULL;
}

void wait_for(struct bench *b, struct kt_metadata *metadata, const struct shown *shown, size_t n)
{
    int64_t start = kt_monotonic_ms();

    for (;;) {
        size_t i = 0;

        must(b, kt_cluster_metadata(b->cluster, metadata, TIMEOUT_MS, &b->errs), "metadata");
        while (i < n && is_shown(b, metadata, &shown[i]))
            i++;
        if (i == n)
            return;
        kt_metadata_clear(metadata);
        wait_on(start, shown[i].name);
    }
}

int main(int argc, char **argv)
{
    KT_AUTO(kt_pairs) properties = {0};
    struct bench b = {.prefix = argc > 1 ? argv[1] : "", .properties = &properties};
    struct kt_cluster_options options = {.handle = KT_HANDLE_ADMIN, .properties = &properties};
    const char *brokers = getenv("KT_BROKERS");
    struct kt_metadata metadata = {0};

    if (argc != 2) {
        (void)fprintf(stderr, "usage: KT_BROKERS=HOST:PORT contract PREFIX\n");
        return 2;
    }
    kt_pairs_add(&properties, "bootstrap.servers", brokers ? brokers : "localhost:9092", 0);
    must(&b, kt_cluster_open(&b.cluster, &options, &b.errs), "open");
    must(&b, kt_cluster_metadata(b.cluster, &metadata, TIMEOUT_MS, &b.errs), "metadata");
    b.brokers = (int)metadata.nbroker;
    kt_metadata_clear(&metadata);
    created(&b);
    metadata_shows(&b);
    described(&b);
    altered(&b);
    grown(&b);
    offsets_told(&b);
    probed(&b);
    groups_told(&b);
    deleted(&b);
    kt_cluster_close(&b.cluster);
    kt_cluster_close(&b.cluster);
    printf("errors appended: %zu\n", b.errs.n);
    kt_errs_clear(&b.errs);
    return 0;
}
