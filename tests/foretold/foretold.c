/* foretold.c - after an init, the cluster holds what simulate() foretold: in every declared field
 * and every override. foretold ENVIRONMENT PREFIX MANIFEST...: KT_BROKERS says where. Prints what
 * differs; exit 1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ktool/connect.h"
#include "ktool/converge.h"
#include "ktool/load.h"
#include "ktool/settle.h"

enum { WAIT_MS = 30000, READY_MS = 120000 };

struct run {
    struct kt_ctx ctx;
    struct kt_settings settings;
    struct kt_loaded loaded;
    struct kt_errs errs;
};

static void print_errors(const struct kt_errs *errs)
{
    for (size_t i = 0; i < errs->n; i++)
        if (errs->v[i].severity == KT_ERROR)
            printf("%s\n", errs->v[i].text);
}

static enum kt_code prepare(struct run *run, char **argv, int argc)
{
    KT_AUTO(kt_pairs) given = {0};
    const struct kt_setting_input input = {.source = KT_FROM_OPTION, .pairs = &given};
    const struct kt_load_options load = {
        .operands = argv + 3, .noperands = (size_t)argc - 3, .prefix = argv[2]};

    kt_pairs_add(&given, "brokers", getenv("KT_BROKERS"), 0);
    KT_TRY(kt_settings_resolve(&run->settings, &input, 1, &run->errs));
    run->ctx = (struct kt_ctx){
        .settings = &run->settings, .environment = argv[1], .handle = KT_HANDLE_ADMIN};
    return kt_load(&run->ctx, &run->loaded, &load, &run->errs);
}

static int differ(const char *topic, const char *field, const char *foretold, const char *found)
{
    printf("%s %s: foretold %s, found %s\n", topic, field, foretold ? foretold : "nothing",
           found ? found : "nothing");
    return 1;
}

static int differ_count(const char *topic, const char *field, int foretold, int found)
{
    if (foretold != KT_BROKER_DEFAULT && foretold != found)
        return printf("%s %s: foretold %d, found %d\n", topic, field, foretold, found) > 0;
    return 0;
}

static const char *override_of(const struct kt_topic *topic, const char *key)
{
    const struct kt_config *config = kt_topic_config(topic, key);

    return config != NULL && config->source == KT_SOURCE_TOPIC ? config->value : NULL;
}

static int compare_overrides(const struct kt_topic *a, const struct kt_topic *b)
{
    int differences = 0;

    for (size_t i = 0; i < a->nconfig; i++) {
        const char *key = a->config[i].key;
        const char *x = override_of(a, key), *y = override_of(b, key);

        if (x != NULL && (y == NULL || strcmp(x, y) != 0))
            differences += differ(a->name, key, x, y);
    }
    return differences;
}

static int compare(const struct kt_topics *foretold, const struct kt_topics *found,
                   const struct kt_topics *want)
{
    int differences = 0;

    for (size_t i = 0; i < want->n; i++) {
        const char *name = want->v[i].name;
        const struct kt_topic *a = kt_topics_find(foretold, name);
        const struct kt_topic *b = kt_topics_find(found, name);

        if (a == NULL || b == NULL) {
            differences += differ(name, "itself", a ? "it" : NULL, b ? "it" : NULL);
            continue;
        }
        differences += differ_count(name, "partitions", a->partitions, b->partitions);
        differences += differ_count(name, "replication", a->replication, b->replication);
        differences += compare_overrides(a, b) + compare_overrides(b, a);
    }
    return differences;
}

static enum kt_code apply(struct run *run, struct kt_topics *foretold, struct kt_planned *found)
{
    const struct kt_policy policy = {.unset = true, .grow_keyed = true, .allow_loss = true};
    const struct kt_topics *want = &run->loaded.declared.topics;
    KT_AUTO(kt_planned) planned = {0};
    struct kt_metadata live = {0};
    struct kt_applied applied;
    bool moved;

    KT_TRY(kt_connect(&run->ctx, WAIT_MS, KT_TO_CHANGE, &live, &run->errs));
    KT_TRY(kt_plan_make(&run->ctx, &planned, &live, want, &policy, true, &run->errs));
    kt_plan_simulate(foretold, &planned.live.topics, &planned.plan);
    KT_TRY(kt_apply(&run->ctx, &applied, &planned, want, &policy, READY_MS, &moved, &run->errs));
    if (moved)
        return kt_fail(&run->errs, KT_E_REFUSED, "somebody else changes the topics");
    printf("%zu operations\n", planned.plan.nop);
    return kt_read_back(&run->ctx, found, want, &policy, &run->errs);
}

int main(int argc, char **argv)
{
    struct run run = {0};
    KT_AUTO(kt_topics) foretold = {0};
    KT_AUTO(kt_planned) found = {0};
    int status = 1;

    if (argc < 4 || getenv("KT_BROKERS") == NULL)
        return printf("usage: KT_BROKERS=... foretold ENVIRONMENT PREFIX MANIFEST...\n") > 0;
    if (prepare(&run, argv, argc) == KT_OK && apply(&run, &foretold, &found) == KT_OK)
        status = compare(&foretold, &found.live.topics, &run.loaded.declared.topics) > 0;
    print_errors(&run.errs);
    kt_cluster_close(&run.ctx.cluster);
    kt_loaded_clear(&run.loaded);
    kt_settings_clear(&run.settings);
    kt_errs_clear(&run.errs);
    return status;
}
