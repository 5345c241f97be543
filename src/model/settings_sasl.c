/* settings_sasl.c - the protocol and the mechanism that follow from credentials, tokens and
 * switches. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

static const char *const bearer = "OAUTHBEARER";

static void clear_security(struct kt_security *s)
{
    struct kt_found *all[] = {&s->sasl,     &s->ssl,         &s->mechanism,
                              &s->protocol, &s->token.found, &s->librdkafkas};

    for (size_t i = 0; i < KT_COUNT(all); i++)
        kt_found_clear(all[i]);
    kt_credentials_clear(&s->given);
    free(s->mechanism_value);
    free(s->protocol_value);
}

static enum kt_code take_bool(struct kt_security *s, const char *name, struct kt_found *found,
                              bool *value)
{
    *value = false;
    if (kt_found_setting(found, s->sources, kt_setting_row(name)) &&
        !kt_bool_parse(found->value, value))
        return kt_found_code(found); /* the error was appended with the other rows' */
    return KT_OK;
}

static enum kt_code take_word(struct kt_security *s, const char *name, struct kt_found *found,
                              char **value)
{
    const struct kt_setting *row = kt_setting_row(name);

    if (!kt_found_setting(found, s->sources, row))
        return KT_OK;
    return kt_setting_canonical(value, row, found, s->errs);
}

static enum kt_code gather(struct kt_security *s)
{
    enum kt_code a = take_bool(s, "sasl_enabled", &s->sasl, &s->sasl_value);
    enum kt_code b = take_bool(s, "ssl_enabled", &s->ssl, &s->ssl_value);
    enum kt_code c = take_word(s, "sasl_mechanism", &s->mechanism, &s->mechanism_value);
    enum kt_code d = take_word(s, "security_protocol", &s->protocol, &s->protocol_value);
    enum kt_code e = kt_token_way_find(&s->token, s->sources, s->errs);

    kt_credentials_find(&s->given, s->sources);
    (void)kt_token_way_is_librdkafkas(&s->librdkafkas, s->sources);
    KT_TRY(a);
    KT_TRY(b);
    KT_TRY(c);
    KT_TRY(d);
    KT_TRY(e);
    return kt_security_keep_own_mechanism(s);
}

size_t kt_security_authority(const struct kt_security *s)
{
    return s->by_token ? s->token.found.rank : s->given.rank;
}

void kt_security_leave_out(const struct kt_security *s, const struct kt_found *what,
                           const char *why)
{
    kt_input_note(s->errs, what->input, what->line, "'%s' is left out: %s", what->name, why);
}

/* A protocol counts unless a higher source speaks of what it is made of. No option names one: on
 * the command line only -X does. */
static void drop_outranked_protocol(struct kt_security *s)
{
    if (s->protocol_value == NULL || s->protocol.input->source == KT_FROM_X ||
        (s->protocol.rank <= kt_security_authority(s) && s->protocol.rank <= s->sasl.rank &&
         s->protocol.rank <= s->ssl.rank))
        return;
    kt_security_leave_out(s, &s->protocol, "a source above it has credentials or switches");
    kt_found_clear(&s->protocol);
    kt_str_clear(&s->protocol_value);
}

/* Credentials decide how they are sent: a mechanism of a lower source could make them readable. */
static void drop_outranked_mechanism(struct kt_security *s, size_t highest)
{
    if (s->mechanism_value == NULL || highest == SIZE_MAX || s->mechanism.rank <= highest)
        return;
    kt_security_leave_out(s, &s->mechanism,
                          highest == s->given.rank ? "the credentials come from a source above it"
                                                   : "the token comes from a source above it");
    kt_found_clear(&s->mechanism);
    kt_str_clear(&s->mechanism_value);
}

/* Credentials or a token: what the mechanism says, else what stands higher, else the token. */
static void choose(struct kt_security *s)
{
    const size_t token = s->token.found.rank, given = s->given.rank;

    drop_outranked_mechanism(s, token < given ? token : given);
    if (token == SIZE_MAX)
        return;
    s->by_token =
        s->mechanism_value != NULL ? strcmp(s->mechanism_value, bearer) == 0 : token <= given;
    if (!s->by_token)
        kt_security_leave_out(s, &s->token.found,
                              s->mechanism_value != NULL
                                  ? "the mechanism is another one"
                                  : "the credentials come from a source above it");
    else if (given != SIZE_MAX)
        kt_security_leave_out(s, kt_credentials_half(&s->given), "there is a token");
}

static bool needs_user(const char *mechanism)
{
    return strcmp(mechanism, "GSSAPI") != 0 && strcmp(mechanism, bearer) != 0;
}

/* What says that there is no SASL although it could be; NULL: nothing does. */
static const struct kt_found *switched_off(const struct kt_security *s)
{
    if (s->protocol_value != NULL)
        return strncmp(s->protocol_value, "SASL_", 5) == 0 ? NULL : &s->protocol;
    if (s->sasl.input != NULL && !s->sasl_value && s->sasl.rank <= kt_security_authority(s))
        return &s->sasl;
    return NULL;
}

static bool wants_sasl(const struct kt_security *s)
{
    if (switched_off(s) != NULL)
        return false;
    return s->protocol_value != NULL || s->sasl_value || s->given.rank != SIZE_MAX ||
           s->token.found.rank != SIZE_MAX;
}

static enum kt_code no_credentials(const struct kt_security *s)
{
    const struct kt_found *by = s->protocol_value ? &s->protocol : &s->sasl;
    enum kt_code code;

    if (by->input == NULL) {
        code = kt_found_fail(s->errs, &s->mechanism, "is %s, and there are no credentials for it",
                             s->mechanism_value);
        kt_hint(s->errs, "set a user and a password, or leave the mechanism to the token");
        return code;
    }
    code = kt_found_fail(s->errs, by, "asks for SASL, and there are no credentials");
    kt_hint(s->errs, "set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or %s",
            s->protocol_value ? "another security.protocol" : "KAFKA_SASL_ENABLED=false");
    return code;
}

/* Both halves must be there. */
static enum kt_code check_pair(const struct kt_security *s)
{
    const struct kt_credentials *given = &s->given;
    bool user = given->user.input != NULL;
    bool password = given->password.input != NULL || given->path.input != NULL;
    enum kt_code code;

    if (given->rank == SIZE_MAX)
        return no_credentials(s);
    if (user && password)
        return KT_OK;
    code = kt_found_fail(s->errs, kt_credentials_half(&s->given), "is set and '%s' is not",
                         user ? given->password_name : given->user_name);
    kt_hint(s->errs, user ? "set both in the same place, or name a file with --password-file"
                          : "set both in the same place");
    return code;
}

static enum kt_code check_token(const struct kt_security *s)
{
    enum kt_code code;

    if (s->by_token || s->librdkafkas.input != NULL)
        return KT_OK;
    code = kt_found_fail(s->errs, &s->mechanism, "is %s, and nothing says where a token comes from",
                         bearer);
    kt_hint(s->errs, "give --token-command or --token-file (in a file token.command or "
                     "token.file), or the library's own sasl.oauthbearer.method=oidc");
    return code;
}

static const char *mechanism_of(const struct kt_security *s)
{
    if (s->mechanism_value != NULL)
        return s->mechanism_value;
    return s->by_token ? bearer : kt_setting_row("sasl_mechanism")->initial;
}

static enum kt_code decide(struct kt_settings *out, struct kt_security *s)
{
    enum kt_code code = gather(s);
    const char *mechanism;
    enum kt_code brokers;

    if (code != KT_OK) {
        kt_security_put_as_found(out, s);
        return code;
    }
    choose(s);
    mechanism = mechanism_of(s);
    kt_security_drop_switches(out, s, mechanism);
    drop_outranked_protocol(s);
    if (!wants_sasl(s)) {
        kt_security_put_plain(out, s, switched_off(s));
        return KT_OK;
    }
    if (needs_user(mechanism))
        code = check_pair(s);
    else if (strcmp(mechanism, bearer) == 0)
        code = check_token(s);
    kt_security_put_sasl(out, s, mechanism, needs_user(mechanism));
    brokers = kt_security_check_brokers(s, mechanism);
    return code != KT_OK ? code : brokers;
}

enum kt_code kt_settings_security(struct kt_settings *out, const struct kt_setting_sources *sources,
                                  struct kt_errs *errs)
{
    struct kt_security s = {.sources = sources, .errs = errs};
    enum kt_code code = decide(out, &s);

    clear_security(&s);
    return code;
}
