/* signals.c - the one static variable: which signal wants the program to end. */
#include <fcntl.h>
#include <unistd.h>

#include "cli.h"

/* The way out takes milliseconds, unless a call of librdkafka or of the resolver hangs, which
 * nothing can interrupt. */
enum { WAY_OUT_S = 1 };

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    stop = number;
    (void)alarm(WAY_OUT_S);
}

/* Does what the second signal would do. */
static void on_alarm(int number)
{
    (void)number;
    (void)raise((int)stop);
}

/* The second signal finds the default action again and ends the program at once. A signal that was
 * ignored from the start (nohup, a background job) stays ignored. */
static void watch(int number)
{
    struct sigaction old, action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};

    (void)sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
        (void)sigaction(number, &action, NULL);
}

/* A descriptor that was closed is filled with one that fails in the same way. */
static void fill(int fd, int flags)
{
    if (fcntl(fd, F_GETFD) < 0)
        (void)open("/dev/null", flags);
}

const volatile sig_atomic_t *kt_signals_install(void)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN}, late = {.sa_handler = on_alarm};

    fill(STDIN_FILENO, O_WRONLY);
    fill(STDOUT_FILENO, O_RDONLY);
    fill(STDERR_FILENO, O_RDWR);
    (void)sigaction(SIGPIPE, &ignore, NULL);
    (void)sigaction(SIGALRM, &late, NULL);
    watch(SIGINT);
    watch(SIGTERM);
    return &stop;
}
