/* topics_init.c - converge a cluster to what manifests declare. */
#include <string.h>

#include "converge_run.h"
#include "declared.h"
#include "ktool/file.h"
#include "ktool/plan_file.h"
#include "policy.h"

enum { WAIT_MS = 30000 };

struct opts {
    struct cmd_policy policy;
    struct cmd_load load;
    const char *plan;
    int64_t wait, ready_timeout;
    bool dry_run;
};

static const struct kt_opt options[] = {
    KT_OPT(dry_run, 'n', KT_NOTHING, NULL, "the same as `topics plan`"),
    CMD_LOAD_OPTS,
    CMD_POLICY_OPTS,
    CMD_UNSET_OPT,
    KT_OPT(plan, 0, KT_FILE, "FILE", "apply a plan that `topics plan --save-plan` wrote"),
    KT_OPT_DURATION(wait, 0, "TIME", "wait that long for the cluster to answer (30s)"),
    KT_OPT_DURATION(ready_timeout, 0, "TIME", "wait that long for leaders and settings (60s)"),
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"topics init ecommerce -E local", "create or repair the topics of a platform"},
    {"topics init caas --set tenant_id=acme --only '*.acme' -E local",
     "the topics of a new tenant, whatever else has drifted"},
    {"topics init techshop delivery -E local --prefix ci-42.",
     "two platforms at once, for one CI run"},
    {NULL, NULL},
};

static int64_t wait_ms(const struct kt_cli *cli, const struct opts *o)
{
    if (o->wait >= 0)
        return o->wait;
    return cli->globals.timeout >= 0 ? cli->ctx.timeout_ms : WAIT_MS;
}

static enum kt_code same_state(struct kt_ctx *ctx, const void *arg,
                               const struct kt_planned *planned, struct kt_errs *errs)
{
    const struct kt_saved_plan *saved = arg;
    const char *now = planned->live.cluster_id;

    (void)ctx;
    if (strcmp(saved->cluster_id ? saved->cluster_id : "", now ? now : "") != 0)
        return kt_fail(errs, KT_E_REFUSED, "the plan was made for cluster '%s', and this is '%s'",
                       saved->cluster_id ? saved->cluster_id : "(without id)",
                       now ? now : "(without id)");
    if (kt_plan_digest(&saved->want, &planned->live.topics) != saved->digest) {
        kt_fail(errs, KT_E_REFUSED, "the topics have changed since the plan was saved");
        kt_hint(errs, "make a new one: ktool topics plan --save-plan FILE");
        return KT_E_REFUSED;
    }
    return KT_OK;
}

static enum kt_code apply_saved(struct kt_cli *cli, const struct opts *o, struct kt_errs *errs)
{
    KT_AUTO(kt_text) text = {0};
    KT_AUTO(kt_saved_plan) saved = {0};
    struct cmd_converge job = {.kind = "topics.init",
                               .wait_ms = wait_ms(cli, o),
                               .ready_timeout_ms = o->ready_timeout,
                               .dry_run = o->dry_run,
                               .as_plan = o->dry_run,
                               .vet = same_state};

    KT_TRY(kt_file_read(&text, o->plan, KT_PLAN_FILE_BYTES_MAX, errs));
    KT_TRY(kt_plan_file_parse(&saved, &text, errs));
    job.want = &saved.want;
    job.policy = saved.policy;
    job.vet_arg = &saved;
    return cmd_converge_run(cli, &job, errs);
}

static enum kt_code apply_manifests(struct kt_cli *cli, const struct opts *o, int argc, char **argv,
                                    struct kt_errs *errs)
{
    KT_AUTO(kt_loaded) loaded = {0};
    const struct cmd_converge job = {.kind = "topics.init",
                                     .want = &loaded.declared.topics,
                                     .loaded = &loaded,
                                     .policy = cmd_policy_make(&o->policy),
                                     .wait_ms = wait_ms(cli, o),
                                     .ready_timeout_ms = o->ready_timeout,
                                     .dry_run = o->dry_run,
                                     .as_plan = o->dry_run};

    KT_TRY(cmd_load(cli, &loaded, &o->load, argv, (size_t)argc, errs));
    return cmd_converge_run(cli, &job, errs);
}

static bool is_narrowed(const struct kt_cli *cli, const struct opts *o)
{
    const struct cmd_policy *p = &o->policy;
    const struct cmd_load *l = &o->load;

    return cli->globals.environment != NULL || l->prefix != NULL ||
           l->set.n + l->only.n + l->except.n > 0 || p->keep_rf || p->unset || p->grow_keyed ||
           p->allow_loss;
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    const char *enabled = kt_settings_get(cli->ctx.settings, "enabled");
    bool on = true;

    if (enabled != NULL && kt_bool_parse(enabled, &on) && !on) {
        kt_say(cli, "KAFKA_ENABLED=%s: nothing to do", enabled);
        return KT_OK;
    }
    cli->ctx.patient = true; /* a platform that comes up begins with this */
    if (o->plan == NULL)
        return apply_manifests(cli, o, argc, argv, errs);
    if (argc > 0 || is_narrowed(cli, o))
        return kt_fail(errs, KT_E_USAGE,
                       "a saved plan holds its topics and options: --plan takes no others");
    return apply_saved(cli, o, errs);
}

const struct kt_cmd cmd_topics_init = {
    .path = "topics init",
    .alias = "apply",
    .summary = "create and change topics until they are as declared",
    .details =
        "Waits for the cluster, checks everything before the first write, applies the plan in as "
        "few requests as possible, waits until every partition has a leader, reads back and "
        "verifies. When anything is refused, nothing is changed. Run again, it changes nothing; "
        "interrupted and run again, it goes on. Topics are never deleted here.\n\n"
        "KAFKA_ENABLED=false in the environment or in .env makes it do nothing.",
    .operands = "[MANIFEST...]",
    .completes = KT_MANIFEST,
    .operands_max = -1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
