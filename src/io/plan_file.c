/* plan_file.c - writes a saved plan as JSON. */
#include <inttypes.h>
#include <stdlib.h>

#include <jansson.h>

#include "ktool/plan_file.h"
#include "plan_members.h"

/* All of these are NULL where a text is not UTF-8, and jansson hands that upwards: an object that
 * takes a NULL for a member says so. */
static json_t *text_or_null(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

static json_t *config_object(const struct kt_topic *topic)
{
    json_t *config = json_object();

    for (size_t i = 0; i < topic->nconfig; i++)
        if (json_object_set_new(config, topic->config[i].key,
                                text_or_null(topic->config[i].value)) != 0) {
            json_decref(config);
            return NULL;
        }
    return config;
}

static json_t *topic_object(const struct kt_topic *topic)
{
    return json_pack("{s:s, s:i, s:i, s:o, s:o}", "name", topic->name, "partitions",
                     topic->partitions, "replication_factor", topic->replication, "config",
                     config_object(topic), "key", text_or_null(topic->key));
}

static json_t *policy_object(const struct kt_policy *policy)
{
    return json_pack("{s:b, s:b, s:b, s:b}", "keep_rf", (int)policy->keep_rf, "unset",
                     (int)policy->unset, "grow_keyed", (int)policy->grow_keyed, "allow_loss",
                     (int)policy->allow_loss);
}

static enum kt_code topics_array(json_t **out, const struct kt_topics *topics, struct kt_errs *errs)
{
    json_t *array = json_array();

    for (size_t i = 0; i < topics->n; i++)
        if (json_array_append_new(array, topic_object(&topics->v[i])) != 0) {
            json_decref(array);
            return kt_fail(errs, KT_E_INPUT,
                           "topic '%s' cannot be saved in a plan: its key or a value is not UTF-8",
                           topics->v[i].name);
        }
    *out = array;
    return KT_OK;
}

enum kt_code kt_plan_file_text(char **out, const struct kt_saved_plan *saved, struct kt_errs *errs)
{
    KT_AUTO_STR digest = kt_format("%0*" PRIx64, KT_DIGEST_DIGITS, saved->digest);
    KT_AUTO_STR text = NULL;
    json_t *topics = NULL, *root;

    KT_TRY(topics_array(&topics, &saved->want, errs));
    root = json_pack("{s:s, s:i, s:o, s:s, s:o, s:o}", "kind", KT_PLAN_KIND, "version",
                     KT_PLAN_VERSION, "cluster_id", text_or_null(saved->cluster_id), "digest",
                     digest, "policy", policy_object(&saved->policy), "topics", topics);
    text = root != NULL ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    if (text == NULL)
        return kt_fail(errs, KT_E_INPUT, "the plan cannot be saved: the cluster's id is not UTF-8");
    *out = kt_format("%s\n", text);
    return KT_OK;
}
