/* SPDX-License-Identifier: Apache-2.0 */
/**
 * csv.h - a cell of CSV that a spreadsheet may open.
 *
 * RFC 4180: quotes doubled inside quotes. A spreadsheet runs a cell that begins with
 * = + - or @ as a formula, and texts under check come from anywhere: such a cell gets a
 * ' in front, as spreadsheets themselves write "this is text". Control characters are
 * made visible, but for a line feed, which quotes hold. Pure functions, any thread.
 */
#ifndef STET_REPORT_CSV_H
#define STET_REPORT_CSV_H

#include "base/buffer.h"

/** Appends a text as one cell, without what separates it from others. */
void stet_csv_cell(stet_buffer *out, stet_str text);

#endif
