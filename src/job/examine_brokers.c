/* examine_brokers.c - which brokers answer a request of their own, and which ones are gone. */
#include <stdlib.h>

#include "examine_look.h"
#include "ktool/connect.h"
#include "ktool/denied.h"

struct ids {
    int *v;
    size_t n, cap;
};

static void add(struct ids *ids, int id)
{
    KT_GROW(ids->v, ids->n, ids->cap);
    ids->v[ids->n++] = id;
}

static int by_id(const void *a, const void *b)
{
    const int x = *(const int *)a, y = *(const int *)b;

    return (x > y) - (x < y);
}

static void name_missed(struct kt_names *names, struct ids *missed)
{
    if (missed->n > 0)
        qsort(missed->v, missed->n, sizeof(*missed->v), by_id);
    for (size_t i = 0; i < missed->n; i++) {
        KT_AUTO_STR name = kt_format("%d", missed->v[i]);

        kt_names_add(names, name);
    }
}

enum kt_code kt_look_at_brokers(struct kt_look_at *look, struct kt_errs *errs)
{
    const struct kt_metadata *live = look->live;
    const struct kt_names no_keys = {0};
    struct kt_probe *probes = kt_calloc(live->nbroker, sizeof(*probes));
    struct ids missed = {0};
    size_t ngone;
    int *gone = kt_metadata_gone(live, &ngone);
    enum kt_code code;

    for (size_t i = 0; i < live->nbroker; i++)
        probes[i] = (struct kt_probe){.broker = live->broker[i].id, .ping_us = -1};
    code = kt_cluster_probe(look->ctx->cluster, probes, live->nbroker, &no_keys,
                            kt_look_left(look, KT_PROBE_TIMEOUT_MS), errs);
    for (size_t i = 0; i < live->nbroker; i++) {
        if (probes[i].ping_us < 0)
            add(&missed, probes[i].broker);
        else if (kt_is_denial(probes[i].result.code))
            look->brokers_denied = true;
    }
    if (code == KT_OK && missed.n == live->nbroker)
        code = kt_no_answer(look->ctx, live, errs);
    for (size_t i = 0; i < ngone; i++)
        add(&missed, gone[i]);
    name_missed(&look->out->findings.subjects[KT_CHECK_BROKER], &missed);
    look->out->brokers = live->nbroker + ngone;
    kt_probes_clear(probes, live->nbroker);
    free(probes);
    free(gone);
    free(missed.v);
    return code;
}
