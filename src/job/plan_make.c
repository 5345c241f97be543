/* plan_make.c - look, diff, weigh, and ask the broker: a plan that would really work. */
#include <stdlib.h>
#include <string.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/converge.h"
#include "ktool/requests.h"

/* Two runs at once settle at once; a broker that lags behind a busy controller takes seconds. */
enum { STALE_MS = 10000, STALE_WAIT_MS = 250 };

static const char HIDDEN[] = "it exists, but you have no right to describe it";

struct check {
    struct kt_planned *planned;
    bool strict;
    bool stale;      /* the broker's answers speak of another state than the one planned on */
    size_t existing; /* topics to create that are there, although the metadata does not show them */
};

static bool is_denied(int code)
{
    return code == KT_KAFKA_TOPIC_AUTHORIZATION_FAILED ||
           code == KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED;
}

static const char *right_for(enum kt_op_kind kind)
{
    switch (kind) {
    case KT_OP_CREATE:
        return "create it";
    case KT_OP_GROW:
        return "add partitions to it";
    default:
        return "change its settings";
    }
}

static void note_denial(struct check *check, size_t op, int code)
{
    struct kt_plan *plan = &check->planned->plan;
    const char *name = plan->op[op].want->name, *right = right_for(plan->op[op].kind);
    KT_AUTO_STR verdict = NULL;

    if (check->strict) {
        verdict = kt_format("you have no right to %s (%s)", right, kt_kafka_code_text(code));
        kt_plan_refuse(plan, op, verdict);
    } else if (check->planned->unchecked == NULL) {
        check->planned->unchecked = kt_format("topic '%s': you have no right to %s", name, right);
    }
}

static void note_verdict(void *arg, size_t op, const struct kt_result *result)
{
    struct check *check = arg;
    struct kt_plan *plan = &check->planned->plan;

    if (result->code == KT_KAFKA_OK)
        return;
    if (result->code == KT_KAFKA_TOPIC_ALREADY_EXISTS) {
        check->existing++;
        kt_plan_refuse(plan, op, HIDDEN);
        return;
    }
    check->stale = check->stale || kt_result_may_pass(result->code);
    if (is_denied(result->code))
        note_denial(check, op, result->code);
    else
        kt_plan_refuse(plan, op, kt_result_text(result));
}

/* A topic that exists and is not in the metadata: either a broker lags behind the controller, which
 * passes, or the user may not describe it, which its settings tell at once. */
static enum kt_code probe_existing(struct kt_ctx *ctx, struct check *check, struct kt_errs *errs)
{
    const struct kt_plan *plan = &check->planned->plan;
    const struct kt_names no_keys = {0};
    struct kt_topic *topic = kt_calloc(check->existing, sizeof(*topic));
    struct kt_topic **pointer = kt_calloc(check->existing, sizeof(struct kt_topic *));
    struct kt_result *results = kt_calloc(check->existing, sizeof(*results));
    size_t n = 0;
    enum kt_code code;

    for (size_t i = 0; i < plan->nop && n < check->existing; i++) {
        if (plan->op[i].verdict == NULL || strcmp(plan->op[i].verdict, HIDDEN) != 0)
            continue;
        kt_topic_init(&topic[n], plan->op[i].want->name);
        pointer[n] = &topic[n];
        n++;
    }
    code = kt_cluster_describe_configs(ctx->cluster, pointer, n, &no_keys, results,
                                       KT_REQUEST_TIMEOUT_MS, errs);
    for (size_t i = 0; i < n; i++) {
        if (code == KT_OK && results[i].code != KT_KAFKA_TOPIC_AUTHORIZATION_FAILED)
            check->stale = true;
        kt_topic_clear(&topic[i]);
    }
    kt_results_free(results, check->existing);
    free(pointer);
    free(topic);
    return code;
}

/* One attempt: `stale` tells that another look may give another answer. */
static enum kt_code attempt(struct kt_ctx *ctx, struct kt_planned *planned,
                            const struct kt_topics *want, const struct kt_policy *policy,
                            bool strict, bool *stale, struct kt_errs *errs)
{
    KT_AUTO(kt_requests) requests = {0};
    struct check check = {.planned = planned, .strict = strict};

    KT_TRY(kt_look(ctx, &planned->live, want, errs));
    KT_TRY(kt_plan_weighed(ctx, planned, want, policy, errs));
    kt_requests_make(&requests, &planned->plan);
    KT_TRY(kt_requests_send(ctx, &requests, true, note_verdict, &check, errs));
    if (check.existing > 0)
        KT_TRY(probe_existing(ctx, &check, errs));
    *stale = check.stale;
    return KT_OK;
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
