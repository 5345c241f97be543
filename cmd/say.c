/* say.c - what people see on stderr while a command works: lines, progress, the log of -v. */
#include <limits.h>

#include "ktool/clock.h"
#include "ktool/cmd.h"

#include "cli.h"

enum { TICK_MS = 100 }; /* progress at most ten times a second */

void kt_ticker_show(void *arg, const char *text)
{
    struct kt_ticker *ticker = arg;
    const int64_t now = kt_monotonic_ms();

    if (text[0] == '\0') {
        if (ticker->visible)
            (void)fputs("\r\033[K", ticker->err);
        ticker->visible = false;
        ticker->shown_ms = 0;
        return;
    }
    if (ticker->visible && now - ticker->shown_ms < TICK_MS)
        return;
    /* A line that wraps could not be taken away. */
    (void)fprintf(ticker->err, "\r\033[K%.*s", ticker->width > 1 ? ticker->width - 1 : INT_MAX,
                  text);
    (void)fflush(ticker->err);
    ticker->visible = true;
    ticker->shown_ms = now;
}

void kt_say(struct kt_cli *cli, const char *fmt, ...)
{
    KT_AUTO_STR text = NULL;
    va_list args;

    if (cli->globals.quiet)
        return;
    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    kt_progress(&cli->ctx, "%s", "");
    (void)fprintf(cli->err, "%s\n", text);
}

struct kt_out *kt_cli_document(struct kt_cli *cli, const char *kind, int version)
{
    kt_progress(&cli->ctx, "%s", "");
    return kt_out_open(cli->out, &cli->format, kind, version);
}
