/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/destination.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

bool stet_destination_open(stet_destination *destination, const char *path,
                           stet_error *error)
{
    *destination = (stet_destination){ 0 };
    if (!path || strcmp(path, "-") == 0)
        return true;
    destination->file = stet_replacement_open(path, NULL, error);
    return destination->file != NULL;
}

static bool take(void *ctx, stet_str bytes, stet_error *error)
{
    stet_destination *destination = ctx;

    if (destination->file)
        return stet_replacement_write(destination->file, bytes, error);
    if (destination->gone || stet_file_write_fd(STDOUT_FILENO, bytes))
        return true;
    destination->gone = errno == EPIPE;
    return destination->gone ||
           stet_error_set(error, "standard output cannot be written: %s",
                          strerror(errno));
}

stet_audit_sink stet_destination_sink(stet_destination *destination)
{
    return (stet_audit_sink){ take, destination };
}

bool stet_destination_close(stet_destination *destination, bool good, stet_error *error)
{
    stet_replacement *file = destination->file;

    destination->file = NULL;
    if (file && good)
        return stet_replacement_finish(file, NULL, error);
    if (file)
        stet_replacement_abandon(file);
    return good;
}
