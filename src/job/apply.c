/* apply.c - carry a plan out, and see to it that it is so. */
#include <stdlib.h>
#include <string.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/converge.h"
#include "ktool/denied.h"
#include "ktool/requests.h"
#include "ktool/settle.h"

enum { RETRY_MIN_MS = 50, RETRY_MAX_MS = 1000 };

/* One sending of one plan. */
struct pass {
    const struct kt_link *link;
    const struct kt_plan *plan;
    struct kt_applied *applied;
    bool *unanswered; /* per operation: sent, or about to be, and no verdict came */
    size_t failed;
    bool final;          /* a failure that another attempt would meet again */
    struct kt_errs *why; /* of the failures */
};

static void count_op(struct kt_applied *applied, const struct kt_op *op)
{
    applied->created += op->kind == KT_OP_CREATE;
    applied->grown += op->kind == KT_OP_GROW;
    applied->set += op->kind == KT_OP_SET;
    applied->unset += op->kind == KT_OP_UNSET;
}

static bool is_config(const struct kt_op *op)
{
    return op->kind == KT_OP_SET || op->kind == KT_OP_UNSET;
}

static void tell_failed(struct pass *pass, const struct kt_op *op, const struct kt_result *result)
{
    KT_AUTO_STR denied = kt_op_denied_text(pass->link, op, result->code);

    if (kt_is_denial(result->code))
        kt_fail(pass->why, KT_E_REMOTE, "%s", denied);
    else
        kt_fail(pass->why, KT_E_REMOTE, "topic '%s': %s", op->want->name, kt_result_text(result));
}

/* A verdict on settings is one for all the settings of that topic, which are neighbours. */
static void take_verdict(void *arg, size_t first, const struct kt_result *result)
{
    struct pass *pass = arg;
    const struct kt_op *op = &pass->plan->op[first];

    for (size_t i = first; i < pass->plan->nop; i++) {
        const struct kt_op *next = &pass->plan->op[i];

        if (i > first && !(is_config(op) && next->want == op->want && is_config(next)))
            break;
        if (result->code == KT_KAFKA_OK && pass->unanswered[i])
            count_op(pass->applied, next);
        /* Out of time, the controller does not say whether it was done. */
        pass->unanswered[i] = result->code == KT_KAFKA_REQUEST_TIMED_OUT;
    }
    if (result->code != KT_KAFKA_OK) {
        pass->failed++;
        pass->final = pass->final || !kt_result_may_pass(result->code);
        tell_failed(pass, op, result);
    }
}

static enum kt_code send_plan(struct kt_ctx *ctx, struct pass *pass)
{
    KT_AUTO(kt_requests) requests = {0};
    enum kt_code code;

    pass->unanswered = kt_calloc(pass->plan->nop, sizeof(bool));
    for (size_t i = 0; i < pass->plan->nop; i++)
        pass->unanswered[i] = kt_op_is_done(&pass->plan->op[i]);
    kt_requests_make(&requests, pass->plan);
    code = kt_requests_send(ctx, &requests, false, take_verdict, pass, pass->why);
    if (code != KT_OK && code != KT_E_INTERRUPTED)
        pass->failed++;
    return code == KT_E_INTERRUPTED ? code : KT_OK;
}

static bool plans(const struct kt_plan *plan, const struct kt_op *op)
{
    for (size_t i = 0; i < plan->nop; i++)
        if (plan->op[i].kind == op->kind && strcmp(plan->op[i].want->name, op->want->name) == 0 &&
            (op->key == NULL || strcmp(plan->op[i].key, op->key) == 0))
            return true;
    return false;
}

/* A request whose answer was lost counts as done when its operation is no longer planned. */
static void count_lost_answers(struct pass *pass, const struct kt_plan *now)
{
    for (size_t i = 0; i < pass->plan->nop; i++)
        if (pass->unanswered[i] && !plans(now, &pass->plan->op[i]))
            count_op(pass->applied, &pass->plan->op[i]);
}

static enum kt_code give_up(struct kt_errs *errs, struct kt_errs *why, const struct kt_plan *left)
{
    if (why->nerrors > 0) {
        kt_errs_move(errs, why);
        return KT_E_REMOTE;
    }
    for (size_t i = 0; i < left->nop; i++)
        if (left->op[i].risk != KT_LEFT)
            kt_fail(errs, KT_E_REMOTE, "topic '%s': %s is still not what was asked for",
                    left->op[i].want->name, left->op[i].key ? left->op[i].key : "its layout");
    kt_hint(errs,
            "somebody else may be changing it too; see `ktool topics plan`, then run it again");
    return KT_E_REMOTE;
}

static void touched_topics(struct kt_names *names, const struct kt_plan *plan)
{
    for (size_t i = 0; i < plan->nop; i++)
        if (plan->op[i].kind == KT_OP_CREATE || plan->op[i].kind == KT_OP_GROW)
            kt_names_add(names, plan->op[i].want->name);
    kt_names_sort(names);
}

struct apply {
    const struct kt_topics *want;
    const struct kt_policy *policy;
    struct kt_names touched;
    struct kt_planned now;                 /* the last read-back; holds the plan of the next pass */
    int64_t ready_timeout_ms, deadline_ms; /* the deadline is 0 until the first plan was sent */
};

/* Nothing is left to do, or the rules say that it may not be done. */
static bool is_decided(const struct kt_plan *plan)
{
    return plan->nrefused > 0 || kt_plan_changes(plan) == 0;
}

static bool expired(const struct apply *apply)
{
    return kt_monotonic_ms() >= apply->deadline_ms;
}

static int64_t longer(int64_t pause_ms)
{
    return pause_ms * 2 < RETRY_MAX_MS ? pause_ms * 2 : RETRY_MAX_MS;
}

/* Reads back, until nothing is left to do when `until_done`: brokers follow the controller with a
 * delay. A cluster that does not answer just now is asked again until the deadline. */
static enum kt_code verify(struct kt_ctx *ctx, const struct apply *apply, bool until_done,
                           struct kt_planned *out, struct kt_errs *errs)
{
    int64_t pause_ms = RETRY_MIN_MS;

    for (;;) {
        KT_AUTO(kt_errs) faults = {0};
        KT_AUTO(kt_planned) now = {0};
        enum kt_code code = kt_read_back(ctx, &now, apply->want, apply->policy, &faults);

        if (code == KT_E_INTERRUPTED)
            return code;
        if ((code == KT_OK && (!until_done || is_decided(&now.plan))) || expired(apply)) {
            kt_errs_move(errs, &faults);
            *out = now;
            now = (struct kt_planned){0};
            return code;
        }
        kt_wait_ms(pause_ms);
        KT_TRY(kt_stopped(ctx));
        pause_ms = longer(pause_ms);
    }
}

/* Sends one plan and looks what came of it. `*again`: some of it failed and may pass at the next
 * attempt, which starts from apply->now. */
static enum kt_code run_pass(struct kt_ctx *ctx, struct apply *apply, struct pass *pass,
                             bool *again, struct kt_errs *errs)
{
    struct kt_planned next = {0};
    bool left;

    *again = false;
    KT_TRY(send_plan(ctx, pass));
    if (apply->deadline_ms == 0)
        apply->deadline_ms = kt_monotonic_ms() + apply->ready_timeout_ms;
    if (pass->failed == 0)
        KT_TRY(kt_wait_leaders(ctx, apply->want, &apply->touched, apply->deadline_ms, errs));
    KT_TRY(verify(ctx, apply, pass->failed == 0, &next, errs));
    count_lost_answers(pass, &next.plan);
    kt_planned_clear(&apply->now);
    apply->now = next;
    left = kt_plan_changes(&next.plan) > 0;
    if (next.plan.nrefused > 0 || (left && (pass->failed == 0 || pass->final || expired(apply))))
        return give_up(errs, pass->why, &apply->now.plan);
    *again = pass->failed > 0;
    return KT_OK;
}

/* Where settings are replaced whole, they must still be those that were planned on. */
static enum kt_code recheck(struct kt_ctx *ctx, struct apply *apply,
                            const struct kt_planned *planned, bool *moved, struct kt_errs *errs)
{
    bool alters = false;

    for (size_t i = 0; i < planned->plan.nop; i++)
        alters = alters || is_config(&planned->plan.op[i]);
    if (!alters || !kt_cluster_replaces_configs())
        return KT_OK;
    KT_TRY(kt_read_back(ctx, &apply->now, apply->want, apply->policy, errs));
    *moved = kt_plan_digest(apply->want, &apply->now.live.topics) !=
             kt_plan_digest(apply->want, &planned->live.topics);
    return KT_OK;
}

static enum kt_code converge(struct kt_ctx *ctx, struct apply *apply, const struct kt_plan *first,
                             struct kt_applied *applied, struct kt_errs *errs)
{
    const struct kt_plan *plan = first;
    int64_t pause_ms = RETRY_MIN_MS;

    for (;;) {
        KT_AUTO(kt_errs) why = {0};
        struct pass pass = {.link = &ctx->link, .plan = plan, .applied = applied, .why = &why};
        bool again;
        enum kt_code code = run_pass(ctx, apply, &pass, &again, errs);

        free(pass.unanswered);
        if (code != KT_OK || !again)
            return code;
        kt_wait_ms(pause_ms);
        KT_TRY(kt_stopped(ctx));
        pause_ms = longer(pause_ms);
        plan = &apply->now.plan;
    }
}

enum kt_code kt_apply(struct kt_ctx *ctx, struct kt_applied *applied,
                      const struct kt_planned *planned, const struct kt_topics *want,
                      const struct kt_policy *policy, int64_t ready_timeout_ms, bool *moved,
                      struct kt_errs *errs)
{
    struct apply apply = {.want = want, .policy = policy, .ready_timeout_ms = ready_timeout_ms};
    enum kt_code code;

    *applied = (struct kt_applied){0};
    *moved = false;
    if (planned->plan.nrefused > 0)
        return KT_E_REFUSED;
    if (kt_plan_changes(&planned->plan) == 0)
        return KT_OK;
    touched_topics(&apply.touched, &planned->plan);
    code = recheck(ctx, &apply, planned, moved, errs);
    if (code == KT_OK && !*moved) {
        code = converge(ctx, &apply, &planned->plan, applied, errs);
        kt_let_brokers_follow(code == KT_OK ? planned->live.nbroker : 0);
    }
    kt_progress(ctx, "%s", "");
    kt_names_clear(&apply.touched);
    kt_planned_clear(&apply.now);
    return code;
}
