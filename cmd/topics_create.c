/* topics_create.c - create one topic, by the rules of manifests. */
#include "converge_run.h"
#include "declared.h"
#include "policy.h"

struct opts {
    const char *partitions, *replication_factor;
    struct kt_list config;
    int64_t ready_timeout;
    bool dry_run;
};

static const struct kt_opt options[] = {
    KT_OPT(partitions, 'p', KT_NOTHING, "N", "how many (the broker's default)"),
    KT_OPT(replication_factor, 'r', KT_NOTHING, "N", "copies of each (the broker's default)"),
    KT_OPT(config, 'c', KT_NOTHING, "KEY=VALUE", "a setting, units welcome; repeatable"),
    KT_OPT(dry_run, 'n', KT_NOTHING, NULL, "show what would be done"),
    KT_OPT_DURATION(ready_timeout, 0, "TIME", "wait that long for leaders and settings (60s)"),
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"topics create order-events -p 6 -r 3 -c retention.ms=30d", "one topic, six partitions"},
    {NULL, NULL},
};

/* The policy has refused it; this says what to do instead. */
static enum kt_code only_new(struct kt_ctx *ctx, const void *arg, const struct kt_planned *planned,
                             struct kt_errs *errs)
{
    const struct kt_plan *plan = &planned->plan;

    (void)ctx;
    (void)arg;
    if (plan->nop == 0 || plan->op[0].kind == KT_OP_CREATE)
        return KT_OK;
    kt_fail(errs, KT_E_REFUSED, "topic '%s' exists and is not like that", plan->op[0].want->name);
    kt_hint(errs, "to change it: ktool topics alter %s ...", plan->op[0].want->name);
    return KT_E_REFUSED;
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
    const struct cmd_converge job = {.kind = "topics.create",
                                     .want = &want,
                                     .policy = {.only_new = true},
                                     .wait_ms = cli->ctx.timeout_ms,
                                     .ready_timeout_ms = o->ready_timeout,
                                     .dry_run = o->dry_run,
                                     .vet = only_new};

    (void)argc;
    KT_TRY(cmd_topic_declare(&want, &topic, errs));
    return cmd_converge_run(cli, &job, errs);
}

const struct kt_cmd cmd_topics_create = {
    .path = "topics create",
    .summary = "create a topic",
    .details = "A topic that is there and as asked for is fine (0 changes); one that differs is "
               "refused.",
    .operands = "NAME",
    .completes = KT_NOTHING,
    .operands_min = 1,
    .operands_max = 1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
