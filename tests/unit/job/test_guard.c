/* test_guard.c - changes on protected clusters: what is asked, what is told, what is let through.
 */
#include "job_fixture.h"
#include "ktool/guard.h"

volatile sig_atomic_t job_stop;

struct world {
    struct kt_context v[4];
    struct kt_contexts contexts;
    struct kt_ctx ctx;
    struct kt_metadata metadata;
    char *noticed; /* lines */
    struct kt_errs errs;
};

static void listen(void *arg, const char *text)
{
    struct world *w = arg;
    char *longer = kt_format("%s%s\n", w->noticed, text);

    free(w->noticed);
    w->noticed = longer;
}

/* Two names for one protected cluster, another one, and one that is free. */
static void begin(struct world *w, const char *id)
{
    static char prod[] = "prod", also[] = "also", other[] = "other", dev[] = "dev";
    static char idp[] = "P", ido[] = "O", idd[] = "D";

    *w = (struct world){
        .v = {{.name = prod, .is_protected = true, .cluster_id = idp},
              {.name = also, .is_protected = true, .cluster_id = idp},
              {.name = other, .is_protected = true, .cluster_id = ido},
              {.name = dev, .cluster_id = idd}},
        .ctx = {.notice = listen,
                .notice_arg = w,
                .link = {.brokers = "a:1,b:2", .brokers_origin = "KAFKA_BROKERS in .env:3"}},
        .metadata = {.cluster_id = kt_strdup(id)},
        .noticed = kt_strdup("")};
    w->contexts = (struct kt_contexts){.v = w->v, .n = KT_COUNT(w->v)};
    w->ctx.contexts = &w->contexts;
}

static void end(struct world *w)
{
    kt_metadata_clear(&w->metadata);
    free(w->noticed);
    kt_errs_clear(&w->errs);
}

/* What is noticed and what is refused on the cluster of that id. */
static void expect(const char *id, const char *context, const char *yes_on, const char *noticed,
                   const char *refused)
{
    struct world w;
    enum kt_code code;

    begin(&w, id);
    w.ctx.context = context;
    w.ctx.yes_on = yes_on;
    code = kt_guard(&w.ctx, &w.metadata, &w.errs);
    assert_string_equal(w.noticed, noticed);
    assert_int_equal(code, refused ? KT_E_REFUSED : KT_OK);
    assert_int_equal(w.errs.n, refused ? 1 : 0);
    if (refused != NULL) {
        assert_string_equal(w.errs.v[0].text, refused);
        assert_non_null(w.errs.v[0].hint);
    }
    end(&w);
}

static void protected_by_its_id(void **state)
{
    static const char told[] = "cluster 'P' at a:1,b:2 (brokers: KAFKA_BROKERS in .env:3) is "
                               "protected as 'prod', 'also'\n";
    static const char refused[] = "cluster 'P' is protected as 'prod', 'also'";

    (void)state;
    expect("P", NULL, NULL, told, refused);
    expect("P", NULL, "prod", told, NULL);
    expect("P", NULL, "also", told, NULL);
    expect("P", NULL, "nobody", told, refused);
    expect("P", "prod", NULL, told, refused);
    expect("P", "prod", "prod", told, NULL);
}

static void the_hint_names_the_flag(void **state)
{
    struct world w;

    (void)state;
    begin(&w, "O");
    assert_int_equal(kt_guard(&w.ctx, &w.metadata, &w.errs), KT_E_REFUSED);
    assert_string_equal(w.errs.v[0].hint, "to change it add --yes-on other");
    end(&w);
}

static void not_protected(void **state)
{
    (void)state;
    expect("X", NULL, NULL, "", NULL);
    expect("p", NULL, NULL, "", NULL);
    expect("D", "dev", NULL, "", NULL);
    expect("X", NULL, "nobody", "", NULL);
    expect("D", NULL, "dev", "", NULL);
}

static void yes_on_another_cluster(void **state)
{
    struct world w;

    (void)state;
    expect("X", NULL, "prod", "",
           "this is not 'prod': the cluster at a:1,b:2 is 'X', and 'prod' is 'P'");
    expect("X", NULL, "dev", "",
           "this is not 'dev': the cluster at a:1,b:2 is 'X', and 'dev' is 'D'");
    expect("O", NULL, "prod",
           "cluster 'O' at a:1,b:2 (brokers: KAFKA_BROKERS in .env:3) is protected as 'other'\n",
           "this is not 'prod': the cluster at a:1,b:2 is 'O', and 'prod' is 'P'");
    begin(&w, "X");
    w.ctx.yes_on = "prod";
    assert_int_equal(kt_guard(&w.ctx, &w.metadata, &w.errs), KT_E_REFUSED);
    assert_string_equal(w.errs.v[0].hint,
                        "connected to a:1,b:2 (brokers: KAFKA_BROKERS in .env:3); correct that, or "
                        "'cluster.id' in section [prod]");
    end(&w);
}

static void another_cluster_than_chosen(void **state)
{
    (void)state;
    expect("X", "prod", "prod", "", "context 'prod' is for cluster 'P', and this is cluster 'X'");
    expect("X", "dev", NULL, "", "context 'dev' is for cluster 'D', and this is cluster 'X'");
    expect("O", "prod", "other",
           "cluster 'O' at a:1,b:2 (brokers: KAFKA_BROKERS in .env:3) is protected as 'other'\n",
           "context 'prod' is for cluster 'P', and this is cluster 'O'");
}

static void a_cluster_without_an_id(void **state)
{
    static const char told[] = "the cluster at a:1,b:2 (brokers: KAFKA_BROKERS in .env:3) tells no "
                               "id and may be one that is protected: 'prod', 'also', 'other'\n";
    static const char refused[] =
        "the cluster tells no id and may be one that is protected: 'prod', 'also', 'other'";
    struct world w;

    (void)state;
    expect(NULL, NULL, NULL, told, refused);
    expect("", NULL, NULL, told, refused);
    expect(NULL, NULL, "other", told, NULL);
    expect(NULL, NULL, "dev", told, refused);
    expect(NULL, "prod", "prod", told,
           "context 'prod' is for cluster 'P', and this one does not tell its id");
    /* Where nothing is protected an id is no matter. */
    begin(&w, NULL);
    w.contexts.n = 0;
    assert_int_equal(kt_guard(&w.ctx, &w.metadata, &w.errs), KT_OK);
    w.ctx.contexts = NULL;
    assert_int_equal(kt_guard(&w.ctx, &w.metadata, &w.errs), KT_OK);
    end(&w);
}

static void only_changes_are_guarded(void **state)
{
    static char name[] = "prod", id[] = "fake-cluster";
    struct kt_context context = {.name = name, .is_protected = true, .cluster_id = id};
    const struct kt_contexts contexts = {.v = &context, .n = 1};
    struct kt_metadata metadata = {0};
    struct job job;

    (void)state;
    job_begin(&job, "{}", NULL);
    job.ctx.contexts = &contexts;
    assert_int_equal(kt_connect(&job.ctx, 1000, KT_TO_LOOK, &metadata, &job.errs), KT_OK);
    kt_metadata_clear(&metadata);
    assert_int_equal(kt_connect(&job.ctx, 1000, KT_TO_CHANGE, &metadata, &job.errs), KT_E_REFUSED);
    assert_null(metadata.cluster_id);
    assert_string_equal(job.errs.v[0].text, "cluster 'fake-cluster' is protected as 'prod'");
    job.ctx.yes_on = "prod";
    assert_int_equal(kt_connect(&job.ctx, 1000, KT_TO_CHANGE, &metadata, &job.errs), KT_OK);
    kt_metadata_clear(&metadata);
    job_end(&job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(protected_by_its_id),
        cmocka_unit_test(the_hint_names_the_flag),
        cmocka_unit_test(not_protected),
        cmocka_unit_test(yes_on_another_cluster),
        cmocka_unit_test(another_cluster_than_chosen),
        cmocka_unit_test(a_cluster_without_an_id),
        cmocka_unit_test(only_changes_are_guarded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
