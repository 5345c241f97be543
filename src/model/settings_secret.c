/* settings_secret.c - who holds a secret, and what of it may be shown. */
#include <string.h>
#include <strings.h>

#include "settings_inner.h"

bool kt_property_is_secret(const char *property)
{
    static const char *const parts[] = {"password", "secret",       "token",    "key.pem",
                                        "jaas",     "keystore.key", "user.info"};
    size_t len = strlen(property);

    /* sasl.oauthbearer.token.endpoint.url */
    if (len > 4 && strcmp(property + len - 4, ".url") == 0)
        return false;
    for (size_t i = 0; i < KT_COUNT(parts); i++)
        for (size_t at = 0; at + strlen(parts[i]) <= len; at++)
            if (strncasecmp(property + at, parts[i], strlen(parts[i])) == 0)
                return true;
    return false;
}

#define MASK "********"

char *kt_setting_masked(const char *value, bool secret)
{
    const char *scheme, *at, *user;

    if (value == NULL || secret)
        return kt_strdup(value ? MASK : NULL);
    /* https://user:password@host: the user part goes too, it may be a key. */
    scheme = strstr(value, "://");
    if (scheme == NULL)
        return kt_strdup(value);
    user = scheme + 3;
    at = strrchr(user, '@');
    if (at == NULL)
        return kt_strdup(value);
    return kt_format("%.*s" MASK "%s", (int)(user - value), value, at);
}

char *kt_command_masked(const char *value)
{
    const size_t word = value ? strcspn(value, " \t\n") : 0;

    if (value == NULL || value[word] == '\0')
        return kt_strdup(value);
    /* TOKEN=secret command */
    if (word == 0 || memchr(value, '=', word) != NULL)
        return kt_strdup(MASK);
    return kt_format("%.*s " MASK, (int)word, value);
}

/* Is it the name of a variable that holds a secret? */
static bool variable_is_secret(const char *name)
{
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);
    const size_t len = strlen(name);

    for (size_t i = 0; i < n; i++)
        for (const char *at = table[i].secret ? table[i].env : ""; *at != '\0';) {
            const size_t word = strcspn(at, " ");

            if (word == len && memcmp(at, name, len) == 0)
                return true;
            at += word + strspn(at + word, " ");
        }
    return false;
}

bool kt_setting_input_holds_secret(const struct kt_setting_input *input)
{
    for (size_t i = 0; i < input->pairs->n; i++) {
        const struct kt_pair *pair = &input->pairs->v[i];
        const struct kt_setting *row = kt_setting_of_property(pair->key);
        bool secret;

        if (kt_source_has_variables(input->source))
            secret = variable_is_secret(pair->key);
        else
            secret = row != NULL ? row->secret : kt_property_is_secret(pair->key);
        if (secret && pair->value[0] != '\0')
            return true;
    }
    return false;
}

bool kt_settings_hold_secrets(const struct kt_settings *settings)
{
    /* They lead to one. */
    static const char *const ways[] = {"token_command", "token_file", "ssl.key.location",
                                       "ssl.keystore.location"};

    for (size_t i = 0; i < settings->n; i++) {
        const struct kt_setting_value *value = &settings->v[i];

        if (value->value == NULL || value->value[0] == '\0')
            continue;
        if (value->setting != NULL ? value->setting->secret : kt_property_is_secret(value->name))
            return true;
        for (size_t w = 0; w < KT_COUNT(ways); w++)
            if (strcmp(value->name, ways[w]) == 0)
                return true;
    }
    return false;
}
