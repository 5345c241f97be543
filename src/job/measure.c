/* measure.c - how many records topics hold, and how many would be too old. */
#include <stdlib.h>

#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/measure.h"

enum { OFFSETS_A_CALL = 500, ATTEMPTS = 5, RETRY_MS = 50 };

/* One question a partition of all topics: the caller frees the array. */
static struct kt_offset *questions(struct kt_topic *const *topics, size_t ntopics, size_t *n)
{
    struct kt_offset *asked;
    size_t total = 0;

    for (size_t i = 0; i < ntopics; i++)
        total += topics[i]->npartition;
    asked = kt_calloc(total, sizeof(*asked));
    *n = 0;
    for (size_t i = 0; i < ntopics; i++)
        for (size_t p = 0; p < topics[i]->npartition; p++)
            asked[(*n)++] = (struct kt_offset){.topic = topics[i]->name,
                                               .partition = topics[i]->partition[p].id};
    return asked;
}

static size_t answered(const struct kt_offset *asked, size_t n, bool *may_pass)
{
    size_t ok = 0;

    for (size_t i = 0; i < n; i++) {
        ok += asked[i].code == KT_KAFKA_OK;
        *may_pass = *may_pass || kt_kafka_code_retriable(asked[i].code);
    }
    return ok;
}

static int left_ms(int64_t deadline_ms)
{
    const int64_t left = deadline_ms - kt_monotonic_ms();

    if (left < 1)
        return 1;
    return left < KT_REQUEST_TIMEOUT_MS ? (int)left : KT_REQUEST_TIMEOUT_MS;
}

/* One call, again while leaders move: one partition's fault makes librdkafka drop all the answers.
 */
static enum kt_code ask_call(struct kt_ctx *ctx, struct kt_offset *asked, size_t n,
                             int64_t deadline_ms, struct kt_errs *errs)
{
    for (int attempt = 1;; attempt++) {
        bool may_pass = false;

        KT_TRY(kt_cluster_offsets(ctx->cluster, asked, n, left_ms(deadline_ms), errs));
        if (answered(asked, n, &may_pass) == n || !may_pass || attempt == ATTEMPTS)
            return KT_OK;
        kt_wait_ms((int64_t)RETRY_MS * attempt);
        KT_TRY(kt_stopped(ctx));
    }
}

/* A chunk; when one fault spoils it, topic by topic, so that the others keep their answers. */
static enum kt_code ask_chunk(struct kt_ctx *ctx, struct kt_offset *asked, size_t n,
                              int64_t deadline_ms, struct kt_errs *errs)
{
    bool may_pass = false;

    KT_TRY(ask_call(ctx, asked, n, deadline_ms, errs));
    if (answered(asked, n, &may_pass) > 0)
        return KT_OK;
    for (size_t from = 0, to; from < n; from = to) {
        for (to = from + 1; to < n && asked[to].topic == asked[from].topic;)
            to++;
        if (to - from == n)
            return KT_OK;
        KT_TRY(ask_call(ctx, asked + from, to - from, deadline_ms, errs));
    }
    return KT_OK;
}

enum kt_code kt_ask_offsets(struct kt_ctx *ctx, struct kt_offset *asked, size_t n,
                            int64_t deadline_ms, struct kt_errs *errs)
{
    for (size_t from = 0; from < n; from += OFFSETS_A_CALL) {
        size_t many = n - from < OFFSETS_A_CALL ? n - from : OFFSETS_A_CALL;

        KT_TRY(ask_chunk(ctx, asked + from, many, deadline_ms, errs));
        KT_TRY(kt_stopped(ctx));
    }
    return KT_OK;
}

static enum kt_code ask_all(struct kt_ctx *ctx, struct kt_offset *asked, size_t n,
                            int64_t timestamp, struct kt_errs *errs)
{
    for (size_t i = 0; i < n; i++)
        asked[i].timestamp = timestamp;
    return kt_ask_offsets(ctx, asked, n, INT64_MAX, errs);
}

static int64_t answer(const struct kt_offset *asked)
{
    return asked->code == KT_KAFKA_OK ? asked->offset : KT_UNKNOWN;
}

static void count_records(struct kt_topic *topic)
{
    topic->records = 0;
    for (size_t p = 0; p < topic->npartition; p++) {
        const struct kt_partition *part = &topic->partition[p];

        if (part->log_start < 0 || part->high_watermark < 0) {
            topic->records = KT_UNKNOWN;
            return;
        }
        topic->records += part->high_watermark - part->log_start;
    }
}

enum kt_code kt_measure(struct kt_ctx *ctx, struct kt_topic *const *topics, size_t n,
                        struct kt_errs *errs)
{
    size_t nasked, q = 0;
    struct kt_offset *start = questions(topics, n, &nasked);
    struct kt_offset *end = questions(topics, n, &nasked);
    enum kt_code code = ask_all(ctx, start, nasked, KT_OFFSET_EARLIEST, errs);

    if (code == KT_OK)
        code = ask_all(ctx, end, nasked, KT_OFFSET_LATEST, errs);
    for (size_t i = 0; code == KT_OK && i < n; i++) {
        for (size_t p = 0; p < topics[i]->npartition; p++, q++) {
            topics[i]->partition[p].log_start = answer(&start[q]);
            topics[i]->partition[p].high_watermark = answer(&end[q]);
        }
        count_records(topics[i]);
    }
    free(start);
    free(end);
    return code;
}

/* `first[p]` is the answer for partition p: the first record young enough, -1 when all are too old.
 */
static void count_deletable(struct kt_topic *topic, const struct kt_offset *first)
{
    topic->deletable = topic->records < 0 ? KT_UNKNOWN : 0;
    for (size_t p = 0; p < topic->npartition && topic->deletable >= 0; p++) {
        const struct kt_partition *part = &topic->partition[p];
        int64_t keeps = first[p].offset < 0 ? part->high_watermark : first[p].offset;

        if (first[p].code != KT_KAFKA_OK)
            topic->deletable = KT_UNKNOWN;
        else if (keeps > part->log_start)
            topic->deletable += keeps - part->log_start;
    }
}

enum kt_code kt_measure_deletable(struct kt_ctx *ctx, struct kt_topic *const *topics,
                                  const int64_t *retention_ms, size_t n, struct kt_errs *errs)
{
    size_t nasked, q = 0;
    struct kt_offset *first = questions(topics, n, &nasked);
    int64_t now = kt_now_ms();
    enum kt_code code;

    for (size_t i = 0; i < n; i++)
        for (size_t p = 0; p < topics[i]->npartition; p++, q++)
            first[q].timestamp = retention_ms[i] < now ? now - retention_ms[i] : 0;
    code = kt_ask_offsets(ctx, first, nasked, INT64_MAX, errs);
    q = 0;
    for (size_t i = 0; code == KT_OK && i < n; i++) {
        count_deletable(topics[i], first + q);
        q += topics[i]->npartition;
    }
    free(first);
    return code;
}
