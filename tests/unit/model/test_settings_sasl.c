/* test_settings_sasl.c - credentials of one family and one source, and what follows from them. */
#include "settings_fixture.h"

/* protocol, mechanism, user and password of that world. */
static void expect_security(struct world world, const char *protocol, const char *mechanism,
                            const char *user, const char *password)
{
    struct resolved r = resolve(world);

    if (r.code != KT_OK)
        fail_msg("%s", r.errs.v[0].text);
    same_text(kt_settings_get(&r.settings, "security_protocol"), protocol);
    same_text(kt_settings_get(&r.settings, "sasl_mechanism"), mechanism);
    same_text(kt_settings_get(&r.settings, "username"), user);
    same_text(kt_settings_get(&r.settings, "password"), password);
    same_text(entry(&r, "password")->shown, password ? "********" : NULL);
    done(&r);
}

static void both_present_means_sasl_over_tls(void **state)
{
    static const char *const families[] = {"KTOOL", "KAFKA_SASL", "KAFKA", "REDPANDA"};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(families); i++) {
        KT_AUTO_STR lines = kt_format("%s_USERNAME=u\n%s_PASSWORD=p", families[i], families[i]);

        expect_security((struct world){.dotenv = lines}, "SASL_SSL", "SCRAM-SHA-256", "u", "p");
    }
    expect_security((struct world){.x = "sasl.username=u\nsasl.password=p\nsasl.mechanisms=plain"},
                    "SASL_SSL", "PLAIN", "u", "p");
    expect_security((struct world){0}, "PLAINTEXT", NULL, NULL, NULL);
    expect_security((struct world){.dotenv = "KAFKA_USERNAME=\nKAFKA_PASSWORD="}, "PLAINTEXT", NULL,
                    NULL, NULL);
}

static void tls_by_its_switch(void **state)
{
    (void)state;
    expect_security((struct world){.dotenv = "KAFKA_SSL_ENABLED=true"}, "SSL", NULL, NULL, NULL);
    expect_security((struct world){.dotenv = "KAFKA_SSL_ENABLED=false\nKAFKA_USERNAME=u\n"
                                             "KAFKA_PASSWORD=p\nKAFKA_SASL_MECHANISM=PLAIN"},
                    "SASL_PLAINTEXT", "PLAIN", "u", "p");
    expect_security((struct world){.dotenv = "KAFKA_SSL_ENABLED=true\nKAFKA_USERNAME=u\n"
                                             "KAFKA_PASSWORD=p"},
                    "SASL_SSL", "SCRAM-SHA-256", "u", "p");
    expect((struct world){.dotenv = "KAFKA_SSL_ENABLED=true"}, "security_protocol", "SSL",
           "follows from KAFKA_SSL_ENABLED in .env:1");
    expect((struct world){.dotenv = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p"}, "security_protocol",
           "SASL_SSL", "follows from KAFKA_USERNAME in .env:1");
}

static void families_are_not_mixed(void **state)
{
    (void)state;
    expect_security((struct world){.dotenv = "KAFKA_USERNAME=k\nKAFKA_PASSWORD=kp\n"
                                             "REDPANDA_USERNAME=r\nREDPANDA_PASSWORD=rp"},
                    "SASL_SSL", "SCRAM-SHA-256", "k", "kp");
    expect_error((struct world){.dotenv = "REDPANDA_PASSWORD=p\nKAFKA_USERNAME=u"}, KT_E_INPUT,
                 ".env", 2, "'KAFKA_USERNAME' is set and 'KAFKA_PASSWORD' is not");
    expect_error((struct world){.dotenv = "KAFKA_SASL_PASSWORD=S3CRET\nKAFKA_USERNAME=u\n"
                                          "KAFKA_PASSWORD=p"},
                 KT_E_INPUT, ".env", 1,
                 "'KAFKA_SASL_PASSWORD' is set and 'KAFKA_SASL_USERNAME' is not");
}

static void sources_are_not_mixed(void **state)
{
    (void)state;
    expect_error((struct world){.environment = "KAFKA_USERNAME=u", .dotenv = "KAFKA_PASSWORD=p"},
                 KT_E_INPUT, NULL, 0,
                 "'KAFKA_USERNAME' in the environment is set and 'KAFKA_PASSWORD' is not");
    expect_error((struct world){.x = "sasl.password=S3CRET", .dotenv = "KAFKA_USERNAME=u"},
                 KT_E_USAGE, NULL, 0, "'-X sasl.password' is set and 'sasl.username' is not");
    expect_security((struct world){.environment = "REDPANDA_USERNAME=e\nREDPANDA_PASSWORD=ep",
                                   .dotenv = "KTOOL_USERNAME=d\nKTOOL_PASSWORD=dp"},
                    "SASL_SSL", "SCRAM-SHA-256", "e", "ep");
}

static void mechanism_of_the_same_source_or_above(void **state)
{
    const char *pair = "KAFKA_SASL_USERNAME=u\nKAFKA_SASL_PASSWORD=p";

    (void)state;
    expect_security((struct world){.environment = pair, .dotenv = "KAFKA_SASL_MECHANISM=PLAIN"},
                    "SASL_SSL", "SCRAM-SHA-256", "u", "p");
    expect_security(
        (struct world){.environment = "KAFKA_SASL_MECHANISM=scram-sha-512", .dotenv = pair},
        "SASL_SSL", "SCRAM-SHA-512", "u", "p");
    expect_security((struct world){.dotenv = "REDPANDA_USERNAME=u\nREDPANDA_PASSWORD=p\n"
                                             "KAFKA_SASL_MECHANISM=Plain"},
                    "SASL_SSL", "PLAIN", "u", "p");
    expect_error((struct world){.dotenv = "KAFKA_SASL_MECHANISM=SCRAM-SHA256"}, KT_E_INPUT, ".env",
                 1, "'KAFKA_SASL_MECHANISM' is 'SCRAM-SHA256', which ktool does not know");
}

static void a_left_out_mechanism_is_noted(void **state)
{
    struct resolved r = resolve((struct world){.environment = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p",
                                               .dotenv = "KAFKA_SASL_MECHANISM=PLAIN"});

    (void)state;
    assert_int_equal(r.code, KT_OK);
    assert_int_equal(r.errs.n, 1);
    assert_int_equal(r.errs.v[0].severity, KT_NOTE);
    same_text(r.errs.v[0].text, "'KAFKA_SASL_MECHANISM' is left out: the credentials come from a "
                                "source above it");
    done(&r);
}

static void switched_off(void **state)
{
    const struct world off = {
        .dotenv = "KAFKA_SASL_ENABLED=false\nKAFKA_SASL_USERNAME=u\nKAFKA_SASL_PASSWORD=p"};

    (void)state;
    expect_security(off, "PLAINTEXT", NULL, NULL, NULL);
    expect(off, "username", NULL, "switched off by KAFKA_SASL_ENABLED in .env:1");
    expect_security((struct world){.dotenv = "KAFKA_SASL_ENABLED=false\nKAFKA_SSL_ENABLED=true\n"
                                             "KAFKA_SASL_USERNAME=u"},
                    "SSL", NULL, NULL, NULL);
    expect_security((struct world){.environment = "KAFKA_SASL_ENABLED=0",
                                   .dotenv = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p"},
                    "PLAINTEXT", NULL, NULL, NULL);
    /* Credentials from above the switch are meant. */
    expect_security((struct world){.x = "sasl.username=u\nsasl.password=p",
                                   .dotenv = "KAFKA_SASL_ENABLED=false"},
                    "SASL_SSL", "SCRAM-SHA-256", "u", "p");
}

static void switched_on_needs_credentials(void **state)
{
    (void)state;
    expect_error((struct world){.dotenv = "KAFKA_SASL_ENABLED=true"}, KT_E_INPUT, ".env", 1,
                 "'KAFKA_SASL_ENABLED' asks for SASL, and there are no credentials");
    expect_error((struct world){.x = "security.protocol=sasl_ssl"}, KT_E_USAGE, NULL, 0,
                 "'-X security.protocol' asks for SASL, and there are no credentials");
    expect_security((struct world){.file = "security.protocol=SASL_SSL\nsasl.mechanism=GSSAPI"},
                    "SASL_SSL", "GSSAPI", NULL, NULL);
}

static void a_protocol_that_is_given(void **state)
{
    const char *pair = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p";

    (void)state;
    expect_security((struct world){.file = "security.protocol=sasl_plaintext", .dotenv = pair},
                    "SASL_PLAINTEXT", "SCRAM-SHA-256", "u", "p");
    expect_security((struct world){.x = "security.protocol=PLAINTEXT", .dotenv = pair}, "PLAINTEXT",
                    NULL, NULL, NULL);
    expect((struct world){.x = "security.protocol=SSL", .dotenv = pair}, "password", NULL,
           "switched off by -X");
    /* A source above it speaks of what it is made of. */
    expect_security((struct world){.dotenv = pair, .user = "security.protocol=PLAINTEXT"},
                    "SASL_SSL", "SCRAM-SHA-256", "u", "p");
    expect_security((struct world){.environment = "KAFKA_SSL_ENABLED=false",
                                   .user = "security.protocol=SASL_SSL\nsasl.username=u\n"
                                           "sasl.password=p"},
                    "SASL_PLAINTEXT", "SCRAM-SHA-256", "u", "p");
    expect_security((struct world){.dotenv = "KAFKA_SASL_ENABLED=false",
                                   .user = "security.protocol=SASL_SSL\nsasl.username=u\n"
                                           "sasl.password=p"},
                    "PLAINTEXT", NULL, NULL, NULL);
    expect_error((struct world){.file = "security.protocol=TLS"}, KT_E_INPUT, "client.properties",
                 1, "'security.protocol' is 'TLS', which ktool does not know");
}

static void password_files(void **state)
{
    const char *given = "password_file=f\npassword=from file";

    (void)state;
    expect_security((struct world){.option = given, .dotenv = "KAFKA_USERNAME=u"}, "SASL_SSL",
                    "SCRAM-SHA-256", "u", "from file");
    expect_security((struct world){.option = given, .dotenv = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p"},
                    "SASL_SSL", "SCRAM-SHA-256", "u", "from file");
    expect((struct world){.option = given, .dotenv = "KAFKA_USERNAME=u"}, "password", "from file",
           "--password-file");
    /* A password that stands above the variable counts. */
    expect_security((struct world){.option = "password=from file",
                                   .x = "sasl.username=u\nsasl.password=p",
                                   .environment = "KTOOL_PASSWORD_FILE=f"},
                    "SASL_SSL", "SCRAM-SHA-256", "u", "p");
    expect((struct world){.option = "password=from file",
                          .environment = "KTOOL_PASSWORD_FILE=f",
                          .dotenv = "KAFKA_USERNAME=u\nKAFKA_PASSWORD=p"},
           "password", "from file", "KTOOL_PASSWORD_FILE in the environment");
    /* Without a user there is nothing it could go with. */
    expect_security((struct world){.option = given}, "PLAINTEXT", NULL, NULL, NULL);
    expect_error((struct world){.dotenv = "KTOOL_PASSWORD_FILE=/etc/passwd"}, KT_E_INPUT, ".env", 1,
                 "'KTOOL_PASSWORD_FILE' may not stand here");
}

/* The password file that counts in that world; "(null)" for none. */
static void expect_path(struct world world, const char *want)
{
    struct world_inputs w;
    KT_AUTO_STR path = NULL;

    world_open(&w, world);
    path = kt_settings_password_file(w.inputs, KT_COUNT(w.inputs));
    same_text(path, want);
    world_close(&w);
}

static void which_password_file(void **state)
{
    struct world world = {.dotenv = "KTOOL_PASSWORD_FILE=d\nKAFKA_USERNAME=u"};

    (void)state;
    expect_path(world, NULL);
    /* That of the user's own file goes with the user beside it, and with no other. */
    world.user = "password.file=f";
    expect_path(world, NULL);
    world.dotenv = NULL;
    expect_path(world, "f");
    world.environment = "KTOOL_PASSWORD_FILE=e";
    expect_path(world, "e");
    world.context = "sasl.username=u\npassword.file=c";
    expect_path(world, "c");
    world.file = "sasl.username=u\nsasl.password=p";
    expect_path(world, NULL);
    world.option = "password_file=o";
    expect_path(world, "o");
}

static void password_file_beside_the_user(void **state)
{
    const char *user = "sasl.username=u\npassword.file=/p";

    (void)state;
    expect_security((struct world){.option = "password=from file", .user = user}, "SASL_SSL",
                    "SCRAM-SHA-256", "u", "from file");
    expect((struct world){.option = "password=from file", .user = user}, "password", "from file",
           "config:2");
    expect((struct world){.option = "password=from file", .context = user}, "password", "from file",
           "[prod] in config:2");
    expect_error((struct world){.file = "password.file=/p"}, KT_E_INPUT, "client.properties", 1,
                 "'password.file' is set and 'sasl.username' is not");
    /* A user from elsewhere is not its user. */
    expect_error((struct world){.option = "password=from file",
                                .dotenv = "KAFKA_USERNAME=u",
                                .user = "password.file=/p"},
                 KT_E_INPUT, ".env", 1, "'KAFKA_USERNAME' is set and 'KAFKA_PASSWORD' is not");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_present_means_sasl_over_tls),
        cmocka_unit_test(tls_by_its_switch),
        cmocka_unit_test(families_are_not_mixed),
        cmocka_unit_test(sources_are_not_mixed),
        cmocka_unit_test(mechanism_of_the_same_source_or_above),
        cmocka_unit_test(a_left_out_mechanism_is_noted),
        cmocka_unit_test(switched_off),
        cmocka_unit_test(switched_on_needs_credentials),
        cmocka_unit_test(a_protocol_that_is_given),
        cmocka_unit_test(password_files),
        cmocka_unit_test(which_password_file),
        cmocka_unit_test(password_file_beside_the_user),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
