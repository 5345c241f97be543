/* topics_alter.c - change one topic, by the rules of manifests. */
#include "converge_run.h"
#include "declared.h"
#include "ktool/inspect.h"
#include "policy.h"

struct opts {
    struct cmd_policy policy;
    const char *partitions, *replication_factor;
    struct kt_list config;
    int64_t ready_timeout;
    bool dry_run;
};

static const struct kt_opt options[] = {
    KT_OPT(partitions, 'p', KT_NOTHING, "N", "how many there shall be in all"),
    KT_OPT(replication_factor, 'r', KT_NOTHING, "N", "copies of each (only to be told of drift)"),
    KT_OPT(config, 'c', KT_NOTHING, "KEY=VALUE", "a setting, units welcome; repeatable"),
    CMD_POLICY_OPTS,
    CMD_POLICY_ROW(unset, "take away overrides that -c does not name"),
    KT_OPT(dry_run, 'n', KT_NOTHING, NULL, "show what would be done"),
    KT_OPT_DURATION(ready_timeout, 0, "TIME", "wait that long for leaders and settings (60s)"),
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"topics alter user-events -p 6", "grow a topic by hand"},
    {"topics alter user-events -c retention.ms=14d", "keep records longer"},
    {NULL, NULL},
};

/* The policy has refused it; this says what to do instead. */
static enum kt_code only_old(struct kt_ctx *ctx, const void *arg, const struct kt_planned *planned,
                             struct kt_errs *errs)
{
    const struct kt_plan *plan = &planned->plan;
    KT_AUTO(kt_names) absent = {0};
    enum kt_code code;

    (void)arg;
    if (plan->nop == 0 || plan->op[0].kind != KT_OP_CREATE)
        return KT_OK;
    kt_names_add(&absent, plan->op[0].want->name);
    code = kt_tell_absent(ctx, &absent, errs);
    if (code == KT_E_REMOTE)
        kt_hint(errs, "to create it: ktool topics create %s ...", plan->op[0].want->name);
    return code;
}

static struct kt_policy policy_of(const struct opts *o)
{
    struct kt_policy policy = cmd_policy_make(&o->policy);

    policy.only_old = true;
    return policy;
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    const struct cmd_topic topic = {.name = argv[0],
                                    .partitions = o->partitions,
                                    .replication = o->replication_factor,
                                    .config = o->config};
    KT_AUTO(kt_topics) want = {0};
    const struct cmd_converge job = {.kind = "topics.alter",
                                     .want = &want,
                                     .policy = policy_of(o),
                                     .wait_ms = cli->ctx.timeout_ms,
                                     .ready_timeout_ms = o->ready_timeout,
                                     .dry_run = o->dry_run,
                                     .vet = only_old};

    (void)argc;
    if (o->partitions == NULL && o->replication_factor == NULL && o->config.n == 0 &&
        !o->policy.unset)
        return kt_fail(errs, KT_E_USAGE, "nothing to change: give -p, -r, -c or --unset");
    KT_TRY(cmd_topic_declare(&want, &topic, errs));
    return cmd_converge_run(cli, &job, errs);
}

const struct kt_cmd cmd_topics_alter = {
    .path = "topics alter",
    .summary = "change the partitions or settings of a topic",
    .details = "What is not named stays. The rules of init hold: fewer partitions and another "
               "replication factor are refused, what moves keys or deletes records needs its "
               "option.",
    .operands = "NAME",
    .completes = KT_TOPIC,
    .operands_min = 1,
    .operands_max = 1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
