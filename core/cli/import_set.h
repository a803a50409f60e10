/* SPDX-License-Identifier: Apache-2.0 */
/**
 * import_set.h - what an import has read: the records, the different instructions, and
 * which record has which. It is written as a rule set when all records are read.
 *
 * A record is known by the value of its key field, and of a second one where that is
 * not enough: rules hold for records by these values, so records that share them must
 * have the same instructions. Everything lives in one arena. One thread.
 */
#ifndef STET_CLI_IMPORT_SET_H
#define STET_CLI_IMPORT_SET_H

#include "base/map.h"
#include "cli/import.h"

/** Where in a record something stands. */
typedef struct stet_import_field {
    stet_str name;    /**< In the rule set. */
    stet_str pointer; /**< RFC 6901. */
} stet_import_field;

/** Values by which rules know a record. */
typedef struct stet_import_identity {
    stet_str key, by;
    stet_str instructions; /**< The numbers of its groups. */
    size_t record;         /**< The first that has these values, from 1. */
} stet_import_identity;

/** An instruction with parameters, and the records that have it. */
typedef struct stet_import_group {
    const stet_import_row *row;
    stet_str params, says, rules; /**< As JSON, in words, as YAML. */
    const stet_import_identity **records;
    size_t n_records, capacity;
} stet_import_group;

typedef struct stet_import_set {
    stet_arena arena;
    const stet_import_table *table;
    stet_import_field key, by, response; /**< by.pointer.len 0: there is none. */
    stet_str path;                       /**< Of the data set. */
    stet_map groups;                     /**< By instruction and parameters. */
    stet_map identities;
    size_t n_records, n_skipped;
} stet_import_set;

/** The group of an instruction with these values, made when it is new. */
stet_import_group *stet_import_set_group(stet_import_set *set,
                                         const stet_import_row *row,
                                         const stet_import_values *values);
/** Notes that a record has these groups. False: another record with the same values has
    others. */
bool stet_import_set_add(stet_import_set *set, stet_str key, stet_str by,
                         stet_import_group *const *groups, size_t n_groups,
                         stet_error *error);
/** The rule set, as YAML; returns how many rules. */
size_t stet_import_set_write(const stet_import_set *set, stet_buffer *out);
void stet_import_set_release(stet_import_set *set);

#endif
