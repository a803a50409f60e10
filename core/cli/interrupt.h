/* SPDX-License-Identifier: Apache-2.0 */
/**
 * interrupt.h - how the program ends when a signal asks it to.
 *
 * SIGINT, SIGTERM and SIGHUP set a flag that long work looks at; work stops between two
 * results, and the program then dies of the signal, so that a shell sees it. What is
 * stuck (a read that waits) dies within a second, and at once when the signal comes
 * again. Temporary files are removed in each case. SIGPIPE and SIGXFSZ are ignored:
 * writes say EPIPE and, over a limit of the size of files, EFBIG.
 *
 * A signal handler is given nothing but a number, so the flag is static: the one
 * writable variable of this room. It is a lock-free atomic, because the handler runs in
 * whatever thread the signal meets, and all of them look at it.
 */
#ifndef STET_CLI_INTERRUPT_H
#define STET_CLI_INTERRUPT_H

#include <stdatomic.h>

/** Begins to watch; returns the flag: the number of the signal that came, or 0. */
const atomic_int *stet_interrupt_watch(void);
/** Dies of the signal, if one came; else returns. */
void stet_interrupt_obey(void);

#endif
