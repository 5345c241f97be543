/* render_view.h - declared topics as a document. */
#ifndef KTOOL_CMD_RENDER_VIEW_H
#define KTOOL_CMD_RENDER_VIEW_H

#include "ktool/cmd.h"

/* Every declared value with the place it comes from; prints and closes the document. */
KT_MUST_CHECK enum kt_code cmd_render_view(struct kt_cli *cli, const struct kt_topics *topics,
                                           struct kt_errs *errs);

#endif
