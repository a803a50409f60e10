/* SPDX-License-Identifier: Apache-2.0 */
/**
 * expression.h - arithmetic over named numbers, as rule sets write it:
 *
 *     100 * (links + images) / words
 *
 *     sum     = product { ("+" | "-") product }
 *     product = factor { ("*" | "/") factor }
 *     factor  = "-" factor | number | name | "sqrt" "(" sum ")" | "(" sum ")"
 *
 * Numbers are decimal, names have letters, digits and hyphens inside them, so a minus
 * behind a name has a blank before it. Parsing makes steps in postfix order, once;
 * evaluating them needs a small stack and nothing else.
 *
 * Life: a plain value; it keeps no pointer into the source. Any thread may evaluate it.
 */
#ifndef STET_STRUCTURE_EXPRESSION_H
#define STET_STRUCTURE_EXPRESSION_H

#include <stet/plugin.h>

enum {
    STRUCTURE_EXPRESSION_STEPS = 128, /**< The longest expression. */
    STRUCTURE_EXPRESSION_DEPTH = 32,  /**< The deepest nesting. */
};

typedef struct structure_step {
    char op;       /**< One of + - * /, ~ (minus), r (root), n (number), v (value). */
    uint8_t index; /**< Of a value: which name. */
    double number; /**< Of a number. */
} structure_step;

typedef struct structure_expression {
    structure_step steps[STRUCTURE_EXPRESSION_STEPS];
    uint32_t n_steps;
    uint32_t names; /**< Which names it uses: bits 1 << index. */
} structure_expression;

/** What is wrong with an expression. */
typedef struct structure_expression_error {
    size_t at;           /**< Byte offset in the source. */
    const char *message; /**< Static; NULL when nothing is wrong. */
    stet_str name;       /**< The unknown name, in the source; else empty. */
    const char *nearest; /**< The known name that is most like it, or NULL. */
} structure_expression_error;

/** Parses `source` over at most 32 `names`; false, and `error` says why. */
bool structure_expression_parse(stet_str source, const char *const *names,
                                size_t n_names, structure_expression *out,
                                structure_expression_error *error);

/** The value with `values` for the names; NaN when it divides by zero, takes the root
   of a negative number, or is beyond what a double holds. */
double structure_expression_value(const structure_expression *expression,
                                  const double *values);

#endif
