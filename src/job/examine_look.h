/* examine_look.h - one look at a cluster; shared by the files src/job/examine*.c only. */
#ifndef KTOOL_JOB_EXAMINE_LOOK_H
#define KTOOL_JOB_EXAMINE_LOOK_H

#include "ktool/examine.h"

struct kt_look_at {
    struct kt_ctx *ctx;
    const struct kt_examine *what;
    struct kt_metadata *live;
    int64_t deadline_ms; /* monotonic, of this look */
    bool denied;         /* a right is missing: the next look will fail as well */
    bool brokers_denied; /* brokers answer, and tell this user nothing */
    struct kt_examined *out;
};
/* For one request: what is left of the look, at most `most_ms`, at least 1. */
int kt_look_left(const struct kt_look_at *look, int most_ms);

/* Metadata is there; the rest is added to look->out. */
KT_MUST_CHECK enum kt_code kt_look_at(struct kt_look_at *look, struct kt_errs *errs);

/* examine_brokers.c: who answers, and who is gone. KT_E_CLUSTER: nobody answers. */
KT_MUST_CHECK enum kt_code kt_look_at_brokers(struct kt_look_at *look, struct kt_errs *errs);
/* examine_groups.c: groups without members that have records to read. */
KT_MUST_CHECK enum kt_code kt_look_at_groups(struct kt_look_at *look, struct kt_errs *errs);

#endif
