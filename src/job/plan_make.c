/* plan_make.c - look, diff, weigh, and ask the broker: a plan that would really work. */
#include <stdlib.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/converge.h"
#include "ktool/denied.h"
#include "ktool/inspect.h"
#include "ktool/requests.h"

/* Two runs at once settle at once; a broker that lags behind a busy controller takes seconds. */
enum { STALE_MS = 10000, STALE_WAIT_MS = 250 };

struct check {
    const struct kt_link *link;
    struct kt_planned *planned;
    struct kt_names hidden; /* topics to create that are there, although the metadata does not show
                               them */
    bool strict;
    bool stale; /* the broker's answers speak of another state than the one planned on */
};

static void note_denial(struct check *check, size_t op, int code)
{
    struct kt_plan *plan = &check->planned->plan;
    KT_AUTO_STR denied = kt_op_denied_text(check->link, &plan->op[op], code);

    if (check->strict)
        kt_plan_refuse(plan, op, denied);
    else if (check->planned->unchecked == NULL)
        check->planned->unchecked = kt_strdup(denied);
}

static void note_hidden(struct check *check, size_t op)
{
    struct kt_plan *plan = &check->planned->plan;
    KT_AUTO_STR denied = kt_denied_text(check->link, KT_KAFKA_TOPIC_AUTHORIZATION_FAILED,
                                        KT_RIGHT_DESCRIBE, plan->op[op].want->name);
    KT_AUTO_STR verdict = kt_format("it exists, but %s", denied);

    kt_names_add(&check->hidden, plan->op[op].want->name);
    kt_plan_refuse(plan, op, verdict);
}

static void note_verdict(void *arg, size_t op, const struct kt_result *result)
{
    struct check *check = arg;
    struct kt_plan *plan = &check->planned->plan;

    if (result->code == KT_KAFKA_OK)
        return;
    if (result->code == KT_KAFKA_TOPIC_ALREADY_EXISTS) {
        note_hidden(check, op);
        return;
    }
    check->stale = check->stale || kt_result_may_pass(result->code);
    if (kt_is_denial(result->code))
        note_denial(check, op, result->code);
    else
        kt_plan_refuse(plan, op, kt_result_text(result));
}

/* A topic that exists and is not in the metadata: either a broker lags behind the controller, which
 * passes, or the user may not describe it, which its settings tell at once. */
static enum kt_code probe_hidden(struct kt_ctx *ctx, struct check *check, struct kt_errs *errs)
{
    struct kt_result *results = kt_calloc(check->hidden.n, sizeof(*results));
    enum kt_code code = kt_ask_by_name(ctx, &check->hidden, results, errs);

    for (size_t i = 0; code == KT_OK && i < check->hidden.n; i++)
        if (!kt_is_denial(results[i].code))
            check->stale = true;
    kt_results_free(results, check->hidden.n);
    return code;
}

/* One attempt: `stale` tells that another look may give another answer. */
static enum kt_code attempt(struct kt_ctx *ctx, struct kt_planned *planned,
                            const struct kt_topics *want, const struct kt_policy *policy,
                            bool strict, bool *stale, struct kt_errs *errs)
{
    KT_AUTO(kt_requests) requests = {0};
    struct check check = {.link = &ctx->link, .planned = planned, .strict = strict};
    enum kt_code code;

    KT_TRY(kt_look(ctx, &planned->live, want, errs));
    KT_TRY(kt_plan_weighed(ctx, planned, want, policy, errs));
    kt_requests_make(&requests, &planned->plan);
    code = kt_requests_send(ctx, &requests, true, note_verdict, &check, errs);
    if (code == KT_OK && check.hidden.n > 0)
        code = probe_hidden(ctx, &check, errs);
    *stale = check.stale;
    kt_names_clear(&check.hidden);
    return code;
}

enum kt_code kt_plan_make(struct kt_ctx *ctx, struct kt_planned *out, struct kt_metadata *live,
                          const struct kt_topics *want, const struct kt_policy *policy, bool strict,
                          struct kt_errs *errs)
{
    KT_AUTO(kt_planned) planned = {.live = *live};
    int64_t deadline_ms = kt_monotonic_ms() + STALE_MS;
    bool stale = false;

    *live = (struct kt_metadata){0};
    KT_TRY(attempt(ctx, &planned, want, policy, strict, &stale, errs));
    while (stale && kt_monotonic_ms() < deadline_ms) {
        kt_wait_ms(STALE_WAIT_MS);
        KT_TRY(kt_stopped(ctx));
        kt_planned_clear(&planned);
        KT_TRY(kt_cluster_metadata(ctx->cluster, &planned.live, KT_REQUEST_TIMEOUT_MS, errs));
        KT_TRY(attempt(ctx, &planned, want, policy, strict, &stale, errs));
    }
    kt_progress(ctx, "%s", "");
    *out = planned;
    planned = (struct kt_planned){0};
    return KT_OK;
}

void kt_planned_clear(struct kt_planned *planned)
{
    kt_plan_clear(&planned->plan);
    kt_metadata_clear(&planned->live);
    free(planned->unchecked);
    *planned = (struct kt_planned){0};
}
