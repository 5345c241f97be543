/* log.c - lines for -v, to whoever listens. */
#include <stdlib.h>

#include "ktool/log.h"
#include "ktool/mem.h"

void kt_log(const struct kt_log *log, const char *fmt, ...)
{
    KT_AUTO_STR text = NULL;
    va_list args;

    if (log == NULL || log->line == NULL)
        return;
    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    log->line(log->arg, text);
}
