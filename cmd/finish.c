/* finish.c - the one way out of the program. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* Has the reader of this stream gone? Asked of the system, as errno is long forgotten. */
static bool is_broken_pipe(FILE *stream)
{
    struct pollfd end = {.fd = fileno(stream), .events = POLLOUT};

    return poll(&end, 1, 0) == 1 && (end.revents & POLLERR) != 0;
}

/* What is still buffered is written; a reader that has gone ends us the way the shell expects. */
static enum kt_code flush(struct kt_run *run, enum kt_code code)
{
    const bool failed = ferror(run->cli.out) != 0;
    const struct sigaction standard = {.sa_handler = SIG_DFL};

    errno = 0;
    if (fflush(run->cli.out) == 0 && !failed)
        return code;
    if (is_broken_pipe(run->cli.out)) {
        (void)sigaction(SIGPIPE, &standard, NULL);
        (void)raise(SIGPIPE);
    }
    if (code == KT_E_IO)
        return code;
    return kt_fail(&run->errs, KT_E_IO, "cannot write to standard output%s%s",
                   errno != 0 ? ": " : "", errno != 0 ? strerror(errno) : "");
}

#ifdef KT_FULL_EXIT
static int end(struct kt_run *run, int status)
{
    const struct kt_opt_target targets[] = {
        {kt_global_opts, &run->cli.globals},
        {run->cmd != NULL ? run->cmd->opts : NULL, run->opts},
    };

    kt_cluster_close(&run->cli.ctx.cluster);
    kt_opts_clear(targets, KT_COUNT(targets));
    free(run->opts);
    kt_settings_clear(&run->settings);
    kt_inputs_clear(&run->inputs);
    kt_errs_clear(&run->errs);
    return status;
}
#else
/* Handles are left to the system: closing them waits for librdkafka's threads. */
static int end(struct kt_run *run, int status)
{
    (void)run;
    _exit(status);
}
#endif

int kt_finish(struct kt_run *run, enum kt_code code)
{
    const int signal_number = *run->cli.ctx.stop;
    int status;

    code = flush(run, code);
    kt_report(&run->cli, &run->errs);
    (void)alarm(0); /* signals.c: we are out in time */
    status = kt_exit_status(&run->errs, code);
    if (code == KT_E_INTERRUPTED && signal_number != 0)
        status = 128 + signal_number;
    return end(run, status);
}
