/* kafka_cause.h - what librdkafka's own lines say about a broker. Pure. */
#ifndef KTOOL_KAFKA_CAUSE_H
#define KTOOL_KAFKA_CAUSE_H

#include "ktool/reach.h"

/* What is tried; decides what some lines mean. */
struct kt_kafka_way {
    bool tls, sasl, certificate;
};

struct kt_saying {
    char *address; /* "127.0.0.1:9092" */
    int broker;    /* -1: of the bootstrap list */
    enum kt_cause cause;
    char *detail; /* NULL: nothing more */
    bool vague;   /* the peer itself may tell more */
    bool up;      /* the connection had been made when it broke */
};

/* "[thrd:ssl://127.0.0.1:9092/bootstrap]: ssl://127.0.0.1:9092/bootstrap: Disconnected (after 2ms
 * in state UP)", or the same without the thread. False: it names no address or no failure. */
bool kt_saying_read(struct kt_saying *out, const char *text, const struct kt_kafka_way *way);
void kt_saying_clear(struct kt_saying *saying); /* twice is fine */

/* The errstr of our certificate callback; its number comes back in a line of SSLCERTVRFY. */
void kt_saying_x509(char *to, size_t size, int error);

#endif
