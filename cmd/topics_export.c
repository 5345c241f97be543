/* topics_export.c - write a manifest of the topics that are there. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "declared.h"
#include "ktool/cmd.h"
#include "ktool/connect.h"
#include "ktool/inspect.h"
#include "ktool/topic_name.h"
#include "ktool/units.h"
#include "ktool/words.h"
#include "topic_operands.h"

static const struct kt_example examples[] = {
    {"topics export", "everything but Kafka's own topics"},
    {"topics export 'chat.*'", "some of it"},
    {NULL, NULL},
};

/* A topic to write, and its name with '.' for '_', under which names that collide are equal. */
struct item {
    const struct kt_topic *topic;
    char *plain;
    char *fault; /* why no manifest may hold it; NULL: it may */
};

/* The sign of a variable in manifests is doubled, so that it reads back as itself. */
static void write_value(FILE *to, const char *value)
{
    char *escaped, *at;

    if (value[0] != '\0' && value[strspn(value, "0123456789")] == '\0') {
        fputs(value, to); /* a number needs no quotes to be read by its key's type */
        return;
    }
    escaped = at = kt_calloc(strlen(value) * 2 + 1, 1);
    for (; *value != '\0'; value++) {
        *at++ = *value;
        if (*value == '$')
            *at++ = '$';
    }
    kt_yaml_string(to, escaped);
    free(escaped);
}

static bool write_retention(FILE *to, const struct kt_topic *topic)
{
    const struct kt_config *config = kt_topic_config(topic, "retention.ms");
    char text[KT_UNITS_TEXT];
    const char *why;
    int64_t ms;

    if (config == NULL || config->source != KT_SOURCE_TOPIC || config->value == NULL ||
        !kt_int_parse(config->value, &ms, &why))
        return false;
    fprintf(to, "    retention: %s\n", ms < 0 ? "unlimited" : kt_duration_text(ms, text));
    return true;
}

static void write_topic(FILE *to, const struct kt_topic *topic)
{
    bool titled = false, retention;

    fputs("  ", to);
    kt_yaml_string(to, topic->name);
    fprintf(to, ":\n    partitions: %d\n", topic->partitions);
    if (topic->replication == topic->replication_max)
        fprintf(to, "    replicationFactor: %d\n", topic->replication);
    retention = write_retention(to, topic);
    for (size_t i = 0; i < topic->nconfig; i++) {
        const struct kt_config *config = &topic->config[i];

        if (config->source != KT_SOURCE_TOPIC || config->value == NULL ||
            (retention && strcmp(config->key, "retention.ms") == 0))
            continue;
        if (!titled)
            fputs("    config:\n", to);
        titled = true;
        fputs("      ", to);
        kt_yaml_string(to, config->key);
        fputs(": ", to);
        write_value(to, config->value);
        fputc('\n', to);
    }
}

/* Reads the topic by the rules of manifests; their first complaint, or NULL. The caller frees it.
 */
static char *fault_of(const struct kt_topic *topic)
{
    char partitions[16], replication[16];
    struct cmd_topic given = {.name = topic->name, .partitions = partitions};
    KT_AUTO(kt_names) pairs = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO(kt_topics) read = {0};
    char *fault = NULL;

    if (topic->npartition == 0)
        return kt_strdup("the cluster shows none of its partitions");
    (void)snprintf(partitions, sizeof(partitions), "%d", topic->partitions);
    (void)snprintf(replication, sizeof(replication), "%d", topic->replication);
    if (topic->replication == topic->replication_max)
        given.replication = replication;
    for (size_t i = 0; i < topic->nconfig; i++)
        if (topic->config[i].source == KT_SOURCE_TOPIC && topic->config[i].value != NULL) {
            KT_AUTO_STR pair = kt_format("%s=%s", topic->config[i].key, topic->config[i].value);

            kt_names_add(&pairs, pair);
        }
    given.config.n = pairs.n;
    given.config.v = kt_calloc(pairs.n, sizeof(*given.config.v));
    for (size_t i = 0; i < pairs.n; i++)
        given.config.v[i] = pairs.v[i];
    if (cmd_topic_declare(&read, &given, &errs) != KT_OK)
        for (size_t i = 0; i < errs.n && fault == NULL; i++)
            if (errs.v[i].severity == KT_ERROR)
                fault = kt_strdup(errs.v[i].text);
    free(given.config.v);
    return fault;
}

static int by_plain(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order = strcmp(x->plain, y->plain);

    return order != 0 ? order : strcmp(x->topic->name, y->topic->name);
}

static int by_name(const void *a, const void *b)
{
    const struct item *x = a, *y = b;

    return strcmp(x->topic->name, y->topic->name);
}

/* Of topics whose names collide only the first may stand in a manifest. */
static void find_faults(struct item *items, size_t n)
{
    const struct kt_topic *first = NULL;

    qsort(items, n, sizeof(*items), by_plain);
    for (size_t i = 0; i < n; i++) {
        if (first != NULL && kt_topic_name_collides(first->name, items[i].topic->name)) {
            items[i].fault = kt_format("its name collides with '%s'", first->name);
            continue;
        }
        first = items[i].topic;
        items[i].fault = fault_of(items[i].topic);
    }
    qsort(items, n, sizeof(*items), by_name);
}

static void write_manifest(struct kt_cli *cli, FILE *to, const char *cluster_id, struct item *items,
                           size_t n)
{
    size_t written = 0;

    fprintf(to, "# Topics of cluster %s, written by `ktool topics export`.\nversion: 1\ntopics:",
            cluster_id != NULL ? cluster_id : "(without id)");
    for (size_t i = 0; i < n; i++) {
        if (items[i].fault != NULL) {
            kt_say(cli, "left out: '%s': %s", items[i].topic->name, items[i].fault);
            continue;
        }
        if (written++ == 0)
            fputc('\n', to);
        write_topic(to, items[i].topic);
    }
    if (written == 0)
        fputs(" {}\n", to);
}

static enum kt_code export_topics(struct kt_cli *cli, const char *cluster_id,
                                  struct kt_topic *const *topics, size_t n, struct kt_errs *errs)
{
    struct item *items = kt_calloc(n, sizeof(*items));
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < n; i++) {
        items[i] = (struct item){.topic = topics[i], .plain = kt_strdup(topics[i]->name)};
        for (char *at = items[i].plain; (at = strchr(at, '_')) != NULL;)
            *at = '.';
    }
    find_faults(items, n);
    write_manifest(cli, cli->out, cluster_id, items, n);
    if (fflush(cli->out) != 0 || ferror(cli->out))
        code = kt_fail(errs, KT_E_IO, "cannot write the manifest: %s", strerror(errno));
    for (size_t i = 0; i < n; i++) {
        free(items[i].plain);
        free(items[i].fault);
    }
    free(items);
    return code;
}

/* The live topics that are asked for, Kafka's own apart. */
static size_t pick(struct kt_topic **picked, struct kt_names *internal, struct kt_topics *live,
                   int argc, char **argv)
{
    size_t n = 0;

    for (size_t i = 0; i < live->n; i++) {
        struct kt_topic *topic = &live->v[i];

        if (!kt_glob_match_any(argv, (size_t)argc, topic->name))
            continue;
        if (kt_topic_name_is_internal(topic->name))
            kt_names_add(internal, topic->name);
        else
            picked[n++] = topic;
    }
    return n;
}

/* Their overrides. A topic that hides them cannot be written. */
static enum kt_code read_overrides(struct kt_cli *cli, struct kt_topic **picked, size_t *n,
                                   struct kt_errs *errs)
{
    const struct kt_names no_keys = {0};
    KT_AUTO(kt_names) unread = {0};
    enum kt_code code = kt_read_configs(&cli->ctx, picked, n, &no_keys, &unread, errs);

    return code == KT_OK ? kt_tell_unread(&cli->ctx, &unread, errs) : code;
}

static void say_internal(struct kt_cli *cli, const struct kt_names *internal)
{
    KT_AUTO_STR names = kt_names_join(internal, ", ");

    if (internal->n > 0)
        kt_say(cli, "left out, Kafka's own: %s", names);
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    KT_AUTO(kt_metadata) live = {0};
    KT_AUTO(kt_names) internal = {0};
    struct kt_topic **picked;
    size_t n;
    enum kt_code code;

    (void)given;
    if (cli->globals.output != NULL && strcmp(cli->globals.output, "yaml") != 0)
        return kt_fail(errs, KT_E_USAGE, "export writes a manifest, which is YAML: no -o %s",
                       cli->globals.output);
    KT_TRY(kt_connect(&cli->ctx, cli->ctx.timeout_ms, KT_TO_LOOK, &live, errs));
    KT_TRY(cmd_topics_are_there(&cli->ctx, &live.topics, argc, argv, errs));
    picked = kt_calloc(live.topics.n, sizeof(struct kt_topic *));
    n = pick(picked, &internal, &live.topics, argc, argv);
    code = read_overrides(cli, picked, &n, errs);
    if (code == KT_OK)
        code = export_topics(cli, live.cluster_id, picked, n, errs);
    if (code == KT_OK)
        say_internal(cli, &internal);
    free(picked);
    return code;
}

const struct kt_cmd cmd_topics_export = {
    .path = "topics export",
    .summary = "write a manifest of the topics that are there",
    .details = "What it prints is a manifest whose plan against the same cluster is empty. Topics "
               "that no manifest may hold and Kafka's own are left out and named on stderr.",
    .operands = "[GLOB...]",
    .completes = KT_TOPIC,
    .operands_max = -1,
    .handle = KT_HANDLE_ADMIN,
    .opts_size = 0,
    .opts = NULL,
    .examples = examples,
    .run = run,
};
