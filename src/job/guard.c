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

static enum kt_code refuse(const struct kt_ctx *ctx, const char *id, const struct kt_names *names,
                           struct kt_errs *errs)
{
    KT_AUTO_STR refusal = protection(id, "", names);

    if (has(names, ctx->yes_on))
        return KT_OK;
    kt_fail(errs, KT_E_REFUSED, "%s", refusal);
    kt_hint(errs, "to change it add --yes-on %s", names->v[0]);
    return KT_E_REFUSED;
}

static void tell(const struct kt_ctx *ctx, const char *id, const struct kt_names *names)
{
    KT_AUTO_STR where = address(&ctx->link);
    KT_AUTO_STR at = kt_format(" at %s", where);
    KT_AUTO_STR notice = protection(id, at, names);

    if (ctx->notice != NULL)
        ctx->notice(ctx->notice_arg, notice);
}

static enum kt_code elsewhere(const struct kt_ctx *ctx, const struct kt_context *meant,
                              struct kt_errs *errs)
{
    KT_AUTO_STR where = address(&ctx->link);

    kt_hint(errs, "connected to %s; correct that, or 'cluster.id' in section [%s]", where,
            meant->name);
    return KT_E_REFUSED;
}

/* The context of that name, where it means a certain cluster that is not this one; NULL: not so. */
static const struct kt_context *missed(const struct kt_ctx *ctx, const char *name, const char *id)
{
    const struct kt_context *meant = name != NULL ? kt_contexts_find(ctx->contexts, name) : NULL;

    if (meant == NULL || meant->cluster_id == NULL ||
        (id != NULL && strcmp(meant->cluster_id, id) == 0))
        return NULL;
    return meant;
}

static enum kt_code check_chosen(const struct kt_ctx *ctx, const char *id, struct kt_errs *errs)
{
    const struct kt_context *chosen = missed(ctx, ctx->context, id);

    if (chosen == NULL)
        return KT_OK;
    if (id != NULL)
        kt_fail(errs, KT_E_REFUSED, "context '%s' is for cluster '%s', and this is cluster '%s'",
                chosen->name, chosen->cluster_id, id);
    else
        kt_fail(errs, KT_E_REFUSED,
                "context '%s' is for cluster '%s', and this one does not tell its id", chosen->name,
                chosen->cluster_id);
    return elsewhere(ctx, chosen, errs);
}

/* Whoever says yes to one cluster did not mean another; without an id it may be the one. */
static enum kt_code check_yes(const struct kt_ctx *ctx, const char *id, struct kt_errs *errs)
{
    const struct kt_context *meant = id != NULL ? missed(ctx, ctx->yes_on, id) : NULL;

    if (meant == NULL)
        return KT_OK;
    kt_fail(errs, KT_E_REFUSED, "this is not '%s': the cluster at %s is '%s', and '%s' is '%s'",
            meant->name, ctx->link.brokers ? ctx->link.brokers : "?", id, meant->name,
            meant->cluster_id);
    return elsewhere(ctx, meant, errs);
}

enum kt_code kt_guard(struct kt_ctx *ctx, const struct kt_metadata *metadata, struct kt_errs *errs)
{
    const char *id = id_of(metadata);
    KT_AUTO(kt_names) names = {0};

    if (ctx->contexts == NULL)
        return KT_OK;
    collect(&names, ctx->contexts, id);
    if (names.n > 0)
        tell(ctx, id, &names);
    KT_TRY(check_chosen(ctx, id, errs));
    KT_TRY(check_yes(ctx, id, errs));
    return names.n > 0 ? refuse(ctx, id, &names, errs) : KT_OK;
}
