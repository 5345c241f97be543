/* settle.c - see whether a cluster shows what was asked of it. */
#include <stdlib.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/settle.h"

enum {
    POLL_MIN_MS = 5,
    FOLLOW_MS = 600,
    POLL_MAX_MS = 250,
    METADATA_TIMEOUT_MS = 5000,
    NAMED_MAX = 5
};

struct readiness {
    size_t ready, total;     /* partitions */
    struct kt_names missing; /* topics */
};

static void count_topic(struct readiness *count, const struct kt_topic *live,
                        const struct kt_topic *want)
{
    size_t wanted = want->partitions > 0 ? (size_t)want->partitions : 1, led = 0;

    if (live != NULL && live->npartition > wanted)
        wanted = live->npartition;
    for (size_t p = 0; live != NULL && p < live->npartition; p++)
        led += live->partition[p].leader >= 0;
    if (led < wanted)
        kt_names_add(&count->missing, want->name);
    count->ready += led;
    count->total += wanted;
}

static enum kt_code count_ready(struct kt_ctx *ctx, struct readiness *count,
                                const struct kt_topics *want, const struct kt_names *touched,
                                struct kt_errs *errs)
{
    struct kt_metadata live = {0};

    KT_TRY(kt_cluster_metadata(ctx->cluster, &live, METADATA_TIMEOUT_MS, errs));
    for (size_t i = 0; i < want->n; i++)
        if (kt_names_has(touched, want->v[i].name))
            count_topic(count, kt_topics_find(&live.topics, want->v[i].name), &want->v[i]);
    kt_metadata_clear(&live);
    return KT_OK;
}

static enum kt_code not_ready(const struct readiness *count, struct kt_errs *errs)
{
    for (size_t i = 0; i < count->missing.n && i < NAMED_MAX; i++)
        kt_fail(errs, KT_E_REMOTE, "topic '%s' is not ready: a partition has no leader yet",
                count->missing.v[i]);
    if (count->missing.n > NAMED_MAX)
        kt_fail(errs, KT_E_REMOTE, "and %zu more topics are not ready",
                count->missing.n - NAMED_MAX);
    kt_hint(errs, "give it longer with --ready-timeout, or see `ktool topics list --offline`");
    return KT_E_REMOTE;
}

enum kt_code kt_wait_leaders(struct kt_ctx *ctx, const struct kt_topics *want,
                             const struct kt_names *touched, int64_t deadline_ms,
                             struct kt_errs *errs)
{
    int64_t pause_ms = POLL_MIN_MS;

    for (;;) {
        KT_AUTO(kt_errs) faults = {0};
        struct readiness count = {0};
        enum kt_code code = count_ready(ctx, &count, want, touched, &faults);
        bool ready = code == KT_OK && count.missing.n == 0;
        bool over = code == KT_E_INTERRUPTED || kt_monotonic_ms() >= deadline_ms;

        if (!ready && over && code == KT_OK)
            code = not_ready(&count, errs);
        if (!ready && !over)
            kt_progress(ctx, "waiting for leaders: %zu of %zu partitions", count.ready,
                        count.total);
        kt_names_clear(&count.missing);
        if (ready || over) {
            kt_errs_move(errs, &faults);
            return code;
        }
        kt_wait_ms(pause_ms);
        KT_TRY(kt_stopped(ctx));
        pause_ms = pause_ms * 2 < POLL_MAX_MS ? pause_ms * 2 : POLL_MAX_MS;
    }
}

enum kt_code kt_read_back(struct kt_ctx *ctx, struct kt_planned *out, const struct kt_topics *want,
                          const struct kt_policy *policy, struct kt_errs *errs)
{
    KT_AUTO(kt_planned) planned = {0};

    KT_TRY(kt_cluster_metadata(ctx->cluster, &planned.live, METADATA_TIMEOUT_MS, errs));
    KT_TRY(kt_look(ctx, &planned.live, want, errs));
    KT_TRY(kt_plan_weighed(ctx, &planned, want, policy, errs));
    *out = planned;
    planned = (struct kt_planned){0};
    return KT_OK;
}

void kt_let_brokers_follow(size_t nbroker)
{
    if (nbroker > 1)
        kt_wait_ms(FOLLOW_MS);
}
