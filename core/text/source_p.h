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

#endif
