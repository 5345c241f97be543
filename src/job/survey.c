/* survey.c - brokers, versions, topics: what a cluster is made of. */
#include <stdlib.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/denied.h"
#include "ktool/kafka_line.h"
#include "ktool/survey.h"
#include "ktool/topic_name.h"

enum { PROBE_LEAST_MS = 400 };

static const char rack[] = "broker.rack", roles[] = "process.roles";

void kt_survey_clear(struct kt_survey *survey)
{
    free(survey->cluster_id);
    for (size_t i = 0; i < survey->nbroker; i++) {
        free(survey->broker[i].address);
        free(survey->broker[i].rack);
    }
    free(survey->broker);
    kt_names_clear(&survey->lines);
    free(survey->denied);
    *survey = (struct kt_survey){.controller = -1};
}

static enum kt_code probe(struct kt_ctx *ctx, struct kt_probe *probes, size_t n,
                          const struct kt_names *keys, int64_t deadline_ms, struct kt_errs *errs)
{
    int64_t ms = deadline_ms - kt_monotonic_ms();

    if (ms < PROBE_LEAST_MS)
        ms = PROBE_LEAST_MS;
    if (ms > KT_PROBE_TIMEOUT_MS)
        ms = KT_PROBE_TIMEOUT_MS;
    return n > 0 ? kt_cluster_probe(ctx->cluster, probes, n, keys, (int)ms, errs) : KT_OK;
}

/* What a broker told the first time is all that is kept of it, but for the time it took. */
static enum kt_code probe_twice(struct kt_ctx *ctx, struct kt_probe *probes, size_t n,
                                int64_t deadline_ms, struct kt_errs *errs)
{
    struct kt_probe *again = kt_calloc(n, sizeof(*again));
    const struct kt_names none = {0};
    KT_AUTO(kt_names) keys = {0};
    size_t nagain = 0, at = 0;
    enum kt_code code;

    kt_names_add(&keys, rack);
    kt_names_add(&keys, roles);
    kt_kafka_line_keys(&keys);
    code = probe(ctx, probes, n, &keys, deadline_ms, errs);
    for (size_t i = 0; i < n; i++)
        if (probes[i].ping_us >= 0)
            again[nagain++] = (struct kt_probe){.broker = probes[i].broker, .ping_us = -1};
    if (code == KT_OK)
        code = probe(ctx, again, nagain, &none, deadline_ms, errs);
    for (size_t i = 0; i < n; i++)
        if (probes[i].ping_us >= 0)
            probes[i].ping_us = again[at++].ping_us;
    kt_probes_clear(again, nagain);
    free(again);
    return code;
}

static void take_broker(struct kt_survey *out, const struct kt_broker *broker,
                        const struct kt_probe *probe)
{
    struct kt_surveyed_broker *to = &out->broker[out->nbroker++];
    const char *own_roles = kt_pairs_get(&probe->config, roles);

    *to = (struct kt_surveyed_broker){.id = broker->id,
                                      .address = kt_broker_address(broker),
                                      .rack = kt_strdup(kt_pairs_get(&probe->config, rack)),
                                      .line = kt_kafka_line(&probe->config),
                                      .ping_us = probe->ping_us};
    if (to->line != NULL)
        kt_names_add(&out->lines, to->line);
    if (probe->config.n > 0) {
        out->is_kraft_known = true;
        out->is_kraft = own_roles != NULL && own_roles[0] != '\0';
    }
}

static void count_topics(struct kt_survey *out, const struct kt_topics *topics)
{
    for (size_t i = 0; i < topics->n; i++) {
        const bool internal = kt_topic_name_is_internal(topics->v[i].name);

        *(internal ? &out->internal_topics : &out->topics) += 1;
        *(internal ? &out->internal_partitions : &out->partitions) += topics->v[i].npartition;
    }
}

static int by_id(const void *a, const void *b)
{
    const struct kt_surveyed_broker *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

static void take(struct kt_survey *out, const struct kt_ctx *ctx, const struct kt_metadata *live,
                 const struct kt_probe *probes)
{
    size_t ngone;
    int *gone = kt_metadata_gone(live, &ngone);

    out->cluster_id = kt_strdup(live->cluster_id);
    out->controller = live->controller;
    out->broker = kt_calloc(live->nbroker + ngone, sizeof(*out->broker));
    for (size_t i = 0; i < live->nbroker; i++) {
        const int code = probes[i].result.code;

        take_broker(out, &live->broker[i], &probes[i]);
        if (out->denied == NULL && kt_is_denial(code))
            out->denied = kt_denied_text(&ctx->link, code, KT_RIGHT_DESCRIBE_CONFIGS, NULL);
    }
    for (size_t i = 0; i < ngone; i++)
        out->broker[out->nbroker++] =
            (struct kt_surveyed_broker){.id = gone[i], .ping_us = -1, .is_gone = true};
    free(gone);
    if (out->nbroker > 0)
        qsort(out->broker, out->nbroker, sizeof(*out->broker), by_id);
    kt_names_sort(&out->lines);
    count_topics(out, &live->topics);
}

static bool any_answer(const struct kt_probe *probes, size_t n)
{
    size_t i = 0;

    while (i < n && probes[i].ping_us < 0)
        i++;
    return i < n;
}

enum kt_code kt_survey(struct kt_ctx *ctx, struct kt_survey *out, struct kt_errs *errs)
{
    const int64_t deadline_ms = kt_monotonic_ms() + ctx->timeout_ms;
    KT_AUTO(kt_metadata) live = {0};
    struct kt_probe *probes;
    enum kt_code code;

    KT_TRY(kt_connect(ctx, ctx->timeout_ms, KT_TO_LOOK, &live, errs));
    probes = kt_calloc(live.nbroker, sizeof(*probes));
    for (size_t i = 0; i < live.nbroker; i++)
        probes[i] = (struct kt_probe){.broker = live.broker[i].id, .ping_us = -1};
    code = probe_twice(ctx, probes, live.nbroker, deadline_ms, errs);
    if (code == KT_OK) {
        *out = (struct kt_survey){0};
        take(out, ctx, &live, probes);
        if (!any_answer(probes, live.nbroker))
            code = kt_no_answer(ctx, &live, errs);
    }
    kt_probes_clear(probes, live.nbroker);
    free(probes);
    return code;
}
