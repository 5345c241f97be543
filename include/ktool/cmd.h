/* cmd.h - a subcommand as constant data. Help, man page, completions, README and parsing read it.
 */
#ifndef KTOOL_CMD_H
#define KTOOL_CMD_H

#include <stdio.h>

#include "ktool/ctx.h"
#include "ktool/opt.h"
#include "ktool/out.h"

/* The options every command takes. */
struct kt_globals {
    const char *brokers, *config, *context, *yes_on, *env_file, *environment, *output;
    const char *password_file, *token_command, *token_file;
    struct kt_list x;
    int64_t timeout; /* ms; -1: not given */
    bool verbose, quiet, no_color, help;
};

/* What a command is run with. Jobs are given `ctx` and know nothing of the rest. */
struct kt_cli {
    struct kt_ctx ctx;
    struct kt_globals globals;
    FILE *out, *err;
    struct kt_out_options format; /* of documents on `out` */
    bool err_is_terminal;
};

struct kt_example {
    const char *line; /* without "ktool "; run by the test suite against the fake cluster */
    const char *says; /* what it is good for; lower case, no full stop */
};

struct kt_cmd {
    const char *path;               /* "topics plan" */
    const char *alias;              /* another last word ("apply"), or NULL */
    const char *summary;            /* one line, lower case, no full stop */
    const char *details;            /* paragraphs for help and the man page, an empty line between
                                       them; or NULL */
    const char *operands;           /* "[MANIFEST...]", or NULL: none are taken */
    enum kt_completes completes;    /* what an operand is */
    int operands_min, operands_max; /* -1: no maximum */
    enum kt_handle handle; /* opened by kt_connect() after arguments and files are checked */
    bool hidden;           /* not in help: for scripts of our own */
    bool no_settings;      /* runs whatever files and environment say: ctx.settings stays NULL */
    bool faulty_settings;  /* shows settings: runs also when some of them are wrong, which is told
                              behind what it prints */
    size_t opts_size;      /* the dispatcher zero-fills this much, then parses into it */
    const struct kt_opt *opts; /* ended by KT_OPT_END, or NULL; its lists are freed for it */
    const struct kt_example *examples; /* ended by a row with line NULL, or NULL */
    enum kt_code (*run)(struct kt_cli *cli, const void *opts, int argc, char **argv,
                        struct kt_errs *errs); /* argv: operands only */
};

/* cmd/table.c; ended by NULL, in the order of help. */
extern const struct kt_cmd *const kt_cmds[];
/* cmd/globals.c: the options of struct kt_globals. */
extern const struct kt_opt kt_global_opts[];

/* Opens the document of a command on cli->out: kind is "topics.plan" for "topics plan". */
struct kt_out *kt_cli_document(struct kt_cli *cli, const char *kind, int version);
/* A line for people on stderr; nothing with -q. */
void kt_say(struct kt_cli *cli, const char *fmt, ...) KT_PRINTF(2, 3);

#endif
