/* wire.c - a loopback proxy between one command and Kafka: names its requests, kills or cuts at the
 * Nth write.
 *
 * wire [--listen PORT=TARGET]... [--log FILE] [--before N|--after N|--cut-before N|--cut-after N]
 * -- COMMAND...
 *
 * The log has one line per request, "PORT NAME vVERSION read|check|write", and "# ..." where wire
 * struck.
 * --before kills COMMAND when its Nth write has arrived, which is not sent on; --after sends it on
 * and kills when the broker has answered, which is not passed back. --cut-* closes all connections
 * there instead, once. Exits as COMMAND did: its status, or 128 + the signal; 125 when wire itself
 * failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

/* Signals become bytes in a pipe, for poll. */
static int signal_pipe[2];

static void on_signal(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;

    if (write(signal_pipe[1], &byte, 1) != 1)
        _exit(WIRE_FAILED);
    errno = saved;
}

static int failed(const char *what, const char *which)
{
    fprintf(stderr, "wire: %s '%s': %s\n", what, which, errno ? strerror(errno) : "bad option");
    return WIRE_FAILED;
}

/* Takes up to 9 digits off `text`; -1 without one. */
static long number(const char **text)
{
    long value = 0;
    size_t digits = strspn(*text, "0123456789");

    if (digits == 0 || digits > 9)
        return -1;
    for (; digits > 0; digits--)
        value = 10 * value + (*(*text)++ - '0');
    return value;
}

static bool is_port(long n)
{
    return n >= 1 && n <= 65535;
}

static bool set_listener(struct wire *wire, const char *value)
{
    long port = number(&value), target;

    if (wire->n_listeners == WIRE_LISTENERS_MAX || !is_port(port) || *value++ != '=')
        return false;
    target = number(&value);
    if (!is_port(target) || *value != '\0')
        return false;
    wire->listeners[wire->n_listeners++] =
        (struct wire_listener){.port = (int)port, .target = (int)target, .fd = -1};
    return true;
}

static bool set_fault(struct wire *wire, const char *option, const char *value)
{
    const char *when = option;
    struct wire_fault fault = {.nth = number(&value)};

    if (strncmp(when, "--cut-", 6) == 0) {
        fault.cut = true;
        when += 6;
    } else {
        when += 2;
    }
    fault.after = strcmp(when, "after") == 0;
    if (fault.nth < 1 || *value != '\0' || (!fault.after && strcmp(when, "before") != 0))
        return false;
    wire->fault = fault;
    return true;
}

static bool set_log(struct wire *wire, const char *path)
{
    wire->log = fopen(path, "w");
    if (wire->log == NULL || fcntl(fileno(wire->log), F_SETFD, FD_CLOEXEC) != 0)
        return false;
    setvbuf(wire->log, NULL, _IOLBF, BUFSIZ);
    return true;
}

static int parse(struct wire *wire, int argc, char **argv)
{
    int i;

    for (i = 1; i + 1 < argc && strcmp(argv[i], "--") != 0; i += 2) {
        const char *option = argv[i], *value = argv[i + 1];
        bool ok = false;

        errno = 0;
        if (strcmp(option, "--listen") == 0)
            ok = set_listener(wire, value);
        else if (strcmp(option, "--log") == 0)
            ok = set_log(wire, value);
        else if (strncmp(option, "--", 2) == 0)
            ok = set_fault(wire, option, value);
        if (!ok)
            return failed(option, value);
    }
    if (i + 1 >= argc) {
        fputs("usage: wire [--listen PORT=TARGET]... [--log FILE] "
              "[--before N|--after N|--cut-before N|--cut-after N] -- COMMAND...\n",
              stderr);
        return WIRE_FAILED;
    }
    wire->command = argv + i + 1;
    return 0;
}

static int listen_all(struct wire *wire)
{
    for (size_t i = 0; i < wire->n_listeners; i++) {
        struct wire_listener *at = &wire->listeners[i];
        struct sockaddr_in here = {.sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)at->port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        int on = 1;
        char port[16];

        at->fd = socket(AF_INET, SOCK_STREAM, 0);
        if (at->fd < 0 || setsockopt(at->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
            bind(at->fd, (const struct sockaddr *)&here, sizeof(here)) != 0 ||
            listen(at->fd, 64) != 0 || fcntl(at->fd, F_SETFD, FD_CLOEXEC) != 0) {
            snprintf(port, sizeof(port), "%d", at->port);
            return failed("cannot listen at port", port);
        }
    }
    return 0;
}

/* In a process group of its own: what the command has started must not outlive a kill. */
static int start_command(struct wire *wire)
{
    static const int signals[] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP};
    struct sigaction act = {.sa_handler = on_signal, .sa_flags = SA_RESTART | SA_NOCLDSTOP};

    sigemptyset(&act.sa_mask);
    if (pipe(signal_pipe) != 0)
        return failed("cannot open", "pipe");
    for (size_t i = 0; i < 2; i++)
        fcntl(signal_pipe[i], F_SETFD, FD_CLOEXEC);
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        sigaction(signals[i], &act, NULL);
    wire->child = fork();
    if (wire->child < 0)
        return failed("cannot start", wire->command[0]);
    wire->signals = signal_pipe[0];
    if (wire->child == 0) {
        setpgid(0, 0);
        execvp(wire->command[0], wire->command);
        (void)failed("cannot run", wire->command[0]);
        _exit(127);
    }
    setpgid(wire->child, wire->child); /* here too: whoever comes first */
    return 0;
}

int main(int argc, char **argv)
{
    struct wire wire = {.child = -1};
    int status = parse(&wire, argc, argv);

    if (status == 0)
        status = listen_all(&wire);
    if (status == 0)
        status = start_command(&wire);
    if (status == 0 && !wire_relay(&wire))
        status = failed("cannot", "poll");
    if (wire.log != NULL && fclose(wire.log) != 0)
        status = failed("cannot write", "the log");
    if (status != 0)
        return status;
    return WIFSIGNALED(wire.status) ? 128 + WTERMSIG(wire.status) : WEXITSTATUS(wire.status);
}
