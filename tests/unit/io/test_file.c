/* test_file.c - whole files in and out, paths and folders; in a scratch folder of its own. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io_fixture.h"
#include "ktool/file.h"

/* Tests run inside of a scratch folder and name files relative to it. */
static char scratch[] = "/tmp/ktool-test-file-XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(scratch) == NULL || chdir(scratch) != 0;
}

static int leave(void **state)
{
    DIR *dir = opendir(scratch);
    const struct dirent *entry;

    (void)state;
    if (dir == NULL)
        return 1;
    while ((entry = readdir(dir)) != NULL)
        if (unlink(entry->d_name) != 0)
            (void)rmdir(entry->d_name);
    (void)closedir(dir);
    return chdir("/") != 0 || rmdir(scratch) != 0;
}

static void put(const char *path, const char *bytes)
{
    FILE *to = fopen(path, "w");

    assert_non_null(to);
    assert_true(fputs(bytes, to) >= 0);
    assert_int_equal(fclose(to), 0);
}

static void holds(const char *path, const char *expected)
{
    KT_AUTO(kt_text) text = {0};
    KT_AUTO(kt_errs) errs = {0};

    assert_int_equal(kt_file_read(&text, path, 100000, &errs), KT_OK);
    assert_string_equal(text.bytes, expected);
    assert_int_equal(text.len, strlen(expected));
    assert_string_equal(text.name, path);
}

static void is_not_read(const char *path, size_t max, enum kt_code code, const char *expected)
{
    KT_AUTO(kt_text) text = {0};
    KT_AUTO(kt_errs) errs = {0};

    assert_int_equal(kt_file_read(&text, path, max, &errs), code);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].text, expected);
    assert_null(text.bytes);
    assert_null(text.name);
}

static void is_written(const char *path, const char *bytes)
{
    KT_AUTO(kt_errs) errs = {0};

    if (kt_file_write(path, bytes, strlen(bytes), &errs) != KT_OK)
        fail_msg("%s", errs.v[0].text);
    assert_int_equal(errs.n, 0);
}

static void is_not_written(const char *path, const char *expected)
{
    KT_AUTO(kt_errs) errs = {0};

    assert_int_equal(kt_file_write(path, "new", 3, &errs), KT_E_IO);
    assert_int_equal(errs.n, 1);
    assert_string_equal(errs.v[0].text, expected);
}

/* Temporary files included. */
static size_t files_here(void)
{
    DIR *dir = opendir(".");
    size_t n = 0;

    assert_non_null(dir);
    while (readdir(dir) != NULL)
        n++;
    (void)closedir(dir);
    return n - 2;
}

static void files_are_read_whole(void **state)
{
    KT_AUTO_STR large = kt_calloc(90001, 1);

    (void)state;
    memset(large, 'x', 90000);
    put("a", "one\ntwo");
    holds("a", "one\ntwo");
    put("a", "");
    holds("a", "");
    put("a", large);
    holds("a", large);
}

static void the_limit_is_exact_and_named(void **state)
{
    KT_AUTO(kt_text) text = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    put("a", "");
    assert_int_equal(truncate("a", 1001), 0);
    assert_int_equal(kt_file_read(&text, "a", 1001, &errs), KT_OK);
    is_not_read("a", 1000, KT_E_INPUT,
                "'a' is larger than 1kB, the most that is read of such a file");
    assert_int_equal(truncate("a", (off_t)10 * 1024 * 1024), 0);
    is_not_read("a", (size_t)4 * 1024 * 1024, KT_E_INPUT,
                "'a' is larger than 4MiB, the most that is read of such a file");
    is_not_read("/dev/zero", 100000, KT_E_INPUT,
                "'/dev/zero' is larger than 100kB, the most that is read of such a file");
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    is_not_read("missing", 10, KT_E_IO, "cannot read 'missing': No such file or directory");
    is_not_read(".", 10, KT_E_IO, "'.' is a folder, a file is wanted");
    assert_int_equal(symlink("loop", "loop"), 0);
    is_not_read("loop", 10, KT_E_IO, "cannot read 'loop': Too many levels of symbolic links");
    assert_int_equal(unlink("loop"), 0);
}

static void standard_input_is_a_dash(void **state)
{
    int ends[2], old = dup(STDIN_FILENO);

    (void)state;
    assert_true(old >= 0);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "piped", 5), 5);
    assert_int_equal(close(ends[1]), 0);
    assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    holds("-", "piped");
    assert_int_equal(dup2(old, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(ends[0]), 0);
    assert_int_equal(close(old), 0);
}

static void files_are_replaced_whole(void **state)
{
    struct stat before, after;
    size_t files;

    (void)state;
    put("w", "a long old text");
    assert_int_equal(chmod("w", 0640), 0);
    assert_int_equal(stat("w", &before), 0);
    files = files_here();
    is_written("w", "new");
    holds("w", "new");
    assert_int_equal(stat("w", &after), 0);
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_not_equal(after.st_ino, before.st_ino);
    assert_int_equal(files_here(), files);
    is_written("w", "");
    holds("w", "");
}

static void new_files_obey_the_umask(void **state)
{
    mode_t old = umask(027);
    struct stat st;

    (void)state;
    is_written("fresh", "x");
    (void)umask(old);
    assert_int_equal(stat("fresh", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
}

static void symbolic_links_stay(void **state)
{
    struct stat st;

    (void)state;
    assert_int_equal(mkdir("d", 0777), 0);
    put("d/target", "old");
    assert_int_equal(symlink("d/target", "link"), 0);
    assert_int_equal(symlink("link", "link2"), 0);
    is_written("link2", "new");
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    holds("d/target", "new");
    assert_int_equal(unlink("d/target"), 0);
    is_written("link", "made");
    holds("d/target", "made");
    assert_int_equal(unlink("d/target"), 0);
    assert_int_equal(rmdir("d"), 0);
    assert_int_equal(unlink("link"), 0);
    assert_int_equal(unlink("link2"), 0);
}

static void what_cannot_be_written(void **state)
{
    size_t files = files_here();

    (void)state;
    is_not_written(".", "cannot write '.': it is a folder");
    is_not_written("none/x", "cannot write 'none/x': No such file or directory");
    is_not_written("/dev/full", "cannot write '/dev/full': No space left on device");
    /* A file system that refuses, for root too. */
    is_not_written("/proc/ktool-test",
                   "cannot write '/proc/ktool-test': No such file or directory");
    assert_int_equal(symlink("loop", "loop"), 0);
    is_not_written("loop", "cannot write 'loop': Too many levels of symbolic links");
    assert_int_equal(unlink("loop"), 0);
    assert_int_equal(files_here(), files);
}

/* A limit on the size of files stands for a full disk; /dev/full is no file. */
static void a_failed_write_leaves_nothing(void **state)
{
    struct rlimit before, none;
    enum kt_code code;
    size_t files;
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    put("full", "old");
    files = files_here();
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = before;
    none.rlim_cur = 1;
    assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    code = kt_file_write("full", "new", 3, &errs);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(code, KT_E_IO);
    assert_string_equal(errs.v[0].text, "cannot write 'full': File too large");
    assert_int_equal(files_here(), files);
    holds("full", "old");
}

/* Root may write everywhere, so a child that is nobody tries; it reports by its status. */
static void as_nobody(void (*try)(void))
{
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(3);
        try();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void expect_denied(const char *path)
{
    struct kt_errs errs = {0};

    if (kt_file_write(path, "new", 3, &errs) != KT_E_IO ||
        strstr(errs.v[0].text, "Permission denied") == NULL)
        _exit(1);
    kt_errs_clear(&errs);
}

static void write_where_not_allowed(void)
{
    struct kt_text text = {0};
    struct kt_errs errs = {0};

    expect_denied("ro/new");
    expect_denied("ro/old");
    expect_denied("rw/old");
    if (kt_file_read(&text, "rw/hidden", 10, &errs) != KT_E_IO ||
        strcmp(errs.v[0].text, "cannot read 'rw/hidden': Permission denied") != 0)
        _exit(2);
    kt_errs_clear(&errs);
}

static void permissions_are_obeyed(void **state)
{
    (void)state;
    assert_int_equal(chmod(".", 0755), 0);
    assert_int_equal(mkdir("ro", 0777), 0);
    assert_int_equal(mkdir("rw", 0777), 0);
    put("ro/old", "old");
    put("rw/old", "old");
    put("rw/hidden", "old");
    assert_int_equal(chmod("ro/old", 0666), 0);
    assert_int_equal(chmod("rw/old", 0444), 0);
    assert_int_equal(chmod("rw/hidden", 0), 0);
    assert_int_equal(chmod("rw", 0777), 0);
    assert_int_equal(chmod("ro", 0555), 0);
    as_nobody(write_where_not_allowed);
    assert_int_equal(chmod("ro", 0777), 0);
    holds("ro/old", "old");
    holds("rw/old", "old");
    assert_int_equal(unlink("ro/old"), 0);
    assert_int_equal(unlink("rw/old"), 0);
    assert_int_equal(unlink("rw/hidden"), 0);
    assert_int_equal(rmdir("ro"), 0);
    assert_int_equal(rmdir("rw"), 0);
}

/* Opened again, /dev/stdout would begin at the start of the file. */
static void standard_output_is_appended_to(void **state)
{
    int old = dup(STDOUT_FILENO), fd = open("out", O_RDWR | O_CREAT | O_TRUNC, 0666);
    enum kt_code first, second;
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_true(old >= 0 && fd >= 0);
    (void)fflush(stdout);
    assert_int_equal(dup2(fd, STDOUT_FILENO), STDOUT_FILENO);
    first = kt_file_write("-", "a", 1, &errs);
    second = kt_file_write("/dev/stdout", "b", 1, &errs);
    assert_int_equal(dup2(old, STDOUT_FILENO), STDOUT_FILENO);
    assert_int_equal(close(old), 0);
    assert_int_equal(close(fd), 0);
    assert_int_equal(first, KT_OK);
    assert_int_equal(second, KT_OK);
    holds("out", "ab");
}

static void paths(void **state)
{
    static const struct {
        const char *path, *folder;
    } folders[] = {{"a/b.yaml", "a"}, {"b.yaml", "."},  {"-", "."},
                   {"/b", "/"},       {"a//b", "a"},    {"//b", "/"},
                   {"./b", "."},      {"a/b/c", "a/b"}, {"../b", ".."}};
    static const struct {
        const char *dir, *name, *path;
    } joins[] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"a", "/b", "/b"},
                 {".", "b", "b"},   {"/", "b", "/b"},   {"", "b", "b"}};

    (void)state;
    for (size_t i = 0; i < KT_COUNT(folders); i++) {
        KT_AUTO_STR folder = kt_path_folder(folders[i].path);

        assert_string_equal(folder, folders[i].folder);
    }
    for (size_t i = 0; i < KT_COUNT(joins); i++) {
        KT_AUTO_STR path = kt_path_join(joins[i].dir, joins[i].name);

        assert_string_equal(path, joins[i].path);
    }
    put("a", "");
    assert_int_equal(kt_path_kind("a"), KT_PATH_FILE);
    assert_int_equal(kt_path_kind("."), KT_PATH_FOLDER);
    assert_int_equal(kt_path_kind("missing"), KT_PATH_NONE);
    assert_int_equal(kt_path_kind("/dev/null"), KT_PATH_FILE);
}

static void manifests_of_a_folder_are_sorted(void **state)
{
    static const char *const files[] = {"m/b.yaml", "m/a.yml", "m/.hidden.yaml",
                                        "m/c.json", "m/.yaml", "m/yaml"};
    KT_AUTO(kt_names) found = {0};
    KT_AUTO(kt_errs) errs = {0};

    (void)state;
    assert_int_equal(mkdir("m", 0777), 0);
    assert_int_equal(mkdir("m/folder.yaml", 0777), 0);
    for (size_t i = 0; i < KT_COUNT(files); i++)
        put(files[i], "");
    assert_int_equal(kt_folder_manifests(&found, "m", &errs), KT_OK);
    assert_int_equal(found.n, 2);
    assert_string_equal(found.v[0], "m/a.yml");
    assert_string_equal(found.v[1], "m/b.yaml");
    assert_int_equal(kt_folder_manifests(&found, "missing", &errs), KT_E_IO);
    assert_string_equal(errs.v[0].text, "cannot open folder 'missing': No such file or directory");
    assert_int_equal(found.n, 2);
    for (size_t i = 0; i < KT_COUNT(files); i++)
        assert_int_equal(unlink(files[i]), 0);
    assert_int_equal(rmdir("m/folder.yaml"), 0);
    assert_int_equal(rmdir("m"), 0);
}

static void what_everybody_may_read(void **state)
{
    (void)state;
    put("secret", "x");
    assert_int_equal(chmod("secret", 0600), 0);
    assert_false(kt_file_is_open_to_all("secret"));
    assert_int_equal(chmod("secret", 0660), 0);
    assert_false(kt_file_is_open_to_all("secret"));
    assert_int_equal(chmod("secret", 0604), 0);
    assert_true(kt_file_is_open_to_all("secret"));
    assert_int_equal(symlink("secret", "link"), 0);
    assert_true(kt_file_is_open_to_all("link"));
    assert_int_equal(rename("secret", "-"), 0);
    assert_false(kt_file_is_open_to_all("-"));
    assert_true(kt_file_is_open_to_all("./-"));
    assert_false(kt_file_is_open_to_all("missing"));
    assert_false(kt_file_is_open_to_all("/"));
    assert_false(kt_file_is_open_to_all("/dev/null"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_read_whole),
        cmocka_unit_test(the_limit_is_exact_and_named),
        cmocka_unit_test(what_cannot_be_read),
        cmocka_unit_test(standard_input_is_a_dash),
        cmocka_unit_test(files_are_replaced_whole),
        cmocka_unit_test(new_files_obey_the_umask),
        cmocka_unit_test(symbolic_links_stay),
        cmocka_unit_test(what_cannot_be_written),
        cmocka_unit_test(a_failed_write_leaves_nothing),
        cmocka_unit_test(permissions_are_obeyed),
        cmocka_unit_test(standard_output_is_appended_to),
        cmocka_unit_test(paths),
        cmocka_unit_test(manifests_of_a_folder_are_sorted),
        cmocka_unit_test(what_everybody_may_read),
    };

    return cmocka_run_group_tests(tests, enter, leave);
}
