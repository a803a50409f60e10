/* SPDX-License-Identifier: Apache-2.0 */
/** source_p.h - what source.c (opening) and source_feed.c (cutting) share. */
#ifndef STET_TEXT_SOURCE_P_H
#define STET_TEXT_SOURCE_P_H

#include "text/source.h"

/** The bytes that are at hand and not yet cut off. */
stet_str stet_source_rest(const stet_source *source);
/** Moves behind the first `len` bytes at hand. */
void stet_source_pass(stet_source *source, size_t len);
/** Of a stream: reads until `want` bytes are at hand, or the end is reached. */
bool stet_source_fill(stet_source *source, size_t want, stet_error *error);
/** The same until a whole record is at hand, or more than the limit. */
bool stet_source_fill_record(stet_source *source, stet_error *error);

/** Opens `path` as stet_source_open does, but reads nothing yet. */
stet_source *stet_source_open_unread(const char *path, stet_str shown,
                                     const stet_layout *layout, size_t max_record,
                                     stet_error *error);
/** The source when its front (byte order mark, header) can be read; else it is closed:
    NULL, and the error has its path. */
stet_source *stet_source_begin(stet_source *source, stet_error *error);

#endif
