/* config_contexts.c - the sections of the user's file. */
#include <string.h>

#include "ktool/cmd.h"

static const struct kt_col cols[] = {
    {"name", "NAME", KT_CELL_NAME},
    {"brokers", "BROKERS", KT_CELL_TEXT},
    {"user", "USER", KT_CELL_TEXT},
    {"protected", "PROTECTED", KT_CELL_BOOL},
    {"cluster_id", "CLUSTER ID", KT_CELL_TEXT},
    {"chosen", "CHOSEN", KT_CELL_BOOL},
};

static const struct kt_example examples[] = {
    {"config contexts", "which clusters the file knows, and which of them are protected"},
    {NULL, NULL},
};

/* What the section itself says, not what would be the default; borrowed. */
static const char *own(const struct kt_settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->v[i].name, name) == 0)
            return settings->v[i].source == KT_FROM_CONTEXT ? settings->v[i].shown : NULL;
    return NULL;
}

static void row(struct kt_out *out, const struct kt_ctx *ctx, const struct kt_context *context)
{
    const struct kt_setting_input input = {.source = KT_FROM_CONTEXT,
                                           .origin = ctx->contexts->file,
                                           .pairs = &context->pairs,
                                           .section = context->name};
    KT_AUTO(kt_settings) settings = {0};
    KT_AUTO(kt_errs) silent = {0}; /* whoever chooses the context is told */
    enum kt_code code = kt_settings_survey(&settings, &input, 1, &silent);
    const bool chosen = ctx->context != NULL && strcmp(ctx->context, context->name) == 0;

    (void)code;
    kt_out_text(out, context->name);
    kt_out_text(out, own(&settings, "brokers"));
    kt_out_text(out, own(&settings, "username"));
    kt_out_tone(out, context->is_protected ? KT_TONE_CAREFUL : KT_TONE_PLAIN);
    kt_out_bool(out, context->is_protected);
    kt_out_text(out, context->cluster_id);
    kt_out_bool(out, chosen);
    kt_out_row(out);
}

static void explain(struct kt_out *out, const char *file)
{
    if (file == NULL) {
        kt_out_line(out, "0 contexts: HOME is not set, so there is no place to look for them");
        return;
    }
    kt_out_line(out, "0 contexts in %s; this would be one:", file);
    kt_out_line(out, "  [prod]");
    kt_out_line(out, "  bootstrap.servers=kafka-1.example.com:9093");
    kt_out_line(out, "  sasl.username=alice");
    kt_out_line(out, "  password.file=/home/alice/.kafka-password");
    kt_out_line(out, "  protected=true");
    kt_out_line(out, "  cluster.id=the id that 'ktool cluster info' prints");
}

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct kt_contexts *contexts = cli->ctx.contexts;
    struct kt_out *out = kt_cli_document(cli, "config.contexts", 1);

    (void)given;
    (void)argc;
    (void)argv;
    kt_out_fact_text(out, "file", contexts->file);
    kt_out_section(out, "contexts", NULL, cols, KT_COUNT(cols));
    for (size_t i = 0; i < contexts->n; i++)
        row(out, &cli->ctx, &contexts->v[i]);
    if (contexts->n == 0)
        explain(out, contexts->file);
    return kt_out_close(&out, errs);
}

const struct kt_cmd cmd_config_contexts = {
    .path = "config contexts",
    .summary = "list the contexts of ~/.config/ktool/config",
    .details =
        "A context is a section [NAME] of that file: lines key=value under librdkafka's or Java's "
        "names, and password.file, token.command and token.file. --context NAME uses one; it "
        "counts more than environment and .env, and less than -F, -X and options. Lines above "
        "the first section count always, and least.\n\n"
        "A section with protected=true and cluster.id=ID guards that cluster, however it is "
        "reached: commands that change it say so and need --yes-on NAME. ktool reads this file "
        "and never writes it.",
    .faulty_settings = true,
    .examples = examples,
    .run = run,
};
