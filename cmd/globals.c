/* globals.c - the options that every command takes. */
#include "ktool/cmd.h"

/* KT_OPT speaks of `struct opts`. */
#define opts kt_globals

const struct kt_opt kt_global_opts[] = {
    {.name = "brokers",
     .alias = "bootstrap-server",
     .letter = 'b',
     .kind = KT_OPT_KIND(brokers),
     .offset = offsetof(struct opts, brokers),
     .arg = "LIST",
     .help = "brokers to begin with, as host:port,host:port"},
    KT_OPT(x, 'X', KT_NOTHING, "KEY=VALUE", "set any librdkafka property; repeatable"),
    {.name = "config",
     .alias = "command-config",
     .letter = 'F',
     .kind = KT_OPT_KIND(config),
     .offset = offsetof(struct opts, config),
     .completes = KT_FILE,
     .arg = "FILE",
     .help = "read properties from FILE, as Kafka's own tools do"},
    KT_OPT(env_file, 0, KT_FILE, "FILE", "read variables from FILE, not .env (empty: from none)"),
    {.name = "env",
     .letter = 'E',
     .kind = KT_OPT_KIND(environment),
     .offset = offsetof(struct opts, environment),
     .completes = KT_ENVIRONMENT,
     .arg = "NAME",
     .help = "the manifest's environment to use"},
    {.name = "output",
     .letter = 'o',
     .kind = KT_WORD,
     .offset = offsetof(struct opts, output),
     .arg = "table|json|yaml|tsv",
     .help = "how to print; default table"},
    KT_OPT_DURATION(timeout, 0, "DURATION", "how long to wait for the cluster; default 10s"),
    KT_OPT(verbose, 'v', KT_NOTHING, NULL, "say more: notes, and what the library logs"),
    KT_OPT(quiet, 'q', KT_NOTHING, NULL, "say nothing but data and errors"),
    KT_OPT(no_color, 0, KT_NOTHING, NULL, "no colour, also on a terminal"),
    KT_OPT(help, 'h', KT_NOTHING, NULL, "help on the command"),
    KT_OPT_END,
};
