/* test_settings.c - names, precedence, types and origins. */
#include "settings_fixture.h"

static void nothing_given(void **state)
{
    static const struct {
        const char *name, *value;
    } defaults[] = {{"brokers", "localhost:9092"},
                    {"client_id", "ktool"},
                    {"enabled", "true"},
                    {"security_protocol", "PLAINTEXT"}};
    struct resolved r = resolve((struct world){0});

    (void)state;
    assert_int_equal(r.code, KT_OK);
    for (size_t i = 0; i < KT_COUNT(defaults); i++) {
        same_text(kt_settings_get(&r.settings, defaults[i].name), defaults[i].value);
        same_text(entry(&r, defaults[i].name)->origin, "default");
    }
    for (size_t i = 0; i < r.settings.n; i++)
        if (r.settings.v[i].origin == NULL)
            assert_null(r.settings.v[i].value);
    assert_null(kt_settings_get(&r.settings, "sasl_mechanism"));
    assert_null(kt_settings_get(&r.settings, "no such setting"));
    done(&r);
}

static void higher_sources_win(void **state)
{
    const char *file = "bootstrap.servers=file:1";
    struct world world = {.option = "brokers=option:1",
                          .x = "bootstrap.servers=x:1",
                          .file = file,
                          .environment = "KAFKA_BROKERS=environment:1",
                          .dotenv = "A=b\nKAFKA_BROKERS=dotenv:1",
                          .user = "bootstrap.servers=user:1"};

    (void)state;
    expect(world, "brokers", "option:1", "--brokers");
    world.option = NULL;
    expect(world, "brokers", "x:1", "-X");
    world.x = NULL;
    expect(world, "brokers", "file:1", "client.properties:1");
    world.file = NULL;
    expect(world, "brokers", "environment:1", "KAFKA_BROKERS in the environment");
    world.environment = NULL;
    expect(world, "brokers", "dotenv:1", "KAFKA_BROKERS in .env:2");
    world.dotenv = NULL;
    expect(world, "brokers", "user:1", "config:1");
    world.user = NULL;
    expect(world, "brokers", "localhost:9092", "default");
}

static void names_have_an_order(void **state)
{
    static const char *const names[] = {"KTOOL_BROKERS",           "KAFKA_BROKERS",
                                        "KAFKA_BOOTSTRAP_SERVERS", "KAFKA_BROKER",
                                        "KAFKA_BROKER_2",          "REDPANDA_BROKER"};

    (void)state;
    for (size_t first = 0; first < KT_COUNT(names); first++) {
        KT_AUTO_STR lines = kt_strdup("");
        KT_AUTO_STR want = kt_format("%s:1", names[first]);
        struct resolved r;

        for (size_t i = KT_COUNT(names); i-- > first;) {
            char *longer = kt_format("%s%s=%s:1\n", lines, names[i], names[i]);

            free(lines);
            lines = longer;
        }
        r = resolve((struct world){.dotenv = lines});
        same_text(kt_settings_get(&r.settings, "brokers"), want);
        done(&r);
    }
    /* The source outranks the order of names. */
    expect((struct world){.environment = "REDPANDA_BROKER=a:1", .dotenv = "KTOOL_BROKERS=b:1"},
           "brokers", "a:1", "REDPANDA_BROKER in the environment");
}

static void numbered_brokers_are_joined(void **state)
{
    (void)state;
    expect((struct world){.dotenv = "KAFKA_BROKER_3=c:3\nKAFKA_BROKER_1=a:1\nKAFKA_BROKER_9=i:9\n"
                                    "KAFKA_BROKER_10=no:1\nKAFKA_BROKER_0=no:1"},
           "brokers", "a:1,c:3,i:9", "KAFKA_BROKER_1..9 in .env:2");
}

static void broker_lists_are_tidied(void **state)
{
    (void)state;
    expect((struct world){.option = "brokers= a:1, b , ,[::1]:9,"}, "brokers", "a:1,b,[::1]:9",
           "--brokers");
    expect_error((struct world){.option = "brokers= , "}, KT_E_USAGE, NULL, 0,
                 "'--brokers' names no broker");
    expect_error((struct world){.dotenv = "KAFKA_BROKERS=a:1,b:x"}, KT_E_INPUT, ".env", 1,
                 "'KAFKA_BROKERS' names the broker 'b:x', whose port is no port");
    expect_error((struct world){.x = "metadata.broker.list=a:65536"}, KT_E_USAGE, NULL, 0,
                 "'-X bootstrap.servers' names the broker 'a:65536', whose port is no port");
}

/* Who puts a password there is told, and it is not shown. */
static void brokers_have_no_users(void **state)
{
    static const char text[] = "'KAFKA_BROKER' holds an '@': brokers are host:port, users and "
                               "passwords have settings of their own";
    struct world_inputs w;
    struct resolved r = {0};

    (void)state;
    expect_error((struct world){.dotenv = "KAFKA_BROKER=a:1,u:S3CRET@b:2"}, KT_E_INPUT, ".env", 1,
                 text);
    expect_error((struct world){.dotenv = "KAFKA_BROKER=kafka://u:S3CRET@b"}, KT_E_INPUT, ".env", 1,
                 text);
    expect_error((struct world){.option = "brokers=u@b:port"}, KT_E_USAGE, NULL, 0,
                 "'--brokers' holds an '@': brokers are host:port, users and passwords have "
                 "settings of their own");
    world_open(&w, (struct world){.dotenv = "KAFKA_BROKER=a:1,u:S3CRET@b:2"});
    r.code = kt_settings_survey(&r.settings, w.inputs, KT_COUNT(w.inputs), &r.errs);
    world_close(&w);
    assert_int_equal(r.code, KT_E_INPUT);
    same_text(entry(&r, "brokers")->shown, "********");
    done(&r);
}

static void empty_is_absent(void **state)
{
    (void)state;
    expect((struct world){.environment = "KAFKA_BROKERS=", .dotenv = "KAFKA_BROKER=a:1"}, "brokers",
           "a:1", "KAFKA_BROKER in .env:1");
    /* The last of one name counts. */
    expect((struct world){.dotenv = "KAFKA_BROKER=a:1\nKAFKA_BROKER=b:1"}, "brokers", "b:1",
           "KAFKA_BROKER in .env:2");
}

static void booleans(void **state)
{
    static const char *const yes[] = {"true", "TRUE", "1", "yes", "Yes"};
    static const char *const no[] = {"false", "False", "0", "no", "NO"};
    static const char *const neither[] = {"", "on", "off", "t", "2", "true ", "ja", "null"};
    bool value;

    (void)state;
    for (size_t i = 0; i < KT_COUNT(yes); i++) {
        assert_true(kt_bool_parse(yes[i], &value));
        assert_true(value);
        assert_true(kt_bool_parse(no[i], &value));
        assert_false(value);
    }
    for (size_t i = 0; i < KT_COUNT(neither); i++)
        assert_false(kt_bool_parse(neither[i], &value));
    expect((struct world){.dotenv = "KAFKA_ENABLED=No"}, "enabled", "false",
           "KAFKA_ENABLED in .env:1");
    expect_error((struct world){.dotenv = "KAFKA_ENABLED=maybe"}, KT_E_INPUT, ".env", 1,
                 "'KAFKA_ENABLED' is 'maybe'");
    expect_error((struct world){.environment = "KAFKA_SSL_ENABLED=on"}, KT_E_INPUT, NULL, 0,
                 "'KAFKA_SSL_ENABLED' in the environment is 'on'");
    expect_error((struct world){.x = "enable.idempotence=perhaps"}, KT_E_USAGE, NULL, 0,
                 "'-X enable.idempotence' is 'perhaps'");
}

static void numbers(void **state)
{
    (void)state;
    expect((struct world){.dotenv = "KAFKA_CONSUMER_SESSION_TIMEOUT=30000"},
           "consumer_session_timeout", "30000", "KAFKA_CONSUMER_SESSION_TIMEOUT in .env:1");
    expect((struct world){.dotenv = "KAFKA_CONSUMER_MAX_WAIT_TIME=5s"}, "consumer_max_wait", "5000",
           "KAFKA_CONSUMER_MAX_WAIT_TIME in .env:1");
    expect_error((struct world){.dotenv = "KAFKA_PRODUCER_MAX_IN_FLIGHT=5s"}, KT_E_INPUT, ".env", 1,
                 "'KAFKA_PRODUCER_MAX_IN_FLIGHT' is '5s': not a whole number");
}

static void all_errors_in_one_run(void **state)
{
    struct resolved r = resolve((struct world){
        .dotenv = "KAFKA_ENABLED=a\nKAFKA_SSL_ENABLED=b\nKAFKA_USERNAME=c\nKAFKA_BROKER=:"});

    (void)state;
    assert_int_equal(r.code, KT_E_INPUT);
    assert_int_equal(r.errs.nerrors, 3);
    done(&r);
}

/* Each platform's variables, as its services read them. */
static void platforms(void **state)
{
    const struct world showoff = {.dotenv = "KAFKA_ENABLED=true\nKAFKA_BROKERS=b1:9092,b2:9092\n"
                                            "KAFKA_CONSUMER_GROUP=showoff-life-consumer-group"};
    const struct world commerce = {
        .dotenv = "KAFKA_PRODUCER_IDEMPOTENT=true\nKAFKA_PRODUCER_MAX_IN_FLIGHT=1\n"
                  "KAFKA_PRODUCER_COMPRESSION=gzip\nKAFKA_CONSUMER_GROUP_ID=ecommerce-consumers\n"
                  "KAFKA_BROKER_1=localhost:9092\nKAFKA_BROKER_2=localhost:9093\n"
                  "KAFKA_BROKER_3=localhost:9094\nKAFKA_PRODUCER_ACKS=all"};
    const struct world caas = {.dotenv = "KAFKA_CLIENT_ID=caas-service\n"
                                         "SCHEMA_REGISTRY_URL=http://u:p@r:8081/x\nPRODUCER_ACKS="
                                         "all\nPRODUCER_COMPRESSION=snappy\n"
                                         "CONSUMER_GROUP_ID=caas-consumer-group\nLOG_LEVEL=debug"};
    struct resolved r;

    (void)state;
    expect(showoff, "brokers", "b1:9092,b2:9092", "KAFKA_BROKERS in .env:2");
    expect(showoff, "group", "showoff-life-consumer-group", "KAFKA_CONSUMER_GROUP in .env:3");
    expect(commerce, "brokers", "localhost:9092,localhost:9093,localhost:9094",
           "KAFKA_BROKER_1..9 in .env:5");
    expect(commerce, "producer_idempotent", "true", "KAFKA_PRODUCER_IDEMPOTENT in .env:1");
    expect(commerce, "producer_max_in_flight", "1", "KAFKA_PRODUCER_MAX_IN_FLIGHT in .env:2");
    expect(commerce, "producer_compression", "gzip", "KAFKA_PRODUCER_COMPRESSION in .env:3");
    expect(commerce, "producer_acks", "all", "KAFKA_PRODUCER_ACKS in .env:8");
    expect(commerce, "group", "ecommerce-consumers", "KAFKA_CONSUMER_GROUP_ID in .env:4");
    expect(caas, "client_id", "caas-service", "KAFKA_CLIENT_ID in .env:1");
    expect(caas, "producer_acks", "all", "PRODUCER_ACKS in .env:3");
    expect(caas, "producer_compression", "snappy", "PRODUCER_COMPRESSION in .env:4");
    expect(caas, "group", "caas-consumer-group", "CONSUMER_GROUP_ID in .env:5");
    expect(caas, "log_level", "debug", "LOG_LEVEL in .env:6");
    r = resolve(caas);
    same_text(entry(&r, "schema_registry")->shown, "http://********@r:8081/x");
    done(&r);
    expect((struct world){.option = "environment=local", .environment = "KTOOL_ENV=production"},
           "environment", "local", "--env");
    expect((struct world){.environment = "KTOOL_MANIFEST=a.yaml"}, "manifest", "a.yaml",
           "KTOOL_MANIFEST in the environment");
}

/* .env is not trusted: what a variable may set is known, and does neither run nor load anything. */
static void variables_reach_harmless_properties_only(void **state)
{
    static const char *const harmless =
        " bootstrap.servers client.id sasl.mechanism sasl.username sasl.password group.id acks "
        "compression.type enable.idempotence max.in.flight.requests.per.connection "
        "session.timeout.ms fetch.wait.max.ms ";
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        KT_AUTO_STR word = kt_format(" %s ", table[i].property ? table[i].property : "group.id");

        if (table[i].env != NULL && strstr(harmless, word) == NULL)
            fail_msg("a variable reaches %s", table[i].property);
    }
    /* A property is no variable. */
    expect((struct world){.dotenv = "plugin.library.paths=evil.so\nbootstrap.servers=evil:1"},
           "brokers", "localhost:9092", "default");
}

static void properties_without_a_row(void **state)
{
    const struct world world = {.x = "linger.ms=5\nlinger.ms=7\nssl.key.password=S3CRET",
                                .file = "linger.ms=1\na.b=c\nsome.Token=S3CRET\nempty="};
    struct resolved r = resolve(world);
    size_t rows;

    (void)state;
    (void)kt_settings_table(&rows);
    assert_int_equal(r.code, KT_OK);
    assert_int_equal(r.settings.n, rows + 5);
    same_text(r.settings.v[rows].name, "a.b");
    same_text(r.settings.v[rows].origin, "client.properties:2");
    same_text(r.settings.v[rows + 1].name, "empty");
    same_text(r.settings.v[rows + 1].value, "");
    same_text(r.settings.v[rows + 2].value, "7");
    same_text(r.settings.v[rows + 2].origin, "-X");
    same_text(r.settings.v[rows + 3].value, "S3CRET");
    same_text(r.settings.v[rows + 3].shown, "********");
    same_text(r.settings.v[rows + 4].shown, "********");
    done(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given),
        cmocka_unit_test(higher_sources_win),
        cmocka_unit_test(names_have_an_order),
        cmocka_unit_test(numbered_brokers_are_joined),
        cmocka_unit_test(broker_lists_are_tidied),
        cmocka_unit_test(brokers_have_no_users),
        cmocka_unit_test(empty_is_absent),
        cmocka_unit_test(booleans),
        cmocka_unit_test(numbers),
        cmocka_unit_test(all_errors_in_one_run),
        cmocka_unit_test(platforms),
        cmocka_unit_test(variables_reach_harmless_properties_only),
        cmocka_unit_test(properties_without_a_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
