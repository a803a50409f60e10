/* SPDX-License-Identifier: Apache-2.0 */
/**
 * mend.h - a piece, checked and mended until nothing is left to mend.
 *
 *     check -> apply a pass of fixes -> check -> ... -> result of the mended piece
 *
 * Ten passes at most. A pass after which some rule finds more than before is taken
 * back and made again rule by rule; rules whose fixes make findings are left out
 * for the piece, so no fix makes a new finding, and a pass that makes a record
 * unreadable is taken back too. The result holds what is left, at the places of the
 * mended bytes, and the mended bytes themselves.
 */
#ifndef STET_RUN_MEND_H
#define STET_RUN_MEND_H

#include "run/finding.h"
#include "text/source.h"

typedef void (*stet_mend_check)(void *user, const stet_piece *piece,
                                stet_result *result);

void stet_mend(const stet_piece *piece, bool unsafe, size_t n_rules,
               stet_mend_check check, void *user, stet_result *result);

#endif
