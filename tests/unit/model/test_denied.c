/* test_denied.c - a refusal names resource, operation and principal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/cluster.h"
#include "ktool/denied.h"

enum { TRANSACTIONAL_ID = 53, NOT_ENOUGH_REPLICAS = 19 };

static const struct kt_link alice = {.user = "alice"};
static const struct kt_link nobody = {.certificate = "client.pem"};

static void is(char *text, const char *wanted)
{
    assert_string_equal(text, wanted);
    free(text);
}

static void the_code_tells_the_resource(void **state)
{
    (void)state;
    is(kt_denied_text(&alice, KT_KAFKA_TOPIC_AUTHORIZATION_FAILED, KT_RIGHT_DELETE, "orders"),
       "user 'alice' has no right Delete on topic 'orders'");
    is(kt_denied_text(&alice, KT_KAFKA_GROUP_AUTHORIZATION_FAILED, KT_RIGHT_READ, "g"),
       "user 'alice' has no right Read on group 'g'");
    is(kt_denied_text(&alice, KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED, KT_RIGHT_DESCRIBE_CONFIGS,
                      NULL),
       "user 'alice' has no right DescribeConfigs on the cluster");
    is(kt_denied_text(&alice, TRANSACTIONAL_ID, KT_RIGHT_WRITE, "t"),
       "user 'alice' has no right Write on transactional id 't'");
}

static void a_topic_is_created_by_one_of_two_rights(void **state)
{
    (void)state;
    is(kt_denied_text(&alice, KT_KAFKA_TOPIC_AUTHORIZATION_FAILED, KT_RIGHT_CREATE, "orders"),
       "user 'alice' has no right Create on topic 'orders' or on the cluster");
    is(kt_denied_text(&alice, KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED, KT_RIGHT_CREATE, "orders"),
       "user 'alice' has no right Create on the cluster");
}

static void without_a_user_it_is_you(void **state)
{
    (void)state;
    is(kt_denied_text(NULL, KT_KAFKA_TOPIC_AUTHORIZATION_FAILED, KT_RIGHT_ALTER, "orders"),
       "you have no right Alter on topic 'orders'");
    is(kt_denied_text(&nobody, KT_KAFKA_TOPIC_AUTHORIZATION_FAILED, KT_RIGHT_ALTER, "orders"),
       "you have no right Alter on topic 'orders'");
}

static void several_topics_are_one_sentence(void **state)
{
    KT_AUTO(kt_names) two = {0};
    KT_AUTO(kt_names) one = {0};

    (void)state;
    kt_names_add(&one, "a");
    kt_names_add(&two, "a");
    kt_names_add(&two, "b");
    is(kt_denied_topics_text(&alice, KT_RIGHT_DESCRIBE_CONFIGS, &two),
       "user 'alice' has no right DescribeConfigs on topics 'a', 'b'");
    is(kt_denied_topics_text(NULL, KT_RIGHT_ALTER_CONFIGS, &one),
       "you have no right AlterConfigs on topic 'a'");
}

static void every_authorization_code_is_a_denial(void **state)
{
    (void)state;
    for (int code = -200; code < 200; code++)
        assert_int_equal(kt_is_denial(code),
                         strstr(kt_kafka_code_text(code), "_AUTHORIZATION_FAILED") != NULL);
    assert_false(kt_is_denial(NOT_ENOUGH_REPLICAS));
}

static void rights_have_kafkas_names(void **state)
{
    static const char *const wanted[] = {"Read",  "Write",    "Create",          "Delete",
                                         "Alter", "Describe", "DescribeConfigs", "AlterConfigs"};

    (void)state;
    assert_int_equal(KT_COUNT(wanted), KT_NRIGHTS);
    for (int i = 0; i < KT_NRIGHTS; i++)
        assert_string_equal(kt_right_text((enum kt_right)i), wanted[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_code_tells_the_resource),
        cmocka_unit_test(a_topic_is_created_by_one_of_two_rights),
        cmocka_unit_test(without_a_user_it_is_you),
        cmocka_unit_test(several_topics_are_one_sentence),
        cmocka_unit_test(every_authorization_code_is_a_denial),
        cmocka_unit_test(rights_have_kafkas_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
