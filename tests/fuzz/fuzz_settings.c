/* link: model base */
/* fuzz_settings.c - whatever stands in the sources: it is resolved or refused, nothing of a
 * password is shown or told, no group is joined, and .env reaches harmless properties only. */
#include <stdlib.h>
#include <string.h>

#include "ktool/settings.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* Long and odd enough not to come about by chance; the dictionary of the corpus holds it. */
static const char secret[] = "S3CRET-7f";

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* The digits of the lines, in order of precedence. */
static const char digits[] = "0126345";
#define NSOURCES (KT_COUNT(digits) - 1)
_Static_assert(NSOURCES == KT_FROM_DEFAULT, "a digit for each source");

/* Lines "sNAME=VALUE", s the digit of the source. A value that holds the secret keeps it only under
 * a name that says so, as a user would. */
static void read_line(struct kt_pairs *sources, const char *line, int number)
{
    const char *equals = strchr(line, '=');
    const char *source = line[0] != '\0' ? strchr(digits, line[0]) : NULL;
    KT_AUTO_STR name = NULL;

    if (source == NULL || equals == NULL)
        return;
    name = kt_strndup(line + 1, (size_t)(equals - line - 1));
    if (strstr(line, secret) != NULL && strstr(name, "PASSWORD") == NULL &&
        strcmp(name, "password") != 0 && strstr(name, "sasl.password") == NULL &&
        strstr(name, "sasl.jaas.config") == NULL)
        return;
    if (strstr(name, secret) != NULL || strstr(name, "PASSWORD_FILE") != NULL ||
        strcmp(name, "password_file") == 0 || strcmp(name, "password.file") == 0)
        return;
    kt_pairs_add(&sources[source - digits], name, equals + 1, number);
}

static void check_errs(const struct kt_errs *errs)
{
    for (size_t i = 0; i < errs->n; i++) {
        demand(strstr(errs->v[i].text, secret) == NULL);
        demand(errs->v[i].hint == NULL || strstr(errs->v[i].hint, secret) == NULL);
        demand(errs->v[i].excerpt == NULL);
    }
}

/* Also what has faults may be shown. */
static void check_shown(const struct kt_settings *settings)
{
    for (size_t i = 0; i < settings->n; i++) {
        const struct kt_setting_value *value = &settings->v[i];

        demand((value->value == NULL) == (value->shown == NULL));
        demand(value->shown == NULL || strstr(value->shown, secret) == NULL);
        demand(value->origin == NULL || strstr(value->origin, secret) == NULL);
        demand(value->source != KT_FROM_DOTENV || value->setting != NULL);
    }
}

/* A command or a file or neither; then no user, and the mechanism that sends tokens. */
static void check_token(const struct kt_settings *settings)
{
    const char *command = kt_settings_get(settings, "token_command");
    const char *file = kt_settings_get(settings, "token_file");
    const char *mechanism = kt_settings_get(settings, "sasl_mechanism");

    demand(command == NULL || file == NULL);
    demand((command == NULL && file == NULL) ||
           (mechanism != NULL && strcmp(mechanism, "OAUTHBEARER") == 0 &&
            kt_settings_get(settings, "username") == NULL));
}

static void check_settings(const struct kt_settings *settings)
{
    KT_AUTO(kt_pairs) properties = {0};

    check_shown(settings);
    check_token(settings);
    kt_settings_properties(&properties, settings, KT_USE_FOLLOWING);
    demand(kt_pairs_get(&properties, "group.id") == NULL);
    demand(kt_pairs_get(&properties, "bootstrap.servers") != NULL);
    demand((kt_pairs_get(&properties, "sasl.username") == NULL) ==
           (kt_pairs_get(&properties, "sasl.password") == NULL));
    demand(kt_settings_get(settings, "brokers") != NULL);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct kt_pairs sources[NSOURCES] = {{0}};
    struct kt_setting_input inputs[NSOURCES];
    KT_AUTO(kt_settings) settings = {0};
    KT_AUTO(kt_settings) survey = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO(kt_errs) again = {0};
    KT_AUTO_STR text = kt_strndup((const char *)data, size);
    enum kt_code code;
    int number = 1;

    for (char *line = text; *line != '\0'; number++) {
        size_t len = strcspn(line, "\n");
        KT_AUTO_STR one = kt_strndup(line, len);

        read_line(sources, one, number);
        line += len + (line[len] == '\n');
    }
    for (size_t i = 0; i < NSOURCES; i++)
        inputs[i] = (struct kt_setting_input){
            .source = (enum kt_setting_source)i,
            .origin = i == KT_FROM_FILE || i == KT_FROM_CONTEXT || i > KT_FROM_ENVIRONMENT ? "file"
                                                                                           : NULL,
            .pairs = &sources[i],
            .section = i == KT_FROM_CONTEXT ? "name" : NULL};
    code = kt_settings_resolve(&settings, inputs, NSOURCES, &errs);
    if (code == KT_OK)
        check_settings(&settings);
    else
        demand(errs.nerrors > 0 && settings.n == 0);
    check_errs(&errs);
    demand(kt_settings_survey(&survey, inputs, NSOURCES, &again) == code && survey.n > 0);
    check_shown(&survey);
    for (size_t i = 0; i < NSOURCES; i++)
        kt_pairs_clear(&sources[i]);
    return 0;
}
