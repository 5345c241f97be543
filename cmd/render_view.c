/* render_view.c - what manifests add up to, value by value, with the place each comes from. */
#include <stdio.h>
#include <stdlib.h>

#include "ktool/config_key.h"
#include "render_view.h"

static const char *const layers[] = {[KT_LAYER_NONE] = "broker's default",
                                     [KT_LAYER_DEFAULTS] = "defaults",
                                     [KT_LAYER_ENV_DEFAULTS] = "defaults of the environment",
                                     [KT_LAYER_TOPIC] = "topic",
                                     [KT_LAYER_ENV_TOPIC] = "topic in the environment"};

static void row(struct kt_out *out, const struct kt_topic *topic, const char *field,
                const char *value, const struct kt_origin *origin)
{
    kt_out_text(out, topic->name);
    kt_out_text(out, field);
    kt_out_text(out, value);
    kt_out_text(out, layers[origin->layer]);
    if (origin->at.text != NULL) {
        KT_AUTO_STR place = kt_format("%s:%d", origin->at.text->name, origin->at.line);

        kt_out_text(out, place);
    } else {
        kt_out_null(out);
    }
    kt_out_row(out);
}

static void count_row(struct kt_out *out, const struct kt_topic *topic, const char *field,
                      int count, const struct kt_origin *origin)
{
    char text[16];

    (void)snprintf(text, sizeof(text), "%d", count);
    row(out, topic, field, count == KT_BROKER_DEFAULT ? NULL : text, origin);
}

static void topic_rows(struct kt_cli *cli, struct kt_out *out, const struct kt_topic *topic)
{
    count_row(out, topic, "partitions", topic->partitions, &topic->partitions_at);
    count_row(out, topic, "replicationFactor", topic->replication, &topic->replication_at);
    for (size_t i = 0; i < topic->nconfig; i++) {
        const struct kt_config *c = &topic->config[i];
        char text[KT_CONFIG_TEXT];
        bool table = cli->format.format == KT_FORMAT_TABLE;

        row(out, topic, c->key, table ? kt_config_text(c->key, c->value, text) : c->value,
            &c->origin);
    }
    if (topic->key != NULL)
        row(out, topic, "key", topic->key, &topic->key_at);
    if (topic->schema != NULL)
        row(out, topic, "schema", topic->schema, &topic->schema_at);
    for (size_t i = 0; i < topic->groups.n; i++)
        row(out, topic, "group", topic->groups.v[i], &topic->groups_at);
}

enum kt_code cmd_render_view(struct kt_cli *cli, const struct kt_topics *topics,
                             struct kt_errs *errs)
{
    static const struct kt_col cols[] = {
        {"topic", "TOPIC", KT_CELL_TEXT}, {"field", "FIELD", KT_CELL_TEXT},
        {"value", "VALUE", KT_CELL_TEXT}, {"layer", "FROM", KT_CELL_TEXT},
        {"place", "PLACE", KT_CELL_TEXT},
    };
    struct kt_out *out = kt_cli_document(cli, "topics.render", 1);

    kt_out_fact_num(out, "topics_declared", (int64_t)topics->n);
    kt_out_section(out, "values", NULL, cols, KT_COUNT(cols));
    for (size_t i = 0; i < topics->n; i++)
        topic_rows(cli, out, &topics->v[i]);
    return kt_out_close(&out, errs);
}
