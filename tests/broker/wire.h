/* wire.h - the parts of the proxy `wire`: a request, one client's connection to a broker, the
 * relay. */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

/* A request by its effect. A write that only validates is a check. */
enum wire_kind { WIRE_READ, WIRE_CHECK, WIRE_WRITE };

struct wire_request {
    char name[32]; /* "CreateTopics"; "Api99" for a key we do not know, which counts as a write */
    int version;
    int32_t correlation;
    enum wire_kind kind;
};

/* Reads a whole frame, its 4 bytes of size included. False: too short to be a request. */
bool wire_request_read(const unsigned char *frame, size_t len, struct wire_request *out);
/* "read", "check" or "write" */
const char *wire_kind_name(enum wire_kind kind);
/* Big-endian, as everything in Kafka's protocol. */
int32_t wire_int32(const unsigned char *bytes);

/* One direction. Bytes [0, ready) may be sent on; behind them come frames not yet judged. */
struct wire_half {
    unsigned char *bytes;
    size_t len, cap, ready;
};

struct wire_link {
    int client, broker; /* sockets, non-blocking; owned */
    int port;           /* at which the client came in */
    struct wire_half up, down;
    bool awaits; /* an answer with this correlation id ends the game */
    int32_t awaited;
};

enum wire_flow { WIRE_MORE, WIRE_END };

/* Connects to a broker on loopback; takes `client`, closing it when nobody is there. False: not
 * connected. */
bool wire_link_open(struct wire_link *link, int client, int port, int target);
void wire_link_close(struct wire_link *link);
/* Reads what is there. WIRE_END: the other side has closed, or sends what is not Kafka. */
enum wire_flow wire_half_read(struct wire_half *half, int fd);
/* The first frame that is whole and not yet judged, or NULL. */
const unsigned char *wire_half_frame(const struct wire_half *half, size_t *len);
/* Sends what is ready, as far as the socket takes it; with `all`, waits until it has taken
 * everything. */
enum wire_flow wire_half_write(struct wire_half *half, int fd, bool all);
/* Room for more? Otherwise reading waits for the slower side. */
bool wire_half_hungry(const struct wire_half *half);

#define WIRE_LISTENERS_MAX 8
#define WIRE_LINKS_MAX     256
#define WIRE_FAILED        125 /* exit status when wire itself failed */

struct wire_listener {
    int port, target, fd;
};

/* Where to strike, and how. */
struct wire_fault {
    long nth; /* 0: never */
    bool after, cut;
};

struct wire {
    struct wire_listener listeners[WIRE_LISTENERS_MAX];
    size_t n_listeners;
    struct wire_link links[WIRE_LINKS_MAX];
    size_t n_links;
    struct wire_fault fault;
    FILE *log; /* may be NULL */
    long writes;
    bool struck; /* just now; reset when a cut is done */
    char **command;
    pid_t child;
    int signals; /* one byte a signal that came */
    bool ended;  /* the child; status is that of waitpid */
    int status;
};

/* Relays until the child has ended. False: wire itself failed. */
bool wire_relay(struct wire *wire);

#endif
