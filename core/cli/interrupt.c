/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/interrupt.h"

#include "base/file.h"

#include <signal.h>
#include <unistd.h>

_Static_assert(ATOMIC_INT_LOCK_FREE == 2, "the signal handler needs an atomic number");

static atomic_int came;

/** Seconds that work gets to come to a stop. */
enum { GRACE = 1 };

static void die(int number)
{
    sigset_t only;
    stet_file_clean_up();
    signal(number, SIG_DFL);
    sigemptyset(&only);
    sigaddset(&only, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    _exit(128 + number);
}

static void on_signal(int number)
{
    if (came)
        die(came);
    came = number;
    alarm(GRACE);
}

static void on_alarm(int number)
{
    die(came ? came : number);
}

const atomic_int *stet_interrupt_watch(void)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = on_signal };
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction before;
        /* What nohup or a shell without job control ignores stays ignored. */
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
    action.sa_handler = on_alarm;
    sigaction(SIGALRM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    return &came;
}

void stet_interrupt_obey(void)
{
    if (came)
        die(came);
}
