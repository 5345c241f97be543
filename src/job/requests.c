/* requests.c - the operations of a plan as requests. */
#include <stdlib.h>
#include <string.h>

#include "ktool/denied.h"
#include "ktool/requests.h"

/* What the topic holds now: the ground for a library that replaces everything. */
static void add_overrides(struct kt_pairs *full, const struct kt_topic *have)
{
    for (size_t i = 0; i < have->nconfig; i++)
        if (have->config[i].source == KT_SOURCE_TOPIC)
            kt_pairs_add(full, have->config[i].key, have->config[i].value, 0);
}

static void drop(struct kt_pairs *pairs, const char *key)
{
    size_t kept = 0;

    for (size_t i = 0; i < pairs->n; i++) {
        if (strcmp(pairs->v[i].key, key) != 0) {
            pairs->v[kept++] = pairs->v[i];
        } else {
            free(pairs->v[i].key);
            free(pairs->v[i].value);
        }
    }
    pairs->n = kept;
}

static void add_change(struct kt_alter *alter, const struct kt_op *op)
{
    drop(&alter->full, op->key);
    if (op->kind == KT_OP_UNSET) {
        kt_names_add(&alter->unset, op->key);
        return;
    }
    kt_pairs_add(&alter->set, op->key, op->to, 0);
    kt_pairs_add(&alter->full, op->key, op->to, 0);
}

/* Operations come sorted by topic, so those of one topic are neighbours. */
static void add_alter(struct kt_requests *requests, const struct kt_op *op, size_t at)
{
    size_t n = requests->nalter;

    if (n == 0 || strcmp(requests->alter[n - 1].topic, op->want->name) != 0) {
        requests->alter[n] = (struct kt_alter){.topic = op->want->name};
        add_overrides(&requests->alter[n].full, op->have);
        requests->alter_op[n++] = at;
        requests->nalter = n;
    }
    add_change(&requests->alter[n - 1], op);
}

void kt_requests_make(struct kt_requests *requests, const struct kt_plan *plan)
{
    *requests = (struct kt_requests){
        .create = kt_calloc(plan->nop, sizeof(*requests->create)),
        .create_op = kt_calloc(plan->nop, sizeof(size_t)),
        .grow = kt_calloc(plan->nop, sizeof(*requests->grow)),
        .grow_op = kt_calloc(plan->nop, sizeof(size_t)),
        .alter = kt_calloc(plan->nop, sizeof(*requests->alter)),
        .alter_op = kt_calloc(plan->nop, sizeof(size_t)),
    };
    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *op = &plan->op[i];

        if (!kt_op_is_done(op))
            continue;
        if (op->kind == KT_OP_CREATE) {
            requests->create[requests->ncreate] = op->want;
            requests->create_op[requests->ncreate++] = i;
        } else if (op->kind == KT_OP_GROW) {
            requests->grow[requests->ngrow] =
                (struct kt_grow){.topic = op->want->name, .partitions = op->want->partitions};
            requests->grow_op[requests->ngrow++] = i;
        } else {
            add_alter(requests, op, i);
        }
    }
}

void kt_requests_clear(struct kt_requests *requests)
{
    for (size_t i = 0; i < requests->nalter; i++) {
        kt_pairs_clear(&requests->alter[i].set);
        kt_names_clear(&requests->alter[i].unset);
        kt_pairs_clear(&requests->alter[i].full);
    }
    free(requests->create);
    free(requests->create_op);
    free(requests->grow);
    free(requests->grow_op);
    free(requests->alter);
    free(requests->alter_op);
    *requests = (struct kt_requests){0};
}

char *kt_op_denied_text(const struct kt_link *link, const struct kt_op *op, int code)
{
    enum kt_right right = op->kind == KT_OP_CREATE ? KT_RIGHT_CREATE
                          : op->kind == KT_OP_GROW ? KT_RIGHT_ALTER
                                                   : KT_RIGHT_ALTER_CONFIGS;

    return kt_denied_text(link, code, right, op->want->name);
}

bool kt_result_may_pass(int code)
{
    return code == KT_KAFKA_TOPIC_ALREADY_EXISTS || code == KT_KAFKA_UNKNOWN_TOPIC_OR_PART ||
           code == KT_KAFKA_INVALID_PARTITIONS || kt_kafka_code_retriable(code);
}
