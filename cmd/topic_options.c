/* topic_options.c - one topic from options: the same tree that a manifest would be, so that the
 * same rules hold. */
#include <stdlib.h>
#include <string.h>

#include "declared.h"
#include "ktool/topic_name.h"

static void scalar(struct kt_node *node, char *text)
{
    *node = (struct kt_node){.kind = KT_NODE_SCALAR, .text = text};
}

/* Adds key and value to a mapping; the value is the caller's to fill in. */
static struct kt_node *entry(struct kt_node *map, const char *key)
{
    map->kind = KT_NODE_MAP;
    map->child = kt_realloc(map->child, map->n + 2, sizeof(*map->child));
    scalar(&map->child[map->n], kt_strdup(key));
    map->child[map->n + 1] = (struct kt_node){.kind = KT_NODE_NULL};
    map->n += 2;
    return &map->child[map->n - 1];
}

/* What stands on a command line is meant as it is: nothing is expanded. */
static char *literal(const char *text)
{
    char *out = kt_calloc(strlen(text) * 2 + 1, 1), *at = out;

    for (; *text != '\0'; text++) {
        *at++ = *text;
        if (*text == '$')
            *at++ = '$';
    }
    return out;
}

static enum kt_code add_config(struct kt_node *config, const char *given, struct kt_errs *errs)
{
    const char *equals = strchr(given, '=');
    KT_AUTO_STR key = NULL;

    if (equals == NULL || equals == given)
        return kt_fail(errs, KT_E_USAGE, "--config wants KEY=VALUE, not '%s'", given);
    key = kt_strndup(given, (size_t)(equals - given));
    if (kt_node_get(config, key) != NULL)
        return kt_fail(errs, KT_E_USAGE, "--config gives '%s' twice", key);
    scalar(entry(config, key), literal(equals + 1));
    return KT_OK;
}

static enum kt_code build(struct kt_node *root, const struct cmd_topic *given, struct kt_errs *errs)
{
    struct kt_node *topic, *config;

    scalar(entry(root, "version"), kt_strdup("1"));
    topic = entry(entry(root, "topics"), given->name);
    if (given->partitions != NULL)
        scalar(entry(topic, "partitions"), literal(given->partitions));
    if (given->replication != NULL)
        scalar(entry(topic, "replicationFactor"), literal(given->replication));
    if (given->config.n == 0)
        return KT_OK;
    config = entry(topic, "config");
    for (size_t i = 0; i < given->config.n; i++)
        KT_TRY(add_config(config, given->config.v[i], errs));
    return KT_OK;
}

enum kt_code cmd_topic_declare(struct kt_topics *out, const struct cmd_topic *given,
                               struct kt_errs *errs)
{
    const struct kt_manifest_options none = {0};
    const char *fault = kt_topic_name_fault(given->name);
    struct kt_doc doc = {0};
    KT_AUTO(kt_declared) declared = {0};
    enum kt_code code;

    if (fault != NULL)
        return kt_fail(errs, KT_E_USAGE, "topic name '%s' %s", given->name, fault);
    code = build(&doc.root, given, errs);
    if (code == KT_OK)
        code = kt_manifest_read(&declared, &doc, 1, &none, errs);
    kt_node_clear(&doc.root);
    for (size_t i = 0; code != KT_OK && i < errs->n; i++)
        if (errs->v[i].severity == KT_ERROR)
            errs->v[i].code = KT_E_USAGE;
    if (code != KT_OK)
        return KT_E_USAGE;
    *out = declared.topics;
    declared.topics = (struct kt_topics){0};
    return KT_OK;
}
