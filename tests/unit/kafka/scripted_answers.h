/* scripted_answers.h - the bytes of a few requests and answers of Kafka's protocol, for
 * scripted_broker.h. Numbers are big-endian, texts have their length in front. */
#ifndef KTOOL_TESTS_SCRIPTED_ANSWERS_H
#define KTOOL_TESTS_SCRIPTED_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "ktool/attr.h"

enum { MESSAGE_MAX = 4096 };
enum {
    API_METADATA = 3,
    API_OFFSET_FETCH = 9,
    API_FIND_COORDINATOR = 10,
    API_LIST_GROUPS = 16,
    API_VERSIONS = 18,
    API_DESCRIBE_CONFIGS = 32
};

struct message {
    unsigned char bytes[MESSAGE_MAX];
    size_t n, at; /* written; read */
};

/* To DescribeConfigs. All else every broker answers at once. */
enum manner {
    ANSWERS,    /* the settings asked for, one more, and one that it hides */
    HOLDS_BACK, /* answers a request when the next one is there */
    FORBIDS,    /* CLUSTER_AUTHORIZATION_FAILED */
    BREAKS_OFF, /* closes the connection */
    REFUSES     /* is not there at all */
};
static inline void put(struct message *to, int64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        to->bytes[to->n++] = (unsigned char)((uint64_t)value >> (8 * i));
}

static inline void put_text(struct message *to, const char *text)
{
    size_t len = text ? strlen(text) : 0;

    put(to, text ? (int64_t)len : -1, 2);
    for (size_t i = 0; i < len; i++)
        to->bytes[to->n++] = (unsigned char)text[i];
}

/* Of the newer, compact kind. */
static inline void put_compact(struct message *to, const char *text)
{
    put(to, (int64_t)strlen(text) + 1, 1);
    for (; *text; text++)
        to->bytes[to->n++] = (unsigned char)*text;
}

static inline int64_t get(struct message *from, int bytes)
{
    uint64_t value = 0;

    for (int i = 0; i < bytes; i++)
        value = value << 8 | from->bytes[from->at++];
    return bytes == 2 ? (int16_t)value : bytes == 4 ? (int32_t)value : (int64_t)value;
}

static inline void get_text(struct message *from, char text[256])
{
    int64_t len = get(from, 2);

    for (int64_t i = 0; i < len; i++)
        text[i] = (char)from->bytes[from->at++];
    text[len > 0 ? len : 0] = '\0';
}

static inline void answer_versions(struct message *to, int64_t version)
{
    static const int apis[][2] = {{API_METADATA, 1},         {API_OFFSET_FETCH, 2},
                                  {API_FIND_COORDINATOR, 0}, {API_LIST_GROUPS, 4},
                                  {API_VERSIONS, 3},         {API_DESCRIBE_CONFIGS, 1}};

    put(to, 0, 2);
    put(to, version >= 3 ? (int64_t)KT_COUNT(apis) + 1 : (int64_t)KT_COUNT(apis),
        version >= 3 ? 1 : 4);
    for (size_t i = 0; i < KT_COUNT(apis); i++) {
        put(to, apis[i][0], 2);
        put(to, 0, 2);
        put(to, apis[i][1], 2);
        if (version >= 3)
            put(to, 0, 1);
    }
    if (version >= 1)
        put(to, 0, 4);
    if (version >= 3)
        put(to, 0, 1);
}

static inline void put_setting(struct message *to, const char *key, const char *value)
{
    put_text(to, key);
    put_text(to, value);
    put(to, 0, 1);
    put(to, 5, 1); /* DEFAULT_CONFIG */
    put(to, value == NULL, 1);
    put(to, 0, 4);
}

static inline void answer_configs(enum manner manner, struct message *from, struct message *to)
{
    char name[256], key[256];
    int64_t n;

    get(from, 4);
    get(from, 1);
    get_text(from, name);
    n = get(from, 4);
    put(to, 0, 4);
    put(to, 1, 4);
    put(to, manner == FORBIDS ? 31 : 0, 2);
    put_text(to, manner == FORBIDS ? "not for you" : NULL);
    put(to, 4, 1);
    put_text(to, name);
    if (manner == FORBIDS) {
        put(to, 0, 4);
        return;
    }
    put(to, n > 0 ? n + 2 : 2, 4);
    for (int64_t i = 0; i < n; i++) {
        get_text(from, key);
        put_setting(to, key, strcmp(key, "hidden") == 0 ? NULL : "asked");
    }
    put_setting(to, "unasked", "1");
    put_setting(to, "password", NULL);
}

static inline void put_offset(struct message *to, int partition, int64_t offset, int error)
{
    put(to, partition, 4);
    put(to, offset, 8);
    put_text(to, "");
    put(to, error, 2);
}

/* By the name of the group. */
static inline void answer_offsets(struct message *from, struct message *to)
{
    char group[256];

    get_text(from, group);
    put(to, strcmp(group, "some") == 0 ? 2 : strcmp(group, "partly") == 0 ? 1 : 0, 4);
    if (strcmp(group, "some") == 0) {
        put_text(to, "b");
        put(to, 2, 4);
        put_offset(to, 1, 5, 0);
        put_offset(to, 0, -1, 0);
        put_text(to, "a");
        put(to, 1, 4);
        put_offset(to, 0, 7, 0);
    } else if (strcmp(group, "partly") == 0) {
        put_text(to, "b");
        put(to, 2, 4);
        put_offset(to, 0, -1, 29);
        put_offset(to, 1, 8, 0);
    }
    put(to, strcmp(group, "denied") == 0 ? 30 : strcmp(group, "moving") == 0 ? 16 : 0, 2);
}

static inline void put_group(struct message *to, const char *name, const char *state)
{
    put_compact(to, name);
    put_compact(to, "consumer");
    put_compact(to, state);
    put(to, 0, 1);
}

/* "moved" is told by both. */
static inline void answer_groups(size_t broker, struct message *to)
{
    put(to, 0, 1);
    put(to, 0, 4);
    put(to, 0, 2);
    put(to, 3, 1);
    put_group(to, "moved", broker == 0 ? "Stable" : "Empty");
    put_group(to, broker == 0 ? "z" : "a", broker == 0 ? "PreparingRebalance" : "Reconciling");
    put(to, 0, 1);
}

#endif
