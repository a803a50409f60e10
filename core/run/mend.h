/* SPDX-License-Identifier: Apache-2.0 */
/**
 * mend.h - a piece, checked and mended until nothing is left to mend.
 *
 *     check -> apply a pass of fixes -> check -> ... -> result of the mended piece
 *
 * Ten passes at most. A pass that leaves more findings of a rule in a record than it
 * should, or makes a record unreadable, is taken back and made again without the fixes
 * that are to blame: those where the findings are that are too many; if that does not
 * help, those of a rule in the record that do harm by themselves, or all of the record.
 * So no fix makes a new finding, not even one of its own rule in its own place (a
 * phrase whose replacement holds it), what does no good in one record keeps no other
 * from being mended, and mending what was mended changes nothing. The result holds what
 * is left, at the places of the mended bytes, and the mended bytes themselves.
 *
 * A source that is kept stays as it is: so does its result, which says whether there
 * was anything to mend.
 *
 * What `stands` is not mended, and stands to the end, wherever other fixes move it: it
 * keeps the fingerprint that it had, though there may be other text beside it now.
 */
#ifndef STET_RUN_MEND_H
#define STET_RUN_MEND_H

#include "run/finding.h"
#include "text/source.h"

/** `last`: there is no look after this one. */
typedef void (*stet_mend_check)(void *user, const stet_piece *piece, bool last,
                                stet_result *result);

/** `look_again`: look a last time when all is mended, for the rules that must see each
    text once, as it stays. Otherwise no look is called the last. */
void stet_mend(const stet_piece *piece, bool unsafe, bool look_again,
               stet_mend_check check, void *user, stet_result *result);

#endif
