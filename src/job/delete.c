/* delete.c - delete topics, and see them go. */
#include <stdlib.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/denied.h"
#include "ktool/inspect.h"
#include "ktool/settle.h"

enum { CALL_TOPICS = 1000, POLL_MS = 20, RETRY_MS = 250 };

static void tell_kept(const struct kt_ctx *ctx, const char *name, const struct kt_result *result,
                      struct kt_errs *errs)
{
    KT_AUTO_STR denied = kt_denied_text(&ctx->link, result->code, KT_RIGHT_DELETE, name);

    if (kt_is_denial(result->code))
        kt_fail(errs, KT_E_REMOTE, "%s", denied);
    else
        kt_fail(errs, KT_E_REMOTE, "topic '%s' is not deleted: %s", name, kt_result_text(result));
}

/* One call. Names for which it may go better in a moment are added to `again`. */
static enum kt_code send(struct kt_ctx *ctx, const char *const *names, size_t n,
                         struct kt_names *deleted, struct kt_names *again, struct kt_errs *errs)
{
    struct kt_result *results = kt_calloc(n, sizeof(*results));
    enum kt_code code =
        kt_cluster_delete_topics(ctx->cluster, names, n, results, KT_REQUEST_TIMEOUT_MS, errs);

    for (size_t i = 0; code == KT_OK && i < n; i++) {
        if (results[i].code == KT_KAFKA_OK)
            kt_names_add(deleted, names[i]);
        else if (again != NULL && kt_kafka_code_retriable(results[i].code))
            kt_names_add(again, names[i]);
        else if (results[i].code != KT_KAFKA_UNKNOWN_TOPIC_OR_PART) /* somebody was faster */
            tell_kept(ctx, names[i], &results[i], errs);
    }
    kt_results_free(results, n);
    return code;
}

/* A call, and once more for what a busy or a moved controller put off. */
static enum kt_code send_twice(struct kt_ctx *ctx, const char *const *names, size_t n,
                               struct kt_names *deleted, struct kt_errs *errs)
{
    KT_AUTO(kt_names) again = {0};

    KT_TRY(kt_stopped(ctx));
    KT_TRY(send(ctx, names, n, deleted, &again, errs));
    if (again.n == 0)
        return KT_OK;
    kt_wait_ms(RETRY_MS);
    KT_TRY(kt_stopped(ctx));
    return send(ctx, (const char *const *)again.v, again.n, deleted, NULL, errs);
}

static enum kt_code wait_gone(struct kt_ctx *ctx, const struct kt_names *deleted, int64_t wait_ms,
                              size_t *nbroker, struct kt_errs *errs)
{
    int64_t deadline = kt_monotonic_ms() + wait_ms;

    for (;;) {
        struct kt_metadata live = {0};
        size_t left = 0;

        KT_TRY(kt_cluster_metadata(ctx->cluster, &live, KT_REQUEST_TIMEOUT_MS, errs));
        for (size_t i = 0; i < deleted->n; i++)
            left += kt_topics_find(&live.topics, deleted->v[i]) != NULL;
        *nbroker = live.nbroker;
        kt_metadata_clear(&live);
        if (left == 0)
            return KT_OK;
        if (kt_monotonic_ms() >= deadline)
            return kt_fail(errs, KT_E_REMOTE, "%zu deleted topics still show in the metadata",
                           left);
        kt_progress(ctx, "waiting until %zu topics are gone", left);
        kt_wait_ms(POLL_MS);
        KT_TRY(kt_stopped(ctx));
    }
}

enum kt_code kt_delete_topics(struct kt_ctx *ctx, const char *const *names, size_t n,
                              int64_t wait_ms, struct kt_names *deleted, struct kt_errs *errs)
{
    size_t nbroker;

    for (size_t from = 0; from < n; from += CALL_TOPICS)
        KT_TRY(send_twice(ctx, names + from, n - from < CALL_TOPICS ? n - from : CALL_TOPICS,
                          deleted, errs));
    KT_TRY(wait_gone(ctx, deleted, wait_ms, &nbroker, errs));
    if (deleted->n > 0)
        kt_let_brokers_follow(nbroker);
    kt_progress(ctx, "%s", "");
    return errs->nerrors > 0 ? KT_E_REMOTE : KT_OK;
}
