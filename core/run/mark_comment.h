/* SPDX-License-Identifier: Apache-2.0 */
/**
 * mark_comment.h - the HTML comments of a text that want to be marks.
 *
 *     <!-- VERB NAMES: REASON -->
 *
 * A comment is one when its first word is a verb of run/mark.h, or begins with "stet-"
 * (then it is told as a mistake); every other comment is left alone. Only the form is
 * read here, what it means is run/mark.c's. Texts are borrowed from the document.
 */
#ifndef STET_RUN_MARK_COMMENT_H
#define STET_RUN_MARK_COMMENT_H

#include "text/document.h"

typedef enum stet_mark_kind {
    STET_MARK_BLOCK,
    STET_MARK_OFF,
    STET_MARK_ON,
    STET_MARK_FILE,
    STET_MARK_UNKNOWN, /**< A verb that there is not. */
    STET_MARK_OPEN,    /**< The comment never ends. */
} stet_mark_kind;

typedef struct stet_mark_comment {
    stet_span span; /**< In the markup. */
    stet_mark_kind kind;
    stet_str verb;
    stet_str names;  /**< What stands before the first colon, */
    stet_str reason; /**< and what stands behind it. */
} stet_mark_comment;

typedef struct stet_mark_comments {
    stet_mark_comment *items; /**< In order of place. */
    size_t count, capacity;
} stet_mark_comments;

/** Adds the comments of MARKUP blocks and of inline HTML. */
void stet_mark_comments_collect(stet_mark_comments *list, const stet_doc *doc);
void stet_mark_comments_release(stet_mark_comments *list);

#endif
