/* absent.c - topics that were asked for by name, and that the metadata does not show. */
#include <stdlib.h>

#include "ktool/connect.h"
#include "ktool/denied.h"
#include "ktool/inspect.h"

/* Metadata leaves out what the user may not describe; only asked by name a broker says so. */
static void tell(const struct kt_ctx *ctx, const char *name, int code, struct kt_errs *errs)
{
    KT_AUTO_STR denied = NULL;

    if (code != KT_KAFKA_OK && !kt_is_denial(code)) {
        kt_fail(errs, KT_E_REMOTE, "there is no topic '%s'", name);
        return;
    }
    denied =
        kt_denied_text(&ctx->link, KT_KAFKA_TOPIC_AUTHORIZATION_FAILED, KT_RIGHT_DESCRIBE, name);
    kt_fail(errs, KT_E_REMOTE, "there is no topic '%s', or %s", name, denied);
}

enum kt_code kt_ask_by_name(struct kt_ctx *ctx, const struct kt_names *names,
                            struct kt_result *results, struct kt_errs *errs)
{
    const struct kt_names no_keys = {0};
    struct kt_topic *topic = kt_calloc(names->n, sizeof(*topic));
    struct kt_topic **pointer = kt_calloc(names->n, sizeof(struct kt_topic *));
    enum kt_code code;

    for (size_t i = 0; i < names->n; i++) {
        kt_topic_init(&topic[i], names->v[i]);
        pointer[i] = &topic[i];
    }
    code = kt_cluster_describe_configs(ctx->cluster, pointer, names->n, &no_keys, results,
                                       KT_REQUEST_TIMEOUT_MS, errs);
    for (size_t i = 0; i < names->n; i++)
        kt_topic_clear(&topic[i]);
    free(pointer);
    free(topic);
    return code;
}

enum kt_code kt_tell_absent(struct kt_ctx *ctx, const struct kt_names *names, struct kt_errs *errs)
{
    struct kt_result *results;
    enum kt_code code;

    if (names->n == 0)
        return KT_OK;
    results = kt_calloc(names->n, sizeof(*results));
    code = kt_ask_by_name(ctx, names, results, errs);
    for (size_t i = 0; code == KT_OK && i < names->n; i++)
        tell(ctx, names->v[i], results[i].code, errs);
    kt_results_free(results, names->n);
    return code == KT_OK ? KT_E_REMOTE : code;
}
