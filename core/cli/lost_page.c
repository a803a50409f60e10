/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/lost_page.h"

#include "base/file.h"
#include "cli/command.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

/* A line of /proc/self/maps is "from-to rights offset device inode   path" (proc(5)); a
   path that is longer is cut. */
enum { LINE_ROOM = 1024 };

/* Bytes of a descriptor, one at a time out of a buffer on the stack. */
typedef struct reader {
    int fd;
    ssize_t at, n;
    char bytes[512];
} reader;

static int next_byte(reader *r)
{
    if (r->at == r->n) {
        r->n = read(r->fd, r->bytes, sizeof r->bytes);
        r->at = 0;
    }
    return r->n > 0 ? (unsigned char)r->bytes[r->at++] : -1;
}

/* False at the end. */
static bool next_line(reader *r, char *line)
{
    size_t len = 0;
    int byte;

    while ((byte = next_byte(r)) >= 0 && byte != '\n')
        if (len < LINE_ROOM - 1)
            line[len++] = (char)byte;
    line[len] = '\0';
    return byte >= 0 || len > 0;
}

static uintptr_t read_address(const char **at)
{
    uintptr_t address = 0;

    for (;; (*at)++) {
        char c = **at;
        if (c >= '0' && c <= '9')
            address = address << 4 | (uintptr_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            address = address << 4 | (uintptr_t)(c - 'a' + 10);
        else
            return address;
    }
}

/* The path of the file that is mapped there, in `line`; NULL: none is. */
static const char *path_of(uintptr_t address, char *line)
{
    reader r = { .fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC) };
    const char *path = NULL;

    while (r.fd >= 0 && !path && next_line(&r, line)) {
        const char *at = line;
        uintptr_t from = read_address(&at);
        at += *at == '-';
        if (from <= address && address < read_address(&at))
            path = strchr(at, '/');
    }
    if (r.fd >= 0)
        close(r.fd);
    return path;
}

static void say(const char *text)
{
    stet_file_write_fd(STDERR_FILENO, (stet_str){ text, strlen(text) });
}

static void on_lost_page(int number, siginfo_t *info, void *context)
{
    char line[LINE_ROOM];
    const char *path =
        info->si_code > 0 ? path_of((uintptr_t)info->si_addr, line) : NULL;

    (void)context;
    if (!path) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    stet_file_clean_up();
    say(path);
    say(": error: it was cut short while it was being read, or its disk has errors\n"
        "  help: start again when nobody writes to it any more\n");
    _exit(STET_EXIT_TROUBLE);
}

void stet_lost_page_watch(void)
{
    struct sigaction action = { .sa_sigaction = on_lost_page, .sa_flags = SA_SIGINFO };

    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, &action, NULL);
}
