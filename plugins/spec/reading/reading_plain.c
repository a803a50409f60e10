/* SPDX-License-Identifier: Apache-2.0 */
/* The meanings of docs/units.md: what the host knows of a text, and what is read off
 * it. */
#include "reading/character.h"
#include "reading/levels.h"
#include "reading/records.h"

typedef struct plain {
    stet_ctx *ctx;
    const stet_doc *doc;
    const spec_how *how;
    spec_spans list;
} plain;

/* How a unit is found: `read`, given the numbers of its row. */
typedef struct unit_row {
    void (*read)(plain *it, const struct unit_row *row);
    bool in_markup;
    uint32_t what;
    uint32_t flags, not_flags; /* Of a block. */
    int host;                  /* The host's count of the same, + 1; 0: it has none. */
} unit_row;

static void add(plain *it, stet_span span)
{
    spec_spans_add(&it->list, span.start, span.end);
}

static void read_text(plain *it, const unit_row *row)
{
    (void)row;
    spec_spans_add(&it->list, 0, stet_text(it->ctx, it->doc).len);
}

/* Words of the kinds `what`, bits 1 << stet_word_kind. */
static void read_words(plain *it, const unit_row *row)
{
    stet_word_array words = stet_words(it->ctx, it->doc);

    for (size_t i = 0; i < words.count; i++)
        if (row->what >> words.items[i].kind & 1)
            add(it, words.items[i].span);
}

static void read_word_runs(plain *it, const unit_row *row)
{
    stet_str markup = stet_markup(it->ctx, it->doc);

    (void)row;
    python_split_word_runs(&it->list, markup, (stet_span){ 0, (uint32_t)markup.len });
}

static void read_chunks(plain *it, const unit_row *row)
{
    stet_str text = stet_text(it->ctx, it->doc);

    (void)row;
    python_split_chunks(&it->list, text, (stet_span){ 0, (uint32_t)text.len });
}

static void read_sentences(plain *it, const unit_row *row)
{
    stet_sentence_array sentences = stet_sentences(it->ctx, it->doc);

    (void)row;
    for (size_t i = 0; i < sentences.count; i++)
        add(it, sentences.items[i].span);
}

/* Blocks of the kinds `what`, bits, with all of `flags` and none of `not_flags`. */
static void read_blocks(plain *it, const unit_row *row)
{
    stet_block_array blocks = stet_blocks(it->ctx, it->doc);

    for (size_t i = 0; i < blocks.count; i++) {
        const stet_block *b = &blocks.items[i];
        if (b->kind < 32 && row->what >> b->kind & 1 &&
            (b->flags & row->flags) == row->flags && (b->flags & row->not_flags) == 0)
            add(it, b->span);
    }
}

/* As read_blocks(), but a paragraph without text is none. */
static void read_paragraphs(plain *it, const unit_row *row)
{
    stet_block_array blocks = stet_blocks(it->ctx, it->doc);

    for (size_t i = 0; i < blocks.count; i++) {
        const stet_block *b = &blocks.items[i];
        if (b->kind < 32 && row->what >> b->kind & 1 && b->span.start < b->span.end)
            add(it, b->span);
    }
}

/* The other cells of a table have the first for a parent; that one may have an item. */
static void read_tables(plain *it, const unit_row *row)
{
    stet_block_array blocks = stet_blocks(it->ctx, it->doc);

    (void)row;
    for (size_t i = 0; i < blocks.count; i++) {
        const stet_block *b = &blocks.items[i];
        if (b->kind == STET_BLOCK_CELL &&
            (b->parent == STET_BLOCK_NONE ||
             blocks.items[b->parent].kind != STET_BLOCK_CELL))
            add(it, b->span);
    }
}

/* A heading with all that stands under it, up to the next heading. */
static void read_sections(plain *it, const unit_row *row)
{
    stet_block_array blocks = stet_blocks(it->ctx, it->doc);
    bool open = false;
    stet_span section = { 0, 0 };

    (void)row;
    for (size_t i = 0; i < blocks.count; i++) {
        const stet_block *b = &blocks.items[i];
        if (b->kind == STET_BLOCK_HEADING) {
            if (open)
                add(it, section);
            open = true;
            section = b->span;
        }
        section.end = b->span.end;
    }
    if (open)
        add(it, section);
}

static void read_inlines(plain *it, const unit_row *row)
{
    stet_inline_array inlines = stet_inlines(it->ctx, it->doc);

    for (size_t i = 0; i < inlines.count; i++)
        if (inlines.items[i].kind == row->what)
            add(it, inlines.items[i].span);
}

/* Emphasis of either kind; what is inside another is the same highlight. */
static void read_highlights(plain *it, const unit_row *row)
{
    stet_inline_array inlines = stet_inlines(it->ctx, it->doc);
    stet_str text = stet_text(it->ctx, it->doc);
    uint32_t end = 0;

    (void)row;
    for (size_t i = 0; i < inlines.count; i++) {
        const stet_inline *in = &inlines.items[i];
        if ((in->kind != STET_INLINE_EMPHASIS && in->kind != STET_INLINE_STRONG) ||
            in->span.start < end || spec_is_blank(text, in->span))
            continue;
        add(it, in->span);
        end = in->span.end;
    }
}

static void read_lines(plain *it, const unit_row *row)
{
    stet_str markup = stet_markup(it->ctx, it->doc);
    stet_line_array lines = stet_lines(it->ctx, it->doc);

    (void)row;
    for (size_t i = 0; i < lines.count; i++)
        if (!spec_is_blank(markup, lines.items[i].span))
            add(it, lines.items[i].span);
}

static bool is_separator(const plain *it, stet_str markup, const stet_line *line)
{
    stet_str separator = it->how->separator;

    if (separator.len == 0)
        return line->kind == STET_LINE_RULE;
    stet_str text = stet_slice(markup, spec_trim_span(markup, line->span));
    return text.len == separator.len &&
           memcmp(text.ptr, separator.ptr, separator.len) == 0;
}

/* What stands between lines that are separators; none at the start or the end. */
static void read_parts(plain *it, const unit_row *row)
{
    stet_str markup = stet_markup(it->ctx, it->doc);
    stet_line_array lines = stet_lines(it->ctx, it->doc);
    stet_span part = { 0, 0 };

    (void)row;
    for (size_t i = 0; i < lines.count; i++) {
        if (!is_separator(it, markup, &lines.items[i]))
            continue;
        part.end = lines.items[i].span.start;
        if (it->list.count > 0 || !spec_is_blank(markup, part))
            add(it, spec_trim_span(markup, part));
        part.start = lines.items[i].span.end;
    }
    part.end = (uint32_t)markup.len;
    if (!spec_is_blank(markup, part))
        add(it, spec_trim_span(markup, part));
}

static void read_characters(plain *it, const unit_row *row)
{
    stet_str text = stet_text(it->ctx, it->doc);

    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = python_next(text, &at);
        uint32_t class = row->what ? stet_char_class(it->ctx, c) : 0;
        if (!row->what || (class & row->what && !(class & STET_CLASS_MARK)))
            spec_spans_add(&it->list, start, at);
    }
}

static void read_bytes(plain *it, const unit_row *row)
{
    size_t len = stet_text(it->ctx, it->doc).len;

    (void)row;
    for (size_t at = 0; at < len; at++)
        spec_spans_add(&it->list, at, at + 1);
}

/* Where the bracket that opens before `at` closes on the same line, no bracket between
   them; 0: it does not. */
static size_t bracket_end(stet_str text, size_t at, size_t end)
{
    bool letter = false;

    for (; at < end && text.ptr[at] != '\n' && text.ptr[at] != '['; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (c == ']')
            return letter ? at + 1 : 0;
        letter = letter || c >= 0x80 || (unsigned)((c | 0x20) - 'a') < 26;
    }
    return 0;
}

/* [name]: brackets that hold a letter, in prose. Links, check boxes and the marks of
   footnotes are none. */
static void read_placeholders(plain *it, const unit_row *row)
{
    stet_block_array blocks = stet_blocks(it->ctx, it->doc);
    stet_str text = stet_text(it->ctx, it->doc);

    (void)row;
    for (size_t b = 0; b < blocks.count; b++) {
        stet_span span = blocks.items[b].span;
        if (blocks.items[b].kind == STET_BLOCK_CODE ||
            blocks.items[b].kind == STET_BLOCK_MARKUP)
            continue;
        for (size_t at = span.start; at < span.end; at++) {
            const char *open = memchr(text.ptr + at, '[', span.end - at);
            if (!open)
                break;
            at = (size_t)(open - text.ptr);
            size_t end = at + 1 < span.end && text.ptr[at + 1] != '^'
                             ? bracket_end(text, at + 1, span.end)
                             : 0;
            if (end > 0)
                spec_spans_add(&it->list, at, end);
        }
    }
}

/* <<a title>>, in the markup: Markdown takes some of them for HTML. */
static void read_titles(plain *it, const unit_row *row)
{
    stet_str markup = stet_markup(it->ctx, it->doc);

    (void)row;
    for (size_t at = 0; at + 1 < markup.len; at++) {
        if (markup.ptr[at] != '<' || markup.ptr[at + 1] != '<')
            continue;
        size_t start = at + 2;
        size_t end = start;
        while (end < markup.len && !strchr("<>\n", markup.ptr[end]))
            end++;
        stet_span inside = { (uint32_t)start, (uint32_t)end };
        if (end + 1 < markup.len && markup.ptr[end] == '>' &&
            markup.ptr[end + 1] == '>' && !spec_is_blank(markup, inside))
            spec_spans_add(&it->list, at, end + 2);
        at = end > start ? end - 1 : at;
    }
}

/* Characters below U+1F000 that are shown as emoji without asking for it: the property
   Emoji_Presentation of Unicode. */
static const uint16_t emoji_ranges[][2] = {
    { 0x231A, 0x231B }, { 0x23E9, 0x23EC }, { 0x23F0, 0x23F0 }, { 0x23F3, 0x23F3 },
    { 0x25FD, 0x25FE }, { 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x267F, 0x267F },
    { 0x2693, 0x2693 }, { 0x26A1, 0x26A1 }, { 0x26AA, 0x26AB }, { 0x26BD, 0x26BE },
    { 0x26C4, 0x26C5 }, { 0x26CE, 0x26CE }, { 0x26D4, 0x26D4 }, { 0x26EA, 0x26EA },
    { 0x26F2, 0x26F3 }, { 0x26F5, 0x26F5 }, { 0x26FA, 0x26FA }, { 0x26FD, 0x26FD },
    { 0x2705, 0x2705 }, { 0x270A, 0x270B }, { 0x2728, 0x2728 }, { 0x274C, 0x274C },
    { 0x274E, 0x274E }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 }, { 0x2795, 0x2797 },
    { 0x27B0, 0x27B0 }, { 0x27BF, 0x27BF }, { 0x2B1B, 0x2B1C }, { 0x2B50, 0x2B50 },
    { 0x2B55, 0x2B55 },
};

static bool is_emoji(stet_str symbol)
{
    size_t at = 0;
    uint32_t c = python_next(symbol, &at);

    for (size_t i = 0; i < STET_LEN(emoji_ranges); i++)
        if (c >= emoji_ranges[i][0] && c <= emoji_ranges[i][1])
            return true;
    if (c >= 0x1F000)
        return c <= 0x1FAFF;
    /* Others when U+FE0F behind them asks for it. */
    while (at < symbol.len)
        if (python_next(symbol, &at) == 0xFE0F)
            return true;
    return false;
}

/* Whether emoji may stand in the text: as themselves or as an entity. */
static bool may_have_emoji(const plain *it)
{
    stet_str markup = stet_markup(it->ctx, it->doc);

    return stet_chars(it->ctx, it->doc) & STET_CHARS_NON_ASCII ||
           memchr(markup.ptr, '&', markup.len);
}

static void read_emoji(plain *it, const unit_row *row)
{
    stet_word_array words = stet_words(it->ctx, it->doc);
    stet_str text = stet_text(it->ctx, it->doc);

    (void)row;
    if (!may_have_emoji(it))
        return;
    for (size_t i = 0; i < words.count; i++)
        if (words.items[i].kind == STET_WORD_SYMBOL &&
            is_emoji(stet_slice(text, words.items[i].span)))
            add(it, words.items[i].span);
}

/* Whether a sentence ends with a run of emphasis that begins inside it, with a capital:
 *Jeopardy!* */
static bool ends_in_emphasis(const plain *it, stet_str text,
                             const stet_sentence *sentence)
{
    stet_inline_array inlines = stet_inlines(it->ctx, it->doc);
    size_t first = 0, behind = inlines.count;

    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        if (inlines.items[middle].span.start <= sentence->span.start)
            first = middle + 1;
        else
            behind = middle;
    }
    for (size_t i = first; i < inlines.count; i++) {
        const stet_inline *item = &inlines.items[i];
        if (item->span.start >= sentence->span.end)
            break;
        if (item->kind == STET_INLINE_EMPHASIS && item->span.end == sentence->span.end)
            return (unsigned)(text.ptr[item->span.start] - 'A') < 26;
    }
    return false;
}

static bool ends_in_mark(const plain *it, stet_str text, const stet_sentence *sentence,
                         uint32_t mark)
{
    stet_str letters = stet_slice(text, sentence->span);

    return (uint32_t)spec_last_mark(letters) == mark &&
           !(mark == '!' &&
             (spec_ends_in_name(letters) || ends_in_emphasis(it, text, sentence)));
}

/* Sentences that end in the mark `what`; one that ends in code or an address does not.
 */
static void read_ends(plain *it, const unit_row *row)
{
    const stet_word *words = stet_words(it->ctx, it->doc).items;
    stet_sentence_array sentences = stet_sentences(it->ctx, it->doc);
    stet_str text = stet_text(it->ctx, it->doc);

    for (size_t i = 0; i < sentences.count; i++) {
        const stet_sentence *sentence = &sentences.items[i];
        if (!ends_in_mark(it, text, sentence, row->what))
            continue;
        bool code = sentence->n_words > 0 &&
                    words[sentence->first_word + sentence->n_words - 1].kind ==
                        STET_WORD_OPAQUE;
        if (!code)
            add(it, sentence->span);
    }
}

/* How deep brackets are nested, or quotations. */
static void read_levels(plain *it, const unit_row *row)
{
    stet_str text = stet_text(it->ctx, it->doc);

    if (row->what)
        spec_quote_levels(&it->list, text);
    else
        spec_bracket_levels(&it->list, text);
}

static void read_records(plain *it, const unit_row *row)
{
    (void)row;
    spec_split_records(&it->list, it->doc);
}

#define KIND(kind) (UINT32_C(1) << (kind))
#define WORD_KINDS \
    (KIND(STET_WORD_PLAIN) | KIND(STET_WORD_NUMBER) | KIND(STET_WORD_OPAQUE))
#define HOST(unit) .host = (unit) + 1

/* clang-format off */
static const unit_row rows[SPEC_UNITS] = {
    [SPEC_TEXT] = { .read = read_text },
    [SPEC_WORDS] = { .read = read_words, .what = WORD_KINDS, HOST(STET_COUNT_WORDS) },
    [SPEC_WORD_RUNS] = { .read = read_word_runs, .in_markup = true, HOST(STET_COUNT_WORD_RUNS) },
    [SPEC_CHUNKS] = { .read = read_chunks },
    [SPEC_SENTENCES] = { .read = read_sentences, HOST(STET_COUNT_SENTENCES) },
    [SPEC_PARAGRAPHS] = { .read = read_paragraphs, HOST(STET_COUNT_PARAGRAPHS),
                          .what = KIND(STET_BLOCK_PARAGRAPH) | KIND(STET_BLOCK_QUOTE) },
    [SPEC_LINES] = { .read = read_lines, .in_markup = true, HOST(STET_COUNT_LINES) },
    [SPEC_PARTS] = { .read = read_parts, .in_markup = true },
    [SPEC_CHARACTERS] = { .read = read_characters, HOST(STET_COUNT_CHARACTERS) },
    [SPEC_LETTERS] = { .read = read_characters, .what = STET_CLASS_LETTER, HOST(STET_COUNT_LETTERS) },
    [SPEC_BYTES] = { .read = read_bytes, HOST(STET_COUNT_BYTES) },
    [SPEC_ITEMS] = { .read = read_blocks, .what = KIND(STET_BLOCK_ITEM) },
    [SPEC_BULLETS] = { .read = read_blocks, .what = KIND(STET_BLOCK_ITEM), .not_flags = STET_BLOCK_ORDERED },
    [SPEC_NUMBERED_ITEMS] = { .read = read_blocks, .what = KIND(STET_BLOCK_ITEM), .flags = STET_BLOCK_ORDERED },
    [SPEC_TASKS] = { .read = read_blocks, .what = KIND(STET_BLOCK_ITEM), .flags = STET_BLOCK_TASK },
    [SPEC_HEADINGS] = { .read = read_blocks, .what = KIND(STET_BLOCK_HEADING) },
    [SPEC_SECTIONS] = { .read = read_sections },
    [SPEC_QUOTES] = { .read = read_blocks, .what = KIND(STET_BLOCK_QUOTE) },
    [SPEC_CODE_BLOCKS] = { .read = read_blocks, .what = KIND(STET_BLOCK_CODE) },
    [SPEC_TABLES] = { .read = read_tables },
    [SPEC_LINKS] = { .read = read_inlines, .what = STET_INLINE_LINK },
    [SPEC_IMAGES] = { .read = read_inlines, .what = STET_INLINE_IMAGE },
    [SPEC_CODE_SPANS] = { .read = read_inlines, .what = STET_INLINE_CODE },
    [SPEC_BOLD] = { .read = read_inlines, .what = STET_INLINE_STRONG },
    [SPEC_ITALIC] = { .read = read_inlines, .what = STET_INLINE_EMPHASIS },
    [SPEC_HIGHLIGHTS] = { .read = read_highlights },
    [SPEC_PLACEHOLDERS] = { .read = read_placeholders },
    [SPEC_TITLES] = { .read = read_titles, .in_markup = true },
    [SPEC_NUMBERS] = { .read = read_words, .what = KIND(STET_WORD_NUMBER) },
    [SPEC_EMOJI] = { .read = read_emoji },
    [SPEC_STATEMENTS] = { .read = read_ends, .what = '.' },
    [SPEC_QUESTIONS] = { .read = read_ends, .what = '?' },
    [SPEC_EXCLAMATIONS] = { .read = read_ends, .what = '!' },
    [SPEC_BRACKET_LEVELS] = { .read = read_levels },
    [SPEC_RECORDS] = { .read = read_records, .in_markup = true },
    [SPEC_QUOTE_LEVELS] = { .read = read_levels, .what = '"' },
};
/* clang-format on */

bool spec_plain_has(int unit)
{
    return rows[unit].read != NULL;
}

spec_reading spec_plain_read(stet_ctx *ctx, const stet_doc *doc, spec_how how)
{
    const unit_row *row = &rows[how.unit];
    plain it = { .ctx = ctx, .doc = doc, .how = &how, .list = { .ctx = ctx } };

    row->read(&it, row);
    return (spec_reading){ row->in_markup ? stet_markup(ctx, doc) : stet_text(ctx, doc),
                           row->in_markup, it.list.items, it.list.count };
}

uint64_t spec_plain_amount(stet_ctx *ctx, const stet_doc *doc, spec_how how)
{
    const unit_row *row = &rows[how.unit];

    if (row->host > 0)
        return stet_count(ctx, doc, (stet_count_unit)(row->host - 1));
    spec_reading all = spec_plain_read(ctx, doc, how);
    if (how.unit != SPEC_PARTS && how.unit != SPEC_TEXT)
        return all.count;
    uint64_t amount = 0;
    for (size_t i = 0; i < all.count; i++)
        amount += !spec_is_blank(all.text, all.items[i]);
    return amount;
}
