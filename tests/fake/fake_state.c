/* fake_state.c - the document that is the cluster: reading it, patching it, keeping it. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"
#include "ktool/clock.h"

json_int_t kt_fake_int(const json_t *object, const char *key, json_int_t otherwise)
{
    const json_t *value = json_object_get(object, key);

    return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

const char *kt_fake_text(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

json_t *kt_fake_topics(const struct kt_cluster *cluster)
{
    return json_object_get(cluster->state, "topics");
}

json_t *kt_fake_seen(const struct kt_cluster *cluster)
{
    if (cluster->seen != NULL && kt_now_ms() < cluster->seen_until)
        return cluster->seen;
    return kt_fake_topics(cluster);
}

bool kt_fake_is_version_3(const struct kt_cluster *cluster)
{
    const char *version = kt_fake_text(cluster->state, "version");

    return version != NULL && strncmp(version, "3.", 2) == 0;
}

/* A change made while an older one is not seen yet keeps what is seen as it is. */
void kt_fake_change(struct kt_cluster *cluster)
{
    int64_t delay = kt_fake_int(cluster->state, "metadata_delay_ms", 0);

    if (delay == 0)
        return;
    if (cluster->seen == NULL || kt_now_ms() >= cluster->seen_until) {
        json_decref(cluster->seen);
        cluster->seen = json_deep_copy(kt_fake_topics(cluster));
    }
    cluster->seen_until = kt_now_ms() + delay;
}

void kt_fake_save(const struct kt_cluster *cluster)
{
    const char *path = cluster->save;

    if (path != NULL &&
        json_dump_file(cluster->state, path, JSON_INDENT(2) | JSON_SORT_KEYS) != 0) {
        (void)fprintf(stderr, "fake: cannot write KTOOL_FAKE_SAVE=%s\n", path);
        abort();
    }
}

/* RFC 7386; bounded by the depth of the patch, which jansson limits. */
static void merge(json_t *target, const json_t *patch)
{
    const char *key;
    json_t *value;

    json_object_foreach((json_t *)(uintptr_t)patch, key, value)
    {
        if (json_is_null(value)) {
            (void)json_object_del(target, key);
            continue;
        }
        if (!json_is_object(value)) {
            (void)json_object_set_new(target, key, json_deep_copy(value));
            continue;
        }
        if (!json_is_object(json_object_get(target, key)))
            (void)json_object_set_new(target, key, json_object());
        merge(json_object_get(target, key), value);
    }
}

static void normalise_settings(json_t *settings)
{
    const char *key;
    json_t *value;

    json_object_foreach(settings, key, value)
    {
        char text[32] = "";

        if (json_is_integer(value))
            (void)snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        else if (json_is_boolean(value))
            (void)snprintf(text, sizeof(text), "%s", json_is_true(value) ? "true" : "false");
        if (text[0] != '\0')
            (void)json_object_set_new(settings, key, json_string(text));
    }
}

/* Groups given by name alone become members of an object. */
static void normalise_groups(json_t *state)
{
    const json_t *names = json_object_get(state, "groups");
    json_t *groups;

    if (!json_is_array(names))
        return;
    groups = json_object();
    for (size_t i = 0; i < json_array_size(names); i++)
        (void)json_object_set_new(groups, json_string_value(json_array_get(names, i)),
                                  json_object());
    (void)json_object_set_new(state, "groups", groups);
}

void kt_fake_normalise(json_t *state)
{
    const json_t *brokers = json_object_get(state, "brokers");
    const char *name;
    json_t *topic;

    normalise_groups(state);
    normalise_settings(json_object_get(state, "broker_config"));
    for (size_t i = 0; i < json_array_size(brokers); i++)
        normalise_settings(json_object_get(json_array_get(brokers, i), "config"));
    json_object_foreach(json_object_get(state, "topics"), name, topic)
    {
        if (json_object_get(topic, "config") == NULL)
            (void)json_object_set_new(topic, "config", json_object());
        normalise_settings(json_object_get(topic, "config"));
    }
}

bool kt_fake_next(const struct kt_cluster *cluster, int64_t *at_ms)
{
    const json_t *timeline = json_object_get(cluster->state, "timeline");
    bool found = false;

    for (size_t i = 0; i < json_array_size(timeline); i++) {
        const int64_t due_ms = kt_fake_int(json_array_get(timeline, i), "at_ms", 0);

        if (!found || due_ms < *at_ms)
            *at_ms = due_ms;
        found = true;
    }
    return found;
}

void kt_fake_timeline(struct kt_cluster *cluster)
{
    json_t *timeline = json_object_get(cluster->state, "timeline");
    size_t i = 0;

    while (i < json_array_size(timeline)) {
        json_t *entry = json_array_get(timeline, i);

        if (kt_fake_int(entry, "at_ms", 0) > kt_monotonic_ms()) {
            i++;
            continue;
        }
        json_incref(entry);
        (void)json_array_remove(timeline, i);
        merge(cluster->state, json_object_get(entry, "patch"));
        kt_fake_normalise(cluster->state);
        json_decref(entry);
        kt_fake_save(cluster); /* a release build ends without a close */
    }
}

bool kt_fake_denied(const struct kt_cluster *cluster, const char *operation, const char *topic)
{
    const json_t *denied = json_object_get(json_object_get(cluster->state, "deny"), operation);

    for (size_t i = 0; i < json_array_size(denied); i++) {
        const char *name = json_string_value(json_array_get(denied, i));

        if (name != NULL && (strcmp(name, "*") == 0 || strcmp(name, topic) == 0))
            return true;
    }
    return false;
}
