/* SPDX-License-Identifier: Apache-2.0 */
#include "counts.h"

#include "structure.h"
#include "syllables.h"

#include <string.h>

const char *const structure_unit_names[STRUCTURE_N_UNITS] = {
    [STRUCTURE_WORDS] = "words",
    [STRUCTURE_SENTENCES] = "sentences",
    [STRUCTURE_SYLLABLES] = "syllables",
    [STRUCTURE_STROKES] = "strokes",
    [STRUCTURE_LETTERS] = "letters",
    [STRUCTURE_LONG_WORDS] = "long-words",
    [STRUCTURE_POLYSYLLABLES] = "polysyllables",
    [STRUCTURE_COMPLEX_WORDS] = "complex-words",
    [STRUCTURE_LETTERED_WORDS] = "lettered-words",
    [STRUCTURE_CHARACTERS] = "characters",
    [STRUCTURE_LINES] = "lines",
    [STRUCTURE_PARAGRAPHS] = "paragraphs",
    [STRUCTURE_HEADINGS] = "headings",
    [STRUCTURE_ITEMS] = "items",
    [STRUCTURE_BULLETS] = "bullets",
    [STRUCTURE_NUMBERED_ITEMS] = "numbered-items",
    [STRUCTURE_QUOTES] = "quotes",
    [STRUCTURE_CODE_BLOCKS] = "code-blocks",
    [STRUCTURE_TABLES] = "tables",
    [STRUCTURE_LINKS] = "links",
    [STRUCTURE_IMAGES] = "images",
    [STRUCTURE_CODE_SPANS] = "code-spans",
    [STRUCTURE_BOLD] = "bold",
    [STRUCTURE_ITALIC] = "italic",
    [STRUCTURE_PROSE_LINES] = "prose-lines",
    [STRUCTURE_BULLET_LINES] = "bullet-lines",
    [STRUCTURE_ELLIPSIS_LINES] = "ellipsis-lines",
    [STRUCTURE_ENDED_LINES] = "ended-lines",
    [STRUCTURE_SHORT_LINES] = "short-lines",
    [STRUCTURE_HASHES] = "hashes",
    [STRUCTURE_ELLIPSES] = "ellipses",
};

#define BIT(unit) (UINT32_C(1) << (unit))

static const uint32_t of_words =
    BIT(STRUCTURE_WORDS) | BIT(STRUCTURE_SENTENCES) | BIT(STRUCTURE_SYLLABLES) |
    BIT(STRUCTURE_STROKES) | BIT(STRUCTURE_LETTERS) | BIT(STRUCTURE_LONG_WORDS) |
    BIT(STRUCTURE_POLYSYLLABLES) | BIT(STRUCTURE_COMPLEX_WORDS) |
    BIT(STRUCTURE_LETTERED_WORDS);
static const uint32_t of_lines =
    BIT(STRUCTURE_PROSE_LINES) | BIT(STRUCTURE_BULLET_LINES) |
    BIT(STRUCTURE_ELLIPSIS_LINES) | BIT(STRUCTURE_ENDED_LINES) |
    BIT(STRUCTURE_SHORT_LINES) | BIT(STRUCTURE_HASHES) | BIT(STRUCTURE_ELLIPSES);
static const uint32_t of_blocks =
    BIT(STRUCTURE_HEADINGS) | BIT(STRUCTURE_ITEMS) | BIT(STRUCTURE_BULLETS) |
    BIT(STRUCTURE_NUMBERED_ITEMS) | BIT(STRUCTURE_QUOTES) | BIT(STRUCTURE_CODE_BLOCKS) |
    BIT(STRUCTURE_TABLES);
static const uint32_t of_inlines = BIT(STRUCTURE_LINKS) | BIT(STRUCTURE_IMAGES) |
                                   BIT(STRUCTURE_CODE_SPANS) | BIT(STRUCTURE_BOLD) |
                                   BIT(STRUCTURE_ITALIC);

/* What a form has, in the bits of its memo: syllables, letters and strokes (127 at
   most), whether it is complex, and a bit that says that it is known. */
enum {
    MOST = 127,
    LETTERS_AT = 7,
    STROKES_AT = 14,
    COMPLEX = 1 << 21,
    KNOWN = 1 << 22,
    LONG = 7,
    POLY = 3,
};

/* Letters of other scripts and letters with accents are letters, curly apostrophes and
   other marks (U+2000 to U+206F) are not. */
static void count_strokes(stet_str word, uint32_t *letters, uint32_t *strokes)
{
    for (size_t at = 0; at < word.len;) {
        uint32_t c = structure_next(word, &at);
        bool digit = c >= '0' && c <= '9';
        bool letter = c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z'
                               : c < 0x2000 || c > 0x206F;
        *letters += letter;
        *strokes += letter || digit;
    }
}

static bool ends(stet_str word, const char *with)
{
    size_t len = strlen(with);
    return word.len > len && memcmp(word.ptr + word.len - len, with, len) == 0;
}

static bool is_complex(stet_str word, uint32_t syllables)
{
    if (syllables < POLY || memchr(word.ptr, '-', word.len))
        return false;
    if (ends(word, "ing"))
        return syllables > POLY;
    if (ends(word, "es") || ends(word, "ed"))
        return structure_syllables((stet_str){ word.ptr, word.len - 2 }) >= POLY;
    return true;
}

static uint32_t at_most(uint32_t n)
{
    return n < MOST ? n : MOST;
}

static uint32_t learn(stet_ctx *ctx, const stet_word *word)
{
    stet_str text = stet_form(ctx, word->form)->text;
    uint32_t syllables = 1, letters = 0, strokes = 0;

    if (word->kind == STET_WORD_PLAIN)
        syllables = at_most(structure_syllables(text));
    count_strokes(text, &letters, &strokes);
    return syllables | at_most(letters) << LETTERS_AT | at_most(strokes) << STROKES_AT |
           (is_complex(text, syllables) ? COMPLEX : 0) | KNOWN;
}

/* Sums over words: whole numbers, which a loop keeps in registers. */
typedef struct sums {
    uint64_t words, syllables, letters, strokes, long_words, polysyllables, complex;
    uint64_t lettered;
} sums;

/* A walk over the words. */
typedef struct walk {
    stet_ctx *ctx;
    stet_str text;
    const stet_word *words;
    uint32_t *memos;
    sums sums;
} walk;

/* The n't of "didn't" and "isn't" is a syllable, that of "don't" is not. */
static void add_clitic(walk *w, const stet_word *word)
{
    uint32_t letters = 0, strokes = 0;
    char before = word->span.start > 0 ? w->text.ptr[word->span.start - 1] : ' ';

    count_strokes(stet_slice(w->text, word->span), &letters, &strokes);
    w->sums.letters += letters;
    w->sums.strokes += strokes;
    if (w->text.ptr[word->span.start] == 'n' && (before == 'd' || before == 's'))
        w->sums.syllables++;
}

/* A complex word that may be a name counts when it is written small. */
static bool counts_as_complex(stet_ctx *ctx, const stet_word *word, bool may_be_name)
{
    return !may_be_name || stet_form(ctx, word->form)->shape & STET_SHAPE_LOWER;
}

/* The words of a sentence, or of a block. */
static void add_words(walk *w, uint32_t first, uint32_t n)
{
    const stet_word *start = w->words + first, *end = start + n;
    sums s = { 0 };

    for (const stet_word *word = start; word < end; word++) {
        if (word->kind == STET_WORD_PUNCTUATION)
            continue;
        if (word->kind == STET_WORD_CLITIC)
            add_clitic(w, word);
        if (!structure_is_word(word))
            continue;
        s.words++;
        if (word->kind == STET_WORD_OPAQUE) {
            s.syllables++;
            s.lettered++;
            continue;
        }
        uint32_t known = w->memos[word->form];
        if (!(known & KNOWN))
            w->memos[word->form] = known = learn(w->ctx, word);
        uint32_t syllables = known & MOST, letters = known >> LETTERS_AT & MOST;
        s.syllables += syllables;
        s.letters += letters;
        s.strokes += known >> STROKES_AT & MOST;
        s.lettered += letters > 0;
        s.long_words += letters >= LONG;
        s.polysyllables += syllables >= POLY;
        if (known & COMPLEX)
            s.complex += counts_as_complex(w->ctx, word, word > start);
    }
    w->sums.words += s.words;
    w->sums.syllables += s.syllables;
    w->sums.letters += s.letters;
    w->sums.strokes += s.strokes;
    w->sums.long_words += s.long_words;
    w->sums.polysyllables += s.polysyllables;
    w->sums.complex += s.complex;
    w->sums.lettered += s.lettered;
}

static uint64_t plain_count(const stet_word *words, uint32_t n)
{
    uint64_t count = 0;

    for (uint32_t i = 0; i < n; i++)
        count += structure_is_word(&words[i]);
    return count;
}

static void set_sums(const sums *s, structure_counts *counts)
{
    counts->of[STRUCTURE_WORDS] = (double)s->words;
    counts->of[STRUCTURE_SYLLABLES] = (double)s->syllables;
    counts->of[STRUCTURE_LETTERS] = (double)s->letters;
    counts->of[STRUCTURE_STROKES] = (double)s->strokes;
    counts->of[STRUCTURE_LONG_WORDS] = (double)s->long_words;
    counts->of[STRUCTURE_POLYSYLLABLES] = (double)s->polysyllables;
    counts->of[STRUCTURE_COMPLEX_WORDS] = (double)s->complex;
    counts->of[STRUCTURE_LETTERED_WORDS] = (double)s->lettered;
}

static void count_words(stet_ctx *ctx, const stet_doc *doc, uint32_t units,
                        structure_counts *counts)
{
    const uint32_t simple = BIT(STRUCTURE_WORDS) | BIT(STRUCTURE_SENTENCES);
    bool wants_facts = (units & of_words & ~simple) != 0;
    walk w = { .ctx = ctx,
               .text = stet_text(ctx, doc),
               .words = stet_words(ctx, doc).items };
    const stet_sentence *sentences = stet_sentences(ctx, doc).items;
    stet_block_array blocks = stet_blocks(ctx, doc);

    w.memos = stet_memos(ctx);
    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        if (!stet_selected(ctx, block))
            continue;
        counts->of[STRUCTURE_SENTENCES] += block->n_sentences;
        if (!wants_facts)
            w.sums.words += plain_count(w.words + block->first_word, block->n_words);
        for (uint32_t s = 0; wants_facts && s < block->n_sentences; s++) {
            const stet_sentence *sentence = &sentences[block->first_sentence + s];
            add_words(&w, sentence->first_word, sentence->n_words);
        }
    }
    set_sums(&w.sums, counts);
}

static void count_blocks(stet_ctx *ctx, const stet_doc *doc, structure_counts *counts)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    double *of = counts->of;

    for (size_t b = 0; b < blocks.count; b++) {
        const stet_block *block = &blocks.items[b];
        bool ordered = block->flags & STET_BLOCK_ORDERED;
        bool item = block->kind == STET_BLOCK_ITEM;
        of[STRUCTURE_HEADINGS] += block->kind == STET_BLOCK_HEADING;
        of[STRUCTURE_ITEMS] += item;
        of[STRUCTURE_BULLETS] += item && !ordered;
        of[STRUCTURE_NUMBERED_ITEMS] += item && ordered;
        of[STRUCTURE_QUOTES] += block->kind == STET_BLOCK_QUOTE;
        of[STRUCTURE_CODE_BLOCKS] += block->kind == STET_BLOCK_CODE;
        of[STRUCTURE_TABLES] += structure_begins_table(blocks, block);
    }
}

static void count_inlines(stet_ctx *ctx, const stet_doc *doc, structure_counts *counts)
{
    static const uint8_t units[] = {
        [STET_INLINE_CODE] = STRUCTURE_CODE_SPANS,
        [STET_INLINE_LINK] = STRUCTURE_LINKS,
        [STET_INLINE_IMAGE] = STRUCTURE_IMAGES,
        [STET_INLINE_STRONG] = STRUCTURE_BOLD,
        [STET_INLINE_EMPHASIS] = STRUCTURE_ITALIC,
    };
    stet_inline_array inlines = stet_inlines(ctx, doc);

    for (size_t i = 0; i < inlines.count; i++) {
        uint32_t kind = inlines.items[i].kind;
        if (kind < STET_LEN(units) && units[kind] != STRUCTURE_WORDS)
            counts->of[units[kind]]++;
    }
}

void structure_count(stet_ctx *ctx, const stet_doc *doc, uint32_t units,
                     structure_counts *counts)
{
    static const struct {
        structure_count_unit unit;
        stet_count_unit of_text;
    } texts[] = {
        { STRUCTURE_CHARACTERS, STET_COUNT_CHARACTERS },
        { STRUCTURE_LINES, STET_COUNT_LINES },
        { STRUCTURE_PARAGRAPHS, STET_COUNT_PARAGRAPHS },
    };

    *counts = (structure_counts){ 0 };
    if (units & of_words)
        count_words(ctx, doc, units, counts);
    if (units & of_blocks)
        count_blocks(ctx, doc, counts);
    if (units & of_inlines)
        count_inlines(ctx, doc, counts);
    if (units & of_lines)
        structure_count_lines(ctx, doc, counts);
    for (size_t i = 0; i < STET_LEN(texts); i++)
        if (units & BIT(texts[i].unit))
            counts->of[texts[i].unit] = (double)stet_count(ctx, doc, texts[i].of_text);
}
