/* load.c - read every manifest of a command as one set. */
#include <stdlib.h>
#include <string.h>

#include "ktool/env.h"
#include "ktool/file.h"
#include "ktool/load.h"
#include "ktool/words.h"
#include "ktool/yaml.h"

/* ${NAME}: the environment outranks .env, as for settings. */
static const char *lookup(void *arg, const char *name)
{
    const struct kt_ctx *ctx = arg;
    const char *value = kt_env_get(name);

    if (value == NULL && ctx->dotenv != NULL)
        value = kt_pairs_get(ctx->dotenv, name);
    return value;
}

static enum kt_code read_file(struct kt_loaded *loaded, const char *path, struct kt_errs *errs)
{
    struct kt_text *text = kt_calloc(1, sizeof(*text));
    struct kt_doc *docs = NULL;
    size_t ndocs = 0;

    KT_GROW(loaded->text, loaded->ntext, loaded->text_cap);
    loaded->text[loaded->ntext++] = text;
    KT_TRY(kt_file_read(text, path, KT_MANIFEST_BYTES_MAX, errs));
    KT_TRY(kt_yaml_read(&docs, &ndocs, text, errs));
    loaded->doc = kt_realloc(loaded->doc, loaded->ndoc + ndocs, sizeof(*loaded->doc));
    memcpy(loaded->doc + loaded->ndoc, docs, ndocs * sizeof(*docs));
    loaded->ndoc += ndocs;
    free(docs);
    return KT_OK;
}

static enum kt_code parse_set(struct kt_pairs *out, const struct kt_list *set, struct kt_errs *errs)
{
    for (size_t i = 0; i < set->n; i++) {
        const char *equals = strchr(set->v[i], '=');
        KT_AUTO_STR name = NULL;

        if (equals == NULL || equals == set->v[i])
            return kt_fail(errs, KT_E_USAGE, "--set wants NAME=VALUE, not '%s'", set->v[i]);
        name = kt_strndup(set->v[i], (size_t)(equals - set->v[i]));
        kt_pairs_add(out, name, equals + 1, 0);
    }
    return KT_OK;
}

static bool matches_any(const struct kt_list *patterns, const char *name, bool *used)
{
    bool any = false;

    for (size_t i = 0; i < patterns->n; i++)
        if (kt_glob_match(patterns->v[i], name)) {
            used[i] = true;
            any = true;
        }
    return any;
}

static enum kt_code all_used(const char *option, const struct kt_list *patterns, const bool *used,
                             struct kt_errs *errs)
{
    for (size_t i = 0; i < patterns->n; i++)
        if (!used[i])
            kt_fail(errs, KT_E_USAGE, "%s '%s' matches no declared topic", option, patterns->v[i]);
    return errs->nerrors > 0 ? KT_E_USAGE : KT_OK;
}

/* Takes out of the set what --only and --except leave out. */
static enum kt_code narrow(struct kt_loaded *loaded, const struct kt_load_options *options,
                           struct kt_errs *errs)
{
    struct kt_topics *topics = &loaded->declared.topics;
    bool *only_used = kt_calloc(options->only.n, sizeof(bool));
    bool *except_used = kt_calloc(options->except.n, sizeof(bool));
    size_t kept = 0;
    enum kt_code code;

    for (size_t i = 0; i < topics->n; i++) {
        bool in = options->only.n == 0 || matches_any(&options->only, topics->v[i].name, only_used);
        bool out = matches_any(&options->except, topics->v[i].name, except_used);

        if (in && !out) {
            topics->v[kept++] = topics->v[i];
        } else {
            kt_names_add(&loaded->left_out, topics->v[i].name);
            kt_topic_clear(&topics->v[i]);
        }
    }
    topics->n = kept;
    code = all_used("--only", &options->only, only_used, errs);
    if (code == KT_OK)
        code = all_used("--except", &options->except, except_used, errs);
    free(only_used);
    free(except_used);
    return code;
}

static enum kt_code load(const struct kt_ctx *ctx, struct kt_loaded *loaded,
                         const struct kt_load_options *options, struct kt_errs *errs)
{
    KT_AUTO(kt_names) files = {0};
    KT_AUTO(kt_pairs) set = {0};
    struct kt_manifest_options manifest = {.environment = ctx->environment,
                                           .prefix = options->prefix,
                                           .set = &set,
                                           .lookup = lookup,
                                           .lookup_arg = (void *)(uintptr_t)ctx};
    size_t before = errs->nerrors;

    KT_TRY(parse_set(&set, &options->set, errs));
    KT_TRY(kt_manifest_files(ctx, &files, options->operands, options->noperands, errs));
    for (size_t i = 0; i < files.n; i++) {
        enum kt_code code = read_file(loaded, files.v[i], errs);

        if (code != KT_OK && code != KT_E_INPUT && code != KT_E_IO)
            return code;
    }
    if (errs->nerrors > before)
        return KT_E_INPUT;
    KT_TRY(kt_manifest_read(&loaded->declared, loaded->doc, loaded->ndoc, &manifest, errs));
    return narrow(loaded, options, errs);
}

enum kt_code kt_load(const struct kt_ctx *ctx, struct kt_loaded *out,
                     const struct kt_load_options *options, struct kt_errs *errs)
{
    KT_AUTO(kt_loaded) loaded = {0};

    KT_TRY(load(ctx, &loaded, options, errs));
    *out = loaded;
    loaded = (struct kt_loaded){0};
    return KT_OK;
}

void kt_loaded_clear(struct kt_loaded *loaded)
{
    kt_declared_clear(&loaded->declared);
    kt_docs_free(loaded->doc, loaded->ndoc);
    for (size_t i = 0; i < loaded->ntext; i++) {
        kt_text_clear(loaded->text[i]);
        free(loaded->text[i]);
    }
    free(loaded->text);
    kt_names_clear(&loaded->left_out);
    *loaded = (struct kt_loaded){0};
}
