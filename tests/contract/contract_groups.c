/* contract_groups.c - groups, their states and their offsets. Who runs the program has made them:
 * topic "committed" with 3 partitions, group "away" with offsets 2 and 0 in two of them and nobody
 * there, group "here" with a member. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "ktool/clock.h"

static const char *state_text(enum kt_group_state state)
{
    static const char *const texts[] = {[KT_GROUP_UNKNOWN] = "unknown",
                                        [KT_GROUP_EMPTY] = "empty",
                                        [KT_GROUP_STABLE] = "stable",
                                        [KT_GROUP_REBALANCING] = "rebalancing",
                                        [KT_GROUP_DEAD] = "dead"};

    return texts[state];
}

/* NULL: not listed. */
static const struct kt_group *find(const struct bench *b, const struct kt_groups *groups,
                                   const char *name)
{
    KT_AUTO_STR full = name_of(b, name);

    for (size_t i = 0; i < groups->n; i++)
        if (strcmp(groups->v[i].name, full) == 0)
            return &groups->v[i];
    return NULL;
}

static bool is_settled(const struct bench *b, const struct kt_groups *groups)
{
    const struct kt_group *here = find(b, groups, "here"), *away = find(b, groups, "away");

    return here && here->state == KT_GROUP_STABLE && away;
}

static void list(struct bench *b, struct kt_cluster *cluster)
{
    static const char *const names[] = {"away", "here", "absent"};
    int64_t start = kt_monotonic_ms();
    KT_AUTO(kt_groups) groups = {0};
    bool sorted = true;

    for (;;) {
        must(b, kt_cluster_list_groups(cluster, &groups, TIMEOUT_MS, &b->errs), "list_groups");
        if (is_settled(b, &groups))
            break;
        kt_groups_clear(&groups);
        wait_on(start, "groups");
    }
    for (size_t i = 1; i < groups.n; i++)
        sorted = sorted && strcmp(groups.v[i - 1].name, groups.v[i].name) < 0;
    printf("groups %s\n", sorted ? "sorted" : "in disorder");
    for (size_t i = 0; i < KT_COUNT(names); i++) {
        const struct kt_group *group = find(b, &groups, names[i]);

        printf("group %s: %s\n", names[i], group ? state_text(group->state) : "not listed");
    }
}

static void offsets(struct bench *b, struct kt_cluster *cluster)
{
    KT_AUTO_STR away = name_of(b, "away");
    KT_AUTO_STR absent = name_of(b, "absent");
    struct kt_group_offsets asked[] = {{.group = absent}, {.group = away}};
    size_t skip = strlen(b->prefix);

    must(b, kt_cluster_group_offsets(cluster, asked, KT_COUNT(asked), TIMEOUT_MS, &b->errs),
         "group_offsets");
    for (size_t i = 0; i < KT_COUNT(asked); i++) {
        printf("offsets of %s: %s\n", asked[i].group + skip, kt_result_text(&asked[i].result));
        for (size_t k = 0; k < asked[i].n; k++)
            printf("  %s/%d %lld\n", asked[i].v[k].topic + skip, asked[i].v[k].partition,
                   (long long)asked[i].v[k].offset);
    }
    kt_group_offsets_clear(asked, KT_COUNT(asked));
    kt_group_offsets_clear(asked, KT_COUNT(asked));
}

void groups_told(struct bench *b)
{
    struct kt_cluster_options options = {.handle = KT_HANDLE_ADMIN, .properties = b->properties};
    struct kt_cluster *cluster = NULL;
    struct kt_metadata metadata = {0};

    must(b, kt_cluster_open(&cluster, &options, &b->errs), "open");
    must(b, kt_cluster_metadata(cluster, &metadata, TIMEOUT_MS, &b->errs), "metadata");
    list(b, cluster);
    offsets(b, cluster);
    kt_metadata_clear(&metadata);
    kt_cluster_close(&cluster);
}
