/* test_risk.c - which changes may move keys or lose records, and which option allows them. */
#include <string.h>

#include "sets.h"

static void keys_move_when_a_keyed_topic_grows(void **state)
{
    KT_AUTO(sets) s = {0};

    (void)state;
    put(&s.want, "keyed", 6, 1)->key = kt_strdup("user_id");
    put(&s.want, "random", 6, 1)->key = kt_strdup("random");
    kt_topic_set(put(&s.want, "wanted", 6, 1), "cleanup.policy", "compact");
    put(&s.want, "was", 6, 1);
    put(&s.have, "keyed", 3, 1)->records = 9;
    put(&s.have, "random", 3, 1)->records = 9;
    override(put(&s.have, "wanted", 3, 1), "cleanup.policy", "compact");
    live_config(put(&s.have, "was", 3, 1), "cleanup.policy", "delete,compact",
                KT_SOURCE_STATIC_BROKER, NULL);
    assert_string_equal(planned(&s), "grow keyed refused --grow-keyed\n"
                                     "grow random safe\n"
                                     "grow wanted refused --grow-keyed\n"
                                     "grow was refused --grow-keyed\n");
    assert_non_null(strstr(s.plan.op[0].why, "have keys"));
    assert_non_null(strstr(s.plan.op[2].why, "compacted"));
    assert_int_equal(s.plan.op[0].records, 9);
    assert_int_equal(s.plan.op[1].records, 0);
    assert_int_equal(s.plan.op[2].records, KT_UNKNOWN);
    assert_int_equal(s.plan.nrefused, 3);
    s.policy.grow_keyed = true;
    assert_string_equal(planned(&s), "grow keyed careful --grow-keyed\n"
                                     "grow random safe\n"
                                     "grow wanted careful --grow-keyed\n"
                                     "grow was careful --grow-keyed\n");
    assert_int_equal(kt_plan_changes(&s.plan), 4);
}

/* One live topic, one change of it. */
struct loss {
    const char *key, *from, *to; /* from NULL: not known, "(x": inherited x */
    const char *cleanup;         /* live override, NULL: none */
    const char *cleanup_to;      /* declared, NULL: none */
    int64_t records, deletable;
    const char *risk; /* "safe", "refused" or "loses": refused until the records are known */
    int64_t at_risk;
};

enum { ASK = KT_UNKNOWN };
static const struct loss losses[] = {
    /* Only records that become deletable make a shorter retention a risk. */
    {"retention.ms", "10", "5", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", "10", "5", NULL, NULL, 9, 0, "safe", 0},
    {"retention.ms", "10", "5", NULL, NULL, 9, ASK, "loses", ASK},
    {"retention.ms", "10", "5", NULL, NULL, ASK, ASK, "loses", ASK},
    {"retention.ms", "10", "5", NULL, NULL, 0, ASK, "safe", 0},
    {"retention.ms", "10", "15", NULL, NULL, 9, 4, "safe", 0},
    {"retention.ms", "10", "-1", NULL, NULL, 9, 4, "safe", 0},
    {"retention.ms", "-1", "5", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", "-1", "31536000000", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", "(10", "5", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", "(10", "10", NULL, NULL, 9, 4, "safe", 0},
    {"retention.ms", "(-1", "5", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", NULL, "5", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", NULL, "-1", NULL, NULL, 9, 4, "safe", 0},
    {"retention.ms", "10", "0", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", "0", "5", NULL, NULL, 9, 4, "safe", 0},
    /* Compaction alone deletes nothing by age or size, before and after. */
    {"retention.ms", "10", "5", "compact", NULL, 9, 4, "safe", 0},
    {"retention.ms", "10", "5", "", NULL, 9, 4, "safe", 0},
    {"retention.ms", "10", "5", "compact,delete", NULL, 9, 4, "refused", 4},
    {"retention.ms", "10", "5", "compact", "compact", 9, 4, "safe", 0},
    {"retention.ms", "10", "5", "compact", "delete", 9, 4, "refused", 4},
    {"retention.ms", "10", "5", "delete", "compact", 9, 4, "refused", 4},
    {"retention.bytes", "10", "5", "compact", NULL, 9, ASK, "safe", 0},
    {"retention.bytes", "10", "5", NULL, NULL, 9, 0, "refused", 9},
    {"retention.bytes", "10", "5", NULL, NULL, 0, 0, "safe", 0},
    {"retention.bytes", "10", "5", NULL, NULL, ASK, 0, "loses", ASK},
    {"retention.bytes", "-1", "5", NULL, NULL, 9, 0, "refused", 9},
    {"retention.bytes", "5", "10", NULL, NULL, 9, 0, "safe", 0},
    {"retention.bytes", "5", "-1", NULL, NULL, 9, 0, "safe", 0},
    {"cleanup.policy", "delete", "compact", NULL, NULL, 9, 0, "refused", 9},
    {"cleanup.policy", "compact", "compact,delete", NULL, NULL, 9, 0, "refused", 9},
    {"cleanup.policy", "delete", "compact", NULL, NULL, ASK, 0, "loses", ASK},
    {"cleanup.policy", "delete", "compact", NULL, NULL, 0, 0, "safe", 0},
    {"cleanup.policy", "(delete", "delete", NULL, NULL, 9, 0, "safe", 0},
    {"cleanup.policy", "(compact,delete", "delete,compact", NULL, NULL, 9, 0, "safe", 0},
    {"cleanup.policy", NULL, "delete", NULL, NULL, 9, 0, "refused", 9},
    {"segment.ms", "10", "5", NULL, NULL, 9, 9, "safe", 0},
    {"delete.retention.ms", "10", "5", NULL, NULL, 9, 9, "safe", 0},
};

static struct kt_topic *live_of(struct sets *s, const struct loss *loss)
{
    struct kt_topic *have = put(&s->have, "a", 1, 1);

    have->records = loss->records;
    have->deletable = loss->deletable;
    if (loss->cleanup != NULL)
        override(have, "cleanup.policy", loss->cleanup);
    return have;
}

static void check_loss(struct sets *s, const struct loss *loss)
{
    bool safe = strcmp(loss->risk, "safe") == 0;
    const struct kt_op *op = NULL;

    for (int allow = 0; allow <= 1; allow++) {
        s->policy.allow_loss = allow;
        print_message("%s %s -> %s%s\n", loss->key, loss->from ? loss->from : "?",
                      loss->to ? loss->to : "?", allow ? " --allow-loss" : "");
        kt_plan_diff(&s->plan, &s->want, &s->have, &s->policy);
        for (size_t i = 0; i < s->plan.nop; i++)
            if (strcmp(s->plan.op[i].key, loss->key) == 0)
                op = &s->plan.op[i];
        assert_non_null(op);
        assert_int_equal(op->risk, safe ? KT_SAFE : allow ? KT_CAREFUL : KT_REFUSED);
        assert_int_equal(op->loses, strcmp(loss->risk, "loses") == 0);
        assert_int_equal(op->records, loss->at_risk);
        assert_int_equal(op->why == NULL, safe);
        assert_true(safe ? op->flag == NULL : strcmp(op->flag, "--allow-loss") == 0);
    }
}

static void setting_may_lose_records(void **state)
{
    (void)state;
    for (size_t i = 0; i < KT_COUNT(losses); i++) {
        const struct loss *loss = &losses[i];
        KT_AUTO(sets) s = {0};
        struct kt_topic *have = live_of(&s, loss);
        struct kt_topic *want = put(&s.want, "a", 1, 1);

        if (loss->from != NULL && loss->from[0] == '(')
            live_config(have, loss->key, loss->from + 1, KT_SOURCE_DEFAULT, NULL);
        else if (loss->from != NULL)
            override(have, loss->key, loss->from);
        if (loss->cleanup_to != NULL)
            kt_topic_set(want, "cleanup.policy", loss->cleanup_to);
        kt_topic_set(want, loss->key, loss->to);
        check_loss(&s, loss);
    }
}

static const struct loss unset_losses[] = {
    {"retention.ms", "10", "5", NULL, NULL, 9, 4, "refused", 4},
    {"retention.ms", "10", "5", NULL, NULL, 9, ASK, "loses", ASK},
    {"retention.ms", "10", "15", NULL, NULL, 9, 4, "safe", 0},
    {"retention.ms", "10", "-1", NULL, NULL, 9, 4, "safe", 0},
    /* An unknown new value: how many records it deletes cannot be known, only whether there are. */
    {"retention.ms", "10", NULL, NULL, NULL, 9, 0, "refused", 9},
    {"retention.ms", "10", NULL, NULL, NULL, ASK, 0, "loses", ASK},
    {"retention.ms", "10", NULL, NULL, NULL, 0, ASK, "safe", 0},
    {"retention.ms", "-1", NULL, NULL, NULL, 9, 0, "refused", 9},
    {"retention.bytes", "10", NULL, NULL, NULL, 9, 0, "refused", 9},
    {"retention.bytes", "10", "-1", NULL, NULL, 9, 0, "safe", 0},
    {"retention.bytes", "10", "5", NULL, NULL, 9, 0, "refused", 9},
    {"cleanup.policy", "compact", "delete", NULL, NULL, 9, 0, "refused", 9},
    {"cleanup.policy", "compact", NULL, NULL, NULL, 9, 0, "refused", 9},
    {"cleanup.policy", "delete", "delete", NULL, NULL, 9, 0, "safe", 0},
    {"segment.ms", "10", NULL, NULL, NULL, 9, 9, "safe", 0},
};

static void unsetting_may_lose_records(void **state)
{
    (void)state;
    for (size_t i = 0; i < KT_COUNT(unset_losses); i++) {
        const struct loss *loss = &unset_losses[i];
        KT_AUTO(sets) s = {.policy.unset = true};

        live_config(live_of(&s, loss), loss->key, loss->from, KT_SOURCE_TOPIC, loss->to);
        put(&s.want, "a", 1, 1);
        check_loss(&s, loss);
    }
}

/* With --unset the topic goes back to deleting, and then its retention counts. */
static void retention_looks_at_the_policy_that_unset_leaves(void **state)
{
    KT_AUTO(sets) s = {0};
    struct kt_topic *have;

    (void)state;
    kt_topic_set(put(&s.want, "a", 1, 1), "retention.ms", "5");
    have = put(&s.have, "a", 1, 1);
    have->records = have->deletable = 1;
    live_config(have, "cleanup.policy", "compact", KT_SOURCE_TOPIC, "delete");
    override(have, "retention.ms", "10");
    assert_string_equal(planned(&s), "set a retention.ms 10>5 DYNAMIC_TOPIC_CONFIG safe\n"
                                     "unmanaged a cleanup.policy\n");
    s.policy.unset = true;
    assert_string_equal(
        planned(&s),
        "set a retention.ms 10>5 DYNAMIC_TOPIC_CONFIG refused --allow-loss\n"
        "unset a cleanup.policy compact>delete DYNAMIC_TOPIC_CONFIG refused --allow-loss\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_move_when_a_keyed_topic_grows),
        cmocka_unit_test(setting_may_lose_records),
        cmocka_unit_test(unsetting_may_lose_records),
        cmocka_unit_test(retention_looks_at_the_policy_that_unset_leaves),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
