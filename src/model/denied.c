/* denied.c - a refusal for want of rights in words. */
#include "ktool/denied.h"
#include "ktool/cluster.h"
#include "ktool/units.h"

enum { TRANSACTIONAL_ID_AUTHORIZATION_FAILED = 53, DELEGATION_TOKEN_AUTHORIZATION_FAILED = 65 };

static const char *const rights[] = {
    [KT_RIGHT_READ] = "Read",
    [KT_RIGHT_WRITE] = "Write",
    [KT_RIGHT_CREATE] = "Create",
    [KT_RIGHT_DELETE] = "Delete",
    [KT_RIGHT_ALTER] = "Alter",
    [KT_RIGHT_DESCRIBE] = "Describe",
    [KT_RIGHT_DESCRIBE_CONFIGS] = "DescribeConfigs",
    [KT_RIGHT_ALTER_CONFIGS] = "AlterConfigs",
};

const char *kt_right_text(enum kt_right right)
{
    return rights[right];
}

bool kt_is_denial(int code)
{
    return code == KT_KAFKA_TOPIC_AUTHORIZATION_FAILED ||
           code == KT_KAFKA_GROUP_AUTHORIZATION_FAILED ||
           code == KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED ||
           code == TRANSACTIONAL_ID_AUTHORIZATION_FAILED ||
           code == DELEGATION_TOKEN_AUTHORIZATION_FAILED;
}

/* "user 'alice' has no right Read" */
static char *who_and_what(const struct kt_link *link, enum kt_right right)
{
    if (link == NULL || link->user == NULL)
        return kt_format("you have no right %s", rights[right]);
    return kt_format("user '%s' has no right %s", link->user, rights[right]);
}

char *kt_denied_text(const struct kt_link *link, int code, enum kt_right right, const char *name)
{
    KT_AUTO_STR who = who_and_what(link, right);

    switch (code) {
    case KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED:
        return kt_format("%s on the cluster", who);
    case KT_KAFKA_GROUP_AUTHORIZATION_FAILED:
        return kt_format("%s on group '%s'", who, name);
    case TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
        return kt_format("%s on transactional id '%s'", who, name);
    case DELEGATION_TOKEN_AUTHORIZATION_FAILED:
        return kt_format("%s on delegation token '%s'", who, name);
    default:
        return kt_format("%s on topic '%s'%s", who, name,
                         right == KT_RIGHT_CREATE ? " or on the cluster" : "");
    }
}

char *kt_denied_topics_text(const struct kt_link *link, enum kt_right right,
                            const struct kt_names *topics)
{
    KT_AUTO_STR who = who_and_what(link, right);
    KT_AUTO_STR names = kt_names_join(topics, "', '");

    return kt_format("%s on topic%s '%s'", who, kt_plural(topics->n), names);
}
