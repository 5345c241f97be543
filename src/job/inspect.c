/* inspect.c - the settings of live topics, for looking at them. */
#include "ktool/inspect.h"
#include "ktool/connect.h"

static enum kt_code judge(struct kt_topic *topic, const struct kt_result *result,
                          struct kt_names *unread, struct kt_errs *errs)
{
    switch (result->code) {
    case KT_KAFKA_OK:
        return KT_OK;
    case KT_KAFKA_TOPIC_AUTHORIZATION_FAILED:
    case KT_KAFKA_UNKNOWN_TOPIC_OR_PART: /* deleted since the metadata */
        kt_names_add(unread, topic->name);
        return KT_OK;
    default:
        return kt_fail(errs, KT_E_REMOTE, "cannot read the settings of topic '%s': %s", topic->name,
                       result->text ? result->text : kt_kafka_code_text(result->code));
    }
}

enum kt_code kt_read_configs(struct kt_ctx *ctx, struct kt_topic *const *topics, size_t n,
                             const struct kt_names *keys, struct kt_names *unread,
                             struct kt_errs *errs)
{
    struct kt_result *results = kt_calloc(n, sizeof(*results));
    enum kt_code code = KT_OK;

    if (n > 0)
        code = kt_cluster_describe_configs(ctx->cluster, topics, n, keys, results,
                                           KT_REQUEST_TIMEOUT_MS, errs);
    for (size_t i = 0; code == KT_OK && i < n; i++)
        code = judge(topics[i], &results[i], unread, errs);
    kt_results_free(results, n);
    return code;
}
