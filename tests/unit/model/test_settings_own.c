/* test_settings_own.c - what a folder's .env may not say about the user's own secrets. */
#include "settings_fixture.h"

static const char own_pair[] = "sasl.username=u\nsasl.password=S3CRET";
static const char own_oidc[] = "security.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n"
                               "sasl.oauthbearer.method=oidc";

/* One error about the brokers of .env; its hint speaks of `what`. */
static void expect_refused(struct world world, const char *text, const char *what)
{
    KT_AUTO_STR hint =
        kt_format("name the brokers with -b, or beside the %s in a section for --context", what);
    struct resolved r = resolve(world);

    assert_int_equal(r.errs.n, 1);
    same_text(r.errs.v[0].hint, hint);
    done(&r);
    expect_error(world, KT_E_INPUT, ".env", 2, text);
}

static void where_they_go(void **state)
{
    const char *folder = "A=b\nKAFKA_BROKER=evil:1";
    struct world world = {.dotenv = folder, .user = own_pair};

    (void)state;
    expect_refused(world,
                   "'KAFKA_BROKER' names the brokers, and the credentials come from config:1: a "
                   "folder's file must not say where they go",
                   "credentials");
    /* Beside the brokers of the user's file those of .env count no less. */
    world.user = "bootstrap.servers=mine:1\nsasl.username=u\nsasl.password=S3CRET";
    expect_refused(world,
                   "'KAFKA_BROKER' names the brokers, and the credentials come from config:2: a "
                   "folder's file must not say where they go",
                   "credentials");
    expect_refused((struct world){.dotenv = folder, .context = own_pair},
                   "'KAFKA_BROKER' names the brokers, and the credentials come from [prod] in "
                   "config:1: a folder's file must not say where they go",
                   "credentials");
    expect_refused((struct world){.dotenv = folder, .user = "token.command=print-token"},
                   "'KAFKA_BROKER' names the brokers, and the token comes from config:1: a "
                   "folder's file must not say where it goes",
                   "token");
    expect_refused((struct world){.dotenv = folder, .user = own_oidc},
                   "'KAFKA_BROKER' names the brokers, and the token comes from config:3: a "
                   "folder's file must not say where it goes",
                   "token");
    /* It may have credentials, and choose the token all the same. */
    expect_error((struct world){.dotenv = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p\nKAFKA_BROKERS=e:1\n"
                                          "KAFKA_SASL_MECHANISM=OAUTHBEARER",
                                .user = "token.file=t"},
                 KT_E_INPUT, ".env", 3,
                 "'KAFKA_BROKERS' names the brokers, and the token comes from config:1: a "
                 "folder's file must not say where it goes");
}

static void brokers_of_others(void **state)
{
    const char *folder = "KAFKA_BROKER=folder:1";
    const char *pair = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p";
    const struct world fine[] = {
        {.option = "brokers=b:1", .dotenv = folder, .user = own_pair},
        {.environment = "KAFKA_BROKER=b:1", .dotenv = folder, .user = own_pair},
        {.context = "bootstrap.servers=b:1", .dotenv = folder, .user = own_pair},
        {.user = own_pair},
        /* Secrets that come otherwise, none at all, and none that is sent. */
        {.dotenv = "KAFKA_BROKER=b:1\nKAFKA_USERNAME=u\nKAFKA_PASSWORD=p", .user = own_pair},
        {.environment = pair, .dotenv = folder, .user = own_pair},
        {.file = own_pair, .dotenv = folder},
        {.x = own_pair, .dotenv = folder},
        {.option = "token_command=t", .dotenv = folder, .user = own_pair},
        {.dotenv = folder, .user = "client.id=c"},
        {.dotenv = "KAFKA_BROKER=b:1\nKAFKA_SASL_ENABLED=false", .user = own_pair},
        {.x = "security.protocol=SSL", .dotenv = folder, .user = own_pair},
        {.dotenv = folder, .user = "security.protocol=SASL_SSL\nsasl.mechanism=GSSAPI"}};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(fine); i++) {
        struct resolved r = resolve(fine[i]);

        if (r.code != KT_OK)
            fail_msg("%zu: %s", i, r.errs.v[r.errs.n - 1].text);
        done(&r);
    }
}

static void shown_before_it_is_told(void **state)
{
    struct world_inputs w;
    struct resolved r = {0};

    (void)state;
    world_open(&w, (struct world){.dotenv = "KAFKA_BROKER=evil:1", .user = own_pair});
    r.code = kt_settings_survey(&r.settings, w.inputs, KT_COUNT(w.inputs), &r.errs);
    world_close(&w);
    assert_int_equal(r.code, KT_E_INPUT);
    same_text(entry(&r, "brokers")->shown, "evil:1");
    same_text(entry(&r, "username")->shown, "u");
    same_text(entry(&r, "password")->shown, "********");
    same_text(entry(&r, "security_protocol")->shown, "SASL_SSL");
    done(&r);
}

/* Protocol and mechanism that count, and the only note: "(null)" for none. */
static void expect_sent(struct world world, const char *protocol, const char *mechanism,
                        const char *note)
{
    struct resolved r = resolve(world);

    if (r.code != KT_OK)
        fail_msg("%s", r.errs.v[r.errs.n - 1].text);
    same_text(kt_settings_get(&r.settings, "security_protocol"), protocol);
    same_text(kt_settings_get(&r.settings, "sasl_mechanism"), mechanism);
    assert_int_equal(r.errs.n, note != NULL);
    if (note != NULL)
        same_text(r.errs.v[0].text, note);
    done(&r);
}

static void how_they_are_sent(void **state)
{
    static const char mechanism[] = "'KAFKA_SASL_MECHANISM' is left out: the credentials are the "
                                    "user's own";
    struct world world = {.dotenv = "KAFKA_SASL_MECHANISM=PLAIN", .user = own_pair};

    (void)state;
    expect_sent(world, "SASL_SSL", "SCRAM-SHA-256", mechanism);
    world.user = "sasl.username=u\nsasl.password=p\nsasl.mechanism=SCRAM-SHA-512";
    expect_sent(world, "SASL_SSL", "SCRAM-SHA-512", mechanism);
    expect(world, "sasl_mechanism", "SCRAM-SHA-512", "config:3");
    expect_sent((struct world){.dotenv = "KAFKA_SASL_MECHANISM=PLAIN", .user = "token.file=t"},
                "SASL_SSL", "OAUTHBEARER",
                "'KAFKA_SASL_MECHANISM' is left out: the token is the user's own");
    expect_sent((struct world){.dotenv = "KAFKA_SASL_MECHANISM=PLAIN", .context = own_pair},
                "SASL_SSL", "SCRAM-SHA-256", mechanism);
    /* What is wrong beside them is so still. */
    expect_error((struct world){.dotenv = "KAFKA_SASL_MECHANISM=PLAIN",
                                .user = "sasl.username=u\nsasl.password=p\nsasl.mechanism=X"},
                 KT_E_INPUT, "config", 3, "'sasl.mechanism' is 'X', which ktool does not know");
}

static void over_what_they_are_sent(void **state)
{
    static const char tls[] = "'KAFKA_SSL_ENABLED' is left out: the credentials are the user's own";
    static const char sasl[] = "'KAFKA_SASL_ENABLED' is left out: the credentials are the user's "
                               "own";
    const char *full = "security.protocol=SASL_SSL\nsasl.username=u\nsasl.password=p";
    struct world world = {.dotenv = "KAFKA_SSL_ENABLED=false", .user = own_pair};

    (void)state;
    expect_sent(world, "SASL_SSL", "SCRAM-SHA-256", tls);
    expect(world, "ssl_enabled", NULL, "left out because of config:1");
    world.user = full;
    expect_sent(world, "SASL_SSL", "SCRAM-SHA-256", tls);
    expect(world, "security_protocol", "SASL_SSL", "config:1");
    world = (struct world){.dotenv = "KAFKA_SSL_ENABLED=false", .context = own_pair};
    expect_sent(world, "SASL_SSL", "SCRAM-SHA-256", tls);
    world = (struct world){.dotenv = "KAFKA_SASL_ENABLED=true", .user = full};
    expect_sent(world, "SASL_SSL", "SCRAM-SHA-256", sasl);
    expect(world, "sasl_enabled", NULL, "left out because of config:2");
    expect_sent((struct world){.dotenv = "KAFKA_SSL_ENABLED=false", .user = own_oidc}, "SASL_SSL",
                "OAUTHBEARER", "'KAFKA_SSL_ENABLED' is left out: the token is the user's own");
    /* More of it does no harm, and others than the folder may say so. */
    expect_sent((struct world){.dotenv = "KAFKA_SSL_ENABLED=true", .user = own_pair}, "SASL_SSL",
                "SCRAM-SHA-256", NULL);
    expect_sent((struct world){.environment = "KAFKA_SSL_ENABLED=false", .user = own_pair},
                "SASL_PLAINTEXT", "SCRAM-SHA-256", NULL);
}

static void switched_off_by_the_folder(void **state)
{
    const struct world world = {.dotenv = "KAFKA_BROKER=here:1\nKAFKA_SASL_ENABLED=false\n"
                                          "KAFKA_SSL_ENABLED=false",
                                .user = own_pair};

    (void)state;
    expect_sent(world, "PLAINTEXT", NULL, NULL);
    expect(world, "password", NULL, "switched off by KAFKA_SASL_ENABLED in .env:2");
    expect(world, "security_protocol", "PLAINTEXT", "follows from KAFKA_SSL_ENABLED in .env:3");
    /* A context stands above the switch. */
    expect_error((struct world){.dotenv = world.dotenv, .context = own_pair}, KT_E_INPUT, ".env", 1,
                 "'KAFKA_BROKER' names the brokers, and the credentials come from [prod] in "
                 "config:1: a folder's file must not say where they go");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_they_go),           cmocka_unit_test(brokers_of_others),
        cmocka_unit_test(shown_before_it_is_told), cmocka_unit_test(how_they_are_sent),
        cmocka_unit_test(over_what_they_are_sent), cmocka_unit_test(switched_off_by_the_folder),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
