/* examine_look.c - one look: partitions, brokers, declared topics. */
#include <limits.h>
#include <stdlib.h>

#include "examine_look.h"
#include "ktool/clock.h"
#include "ktool/denied.h"
#include "ktool/plan.h"
#include "ktool/topic_state.h"

enum { SETTINGS_MS = 10000, NAMED = 3, ROUND_MS = 100 };

int kt_look_left(const struct kt_look_at *look, int most_ms)
{
    const int64_t left = look->deadline_ms - kt_monotonic_ms();

    if (left < 1)
        return 1;
    if (left >= most_ms)
        return most_ms;
    return (int)(left < ROUND_MS ? left : left - left % ROUND_MS); /* people may read it */
}

/* All that are there, then those that are declared and do not show. */
struct asked {
    struct kt_topic **topic;
    struct kt_topic *absent; /* what the pointers behind `nlive` point to */
    struct kt_result *result;
    size_t nlive, n;
};

static void ask_about(struct asked *asked, const struct kt_look_at *look)
{
    const struct kt_topics *live = &look->live->topics, *want = look->what->want;
    const size_t nwant = want != NULL ? want->n : 0;

    asked->topic = kt_calloc(live->n + nwant, sizeof(*asked->topic));
    asked->absent = kt_calloc(nwant, sizeof(*asked->absent));
    asked->result = kt_calloc(live->n + nwant, sizeof(*asked->result));
    for (size_t i = 0; i < live->n; i++)
        asked->topic[i] = &live->v[i];
    asked->n = asked->nlive = live->n;
    for (size_t i = 0; i < nwant; i++) {
        struct kt_topic *absent = &asked->absent[asked->n - asked->nlive];

        if (kt_topics_find(live, want->v[i].name) != NULL)
            continue;
        kt_topic_init(absent, want->v[i].name);
        asked->topic[asked->n++] = absent;
    }
}

static void asked_clear(struct asked *asked)
{
    for (size_t i = asked->nlive; i < asked->n; i++)
        kt_topic_clear(asked->topic[i]);
    kt_results_free(asked->result, asked->n);
    free(asked->topic);
    free(asked->absent);
}

static void keys_of(struct kt_names *keys, const struct kt_topics *want)
{
    kt_names_add(keys, "min.insync.replicas");
    for (size_t i = 0; want != NULL && i < want->n; i++)
        for (size_t k = 0; k < want->v[i].nconfig; k++)
            kt_names_add(keys, want->v[i].config[k].key);
    kt_names_sort(keys);
}

static enum kt_code refuse(const struct kt_look_at *look, const struct kt_names *topics,
                           enum kt_right right, struct kt_errs *errs)
{
    const struct kt_names first = {.v = topics->v, .n = topics->n < NAMED ? topics->n : NAMED};
    KT_AUTO_STR denied = kt_denied_topics_text(&look->ctx->link, right, &first);
    KT_AUTO_STR more = first.n < topics->n ? kt_format(" and %zu more", topics->n - first.n) : NULL;

    kt_fail(errs, KT_E_CLUSTER, "%s%s", denied, more != NULL ? more : "");
    kt_hint(errs, "without it a verdict would be a guess");
    return KT_E_CLUSTER;
}

/* Are all answers there, but for topics that are not? */
static enum kt_code check(struct kt_look_at *look, const struct asked *asked, struct kt_errs *errs)
{
    KT_AUTO(kt_names) unread = {0};
    KT_AUTO(kt_names) hidden = {0};
    enum kt_code code = KT_OK;

    for (size_t i = 0; i < asked->n; i++) {
        const struct kt_result *result = &asked->result[i];
        const char *name = asked->topic[i]->name;

        if (kt_is_denial(result->code))
            kt_names_add(&unread, name);
        else if (result->code == KT_KAFKA_OK && i >= asked->nlive)
            kt_names_add(&hidden, name); /* the metadata leaves it out, or is a moment older */
        else if (result->code != KT_KAFKA_OK && result->code != KT_KAFKA_UNKNOWN_TOPIC_OR_PART)
            code = kt_fail(errs, KT_E_REMOTE, "cannot read the settings of topic '%s': %s", name,
                           kt_result_text(result));
    }
    look->denied = unread.n > 0;
    if (unread.n > 0)
        code = refuse(look, &unread, KT_RIGHT_DESCRIBE_CONFIGS, errs);
    if (hidden.n > 0)
        code = refuse(look, &hidden, KT_RIGHT_DESCRIBE, errs);
    return code;
}

static bool is_gone(const struct asked *asked, size_t i)
{
    return asked->result[i].code == KT_KAFKA_UNKNOWN_TOPIC_OR_PART;
}

static void judge_topics(struct kt_examined *out, const struct asked *asked)
{
    for (size_t i = 0; i < asked->nlive; i++) {
        if (is_gone(asked, i))
            continue;
        out->topics++;
        out->partitions += asked->topic[i]->npartition;
        kt_findings_topic(&out->findings, asked->topic[i]);
    }
}

/* Those to be created among them: they are looked at as missing. */
static void find_changes(struct kt_names *changed, const struct kt_look_at *look)
{
    const struct kt_policy policy = {0};
    struct kt_plan plan = {0};

    kt_plan_diff(&plan, look->what->want, &look->live->topics, &policy);
    for (size_t i = 0; i < plan.nop; i++)
        kt_names_add(changed, plan.op[i].want->name);
    kt_names_sort(changed);
    kt_plan_clear(&plan);
}

/* A topic that shows no partition is offline, and nobody knows whether it is as declared. */
static void judge_declared(struct kt_look_at *look, const struct asked *asked)
{
    const struct kt_topics *want = look->what->want;
    struct kt_names *subjects = look->out->findings.subjects;
    KT_AUTO(kt_names) changed = {0};

    find_changes(&changed, look);
    for (size_t i = 0; i < want->n; i++) {
        const char *name = want->v[i].name;
        const struct kt_topic *live = kt_topics_find(&look->live->topics, name);
        struct kt_topic_state state;

        if (live == NULL || is_gone(asked, (size_t)(live - look->live->topics.v))) {
            kt_names_add(&subjects[KT_CHECK_MISSING_TOPIC], name);
            continue;
        }
        state = kt_topic_state(live);
        if (live->npartition > 0 && kt_names_has(&changed, name))
            kt_names_add(&subjects[KT_CHECK_DRIFT], name);
        else if (state.offline + state.under_min_isr + state.under_replicated == 0)
            look->out->served++;
    }
    look->out->missing = subjects[KT_CHECK_MISSING_TOPIC].n;
    look->out->drifted = subjects[KT_CHECK_DRIFT].n;
}

static enum kt_code look_at_topics(struct kt_look_at *look, struct kt_errs *errs)
{
    KT_AUTO(kt_names) keys = {0};
    struct asked asked;
    enum kt_code code = KT_OK;

    ask_about(&asked, look);
    keys_of(&keys, look->what->want);
    if (asked.n > 0)
        code = kt_cluster_describe_configs(look->ctx->cluster, asked.topic, asked.n, &keys,
                                           asked.result, kt_look_left(look, SETTINGS_MS), errs);
    if (code == KT_OK)
        code = check(look, &asked, errs);
    if (code == KT_OK)
        judge_topics(look->out, &asked);
    if (code == KT_OK && look->what->want != NULL)
        judge_declared(look, &asked);
    asked_clear(&asked);
    return code;
}

/* Who has no rights sees no topic. So does who looks at an empty cluster, but its brokers tell him
 * their settings. */
static bool is_blind(const struct kt_look_at *look)
{
    const struct kt_topics *want = look->what->want;

    return look->brokers_denied && look->live->topics.n == 0 && (want == NULL || want->n == 0);
}

static enum kt_code refuse_blind(struct kt_look_at *look, struct kt_errs *errs)
{
    KT_AUTO_STR denied = kt_denied_text(&look->ctx->link, KT_KAFKA_CLUSTER_AUTHORIZATION_FAILED,
                                        KT_RIGHT_DESCRIBE_CONFIGS, NULL);

    look->denied = true;
    kt_fail(errs, KT_E_CLUSTER, "no topic shows, and %s", denied);
    kt_hint(errs, "without it, or Describe and DescribeConfigs on topics, a verdict would be a "
                  "guess");
    return KT_E_CLUSTER;
}

enum kt_code kt_look_at(struct kt_look_at *look, struct kt_errs *errs)
{
    look->out->cluster_id = kt_strdup(look->live->cluster_id);
    KT_TRY(kt_look_at_brokers(look, errs));
    if (is_blind(look))
        return refuse_blind(look, errs);
    KT_TRY(look_at_topics(look, errs));
    return look->what->groups ? kt_look_at_groups(look, errs) : KT_OK;
}
