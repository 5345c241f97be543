/* declared.h - manifests for a command, with what a person must be told about them. */
#ifndef KTOOL_CMD_DECLARED_H
#define KTOOL_CMD_DECLARED_H

#include "ktool/cmd.h"
#include "ktool/load.h"
#include "ktool/plan.h"

/* kt_load(), then says on stderr what was left out and which environment was not chosen. */
KT_MUST_CHECK enum kt_code cmd_load(struct kt_cli *cli, struct kt_loaded *out,
                                    const struct kt_load_options *options, struct kt_errs *errs);

/* One topic from options, by the rules of manifests. Faults are KT_E_USAGE. */
struct cmd_topic {
    const char *name, *partitions, *replication; /* counts as typed; NULL: not given */
    struct kt_list config;                       /* KEY=VALUE */
};
KT_MUST_CHECK enum kt_code cmd_topic_declare(struct kt_topics *out, const struct cmd_topic *given,
                                             struct kt_errs *errs);

/* Takes the topics out of plan->undeclared that the manifests do declare, but that are not part of
 * this run: those that --only and --except leave out, and those that a template could have made. */
void cmd_drop_declared(struct kt_plan *plan, const struct kt_loaded *loaded);

#endif
