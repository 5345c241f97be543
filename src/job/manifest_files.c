/* manifest_files.c - which files the operands of a command stand for. */
#include <stdlib.h>
#include <string.h>

#include "ktool/file.h"
#include "ktool/load.h"

#ifndef KT_DATADIR
#define KT_DATADIR "/usr/local/share/ktool"
#endif

const char *kt_installed_manifests(void)
{
    return KT_DATADIR "/topics";
}

static bool is_bare_name(const char *operand)
{
    return operand[0] != '\0' && strpbrk(operand, "/.") == NULL;
}

/* NAME.yaml in the folder, when it is there; NULL otherwise. The caller frees it. */
static char *named_manifest(const char *folder, const char *name)
{
    KT_AUTO_STR file = kt_format("%s.yaml", name);
    char *path = kt_path_join(folder, file);

    if (kt_path_kind(path) == KT_PATH_FILE)
        return path;
    free(path);
    return NULL;
}

static enum kt_code add_folder(struct kt_names *out, const char *folder, struct kt_errs *errs)
{
    KT_AUTO(kt_names) found = {0};

    KT_TRY(kt_folder_manifests(&found, folder, errs));
    if (found.n == 0) {
        kt_fail(errs, KT_E_INPUT, "no manifest in '%s'", folder);
        kt_hint(errs, "manifests end in .yaml or .yml");
        return KT_E_INPUT;
    }
    for (size_t i = 0; i < found.n; i++)
        kt_names_add(out, found.v[i]);
    return KT_OK;
}

static enum kt_code add_operand(struct kt_names *out, const char *operand, struct kt_errs *errs)
{
    KT_AUTO_STR shipped = NULL;
    enum kt_path_kind kind = strcmp(operand, "-") == 0 ? KT_PATH_FILE : kt_path_kind(operand);

    if (kind == KT_PATH_FOLDER && !is_bare_name(operand))
        return add_folder(out, operand, errs);
    if (kind == KT_PATH_FILE) {
        kt_names_add(out, operand);
        return KT_OK;
    }
    if (is_bare_name(operand)) {
        shipped = named_manifest("topics", operand);
        if (shipped == NULL)
            shipped = named_manifest(kt_installed_manifests(), operand);
        if (shipped != NULL) {
            kt_names_add(out, shipped);
            return KT_OK;
        }
        if (kind == KT_PATH_FOLDER)
            return add_folder(out, operand, errs);
        return kt_fail(errs, KT_E_INPUT,
                       "no manifest '%s': neither a file, nor topics/%s.yaml, nor %s/%s.yaml",
                       operand, operand, kt_installed_manifests(), operand);
    }
    return kt_fail(errs, KT_E_INPUT, "no such file or folder '%s'", operand);
}

/* Nothing was named: the only manifest of ./topics, or a list of what is there to choose from. */
static enum kt_code guess(struct kt_names *out, struct kt_errs *errs)
{
    KT_AUTO(kt_names) found = {0};
    KT_AUTO_STR list = NULL;

    if (kt_path_kind("ktool.yaml") == KT_PATH_FILE) {
        kt_names_add(out, "ktool.yaml");
        return KT_OK;
    }
    if (kt_path_kind("topics") == KT_PATH_FOLDER)
        KT_TRY(kt_folder_manifests(&found, "topics", errs));
    if (found.n == 1) {
        kt_names_add(out, found.v[0]);
        return KT_OK;
    }
    if (found.n == 0) {
        kt_fail(errs, KT_E_USAGE, "which manifest? there is no ktool.yaml and none in ./topics");
        kt_hint(errs, "name a file, or write one from a live cluster: ktool topics export");
        return KT_E_USAGE;
    }
    list = kt_names_join(&found, " ");
    kt_fail(errs, KT_E_USAGE, "which manifest? ./topics holds %zu", found.n);
    kt_hint(errs, "name one or more of: %s", list);
    return KT_E_USAGE;
}

/* Each of its topics would be declared twice. */
static enum kt_code check_once(const struct kt_names *files, struct kt_errs *errs)
{
    for (size_t i = 1; i < files->n; i++)
        for (size_t before = 0; before < i; before++)
            if (strcmp(files->v[i], files->v[before]) == 0)
                return kt_fail(errs, KT_E_USAGE, "the manifest '%s' is named twice", files->v[i]);
    return KT_OK;
}

enum kt_code kt_manifest_files(const struct kt_ctx *ctx, struct kt_names *out,
                               char *const *operands, size_t noperands, struct kt_errs *errs)
{
    const char *setting = kt_settings_get(ctx->settings, "manifest");
    size_t before = errs->nerrors;

    if (noperands == 0 && setting != NULL)
        return add_operand(out, setting, errs);
    if (noperands == 0)
        return guess(out, errs);
    for (size_t i = 0; i < noperands; i++)
        if (add_operand(out, operands[i], errs) == KT_E_IO)
            return KT_E_IO;
    return errs->nerrors > before ? KT_E_INPUT : check_once(out, errs);
}
