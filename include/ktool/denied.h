/* denied.h - a refusal for want of rights in words: who may not do what, on which resource. Pure.
 */
#ifndef KTOOL_DENIED_H
#define KTOOL_DENIED_H

#include <stdbool.h>

#include "ktool/mem.h"
#include "ktool/reach.h"

/* Operations of Kafka's authorizer (org.apache.kafka.common.acl.AclOperation). */
enum kt_right {
    KT_RIGHT_READ,
    KT_RIGHT_WRITE,
    KT_RIGHT_CREATE, /* of a topic: on the topic or on the cluster, either will do */
    KT_RIGHT_DELETE,
    KT_RIGHT_ALTER,
    KT_RIGHT_DESCRIBE,
    KT_RIGHT_DESCRIBE_CONFIGS,
    KT_RIGHT_ALTER_CONFIGS,
    KT_NRIGHTS
};
/* As kafka-acls spells it: "DescribeConfigs"; static text. */
const char *kt_right_text(enum kt_right right);

/* One of Kafka's *_AUTHORIZATION_FAILED. */
bool kt_is_denial(int code);

/* "user 'alice' has no right AlterConfigs on topic 'orders'". The kind of resource follows from the
 * code; `name` is not looked at for the cluster. `link` may be NULL; without a user of SASL it is
 * "you have no right ...", for only the broker knows whom it takes a certificate or an address for.
 * The caller frees it. */
char *kt_denied_text(const struct kt_link *link, int code, enum kt_right right, const char *name);
/* The same about several topics: "... on topics 'a', 'b'". */
char *kt_denied_topics_text(const struct kt_link *link, enum kt_right right,
                            const struct kt_names *topics);

#endif
