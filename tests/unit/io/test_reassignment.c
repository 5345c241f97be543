/* test_reassignment.c - replicas added and dropped; expectations are worked out by hand. */
#include "io_fixture.h"
#include "ktool/plan_file.h"

enum { TOPICS_MAX = 4 };

/* A plan that holds one KT_OP_REPLICATE a topic. */
struct fixture {
    struct kt_topic want[TOPICS_MAX], have[TOPICS_MAX];
    struct kt_op op[TOPICS_MAX];
    struct kt_plan plan;
};

static void topic(struct fixture *f, const char *name, int replication)
{
    size_t i = f->plan.nop++;

    kt_topic_init(&f->want[i], name);
    kt_topic_init(&f->have[i], name);
    f->want[i].replication = replication;
    f->op[i] = (struct kt_op){.kind = KT_OP_REPLICATE, .want = &f->want[i], .have = &f->have[i]};
    f->plan.op = f->op;
}

/* Digits are broker ids: "12" has its leader on 1 and a second replica on 2. All in sync but those
 * in `behind`. */
static void partition(struct fixture *f, const char *replicas, const char *behind)
{
    struct kt_topic *t = &f->have[f->plan.nop - 1];
    struct kt_partition *p;

    t->partition = kt_realloc(t->partition, t->npartition + 1, sizeof(*t->partition));
    p = &t->partition[t->npartition];
    *p = (struct kt_partition){.id = (int)t->npartition, .leader = replicas[0] - '0'};
    p->replicas = kt_calloc(strlen(replicas), sizeof(int));
    p->isr = kt_calloc(strlen(replicas), sizeof(int));
    for (const char *r = replicas; *r != '\0'; r++) {
        p->replicas[p->nreplicas++] = *r - '0';
        if (strchr(behind, *r) == NULL)
            p->isr[p->nisr++] = *r - '0';
    }
    t->npartition++;
}

static void clear(struct fixture *f)
{
    for (size_t i = 0; i < f->plan.nop; i++) {
        kt_topic_clear(&f->want[i]);
        kt_topic_clear(&f->have[i]);
    }
}

/* Brokers 1 to n; clears the fixture. */
static void gives(struct fixture *f, size_t n, const char *lines)
{
    static const int brokers[] = {1, 2, 3, 4, 5, 6};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR text = NULL;
    KT_AUTO_STR expected = kt_format("{\"version\":1,\"partitions\":[%s\n]}\n", lines);

    assert_int_equal(kt_reassignment_text(&text, &f->plan, brokers, n, &errs), KT_OK);
    assert_string_equal(text, expected);
    clear(f);
}

#define LINE(t, p, r) "\n  {\"topic\":\"" t "\",\"partition\":" p ",\"replicas\":[" r "]}"

static void followers_are_spread(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 2);
    partition(&f, "1", "");
    partition(&f, "2", "");
    partition(&f, "3", "");
    gives(&f, 3, LINE("t", "0", "1,2") "," LINE("t", "1", "2,3") "," LINE("t", "2", "3,1"));
}

static void those_with_less_get_more(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 2);
    partition(&f, "1", "");
    partition(&f, "1", "");
    partition(&f, "1", "");
    partition(&f, "2", "");
    gives(&f, 4,
          LINE("t", "0", "1,3") "," LINE("t", "1", "1,4") "," LINE("t", "2", "1,2") "," LINE(
              "t", "3", "2,3"));
}

static void load_counts_over_topics(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "a", 2);
    partition(&f, "1", "");
    topic(&f, "b", 3);
    partition(&f, "12", "");
    gives(&f, 4, LINE("a", "0", "1,3") "," LINE("b", "0", "1,2,4"));
}

static void the_preferred_leader_stays(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 1);
    partition(&f, "123", "");
    partition(&f, "321", "3");
    gives(&f, 3, LINE("t", "0", "1") "," LINE("t", "1", "3"));
}

static void the_fullest_broker_is_relieved(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 2);
    partition(&f, "123", "");
    partition(&f, "12", "");
    partition(&f, "32", "");
    gives(&f, 3, LINE("t", "0", "1,3"));
}

static void those_behind_go_first(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 2);
    partition(&f, "123", "3");
    partition(&f, "124", "");
    partition(&f, "124", "2");
    gives(&f, 4, LINE("t", "0", "1,2") "," LINE("t", "1", "1,4") "," LINE("t", "2", "1,4"));
}

static void dead_brokers_are_replaced(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 2);
    partition(&f, "9", "");
    partition(&f, "91", "");
    partition(&f, "19", "");
    gives(&f, 3, LINE("t", "0", "2,3") "," LINE("t", "1", "1,2") "," LINE("t", "2", "1,3"));
}

static void only_changes_are_listed(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 2);
    partition(&f, "12", "");
    partition(&f, "2", "");
    gives(&f, 2, LINE("t", "1", "2,1"));
    gives(&(struct fixture){0}, 3, "");
}

static void other_operations_do_not_count(void **state)
{
    struct fixture f = {0};

    (void)state;
    topic(&f, "t", 2);
    partition(&f, "1", "");
    f.op[0].kind = KT_OP_SET;
    gives(&f, 3, "");
}

static void too_few_brokers(void **state)
{
    static const int brokers[] = {1, 2};
    struct fixture f = {0};
    KT_AUTO(kt_errs) errs = {0};
    KT_AUTO_STR text = NULL;

    (void)state;
    topic(&f, "a", 3);
    partition(&f, "12", "");
    topic(&f, "b", 2);
    topic(&f, "c", 4);
    assert_int_equal(kt_reassignment_text(&text, &f.plan, brokers, 2, &errs), KT_E_REFUSED);
    assert_null(text);
    assert_int_equal(errs.n, 2);
    assert_string_equal(errs.v[0].text,
                        "topic 'a' wants 3 replicas, but the number of brokers is 2");
    assert_string_equal(errs.v[1].text,
                        "topic 'c' wants 4 replicas, but the number of brokers is 2");
    clear(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(followers_are_spread),
        cmocka_unit_test(those_with_less_get_more),
        cmocka_unit_test(load_counts_over_topics),
        cmocka_unit_test(the_preferred_leader_stays),
        cmocka_unit_test(the_fullest_broker_is_relieved),
        cmocka_unit_test(those_behind_go_first),
        cmocka_unit_test(dead_brokers_are_replaced),
        cmocka_unit_test(only_changes_are_listed),
        cmocka_unit_test(other_operations_do_not_count),
        cmocka_unit_test(too_few_brokers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
