/* SPDX-License-Identifier: Apache-2.0 */
/**
 * scratch.h - a folder of its own for a test that needs files.
 *
 * Made under the build folder, removed with what lies in it by scratch_remove.
 * Failures end the test. Not for folders in folders. To be included last, because
 * cmocka.h makes a macro of the word fail.
 */
#ifndef STET_TEST_BASE_SCRATCH_H
#define STET_TEST_BASE_SCRATCH_H

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { SCRATCH_PATH = 4096 };

typedef struct scratch {
    char path[SCRATCH_PATH];
    char file[SCRATCH_PATH + 256]; /**< What scratch_file returned last. */
} scratch;

static inline void scratch_make(scratch *s)
{
    snprintf(s->path, sizeof s->path, "%s/scratch-XXXXXX", STET_TEST_BUILD);
    assert_non_null(mkdtemp(s->path));
}

/** The path of `name` in the folder; valid until the next call. */
static inline const char *scratch_file(scratch *s, const char *name)
{
    snprintf(s->file, sizeof s->file, "%s/%s", s->path, name);
    return s->file;
}

static inline const char *scratch_write(scratch *s, const char *name, const char *text)
{
    FILE *file = fopen(scratch_file(s, name), "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return s->file;
}

/** Whether `name` holds exactly `text`. */
static inline int scratch_holds(scratch *s, const char *name, const char *text)
{
    FILE *file = fopen(scratch_file(s, name), "r");
    if (!file)
        return 0;
    size_t len = strlen(text);
    size_t at = 0;
    int c;
    while ((c = getc(file)) != EOF && at < len && c == (unsigned char)text[at])
        at++;
    fclose(file);
    return c == EOF && at == len;
}

/** How many things lie in the folder. */
static inline size_t scratch_count(const scratch *s)
{
    size_t n = 0;
    DIR *folder = opendir(s->path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(folder);
    return n;
}

static inline void scratch_remove(scratch *s)
{
    DIR *folder = opendir(s->path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            assert_int_equal(remove(scratch_file(s, entry->d_name)), 0);
    closedir(folder);
    assert_int_equal(rmdir(s->path), 0);
}

#endif
