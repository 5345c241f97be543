/* kafka_peer.c - a look of our own at a peer: connect, ask, read the first bytes. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kafka_internal.h"
#include "kafka_peer.h"
#include "ktool/mem.h"

enum { SLICE_MS = 50, ENOUGH = 8 };

/* Requests of Kafka's protocol: size, ApiKey, version 0, correlation id "ktoo", client id "ktool".
 * Metadata asks for no topic in particular. */
#define HEAD(size, key)                                                                            \
    0, 0, 0, (size), 0, (key), 0, 0, 'k', 't', 'o', 'o', 0, 5, 'k', 't', 'o', 'o', 'l'
static const unsigned char api_versions[] = {HEAD(15, 18)};
static const unsigned char metadata[] = {HEAD(19, 3), 0, 0, 0, 0};
static const unsigned char get[] = "GET / HTTP/1.0\r\n\r\n";

enum kt_peer kt_peer_judge(const unsigned char *bytes, size_t n)
{
    static const unsigned char alert[] = {0x15, 3}, handshake[] = {0x16, 3};

    if (n == 0)
        return KT_PEER_CLOSES;
    if (n >= 4 && memcmp(bytes, "HTTP", 4) == 0)
        return KT_PEER_HTTP;
    if (n >= 2 && (memcmp(bytes, alert, 2) == 0 || memcmp(bytes, handshake, 2) == 0))
        return KT_PEER_TLS;
    return n >= ENOUGH && bytes[0] == 0 && memcmp(bytes + 4, "ktoo", 4) == 0 ? KT_PEER_KAFKA
                                                                             : KT_PEER_OTHER;
}

struct look {
    const struct addrinfo *addresses;
    int64_t until_ms;
    const volatile sig_atomic_t *stop;
};

/* False: the time is over, or somebody wants us to end. */
static bool wait_for(const struct look *look, int fd, short events, int64_t until_ms)
{
    for (;;) {
        struct pollfd one = {.fd = fd, .events = events};
        int64_t left = until_ms - kt_kafka_now_ms();

        if (left <= 0 || (look->stop && *look->stop))
            return false;
        if (poll(&one, 1, left < SLICE_MS ? (int)left : SLICE_MS) > 0)
            return true;
    }
}

static int connect_one(const struct look *look, const struct addrinfo *to)
{
    int fd = socket(to->ai_family, to->ai_socktype, to->ai_protocol), error = 0;
    socklen_t size = sizeof(error);

    if (fd < 0)
        return -1;
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
    (void)fcntl(fd, F_SETFL, O_NONBLOCK);
    if (connect(fd, to->ai_addr, to->ai_addrlen) == 0)
        return fd;
    if (errno == EINPROGRESS && wait_for(look, fd, POLLOUT, look->until_ms) &&
        getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0)
        return fd;
    close(fd);
    return -1;
}

static int connect_any(const struct look *look)
{
    int fd = -1;

    for (const struct addrinfo *to = look->addresses; to && fd < 0; to = to->ai_next)
        fd = connect_one(look, to);
    return fd;
}

/* What one question brings. A reset is a way to close. */
static enum kt_peer ask(const struct look *look, const unsigned char *question, size_t size)
{
    int64_t now = kt_kafka_now_ms(), until = now + (look->until_ms - now) / 2;
    unsigned char bytes[ENOUGH];
    size_t n = 0;
    ssize_t got = 1;
    int fd = connect_any(look);

    if (fd < 0)
        return KT_PEER_UNKNOWN;
    (void)send(fd, question, size, MSG_NOSIGNAL);
    while (n < sizeof(bytes) && got > 0 && wait_for(look, fd, POLLIN, until)) {
        got = recv(fd, bytes + n, sizeof(bytes) - n, 0);
        n += got > 0 ? (size_t)got : 0;
    }
    close(fd);
    return n == 0 && got > 0 ? KT_PEER_SILENT : kt_peer_judge(bytes, n);
}

static enum kt_peer look_at(const struct look *look)
{
    enum kt_peer first = ask(look, api_versions, sizeof(api_versions)), second;

    if (first == KT_PEER_CLOSES) {
        second = ask(look, metadata, sizeof(metadata));
        return second == KT_PEER_KAFKA ? KT_PEER_OLD_KAFKA : first;
    }
    if (first != KT_PEER_SILENT)
        return first;
    second = ask(look, get, sizeof(get) - 1); /* a server that waits for the end of a line */
    return second == KT_PEER_HTTP ? second : first;
}

static bool resolve(const char *address, bool numeric_only, struct addrinfo **found)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                   .ai_flags =
                                       AI_NUMERICSERV | (numeric_only ? AI_NUMERICHOST : 0)};
    const char *colon = strrchr(address, ':');
    size_t bracket = address[0] == '[' && colon && colon[-1] == ']' ? 1 : 0;
    KT_AUTO_STR host = NULL;

    if (colon == NULL)
        return false;
    host = kt_strndup(address + bracket, (size_t)(colon - address) - 2 * bracket);
    return getaddrinfo(host, colon + 1, &hints, found) == 0;
}

enum kt_peer kt_peer_look(const char *address, bool numeric_only, int budget_ms,
                          const volatile sig_atomic_t *stop)
{
    struct look look = {.until_ms = kt_kafka_now_ms() + budget_ms, .stop = stop};
    struct addrinfo *found = NULL;
    enum kt_peer peer;

    if (!resolve(address, numeric_only, &found))
        return KT_PEER_UNKNOWN;
    look.addresses = found;
    peer = look_at(&look);
    freeaddrinfo(found);
    return peer;
}

bool kt_peer_connects(const char *address, bool numeric_only, int budget_ms,
                      const volatile sig_atomic_t *stop)
{
    struct look look = {.until_ms = kt_kafka_now_ms() + budget_ms, .stop = stop};
    struct addrinfo *found = NULL;
    int fd;

    if (!resolve(address, numeric_only, &found))
        return false;
    look.addresses = found;
    fd = connect_any(&look);
    freeaddrinfo(found);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}
