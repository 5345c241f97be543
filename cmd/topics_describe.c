/* topics_describe.c - one topic after the other, down to its partitions and settings. */
#include <stdlib.h>
#include <string.h>

#include "declared.h"
#include "ktool/cmd.h"
#include "ktool/config_key.h"
#include "ktool/connect.h"
#include "ktool/inspect.h"
#include "ktool/measure.h"
#include "ktool/topic_state.h"

struct opts {
    struct cmd_load load;
    const char *manifest;
    bool all_configs;
};

static const struct kt_opt options[] = {
    KT_OPT(all_configs, 'a', KT_NOTHING, NULL, "inherited settings too, not only overrides"),
    KT_OPT(manifest, 'm', KT_MANIFEST, "MANIFEST", "show the groups and the key that it declares"),
    CMD_MANIFEST_OPTS,
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"topics describe user-events", "leaders, replicas, records and overrides"},
    {"topics describe user-events -a -o json", "every setting, for programs"},
    {"topics describe user-events -m ecommerce -E local", "with key and groups as declared"},
    {NULL, NULL},
};

static void topic_section(struct kt_out *out, struct kt_topic *const *topics, size_t n,
                          const struct kt_declared *declared)
{
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT},
        {"partitions", "PARTITIONS", KT_CELL_COUNT},
        {"replication_factor", "RF", KT_CELL_COUNT},
        {"records", "RECORDS", KT_CELL_COUNT},
        {"state", "STATE", KT_CELL_TEXT},
        {"key", "KEY", KT_CELL_TEXT},
        {"groups", "GROUPS", KT_CELL_LIST},
    };
    size_t shown = declared != NULL ? KT_COUNT(cols) : KT_COUNT(cols) - 2;

    kt_out_section(out, "topics", NULL, cols, shown);
    for (size_t i = 0; i < n; i++) {
        struct kt_topic_state state = kt_topic_state(topics[i]);
        const struct kt_topic *said =
            declared != NULL ? kt_declared_find(declared, topics[i]->name) : NULL;

        kt_out_text(out, topics[i]->name);
        kt_out_num(out, topics[i]->partitions);
        kt_out_num(out, topics[i]->replication);
        if (topics[i]->records < 0)
            kt_out_null(out);
        else
            kt_out_num(out, topics[i]->records);
        kt_out_text(out, kt_topic_state_word(&state));
        if (declared != NULL) {
            const struct kt_names none = {0};

            kt_out_text(out, said != NULL ? said->key : NULL);
            kt_out_list(out, said != NULL ? &said->groups : &none);
        }
        kt_out_row(out);
    }
}

static void offset_cell(struct kt_out *out, int64_t offset)
{
    if (offset < 0)
        kt_out_null(out);
    else
        kt_out_num(out, offset);
}

static void partition_row(struct kt_out *out, const struct kt_topic *topic,
                          const struct kt_partition *part)
{
    bool known = part->log_start >= 0 && part->high_watermark >= 0;

    kt_out_text(out, topic->name);
    kt_out_num(out, part->id);
    if (part->leader < 0) {
        kt_out_tone(out, KT_TONE_BAD);
        kt_out_null(out);
    } else {
        kt_out_num(out, part->leader);
    }
    kt_out_nums(out, part->replicas, part->nreplicas);
    if (part->nisr < part->nreplicas)
        kt_out_tone(out, KT_TONE_CAREFUL);
    kt_out_nums(out, part->isr, part->nisr);
    offset_cell(out, part->log_start);
    offset_cell(out, part->high_watermark);
    offset_cell(out, known ? part->high_watermark - part->log_start : KT_UNKNOWN);
    kt_out_row(out);
}

static void partition_section(struct kt_out *out, struct kt_topic *const *topics, size_t n)
{
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT},
        {"partition", "PARTITION", KT_CELL_COUNT},
        {"leader", "LEADER", KT_CELL_COUNT},
        {"replicas", "REPLICAS", KT_CELL_LIST},
        {"isr", "ISR", KT_CELL_LIST},
        {"log_start", "LOG-START", KT_CELL_COUNT},
        {"high_watermark", "HIGH-WATER", KT_CELL_COUNT},
        {"records", "RECORDS", KT_CELL_COUNT},
    };

    kt_out_section(out, "partitions", "Partitions", cols, KT_COUNT(cols));
    for (size_t i = 0; i < n; i++)
        for (size_t p = 0; p < topics[i]->npartition; p++)
            partition_row(out, topics[i], &topics[i]->partition[p]);
}

static void config_section(struct kt_cli *cli, struct kt_out *out, struct kt_topic *const *topics,
                           size_t n, bool all)
{
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT},
        {"key", "SETTING", KT_CELL_NAME},
        {"value", "VALUE", KT_CELL_TEXT},
        {"source", "SOURCE", KT_CELL_TEXT},
    };
    bool table = cli->format.format == KT_FORMAT_TABLE;

    kt_out_section(out, "config", all ? "Settings" : "Overrides", cols, KT_COUNT(cols));
    for (size_t i = 0; i < n; i++)
        for (size_t c = 0; c < topics[i]->nconfig; c++) {
            const struct kt_config *config = &topics[i]->config[c];
            char text[KT_CONFIG_TEXT];

            if (!all && config->source != KT_SOURCE_TOPIC)
                continue;
            kt_out_text(out, topics[i]->name);
            kt_out_text(out, config->key);
            kt_out_text(out,
                        table ? kt_config_text(config->key, config->value, text) : config->value);
            kt_out_text(out, kt_config_source_text(config->source));
            kt_out_row(out);
        }
}

static enum kt_code show(struct kt_cli *cli, bool all, struct kt_topic *const *topics, size_t n,
                         const struct kt_declared *declared, struct kt_errs *errs)
{
    struct kt_out *out = kt_cli_document(cli, "topics.describe", 1);

    topic_section(out, topics, n, declared);
    partition_section(out, topics, n);
    config_section(cli, out, topics, n, all);
    return kt_out_close(&out, errs);
}

static bool is_picked(struct kt_topic *const *picked, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(picked[i]->name, name) == 0)
            return true;
    return false;
}

/* Each name that is there once, in the order given. */
static size_t pick(struct kt_topic **picked, struct kt_topics *live, int argc, char **argv)
{
    size_t n = 0;

    for (int i = 0; i < argc; i++) {
        struct kt_topic *topic = kt_topics_find(live, argv[i]);

        if (topic != NULL && !is_picked(picked, n, argv[i]))
            picked[n++] = topic;
    }
    return n;
}

static enum kt_code all_shown(struct kt_ctx *ctx, struct kt_topic *const *picked, size_t n,
                              int argc, char **argv, const struct kt_names *unread,
                              struct kt_errs *errs)
{
    KT_AUTO(kt_names) absent = {0};
    enum kt_code code = kt_tell_unread(ctx, unread, errs), missing;

    for (int i = 0; i < argc; i++)
        if (!is_picked(picked, n, argv[i]))
            kt_names_add(&absent, argv[i]);
    missing = kt_tell_absent(ctx, &absent, errs);
    return missing != KT_OK ? missing : code;
}

static enum kt_code describe(struct kt_cli *cli, const struct opts *o, int argc, char **argv,
                             const struct kt_declared *declared, struct kt_errs *errs)
{
    KT_AUTO(kt_metadata) live = {0};
    KT_AUTO(kt_names) keys = {0};
    KT_AUTO(kt_names) unread = {0};
    struct kt_topic **picked;
    size_t n;
    enum kt_code code;

    kt_names_add(&keys, "min.insync.replicas");
    KT_TRY(kt_connect(&cli->ctx, cli->ctx.timeout_ms, KT_TO_LOOK, &live, errs));
    picked = kt_calloc((size_t)argc, sizeof(struct kt_topic *));
    n = pick(picked, &live.topics, argc, argv);
    code = kt_read_configs(&cli->ctx, picked, &n, o->all_configs ? NULL : &keys, &unread, errs);
    if (code == KT_OK)
        code = kt_measure(&cli->ctx, picked, n, errs);
    if (code == KT_OK && n > 0)
        code = show(cli, o->all_configs, picked, n, declared, errs);
    if (code == KT_OK)
        code = all_shown(&cli->ctx, picked, n, argc, argv, &unread, errs);
    free(picked);
    return code;
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    KT_AUTO(kt_loaded) loaded = {0};

    KT_TRY(cmd_load_one(cli, &loaded, &o->load, o->manifest, errs));
    return describe(cli, o, argc, argv, o->manifest != NULL ? &loaded.declared : NULL, errs);
}

const struct kt_cmd cmd_topics_describe = {
    .path = "topics describe",
    .summary = "show partitions, offsets and settings of topics",
    .details = "A name that is no topic makes the exit status 1, after the others were shown.",
    .operands = "TOPIC...",
    .completes = KT_TOPIC,
    .operands_min = 1,
    .operands_max = -1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
