/* say.c - what people see on stderr while a command works: lines, progress, the log of -v. */
#include <string.h>

#include "ktool/clock.h"
#include "ktool/cmd.h"

#include "cli.h"

enum { TICK_MS = 100 }; /* progress at most ten times a second */

void kt_print_safely(FILE *to, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)text[i];
        const bool c1 = c == 0xC2 && i + 1 < len && (unsigned char)text[i + 1] < 0xA0;

        (void)fputc((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || c1 ? '?' : c, to);
        i += c1;
    }
}

void kt_ticker_show(void *arg, const char *text)
{
    struct kt_ticker *ticker = arg;
    const int64_t now = kt_monotonic_ms();
    size_t len = strlen(text);

    if (text[0] == '\0') {
        if (ticker->visible)
            (void)fputs("\r\033[K", ticker->err);
        ticker->visible = false;
        ticker->shown_ms = 0;
        return;
    }
    if (ticker->visible && now - ticker->shown_ms < TICK_MS)
        return;
    if (ticker->width > 1 && len >= (size_t)ticker->width)
        len = (size_t)ticker->width - 1; /* a line that wraps could not be taken away */
    (void)fputs("\r\033[K", ticker->err);
    kt_print_safely(ticker->err, text, len);
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
    kt_print_safely(cli->err, text, strlen(text));
    (void)fputc('\n', cli->err);
}

struct kt_out *kt_cli_document(struct kt_cli *cli, const char *kind, int version)
{
    kt_progress(&cli->ctx, "%s", "");
    return kt_out_open(cli->out, &cli->format, kind, version);
}
