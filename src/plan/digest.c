/* digest.c - the state of the declared topics as one number (FNV-1a, 64 bit). */
#include <string.h>

#include "ktool/plan.h"

static void mix(uint64_t *hash, unsigned char byte)
{
    *hash = (*hash ^ byte) * UINT64_C(0x100000001b3);
}

/* Byte by byte, lowest first, so that every machine gives the same number. */
static void mix_number(uint64_t *hash, int64_t number)
{
    for (unsigned shift = 0; shift < 64; shift += 8)
        mix(hash, (unsigned char)((uint64_t)number >> shift));
}

/* With its NUL, and NULL apart from "": no two lists of texts give the same bytes. */
static void mix_text(uint64_t *hash, const char *text)
{
    mix(hash, text != NULL);
    if (text == NULL)
        return;
    for (; *text != '\0'; text++)
        mix(hash, (unsigned char)*text);
    mix(hash, 0);
}

static void mix_topic(uint64_t *hash, const struct kt_topic *topic)
{
    mix_text(hash, topic->name);
    mix_number(hash, topic->partitions);
    mix_number(hash, topic->replication);
    mix_number(hash, topic->replication_max);
    for (size_t i = 0; i < topic->nconfig; i++) {
        if (topic->config[i].source != KT_SOURCE_TOPIC)
            continue;
        mix_text(hash, topic->config[i].key);
        mix_text(hash, topic->config[i].value);
    }
    mix_text(hash, NULL);
}

uint64_t kt_plan_digest(const struct kt_topics *want, const struct kt_topics *have)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    size_t w = 0;

    for (size_t h = 0; h < have->n; h++) {
        while (w < want->n && strcmp(want->v[w].name, have->v[h].name) < 0)
            w++;
        if (w < want->n && strcmp(want->v[w].name, have->v[h].name) == 0)
            mix_topic(&hash, &have->v[h]);
    }
    return hash;
}
