/* guard.c - who may change a cluster that is protected. */
#include <string.h>

#include "ktool/guard.h"

static const char *id_of(const struct kt_metadata *metadata)
{
    return metadata->cluster_id != NULL && metadata->cluster_id[0] != '\0' ? metadata->cluster_id
                                                                           : NULL;
}

/* The protected contexts that may speak of this cluster; one without an id may be any. */
static void collect(struct kt_names *names, const struct kt_contexts *contexts, const char *id)
{
    for (size_t i = 0; i < contexts->n; i++) {
        const struct kt_context *context = &contexts->v[i];

        if (context->is_protected && (id == NULL || strcmp(context->cluster_id, id) == 0))
            kt_names_add(names, context->name);
    }
}

static bool has(const struct kt_names *names, const char *name)
{
    for (size_t i = 0; name != NULL && i < names->n; i++)
        if (strcmp(names->v[i], name) == 0)
            return true;
    return false;
}

/* "localhost:9092 (brokers: KAFKA_BROKERS in .env:3)"; the caller frees it. */
static char *address(const struct kt_link *link)
{
    return kt_format("%s (brokers: %s)", link->brokers ? link->brokers : "?",
                     link->brokers_origin ? link->brokers_origin : "default");
}

/* "cluster 'ID' is protected as 'prod'"; `at`: its address, or ""; the caller frees it. */
static char *protection(const char *id, const char *at, const struct kt_names *names)
{
    KT_AUTO_STR all = kt_names_join(names, "', '");

    if (id != NULL)
        return kt_format("cluster '%s'%s is protected as '%s'", id, at, all);
    return kt_format("the cluster%s tells no id and may be one that is protected: '%s'", at, all);
}

static enum kt_code ask_for_yes(struct kt_ctx *ctx, const char *id, const struct kt_names *names,
                                struct kt_errs *errs)
{
    KT_AUTO_STR where = address(&ctx->link);
    KT_AUTO_STR at = kt_format(" at %s", where);
    KT_AUTO_STR notice = protection(id, at, names);
    KT_AUTO_STR refusal = protection(id, "", names);

    if (ctx->notice != NULL)
        ctx->notice(ctx->notice_arg, notice);
    if (has(names, ctx->yes_on))
        return KT_OK;
    kt_fail(errs, KT_E_REFUSED, "%s", refusal);
    kt_hint(errs, "to change it add --yes-on %s", names->v[0]);
    return KT_E_REFUSED;
}

/* The context that was chosen means a certain cluster. */
static enum kt_code check_chosen(const struct kt_ctx *ctx, const char *id, struct kt_errs *errs)
{
    const struct kt_context *chosen =
        ctx->context != NULL ? kt_contexts_find(ctx->contexts, ctx->context) : NULL;
    KT_AUTO_STR where = NULL;

    if (chosen == NULL || chosen->cluster_id == NULL ||
        (id != NULL && strcmp(chosen->cluster_id, id) == 0))
        return KT_OK;
    where = address(&ctx->link);
    if (id != NULL)
        kt_fail(errs, KT_E_REFUSED, "context '%s' is for cluster '%s', and this is cluster '%s'",
                chosen->name, chosen->cluster_id, id);
    else
        kt_fail(errs, KT_E_REFUSED,
                "context '%s' is for cluster '%s', and this one does not tell its id", chosen->name,
                chosen->cluster_id);
    kt_hint(errs, "connected to %s; correct that, or 'cluster.id' in section [%s]", where,
            chosen->name);
    return KT_E_REFUSED;
}

enum kt_code kt_guard(struct kt_ctx *ctx, const struct kt_metadata *metadata, struct kt_errs *errs)
{
    const char *id = id_of(metadata);
    KT_AUTO(kt_names) names = {0};
    enum kt_code asked = KT_OK, chosen;

    if (ctx->contexts == NULL)
        return KT_OK;
    collect(&names, ctx->contexts, id);
    chosen = check_chosen(ctx, id, errs);
    if (names.n > 0)
        asked = ask_for_yes(ctx, id, &names, errs);
    return chosen != KT_OK ? chosen : asked;
}
