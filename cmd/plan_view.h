/* plan_view.h - a plan as a document. */
#ifndef KTOOL_CMD_PLAN_VIEW_H
#define KTOOL_CMD_PLAN_VIEW_H

#include "ktool/cmd.h"
#include "ktool/converge.h"
#include "ktool/manifest.h"

/* Facts and sections of the plan; the caller adds its own summary and closes the document. `all`:
 * also what the plan leaves alone (unmanaged overrides, undeclared topics). */
void cmd_plan_view(struct kt_cli *cli, struct kt_out *out, const struct kt_planned *planned,
                   bool all);
/* What to try when the cluster has fewer brokers than the manifests want replicas. */
void cmd_plan_advice(struct kt_cli *cli, struct kt_out *out, const struct kt_planned *planned,
                     const struct kt_declared *declared);
/* "2 changes (1 topic to create, 1 setting to change), 12 topics declared" and the like. */
void cmd_plan_summary(struct kt_out *out, const struct kt_planned *planned);

#endif
