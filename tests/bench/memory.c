/* SPDX-License-Identifier: Apache-2.0 */
/* memory COMMAND...

   Runs a command and prints its peak of memory in MB, separated by tabs: its own pages
   (RssAnon of /proc, looked at every two milliseconds), and all resident pages, those
   of mapped files among them, which the kernel may take back at any time. */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* KiB of memory of its own; 0 when it has ended. */
static long own_pages(pid_t child)
{
    char path[64], line[256];
    long size = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)child);
    FILE *status = fopen(path, "r");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "RssAnon:", 8) == 0)
            size = strtol(line + 8, NULL, 10);
    if (status)
        fclose(status);
    return size;
}

int main(int argc, char **argv)
{
    const struct timespec pause = { .tv_nsec = 2000000 };
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t child;
    int status;
    long most = 0;

    if (argc < 2) {
        fputs("usage: memory COMMAND...\n", stderr);
        return 2;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&child, argv[1], &actions, NULL, argv + 1, environ) != 0) {
        perror(argv[1]);
        return 2;
    }
    while (wait4(child, &status, WNOHANG, &usage) == 0) {
        long own = own_pages(child);
        if (own > most)
            most = own;
        nanosleep(&pause, NULL);
    }
    posix_spawn_file_actions_destroy(&actions);
    printf("%.1f\t%.1f\n", (double)most / 1024, (double)usage.ru_maxrss / 1024);
    return WIFEXITED(status) && WEXITSTATUS(status) <= 1 ? 0 : 2;
}
