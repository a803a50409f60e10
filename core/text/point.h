/* SPDX-License-Identifier: Apache-2.0 */
/**
 * point.h - moving a point through the bytes that it counts.
 *
 * A line ends with LF, so a CR is the last column of its line. Columns are counted
 * in bytes, code points and UTF-16 code units at once; of bytes that are not UTF-8
 * they are an estimate. Pure functions, any thread.
 */
#ifndef STET_TEXT_POINT_H
#define STET_TEXT_POINT_H

#include <stet/plugin.h>

/** The first byte of a source. */
#define STET_POINT_START ((stet_point){ 0, 1, 1, 1, 1 })

/** Moves the point over `bytes`, which begin where it stands. */
void stet_point_pass(stet_point *point, stet_str bytes);

#endif
