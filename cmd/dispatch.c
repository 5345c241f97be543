/* dispatch.c - from words to a command that runs: find, parse, settings, run. */
#include <string.h>

#include "cli.h"
#include "help.h"
#include "ktool/limits.h"

enum { DEFAULT_TIMEOUT_MS = 10000 };

/* Takes the command's own words out of argv; returns the new argc. */
static int drop_words(int argc, char **argv, const struct kt_found *found)
{
    int kept = 1;

    for (int i = 1; i < argc; i++)
        if (found->nwords < 1 || (i != found->at[0] && (found->nwords < 2 || i != found->at[1])))
            argv[kept++] = argv[i];
    return kept;
}

static enum kt_code check_operands(const struct kt_cmd *cmd, int n, char **operands,
                                   struct kt_errs *errs)
{
    if (n < cmd->operands_min)
        return kt_fail(errs, KT_E_USAGE, "'%s' needs %s", cmd->path, cmd->operands);
    if (cmd->operands == NULL && n > 0)
        return kt_fail(errs, KT_E_USAGE, "'%s' takes no operands, but was given '%s'", cmd->path,
                       operands[0]);
    if (cmd->operands != NULL && cmd->operands_max >= 0 && n > cmd->operands_max)
        return kt_fail(errs, KT_E_USAGE, "'%s' takes %s only, but was also given '%s'", cmd->path,
                       cmd->operands, operands[cmd->operands_max]);
    return KT_OK;
}

static enum kt_code find_settings(struct kt_run *run)
{
    struct kt_ctx *ctx = &run->cli.ctx;

    enum kt_code code;

    KT_TRY(kt_inputs_gather(&run->inputs, &run->cli.globals, &run->errs));
    code = kt_inputs_resolve(&run->settings, &run->inputs, &run->cli.globals, &run->errs);
    if (code != KT_OK && !run->cmd->faulty_settings)
        return code;
    ctx->settings = &run->settings;
    ctx->dotenv = &run->inputs.dotenv;
    ctx->contexts = &run->inputs.contexts;
    ctx->context = run->cli.globals.context;
    ctx->yes_on = run->cli.globals.yes_on;
    ctx->environment = kt_settings_get(&run->settings, "environment");
    return KT_OK;
}

static enum kt_code run_command(struct kt_run *run, int argc, char **argv)
{
    struct kt_ctx *ctx = &run->cli.ctx;

    ctx->handle = run->cmd->handle;
    ctx->notice = kt_report_notice;
    ctx->notice_arg = &run->cli;
    ctx->patient = run->cli.globals.timeout >= 0;
    ctx->timeout_ms = ctx->patient ? run->cli.globals.timeout : DEFAULT_TIMEOUT_MS;
    if (!run->cmd->no_settings) {
        KT_TRY(find_settings(run));
        if (kt_settings_hold_secrets(&run->settings))
            kt_core_dumps_off();
        kt_terminal_setup(run);
    }
    return run->cmd->run(&run->cli, run->opts, argc, argv, &run->errs);
}

/* No command on the line: help was asked for, or something is missing. */
static enum kt_code without_command(struct kt_run *run, const struct kt_found *found, int argc,
                                    char **argv)
{
    const struct kt_opt_target globals = {kt_global_opts, &run->cli.globals};
    int operands = 0;
    enum kt_code code = kt_opts_parse(&globals, 1, argc, argv, &operands, &run->errs);

    kt_terminal_setup(run);
    if (run->cli.globals.help) {
        kt_errs_clear(&run->errs);
        kt_help_overview(run->cli.out, &run->cli.format, found);
        return KT_OK;
    }
    if (code == KT_OK)
        kt_help_usage(run->cli.err, found);
    return KT_E_USAGE;
}

static enum kt_code with_command(struct kt_run *run, int argc, char **argv)
{
    struct kt_opt_target targets[2];
    int operands = 0;
    enum kt_code code;

    run->opts = kt_calloc(1, run->cmd->opts_size);
    targets[0] = (struct kt_opt_target){run->cmd->opts, run->opts};
    targets[1] = (struct kt_opt_target){kt_global_opts, &run->cli.globals};
    kt_opts_init(targets, 2);
    code = kt_opts_parse(targets, 2, argc, argv, &operands, &run->errs);
    kt_terminal_setup(run);
    if (run->cli.globals.help) {
        kt_errs_clear(&run->errs);
        kt_help_command(run->cli.out, &run->cli.format, run->cmd);
        return KT_OK;
    }
    if (code == KT_OK)
        code = check_operands(run->cmd, operands, argv + 1, &run->errs);
    if (code == KT_OK)
        return run_command(run, operands, argv + 1);
    if (!run->cmd->hidden && run->errs.v[run->errs.n - 1].hint == NULL)
        kt_hint(&run->errs, "see 'ktool help %s'", run->cmd->path);
    return code;
}

enum kt_code kt_dispatch(struct kt_run *run, int argc, char **argv)
{
    const struct kt_opt_target globals = {kt_global_opts, &run->cli.globals};
    struct kt_found found;
    char version[] = "version";

    kt_opts_init(&globals, 1);
    if (argc > 1 && strcmp(argv[1], "--version") == 0)
        argv[1] = version;
    if (kt_cmd_find(&found, argc, argv, &run->errs) != KT_OK) {
        kt_terminal_setup(run);
        return KT_E_USAGE;
    }
    argc = drop_words(argc, argv, &found);
    run->cmd = found.cmd;
    return found.cmd != NULL ? with_command(run, argc, argv)
                             : without_command(run, &found, argc, argv);
}
