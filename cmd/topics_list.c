/* topics_list.c - the topics of a cluster, and whether they are well. */
#include <stdlib.h>
#include <string.h>

#include "ktool/cmd.h"
#include "ktool/connect.h"
#include "ktool/denied.h"
#include "ktool/inspect.h"
#include "ktool/topic_name.h"
#include "ktool/topic_state.h"
#include "ktool/units.h"
#include "ktool/words.h"
#include "topic_operands.h"

struct opts {
    bool internal, under_replicated, offline, under_min_isr;
};

static const struct kt_opt options[] = {
    KT_OPT(internal, 'i', KT_NOTHING, NULL, "Kafka's own topics too"),
    KT_OPT(under_replicated, 0, KT_NOTHING, NULL, "only those with a replica out of sync"),
    KT_OPT(offline, 0, KT_NOTHING, NULL, "only those with a partition without leader"),
    KT_OPT(under_min_isr, 0, KT_NOTHING, NULL, "only those with a partition that refuses acks=all"),
    KT_OPT_END,
};

static const struct kt_example examples[] = {
    {"topics list", "all topics but Kafka's own"},
    {"topics list 'chat.*' --under-replicated", "which chat topics miss a replica?"},
    {"topics list -o json", "for programs"},
    {NULL, NULL},
};

/* Kafka's own topics are there for the asking: by option or by name, not by pattern. */
static bool is_named(const struct kt_topic *topic, const struct opts *o, int argc, char **argv)
{
    if (!kt_topic_name_is_internal(topic->name) || o->internal)
        return kt_glob_match_any(argv, (size_t)argc, topic->name);
    for (int i = 0; i < argc; i++)
        if (strcmp(argv[i], topic->name) == 0)
            return true;
    return false;
}

static bool is_shown(const struct kt_topic_state *state, const struct opts *o)
{
    if (!o->under_replicated && !o->offline && !o->under_min_isr)
        return true;
    return (o->under_replicated && state->under_replicated > 0) ||
           (o->offline && state->offline > 0) || (o->under_min_isr && state->under_min_isr > 0);
}

static void retention_cell(struct kt_out *out, const struct kt_topic *topic)
{
    const struct kt_config *config = kt_topic_config(topic, "retention.ms");
    const char *why;
    int64_t ms;

    if (config == NULL || config->value == NULL || !kt_int_parse(config->value, &ms, &why))
        kt_out_null(out);
    else
        kt_out_num(out, ms);
}

static void topic_row(struct kt_out *out, const struct kt_topic *topic,
                      const struct kt_topic_state *state)
{
    const struct kt_config *policy = kt_topic_config(topic, "cleanup.policy");
    bool well = state->offline + state->under_min_isr + state->under_replicated == 0;

    kt_out_text(out, topic->name);
    kt_out_num(out, topic->partitions);
    kt_out_num(out, topic->replication);
    retention_cell(out, topic);
    kt_out_text(out, policy != NULL ? policy->value : NULL);
    kt_out_tone(out, well ? KT_TONE_GOOD : KT_TONE_BAD);
    kt_out_text(out, kt_topic_state_word(state));
    kt_out_num(out, (int64_t)state->offline);
    kt_out_num(out, (int64_t)state->under_min_isr);
    kt_out_num(out, (int64_t)state->under_replicated);
    kt_out_bool(out, kt_topic_name_is_internal(topic->name));
    kt_out_row(out);
}

static const struct kt_col cols[] = {
    {"topic", "TOPIC", KT_CELL_TEXT},
    {"partitions", "PARTITIONS", KT_CELL_COUNT},
    {"replication_factor", "RF", KT_CELL_COUNT},
    {"retention_ms", "RETENTION", KT_CELL_MS},
    {"cleanup_policy", "CLEANUP", KT_CELL_TEXT},
    {"state", "STATE", KT_CELL_TEXT},
    {"offline_partitions", NULL, KT_CELL_COUNT},
    {"under_min_isr_partitions", NULL, KT_CELL_COUNT},
    {"under_replicated_partitions", NULL, KT_CELL_COUNT},
    {"internal", NULL, KT_CELL_BOOL},
};

static enum kt_code show(struct kt_cli *cli, const struct opts *o, const struct kt_metadata *live,
                         struct kt_topic *const *topics, size_t n, struct kt_errs *errs)
{
    struct kt_out *out = kt_cli_document(cli, "topics.list", 1);
    size_t shown = 0;

    kt_out_fact_text(out, "cluster_id", live->cluster_id);
    kt_out_section(out, "topics", NULL, cols, KT_COUNT(cols));
    for (size_t i = 0; i < n; i++) {
        struct kt_topic_state state = kt_topic_state(topics[i]);

        if (!is_shown(&state, o))
            continue;
        topic_row(out, topics[i], &state);
        shown++;
    }
    if (shown == 0)
        kt_say(cli, "no topics to show");
    return kt_out_close(&out, errs);
}

static void say_unread(struct kt_cli *cli, const struct kt_names *unread)
{
    KT_AUTO_STR denied = kt_denied_topics_text(&cli->ctx.link, KT_RIGHT_DESCRIBE_CONFIGS, unread);

    if (unread->n > 0)
        kt_say(cli, "%s: their settings are not shown", denied);
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct opts *o = given;
    KT_AUTO(kt_metadata) live = {0};
    KT_AUTO(kt_names) keys = {0};
    KT_AUTO(kt_names) unread = {0};
    struct kt_topic **picked;
    size_t n = 0;
    enum kt_code code;

    KT_TRY(kt_connect(&cli->ctx, cli->ctx.timeout_ms, KT_TO_LOOK, &live, errs));
    kt_names_add(&keys, "cleanup.policy");
    kt_names_add(&keys, "min.insync.replicas");
    kt_names_add(&keys, "retention.ms");
    picked = kt_calloc(live.topics.n, sizeof(struct kt_topic *));
    for (size_t i = 0; i < live.topics.n; i++)
        if (is_named(&live.topics.v[i], o, argc, argv))
            picked[n++] = &live.topics.v[i];
    code = kt_read_configs(&cli->ctx, picked, &n, &keys, &unread, errs);
    if (code == KT_OK)
        code = show(cli, o, &live, picked, n, errs);
    say_unread(cli, &unread);
    free(picked);
    if (code == KT_OK)
        code = cmd_topics_are_there(&cli->ctx, &live.topics, argc, argv, errs);
    return code;
}

const struct kt_cmd cmd_topics_list = {
    .path = "topics list",
    .alias = "ls",
    .summary = "list topics with partitions, retention and state",
    .details = "Names may be shell patterns. STATE is the worst a partition is in: offline (no "
               "leader), under-min-isr (acks=all is refused), under-replicated, else ok.",
    .operands = "[GLOB...]",
    .completes = KT_TOPIC,
    .operands_max = -1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = sizeof(struct opts),
    .opts = options,
    .examples = examples,
    .run = run,
};
