/* test_command.c - what a command prints, and every way in which it can fail to. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "io_fixture.h"
#include "ktool/command.h"
#include "ktool/env.h"
#include "ktool/limits.h"

enum { LONG_MS = 60000 };

static void prints(const char *command, const char *expected)
{
    KT_AUTO(kt_errs) errs = {0};
    char *out = NULL;

    if (kt_command_read(&out, command, "the command", 1000, LONG_MS, NULL, &errs) != KT_OK)
        fail_msg("%s", errs.v[0].text);
    assert_string_equal(out, expected);
    assert_int_equal(errs.n, 0);
    free(out);
}

static void fails(const char *command, int timeout_ms, const char *expected)
{
    KT_AUTO(kt_errs) errs = {0};
    char *out = NULL;

    assert_int_equal(kt_command_read(&out, command, "the command", 1000, timeout_ms, NULL, &errs),
                     KT_E_IO);
    assert_null(out);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].text, expected);
}

static void output_is_handed_over(void **state)
{
    (void)state;
    prints("echo token", "token\n");
    prints("printf 'a b'; printf c", "a bc");
    prints("echo complaint >&2; echo token", "token\n");
    prints("head -c 1000 /dev/zero | tr '\\0' x | tr x y | cut -c1-3", "yyy\n");
}

static void nothing_can_be_asked_for(void **state)
{
    (void)state;
    prints("if read -r line; then echo asked; else echo empty; fi", "empty\n");
}

static void failures_are_told_apart(void **state)
{
    (void)state;
    fails("exit 3", LONG_MS, "the command failed with exit status 3");
    fails("echo secret; printf '\\n  log in first\\nmore\\n' >&2; exit 1", LONG_MS,
          "the command failed with exit status 1: log in first");
    fails("kill -9 $$", LONG_MS, "the command was ended by signal 9");
    fails("true", LONG_MS, "the command printed nothing");
    fails("echo why >&2", LONG_MS, "the command printed nothing: why");
    fails("head -c 1001 /dev/zero | tr '\\0' x", LONG_MS, "the command printed more than 1kB");
    fails("yes", LONG_MS, "the command printed more than 1kB");
    fails("printf 'a\\0b'", LONG_MS, "the command printed something that is no text");
}

static void a_missing_command_is_named_by_the_shell(void **state)
{
    KT_AUTO(kt_errs) errs = {0};
    char *out = NULL;

    (void)state;
    assert_int_equal(kt_command_read(&out, "/none/such", "the command", 10, LONG_MS, NULL, &errs),
                     KT_E_IO);
    assert_non_null(strstr(errs.v[0].text, "the command failed with exit status 127: "));
    assert_non_null(strstr(errs.v[0].text, "/none/such"));
}

static void exactly_the_limit_is_fine(void **state)
{
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR out = NULL;

    (void)state;
    assert_int_equal(kt_command_read(&out, "head -c 1000 /dev/zero | tr '\\0' x", "it", 1000,
                                     LONG_MS, NULL, &errs),
                     KT_OK);
    assert_int_equal(strlen(out), 1000);
}

static void long_complaints_do_not_block(void **state)
{
    char expected[300];

    (void)state;
    (void)snprintf(expected, sizeof(expected), "the command failed with exit status 5: %0200d", 0);
    fails("head -c 300000 /dev/zero | tr '\\0' 0 >&2; exit 5", LONG_MS, expected);
}

static void no_child_is_left(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

/* The pid that a killed command wrote to the file. */
static pid_t pid_in(const char *path)
{
    FILE *from = fopen(path, "r");
    char text[32] = "";

    assert_non_null(from);
    assert_non_null(fgets(text, sizeof(text), from));
    assert_int_equal(fclose(from), 0);
    return (pid_t)strtoll(text, NULL, 10);
}

/* Killed and reaped by whoever inherits it: wait until it is gone. */
static bool goes_away(pid_t pid)
{
    const struct timespec step = {0, 10000000};

    for (int i = 0; i < 3000; i++) {
        char path[64], line[256] = "";
        FILE *from;

        if (kill(pid, 0) != 0)
            return true;
        /* A zombie that nobody in this container reaps is as good. */
        (void)snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
        from = fopen(path, "r");
        if (from != NULL) {
            (void)fgets(line, sizeof(line), from);
            (void)fclose(from);
        }
        if (strstr(line, ") Z ") != NULL)
            return true;
        (void)nanosleep(&step, NULL);
    }
    return false;
}

static void a_slow_one_is_killed_with_its_children(void **state)
{
    char path[] = "/tmp/ktool-command-XXXXXX";
    const int fd = mkstemp(path);
    KT_AUTO_STR command = kt_format("sleep 1000 & echo $! >%s; echo half; wait", path);
    KT_AUTO(kt_errs) errs = {0};
    char *out = NULL;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    assert_int_equal(kt_command_read(&out, command, "the command", 1000, 300, NULL, &errs),
                     KT_E_IO);
    assert_string_equal(errs.v[0].text, "the command was not done within 300ms");
    assert_string_equal(errs.v[0].hint,
                        "it gets no input, so it must not ask for any; --timeout gives it more "
                        "time");
    no_child_is_left();
    assert_true(goes_away(pid_in(path)));
    assert_int_equal(unlink(path), 0);
}

static void closed_output_is_not_the_end(void **state)
{
    (void)state;
    fails("echo a; exec >&- 2>&-; sleep 1000", 200, "the command was not done within 200ms");
    fails("echo a; exec >&- 2>&-; sleep 0.1; exit 4", LONG_MS,
          "the command failed with exit status 4");
    no_child_is_left();
}

/* Tools leave helpers behind that hold the output open. */
static void what_stays_behind_is_not_waited_for(void **state)
{
    char path[] = "/tmp/ktool-command-XXXXXX";
    const int fd = mkstemp(path);
    KT_AUTO_STR command = kt_format("echo token; sleep 1000 & echo $! >%s", path);

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(close(fd), 0);
    prints(command, "token\n");
    assert_int_equal(kill(pid_in(path), SIGKILL), 0);
    assert_int_equal(unlink(path), 0);
}

static volatile sig_atomic_t stop;

static void on_alarm(int number)
{
    stop = number;
}

static void a_signal_ends_it(void **state)
{
    const struct sigaction action = {.sa_handler = on_alarm};
    KT_AUTO(kt_errs) errs = {0};
    char *out = NULL;

    (void)state;
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    (void)alarm(1);
    assert_int_equal(kt_command_read(&out, "sleep 1000", "the command", 10, LONG_MS, &stop, &errs),
                     KT_E_INTERRUPTED);
    assert_int_equal(errs.n, 0);
    assert_null(out);
    no_child_is_left();
}

static int count_files(void)
{
    int n = 0;

    for (int fd = 0; fd < 256; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

static void no_file_is_left_open(void **state)
{
    const int before = count_files();

    (void)state;
    prints("echo token", "token\n");
    fails("exit 3", LONG_MS, "the command failed with exit status 3");
    fails("sleep 1000", 100, "the command was not done within 100ms");
    assert_int_equal(count_files(), before);
}

/* librdkafka's pipes are such. */
static void no_file_is_inherited(void **state)
{
    const int fd = dup(STDERR_FILENO);

    (void)state;
    assert_true(fd > STDERR_FILENO);
    assert_int_equal(fcntl(fd, F_GETFD) & FD_CLOEXEC, 0);
    /* The three, and the folder that `ls` reads. */
    prints("ls /proc/self/fd | wc -l | tr -d ' '", "4\n");
    assert_int_equal(close(fd), 0);
}

static void no_pipe_is_to_be_had(void **state)
{
    struct rlimit before, none;
    KT_AUTO(kt_errs) errs = {0};
    enum kt_code code;
    char *out = NULL;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 3;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    code = kt_command_read(&out, "echo x", "the command", 10, LONG_MS, NULL, &errs);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(code, KT_E_IO);
    assert_string_equal(errs.v[0].text, "the command cannot be started: Too many open files");
}

/* ktool ignores SIGPIPE and handles others; its parent may have children ignored. */
static void signals_are_as_they_should_be(void **state)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN}, standard = {.sa_handler = SIG_DFL};
    struct sigaction after;
    sigset_t blocked;

    (void)state;
    (void)sigemptyset(&blocked);
    (void)sigaddset(&blocked, SIGTERM);
    assert_int_equal(sigaction(SIGPIPE, &ignore, NULL), 0);
    assert_int_equal(sigaction(SIGCHLD, &ignore, NULL), 0);
    assert_int_equal(sigprocmask(SIG_BLOCK, &blocked, NULL), 0);
    fails("kill -PIPE $$; echo alive", LONG_MS, "the command was ended by signal 13");
    fails("kill -TERM $$; echo alive", LONG_MS, "the command was ended by signal 15");
    assert_int_equal(sigprocmask(SIG_UNBLOCK, &blocked, NULL), 0);
    assert_int_equal(sigaction(SIGCHLD, &standard, &after), 0);
    assert_true(after.sa_handler == SIG_IGN);
    assert_int_equal(sigaction(SIGPIPE, &standard, NULL), 0);
}

static void there_is_a_group_of_its_own(void **state)
{
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR out = NULL;

    (void)state;
    assert_int_equal(
        kt_command_read(&out, "cut -d' ' -f5 /proc/$$/stat", "it", 100, LONG_MS, NULL, &errs),
        KT_OK);
    assert_int_not_equal((pid_t)strtoll(out, NULL, 10), getpgrp());
}

static void core_dumps_are_off(void **state)
{
    struct rlimit limit;

    (void)state;
    kt_core_dumps_off();
    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_int_equal(limit.rlim_cur, 0);
    assert_int_equal(limit.rlim_max, 0);
    prints("ulimit -c", "0\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_is_handed_over),
        cmocka_unit_test(nothing_can_be_asked_for),
        cmocka_unit_test(failures_are_told_apart),
        cmocka_unit_test(a_missing_command_is_named_by_the_shell),
        cmocka_unit_test(exactly_the_limit_is_fine),
        cmocka_unit_test(long_complaints_do_not_block),
        cmocka_unit_test(a_slow_one_is_killed_with_its_children),
        cmocka_unit_test(closed_output_is_not_the_end),
        cmocka_unit_test(what_stays_behind_is_not_waited_for),
        cmocka_unit_test(a_signal_ends_it),
        cmocka_unit_test(no_file_is_left_open),
        cmocka_unit_test(no_file_is_inherited),
        cmocka_unit_test(no_pipe_is_to_be_had),
        cmocka_unit_test(signals_are_as_they_should_be),
        cmocka_unit_test(there_is_a_group_of_its_own),
        cmocka_unit_test(core_dumps_are_off),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
