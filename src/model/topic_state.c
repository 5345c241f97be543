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

struct kt_partition_state kt_partition_state(const struct kt_topic *topic,
                                             const struct kt_partition *partition)
{
    const int64_t isr = (int64_t)partition->nisr, all = (int64_t)partition->nreplicas;
    const int64_t least = min_isr(topic);

    return (struct kt_partition_state){
        .offline = partition->leader < 0,
        .under_min_isr = isr < (least < all ? least : all),
        .under_replicated = isr < all,
        .led_by_another =
            partition->leader >= 0 && all > 0 && partition->leader != partition->replicas[0],
    };
}

struct kt_topic_state kt_topic_state(const struct kt_topic *topic)
{
    struct kt_topic_state state = {.offline = topic->npartition == 0};

    for (size_t p = 0; p < topic->npartition; p++) {
        struct kt_partition_state one = kt_partition_state(topic, &topic->partition[p]);

        state.offline += one.offline;
        state.under_min_isr += one.under_min_isr;
        state.under_replicated += one.under_replicated;
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
