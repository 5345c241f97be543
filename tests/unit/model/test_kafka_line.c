/* test_kafka_line.c - the line of Kafka from what a broker shows of its settings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/kafka_line.h"

/* What a broker of each version has of the settings asked for, from its own configuration class. */
static const struct {
    const char *version, *has, *protocol, *line;
} brokers[] = {
    {"3.6.2", "", "3.6-IV2", "3.6"},
    {"3.7.2", "telemetry.max.bytes", "3.7-IV4", "3.7"},
    {"3.8.1", "telemetry.max.bytes log.dir.failure.timeout.ms", "3.8-IV0", "3.8"},
    {"3.9.2", "telemetry.max.bytes log.dir.failure.timeout.ms group.share.max.size", "3.9-IV0",
     "3.9"},
    {"4.0.1",
     "telemetry.max.bytes log.dir.failure.timeout.ms group.share.max.size"
     " share.coordinator.threads",
     NULL, "4.0"},
    {"4.1.1",
     "telemetry.max.bytes log.dir.failure.timeout.ms group.share.max.size"
     " share.coordinator.threads group.streams.max.size",
     NULL, "4.1"},
    {"4.2.0",
     "telemetry.max.bytes log.dir.failure.timeout.ms group.share.max.size"
     " share.coordinator.threads group.streams.max.size"
     " remote.log.manager.follower.thread.pool.size",
     NULL, "4.2"},
    {"4.3.1",
     "telemetry.max.bytes log.dir.failure.timeout.ms group.share.max.size"
     " share.coordinator.threads group.streams.max.size"
     " remote.log.manager.follower.thread.pool.size group.coordinator.background.threads",
     NULL, "4.3 or newer"},
};

static void answer(struct kt_pairs *config, const char *has, const char *protocol)
{
    KT_AUTO_STR words = kt_strdup(has);
    char *rest = NULL;

    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        kt_pairs_add(config, word, "1", 0);
    if (protocol)
        kt_pairs_add(config, "inter.broker.protocol.version", protocol, 0);
}

static void each_line_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < KT_COUNT(brokers); i++) {
        KT_AUTO(kt_pairs) config = {0};
        const char *line;

        answer(&config, brokers[i].has, brokers[i].protocol);
        line = kt_kafka_line(&config);
        if (line == NULL || strcmp(line, brokers[i].line) != 0)
            fail_msg("%s is called %s", brokers[i].version, line ? line : "nothing");
    }
}

static void every_setting_that_tells_is_asked_for(void **state)
{
    KT_AUTO(kt_names) keys = {0};

    (void)state;
    kt_kafka_line_keys(&keys);
    for (size_t i = 1; i < keys.n; i++)
        assert_true(strcmp(keys.v[i - 1], keys.v[i]) < 0);
    assert_true(kt_names_has(&keys, "inter.broker.protocol.version"));
    for (size_t i = 0; i < KT_COUNT(brokers); i++) {
        KT_AUTO(kt_pairs) config = {0};

        answer(&config, brokers[i].has, NULL);
        for (size_t k = 0; k < config.n; k++)
            assert_true(kt_names_has(&keys, config.v[k].key));
    }
}

/* 4.x shows it when it was left in server.properties; 3.9 may be held at an older protocol. */
static void a_pinned_protocol_does_not_make_a_broker_older(void **state)
{
    KT_AUTO(kt_pairs) newer = {0};
    KT_AUTO(kt_pairs) held = {0};

    (void)state;
    answer(&newer, "telemetry.max.bytes share.coordinator.threads", "3.9");
    assert_string_equal(kt_kafka_line(&newer), "4.0");
    answer(&held, "telemetry.max.bytes", "3.5-IV2");
    assert_string_equal(kt_kafka_line(&held), "3.7");
}

static void old_lines_are_told_by_their_protocol(void **state)
{
    static const char *const cases[][2] = {{"2.8-IV1", "2.8"}, {"3.0", "3.0"},   {"3.3-IV3", "3.3"},
                                           {"2.8.1", NULL},    {"0.11.0", NULL}, {"3", NULL},
                                           {"", NULL},         {"-IV0", NULL}};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(cases); i++) {
        KT_AUTO(kt_pairs) config = {0};

        answer(&config, "", cases[i][0]);
        if (cases[i][1] == NULL)
            assert_null(kt_kafka_line(&config));
        else
            assert_string_equal(kt_kafka_line(&config), cases[i][1]);
    }
}

static void nothing_shown_tells_nothing(void **state)
{
    KT_AUTO(kt_pairs) none = {0};
    KT_AUTO(kt_pairs) foreign = {0};

    (void)state;
    assert_null(kt_kafka_line(&none));
    answer(&foreign, "log.segment.bytes num.partitions", NULL);
    assert_null(kt_kafka_line(&foreign));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_told),
        cmocka_unit_test(every_setting_that_tells_is_asked_for),
        cmocka_unit_test(a_pinned_protocol_does_not_make_a_broker_older),
        cmocka_unit_test(old_lines_are_told_by_their_protocol),
        cmocka_unit_test(nothing_shown_tells_nothing),
    };
    return cmocka_run_group_tests_name("kafka_line", tests, NULL, NULL);
}
