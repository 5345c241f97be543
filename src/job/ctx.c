/* ctx.c - telling somebody who waits. */
#include <stdlib.h>

#include "ktool/ctx.h"

void kt_progress(struct kt_ctx *ctx, const char *fmt, ...)
{
    KT_AUTO_STR text = NULL;
    va_list args;

    if (ctx->progress == NULL)
        return;
    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    ctx->progress(ctx->progress_arg, text);
}
