/* SPDX-License-Identifier: Apache-2.0 */
/**
 * renaming.h - calling a thing by another of its names, in the same number and case.
 *
 * Names are words as they stand in a text. English alone: whether a name is a plural is
 * told by its last letters, so what is offered is never a safe fix. All in the
 * callback's memory; no state.
 */
#ifndef STET_PHRASING_RENAMING_H
#define STET_PHRASING_RENAMING_H

#include <stet/plugin.h>

/** A name as it is written inside a sentence: "The festival" is "the festival", "Apple"
    stays. */
stet_str renaming_inside(stet_ctx *ctx, stet_str name);
/** `name`, which is written as inside a sentence, in the number and case of `match`;
   ptr NULL: `name` is a plural and `match` is none. */
stet_str renaming_as(stet_ctx *ctx, stet_str name, stet_str match);

#endif
