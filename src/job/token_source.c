/* token_source.c - bearer tokens from a command or a file, anew whenever one is wanted. */
#include <stdlib.h>
#include <string.h>

#include "ktool/clock.h"
#include "ktool/command.h"
#include "ktool/file.h"
#include "ktool/token_source.h"
#include "ktool/units.h"

static enum kt_code run_command(struct kt_token *out, const struct kt_ctx *ctx, const char *command,
                                int timeout_ms, struct kt_errs *errs)
{
    char *text = NULL;
    enum kt_code code;

    KT_TRY(kt_command_read(&text, command, "the token command", KT_TOKEN_BYTES_MAX, timeout_ms,
                           ctx->stop, errs));
    code = kt_token_parse(out, text, "the output of the token command", kt_now_ms(), errs);
    kt_secret_free(text);
    return code;
}

static enum kt_code read_file(struct kt_token *out, const char *path, struct kt_errs *errs)
{
    KT_AUTO_STR from = kt_format("the token file '%s'", path);
    KT_AUTO(kt_text) text = {0};
    enum kt_code code;

    KT_TRY(kt_file_read(&text, path, KT_TOKEN_BYTES_MAX, errs));
    code = kt_token_parse(out, text.bytes, from, kt_now_ms(), errs);
    kt_secret_free(text.bytes);
    text.bytes = NULL;
    return code;
}

/* As brokers do unless they are told otherwise (sasl.oauthbearer.sub.claim.name): the subject is
 * who has rights. A name that does not fit is left out. */
static void note_principal(struct kt_ctx *ctx, const char *subject)
{
    const size_t len = strlen(subject);

    ctx->principal[0] = '\0';
    if (len < sizeof(ctx->principal))
        memcpy(ctx->principal, subject, len + 1);
    ctx->link.user = ctx->principal[0] != '\0' ? ctx->principal : NULL;
}

static enum kt_code fetch(void *arg, int timeout_ms, struct kt_token *out, struct kt_errs *errs)
{
    struct kt_ctx *ctx = arg;
    const char *command = kt_settings_get(ctx->settings, "token_command");
    char life[KT_UNITS_TEXT];
    int64_t left_ms;

    if (command != NULL)
        KT_TRY(run_command(out, ctx, command, timeout_ms, errs));
    else
        KT_TRY(read_file(out, kt_settings_get(ctx->settings, "token_file"), errs));
    note_principal(ctx, out->principal);
    left_ms = out->expires_ms - kt_now_ms();
    kt_log(&ctx->log, "token for '%s', good for %s", out->principal,
           kt_duration_text((left_ms + 999) / 1000 * 1000, life));
    return KT_OK;
}

kt_token_source *kt_token_source_of(const struct kt_settings *settings)
{
    const char *mechanism = kt_settings_get(settings, "sasl_mechanism");

    if (mechanism == NULL || strcmp(mechanism, "OAUTHBEARER") != 0)
        return NULL;
    return kt_settings_get(settings, "token_command") != NULL ||
                   kt_settings_get(settings, "token_file") != NULL
               ? fetch
               : NULL;
}
