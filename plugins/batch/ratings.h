/* SPDX-License-Identifier: Apache-2.0 */
/**
 * ratings.h - labels as they are gathered, and the table that is made of them.
 *
 * While records are looked at, a label is kept as three hashes and the place where it
 * stands (32 bytes, and a place a record); names of raters and labels once each. At the
 * end the table of agreement.h is made: in the order of the batch, whoever gathered.
 */
#ifndef STET_BATCH_RATINGS_H
#define STET_BATCH_RATINGS_H

#include "agreement.h"
#include "table.h"

typedef struct rating {
    uint64_t item;         /**< Hash; of a record the number of its place. */
    uint64_t rater, label; /**< Hashes. */
    const stet_place *place;
} rating;

/** A rater or a label. */
typedef struct rating_name {
    batch_table_item head; /**< By hash of the text. */
    stet_str text;
    double value;    /**< Of a label: the number that it is, or its rank. */
    bool is_number;  /**< It is one. */
    uint32_t number; /**< Its index in the table that is made. */
} rating_name;

typedef struct ratings {
    batch_pile all;     /**< rating */
    batch_table raters; /**< rating_name */
    batch_table labels; /**< rating_name */
    bool by_record;     /**< An item is a record, known by its place. */
} ratings;

/** The ratings as a table. Of an item that a rater labels twice the first one counts.
 */
typedef struct ratings_table {
    agreement_table table;
    const stet_place **places;  /**< By item. */
    const rating_name **raters; /**< By number. */
    const rating_name **labels; /**< By number. */
    const rating **twice;       /**< Those that do not count. */
    size_t n_twice;
    bool all_numbers; /**< All labels are numbers. */
} ratings_table;

void ratings_init(ratings *r, bool by_record);
/** `order`: the labels (batch_text) from the least to the greatest; empty: by number. A
    label that is not in it is not added: false. */
bool ratings_add(stet_ctx *ctx, ratings *r, uint64_t item, stet_str rater,
                 stet_str label, const stet_list *order, const stet_place *place);
void ratings_join(stet_ctx *ctx, ratings *r, ratings *from);
/** Writes all of them, or adds those that are read. */
bool ratings_archive(stet_ctx *ctx, ratings *r);
/** In the callback's memory. */
ratings_table ratings_tabulate(stet_ctx *ctx, const ratings *r);

#endif
