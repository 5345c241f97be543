/* cli.h - one run of the command line, from its first word to the exit status. */
#ifndef KTOOL_CLI_H
#define KTOOL_CLI_H

#include <signal.h>
#include <stdio.h>

#include "ktool/cmd.h"

/* find.c: the command that a line means. */
struct kt_found {
    const struct kt_cmd *cmd; /* NULL: the line says a noun only, or nothing at all */
    const char *noun;         /* "topics", as in the table; NULL: nothing at all */
    size_t noun_len;          /* of the text at `noun` */
    int at[2], nwords;        /* where in argv the words stand */
};
/* Words are found wherever global options leave them; an unknown one is KT_E_USAGE and names the
 * nearest. */
KT_MUST_CHECK enum kt_code kt_cmd_find(struct kt_found *out, int argc, char *const *argv,
                                       struct kt_errs *errs);
/* "plan" of "topics plan"; of one word that word. */
const char *kt_cmd_verb(const struct kt_cmd *cmd);
/* The length of "topics" in "topics plan"; 0 for a command of one word. */
size_t kt_cmd_noun_len(const struct kt_cmd *cmd);

/* Is this command the first visible one of its noun? */
bool kt_opens_noun(size_t index);
/* Belongs it to the noun of `len` bytes? */
bool kt_is_of_noun(const struct kt_cmd *cmd, const char *noun, size_t len);

/* inputs.c: everything that settings come from. */
struct kt_inputs {
    struct kt_pairs option, x, file, environment, dotenv, user;
    struct kt_contexts contexts;      /* the sections of the user's file */
    const struct kt_context *context; /* of these, the one of --context; NULL: none */
    char *dotenv_path;                /* NULL: there is no such file */
    char *user_path;                  /* the file may be missing; NULL: there is no home */
};
/* Reads them all and reports the faults of all; a file with a password that everybody may read
 * draws a warning. Clear it also after a failure. */
KT_MUST_CHECK enum kt_code kt_inputs_gather(struct kt_inputs *out, const struct kt_globals *globals,
                                            struct kt_errs *errs);
/* `out` is filled also after a failure, for those who show settings. */
KT_MUST_CHECK enum kt_code kt_inputs_resolve(struct kt_settings *out, const struct kt_inputs *given,
                                             const struct kt_globals *globals,
                                             struct kt_errs *errs);
void kt_inputs_clear(struct kt_inputs *inputs); /* twice is fine */

/* say.c: the line that progress keeps rewriting. */
struct kt_ticker {
    FILE *err;
    int width; /* of the terminal; 0: not known */
    int64_t shown_ms;
    bool visible;
};
/* A sink for kt_ctx.progress; `arg` is the ticker. */
void kt_ticker_show(void *arg, const char *text);
/* say.c: writes `len` bytes, but for control characters, which must not reach a terminal out of a
 * file or from a broker: ASCII's, and those that UTF-8 writes as C2 80 to C2 9F. Tabs and ends of
 * lines stay. */
void kt_print_safely(FILE *to, const char *text, size_t len);

struct kt_run {
    struct kt_cli cli;
    const struct kt_cmd *cmd; /* NULL until found */
    void *opts;               /* of the command; owned */
    struct kt_inputs inputs;
    struct kt_settings settings;
    struct kt_ticker ticker;
    struct kt_errs errs;
};

/* dispatch.c */
KT_MUST_CHECK enum kt_code kt_dispatch(struct kt_run *run, int argc, char **argv);
/* terminal.c: decides on format, colour, width, and what -v, -q and the settings say. Called with
 * the settings still NULL, and once more when they are known. */
void kt_terminal_setup(struct kt_run *run);
/* May a terminal be written to in colour? NO_COLOR, TERM and --no-color may forbid it. */
bool kt_colour_wanted(const struct kt_globals *globals);
/* scrub.c: `text` without the secrets of the settings, as a last line of defence: nobody should
 * have written one. Whole words of four bytes and more are masked, but for those that another
 * setting shows. In ktool's own sentences a secret that is a plain word ("kafka", "password") is
 * let be: it would garble them, and the gap would tell it. The library's lines may be garbled. The
 * caller frees the result; `settings` NULL: not known yet; `text` NULL stays NULL. */
enum kt_scrub { KT_SCRUB_OURS, KT_SCRUB_LIBRARY };
char *kt_scrub(const struct kt_settings *settings, const char *text, enum kt_scrub how);
/* report.c: a sink for kt_ctx.notice; `arg` is the cli. -q does not silence it. */
void kt_report_notice(void *arg, const char *text);
/* report.c: prints errors on cli->err, warnings unless -q, notes with -v. */
void kt_report(struct kt_cli *cli, const struct kt_errs *errs);
/* signals.c: SIGINT and SIGTERM set what this returns, and end the program themselves when it has
 * not come to kt_finish() a second later; SIGPIPE is ignored; closed standard streams are filled,
 * so that no other file takes their number. */
const volatile sig_atomic_t *kt_signals_install(void);
/* finish.c: the one way out. Reports, flushes, ends the process; returns only in builds that look
 * for leaks and coverage, with the exit status. */
int kt_finish(struct kt_run *run, enum kt_code code);

#endif
