/* cluster_health.c - is a cluster well, and if not, why? */
#include "declared.h"
#include "ktool/examine.h"
#include "ktool/units.h"

struct opts {
    struct cmd_load load;
    const char *manifest, *allow;
    int64_t wait;
    bool groups;
};

static const struct kt_opt options[] = {
    KT_OPT_DURATION(wait, 0, "TIME", "look again until it is healthy, at most that long"),
    {.name = "allow",
     .kind = KT_WORD,
     .offset = offsetof(struct opts, allow),
     .arg = "degraded",
     .help = "be content with a degraded cluster"},
    KT_OPT(groups, 0, KT_NOTHING, NULL, "look for groups with lag and without members, too"),
    KT_OPT(manifest, 'm', KT_MANIFEST, "MANIFEST", "its topics have to be there as declared"),
    CMD_MANIFEST_OPTS,
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"cluster health", "is anything wrong?"},
    {"cluster health --wait 60s", "an init container, or the healthcheck of a compose file"},
    {"cluster health --wait 60s --allow degraded", "the same where brokers may be restarted"},
    {"cluster health --groups", "which groups fall behind and have no members?"},
    {"cluster health -m ecommerce -E local -o json", "a platform's topics, for programs"},
    {NULL, NULL},
};

static void facts(struct kt_out *out, const struct kt_examined *seen, const struct kt_topics *want)
{
    kt_out_fact_text(out, "status", kt_health_text(kt_findings_judge(&seen->findings)));
    kt_out_fact_text(out, "cluster_id", seen->cluster_id);
    kt_out_fact_num(out, "brokers", (int64_t)seen->brokers);
    kt_out_fact_num(out, "topics", (int64_t)seen->topics);
    kt_out_fact_num(out, "partitions", (int64_t)seen->partitions);
    if (want == NULL)
        return;
    kt_out_fact_num(out, "declared", (int64_t)want->n);
    kt_out_fact_num(out, "missing", (int64_t)seen->missing);
    kt_out_fact_num(out, "drifted", (int64_t)seen->drifted);
    kt_out_fact_num(out, "healthy", (int64_t)seen->served);
}

static enum kt_tone tone_of(enum kt_health health)
{
    static const enum kt_tone tones[] = {KT_TONE_GOOD, KT_TONE_CAREFUL, KT_TONE_BAD};

    return tones[health];
}

static void headline(struct kt_out *out, const struct kt_examined *seen,
                     const struct kt_topics *want)
{
    const enum kt_health health = kt_findings_judge(&seen->findings);

    kt_out_tone(out, tone_of(health));
    kt_out_line(out, "%s: %zu broker%s, %zu topic%s, %zu partition%s", kt_health_text(health),
                seen->brokers, kt_plural(seen->brokers), seen->topics, kt_plural(seen->topics),
                seen->partitions, kt_plural(seen->partitions));
    if (want != NULL)
        kt_out_line(out, "%zu declared topic%s: %zu healthy, %zu missing, %zu drifted", want->n,
                    kt_plural(want->n), seen->served, seen->missing, seen->drifted);
}

static void reasons(struct kt_out *out, const struct kt_findings *findings)
{
    static const struct kt_col cols[] = {
        {"status", "STATUS", KT_CELL_TEXT}, {"check", NULL, KT_CELL_TEXT},
        {"count", NULL, KT_CELL_COUNT},     {"text", "REASON", KT_CELL_PROSE},
        {"subjects", NULL, KT_CELL_LIST},
    };

    kt_out_section(out, "reasons", NULL, cols, KT_COUNT(cols));
    for (int i = 0; i < KT_NCHECKS; i++) {
        const enum kt_check check = (enum kt_check)i;
        const struct kt_names *subjects = &findings->subjects[check];
        KT_AUTO_STR text = NULL;

        if (subjects->n == 0)
            continue;
        text = kt_finding_text(findings, check);
        kt_out_tone(out, tone_of(kt_check_severity(check)));
        kt_out_text(out, kt_health_text(kt_check_severity(check)));
        kt_out_text(out, kt_check_text(check));
        kt_out_num(out, (int64_t)subjects->n);
        kt_out_text(out, text);
        kt_out_list(out, subjects);
        kt_out_row(out);
    }
}

static enum kt_code show(struct kt_cli *cli, const struct kt_examined *seen,
                         const struct kt_topics *want, struct kt_errs *errs)
{
    struct kt_out *out = kt_cli_document(cli, "cluster.health", 1);

    facts(out, seen, want);
    headline(out, seen, want);
    reasons(out, &seen->findings);
    if (seen->unseen != NULL)
        kt_say(cli, "groups were not looked at: %s", seen->unseen);
    return kt_out_close(&out, errs);
}

static enum kt_code examine(struct kt_cli *cli, const struct opts *o, const struct kt_topics *want,
                            struct kt_errs *errs)
{
    const bool waits = o->wait >= 0;
    const struct kt_examine what = {.want = want,
                                    .groups = o->groups,
                                    .wait_ms = waits ? o->wait : cli->ctx.timeout_ms,
                                    .again = waits,
                                    .enough = o->allow != NULL ? KT_DEGRADED : KT_HEALTHY};
    KT_AUTO(kt_examined) seen = {0};

    KT_TRY(kt_examine(&cli->ctx, &seen, &what, errs));
    KT_TRY(show(cli, &seen, want, errs));
    return kt_findings_judge(&seen.findings) <= what.enough ? KT_OK : KT_NO;
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    KT_AUTO(kt_loaded) loaded = {0};

    (void)argc;
    (void)argv;
    KT_TRY(cmd_load_one(cli, &loaded, &o->load, o->manifest, errs));
    return examine(cli, o, o->manifest != NULL ? &loaded.declared.topics : NULL, errs);
}

const struct kt_cmd cmd_cluster_health = {
    .path = "cluster health",
    .summary = "say whether the cluster is healthy, and if not, why",
    .details =
        "Unhealthy are partitions without a leader or below min.insync.replicas, and declared "
        "topics that are missing. Degraded are brokers that do not answer within 2 s, replicas out "
        "of sync, partitions that another than their preferred replica leads, topics that are not "
        "as declared, and groups with lag and without members. The worst reason counts. "
        "What the user may not describe does not show, and is not judged.\n\n"
        "The exit status is 0 when the cluster is healthy (with --allow degraded also when it is "
        "degraded), 3 when it is not, and 1 when nobody knows: no broker answers, or a right is "
        "missing. With --wait, wrong credentials and missing rights still end it at once.\n\n"
        "When one of several brokers was restarted, Kafka takes up to five minutes to give its "
        "partitions back to it: who only wants to go on takes --allow degraded along.",
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
