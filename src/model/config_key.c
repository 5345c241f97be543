/* config_key.c - topic settings: found by name, compared and shown by what they mean. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "config_list.h"
#include "ktool/config_key.h"
#include "ktool/units.h"
#include "ktool/words.h"

static int by_name(const void *name, const void *row)
{
    return strcmp(name, ((const struct kt_config_key *)row)->name);
}

const struct kt_config_key *kt_config_key(const char *name)
{
    size_t n;
    const struct kt_config_key *table = kt_config_keys(&n);

    return bsearch(name, table, n, sizeof(*table), by_name);
}

const char *kt_config_key_nearest(const char *name)
{
    enum { KEYS_MAX = 64 };
    const char *names[KEYS_MAX];
    size_t n;
    const struct kt_config_key *table = kt_config_keys(&n);

    n = n < KEYS_MAX ? n : KEYS_MAX;
    for (size_t i = 0; i < n; i++)
        names[i] = table[i].name;
    return kt_nearest(name, names, n);
}

static bool same_list(const char *a, const char *b)
{
    KT_AUTO(kt_names) left = {0};
    KT_AUTO(kt_names) right = {0};

    kt_config_split(&left, a);
    kt_config_split(&right, b);
    kt_names_sort(&left);
    kt_names_sort(&right);
    if (left.n != right.n)
        return false;
    for (size_t i = 0; i < left.n; i++)
        if (strcmp(left.v[i], right.v[i]) != 0)
            return false;
    return true;
}

bool kt_config_same(const struct kt_config_key *key, const char *a, const char *b)
{
    int64_t left, right;
    double x, y;
    const char *why;

    if (strcmp(a, b) == 0)
        return true;
    if (key == NULL)
        return false;
    switch (key->type) {
    case KT_CONFIG_BOOLEAN:
        return strcasecmp(a, b) == 0;
    case KT_CONFIG_INT:
    case KT_CONFIG_LONG:
        return kt_int_parse(a, &left, &why) && kt_int_parse(b, &right, &why) && left == right;
    case KT_CONFIG_DOUBLE:
        return kt_config_double(a, &x) && kt_config_double(b, &y) && x >= y && x <= y;
    case KT_CONFIG_LIST:
        return same_list(a, b);
    case KT_CONFIG_WORD:
        break;
    }
    return false;
}

static char *cut(const char *value, char to[KT_CONFIG_TEXT])
{
    size_t len = KT_CONFIG_TEXT - sizeof("...");

    if (strlen(value) < KT_CONFIG_TEXT) {
        (void)snprintf(to, KT_CONFIG_TEXT, "%s", value);
        return to;
    }
    while (len > 0 && ((unsigned char)value[len] & 0xC0U) == 0x80U)
        len--; /* not in the middle of a character */
    (void)snprintf(to, KT_CONFIG_TEXT, "%.*s...", (int)len, value);
    return to;
}

/* The value with its unit, or NULL where that says nothing new. */
static const char *with_unit(const char *key_name, const char *value, char units[KT_UNITS_TEXT])
{
    const struct kt_config_key *key = kt_config_key(key_name);
    int64_t number;
    const char *why;

    if (value == NULL || key == NULL || key->unit == KT_UNIT_NONE ||
        !kt_int_parse(value, &number, &why))
        return NULL;
    if (number == -1 && key->min <= -1)
        return "unlimited";
    if (key->unit == KT_UNIT_MS)
        (void)kt_duration_text(number, units);
    else
        (void)kt_size_text(number, units);
    /* "100 (100ms)" and "14 (14)" say nothing. */
    return strncmp(units, value, strlen(value)) == 0 ? NULL : units;
}

char *kt_config_text(const char *key_name, const char *value, char to[KT_CONFIG_TEXT])
{
    char units[KT_UNITS_TEXT];
    const char *read = with_unit(key_name, value, units);

    if (read == NULL)
        return cut(value != NULL ? value : "-", to);
    (void)snprintf(to, KT_CONFIG_TEXT, "%s (%s)", value, read);
    return to;
}

char *kt_config_short(const char *key_name, const char *value, char to[KT_CONFIG_TEXT])
{
    char units[KT_UNITS_TEXT];
    const char *read = with_unit(key_name, value, units);

    return cut(read != NULL ? read : value != NULL ? value : "-", to);
}
