/* SPDX-License-Identifier: Apache-2.0 */
/**
 * entity.h - the character that an entity of HTML stands for.
 *
 * The names are those of HTML 4.01, and &apos;: the two thousand that HTML 5 has
 * more of are hardly ever written, and stay in the text as they are. Pure; any thread.
 */
#ifndef STET_TEXT_ENTITY_H
#define STET_TEXT_ENTITY_H

#include <stdint.h>
#include <stet/plugin.h>

/** The code point of "&name;", "&#17;" or "&#x11;"; 0: a name that is not known. A
    number that is no character stands for U+FFFD. */
uint32_t stet_entity_code_point(stet_str text);

#endif
