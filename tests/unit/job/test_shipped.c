/* test_shipped.c - the laws of the plan engine for every manifest that ktool ships, in each of its
 * environments: what is planned and simulated is converged, and every change of one declared field
 * is seen and named. Replication factors stand in `defaults` only. Runs in the root of the tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/load.h"
#include "ktool/plan.h"

static const char *const shipped[] = {"topics/techshop.yaml", "topics/showoff.yaml",
                                      "topics/ecommerce.yaml", "topics/caas.yaml",
                                      "topics/delivery.yaml"};

static void load(struct kt_loaded *loaded, const char *path, const char *environment)
{
    char *operand = kt_strdup(path);
    const char *tenants[] = {"tenant_id=acme", "tenant_id=globex"};
    struct kt_settings none = {0};
    struct kt_ctx ctx = {.settings = &none, .environment = environment};
    struct kt_load_options options = {.operands = &operand, .noperands = 1};
    KT_AUTO(kt_errs) errs = {0};

    if (strstr(path, "caas") != NULL)
        options.set = (struct kt_list){.v = tenants, .n = KT_COUNT(tenants)};
    if (kt_load(&ctx, loaded, &options, &errs) != KT_OK)
        fail_msg("%s -E %s: %s", path, environment, errs.n ? errs.v[0].text : "?");
    free(operand);
}

static size_t changes(const struct kt_topics *want, const struct kt_topics *have,
                      struct kt_plan *plan)
{
    static const struct kt_policy all = {.grow_keyed = true, .allow_loss = true};

    kt_plan_diff(plan, want, have, &all);
    return plan->nop;
}

/* What a cluster holds after an init of the set. */
static void converge(struct kt_topics *have, const struct kt_topics *want)
{
    const struct kt_topics empty = {0};
    KT_AUTO(kt_plan) plan = {0};

    assert_int_equal(changes(want, &empty, &plan), want->n);
    assert_int_equal(plan.nrefused, 0);
    kt_plan_simulate(have, &empty, &plan);
}

static void assert_names(const struct kt_topics *want, const struct kt_topics *have,
                         const char *topic, enum kt_op_kind kind, const char *key)
{
    KT_AUTO(kt_plan) plan = {0};

    assert_int_equal(changes(want, have, &plan), 1);
    assert_string_equal(plan.op[0].want->name, topic);
    assert_int_equal(plan.op[0].kind, kind);
    if (key != NULL)
        assert_string_equal(plan.op[0].key, key);
}

static void change_counts(const struct kt_topics *want, struct kt_topics *have, size_t i)
{
    struct kt_topic *topic = &have->v[i];

    topic->partitions--;
    assert_names(want, have, topic->name, KT_OP_GROW, NULL);
    topic->partitions += 2;
    assert_names(want, have, topic->name, KT_OP_SHRINK, NULL);
    topic->partitions--;
    topic->replication = topic->replication_max = topic->replication + 1;
    assert_names(want, have, topic->name, KT_OP_REPLICATE, NULL);
    topic->replication = topic->replication_max = topic->replication - 1;
}

static void change_settings(const struct kt_topics *want, struct kt_topics *have, size_t i)
{
    for (size_t k = 0; k < want->v[i].nconfig; k++) {
        const char *key = want->v[i].config[k].key, *value = want->v[i].config[k].value;

        kt_topic_unset(&have->v[i], key);
        assert_names(want, have, have->v[i].name, KT_OP_SET, key);
        kt_topic_set(&have->v[i], key, "12345")->source = KT_SOURCE_TOPIC;
        assert_names(want, have, have->v[i].name, KT_OP_SET, key);
        kt_topic_set(&have->v[i], key, value)->source = KT_SOURCE_TOPIC;
    }
}

static void holds(const char *path, const char *environment)
{
    KT_AUTO(kt_loaded) loaded = {0};
    KT_AUTO(kt_topics) have = {0};
    KT_AUTO(kt_plan) plan = {0};
    const struct kt_topics *want = &loaded.declared.topics;

    load(&loaded, path, environment);
    for (size_t i = 0; i < want->n; i++)
        assert_true(want->v[i].replication_at.layer == KT_LAYER_DEFAULTS ||
                    want->v[i].replication_at.layer == KT_LAYER_ENV_DEFAULTS);
    converge(&have, want);
    assert_int_equal(changes(want, &have, &plan), 0);
    for (size_t i = 0; i < want->n; i++) {
        change_counts(want, &have, i);
        change_settings(want, &have, i);
    }
    kt_plan_clear(&plan);
    assert_int_equal(changes(want, &have, &plan), 0);
}

static void every_manifest_in_every_environment(void **state)
{
    (void)state;
    for (size_t i = 0; i < KT_COUNT(shipped); i++) {
        KT_AUTO(kt_loaded) base = {0};

        load(&base, shipped[i], NULL);
        assert_true(base.declared.environments.n >= 2);
        holds(shipped[i], NULL);
        for (size_t e = 0; e < base.declared.environments.n; e++)
            holds(shipped[i], base.declared.environments.v[e]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_manifest_in_every_environment)};

    return cmocka_run_group_tests_name("shipped", tests, NULL, NULL);
}
