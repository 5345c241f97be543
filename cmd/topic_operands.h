/* topic_operands.h - topics that a command line names, by name or by shell pattern. */
#ifndef KTOOL_CMD_TOPIC_OPERANDS_H
#define KTOOL_CMD_TOPIC_OPERANDS_H

#include "ktool/ctx.h"
#include "ktool/topic.h"

/* A name that is no pattern and of no live topic is KT_E_REMOTE; all of them are told. */
KT_MUST_CHECK enum kt_code cmd_topics_are_there(struct kt_ctx *ctx, const struct kt_topics *live,
                                                int argc, char **argv, struct kt_errs *errs);

#endif
