/* SPDX-License-Identifier: Apache-2.0 */
/**
 * wording.h - what two texts of a record have in common, white space aside.
 *
 * Pure functions; all take time in proportion to the length of the texts.
 */
#ifndef STET_RECORD_WORDING_H
#define STET_RECORD_WORDING_H

#include "record.h"

/** Whether a text has nothing that can be seen: no bytes but white space, also that of
    Unicode, and characters without width. */
bool record_is_blank(stet_str text);
/** The text without white space at its ends, and each run of it one blank. In the
    callback's memory. */
stet_str record_normal(stet_ctx *ctx, stet_str text);
/** Whether the one stands somewhere in the other. */
bool record_holds(stet_str text, stet_str part);

#endif
