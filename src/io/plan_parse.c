/* plan_parse.c - reads a saved plan, strictly: people may have edited it. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "hex.h"
#include "ktool/config_key.h"
#include "ktool/plan_file.h"
#include "ktool/topic_name.h"
#include "ktool/words.h"
#include "plan_members.h"

/* A topic's config is kept sorted by insertion. */
enum { CONFIG_MAX = 1000 };

enum member_type { TEXT, TEXT_OR_NULL, NUMBER, BOOL, OBJECT, ARRAY };
struct member {
    const char *name;
    enum member_type type;
};

static const struct member root_members[] = {
    {"kind", TEXT},   {"version", NUMBER}, {"cluster_id", TEXT_OR_NULL},
    {"digest", TEXT}, {"policy", OBJECT},  {"topics", ARRAY}};
static const struct member policy_members[] = {
    {"keep_rf", BOOL}, {"unset", BOOL}, {"grow_keyed", BOOL}, {"allow_loss", BOOL}};
static const struct member topic_members[] = {{"name", TEXT},
                                              {"partitions", NUMBER},
                                              {"replication_factor", NUMBER},
                                              {"config", OBJECT},
                                              {"key", TEXT_OR_NULL}};

struct reader {
    struct kt_place at; /* the file; jansson keeps no places of values */
    struct kt_errs *errs;
};

static bool is_of(const json_t *value, enum member_type type)
{
    switch (type) {
    case TEXT:
        return json_is_string(value);
    case TEXT_OR_NULL:
        return json_is_string(value) || json_is_null(value);
    case NUMBER:
        return json_is_integer(value);
    case BOOL:
        return json_is_boolean(value);
    case OBJECT:
        return json_is_object(value);
    case ARRAY:
        return json_is_array(value);
    }
    return false;
}

static const char *type_text(enum member_type type)
{
    static const char *const texts[] = {
        [TEXT] = "a text",           [TEXT_OR_NULL] = "a text or null",
        [NUMBER] = "a whole number", [BOOL] = "true or false",
        [OBJECT] = "an object",      [ARRAY] = "a list"};

    return texts[type];
}

static enum kt_code unknown_member(const struct reader *r, const char *name, const char *where,
                                   const struct member *members, size_t n)
{
    enum { MEMBERS_MAX = 8 };
    const char *names[MEMBERS_MAX];
    const char *nearest;

    for (size_t i = 0; i < n && i < MEMBERS_MAX; i++)
        names[i] = members[i].name;
    nearest = kt_nearest(name, names, n < MEMBERS_MAX ? n : MEMBERS_MAX);
    (void)kt_fail_at(r->errs, KT_E_INPUT, &r->at, "unknown member '%s' in %s", name, where);
    if (nearest != NULL)
        kt_hint(r->errs, "did you mean '%s'?", nearest);
    return KT_E_INPUT;
}

/* Exactly these members, each of its type. */
static enum kt_code check_members(const struct reader *r, json_t *object, const char *where,
                                  const struct member *members, size_t n)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        size_t i = 0;

        while (i < n && strcmp(members[i].name, name) != 0)
            i++;
        if (i == n)
            return unknown_member(r, name, where, members, n);
        if (!is_of(value, members[i].type))
            return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "member '%s' of %s must be %s", name,
                              where, type_text(members[i].type));
    }
    for (size_t i = 0; i < n; i++)
        if (json_object_get(object, members[i].name) == NULL)
            return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "%s has no member '%s'", where,
                              members[i].name);
    return KT_OK;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static bool flag_of(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

static enum kt_code read_count(const struct reader *r, int *out, const json_t *object,
                               const char *name, int max, const char *where)
{
    json_int_t n = json_integer_value(json_object_get(object, name));

    if (n != KT_BROKER_DEFAULT && (n < 1 || n > max))
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at,
                          "member '%s' of %s is %" JSON_INTEGER_FORMAT
                          ", and must be from 1 to %d, or %d for the broker's default",
                          name, where, n, max, KT_BROKER_DEFAULT);
    *out = (int)n;
    return KT_OK;
}

static enum kt_code read_setting(const struct reader *r, struct kt_topic *topic, const char *key,
                                 const json_t *value, const char *where)
{
    KT_AUTO_STR why = NULL;
    KT_AUTO_STR canonical = NULL;

    if (!json_is_string(value))
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "'%s' of %s must be a text", key, where);
    canonical = kt_config_value(kt_config_key(key), json_string_value(value), &why);
    if (canonical == NULL)
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "bad value '%s' for '%s' of %s: %s",
                          json_string_value(value), key, where, why);
    (void)kt_topic_set(topic, key, canonical);
    return KT_OK;
}

static enum kt_code read_config(const struct reader *r, struct kt_topic *topic, json_t *config,
                                const char *where)
{
    const char *key;
    json_t *value;

    if (json_object_size(config) > CONFIG_MAX)
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "%s has more than %d settings", where,
                          CONFIG_MAX);
    json_object_foreach(config, key, value) KT_TRY(read_setting(r, topic, key, value, where));
    return KT_OK;
}

static enum kt_code read_topic_into(const struct reader *r, struct kt_topic *topic, json_t *object)
{
    KT_AUTO_STR where = kt_format("topic '%s'", topic->name);
    const char *fault = kt_topic_name_fault(topic->name);

    if (fault != NULL)
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "bad topic name '%s': %s", topic->name,
                          fault);
    if (kt_topic_name_is_internal(topic->name))
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "%s is internal to Kafka", where);
    KT_TRY(read_count(r, &topic->partitions, object, "partitions", KT_PARTITIONS_MAX, where));
    KT_TRY(read_count(r, &topic->replication, object, "replication_factor", KT_REPLICATION_MAX,
                      where));
    topic->replication_max = topic->replication;
    topic->key = kt_strdup(text_of(object, "key"));
    return read_config(r, topic, json_object_get(object, "config"), where);
}

/* Names must rise: that is how they are written, and sorting by insertion is slow. */
static enum kt_code read_topic(const struct reader *r, struct kt_topics *set, json_t *object,
                               size_t index)
{
    KT_AUTO_STR where = kt_format("topics[%zu]", index);
    KT_AUTO(kt_topic) topic = {0};

    if (!json_is_object(object))
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "%s must be an object", where);
    KT_TRY(check_members(r, object, where, topic_members, KT_COUNT(topic_members)));
    kt_topic_init(&topic, text_of(object, "name"));
    if (set->n > 0 && strcmp(set->v[set->n - 1].name, topic.name) >= 0)
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "topic '%s' stands twice or out of order",
                          topic.name);
    KT_TRY(read_topic_into(r, &topic, object));
    return kt_topics_add(set, &topic, r->errs);
}

static enum kt_code check_head(const struct reader *r, json_t *root)
{
    const char *kind = text_of(root, "kind");
    json_int_t version = json_integer_value(json_object_get(root, "version"));

    if (kind == NULL || strcmp(kind, KT_PLAN_KIND) != 0) {
        (void)kt_fail_at(r->errs, KT_E_INPUT, &r->at, "this is no saved plan");
        kt_hint(r->errs, "'ktool topics plan --save-plan FILE' writes one");
        return KT_E_INPUT;
    }
    if (version != KT_PLAN_VERSION)
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at,
                          "version %" JSON_INTEGER_FORMAT " of saved plans is unknown, %d is known",
                          version, KT_PLAN_VERSION);
    return check_members(r, root, "the plan", root_members, KT_COUNT(root_members));
}

static enum kt_code read_root(const struct reader *r, struct kt_saved_plan *plan, json_t *root)
{
    json_t *policy, *topics;
    const char *digest;

    KT_TRY(check_head(r, root));
    digest = text_of(root, "digest");
    policy = json_object_get(root, "policy");
    topics = json_object_get(root, "topics");
    if (strlen(digest) != KT_DIGEST_DIGITS ||
        !kt_hex_parse(digest, KT_DIGEST_DIGITS, &plan->digest))
        return kt_fail_at(r->errs, KT_E_INPUT, &r->at, "member 'digest' must be %d hex digits",
                          KT_DIGEST_DIGITS);
    KT_TRY(check_members(r, policy, "'policy'", policy_members, KT_COUNT(policy_members)));
    plan->policy = (struct kt_policy){.keep_rf = flag_of(policy, "keep_rf"),
                                      .unset = flag_of(policy, "unset"),
                                      .grow_keyed = flag_of(policy, "grow_keyed"),
                                      .allow_loss = flag_of(policy, "allow_loss")};
    plan->cluster_id = kt_strdup(text_of(root, "cluster_id"));
    for (size_t i = 0; i < json_array_size(topics); i++)
        KT_TRY(read_topic(r, &plan->want, json_array_get(topics, i), i));
    return KT_OK;
}

enum kt_code kt_plan_file_parse(struct kt_saved_plan *out, const struct kt_text *text,
                                struct kt_errs *errs)
{
    const struct reader r = {.at = {.text = text}, .errs = errs};
    KT_AUTO(kt_saved_plan) plan = {0};
    json_error_t error;
    json_t *root = json_loadb(text->bytes, text->len, JSON_REJECT_DUPLICATES, &error);
    enum kt_code code;

    if (root == NULL) {
        const struct kt_place at = {.text = text, .line = error.line, .col = error.column};

        return kt_fail_at(errs, KT_E_INPUT, &at, "not JSON: %s", error.text);
    }
    code = read_root(&r, &plan, root);
    json_decref(root);
    if (code != KT_OK)
        return code;
    *out = plan;
    plan = (struct kt_saved_plan){0};
    return KT_OK;
}

void kt_saved_plan_clear(struct kt_saved_plan *saved)
{
    free(saved->cluster_id);
    kt_topics_clear(&saved->want);
    *saved = (struct kt_saved_plan){0};
}
