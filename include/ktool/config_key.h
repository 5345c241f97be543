/* config_key.h - what is known of Kafka's topic settings: type, range, unit, and which values mean
 * the same. From LogConfig of Kafka 3.9.1 to 4.3.1, the widest range of all of them; the broker has
 * the last word. */
#ifndef KTOOL_CONFIG_KEY_H
#define KTOOL_CONFIG_KEY_H

#include <stdbool.h>
#include <stddef.h>

enum kt_config_type {
    KT_CONFIG_BOOLEAN,
    KT_CONFIG_INT,
    KT_CONFIG_LONG,
    KT_CONFIG_DOUBLE,
    KT_CONFIG_WORD, /* one of `words`, or any text when there are none */
    KT_CONFIG_LIST  /* comma separated; the order does not count */
};
enum kt_config_unit { KT_UNIT_NONE, KT_UNIT_MS, KT_UNIT_BYTES };

struct kt_config_key {
    const char *name;
    enum kt_config_type type;
    enum kt_config_unit unit;
    const char *words; /* space separated, NULL: any; of numbers: legal although out of range */
    double min, max;   /* of numbers */
};

/* All rows, sorted by name (src/model/config_table.c); static. */
const struct kt_config_key *kt_config_keys(size_t *n);

/* The row of that name, or NULL: unknown to us, which is a warning and no error. */
const struct kt_config_key *kt_config_key(const char *name);
/* The nearest known name, or NULL. */
const char *kt_config_key_nearest(const char *name);

/* The canonical value of what a person wrote for the key: units resolved ("7d" -> "604800000"),
 * "unlimited" -> "-1" where the key allows it, booleans in lower case, list items trimmed. `key`
 * NULL: copied as it is. Returns NULL and sets *why (the caller frees it) when it is no value of
 * the key: "needs a unit" is not asked for here, bare digits are ms or bytes. *why is a phrase to
 * stand after "bad value '7 days' for 'retention.ms': ". The caller frees the result. */
char *kt_config_value(const struct kt_config_key *key, const char *written, char **why);

/* Equality by meaning (numbers by value, booleans whatever their case, lists as sets); texts of an
 * unknown key (NULL) are compared byte by byte. */
bool kt_config_same(const struct kt_config_key *key, const char *a, const char *b);

enum { KT_CONFIG_TEXT = 64 };
/* "604800000 (7d)", "2000000 (2MB)", "-1 (unlimited)" or the value alone; a long value is cut with
 * "...". Returns `to`. NULL prints as "-". */
char *kt_config_text(const char *key_name, const char *value, char to[KT_CONFIG_TEXT]);

/* For where a table is narrow: "7d", "2MB", "unlimited" or the value alone. */
char *kt_config_short(const char *key_name, const char *value, char to[KT_CONFIG_TEXT]);

#endif
