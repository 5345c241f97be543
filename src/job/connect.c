/* connect.c - wait for the first answer of a cluster. */
#include <limits.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/guard.h"
#include "ktool/token_source.h"

enum { CONTROLLER_POLL_MS = 100 };

static const char JUST_STARTED[] =
    "one that has just started needs a moment: `ktool cluster health --wait 60s` waits for it";

enum kt_code kt_stopped(const struct kt_ctx *ctx)
{
    return ctx->stop != NULL && *ctx->stop != 0 ? KT_E_INTERRUPTED : KT_OK;
}

static enum kt_code open_cluster(struct kt_ctx *ctx, int wait_ms, struct kt_errs *errs)
{
    KT_AUTO(kt_pairs) properties = {0};
    struct kt_cluster_options options = {.handle = ctx->handle,
                                         .properties = &properties,
                                         .timeout_ms = wait_ms,
                                         .hasty = !ctx->patient,
                                         .link = &ctx->link,
                                         .token = kt_token_source_of(ctx->settings),
                                         .token_arg = ctx,
                                         .log = &ctx->log,
                                         .stop = ctx->stop};

    if (ctx->cluster != NULL)
        return KT_OK;
    kt_settings_link(&ctx->link, ctx->settings);
    kt_settings_properties(&properties, ctx->settings, KT_USE_ALWAYS);
    return kt_cluster_open(&ctx->cluster, &options, errs);
}

/* Takes over the answer, once the command may have it. */
static enum kt_code hand_out(struct kt_ctx *ctx, enum kt_intent intent, struct kt_metadata *answer,
                             struct kt_metadata *out, struct kt_errs *errs)
{
    enum kt_code code = intent == KT_TO_CHANGE ? kt_guard(ctx, answer, errs) : KT_OK;

    if (code == KT_OK)
        *out = *answer;
    else
        kt_metadata_clear(answer);
    return code;
}

enum kt_code kt_connect(struct kt_ctx *ctx, int64_t wait_ms, enum kt_intent intent,
                        struct kt_metadata *out, struct kt_errs *errs)
{
    int64_t deadline = kt_monotonic_ms() + wait_ms;

    KT_TRY(open_cluster(ctx, wait_ms < INT_MAX ? (int)wait_ms : INT_MAX, errs));
    kt_progress(ctx, "connecting to %s", kt_settings_get(ctx->settings, "brokers"));
    /* The first request has all of the time, which a person gave and will find in the message. */
    for (int64_t left = wait_ms;; left = deadline - kt_monotonic_ms()) {
        struct kt_metadata answer = {0};

        if (left < 1)
            left = 1;
        KT_TRY(
            kt_cluster_metadata(ctx->cluster, &answer, left < INT_MAX ? (int)left : INT_MAX, errs));
        if (intent == KT_TO_LOOK || answer.controller >= 0) {
            kt_progress(ctx, "%s", "");
            return hand_out(ctx, intent, &answer, out, errs);
        }
        kt_metadata_clear(&answer);
        if (kt_monotonic_ms() >= deadline) {
            kt_fail(errs, KT_E_CLUSTER, "the cluster at %s has no controller",
                    kt_settings_get(ctx->settings, "brokers"));
            kt_hint(errs, "%s", JUST_STARTED);
            return KT_E_CLUSTER;
        }
        kt_wait_ms(CONTROLLER_POLL_MS);
        KT_TRY(kt_stopped(ctx));
    }
}

enum kt_code kt_no_answer(struct kt_ctx *ctx, const struct kt_metadata *live, struct kt_errs *errs)
{
    KT_AUTO(kt_names) names = {0};
    KT_AUTO_STR list = NULL;

    KT_TRY(kt_cluster_unreached(ctx->cluster, errs));
    if (live->nbroker == 0) {
        kt_fail(errs, KT_E_CLUSTER, "the cluster has no broker that is ready");
        kt_hint(errs, "%s", JUST_STARTED);
        return KT_E_CLUSTER;
    }
    for (size_t i = 0; i < live->nbroker; i++) {
        KT_AUTO_STR address = kt_broker_address(&live->broker[i]);
        KT_AUTO_STR name = kt_format("%d (%s)", live->broker[i].id, address);

        kt_names_add(&names, name);
    }
    list = kt_names_brief(&names, ", ");
    kt_fail(errs, KT_E_CLUSTER, "no broker answers: %s", list);
    kt_hint(errs, "the cluster named them a moment ago: they hang, or have just gone");
    return KT_E_CLUSTER;
}
