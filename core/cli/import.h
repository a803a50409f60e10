/* SPDX-License-Identifier: Apache-2.0 */
/**
 * import.h - instructions of a data set, as rules.
 *
 * Data sets of prompts with verifiable instructions have in each record the names of
 * instructions and, for each, its parameters. An import table says what each
 * instruction is in rules: one row an instruction, one file and one constant a table,
 * one row in the list of import.c a table. `stet import` (cli/command_import.c) reads
 * the records, and writes a rule for each different instruction with different
 * parameters, which holds for the records that have it.
 *
 * The rules of a row are YAML with holes: `{name}` stands for the value of a parameter,
 * or one that the row's `derive` adds; a line that is `---` parts two rules. A
 * parameter that is missing, of another type, or that no row knows, is an error; so is
 * an instruction without a row. Nothing is guessed, and nothing is passed over.
 *
 * Values live in the arena of the import. One thread.
 */
#ifndef STET_CLI_IMPORT_H
#define STET_CLI_IMPORT_H

#include "base/arena.h"
#include "base/error.h"

typedef enum stet_import_type {
    STET_IMPORT_NUMBER, /**< A whole number, 0 or more. */
    STET_IMPORT_SIGNED, /**< Any whole number. */
    STET_IMPORT_TEXT,   /**< Not empty. */
    STET_IMPORT_TEXTS,  /**< A list of them, not empty. */
    STET_IMPORT_YAML,   /**< Only derived: written as it stands. */
} stet_import_type;

typedef struct stet_import_param {
    const char *name;
    stet_import_type type;
    bool optional; /**< Without it, `{name}` is empty. */
} stet_import_param;

typedef struct stet_import_value {
    const char *name;
    stet_import_type type;
    int64_t number;
    stet_str text;
    const stet_str *texts;
    size_t n_texts;
} stet_import_value;

enum { STET_IMPORT_VALUES = 16, STET_IMPORT_PARAMS = 8 };

/** The parameters of one instruction of one record, and what was derived from them. */
typedef struct stet_import_values {
    stet_arena *arena;
    stet_import_value items[STET_IMPORT_VALUES];
    size_t count;
} stet_import_values;

typedef struct stet_import_row {
    const char *instruction; /**< "length_constraints:number_words" */
    const char *says;        /**< In words, with `{name}`. */
    stet_import_param params[STET_IMPORT_PARAMS]; /**< Up to the first without name. */
    const char *rules;                            /**< YAML, see above. */
    /** Adds values, or refuses those that are there; NULL: there is nothing to do. */
    bool (*derive)(stet_import_values *values, stet_error *error);
} stet_import_row;

typedef struct stet_import_table {
    const char *name;
    const stet_import_row *rows;
    size_t n_rows;
} stet_import_table;

extern const stet_import_table stet_import_ifeval, stet_import_ifbench;

/** The table of that name; NULL: there is none. */
const stet_import_table *stet_import_find(stet_str name);
/** The names of all tables, NULL-terminated. */
extern const char *const stet_import_names[];

const stet_import_row *stet_import_row_of(const stet_import_table *table,
                                          stet_str instruction);

/** The value of that name; NULL: there is none. */
const stet_import_value *stet_import_get(const stet_import_values *values,
                                         const char *name);
stet_import_value *stet_import_add(stet_import_values *values, const char *name,
                                   stet_import_type type);
/** Adds a derived text. */
void stet_import_add_text(stet_import_values *values, const char *name, stet_str text);
/** A text as a pattern that matches it as it stands. */
stet_str stet_import_escape(stet_arena *arena, stet_str text);
/** Bounds that no text keeps, for what cannot be; a `message` that says so follows. */
#define STET_IMPORT_NEVER "min: 1000000000000 # More than any text has.\n"
/** Adds `bounds`, "min: N" or "max: N - 1", from a relation ("at least" or "less than")
    and a number. */
bool stet_import_add_bounds(stet_import_values *values, const char *relation,
                            const char *number, stet_error *error);

/** Reads the parameters of an instruction, `kwargs` (NULL: it has none) and derives.
   The error has no path, but position.byte: an offset in the text that was parsed. */
bool stet_import_read(const stet_import_row *row, const stet_node *kwargs,
                      stet_import_values *values, stet_error *error);
/** The parameters as JSON, in the row's order: {"relation": "at least", "num_words": 5}
 */
void stet_import_write_params(const stet_import_row *row,
                              const stet_import_values *values, stet_buffer *out);

/** `text` with its holes filled, each as YAML, or as plain words. */
void stet_import_fill(const char *text, const stet_import_values *values, bool plain,
                      stet_buffer *out);
/** A text as a YAML scalar in quotes. */
void stet_import_write_scalar(stet_str text, stet_buffer *out);

#endif
