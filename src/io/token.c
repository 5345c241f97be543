/* token.c - a bearer token out of what a token endpoint or a cloud's tool prints. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "base64url.h"
#include "ktool/token.h"

enum { DEFAULT_LIFE_S = 15 * 60 };
/* Year 5138: far enough for anybody, and its microseconds still fit into 64 bits. */
static const double latest_s = 1e11;

struct reading {
    const char *from;
    struct kt_errs *errs;
};

static enum kt_code no_token(const struct reading *r, const char *why)
{
    return kt_fail(r->errs, KT_E_INPUT, "%s holds no token: %s", r->from, why);
}

/* RFC 6749 section 5.2: {"error": "invalid_client"}. Such a code is the only text that is quoted.
 */
static void no_member(const struct reading *r, const json_t *object)
{
    const char *code = json_string_value(json_object_get(object, "error"));
    const size_t len =
        code != NULL ? strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") : 0;

    if (len > 0 && len <= 40 && code[len] == '\0')
        (void)kt_fail(r->errs, KT_E_INPUT, "%s holds no token but the error '%s'", r->from, code);
    else
        (void)no_token(r, "it is JSON without a text 'access_token', 'accessToken' or 'token'");
}

/* Some endpoints write the number as text. */
static double seconds_of(const json_t *value)
{
    const char *text = json_string_value(value);

    return text != NULL ? strtod(text, NULL) : json_number_value(value);
}

/* The token, or NULL after an error; the caller owns it. */
static char *take_json(const struct reading *r, const char *text, size_t len, double *expires_in)
{
    static const char *const members[] = {"access_token", "accessToken", "token"};
    json_t *object = json_loadb(text, len, 0, NULL);
    const char *found = NULL;
    char *value;

    if (object == NULL) {
        (void)no_token(r, "it begins with '{' but is no JSON");
        return NULL;
    }
    for (size_t i = 0; i < KT_COUNT(members) && found == NULL; i++)
        found = json_string_value(json_object_get(object, members[i]));
    if (found == NULL)
        no_member(r, object);
    value = kt_strdup(found);
    *expires_in = seconds_of(json_object_get(object, "expires_in"));
    json_decref(object);
    return value;
}

/* The claims of a JWT (RFC 7519, JWS compact serialization), NULL when the token is none: an opaque
 * token is as good. The signature is the broker's to check. */
static json_t *claims_of(const char *token)
{
    const char *first = strchr(token, '.');
    const char *second = first != NULL ? strchr(first + 1, '.') : NULL;
    json_t *claims = NULL;
    size_t len;
    char *decoded;

    if (second == NULL || strchr(second + 1, '.') != NULL)
        return NULL;
    decoded = kt_base64url_decode(first + 1, (size_t)(second - first - 1), &len);
    if (decoded != NULL)
        claims = json_loadb(decoded, len, 0, NULL);
    free(decoded);
    return claims;
}

static enum kt_code check(const struct reading *r, const char *token)
{
    if (*token == '\0')
        return no_token(r, "it is empty");
    if (strlen(token) > KT_TOKEN_BYTES_MAX)
        return no_token(r, "it is larger than 64KiB");
    for (const char *c = token; *c != '\0'; c++)
        if (*c <= ' ' || *c >= 0x7F)
            return no_token(r, "a token has no blanks, no control and no foreign characters");
    return KT_OK;
}

static enum kt_code expired(const struct reading *r, int64_t ms)
{
    const time_t seconds = (time_t)(ms / 1000);
    char text[32] = "";
    struct tm parts;
    enum kt_code code;

    if (gmtime_r(&seconds, &parts) != NULL)
        (void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
    code = kt_fail(r->errs, KT_E_INPUT, "%s holds a token that expired at %s", r->from, text);
    kt_hint(r->errs, "get a new one; if it is new, the clock of this machine is wrong");
    return code;
}

/* NaN and what lies before 1970 count as 1970. */
static int64_t ms_of(double seconds)
{
    if (!(seconds > 0))
        return 0;
    return (int64_t)((seconds < latest_s ? seconds : latest_s) * 1000);
}

static enum kt_code complete(const struct reading *r, struct kt_token *token, double expires_in,
                             int64_t now_ms)
{
    json_t *claims = claims_of(token->value);
    const json_t *exp = json_object_get(claims, "exp");
    const char *sub = json_string_value(json_object_get(claims, "sub"));

    token->principal = kt_strdup(sub != NULL ? sub : "");
    if (json_is_number(exp))
        token->expires_ms = ms_of(json_number_value(exp));
    else
        token->expires_ms = now_ms + ms_of(expires_in > 0 ? expires_in : DEFAULT_LIFE_S);
    json_decref(claims);
    return token->expires_ms > now_ms ? KT_OK : expired(r, token->expires_ms);
}

enum kt_code kt_token_parse(struct kt_token *out, const char *text, const char *from,
                            int64_t now_ms, struct kt_errs *errs)
{
    static const char blanks[] = " \t\r\n";
    const struct reading r = {from, errs};
    const char *begin = text + strspn(text, blanks);
    KT_AUTO(kt_token) token = {0};
    double expires_in = 0;
    size_t len = strlen(begin);

    while (len > 0 && strchr(blanks, begin[len - 1]) != NULL)
        len--;
    token.value = *begin == '{' ? take_json(&r, begin, len, &expires_in) : kt_strndup(begin, len);
    if (token.value == NULL)
        return KT_E_INPUT;
    KT_TRY(check(&r, token.value));
    KT_TRY(complete(&r, &token, expires_in, now_ms));
    *out = token;
    token = (struct kt_token){0};
    return KT_OK;
}
