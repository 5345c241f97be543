/* fake_groups.c - consumer groups and what they have committed. */
#include <stdlib.h>
#include <string.h>

#include "fake.h"

/* NULL: there is no such group. */
static json_t *find_group(const struct kt_cluster *cluster, const char *name)
{
    return json_object_get(json_object_get(cluster->state, "groups"), name);
}

static enum kt_group_state state_of(const json_t *group)
{
    static const struct {
        const char *text;
        enum kt_group_state state;
    } states[] = {
        {"Empty", KT_GROUP_EMPTY},
        {"Stable", KT_GROUP_STABLE},
        {"PreparingRebalance", KT_GROUP_REBALANCING},
        {"CompletingRebalance", KT_GROUP_REBALANCING},
        {"Dead", KT_GROUP_DEAD},
    };
    const char *text = kt_fake_text(group, "state");

    if (text == NULL)
        return kt_fake_int(group, "members", 0) > 0 ? KT_GROUP_STABLE : KT_GROUP_EMPTY;
    for (size_t i = 0; i < KT_COUNT(states); i++)
        if (strcmp(states[i].text, text) == 0)
            return states[i].state;
    return KT_GROUP_UNKNOWN;
}

enum kt_code kt_cluster_list_groups(struct kt_cluster *cluster, struct kt_groups *groups,
                                    int timeout_ms, struct kt_errs *errs)
{
    struct kt_groups listed = {0};
    KT_AUTO(kt_names) names = {0};
    const char *name;
    json_t *group;

    KT_TRY(kt_fake_begin(cluster, "list_groups", "list_groups", timeout_ms, errs));
    KT_TRY(kt_fake_end(cluster, errs));
    if (cluster->options.handle == KT_HANDLE_CONSUMER)
        return kt_fail(errs, KT_E_CLUSTER, "fake: list_groups on a handle with a group of its own");
    if (cluster->call.answer != 0)
        return kt_fake_refuse(cluster, errs);
    json_object_foreach(json_object_get(cluster->state, "groups"), name, group)
    {
        if (!kt_fake_denied(cluster, "list_groups", name))
            kt_names_add(&names, name);
    }
    kt_names_sort(&names);
    for (size_t i = 0; i < names.n; i++) {
        KT_GROW(listed.v, listed.n, listed.cap);
        listed.v[listed.n++] =
            (struct kt_group){kt_strdup(names.v[i]), state_of(find_group(cluster, names.v[i]))};
    }
    *groups = listed;
    return KT_OK;
}

static void add_offsets(struct kt_group_offsets *answer, const char *topic, const json_t *offsets)
{
    size_t n = json_array_size(offsets);

    answer->v = kt_realloc(answer->v, answer->n + n, sizeof(*answer->v));
    for (size_t i = 0; i < n; i++) {
        const json_t *offset = json_array_get(offsets, i);

        if (json_is_integer(offset))
            answer->v[answer->n++] = (struct kt_committed){.topic = kt_strdup(topic),
                                                           .partition = (int)i,
                                                           .offset = json_integer_value(offset)};
    }
}

/* A group that is not there has committed nothing: no error. */
static void answer_group(const struct kt_cluster *cluster, struct kt_group_offsets *answer)
{
    json_t *offsets = json_object_get(find_group(cluster, answer->group), "offsets");
    int code = kt_fake_fault_of(cluster, answer->group);
    KT_AUTO(kt_names) topics = {0};
    const char *topic;
    json_t *list;

    if (code == 0 && kt_fake_denied(cluster, "describe_groups", answer->group))
        code = KT_KAFKA_GROUP_AUTHORIZATION_FAILED;
    *answer = (struct kt_group_offsets){.group = answer->group, .result = {.code = code}};
    if (code != 0)
        return;
    json_object_foreach(offsets, topic, list)
    {
        if (!kt_fake_denied(cluster, "describe", topic))
            kt_names_add(&topics, topic);
    }
    kt_names_sort(&topics);
    for (size_t i = 0; i < topics.n; i++)
        add_offsets(answer, topics.v[i], json_object_get(offsets, topics.v[i]));
}

static char *offsets_line(const struct kt_group_offsets *groups, size_t n)
{
    KT_AUTO(kt_names) names = {0};
    KT_AUTO_STR list = NULL;

    for (size_t i = 0; i < n; i++)
        kt_names_add(&names, groups[i].group);
    list = kt_names_join(&names, ",");
    return kt_format("group_offsets %s", list);
}

enum kt_code kt_cluster_group_offsets(struct kt_cluster *cluster, struct kt_group_offsets *groups,
                                      size_t n, int timeout_ms, struct kt_errs *errs)
{
    KT_AUTO_STR line = offsets_line(groups, n);
    bool silent = false;
    enum kt_code code;

    if (n == 0)
        return KT_OK;
    if (cluster->options.handle == KT_HANDLE_CONSUMER)
        return kt_fail(errs, KT_E_CLUSTER,
                       "fake: group_offsets on a handle with a group of its own");
    KT_TRY(kt_fake_begin_many(cluster, "group_offsets", line, timeout_ms));
    for (size_t i = 0; i < n; i++) {
        answer_group(cluster, &groups[i]);
        silent = silent || groups[i].result.code == KT_KAFKA_LOCAL_TIMED_OUT;
    }
    code = kt_fake_end_many(cluster, silent ? timeout_ms : 0);
    if (code != KT_OK)
        kt_group_offsets_clear(groups, n);
    return code;
}
