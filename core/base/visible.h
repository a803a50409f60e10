/* SPDX-License-Identifier: Apache-2.0 */
/**
 * visible.h - text of unknown origin, made safe to show.
 *
 * A text under check may hold anything: escape sequences that drive a terminal,
 * bidi controls that turn a line round, line breaks that forge a second message.
 * What goes to a terminal or into a line of a report passes through here: control
 * characters (C0, DEL, C1), line and paragraph separators and bidi controls become
 * "<U+001B>", bytes that are not UTF-8 "<0xFF>"; all else, TAB included, stays.
 * Pure functions, any thread.
 */
#ifndef STET_BASE_VISIBLE_H
#define STET_BASE_VISIBLE_H

#include "base/buffer.h"

#include <stdbool.h>

/** Whether the code point may change what is seen elsewhere in the line. */
bool stet_visible_needed(uint32_t code_point);

/** Appends `text`, made visible. */
void stet_visible_add(stet_buffer *out, stet_str text);

#endif
