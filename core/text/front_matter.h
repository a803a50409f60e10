/* SPDX-License-Identifier: Apache-2.0 */
/**
 * front_matter.h - the YAML that may stand at the very start of a Markdown file.
 *
 * A line of three hyphens, keys and values, a line of three hyphens or full stops.
 * Answers often begin with a thematic break, which is the same line of hyphens: so
 * what is between the two must look like YAML, and prose does not. Pure; any thread.
 */
#ifndef STET_TEXT_FRONT_MATTER_H
#define STET_TEXT_FRONT_MATTER_H

#include <stdbool.h>
#include <stet/plugin.h>

/** Its length, both lines of marks and the last line end included; 0: there is none. */
size_t stet_front_matter_length(stet_str markup);

#endif
