/* look.c - what a plan has to know of the live topics: their settings. */
#include <stdlib.h>
#include <string.h>

#include "ktool/connect.h"
#include "ktool/converge.h"
#include "ktool/denied.h"
#include "ktool/inspect.h"

/* Changing these can delete records, so their live values count even where nobody set them. */
static const char *const risky[] = {"cleanup.policy", "retention.bytes", "retention.ms"};

static void keys_of(struct kt_names *keys, const struct kt_topics *want)
{
    for (size_t i = 0; i < KT_COUNT(risky); i++)
        kt_names_add(keys, risky[i]);
    for (size_t i = 0; i < want->n; i++)
        for (size_t k = 0; k < want->v[i].nconfig; k++)
            kt_names_add(keys, want->v[i].config[k].key);
    kt_names_sort(keys);
}

/* The live topics that `want` names; the caller frees the array. */
static struct kt_topic **pick(struct kt_topics *have, const struct kt_topics *want, size_t *n)
{
    struct kt_topic **picked = kt_calloc(want->n, sizeof(*picked));

    *n = 0;
    for (size_t i = 0; i < want->n; i++) {
        struct kt_topic *topic = kt_topics_find(have, want->v[i].name);

        if (topic != NULL)
            picked[(*n)++] = topic;
    }
    return picked;
}

/* Takes the topics out that have an empty name, keeping the order. */
static void sweep(struct kt_topics *set)
{
    size_t kept = 0;

    for (size_t i = 0; i < set->n; i++) {
        if (set->v[i].name[0] != '\0')
            set->v[kept++] = set->v[i];
        else
            kt_topic_clear(&set->v[i]);
    }
    set->n = kept;
}

static enum kt_code judge(const struct kt_ctx *ctx, struct kt_topic **picked,
                          const struct kt_result *results, size_t n, struct kt_errs *errs)
{
    KT_AUTO(kt_names) unread = {0};
    enum kt_code code = KT_OK, denied;

    for (size_t i = 0; i < n; i++) {
        if (results[i].code == KT_KAFKA_OK)
            continue;
        if (results[i].code == KT_KAFKA_UNKNOWN_TOPIC_OR_PART) {
            picked[i]->name[0] = '\0'; /* deleted since the metadata */
            continue;
        }
        if (kt_is_denial(results[i].code))
            kt_names_add(&unread, picked[i]->name);
        else
            code = kt_fail(errs, KT_E_CLUSTER, "cannot read the settings of topic '%s': %s",
                           picked[i]->name, kt_result_text(&results[i]));
    }
    denied = kt_tell_unread(ctx, &unread, errs);
    return denied != KT_OK ? denied : code;
}

/* A broker may name a topic and, for the moment, none of its partitions. */
static enum kt_code all_shown(struct kt_topic *const *picked, size_t n, struct kt_errs *errs)
{
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < n; i++)
        if (picked[i]->npartition == 0)
            code = kt_fail(errs, KT_E_CLUSTER, "the cluster shows no partition of topic '%s': %s",
                           picked[i]->name, kt_kafka_code_text(picked[i]->error));
    return code;
}

enum kt_code kt_look(struct kt_ctx *ctx, struct kt_metadata *metadata, const struct kt_topics *want,
                     struct kt_errs *errs)
{
    KT_AUTO(kt_names) keys = {0};
    size_t n;
    struct kt_topic **picked = pick(&metadata->topics, want, &n);
    struct kt_result *results = kt_calloc(n, sizeof(*results));
    enum kt_code code = all_shown(picked, n, errs);

    if (code == KT_OK && n > 0) {
        keys_of(&keys, want);
        code = kt_cluster_describe_configs(ctx->cluster, picked, n, &keys, results,
                                           KT_REQUEST_TIMEOUT_MS, errs);
    }
    if (code == KT_OK)
        code = judge(ctx, picked, results, n, errs);
    sweep(&metadata->topics);
    kt_results_free(results, n);
    free(picked);
    return code;
}
