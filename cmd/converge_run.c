/* converge_run.c - plan, apply and show: what init, create and alter have in common. */
#include "converge_run.h"
#include "declared.h"
#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/units.h"
#include "plan_view.h"

enum { MOVED_ATTEMPTS = 5 };

static size_t total(const struct kt_applied *applied)
{
    return applied->created + applied->grown + applied->set + applied->unset;
}

static void facts(struct kt_out *out, const struct kt_applied *applied)
{
    kt_out_fact_num(out, "created", (int64_t)applied->created);
    kt_out_fact_num(out, "grown", (int64_t)applied->grown);
    kt_out_fact_num(out, "set", (int64_t)applied->set);
    kt_out_fact_num(out, "unset", (int64_t)applied->unset);
}

static void summary(struct kt_out *out, const struct kt_applied *applied,
                    const struct kt_plan *plan, int64_t took_ms)
{
    size_t done = total(applied), settings = applied->set + applied->unset;

    if (done == 0 && plan->nleft > 0 && kt_plan_changes(plan) == 0)
        kt_out_line(out, "0 changes, %zu difference%s left", plan->nleft, kt_plural(plan->nleft));
    else if (done == 0 && kt_plan_changes(plan) == 0)
        kt_out_line(out, "0 changes: %zu topic%s as declared", plan->ntopics,
                    plan->ntopics == 1 ? " is" : "s are");
    else
        kt_out_line(out,
                    "%zu change%s done: %zu topic%s created, %zu grown, %zu setting%s changed "
                    "(%lld.%lld s)",
                    done, kt_plural(done), applied->created, kt_plural(applied->created),
                    applied->grown, settings, kt_plural(settings), (long long)(took_ms / 1000),
                    (long long)(took_ms % 1000 / 100));
}

static enum kt_code refuse(const struct kt_plan *plan, struct kt_errs *errs)
{
    kt_fail(errs, KT_E_REFUSED, "%zu of the changes %s refused, so nothing was changed",
            plan->nrefused, plan->nrefused == 1 ? "is" : "are");
    return KT_E_REFUSED;
}

static enum kt_code show(struct kt_cli *cli, const struct cmd_converge *job,
                         const struct kt_planned *planned, const struct kt_applied *applied,
                         bool sent, int64_t took_ms, struct kt_errs *errs)
{
    struct kt_out *out = kt_cli_document(cli, job->as_plan ? "topics.plan" : job->kind, 1);

    if (!job->as_plan)
        facts(out, applied);
    cmd_plan_view(cli, out, planned, job->as_plan);
    if (job->loaded != NULL)
        cmd_plan_advice(cli, out, planned, &job->loaded->declared);
    if (sent)
        summary(out, applied, &planned->plan, took_ms);
    else
        cmd_plan_summary(out, planned);
    return kt_out_close(&out, errs);
}

/* Plans on what is there now, and vets the plan. */
static enum kt_code make(struct kt_cli *cli, const struct cmd_converge *job,
                         struct kt_planned *planned, struct kt_metadata *live, struct kt_errs *errs)
{
    KT_TRY(kt_plan_make(&cli->ctx, planned, live, job->want, &job->policy, !job->dry_run, errs));
    if (job->loaded != NULL)
        cmd_drop_declared(&planned->plan, job->loaded);
    else
        planned->plan.nundeclared = 0; /* nobody said what else is declared */
    if (job->vet != NULL)
        KT_TRY(job->vet(&cli->ctx, job->vet_arg, planned, errs));
    return planned->plan.nrefused > 0 && !job->dry_run ? refuse(&planned->plan, errs) : KT_OK;
}

/* Somebody else may change the topics between plan and write: then the plan is made again. */
static enum kt_code apply(struct kt_cli *cli, const struct cmd_converge *job,
                          struct kt_planned *planned, struct kt_applied *applied,
                          struct kt_errs *errs)
{
    int64_t ready_ms = job->ready_timeout_ms < 0 ? CMD_READY_TIMEOUT_MS : job->ready_timeout_ms;

    for (int attempt = 0; attempt < MOVED_ATTEMPTS; attempt++) {
        struct kt_metadata live = {0};
        bool moved;

        KT_TRY(
            kt_apply(&cli->ctx, applied, planned, job->want, &job->policy, ready_ms, &moved, errs));
        if (!moved)
            return KT_OK;
        kt_planned_clear(planned);
        KT_TRY(kt_cluster_metadata(cli->ctx.cluster, &live, KT_REQUEST_TIMEOUT_MS, errs));
        KT_TRY(make(cli, job, planned, &live, errs));
    }
    kt_fail(errs, KT_E_REFUSED, "somebody else keeps changing these topics; nothing was changed");
    kt_hint(errs, "find out who before you run it again");
    return KT_E_REFUSED;
}

enum kt_code cmd_converge_run(struct kt_cli *cli, const struct cmd_converge *job,
                              struct kt_errs *errs)
{
    int64_t start_ms;
    struct kt_metadata live = {0};
    struct kt_applied applied = {0};
    KT_AUTO(kt_planned) planned = {0};
    bool sent = false;
    enum kt_code code, shown;

    KT_TRY(
        kt_connect(&cli->ctx, job->wait_ms, job->dry_run ? KT_TO_LOOK : KT_TO_CHANGE, &live, errs));
    start_ms = kt_monotonic_ms();
    code = make(cli, job, &planned, &live, errs);
    if (code == KT_OK && !job->dry_run) {
        sent = true;
        code = apply(cli, job, &planned, &applied, errs);
    }
    if (code == KT_E_INTERRUPTED)
        kt_say(cli, sent ? "interrupted; what was sent stays, run it again to go on"
                         : "interrupted; nothing was sent");
    if (planned.plan.ntopics == 0 && code != KT_OK)
        return code; /* no plan came about */
    shown = show(cli, job, &planned, &applied, sent, kt_monotonic_ms() - start_ms, errs);
    return code != KT_OK ? code : shown;
}
