/* terminal.c - how to print: format, colour, width, how much to say. */
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ktool/env.h"

#include "cli.h"

static void log_line(void *arg, const char *text)
{
    struct kt_cli *cli = arg;
    KT_AUTO_STR safe = kt_scrub(cli->ctx.settings, text, KT_SCRUB_LIBRARY);

    kt_progress(&cli->ctx, "%s", "");
    (void)fputs("debug: ", cli->err);
    kt_print_safely(cli->err, safe, strlen(safe));
    (void)fputc('\n', cli->err);
}

static enum kt_format format_of(const char *word)
{
    static const char *const words[] = {[KT_FORMAT_TABLE] = "table",
                                        [KT_FORMAT_JSON] = "json",
                                        [KT_FORMAT_YAML] = "yaml",
                                        [KT_FORMAT_TSV] = "tsv"};

    for (size_t i = 0; word != NULL && i < KT_COUNT(words); i++)
        if (strcmp(words[i], word) == 0)
            return (enum kt_format)i;
    return KT_FORMAT_TABLE;
}

/* https://no-color.org: any value but an empty one. */
bool kt_colour_wanted(const struct kt_globals *globals)
{
    const char *no_color = kt_env_get("NO_COLOR");
    const char *term = kt_env_get("TERM");

    return !globals->no_color && (no_color == NULL || no_color[0] == '\0') && term != NULL &&
           strcmp(term, "dumb") != 0;
}

static int width_of(FILE *stream)
{
    struct winsize size = {0};

    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void kt_terminal_setup(struct kt_run *run)
{
    struct kt_cli *cli = &run->cli;
    const bool out_is_terminal = isatty(fileno(cli->out)) == 1;
    const char *level;

    cli->err_is_terminal = isatty(fileno(cli->err)) == 1;
    cli->format.format = format_of(cli->globals.output);
    cli->format.colour = out_is_terminal && kt_colour_wanted(&cli->globals);
    cli->format.width = out_is_terminal ? width_of(cli->out) : 0;
    level = cli->ctx.settings != NULL ? kt_settings_get(cli->ctx.settings, "log_level") : NULL;
    if (level != NULL && strcasecmp(level, "debug") == 0)
        cli->globals.verbose = true;
    if (cli->globals.verbose)
        cli->ctx.log = (struct kt_log){log_line, cli};
    run->ticker.err = cli->err;
    run->ticker.width = cli->err_is_terminal ? width_of(cli->err) : 0;
    if (cli->err_is_terminal && !cli->globals.quiet) {
        cli->ctx.progress = kt_ticker_show;
        cli->ctx.progress_arg = &run->ticker;
    }
}
