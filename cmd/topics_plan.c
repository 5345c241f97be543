/* topics_plan.c - show what `topics init` would do, and do nothing. */
#include <stdlib.h>
#include <string.h>

#include "declared.h"
#include "ktool/connect.h"
#include "ktool/file.h"
#include "ktool/plan_file.h"
#include "plan_view.h"
#include "policy.h"
#include "render_view.h"

struct opts {
    struct cmd_policy policy;
    struct cmd_load load;
    const char *save_plan, *reassignment;
    bool check, strict, render;
};

static const struct kt_opt options[] = {
    KT_OPT(check, 'c', KT_NOTHING, NULL, "exit 3 if init would change or refuse anything"),
    KT_OPT(strict, 0, KT_NOTHING, NULL,
           "with --check, unmanaged overrides and undeclared topics count too"),
    CMD_LOAD_OPTS,
    CMD_POLICY_OPTS,
    CMD_UNSET_OPT,
    KT_OPT(render, 0, KT_NOTHING, NULL,
           "show what the manifests say, and where each value comes from"),
    KT_OPT(save_plan, 0, KT_FILE, "FILE", "save the plan for `topics init --plan`"),
    KT_OPT(reassignment, 0, KT_FILE, "FILE",
           "write the JSON that kafka-reassign-partitions takes for other replication factors"),
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"topics plan ecommerce -E local", "what would init change on a local broker?"},
    {"topics plan topics/ecommerce.yaml --check -E local", "a CI step: exit 3 on drift"},
    {"topics plan caas --set tenant_id=acme --only '*.acme' -E local",
     "the topics of one tenant only"},
    {"topics plan techshop --render -E production", "what the layers of the manifest add up to"},
    {NULL, NULL},
};

static enum kt_code save(const struct kt_planned *planned, const struct kt_topics *want,
                         const struct kt_policy *policy, const char *path, struct kt_errs *errs)
{
    const struct kt_saved_plan saved = {.cluster_id = planned->live.cluster_id,
                                        .digest = kt_plan_digest(want, &planned->live.topics),
                                        .want = *want,
                                        .policy = *policy};
    KT_AUTO_STR text = NULL;

    if (planned->plan.nrefused > 0) {
        kt_fail(errs, KT_E_REFUSED, "the plan is not saved: %zu of its changes are refused",
                planned->plan.nrefused);
        return KT_E_REFUSED;
    }
    KT_TRY(kt_plan_file_text(&text, &saved, errs));
    return kt_file_write(path, text, strlen(text), errs);
}

static int by_id(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static enum kt_code write_reassignment(const struct kt_planned *planned, const char *path,
                                       struct kt_errs *errs)
{
    KT_AUTO_STR text = NULL;
    int *ids = kt_calloc(planned->live.nbroker, sizeof(*ids));
    enum kt_code code;

    for (size_t i = 0; i < planned->live.nbroker; i++)
        ids[i] = planned->live.broker[i].id;
    qsort(ids, planned->live.nbroker, sizeof(*ids), by_id);
    code = kt_reassignment_text(&text, &planned->plan, ids, planned->live.nbroker, errs);
    free(ids);
    return code == KT_OK ? kt_file_write(path, text, strlen(text), errs) : code;
}

static bool differs(const struct kt_plan *plan, bool strict)
{
    return kt_plan_changes(plan) > 0 || plan->nrefused > 0 ||
           (strict && (plan->nunmanaged > 0 || plan->nundeclared > 0));
}

static enum kt_code show(struct kt_cli *cli, const struct kt_planned *planned,
                         const struct kt_declared *declared, struct kt_errs *errs)
{
    struct kt_out *out = kt_cli_document(cli, "topics.plan", 1);

    cmd_plan_view(cli, out, planned, true);
    cmd_plan_advice(cli, out, planned, declared);
    cmd_plan_summary(out, planned);
    return kt_out_close(&out, errs);
}

static enum kt_code plan(struct kt_cli *cli, const struct opts *o, const struct kt_loaded *loaded,
                         struct kt_errs *errs)
{
    const struct kt_topics *want = &loaded->declared.topics;
    const struct kt_policy policy = cmd_policy_make(&o->policy);
    struct kt_metadata live = {0};
    KT_AUTO(kt_planned) planned = {0};

    KT_TRY(kt_connect(&cli->ctx, cli->ctx.timeout_ms, KT_TO_LOOK, &live, errs));
    KT_TRY(kt_plan_make(&cli->ctx, &planned, &live, want, &policy, false, errs));
    cmd_drop_declared(&planned.plan, loaded);
    KT_TRY(show(cli, &planned, &loaded->declared, errs));
    if (o->reassignment != NULL)
        KT_TRY(write_reassignment(&planned, o->reassignment, errs));
    if (o->save_plan != NULL)
        KT_TRY(save(&planned, want, &policy, o->save_plan, errs));
    return o->check && differs(&planned.plan, o->strict) ? KT_NO : KT_OK;
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    KT_AUTO(kt_loaded) loaded = {0};

    if (o->render && (o->check || o->save_plan != NULL || o->reassignment != NULL))
        return kt_fail(errs, KT_E_USAGE,
                       "--render asks no cluster: --check, --save-plan and --reassignment "
                       "cannot go with it");
    KT_TRY(cmd_load(cli, &loaded, &o->load, argv, (size_t)argc, errs));
    if (o->render)
        return cmd_render_view(cli, &loaded.declared.topics, errs);
    return plan(cli, o, &loaded, errs);
}

const struct kt_cmd cmd_topics_plan = {
    .path = "topics plan",
    .summary = "show what init would change, and change nothing",
    .details =
        "Compares the topics that the manifests declare with those of the cluster, and lets the "
        "broker check what would be sent. Changes that move keys or delete records need their own "
        "option; fewer partitions and another replication factor are refused. Topics that no "
        "manifest declares are never touched.\n\n"
        "Without --check the exit status is 0 whatever the plan says; with it, 3 when init with "
        "the same options would change or refuse something.",
    .operands = "[MANIFEST...]",
    .completes = KT_MANIFEST,
    .operands_max = -1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
