/* survey.h - what a cluster is made of. */
#ifndef KTOOL_SURVEY_H
#define KTOOL_SURVEY_H

#include "ktool/ctx.h"

struct kt_surveyed_broker {
    int id;
    char *address;    /* "host:port", as the cluster advertises it; NULL when it is gone */
    char *rack;       /* NULL: none, or not known */
    const char *line; /* of Kafka (kt_kafka_line()); NULL: nothing tells */
    int64_t ping_us;  /* -1: it does not answer */
    bool is_gone;     /* it holds replicas, and the cluster does not count it any more */
};
struct kt_survey {
    char *cluster_id;                  /* NULL: it tells none */
    int controller;                    /* -1: none known; under KRaft a broker that stands for it */
    bool is_kraft, is_kraft_known;     /* is the controller a quorum of its own (KIP-500)? */
    struct kt_surveyed_broker *broker; /* by id */
    size_t nbroker;
    struct kt_names lines;     /* of all brokers, sorted */
    size_t topics, partitions; /* that may be seen, but for Kafka's own: */
    size_t internal_topics, internal_partitions;
    char *denied; /* the right that is missing for racks and versions; NULL: none */
};

/* Connects, and asks every broker twice at once, so that the second answer is as fast as the
 * network; each time at most two seconds are waited. When no broker answers, `out` is written
 * nevertheless, and KT_E_CLUSTER returned. */
KT_MUST_CHECK enum kt_code kt_survey(struct kt_ctx *ctx, struct kt_survey *out,
                                     struct kt_errs *errs);
void kt_survey_clear(struct kt_survey *survey); /* twice is fine */

#endif
