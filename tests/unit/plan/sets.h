/* sets.h - sets of topics for the tests of plan, and a plan as text to compare. */
#ifndef KTOOL_TESTS_SETS_H
#define KTOOL_TESTS_SETS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ktool/plan.h"

struct sets {
    struct kt_topics want, have;
    struct kt_policy policy;
    struct kt_plan plan;
    char *text;
};

static inline void sets_clear(struct sets *sets)
{
    kt_plan_clear(&sets->plan);
    kt_topics_clear(&sets->want);
    kt_topics_clear(&sets->have);
    kt_str_clear(&sets->text);
}

/* Borrowed until the set changes. */
static inline struct kt_topic *put(struct kt_topics *set, const char *name, int partitions,
                                   int replication)
{
    KT_AUTO(kt_errs) errs = {0};
    struct kt_topic topic;

    kt_topic_init(&topic, name);
    topic.partitions = partitions;
    topic.replication = topic.replication_max = replication;
    assert_int_equal(kt_topics_add(set, &topic, &errs), KT_OK);
    return kt_topics_find(set, name);
}

static inline void live_config(struct kt_topic *topic, const char *key, const char *value,
                               enum kt_config_source source, const char *inherited)
{
    struct kt_config *config = kt_topic_set(topic, key, value);

    config->source = source;
    config->inherited = kt_strdup(inherited);
    config->inherited_source = inherited ? KT_SOURCE_DEFAULT : KT_SOURCE_UNKNOWN;
}

static inline void override(struct kt_topic *topic, const char *key, const char *value)
{
    live_config(topic, key, value, KT_SOURCE_TOPIC, NULL);
}

static inline char *op_text(const struct kt_op *op)
{
    static const char *const kinds[] = {"create", "grow", "shrink", "replicate", "set", "unset"};
    static const char *const risks[] = {"safe", "careful", "left", "refused"};
    KT_AUTO_STR key = NULL;

    if (op->key != NULL)
        key = kt_format(" %s %s>%s %s", op->key, op->from ? op->from : "?", op->to ? op->to : "?",
                        kt_config_source_text(op->from_source));
    return kt_format("%s %s%s %s%s%s%s%s%s", kinds[op->kind], op->want->name, key ? key : "",
                     risks[op->risk], op->flag ? " " : "", op->flag ? op->flag : "",
                     op->loses ? " loses" : "", op->rival ? " rival=" : "",
                     op->rival ? op->rival->name : "");
}

static inline void add_line(char **text, char *line)
{
    char *longer = kt_format("%s%s\n", *text ? *text : "", line);

    free(*text);
    free(line);
    *text = longer;
}

/* One line each: operations, unmanaged, undeclared. The caller frees it. */
static inline char *plan_text(const struct kt_plan *plan)
{
    char *text = kt_strdup("");

    for (size_t i = 0; i < plan->nop; i++)
        add_line(&text, op_text(&plan->op[i]));
    for (size_t i = 0; i < plan->nunmanaged; i++)
        add_line(&text, kt_format("unmanaged %s %s", plan->unmanaged[i].have->name,
                                  plan->unmanaged[i].config->key));
    for (size_t i = 0; i < plan->nundeclared; i++)
        add_line(&text, kt_format("undeclared %s", plan->undeclared[i]->name));
    return text;
}

static inline const char *planned(struct sets *sets)
{
    kt_plan_diff(&sets->plan, &sets->want, &sets->have, &sets->policy);
    kt_str_clear(&sets->text);
    sets->text = plan_text(&sets->plan);
    return sets->text;
}

#endif
