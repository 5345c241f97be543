/* scripted_broker.h - a few brokers in a child process that speak just enough of Kafka's protocol
 * to misbehave on cue. Broker ids begin with 1; what each of them does says its enum manner. */
#ifndef KTOOL_TESTS_SCRIPTED_BROKER_H
#define KTOOL_TESTS_SCRIPTED_BROKER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ktool/mem.h"
#include "scripted_answers.h"

enum { BROKERS_MAX = 8, CONNECTIONS_MAX = 64 };

struct scripted {
    enum manner manner[BROKERS_MAX];
    size_t n;
    int listens[BROKERS_MAX], ports[BROKERS_MAX];
    pid_t pid;
    int alive;     /* the parent's end of a pipe: closed by its end, whatever that is */
    char *address; /* of the first one */
    /* The child's own. */
    struct {
        int fd;
        size_t broker;
        struct message held; /* n 0: none */
    } peers[CONNECTIONS_MAX];
    size_t npeers;
};

static inline void answer_metadata(const struct scripted *scripted, struct message *to)
{
    put(to, (int64_t)scripted->n, 4);
    for (size_t i = 0; i < scripted->n; i++) {
        put(to, (int64_t)i + 1, 4);
        put_text(to, "127.0.0.1");
        put(to, scripted->ports[i], 4);
        put_text(to, NULL);
    }
    put(to, 1, 4);
    put(to, 0, 4);
}

static inline void send_all(int fd, struct message *message)
{
    size_t n = message->n;

    message->n = 0;
    put(message, (int64_t)n - 4, 4);
    message->n = n;
    for (size_t at = 0; at < n;) {
        ssize_t sent = send(fd, message->bytes + at, n - at, MSG_NOSIGNAL);

        if (sent <= 0)
            return;
        at += (size_t)sent;
    }
}

static inline void hold_back(struct scripted *scripted, size_t peer, struct message *answer)
{
    struct message *held = &scripted->peers[peer].held;

    if (held->n > 0)
        send_all(scripted->peers[peer].fd, held);
    *held = *answer;
}

static inline bool receive(int fd, struct message *message)
{
    memset(message, 0, sizeof(*message));
    if (recv(fd, message->bytes, 4, MSG_WAITALL) != 4)
        return false;
    message->n = (size_t)get(message, 4);
    message->at = 0;
    return message->n <= MESSAGE_MAX &&
           recv(fd, message->bytes, message->n, MSG_WAITALL) == (ssize_t)message->n;
}

/* False: the connection is over. */
static inline bool serve(struct scripted *scripted, size_t peer)
{
    size_t broker = scripted->peers[peer].broker;
    enum manner manner = scripted->manner[broker];
    struct message from, to = {.n = 4};
    int64_t api, version;
    char client[256];

    if (!receive(scripted->peers[peer].fd, &from))
        return false;
    api = get(&from, 2);
    version = get(&from, 2);
    put(&to, get(&from, 4), 4);
    get_text(&from, client);
    if (api == API_VERSIONS) {
        answer_versions(&to, version);
    } else if (api == API_METADATA) {
        answer_metadata(scripted, &to);
    } else if (api == API_DESCRIBE_CONFIGS) {
        if (manner == BREAKS_OFF)
            return false;
        answer_configs(manner, &from, &to);
        if (manner == HOLDS_BACK) {
            hold_back(scripted, peer, &to);
            return true;
        }
    } else if (api == API_FIND_COORDINATOR) {
        put(&to, 0, 2);
        put(&to, 1, 4);
        put_text(&to, "127.0.0.1");
        put(&to, scripted->ports[0], 4);
    } else if (api == API_OFFSET_FETCH) {
        answer_offsets(&from, &to);
    } else if (api == API_LIST_GROUPS) {
        answer_groups(broker, &to);
    } else {
        return false;
    }
    send_all(scripted->peers[peer].fd, &to);
    return true;
}

static inline void look_after(struct scripted *scripted, const struct pollfd *fds, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t peer = i - scripted->n;

        if (fds[i].revents == 0)
            continue;
        if (i < scripted->n && scripted->npeers < CONNECTIONS_MAX) {
            scripted->peers[scripted->npeers].broker = i;
            scripted->peers[scripted->npeers++].fd = accept(fds[i].fd, NULL, NULL);
        } else if (i >= scripted->n && !serve(scripted, peer)) {
            close(scripted->peers[peer].fd);
            scripted->peers[peer].fd = -1;
        }
    }
}

static inline void scripted_run(struct scripted *scripted, int alive)
{
    for (;;) {
        struct pollfd fds[BROKERS_MAX + CONNECTIONS_MAX + 1];
        size_t n = 0;

        for (size_t i = 0; i < scripted->n; i++)
            fds[n++] = (struct pollfd){.fd = scripted->listens[i], .events = POLLIN};
        for (size_t i = 0; i < scripted->npeers; i++)
            fds[n++] = (struct pollfd){.fd = scripted->peers[i].fd, .events = POLLIN};
        fds[n] = (struct pollfd){.fd = alive, .events = POLLIN};
        if (poll(fds, n + 1, -1) < 0 || fds[n].revents != 0)
            _exit(1);
        look_after(scripted, fds, n);
    }
}

static inline bool launch(struct scripted *scripted)
{
    int ends[2];

    if (pipe(ends) != 0)
        return false;
    scripted->alive = ends[1];
    scripted->pid = fork();
    if (scripted->pid == 0) {
        close(ends[1]);
        for (size_t i = 0; i < scripted->n; i++)
            if (scripted->manner[i] == REFUSES)
                scripted->listens[i] = -1; /* bound alone it would be hung up for ever */
        scripted_run(scripted, ends[0]);
    }
    close(ends[0]);
    return scripted->pid > 0;
}

/* False: no socket could be had. */
static inline bool scripted_start(struct scripted *scripted, const enum manner *manner, size_t n)
{
    memset(scripted, 0, sizeof(*scripted));
    scripted->n = n;
    for (size_t i = 0; i < n; i++) {
        struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t size = sizeof(at);
        int fd = socket(AF_INET, SOCK_STREAM, 0);

        scripted->manner[i] = manner[i];
        if (bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 ||
            getsockname(fd, (struct sockaddr *)&at, &size) != 0 ||
            (manner[i] != REFUSES && listen(fd, 16) != 0))
            return false;
        scripted->ports[i] = ntohs(at.sin_port);
        scripted->listens[i] = fd;
    }
    scripted->address = kt_format("127.0.0.1:%d", scripted->ports[0]);
    return launch(scripted);
}

static inline void scripted_stop(struct scripted *scripted)
{
    kill(scripted->pid, SIGKILL);
    waitpid(scripted->pid, NULL, 0);
    close(scripted->alive);
    for (size_t i = 0; i < scripted->n; i++)
        close(scripted->listens[i]);
    free(scripted->address);
}

#endif
