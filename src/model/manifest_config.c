/* manifest_config.c - the member `config`: Kafka's own keys. */
#include <stdlib.h>
#include <string.h>

#include "config_list.h"
#include "manifest_parts.h"

void kt_config_add(struct kt_reader *reader, struct kt_layer_spec *spec, const char *key,
                   char *value, const struct kt_node *at, bool is_short)
{
    const struct kt_place place = kt_reader_place(reader, at);

    if (spec->nconfig == KT_MANIFEST_CONFIG_MAX) {
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &place, "more than %d settings in one mapping",
                         KT_MANIFEST_CONFIG_MAX);
        free(value);
        return;
    }
    KT_GROW(spec->config, spec->nconfig, spec->config_cap);
    spec->config[spec->nconfig++] = (struct kt_given_config){
        .key = kt_strdup(key), .value = value, .at = place, .is_short = is_short};
}

/* One warning a key: a set often writes it in every topic. */
static void warn_unknown(struct kt_reader *reader, const struct kt_node *key)
{
    const struct kt_place at = kt_reader_place(reader, key);
    const char *near;

    if (reader->unknown.n == KT_MANIFEST_ERRORS_MAX)
        return;
    for (size_t i = 0; i < reader->unknown.n; i++)
        if (strcmp(reader->unknown.v[i], key->text) == 0)
            return;
    kt_names_add(&reader->unknown, key->text);
    kt_warn_at(reader->errs, &at, "unknown config key '%.100s'", key->text);
    near = kt_config_key_nearest(key->text);
    if (near != NULL)
        kt_hint(reader->errs, "did you mean '%s'?", near);
}

/* The items with commas between them, or NULL after an error. */
static char *list_text(struct kt_reader *reader, const struct kt_node *list, const char *key)
{
    KT_AUTO(kt_names) items = {0};

    for (size_t i = 0; i < list->n; i++) {
        if (!kt_reader_scalar(reader, &list->child[i], key))
            return NULL;
        kt_names_add(&items, list->child[i].text);
    }
    return kt_names_join(&items, ",");
}

static void read_setting(struct kt_reader *reader, const struct kt_node *key,
                         const struct kt_node *node, struct kt_layer_spec *spec)
{
    const struct kt_config_key *row = kt_config_key(key->text);
    KT_AUTO_STR written = NULL;
    KT_AUTO_STR why = NULL;
    char *value;

    if (node->kind == KT_NODE_NULL) {
        kt_config_add(reader, spec, key->text, NULL, key, false);
        return;
    }
    if (row == NULL)
        warn_unknown(reader, key);
    if (node->kind == KT_NODE_SEQ && (row == NULL || row->type == KT_CONFIG_LIST))
        written = list_text(reader, node, key->text);
    else if (kt_reader_scalar(reader, node, key->text))
        written = kt_strdup(node->text);
    if (written == NULL)
        return;
    value = kt_config_value(row, written, &why);
    if (value != NULL) {
        kt_config_add(reader, spec, key->text, value, node, false);
    } else {
        const struct kt_node shown = {.text = written, .line = node->line, .col = node->col};
        kt_reader_bad(reader, &shown, key->text, why);
    }
}

void kt_config_read(struct kt_reader *reader, const struct kt_node *map, struct kt_layer_spec *spec)
{
    if (!kt_reader_map(reader, map, "config"))
        return;
    for (size_t i = 0; i + 1 < map->n && !kt_reader_full(reader); i += 2) {
        const struct kt_node *key = &map->child[i];

        if (key->text[0] == '\0') {
            const struct kt_place at = kt_reader_place(reader, key);
            (void)kt_fail_at(reader->errs, KT_E_INPUT, &at, "a config key is empty");
            continue;
        }
        read_setting(reader, key, &map->child[i + 1], spec);
    }
}
