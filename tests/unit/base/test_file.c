/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/scratch.h"

static void test_a_file_is_read(void **state)
{
    (void)state;
    scratch s;
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    scratch_make(&s);
    assert_true(stet_file_open(&file, scratch_write(&s, "a", "hello\n"), &error));
    assert_true(stet_str_is(file.bytes, "hello\n"));
    assert_int_equal(file.seen.st_size, 6);
    assert_false(file.mapped);
    stet_file_close(&file);
    assert_true(stet_file_open(&file, scratch_write(&s, "a", ""), &error));
    assert_int_equal(file.bytes.len, 0);
    assert_non_null(file.bytes.ptr);
    stet_file_close(&file);
    scratch_remove(&s);
}

/* Sizes around those at which reading grows its memory or gives way to mapping. */
static void test_sizes(void **state)
{
    (void)state;
    static const size_t sizes[] = { 1,     4094,    4095,    4096,    4097,
                                    65536, 1048575, 1048576, 1048577, 3000000 };
    scratch s;
    scratch_make(&s);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        stet_file file;
        stet_error error = STET_ERROR_NONE;
        char *text = stet_memory_alloc(sizes[i] + 1);
        for (size_t k = 0; k < sizes[i]; k++)
            text[k] = (char)('a' + k % 23);
        text[sizes[i]] = '\0';
        assert_true(stet_file_open(&file, scratch_write(&s, "a", text), &error));
        assert_true(stet_str_equal(file.bytes, (stet_str){ text, sizes[i] }));
        assert_int_equal(file.mapped, sizes[i] >= 1048576);
        stet_file_close(&file);
        assert_null(file.bytes.ptr);
        free(text);
    }
    scratch_remove(&s);
}

static void assert_refused(const char *path, const char *message)
{
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_file_open(&file, path, &error));
    assert_string_equal(error.message, message);
    assert_string_equal(error.path, path);
    stet_error_release(&error);
}

static void test_what_is_no_file_is_told_apart(void **state)
{
    (void)state;
    scratch s;
    scratch_make(&s);
    assert_refused(s.path, "this is a directory, not a file");
    assert_refused(scratch_file(&s, "none"), "no such file");
    assert_refused("/dev/null", "this is a device, not a file");
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    /* The path of a socket is short, that of the folder may not be. */
    int here = open(".", O_RDONLY);
    assert_int_equal(chdir(s.path), 0);
    snprintf(address.sun_path, sizeof address.sun_path, "socket");
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_refused("socket", "this is a socket, not a file");
    assert_int_equal(fchdir(here), 0);
    close(here);
    close(fd);
    scratch_write(&s, "file", "");
    assert_refused(scratch_file(&s, "file/x"), "cannot be read: Not a directory");
    scratch_remove(&s);
}

static void *feed(void *argument)
{
    int fd = *(int *)argument;
    for (int i = 0; i < 20000; i++)
        if (!stet_file_write_fd(fd, STET_STR("0123456789")))
            break;
    close(fd);
    return NULL;
}

/* More than a pipe holds, written and read at once, by descriptors that do not block:
   both sides see short counts and EAGAIN. */
static void test_streams(void **state)
{
    (void)state;
    int ends[2];
    pthread_t writer;
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    assert_int_equal(pthread_create(&writer, NULL, feed, &ends[1]), 0);
    assert_true(stet_file_read_fd(&file, ends[0], "pipe", &error));
    assert_int_equal(pthread_join(writer, NULL), 0);
    assert_int_equal(file.bytes.len, 200000);
    for (size_t i = 0; i < file.bytes.len; i++)
        assert_int_equal(file.bytes.ptr[i], '0' + i % 10);
    assert_int_equal(file.seen.st_size, 0);
    stet_file_close(&file);
    close(ends[0]);
}

static void test_a_dash_is_standard_input(void **state)
{
    (void)state;
    scratch s;
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    scratch_make(&s);
    int saved = dup(STDIN_FILENO);
    int fd = open(scratch_write(&s, "in", "from stdin"), O_RDONLY);
    dup2(fd, STDIN_FILENO);
    close(fd);
    assert_true(stet_file_open(&file, "-", &error));
    assert_true(stet_str_is(file.bytes, "from stdin"));
    stet_file_close(&file);
    dup2(saved, STDIN_FILENO);
    close(saved);
    scratch_remove(&s);
}

static void test_failures_of_descriptors(void **state)
{
    (void)state;
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    assert_false(stet_file_read_fd(&file, -1, "nothing", &error));
    assert_string_equal(error.message, "cannot be read: Bad file descriptor");
    assert_null(file.bytes.ptr);
    stet_error_release(&error);
    assert_false(stet_file_write_fd(-1, STET_STR("x")));
    assert_true(stet_file_write_fd(-1, STET_STR("")));
    int full = open("/dev/full", O_WRONLY);
    assert_true(full >= 0);
    assert_false(stet_file_write_fd(full, STET_STR("x")));
    close(full);
}

static void remove_folder(scratch *s, const char *name)
{
    assert_int_equal(rmdir(scratch_file(s, name)), 0);
}

static void test_make_folder(void **state)
{
    (void)state;
    scratch s;
    struct stat made;
    stet_error error = STET_ERROR_NONE;
    scratch_make(&s);
    assert_true(stet_file_make_folder(scratch_file(&s, "a/b//c"), 0700, &error));
    assert_true(stet_file_make_folder(scratch_file(&s, "a/b/c/"), 0700, &error));
    assert_int_equal(stat(scratch_file(&s, "a/b/c"), &made), 0);
    assert_int_equal(made.st_mode & 07777, 0700);
    remove_folder(&s, "a/b/c");
    remove_folder(&s, "a/b");
    remove_folder(&s, "a");
    scratch_write(&s, "file", "");
    assert_false(stet_file_make_folder(scratch_file(&s, "file"), 0700, &error));
    assert_string_equal(error.message,
                        "this directory cannot be made: Not a directory");
    stet_error_release(&error);
    assert_false(stet_file_make_folder(scratch_file(&s, "file/x"), 0700, &error));
    stet_error_release(&error);
    scratch_remove(&s);
}

static void test_cache_folder(void **state)
{
    (void)state;
    scratch s;
    stet_buffer out = { 0 };
    scratch_make(&s);
    assert_int_equal(setenv("XDG_CACHE_HOME", scratch_file(&s, "cache"), 1), 0);
    assert_true(stet_file_cache_folder(&out));
    assert_string_equal(out.ptr, scratch_file(&s, "cache/stet"));
    /* Others could put files there: it is not to be trusted. */
    assert_int_equal(chmod(out.ptr, 0777), 0);
    stet_buffer_clear(&out);
    assert_false(stet_file_cache_folder(&out));
    assert_int_equal(out.len, 0);
    remove_folder(&s, "cache/stet");
    assert_int_equal(symlink(s.path, scratch_file(&s, "cache/stet")), 0);
    assert_false(stet_file_cache_folder(&out));
    assert_int_equal(unlink(scratch_file(&s, "cache/stet")), 0);
    remove_folder(&s, "cache");

    assert_int_equal(setenv("XDG_CACHE_HOME", "relative", 1), 0);
    assert_int_equal(setenv("HOME", s.path, 1), 0);
    assert_true(stet_file_cache_folder(&out));
    assert_string_equal(out.ptr, scratch_file(&s, ".cache/stet"));
    remove_folder(&s, ".cache/stet");
    remove_folder(&s, ".cache");
    assert_int_equal(unsetenv("HOME"), 0);
    assert_false(stet_file_cache_folder(&out));
    stet_buffer_release(&out);
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_file_is_read),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_what_is_no_file_is_told_apart),
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_a_dash_is_standard_input),
        cmocka_unit_test(test_failures_of_descriptors),
        cmocka_unit_test(test_make_folder),
        cmocka_unit_test(test_cache_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
