/* SPDX-License-Identifier: MIT */
/**
 * stet/document.h - what a check sees: documents, their analyses, and data.
 *
 * A document is a text without its markup; blocks, sentences, words, lines and inlines
 * are spans of it, made when first asked for. Trees are data that was parsed. All of it
 * belongs to the thread that was called, until the callback returns. A part of
 * <stet/plugin.h>.
 */
#ifndef STET_DOCUMENT_H
#define STET_DOCUMENT_H

#include <stet/value.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum stet_block_kind {
    STET_BLOCK_PARAGRAPH,
    STET_BLOCK_HEADING,
    STET_BLOCK_ITEM,
    STET_BLOCK_QUOTE,
    STET_BLOCK_CODE,
    STET_BLOCK_CELL,
    STET_BLOCK_MARKUP, /**< Raw HTML, front matter: not prose. */
} stet_block_kind;

/** What else is known of a block: bits of stet_block.flags. */
enum {
    STET_BLOCK_ORDERED = 1 << 0, /**< An item of a numbered list. */
    STET_BLOCK_TASK = 1 << 1,    /**< An item with a check box. */
    STET_BLOCK_FENCED = 1 << 2,  /**< Code between fences, not indented code. */
    STET_BLOCK_HEADER = 1 << 3,  /**< A cell of a table's first row. */
    STET_BLOCK_FIRST = 1 << 4,   /**< The first item of its list. */
};

#define STET_BLOCK_NONE UINT32_MAX

/**
 * A piece of a document that holds text of its own. Blocks stand in text order
 * and do not overlap. An item's first paragraph is the item; its other
 * paragraphs are blocks whose parent is the item. A paragraph inside a quotation
 * is a block of kind QUOTE. The parent of a cell is the first cell of its table.
 * Code and markup have no sentences and no words.
 */
typedef struct stet_block {
    stet_span span;   /**< In the text. */
    stet_span markup; /**< The same in the markup, marks of this block included. */
    uint32_t kind;    /**< A stet_block_kind; expect values not listed yet. */
    uint32_t flags;   /**< STET_BLOCK_ORDERED ... */
    uint32_t level;   /**< Heading level 1-6; nesting depth of an item or a quote,
                           from 1; column of a cell, from 1; else 0. */
    uint32_t number;  /**< Of an item in its list, from 1; else 0. */
    uint32_t parent;  /**< Index of the enclosing block, or STET_BLOCK_NONE. */
    uint32_t first_sentence, n_sentences;
    uint32_t first_word, n_words;
} stet_block;

typedef struct stet_sentence {
    stet_span span;
    uint32_t block;
    uint32_t first_word, n_words;
} stet_sentence;

typedef enum stet_word_kind {
    STET_WORD_PLAIN,  /**< Letters, with the apostrophes and hyphens inside them. */
    STET_WORD_CLITIC, /**< What is joined to the word before: n't, 's, 're, 'll ... */
    STET_WORD_NUMBER,
    STET_WORD_PUNCTUATION, /**< One mark, or a run of the same mark. */
    STET_WORD_SYMBOL,      /**< Emoji, mathematical and other symbols. */
    STET_WORD_OPAQUE,      /**< A URL, an address, a code span: not language. */
} stet_word_kind;

/** What stands before a word: bits of stet_word.flags; none: it is glued. */
enum {
    STET_WORD_SPACED = 1 << 0, /**< White space stands before it. */
    STET_WORD_WIDE = 1 << 1,   /**< More than one blank, or a tab or another space. */
    STET_WORD_BROKEN = 1 << 2, /**< A line break stands before it. */
    STET_WORD_STRONG = 1 << 3, /**< Emphasis begins or ends between it and the last. */
};

typedef struct stet_word {
    stet_span span;
    uint16_t kind;  /**< A stet_word_kind; expect values not listed yet. */
    uint16_t flags; /**< STET_WORD_SPACED ... */
    uint32_t form;  /**< The interned word form: the same number for the same
                         letters, for as long as the worker lives; see
                         stet_form() and stet_memos(). */
} stet_word;

/** How a word form is written: bits of stet_form_info.shape. */
enum {
    STET_SHAPE_LOWER = 1 << 0,     /**< Letters, all of them small. */
    STET_SHAPE_CAPITAL = 1 << 1,   /**< A capital, then small letters only. */
    STET_SHAPE_UPPER = 1 << 2,     /**< Two letters or more, all of them capital. */
    STET_SHAPE_MIXED = 1 << 3,     /**< Any other mixture: iPhone, McCoy. */
    STET_SHAPE_DIGIT = 1 << 4,     /**< It holds a digit. */
    STET_SHAPE_HYPHEN = 1 << 5,    /**< It holds a hyphen. */
    STET_SHAPE_NON_ASCII = 1 << 6, /**< It holds a byte over 0x7F. */
};

typedef struct stet_form_info {
    stet_str text;  /**< The letters; valid as long as the form is. */
    uint32_t lower; /**< The form of the same letters in lower case. */
    uint32_t shape; /**< STET_SHAPE_LOWER ... */
} stet_form_info;

typedef enum stet_inline_kind {
    STET_INLINE_CODE,
    STET_INLINE_LINK,
    STET_INLINE_IMAGE,
    STET_INLINE_EMPHASIS,
    STET_INLINE_STRONG,
    STET_INLINE_STRIKE,
    STET_INLINE_HTML,  /**< One tag; it takes no room in the text. */
    STET_INLINE_BREAK, /**< A hard line break. */
} stet_inline_kind;

/** Something inside a block's text, in order of its start; they may nest. */
typedef struct stet_inline {
    stet_span span;   /**< In the text; an image's alternative text is not text. */
    stet_span markup; /**< In the markup, as far as known. */
    uint32_t kind;    /**< A stet_inline_kind; expect values not listed yet. */
    uint32_t block;
    stet_str target; /**< Of a link or an image. */
} stet_inline;

typedef enum stet_line_kind {
    STET_LINE_BLANK,
    STET_LINE_TEXT,
    STET_LINE_HEADING, /**< `# ...`; a line of = or - under one is UNDERLINE. */
    STET_LINE_UNDERLINE,
    STET_LINE_BULLET, /**< `mark` is the bullet. */
    STET_LINE_NUMBER, /**< `mark` is the delimiter, `number` the number. */
    STET_LINE_TABLE,  /**< A row; `number` is its count of cells. */
    STET_LINE_RULE,   /**< A thematic break. */
    STET_LINE_FENCE,  /**< Opens or closes code; `mark` is ` or ~, `number` how many. */
    STET_LINE_CODE,
    STET_LINE_MARKUP, /**< HTML, front matter, a link definition. */
} stet_line_kind;

/** A line of the markup, as the eye sees it. Plain text has only BLANK and TEXT. */
typedef struct stet_line {
    stet_span span; /**< In the markup, without its line end. */
    uint16_t kind;  /**< A stet_line_kind; expect values not listed yet. */
    uint8_t quote;  /**< How many > stand before it. */
    char mark;
    uint16_t indent;  /**< Columns of white space before its first mark. */
    uint16_t content; /**< Offset in the line of what follows the marks. */
    uint32_t number;
} stet_line;

/** One named text of a record, such as "response". */
typedef struct stet_field {
    stet_str name;
    const stet_doc *doc;
} stet_field;

typedef struct stet_block_array {
    const stet_block *items;
    size_t count;
} stet_block_array;

typedef struct stet_sentence_array {
    const stet_sentence *items;
    size_t count;
} stet_sentence_array;

typedef struct stet_word_array {
    const stet_word *items;
    size_t count;
} stet_word_array;

typedef struct stet_inline_array {
    const stet_inline *items;
    size_t count;
} stet_inline_array;

typedef struct stet_line_array {
    const stet_line *items;
    size_t count;
} stet_line_array;

typedef struct stet_str_array {
    const stet_str *items;
    size_t count;
} stet_str_array;

typedef struct stet_span_array {
    const stet_span *items;
    size_t count;
} stet_span_array;

/** What a character is: bits of stet_char_class(), by its general category. */
enum {
    STET_CLASS_LETTER = 1 << 0,      /**< L*, and M* (marks belong to their letter). */
    STET_CLASS_UPPER = 1 << 1,       /**< Lu, Lt. */
    STET_CLASS_LOWER = 1 << 2,       /**< Ll. */
    STET_CLASS_DIGIT = 1 << 3,       /**< Nd. */
    STET_CLASS_SPACE = 1 << 4,       /**< White_Space, and U+FEFF, U+200B. */
    STET_CLASS_PUNCTUATION = 1 << 5, /**< P*. */
    STET_CLASS_SYMBOL = 1 << 6,      /**< S*, emoji and their joiners. */
    STET_CLASS_NUMBER = 1 << 7,      /**< Nl, No. */
    STET_CLASS_MARK = 1 << 10,       /**< M*, which are LETTER too. */
};

/** Which kinds of character a text holds: a check for them may leave at once. */
enum {
    STET_CHARS_NON_ASCII = 1 << 0,
    STET_CHARS_CONTROL = 1 << 1,   /**< C0 (but TAB, LF, CR), DEL, C1. */
    STET_CHARS_INVISIBLE = 1 << 2, /**< Zero-width, bidi, soft hyphen, tags, BOM. */
    STET_CHARS_SPACE = 1 << 3,     /**< White space other than SPACE, TAB, LF, CR. */
    STET_CHARS_TAB = 1 << 4,
    STET_CHARS_CR = 1 << 5,
    STET_CHARS_LATIN1 = 1 << 6,   /**< U+00A0-00FF, where mojibake shows. */
    STET_CHARS_FOREIGN = 1 << 7,  /**< Letters of a script that is not Latin. */
    STET_CHARS_REPLACED = 1 << 8, /**< U+FFFD: bytes that were not UTF-8. */
};

/** What a text can be counted in; docs/units.md has the meaning of each. */
typedef enum stet_count_unit {
    STET_COUNT_BYTES,
    STET_COUNT_CHARACTERS, /**< Unicode code points of the text. */
    STET_COUNT_LETTERS,
    STET_COUNT_LINES,     /**< Lines of the markup that are not blank. */
    STET_COUNT_WORDS,     /**< Plain words, numbers and opaque tokens. */
    STET_COUNT_WORD_RUNS, /**< Runs of \w in the markup, as Python's re counts. */
    STET_COUNT_SENTENCES,
    STET_COUNT_PARAGRAPHS,
} stet_count_unit;

/** What a path in a text leads to. */
typedef enum stet_reach {
    STET_REACH_UNKNOWN, /**< The text is not a file of its own, or the path absolute. */
    STET_REACH_NOTHING,
    STET_REACH_FILE,
    STET_REACH_FOLDER,
} stet_reach;

typedef struct stet_field_array {
    const stet_field *items;
    size_t count;
} stet_field_array;

/** What `run` looks at. Pointers finer than the check's scope are NULL. */
typedef struct stet_unit {
    const stet_record *record;
    const stet_doc *doc;
    const stet_block *block;
    const stet_sentence *sentence;
} stet_unit;

/** What stet_parse() can read. */
typedef enum stet_syntax {
    STET_SYNTAX_JSON,  /**< RFC 8259: one value, no key twice. */
    STET_SYNTAX_JSONL, /**< A value a line; a list of them. Blank lines do not count. */
    STET_SYNTAX_CSV,   /**< RFC 4180: a list of rows, which are lists of texts, all of
                            the same length. */
    STET_SYNTAX_TSV,   /**< The same with tabs. */
    STET_SYNTAX_YAML,  /**< One document; plain scalars are read as YAML 1.2 does. */
    STET_SYNTAX_XML,   /**< XML 1.0: a map of one key, the element's name. An element
                            is a text; or a map, when it has attributes ("@name"),
                            elements inside it (by name, a list when there are several
                            of one name), and "#text". */
} stet_syntax;

typedef enum stet_node_kind {
    STET_NODE_NULL,
    STET_NODE_BOOLEAN,
    STET_NODE_NUMBER,
    STET_NODE_TEXT,
    STET_NODE_LIST,
    STET_NODE_MAP,
} stet_node_kind;

/** A value of parsed data, and what it holds. */
typedef struct stet_node {
    uint32_t kind;  /**< A stet_node_kind; expect values not listed yet. */
    uint32_t count; /**< Of what a list or a map holds. */
    stet_span span; /**< In the text that was parsed; of a text with its quotes. */
    stet_str key;   /**< Of a value in a map: decoded; else ptr NULL. */
    stet_str
        text; /**< Of a text: decoded; of null, true, false, a number: as written. */
    const struct stet_node *first; /**< The first value of a list or a map, */
    const struct stet_node *next;  /**< and the one behind this, in source order. */
    stet_span name; /**< Of a value in a map: the bytes of its key, with quotes. */
} stet_node;

/** Why a text could not be parsed. */
typedef struct stet_fault {
    uint32_t at;  /**< Offset of what is wrong. */
    stet_str why; /**< Half a sentence; lives until the callback returns. */
} stet_fault;

/** What language a text is in, and in which letters it is written. */
typedef struct stet_language {
    stet_str code;   /**< ISO 639-1, or 639-3 where there is none; empty: cannot be
                          told. Static. */
    double share;    /**< Of the letters that are in that language, 0 to 1. */
    stet_str script; /**< As "latin", "cyrillic", "han"; "japanese" when kana are among
                          the Han; empty: no letters. Static. */
    double script_share; /**< Of the letters that are in that script. */
    uint64_t letters;    /**< A Han, kana or Hangul letter counts as three. */
} stet_language;

/** How a text is changed before it is looked at; docs/units.md has the meaning of each.
 */
typedef enum stet_transform {
    STET_STRIP_MARKDOWN, /**< The text without its markup, as plain text. */
    STET_LOWER,
    STET_UPPER,
    STET_STRIP_ACCENTS,
    STET_COMPOSE, /**< Unicode's normal form C. */
    STET_STRIP_PUNCTUATION,
    STET_COLLAPSE_SPACE,
} stet_transform;

#define STET_GROUPS 10

/** A pattern match; a group that took no part has start > end. */
typedef struct stet_match {
    stet_span group[STET_GROUPS]; /**< [0] is the whole match. */
    uint32_t n_groups;
} stet_match;

/** A match of one of the rule's gates, see stet_param.gate. */
typedef struct stet_hit {
    const stet_pattern *pattern; /**< The very pointer in the options. */
    const stet_doc *doc;         /**< Which of the record's texts it is in. */
    uint32_t block;              /**< Index of the block. */
    stet_match match;            /**< Spans are in the document's text. */
} stet_hit;

#ifdef __cplusplus
}
#endif

#endif
