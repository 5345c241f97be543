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

/* Lines "sNAME=VALUE", s the digit of the source. A value that holds the secret keeps it only under
 * a name that says so, as a user would. */
static void read_line(struct kt_pairs *sources, const char *line, int number)
{
    const char *equals = strchr(line, '=');
    KT_AUTO_STR name = NULL;

    if (line[0] < '0' || line[0] > '5' || equals == NULL)
        return;
    name = kt_strndup(line + 1, (size_t)(equals - line - 1));
    if (strstr(line, secret) != NULL && strstr(name, "PASSWORD") == NULL &&
        strcmp(name, "password") != 0 && strstr(name, "sasl.password") == NULL &&
        strstr(name, "sasl.jaas.config") == NULL)
        return;
    if (strstr(name, secret) != NULL || strstr(name, "PASSWORD_FILE") != NULL)
        return;
    kt_pairs_add(&sources[line[0] - '0'], name, equals + 1, number);
}

static void check_errs(const struct kt_errs *errs)
{
    for (size_t i = 0; i < errs->n; i++) {
        demand(strstr(errs->v[i].text, secret) == NULL);
        demand(errs->v[i].hint == NULL || strstr(errs->v[i].hint, secret) == NULL);
        demand(errs->v[i].excerpt == NULL);
    }
}

static void check_settings(const struct kt_settings *settings)
{
    KT_AUTO(kt_pairs) properties = {0};

    for (size_t i = 0; i < settings->n; i++) {
        const struct kt_setting_value *value = &settings->v[i];

        demand((value->value == NULL) == (value->shown == NULL));
        demand(value->shown == NULL || strstr(value->shown, secret) == NULL);
        demand(value->origin == NULL || strstr(value->origin, secret) == NULL);
        demand(value->source != KT_FROM_DOTENV || value->setting != NULL);
    }
    kt_settings_properties(&properties, settings, KT_USE_FOLLOWING);
    demand(kt_pairs_get(&properties, "group.id") == NULL);
    demand(kt_pairs_get(&properties, "bootstrap.servers") != NULL);
    demand((kt_pairs_get(&properties, "sasl.username") == NULL) ==
           (kt_pairs_get(&properties, "sasl.password") == NULL));
    demand(kt_settings_get(settings, "brokers") != NULL);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    struct kt_pairs sources[6] = {{0}};
    struct kt_setting_input inputs[6];
    KT_AUTO(kt_settings) settings = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR text = kt_strndup((const char *)data, size);
    int number = 1;

    for (char *line = text; *line != '\0'; number++) {
        size_t len = strcspn(line, "\n");
        KT_AUTO_STR one = kt_strndup(line, len);

        read_line(sources, one, number);
        line += len + (line[len] == '\n');
    }
    for (size_t i = 0; i < 6; i++)
        inputs[i] = (struct kt_setting_input){.source = (enum kt_setting_source)i,
                                              .origin = i == 2 || i > 3 ? "file" : NULL,
                                              .pairs = &sources[i]};
    if (kt_settings_resolve(&settings, inputs, 6, &errs) == KT_OK)
        check_settings(&settings);
    else
        demand(errs.nerrors > 0 && settings.n == 0);
    check_errs(&errs);
    for (size_t i = 0; i < 6; i++)
        kt_pairs_clear(&sources[i]);
    return 0;
}
