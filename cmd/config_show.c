/* config_show.c - every setting, its value and where it came from. */
#include "ktool/cmd.h"

static const struct kt_col cols[] = {
    {"name", "NAME", KT_CELL_TEXT},
    {"value", "VALUE", KT_CELL_TEXT},
    {"origin", "ORIGIN", KT_CELL_TEXT},
};

static const struct kt_example examples[] = {
    {"config show", "which brokers, whose credentials, and which file says so"},
    {"config show -o json -X linger.ms=5", "for programs; -X is shown like everything else"},
    {NULL, NULL},
};

static enum kt_code run(struct kt_cli *cli, const void *given, int argc, char **argv,
                        struct kt_errs *errs)
{
    const struct kt_settings *settings = cli->ctx.settings;
    struct kt_out *out = kt_cli_document(cli, "config.show", 1);

    (void)given;
    (void)argc;
    (void)argv;
    kt_out_section(out, "settings", NULL, cols, KT_COUNT(cols));
    for (size_t i = 0; i < settings->n; i++) {
        const struct kt_setting_value *value = &settings->v[i];

        kt_out_tone(out, value->source == KT_FROM_DEFAULT ? KT_TONE_DIM : KT_TONE_PLAIN);
        kt_out_text(out, value->name);
        kt_out_text(out, value->shown);
        kt_out_text(out, value->origin);
        kt_out_row(out);
    }
    return kt_out_close(&out, errs);
}

const struct kt_cmd cmd_config_show = {
    .path = "config show",
    .summary = "show every setting, its value and where it came from",
    .details = "Settings come from options, -X, the file of -F, the context of --context, the "
               "environment, .env in the current folder, ~/.config/ktool/config and defaults; the "
               "first of these that has one counts. Passwords and other secrets are masked. A "
               "property that no setting stands for is listed behind them under librdkafka's "
               "name. Settings that are wrong are shown as they stand, and then reported.\n\n"
               "A consumer group of the platform is shown, and never joined because of it.",
    .faulty_settings = true,
    .examples = examples,
    .run = run,
};
