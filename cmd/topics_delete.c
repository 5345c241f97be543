/* topics_delete.c - delete topics by exact name, or those of a manifest's templates. */
#include <stdlib.h>
#include <string.h>

#include "converge_run.h"
#include "declared.h"
#include "ktool/cmd.h"
#include "ktool/connect.h"
#include "ktool/inspect.h"
#include "ktool/measure.h"
#include "ktool/topic_name.h"
#include "ktool/units.h"

struct opts {
    struct cmd_load load;
    const char *manifest;
    bool execute;
};

static const struct kt_opt options[] = {
    KT_OPT(execute, 0, KT_NOTHING, NULL, "really delete; without it the topics are only shown"),
    KT_OPT(manifest, 'm', KT_MANIFEST, "MANIFEST", "the topics made from its templates (--set)"),
    CMD_MANIFEST_OPTS,
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"topics delete user-events", "what would go? nothing is deleted"},
    {"topics delete user-events --execute", "delete it, with its records"},
    {"topics delete -m caas --set tenant_id=acme -E local", "the topics of a tenant who left"},
    {NULL, NULL},
};

static enum kt_code name_checks(int argc, char **argv, struct kt_errs *errs)
{
    for (int i = 0; i < argc; i++) {
        if (kt_topic_name_is_internal(argv[i]))
            kt_fail(errs, KT_E_REFUSED, "'%s' is a topic of Kafka's own and is never deleted",
                    argv[i]);
        else if (kt_topic_name_fault(argv[i]) != NULL)
            kt_fail(errs, KT_E_USAGE, "topic name '%s' %s; patterns are not taken here", argv[i],
                    kt_topic_name_fault(argv[i]));
    }
    return errs->nerrors == 0 ? KT_OK : KT_E_USAGE;
}

/* The names that templates of the manifest make with these values; none without -m. */
static enum kt_code template_names(struct kt_cli *cli, const struct opts *o, struct kt_names *names,
                                   struct kt_errs *errs)
{
    KT_AUTO(kt_loaded) loaded = {0};

    if (o->manifest != NULL && o->load.set.n == 0) {
        kt_fail(errs, KT_E_USAGE,
                "delete -m deletes what templates made: --set NAME=VALUE is "
                "missing");
        kt_hint(errs, "ordinary topics are deleted by name");
        return KT_E_USAGE;
    }
    KT_TRY(cmd_load_one(cli, &loaded, &o->load, o->manifest, errs));
    for (size_t i = 0; i < loaded.declared.topics.n; i++)
        if (loaded.declared.topics.v[i].template_name != NULL)
            kt_names_add(names, loaded.declared.topics.v[i].name);
    return KT_OK;
}

static enum kt_code show(struct kt_cli *cli, struct kt_topic *const *topics, size_t n,
                         bool executed, const struct kt_names *deleted, struct kt_errs *errs)
{
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT},
        {"partitions", "PARTITIONS", KT_CELL_COUNT},
        {"records", "RECORDS", KT_CELL_COUNT},
        {"deleted", NULL, KT_CELL_BOOL},
    };
    struct kt_out *out = kt_cli_document(cli, "topics.delete", 1);

    kt_out_fact_bool(out, "executed", executed);
    kt_out_section(out, "topics", NULL, cols, KT_COUNT(cols));
    for (size_t i = 0; i < n; i++) {
        kt_out_text(out, topics[i]->name);
        kt_out_num(out, topics[i]->partitions);
        if (topics[i]->records < 0)
            kt_out_null(out);
        else
            kt_out_num(out, topics[i]->records);
        kt_out_bool(out, kt_names_has(deleted, topics[i]->name));
        kt_out_row(out);
    }
    if (n == 0)
        kt_out_line(out, "0 topics: nothing to delete");
    else if (executed)
        kt_out_line(out, "%zu of %zu topic%s deleted", deleted->n, n, kt_plural(n));
    else
        kt_out_line(out, "%zu topic%s would be deleted; --execute does it", n, kt_plural(n));
    return kt_out_close(&out, errs);
}

static enum kt_code execute(struct kt_cli *cli, struct kt_topic *const *topics, size_t n,
                            struct kt_names *deleted, struct kt_errs *errs)
{
    const char **names = kt_calloc(n, sizeof(*names));
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < n; i++)
        names[i] = topics[i]->name;
    if (n > 0)
        code = kt_delete_topics(&cli->ctx, names, n, CMD_READY_TIMEOUT_MS, deleted, errs);
    kt_names_sort(deleted);
    free(names);
    return code;
}

/* Live topics of those names. A name given by hand must be there; a tenant's topic may be gone. */
static enum kt_code pick(struct kt_ctx *ctx, struct kt_topic **picked, size_t *n,
                         struct kt_topics *live, const struct kt_names *names, bool must_exist,
                         struct kt_errs *errs)
{
    KT_AUTO(kt_names) absent = {0};
    enum kt_code code;

    for (size_t i = 0; i < names->n; i++) {
        struct kt_topic *topic = kt_topics_find(live, names->v[i]);

        if (topic != NULL)
            picked[(*n)++] = topic;
        else if (must_exist)
            kt_names_add(&absent, names->v[i]);
    }
    code = kt_tell_absent(ctx, &absent, errs);
    if (code == KT_E_REMOTE)
        kt_hint(errs, "nothing was deleted");
    return code;
}

static enum kt_code delete_named(struct kt_cli *cli, const struct opts *o,
                                 const struct kt_names *names, struct kt_errs *errs)
{
    KT_AUTO(kt_metadata) live = {0};
    KT_AUTO(kt_names) deleted = {0};
    struct kt_topic **picked = NULL;
    size_t n = 0;
    enum kt_code code, shown;

    KT_TRY(kt_connect(&cli->ctx, cli->ctx.timeout_ms, o->execute ? KT_TO_CHANGE : KT_TO_LOOK, &live,
                      errs));
    picked = kt_calloc(names->n, sizeof(struct kt_topic *));
    code = pick(&cli->ctx, picked, &n, &live.topics, names, o->manifest == NULL, errs);
    if (code == KT_OK)
        code = kt_measure(&cli->ctx, picked, n, errs);
    if (code == KT_OK) {
        if (o->execute)
            code = execute(cli, picked, n, &deleted, errs);
        shown = show(cli, picked, n, o->execute, &deleted, errs);
        code = code != KT_OK ? code : shown;
    }
    free(picked);
    return code;
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    KT_AUTO(kt_names) names = {0};

    if ((argc > 0) == (o->manifest != NULL))
        return kt_fail(errs, KT_E_USAGE,
                       argc > 0 ? "give names or -m, not both"
                                : "which topics? give names, or -m and --set");
    KT_TRY(name_checks(argc, argv, errs));
    for (int i = 0; i < argc; i++)
        kt_names_add(&names, argv[i]);
    KT_TRY(template_names(cli, o, &names, errs));
    kt_names_sort(&names);
    return delete_named(cli, o, &names, errs);
}

const struct kt_cmd cmd_topics_delete = {
    .path = "topics delete",
    .summary = "delete topics by name, or those of a tenant",
    .details = "Shows what would go, with the number of records, and deletes only with --execute. "
               "Names are exact; Kafka's own topics (`__...`) are refused. When one of the names "
               "is not there, nothing is deleted.",
    .operands = "[TOPIC...]",
    .completes = KT_TOPIC,
    .operands_max = -1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
