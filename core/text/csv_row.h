/* SPDX-License-Identifier: Apache-2.0 */
/**
 * csv_row.h - one row of CSV or TSV: where it ends, and its cells.
 *
 * A row ends with LF or CRLF outside of quotes. Pure functions over bytes.
 */
#ifndef STET_TEXT_CSV_ROW_H
#define STET_TEXT_CSV_ROW_H

#include "text/reader.h"

typedef struct stet_csv_cell {
    stet_str raw; /**< Without the quotes around it. */
    bool quoted;
    bool doubled; /**< There are doubled quotes in it. */
} stet_csv_cell;

/** See stet_reader.split. */
stet_split stet_csv_split(stet_str bytes, size_t *at, stet_scan_state *scan,
                          char delimiter);
/** A row without its line end. */
stet_str stet_csv_without_end(stet_str row);
/** Cuts a row without its end into cells, of which the first `room` are stored; returns
    their number. `*wrong` is set when it cannot be cut, and `*at` to where. */
size_t stet_csv_cells(stet_str row, char delimiter, stet_csv_cell *cells, size_t room,
                      size_t *at, const char **wrong);
/** The text of a cell: its raw bytes, or a copy with single quotes. */
stet_str stet_csv_decode(const stet_csv_cell *cell, stet_arena *arena);

#endif
