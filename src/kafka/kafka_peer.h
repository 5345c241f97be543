/* kafka_peer.h - a look of our own at a peer, where librdkafka's line may mean several things. */
#ifndef KTOOL_KAFKA_PEER_H
#define KTOOL_KAFKA_PEER_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

enum kt_peer {
    KT_PEER_UNKNOWN,   /* no connection, or no time: nothing was learned */
    KT_PEER_SILENT,    /* takes the connection and says nothing */
    KT_PEER_CLOSES,    /* and closes it whatever is said */
    KT_PEER_KAFKA,     /* answers ApiVersions: Kafka without TLS */
    KT_PEER_OLD_KAFKA, /* answers Metadata only: Kafka before 0.10 (KIP-35), without TLS */
    KT_PEER_TLS,
    KT_PEER_HTTP,
    KT_PEER_OTHER /* says something else */
};

/* Connects to "host:port" without TLS, at most three times, for at most `budget_ms` in all; the
 * stop flag (may be NULL) ends it. Resolving the name takes what it takes: for names that the
 * library has resolved before, or `numeric_only`. */
enum kt_peer kt_peer_look(const char *address, bool numeric_only, int budget_ms,
                          const volatile sig_atomic_t *stop);
/* Is a connection taken? */
bool kt_peer_connects(const char *address, bool numeric_only, int budget_ms,
                      const volatile sig_atomic_t *stop);

/* What the first bytes mean; pure. */
enum kt_peer kt_peer_judge(const unsigned char *bytes, size_t n);

#endif
