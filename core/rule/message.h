/* SPDX-License-Identifier: Apache-2.0 */
/**
 * message.h - the braces of a message.
 *
 * A message names what a finding fills in: "write “{to}”". A name is letters, digits, -
 * and _; {{ and }} stand for the braces themselves. Which names there are is decided by
 * each finding, so only the form is checked here. Pure functions.
 */
#ifndef STET_RULE_MESSAGE_H
#define STET_RULE_MESSAGE_H

#include <stdbool.h>
#include <stet/plugin.h>

/** NULL when the braces are well formed, else what is wrong, and `*at` gets where. */
const char *stet_message_check(stet_str text, size_t *at);
/** The next name from `*at` on, which moves behind it; false: there are no more. Of a
    message whose braces are well formed. */
bool stet_message_next_name(stet_str text, size_t *at, stet_str *name);

#endif
