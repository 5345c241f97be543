/* cluster_info.c - what a cluster is made of, and what it is talked to with. */
#include "ktool/cmd.h"
#include "ktool/survey.h"
#include "ktool/units.h"

static const struct kt_example examples[] = {
    {"cluster info", "brokers, version, topics"},
    {"cluster info -o json", "its id, for a context of the user's own file"},
    {"cluster info -o tsv", "a line a broker"},
    {NULL, NULL},
};

static void facts(struct kt_out *out, const struct kt_survey *seen, const char *kafka,
                  const char *features)
{
    kt_out_fact_text(out, "cluster_id", seen->cluster_id);
    if (seen->controller >= 0)
        kt_out_fact_num(out, "controller", seen->controller);
    else
        kt_out_fact_text(out, "controller", NULL);
    if (seen->is_kraft_known)
        kt_out_fact_bool(out, "kraft", seen->is_kraft);
    else
        kt_out_fact_text(out, "kraft", NULL);
    kt_out_fact_text(out, "kafka", kafka);
    kt_out_fact_num(out, "topics", (int64_t)seen->topics);
    kt_out_fact_num(out, "partitions", (int64_t)seen->partitions);
    kt_out_fact_num(out, "internal_topics", (int64_t)seen->internal_topics);
    kt_out_fact_num(out, "internal_partitions", (int64_t)seen->internal_partitions);
    kt_out_fact_text(out, "library", kt_cluster_library_version());
    kt_out_fact_text(out, "features", features);
}

/* The same facts for people. */
static void lines(struct kt_out *out, const struct kt_survey *seen, const char *kafka,
                  const char *features)
{
    KT_AUTO_STR controller = seen->controller < 0
                                 ? kt_strdup("none")
                                 : kt_format("%d%s", seen->controller,
                                             seen->is_kraft ? " (KRaft: passes requests on)" : "");

    kt_out_line(out, "cluster id  %s", seen->cluster_id != NULL ? seen->cluster_id : "-");
    kt_out_line(out, "controller  %s", controller);
    kt_out_line(out, "kafka       %s", kafka != NULL ? kafka : "-");
    kt_out_line(out, "topics      %zu with %zu partition%s, internal %zu with %zu", seen->topics,
                seen->partitions, kt_plural(seen->partitions), seen->internal_topics,
                seen->internal_partitions);
    kt_out_line(out, "librdkafka  %s", kt_cluster_library_version());
    kt_out_line(out, "features    %s", features);
}

/* The line of Kafka is told once above, unless brokers differ. */
static char *note(const struct kt_survey *seen, const struct kt_surveyed_broker *broker)
{
    const char *role = broker->id == seen->controller ? "controller" : "";

    if (broker->is_gone)
        return kt_strdup("gone, and holds replicas");
    if (broker->ping_us < 0)
        return kt_strdup("does not answer");
    if (seen->lines.n < 2 || broker->line == NULL)
        return kt_strdup(role);
    return kt_format("%s%sKafka %s", role, role[0] != '\0' ? ", " : "", broker->line);
}

static void broker_row(struct kt_out *out, const struct kt_survey *seen,
                       const struct kt_surveyed_broker *broker, bool table)
{
    const bool answers = broker->ping_us >= 0;
    KT_AUTO_STR noted = note(seen, broker);

    kt_out_num(out, broker->id);
    kt_out_text(out, broker->address);
    kt_out_text(out, broker->rack);
    kt_out_text(out, broker->line);
    if (answers)
        kt_out_latency(out, broker->ping_us);
    else
        kt_out_null(out);
    kt_out_bool(out, broker->id == seen->controller);
    kt_out_bool(out, answers);
    if (table) {
        kt_out_tone(out, answers ? KT_TONE_PLAIN : KT_TONE_BAD);
        kt_out_text(out, noted);
    }
    kt_out_row(out);
}

static void brokers(struct kt_cli *cli, struct kt_out *out, const struct kt_survey *seen)
{
    static const struct kt_col cols[] = {
        {"broker", "BROKER", KT_CELL_COUNT},  {"address", "ADDRESS", KT_CELL_NAME},
        {"rack", "RACK", KT_CELL_TEXT},       {"kafka", NULL, KT_CELL_TEXT},
        {"ping_ms", "PING", KT_CELL_LATENCY}, {"controller", NULL, KT_CELL_BOOL},
        {"answers", NULL, KT_CELL_BOOL},      {"note", "NOTE", KT_CELL_TEXT},
    };
    const bool table = cli->format.format == KT_FORMAT_TABLE;

    kt_out_section(out, "brokers", NULL, cols, table ? KT_COUNT(cols) : KT_COUNT(cols) - 1);
    for (size_t i = 0; i < seen->nbroker; i++)
        broker_row(out, seen, &seen->broker[i], table);
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    KT_AUTO(kt_survey) seen = {0};
    KT_AUTO_STR features = NULL;
    KT_AUTO_STR kafka = NULL;
    struct kt_out *out;
    enum kt_code code, printed;

    (void)given;
    (void)argc;
    (void)argv;
    code = kt_survey(&cli->ctx, &seen, errs);
    if (code != KT_OK && seen.broker == NULL)
        return code;
    kt_cluster_library_features(&features);
    kafka = seen.lines.n > 0 ? kt_names_join(&seen.lines, " and ") : NULL;
    out = kt_cli_document(cli, "cluster.info", 1);
    facts(out, &seen, kafka, features);
    lines(out, &seen, kafka, features);
    brokers(cli, out, &seen);
    if (seen.denied != NULL)
        kt_say(cli, "%s: racks and the version of Kafka are not known", seen.denied);
    printed = kt_out_close(&out, errs);
    return code != KT_OK ? code : printed;
}

const struct kt_cmd cmd_cluster_info = {
    .path = "cluster info",
    .summary = "show brokers, controller, version and size of the cluster",
    .details =
        "PING is the time of one small request to the broker, once connected. The line of Kafka "
        "is told from the settings that the brokers know, for the protocol has no version. Under "
        "KRaft brokers do not tell the active controller: the one shown passes requests on to "
        "it.\n\n"
        "The cluster id is what a protected context of the user's own file wants as cluster.id.",
    .handle = KT_HANDLE_ADMIN,
    .examples = examples,
    .run = run,
};
