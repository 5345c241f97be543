/* settings_own.c - the user's own secrets, and what a folder's .env may not say about them: it
 * comes along with a checkout, and could have them sent to whoever wrote it. */
#include <stdint.h>
#include <string.h>

#include "settings_inner.h"

static bool is_own(const struct kt_security *s, size_t rank)
{
    if (rank == SIZE_MAX)
        return false;
    return s->sources->v[rank].input->source == KT_FROM_USER ||
           s->sources->v[rank].input->source == KT_FROM_CONTEXT;
}

static bool is_folders(const struct kt_found *found)
{
    return found->input != NULL && found->input->source == KT_FROM_DOTENV;
}

/* The secret that counts if it is the user's own; NULL: there is none, or it came otherwise. */
static const struct kt_found *own_secret(const struct kt_security *s, const char *mechanism)
{
    if (strcmp(mechanism, "GSSAPI") == 0)
        return NULL;
    if (strcmp(mechanism, "OAUTHBEARER") != 0)
        return is_own(s, s->given.rank) ? kt_credentials_half(&s->given) : NULL;
    if (s->by_token)
        return is_own(s, s->token.found.rank) ? &s->token.found : NULL;
    return is_own(s, s->librdkafkas.rank) ? &s->librdkafkas : NULL;
}

static bool is_token(const struct kt_security *s, const struct kt_found *secret)
{
    return secret == &s->token.found || secret == &s->librdkafkas;
}

static void leave_out(const struct kt_security *s, struct kt_found *what, bool token)
{
    kt_security_leave_out(
        s, what, token ? "the token is the user's own" : "the credentials are the user's own");
    kt_found_clear(what);
}

enum kt_code kt_security_keep_own_mechanism(struct kt_security *s)
{
    const struct kt_setting *row = kt_setting_row("sasl_mechanism");
    const size_t token = s->token.found.rank, given = s->given.rank;
    const size_t highest = token < given ? token : given;

    if (s->mechanism_value == NULL || !is_folders(&s->mechanism) || !is_own(s, highest))
        return KT_OK;
    leave_out(s, &s->mechanism, token <= given);
    kt_str_clear(&s->mechanism_value);
    if (!kt_found_in(&s->mechanism, s->sources, highest, row))
        return KT_OK;
    return kt_setting_canonical(&s->mechanism_value, row, &s->mechanism, s->errs);
}

static void drop_switch(struct kt_settings *out, const char *name, const struct kt_security *s,
                        struct kt_found *what, const struct kt_found *secret)
{
    KT_AUTO_STR by = kt_found_origin(secret);

    leave_out(s, what, is_token(s, secret));
    kt_settings_put(kt_settings_entry(out, name), NULL, kt_format("left out because of %s", by),
                    secret->input->source);
}

void kt_security_drop_switches(struct kt_settings *out, struct kt_security *s,
                               const char *mechanism)
{
    const struct kt_found *secret = own_secret(s, mechanism);

    if (secret == NULL ||
        (s->sasl.input != NULL && !s->sasl_value && s->sasl.rank <= kt_security_authority(s)))
        return; /* nothing is sent */
    if (is_folders(&s->sasl) && s->sasl_value) {
        drop_switch(out, "sasl_enabled", s, &s->sasl, secret);
        s->sasl_value = false;
    }
    if (is_folders(&s->ssl) && !s->ssl_value)
        drop_switch(out, "ssl_enabled", s, &s->ssl, secret);
}

enum kt_code kt_security_check_brokers(const struct kt_security *s, const char *mechanism)
{
    const struct kt_found *secret = own_secret(s, mechanism);
    KT_AUTO(kt_found) brokers = {0};
    KT_AUTO_STR from = NULL;
    enum kt_code code;
    bool token;

    if (secret == NULL || !kt_found_setting(&brokers, s->sources, kt_setting_row("brokers")) ||
        !is_folders(&brokers))
        return KT_OK;
    from = kt_found_origin(secret);
    token = is_token(s, secret);
    code = kt_found_fail(s->errs, &brokers,
                         "names the brokers, and the %s from %s: a folder's file must not say "
                         "where %s",
                         token ? "token comes" : "credentials come", from,
                         token ? "it goes" : "they go");
    kt_hint(s->errs, "name the brokers with -b, or beside the %s in a section for --context",
            token ? "token" : "credentials");
    return code;
}
