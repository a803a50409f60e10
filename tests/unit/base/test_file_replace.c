/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "base/scratch.h"

static void assert_replaced(const char *path, const char *text, const struct stat *seen)
{
    stet_error error = STET_ERROR_NONE;
    if (!stet_file_replace(path, stet_str_from(text), seen, &error))
        fail_msg("%s", error.message);
}

/* Refused, for a reason in which `why` stands. */
static void assert_refused(const char *path, const struct stat *seen, const char *why)
{
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_file_replace(path, STET_STR("new"), seen, &error));
    assert_string_equal(error.path, path);
    if (!strstr(error.message, why))
        fail_msg("%s", error.message);
    stet_error_release(&error);
}

static void test_a_file_is_made_or_replaced(void **state)
{
    (void)state;
    scratch s;
    scratch_make(&s);
    assert_replaced(scratch_file(&s, "a"), "one", NULL);
    assert_true(scratch_holds(&s, "a", "one"));
    assert_replaced(scratch_file(&s, "a"), "", NULL);
    assert_true(scratch_holds(&s, "a", ""));
    assert_int_equal(scratch_count(&s), 1);
    scratch_remove(&s);
}

static void test_a_name_without_folder(void **state)
{
    (void)state;
    scratch s;
    scratch_make(&s);
    int here = open(".", O_RDONLY);
    assert_int_equal(chdir(s.path), 0);
    assert_replaced("a", "one", NULL);
    assert_replaced("a", "two", NULL);
    assert_int_equal(fchdir(here), 0);
    close(here);
    assert_true(scratch_holds(&s, "a", "two"));
    assert_int_equal(scratch_count(&s), 1);
    scratch_remove(&s);
}

static void test_the_mode_is_kept(void **state)
{
    (void)state;
    static const mode_t modes[] = { 0600, 0640, 0644, 0664, 0755, 0777, 04755, 02750 };
    scratch s;
    struct stat now;
    scratch_make(&s);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        const char *path = scratch_write(&s, "a", "old");
        assert_int_equal(chmod(path, modes[i]), 0);
        assert_replaced(path, "new", NULL);
        assert_int_equal(stat(path, &now), 0);
        assert_int_equal(now.st_mode & 07777, modes[i]);
        assert_int_equal(now.st_uid, geteuid());
    }
    scratch_remove(&s);
}

static void test_a_new_file_obeys_the_umask(void **state)
{
    (void)state;
    scratch s;
    struct stat now;
    scratch_make(&s);
    mode_t before = umask(027);
    assert_replaced(scratch_file(&s, "a"), "x", NULL);
    umask(before);
    assert_int_equal(stat(scratch_file(&s, "a"), &now), 0);
    assert_int_equal(now.st_mode & 07777, 0640);
    scratch_remove(&s);
}

static void test_a_link_is_followed(void **state)
{
    (void)state;
    scratch s;
    struct stat link;
    scratch_make(&s);
    scratch_write(&s, "real", "old");
    assert_int_equal(symlink("real", scratch_file(&s, "second")), 0);
    assert_int_equal(symlink("second", scratch_file(&s, "first")), 0);
    assert_replaced(scratch_file(&s, "first"), "new", NULL);
    assert_true(scratch_holds(&s, "real", "new"));
    assert_int_equal(lstat(scratch_file(&s, "first"), &link), 0);
    assert_true(S_ISLNK(link.st_mode));
    assert_int_equal(lstat(scratch_file(&s, "second"), &link), 0);
    assert_true(S_ISLNK(link.st_mode));
    assert_int_equal(scratch_count(&s), 3);
    assert_int_equal(unlink(scratch_file(&s, "real")), 0);
    assert_refused(scratch_file(&s, "first"), NULL, "leads nowhere");
    scratch_remove(&s);
}

static void test_what_changed_is_left_alone(void **state)
{
    (void)state;
    static const struct timespec times[] = { { 1000, 0 }, { 1000, 0 } };
    scratch s;
    struct stat seen;
    scratch_make(&s);
    const char *path = scratch_write(&s, "a", "old");
    assert_int_equal(stat(path, &seen), 0);
    assert_replaced(path, "two", &seen);
    /* Another inode. */
    assert_refused(path, &seen, "has changed");
    assert_true(scratch_holds(&s, "a", "two"));
    /* Another time alone. */
    assert_int_equal(stat(path, &seen), 0);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_refused(path, &seen, "has changed");
    /* Another size alone. */
    assert_int_equal(stat(path, &seen), 0);
    assert_int_equal(truncate(path, 2), 0);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    assert_refused(path, &seen, "has changed");
    assert_int_equal(unlink(path), 0);
    assert_refused(path, &seen, "has been removed");
    assert_int_equal(scratch_count(&s), 0);
    scratch_remove(&s);
}

static void test_what_may_not_be_replaced(void **state)
{
    (void)state;
    scratch s;
    scratch_make(&s);
    assert_refused(s.path, NULL, "not a regular file");
    assert_refused("/dev/null", NULL, "not a regular file");
    assert_refused(scratch_file(&s, "none/a"), NULL, "folder cannot be opened");
    scratch_write(&s, "a", "old");
    char other[sizeof s.file];
    snprintf(other, sizeof other, "%s/b", s.path);
    assert_int_equal(link(scratch_file(&s, "a"), other), 0);
    assert_refused(other, NULL, "hard links");
    assert_true(scratch_holds(&s, "a", "old"));
    assert_int_equal(scratch_count(&s), 2);
    scratch_remove(&s);
}

/* Runs `work` in the folder, as a user who may not do everything, in a process of its
   own. The build folder may lie where that user cannot go by its path. */
static void run_unprivileged(scratch *s, void (*work)(void))
{
    enum { NOBODY = 65534 };
    int status;
    int folder = open(s->path, O_RDONLY | O_DIRECTORY);
    assert_true(folder >= 0);
    if (geteuid() == 0)
        assert_int_equal(fchown(folder, NOBODY, NOBODY), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (fchdir(folder) != 0)
            _exit(1);
        if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
            _exit(1);
        work();
        _exit(0);
    }
    close(folder);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* Only who is not root loses the set-id bits by writing. Ends with status 1 unless
   they are kept. */
static void replace_with_set_id(void)
{
    stet_error error = STET_ERROR_NONE;
    struct stat now;
    int fd = open("a", O_WRONLY | O_CREAT, 0600);
    if (fd < 0 || fchmod(fd, 04755) != 0 || close(fd) != 0)
        _exit(1);
    if (!stet_file_replace("a", STET_STR("new"), NULL, &error) || stat("a", &now) != 0)
        _exit(1);
    if ((now.st_mode & 07777) != 04755 || unlink("a") != 0)
        _exit(1);
}

/* Ends with status 1 unless it is refused and nothing is left. */
static void replace_read_only(void)
{
    stet_error error = STET_ERROR_NONE;
    int fd = open("a", O_WRONLY | O_CREAT, 0444);
    if (fd < 0 || close(fd) != 0)
        _exit(1);
    if (stet_file_replace("a", STET_STR("new"), NULL, &error))
        _exit(1);
    if (!strstr(error.message, "Permission denied"))
        _exit(1);
    if (mkdir("closed", 0555) != 0 ||
        stet_file_replace("closed/a", STET_STR("new"), NULL, &error))
        _exit(1);
    if (!strstr(error.message, "Permission denied") || rmdir("closed") != 0)
        _exit(1);
    stet_error_release(&error);
}

static void test_permissions_are_respected(void **state)
{
    (void)state;
    scratch s;
    scratch_make(&s);
    run_unprivileged(&s, replace_with_set_id);
    run_unprivileged(&s, replace_read_only);
    assert_int_equal(scratch_count(&s), 1);
    assert_true(scratch_holds(&s, "a", ""));
    scratch_remove(&s);
}

/* A limit on the size of files stands for the full disk. */
static void test_a_failed_write_leaves_the_old_file(void **state)
{
    (void)state;
    enum { LIMIT = 10000 };
    scratch s;
    stet_error error = STET_ERROR_NONE;
    struct rlimit before;
    static const char large[3 * LIMIT];
    scratch_make(&s);
    const char *path = scratch_write(&s, "a", "old");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit limit = { LIMIT, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_false(
        stet_file_replace(path, (stet_str){ large, sizeof large }, NULL, &error));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_string_equal(error.message, "cannot be written: File too large");
    stet_error_release(&error);
    assert_true(scratch_holds(&s, "a", "old"));
    assert_int_equal(scratch_count(&s), 1);
    scratch_remove(&s);
}

static void test_piece_by_piece(void **state)
{
    (void)state;
    scratch s;
    stet_error error = STET_ERROR_NONE;
    struct stat now;
    scratch_make(&s);
    const char *path = scratch_write(&s, "a", "old");
    char target[sizeof s.file];
    memcpy(target, path, strlen(path) + 1);
    assert_int_equal(chmod(target, 0640), 0);
    stet_replacement *r = stet_replacement_open(target, NULL, &error);
    assert_non_null(r);
    assert_true(stet_replacement_write(r, STET_STR("one, "), &error));
    assert_true(stet_replacement_write(r, STET_STR("two"), &error));
    assert_true(scratch_holds(&s, "a", "old"));
    assert_int_equal(scratch_count(&s), 2);
    assert_true(stet_replacement_finish(r, NULL, &error));
    assert_true(scratch_holds(&s, "a", "one, two"));
    assert_int_equal(stat(target, &now), 0);
    assert_int_equal(now.st_mode & 07777, 0640);

    r = stet_replacement_open(target, &now, &error);
    assert_true(stet_replacement_write(r, STET_STR("three"), &error));
    stet_replacement_abandon(r);
    assert_true(scratch_holds(&s, "a", "one, two"));
    assert_int_equal(scratch_count(&s), 1);

    /* It changes while the pieces are written. */
    r = stet_replacement_open(target, &now, &error);
    assert_true(stet_replacement_write(r, STET_STR("three"), &error));
    scratch_write(&s, "a", "changed meanwhile");
    assert_false(stet_replacement_finish(r, &now, &error));
    stet_error_release(&error);
    assert_true(scratch_holds(&s, "a", "changed meanwhile"));
    assert_null(stet_replacement_open(target, &now, &error));
    stet_error_release(&error);
    assert_int_equal(scratch_count(&s), 1);
    scratch_remove(&s);
}

static void test_no_descriptor_is_left_open(void **state)
{
    (void)state;
    scratch s;
    scratch_make(&s);
    const char *path = scratch_write(&s, "a", "old");
    int before = dup(STDIN_FILENO);
    close(before);
    for (int i = 0; i < 10; i++)
        assert_replaced(path, "new", NULL);
    assert_refused(s.path, NULL, "not a regular file");
    int after = dup(STDIN_FILENO);
    close(after);
    assert_int_equal(after, before);
    scratch_remove(&s);
}

typedef struct job {
    char path[SCRATCH_PATH + 16];
    bool failed;
} job;

static void *replace_often(void *argument)
{
    job *mine = argument;
    stet_error error = STET_ERROR_NONE;
    for (int i = 0; i < 20; i++)
        mine->failed |= !stet_file_replace(mine->path, STET_STR("new"), NULL, &error);
    stet_error_release(&error);
    return NULL;
}

static void test_threads_replace_different_files(void **state)
{
    (void)state;
    enum { N = 4 };
    scratch s;
    job jobs[N];
    pthread_t threads[N];
    scratch_make(&s);
    for (size_t i = 0; i < N; i++) {
        jobs[i].failed = false;
        snprintf(jobs[i].path, sizeof jobs[i].path, "%s/%zu", s.path, i);
        assert_int_equal(pthread_create(&threads[i], NULL, replace_often, &jobs[i]), 0);
    }
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_false(jobs[i].failed);
    }
    assert_int_equal(scratch_count(&s), N);
    scratch_remove(&s);
}

enum { TEXT = 300000 };

static void clean_up_and_end(int number)
{
    (void)number;
    stet_file_clean_up();
    _exit(0);
}

static _Noreturn void replace_for_ever(const char *path, char *text)
{
    stet_error error = STET_ERROR_NONE;
    signal(SIGTERM, clean_up_and_end);
    for (char c = 'a';; c = c == 'z' ? 'a' : (char)(c + 1)) {
        memset(text, c, TEXT);
        if (!stet_file_replace(path, (stet_str){ text, TEXT }, NULL, &error))
            _exit(1);
    }
}

static void assert_whole(const char *path)
{
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    assert_true(stet_file_open(&file, path, &error));
    assert_int_equal(file.bytes.len, TEXT);
    for (size_t i = 1; i < TEXT; i++)
        assert_int_equal(file.bytes.ptr[i], file.bytes.ptr[0]);
    stet_file_close(&file);
}

/* Ends a process that replaces a file all the time, at some moment; returns how it
   ended. */
static int end_at_some_moment(const char *path, char *text, int number, long after)
{
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        replace_for_ever(path, text);
    struct timespec delay = { 0, after };
    nanosleep(&delay, NULL);
    assert_int_equal(kill(child, number), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void test_a_kill_at_any_moment_leaves_a_whole_file(void **state)
{
    (void)state;
    static char text[TEXT];
    scratch s;
    stet_error error = STET_ERROR_NONE;
    scratch_make(&s);
    char path[sizeof s.file];
    snprintf(path, sizeof path, "%s/a", s.path);
    memset(text, '0', TEXT);
    assert_true(stet_file_replace(path, (stet_str){ text, TEXT }, NULL, &error));
    srand(6);
    for (int i = 0; i < 30; i++) {
        int status =
            end_at_some_moment(path, text, SIGTERM, 5000000 + rand() % 5000000);
        assert_true(WIFEXITED(status) || WTERMSIG(status) == SIGTERM);
        assert_int_equal(WIFEXITED(status) ? WEXITSTATUS(status) : 0, 0);
        assert_int_equal(scratch_count(&s), 1);
        assert_whole(path);
    }
    for (int i = 0; i < 10; i++) {
        end_at_some_moment(path, text, SIGKILL, 1000000 + rand() % 5000000);
        assert_whole(path);
    }
    scratch_remove(&s);
}

/* Of a process that is gone, and of one that is there; and what only looks like it. */
static void test_what_the_dead_left_is_removed_from_a_folder(void **state)
{
    scratch s;
    char name[32];
    (void)state;
    scratch_make(&s);
    pid_t gone = fork();
    assert_true(gone >= 0);
    if (gone == 0)
        _exit(0);
    assert_int_equal(waitpid(gone, NULL, 0), gone);
    snprintf(name, sizeof name, ".stet-%08x%08x", (unsigned)gone, 7u);
    scratch_write(&s, name, "half");
    snprintf(name, sizeof name, ".stet-%08x%08x", (unsigned)getpid(), 7u);
    scratch_write(&s, name, "under way");
    scratch_write(&s, ".stet-0000000000000000x", "another's");
    scratch_write(&s, "report.html", "whole");
    stet_file_clean_folder(s.path);
    assert_int_equal(scratch_count(&s), 3);
    assert_true(scratch_holds(&s, name, "under way"));
    stet_file_clean_folder("/no/such/folder");
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_made_or_replaced),
        cmocka_unit_test(test_a_name_without_folder),
        cmocka_unit_test(test_the_mode_is_kept),
        cmocka_unit_test(test_a_new_file_obeys_the_umask),
        cmocka_unit_test(test_a_link_is_followed),
        cmocka_unit_test(test_what_changed_is_left_alone),
        cmocka_unit_test(test_what_may_not_be_replaced),
        cmocka_unit_test(test_permissions_are_respected),
        cmocka_unit_test(test_a_failed_write_leaves_the_old_file),
        cmocka_unit_test(test_piece_by_piece),
        cmocka_unit_test(test_no_descriptor_is_left_open),
        cmocka_unit_test(test_threads_replace_different_files),
        cmocka_unit_test(test_a_kill_at_any_moment_leaves_a_whole_file),
        cmocka_unit_test(test_what_the_dead_left_is_removed_from_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
