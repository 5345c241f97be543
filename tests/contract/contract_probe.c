/* contract_probe.c - a request to each broker. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "ktool/clock.h"
#include "ktool/kafka_line.h"

enum { NOBODY = 4711, PATIENCE_MS = 500 };

/* All brokers show the same, but for themselves. */
static void show_settings(const struct kt_probe *probe, const struct kt_names *keys)
{
    const char *line = kt_kafka_line(&probe->config);
    const char *threads = kt_pairs_get(&probe->config, "num.io.threads");
    bool asked_only = true;

    for (size_t i = 0; i < probe->config.n; i++)
        asked_only = asked_only && kt_names_has(keys, probe->config.v[i].key);
    printf("  %s, num.io.threads %s, no.such.key %s, line %s\n",
           asked_only ? "what was asked" : "more than was asked", threads ? threads : "missing",
           kt_pairs_get(&probe->config, "no.such.key") ? "shown" : "left out",
           line ? line : "unknown");
}

static void probe_all(struct bench *b, const struct kt_metadata *metadata,
                      const struct kt_names *keys)
{
    size_t n = metadata->nbroker;
    struct kt_probe *probes = kt_calloc(n, sizeof(*probes));
    bool answered = true;

    for (size_t i = 0; i < n; i++)
        probes[i].broker = metadata->broker[i].id;
    must(b, kt_cluster_probe(b->cluster, probes, n, keys, TIMEOUT_MS, &b->errs), "probe");
    for (size_t i = 0; i < n; i++)
        answered = answered && probes[i].result.code == KT_KAFKA_OK && probes[i].ping_us > 0 &&
                   probes[i].broker == metadata->broker[i].id;
    printf("probe: %s\n", answered ? "every broker answers" : "some broker does not");
    for (size_t i = 0; keys && i < n; i++)
        if (i == 0 || probes[i].config.n != probes[0].config.n)
            show_settings(&probes[i], keys);
    kt_probes_clear(probes, n);
    free(probes);
}

static void probe_nobody(struct bench *b, int live)
{
    struct kt_probe probes[] = {{.broker = NOBODY}, {.broker = live}};
    int64_t start = kt_monotonic_ms(), took;

    must(b, kt_cluster_probe(b->cluster, probes, KT_COUNT(probes), NULL, PATIENCE_MS, &b->errs),
         "probe");
    took = kt_monotonic_ms() - start;
    printf("probe of nobody: %s, ping %s; beside it: %s, %s\n", kt_result_text(&probes[0].result),
           probes[0].ping_us < 0 ? "none" : "some", kt_result_text(&probes[1].result),
           took >= PATIENCE_MS && took < PATIENCE_MS + DEADLINE_MS ? "in time" : "not in time");
    kt_probes_clear(probes, KT_COUNT(probes));
}

void probed(struct bench *b)
{
    struct kt_metadata metadata = {0};
    KT_AUTO(kt_names) keys = {0};

    must(b, kt_cluster_metadata(b->cluster, &metadata, TIMEOUT_MS, &b->errs), "metadata");
    kt_kafka_line_keys(&keys);
    kt_names_add(&keys, "num.io.threads");
    kt_names_add(&keys, "no.such.key");
    kt_names_sort(&keys);
    probe_all(b, &metadata, &keys);
    probe_all(b, &metadata, NULL);
    probe_nobody(b, metadata.broker[0].id);
    kt_metadata_clear(&metadata);
}
