/* SPDX-License-Identifier: Apache-2.0 */
/**
 * tree.h - a tree of folders and files of its own for a test, and git in it.
 *
 * Made under the system's folder for temporary files, so that no repository is above
 * it; the test runs in it, and it is removed with all that is in it. git sees none of
 * the user's settings. Failures end the test.
 */
#ifndef STET_TEST_RUN_TREE_H
#define STET_TEST_RUN_TREE_H

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { TREE_PATH = 4096, TREE_ARGUMENTS = 24 };

extern char **environ;

typedef struct tree {
    char path[TREE_PATH]; /**< Absolute, free of links. */
    char before[TREE_PATH];
} tree;

static inline void tree_make(tree *t)
{
    const char *temporary = getenv("TMPDIR");
    char made[TREE_PATH];
    snprintf(made, sizeof made, "%s/stet-tree-XXXXXX", temporary ? temporary : "/tmp");
    assert_non_null(mkdtemp(made));
    assert_non_null(realpath(made, t->path));
    assert_non_null(getcwd(t->before, sizeof t->before));
    assert_int_equal(chdir(t->path), 0);
    assert_int_equal(setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1), 0);
    assert_int_equal(setenv("GIT_CONFIG_NOSYSTEM", "1", 1), 0);
    assert_int_equal(setenv("LC_ALL", "C", 1), 0);
    static const char *const inherited[] = { "GIT_DIR", "GIT_INDEX_FILE",
                                             "GIT_WORK_TREE" };
    for (size_t i = 0; i < sizeof inherited / sizeof *inherited; i++)
        assert_int_equal(unsetenv(inherited[i]), 0);
    signal(SIGPIPE, SIG_IGN);
}

static inline int tree_remove_one(const char *path, const struct stat *status, int type,
                                  struct FTW *where)
{
    (void)status;
    (void)type;
    (void)where;
    return remove(path);
}

static inline void tree_remove(tree *t)
{
    enum { DESCRIPTORS = 16 };
    assert_int_equal(chdir(t->before), 0);
    assert_int_equal(nftw(t->path, tree_remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS),
                     0);
}

/** Makes the folders that `path` needs. */
static inline void tree_folders(const char *path)
{
    char part[TREE_PATH];
    for (const char *slash = strchr(path + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        snprintf(part, sizeof part, "%.*s", (int)(slash - path), path);
        assert_true(mkdir(part, 0700) == 0 || errno == EEXIST);
    }
}

static inline void tree_write_bytes(const char *path, const char *bytes, size_t len)
{
    tree_folders(path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static inline void tree_write(const char *path, const char *text)
{
    tree_write_bytes(path, text, strlen(text));
}

/** All of a file; free() it. */
static inline char *tree_read(const char *path, size_t *len)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    *len = (size_t)status.st_size;
    char *bytes = malloc(*len + 1);
    assert_non_null(bytes);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fread(bytes, 1, *len, file), *len);
    assert_int_equal(fclose(file), 0);
    bytes[*len] = '\0';
    return bytes;
}

/** Runs git in the current folder with the blank-separated words of `command`, and
   behind them `last` unless it is NULL; returns its status. Files: NULL for none. */
static inline int tree_git_status(const char *command, const char *last,
                                  const char *input, const char *output)
{
    static const char always[] = "git -c user.name=Person -c user.email=p@example.org "
                                 "-c init.defaultBranch=main "
                                 "-c protocol.file.allow=always ";
    char words[TREE_PATH];
    char *arguments[TREE_ARGUMENTS];
    size_t count = 0;
    snprintf(words, sizeof words, "%s%s", always, command);
    for (char *at = words; *at;) {
        assert_true(count + 2 < TREE_ARGUMENTS);
        arguments[count++] = at;
        at += strcspn(at, " ");
        if (*at)
            *at++ = '\0';
    }
    char *odd = last ? strdup(last) : NULL;
    if (odd)
        arguments[count++] = odd;
    arguments[count] = NULL;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, input ? input : "/dev/null", O_RDONLY,
                                     0);
    posix_spawn_file_actions_addopen(&actions, 1, output ? output : "/dev/null",
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid;
    assert_int_equal(posix_spawnp(&pid, "git", &actions, NULL, arguments, environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    free(odd);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/** The same, and it must succeed. */
static inline void tree_git(const char *command, const char *last)
{
    int status = tree_git_status(command, last, NULL, NULL);
    if (status != 0)
        fail_msg("git %s failed with status %d", command, status);
}

/** Numbers that look random and are the same in every run. */
static inline uint32_t tree_random(uint64_t *state, uint32_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32) % below;
}

#endif
