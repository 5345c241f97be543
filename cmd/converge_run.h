/* converge_run.h - plan, apply and show: what init, create and alter have in common. */
#ifndef KTOOL_CMD_CONVERGE_RUN_H
#define KTOOL_CMD_CONVERGE_RUN_H

#include "ktool/cmd.h"
#include "ktool/converge.h"
#include "ktool/load.h"

enum { CMD_READY_TIMEOUT_MS = 60000 };

struct cmd_converge {
    const char *kind; /* of the document */
    const struct kt_topics *want;
    const struct kt_loaded
        *loaded; /* the manifests `want` comes from; NULL: it comes from elsewhere */
    struct kt_policy policy;
    int64_t wait_ms;          /* for the first answer */
    int64_t ready_timeout_ms; /* -1: CMD_READY_TIMEOUT_MS */
    bool dry_run;
    bool as_plan; /* the document is that of `topics plan`; only with dry_run */
    /* May be NULL: looks at the plan before anything is sent; what it returns but KT_OK ends the
     * run after the plan was shown. */
    enum kt_code (*vet)(struct kt_ctx *ctx, const void *arg, const struct kt_planned *planned,
                        struct kt_errs *errs);
    const void *vet_arg;
};
KT_MUST_CHECK enum kt_code cmd_converge_run(struct kt_cli *cli, const struct cmd_converge *job,
                                            struct kt_errs *errs);

#endif
