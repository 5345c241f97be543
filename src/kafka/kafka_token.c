/* kafka_token.c - bearer tokens for the library, whenever it asks for one. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kafka_internal.h"

static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* "key=value,key=value", as librdkafka documents the property; RFC 7628 section 3.1. */
static enum kt_code take_extensions(struct kt_pairs *out, const char *text, struct kt_errs *errs)
{
    while (*text != '\0') {
        const size_t len = strcspn(text, ",");
        KT_AUTO_STR one = kt_strndup(text, len);
        char *equals = strchr(one, '=');

        if (equals == NULL || equals == one)
            return kt_fail(errs, KT_E_USAGE,
                           "property 'sasl.oauthbearer.extensions' is not KEY=VALUE,KEY=VALUE");
        *equals = '\0';
        kt_pairs_add(out, one, equals + 1, 0);
        text += len;
        text += *text == ',';
    }
    return KT_OK;
}

enum kt_code kt_kafka_token_open(struct kt_kafka_token *token,
                                 const struct kt_cluster_options *options, struct kt_errs *errs)
{
    const char *extensions = kt_pairs_get(options->properties, "sasl.oauthbearer.extensions");

    token->source = options->token;
    token->arg = options->token_arg;
    token->timeout_ms = options->timeout_ms > 0 ? options->timeout_ms : KT_KAFKA_TIMEOUT_MS;
    if (token->source == NULL || extensions == NULL)
        return KT_OK;
    return take_extensions(&token->extensions, extensions, errs);
}

static enum kt_code hand_over(struct kt_cluster *cluster, const struct kt_token *token,
                              struct kt_errs *errs)
{
    const struct kt_pairs *given = &cluster->token.extensions;
    const char **extensions = kt_calloc(given->n * 2, sizeof(*extensions));
    char why[512] = "";
    rd_kafka_resp_err_t code;

    for (size_t i = 0; i < given->n; i++) {
        extensions[2 * i] = given->v[i].key;
        extensions[2 * i + 1] = given->v[i].value;
    }
    code = rd_kafka_oauthbearer_set_token(cluster->rk, token->value, token->expires_ms,
                                          token->principal, extensions, given->n * 2, why,
                                          sizeof(why));
    free(extensions);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR)
        return KT_OK;
    return kt_fail(errs, KT_E_CLUSTER, "the token cannot be used: %s", why);
}

static void forget_failure(struct kt_kafka_token *token)
{
    free(token->failure);
    free(token->hint);
    token->failure = token->hint = NULL;
    token->code = KT_OK;
}

/* The library asks again ten seconds after it was told of a failure. While the last token is good
 * that is nobody's trouble. */
static void take_failure(struct kt_cluster *cluster, enum kt_code code, const struct kt_errs *errs)
{
    struct kt_kafka_token *token = &cluster->token;
    const struct kt_err *last = errs->n > 0 ? &errs->v[errs->n - 1] : NULL;

    rd_kafka_oauthbearer_set_token_failure(cluster->rk, last ? last->text : "interrupted");
    kt_log(cluster->log, "no new token: %s", last ? last->text : "interrupted");
    forget_failure(token);
    if (token->expires_ms > now_ms())
        return;
    token->code = code;
    token->failure = kt_strdup(last ? last->text : NULL);
    token->hint = kt_strdup(last ? last->hint : NULL);
}

void kt_kafka_token_refresh(struct kt_cluster *cluster)
{
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO(kt_token) token = {0};
    enum kt_code code =
        cluster->token.source(cluster->token.arg, cluster->token.timeout_ms, &token, &errs);

    if (code == KT_OK)
        code = hand_over(cluster, &token, &errs);
    if (code != KT_OK) {
        take_failure(cluster, code, &errs);
        return;
    }
    forget_failure(&cluster->token);
    cluster->token.expires_ms = token.expires_ms;
}

enum kt_code kt_kafka_token_failed(const struct kt_cluster *cluster, struct kt_errs *errs)
{
    const struct kt_kafka_token *token = &cluster->token;

    if (token->failure != NULL)
        kt_fail(errs, token->code, "%s", token->failure);
    if (token->hint != NULL)
        kt_hint(errs, "%s", token->hint);
    return token->code;
}

void kt_kafka_token_close(struct kt_kafka_token *token)
{
    forget_failure(token);
    kt_pairs_clear(&token->extensions);
}
