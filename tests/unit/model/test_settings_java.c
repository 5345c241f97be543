/* test_settings_java.c - properties as Java clients spell them. */
#include "settings_fixture.h"

#define PLAIN_MODULE "org.apache.kafka.common.security.plain.PlainLoginModule"
#define SCRAM_MODULE "org.apache.kafka.common.security.scram.ScramLoginModule"

static void expect_jaas(const char *config, const char *mechanism, const char *user,
                        const char *password)
{
    KT_AUTO_STR line = kt_format("sasl.jaas.config=%s", config);
    struct resolved r = resolve((struct world){.file = line});

    if (r.code != KT_OK)
        fail_msg("%s", r.errs.v[0].text);
    same_text(kt_settings_get(&r.settings, "sasl_mechanism"), mechanism);
    same_text(kt_settings_get(&r.settings, "username"), user);
    same_text(kt_settings_get(&r.settings, "password"), password);
    same_text(kt_settings_get(&r.settings, "security_protocol"), "SASL_SSL");
    done(&r);
}

static void jaas_texts(void **state)
{
    (void)state;
    expect_jaas(PLAIN_MODULE " required username=\"u\" password=\"p\";", "PLAIN", "u", "p");
    expect_jaas(SCRAM_MODULE " required\tusername = 'a b' password='q\"\\'\\\\x' other=1 ;",
                "SCRAM-SHA-256", "a b", "q\"'\\x");
    expect_jaas(" " SCRAM_MODULE " sufficient password=p username=u", "SCRAM-SHA-256", "u", "p");
}

static void jaas_beside_other_properties(void **state)
{
    const char *jaas = "sasl.jaas.config=" SCRAM_MODULE " required username=\"j\" password=\"jp\";";
    KT_AUTO_STR beside = kt_format("%s\nsasl.username=u\nsasl.password=p", jaas);
    KT_AUTO_STR scram = kt_format("%s\nsasl.mechanism=SCRAM-SHA-512", jaas);

    (void)state;
    expect((struct world){.file = beside}, "username", "u", "client.properties:2");
    expect((struct world){.file = scram}, "sasl_mechanism", "SCRAM-SHA-512", "client.properties:2");
    expect((struct world){.file = jaas}, "password", "jp", "client.properties:1");
}

static void jaas_of_bearer_tokens(void **state)
{
    const char *module = "sasl.jaas.config=org.apache.kafka.common.security.oauthbearer."
                         "OAuthBearerLoginModule required;\nsecurity.protocol=SASL_SSL";
    KT_AUTO_STR whole = kt_format("%s\ntoken.file=/t", module);

    (void)state;
    expect((struct world){.file = whole}, "sasl_mechanism", "OAUTHBEARER", "client.properties:1");
    expect((struct world){.file = whole}, "token_file", "/t", "client.properties:3");
    expect_error((struct world){.file = module}, KT_E_INPUT, "client.properties", 1,
                 "'sasl.mechanism' is OAUTHBEARER, and nothing says where a token comes from");
}

static void jaas_faults(void **state)
{
    static const char *const faults[][2] = {
        {"com.sun.security.auth.module.Krb5LoginModule required password=\"S3CRET\";",
         "names a login module that ktool does not know"},
        {PLAIN_MODULE " username=\"u\" password=\"S3CRET\";",
         "lacks 'required' after the login module"},
        {PLAIN_MODULE " required username=\"u\" password=\"S3CRET",
         "holds something that is no name=\"value\""},
        {PLAIN_MODULE " required username=\"u\" S3CRET;",
         "holds something that is no name=\"value\""},
        {PLAIN_MODULE " required username=\"u\" password=\"S3CRET\\",
         "holds something that is no name=\"value\""},
        {PLAIN_MODULE " required password=\"S3CRET\";", "lacks a username or a password"},
        {PLAIN_MODULE " required username=\"\" password=\"S3CRET\";",
         "lacks a username or a password"},
        {"x", "names a login module that ktool does not know"},
    };

    (void)state;
    for (size_t i = 0; i < KT_COUNT(faults); i++) {
        KT_AUTO_STR line = kt_format("sasl.jaas.config=%s", faults[i][0]);
        KT_AUTO_STR want = kt_format("'sasl.jaas.config' %s", faults[i][1]);

        expect_error((struct world){.file = line}, KT_E_INPUT, "client.properties", 1, want);
    }
}

static void expect_absent(struct world world, const char *property)
{
    struct resolved r = resolve(world);

    assert_int_equal(r.code, KT_OK);
    assert_null(entry(&r, property));
    done(&r);
}

static void stores(void **state)
{
    const struct world pem = {.file =
                                  "ssl.truststore.location=/x/ca.pem\n"
                                  "ssl.truststore.password=S3CRET\nssl.keystore.location=/x/me\n"
                                  "ssl.keystore.type=PEM\nssl.keystore.password=S3CRET"};
    const struct world typed = {.file = "ssl.truststore.type=PEM\nssl.truststore.location=/x/jks"};
    const struct world p12 = {.x = "ssl.keystore.location=/x/me.p12\nssl.keystore.password=S3CRET"};

    (void)state;
    expect(pem, "ssl.ca.location", "/x/ca.pem", "client.properties:1");
    expect(pem, "ssl.certificate.location", "/x/me", "client.properties:3");
    expect(pem, "ssl.key.location", "/x/me", "client.properties:3");
    expect_absent(pem, "ssl.truststore.password");
    expect_absent(pem, "ssl.keystore.type");
    expect_absent(pem, "ssl.keystore.password");
    expect(typed, "ssl.ca.location", "/x/jks", "client.properties:2");
    expect(p12, "ssl.keystore.location", "/x/me.p12", "-X");
    expect(p12, "ssl.keystore.password", "S3CRET", "-X");
    expect_error((struct world){.file = "ssl.truststore.location=/x/ca.jks"}, KT_E_INPUT,
                 "client.properties", 1,
                 "'ssl.truststore.location' is a Java trust store, and only PEM can be read");
    expect_error((struct world){.file = "ssl.truststore.location=ca\nssl.truststore.type=PKCS12"},
                 KT_E_INPUT, "client.properties", 1,
                 "'ssl.truststore.location' is a Java trust store, and only PEM can be read");
    expect_error((struct world){.x = "ssl.keystore.location=me.jks"}, KT_E_USAGE, NULL, 0,
                 "'-X ssl.keystore.location' is a Java key store, and only PEM and PKCS#12 can be "
                 "read");
}

static void spellings(void **state)
{
    const struct world world = {.file = "fetch.max.wait.ms=250\nreceive.buffer.bytes=65536\n"
                                        "ssl.truststore.certificates=PEM\n"
                                        "compression.codec=zstd\nrequest.required.acks=1\n"
                                        "ssl.endpoint.identification.algorithm="};

    (void)state;
    expect(world, "consumer_max_wait", "250", "client.properties:1");
    expect(world, "socket.receive.buffer.bytes", "65536", "client.properties:2");
    expect(world, "ssl.ca.pem", "PEM", "client.properties:3");
    expect(world, "producer_compression", "zstd", "client.properties:4");
    expect(world, "producer_acks", "1", "client.properties:5");
    expect(world, "ssl.endpoint.identification.algorithm", "none", "client.properties:6");
    /* The last spelling of one property counts. */
    expect((struct world){.file = "bootstrap.servers=a:1\nmetadata.broker.list=b:1"}, "brokers",
           "b:1", "client.properties:2");
}

static void for_java_alone(void **state)
{
    const struct world file = {
        .file = "key.serializer=x\npartition.assignment.strategy=org.apache.kafka.clients.Foo"};
    struct resolved r = resolve(file);

    (void)state;
    assert_int_equal(r.code, KT_OK);
    assert_int_equal(r.errs.n, 2);
    assert_int_equal(r.errs.v[0].severity, KT_NOTE);
    same_text(r.errs.v[0].file, "client.properties");
    same_text(r.errs.v[0].text, "'key.serializer' is for Java alone and is left out");
    done(&r);
    expect_absent(file, "key.serializer");
    expect_absent(file, "partition.assignment.strategy");
    /* What vendors give for download. */
    expect_absent((struct world){.file = "schema.registry.url=https://x"}, "schema.registry.url");
    expect_absent((struct world){.file = "sasl.login.read.timeout.ms=1"},
                  "sasl.login.read.timeout.ms");
    expect((struct world){.file = "compression.level=1"}, "compression.level", "1",
           "client.properties:1");
    expect((struct world){.file = "ssl.protocols=x"}, "ssl.protocols", "x", "client.properties:1");
    /* Who types it means it, and librdkafka says what it thinks of it. */
    expect((struct world){.x = "key.serializer=x"}, "key.serializer", "x", "-X");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jaas_texts),
        cmocka_unit_test(jaas_beside_other_properties),
        cmocka_unit_test(jaas_of_bearer_tokens),
        cmocka_unit_test(jaas_faults),
        cmocka_unit_test(stores),
        cmocka_unit_test(spellings),
        cmocka_unit_test(for_java_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
