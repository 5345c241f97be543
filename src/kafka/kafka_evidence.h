/* kafka_evidence.h - what is known of each address, and whether there is hope. Times are handed in,
 * in ms of a clock that only goes forward. */
#ifndef KTOOL_KAFKA_EVIDENCE_H
#define KTOOL_KAFKA_EVIDENCE_H

#include <stdint.h>

#include "kafka_cause.h"

/* When one address has failed for good, others may still come for so long; what all refuse at once
 * is given up after so long, unless somebody asked to wait. */
enum { KT_GRACE_MS = 1000, KT_HASTY_MS = 2000 };

/* One address and its last failure. */
struct kt_seen {
    char *address;   /* "broker1:9092", "[::1]:9092" */
    int broker;      /* its id; -1: of the bootstrap list, */
    bool known;      /* and the cluster advertises it too, */
    int id;          /* for this broker; -1: not known */
    int64_t last_ms; /* of the last failure */
    unsigned times;  /* it failed; 0: not, as far as is known */
    unsigned cut;    /* times in a row that it closed a connection that had been made */
    enum kt_cause cause;
    char *detail;
    bool vague; /* the peer itself may tell more */
    bool shut;  /* the last probe of the broker was refused here */
};

struct kt_evidence {
    struct kt_seen *v;
    size_t n, cap;
    int64_t first_ms; /* of the first failure that may matter */
    int64_t final_ms; /* of the first that is final; 0: none is */
};

/* "a:9092,SSL://b" - those that are to be tried. */
void kt_evidence_open(struct kt_evidence *evidence, const char *bootstrap);
/* An address that the cluster advertises. One that is of the bootstrap list too stays that. */
void kt_evidence_advertise(struct kt_evidence *evidence, int broker, const char *host, int port);
/* A failure. One that is final is not forgotten for one that is not. */
void kt_evidence_note(struct kt_evidence *evidence, const struct kt_saying *said,
                      const struct kt_kafka_way *way, int64_t now_ms);
/* A look at the peer told more than the library's line. */
void kt_evidence_refine(struct kt_evidence *evidence, struct kt_seen *seen, enum kt_cause cause,
                        int64_t now_ms);
/* The bootstrap list was good: its failures are forgotten. */
void kt_evidence_answered(struct kt_evidence *evidence);
/* And so was what the cluster advertises. */
void kt_evidence_settled(struct kt_evidence *evidence);

/* Nobody has answered yet: is there no use in waiting on? Yes when all that failed has failed for
 * good and every address has been tried; others, that may still come, get a second. `hasty`: what
 * was refused at once everywhere for two seconds is no use either. */
bool kt_evidence_hopeless(const struct kt_evidence *evidence, bool hasty, int64_t now_ms);
bool kt_evidence_failed(const struct kt_evidence *evidence); /* any address */
/* Has an address failed that only the cluster gave? */
bool kt_evidence_stray(const struct kt_evidence *evidence);

/* The address of this broker, NULL: not known; borrowed until the next one is added. */
struct kt_seen *kt_evidence_of(const struct kt_evidence *evidence, int broker);
/* Was a connection refused at once, at that time or later? */
bool kt_seen_refused(const struct kt_seen *seen, int64_t since_ms);
/* The failures, borrowed; the caller frees the array. */
struct kt_attempt *kt_evidence_attempts(const struct kt_evidence *evidence, size_t *n);
/* The latest of them, borrowed; false: there is none. */
bool kt_evidence_last(const struct kt_evidence *evidence, struct kt_attempt *out);
void kt_evidence_clear(struct kt_evidence *evidence); /* twice is fine */

#endif
