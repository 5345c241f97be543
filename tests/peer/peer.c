/* peer.c - a peer that is not what a client of Kafka hopes for, on a loopback port of its own.
 *
 * peer MODE - prints its port, serves any number of clients at a time, ends when its input ends.
 *   silent  takes connections and what is sent, and says nothing
 *   close   closes every connection at once
 *   http    answers whatever is sent with an error of HTTP
 *   lines   the same, but not before the end of a line
 *   alert   answers whatever is sent with an alert of TLS, as a TLS listener does
 *   ssh     greets as an SSH server
 *   old     a broker before 0.10: Metadata version 0, everything else ends the connection (KIP-35)
 *   new     a broker that knows Metadata from version 90 on only
 *   stuck   a broker that answers ApiVersions only, and prints a line for whatever else is asked
 */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CLIENTS = 60, REQUEST = 1024, API_METADATA = 3, API_VERSIONS = 18, UNSUPPORTED = 35 };

struct client {
    int fd; /* -1: free */
    size_t len;
    unsigned char bytes[REQUEST];
};

/* False: the connection is to be closed. */
typedef bool answer(struct client *client);

struct mode {
    const char *name, *greeting;
    answer *answer;
};

static bool say(const struct client *client, const void *bytes, size_t size)
{
    return send(client->fd, bytes, size, MSG_NOSIGNAL) == (ssize_t)size;
}

static bool be_silent(struct client *client)
{
    client->len = 0;
    return true;
}

static bool hang_up(struct client *client)
{
    (void)client;
    return false;
}

static bool http(struct client *client)
{
    static const char text[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

    (void)say(client, text, sizeof(text) - 1);
    return false;
}

static bool lines(struct client *client)
{
    return memchr(client->bytes, '\n', client->len) == NULL || http(client);
}

static bool alert(struct client *client)
{
    static const unsigned char bytes[] = {0x15, 3, 3, 0, 2, 2, 80};

    (void)say(client, bytes, sizeof(bytes));
    return false;
}

static unsigned u16(const unsigned char *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

/* The whole request at the front of what was received; 0: not yet there. */
static size_t request(const struct client *client)
{
    size_t size = client->len >= 12 ? u16(client->bytes + 2) + 4U : 0;

    return size > client->len ? 0 : size;
}

static void done_with(struct client *client, size_t size)
{
    client->len -= size;
    memmove(client->bytes, client->bytes + size, client->len);
}

/* No brokers, no topics. */
static bool old(struct client *client)
{
    unsigned char reply[] = {0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    size_t size = request(client);

    if (size == 0)
        return true;
    memcpy(reply + 4, client->bytes + 8, 4);
    if (u16(client->bytes + 4) != API_METADATA || u16(client->bytes + 6) != 0 ||
        !say(client, reply, sizeof(reply)))
        return false;
    done_with(client, size);
    return true;
}

/* ApiVersions 0 is what every broker falls back to, with an error for a version it does not know.
 * False: it was asked something else. */
static bool tell_versions(struct client *client, unsigned char metadata_from)
{
    unsigned char reply[] = {0, 0, 0, 22, 0, 0, 0,  0, 0,  0, 0, 0, 0,
                             2, 0, 3, 0,  0, 0, 99, 0, 18, 0, 0, 0, 4};

    memcpy(reply + 4, client->bytes + 8, 4);
    reply[9] = u16(client->bytes + 6) > 0 ? UNSUPPORTED : 0;
    reply[17] = metadata_from;
    return u16(client->bytes + 4) == API_VERSIONS && say(client, reply, sizeof(reply));
}

static bool too_new(struct client *client)
{
    size_t size = request(client);

    if (size == 0)
        return true;
    if (!tell_versions(client, 90))
        return false;
    done_with(client, size);
    return true;
}

static bool stuck(struct client *client)
{
    for (size_t size; (size = request(client)) > 0; done_with(client, size))
        if (!tell_versions(client, 0)) {
            (void)puts("asked");
            (void)fflush(stdout);
        }
    return true;
}

static const struct mode modes[] = {
    {"silent", NULL, be_silent}, {"close", "", hang_up}, {"http", NULL, http},
    {"lines", NULL, lines},      {"alert", NULL, alert}, {"ssh", "SSH-2.0-peer\r\n", be_silent},
    {"old", NULL, old},          {"new", NULL, too_new}, {"stuck", NULL, stuck},
};

static int listen_somewhere(void)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(at);
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, CLIENTS) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &size) != 0)
        return -1;
    (void)printf("%d\n", ntohs(at.sin_port));
    (void)fflush(stdout);
    return fd;
}

static void take_client(const struct mode *mode, struct client *clients, int listener)
{
    int fd = accept(listener, NULL, NULL);
    struct client *free_one = NULL;

    for (size_t i = 0; i < CLIENTS; i++)
        free_one = clients[i].fd < 0 ? &clients[i] : free_one;
    if (fd < 0)
        return;
    if (free_one == NULL || (mode->greeting && *mode->greeting == '\0')) {
        close(fd);
        return;
    }
    *free_one = (struct client){.fd = fd};
    if (mode->greeting)
        (void)say(free_one, mode->greeting, strlen(mode->greeting));
}

static void serve(const struct mode *mode, struct client *client)
{
    ssize_t got =
        recv(client->fd, client->bytes + client->len, sizeof(client->bytes) - client->len, 0);

    client->len += got > 0 ? (size_t)got : 0;
    if (got > 0 && mode->answer(client) && client->len < sizeof(client->bytes))
        return;
    close(client->fd);
    client->fd = -1;
}

static bool serve_all(const struct mode *mode, struct client *clients, int listener)
{
    struct pollfd polled[CLIENTS + 2] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                         {.fd = listener, .events = POLLIN}};
    char waste[64];

    for (size_t i = 0; i < CLIENTS; i++)
        polled[i + 2] = (struct pollfd){.fd = clients[i].fd, .events = POLLIN};
    if (poll(polled, CLIENTS + 2, -1) < 0)
        return errno == EINTR;
    for (size_t i = 0; i < CLIENTS; i++)
        if (polled[i + 2].revents)
            serve(mode, &clients[i]);
    if (polled[1].revents)
        take_client(mode, clients, listener);
    return !polled[0].revents || read(STDIN_FILENO, waste, sizeof(waste)) > 0;
}

int main(int argc, char **argv)
{
    static struct client clients[CLIENTS];
    const struct mode *mode = NULL;
    int listener;

    for (size_t i = 0; argc == 2 && i < sizeof(modes) / sizeof(modes[0]); i++)
        if (strcmp(modes[i].name, argv[1]) == 0)
            mode = &modes[i];
    if (mode == NULL) {
        (void)fprintf(stderr, "usage: peer silent|close|http|lines|alert|ssh|old|new|stuck\n");
        return 2;
    }
    listener = listen_somewhere();
    if (listener < 0)
        return 1;
    for (size_t i = 0; i < CLIENTS; i++)
        clients[i].fd = -1;
    while (serve_all(mode, clients, listener))
        ;
    return 0;
}
