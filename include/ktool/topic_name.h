/* topic_name.h - the rules of topic names (Kafka class org.apache.kafka.common.internals.Topic). */
#ifndef KTOOL_TOPIC_NAME_H
#define KTOOL_TOPIC_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "ktool/mem.h"

enum {
    KT_TOPIC_NAME_MAX = 249,
    KT_TEMPLATE_MAX = 1000 /* of a name with its {parameters} */
};

/* NULL when legal, else static text that says what is wrong. */
const char *kt_topic_name_fault(const char *name);
/* Begins with "__": a topic of Kafka's own that ktool never changes. */
bool kt_topic_name_is_internal(const char *name);
/* Equal but for '.' against '_': Kafka's metric names would clash, so the broker refuses the
 * second. False for equal names. */
bool kt_topic_name_collides(const char *a, const char *b);

/* Templates: "chat.{tenant_id}.x" has the parameter tenant_id. */
bool kt_template_is(const char *name);
/* NULL when well formed, else static text: "a parameter without a name", "'{' without '}'", ... */
const char *kt_template_fault(const char *name);
void kt_template_params(struct kt_names *params, const char *name);
/* The name with every parameter replaced by its value in `values`; a parameter that is absent there
 * stays as it is. The caller frees it. */
char *kt_template_fill(const char *name, const struct kt_pairs *values);
/* Could `topic` have been made from the template? Each parameter stands for one or more legal
 * characters; one that stands twice may stand for two different texts. */
bool kt_template_match(const char *name, const char *topic);

#endif
