/* weigh.c - count the records that a plan's risks hang on. */
#include <stdlib.h>
#include <string.h>

#include "ktool/converge.h"
#include "ktool/measure.h"
#include "ktool/units.h"

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
