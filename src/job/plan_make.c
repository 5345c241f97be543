/* plan_make.c - look, diff, weigh, and ask the broker: a plan that would really work. */
#include <stdlib.h>
#include <string.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/converge.h"
#include "ktool/measure.h"
#include "ktool/requests.h"
#include "ktool/units.h"

/* Two runs at once, or a broker that lags behind the controller, settle within a second or two. */
enum { STALE_ATTEMPTS = 8, STALE_WAIT_MS = 250 };

/* The live topics with an operation whose risk hangs on their records, each once, and the retention
 * they would get (-1: it does not change). Operations of one topic are neighbours. */
struct losers {
    struct kt_topic **topic;
    int64_t *retention_ms;
    size_t n;
};

static int64_t retention_after(const struct kt_op *op)
{
    const char *why;
    int64_t ms;

    if (strcmp(op->key, "retention.ms") != 0 || op->to == NULL ||
        !kt_int_parse(op->to, &ms, &why) || ms < 0)
        return KT_UNKNOWN;
    return ms;
}

static void find_losers(struct losers *losers, const struct kt_plan *plan, struct kt_topics *have)
{
    losers->topic = kt_calloc(plan->nop, sizeof(struct kt_topic *));
    losers->retention_ms = kt_calloc(plan->nop, sizeof(int64_t));
    losers->n = 0;
    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *op = &plan->op[i];
        int64_t ms;

        if (!op->loses)
            continue;
        if (losers->n == 0 || losers->topic[losers->n - 1] != op->have) {
            losers->topic[losers->n] = kt_topics_find(have, op->have->name);
            losers->retention_ms[losers->n++] = KT_UNKNOWN;
        }
        ms = op->key != NULL ? retention_after(op) : KT_UNKNOWN;
        if (ms >= 0)
            losers->retention_ms[losers->n - 1] = ms;
    }
}

/* Asks how many records would go, of those topics where that decides. A cluster that will not tell
 * leaves it unknown: the operation then needs its flag. */
static enum kt_code weigh(struct kt_ctx *ctx, const struct losers *losers, struct kt_errs *errs)
{
    struct kt_topic **shorter;
    int64_t *retention_ms;
    size_t n = 0;
    enum kt_code code;

    KT_TRY(kt_measure(ctx, losers->topic, losers->n, errs));
    shorter = kt_calloc(losers->n, sizeof(struct kt_topic *));
    retention_ms = kt_calloc(losers->n, sizeof(int64_t));
    for (size_t i = 0; i < losers->n; i++) {
        if (losers->retention_ms[i] < 0)
            continue;
        shorter[n] = losers->topic[i];
        retention_ms[n++] = losers->retention_ms[i];
    }
    code = n > 0 ? kt_measure_deletable(ctx, shorter, retention_ms, n, errs) : KT_OK;
    free(shorter);
    free(retention_ms);
    return code;
}

enum kt_code kt_plan_weighed(struct kt_ctx *ctx, struct kt_planned *planned,
                             const struct kt_topics *want, const struct kt_policy *policy,
                             struct kt_errs *errs)
{
    struct kt_topics *have = &planned->live.topics;
    struct losers losers = {0};
    enum kt_code code = KT_OK;

    kt_plan_diff(&planned->plan, want, have, policy);
    find_losers(&losers, &planned->plan, have);
    if (losers.n > 0) {
        code = weigh(ctx, &losers, errs);
        kt_plan_clear(&planned->plan);
        if (code == KT_OK)
            kt_plan_diff(&planned->plan, want, have, policy);
    }
    free(losers.topic);
    free(losers.retention_ms);
    return code;
}

struct check {
    struct kt_planned *planned;
    bool strict;
    bool stale; /* the broker's answers speak of another state than the one planned on */
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

static enum kt_code note_verdict(void *arg, size_t op, const struct kt_result *result,
                                 struct kt_errs *errs)
{
    struct check *check = arg;
    struct kt_plan *plan = &check->planned->plan;

    (void)errs;
    if (result->code == KT_KAFKA_OK)
        return KT_OK;
    check->stale = check->stale || kt_result_may_pass(result->code);
    if (result->code == KT_KAFKA_TOPIC_ALREADY_EXISTS) {
        kt_plan_refuse(plan, op, "it exists, but you have no right to describe it");
    } else if (is_denied(result->code)) {
        note_denial(check, op, result->code);
    } else {
        kt_plan_refuse(plan, op, kt_result_text(result));
    }
    return KT_OK;
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
    *stale = check.stale;
    return KT_OK;
}

enum kt_code kt_plan_make(struct kt_ctx *ctx, struct kt_planned *out, struct kt_metadata *live,
                          const struct kt_topics *want, const struct kt_policy *policy, bool strict,
                          struct kt_errs *errs)
{
    KT_AUTO(kt_planned) planned = {.live = *live};
    bool stale = false;

    *live = (struct kt_metadata){0};
    KT_TRY(attempt(ctx, &planned, want, policy, strict, &stale, errs));
    for (int again = 0; stale && again < STALE_ATTEMPTS; again++) {
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
