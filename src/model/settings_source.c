/* settings_source.c - finds a value in the sources, and says where it stands. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

bool kt_source_has_variables(enum kt_setting_source source)
{
    return source == KT_FROM_ENVIRONMENT || source == KT_FROM_DOTENV;
}

bool kt_source_has_properties(enum kt_setting_source source)
{
    return source == KT_FROM_X || source == KT_FROM_FILE || source == KT_FROM_CONTEXT ||
           source == KT_FROM_USER;
}

enum kt_code kt_setting_sources_open(struct kt_setting_sources *out,
                                     const struct kt_setting_input *inputs, size_t n,
                                     struct kt_errs *errs)
{
    enum kt_code code = KT_OK;

    out->v = kt_calloc(n, sizeof(*out->v));
    out->n = n;
    for (size_t i = 0; i < n; i++) {
        enum kt_code one = KT_OK;

        out->v[i].input = &inputs[i];
        if (kt_source_has_properties(inputs[i].source))
            one = kt_java_translate(&out->v[i].translated, &inputs[i], errs);
        if (one != KT_OK)
            code = one;
    }
    return code;
}

void kt_setting_sources_clear(struct kt_setting_sources *sources)
{
    for (size_t i = 0; i < sources->n; i++)
        kt_pairs_clear(&sources->v[i].translated);
    free(sources->v);
    *sources = (struct kt_setting_sources){0};
}

void kt_found_clear(struct kt_found *found)
{
    kt_str_clear(&found->name);
    kt_str_clear(&found->value);
    found->input = NULL;
    found->rank = SIZE_MAX;
    found->line = 0;
}

/* The last of that name, where it is not empty. */
static const struct kt_pair *last_pair(const struct kt_pairs *pairs, const char *name)
{
    for (size_t i = pairs->n; i-- > 0;)
        if (strcmp(pairs->v[i].key, name) == 0)
            return *pairs->v[i].value != '\0' ? &pairs->v[i] : NULL;
    return NULL;
}

/* "KAFKA_BROKER_1..9": the values of KAFKA_BROKER_1 to KAFKA_BROKER_9 with commas between. */
static bool find_numbered(struct kt_found *out, const struct kt_pairs *pairs, const char *name)
{
    size_t stem = strlen(name) - strlen("1..9");
    char *joined = NULL;
    int line = 0;

    for (int i = 1; i <= 9; i++) {
        KT_AUTO_STR one = kt_format("%.*s%d", (int)stem, name, i);
        const struct kt_pair *pair = last_pair(pairs, one);
        char *longer;

        if (pair == NULL)
            continue;
        longer = joined ? kt_format("%s,%s", joined, pair->value) : kt_strdup(pair->value);
        free(joined);
        joined = longer;
        if (line == 0)
            line = pair->line;
    }
    if (joined == NULL)
        return false;
    out->name = kt_strdup(name);
    out->value = joined;
    out->line = line;
    return true;
}

bool kt_found_by_name(struct kt_found *out, const struct kt_setting_sources *sources, size_t rank,
                      const char *name)
{
    const struct kt_setting_holder *source = &sources->v[rank];
    const struct kt_pairs *pairs = kt_source_has_properties(source->input->source)
                                       ? &source->translated
                                       : source->input->pairs;
    const struct kt_pair *pair;

    kt_found_clear(out);
    if (strstr(name, "1..9") != NULL) {
        if (!find_numbered(out, pairs, name))
            return false;
    } else {
        pair = last_pair(pairs, name);
        if (pair == NULL)
            return false;
        out->name = kt_strdup(name);
        out->value = kt_strdup(pair->value);
        out->line = pair->line;
    }
    out->input = source->input;
    out->rank = rank;
    return true;
}

static bool find_variable(struct kt_found *out, const struct kt_setting_sources *sources,
                          size_t rank, const char *names)
{
    while (*names != '\0') {
        size_t len = strcspn(names, " ");
        KT_AUTO_STR name = kt_strndup(names, len);

        if (kt_found_by_name(out, sources, rank, name))
            return true;
        names += len;
        names += strspn(names, " ");
    }
    return false;
}

bool kt_found_in(struct kt_found *out, const struct kt_setting_sources *sources, size_t rank,
                 const struct kt_setting *row)
{
    const enum kt_setting_source source = sources->v[rank].input->source;
    const char *name = row->property != NULL ? row->property : row->key;

    kt_found_clear(out);
    if (source == KT_FROM_DOTENV && row->trusted)
        return false;
    if (kt_source_has_variables(source))
        return row->env != NULL && find_variable(out, sources, rank, row->env);
    if (kt_source_has_properties(source))
        return name != NULL && kt_found_by_name(out, sources, rank, name);
    return kt_found_by_name(out, sources, rank, row->name);
}

bool kt_found_setting(struct kt_found *out, const struct kt_setting_sources *sources,
                      const struct kt_setting *row)
{
    kt_found_clear(out);
    for (size_t rank = 0; rank < sources->n; rank++)
        if (kt_found_in(out, sources, rank, row))
            return true;
    return false;
}

char *kt_found_origin(const struct kt_found *found)
{
    const struct kt_setting_input *input = found->input;

    switch (input->source) {
    case KT_FROM_OPTION:
        return kt_strdup(kt_setting_row(found->name)->option);
    case KT_FROM_X:
        return kt_strdup("-X");
    case KT_FROM_ENVIRONMENT:
        return kt_format("%s in the environment", found->name);
    case KT_FROM_DOTENV:
        return kt_format("%s in %s:%d", found->name, input->origin, found->line);
    case KT_FROM_CONTEXT:
        return kt_format("[%s] in %s:%d", input->section, input->origin, found->line);
    case KT_FROM_FILE:
    case KT_FROM_USER:
    case KT_FROM_DEFAULT:
    case KT_NSOURCES:
        break;
    }
    return kt_format("%s:%d", input->origin, found->line);
}

enum kt_code kt_found_code(const struct kt_found *found)
{
    return found->input->source <= KT_FROM_X ? KT_E_USAGE : KT_E_INPUT;
}

/* For places. No bytes: a line of such a file may hold a password and is never shown. */
static struct kt_text named(const struct kt_setting_input *input)
{
    return (struct kt_text){.name = kt_strdup(input->origin)};
}

char *kt_found_title(const struct kt_found *found)
{
    if (found->input->source == KT_FROM_OPTION)
        return kt_strdup(kt_setting_row(found->name)->option);
    return found->input->source == KT_FROM_X ? kt_format("-X %s", found->name)
                                             : kt_strdup(found->name);
}

enum kt_code kt_found_fail(struct kt_errs *errs, const struct kt_found *found, const char *fmt, ...)
{
    KT_AUTO_STR text = NULL;
    KT_AUTO_STR name = kt_found_title(found);
    KT_AUTO(kt_text) file = named(found->input);
    const struct kt_place at = {.text = file.name ? &file : NULL, .line = found->line};
    va_list args;

    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    if (found->input->source == KT_FROM_ENVIRONMENT)
        return kt_fail(errs, kt_found_code(found), "'%s' in the environment %s", name, text);
    return kt_fail_at(errs, kt_found_code(found), &at, "'%s' %s", name, text);
}

void kt_input_note(struct kt_errs *errs, const struct kt_setting_input *input, int line,
                   const char *fmt, ...)
{
    KT_AUTO_STR text = NULL;
    KT_AUTO(kt_text) file = named(input);
    const struct kt_place at = {.text = file.name ? &file : NULL, .line = line};
    va_list args;

    va_start(args, fmt);
    text = kt_vformat(fmt, args);
    va_end(args);
    kt_note_at(errs, &at, "%s", text);
}
