/* policy.h - the options that say how far plan, init, create and alter may go; the same words for
 * all. */
#ifndef KTOOL_CMD_POLICY_H
#define KTOOL_CMD_POLICY_H

#include "ktool/cmd.h"
#include "ktool/plan.h"

struct cmd_policy {
    bool keep_rf, unset, grow_keyed, allow_loss;
};
/* Rows for `struct opts` with a member `struct cmd_policy policy`. */
#define CMD_POLICY_ROW(f, h)                                                                       \
    {                                                                                              \
        .name = #f, .kind = KT_FLAG, .offset = offsetof(struct opts, policy.f), .help = (h)        \
    }
#define CMD_POLICY_OPTS                                                                            \
    CMD_POLICY_ROW(keep_rf, "leave another replication factor as it is, but name it"),             \
        CMD_POLICY_ROW(grow_keyed, "allow more partitions on keyed or compacted topics"),          \
        CMD_POLICY_ROW(allow_loss, "allow changes by which records are deleted")
#define CMD_UNSET_OPT CMD_POLICY_ROW(unset, "take away overrides that the manifest does not name")

struct kt_policy cmd_policy_make(const struct cmd_policy *given);

#endif
