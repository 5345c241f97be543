/* test_settings_properties.c - what librdkafka is given. */
#include "settings_fixture.h"

/* "name=value,..." in the order handed on. */
static char *handed_on(struct world world, enum kt_setting_use use)
{
    struct resolved r = resolve(world);
    KT_AUTO(kt_pairs) pairs = {0};
    char *text = kt_strdup("");

    assert_int_equal(r.code, KT_OK);
    kt_settings_properties(&pairs, &r.settings, use);
    for (size_t i = 0; i < pairs.n; i++) {
        char *longer = kt_format("%s%s=%s\n", text, pairs.v[i].key, pairs.v[i].value);

        free(text);
        text = longer;
    }
    done(&r);
    return text;
}

static void expect_properties(struct world world, enum kt_setting_use use, const char *want)
{
    KT_AUTO_STR got = handed_on(world, use);

    assert_string_equal(got, want);
}

#define STANDING                                                                                   \
    "allow.auto.create.topics=false\nsocket.nagle.disable=true\nreconnect.backoff.ms=20\n"         \
    "reconnect.backoff.max.ms=1000\n"
#define ONE_SHOT "topic.metadata.refresh.interval.ms=-1\n"

static void nothing_given(void **state)
{
    (void)state;
    expect_properties((struct world){0}, KT_USE_ALWAYS,
                      "bootstrap.servers=localhost:9092\nclient.id=ktool\n"
                      "security.protocol=PLAINTEXT\n" STANDING ONE_SHOT);
}

static void all_given(void **state)
{
    expect_properties((struct world){.x = "linger.ms=5\nplugin.library.paths=a\n"
                                          "reconnect.backoff.ms=50\nallow.auto.create.topics=true",
                                     .dotenv = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p\n"
                                               "KAFKA_CONSUMER_GROUP=production\n"
                                               "KTOOL_ENV=local\nLOG_LEVEL=debug"},
                      KT_USE_FOLLOWING,
                      "plugin.library.paths=a\nbootstrap.servers=localhost:9092\n"
                      "client.id=ktool\nsecurity.protocol=SASL_SSL\nsasl.mechanism=SCRAM-SHA-256\n"
                      "sasl.username=u\nsasl.password=p\nallow.auto.create.topics=true\n"
                      "linger.ms=5\nreconnect.backoff.ms=50\nsocket.nagle.disable=true\n"
                      "reconnect.backoff.max.ms=1000\n");
    (void)state;
}

static void group_is_never_handed_on(void **state)
{
    static const enum kt_setting_use uses[] = {KT_USE_ALWAYS, KT_USE_PRODUCING, KT_USE_FOLLOWING};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(uses); i++) {
        KT_AUTO_STR got = handed_on((struct world){.x = "group.id=g",
                                                   .file = "group.id=f",
                                                   .dotenv = "CONSUMER_GROUP_ID=d"},
                                    uses[i]);

        assert_null(strstr(got, "group.id"));
    }
}

static void tuning_only_where_it_is_meant(void **state)
{
    const struct world world = {.dotenv = "PRODUCER_ACKS=1\nKAFKA_PRODUCER_IDEMPOTENT=false\n"
                                          "KAFKA_CONSUMER_MAX_WAIT_TIME=5000"};
    KT_AUTO_STR always = handed_on(world, KT_USE_ALWAYS);
    KT_AUTO_STR producing = handed_on(world, KT_USE_PRODUCING);
    KT_AUTO_STR following = handed_on(world, KT_USE_FOLLOWING);
    KT_AUTO_STR asked = handed_on((struct world){.x = "acks=1"}, KT_USE_ALWAYS);

    (void)state;
    assert_null(strstr(always, "acks="));
    assert_null(strstr(always, "fetch.wait.max.ms="));
    assert_non_null(strstr(producing, "acks=1\nenable.idempotence=false\n"));
    assert_null(strstr(producing, "fetch.wait.max.ms="));
    assert_non_null(strstr(following, "fetch.wait.max.ms=5000\n"));
    assert_null(strstr(following, "acks="));
    assert_non_null(strstr(asked, "acks=1\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given),
        cmocka_unit_test(all_given),
        cmocka_unit_test(group_is_never_handed_on),
        cmocka_unit_test(tuning_only_where_it_is_meant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
