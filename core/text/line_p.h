/* SPDX-License-Identifier: Apache-2.0 */
/**
 * line_p.h - what can be said of one line, without those before it.
 *
 * Cells of a table, link definitions, the seven ways in which CommonMark lets an HTML
 * block begin and end. Lines are given without quotation marks and indentation.
 */
#ifndef STET_TEXT_LINE_P_H
#define STET_TEXT_LINE_P_H

#include <stdbool.h>
#include <stdint.h>
#include <stet/plugin.h>

/** How an HTML block ends. */
typedef enum stet_html {
    STET_HTML_NONE,
    STET_HTML_RAW, /**< </script>, </pre>, </style>, </textarea> */
    STET_HTML_COMMENT,
    STET_HTML_INSTRUCTION, /**< ?> */
    STET_HTML_DECLARATION, /**< > */
    STET_HTML_CDATA,
    STET_HTML_UNTIL_BLANK, /**< Any other: at a blank line. */
} stet_html;

/** What kind of HTML block the line begins; some cannot begin inside a paragraph. */
stet_html stet_html_begin(stet_str line, bool in_paragraph);
/** Whether a line ends a block of that kind. */
bool stet_html_ends(stet_html html, stet_str line);

/** How many `mark`s stand in a row from `at` on. */
size_t stet_line_run(stet_str line, size_t at, char mark);
bool stet_line_is_blank(stet_str line);
/** Cells of a row: what the pipes part that have no backslash before them. */
uint32_t stet_line_cells(stet_str line);
/** Cells of the line under a table's header (--- | :---:); 0: it is none. */
uint32_t stet_line_delimiter_cells(stet_str line);
/** [label]: target "title" */
bool stet_line_is_definition(stet_str line);

#endif
