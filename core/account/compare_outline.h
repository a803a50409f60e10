/* SPDX-License-Identifier: Apache-2.0 */
/**
 * compare_outline.h - a comparison as an outline: what people read of it.
 *
 * What drifted first; then the two audits and whether they may be compared at all; then
 * all shares, as they were and as they are. One owner.
 */
#ifndef STET_ACCOUNT_COMPARE_OUTLINE_H
#define STET_ACCOUNT_COMPARE_OUTLINE_H

#include "account/compare.h"
#include "account/outline.h"

/** Adds all of it to an empty outline. */
void stet_comparison_outline(stet_outline *outline, const stet_comparison *comparison);

#endif
