/* SPDX-License-Identifier: Apache-2.0 */
/* pair [-n ROUNDS] [-e FOLDER] COMMAND... -- COMMAND...

   Runs two commands in turn, A B A B, so that a neighbour's load falls on both, and
   prints one line of figures, separated by tabs:

       wall A, wall B, ratio, processor A, processor B, ratio, least wall A, least wall
   B

   in milliseconds; all but the least are medians, a ratio is that of the medians, A to
   B. The commands' output goes nowhere. -e: empties the folder before each run of A.
   Both run once before they are timed, to fill what is kept of them. Exit status 1 of a
   command is not a failure: findings are what is looked for. */
#define _DEFAULT_SOURCE /* wait4 */
#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_ROUNDS = 1001 };

typedef struct runs {
    char **command;
    double wall[MOST_ROUNDS], processor[MOST_ROUNDS];
} runs;

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void empty(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY);
    DIR *there = fd >= 0 ? fdopendir(fd) : NULL;
    for (struct dirent *entry; there && (entry = readdir(there));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(fd, entry->d_name, 0) != 0) {
            empty(fd, entry->d_name);
            unlinkat(fd, entry->d_name, AT_REMOVEDIR);
        }
    }
    if (there)
        closedir(there);
}

/* Ends the program when the command cannot be run, or says that it could not do its
 * work. */
static void run(runs *of, int round)
{
    posix_spawn_file_actions_t actions;
    struct rusage usage;
    pid_t child;
    int status;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    double start = now();
    if (posix_spawnp(&child, of->command[0], &actions, NULL, of->command, environ) !=
            0 ||
        wait4(child, &status, 0, &usage) != child) {
        perror(of->command[0]);
        exit(2);
    }
    double wall = now() - start;
    posix_spawn_file_actions_destroy(&actions);
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "pair: %s failed with status %d\n", of->command[0],
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
        exit(2);
    }
    if (round < 0)
        return;
    of->wall[round] = wall;
    of->processor[round] = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *of, int n)
{
    qsort(of, (size_t)n, sizeof *of, compare);
    return n % 2 ? of[n / 2] : (of[n / 2 - 1] + of[n / 2]) / 2;
}

int main(int argc, char **argv)
{
    static runs a, b;
    const char *folder = NULL;
    int rounds = 5, option;

    while ((option = getopt(argc, argv, "+n:e:")) != -1) {
        if (option == 'n')
            rounds = (int)strtol(optarg, NULL, 10);
        else if (option == 'e')
            folder = optarg;
        else
            return 2;
    }
    a.command = argv + optind;
    for (int i = optind; i < argc && !b.command; i++)
        if (strcmp(argv[i], "--") == 0) {
            argv[i] = NULL;
            b.command = argv + i + 1;
        }
    if (!b.command || !*a.command || !*b.command || rounds < 1 ||
        rounds > MOST_ROUNDS) {
        fputs("usage: pair [-n ROUNDS] [-e FOLDER] COMMAND... -- COMMAND...\n", stderr);
        return 2;
    }
    for (int round = -1; round < rounds; round++) {
        if (folder)
            empty(AT_FDCWD, folder);
        run(&a, round);
        run(&b, round);
    }
    double wall_a = median(a.wall, rounds), wall_b = median(b.wall, rounds);
    double processor_a = median(a.processor, rounds);
    double processor_b = median(b.processor, rounds);
    printf("%.2f\t%.2f\t%.3f\t%.2f\t%.2f\t%.3f\t%.2f\t%.2f\n", wall_a, wall_b,
           wall_a / wall_b, processor_a, processor_b,
           processor_a / (processor_b > 0 ? processor_b : 1), a.wall[0], b.wall[0]);
    return 0;
}
