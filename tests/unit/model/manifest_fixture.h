/* manifest_fixture.h - manifests written as one line of flow style, read. */
#ifndef TESTS_UNIT_MODEL_MANIFEST_FIXTURE_H
#define TESTS_UNIT_MODEL_MANIFEST_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ktool/manifest.h"

enum { FIXTURE_DOCS_MAX = 3 };

/* What was read; freed by done(). */
struct read {
    struct kt_declared declared;
    struct kt_errs errs;
    enum kt_code code;
    struct kt_text text[FIXTURE_DOCS_MAX];
    struct kt_doc doc[FIXTURE_DOCS_MAX];
};

/* The few words of YAML that tests need, so that they need no YAML library: { }, [ ], plain and
 * 'quoted' scalars. Columns are bytes from 1. Recursion is as deep as the test's own text. */
static inline void fixture_node(struct kt_node *node, const char *text, const char **at)
{
    const char *p = *at + strspn(*at, " ");
    const char *begin = p;

    *node = (struct kt_node){.line = 1, .col = (int)(p - text) + 1};
    if (*p == '{' || *p == '[') {
        const bool is_map = *p == '{';
        size_t cap = 0;

        node->kind = is_map ? KT_NODE_MAP : KT_NODE_SEQ;
        for (p += 1 + strspn(p + 1, " "); *p != (is_map ? '}' : ']'); p += strspn(p, ", ")) {
            if (*p == '\0')
                fail_msg("the test's own text does not end: %s", text);
            for (int i = 0; i < (is_map ? 2 : 1); i++) {
                struct kt_node child;

                fixture_node(&child, text, &p);
                p += strspn(p, " ");
                if (i == 0 && is_map)
                    p += *p == ':';
                KT_GROW(node->child, node->n, cap);
                node->child[node->n++] = child;
            }
        }
        *at = p + 1;
        return;
    }
    node->quoted = *p == '\'';
    begin = p + node->quoted;
    p = begin;
    while (*p != '\0' && (node->quoted ? *p != '\'' : strchr(",{}[]", *p) == NULL) &&
           (node->quoted || *p != ':' || p[1] != ' '))
        p += strncmp(p, "${", 2) == 0 ? strcspn(p, "}") + 1 : 1;
    node->text = kt_strndup(begin, (size_t)(p - begin));
    node->kind = node->quoted || strcmp(node->text, "null") != 0 ? KT_NODE_SCALAR : KT_NODE_NULL;
    *at = p + node->quoted;
}

/* FROM_ENV is set, EMPTY is set to nothing, all else is unset. */
static inline const char *fixture_lookup(void *arg, const char *name)
{
    (void)arg;
    if (strcmp(name, "FROM_ENV") == 0)
        return "5";
    if (strcmp(name, "NOTHING") == 0)
        return "null";
    return strcmp(name, "EMPTY") == 0 ? "" : NULL;
}

/* Each text is the file "0.yaml", "1.yaml", ... in the folder "dir". */
static inline void read_with(struct read *r, struct kt_manifest_options options,
                             const char *const *texts, size_t n)
{
    *r = (struct read){0};
    options.lookup = fixture_lookup;
    for (size_t i = 0; i < n; i++) {
        const char *at = texts[i];

        r->text[i] = (struct kt_text){.name = kt_format("dir/%zu.yaml", i),
                                      .bytes = kt_strdup(texts[i]),
                                      .len = strlen(texts[i])};
        r->doc[i].text = &r->text[i];
        fixture_node(&r->doc[i].root, texts[i], &at);
    }
    r->code = kt_manifest_read(&r->declared, r->doc, n, &options, &r->errs);
}

static inline void done(struct read *r)
{
    kt_declared_clear(&r->declared);
    for (size_t i = 0; i < FIXTURE_DOCS_MAX; i++) {
        kt_node_clear(&r->doc[i].root);
        kt_text_clear(&r->text[i]);
    }
    kt_errs_clear(&r->errs);
}

/* The members between "version: 1" and the end. */
static inline void read_one(struct read *r, const char *environment, const char *members)
{
    char *text = kt_format("{version: 1, %s}", members);
    const char *texts[] = {text};

    read_with(r, (struct kt_manifest_options){.environment = environment}, texts, 1);
    free(text);
}

/* The error, warning or note that says `words`, or the test fails. */
static inline const struct kt_err *said(const struct read *r, enum kt_severity severity,
                                        const char *words)
{
    for (size_t i = 0; i < r->errs.n; i++)
        if (r->errs.v[i].severity == severity && strstr(r->errs.v[i].text, words) != NULL)
            return &r->errs.v[i];
    for (size_t i = 0; i < r->errs.n; i++)
        print_error("said: %s\n", r->errs.v[i].text);
    fail_msg("nothing says: %s", words);
    return NULL;
}

/* `members` is refused with one error, which says `words`. */
static inline void refused(const char *members, const char *words)
{
    struct read r;

    read_one(&r, NULL, members);
    (void)said(&r, KT_ERROR, words);
    if (r.errs.nerrors != 1)
        fail_msg("%zu errors: %s", r.errs.nerrors, members);
    assert_int_equal(r.code, KT_E_INPUT);
    assert_int_equal(r.declared.topics.n, 0);
    done(&r);
}

/* Reads without an error, or the test fails. */
static inline void accepted(struct read *r, const char *environment, const char *members)
{
    read_one(r, environment, members);
    for (size_t i = 0; i < r->errs.n; i++)
        if (r->errs.v[i].severity == KT_ERROR)
            fail_msg("%s: %s", members, r->errs.v[i].text);
    assert_int_equal(r->code, KT_OK);
}

static inline const struct kt_topic *topic_of(const struct read *r, const char *name)
{
    const struct kt_topic *topic = kt_topics_find(&r->declared.topics, name);

    if (topic == NULL)
        fail_msg("no topic '%s'", name);
    return topic;
}

static inline const char *value_of(const struct kt_topic *topic, const char *key)
{
    const struct kt_config *config = kt_topic_config(topic, key);

    return config != NULL ? config->value : "(none)";
}

#endif
