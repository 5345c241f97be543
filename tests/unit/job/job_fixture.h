/* job_fixture.h - a fake cluster, what is wanted of it, and the way from one to the other. */
#ifndef KTOOL_TESTS_JOB_FIXTURE_H
#define KTOOL_TESTS_JOB_FIXTURE_H

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../fake/fake.h"
#include "ktool/clock.h"
#include "ktool/connect.h"
#include "ktool/converge.h"
#include "ktool/manifest.h"
#include "ktool/yaml.h"

enum { READY_MS = 60000 };

struct job {
    struct kt_settings settings;
    struct kt_ctx ctx;
    struct kt_text text;
    struct kt_doc *doc;
    size_t ndoc;
    struct kt_declared declared;
    struct kt_policy policy;
    struct kt_planned planned;
    struct kt_applied applied;
    bool moved;
    struct kt_errs errs;
};

/* Shared with the program's signal handler, which only sets it. */
extern volatile sig_atomic_t job_stop;

/* `state` is the fake's (fake.h); `topics` the lines below "topics:" of a manifest, NULL: none. */
static inline void job_begin(struct job *job, const char *state, const char *topics)
{
    const struct kt_manifest_options none = {0};
    KT_AUTO_STR bytes = kt_format("version: 1\ntopics: %s\n", topics ? topics : "{}");

    job_stop = 0;
    kt_fake_use(state);
    *job = (struct job){0};
    assert_int_equal(kt_settings_resolve(&job->settings, NULL, 0, &job->errs), KT_OK);
    job->ctx = (struct kt_ctx){.settings = &job->settings, .handle = KT_HANDLE_ADMIN};
    job->ctx.stop = &job_stop;
    if (topics == NULL)
        return;
    job->text = (struct kt_text){
        .name = kt_strdup("m.yaml"), .bytes = kt_strdup(bytes), .len = strlen(bytes)};
    assert_int_equal(kt_yaml_read(&job->doc, &job->ndoc, &job->text, &job->errs), KT_OK);
    assert_int_equal(kt_manifest_read(&job->declared, job->doc, job->ndoc, &none, &job->errs),
                     KT_OK);
}

static inline void job_end(struct job *job)
{
    kt_planned_clear(&job->planned);
    kt_cluster_close(&job->ctx.cluster);
    kt_declared_clear(&job->declared);
    kt_docs_free(job->doc, job->ndoc);
    kt_text_clear(&job->text);
    kt_settings_clear(&job->settings);
    kt_errs_clear(&job->errs);
    kt_fake_use(NULL);
}

static inline enum kt_code job_plan(struct job *job)
{
    struct kt_metadata live = {0};

    kt_planned_clear(&job->planned);
    KT_TRY(kt_connect(&job->ctx, 10000, KT_TO_CHANGE, &live, &job->errs));
    return kt_plan_make(&job->ctx, &job->planned, &live, &job->declared.topics, &job->policy, true,
                        &job->errs);
}

static inline enum kt_code job_apply(struct job *job)
{
    return kt_apply(&job->ctx, &job->applied, &job->planned, &job->declared.topics, &job->policy,
                    READY_MS, &job->moved, &job->errs);
}

static inline enum kt_code job_init(struct job *job)
{
    KT_TRY(job_plan(job));
    return job_apply(job);
}

/* "created grown set unset", as kt_apply() counted. */
static inline void assert_applied(const struct job *job, size_t created, size_t grown, size_t set,
                                  size_t unset)
{
    assert_int_equal(job->applied.created, created);
    assert_int_equal(job->applied.grown, grown);
    assert_int_equal(job->applied.set, set);
    assert_int_equal(job->applied.unset, unset);
}

/* How often a line of the calls begins with these words. */
static inline size_t calls_of(const char *words)
{
    KT_AUTO_STR calls = kt_fake_calls();
    size_t n = 0;

    for (const char *line = calls; *line != '\0';) {
        n += strncmp(line, words, strlen(words)) == 0;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return n;
}

static inline void assert_no_call(const char *part)
{
    KT_AUTO_STR calls = kt_fake_calls();

    if (strstr(calls, part) != NULL)
        fail_msg("'%s' among the calls:\n%s", part, calls);
}

static inline void assert_call(const char *line)
{
    KT_AUTO_STR calls = kt_fake_calls();
    KT_AUTO_STR whole = kt_format("%s\n", line);

    if (strstr(calls, whole) == NULL)
        fail_msg("no '%s' among the calls:\n%s", line, calls);
}

/* Plans again, and wants nothing left to do. */
static inline void assert_converged(struct job *job)
{
    assert_int_equal(job_plan(job), KT_OK);
    assert_int_equal(job->planned.plan.nop, 0);
}

#endif
