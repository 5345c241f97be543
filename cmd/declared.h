/* declared.h - manifests for a command, with what a person must be told about them. */
#ifndef KTOOL_CMD_DECLARED_H
#define KTOOL_CMD_DECLARED_H

#include "ktool/cmd.h"
#include "ktool/load.h"
#include "ktool/plan.h"

/* The options that say which topics of which manifests: rows for `struct opts` with a member
 * `struct cmd_load load`. */
struct cmd_load {
    struct kt_list set, only, except;
    const char *prefix;
};
#define CMD_LOAD_ROW(f, c, a, h)                                                                   \
    {                                                                                              \
        .name = #f, .kind = KT_OPT_KIND(load.f), .offset = offsetof(struct opts, load.f),          \
        .completes = (c), .arg = (a), .help = (h)                                                  \
    }
#define CMD_SET_ROW                                                                                \
    CMD_LOAD_ROW(set, KT_NOTHING, "NAME=VALUE", "fill in {NAME} of topic templates; repeatable")
#define CMD_LOAD_OPTS                                                                              \
    CMD_SET_ROW,                                                                                   \
        CMD_LOAD_ROW(only, KT_TOPIC, "GLOB", "only these topics of the manifests; repeatable"),    \
        CMD_LOAD_ROW(except, KT_TOPIC, "GLOB", "all topics but these; repeatable"),                \
        CMD_LOAD_ROW(prefix, KT_NOTHING, "P", "put P before every topic name")
/* Without only and except, for commands whose operands are topics: next to a row `manifest`. */
#define CMD_MANIFEST_OPTS                                                                          \
    CMD_SET_ROW, CMD_LOAD_ROW(prefix, KT_NOTHING, "P",                                             \
                              "the topics of the manifest have P before their names")

/* kt_load(), then says on stderr what was left out and which environment was not chosen. */
KT_MUST_CHECK enum kt_code cmd_load(struct kt_cli *cli, struct kt_loaded *out,
                                    const struct cmd_load *given, char *const *operands,
                                    size_t noperands, struct kt_errs *errs);
/* The same for the one manifest of -m. NULL: none was given; then nothing is loaded, and options
 * that go with it are wrong usage. */
KT_MUST_CHECK enum kt_code cmd_load_one(struct kt_cli *cli, struct kt_loaded *out,
                                        const struct cmd_load *given, const char *manifest,
                                        struct kt_errs *errs);

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
