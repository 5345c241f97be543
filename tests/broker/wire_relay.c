/* wire_relay.c - the proxy's loop: judges each request, sends it on, strikes when told to. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "wire.h"

#define DRAIN_MS 100 /* after the command has ended, for its last words */
#define POLL_MAX (1 + WIRE_LISTENERS_MAX + 2 * WIRE_LINKS_MAX)

/* The writes before the fatal one must reach their brokers, whatever socket they wait for. */
static void strike(struct wire *wire)
{
    wire->struck = true;
    for (size_t i = 0; i < wire->n_links; i++)
        (void)wire_half_write(&wire->links[i].up, wire->links[i].broker, true);
    if (wire->log != NULL)
        fprintf(wire->log, "# %s %s write %ld\n", wire->fault.cut ? "cut" : "killed",
                wire->fault.after ? "after" : "before", wire->fault.nth);
    if (!wire->fault.cut)
        kill(-wire->child, SIGKILL);
}

/* Whole requests become ready, up to the one that the fault is for. */
static enum wire_flow judge_requests(struct wire *wire, struct wire_link *link)
{
    const unsigned char *frame;
    size_t len;

    while ((frame = wire_half_frame(&link->up, &len)) != NULL) {
        struct wire_request request;
        bool fatal;

        if (!wire_request_read(frame, len, &request))
            return WIRE_END;
        if (wire->log != NULL)
            fprintf(wire->log, "%d %s v%d %s\n", link->port, request.name, request.version,
                    wire_kind_name(request.kind));
        fatal = request.kind == WIRE_WRITE && ++wire->writes == wire->fault.nth;
        if (fatal && !wire->fault.after) {
            strike(wire);
            return WIRE_END;
        }
        if (fatal) {
            link->awaits = true;
            link->awaited = request.correlation;
        }
        link->up.ready += len;
    }
    return WIRE_MORE;
}

static enum wire_flow judge_answers(struct wire *wire, struct wire_link *link)
{
    const unsigned char *frame;
    size_t len;

    while ((frame = wire_half_frame(&link->down, &len)) != NULL) {
        if (len < 8)
            return WIRE_END;
        if (link->awaits && wire_int32(frame + 4) == link->awaited) {
            strike(wire);
            return WIRE_END;
        }
        link->down.ready += len;
    }
    return WIRE_MORE;
}

/* WIRE_END: the link is to be closed; what was ready has then been sent, unless wire struck. */
static enum wire_flow serve(struct wire *wire, struct wire_link *link, short client, short broker)
{
    enum wire_flow flow = WIRE_MORE;

    if (client != 0) {
        flow = wire_half_read(&link->up, link->client);
        if (judge_requests(wire, link) == WIRE_END)
            flow = WIRE_END;
    }
    if (broker != 0 && !wire->struck) {
        if (wire_half_read(&link->down, link->broker) == WIRE_END)
            flow = WIRE_END;
        if (judge_answers(wire, link) == WIRE_END)
            flow = WIRE_END;
    }
    if (wire->struck || wire_half_write(&link->up, link->broker, flow == WIRE_END) == WIRE_END ||
        wire_half_write(&link->down, link->client, flow == WIRE_END) == WIRE_END)
        return WIRE_END;
    return flow;
}

static void drop(struct wire *wire, size_t i)
{
    wire_link_close(&wire->links[i]);
    wire->links[i] = wire->links[--wire->n_links];
}

static void welcome(struct wire *wire, const struct wire_listener *at)
{
    int client = accept(at->fd, NULL, NULL);

    if (client < 0)
        return;
    if (wire->n_links == WIRE_LINKS_MAX)
        close(client);
    else if (wire_link_open(&wire->links[wire->n_links], client, at->port, at->target))
        wire->n_links++;
}

/* SIGCHLD tells of the end; any other signal is meant for the command. */
static void heed_signal(struct wire *wire)
{
    unsigned char byte;

    if (read(wire->signals, &byte, 1) != 1)
        return;
    if (byte != SIGCHLD)
        kill(-wire->child, byte);
    else if (!wire->ended && waitpid(wire->child, &wire->status, WNOHANG) == wire->child)
        wire->ended = true;
}

static nfds_t watch(const struct wire *wire, struct pollfd *fds)
{
    nfds_t n = 0;

    fds[n++] = (struct pollfd){.fd = wire->signals, .events = POLLIN};
    for (size_t i = 0; i < wire->n_listeners; i++)
        fds[n++] = (struct pollfd){.fd = wire->listeners[i].fd, .events = POLLIN};
    for (size_t i = 0; i < wire->n_links; i++) {
        const struct wire_link *link = &wire->links[i];
        short more = wire_half_hungry(&link->up) ? POLLIN : 0;
        short answers = wire_half_hungry(&link->down) ? POLLIN : 0;

        fds[n++] = (struct pollfd){.fd = link->client,
                                   .events = (short)(more | (link->down.ready > 0 ? POLLOUT : 0))};
        fds[n++] = (struct pollfd){.fd = link->broker,
                                   .events = (short)(answers | (link->up.ready > 0 ? POLLOUT : 0))};
    }
    return n;
}

/* From the last link down, for drop() moves the last one into the gap. */
static void serve_all(struct wire *wire, const struct pollfd *fds)
{
    static const short readable = POLLIN | POLLHUP | POLLERR;

    for (size_t i = wire->n_links; i-- > 0 && !wire->struck;) {
        short client = fds[2 * i].revents, broker = fds[2 * i + 1].revents;

        if ((client | broker) != 0 &&
            serve(wire, &wire->links[i], client & readable, broker & readable) == WIRE_END)
            drop(wire, i);
    }
    if (wire->struck && wire->fault.cut) {
        while (wire->n_links > 0)
            drop(wire, wire->n_links - 1);
        wire->struck = false;
    }
}

bool wire_relay(struct wire *wire)
{
    struct pollfd fds[POLL_MAX];

    while (!wire->struck && (!wire->ended || wire->n_links > 0)) {
        nfds_t n = watch(wire, fds);
        int got = poll(fds, n, wire->ended ? DRAIN_MS : -1);

        if (got < 0 && errno != EINTR)
            return false;
        if (got < 0)
            continue;
        if (got == 0 && wire->ended)
            break;
        serve_all(wire, fds + 1 + wire->n_listeners);
        for (size_t i = 0; i < wire->n_listeners && !wire->struck; i++) {
            if (fds[1 + i].revents != 0)
                welcome(wire, &wire->listeners[i]);
        }
        if (fds[0].revents != 0)
            heed_signal(wire);
    }
    while (!wire->ended) {
        if (waitpid(wire->child, &wire->status, 0) == wire->child)
            wire->ended = true;
        else if (errno != EINTR)
            return false;
    }
    while (wire->n_links > 0)
        drop(wire, wire->n_links - 1);
    return true;
}
