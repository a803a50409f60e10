/* SPDX-License-Identifier: Apache-2.0 */
/**
 * csv_header.h - the first row of a CSV: which columns the layout's fields are.
 *
 * Made when the source is opened, in its arena; immutable from then on.
 */
#ifndef STET_TEXT_CSV_HEADER_H
#define STET_TEXT_CSV_HEADER_H

#include "text/source.h"

#define STET_CSV_NO_COLUMN SIZE_MAX

typedef struct stet_csv_header {
    const stet_layout *layout;
    char delimiter;
    const char *const *names; /**< Of the columns. */
    size_t n_columns;
    const size_t *columns;       /**< Of each field; STET_CSV_NO_COLUMN: none. */
    const size_t *where_columns; /**< Of each field's filter. */
    const size_t *order;         /**< The fields, by column. */
    size_t id_column;
} stet_csv_header;

/** Reads the header at the front of `bytes` into the source; `*length` gets what it
    takes. Errors: there is none; two columns of one name; a field without column. */
bool stet_csv_header_read(stet_source *source, stet_str bytes, char delimiter,
                          size_t *length, stet_error *error);

#endif
