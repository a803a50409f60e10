/* SPDX-License-Identifier: Apache-2.0 */
/**
 * git_blobs.h - contents out of a repository, by one `git cat-file --batch`.
 *
 * Requests go down a pipe, answers come up another, in the same order. Requests may be
 * written ahead of the answers read, but never more bytes of them than any pipe holds
 * (PIPE_BUF): so a write never waits for git, git alone waits for us, and nothing can
 * lock up, whatever the sizes. Answers that come before the one that is wanted
 * are kept, the newest STET_GIT_BLOBS_KEPT of them.
 *
 * One owner, no threads. git is started by _open and waited for by _close.
 */
#ifndef STET_RUN_GIT_BLOBS_H
#define STET_RUN_GIT_BLOBS_H

#include "base/error.h"

enum { STET_GIT_BLOBS_KEPT = 64 };

typedef struct stet_git_blobs stet_git_blobs;

stet_git_blobs *stet_git_blobs_open(stet_error *error);
void stet_git_blobs_close(stet_git_blobs *blobs);
/** Asks for an object (an id, or ":0:path"; no line feed) whose content will be read
    soon; false: there is no room for the request, read some first. */
bool stet_git_blobs_ask(stet_git_blobs *blobs, stet_str object);
/** The content of an object, asked for before or not: `*bytes` is heap memory. False
    when git fails; `*bytes` is NULL when there is no such blob. */
bool stet_git_blobs_read(stet_git_blobs *blobs, stet_str object, char **bytes,
                         size_t *len, stet_error *error);

#endif
