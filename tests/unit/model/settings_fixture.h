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
    const char *option, *x, *file, *environment, *dotenv, *user;
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

static inline struct resolved resolve(struct world world)
{
    const char *texts[] = {world.option,      world.x,      world.file,
                           world.environment, world.dotenv, world.user};
    const char *origins[] = {NULL, NULL, "client.properties", NULL, ".env", "config"};
    struct kt_pairs pairs[KT_COUNT(texts)] = {{0}};
    struct kt_setting_input inputs[KT_COUNT(texts)];
    struct resolved r = {0};

    for (size_t i = 0; i < KT_COUNT(texts); i++) {
        world_pairs(&pairs[i], texts[i]);
        inputs[i] = (struct kt_setting_input){
            .source = (enum kt_setting_source)i, .origin = origins[i], .pairs = &pairs[i]};
    }
    r.code = kt_settings_resolve(&r.settings, inputs, KT_COUNT(inputs), &r.errs);
    for (size_t i = 0; i < KT_COUNT(texts); i++)
        kt_pairs_clear(&pairs[i]);
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

    assert_int_equal(r.code, code);
    assert_int_equal(r.settings.n, 0);
    assert_int_equal(r.errs.nerrors, 1);
    assert_int_equal(r.errs.v[0].code, code);
    same_text(r.errs.v[0].file, file);
    assert_int_equal(r.errs.v[0].line, line);
    assert_null(r.errs.v[0].excerpt);
    same_text(r.errs.v[0].text, text);
    done(&r);
}

#endif
