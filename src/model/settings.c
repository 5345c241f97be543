/* settings.c - every setting from all its sources, and the properties that follow. */
#include <stdlib.h>
#include <string.h>

#include "settings_inner.h"

const struct kt_setting *kt_setting_row(const char *name)
{
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);
    size_t i = 0;

    while (strcmp(table[i].name, name) != 0)
        i++;
    return &table[i];
}

const struct kt_setting *kt_setting_of_property(const char *property)
{
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);

    for (size_t i = 0; i < n; i++)
        if ((table[i].property != NULL && strcmp(table[i].property, property) == 0) ||
            (table[i].key != NULL && strcmp(table[i].key, property) == 0))
            return &table[i];
    return NULL;
}

struct kt_setting_value *kt_settings_entry(const struct kt_settings *settings, const char *name)
{
    size_t n;

    return &settings->v[kt_setting_row(name) - kt_settings_table(&n)];
}

void kt_settings_put(struct kt_setting_value *entry, const char *value, char *origin,
                     enum kt_setting_source source)
{
    bool secret = entry->setting ? entry->setting->secret : kt_property_is_secret(entry->name);
    bool command = entry->setting != NULL && entry->setting->command;

    /* user:password@host:9092 is an error, and shown like every other. */
    if (strcmp(entry->name, "brokers") == 0 && value != NULL && strchr(value, '@') != NULL)
        secret = true;
    free(entry->value);
    free(entry->shown);
    free(entry->origin);
    entry->value = kt_strdup(value);
    entry->shown = command ? kt_command_masked(value) : kt_setting_masked(value, secret);
    entry->origin = origin;
    entry->source = source;
}

static struct kt_setting_value *new_entry(struct kt_settings *settings,
                                          const struct kt_setting *row, const char *name)
{
    struct kt_setting_value *entry;

    KT_GROW(settings->v, settings->n, settings->cap);
    entry = &settings->v[settings->n++];
    *entry = (struct kt_setting_value){
        .setting = row, .name = kt_strdup(name), .source = KT_FROM_DEFAULT};
    return entry;
}

/* These depend on one another: settings_sasl.c. */
static bool is_security(const struct kt_setting *row)
{
    static const char *const names[] = {"username",   "password",       "token_command",
                                        "token_file", "sasl_mechanism", "security_protocol"};

    for (size_t i = 0; i < KT_COUNT(names); i++)
        if (strcmp(row->name, names[i]) == 0)
            return true;
    return false;
}

static enum kt_code resolve_row(struct kt_setting_value *entry,
                                const struct kt_setting_sources *sources, struct kt_errs *errs)
{
    const struct kt_setting *row = entry->setting;
    KT_AUTO(kt_found) found = {0};
    KT_AUTO_STR value = NULL;
    enum kt_code code;

    if (!kt_found_setting(&found, sources, row)) {
        if (row->initial != NULL)
            kt_settings_put(entry, row->initial, kt_strdup("default"), KT_FROM_DEFAULT);
        return KT_OK;
    }
    code = kt_setting_canonical(&value, row, &found, errs);
    kt_settings_put(entry, code == KT_OK ? value : found.value, kt_found_origin(&found),
                    found.input->source);
    return code;
}

static enum kt_code resolve_rows(struct kt_settings *out, const struct kt_setting_sources *sources,
                                 struct kt_errs *errs)
{
    enum kt_code code = KT_OK;
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);

    for (size_t i = 0; i < n; i++) {
        struct kt_setting_value *entry = new_entry(out, &table[i], table[i].name);
        enum kt_code one = is_security(&table[i]) ? KT_OK : resolve_row(entry, sources, errs);

        if (one != KT_OK)
            code = one;
    }
    return code;
}

struct candidate {
    const struct kt_pair *pair;
    size_t rank;
};

/* By name, then what counts first: the highest source, and in it the last line. */
static int by_name(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    int order = strcmp(x->pair->key, y->pair->key);

    if (order != 0)
        return order;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->pair > y->pair ? -1 : x->pair < y->pair;
}

/* Properties without a row. */
static void take_properties(struct kt_settings *out, const struct kt_setting_sources *sources)
{
    struct candidate *all = NULL;
    size_t n = 0, cap = 0;

    for (size_t rank = 0; rank < sources->n; rank++) {
        const struct kt_pairs *pairs = &sources->v[rank].translated;

        for (size_t i = 0; i < pairs->n; i++) {
            if (kt_setting_of_property(pairs->v[i].key) != NULL)
                continue;
            KT_GROW(all, n, cap);
            all[n++] = (struct candidate){&pairs->v[i], rank};
        }
    }
    if (n > 0)
        qsort(all, n, sizeof(*all), by_name);
    for (size_t i = 0; i < n; i++) {
        const struct kt_pair *pair = all[i].pair;
        const struct kt_found at = {
            .input = sources->v[all[i].rank].input, .name = pair->key, .line = pair->line};

        if (i == 0 || strcmp(all[i - 1].pair->key, pair->key) != 0)
            kt_settings_put(new_entry(out, NULL, pair->key), pair->value, kt_found_origin(&at),
                            at.input->source);
    }
    free(all);
}

static enum kt_code refuse_untrusted(const struct kt_setting_sources *sources, struct kt_errs *errs)
{
    enum kt_code code = KT_OK;
    size_t n;
    const struct kt_setting *table = kt_settings_table(&n);

    for (size_t rank = 0; rank < sources->n; rank++) {
        for (size_t i = 0; i < n; i++) {
            KT_AUTO(kt_found) found = {0};

            if (!table[i].trusted || sources->v[rank].input->source != KT_FROM_DOTENV ||
                !kt_found_by_name(&found, sources, rank, table[i].env))
                continue;
            code = kt_found_fail(errs, &found, "may not stand here");
            kt_hint(errs,
                    "a folder's file must not run programs or have files sent to a broker: export "
                    "the variable, or use %s",
                    table[i].option);
        }
    }
    return code;
}

enum kt_code kt_settings_survey(struct kt_settings *out, const struct kt_setting_input *inputs,
                                size_t n, struct kt_errs *errs)
{
    struct kt_setting_sources sources = {0};
    struct kt_settings result = {0};
    enum kt_code steps[4] = {kt_setting_sources_open(&sources, inputs, n, errs)};
    enum kt_code code = KT_OK;

    steps[1] = refuse_untrusted(&sources, errs);
    steps[2] = resolve_rows(&result, &sources, errs);
    steps[3] = kt_settings_security(&result, &sources, errs);
    take_properties(&result, &sources);
    kt_setting_sources_clear(&sources);
    for (size_t i = 0; i < KT_COUNT(steps) && code == KT_OK; i++)
        code = steps[i];
    *out = result;
    return code;
}

enum kt_code kt_settings_resolve(struct kt_settings *out, const struct kt_setting_input *inputs,
                                 size_t n, struct kt_errs *errs)
{
    struct kt_settings result = {0};
    enum kt_code code = kt_settings_survey(&result, inputs, n, errs);

    if (code != KT_OK) {
        kt_settings_clear(&result);
        return code;
    }
    *out = result;
    return KT_OK;
}

const char *kt_settings_get(const struct kt_settings *settings, const char *name)
{
    for (size_t i = 0; i < settings->n; i++)
        if (strcmp(settings->v[i].name, name) == 0)
            return settings->v[i].value;
    return NULL;
}

void kt_settings_clear(struct kt_settings *settings)
{
    for (size_t i = 0; i < settings->n; i++) {
        free(settings->v[i].name);
        free(settings->v[i].value);
        free(settings->v[i].shown);
        free(settings->v[i].origin);
    }
    free(settings->v);
    *settings = (struct kt_settings){0};
}
