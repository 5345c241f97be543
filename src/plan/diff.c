/* diff.c - one walk over what is wanted and what is there, both sorted by name. */
#include <stdlib.h>
#include <string.h>

#include "ktool/config_key.h"
#include "ktool/plan.h"
#include "ktool/topic_name.h"
#include "risk.h"

struct walk {
    struct kt_plan *plan;
    const struct kt_policy *policy;
    const struct kt_topics *have;
    const struct kt_topic **folded; /* live topics by folded name; made for the first creation */
    size_t nfolded;
};

/* Whatever else may be said about the operation. */
static void refuse(struct kt_op *op, const char *why)
{
    op->risk = KT_REFUSED;
    op->why = why;
    op->flag = NULL;
    op->rival = NULL;
    op->records = 0;
    op->loses = false;
}

static void add(struct walk *walk, struct kt_op *op)
{
    struct kt_plan *plan = walk->plan;

    if (op->have == NULL && walk->policy->only_old)
        refuse(op, "there is no such topic");
    if (op->have != NULL && walk->policy->only_new)
        refuse(op, "the topic exists");
    KT_GROW(plan->op, plan->nop, plan->cap);
    plan->op[plan->nop++] = *op;
    plan->nrefused += op->risk == KT_REFUSED;
    plan->nleft += op->risk == KT_LEFT;
}

/* Names that differ only in '.' against '_' are equal here. */
static int compare_folded(const char *a, const char *b)
{
    for (;; a++, b++) {
        int x = *a == '.' ? '_' : (unsigned char)*a;
        int y = *b == '.' ? '_' : (unsigned char)*b;

        if (x != y || x == '\0')
            return x - y;
    }
}

static int by_folded_name(const void *a, const void *b)
{
    const struct kt_topic *x = *(const struct kt_topic *const *)a;
    const struct kt_topic *y = *(const struct kt_topic *const *)b;
    int order = compare_folded(x->name, y->name);

    return order != 0 ? order : strcmp(x->name, y->name);
}

static void fold(struct walk *walk)
{
    walk->folded = kt_calloc(walk->have->n, sizeof(*walk->folded));
    for (size_t i = 0; i < walk->have->n; i++)
        if (!kt_topic_name_is_internal(walk->have->v[i].name))
            walk->folded[walk->nfolded++] = &walk->have->v[i];
    qsort(walk->folded, walk->nfolded, sizeof(*walk->folded), by_folded_name);
}

/* The first live topic that a topic of this name, itself not live, would collide with. */
static const struct kt_topic *find_rival(struct walk *walk, const char *name)
{
    size_t low = 0, high;

    if (walk->folded == NULL)
        fold(walk);
    high = walk->nfolded;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_folded(walk->folded[middle]->name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == walk->nfolded || compare_folded(walk->folded[low]->name, name) != 0)
        return NULL;
    return walk->folded[low];
}

static void create(struct walk *walk, const struct kt_topic *want)
{
    struct kt_op op = {.kind = KT_OP_CREATE, .want = want};

    op.rival = find_rival(walk, want->name);
    if (op.rival != NULL) {
        op.risk = KT_REFUSED;
        op.why = "Kafka's metrics write '.' and '_' alike, and there is";
    }
    add(walk, &op);
}

static void diff_partitions(struct walk *walk, const struct kt_topic *want,
                            const struct kt_topic *have)
{
    struct kt_op op = {.kind = KT_OP_GROW, .want = want, .have = have};

    if (want->partitions <= 0 || have->partitions <= 0 || want->partitions == have->partitions)
        return;
    if (want->partitions > have->partitions) {
        kt_risk_grow(&op, walk->policy);
    } else {
        op.kind = KT_OP_SHRINK;
        op.risk = KT_REFUSED;
        op.why = "Kafka cannot take partitions away";
    }
    add(walk, &op);
}

static void diff_replication(struct walk *walk, const struct kt_topic *want,
                             const struct kt_topic *have)
{
    struct kt_op op = {.kind = KT_OP_REPLICATE, .want = want, .have = have};

    if (want->replication <= 0 || have->replication <= 0)
        return;
    if (want->replication == have->replication && want->replication == have->replication_max)
        return;
    op.risk = walk->policy->keep_rf ? KT_LEFT : KT_REFUSED;
    op.why = "another replication factor needs a reassignment of replicas";
    add(walk, &op);
}

/* A value that the broker hides is never the same. */
static bool is_set(const struct kt_config *live, const struct kt_config *want)
{
    return live != NULL && live->source == KT_SOURCE_TOPIC && live->value != NULL &&
           kt_config_same(kt_config_key(want->key), want->value, live->value);
}

static void diff_declared(struct walk *walk, const struct kt_topic *want,
                          const struct kt_topic *have)
{
    for (size_t i = 0; i < want->nconfig; i++) {
        const struct kt_config *config = &want->config[i];
        const struct kt_config *live = kt_topic_config(have, config->key);
        struct kt_op op = {.kind = KT_OP_SET, .want = want, .have = have};

        if (is_set(live, config))
            continue;
        op.key = config->key;
        op.to = config->value;
        if (live != NULL) {
            op.from = live->value;
            op.from_source = live->source;
        }
        kt_risk_config(&op, walk->policy);
        add(walk, &op);
    }
}

static void diff_undeclared(struct walk *walk, const struct kt_topic *want,
                            const struct kt_topic *have)
{
    struct kt_plan *plan = walk->plan;

    for (size_t i = 0; i < have->nconfig; i++) {
        const struct kt_config *live = &have->config[i];
        struct kt_op op = {.kind = KT_OP_UNSET, .want = want, .have = have};

        if (live->source != KT_SOURCE_TOPIC || kt_topic_config(want, live->key) != NULL)
            continue;
        if (!walk->policy->unset) {
            KT_GROW(plan->unmanaged, plan->nunmanaged, plan->unmanaged_cap);
            plan->unmanaged[plan->nunmanaged++] =
                (struct kt_unmanaged){.have = have, .config = live};
            continue;
        }
        op.key = live->key;
        op.from = live->value;
        op.from_source = live->source;
        op.to = live->inherited;
        kt_risk_config(&op, walk->policy);
        add(walk, &op);
    }
}

/* In the order of enum kt_op_kind. */
static void alter(struct walk *walk, const struct kt_topic *want, const struct kt_topic *have)
{
    diff_partitions(walk, want, have);
    diff_replication(walk, want, have);
    diff_declared(walk, want, have);
    diff_undeclared(walk, want, have);
}

static void pass_foreign(struct kt_plan *plan, const struct kt_topic *have)
{
    if (kt_topic_name_is_internal(have->name))
        return;
    KT_GROW(plan->undeclared, plan->nundeclared, plan->undeclared_cap);
    plan->undeclared[plan->nundeclared++] = have;
}

void kt_plan_diff(struct kt_plan *plan, const struct kt_topics *want, const struct kt_topics *have,
                  const struct kt_policy *policy)
{
    struct walk walk = {.plan = plan, .policy = policy, .have = have};
    size_t w = 0, h = 0;

    kt_plan_clear(plan);
    plan->ntopics = want->n;
    while (w < want->n || h < have->n) {
        int order = w == want->n ? 1 : h == have->n ? -1 : strcmp(want->v[w].name, have->v[h].name);

        if (order < 0)
            create(&walk, &want->v[w++]);
        else if (order > 0)
            pass_foreign(plan, &have->v[h++]);
        else
            alter(&walk, &want->v[w++], &have->v[h++]);
    }
    free(walk.folded);
}
