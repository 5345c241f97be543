/* reassignment.c - the input of kafka-reassign-partitions.sh for other replication factors. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/plan_file.h"

struct spread {
    const int *brokers; /* live ids, sorted; borrowed */
    size_t n;
    size_t *load; /* replicas of the topics at hand, by broker */
};

/* A partition's replicas, as indices into the brokers. */
struct replicas {
    size_t *v;
    size_t n;
};

static int by_id(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;

    return (x > y) - (x < y);
}

/* n when the broker is not alive. */
static size_t index_of(const struct spread *s, int broker)
{
    const int *found = bsearch(&broker, s->brokers, s->n, sizeof(broker), by_id);

    return found != NULL ? (size_t)(found - s->brokers) : s->n;
}

static bool holds(const struct replicas *list, size_t broker)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i] == broker)
            return true;
    return false;
}

static bool in_sync(const struct spread *s, const struct kt_partition *p, size_t broker)
{
    for (size_t i = 0; i < p->nisr; i++)
        if (p->isr[i] == s->brokers[broker])
            return true;
    return false;
}

/* Of those behind the first, the one to part with: out of sync before in sync, then the broker
 * that carries most, then the last in the list. */
static size_t worst(const struct spread *s, const struct kt_partition *p,
                    const struct replicas *list)
{
    size_t found = list->n - 1;

    for (size_t i = list->n - 1; i-- > 1;) {
        bool better = in_sync(s, p, list->v[i]), worse = in_sync(s, p, list->v[found]);

        if (better != worse ? worse : s->load[list->v[i]] > s->load[list->v[found]])
            found = i;
    }
    return found;
}

/* The broker that carries least and holds no replica yet; of equals the next one after the first
 * replica's, so that the followers of one leader are spread. */
static size_t least_loaded(const struct spread *s, const struct replicas *list, size_t salt)
{
    size_t first = list->n > 0 ? list->v[0] : salt % s->n;
    size_t best = s->n;

    for (size_t step = 0; step < s->n; step++) {
        size_t broker = (first + step) % s->n;

        if (!holds(list, broker) && (best == s->n || s->load[broker] < s->load[best]))
            best = broker;
    }
    return best;
}

static void remove_at(struct replicas *list, size_t i)
{
    list->n--;
    memmove(&list->v[i], &list->v[i + 1], (list->n - i) * sizeof(*list->v));
}

/* `list` has room for as many as there are brokers. */
static void keep_live(const struct spread *s, const struct kt_partition *p, struct replicas *list)
{
    list->n = 0;
    for (size_t i = 0; i < p->nreplicas; i++) {
        size_t broker = index_of(s, p->replicas[i]);

        if (broker < s->n && !holds(list, broker))
            list->v[list->n++] = broker;
    }
}

static void resize(struct spread *s, const struct kt_partition *p, struct replicas *list,
                   size_t want)
{
    while (list->n > want) {
        size_t i = worst(s, p, list);

        s->load[list->v[i]]--;
        remove_at(list, i);
    }
    while (list->n < want) {
        size_t broker = least_loaded(s, list, (size_t)p->id);

        s->load[broker]++;
        list->v[list->n++] = broker;
    }
}

static bool same(const struct spread *s, const struct kt_partition *p, const struct replicas *list)
{
    if (list->n != p->nreplicas)
        return false;
    for (size_t i = 0; i < list->n; i++)
        if (s->brokers[list->v[i]] != p->replicas[i])
            return false;
    return true;
}

/* Topic names have no character that JSON escapes. */
static void print(FILE *to, const char *comma, const char *topic, const struct spread *s,
                  const struct kt_partition *p, const struct replicas *list)
{
    fprintf(to, "%s\n  {\"topic\":\"%s\",\"partition\":%d,\"replicas\":[", comma, topic, p->id);
    for (size_t i = 0; i < list->n; i++)
        fprintf(to, "%s%d", i > 0 ? "," : "", s->brokers[list->v[i]]);
    fprintf(to, "]}");
}

static void count_load(struct spread *s, const struct kt_plan *plan, struct replicas *scratch)
{
    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *op = &plan->op[i];

        for (size_t p = 0; op->kind == KT_OP_REPLICATE && p < op->have->npartition; p++) {
            keep_live(s, &op->have->partition[p], scratch);
            for (size_t b = 0; b < scratch->n; b++)
                s->load[scratch->v[b]]++;
        }
    }
}

static void print_all(FILE *to, struct spread *s, const struct kt_plan *plan, struct replicas *list)
{
    const char *comma = "";

    fprintf(to, "{\"version\":1,\"partitions\":[");
    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *op = &plan->op[i];

        for (size_t n = 0; op->kind == KT_OP_REPLICATE && n < op->have->npartition; n++) {
            const struct kt_partition *p = &op->have->partition[n];

            keep_live(s, p, list);
            resize(s, p, list, (size_t)op->want->replication);
            if (same(s, p, list))
                continue;
            print(to, comma, op->have->name, s, p, list);
            comma = ",";
        }
    }
    fprintf(to, "\n]}\n");
}

static enum kt_code check(const struct kt_plan *plan, size_t nbrokers, struct kt_errs *errs)
{
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *op = &plan->op[i];

        if (op->kind == KT_OP_REPLICATE && (size_t)op->want->replication > nbrokers)
            code = kt_fail(errs, KT_E_REFUSED,
                           "topic '%s' wants %d replicas, but the number of brokers is %zu",
                           op->want->name, op->want->replication, nbrokers);
    }
    return code;
}

enum kt_code kt_reassignment_text(char **out, const struct kt_plan *plan, const int *brokers,
                                  size_t nbrokers, struct kt_errs *errs)
{
    struct spread s = {.brokers = brokers, .n = nbrokers};
    struct replicas list = {0};
    char *text = NULL;
    size_t len;
    FILE *to;

    KT_TRY(check(plan, nbrokers, errs));
    to = open_memstream(&text, &len);
    if (to == NULL)
        abort();
    s.load = kt_calloc(nbrokers, sizeof(*s.load));
    list.v = kt_calloc(nbrokers, sizeof(*list.v));
    count_load(&s, plan, &list);
    print_all(to, &s, plan, &list);
    free(s.load);
    free(list.v);
    if (fclose(to) != 0)
        abort();
    *out = text;
    return KT_OK;
}
