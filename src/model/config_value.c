/* config_value.c - what a person writes for a topic setting, to its canonical value. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "config_list.h"
#include "ktool/config_key.h"
#include "ktool/units.h"
#include "ktool/words.h"

/* Kafka's protocol carries the length of a value in 16 bits. */
enum { VALUE_MAX = INT16_MAX };

bool kt_config_double(const char *text, double *out)
{
    char *end;

    if (text[0] == '\0' || text[strspn(text, "0123456789.eE+-")] != '\0')
        return false;
    *out = strtod(text, &end);
    return *end == '\0';
}

static void add_trimmed(struct kt_names *items, const char *text, size_t len)
{
    char *item;

    while (len > 0 && isspace((unsigned char)*text)) {
        text++;
        len--;
    }
    while (len > 0 && isspace((unsigned char)text[len - 1]))
        len--;
    item = kt_strndup(text, len);
    kt_names_add(items, item);
    free(item);
}

void kt_config_split(struct kt_names *items, const char *text)
{
    if (text[strspn(text, " \t\r\n")] == '\0')
        return;
    for (;;) {
        size_t len = strcspn(text, ",");

        add_trimmed(items, text, len);
        if (text[len] == '\0')
            return;
        text += len + 1;
    }
}

/* The words of a row ("compact delete"). */
static void words_of(struct kt_names *known, const char *words)
{
    while (*words != '\0') {
        size_t len = strcspn(words, " ");

        add_trimmed(known, words, len);
        words += len + strspn(words + len, " ");
    }
}

/* NULL when `word` is one of the row's, or the row takes any; else what is wrong. */
static char *word_fault(const char *words, const char *word)
{
    KT_AUTO(kt_names) known = {0};
    KT_AUTO_STR list = NULL;
    const char *near;

    if (words == NULL)
        return NULL;
    words_of(&known, words);
    for (size_t i = 0; i < known.n; i++)
        if (strcmp(known.v[i], word) == 0)
            return NULL;
    near = kt_nearest(word, (const char *const *)known.v, known.n);
    if (near != NULL)
        return kt_format("did you mean '%s'?", near);
    list = kt_names_join(&known, ", ");
    return kt_format("'%s' is none of %s", word, list);
}

static char *list_value(const struct kt_config_key *key, const char *written, char **why)
{
    KT_AUTO(kt_names) items = {0};

    kt_config_split(&items, written);
    for (size_t i = 0; i < items.n && *why == NULL; i++)
        *why = items.v[i][0] == '\0' ? kt_strdup("the list has an empty item")
                                     : word_fault(key->words, items.v[i]);
    return *why == NULL ? kt_names_join(&items, ",") : NULL;
}

static char *boolean_value(const char *written, char **why)
{
    if (strcasecmp(written, "true") == 0)
        return kt_strdup("true");
    if (strcasecmp(written, "false") == 0)
        return kt_strdup("false");
    *why = kt_strdup("neither true nor false");
    return NULL;
}

/* What is wrong with a number that is one, or NULL. */
static char *range_fault(const struct kt_config_key *key, double number, const char *written)
{
    if (number >= key->min && number <= key->max)
        return NULL;
    if (key->words != NULL && strcmp(key->words, written) == 0)
        return NULL;
    if (number > key->max && key->min < key->max && key->max >= (double)INT32_MAX)
        return kt_strdup("too large");
    if (key->max >= (double)INT32_MAX)
        return kt_format("must be %.0f or more", key->min);
    return kt_format("must be between %g and %g%s%s", key->min, key->max,
                     key->words != NULL ? ", or " : "", key->words != NULL ? key->words : "");
}

/* The unit that a word stands for ("days" -> "d"), or NULL. */
static const char *unit_guess(enum kt_config_unit unit, const char *word)
{
    static const struct {
        enum kt_config_unit unit;
        const char *name, *words;
    } known[] = {{KT_UNIT_MS, "ms", "ms msec msecs millisecond milliseconds millis"},
                 {KT_UNIT_MS, "s", "s sec secs second seconds"},
                 {KT_UNIT_MS, "m", "m min mins minute minutes"},
                 {KT_UNIT_MS, "h", "h hr hrs hour hours"},
                 {KT_UNIT_MS, "d", "d day days"},
                 {KT_UNIT_MS, "w", "w week weeks"},
                 {KT_UNIT_BYTES, "B", "b byte bytes"},
                 {KT_UNIT_BYTES, "kB", "kb"},
                 {KT_UNIT_BYTES, "MB", "mb"},
                 {KT_UNIT_BYTES, "GB", "gb"},
                 {KT_UNIT_BYTES, "TB", "tb"},
                 {KT_UNIT_BYTES, "KiB", "k kib"},
                 {KT_UNIT_BYTES, "MiB", "m mib"},
                 {KT_UNIT_BYTES, "GiB", "g gib"},
                 {KT_UNIT_BYTES, "TiB", "t tib"}};

    for (size_t i = 0; i < KT_COUNT(known); i++) {
        KT_AUTO(kt_names) words = {0};

        if (known[i].unit != unit)
            continue;
        words_of(&words, known[i].words);
        for (size_t w = 0; w < words.n; w++)
            if (strcasecmp(words.v[w], word) == 0)
                return known[i].name;
    }
    return NULL;
}

/* "7 days" -> "7d"; NULL when nobody can know. The caller frees it. */
static char *guess(enum kt_config_unit unit, const char *written)
{
    enum { DIGITS_MAX = 18 };
    size_t digits = strspn(written, "0123456789");
    const char *word = written + digits + strspn(written + digits, " \t");
    const char *name = unit_guess(unit, word);

    /* What is written as guessed has another fault. */
    if (digits == 0 || digits > DIGITS_MAX || name == NULL || strcmp(written + digits, name) == 0)
        return NULL;
    return kt_format("%.*s%s", (int)digits, written, name);
}

/* A whole number, with a unit where the key takes one. */
static bool number_read(const struct kt_config_key *key, const char *written, int64_t *out,
                        char **why)
{
    KT_AUTO_STR meant = NULL;
    const char *fault = NULL;
    bool bare = written[strspn(written, "-0123456789")] == '\0';

    if (key->unit != KT_UNIT_NONE && key->min <= -1 && strcasecmp(written, "unlimited") == 0) {
        *out = -1;
        return true;
    }
    if (bare || key->unit == KT_UNIT_NONE ? kt_int_parse(written, out, &fault)
        : key->unit == KT_UNIT_MS         ? kt_duration_parse(written, out, &fault)
                                          : kt_size_parse(written, out, &fault))
        return true;
    meant = guess(key->unit, written);
    *why = meant != NULL ? kt_format("did you mean %s?", meant) : kt_strdup(fault);
    return false;
}

static char *number_value(const struct kt_config_key *key, const char *written, char **why)
{
    int64_t number;

    if (!number_read(key, written, &number, why))
        return NULL;
    *why = range_fault(key, (double)number, written);
    return *why == NULL ? kt_format("%" PRId64, number) : NULL;
}

static char *double_value(const struct kt_config_key *key, const char *written, char **why)
{
    double number;

    if (!kt_config_double(written, &number))
        *why = kt_strdup("not a number");
    else
        *why = range_fault(key, number, written);
    return *why == NULL ? kt_strdup(written) : NULL;
}

char *kt_config_value(const struct kt_config_key *key, const char *written, char **why)
{
    *why = NULL;
    if (strlen(written) > VALUE_MAX) {
        *why = kt_format("longer than %d bytes", VALUE_MAX);
        return NULL;
    }
    if (key == NULL)
        return kt_strdup(written);
    switch (key->type) {
    case KT_CONFIG_BOOLEAN:
        return boolean_value(written, why);
    case KT_CONFIG_INT:
    case KT_CONFIG_LONG:
        return number_value(key, written, why);
    case KT_CONFIG_DOUBLE:
        return double_value(key, written, why);
    case KT_CONFIG_LIST:
        return list_value(key, written, why);
    case KT_CONFIG_WORD:
        break;
    }
    *why = word_fault(key->words, written);
    return *why == NULL ? kt_strdup(written) : NULL;
}
