/* SPDX-License-Identifier: Apache-2.0 */
/**
 * destination.h - where a command writes a report: standard output, or a file.
 *
 * A report may be longer than memory, so it is written as it comes. A file is put in
 * place when all of it is there, and what stood there stays if it is never. A reader of
 * standard output that has gone (head) is no trouble: the rest is thrown away.
 *
 * Life: open -> the sink -> close. One thread.
 */
#ifndef STET_CLI_DESTINATION_H
#define STET_CLI_DESTINATION_H

#include "account/sink.h"
#include "base/file.h"

typedef struct stet_destination {
    stet_replacement *file; /**< NULL: standard output. */
    bool gone;              /**< Nobody reads it any more. */
} stet_destination;

/** `path`: NULL and "-" are standard output. */
bool stet_destination_open(stet_destination *destination, const char *path,
                           stet_error *error);
/** Valid as long as the destination stays where it is. */
stet_audit_sink stet_destination_sink(stet_destination *destination);
/** `good`: the report is whole. Else a file is as it was, and false is returned with
   the error as it is. */
bool stet_destination_close(stet_destination *destination, bool good,
                            stet_error *error);

#endif
