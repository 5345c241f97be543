/* reach.h - why a broker could not be reached, in the words an expert would use. Pure: from what
 * was seen to one error, so that both implementations of cluster.h say the same, whatever the
 * version of the library. */
#ifndef KTOOL_REACH_H
#define KTOOL_REACH_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/errs.h"

/* What is tried on a connection, for messages; texts are borrowed, NULL where there is none. */
struct kt_link {
    const char *brokers, *brokers_origin; /* "KAFKA_BROKERS in .env:3" */
    const char *protocol;                 /* "SASL_SSL"; NULL: nobody can tell */
    const char *protocol_origin;    /* "KAFKA_SSL_ENABLED in .env:4"; NULL: it follows from the
                                       credentials, or is the default */
    const char *mechanism;          /* "SCRAM-SHA-256"; NULL without SASL */
    const char *user, *user_origin; /* of SASL; never a password */
    const char *certificate;        /* the client's: a path, "PEM" or a PKCS#12 store */
    const char *ca;                 /* file or folder the server is checked with */
};

/* Is a bearer token what authenticates? NULL: nothing is known, and it is not. */
bool kt_link_has_token(const struct kt_link *link);

enum kt_cause {
    KT_CAUSE_UNKNOWN, /* `detail`: what the library said */
    KT_CAUSE_REFUSED,
    KT_CAUSE_UNRESOLVED,      /* no address for the name */
    KT_CAUSE_NO_ROUTE,        /* host or network unreachable */
    KT_CAUSE_NO_CONNECT,      /* packets are swallowed: TCP never comes about */
    KT_CAUSE_SILENT,          /* TCP yes, then not a word */
    KT_CAUSE_CLOSED,          /* the peer closes at once */
    KT_CAUSE_HTTP,            /* the peer speaks HTTP */
    KT_CAUSE_NOT_KAFKA,       /* the peer says something else */
    KT_CAUSE_PEER_IS_PLAIN,   /* TLS client, plaintext port; with credentials: TecShop's trouble */
    KT_CAUSE_PEER_IS_TLS,     /* plaintext client, TLS port */
    KT_CAUSE_UNKNOWN_CA,      /* `detail`: the issuer */
    KT_CAUSE_WRONG_HOST,      /* the certificate is for another name; `detail`: its subject */
    KT_CAUSE_EXPIRED,         /* `detail`: the certificate's subject */
    KT_CAUSE_BAD_CERTIFICATE, /* any other fault of the server's; `detail` says which */
    KT_CAUSE_CERTIFICATE_WANTED,  /* the broker wants one of the client */
    KT_CAUSE_CERTIFICATE_REFUSED, /* and does not take this one */
    KT_CAUSE_CREDENTIALS,         /* user or password is wrong: brokers do not tell which; or the
                                     token. `detail`: the broker's word about the token; of SCRAM
                                     "librdkafka 2.0.2", if Kafka 4 refuses whatever that sends */
    KT_CAUSE_MECHANISM,           /* not offered; `detail`: those that are */
    KT_CAUSE_NO_SASL,             /* SASL on a listener without it */
    KT_CAUSE_WANTS_SASL,          /* none tried on a listener that wants it */
    KT_CAUSE_TOKEN,               /* no token to send */
    KT_CAUSE_TOO_OLD,
    KT_CAUSE_TOO_NEW,
    KT_NCAUSES
};

/* The last failure with one address. */
struct kt_attempt {
    const char *address; /* "127.0.0.1:9092" */
    int broker; /* its id, when the cluster advertises this address; -1: given by the user */
    enum kt_cause cause;
    const char *detail; /* see above; NULL: nothing more is known */
};

/* Waiting longer cannot help: the same would be said again. */
bool kt_cause_is_final(enum kt_cause cause);
/* It may pass by itself (a broker that is starting), but it was said at once. */
bool kt_cause_is_quick(enum kt_cause cause);
/* What an expert would say: "connection refused"; `link` may be NULL. The caller frees it. */
char *kt_cause_text(const struct kt_attempt *attempt, const struct kt_link *link);

/* Appends one KT_E_CLUSTER: the addresses, what was tried, the likely cause, and a hint; returns
 * it. With several attempts the most telling one is explained and the others are named; when one of
 * them is with an address that the cluster advertises, those given by the user were good. waited_ms
 * is how long was waited, where that mattered; 0: it did not. n = 0: nothing was seen but silence.
 */
enum kt_code kt_reach_fail(struct kt_errs *errs, const struct kt_link *link,
                           const struct kt_attempt *attempts, size_t n, int waited_ms);
/* The hint of it alone: what to try against one failure (NULL: against silence). The caller frees
 * it; NULL: nothing. */
char *kt_reach_hint(const struct kt_attempt *attempt, const struct kt_link *link);

/* "SASL_SSL, SCRAM-SHA-256 as 'alice'", "SSL with the client certificate c.pem"; NULL when the
 * protocol is. The caller frees it. */
char *kt_link_text(const struct kt_link *link);

#endif
