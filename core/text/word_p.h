/* SPDX-License-Identifier: Apache-2.0 */
/**
 * word_p.h - what the files of the tokenizer share: the scanner, and the classes of
 * ASCII characters.
 *
 *     word.c         the loop: white space, plain words, numbers; forms
 *     word_join.c    what joins letters to a word, and what parts clitics from it
 *     word_mark.c    marks, symbols, emoji
 *     word_opaque.c  URLs, addresses, names, paths: what is not language
 */
#ifndef STET_TEXT_WORD_P_H
#define STET_TEXT_WORD_P_H

#include "base/utf8.h"
#include "text/form_p.h"
#include "text/word.h"

/** Classes of bytes; those of one byte may be several. */
enum {
    STET_BYTE_LETTER = 1 << 0,
    STET_BYTE_DIGIT = 1 << 1,
    STET_BYTE_SPACE = 1 << 2,
    STET_BYTE_MARK = 1 << 3,
    STET_BYTE_SYMBOL = 1 << 4,
    STET_BYTE_HIGH = 1 << 5,    /**< Not ASCII. */
    STET_BYTE_JOINER = 1 << 6,  /**< May join what is before and after it. */
    STET_BYTE_CONTROL = 1 << 7, /**< No white space, nothing to see. */
};

extern const uint8_t stet_word_classes[256];

/** So many words wait for their forms, and are looked up together. */
enum { STET_WORD_BATCH = 96 };

/** A word that was not met of late. */
typedef struct stet_word_pending {
    stet_form_key key;
    size_t word; /**< Its index. */
} stet_word_pending;

/** Where the tokenizer stands, in one run of text without opaque spans. */
typedef struct stet_word_scanner {
    const char *ptr; /**< All of the text: places are offsets in it. */
    uint32_t limit;  /**< Bytes up to here may be read. */
    uint32_t at;
    uint32_t end;         /**< Of the run. */
    uint32_t start;       /**< No look behind goes further back. */
    uint32_t flags;       /**< STET_WORD_ flags of the next word. */
    uint32_t plain_until; /**< There is no path before this place: it was looked for. */
    stet_forms *forms;
    stet_word_list *out;
    uint32_t n_pending;
    stet_word_pending pending[STET_WORD_BATCH];
} stet_word_scanner;

/* stet_word_scan() in three steps, for who has many spans of one text: the words of
   all of them get their forms together. */

/** `room`: so many bytes behind the text may be read. */
void stet_word_begin(stet_word_scanner *scanner, stet_str text, uint32_t room,
                     stet_forms *forms, stet_word_list *out);
/** Appends the words of a span; some forms may be 0 until the finish. */
void stet_word_continue(stet_word_scanner *scanner, stet_span span,
                        const stet_span *opaque, size_t n_opaque);
void stet_word_finish(stet_word_scanner *scanner);

static inline uint32_t stet_word_class(const stet_word_scanner *scanner, uint32_t at)
{
    return at < scanner->end ? stet_word_classes[(unsigned char)scanner->ptr[at]]
                             : (uint32_t)STET_BYTE_SPACE;
}

static inline bool stet_word_digit_at(const stet_word_scanner *scanner, uint32_t at)
{
    return stet_word_class(scanner, at) & STET_BYTE_DIGIT;
}

/** The character at `at`, and where the next one is; 0 at the end. */
uint32_t stet_word_character(const stet_word_scanner *scanner, uint32_t at,
                             uint32_t *next);
/** Appends the word from `start` to `at`. */
void stet_word_push(stet_word_scanner *scanner, uint32_t start, stet_word_kind kind);
/** A word that is not letters only: it begins at `start`, and text[start, at) are
    letters and digits (with a sign before them, perhaps). */
void stet_word_scan_joined(stet_word_scanner *scanner, uint32_t start,
                           stet_word_kind kind);
/** A clitic, glued to the word before; false when there is none at `at`. */
bool stet_word_scan_clitic(stet_word_scanner *scanner);
/** A mark, a symbol, or whatever else is no letter, digit or space. */
void stet_word_scan_mark(stet_word_scanner *scanner);

/** Behind the letters, digits and unseen characters from `at` on. */
uint32_t stet_word_letters_end(const stet_word_scanner *scanner, uint32_t at);
bool stet_word_letter_at(const stet_word_scanner *scanner, uint32_t at);

/* Each of these tells where a thing that begins at `start` ends, 0 when there is none.
 */

/** http://..., www. ..., mailto: ..., and any other scheme with ://. */
uint32_t stet_word_url_end(const stet_word_scanner *scanner, uint32_t start);
/** name@host.domain */
uint32_t stet_word_address_end(const stet_word_scanner *scanner, uint32_t start);
/** a/b/c.txt, /usr/lib, ./x, C:\x */
uint32_t stet_word_path_end(stet_word_scanner *scanner, uint32_t start);
/** example.com, Node.js, os.path.join; the dot is at `dot`. */
uint32_t stet_word_dotted_end(const stet_word_scanner *scanner, uint32_t start,
                              uint32_t dot);
/** @name, #tag, \name */
uint32_t stet_word_name_end(const stet_word_scanner *scanner, uint32_t start);

#endif
