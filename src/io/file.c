/* file.c - whole files in. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ktool/file.h"
#include "ktool/units.h"

enum { READ_STEP = 64 * 1024 };

static const char *shown(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static enum kt_code too_large(const char *path, size_t max, struct kt_errs *errs)
{
    char limit[KT_UNITS_TEXT];

    return kt_fail(errs, KT_E_INPUT, "'%s' is larger than %s, the most that is read of such a file",
                   shown(path), kt_size_text((int64_t)max, limit));
}

static enum kt_code cannot_read(const char *path, int error, struct kt_errs *errs)
{
    return kt_fail(errs, KT_E_IO, "cannot read '%s': %s", shown(path), strerror(error));
}

/* Reads to the end; one byte more than `max` is asked for, to know that there is more. */
static enum kt_code read_all(struct kt_text *text, int fd, const char *path, size_t max,
                             struct kt_errs *errs)
{
    size_t cap = 0;

    for (;;) {
        ssize_t got;

        if (text->len == cap) {
            cap = cap ? cap * 2 : READ_STEP;
            text->bytes = kt_realloc(text->bytes, cap + 1, 1);
        }
        got = read(fd, text->bytes + text->len, cap - text->len);
        if (got < 0)
            return errno == EINTR ? KT_E_INTERRUPTED : cannot_read(path, errno, errs);
        text->len += (size_t)got;
        text->bytes[text->len] = '\0';
        if (got == 0)
            return KT_OK;
        if (text->len > max)
            return too_large(path, max, errs);
    }
}

static enum kt_code read_open(struct kt_text *text, int fd, const char *path, size_t max,
                              struct kt_errs *errs)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return cannot_read(path, errno, errs);
    if (S_ISDIR(st.st_mode))
        return kt_fail(errs, KT_E_IO, "'%s' is a folder, a file is wanted", shown(path));
    if (S_ISREG(st.st_mode) && (uintmax_t)st.st_size > max)
        return too_large(path, max, errs);
    return read_all(text, fd, path, max, errs);
}

bool kt_file_is_open_to_all(const char *path)
{
    struct stat st;

    return strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           (st.st_mode & S_IROTH) != 0;
}

enum kt_code kt_file_read(struct kt_text *out, const char *path, size_t max, struct kt_errs *errs)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct kt_text text = {0};
    enum kt_code code;

    if (fd < 0)
        return errno == EINTR ? KT_E_INTERRUPTED : cannot_read(path, errno, errs);
    code = read_open(&text, fd, path, max, errs);
    if (!is_stdin)
        (void)close(fd);
    if (code != KT_OK) {
        kt_text_clear(&text);
        return code;
    }
    text.name = kt_strdup(path);
    *out = text;
    return KT_OK;
}
