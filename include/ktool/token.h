/* token.h - OAuth bearer tokens (RFC 6750) for SASL/OAUTHBEARER (RFC 7628): from a command's output
 * or a file. */
#ifndef KTOOL_TOKEN_H
#define KTOOL_TOKEN_H

#include <stddef.h>
#include <stdint.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

/* The most that is read of a token and what stands around it. */
enum { KT_TOKEN_BYTES_MAX = 64 * 1024 };

struct kt_token {
    char *value;        /* a secret */
    char *principal;    /* claim `sub` of a JWT (RFC 7519); "" where it is not known */
    int64_t expires_ms; /* ms since 1970 */
};
/* `text`: the token itself, or a JSON object as token endpoints and cloud tools print it
 * (access_token, accessToken or token; expires_in in seconds, RFC 6749 section 5.1); blanks around
 * either are fine. The end is the claim `exp` of a JWT, else expires_in, else 15 minutes after
 * `now_ms`. KT_E_INPUT for anything else and for a token that has expired; errors never quote the
 * text, but for the error code in an endpoint's refusal (section 5.2). `from` names the source and
 * begins the error. `out` is written only on success. */
KT_MUST_CHECK enum kt_code kt_token_parse(struct kt_token *out, const char *text, const char *from,
                                          int64_t now_ms, struct kt_errs *errs);
void kt_token_clear(struct kt_token *token); /* overwrites it; twice is fine */

#endif
