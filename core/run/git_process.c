/* SPDX-License-Identifier: Apache-2.0 */
#include "run/git_process.h"

#include "base/memory.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/** The two ends of a pipe; -1: closed. */
typedef struct pipe_ends {
    int read, write;
} pipe_ends;

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Neither end is for the child: what it gets are copies. */
static bool open_pipe(pipe_ends *ends)
{
    int fds[2];
    *ends = (pipe_ends){ -1, -1 };
    if (pipe(fds) != 0)
        return false;
    *ends = (pipe_ends){ fds[0], fds[1] };
    return fcntl(ends->read, F_SETFD, FD_CLOEXEC) == 0 &&
           fcntl(ends->write, F_SETFD, FD_CLOEXEC) == 0;
}

static FILE *open_messages(void)
{
    FILE *file = tmpfile();
    if (file && fcntl(fileno(file), F_SETFD, FD_CLOEXEC) != 0) {
        fclose(file);
        return NULL;
    }
    return file;
}

/* posix_spawn() wants strings that it may write to, though it does not. */
static char **copy_arguments(const char *const *arguments)
{
    size_t count = 0;
    while (arguments[count])
        count++;
    char **copy = stet_memory_zalloc(count + 2, sizeof *copy);
    copy[0] = stet_memory_text("git", strlen("git"));
    for (size_t i = 0; i < count; i++)
        copy[i + 1] = stet_memory_text(arguments[i], strlen(arguments[i]));
    return copy;
}

static void free_arguments(char **arguments)
{
    for (size_t i = 0; arguments[i]; i++)
        free(arguments[i]);
    free(arguments);
}

/* Which descriptors git gets. */
static int set_files(posix_spawn_file_actions_t *actions, int input, int output,
                     int messages)
{
    int failed = 0;
    if (input >= 0)
        failed |= posix_spawn_file_actions_adddup2(actions, input, STDIN_FILENO);
    else
        failed |= posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null",
                                                   O_RDONLY, 0);
    failed |= posix_spawn_file_actions_adddup2(actions, output, STDOUT_FILENO);
    if (messages >= 0)
        failed |= posix_spawn_file_actions_adddup2(actions, messages, STDERR_FILENO);
    else
        failed |= posix_spawn_file_actions_addopen(actions, STDERR_FILENO, "/dev/null",
                                                   O_WRONLY, 0);
    return failed;
}

/* A git whose reader has gone must end: it gets SIGPIPE, which we ignore. */
static int set_signals(posix_spawnattr_t *attributes)
{
    sigset_t pipe_signal;
    sigset_t none;
    sigemptyset(&none);
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    return posix_spawnattr_setsigdefault(attributes, &pipe_signal) |
           posix_spawnattr_setsigmask(attributes, &none) |
           posix_spawnattr_setflags(attributes,
                                    POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
}

/* Returns 0 or an errno. */
static int spawn(pid_t *pid, const char *const *arguments, int input, int output,
                 int messages)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    int failed = ENOMEM;
    if (set_files(&actions, input, output, messages) == 0 &&
        set_signals(&attributes) == 0) {
        char **copy = copy_arguments(arguments);
        failed = posix_spawnp(pid, "git", &actions, &attributes, copy, environ);
        free_arguments(copy);
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static bool fail_to_start(stet_error *error, int cause)
{
    stet_error_set(error, "git could not be started: %s", strerror(cause));
    if (cause == ENOENT)
        stet_error_hint(error, "install git, or add its folder to PATH");
    return false;
}

bool stet_git_process_start(stet_git_process *process, const char *const *arguments,
                            bool with_input, stet_error *error)
{
    *process = (stet_git_process){ .input = -1, .output = -1, .command = arguments[0] };
    pipe_ends input = { -1, -1 };
    pipe_ends output = { -1, -1 };
    bool opened = open_pipe(&output) && (!with_input || open_pipe(&input));
    int cause = errno;
    if (opened) {
        process->messages = open_messages();
        cause = spawn(&process->pid, arguments, input.read, output.write,
                      process->messages ? fileno(process->messages) : -1);
    }
    close_end(&input.read);
    close_end(&output.write);
    if (opened && cause == 0) {
        process->input = input.write;
        process->output = output.read;
        return true;
    }
    close_end(&input.write);
    close_end(&output.read);
    if (process->messages)
        fclose(process->messages);
    process->messages = NULL;
    return fail_to_start(error, cause);
}

/* The first lines that git wrote on stderr, without its "fatal: ". */
static size_t read_messages(FILE *file, char *into, size_t size)
{
    static const char fatal[] = "fatal: ";
    rewind(file);
    size_t len = fread(into, 1, size, file);
    stet_str text = stet_str_trim((stet_str){ into, len });
    if (stet_str_starts(text, stet_str_from(fatal))) {
        text.ptr += strlen(fatal);
        text.len -= strlen(fatal);
    }
    memmove(into, text.ptr, text.len);
    return text.len;
}

static bool fail_with_message(const stet_git_process *process, int status,
                              stet_error *error)
{
    char message[1024];
    size_t len = 0;
    if (process->messages)
        len = read_messages(process->messages, message, sizeof message);
    if (len)
        return stet_error_set(error, "git %s failed: %.*s", process->command, (int)len,
                              message);
    if (WIFSIGNALED(status))
        return stet_error_set(error, "git %s was ended by signal %d", process->command,
                              WTERMSIG(status));
    return stet_error_set(error, "git %s failed with status %d", process->command,
                          WEXITSTATUS(status));
}

bool stet_git_process_finish(stet_git_process *process, stet_error *error)
{
    close_end(&process->input);
    close_end(&process->output);
    int status = 0;
    pid_t ended;
    do
        ended = waitpid(process->pid, &status, 0);
    while (ended < 0 && errno == EINTR);
    bool ok = ended == process->pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!ok)
        fail_with_message(process, status, error);
    if (process->messages)
        fclose(process->messages);
    process->messages = NULL;
    return ok;
}

static bool read_all(int fd, stet_buffer *out)
{
    enum { CHUNK = 64 * 1024 };
    for (;;) {
        stet_buffer_reserve(out, CHUNK);
        ssize_t got = read(fd, out->ptr + out->len, CHUNK);
        if (got == 0)
            return true;
        if (got > 0) {
            out->len += (size_t)got;
            out->ptr[out->len] = '\0';
        } else if (errno != EINTR) {
            return false;
        }
    }
}

bool stet_git_process_run(const char *const *arguments, stet_buffer *out,
                          stet_error *error)
{
    stet_git_process process;
    if (!stet_git_process_start(&process, arguments, false, error))
        return false;
    bool all = read_all(process.output, out);
    int cause = errno;
    if (!stet_git_process_finish(&process, error))
        return false;
    return all || stet_error_set(error, "what git %s wrote could not be read: %s",
                                 arguments[0], strerror(cause));
}
