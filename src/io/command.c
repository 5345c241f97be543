/* command.c - runs a command of the user's and reads what it prints. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ktool/command.h"
#include "ktool/mem.h"
#include "ktool/units.h"

/* A signal ends a poll early; the slice is for the shell that ends while somebody holds its output
 * open. Without open output only the end is waited for, and that is near. */
enum { SLICE_MS = 50, LAST_SLICE_MS = 2, COMPLAINT_BYTES = 4096, COMPLAINT_SHOWN = 200 };

extern char **environ;

struct stream {
    int fd; /* our end, -1: at its end */
    char *bytes;
    size_t len, max; /* what comes behind `max` is dropped, but for one byte that tells of it */
};
struct run {
    const char *what;
    struct stream out, err;
    pid_t child;
    bool over; /* and reaped */
    int status;
    struct kt_errs *errs;
};

/* Real time, whatever clock the link has put in: the command knows no other. */
static int64_t now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_end(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

/* Neither end is inherited by accident, ours does not block. */
static int open_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        ends[0] = ends[1] = -1;
        return errno;
    }
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return 0;
}

/* The library's pipes would be inherited otherwise. */
static void keep_files(void)
{
    DIR *folder = opendir("/dev/fd");
    const struct dirent *entry;
    const char *why;
    int64_t fd;

    if (folder == NULL)
        return;
    while ((entry = readdir(folder)) != NULL)
        if (kt_int_parse(entry->d_name, &fd, &why) && fd > STDERR_FILENO)
            (void)fcntl((int)fd, F_SETFD, FD_CLOEXEC);
    (void)closedir(folder);
}

/* Handlers go by themselves with exec(), what is ignored would stay: SIGPIPE, since we started. */
static int set_attributes(posix_spawnattr_t *attributes)
{
    sigset_t none, standard;

    (void)sigemptyset(&none);
    (void)sigemptyset(&standard);
    (void)sigaddset(&standard, SIGPIPE);
    (void)posix_spawnattr_setsigmask(attributes, &none);
    (void)posix_spawnattr_setsigdefault(attributes, &standard);
    (void)posix_spawnattr_setpgroup(attributes, 0);
    return posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETSIGDEF);
}

static int spawn(pid_t *child, const char *command, int out, int err)
{
    char shell[] = "sh", option[] = "-c";
    KT_AUTO_STR text = kt_strdup(command);
    char *const argv[] = {shell, option, text, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);

    if (error != 0)
        return error;
    error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        error = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (error == 0)
            error = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
        if (error == 0)
            error = posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
        if (error == 0)
            error = set_attributes(&attributes);
        if (error == 0)
            error = posix_spawn(child, "/bin/sh", &actions, &attributes, argv, environ);
        (void)posix_spawnattr_destroy(&attributes);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return error;
}

static enum kt_code start(struct run *run, const char *command)
{
    int out[2] = {-1, -1}, err[2] = {-1, -1};
    int error = open_pipe(out);

    if (error == 0)
        error = open_pipe(err);
    keep_files();
    if (error == 0)
        error = spawn(&run->child, command, out[1], err[1]);
    close_end(&out[1]);
    close_end(&err[1]);
    run->out.fd = out[0];
    run->err.fd = err[0];
    run->over = error != 0;
    if (error != 0)
        return kt_fail(run->errs, KT_E_IO, "%s cannot be started: %s", run->what, strerror(error));
    return KT_OK;
}

/* Was there something to read? */
static bool take(struct stream *stream)
{
    char dropped[512];
    const size_t room = stream->max + 1 - stream->len;
    ssize_t got;

    if (stream->fd < 0)
        return false;
    got = room > 0 ? read(stream->fd, stream->bytes + stream->len, room)
                   : read(stream->fd, dropped, sizeof(dropped));
    if (got < 0)
        return errno == EINTR;
    if (got == 0)
        close_end(&stream->fd);
    else if (room > 0)
        stream->len += (size_t)got;
    return true;
}

/* The first line with something in it. */
static char *complaint(const struct stream *err)
{
    const char *line = err->bytes + strspn(err->bytes, " \t\r\n");
    size_t len = strcspn(line, "\r\n");

    if (len == 0)
        return kt_strdup("");
    return kt_format(": %.*s", (int)(len < COMPLAINT_SHOWN ? len : COMPLAINT_SHOWN), line);
}

static enum kt_code judge(struct run *run)
{
    KT_AUTO_STR said = complaint(&run->err);

    if (WIFSIGNALED(run->status))
        return kt_fail(run->errs, KT_E_IO, "%s was ended by signal %d%s", run->what,
                       WTERMSIG(run->status), said);
    if (WEXITSTATUS(run->status) != 0)
        return kt_fail(run->errs, KT_E_IO, "%s failed with exit status %d%s", run->what,
                       WEXITSTATUS(run->status), said);
    if (run->out.len == 0)
        return kt_fail(run->errs, KT_E_IO, "%s printed nothing%s", run->what, said);
    if (memchr(run->out.bytes, '\0', run->out.len) != NULL)
        return kt_fail(run->errs, KT_E_IO, "%s printed something that is no text", run->what);
    return KT_OK;
}

static enum kt_code too_slow(const struct run *run, int timeout_ms)
{
    char text[KT_UNITS_TEXT];
    enum kt_code code = kt_fail(run->errs, KT_E_IO, "%s was not done within %s", run->what,
                                kt_duration_text(timeout_ms, text));

    kt_hint(run->errs,
            "it gets no input, so it must not ask for any; --timeout gives it more time");
    return code;
}

static enum kt_code too_long(const struct run *run)
{
    char text[KT_UNITS_TEXT];

    return kt_fail(run->errs, KT_E_IO, "%s printed more than %s", run->what,
                   kt_size_text((int64_t)run->out.max, text));
}

/* What was written before the end is read after it, so the end is asked for first. */
static enum kt_code follow(struct run *run, int timeout_ms, const volatile sig_atomic_t *stop)
{
    const int64_t deadline = now_ms() + timeout_ms;

    for (;;) {
        struct pollfd ends[] = {{run->out.fd, POLLIN, 0}, {run->err.fd, POLLIN, 0}};
        const bool open = run->out.fd >= 0 || run->err.fd >= 0;
        bool some;

        if (stop != NULL && *stop != 0)
            return KT_E_INTERRUPTED;
        if (!run->over)
            run->over = waitpid(run->child, &run->status, WNOHANG) == run->child;
        if (!run->over)
            (void)poll(ends, KT_COUNT(ends), open ? SLICE_MS : LAST_SLICE_MS);
        some = take(&run->out);
        some = take(&run->err) || some;
        if (run->out.len > run->out.max)
            return too_long(run);
        if (run->over && !some)
            return judge(run);
        if (now_ms() >= deadline)
            return too_slow(run, timeout_ms);
    }
}

/* Nothing of it is left, whether it has ended or not. */
static void end(struct run *run)
{
    if (!run->over) {
        (void)kill(-run->child, SIGKILL);
        while (waitpid(run->child, &run->status, 0) < 0 && errno == EINTR)
            continue;
    }
    close_end(&run->out.fd);
    close_end(&run->err.fd);
    free(run->err.bytes);
}

enum kt_code kt_command_read(char **out, const char *command, const char *what, size_t max,
                             int timeout_ms, const volatile sig_atomic_t *stop,
                             struct kt_errs *errs)
{
    struct run run = {.what = what,
                      .out = {-1, kt_calloc(max + 2, 1), 0, max},
                      .err = {-1, kt_calloc(COMPLAINT_BYTES + 2, 1), 0, COMPLAINT_BYTES},
                      .errs = errs};
    /* Where our parent had children ignored, nobody would tell how they ended. */
    const struct sigaction standard = {.sa_handler = SIG_DFL};
    struct sigaction old;
    enum kt_code code;

    (void)sigaction(SIGCHLD, &standard, &old);
    code = start(&run, command);
    if (code == KT_OK)
        code = follow(&run, timeout_ms, stop);
    end(&run);
    (void)sigaction(SIGCHLD, &old, NULL);
    if (code == KT_OK)
        *out = run.out.bytes;
    else
        kt_secret_free(run.out.bytes);
    return code;
}
