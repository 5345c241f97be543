/* health.h - is a cluster well? What was found, and the verdict. Pure. */
#ifndef KTOOL_HEALTH_H
#define KTOOL_HEALTH_H

#include <stdint.h>

#include "ktool/mem.h"
#include "ktool/topic.h"

/* The worst reason decides. */
enum kt_health { KT_HEALTHY, KT_DEGRADED, KT_UNHEALTHY };
const char *kt_health_text(enum kt_health health); /* "healthy"; static text */

/* Worst first. Where nothing else is said, topics are all topics, Kafka's own too. */
enum kt_check {
    KT_CHECK_OFFLINE,          /* partitions without a leader */
    KT_CHECK_UNDER_MIN_ISR,    /* partitions that take no acks=all record */
    KT_CHECK_MISSING_TOPIC,    /* declared, and not there */
    KT_CHECK_BROKER,           /* brokers without an answer, or gone while replicas are theirs */
    KT_CHECK_UNDER_REPLICATED, /* partitions with fewer in-sync replicas than replicas, but for: */
    KT_CHECK_INTERNAL,         /* topics of Kafka's own that have such partitions */
    KT_CHECK_LEADER,           /* partitions not led by their preferred replica (the first) */
    KT_CHECK_DRIFT,            /* topics that are not as declared */
    KT_CHECK_GROUP,            /* groups with lag and without members */
    KT_NCHECKS
};
const char *kt_check_text(enum kt_check check);        /* "under_min_isr"; static text */
enum kt_health kt_check_severity(enum kt_check check); /* what it makes of the cluster */

/* What was found by each check: "orders-3" for partitions, "2" for brokers, names else. */
struct kt_findings {
    struct kt_names subjects[KT_NCHECKS];
    int64_t lag; /* of the groups together, in records */
};
/* Adds what is wrong with the partitions of a live topic, which knows its min.insync.replicas. One
 * that shows no partition is a subject by its own name. */
void kt_findings_topic(struct kt_findings *findings, const struct kt_topic *topic);
enum kt_health kt_findings_judge(const struct kt_findings *findings);
/* The worst check that found something; KT_NCHECKS: none did. */
enum kt_check kt_findings_worst(const struct kt_findings *findings);
/* "6 partitions are under-replicated: orders-0, orders-1, orders-2 and 3 more"; up to five are all
 * named. The caller frees it. */
char *kt_finding_text(const struct kt_findings *findings, enum kt_check check);
void kt_findings_clear(struct kt_findings *findings); /* twice is fine */

#endif
