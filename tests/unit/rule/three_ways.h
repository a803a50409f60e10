/* SPDX-License-Identifier: Apache-2.0 */
/**
 * three_ways.h - patterns looked for in a document in all ways: by the database, by its
 * words (which it has, or has not), and everywhere, which is the oracle; and random
 * texts in which that may come out differently.
 *
 * STET_ROUNDS in the environment is how many times longer than usual random tests run.
 */
#ifndef STET_TEST_RULE_THREE_WAYS_H
#define STET_TEST_RULE_THREE_WAYS_H

#include "base/memory.h"
#include "rule/scan.h"

#include "text/written.h"

/* ---- Chance ---- */

typedef struct chance {
    uint64_t state;
} chance;

static inline uint32_t chance_below(chance *c, uint32_t limit)
{
    c->state ^= c->state << 13;
    c->state ^= c->state >> 7;
    c->state ^= c->state << 17;
    return (uint32_t)(c->state >> 33) % limit;
}

#define CHANCE_PICK(c, table) \
    (table)[chance_below((c), (uint32_t)(sizeof(table) / sizeof *(table)))]

/** The rounds of a random test, and where chance begins. */
static inline unsigned chance_rounds(chance *c, unsigned usual)
{
    const char *times = getenv("STET_ROUNDS");
    const char *seed = getenv("STET_SEED");
    c->state = 88172645463325252u;
    if (seed)
        c->state ^= strtoull(seed, NULL, 10) * UINT64_C(0x9E3779B97F4A7C15);
    return times && *times ? usual * (unsigned)strtoul(times, NULL, 10) : usual;
}

/* ---- Markdown ---- */

static const char *const three_words[] = {
    "as",
    "an",
    "AI",
    "language",
    "model",
    "the",
    "The",
    "of",
    "it's",
    "it\xE2\x80\x99s",
    "it\xCA\xBCs",
    "it\xE2\x80\x98s",
    "don't",
    "DON\xE2\x80\x99T",
    "can't",
    "we're",
    "they've",
    "'tis",
    "caf\xC3\xA9",
    "CAF\xC3\x89",
    "cafe\xCC\x81",
    "na\xC3\xAFve",
    "stet",
    "\xC5\xBFtet",
    "\xE2\x84\xAAoala",
    "koala",
    "stets",
    "Gro\xC3\x9F",
    "\xE1\xBA\x9E",
    "a",
    "b",
    "x",
    "aa",
    "ab",
    "12",
    "3rd",
    "1,000.5",
    "-5",
    "50%",
    "x_y",
    "well-known",
    "well\xE2\x80\x90known",
    "de\xC2\xADlve",
    "del\xE2\x80\x8Dve",
    "del\xE2\x80\x8Cve",
    "w\xEF\xBB\xBFhy",
    "delve",
    "delving",
    "\xD0\xBA\xD0\xB0\xD0\xBA",
    "\xD0\x9A\xD0\x90\xD0\x9A",
    "\xD0\xB2\xD0\xBE\xD1\x82",
    "\xE1\xB2\x80\xD0\xBE\xD1\x82",
    "\xE6\x96\x87\xE7\xAB\xA0",
    "\xE6\x96\x87",
    "\xE3\x82\xAB\xE3\x83\x8A",
    "\xED\x95\x9C\xEA\xB8\x80",
    "\xCF\x83\xCE\xBF\xCF\x82",
    "\xCE\xA3\xCE\x9F\xCE\xA3",
    "\xC4\xB0i",
    "i\xCC\x87",
    "\xC4\xB1",
    "-",
    "--",
    ",",
    ".",
    "...",
    "!",
    ":",
    ";",
    "(",
    ")",
    "\"",
    "'",
    "/",
    "&amp;",
    "\\*",
    "\xE2\x80\xA6",
    "\xE2\x80\x94",
    "\xE2\x80\x9C",
    "\xE2\x80\x9D",
    "\xF0\x9F\x98\x80",
    "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
    "1\xEF\xB8\x8F\xE2\x83\xA3",
    "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAA",
    "www.example.org",
    "https://example.org/as/an?x=1",
    "user@example.org",
    "@stet",
    "#model",
    "and/or",
    "Node.js",
    "C++",
    "C#",
    "R&D",
    "U.S.",
    "e.g.",
    "Ph.D.",
    "\xC2\xA0",
    "\x01",
    "\x7F",
};

static const char *const three_joints[] = {
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    " ",
    "",
    "",
    "  ",
    "\n",
    "\r\n",
    "\t",
    "  \n",
    "\xC2\xA0",
    " \xC2\xA0",
    "\xE2\x80\x89",
    "\xE2\x80\xAF",
    "\xE2\x80\x8B",
    "\xE1\xA0\x8E",
    "\xE3\x80\x80",
    "\xE2\x80\xA8",
    "\xC2\x85",
    "\xC2\xAD",
    "\xE2\x80\x8D",
    "\xE2\x81\xA0",
    "\xCC\x81",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "'",
    "\xE2\x80\x99",
    "-",
    "\\",
};

static const char *const three_starts[] = {
    "",
    "",
    "",
    "",
    "",
    "# ",
    "## ",
    "- ",
    "* ",
    "1. ",
    "> ",
    "    ",
    "```\n",
    "| a | b |\n|--|--|\n| ",
    "<div>",
    "- [ ] ",
    "> > ",
    "- a\n\n  ",
    "***\n",
    "<!-- ",
    "~~~ md\n",
    "",
    "",
    "[a]: /x ",
    "\xEF\xBB\xBF",
};

static inline void three_add_words(chance *c, stet_buffer *out, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        stet_buffer_add_text(out, CHANCE_PICK(c, three_words));
        stet_buffer_add_text(out, CHANCE_PICK(c, three_joints));
    }
}

/** A run of words in a dress of Markdown. */
static inline void three_add_dressed(chance *c, stet_buffer *out)
{
    static const char *const dresses[][2] = {
        { "*", "*" },      { "**", "**" },
        { "`", "`" },      { "[", "](http://x.y)" },
        { "~~", "~~" },    { "![", "](a.png)" },
        { "<b>", "</b>" }, { "``", "``" },
        { "_", "_" },      { "<", ">" },
    };
    const char *const *dress = CHANCE_PICK(c, dresses);
    stet_buffer_add_text(out, dress[0]);
    three_add_words(c, out, 1 + chance_below(c, 3));
    stet_buffer_add_text(out, dress[1]);
}

/** A letter many times: longer than any form that is kept. */
static inline void three_add_long(chance *c, stet_buffer *out)
{
    const char *letter = CHANCE_PICK(c, three_words);
    for (uint32_t i = 20 + chance_below(c, 200); i > 0; i--)
        stet_buffer_add_text(out, letter);
    stet_buffer_add_text(out, CHANCE_PICK(c, three_joints));
}

static inline void three_add_markdown(chance *c, stet_buffer *out, uint32_t n_blocks)
{
    for (uint32_t i = 0; i < n_blocks; i++) {
        stet_buffer_add_text(out, CHANCE_PICK(c, three_starts));
        for (uint32_t n = chance_below(c, 6); n > 0; n--) {
            three_add_words(c, out, chance_below(c, 10));
            if (chance_below(c, 3) == 0)
                three_add_dressed(c, out);
            if (chance_below(c, 40) == 0)
                three_add_long(c, out);
        }
        stet_buffer_add_text(out, chance_below(c, 4) ? "\n\n" : "\n");
    }
}

/* ---- The three ways ---- */

enum { THREE_ALL_KINDS = 0x7F };

typedef struct three_ways {
    const stet_pattern_list *list;
    stet_scan *scans[3];
    stet_scanner *scanners[3];
    size_t n_hits; /**< Of all documents. */
} three_ways;

static inline void three_begin(three_ways *it, const stet_pattern_list *list)
{
    static const stet_scan_way ways[] = { STET_SCAN_EVERYWHERE, STET_SCAN_FASTEST,
                                          STET_SCAN_WORDS };
    *it = (three_ways){ .list = list };
    for (size_t i = 0; i < STET_LEN(ways); i++) {
        stet_error error = STET_ERROR_NONE;
        bool was_cached;
        it->scans[i] = stet_scan_new(list, STET_STR(""), ways[i], &was_cached, &error);
        assert_non_null(it->scans[i]);
        it->scanners[i] = stet_scanner_new(it->scans[i]);
    }
}

static inline void three_end(three_ways *it)
{
    for (size_t i = 0; i < STET_LEN(it->scans); i++) {
        stet_scanner_free(it->scanners[i]);
        stet_scan_free(it->scans[i]);
    }
}

static inline bool three_is_limited(const stet_scanner *scanner, uint32_t pattern)
{
    size_t count;
    const uint32_t *limited = stet_scanner_limited(scanner, &count);
    for (size_t i = 0; i < count; i++)
        if (limited[i] == pattern)
            return true;
    return false;
}

/** The hits of a run; without those of patterns that a limit stopped in the oracle,
    which tries them in more places. */
static inline stet_scan_hit *three_run(three_ways *it, size_t way,
                                       const stet_scan_input *input, size_t *count)
{
    size_t n;
    const stet_scan_hit *hits = stet_scanner_run(it->scanners[way], input, &n);
    stet_scan_hit *kept = stet_memory_zalloc(n + 1, sizeof *kept);
    *count = 0;
    for (size_t i = 0; i < n; i++)
        if (!three_is_limited(it->scanners[0], hits[i].pattern))
            kept[(*count)++] = hits[i];
    return kept;
}

static inline void three_describe(const three_ways *it, const stet_scan_input *input,
                                  const char *way, const stet_scan_hit *hit)
{
    const struct stet_pattern *pattern = it->list->items[hit->pattern];
    stet_span span = hit->span;
    stet_span block = input->blocks.items[hit->block].span;
    uint32_t from = span.start - block.start > 40 ? span.start - 40 : block.start;
    uint32_t to = block.end - span.end > 40 ? span.end + 40 : block.end;
    print_message(
        "%s: %s '%.*s' (switches %d%d, kinds %x, sites %x), bytes %u to %u of "
        "block %u, %u to %u:\n\"%.*s\"\n",
        way, pattern->phrase ? "phrase" : "pattern", (int)pattern->source.len,
        pattern->source.ptr, pattern->ignore_case, pattern->whole_words,
        pattern->block_kinds, pattern->sites, span.start, span.end, hit->block,
        block.start, block.end, (int)(to - from), input->text.ptr + from);
}

static inline bool three_are_same(const stet_scan_hit *a, const stet_scan_hit *b)
{
    stet_match left = stet_scan_hit_match(a), right = stet_scan_hit_match(b);
    return a->pattern == b->pattern && a->block == b->block &&
           memcmp(&left, &right, sizeof left) == 0;
}

static inline void three_compare(const three_ways *it, const stet_scan_input *input,
                                 const stet_scan_hit *wanted, size_t n_wanted,
                                 const stet_scan_hit *found, size_t n_found)
{
    size_t i = 0;
    while (i < n_wanted && i < n_found && three_are_same(&wanted[i], &found[i]))
        i++;
    if (i == n_wanted && i == n_found)
        return;
    if (i < n_wanted)
        three_describe(it, input, "wanted", &wanted[i]);
    if (i < n_found)
        three_describe(it, input, "found", &found[i]);
    fail_msg("hit %zu of %zu wanted and %zu found", i, n_wanted, n_found);
}

/** Looks in a document in all ways, twice: forms are known then. */
static inline void three_look(three_ways *it, stet_doc *doc)
{
    stet_site_bounds bounds;
    stet_scan_input input = { .text = doc->text,
                              .blocks = { doc->blocks, doc->n_blocks },
                              .bounds = &bounds };
    size_t n_wanted, n_found;
    stet_site_bounds_find(&bounds, input.text, input.blocks);
    stet_scanner_run(it->scanners[0], &input, &n_wanted);
    stet_scan_hit *wanted = three_run(it, 0, &input, &n_wanted);
    for (size_t round = 0; round < 6; round++) {
        if (round == 2)
            input.words = stet_document_scan_words(doc);
        stet_scan_hit *found = three_run(it, 1 + round % 2, &input, &n_found);
        three_compare(it, &input, wanted, n_wanted, found, n_found);
        free(found);
    }
    it->n_hits += n_wanted;
    free(wanted);
}

#endif
