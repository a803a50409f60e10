/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/database.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/str.h"
#include "cli/command_p.h"
#include "cli/interrupt.h"
#include "cli/lost_page.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { MOST_COMMANDS = 32, LEAST_WIDTH = 20, MOST_WIDTH = 10000 };

static bool use_color(int choice, bool terminal)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (choice)
        return choice == 1;
    return terminal && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
}

static unsigned terminal_width(void)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    unsigned long width = columns ? strtoul(columns, NULL, 10) : 0;
    if (!width && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    return width >= LEAST_WIDTH && width <= MOST_WIDTH ? (unsigned)width : 0;
}

/* Where plugins and rule sets are looked for depends on it, so a name from argv, which
   whoever started us has chosen, is the last resort. */
static char *find_program(const char *name)
{
    char path[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n > 0)
        return stet_memory_text(path, (size_t)n);
    char *real = realpath(name, NULL);
    return real ? real : stet_memory_text(name, strlen(name));
}

static void set_up(stet_cli *cli, const stet_common *common)
{
    cli->terminal_stdout = isatty(STDOUT_FILENO);
    cli->terminal_stderr = isatty(STDERR_FILENO);
    cli->color_stdout = use_color(common->color, cli->terminal_stdout);
    cli->color_stderr = use_color(common->color, cli->terminal_stderr);
    cli->width = cli->terminal_stdout ? terminal_width() : 0;
    cli->log = (stet_logger){ .fd = STDERR_FILENO,
                              .verbose = common->verbose,
                              .quiet = common->quiet,
                              .color = cli->color_stderr };
}

static stet_exit write_help(const stet_cli *cli, const stet_command *command)
{
    stet_buffer out = { 0 };
    stet_help_write(command, &out);
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_release(&out);
    return status;
}

static stet_exit write_version(const stet_cli *cli)
{
    stet_buffer out = { 0 };
    stet_buffer_add_text(&out, "stet " STET_VERSION "\n");
    stet_exit status = stet_cli_write(cli, &out);
    stet_buffer_release(&out);
    return status;
}

/* `stet -q check a.md`: no file of that name is there, but a command is meant. */
static bool has_late_command(const stet_cli *cli, stet_error *error)
{
    const char *name = cli->n_arguments ? cli->arguments[0] : "";
    if (!stet_command_find(name) || access(name, F_OK) == 0)
        return false;
    stet_error_set(error, "there is no file “%s”", name);
    stet_error_hint(error, "the command comes first: stet %s [OPTION...]", name);
    return true;
}

/** `command` NULL: none was named, which is short for stet check. */
static stet_exit run_command(stet_cli *cli, const stet_command *command, int argc,
                             const char *const *argv)
{
    bool named = command != NULL;
    if (!named)
        command = &stet_command_check;
    stet_common common = { 0 };
    stet_error error = STET_ERROR_NONE;
    stet_exit status;
    void *options = stet_memory_zalloc(1, command->options_size + 1);
    bool parsed =
        stet_command_parse(command, argc, argv, options, &common, cli, &error);
    set_up(cli, &common);
    if (!parsed || (!named && has_late_command(cli, &error)))
        status = stet_cli_fail(cli, &error);
    else if (common.help)
        status = write_help(cli, command);
    else
        status = command->run(cli, options, &common);
    stet_command_release(command, options, &common, cli);
    free(options);
    return status;
}

static stet_exit unknown_command(const stet_cli *cli, const char *name)
{
    const char *names[MOST_COMMANDS];
    size_t n = stet_command_names(names, MOST_COMMANDS);
    const char *nearest = stet_str_nearest(stet_str_from(name), names, n);
    stet_error error = STET_ERROR_NONE;
    stet_error_set(&error, "there is no command and no file “%s”", name);
    if (nearest)
        stet_error_hint(&error, "did you mean “stet %s”?", nearest);
    else
        stet_error_hint(&error, "see: stet help");
    return stet_cli_fail(cli, &error);
}

/* `stet PATH...` is short for `stet check PATH...`. */
static stet_exit dispatch(stet_cli *cli, int argc, const char *const *argv)
{
    const stet_common none = { 0 };
    set_up(cli, &none);
    if (argc < 2) {
        write_help(cli, NULL);
        return STET_EXIT_TROUBLE;
    }
    const char *first = argv[1];
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
        return write_version(cli);
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
        return write_help(cli, NULL);
    const stet_command *command = stet_command_find(first);
    if (command)
        return run_command(cli, command, argc - 2, argv + 2);
    if (first[0] == '-' || strchr(first, '/') || access(first, F_OK) == 0)
        return run_command(cli, NULL, argc - 1, argv + 1);
    return unknown_command(cli, first);
}

/* Where a standard stream is closed the next file that is opened would have its number,
   and what is said to people would be written into it. So the number is taken by what
   can neither be read (0) nor written (1, 2), which fails as a closed one does. */
static void occupy_closed_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            return;
}

int main(int argc, char **argv)
{
    occupy_closed_streams();
    char *program = find_program(argc ? argv[0] : "stet");
    stet_cli cli = { .program = program, .stop = stet_interrupt_watch() };
    stet_lost_page_watch();
    stet_audit_database_set_up();
    stet_exit status = dispatch(&cli, argc, (const char *const *)argv);
    stet_interrupt_obey();
    if (close(STDOUT_FILENO) != 0 && errno != EBADF && errno != EPIPE) {
        stet_log_error(&cli.log, "standard output cannot be written: %s",
                       strerror(errno));
        status = STET_EXIT_TROUBLE;
    }
    free(program);
    return (int)status;
}
