/* log.h - what -v shows. Nothing below cmd/ prints: it hands lines to the sink it was given. */
#ifndef KTOOL_LOG_H
#define KTOOL_LOG_H

#include "ktool/attr.h"

struct kt_log {
    void (*line)(void *arg, const char *text); /* NULL: nobody listens */
    void *arg;
};

/* `log` may be NULL. The text has no newline at its end. */
void kt_log(const struct kt_log *log, const char *fmt, ...) KT_PRINTF(2, 3);

#endif
