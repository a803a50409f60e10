/* SPDX-License-Identifier: Apache-2.0 */
/**
 * planted.h - random sources in which phrases were planted at known bytes.
 *
 *     words and phrases -> a text, Markdown or plain -> a JSON string, a cell, a file
 *
 * Each step writes what it may write in several ways in a way of its own choice, and
 * takes the ends of the phrases along. Beside the text stand the same phrases where
 * nobody looks for them.
 */
#ifndef STET_TEST_CLI_PLANTED_H
#define STET_TEST_CLI_PLANTED_H

#include "base/buffer.h"
#include "base/str.h"
#include "base/utf8.h"

#include "run/tree.h"

enum { PLANTED_MOST = 4000 };

/** The phrase that is banned, and the word for which a better one is known. */
#define PLANTED_PHRASE "as an AI model"
#define PLANTED_WORD   "utilise"
#define PLANTED_BETTER "use \"it\""

typedef struct plant {
    size_t start, end;
    uint64_t record;
    bool is_word;
    char better[16]; /**< What a fix must write there; "": there is none. */
} plant;

typedef struct planted {
    stet_buffer bytes;
    plant plants[PLANTED_MOST];
    size_t n_plants;
} planted;

static inline bool planted_often(uint64_t *seed, uint32_t percent)
{
    return tree_random(seed, 100) < percent;
}

static inline void planted_begin(planted *p)
{
    assert_true(p->n_plants < PLANTED_MOST);
    p->plants[p->n_plants] = (plant){ .start = p->bytes.len };
}

static inline void planted_end(planted *p, bool is_word)
{
    p->plants[p->n_plants].end = p->bytes.len;
    p->plants[p->n_plants++].is_word = is_word;
}

/** A letter, or in Markdown now and then its reference. */
static inline void planted_add_letters(planted *p, stet_str word, bool markdown,
                                       uint64_t *seed)
{
    for (size_t i = 0; i < word.len; i++) {
        int c = (unsigned char)word.ptr[i];
        if (!markdown || !planted_often(seed, 6))
            stet_buffer_add_char(&p->bytes, word.ptr[i]);
        else
            stet_buffer_format(&p->bytes, planted_often(seed, 50) ? "&#%d;" : "&#x%X;",
                               c);
    }
}

/** What stands between two words; `indent` begins the lines of the block. */
static inline void planted_add_gap(planted *p, bool markdown, const char *indent,
                                   uint64_t *seed)
{
    if (!indent || planted_often(seed, 85)) {
        stet_buffer_add_char(&p->bytes, ' ');
        return;
    }
    if (markdown && planted_often(seed, 30))
        stet_buffer_add_text(&p->bytes, planted_often(seed, 50) ? "  " : "\\");
    stet_buffer_add_char(&p->bytes, '\n');
    stet_buffer_add_text(&p->bytes, indent);
}

/** The phrase, in Markdown now and then with some of its words marked up. */
static inline void planted_add_phrase(planted *p, bool markdown, const char *indent,
                                      uint64_t *seed)
{
    static const char *const marks[][2] = {
        { "*", "*" }, { "**", "**" }, { "_", "_" }, { "~~", "~~" }, { "[", "](x.html)" }
    };
    enum { WORDS = 4 };
    bool marked = markdown && planted_often(seed, 30);
    size_t kind = tree_random(seed, STET_LEN(marks));
    size_t first = tree_random(seed, WORDS);
    size_t last = first + tree_random(seed, (uint32_t)(WORDS - first));
    stet_str rest = STET_STR(PLANTED_PHRASE);
    stet_str word;
    for (size_t i = 0; stet_str_cut(&rest, ' ', &word); i++) {
        if (marked && i == first)
            stet_buffer_add_text(&p->bytes, marks[kind][0]);
        if (i == 0)
            planted_begin(p);
        planted_add_letters(p, word, markdown, seed);
        if (i == WORDS - 1)
            planted_end(p, false);
        if (marked && i == last)
            stet_buffer_add_text(&p->bytes, marks[kind][1]);
        if (i < WORDS - 1)
            planted_add_gap(p, markdown, indent, seed);
    }
}

static inline void planted_add_words(planted *p, bool markdown, const char *indent,
                                     uint64_t *seed)
{
    static const char *const words[] = {
        "the",
        "plan",
        "caf\xC3\xA9",
        "na\xC3\xAFve",
        "\xF0\x9F\x98\x80",
        "e\xCC\x81t",
        "\xE6\x97\xA5\xE6\x9C\xAC",
        "\"so\"",
        "back\\slash",
        "a/b",
        "&",
        "<",
        "*",
        "AI models",
        "as an AI",
        "utilised",
        "don't",
        "\xE2\x80\x94",
        "1,5",
        "x;y",
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
        "\xF0\x9D\x95\x8F",
    };
    size_t n = 1 + tree_random(seed, 12);
    stet_buffer_add_text(&p->bytes, "Here");
    for (size_t i = 0; i < n; i++) {
        planted_add_gap(p, markdown, indent, seed);
        if (planted_often(seed, 12)) {
            planted_add_phrase(p, markdown, indent, seed);
        } else if (planted_often(seed, 12)) {
            planted_begin(p);
            planted_add_letters(p, STET_STR(PLANTED_WORD), markdown, seed);
            planted_end(p, true);
        } else {
            stet_buffer_add_text(&p->bytes, words[tree_random(seed, STET_LEN(words))]);
        }
        if (planted_often(seed, 5))
            stet_buffer_add_text(&p->bytes, ",");
    }
    stet_buffer_add_text(&p->bytes, " end.");
}

static inline void planted_add_block(planted *p, bool markdown, uint64_t *seed)
{
    static const struct {
        const char *begin, *indent, *end;
    } blocks[] = {
        { "", "", "" },
        { "# ", NULL, " #" },
        { "- ", "  ", "" },
        { "12. ", "    ", "" },
        { "> ", "> ", "" },
        { "> - > ", ">   > ", "" },
        { "| a | b |\n|---|---|\n| ", NULL, " | x |" },
    };
    size_t kind = markdown ? tree_random(seed, STET_LEN(blocks)) : 0;
    stet_buffer_add_text(&p->bytes, blocks[kind].begin);
    planted_add_words(p, markdown, blocks[kind].indent, seed);
    stet_buffer_add_text(&p->bytes, blocks[kind].end);
}

/** Some blocks with a blank line between them. */
static inline void planted_add_text(planted *p, bool markdown, size_t n_blocks,
                                    uint64_t *seed)
{
    for (size_t i = 0; i < n_blocks; i++) {
        if (i > 0)
            stet_buffer_add_text(&p->bytes, "\n\n");
        planted_add_block(p, markdown, seed);
    }
}

static inline void planted_add_json_char(stet_buffer *out, uint32_t c, bool escape,
                                         uint64_t *seed)
{
    static const char plain[] = "\"\\/\b\f\n\r\t", shorts[] = "\"\\/bfnrt";
    const char *is_short = c < 0x80 ? memchr(plain, (int)c, sizeof plain - 1) : NULL;
    if (is_short && (escape || c != '/') && !planted_often(seed, 20))
        stet_buffer_format(out, "\\%c", shorts[is_short - plain]);
    else if (c >= 0x10000 && escape)
        stet_buffer_format(out, "\\u%04x\\u%04X", 0xD7C0 + (c >> 10),
                           0xDC00 + (c & 0x3FF));
    else if (escape || c < 0x20 || c == '"' || c == '\\')
        stet_buffer_format(out, planted_often(seed, 50) ? "\\u%04x" : "\\u%04X", c);
    else
        stet_buffer_add_code_point(out, c);
}

typedef enum planted_as { PLANTED_JSON, PLANTED_QUOTED, PLANTED_CELL } planted_as;

/** Writes a text behind what is in `p`, in an encoding, with its plants. */
static inline void planted_encode(planted *p, const planted *text, planted_as as,
                                  uint64_t record, uint64_t *seed)
{
    static const char *const better[] = { "use \\\"it\\\"", "use \"\"it\"\"", "" };
    stet_buffer *out = &p->bytes;
    size_t next = 0, ends = 0;
    bool escapes = planted_often(seed, 70);
    for (size_t at = 0; at <= text->bytes.len;) {
        for (; ends < next && text->plants[ends].end == at; ends++)
            p->plants[p->n_plants++].end = out->len;
        if (next < text->n_plants && text->plants[next].start == at) {
            assert_true(p->n_plants < PLANTED_MOST);
            p->plants[p->n_plants] = text->plants[next++];
            p->plants[p->n_plants].start = out->len;
            p->plants[p->n_plants].record = record;
            strcpy(p->plants[p->n_plants].better, better[as]);
        }
        if (at == text->bytes.len)
            break;
        uint32_t c = stet_utf8_next(text->bytes.ptr, &at);
        if (as == PLANTED_JSON)
            planted_add_json_char(out, c, escapes && planted_often(seed, 20), seed);
        else
            stet_buffer_add_code_point(out, c);
        if (as == PLANTED_QUOTED && c == '"')
            stet_buffer_add_char(out, '"');
    }
    assert_int_equal(ends, text->n_plants);
}

/** As `{"id": ..., "text": "..."}`, or a chat, with the rest in any order. */
static inline void planted_add_object(planted *p, const planted *text, bool chat,
                                      uint64_t record, uint64_t *seed)
{
    static const char decoy[] = "\"note\": [{\"text\": \"utilise as an AI model\"}]";
    bool before = planted_often(seed, 50);
    const char *blank = planted_often(seed, 30) ? " \t" : "";
    stet_buffer *out = &p->bytes;
    stet_buffer_format(out, "{%s\"id\":%s\"r\\u002D%llu\",", blank, blank,
                       (unsigned long long)record);
    if (before)
        stet_buffer_format(out, "%s%s,", decoy, blank);
    if (chat)
        stet_buffer_format(
            out, "\"messages\":[{\"role\":\"user\",\"content\":\"utilise %s\"},{%s",
            planted_often(seed, 50) ? "\\ud83d\\ude00" : "\xF0\x9F\x98\x80", blank);
    if (chat && before)
        stet_buffer_add_text(out, "\"role\":\"assistant\",");
    stet_buffer_format(out, "\"%s\"%s:%s\"", chat ? "content" : "text", blank, blank);
    planted_encode(p, text, PLANTED_JSON, record, seed);
    stet_buffer_add_char(out, '"');
    if (chat)
        stet_buffer_format(out, "%s}]", before ? "" : ",\"role\":\"assistant\"");
    if (!before)
        stet_buffer_format(out, "%s,%s", blank, decoy);
    stet_buffer_add_char(out, '}');
}

/** As a cell of a row, quoted if it must be, or now and then. */
static inline void planted_add_row(planted *p, const planted *text, char delimiter,
                                   uint64_t record, uint64_t *seed)
{
    stet_buffer *out = &p->bytes;
    const char specials[] = { '"', '\r', '\n', delimiter, '\0' };
    bool quoted = strpbrk(text->bytes.ptr, specials) != NULL || planted_often(seed, 50);
    stet_buffer_format(out, "%llu%c", (unsigned long long)record, delimiter);
    if (quoted)
        stet_buffer_add_char(out, '"');
    planted_encode(p, text, quoted ? PLANTED_QUOTED : PLANTED_CELL, record, seed);
    if (quoted)
        stet_buffer_add_char(out, '"');
    stet_buffer_format(out, "%c\"utilise \"\"it\"\"\n\"%s", delimiter,
                       planted_often(seed, 50) ? "\r\n" : "\n");
}

#endif
