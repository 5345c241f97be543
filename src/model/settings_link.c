/* settings_link.c - what the settings make ktool try on a connection, for messages. */
#include <string.h>

#include "ktool/settings.h"

static const struct kt_setting_value *entry(const struct kt_settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->v[i].name, name) == 0)
            return settings->v[i].value ? &settings->v[i] : NULL;
    return NULL;
}

static const char *origin_of(const struct kt_settings *settings, const char *name)
{
    const struct kt_setting_value *value = entry(settings, name);

    return value ? value->origin : NULL;
}

/* The first of them that is set. A value that is itself the certificate is named, not shown. */
static const char *first_of(const struct kt_settings *settings, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *value = kt_settings_get(settings, names[i]);

        if (value != NULL)
            return strstr(names[i], "location") != NULL ? value : "PEM";
    }
    return NULL;
}

/* The protocol follows from credentials or switches, or was asked for. */
static const char *protocol_origin(const struct kt_settings *settings, const char *user_origin)
{
    static const char follows[] = "follows from ";
    const char *origin = origin_of(settings, "security_protocol");

    if (origin == NULL || strcmp(origin, "default") == 0)
        return NULL;
    if (strncmp(origin, follows, strlen(follows)) != 0)
        return origin;
    origin += strlen(follows);
    return user_origin && strcmp(origin, user_origin) == 0 ? NULL : origin;
}

void kt_settings_link(struct kt_link *out, const struct kt_settings *settings)
{
    static const char *const certificates[] = {"ssl.certificate.location", "ssl.certificate.pem",
                                               "ssl.keystore.location"};
    static const char *const authorities[] = {"ssl.ca.location", "ssl.ca.pem"};
    const char *user_origin = origin_of(settings, "username");
    const char *protocol = kt_settings_get(settings, "security_protocol");
    bool sasl = protocol != NULL && strncmp(protocol, "SASL_", 5) == 0;

    *out = (struct kt_link){
        .brokers = kt_settings_get(settings, "brokers"),
        .brokers_origin = origin_of(settings, "brokers"),
        .protocol = protocol,
        .protocol_origin = protocol_origin(settings, user_origin),
        .mechanism = sasl ? kt_settings_get(settings, "sasl_mechanism") : NULL,
        .user = kt_settings_get(settings, "username"),
        .user_origin = user_origin,
        .certificate = first_of(settings, certificates, KT_COUNT(certificates)),
        .ca = first_of(settings, authorities, KT_COUNT(authorities)),
    };
}
