/* send.c - requests to the controller, in as few calls as its limits allow. */
#include <stdlib.h>

#include "ktool/chunk.h"
#include "ktool/connect.h"
#include "ktool/requests.h"

/* One kind of request: its number, and how a run of them is sent. */
struct kind {
    const char *doing;
    size_t n;
    const size_t *op;
    size_t (*weight)(const struct kt_requests *requests, size_t i);
    enum kt_code (*call)(struct kt_ctx *ctx, const struct kt_requests *requests, size_t from,
                         size_t n, bool validate_only, struct kt_result *results,
                         struct kt_errs *errs);
};

static size_t create_weight(const struct kt_requests *requests, size_t i)
{
    return kt_chunk_weight(requests->create[i]);
}

static enum kt_code create(struct kt_ctx *ctx, const struct kt_requests *requests, size_t from,
                           size_t n, bool validate_only, struct kt_result *results,
                           struct kt_errs *errs)
{
    return kt_cluster_create_topics(ctx->cluster, requests->create + from, n, validate_only,
                                    results, KT_REQUEST_TIMEOUT_MS, errs);
}

static size_t grow_weight(const struct kt_requests *requests, size_t i)
{
    return 1 + (size_t)requests->grow[i].partitions;
}

static enum kt_code grow(struct kt_ctx *ctx, const struct kt_requests *requests, size_t from,
                         size_t n, bool validate_only, struct kt_result *results,
                         struct kt_errs *errs)
{
    return kt_cluster_create_partitions(ctx->cluster, requests->grow + from, n, validate_only,
                                        results, KT_REQUEST_TIMEOUT_MS, errs);
}

static size_t alter_weight(const struct kt_requests *requests, size_t i)
{
    const struct kt_alter *alter = &requests->alter[i];

    return 1 + alter->full.n + alter->unset.n;
}

static enum kt_code alter(struct kt_ctx *ctx, const struct kt_requests *requests, size_t from,
                          size_t n, bool validate_only, struct kt_result *results,
                          struct kt_errs *errs)
{
    return kt_cluster_alter_configs(ctx->cluster, requests->alter + from, n, validate_only, results,
                                    KT_REQUEST_TIMEOUT_MS, errs);
}

static enum kt_code send_run(struct kt_ctx *ctx, const struct kt_requests *requests,
                             const struct kind *kind, size_t from, size_t n, bool validate_only,
                             kt_verdict verdict, void *arg, struct kt_errs *errs)
{
    struct kt_result *results = kt_calloc(n, sizeof(*results));
    enum kt_code code = kind->call(ctx, requests, from, n, validate_only, results, errs);

    for (size_t i = 0; code == KT_OK && i < n; i++)
        verdict(arg, kind->op[from + i], &results[i]);
    kt_results_free(results, n);
    return code;
}

static enum kt_code send_kind(struct kt_ctx *ctx, const struct kt_requests *requests,
                              const struct kind *kind, bool validate_only, kt_verdict verdict,
                              void *arg, struct kt_errs *errs)
{
    size_t *weights = kt_calloc(kind->n, sizeof(*weights));
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < kind->n; i++)
        weights[i] = kind->weight(requests, i);
    for (size_t from = 0, n; code == KT_OK && from < kind->n; from += n) {
        n = kt_chunk_length(weights, from, kind->n);
        kt_progress(ctx, "%s %s: %zu of %zu", validate_only ? "checking:" : "sending:", kind->doing,
                    from + n, kind->n);
        code = kt_stopped(ctx);
        if (code == KT_OK)
            code = send_run(ctx, requests, kind, from, n, validate_only, verdict, arg, errs);
    }
    free(weights);
    return code;
}

enum kt_code kt_requests_send(struct kt_ctx *ctx, const struct kt_requests *requests,
                              bool validate_only, kt_verdict verdict, void *arg,
                              struct kt_errs *errs)
{
    const struct kind kinds[] = {
        {"topics to alter", requests->nalter, requests->alter_op, alter_weight, alter},
        {"topics to grow", requests->ngrow, requests->grow_op, grow_weight, grow},
        {"topics to create", requests->ncreate, requests->create_op, create_weight, create},
    };

    for (size_t i = 0; i < KT_COUNT(kinds); i++)
        KT_TRY(send_kind(ctx, requests, &kinds[i], validate_only, verdict, arg, errs));
    return KT_OK;
}
