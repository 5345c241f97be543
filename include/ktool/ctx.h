/* ctx.h - what a job is given: settings, a cluster once it is asked for, somebody to tell. */
#ifndef KTOOL_CTX_H
#define KTOOL_CTX_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "ktool/cluster.h"
#include "ktool/context.h"
#include "ktool/errs.h"
#include "ktool/log.h"
#include "ktool/settings.h"

struct kt_ctx {
    const struct kt_settings *settings; /* borrowed */
    const struct kt_pairs *dotenv;      /* variables of .env, for ${NAME}; borrowed */
    const struct kt_contexts *contexts; /* of the user's file; NULL: none; borrowed */
    const char *context;                /* --context; NULL: none chosen; borrowed */
    const char *yes_on;                 /* --yes-on, the protected context that may be changed */
    const char *environment;            /* -E or KTOOL_ENV, NULL: none chosen; borrowed */
    enum kt_handle handle;              /* that the command needs */
    int64_t timeout_ms;                 /* to the first answer of the cluster */
    bool patient;      /* a time to wait was asked for: what refuses at once is waited for, too */
    struct kt_log log; /* -v */
    /* One line for a person who waits; NULL: nobody looks. "" takes the line away. The sink
     * throttles. */
    void (*progress)(void *arg, const char *text);
    void *progress_arg;
    /* One line that has to be read before a change is made. */
    void (*notice)(void *arg, const char *text);
    void *notice_arg;
    const volatile sig_atomic_t *stop; /* the signal that ended it, 0: none */

    struct kt_link link;        /* filled in by kt_connect(); its texts are the settings', but for
                                   the user of a token */
    char principal[256];        /* that user: claim `sub` of the last token; "": not known */
    struct kt_cluster *cluster; /* NULL until kt_connect(); owned, closed by the dispatcher */
};

void kt_progress(struct kt_ctx *ctx, const char *fmt, ...) KT_PRINTF(2, 3);

#endif
