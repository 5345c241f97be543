/* context.c - the rules of sections: names, protection, and which one is meant. */
#include <stdlib.h>
#include <string.h>

#include "ktool/context.h"
#include "ktool/settings.h"
#include "ktool/words.h"

static const char name_bytes[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
static const char *const own_keys[] = {"protected", "cluster.id"};

struct making {
    struct kt_contexts made;
    struct kt_text file; /* for places; no bytes: its lines hold passwords and are never shown */
    struct kt_errs *errs;
    enum kt_code code;
};

static void KT_PRINTF(3, 4) fault(struct making *m, int line, const char *fmt, ...)
{
    const struct kt_place at = {.text = &m->file, .line = line};
    KT_AUTO_STR text = NULL;
    va_list args;

    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    m->code = kt_fail_at(m->errs, KT_E_INPUT, &at, "%s", text);
}

static bool is_own(const char *key)
{
    for (size_t i = 0; i < KT_COUNT(own_keys); i++)
        if (strcmp(key, own_keys[i]) == 0)
            return true;
    return false;
}

/* A slip of the pen must not leave a cluster unprotected. */
static void check_spelling(struct making *m, const struct kt_pairs *pairs)
{
    for (size_t i = 0; i < pairs->n; i++) {
        const char *nearest = is_own(pairs->v[i].key)
                                  ? NULL
                                  : kt_nearest(pairs->v[i].key, own_keys, KT_COUNT(own_keys));

        if (nearest != NULL) {
            fault(m, pairs->v[i].line, "an unknown key that looks like '%s'", nearest);
            kt_hint(m->errs, "write %s=... in small letters", nearest);
        }
    }
}

static bool is_name(const char *text)
{
    const size_t len = strlen(text);

    return len > 0 && len <= KT_CONTEXT_NAME_MAX && text[0] != '-' &&
           strspn(text, name_bytes) == len;
}

static void check_name(struct making *m, const struct kt_section *section)
{
    const struct kt_context *first;

    if (!is_name(section->name)) {
        fault(m, section->line, "not a name for a section");
        kt_hint(m->errs,
                "letters, digits, '.', '_' and '-' make a name, at most %d, and it begins with no "
                "'-'",
                KT_CONTEXT_NAME_MAX);
        return;
    }
    first = kt_contexts_find(&m->made, section->name);
    if (first != NULL)
        fault(m, section->line, "a second section '%s'; the first one is in line %d", section->name,
              first->line);
}

/* Blanks at the end are easily left there, and the format keeps them. The caller frees it. */
static char *trimmed(const char *value)
{
    size_t len = strlen(value);

    while (len > 0 && strchr(" \t\f", value[len - 1]) != NULL)
        len--;
    return kt_strndup(value, len);
}

/* An id that can never be met would guard nothing. */
static void take_id(struct making *m, struct kt_context *to, const struct kt_pair *pair)
{
    kt_str_clear(&to->cluster_id);
    to->cluster_id = trimmed(pair->value);
    if (to->cluster_id[0] == '\0')
        kt_str_clear(&to->cluster_id);
    for (const char *at = to->cluster_id; at != NULL && *at != '\0'; at++) {
        const unsigned char c = (unsigned char)*at;

        if (c <= ' ' || c >= 0x7F || c == '"' || c == '\'') {
            fault(m, pair->line, "'cluster.id' is no id: it holds a quote, a blank or the like");
            kt_hint(m->errs, "write it as 'ktool cluster info' prints it, without quotes");
            return;
        }
    }
}

/* Moves everything but the section's own keys; the last line of one key counts. */
static const struct kt_pair *move_pairs(struct making *m, struct kt_context *to,
                                        const struct kt_pairs *from)
{
    const struct kt_pair *protection = NULL;

    for (size_t i = 0; i < from->n; i++) {
        const struct kt_pair *pair = &from->v[i];

        if (strcmp(pair->key, "protected") == 0) {
            protection = pair;
        } else if (strcmp(pair->key, "cluster.id") == 0) {
            take_id(m, to, pair);
        } else {
            kt_pairs_add(&to->pairs, pair->key, pair->value, pair->line);
        }
    }
    return protection;
}

static void protect(struct making *m, struct kt_context *context, const struct kt_pair *protection)
{
    KT_AUTO_STR value = NULL;

    if (protection == NULL)
        return;
    value = trimmed(protection->value);
    if (!kt_bool_parse(value, &context->is_protected)) {
        fault(m, protection->line, "'protected' is neither true nor false");
        kt_hint(m->errs, "write true or false (1 or 0, yes or no)");
    } else if (context->is_protected && context->cluster_id == NULL) {
        fault(m, context->line, "the section is protected and has no 'cluster.id'");
        kt_hint(m->errs, "'ktool cluster info' prints the id: add cluster.id=ID");
    }
}

static void take(struct making *m, struct kt_section *section)
{
    struct kt_contexts *made = &m->made;
    struct kt_context *context;

    if (section->name != NULL)
        check_name(m, section);
    else
        m->code = KT_E_INPUT;
    KT_GROW(made->v, made->n, made->cap);
    context = &made->v[made->n++];
    *context = (struct kt_context){.name = kt_strdup(section->name ? section->name : ""),
                                   .line = section->line};
    check_spelling(m, &section->pairs);
    protect(m, context, move_pairs(m, context, &section->pairs));
}

/* Lines that would guard nothing where they stand. */
static void check_first_part(struct making *m, const struct kt_section *part)
{
    for (size_t i = 0; i < part->pairs.n; i++)
        if (is_own(part->pairs.v[i].key)) {
            fault(m, part->pairs.v[i].line, "'%s' belongs into a section", part->pairs.v[i].key);
            kt_hint(m->errs, "write it under a line [NAME]");
        }
}

enum kt_code kt_contexts_make(struct kt_contexts *out, struct kt_sections *sections,
                              const char *file, struct kt_errs *errs)
{
    struct making m = {.errs = errs};

    m.made.file = kt_strdup(file);
    m.file.name = m.made.file;
    if (sections->n > 0)
        check_first_part(&m, &sections->v[0]);
    for (size_t i = 1; i < sections->n; i++) {
        if (i > KT_CONTEXTS_MAX) {
            fault(&m, sections->v[i].line, "more than %d sections", KT_CONTEXTS_MAX);
            break;
        }
        take(&m, &sections->v[i]);
    }
    if (m.code != KT_OK) {
        kt_contexts_clear(&m.made);
        return m.code;
    }
    *out = m.made;
    return KT_OK;
}

const struct kt_context *kt_contexts_find(const struct kt_contexts *contexts, const char *name)
{
    for (size_t i = 0; i < contexts->n; i++)
        if (strcmp(contexts->v[i].name, name) == 0)
            return &contexts->v[i];
    return NULL;
}

/* What there is instead. */
static void hint_others(const struct kt_contexts *contexts, const char *name, struct kt_errs *errs)
{
    const char **names = kt_calloc(contexts->n, sizeof(*names));
    KT_AUTO(kt_names) list = {0};
    KT_AUTO_STR all = NULL;
    const char *nearest;

    for (size_t i = 0; i < contexts->n; i++) {
        names[i] = contexts->v[i].name;
        kt_names_add(&list, names[i]);
    }
    all = kt_names_join(&list, ", ");
    nearest = kt_nearest(name, names, contexts->n);
    if (nearest != NULL)
        kt_hint(errs, "did you mean '%s'? %s has: %s", nearest, contexts->file, all);
    else
        kt_hint(errs, "%s has: %s", contexts->file, all);
    free(names);
}

enum kt_code kt_contexts_need(const struct kt_context **out, const struct kt_contexts *contexts,
                              const char *option, const char *name, struct kt_errs *errs)
{
    *out = kt_contexts_find(contexts, name);
    if (*out != NULL)
        return KT_OK;
    kt_fail(errs, KT_E_USAGE, "option '%s': there is no context '%s'", option, name);
    if (contexts->n > 0)
        hint_others(contexts, name, errs);
    else if (contexts->file != NULL)
        kt_hint(errs, "contexts are sections of %s, which has none: [NAME], then lines key=value",
                contexts->file);
    else
        kt_hint(errs, "contexts are sections of ~/.config/ktool/config, and HOME is not set");
    return KT_E_USAGE;
}

void kt_sections_clear(struct kt_sections *sections)
{
    for (size_t i = 0; i < sections->n; i++) {
        free(sections->v[i].name);
        kt_pairs_clear(&sections->v[i].pairs);
    }
    free(sections->v);
    *sections = (struct kt_sections){0};
}

void kt_contexts_clear(struct kt_contexts *contexts)
{
    for (size_t i = 0; i < contexts->n; i++) {
        free(contexts->v[i].name);
        free(contexts->v[i].cluster_id);
        kt_pairs_clear(&contexts->v[i].pairs);
    }
    free(contexts->v);
    free(contexts->file);
    *contexts = (struct kt_contexts){0};
}
