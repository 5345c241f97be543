/* manifest_rules.c - rules over values and names that no single member can break alone. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/topic_name.h"
#include "ktool/units.h"
#include "manifest_parts.h"

enum rule { RULE_ISR_ABOVE, RULE_ISR_EQUAL, RULE_SEGMENT };

/* One place in the manifests often is the reason for many topics: it is said once. */
struct cause {
    enum rule rule;
    struct kt_place at;
    int64_t value, against;
    const char *topic; /* the first; borrowed */
    size_t count;
};
struct causes {
    struct cause v[KT_MANIFEST_ERRORS_MAX];
    size_t n;
};

static void blame(struct causes *causes, const struct kt_topic *topic, enum rule rule,
                  const struct kt_place *at, int64_t value, int64_t against)
{
    for (size_t i = 0; i < causes->n; i++) {
        struct cause *cause = &causes->v[i];

        if (cause->rule == rule && cause->at.text == at->text && cause->at.line == at->line &&
            cause->at.col == at->col && cause->value == value && cause->against == against) {
            cause->count++;
            return;
        }
    }
    if (causes->n == KT_MANIFEST_ERRORS_MAX)
        return;
    causes->v[causes->n++] = (struct cause){.rule = rule,
                                            .at = *at,
                                            .value = value,
                                            .against = against,
                                            .topic = topic->name,
                                            .count = 1};
}

/* The number that a topic declares for the key. */
static bool number(const struct kt_topic *topic, const char *key, int64_t *out, struct kt_place *at)
{
    const struct kt_config *config = kt_topic_config(topic, key);
    const char *why;

    if (config == NULL)
        return false;
    *at = config->origin.at;
    return kt_int_parse(config->value, out, &why);
}

/* The broker takes either, and then refuses to write. */
static void check_isr(struct causes *causes, const struct kt_topic *topic)
{
    struct kt_place at;
    int64_t isr;

    if (topic->replication == KT_BROKER_DEFAULT || !number(topic, "min.insync.replicas", &isr, &at))
        return;
    if (isr > topic->replication)
        blame(causes, topic, RULE_ISR_ABOVE, &at, isr, topic->replication);
    else if (isr == topic->replication && isr > 1)
        blame(causes, topic, RULE_ISR_EQUAL, &at, isr, topic->replication);
}

static bool deletes(const struct kt_topic *topic)
{
    const struct kt_config *policy = kt_topic_config(topic, "cleanup.policy");

    return policy == NULL || strstr(policy->value, "delete") != NULL;
}

/* Only closed segments are deleted, and a segment closes by its age. */
static void check_segment(struct causes *causes, const struct kt_topic *topic)
{
    int64_t retention, segment = 7 * INT64_C(86400000); /* Kafka's default */
    struct kt_place at, unused;

    if (!deletes(topic) || !number(topic, "retention.ms", &retention, &at) || retention < 0)
        return;
    (void)number(topic, "segment.ms", &segment, &unused);
    if (retention < segment)
        blame(causes, topic, RULE_SEGMENT, &at, retention, segment);
}

static void report(struct kt_reader *reader, const struct cause *cause)
{
    char value[KT_UNITS_TEXT], against[KT_UNITS_TEXT];
    KT_AUTO_STR topics = cause->count == 1
                             ? kt_format("topic '%s'", cause->topic)
                             : kt_format("topic '%s' and %zu more", cause->topic, cause->count - 1);

    switch (cause->rule) {
    case RULE_ISR_ABOVE:
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &cause->at,
                         "min.insync.replicas %" PRId64 " is above the replication factor %" PRId64
                         " of %s",
                         cause->value, cause->against, topics);
        kt_hint(reader->errs, "nobody could write with acks=all");
        break;
    case RULE_ISR_EQUAL:
        kt_warn_at(reader->errs, &cause->at,
                   "min.insync.replicas equals the replication factor %" PRId64 " of %s",
                   cause->against, topics);
        kt_hint(reader->errs, "one broker down stops all writing with acks=all");
        break;
    case RULE_SEGMENT:
        kt_note_at(reader->errs, &cause->at,
                   "retention %s of %s is shorter than segment.ms %s: records outlive it until "
                   "their segment rolls",
                   kt_duration_text(cause->value, value), topics,
                   kt_duration_text(cause->against, against));
        break;
    }
}

static void check_values(struct causes *causes, const struct kt_pool *pool)
{
    for (size_t i = 0; i < pool->n; i++) {
        check_isr(causes, &pool->v[i].topic);
        check_segment(causes, &pool->v[i].topic);
    }
}

void kt_rules_values(struct kt_reader *reader, const struct kt_pool *topics,
                     const struct kt_pool *templates)
{
    struct causes *causes = kt_calloc(1, sizeof(*causes));

    check_values(causes, topics);
    check_values(causes, templates);
    for (size_t i = 0; i < causes->n && !kt_reader_full(reader); i++)
        report(reader, &causes->v[i]);
    free(causes);
}

/* Names as Kafka's metrics write them, '_' as '.'. */
static int metric_order(const char *a, const char *b)
{
    for (;; a++, b++) {
        char left = *a, right = *b;

        left = left == '_' ? '.' : left;
        right = right == '_' ? '.' : right;
        if (left != right || left == '\0')
            return (left > right) - (left < right);
    }
}

static int by_metric(const void *a, const void *b)
{
    const struct kt_topic *left = *(const struct kt_topic *const *)a;
    const struct kt_topic *right = *(const struct kt_topic *const *)b;
    int order = metric_order(left->name, right->name);

    return order != 0 ? order : strcmp(left->name, right->name);
}

/* Then it is said of their templates. */
static bool is_said(const struct kt_topic *a, const struct kt_topic *b)
{
    return a->template_name != NULL && b->template_name != NULL && !kt_template_is(a->name) &&
           kt_topic_name_collides(a->template_name, b->template_name);
}

void kt_rules_names(struct kt_reader *reader, const struct kt_topics *set)
{
    const struct kt_topic **sorted = kt_calloc(set->n, sizeof(void *));

    for (size_t i = 0; i < set->n; i++)
        sorted[i] = &set->v[i];
    qsort(sorted, set->n, sizeof(void *), by_metric);
    for (size_t i = 1; i < set->n && !kt_reader_full(reader); i++) {
        const struct kt_topic *first = sorted[i - 1], *second = sorted[i];

        if (metric_order(first->name, second->name) != 0 || is_said(first, second))
            continue;
        (void)kt_fail_at(reader->errs, KT_E_INPUT, &second->at.at,
                         "topics '%s' and '%s' collide, the first is at %s:%d:%d", first->name,
                         second->name, first->at.at.text->name, first->at.at.line,
                         first->at.at.col);
        kt_hint(reader->errs, "Kafka's metrics write '.' and '_' alike: rename one of them");
    }
    free(sorted);
}
