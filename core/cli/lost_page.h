/* SPDX-License-Identifier: Apache-2.0 */
/**
 * lost_page.h - what is said when a file is cut short while it is being read.
 *
 * Large files are mapped. When somebody truncates one meanwhile, or its disk fails, the
 * page that is touched next is not there, and the system sends SIGBUS, which kills a
 * program without a word. So a handler finds out whose page it is (/proc/self/maps),
 * says so on standard error, removes temporary files and ends the program with the
 * status of trouble. What an audit has committed stays. A SIGBUS that is no mapped
 * file's, such as one that somebody sends, kills as before.
 *
 * Async-signal-safe: no memory is allocated, nothing is kept; any thread.
 */
#ifndef STET_CLI_LOST_PAGE_H
#define STET_CLI_LOST_PAGE_H

/** Begins to watch, for the whole process. */
void stet_lost_page_watch(void);

#endif
