/* laws.h - what holds for every pair of sets. Each law returns NULL, or says what is broken. */
#ifndef KTOOL_TESTS_LAWS_H
#define KTOOL_TESTS_LAWS_H

#include "pairs.h"

/* How often each case came up, so that a generator that no longer makes one is noticed. */
struct seen {
    size_t op[KT_OP_UNSET + 1][KT_REFUSED + 1];
    size_t by_broker, rivals, unmanaged, undeclared, asks, untouched;
};

static inline void see(struct seen *seen, const struct kt_plan *plan)
{
    for (size_t i = 0; i < plan->nop; i++) {
        seen->op[plan->op[i].kind][plan->op[i].risk]++;
        seen->rivals += plan->op[i].rival != NULL;
        seen->asks += plan->op[i].loses;
    }
    seen->unmanaged += plan->nunmanaged;
    seen->undeclared += plan->nundeclared;
    seen->untouched += plan->nop == 0;
}

static inline bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static inline bool is_not_done(const struct kt_op *op)
{
    return op->risk == KT_REFUSED || op->risk == KT_LEFT;
}

static inline bool same_op(const struct kt_op *a, const struct kt_op *b)
{
    return a->kind == b->kind && strcmp(a->want->name, b->want->name) == 0 &&
           same_text(a->key, b->key) && same_text(a->to, b->to);
}

static inline const char *law_of_order(const struct kt_plan *plan)
{
    size_t refused = 0, left = 0;

    for (size_t i = 0; i < plan->nop; i++) {
        const struct kt_op *b = &plan->op[i], *a = i > 0 ? b - 1 : NULL;
        int order = a ? strcmp(a->want->name, b->want->name) : -1;

        if (order == 0)
            order = (int)a->kind - (int)b->kind;
        if (order == 0)
            order = a->key && b->key ? strcmp(a->key, b->key) : 1;
        if (order >= 0)
            return "operations stand by name, kind and key, each once";
        refused += b->risk == KT_REFUSED;
        left += b->risk == KT_LEFT;
        if ((b->why == NULL) != (b->risk == KT_SAFE))
            return "what is not safe says why";
    }
    if (refused != plan->nrefused || left != plan->nleft ||
        kt_plan_changes(plan) != plan->nop - refused - left)
        return "the counts are those of the operations";
    return NULL;
}

static inline const char *law_of_internal_topics(const struct kt_plan *plan)
{
    static const char broken[] = "internal topics never appear";

    for (size_t i = 0; i < plan->nop; i++)
        if (kt_topic_name_is_internal(plan->op[i].want->name) ||
            (plan->op[i].rival != NULL && kt_topic_name_is_internal(plan->op[i].rival->name)))
            return broken;
    for (size_t i = 0; i < plan->nundeclared; i++)
        if (kt_topic_name_is_internal(plan->undeclared[i]->name))
            return broken;
    return NULL;
}

static inline const char *law_of_sameness(const struct pair *pair, const struct kt_plan *plan)
{
    KT_AUTO(kt_plan) again = {0};

    kt_plan_diff(&again, &pair->want, &pair->have, &pair->policy);
    if (again.nop != plan->nop || again.nunmanaged != plan->nunmanaged ||
        again.nundeclared != plan->nundeclared)
        return "the same input gives the same plan";
    for (size_t i = 0; i < plan->nop; i++)
        if (!same_op(&again.op[i], &plan->op[i]) || again.op[i].risk != plan->op[i].risk ||
            again.op[i].records != plan->op[i].records || again.op[i].loses != plan->op[i].loses)
            return "the same input gives the same operations";
    return NULL;
}

static inline const char *law_of_convergence(const struct pair *pair, const struct kt_plan *plan,
                                             const struct kt_topics *after)
{
    KT_AUTO(kt_plan) again = {0};
    size_t n = 0;

    kt_plan_diff(&again, &pair->want, after, &pair->policy);
    for (size_t i = 0; i < plan->nop; i++) {
        if (!is_not_done(&plan->op[i]))
            continue;
        if (n == again.nop || !same_op(&plan->op[i], &again.op[n++]))
            return "what was refused or left is still to do";
    }
    return n == again.nop ? NULL : "what was done is not to do again";
}

static inline const struct kt_op *done_op(const struct kt_plan *plan, const struct kt_topic *topic,
                                          enum kt_op_kind kind, const char *key)
{
    for (size_t i = 0; i < plan->nop; i++)
        if (!is_not_done(&plan->op[i]) && plan->op[i].kind == kind &&
            strcmp(plan->op[i].want->name, topic->name) == 0 && same_text(plan->op[i].key, key))
            return &plan->op[i];
    return NULL;
}

static inline bool same_config(const struct kt_config *a, const struct kt_config *b)
{
    return b != NULL && same_text(a->value, b->value) && a->source == b->source &&
           same_text(a->inherited, b->inherited) && a->inherited_source == b->inherited_source;
}

static inline const char *law_of_one_topic(const struct kt_plan *plan, const struct kt_topic *have,
                                           const struct kt_topic *after)
{
    size_t added = 0, gone = 0;

    if (have->partitions != after->partitions && !done_op(plan, have, KT_OP_GROW, NULL))
        return "partitions change by growing only";
    if (have->replication != after->replication || have->replication_max != after->replication_max)
        return "the replication factor never changes";
    for (size_t i = 0; i < have->nconfig; i++) {
        const struct kt_config *old = &have->config[i], *new = kt_topic_config(after, old->key);
        const struct kt_op *set = done_op(plan, have, KT_OP_SET, old->key);
        bool unset = done_op(plan, have, KT_OP_UNSET, old->key) != NULL;

        gone += new == NULL;
        if (set != NULL &&
            (new == NULL || new->source != KT_SOURCE_TOPIC || !same_text(new->value, set->to)))
            return "what was set is an override of that value";
        if (unset && new != NULL &&
            (new->source == KT_SOURCE_TOPIC || !same_text(new->value, old->inherited)))
            return "what was unset is what was below it";
        if (set == NULL && !unset && !same_config(old, new))
            return "other settings stay as they are";
    }
    for (size_t i = 0; i < plan->nop; i++)
        added += !is_not_done(&plan->op[i]) && plan->op[i].kind == KT_OP_SET &&
                 plan->op[i].have == have && !kt_topic_config(have, plan->op[i].key);
    return after->nconfig == have->nconfig - gone + added ? NULL : "nothing is added unasked";
}

static inline const char *law_of_neighbours(const struct kt_topics *have,
                                            const struct kt_plan *plan,
                                            const struct kt_topics *after)
{
    size_t created = 0;

    for (size_t i = 0; i < plan->nop; i++)
        created += plan->op[i].kind == KT_OP_CREATE && !is_not_done(&plan->op[i]);
    if (after->n != have->n + created)
        return "topics come by creation and never go";
    for (size_t i = 1; i < after->n; i++)
        if (strcmp(after->v[i - 1].name, after->v[i].name) >= 0)
            return "the simulated set is sorted";
    for (size_t i = 0; i < have->n; i++) {
        const struct kt_topic *now = kt_topics_find(after, have->v[i].name);
        const char *broken = now ? law_of_one_topic(plan, &have->v[i], now) : "topics never go";

        if (broken != NULL)
            return broken;
    }
    return NULL;
}

/* What a manifest of a live topic would say, borrowing all texts; its `config` is for free(). False
 * when it cannot be said: replica lists of two lengths, hidden values. */
static inline bool export_topic(struct kt_topic *topic, const struct kt_topic *live)
{
    if (live->replication != live->replication_max || kt_topic_name_is_internal(live->name))
        return false;
    for (size_t i = 0; i < live->nconfig; i++)
        if (live->config[i].value == NULL)
            return false;
    *topic = (struct kt_topic){.name = live->name,
                               .partitions = live->partitions,
                               .replication = live->replication,
                               .config = kt_calloc(live->nconfig, sizeof(*live->config))};
    for (size_t i = 0; i < live->nconfig; i++)
        if (live->config[i].source == KT_SOURCE_TOPIC)
            topic->config[topic->nconfig++] =
                (struct kt_config){.key = live->config[i].key, .value = live->config[i].value};
    return true;
}

static inline const char *law_of_export(const struct pair *pair)
{
    struct kt_topic topic[KT_COUNT(pair_names)];
    struct kt_topics exported = {.v = topic};
    KT_AUTO(kt_plan) plan = {0};

    for (size_t i = 0; i < pair->have.n; i++)
        exported.n += export_topic(&topic[exported.n], &pair->have.v[i]);
    kt_plan_diff(&plan, &exported, &pair->have, &pair->policy);
    for (size_t i = 0; i < exported.n; i++)
        free(topic[i].config);
    return plan.nop + plan.nunmanaged == 0 ? NULL : "the plan of an export is empty";
}

/* Changes one field of a live topic; returns the kind of operation that must name it, or -1 when
 * the field is not declared. */
static inline int change_field(struct kt_topic *live, const struct kt_topic *want, unsigned field,
                               struct bytes *bytes, const char **key)
{
    const struct kt_config *config;

    *key = NULL;
    if (field == 0) {
        live->partitions += live->partitions == 1 || pick(bytes, 2) ? 1 : -1;
        if (want->partitions <= 0)
            return -1;
        return want->partitions > live->partitions ? KT_OP_GROW : KT_OP_SHRINK;
    }
    if (field == 1) {
        live->replication_max++;
        live->replication += (int)pick(bytes, 2);
        return want->replication <= 0 ? -1 : KT_OP_REPLICATE;
    }
    config = &want->config[field - 2];
    *key = config->key;
    if (pick(bytes, 3) == 0)
        kt_topic_unset(live, config->key);
    else if (pick(bytes, 2) == 0)
        kt_topic_set(live, config->key, config->value)->source = KT_SOURCE_STATIC_BROKER;
    else
        kt_topic_set(live, config->key, "7")->source = KT_SOURCE_TOPIC;
    return KT_OP_SET;
}

/* Where all is as declared, a change of one declared field is one operation that names it. */
static inline const char *law_of_drift(const struct pair *pair, struct bytes *bytes)
{
    KT_AUTO(kt_topics) live = {0};
    KT_AUTO(kt_plan) plan = {0};
    const struct kt_policy policy = {.unset = false};
    struct kt_topics want = {.n = 1}; /* borrows one of the pair's */
    struct kt_topic topic;
    const char *key;
    uint64_t digest;
    int kind;

    if (pair->want.n == 0)
        return NULL;
    want.v = &pair->want.v[pick(bytes, (unsigned)pair->want.n)];
    make_live(&topic, want.v->name, bytes);
    make_converged(&topic, want.v, bytes);
    pair_add(&live, &topic);
    kt_plan_diff(&plan, &want, &live, &policy);
    if (plan.nop != 0)
        return "nothing is to do where all is as declared";
    digest = kt_plan_digest(&want, &live);
    kind = change_field(live.v, want.v, pick(bytes, 2 + (unsigned)want.v->nconfig), bytes, &key);
    kt_plan_diff(&plan, &want, &live, &policy);
    if (kt_plan_digest(&want, &live) == digest)
        return "another state has another digest";
    if (kind < 0)
        return plan.nop == 0 ? NULL : "what is not declared is no drift";
    if (plan.nop != 1 || plan.op[0].want != want.v || (int)plan.op[0].kind != kind ||
        !same_text(plan.op[0].key, key))
        return "a change of one field is one operation that names it";
    return NULL;
}

/* All of them for one pair. */
static inline const char *broken_law(struct bytes *bytes, struct seen *seen)
{
    KT_AUTO(pair) pair = {0};
    KT_AUTO(kt_topics) after = {0};
    KT_AUTO(kt_plan) plan = {0};
    const char *broken;

    make_pair(&pair, bytes);
    kt_plan_diff(&plan, &pair.want, &pair.have, &pair.policy);
    see(seen, &plan);
    if ((broken = law_of_order(&plan)) || (broken = law_of_internal_topics(&plan)) ||
        (broken = law_of_sameness(&pair, &plan)))
        return broken;
    if (plan.nop > 0 && pick(bytes, 8) == 0) {
        kt_plan_refuse(&plan, pick(bytes, (unsigned)plan.nop), "no");
        seen->by_broker++;
    }
    kt_plan_simulate(&after, &pair.have, &plan);
    if ((broken = law_of_convergence(&pair, &plan, &after)) ||
        (broken = law_of_neighbours(&pair.have, &plan, &after)) || (broken = law_of_export(&pair)))
        return broken;
    return law_of_drift(&pair, bytes);
}

#endif
