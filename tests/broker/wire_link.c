/* wire_link.c - one client's connection to one broker: sockets, buffers, frames. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire.h"

#define FRAME_MAX (100 * 1024 * 1024) /* socket.request.max.bytes */
#define BACKLOG   (1024 * 1024)
#define CHUNK     (64 * 1024)

static bool unblock(int fd)
{
    int flags = fcntl(fd, F_GETFL);

    return flags >= 0 && fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 &&
           fcntl(fd, F_SETFD, FD_CLOEXEC) == 0;
}

bool wire_link_open(struct wire_link *link, int client, int port, int target)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)target),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int broker = socket(AF_INET, SOCK_STREAM, 0);

    memset(link, 0, sizeof(*link));
    link->client = client;
    link->broker = broker;
    link->port = port;
    if (broker < 0 || connect(broker, (const struct sockaddr *)&to, sizeof(to)) != 0 ||
        !unblock(broker) || !unblock(client)) {
        wire_link_close(link);
        return false;
    }
    return true;
}

void wire_link_close(struct wire_link *link)
{
    if (link->client >= 0)
        close(link->client);
    if (link->broker >= 0)
        close(link->broker);
    free(link->up.bytes);
    free(link->down.bytes);
    memset(link, 0, sizeof(*link));
    link->client = link->broker = -1;
}

static bool reserve(struct wire_half *half, size_t room)
{
    unsigned char *bytes;

    if (half->cap - half->len >= room)
        return true;
    bytes = realloc(half->bytes, 2 * half->cap + room);
    if (bytes == NULL)
        return false;
    half->bytes = bytes;
    half->cap = 2 * half->cap + room;
    return true;
}

enum wire_flow wire_half_read(struct wire_half *half, int fd)
{
    ssize_t got;

    if (!reserve(half, CHUNK))
        return WIRE_END;
    got = read(fd, half->bytes + half->len, CHUNK);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? WIRE_MORE : WIRE_END;
    half->len += (size_t)got;
    if (half->len - half->ready >= 4) {
        int32_t size = wire_int32(half->bytes + half->ready);

        if (size < 4 || size > FRAME_MAX)
            return WIRE_END;
    }
    return got == 0 ? WIRE_END : WIRE_MORE;
}

const unsigned char *wire_half_frame(const struct wire_half *half, size_t *len)
{
    const unsigned char *frame = half->bytes + half->ready;
    size_t have = half->len - half->ready;

    if (have < 4)
        return NULL;
    *len = 4 + (size_t)wire_int32(frame);
    return have < *len ? NULL : frame;
}

enum wire_flow wire_half_write(struct wire_half *half, int fd, bool all)
{
    while (half->ready > 0) {
        ssize_t sent = send(fd, half->bytes, half->ready, MSG_NOSIGNAL);

        if (sent >= 0) {
            half->len -= (size_t)sent;
            half->ready -= (size_t)sent;
            memmove(half->bytes, half->bytes + sent, half->len);
        } else if (errno != EAGAIN && errno != EINTR) {
            return WIRE_END;
        } else if (all) {
            struct pollfd room = {.fd = fd, .events = POLLOUT};

            if (poll(&room, 1, 2000) == 0)
                return WIRE_END;
        } else {
            return WIRE_MORE;
        }
    }
    return WIRE_MORE;
}

bool wire_half_hungry(const struct wire_half *half)
{
    return half->ready < BACKLOG;
}
