/* manifest_topic.c - the members of one topic, or of `defaults`, in one layer. */
#include <stdlib.h>
#include <string.h>

#include "ktool/units.h"
#include "ktool/words.h"
#include "manifest_parts.h"

/* librdkafka refuses more partitions (rdkafka_admin.c), the protocol a larger factor. */
enum { PARTITIONS_MAX = 100000, REPLICATION_MAX = INT16_MAX, GROUP_MAX = 249 };

static const char *const key_words[] = {"conversation_id", "user_id", "tenant_id", "random"};

static void read_count(struct kt_reader *reader, const struct kt_node *node, const char *name,
                       int64_t max, struct kt_given_count *count)
{
    KT_AUTO_STR above = NULL;
    const char *why = NULL;
    int64_t number = KT_BROKER_DEFAULT;

    if (node->kind != KT_NODE_NULL) {
        if (!kt_reader_scalar(reader, node, name))
            return;
        if (!kt_int_parse(node->text, &number, &why)) {
            kt_reader_bad(reader, node, name, why);
            return;
        }
    }
    if (number < 1 && number != KT_BROKER_DEFAULT) {
        kt_reader_bad(reader, node, name, "must be 1 or more, or -1 for the broker's default");
    } else if (number > max) {
        above = kt_format("must be %d or less", (int)max);
        kt_reader_bad(reader, node, name, above);
    } else {
        *count = (struct kt_given_count){
            .given = true, .value = (int)number, .at = kt_reader_place(reader, node)};
    }
}

static void read_partitions(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_layer_spec *spec = into;

    read_count(reader, node, "partitions", PARTITIONS_MAX, &spec->partitions);
}

static void read_replication(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_layer_spec *spec = into;

    read_count(reader, node, "replicationFactor", REPLICATION_MAX, &spec->replication);
}

/* Short for `retention.ms`, but a number alone could be days or milliseconds: a unit it must be. */
static void read_retention(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    KT_AUTO_STR why = NULL;
    char *value = NULL;

    if (node->kind != KT_NODE_NULL) {
        if (!kt_reader_scalar(reader, node, "retention"))
            return;
        if (node->text[0] != '\0' && node->text[strspn(node->text, "0123456789")] == '\0') {
            why = kt_format("needs a unit; did you mean %.20sd?", node->text);
            kt_reader_bad(reader, node, "retention", why);
            return;
        }
        value = kt_config_value(kt_config_key("retention.ms"), node->text, &why);
        if (value == NULL) {
            kt_reader_bad(reader, node, "retention", why);
            return;
        }
    }
    kt_config_add(reader, into, "retention.ms", value, node, true);
}

static void read_config(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    kt_config_read(reader, node, into);
}

static void read_groups(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_layer_spec *spec = into;
    const struct kt_place at = kt_reader_place(reader, node);

    if (node->kind != KT_NODE_SEQ && node->kind != KT_NODE_NULL) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "'groups' must be a list");
        if (node->kind == KT_NODE_SCALAR)
            kt_hint(reader->errs, "write [%.100s]", node->text);
        return;
    }
    for (size_t i = 0; i < node->n && !kt_reader_full(reader); i++) {
        const struct kt_node *group = &node->child[i];

        if (!kt_reader_scalar(reader, group, "a group"))
            continue;
        if (group->text[0] == '\0')
            kt_reader_bad(reader, group, "groups", "a group's name is empty");
        else if (strlen(group->text) > GROUP_MAX)
            kt_reader_bad(reader, group, "groups", "longer than 249 characters");
        else
            kt_names_add(&spec->groups, group->text);
    }
    kt_names_sort(&spec->groups);
    spec->groups_given = true;
    spec->groups_at = at;
}

/* NULL when it is a JSON Pointer (RFC 6901) or one of the words, else what is wrong. */
static const char *key_fault(const char *key)
{
    for (size_t i = 0; i < KT_COUNT(key_words); i++)
        if (strcmp(key_words[i], key) == 0)
            return NULL;
    if (key[0] != '/')
        return "neither a JSON Pointer nor conversation_id, user_id, tenant_id or random";
    for (const char *tilde = strchr(key, '~'); tilde != NULL; tilde = strchr(tilde + 1, '~'))
        if (tilde[1] != '0' && tilde[1] != '1')
            return "in a JSON Pointer '~' is written ~0 and '/' ~1";
    return NULL;
}

static void read_key(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_layer_spec *spec = into;
    const char *fault, *near;

    if (node->kind != KT_NODE_NULL) {
        if (!kt_reader_scalar(reader, node, "key"))
            return;
        fault = key_fault(node->text);
        if (fault != NULL) {
            kt_reader_bad(reader, node, "key", fault);
            near = kt_nearest(node->text, key_words, KT_COUNT(key_words));
            kt_hint(reader->errs, "did you mean '%s%.100s'?", near != NULL ? "" : "/",
                    near != NULL ? near : node->text + (node->text[0] == '/'));
            return;
        }
        spec->key.value = kt_strdup(node->text);
    }
    spec->key.given = true;
    spec->key.at = kt_reader_place(reader, node);
}

/* Relative to the folder that the manifest is in. */
static char *schema_path(const struct kt_text *text, const char *path)
{
    const char *name = text->name != NULL ? text->name : "-";
    const char *slash = strrchr(name, '/');

    if (path[0] == '/' || slash == NULL)
        return kt_strdup(path);
    return kt_format("%.*s/%s", (int)(slash - name), name, path);
}

static void read_schema(struct kt_reader *reader, const struct kt_node *node, void *into)
{
    struct kt_layer_spec *spec = into;

    if (node->kind != KT_NODE_NULL) {
        if (!kt_reader_scalar(reader, node, "schema"))
            return;
        if (node->text[0] == '\0') {
            kt_reader_bad(reader, node, "schema", "a path is not empty");
            return;
        }
        spec->schema.value = schema_path(reader->text, node->text);
    }
    spec->schema.given = true;
    spec->schema.at = kt_reader_place(reader, node);
}

static int by_key(const void *a, const void *b)
{
    const struct kt_given_config *left = a, *right = b;
    int order = strcmp(left->key, right->key);

    if (order == 0)
        order = left->at.line - right->at.line;
    return order != 0 ? order : left->at.col - right->at.col;
}

static void drop_twice(struct kt_reader *reader, struct kt_given_config *first,
                       struct kt_given_config *second)
{
    if (first->is_short || second->is_short)
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &second->at,
                         "'retention' and config's 'retention.ms' say the same thing, at line %d "
                         "and here",
                         first->at.line);
    else
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &second->at,
                         "config key '%.100s' is there twice, the first time at line %d",
                         second->key, first->at.line);
    free(second->key);
    free(second->value);
}

/* Variables may have made two keys the same, and `retention` is a key, too. */
static void sort_config(struct kt_reader *reader, struct kt_layer_spec *spec)
{
    size_t kept = 0;

    if (spec->nconfig == 0)
        return;
    qsort(spec->config, spec->nconfig, sizeof(*spec->config), by_key);
    for (size_t i = 1; i < spec->nconfig; i++) {
        if (strcmp(spec->config[kept].key, spec->config[i].key) == 0)
            drop_twice(reader, &spec->config[kept], &spec->config[i]);
        else
            spec->config[++kept] = spec->config[i];
    }
    spec->nconfig = kept + 1;
}

void kt_spec_read(struct kt_reader *reader, const struct kt_node *map, bool is_defaults,
                  struct kt_layer_spec *spec)
{
    static const struct kt_member members[] = {
        {"partitions", read_partitions}, {"replicationFactor", read_replication},
        {"retention", read_retention},   {"config", read_config},
        {"groups", read_groups},         {"key", read_key},
        {"schema", read_schema}};
    enum { NOT_IN_DEFAULTS = 2 };

    kt_members_read(reader, map, is_defaults ? "defaults" : "a topic", members,
                    KT_COUNT(members) - (is_defaults ? NOT_IN_DEFAULTS : 0), spec);
    sort_config(reader, spec);
}
