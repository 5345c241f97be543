/* settings_jaas.c - user and password out of Java's sasl.jaas.config. */
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

static const char BLANKS[] = " \t\r\n\f";

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, BLANKS);
}

/* A value in quotes (a backslash keeps the next character) or up to a blank or semicolon. Moves
 * *at behind it; NULL when the quote is not closed. The caller frees the result. */
static char *jaas_value(const char **at)
{
    const char *from = *at;
    char quote = *from == '"' || *from == '\'' ? *from : '\0';
    char *value = kt_calloc(strlen(from) + 1, 1);
    size_t len = 0;

    if (quote == '\0') {
        len = strcspn(from, " \t\r\n\f;");
        memcpy(value, from, len);
        *at = from + len;
        return value;
    }
    for (from++; *from != quote; from++) {
        if (*from == '\\' && from[1] != '\0')
            from++;
        if (*from == '\0') {
            free(value);
            return NULL;
        }
        value[len++] = *from;
    }
    *at = from + 1;
    return value;
}

static bool is_word(const char *text, size_t len, const char *word)
{
    return len == strlen(word) && memcmp(text, word, len) == 0;
}

static bool ends_with(const char *text, size_t len, const char *end)
{
    size_t n = strlen(end);

    return len >= n && memcmp(text + len - n, end, n) == 0;
}

/* One NAME=VALUE; false when that is not what stands there. */
static bool jaas_option(const char **at, char **user, char **password)
{
    const char *name = *at;
    size_t len = strcspn(name, "= \t\r\n\f;");
    char **into = NULL;
    char *value;

    *at = skip_blanks(name + len);
    if (len == 0 || **at != '=')
        return false;
    *at = skip_blanks(*at + 1);
    value = jaas_value(at);
    if (value == NULL)
        return false;
    if (is_word(name, len, "username"))
        into = user;
    else if (is_word(name, len, "password"))
        into = password;
    if (into != NULL) {
        free(*into);
        *into = value;
    } else {
        free(value);
    }
    return true;
}

const char *kt_jaas_parse(const char *text, char **user, char **password, const char **mechanism)
{
    const char *at = skip_blanks(text);
    size_t len = strcspn(at, BLANKS);

    *user = *password = NULL;
    *mechanism = NULL;
    if (ends_with(at, len, "OAuthBearerLoginModule")) {
        *mechanism = "OAUTHBEARER";
        return NULL;
    }
    if (ends_with(at, len, "PlainLoginModule"))
        *mechanism = "PLAIN";
    else if (!ends_with(at, len, "ScramLoginModule"))
        return "names a login module that ktool does not know";
    at = skip_blanks(at + len);
    len = strcspn(at, " \t\r\n\f;");
    if (!is_word(at, len, "required") && !is_word(at, len, "requisite") &&
        !is_word(at, len, "sufficient") && !is_word(at, len, "optional"))
        return "lacks 'required' after the login module";
    for (at = skip_blanks(at + len); *at != ';' && *at != '\0'; at = skip_blanks(at))
        if (!jaas_option(&at, user, password))
            return "holds something that is no name=\"value\"";
    if (*user == NULL || *password == NULL || **user == '\0' || **password == '\0')
        return "lacks a username or a password";
    return NULL;
}
