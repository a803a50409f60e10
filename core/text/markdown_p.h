/* SPDX-License-Identifier: Apache-2.0 */
/**
 * markdown_p.h - what the files that read Markdown share.
 *
 *     markdown.c         md4c's blocks: containers, leaves, tables
 *     markdown_text.c    pieces of text and the segments that map them
 *     markdown_inline.c  links, emphasis, code spans: their places and targets
 *     markdown_place.c   where the marks of a block stand
 */
#ifndef STET_TEXT_MARKDOWN_P_H
#define STET_TEXT_MARKDOWN_P_H

#include "text/markdown.h"

#include <md4c.h>

/** A quotation, a list or an item that is open. */
typedef struct stet_markdown_container {
    MD_BLOCKTYPE type;
    char mark;        /**< Of a list and its items: the bullet or the delimiter. */
    bool task;        /**< An item with a box. */
    bool settled;     /**< An item whose block has been made. */
    uint32_t n_items; /**< Of a list: items so far. */
    uint32_t nearest; /**< The item block that encloses what is in it, or none. */
} stet_markdown_container;

/** Emphasis, a link or a code span that is open. */
typedef struct stet_markdown_span {
    MD_SPANTYPE type;
    uint32_t index; /**< Of its inline. */
} stet_markdown_span;

typedef struct stet_markdown {
    stet_doc *doc;
    const char *ptr; /**< The markup. */
    uint32_t len;
    uint64_t budget; /**< What may still be made that is not in the markup. */
    bool failed;

    stet_markdown_container *containers;
    size_t n_containers, containers_capacity;
    uint32_t n_quotes, n_items; /**< Depths. */

    /* The leaf that md4c is in. */
    uint32_t leaf; /**< The stet_block_kind of the next block. */
    uint32_t flags;
    uint32_t level;
    bool in_leaf;   /**< Else text makes a paragraph of its own: a tight item. */
    uint32_t block; /**< The open block, or STET_BLOCK_NONE. */
    bool has_place; /**< The open block has its beginning in the markup. */
    bool has_lines; /**< Of code: there has been text, a line end at least. */
    uint32_t fence; /**< Of code: how many characters its fence has; 0: indented. */
    char fence_mark;

    /* The table that md4c is in. */
    uint32_t first_cell;
    uint32_t column;
    bool in_header;
    bool row_placed;    /**< A cell of this row has its place. */
    bool header_passed; /**< The line under the header has been passed. */

    /* Text and markup: text[pending, end) has no segment yet, and belongs to the
       markup between the cursor and the next piece. */
    uint32_t pending;
    uint32_t cursor; /**< Behind the markup that is accounted for. */

    stet_markdown_span *spans;
    size_t n_spans, n_placed, spans_capacity;
    uint32_t image_depth;
    uint32_t image; /**< The inline of the outermost open image. */
    uint32_t tag;   /**< The inline of an HTML tag that is not closed, or none. */
} stet_markdown;

static inline uint32_t stet_markdown_end(const stet_markdown *reader)
{
    return (uint32_t)reader->doc->buffer.len;
}

/** Whether `text` points into the markup; then `*at` is where. */
bool stet_markdown_locate(const stet_markdown *reader, const char *text, uint32_t *at);

/* markdown.c */

/** Makes the block that text, a span or an end of a leaf belongs to, if none is open.
 */
void stet_markdown_open_block(stet_markdown *reader);

/* markdown_text.c */

int stet_markdown_on_text(MD_TEXTTYPE type, const char *text, MD_SIZE size, void *user);
/** Appends text that is not in the markup; it is mapped when the next piece comes. */
void stet_markdown_append(stet_markdown *reader, const char *text, uint32_t size);
/** Says that the markup at `start` is reached: maps what is pending, places the open
    spans and the block. */
void stet_markdown_reach(stet_markdown *reader, uint32_t start);
/** Maps what is pending to the markup between the cursor and `to`. */
void stet_markdown_flush(stet_markdown *reader, uint32_t to);
/** A run of text that stands in the markup, or that it stands for (`made`). */
void stet_markdown_piece(stet_markdown *reader, stet_span markup, const char *text,
                         uint32_t size, bool made);

/* markdown_inline.c */

int stet_markdown_enter_span(MD_SPANTYPE type, void *detail, void *user);
int stet_markdown_leave_span(MD_SPANTYPE type, void *detail, void *user);
/** Places the spans that were opened before the text at `start`; returns where the
    outermost begins. */
uint32_t stet_markdown_place_spans(stet_markdown *reader, uint32_t start);
/** Adds an inline that begins where the text ends now. */
uint32_t stet_markdown_add_inline(stet_markdown *reader, stet_inline_kind kind,
                                  stet_span markup);

/* markdown_cost.c */

/** Whether md4c takes more than time in proportion to the length. */
typedef enum stet_markdown_cost {
    STET_MARKDOWN_CHEAP,
    STET_MARKDOWN_MANY_BARE, /**< Unless bare addresses are left as text. */
    STET_MARKDOWN_TOO_MUCH,
} stet_markdown_cost;
stet_markdown_cost stet_markdown_cost_of(stet_str markup);

/* markdown_place.c: nothing is changed but the cursor, where it is said. */

/** Where the open block begins, its marks included, when its text begins at `start`. */
uint32_t stet_markdown_block_start(const stet_markdown *reader, uint32_t start);
/** Where the open block ends, its marks included, when its text ends at the cursor. */
uint32_t stet_markdown_block_end(const stet_markdown *reader);
/** The marks of an item, heading or code block that has no text; empty, at the cursor,
    when they are not found. */
stet_span stet_markdown_find_marks(const stet_markdown *reader);
/** Moves the cursor behind a thematic break. */
void stet_markdown_pass_rule(stet_markdown *reader);
/** The place of a cell without text; false: the row has no such cell. */
bool stet_markdown_find_cell(stet_markdown *reader, uint32_t *at);
/** The line after the one that holds `at`, or the end. */
uint32_t stet_markdown_next_line(const stet_markdown *reader, uint32_t at);

#endif
