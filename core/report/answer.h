/* SPDX-License-Identifier: Apache-2.0 */
/**
 * answer.h - what `stet filter` says of one line of JSON.
 *
 *     line + findings + troubles -> verdict -> the line, or an object of its own
 *
 * A line is accepted, rejected (a finding of the level that rejects), failed (it could
 * not be read, lacks a field, or a rule could not be evaluated), or blank. What is
 * written depends on the form, a row of a table: the record with a member more, an
 * object of findings, or nothing but the lines of one verdict. The bytes of a record
 * are never changed: the member goes before the brace that ends it. An answer depends
 * on its line alone, so that a stream may be cut anywhere.
 *
 * An answer is a value on the stack that points to what the result holds; any thread.
 */
#ifndef STET_REPORT_ANSWER_H
#define STET_REPORT_ANSWER_H

#include "run/finding.h"

typedef enum stet_answer_verdict {
    STET_ANSWER_ACCEPTED,
    STET_ANSWER_REJECTED,
    STET_ANSWER_FAILED,
    STET_ANSWER_BLANK,
} stet_answer_verdict;

typedef struct stet_answer {
    stet_str line;    /**< Without its end; empty when it is over the limit. */
    stet_str end;     /**< "\n", or empty: the last line has none. */
    uint64_t number;  /**< Of the line, from 1. */
    uint64_t byte;    /**< Its offset in the stream. */
    bool is_too_long; /**< It is not here to be handed on. */
    stet_str id;      /**< Of the record; empty: none. */
    const stet_located *findings;
    size_t n_findings;
    const stet_trouble *troubles;
    size_t n_troubles;
    stet_answer_verdict verdict;
    const char *refusal; /**< Why the record cannot be annotated; NULL: it can. */
} stet_answer;

typedef struct stet_answer_form {
    const char *name;
    bool annotates; /**< The record must be an object that has no such member. */
    bool selects;   /**< What it leaves out is to be told elsewhere. */
    /** Appends what is written of a line; `key` names the member. */
    void (*write)(const stet_answer *answer, stet_str key, stet_buffer *out);
} stet_answer_form;

/** By name: annotate, findings, accept, reject; NULL: none. */
const stet_answer_form *stet_answer_form_find(const char *name);

/** Finds the verdict, and the refusal where the form annotates. `rejects` is the level
    from which on a finding rejects, 0: none does. */
void stet_answer_judge(stet_answer *answer, const stet_answer_form *form, stet_str key,
                       uint32_t rejects);
/** "accepted"; "" for a blank line. */
const char *stet_answer_verdict_name(stet_answer_verdict verdict);

#endif
