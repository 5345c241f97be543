/* command.h - what a command of the user's prints. */
#ifndef KTOOL_COMMAND_H
#define KTOOL_COMMAND_H

#include <signal.h>
#include <stddef.h>

#include "ktool/errs.h"

/* Runs `command` with /bin/sh -c (POSIX system()), standard input empty, with the environment that
 * ktool itself was given, and hands over what it wrote to standard output: text of 1 to `max`
 * bytes, the caller's to free. No other file is inherited. It ends with the shell, even if
 * something that this left behind still holds the output open. A command that is not done within
 * `timeout_ms`, writes more, or is interrupted by the flag `stop` (may be NULL) is killed with all
 * of its process group. KT_E_IO when it cannot be started, fails (any status but 0, a signal), is
 * too slow or too long, or prints nothing. `what` names it and begins the error: "the token
 * command". Errors tell the first line of its standard error when it failed by itself, never its
 * output and never the command, which may hold secrets too. */
KT_MUST_CHECK enum kt_code kt_command_read(char **out, const char *command, const char *what,
                                           size_t max, int timeout_ms,
                                           const volatile sig_atomic_t *stop, struct kt_errs *errs);

#endif
