/* settings_fixture.h - sources written as text, resolved. */
#ifndef TESTS_UNIT_MODEL_SETTINGS_FIXTURE_H
#define TESTS_UNIT_MODEL_SETTINGS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/settings.h"

/* What the sources hold: lines NAME=VALUE; NULL: nothing. */
struct world {
    const char *option, *x, *file, *context, *environment, *dotenv, *user;
};

struct resolved {
    struct kt_settings settings;
    struct kt_errs errs;
    enum kt_code code;
};

static inline void world_pairs(struct kt_pairs *pairs, const char *text)
{
    int line = 1;

    for (; text != NULL && *text != '\0'; line++) {
        size_t len = strcspn(text, "\n"), key = strcspn(text, "=");
        KT_AUTO_STR name = kt_strndup(text, key);
        KT_AUTO_STR value = kt_strndup(text + key + 1, len - key - 1);

        kt_pairs_add(pairs, name, value, line);
        text += len + (text[len] == '\n');
    }
}

struct world_inputs {
    struct kt_pairs pairs[KT_FROM_DEFAULT];
    struct kt_setting_input inputs[KT_FROM_DEFAULT];
};

static inline void world_open(struct world_inputs *w, struct world world)
{
    const char *texts[] = {world.option,      world.x,      world.file, world.context,
                           world.environment, world.dotenv, world.user};
    const char *origins[] = {NULL, NULL, "client.properties", "config", NULL, ".env", "config"};

    *w = (struct world_inputs){0};
    for (size_t i = 0; i < KT_COUNT(texts); i++) {
        world_pairs(&w->pairs[i], texts[i]);
        w->inputs[i] = (struct kt_setting_input){.source = (enum kt_setting_source)i,
                                                 .origin = origins[i],
                                                 .pairs = &w->pairs[i],
                                                 .section = i == KT_FROM_CONTEXT ? "prod" : NULL};
    }
}

static inline void world_close(struct world_inputs *w)
{
    for (size_t i = 0; i < KT_COUNT(w->pairs); i++)
        kt_pairs_clear(&w->pairs[i]);
}

static inline struct resolved resolve(struct world world)
{
    struct world_inputs w;
    struct resolved r = {0};

    world_open(&w, world);
    r.code = kt_settings_resolve(&r.settings, w.inputs, KT_COUNT(w.inputs), &r.errs);
    world_close(&w);
    return r;
}

static inline void done(struct resolved *r)
{
    kt_settings_clear(&r->settings);
    kt_settings_clear(&r->settings);
    kt_errs_clear(&r->errs);
}

static inline const struct kt_setting_value *entry(const struct resolved *r, const char *name)
{
    for (size_t i = 0; i < r->settings.n; i++)
        if (strcmp(r->settings.v[i].name, name) == 0)
            return &r->settings.v[i];
    return NULL;
}

/* NULL is a text of its own here. */
static inline void same_text(const char *got, const char *want)
{
    assert_string_equal(got ? got : "(null)", want ? want : "(null)");
}

/* The value and the origin of one setting in that world. */
static inline void expect(struct world world, const char *name, const char *value,
                          const char *origin)
{
    struct resolved r = resolve(world);

    if (r.errs.n > 0 && r.errs.v[0].severity == KT_ERROR)
        fail_msg("%s", r.errs.v[0].text);
    assert_int_equal(r.code, KT_OK);
    assert_non_null(entry(&r, name));
    same_text(entry(&r, name)->value, value);
    same_text(kt_settings_get(&r.settings, name), value);
    same_text(entry(&r, name)->origin, origin);
    done(&r);
}

/* The one error of that world: its class, its place and its text. */
static inline void expect_error(struct world world, enum kt_code code, const char *file, int line,
                                const char *text)
{
    struct resolved r = resolve(world);
    size_t at = 0;

    assert_int_equal(r.code, code);
    assert_int_equal(r.settings.n, 0);
    assert_int_equal(r.errs.nerrors, 1);
    while (r.errs.v[at].severity != KT_ERROR)
        at++;
    assert_int_equal(r.errs.v[at].code, code);
    same_text(r.errs.v[at].file, file);
    assert_int_equal(r.errs.v[at].line, line);
    assert_null(r.errs.v[at].excerpt);
    same_text(r.errs.v[at].text, text);
    done(&r);
}

#endif
