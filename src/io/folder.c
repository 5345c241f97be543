/* folder.c - paths, and what lies in a folder. */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "ktool/file.h"

enum { MANIFESTS_MAX = 10000 };

enum kt_path_kind kt_path_kind(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return KT_PATH_NONE;
    return S_ISDIR(st.st_mode) ? KT_PATH_FOLDER : KT_PATH_FILE;
}

char *kt_path_join(const char *dir, const char *name)
{
    size_t len = strlen(dir);

    if (name[0] == '/' || len == 0 || strcmp(dir, ".") == 0)
        return kt_strdup(name);
    return kt_format("%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name);
}

char *kt_path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return kt_strdup(".");
    while (slash > path && slash[-1] == '/')
        slash--;
    return slash == path ? kt_strdup("/") : kt_strndup(path, (size_t)(slash - path));
}

static bool ends_in(const char *name, const char *ending)
{
    size_t len = strlen(name), tail = strlen(ending);

    return len > tail && strcmp(name + len - tail, ending) == 0;
}

static enum kt_code list(struct kt_names *found, DIR *stream, const char *folder,
                         struct kt_errs *errs)
{
    for (;;) {
        const struct dirent *entry;
        KT_AUTO_STR path = NULL;

        errno = 0;
        entry = readdir(stream);
        if (entry == NULL && errno != 0)
            return kt_fail(errs, KT_E_IO, "cannot list folder '%s': %s", folder, strerror(errno));
        if (entry == NULL)
            return KT_OK;
        if (entry->d_name[0] == '.' ||
            !(ends_in(entry->d_name, ".yaml") || ends_in(entry->d_name, ".yml")))
            continue;
        path = kt_path_join(folder, entry->d_name);
        if (kt_path_kind(path) == KT_PATH_FOLDER)
            continue;
        if (found->n == MANIFESTS_MAX)
            return kt_fail(errs, KT_E_INPUT, "folder '%s' holds more than %d manifests", folder,
                           MANIFESTS_MAX);
        kt_names_add(found, path);
    }
}

enum kt_code kt_folder_manifests(struct kt_names *out, const char *folder, struct kt_errs *errs)
{
    KT_AUTO(kt_names) found = {0};
    DIR *stream = opendir(folder);
    enum kt_code code;

    if (stream == NULL)
        return kt_fail(errs, KT_E_IO, "cannot open folder '%s': %s", folder, strerror(errno));
    code = list(&found, stream, folder, errs);
    (void)closedir(stream);
    if (code != KT_OK)
        return code;
    kt_names_sort(&found);
    for (size_t i = 0; i < found.n; i++)
        kt_names_add(out, found.v[i]);
    return KT_OK;
}
