/* inspect.c - the settings of live topics, for looking at them. */
#include "ktool/inspect.h"
#include "ktool/connect.h"
#include "ktool/denied.h"

/* `*gone`: deleted since the metadata. */
static enum kt_code judge(struct kt_topic *topic, const struct kt_result *result,
                          struct kt_names *unread, bool *gone, struct kt_errs *errs)
{
    *gone = result->code == KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
    if (result->code == KT_KAFKA_OK || *gone)
        return KT_OK;
    if (result->code == KT_KAFKA_TOPIC_AUTHORIZATION_FAILED) {
        kt_names_add(unread, topic->name);
        return KT_OK;
    }
    return kt_fail(errs, KT_E_REMOTE, "cannot read the settings of topic '%s': %s", topic->name,
                   kt_result_text(result));
}

enum kt_code kt_read_configs(struct kt_ctx *ctx, struct kt_topic **topics, size_t *n,
                             const struct kt_names *keys, struct kt_names *unread,
                             struct kt_errs *errs)
{
    struct kt_result *results = kt_calloc(*n, sizeof(*results));
    size_t asked = *n, kept = 0;
    enum kt_code code = KT_OK;

    if (asked > 0)
        code = kt_cluster_describe_configs(ctx->cluster, topics, asked, keys, results,
                                           KT_REQUEST_TIMEOUT_MS, errs);
    for (size_t i = 0; code == KT_OK && i < asked; i++) {
        bool gone;

        code = judge(topics[i], &results[i], unread, &gone, errs);
        if (!gone)
            topics[kept++] = topics[i];
    }
    *n = kept;
    kt_results_free(results, asked);
    return code;
}

enum kt_code kt_tell_unread(const struct kt_ctx *ctx, const struct kt_names *unread,
                            struct kt_errs *errs)
{
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < unread->n; i++) {
        KT_AUTO_STR denied = kt_denied_text(&ctx->link, KT_KAFKA_TOPIC_AUTHORIZATION_FAILED,
                                            KT_RIGHT_DESCRIBE_CONFIGS, unread->v[i]);

        code = kt_fail(errs, KT_E_CLUSTER, "%s", denied);
    }
    return code;
}
