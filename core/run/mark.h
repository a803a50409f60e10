/* SPDX-License-Identifier: Apache-2.0 */
/**
 * mark.h - "stet": what an author lets stand, inside a Markdown text.
 *
 *     <!-- stet RULE: reason -->                          in the next block
 *     <!-- stet-off RULE: reason --> ... <!-- stet-on RULE -->   in a range
 *     <!-- stet-file RULE: reason -->                     in the whole text
 *
 * Several rules are separated by commas; a check type's or a plugin's name stands for
 * all of its rules. The reason is all that follows the first colon, and is not
 * optional: it holds at least a letter. The next block is the first one behind the
 * comment that is not markup itself, with what it encloses: an item with its other
 * paragraphs and inner lists, a table's first cell with the whole table. A finding lies
 * in a mark's range when it begins there. A stet-on names what its stet-off named.
 *
 * Marks count only in Markdown files, never in records of data files. A mark that is
 * malformed, names a rule that is not there, has no reason, is never closed, or that
 * nothing needed, is itself a finding (rule "stet-mark"); of several rules, each one
 * that nothing needed. Marks are found from the document's MARKUP blocks and inline
 * HTML, so one in a code block is text. At most STET_MARKS_MAX names of rules count in
 * a text. One owner, a worker; they live until the next document.
 */
#ifndef STET_RUN_MARK_H
#define STET_RUN_MARK_H

#include "base/arena.h"
#include "rule/rule_set.h"
#include "text/document.h"

enum { STET_MARKS_MAX = 4096 };

/** One name in a comment, and what it lets stand. */
typedef struct stet_mark {
    stet_str name;    /**< As it is written there: of a rule, check type or plugin. */
    stet_span span;   /**< Of the comment, in the markup. */
    stet_span covers; /**< What it lets stand, in the markup. */
    const stet_rule **rules; /**< In order of their index; in the arena. */
    size_t n_rules;
    bool used;
} stet_mark;

/** Something wrong with a mark. */
typedef struct stet_mark_fault {
    stet_span span; /**< In the markup. */
    stet_str message;
} stet_mark_fault;

typedef struct stet_marks {
    stet_mark *items;
    size_t count, capacity;
    stet_mark_fault *faults;
    size_t n_faults, faults_capacity;
} stet_marks;

/** Finds the marks of a document; cheap when it holds no comment. */
void stet_marks_find(stet_marks *marks, stet_doc *doc, const stet_rule_set *set,
                     stet_arena *arena);
/** Whether a mark lets the rule stand at `markup`; notes that it was needed. */
bool stet_marks_cover(stet_marks *marks, const stet_rule *rule, stet_span markup);
/** Adds a fault for each mark that nothing needed. */
void stet_marks_finish(stet_marks *marks, stet_arena *arena);
void stet_marks_release(stet_marks *marks);

#endif
