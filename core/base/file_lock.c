/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE  /* flock, which folders can have, too, and closing keeps apart \
                          */
#include "base/file.h"

#include <errno.h>
#include <sys/file.h>

bool stet_file_lock(int fd)
{
    while (flock(fd, LOCK_EX | LOCK_NB) != 0)
        if (errno != EINTR)
            return errno != EWOULDBLOCK;
    return true;
}
