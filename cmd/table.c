/* table.c - all commands, in the order of help. Adding one is its file and one word here. */
#include "ktool/cmd.h"

/* clang-format off */
#define COMMANDS(X)                                                                                \
    X(topics_list)                                                                                 \
    X(topics_describe)                                                                             \
    X(topics_plan)                                                                                 \
    X(topics_init)                                                                                 \
    X(topics_create)                                                                               \
    X(topics_alter)                                                                                \
    X(topics_export)                                                                               \
    X(topics_delete)                                                                               \
    X(cluster_info)                                                                                \
    X(cluster_health)                                                                              \
    X(config_show)                                                                                 \
    X(config_contexts)                                                                             \
    X(help)                                                                                        \
    X(version)                                                                                     \
    X(completion)                                                                                  \
    X(completion_words)
/* clang-format on */

#define DECLARE(name) extern const struct kt_cmd cmd_##name;
#define POINT(name)   &cmd_##name,

COMMANDS(DECLARE)
const struct kt_cmd *const kt_cmds[] = {COMMANDS(POINT) NULL};
