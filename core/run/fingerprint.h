/* SPDX-License-Identifier: Apache-2.0 */
/**
 * fingerprint.h - by what a finding is known again in a later run.
 *
 * A hash of the rule's name, the field's, what was found and a little of what stands
 * around it, in lower case and with white space as single blanks: not of lines or
 * offsets, so that a text may grow around it and be wrapped anew. Equal ones of a
 * record are numbered by who keeps findings (locate.c). Pure functions, any thread.
 */
#ifndef STET_RUN_FINGERPRINT_H
#define STET_RUN_FINGERPRINT_H

#include "base/buffer.h"

/** Of a span of the markup; `scratch` is written over. */
uint64_t stet_fingerprint_of(stet_str rule, stet_str field, stet_str markup,
                             stet_span span, stet_buffer *scratch);

#endif
