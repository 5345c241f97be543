/* scrub.c - the last line of defence: no secret of the settings on stderr, whoever wrote the text.
 */
#include <ctype.h>
#include <string.h>

#include "cli.h"

enum { LEAST = 4 }; /* bytes: what is shorter stands in any text by chance */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) != 0;
}

/* Does `part` stand at `at`, not as a piece of a longer word? "librdkafka" does not tell a password
 * "kafka". */
static bool stands_at(const char *text, const char *at, const char *part, size_t len)
{
    return strncmp(at, part, len) == 0 && !(at > text && is_word(at[-1]) && is_word(part[0])) &&
           !(is_word(at[len]) && is_word(part[len - 1]));
}

static bool stands_in(const char *text, const char *part)
{
    const size_t len = strlen(part);

    for (const char *at = text; at != NULL && (at = strstr(at, part)) != NULL; at++)
        if (stands_at(text, at, part, len))
            return true;
    return false;
}

/* Lower-case letters only. Our own sentences hold such words; masked, they would tell the secret.
 */
static bool is_plain_word(const char *text)
{
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyz")] == '\0';
}

/* What is shown elsewhere cannot be kept: user and password "admin", the host "kafka". */
static bool is_shown_elsewhere(const struct kt_settings *settings, const char *secret)
{
    for (size_t i = 0; i < settings->n; i++)
        if (settings->v[i].shown != NULL && stands_in(settings->v[i].shown, secret))
            return true;
    return false;
}

static bool is_masked(const struct kt_settings *settings, const struct kt_setting_value *value,
                      enum kt_scrub how)
{
    return value->value != NULL && value->shown != NULL && strlen(value->value) >= LEAST &&
           strcmp(value->value, value->shown) != 0 &&
           !(how == KT_SCRUB_OURS && is_plain_word(value->value)) &&
           !is_shown_elsewhere(settings, value->value);
}

/* The longest secret at `at`, NULL: none. */
static const struct kt_setting_value *secret_at(const struct kt_settings *settings,
                                                const char *text, const char *at, enum kt_scrub how)
{
    const struct kt_setting_value *found = NULL;

    for (size_t i = 0; i < settings->n; i++) {
        const struct kt_setting_value *value = &settings->v[i];

        if (value->value != NULL && value->value[0] == *at &&
            stands_at(text, at, value->value, strlen(value->value)) &&
            is_masked(settings, value, how) &&
            (found == NULL || strlen(value->value) > strlen(found->value)))
            found = value;
    }
    return found;
}

char *kt_scrub(const struct kt_settings *settings, const char *text, enum kt_scrub how)
{
    const char *at = text;
    char *out, *to;

    if (settings == NULL || text == NULL)
        return kt_strdup(text);
    /* The mask has eight bytes, what it stands for has four at the least. */
    out = to = kt_calloc(strlen(text) * 3 + 1, 1);
    while (*at != '\0') {
        const struct kt_setting_value *secret = secret_at(settings, text, at, how);

        if (secret == NULL) {
            *to++ = *at++;
            continue;
        }
        memcpy(to, secret->shown, strlen(secret->shown));
        to += strlen(secret->shown);
        at += strlen(secret->value);
    }
    return out;
}
