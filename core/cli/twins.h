/* SPDX-License-Identifier: Apache-2.0 */
/**
 * twins.h - files of a batch that are the same file under two names.
 *
 * A symbolic link beside what it leads to, and a hard link, are listed like any file
 * (file_list.h), since a check may hold each name to other rules. Who counts records
 * would count them twice: of such files the first is kept.
 */
#ifndef STET_CLI_TWINS_H
#define STET_CLI_TWINS_H

#include "base/log.h"
#include "run/file_list.h"

/** Takes out of the list what an earlier item is, too; each is noted, unless `log` is
    NULL. What cannot be looked at stays: opening it will tell. */
void stet_twins_drop(stet_file_list *list, const stet_logger *log);

#endif
