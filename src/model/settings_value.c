/* settings_value.c - what a value may be, and how it is written in the end. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ktool/units.h"
#include "ktool/words.h"
#include "settings_inner.h"

static const char *const mechanisms[] = {"SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN", "OAUTHBEARER",
                                         "GSSAPI"};
static const char *const protocols[] = {"PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"};

bool kt_bool_parse(const char *text, bool *out)
{
    static const char *const words[] = {"true", "1", "yes", "false", "0", "no"};

    for (size_t i = 0; i < KT_COUNT(words); i++) {
        if (strcasecmp(text, words[i]) == 0) {
            *out = i < 3;
            return true;
        }
    }
    return false;
}

static enum kt_code canonical_bool(char **out, const struct kt_found *found, struct kt_errs *errs)
{
    bool value;

    if (!kt_bool_parse(found->value, &value)) {
        enum kt_code code = kt_found_fail(errs, found, "is '%s'", found->value);

        kt_hint(errs, "write true or false (1 or 0, yes or no)");
        return code;
    }
    *out = kt_strdup(value ? "true" : "false");
    return KT_OK;
}

/* Digits alone are ms, as the platforms write them; with a unit is fine too. */
static enum kt_code canonical_number(char **out, const struct kt_setting *row,
                                     const struct kt_found *found, struct kt_errs *errs)
{
    const char *why = NULL;
    int64_t value;

    if (!kt_int_parse(found->value, &value, &why) &&
        (row->type != KT_SETTING_MS || !kt_duration_parse(found->value, &value, &why)))
        return kt_found_fail(errs, found, "is '%s': %s", found->value, why);
    *out = kt_format("%" PRId64, value);
    return KT_OK;
}

static enum kt_code canonical_word(char **out, const char *const *words, size_t n,
                                   const struct kt_found *found, struct kt_errs *errs)
{
    const char *nearest;
    enum kt_code code;

    for (size_t i = 0; i < n; i++) {
        if (strcasecmp(found->value, words[i]) == 0) {
            *out = kt_strdup(words[i]);
            return KT_OK;
        }
    }
    code = kt_found_fail(errs, found, "is '%s', which ktool does not know", found->value);
    nearest = kt_nearest(found->value, words, n);
    if (nearest != NULL)
        kt_hint(errs, "did you mean %s?", nearest);
    return code;
}

/* A port, where one stands behind the last colon of a name; IPv6 addresses have brackets. */
static bool port_is_wrong(const char *broker)
{
    const char *colon = strrchr(broker, ':');
    const char *bracket = strrchr(broker, ']');
    const char *why;
    int64_t port;

    if (colon == NULL || (bracket != NULL && colon < bracket))
        return false;
    return !kt_int_parse(colon + 1, &port, &why) || port < 1 || port > 65535;
}

/* "a:9092, b:9092," -> "a:9092,b:9092" */
static enum kt_code canonical_brokers(char **out, const struct kt_found *found,
                                      struct kt_errs *errs)
{
    const char *at = found->value;
    KT_AUTO_STR list = kt_calloc(strlen(at) + 1, 1);
    size_t used = 0;

    if (strchr(at, '@') != NULL) /* what stands before it may be a password */
        return kt_found_fail(errs, found,
                             "holds an '@': brokers are host:port, users and passwords have "
                             "settings of their own");
    while (*at != '\0') {
        size_t len = strcspn(at, ", \t");
        KT_AUTO_STR broker = kt_strndup(at, len);

        if (len > 0 && port_is_wrong(broker))
            return kt_found_fail(errs, found, "names the broker '%s', whose port is no port",
                                 broker);
        if (len > 0) {
            if (used > 0)
                list[used++] = ',';
            memcpy(list + used, broker, len);
            used += len;
        }
        at += len;
        at += strspn(at, ", \t");
    }
    if (used == 0)
        return kt_found_fail(errs, found, "names no broker");
    *out = kt_strndup(list, used);
    return KT_OK;
}

enum kt_code kt_setting_canonical(char **out, const struct kt_setting *row,
                                  const struct kt_found *found, struct kt_errs *errs)
{
    if (row->type == KT_SETTING_BOOL)
        return canonical_bool(out, found, errs);
    if (row->type == KT_SETTING_INT || row->type == KT_SETTING_MS)
        return canonical_number(out, row, found, errs);
    if (strcmp(row->name, "brokers") == 0)
        return canonical_brokers(out, found, errs);
    if (strcmp(row->name, "sasl_mechanism") == 0)
        return canonical_word(out, mechanisms, KT_COUNT(mechanisms), found, errs);
    if (strcmp(row->name, "security_protocol") == 0)
        return canonical_word(out, protocols, KT_COUNT(protocols), found, errs);
    *out = kt_strdup(found->value);
    return KT_OK;
}
