/* SPDX-License-Identifier: MIT */
/**
 * stet/plugin.h - the whole interface between stet and a rule plugin.
 *
 * A plugin is a shared object that exports one constant, its descriptor. The
 * descriptor lists check types; a rule set, written in YAML, turns a check type
 * into a rule by naming it and setting its parameters. The core reads the
 * parameter tables to validate rule sets, to write `stet explain`, the rule
 * reference and a JSON Schema, so a plugin never parses its own configuration.
 *
 *     bytes -> document -> checks -> findings
 *
 * Lifecycle of one rule. Only `run` is required.
 *
 *     create   once                  options -> check, immutable from then on
 *     open     once a worker         check   -> state, private to that worker
 *     run      once a unit           look at it, report findings
 *     merge    batch only            fold one worker's state into another's
 *     save     batch only            write down what a state holds
 *     load     batch only            add what was written down to a state
 *     finish   batch only, once      report what only the whole batch shows
 *     close    once a worker
 *     destroy  once
 *
 * A batch in parts. A large batch is worked through in parts that may be stopped, gone
 * on with, and shared out to many machines: what a part has gathered is merged, saved
 * as bytes and closed, and in the end everything that was saved is loaded into one
 * state, in any order, and finished. So what is saved must mean the same in another
 * process and on another machine: no word forms, no pointers, no hash of either, and a
 * place only as stet_put_place() writes it. A check without save and load is legal, and
 * is left out of such batches.
 *
 * Threads. `run` is called from many threads with the same `check`, which is
 * why it is const. Everything reached through `ctx`, `state` and `unit` belongs
 * to the calling thread until the callback returns. The other callbacks are
 * never called concurrently for one rule. Keep no writable globals.
 *
 * Memory. A plugin frees nothing it got from stet. stet_alloc() lives until the
 * callback returns. stet_keep() lives as long as the check (in create) or the
 * state (elsewhere); merging two states joins their memory, so nothing is
 * copied. Neither returns NULL: when memory runs out stet ends.
 *
 * Errors. A callback that cannot do its work returns stet_fail(...). The core
 * adds where the rule was written and carries on with the other rules.
 *
 * Change. STET_ABI grows when something below changes meaning, and a plugin
 * built for another number is refused. Within one number the descriptor structs
 * and struct stet_api only grow at the end; spans, blocks, sentences, words and
 * the other value structs never change, and new facts come as new functions.
 */
#ifndef STET_PLUGIN_H
#define STET_PLUGIN_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STET_ABI 2

#if defined(__GNUC__)
#define STET_EXPORT       __attribute__((visibility("default")))
#define STET_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define STET_EXPORT
#define STET_PRINTF(f, a)
#endif

/* ---- Values ------------------------------------------------------------ */

/** UTF-8 text, not NUL-terminated. */
typedef struct stet_str {
    const char *ptr;
    size_t len;
} stet_str;

/** A half-open byte range of a document's text. */
typedef struct stet_span {
    uint32_t start;
    uint32_t end;
} stet_span;

/** A point of a source file. */
typedef struct stet_point {
    uint64_t byte;   /**< Offset from the start of the source. */
    uint32_t line;   /**< From 1. */
    uint32_t column; /**< In Unicode code points, from 1. */
    uint32_t utf16;  /**< In UTF-16 code units, from 1. */
    uint32_t utf8;   /**< In bytes, from 1; 0: not known. */
} stet_point;

/** Somewhere in the batch; stays valid after its document is gone. */
typedef struct stet_place {
    uint64_t doc; /**< Position of the document in the batch: orders places. */
    stet_span span;
    stet_point start, end; /**< Half-open, in the source. */
    stet_str field;        /**< Name of the document's field. */
    stet_str id;           /**< The record's id, kept with the state; may be empty. */
} stet_place;

typedef struct stet_doc stet_doc;         /**< One text. */
typedef struct stet_record stet_record;   /**< A file, or a row of one. */
typedef struct stet_pattern stet_pattern; /**< A compiled PCRE2 pattern. */

/** What a callback is called with; the way to every function below. */
typedef struct stet_ctx {
    const struct stet_api *api;
} stet_ctx;

typedef enum stet_status { STET_OK = 0, STET_FAILED = -1 } stet_status;

/* ---- Documents --------------------------------------------------------- */

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

/* ---- Findings ---------------------------------------------------------- */

/** A value for one {name} of a message. */
typedef struct stet_arg {
    const char *name;
    stet_str text; /**< Used when `text.ptr` is set, */
    double number; /**< else this. */
} stet_arg;

typedef struct stet_edit {
    stet_span span;
    stet_str text;
} stet_edit;

/** A way to mend a finding; its edits are applied together or not at all. */
typedef struct stet_fix {
    const char *label;
    const stet_edit *edits;
    size_t n_edits;
    bool safe; /**< May be applied unseen: it cannot change the meaning. */
} stet_fix;

/** Copied by stet_report(): all of it may be on the caller's stack. */
typedef struct stet_finding {
    uint32_t message;        /**< Index into the check type's messages. */
    stet_span span;          /**< In `doc`: in its text, */
    bool in_markup;          /**< or, with the edits' spans, in its markup. */
    const stet_doc *doc;     /**< NULL: the unit's document. */
    const stet_place *place; /**< When set, used in place of span and doc. */
    const stet_place *related;
    size_t n_related;
    const stet_arg *args;
    size_t n_args;
    const stet_fix *fixes; /**< Best first. */
    size_t n_fixes;
} stet_finding;

/* ---- Parameters -------------------------------------------------------- */

/** The type of a parameter, and of the option field that receives it. */
typedef enum stet_type {
    STET_T_BOOL = 1, /**< bool */
    STET_T_INT,      /**< int64_t */
    STET_T_REAL,     /**< double */
    STET_T_CHOICE,   /**< int, an index into `choices` */
    STET_T_TEXT,     /**< stet_str */
    STET_T_PATTERN,  /**< const stet_pattern *: a PCRE2 pattern */
    STET_T_PHRASE,   /**< const stet_pattern *: literal words, any case, at word
                          boundaries, any white space between them */
    STET_T_LIST,     /**< stet_list: `items` follow `sub` */
    STET_T_DATA,     /**< const stet_node *: any YAML, as data; a text that begins with
                          { or [ is read as JSON, another one names a file of JSON or
                          YAML beside the rule set; NULL when nothing is given. Its spans
                          mean nothing. */
} stet_type;

/**
 * What a parameter does when a rule is given more of it: a greater number, a longer
 * list, true where there was false. `stet diff` tells by it whether a specification
 * became stricter or looser. Only what is so in every case is one of the first two.
 */
typedef enum stet_effect {
    STET_OTHER,    /**< Neither, or not always: another value lets other texts pass. */
    STET_STRICTER, /**< What is found with less is found with more: a minimum, what is
                        banned, what is required. */
    STET_LOOSER,   /**< The other way round: a maximum, what is excepted. */
    STET_LIMIT,  /**< Looser, but the least number of its range and an empty list are no
                      limit at all. */
    STET_DEMAND, /**< Each value asks for something else, the preset for nothing. */
    STET_SAME,   /**< It changes messages and fixes, not which texts pass. */
} stet_effect;

/** A list of option structs, each `sub_size` bytes, as `sub` describes. */
typedef struct stet_list {
    const void *items;
    size_t count;
} stet_list;

/**
 * One parameter of a check type, and where its value goes.
 *
 * A field `max_words` is written `max-words` in YAML. A list whose `sub` holds a
 * single parameter takes plain values: `words: [very, quite]`. No parameter may be
 * called as what every rule has: check, level, in, at, when, since, until, grace,
 * message, why, evidence, url, examples. `at` is the core's for gates too: only hits
 * that stand there are given to the rule. A range with max < min has no upper end.
 */
typedef struct stet_param {
    const char *name;
    stet_type type;
    size_t offset;              /**< Of the field in the options struct. */
    const char *preset;         /**< The default, as YAML; NULL: it must be given. */
    double min, max;            /**< Of the value, or of its length; 0, 0: any. */
    const char *const *choices; /**< NULL-terminated. */
    const struct stet_param *sub;
    size_t n_sub;
    size_t sub_size;
    const char *ignore_case; /**< Of a pattern or phrase: names the boolean parameter
                          of the same check type that says whether case matters
                          not; NULL, or none of that name: it does not matter. */
    const char *whole_words; /**< Of the same: the boolean parameter that asks for a
                          word boundary at both ends; NULL, or none of that
                          name: a phrase does, a pattern does not. */
    bool gate;       /**< A pattern or phrase without which the rule has nothing to
                          say: `run` is called only for a unit in which a gate of
                          the rule matched. All gates of all rules are looked for in
                          one scan, so cost follows what is found, not how many
                          rules there are. */
    const char *doc; /**< One sentence. */
    bool field;      /**< Of a text: it names a field, or is empty; of a list of texts:
                          each does. The core refuses names that no texts of the
                          rule set have. */
    const char
        *gate_unless; /**< Of a gate: names parameters of the same check type, parted by
                        blanks, with which it is none: a choice whenever that is not its
                        first one, a list of choices when it is not empty. `run` is
                        always called then, and looks itself. */
    stet_effect more; /**< What more of it does; expect values not listed yet. */
    const char *turned_by; /**< Names the choice or boolean of the same check type that
                          turns that round unless it has its preset, as `need: any` does
                          for a list of what is required; NULL: none. */
    const char
        *unless; /**< Names one with which nothing can be said unless it has its
                   preset, as `only: true` lets stand what is required; NULL: none. */
} stet_param;

#define STET_LEN(array) (sizeof(array) / sizeof *(array))

#ifndef __cplusplus
/** The offset of S.f; does not compile unless the field has type T. */
#define STET_AT(S, f, T)                                                            \
    (offsetof(S, f) + 0 * sizeof(struct {                                           \
                          int unused;                                               \
                          _Static_assert(_Generic(((S *)0)->f, T : 1, default : 0), \
                                         #f " must have type " #T);                 \
                      }))

#define STET_BOOL(S, f, ...)   STET_PARAM_(S, f, BOOL, bool, __VA_ARGS__)
#define STET_INT(S, f, ...)    STET_PARAM_(S, f, INT, int64_t, __VA_ARGS__)
#define STET_REAL(S, f, ...)   STET_PARAM_(S, f, REAL, double, __VA_ARGS__)
#define STET_CHOICE(S, f, ...) STET_PARAM_(S, f, CHOICE, int, __VA_ARGS__)
#define STET_TEXT(S, f, ...)   STET_PARAM_(S, f, TEXT, stet_str, __VA_ARGS__)
#define STET_PATTERN(S, f, ...) \
    STET_PARAM_(S, f, PATTERN, const stet_pattern *, __VA_ARGS__)
#define STET_PHRASE(S, f, ...) \
    STET_PARAM_(S, f, PHRASE, const stet_pattern *, __VA_ARGS__)
#define STET_DATA(S, f, ...) STET_PARAM_(S, f, DATA, const stet_node *, __VA_ARGS__)
#define STET_LIST(S, f, Sub, table, ...)                                       \
    STET_PARAM_(S, f, LIST, stet_list, .sub = table, .n_sub = STET_LEN(table), \
                .sub_size = sizeof(Sub), __VA_ARGS__)
#define STET_PARAM_(S, f, t, T, ...)                                            \
    {                                                                           \
        .name = #f, .type = STET_T_##t, .offset = STET_AT(S, f, T), __VA_ARGS__ \
    }
#endif

/* ---- Check types ------------------------------------------------------- */

/** How much of the input one call of `run` sees. */
typedef enum stet_scope {
    STET_SCOPE_SENTENCE = 1,
    STET_SCOPE_BLOCK,
    STET_SCOPE_DOCUMENT,
    STET_SCOPE_RECORD,
    STET_SCOPE_BATCH, /**< Called once a record, then merged and finished. */
} stet_scope;

typedef enum stet_level {
    STET_SUGGESTION = 1,
    STET_WARNING,
    STET_ERROR,
} stet_level;

/** A message; a rule set may reword it, keeping the {names}. */
typedef struct stet_message {
    const char *id;
    const char *text;
} stet_message;

typedef struct stet_check_type {
    const char *name;    /**< "repeated-word"; used as "grammar.repeated-word". */
    const char *summary; /**< One line, no full stop. */
    const char *doc;     /**< Markdown: what it finds, why, its limits. */
    stet_scope scope;
    stet_level level; /**< Unless the rule says otherwise. */

    const stet_message *messages;
    size_t n_messages;
    const stet_param *params;
    size_t n_params;
    size_t options_size;

    /** Makes a check of valid options. NULL: the options are the check. */
    stet_status (*create)(stet_ctx *ctx, const void *options, void **check);
    stet_status (*open)(stet_ctx *ctx, const void *check, void **state);
    stet_status (*run)(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit);
    /** Must not care about order: merge(a, b) and merge(b, a) tell the same. */
    stet_status (*merge)(stet_ctx *ctx, const void *check, void *into, void *from);
    stet_status (*finish)(stet_ctx *ctx, const void *check, void *state);
    void (*close)(const void *check, void *state);
    void (*destroy)(void *check);

    /** Its findings say something of a text as a whole (a number, a density), though
        they point to one place. Of findings of several rules in one place stet tells
        one; these neither silence others nor are silenced. */
    bool whole;
    /** The kinds of block, bits 1 << stet_block_kind, that a rule looks at whose `in`
        names none; 0: all that are prose. */
    uint32_t kinds;
    /** `run` is called where no gate matched, too, for what is missing has something to
        say: gates are then only a way to have all matches from the common scan. Of
       scope document and record. */
    bool anyway;

    /** Writes all that a state holds by stet_put_number() and what stands beside it;
       the order is its own. Both or neither; a state must be mergeable. */
    stet_status (*save)(stet_ctx *ctx, const void *check, void *state);
    /** Reads by stet_get_number() and its like, in the same order, what `save` wrote,
       all of it, and adds it to what the state holds already: many are loaded one after
       the other, and must not care about order. What is read may be damaged: a check is
        left out when load fails, and must not crash later when it did not. */
    stet_status (*load)(stet_ctx *ctx, const void *check, void *state);

    /** What it finds is nobody's business but the author's: a key, a number of an
       account. No report repeats it, of whatever rule; the ends are shown, as its own
       messages should, too. Of findings that have a span. */
    bool secret;
} stet_check_type;

#define STET_PARAMS(S, table) \
    .params = table, .n_params = STET_LEN(table), .options_size = sizeof(S)
#define STET_MESSAGES(table) .messages = table, .n_messages = STET_LEN(table)

/* ---- The plugin -------------------------------------------------------- */

/** What the plugin was compiled against; lets the tables grow. */
typedef struct stet_header {
    uint32_t abi, plugin_size, check_size, param_size, message_size;
} stet_header;

#define STET_HEADER                                                                 \
    {                                                                               \
        STET_ABI, sizeof(stet_plugin), sizeof(stet_check_type), sizeof(stet_param), \
            sizeof(stet_message)                                                    \
    }

typedef struct stet_plugin {
    stet_header header; /**< STET_HEADER */
    const char *name;   /**< Lower case; the prefix of its check types. */
    const char *version;
    const char *summary;                  /**< One line, no full stop. */
    const char *url;                      /**< Where to report a bug. */
    const stet_check_type *const *checks; /**< One file a check type, one row here. */
    size_t n_checks;
} stet_plugin;

#define STET_CHECKS(table) .checks = table, .n_checks = STET_LEN(table)

/**
 * Begins the descriptor: `STET_PLUGIN(grammar) = { STET_HEADER, ... };`
 *
 * `module` is the file name without its extension. It is part of the symbol, as
 * libltdl expects, so that plugins can also be linked into one program.
 */
#define STET_PLUGIN(module)                                        \
    STET_EXPORT extern const stet_plugin module##_LTX_stet_plugin; \
    const stet_plugin module##_LTX_stet_plugin

/* ---- What stet does for a plugin --------------------------------------- */

/** The core's functions. Call them through the wrappers below. */
typedef struct stet_api {
    size_t size; /**< Of this struct in the running core. */

    stet_str (*text)(stet_ctx *, const stet_doc *);
    stet_block_array (*blocks)(stet_ctx *, const stet_doc *);
    stet_sentence_array (*sentences)(stet_ctx *, const stet_doc *);
    stet_word_array (*words)(stet_ctx *, const stet_doc *);
    stet_field_array (*fields)(stet_ctx *, const stet_record *);
    stet_str (*meta)(stet_ctx *, const stet_record *, const char *key);
    stet_place (*place)(stet_ctx *, const stet_doc *, stet_span);
    bool (*match)(stet_ctx *, const stet_pattern *, stet_str subject, uint32_t from,
                  stet_match *out);
    bool (*next_hit)(stet_ctx *, uint32_t *cursor, stet_hit *out);
    const stet_form_info *(*form)(stet_ctx *, uint32_t form);
    uint32_t (*intern)(stet_ctx *, stet_str letters);
    uint32_t *(*memos)(stet_ctx *);
    stet_str (*markup)(stet_ctx *, const stet_doc *);
    stet_span (*to_markup)(stet_ctx *, const stet_doc *, stet_span);
    stet_line_array (*lines)(stet_ctx *, const stet_doc *);
    stet_inline_array (*inlines)(stet_ctx *, const stet_doc *);
    uint32_t (*chars)(stet_ctx *, const stet_doc *);
    uint64_t (*count)(stet_ctx *, const stet_doc *, stet_count_unit);
    bool (*selected)(stet_ctx *, const stet_block *);
    bool (*is_markdown)(stet_ctx *, const stet_doc *);
    bool (*spell)(stet_ctx *, stet_str word);
    stet_str_array (*suggest)(stet_ctx *, stet_str word);
    const stet_node *(*parse)(stet_ctx *, stet_syntax, stet_str text, stet_fault *);

    void (*report)(stet_ctx *, const stet_finding *);
    STET_PRINTF(3, 0)
    void (*fail)(stet_ctx *, const char *param, const char *format, va_list);
    STET_PRINTF(2, 0)
    void (*log)(stet_ctx *, const char *format, va_list);

    void *(*alloc)(stet_ctx *, size_t size);
    void *(*keep)(stet_ctx *, size_t size);

    stet_reach (*reach)(stet_ctx *, const stet_doc *, stet_str path);
    stet_str (*raw)(stet_ctx *, const stet_record *);
    stet_place (*raw_place)(stet_ctx *, const stet_record *, stet_span);
    stet_field_array (*texts)(stet_ctx *, const stet_record *);
    stet_str (*origin)(stet_ctx *, const stet_record *);
    const stet_pattern *(*compile)(stet_ctx *, stet_str, stet_fault *);
    bool (*matches)(stet_ctx *, const stet_pattern *, stet_str subject);

    stet_span_array (*split_sentences)(stet_ctx *, stet_str text);
    uint32_t (*char_class)(stet_ctx *, uint32_t code_point);
    stet_str (*lower)(stet_ctx *, stet_str text);
    stet_language (*language)(stet_ctx *, stet_str text);
    bool (*knows_language)(stet_ctx *, stet_str code);

    stet_str (*place_origin)(stet_ctx *, const stet_place *);
    bool (*loads)(stet_ctx *);
    void (*put_number)(stet_ctx *, uint64_t);
    void (*put_real)(stet_ctx *, double);
    void (*put_bytes)(stet_ctx *, const void *, size_t);
    void (*put_text)(stet_ctx *, stet_str);
    void (*put_place)(stet_ctx *, const stet_place *);
    bool (*get_number)(stet_ctx *, uint64_t most, uint64_t *);
    bool (*get_real)(stet_ctx *, double *);
    bool (*get_bytes)(stet_ctx *, void *, size_t);
    bool (*get_text)(stet_ctx *, stet_str *);
    bool (*get_place)(stet_ctx *, stet_place *);
    const stet_doc *(*transformed)(stet_ctx *, const stet_doc *, const stet_transform *,
                                   size_t n_steps, bool raw);
    stet_str (*transform_text)(stet_ctx *, stet_str text, const stet_transform *,
                               size_t n_steps);
    stet_str (*written)(stet_ctx *, const stet_pattern *);
    stet_str (*own_language)(stet_ctx *);
} stet_api;

/** Whether the running core is new enough to have function `f`. */
#define STET_HAS(ctx, f) \
    (offsetof(stet_api, f) + sizeof(ctx)->api->f <= (ctx)->api->size)

/** All of a document, markup removed. Spans index it. */
static inline stet_str stet_text(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->text(ctx, doc);
}

/** The part of `text` that `span` covers. */
static inline stet_str stet_slice(stet_str text, stet_span span)
{
    stet_str s = { text.ptr + span.start, span.end - span.start };
    return s;
}

/* Each analysis is made when first asked for, and once for all checks. */

static inline stet_block_array stet_blocks(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->blocks(ctx, doc);
}

static inline stet_sentence_array stet_sentences(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->sentences(ctx, doc);
}

static inline stet_word_array stet_words(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->words(ctx, doc);
}

/** The texts of a record, in source order: to a check of scope record or batch those
    that the rule's `in` selects, to others all. */
static inline stet_field_array stet_fields(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->fields(ctx, record);
}

/** All texts of a record, in source order, whatever the rule's `in` says: for what a
    text is compared with. To a check of scope record or batch only. */
static inline stet_field_array stet_texts(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->texts(ctx, record);
}

/** A record's other values, such as its "model"; empty when there is none. */
static inline stet_str stet_meta(stet_ctx *ctx, const stet_record *record,
                                 const char *key)
{
    return ctx->api->meta(ctx, record, key);
}

/** A span as a place, to keep in a batch state. */
static inline stet_place stet_place_of(stet_ctx *ctx, const stet_doc *doc,
                                       stet_span span)
{
    return ctx->api->place(ctx, doc, span);
}

/** The first match at or after `from`, never empty; spans index `subject`. */
static inline bool stet_find(stet_ctx *ctx, const stet_pattern *pattern,
                             stet_str subject, uint32_t from, stet_match *out)
{
    return ctx->api->match(ctx, pattern, subject, from, out);
}

/** The unit's next hit of the rule's gates, in text order; `*cursor` begins at 0. */
static inline bool stet_next_hit(stet_ctx *ctx, uint32_t *cursor, stet_hit *out)
{
    return ctx->api->next_hit(ctx, cursor, out);
}

/** What is known of a word form. */
static inline const stet_form_info *stet_form(stet_ctx *ctx, uint32_t form)
{
    return ctx->api->form(ctx, form);
}

/** The form of `letters`: to compare words with, or to index stet_memos(). */
static inline uint32_t stet_intern(stet_ctx *ctx, stet_str letters)
{
    return ctx->api->intern(ctx, letters);
}

/**
 * The rule's own table by word form, for this worker: a number for each form
 * that can occur, 0 until the rule writes it. What is true of a form is worked
 * out when it is first seen and looked up from then on. Ask again in each call
 * of `run`, after the words and after all that you intern: the table grows and
 * moves as forms are met.
 */
static inline uint32_t *stet_memos(stet_ctx *ctx)
{
    return ctx->api->memos(ctx);
}

/** All of a document as its author wrote it: decoded to UTF-8, markup left in. */
static inline stet_str stet_markup(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->markup(ctx, doc);
}

/** Where a span of the text stands in the markup. */
static inline stet_span stet_to_markup(stet_ctx *ctx, const stet_doc *doc,
                                       stet_span span)
{
    return ctx->api->to_markup(ctx, doc, span);
}

/** The lines of the markup. */
static inline stet_line_array stet_lines(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->lines(ctx, doc);
}

/** Links, emphasis and the like, in text order. */
static inline stet_inline_array stet_inlines(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->inlines(ctx, doc);
}

/** STET_CHARS_...: which kinds of character the markup holds. Costs nothing. */
static inline uint32_t stet_chars(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->chars(ctx, doc);
}

/** How many of `unit` a document holds, all of it. */
static inline uint64_t stet_count(stet_ctx *ctx, const stet_doc *doc,
                                  stet_count_unit unit)
{
    return ctx->api->count(ctx, doc, unit);
}

/** Whether the rule's `in` selects this block: for checks that walk the blocks. */
static inline bool stet_selected(stet_ctx *ctx, const stet_block *block)
{
    return ctx->api->selected(ctx, block);
}

/** Whether a document is Markdown, not plain text. */
static inline bool stet_is_markdown(stet_ctx *ctx, const stet_doc *doc)
{
    return ctx->api->is_markdown(ctx, doc);
}

/** Whether the rule set's dictionaries know a word, as it is written. */
static inline bool stet_spell(stet_ctx *ctx, stet_str word)
{
    return ctx->api->spell(ctx, word);
}

/** What the dictionaries would write for it, best first, five at most. Slow:
    for words that are reported. Lives until the callback returns. */
static inline stet_str_array stet_suggest(stet_ctx *ctx, stet_str word)
{
    return ctx->api->suggest(ctx, word);
}

/** Reads data, white space around it aside; NULL: `*fault` says what is wrong. The tree
    lives until the callback returns, and points to `text` where it can. All of a
   record's stet_raw() is read once as JSON, for however many rules. */
static inline const stet_node *stet_parse(stet_ctx *ctx, stet_syntax syntax,
                                          stet_str text, stet_fault *fault)
{
    return ctx->api->parse(ctx, syntax, text, fault);
}

/** The value of a key in a map; NULL: there is none, or `map` is something else. */
static inline const stet_node *stet_member(const stet_node *map, const char *key)
{
    const stet_node *it = map && map->kind == STET_NODE_MAP ? map->first : NULL;
    for (; it; it = it->next) {
        if (strlen(key) == it->key.len && memcmp(key, it->key.ptr, it->key.len) == 0)
            break;
    }
    return it;
}

/** A record as it stands in its source: a line of JSONL, a row of a table, a file. */
static inline stet_str stet_raw(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->raw(ctx, record);
}

/** A span of that as a place: for findings in what is no text, such as a key. */
static inline stet_place stet_raw_place(stet_ctx *ctx, const stet_record *record,
                                        stet_span span)
{
    return ctx->api->raw_place(ctx, record, span);
}

/** The file that a record stands in, as reports call it; lives as long as the batch. */
static inline stet_str stet_origin(stet_ctx *ctx, const stet_record *record)
{
    return ctx->api->origin(ctx, record);
}

/** Compiles a PCRE2 pattern that stands inside other data, such as a schema; case
    matters. NULL: `*fault` says what is wrong. In create only; it lives as long as the
    check. What can be a parameter should be one: that is part of the common scan. */
static inline const stet_pattern *stet_compile(stet_ctx *ctx, stet_str pattern,
                                               stet_fault *fault)
{
    return ctx->api->compile(ctx, pattern, fault);
}

/** Whether a pattern matches anywhere in `subject`; here an empty match is one. */
static inline bool stet_matches(stet_ctx *ctx, const stet_pattern *pattern,
                                stet_str subject)
{
    return ctx->api->matches(ctx, pattern, subject);
}

/** What a relative path leads to from the folder of the document's file; nothing is
    read. Of standard input and of the rows of a file it is not known. */
static inline stet_reach stet_reach_of(stet_ctx *ctx, const stet_doc *doc,
                                       stet_str path)
{
    return ctx->api->reach(ctx, doc, path);
}

/** The sentences of any text, as if all of it were one block: Punkt, literally. For
    specifications that count so; the sentences of a document are stet_sentences(). */
static inline stet_span_array stet_split_sentences(stet_ctx *ctx, stet_str text)
{
    return ctx->api->split_sentences(ctx, text);
}

/** STET_CLASS_...: what a character is. */
static inline uint32_t stet_char_class(stet_ctx *ctx, uint32_t code_point)
{
    return ctx->api->char_class(ctx, code_point);
}

/** A text with each letter in lower case (Unicode's simple mapping); lives until the
    callback returns. */
static inline stet_str stet_lower(stet_ctx *ctx, stet_str text)
{
    return ctx->api->lower(ctx, text);
}

/** The language of a text, by its words; give prose alone, names and quotations left
    out. Under a hundred letters it is a guess; what is told nothing of may be anything.
 */
static inline stet_language stet_language_of(stet_ctx *ctx, stet_str text)
{
    return ctx->api->language(ctx, text);
}

/** Whether stet_language_of() can tell this language: to refuse others in create. */
static inline bool stet_knows_language(stet_ctx *ctx, stet_str code)
{
    return ctx->api->knows_language(ctx, code);
}

/** The file that a place stands in, as stet_origin() has it: there is no need to keep
    that beside a place. */
static inline stet_str stet_place_origin(stet_ctx *ctx, const stet_place *place)
{
    return ctx->api->place_origin(ctx, place);
}

/* What a state holds, in save. Small numbers take one byte, any at most ten; a place
   some thirty and its id. Nothing can fail here: when the bytes cannot be kept, stet
   tells. */

static inline void stet_put_number(stet_ctx *ctx, uint64_t number)
{
    ctx->api->put_number(ctx, number);
}

/** A number with a sign: a small one is short, too. */
static inline void stet_put_signed(stet_ctx *ctx, int64_t number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    ctx->api->put_number(ctx, number < 0 ? ~(bits << 1) : bits << 1);
}

/** To the last bit, whatever it is. */
static inline void stet_put_real(stet_ctx *ctx, double number)
{
    ctx->api->put_real(ctx, number);
}

/** So many bytes, and not how many: for what is large and has a form of its own. It
   must not hang on the machine: write the lowest byte of a number first. */
static inline void stet_put_bytes(stet_ctx *ctx, const void *bytes, size_t size)
{
    ctx->api->put_bytes(ctx, bytes, size);
}

/** A text, or any bytes. */
static inline void stet_put_text(stet_ctx *ctx, stet_str text)
{
    ctx->api->put_text(ctx, text);
}

/** A place, its field and its id. */
static inline void stet_put_place(stet_ctx *ctx, const stet_place *place)
{
    ctx->api->put_place(ctx, place);
}

/* The same, in load. False: there is nothing more, or something else; stet knows what
   to say, so `return STET_FAILED`. Count nothing that was not read: loop while there is
   something to be read, and take memory for what is there. */

/** A number of at most `most`. */
static inline bool stet_get_number(stet_ctx *ctx, uint64_t most, uint64_t *number)
{
    return ctx->api->get_number(ctx, most, number);
}

static inline bool stet_get_signed(stet_ctx *ctx, int64_t *number)
{
    uint64_t read = 0;
    if (!ctx->api->get_number(ctx, UINT64_MAX, &read))
        return false;
    uint64_t bits = (read & 1) != 0 ? ~(read >> 1) : read >> 1;
    memcpy(number, &bits, sizeof bits);
    return true;
}

static inline bool stet_get_real(stet_ctx *ctx, double *number)
{
    return ctx->api->get_real(ctx, number);
}

/** Fills memory that is yours. */
static inline bool stet_get_bytes(stet_ctx *ctx, void *bytes, size_t size)
{
    return ctx->api->get_bytes(ctx, bytes, size);
}

/** Lives until the callback returns. */
static inline bool stet_get_text(stet_ctx *ctx, stet_str *text)
{
    return ctx->api->get_text(ctx, text);
}

/** Its number is that of this batch, so places of all that was saved stand in order;
   its id is kept with the state. */
static inline bool stet_get_place(stet_ctx *ctx, stet_place *place)
{
    return ctx->api->get_place(ctx, place);
}

/** Whether this is load, not save, for what serves both. */
static inline bool stet_loads(stet_ctx *ctx)
{
    return ctx->api->loads(ctx);
}

/**
 * Both ways in one: in save these write, and are true, in load they read. So what an
 * item holds is said once, and one callback can be `save` and `load`:
 *
 *     static bool archive_count(stet_ctx *ctx, count *it)
 *     {
 *         return stet_archive_number(ctx, UINT64_MAX, &it->n) &&
 *                stet_archive_text(ctx, &it->name);
 *     }
 */
static inline bool stet_archive_number(stet_ctx *ctx, uint64_t most, uint64_t *number)
{
    if (stet_loads(ctx))
        return stet_get_number(ctx, most, number);
    stet_put_number(ctx, *number);
    return true;
}

static inline bool stet_archive_real(stet_ctx *ctx, double *number)
{
    if (stet_loads(ctx))
        return stet_get_real(ctx, number);
    stet_put_real(ctx, *number);
    return true;
}

static inline bool stet_archive_text(stet_ctx *ctx, stet_str *text)
{
    if (stet_loads(ctx))
        return stet_get_text(ctx, text);
    stet_put_text(ctx, *text);
    return true;
}

static inline bool stet_archive_place(stet_ctx *ctx, stet_place *place)
{
    if (stet_loads(ctx))
        return stet_get_place(ctx, place);
    stet_put_place(ctx, place);
    return true;
}

/**
 * A document as it is after some changes, in their order, with words, sentences and all
 * else made of what it has become; `raw`: of its markup as if that were plain text.
 * Blocks and inlines of Markdown stay, and code, addresses and raw HTML as they are. It
 * has no hits. Findings (`doc` names it) and places in it are told where the original
 * has what it was made from; their fixes are left out. It lives until the callback
 * returns; each call makes one.
 */
static inline const stet_doc *stet_transformed(stet_ctx *ctx, const stet_doc *doc,
                                               const stet_transform *steps,
                                               size_t n_steps, bool raw)
{
    return ctx->api->transformed(ctx, doc, steps, n_steps, raw);
}

/** The same of any plain text, such as an option; until the callback returns. */
static inline stet_str stet_transform_text(stet_ctx *ctx, stet_str text,
                                           const stet_transform *steps, size_t n_steps)
{
    return ctx->api->transform_text(ctx, text, steps, n_steps);
}

/** A phrase or a pattern as it is written in the rule set. */
static inline stet_str stet_written(stet_ctx *ctx, const stet_pattern *pattern)
{
    return ctx->api->written(ctx, pattern);
}

/** The language that the rule set is for, as it is written there: "en_US". */
static inline stet_str stet_own_language(stet_ctx *ctx)
{
    return ctx->api->own_language(ctx);
}

static inline void stet_report(stet_ctx *ctx, const stet_finding *finding)
{
    ctx->api->report(ctx, finding);
}

/** Zeroed memory that lives until the callback returns. */
static inline void *stet_alloc(stet_ctx *ctx, size_t size)
{
    return ctx->api->alloc(ctx, size);
}

/** Zeroed memory that lives as long as the check or the state. */
static inline void *stet_keep(stet_ctx *ctx, size_t size)
{
    return ctx->api->keep(ctx, size);
}

/** Fails; in create, `param` (or NULL) says which parameter is to blame. */
STET_PRINTF(3, 4)
static inline stet_status stet_fail(stet_ctx *ctx, const char *param,
                                    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    ctx->api->fail(ctx, param, format, args);
    va_end(args);
    return STET_FAILED;
}

/** A line for `stet --verbose`. */
STET_PRINTF(2, 3)
static inline void stet_log(stet_ctx *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    ctx->api->log(ctx, format, args);
    va_end(args);
}

#ifdef __cplusplus
}
#endif

#endif /* STET_PLUGIN_H */
