/* settings_sasl.c - the protocol and the mechanism that follow from credentials and switches. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

struct security {
    const struct kt_setting_sources *sources;
    struct kt_errs *errs;
    struct kt_credentials given;
    struct kt_found sasl, ssl, mechanism, protocol; /* as found */
    bool sasl_value, ssl_value;
    char *mechanism_value, *protocol_value; /* canonical, NULL: not found; owned */
};

static void clear_security(struct security *s)
{
    struct kt_found *all[] = {&s->sasl, &s->ssl, &s->mechanism, &s->protocol};

    for (size_t i = 0; i < KT_COUNT(all); i++)
        kt_found_clear(all[i]);
    kt_credentials_clear(&s->given);
    free(s->mechanism_value);
    free(s->protocol_value);
}

static enum kt_code take_bool(struct security *s, const char *name, struct kt_found *found,
                              bool *value)
{
    *value = false;
    if (kt_found_setting(found, s->sources, kt_setting_row(name)) &&
        !kt_bool_parse(found->value, value))
        return kt_found_code(found); /* the error was appended with the other rows' */
    return KT_OK;
}

static enum kt_code take_word(struct security *s, const char *name, struct kt_found *found,
                              char **value)
{
    const struct kt_setting *row = kt_setting_row(name);

    if (!kt_found_setting(found, s->sources, row))
        return KT_OK;
    return kt_setting_canonical(value, row, found, s->errs);
}

static enum kt_code gather(struct security *s)
{
    enum kt_code a = take_bool(s, "sasl_enabled", &s->sasl, &s->sasl_value);
    enum kt_code b = take_bool(s, "ssl_enabled", &s->ssl, &s->ssl_value);
    enum kt_code c = take_word(s, "sasl_mechanism", &s->mechanism, &s->mechanism_value);
    enum kt_code d = take_word(s, "security_protocol", &s->protocol, &s->protocol_value);

    kt_credentials_find(&s->given, s->sources);
    KT_TRY(a);
    KT_TRY(b);
    KT_TRY(c);
    return d;
}

/* A protocol counts unless a higher source speaks of what it is made of. */
static void drop_outranked_protocol(struct security *s)
{
    if (s->protocol_value == NULL ||
        (s->protocol.rank <= s->given.rank && s->protocol.rank <= s->sasl.rank &&
         s->protocol.rank <= s->ssl.rank))
        return;
    kt_input_note(s->errs, s->protocol.input, s->protocol.line,
                  "'security.protocol' is left out: a source above it has credentials or "
                  "switches");
    kt_found_clear(&s->protocol);
    free(s->protocol_value);
    s->protocol_value = NULL;
}

/* Credentials decide how they are sent: a mechanism of a lower source could make them readable. */
static void drop_outranked_mechanism(struct security *s)
{
    if (s->mechanism_value == NULL || s->mechanism.rank <= s->given.rank)
        return;
    if (s->given.rank == SIZE_MAX)
        return;
    kt_input_note(s->errs, s->mechanism.input, s->mechanism.line,
                  "'%s' is left out: the credentials come from a source above it",
                  s->mechanism.name);
    kt_found_clear(&s->mechanism);
    free(s->mechanism_value);
    s->mechanism_value = NULL;
}

static bool needs_user(const char *mechanism)
{
    return strcmp(mechanism, "GSSAPI") != 0 && strcmp(mechanism, "OAUTHBEARER") != 0;
}

/* What says that there is no SASL although it could be; NULL: nothing does. */
static const struct kt_found *switched_off(const struct security *s)
{
    if (s->protocol_value != NULL)
        return strncmp(s->protocol_value, "SASL_", 5) == 0 ? NULL : &s->protocol;
    if (s->sasl.input != NULL && !s->sasl_value && s->sasl.rank <= s->given.rank)
        return &s->sasl;
    return NULL;
}

static bool wants_sasl(const struct security *s)
{
    if (switched_off(s) != NULL)
        return false;
    return s->protocol_value != NULL || s->given.rank != SIZE_MAX || s->sasl_value;
}

static enum kt_code no_credentials(const struct security *s)
{
    const struct kt_found *by = s->protocol_value ? &s->protocol : &s->sasl;
    enum kt_code code = kt_found_fail(s->errs, by, "asks for SASL, and there are no credentials");

    kt_hint(s->errs, "set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or %s",
            s->protocol_value ? "another security.protocol" : "KAFKA_SASL_ENABLED=false");
    return code;
}

/* Both halves must be there. */
static enum kt_code check_pair(const struct security *s)
{
    const struct kt_credentials *given = &s->given;
    bool user = given->user.input != NULL;
    bool password = given->password.input != NULL || given->file.input != NULL;
    enum kt_code code;

    if (given->rank == SIZE_MAX)
        return no_credentials(s);
    if (user && password)
        return KT_OK;
    code = kt_found_fail(s->errs, user ? &given->user : &given->password, "is set and '%s' is not",
                         user ? given->password_name : given->user_name);
    kt_hint(s->errs, user ? "set both in the same place, or name a file with --password-file"
                          : "set both in the same place");
    return code;
}

static void put_found(struct kt_settings *out, const char *name, const char *value,
                      const struct kt_found *found)
{
    kt_settings_put(kt_settings_entry(out, name), value, kt_found_origin(found),
                    found->input->source);
}

static void put_off(struct kt_settings *out, const char *name, const struct kt_found *by)
{
    KT_AUTO_STR origin = kt_found_origin(by);

    kt_settings_put(kt_settings_entry(out, name), NULL, kt_format("switched off by %s", origin),
                    by->input->source);
}

static void put_password(struct kt_settings *out, const struct security *s)
{
    const struct kt_credentials *given = &s->given;
    KT_AUTO(kt_found) path = {0};

    if (given->file.input == NULL) {
        put_found(out, "password", given->password.value, &given->password);
        return;
    }
    if (kt_found_setting(&path, s->sources, kt_setting_row("password_file")))
        put_found(out, "password", given->file.value, &path);
    else
        kt_settings_put(kt_settings_entry(out, "password"), given->file.value,
                        kt_strdup(kt_setting_row("password_file")->option), KT_FROM_OPTION);
}

static void put_protocol(struct kt_settings *out, const struct security *s, bool sasl)
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
    else if (sasl)
        from = s->given.user.input ? &s->given.user : &s->sasl;
    if (from == NULL) {
        kt_settings_put(kt_settings_entry(out, "security_protocol"), value, kt_strdup("default"),
                        KT_FROM_DEFAULT);
    } else {
        KT_AUTO_STR origin = kt_found_origin(from);

        kt_settings_put(kt_settings_entry(out, "security_protocol"), value,
                        kt_format("follows from %s", origin), from->input->source);
    }
}

static void put_mechanism(struct kt_settings *out, const struct security *s, const char *mechanism)
{
    if (s->mechanism_value != NULL)
        put_found(out, "sasl_mechanism", mechanism, &s->mechanism);
    else
        kt_settings_put(kt_settings_entry(out, "sasl_mechanism"), mechanism, kt_strdup("default"),
                        KT_FROM_DEFAULT);
}

static enum kt_code decide(struct kt_settings *out, struct security *s)
{
    const struct kt_found *off;
    const char *mechanism;
    bool sasl;

    KT_TRY(gather(s));
    drop_outranked_protocol(s);
    drop_outranked_mechanism(s);
    sasl = wants_sasl(s);
    off = switched_off(s);
    mechanism = s->mechanism_value ? s->mechanism_value : kt_setting_row("sasl_mechanism")->initial;
    if (sasl && needs_user(mechanism)) {
        KT_TRY(check_pair(s));
        put_found(out, "username", s->given.user.value, &s->given.user);
        put_password(out, s);
    } else if (off != NULL && s->given.rank != SIZE_MAX) {
        put_off(out, "username", off);
        put_off(out, "password", off);
    }
    if (sasl)
        put_mechanism(out, s, mechanism);
    put_protocol(out, s, sasl);
    return KT_OK;
}

enum kt_code kt_settings_security(struct kt_settings *out, const struct kt_setting_sources *sources,
                                  struct kt_errs *errs)
{
    struct security s = {.sources = sources, .errs = errs};
    enum kt_code code = decide(out, &s);

    clear_security(&s);
    return code;
}
