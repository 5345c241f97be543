/* health.h - is a cluster well? What was seen, and the verdict. */
#ifndef KTOOL_HEALTH_H
#define KTOOL_HEALTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ktool/mem.h"

/* The worst reason decides. */
enum kt_health { KT_HEALTHY, KT_DEGRADED, KT_UNHEALTHY };
const char *kt_health_text(enum kt_health health); /* "healthy"; static text */

enum kt_check {
    KT_CHECK_OFFLINE,          /* partitions without a leader */
    KT_CHECK_UNDER_MIN_ISR,    /* partitions that take no acks=all record */
    KT_CHECK_MISSING_TOPIC,    /* declared, and not there */
    KT_CHECK_BROKER,           /* brokers without an answer, or gone while replicas are theirs */
    KT_CHECK_UNDER_REPLICATED, /* partitions with fewer in-sync replicas than replicas */
    KT_CHECK_INTERNAL,         /* the same of Kafka's own topics */
    KT_CHECK_LEADER,           /* partitions not led by their preferred replica (the first) */
    KT_CHECK_DRIFT,            /* topics that are not as declared */
    KT_CHECK_GROUP,            /* groups with lag and without members */
    KT_NCHECKS
};
const char *kt_check_text(enum kt_check check);        /* "under_min_isr"; static text */
enum kt_health kt_check_severity(enum kt_check check); /* what it makes of the cluster */

/* What was found by one check: "orders-3" for partitions, "2" for brokers, names else. */
struct kt_findings {
    struct kt_names subjects[KT_NCHECKS];
};
void kt_findings_clear(struct kt_findings *findings); /* twice is fine */
enum kt_health kt_findings_judge(const struct kt_findings *findings);
/* "4 partitions are under-replicated: orders-0, orders-1, orders-2 and 1 more"; the caller frees
 * it. */
char *kt_finding_text(const struct kt_findings *findings, enum kt_check check);

#endif
