/* file_write.c - whole files out, all of it or nothing. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ktool/file.h"

enum { LINKS_MAX = 40, LINK_LEN_MAX = 4096, TEMP_TRIES = 100 };

static enum kt_code cannot_write(const char *path, int error, struct kt_errs *errs)
{
    (void)kt_fail(errs, KT_E_IO, "cannot write '%s': %s", path, strerror(error));
    if (error == ENOENT)
        kt_hint(errs, "make its folder first");
    return KT_E_IO;
}

static enum kt_code outcome(const char *path, int error, struct kt_errs *errs)
{
    if (error == EINTR)
        return KT_E_INTERRUPTED;
    return error == 0 ? KT_OK : cannot_write(path, error, errs);
}

/* Returns 0 or an errno. */
static int write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t put = write(fd, bytes, len);

        if (put < 0)
            return errno;
        bytes += put;
        len -= (size_t)put;
    }
    return 0;
}

/* Opening /dev/stdout of a process whose output is a file would start at its beginning again, so a
 * path that means an open descriptor is that descriptor. -1: it means none. */
static int descriptor_of(const char *path)
{
    if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0 ||
        strcmp(path, "/dev/fd/1") == 0 || strcmp(path, "/proc/self/fd/1") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0 || strcmp(path, "/dev/fd/2") == 0 ||
        strcmp(path, "/proc/self/fd/2") == 0)
        return STDERR_FILENO;
    return -1;
}

static enum kt_code write_directly(const char *path, const char *bytes, size_t len,
                                   struct kt_errs *errs)
{
    int given = descriptor_of(path);
    int fd = given >= 0 ? dup(given) : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    int error;

    if (fd < 0)
        return cannot_write(path, errno, errs);
    error = write_all(fd, bytes, len);
    if (close(fd) != 0 && error == 0)
        error = errno;
    return outcome(path, error, errs);
}

/* Where the chain of symbolic links at `path` ends, whether or not something is there; NULL with
 * errno set when it does not end. The caller frees it. */
static char *follow_links(const char *path)
{
    char *at = kt_strdup(path);

    for (int i = 0; i < LINKS_MAX; i++) {
        char to[LINK_LEN_MAX + 1];
        ssize_t len = readlink(at, to, LINK_LEN_MAX);
        KT_AUTO_STR folder = NULL;

        if (len < 0)
            return at;
        to[len] = '\0';
        folder = kt_path_folder(at);
        free(at);
        at = kt_path_join(folder, to);
    }
    free(at);
    errno = ELOOP;
    return NULL;
}

/* A new empty file in the folder; -1 with errno set. mkstemp() would need the umask, which cannot
 * be read without changing it for librdkafka's threads too. */
static int make_temp(char **name, const char *folder)
{
    for (int i = 0; i < TEMP_TRIES; i++) {
        KT_AUTO_STR base = kt_format(".ktool-%ld-%d.tmp", (long)getpid(), i);
        KT_AUTO_STR path = kt_path_join(folder, base);
        int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

        if (fd >= 0)
            *name = kt_strdup(path);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* Owner is kept where the system lets us, mode always. Returns 0 or an errno. */
static int like_old(int fd, const struct stat *old)
{
    if (old == NULL)
        return 0;
    if (fchown(fd, old->st_uid, old->st_gid) != 0 && errno != EPERM && errno != EINVAL)
        return errno;
    return fchmod(fd, old->st_mode & 07777) == 0 ? 0 : errno;
}

/* The rename itself survives a power cut only once its folder is on the disk. Best effort: not
 * every file system can do it, and the file is complete either way. */
static void sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return;
    (void)fsync(fd);
    (void)close(fd);
}

static int fill(int fd, const char *bytes, size_t len, const struct stat *old)
{
    int error = like_old(fd, old);

    if (error == 0)
        error = write_all(fd, bytes, len);
    if (error == 0 && fsync(fd) != 0 && errno != EINVAL)
        error = errno;
    if (close(fd) != 0 && error == 0)
        error = errno;
    return error;
}

/* Returns 0 or an errno; leaves no temporary file behind. */
static int replace(const char *target, const char *bytes, size_t len, const struct stat *old)
{
    KT_AUTO_STR folder = kt_path_folder(target);
    KT_AUTO_STR temp = NULL;
    int fd = make_temp(&temp, folder);
    int error;

    if (fd < 0)
        return errno;
    error = fill(fd, bytes, len, old);
    if (error == 0 && rename(temp, target) != 0)
        error = errno;
    if (error != 0)
        (void)unlink(temp);
    else
        sync_folder(folder);
    return error;
}

enum kt_code kt_file_write(const char *path, const char *bytes, size_t len, struct kt_errs *errs)
{
    KT_AUTO_STR target = NULL;
    struct stat st;
    bool exists = stat(path, &st) == 0;
    int error;

    if (exists && S_ISDIR(st.st_mode))
        return kt_fail(errs, KT_E_IO, "cannot write '%s': it is a folder", path);
    if (descriptor_of(path) >= 0 || (exists && !S_ISREG(st.st_mode)))
        return write_directly(path, bytes, len, errs);
    target = follow_links(path);
    if (target == NULL || (exists && access(path, W_OK) != 0))
        return cannot_write(path, errno, errs);
    error = replace(target, bytes, len, exists ? &st : NULL);
    return outcome(path, error, errs);
}
