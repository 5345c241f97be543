/* test_settings_token.c - tokens against credentials and mechanisms; who holds secrets; what is
 * shown of settings with faults. */
#include "settings_fixture.h"

/* protocol, mechanism, user, the token's command and its file in that world. */
static void expect_token(struct world world, const char *protocol, const char *mechanism,
                         const char *user, const char *command, const char *file)
{
    struct resolved r = resolve(world);

    if (r.code != KT_OK)
        fail_msg("%s", r.errs.v[0].text);
    same_text(kt_settings_get(&r.settings, "security_protocol"), protocol);
    same_text(kt_settings_get(&r.settings, "sasl_mechanism"), mechanism);
    same_text(kt_settings_get(&r.settings, "username"), user);
    same_text(kt_settings_get(&r.settings, "token_command"), command);
    same_text(kt_settings_get(&r.settings, "token_file"), file);
    done(&r);
}

static void expect_note(struct world world, const char *text)
{
    struct resolved r = resolve(world);

    assert_int_equal(r.code, KT_OK);
    assert_int_equal(r.errs.n, 1);
    assert_int_equal(r.errs.v[0].severity, KT_NOTE);
    same_text(r.errs.v[0].text, text);
    done(&r);
}

static void a_token_says_how(void **state)
{
    const struct world world = {.file = "token.command=aws token"};

    (void)state;
    expect_token(world, "SASL_SSL", "OAUTHBEARER", NULL, "aws token", NULL);
    expect(world, "token_command", "aws token", "client.properties:1");
    expect(world, "sasl_mechanism", "OAUTHBEARER", "follows from client.properties:1");
    expect(world, "security_protocol", "SASL_SSL", "follows from client.properties:1");
    expect_token((struct world){.option = "token_file=/t"}, "SASL_SSL", "OAUTHBEARER", NULL, NULL,
                 "/t");
    expect((struct world){.option = "token_file=/t"}, "token_file", "/t", "--token-file");
    expect((struct world){.environment = "KTOOL_TOKEN_FILE=/t"}, "token_file", "/t",
           "KTOOL_TOKEN_FILE in the environment");
    expect((struct world){.context = "a=b\ntoken.file=/t"}, "token_file", "/t",
           "[prod] in config:2");
    expect_token(
        (struct world){.environment = "KTOOL_TOKEN_COMMAND=x", .dotenv = "KAFKA_SSL_ENABLED=false"},
        "SASL_PLAINTEXT", "OAUTHBEARER", NULL, "x", NULL);
    /* Both stand on the command line. */
    expect_token((struct world){.option = "token_file=/t", .x = "security.protocol=SASL_PLAINTEXT"},
                 "SASL_PLAINTEXT", "OAUTHBEARER", NULL, NULL, "/t");
    /* It is shown, as it is no secret itself. */
    expect_token((struct world){.user = "token.command=x\nsecurity.protocol=SASL_PLAINTEXT"},
                 "SASL_PLAINTEXT", "OAUTHBEARER", NULL, "x", NULL);
}

static void the_highest_source_alone(void **state)
{
    (void)state;
    expect_token((struct world){.option = "token_file=/t", .user = "token.command=x"}, "SASL_SSL",
                 "OAUTHBEARER", NULL, NULL, "/t");
    expect_error((struct world){.option = "token_file=/t\ntoken_command=x"}, KT_E_USAGE, NULL, 0,
                 "'--token-file' is set, and so is '--token-command'");
    expect_error((struct world){.user = "token.command=x\ntoken.file=y"}, KT_E_INPUT, "config", 2,
                 "'token.file' is set, and so is 'token.command'");
}

static void never_from_dotenv(void **state)
{
    (void)state;
    expect_error((struct world){.dotenv = "A=b\nKTOOL_TOKEN_COMMAND=rm -rf /"}, KT_E_INPUT, ".env",
                 2, "'KTOOL_TOKEN_COMMAND' may not stand here");
    expect_error((struct world){.dotenv = "KTOOL_TOKEN_FILE=x"}, KT_E_INPUT, ".env", 1,
                 "'KTOOL_TOKEN_FILE' may not stand here");
}

static void against_credentials(void **state)
{
    const char *pair = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p";
    const char *same = "sasl.username=u\nsasl.password=p\ntoken.command=x";
    const char *plain = "sasl.username=u\nsasl.password=p\ntoken.command=x\nsasl.mechanism=PLAIN";
    const struct world over = {.context = "token.command=x", .environment = pair};
    const struct world under = {.environment = pair, .user = "token.command=x"};

    (void)state;
    expect_token(over, "SASL_SSL", "OAUTHBEARER", NULL, "x", NULL);
    expect(over, "username", NULL, "switched off by [prod] in config:1");
    expect_note(over, "'KAFKA_USERNAME' is left out: there is a token");
    expect_token(under, "SASL_SSL", "SCRAM-SHA-256", "u", NULL, NULL);
    expect(under, "token_command", NULL, "switched off by KAFKA_USERNAME in the environment");
    expect_note(under, "'token.command' is left out: the credentials come from a source above it");
    expect_token((struct world){.user = same}, "SASL_SSL", "OAUTHBEARER", NULL, "x", NULL);
    expect_token((struct world){.user = plain}, "SASL_SSL", "PLAIN", "u", NULL, NULL);
    expect((struct world){.user = plain}, "token_command", NULL, "switched off by config:4");
    expect_note((struct world){.user = plain},
                "'token.command' is left out: the mechanism is another one");
}

static void the_mechanism_decides(void **state)
{
    const char *pair = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p";

    (void)state;
    /* From above both, it brings the lower one to the fore. */
    expect_token((struct world){.x = "sasl.mechanism=OAUTHBEARER",
                                .dotenv = pair,
                                .user = "token.command=x"},
                 "SASL_SSL", "OAUTHBEARER", NULL, "x", NULL);
    expect_token((struct world){.x = "sasl.mechanism=PLAIN",
                                .environment = "KTOOL_TOKEN_COMMAND=x",
                                .dotenv = pair},
                 "SASL_SSL", "PLAIN", "u", NULL, NULL);
    /* From below the token it is nothing. */
    expect_token((struct world){.environment = "KTOOL_TOKEN_COMMAND=x",
                                .dotenv = "KAFKA_SASL_MECHANISM=PLAIN"},
                 "SASL_SSL", "OAUTHBEARER", NULL, "x", NULL);
    expect_note((struct world){.environment = "KTOOL_TOKEN_COMMAND=x",
                               .dotenv = "KAFKA_SASL_MECHANISM=PLAIN"},
                "'KAFKA_SASL_MECHANISM' is left out: the token comes from a source above it");
    expect_error((struct world){.file = "token.command=x\nsasl.mechanism=PLAIN"}, KT_E_INPUT,
                 "client.properties", 2,
                 "'sasl.mechanism' is PLAIN, and there are no credentials for it");
}

static void switches(void **state)
{
    const struct world off = {.environment = "KTOOL_TOKEN_COMMAND=x\nKAFKA_SASL_ENABLED=no"};

    (void)state;
    expect_token(off, "PLAINTEXT", NULL, NULL, NULL, NULL);
    expect(off, "token_command", NULL, "switched off by KAFKA_SASL_ENABLED in the environment");
    expect_token((struct world){.x = "security.protocol=SSL", .file = "token.file=x"}, "SSL", NULL,
                 NULL, NULL, NULL);
    /* A token above the switch is meant. */
    expect_token((struct world){.option = "token_command=x", .dotenv = "KAFKA_SASL_ENABLED=no"},
                 "SASL_SSL", "OAUTHBEARER", NULL, "x", NULL);
    expect_token((struct world){.environment = "KTOOL_TOKEN_COMMAND=x",
                                .user = "security.protocol=PLAINTEXT"},
                 "SASL_SSL", "OAUTHBEARER", NULL, "x", NULL);
}

static void bearer_without_a_token(void **state)
{
    static const char *const ways[] = {"sasl.oauthbearer.method=OIDC",
                                       "enable.sasl.oauthbearer.unsecure.jwt=true",
                                       "sasl.oauthbearer.config=principal=alice"};

    (void)state;
    expect_error(
        (struct world){.dotenv = "KAFKA_SASL_ENABLED=true\nKAFKA_SASL_MECHANISM=OAUTHBEARER"},
        KT_E_INPUT, ".env", 2,
        "'KAFKA_SASL_MECHANISM' is OAUTHBEARER, and nothing says where a token comes from");
    expect_error((struct world){.x = "security.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n"
                                     "sasl.oauthbearer.method=default"},
                 KT_E_USAGE, NULL, 0,
                 "'-X sasl.mechanism' is OAUTHBEARER, and nothing says where a token comes from");
    for (size_t i = 0; i < KT_COUNT(ways); i++) {
        KT_AUTO_STR file =
            kt_format("security.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n%s", ways[i]);

        expect_token((struct world){.file = file}, "SASL_SSL", "OAUTHBEARER", NULL, NULL, NULL);
    }
}

static void a_context_is_a_source(void **state)
{
    struct world world = {.file = "bootstrap.servers=file:1",
                          .context = "bootstrap.servers=context:1",
                          .environment = "KAFKA_BROKERS=environment:1"};

    (void)state;
    expect(world, "brokers", "file:1", "client.properties:1");
    world.file = NULL;
    expect(world, "brokers", "context:1", "[prod] in config:1");
    expect_error((struct world){.context = "x=y\nenable.idempotence=perhaps"}, KT_E_INPUT, "config",
                 2, "'enable.idempotence' is 'perhaps'");
}

static bool holds(struct world world)
{
    struct resolved r = resolve(world);
    bool answer = kt_settings_hold_secrets(&r.settings);

    assert_int_equal(r.code, KT_OK);
    done(&r);
    return answer;
}

static void settings_with_secrets(void **state)
{
    (void)state;
    assert_false(holds((struct world){0}));
    assert_false(holds((struct world){.dotenv = "KAFKA_BROKERS=a:1\nLOG_LEVEL=debug"}));
    assert_false(holds((struct world){.x = "ssl.ca.location=/ca\nssl.key.password="}));
    assert_true(holds((struct world){.dotenv = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p"}));
    assert_true(holds((struct world){.x = "ssl.key.password=p"}));
    assert_true(holds((struct world){.x = "ssl.key.location=/key.pem"}));
    assert_true(holds((struct world){.option = "token_command=x"}));
    assert_true(holds((struct world){.file = "token.file=x"}));
}

static void shown_is(const char *command, const char *wanted)
{
    KT_AUTO_STR option = kt_format("token_command=%s", command);
    struct resolved r = resolve((struct world){.option = option});

    assert_int_equal(r.code, KT_OK);
    assert_string_equal(entry(&r, "token_command")->shown, wanted);
    done(&r);
}

/* What a command is given may be a secret. */
static void a_command_is_shown_by_its_first_word(void **state)
{
    (void)state;
    shown_is("print-token", "print-token");
    shown_is("curl -u id:secret https://sso", "curl ********");
    shown_is("TOKEN=secret print-token", "********");
}

static bool input_holds(enum kt_setting_source source, const char *text)
{
    struct kt_pairs pairs = {0};
    const struct kt_setting_input input = {.source = source, .origin = "x", .pairs = &pairs};
    bool answer;

    world_pairs(&pairs, text);
    answer = kt_setting_input_holds_secret(&input);
    kt_pairs_clear(&pairs);
    return answer;
}

static void files_with_secrets(void **state)
{
    static const char *const open[] = {"bootstrap.servers=a:1",
                                       "sasl.username=u",
                                       "sasl.password=",
                                       "password.file=/p",
                                       "token.command=x",
                                       "token.file=/t",
                                       "sasl.oauthbearer.token.endpoint.url=https://a/b",
                                       "ssl.key.location=/k"};
    static const char *const secret[] = {"sasl.password=p", "sasl.jaas.config=x",
                                         "ssl.key.password=p", "ssl.keystore.key=PEM",
                                         "sasl.oauthbearer.client.secret=s"};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(open); i++)
        assert_false(input_holds(KT_FROM_FILE, open[i]));
    for (size_t i = 0; i < KT_COUNT(secret); i++)
        assert_true(input_holds(KT_FROM_USER, secret[i]));
    assert_true(input_holds(KT_FROM_DOTENV, "A=b\nREDPANDA_PASSWORD=p"));
    assert_false(input_holds(KT_FROM_DOTENV, "KAFKA_PASSWORD=\nDATABASE_PASSWORD=x\nKAFKA_PASS=x"));
}

static const char *shown_of(const struct kt_settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->v[i].name, name) == 0)
            return settings->v[i].shown;
    return NULL;
}

static void faults_are_shown(void **state)
{
    const struct world half = {.dotenv = "KAFKA_BROKERS=a:1\nKAFKA_USERNAME=u"};
    const struct world wrong = {.dotenv = "KAFKA_PASSWORD=p\nKAFKA_USERNAME=u\n"
                                          "KAFKA_SASL_MECHANISM=X\nKAFKA_ENABLED=maybe"};
    struct world_inputs w;
    struct kt_settings settings = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    world_open(&w, half);
    assert_int_equal(kt_settings_survey(&settings, w.inputs, KT_COUNT(w.inputs), &errs),
                     KT_E_INPUT);
    world_close(&w);
    same_text(shown_of(&settings, "brokers"), "a:1");
    same_text(shown_of(&settings, "username"), "u");
    same_text(shown_of(&settings, "password"), NULL);
    same_text(shown_of(&settings, "security_protocol"), "SASL_SSL");
    kt_settings_clear(&settings);

    world_open(&w, wrong);
    assert_int_equal(kt_settings_survey(&settings, w.inputs, KT_COUNT(w.inputs), &errs),
                     KT_E_INPUT);
    world_close(&w);
    same_text(shown_of(&settings, "sasl_mechanism"), "X");
    same_text(shown_of(&settings, "enabled"), "maybe");
    same_text(shown_of(&settings, "password"), "********");
    kt_settings_clear(&settings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_is_shown_by_its_first_word),
        cmocka_unit_test(a_token_says_how),
        cmocka_unit_test(the_highest_source_alone),
        cmocka_unit_test(never_from_dotenv),
        cmocka_unit_test(against_credentials),
        cmocka_unit_test(the_mechanism_decides),
        cmocka_unit_test(switches),
        cmocka_unit_test(bearer_without_a_token),
        cmocka_unit_test(a_context_is_a_source),
        cmocka_unit_test(settings_with_secrets),
        cmocka_unit_test(files_with_secrets),
        cmocka_unit_test(faults_are_shown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
