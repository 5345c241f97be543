/* health.c - the verdict on a cluster, and the reasons in words. */
#include <inttypes.h>

#include "ktool/health.h"
#include "ktool/topic_name.h"
#include "ktool/topic_state.h"
#include "ktool/units.h"

static const struct {
    const char *text;
    enum kt_health severity;
    const char *one, *many; /* behind the count */
} checks[KT_NCHECKS] = {
    [KT_CHECK_OFFLINE] = {"offline", KT_UNHEALTHY, "partition is offline",
                          "partitions are offline"},
    [KT_CHECK_UNDER_MIN_ISR] = {"under_min_isr", KT_UNHEALTHY,
                                "partition is under min.insync.replicas",
                                "partitions are under min.insync.replicas"},
    [KT_CHECK_MISSING_TOPIC] = {"missing_topic", KT_UNHEALTHY, "declared topic is missing",
                                "declared topics are missing"},
    [KT_CHECK_BROKER] = {"broker", KT_DEGRADED, "broker is unreachable", "brokers are unreachable"},
    [KT_CHECK_UNDER_REPLICATED] = {"under_replicated", KT_DEGRADED, "partition is under-replicated",
                                   "partitions are under-replicated"},
    [KT_CHECK_INTERNAL] = {"internal_topic", KT_DEGRADED, "internal topic misses replicas",
                           "internal topics miss replicas"},
    [KT_CHECK_LEADER] = {"leader", KT_DEGRADED, "partition is not led by its preferred replica",
                         "partitions are not led by their preferred replica"},
    [KT_CHECK_DRIFT] = {"drift", KT_DEGRADED, "topic is not as declared",
                        "topics are not as declared"},
    [KT_CHECK_GROUP] = {"group", KT_DEGRADED, "group has no members and a lag of",
                        "groups have no members and a lag of"},
};

const char *kt_health_text(enum kt_health health)
{
    static const char *const texts[] = {"healthy", "degraded", "unhealthy"};

    return texts[health];
}

const char *kt_check_text(enum kt_check check)
{
    return checks[check].text;
}

enum kt_health kt_check_severity(enum kt_check check)
{
    return checks[check].severity;
}

static void add_partition(struct kt_findings *findings, enum kt_check check, const char *topic,
                          int partition)
{
    KT_AUTO_STR name = kt_format("%s-%d", topic, partition);

    kt_names_add(&findings->subjects[check], name);
}

void kt_findings_topic(struct kt_findings *findings, const struct kt_topic *topic)
{
    const bool internal = kt_topic_name_is_internal(topic->name);
    bool misses = false;

    if (topic->npartition == 0)
        kt_names_add(&findings->subjects[KT_CHECK_OFFLINE], topic->name);
    for (size_t p = 0; p < topic->npartition; p++) {
        const int id = topic->partition[p].id;
        const struct kt_partition_state state = kt_partition_state(topic, &topic->partition[p]);

        if (state.offline)
            add_partition(findings, KT_CHECK_OFFLINE, topic->name, id);
        if (state.under_min_isr)
            add_partition(findings, KT_CHECK_UNDER_MIN_ISR, topic->name, id);
        if (state.under_replicated && !internal)
            add_partition(findings, KT_CHECK_UNDER_REPLICATED, topic->name, id);
        if (state.led_by_another)
            add_partition(findings, KT_CHECK_LEADER, topic->name, id);
        misses = misses || state.under_replicated;
    }
    if (internal && misses)
        kt_names_add(&findings->subjects[KT_CHECK_INTERNAL], topic->name);
}

enum kt_health kt_findings_judge(const struct kt_findings *findings)
{
    enum kt_health worst = KT_HEALTHY;

    for (int check = 0; check < KT_NCHECKS; check++)
        if (findings->subjects[check].n > 0 && checks[check].severity > worst)
            worst = checks[check].severity;
    return worst;
}

enum kt_check kt_findings_worst(const struct kt_findings *findings)
{
    int check = 0;

    while (check < KT_NCHECKS && findings->subjects[check].n == 0)
        check++;
    return (enum kt_check)check;
}

char *kt_finding_text(const struct kt_findings *findings, enum kt_check check)
{
    const struct kt_names *all = &findings->subjects[check];
    KT_AUTO_STR named = kt_names_brief(all, ", ");
    KT_AUTO_STR lag = check != KT_CHECK_GROUP ? NULL
                                              : kt_format(" %" PRId64 " record%s", findings->lag,
                                                          kt_plural((size_t)findings->lag));

    return kt_format("%zu %s%s: %s", all->n, all->n == 1 ? checks[check].one : checks[check].many,
                     lag != NULL ? lag : "", named);
}

void kt_findings_clear(struct kt_findings *findings)
{
    for (int check = 0; check < KT_NCHECKS; check++)
        kt_names_clear(&findings->subjects[check]);
    findings->lag = 0;
}
