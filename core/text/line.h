/* SPDX-License-Identifier: Apache-2.0 */
/**
 * line.h - the lines of a markup, classified as the eye reads them.
 *
 * One pass with memchr over the markup; fences, front matter and HTML blocks are
 * tracked, so that a line of code is CODE whatever it looks like. It is a reading
 * of lines, not a second Markdown parser: where CommonMark needs context that a
 * line does not have (lazy continuation), the line is TEXT.
 */
#ifndef STET_TEXT_LINE_H
#define STET_TEXT_LINE_H

#include <stdbool.h>
#include <stet/plugin.h>

typedef struct stet_line_list {
    stet_line *items;
    size_t count;
    size_t capacity;
} stet_line_list;

void stet_line_scan(stet_str markup, bool markdown, stet_line_list *out);

#endif
