/* topic_state.c - is a live topic well? */
#include "ktool/topic_state.h"
#include "ktool/units.h"

static int64_t min_isr(const struct kt_topic *topic)
{
    const struct kt_config *config = kt_topic_config(topic, "min.insync.replicas");
    const char *why;
    int64_t n;

    if (config == NULL || config->value == NULL || !kt_int_parse(config->value, &n, &why))
        return 1;
    return n;
}

struct kt_topic_state kt_topic_state(const struct kt_topic *topic)
{
    struct kt_topic_state state = {.offline = topic->npartition == 0};
    int64_t least = min_isr(topic);

    for (size_t p = 0; p < topic->npartition; p++) {
        const struct kt_partition *part = &topic->partition[p];

        state.offline += part->leader < 0;
        state.under_min_isr += (int64_t)part->nisr < least;
        state.under_replicated += part->nisr < part->nreplicas;
    }
    return state;
}

const char *kt_topic_state_word(const struct kt_topic_state *state)
{
    if (state->offline > 0)
        return "offline";
    if (state->under_min_isr > 0)
        return "under-min-isr";
    return state->under_replicated > 0 ? "under-replicated" : "ok";
}
