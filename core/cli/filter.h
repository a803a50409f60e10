/* SPDX-License-Identifier: Apache-2.0 */
/**
 * filter.h - one run of `stet filter`: lines of standard input, each with its answer.
 *
 *     stdin --live source--> engine --results--> a line of JSON each -> answer ->
 * stdout
 *
 * The lines come out in the order in which they came, by block: when nothing more is at
 * hand, what is there is answered before more is waited for, so that another program
 * may write a line and read one. Memory is bounded by the largest record and the pieces
 * under way. A run is a value on the command's stack; one thread feeds and collects.
 */
#ifndef STET_CLI_FILTER_H
#define STET_CLI_FILTER_H

#include "cli/context.h"
#include "report/answer.h"

/** The command's own options. */
typedef struct stet_filter_options {
    bool annotate, findings, accept, reject;
    const char *key;
    int fail_on; /**< Index into stet_check_levels. */
    int64_t jobs;
    const char *stdin_filename;
    const char *max_record;
} stet_filter_options;

typedef struct stet_filter {
    stet_context context;
    const stet_filter_options *options;
    const stet_answer_form *form;
    stet_str key;
    uint32_t rejects; /**< Level from which on a finding rejects; 0: none does. */
    size_t max_record;
    /* What is read: */
    stet_str shown, inside; /**< As in a listed file. */
    const stet_rule_set *set;
    stet_layout layout; /**< Of the records, line by line. */
    bool is_open;       /**< Standard input has been handed to the engine. */
    stet_arena arena;
    /* What comes of it: */
    stet_buffer out;
    uint64_t verdicts[STET_ANSWER_BLANK + 1]; /**< How many lines have which. */
    bool in_trouble;  /**< Something could not be done that no line alone can tell. */
    stet_error error; /**< Why the run was stopped. */
} stet_filter;

/** Finds the rule set, and how it reads a line. False: it was told what is wrong, or
    `error` says it. */
bool stet_filter_prepare(stet_filter *filter);
/** Answers all lines. False: stopped, by a signal, because nobody reads any more, or
    because `error` is set. */
bool stet_filter_run(stet_filter *filter);

#endif
