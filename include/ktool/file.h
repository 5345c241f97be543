/* file.h - whole files in, whole files out. */
#ifndef KTOOL_FILE_H
#define KTOOL_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "ktool/errs.h"
#include "ktool/mem.h"

/* Reads a file, or standard input for "-", of at most `max` bytes. Regular files, pipes and
 * /dev/stdin are fine; a folder is refused. A signal ends it (KT_E_INTERRUPTED). `out` is written
 * only on success. */
KT_MUST_CHECK enum kt_code kt_file_read(struct kt_text *out, const char *path, size_t max,
                                        struct kt_errs *errs);

/* May everybody on this machine read it? False for what is no regular file, and for "-". */
bool kt_file_is_open_to_all(const char *path);

/* All of it or nothing: a temporary file beside it, written, synced, renamed. A symbolic link stays
 * and its target is replaced; "-", /dev/stdout and other non-files are written directly. New files
 * have mode 0666 less umask, existing ones keep theirs; a file that may not be written is refused.
 */
KT_MUST_CHECK enum kt_code kt_file_write(const char *path, const char *bytes, size_t len,
                                         struct kt_errs *errs);

enum kt_path_kind { KT_PATH_NONE, KT_PATH_FILE, KT_PATH_FOLDER };
enum kt_path_kind kt_path_kind(const char *path); /* a pipe or device counts as a file */
/* "dir" + "name" -> "dir/name"; an absolute name stays, and so does one in ".". The caller frees
 * it. */
char *kt_path_join(const char *dir, const char *name);
/* The folder part: "a/b.yaml" -> "a", "b.yaml" -> ".", "-" -> ".". The caller frees it. */
char *kt_path_folder(const char *path);
/* The names in a folder that end in `.yaml` or `.yml`, as folder/name, sorted; hidden ones are left
 * out. */
KT_MUST_CHECK enum kt_code kt_folder_manifests(struct kt_names *out, const char *folder,
                                               struct kt_errs *errs);

#endif
