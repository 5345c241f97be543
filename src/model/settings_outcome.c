/* settings_outcome.c - writes down what was decided about credentials, and why. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

static void put_found(struct kt_settings *out, const char *name, const char *value,
                      const struct kt_found *found)
{
    if (found->input != NULL)
        kt_settings_put(kt_settings_entry(out, name), value, kt_found_origin(found),
                        found->input->source);
}

static void put_off(struct kt_settings *out, const char *name, const struct kt_found *by)
{
    KT_AUTO_STR origin = kt_found_origin(by);

    kt_settings_put(kt_settings_entry(out, name), NULL, kt_format("switched off by %s", origin),
                    by->input->source);
}

static void put_credentials(struct kt_settings *out, const struct kt_security *s)
{
    const struct kt_credentials *given = &s->given;

    put_found(out, "username", given->user.value, &given->user);
    if (given->path.input != NULL)
        put_found(out, "password", given->content.value, &given->path);
    else
        put_found(out, "password", given->password.value, &given->password);
}

static void put_token(struct kt_settings *out, const struct kt_security *s)
{
    if (s->token.found.input != NULL)
        put_found(out, s->token.setting, s->token.found.value, &s->token.found);
}

/* What is there and does not count, with what keeps it from that; NULL: nothing does. */
static void put_switched_off(struct kt_settings *out, const struct kt_security *s,
                             const struct kt_found *credentials_by, const struct kt_found *token_by)
{
    if (credentials_by != NULL && s->given.rank != SIZE_MAX) {
        put_off(out, "username", credentials_by);
        put_off(out, "password", credentials_by);
    }
    if (token_by != NULL && s->token.found.input != NULL)
        put_off(out, s->token.setting, token_by);
}

/* What follows from something else; from nothing, it is the default. */
static void put_following(struct kt_settings *out, const char *name, const char *value,
                          const struct kt_found *from)
{
    KT_AUTO_STR origin = NULL;

    if (from == NULL || from->input == NULL) {
        kt_settings_put(kt_settings_entry(out, name), value, kt_strdup("default"), KT_FROM_DEFAULT);
        return;
    }
    origin = kt_found_origin(from);
    kt_settings_put(kt_settings_entry(out, name), value, kt_format("follows from %s", origin),
                    from->input->source);
}

static void put_protocol(struct kt_settings *out, const struct kt_security *s, bool sasl)
{
    bool tls = s->ssl.input != NULL ? s->ssl_value : sasl;
    const char *value = sasl ? (tls ? "SASL_SSL" : "SASL_PLAINTEXT") : (tls ? "SSL" : "PLAINTEXT");
    const struct kt_found *from = NULL;

    if (s->protocol_value != NULL) {
        put_found(out, "security_protocol", s->protocol_value, &s->protocol);
        return;
    }
    if (s->ssl.input != NULL)
        from = &s->ssl;
    else if (sasl && s->by_token)
        from = &s->token.found;
    else if (sasl)
        from = s->given.rank != SIZE_MAX ? kt_credentials_half(&s->given) : &s->sasl;
    put_following(out, "security_protocol", value, from);
}

void kt_security_put_sasl(struct kt_settings *out, const struct kt_security *s,
                          const char *mechanism, bool needs_user)
{
    const struct kt_found *named = s->mechanism_value != NULL ? &s->mechanism : NULL;

    if (needs_user)
        put_credentials(out, s);
    if (s->by_token) {
        put_token(out, s);
        put_switched_off(out, s, &s->token.found, NULL);
    } else {
        put_switched_off(out, s, NULL, named ? named : kt_credentials_half(&s->given));
    }
    if (named != NULL)
        put_found(out, "sasl_mechanism", mechanism, named);
    else
        put_following(out, "sasl_mechanism", mechanism, s->by_token ? &s->token.found : NULL);
    put_protocol(out, s, true);
}

void kt_security_put_plain(struct kt_settings *out, const struct kt_security *s,
                           const struct kt_found *off)
{
    put_switched_off(out, s, off, off);
    put_protocol(out, s, false);
}

void kt_security_put_as_found(struct kt_settings *out, const struct kt_security *s)
{
    put_credentials(out, s);
    put_token(out, s);
    put_found(out, "sasl_mechanism", s->mechanism.value, &s->mechanism);
    put_found(out, "security_protocol", s->protocol.value, &s->protocol);
}
