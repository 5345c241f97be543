/* plan_view.h - a plan as a document. */
#ifndef KTOOL_CMD_PLAN_VIEW_H
#define KTOOL_CMD_PLAN_VIEW_H

#include "ktool/cmd.h"
#include "ktool/converge.h"

/* Facts and sections of the plan; the caller adds its own summary and closes the document. `all`:
 * also what the plan leaves alone (unmanaged overrides, undeclared topics). */
void cmd_plan_view(struct kt_cli *cli, struct kt_out *out, const struct kt_planned *planned,
                   bool all);
/* "2 changes (1 topic to create, 1 setting to change), 12 topics declared" and the like. */
void cmd_plan_summary(struct kt_out *out, const struct kt_planned *planned);

#endif
