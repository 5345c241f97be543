/* examine_groups.c - consumer groups that have records to read, and nobody who reads them. */
#include <stdlib.h>
#include <string.h>

#include "examine_look.h"
#include "ktool/connect.h"
#include "ktool/denied.h"
#include "ktool/measure.h"

enum { GROUPS_MS = 10000 };

/* What one group has committed of one partition. */
struct mark {
    const struct kt_topic *topic; /* of the metadata */
    int partition;
    int64_t committed;
    size_t group;
};
struct marks {
    struct mark *v;
    size_t n, cap;
};

static bool is_reachable(const struct kt_look_at *look, int broker)
{
    const struct kt_names *missed = &look->out->findings.subjects[KT_CHECK_BROKER];
    KT_AUTO_STR name = kt_format("%d", broker);

    for (size_t i = 0; i < missed->n; i++)
        if (strcmp(missed->v[i], name) == 0)
            return false;
    return broker >= 0;
}

/* A partition that is gone, or whose leader cannot be asked, says nothing of the group. */
static void add_mark(struct marks *marks, const struct kt_look_at *look,
                     const struct kt_committed *committed, size_t group)
{
    const struct kt_topic *topic = kt_topics_find(&look->live->topics, committed->topic);

    for (size_t p = 0; topic != NULL && p < topic->npartition; p++) {
        const struct kt_partition *part = &topic->partition[p];

        if (part->id != committed->partition || committed->offset < 0 ||
            !is_reachable(look, part->leader))
            continue;
        KT_GROW(marks->v, marks->n, marks->cap);
        marks->v[marks->n++] = (struct mark){topic, committed->partition, committed->offset, group};
    }
}

static int by_place(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;

    if (x->topic != y->topic)
        return x->topic < y->topic ? -1 : 1; /* neighbours in one array */
    return (x->partition > y->partition) - (x->partition < y->partition);
}

/* A question for each partition, however many groups read it; the caller frees it. `ask[i]` is the
 * one that mark i needs. */
static struct kt_offset *questions(const struct marks *marks, size_t *ask, size_t *n)
{
    struct kt_offset *asked = kt_calloc(marks->n, sizeof(*asked));

    *n = 0;
    for (size_t i = 0; i < marks->n; i++) {
        if (i == 0 || by_place(&marks->v[i - 1], &marks->v[i]) != 0)
            asked[(*n)++] = (struct kt_offset){.topic = marks->v[i].topic->name,
                                               .partition = marks->v[i].partition,
                                               .timestamp = KT_OFFSET_LATEST};
        ask[i] = *n - 1;
    }
    return asked;
}

static enum kt_code add_lags(int64_t *lags, const struct marks *marks, const size_t *ask,
                             const struct kt_offset *asked, struct kt_errs *errs)
{
    for (size_t i = 0; i < marks->n; i++) {
        const struct kt_offset *end = &asked[ask[i]];

        if (end->code != KT_KAFKA_OK)
            return kt_fail(errs, KT_E_CLUSTER, "cannot read the end of partition %s-%d: %s",
                           end->topic, end->partition, kt_kafka_code_text(end->code));
        if (end->offset > marks->v[i].committed)
            lags[marks->v[i].group] += end->offset - marks->v[i].committed;
    }
    return KT_OK;
}

static enum kt_code measure(struct kt_look_at *look, struct marks *marks, int64_t *lags,
                            struct kt_errs *errs)
{
    size_t *ask = kt_calloc(marks->n, sizeof(*ask)), n;
    struct kt_offset *asked;
    enum kt_code code;

    if (marks->n > 0)
        qsort(marks->v, marks->n, sizeof(*marks->v), by_place);
    asked = questions(marks, ask, &n);
    code = kt_ask_offsets(look->ctx, asked, n, look->deadline_ms, errs);
    if (code == KT_OK)
        code = add_lags(lags, marks, ask, asked, errs);
    free(asked);
    free(ask);
    return code;
}

static enum kt_code check(struct kt_look_at *look, const struct kt_group_offsets *group,
                          struct kt_errs *errs)
{
    KT_AUTO_STR denied = NULL;

    if (group->result.code == KT_KAFKA_OK)
        return KT_OK;
    if (!kt_is_denial(group->result.code))
        return kt_fail(errs, KT_E_CLUSTER, "cannot read the offsets of group '%s': %s",
                       group->group, kt_result_text(&group->result));
    denied = kt_denied_text(&look->ctx->link, group->result.code, KT_RIGHT_DESCRIBE, group->group);
    look->denied = true;
    return kt_fail(errs, KT_E_CLUSTER, "%s", denied);
}

static enum kt_code judge(struct kt_look_at *look, const struct kt_group_offsets *groups, size_t n,
                          struct kt_errs *errs)
{
    struct kt_findings *findings = &look->out->findings;
    int64_t *lags = kt_calloc(n, sizeof(*lags));
    struct marks marks = {0};
    enum kt_code code = KT_OK;

    for (size_t i = 0; code == KT_OK && i < n; i++) {
        code = check(look, &groups[i], errs);
        for (size_t k = 0; k < groups[i].n; k++)
            add_mark(&marks, look, &groups[i].v[k], i);
    }
    if (code == KT_OK)
        code = measure(look, &marks, lags, errs);
    for (size_t i = 0; code == KT_OK && i < n; i++) {
        if (lags[i] > 0)
            kt_names_add(&findings->subjects[KT_CHECK_GROUP], groups[i].group);
        findings->lag += lags[i];
    }
    free(marks.v);
    free(lags);
    return code;
}

static enum kt_code examine(struct kt_look_at *look, struct kt_errs *errs)
{
    KT_AUTO(kt_groups) listed = {0};
    const size_t missed = look->out->findings.subjects[KT_CHECK_BROKER].n;
    /* Every broker is asked for its groups: not for long when one of them is known to hang. */
    const int most_ms = missed > 0 ? KT_PROBE_TIMEOUT_MS : GROUPS_MS;
    struct kt_group_offsets *groups;
    size_t n = 0;
    enum kt_code code = KT_OK;

    KT_TRY(kt_cluster_list_groups(look->ctx->cluster, &listed, kt_look_left(look, most_ms), errs));
    groups = kt_calloc(listed.n, sizeof(*groups));
    for (size_t i = 0; i < listed.n; i++)
        if (listed.v[i].state == KT_GROUP_EMPTY)
            groups[n++] = (struct kt_group_offsets){.group = listed.v[i].name};
    if (n > 0)
        code = kt_cluster_group_offsets(look->ctx->cluster, groups, n, kt_look_left(look, most_ms),
                                        errs);
    if (code == KT_OK)
        code = judge(look, groups, n, errs);
    kt_group_offsets_clear(groups, n);
    free(groups);
    return code;
}

/* Groups degrade a cluster, and no more: where it is degraded already, the verdict stands without
 * them. A broker that hangs keeps those to itself that it coordinates. */
enum kt_code kt_look_at_groups(struct kt_look_at *look, struct kt_errs *errs)
{
    KT_AUTO(kt_errs) faults = {0};
    enum kt_code code = examine(look, &faults);

    if (code != KT_OK && code != KT_E_INTERRUPTED && !look->denied && faults.n > 0 &&
        kt_findings_judge(&look->out->findings) > KT_HEALTHY) {
        look->out->unseen = kt_strdup(faults.v[0].text);
        return KT_OK;
    }
    kt_errs_move(errs, &faults);
    return code;
}
