/* SPDX-License-Identifier: Apache-2.0 */
#include "mending.h"

#include "articles.h"
#include "letters.h"
#include "phrasing.h"

#include <string.h>

static bool is_wordish(char c)
{
    return (c >= '0' && c <= '9') || phrasing_is_lower(c) || phrasing_is_upper(c) ||
           (unsigned char)c >= 0x80;
}

static char at_or_nul(stet_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

/* The length of a quotation mark or bracket that opens, ending before `at`. */
static size_t opener_before(stet_str text, size_t at)
{
    if (at > 0 && phrasing_is_one_of(text.ptr[at - 1], "\"'([*_"))
        return 1;
    if (at > 2 && memcmp(text.ptr + at - 3, "“", 3) == 0)
        return 3;
    return at > 2 && memcmp(text.ptr + at - 3, "‘", 3) == 0 ? 3 : 0;
}

static bool opens_sentence(stet_str text, size_t at)
{
    for (size_t n; (n = opener_before(text, at)) > 0;)
        at -= n;
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return at == 0 || phrasing_is_one_of(text.ptr[at - 1], "\n.!?");
}

static bool opens_clause(stet_str text, size_t at)
{
    if (opener_before(text, at) > 0)
        return true;
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return at == 0 || phrasing_is_one_of(text.ptr[at - 1], ";:");
}

/* "And in fact, it is": no comma stays behind an "and". */
static bool follows_conjunction(stet_str text, size_t at)
{
    static const char *const words[] = { "and", "but", "or", "so", "yet" };
    size_t end = at > 0 && text.ptr[at - 1] == ' ' ? at - 1 : 0;

    for (size_t i = 0; i < STET_LEN(words); i++) {
        size_t len = strlen(words[i]);
        if (end >= len && (text.ptr[end - len] | 0x20) == words[i][0] &&
            memcmp(text.ptr + end - len + 1, words[i] + 1, len - 1) == 0 &&
            (end == len || !is_wordish(text.ptr[end - len - 1])))
            return true;
    }
    return false;
}

/* Whether a blank of the text ends a line of the markup. */
static bool is_line_end(stet_ctx *ctx, const stet_doc *doc, size_t at)
{
    stet_span blank = { (uint32_t)at, (uint32_t)at + 1 };
    uint32_t there = stet_to_markup(ctx, doc, blank).start;
    return phrasing_is_one_of(at_or_nul(stet_markup(ctx, doc), there), "\r\n");
}

/* The span, with the brackets that hold nothing else. */
static stet_span with_brackets(stet_str text, stet_span span)
{
    while (span.start > 0 && text.ptr[span.start - 1] == '(' &&
           at_or_nul(text, span.end) == ')') {
        span.start--;
        span.end++;
    }
    return span;
}

/* Dashes that set a phrase off; a hyphen does with blanks around it. */
static const char *const dashes[] = { "—", "–", "--", "-" };

/* The length of the dash that begins at `at`, with the blanks before and behind it. */
static size_t dash_at(stet_str text, size_t at)
{
    size_t start = at, end;

    while (at_or_nul(text, start) == ' ')
        start++;
    for (size_t i = 0; i < STET_LEN(dashes); i++) {
        size_t len = strlen(dashes[i]);
        if (text.len - start < len || memcmp(text.ptr + start, dashes[i], len) != 0)
            continue;
        for (end = start + len; at_or_nul(text, end) == ' ';)
            end++;
        return len > 1 || (start > at && end > start + len) ? end - at : 0;
    }
    return 0;
}

/* The length of the dash that ends before `at`, with the blanks beside it. */
static size_t dash_before(stet_str text, size_t at)
{
    size_t longest = 0;

    for (size_t n = 1; n <= at && n < 8; n++)
        if (dash_at(text, at - n) == n)
            longest = n;
    return longest;
}

/* Takes the dashes around the phrase along: of a pair that it alone stands between a
   blank stays; one before it goes where the clause ends behind it. A dash that begins
   a line of speech stays. */
static bool cut_dashes(stet_str text, stet_span *span)
{
    size_t before = dash_before(text, span->start), behind = dash_at(text, span->end);
    size_t start = span->start - before;
    bool speech = before > 0 && (start == 0 || text.ptr[start - 1] == '\n');
    bool ends = phrasing_is_one_of(at_or_nul(text, span->end), ".!?;\n") ||
                span->end == text.len;

    if (before > 0 && !speech && (behind > 0 || ends))
        *span = (stet_span){ (uint32_t)start, (uint32_t)(span->end + behind) };
    else if (behind > 0 && (speech || opens_sentence(text, span->start)))
        span->end += (uint32_t)behind;
    else
        return false;
    return true;
}

/* Whether the words of the span stand at `at` again. */
static bool stands_again(stet_str text, stet_span span, size_t at)
{
    uint32_t len = span.end - span.start;

    if (text.len < at + len)
        return false;
    for (uint32_t i = 0; i < len; i++)
        if ((text.ptr[span.start + i] | 0x20) != (text.ptr[at + i] | 0x20))
            return false;
    return true;
}

/* Whether a comma and the same words again stand behind the span: "very, very". */
static bool is_repeated(stet_str text, stet_span span)
{
    return text.len > span.end + 1 && memcmp(text.ptr + span.end, ", ", 2) == 0 &&
           stands_again(text, span, span.end + 2);
}

/* The length of the stop that stands at `at`. */
static size_t stop_at(stet_str text, size_t at)
{
    static const char ellipsis[] = "…";

    if (phrasing_is_one_of(at_or_nul(text, at), ".!?"))
        return 1;
    bool is = text.len > at + 2 && memcmp(text.ptr + at, ellipsis, 3) == 0;
    return is ? 3 : 0;
}

/* What goes with the phrase: see the header. */
static stet_span cut_of(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_str text = stet_text(ctx, doc);
    bool opens = opens_sentence(text, span.start);
    char behind = at_or_nul(text, span.end);

    if (cut_dashes(text, &span))
        return span;
    bool comma_before = span.start > 1 && text.ptr[span.start - 1] == ' ' &&
                        text.ptr[span.start - 2] == ',';

    if (opens && stop_at(text, span.end) > 0) {
        for (size_t n; (n = stop_at(text, span.end)) > 0;)
            span.end += (uint32_t)n;
        span = with_brackets(text, span);
    } else if ((opens && phrasing_is_one_of(behind, ":;")) ||
               (behind == ',' && (opens || comma_before || is_repeated(text, span) ||
                                  opens_clause(text, span.start) ||
                                  follows_conjunction(text, span.start)))) {
        span.end++;
    } else if (!phrasing_is_one_of(behind, ".!?;:\n") && behind != '\0') {
        comma_before = false;
    }
    if (comma_before)
        span.start -= 2;
    else if (at_or_nul(text, span.end) == ' ' &&
             (span.start == 0 || text.ptr[span.start - 1] != ' ' ||
              is_line_end(ctx, doc, span.start - 1)))
        span.end++;
    else if (span.start > 0 && text.ptr[span.start - 1] == ' ')
        span.start--;
    return span;
}

/* Whether quotation marks would be left that hold nothing, or a stop or comma. */
static bool empties_quotation(stet_str text, stet_span cut)
{
    static const char *const marks[][2] = {
        { "\"", "\"" }, { "'", "'" }, { "“", "”" }, { "‘", "’" }
    };

    while (phrasing_is_one_of(at_or_nul(text, cut.end), ".,!?"))
        cut.end++;
    for (size_t i = 0; i < STET_LEN(marks); i++) {
        size_t before = strlen(marks[i][0]), behind = strlen(marks[i][1]);
        if (cut.start >= before && text.len - cut.end >= behind &&
            memcmp(text.ptr + cut.start - before, marks[i][0], before) == 0 &&
            memcmp(text.ptr + cut.end, marks[i][1], behind) == 0)
            return true;
    }
    return false;
}

/* Whether a word is written small on purpose: a name such as iPhone, code, an address.
 */
static bool is_fixed(stet_ctx *ctx, const stet_doc *doc, uint32_t at)
{
    stet_word_array words = stet_words(ctx, doc);

    if (words.count == 0)
        return false;
    const stet_word *word = &words.items[phrasing_word_at(words, at)];
    stet_str text = stet_text(ctx, doc);
    if (at_or_nul(text, word->span.end) == '.' &&
        phrasing_is_lower(at_or_nul(text, word->span.end + 1)))
        return true;
    return word->kind == STET_WORD_OPAQUE ||
           (stet_form(ctx, word->form)->shape & STET_SHAPE_MIXED) != 0;
}

/* What begins the sentence, or the words that somebody says, now gets the capital of
   what began it. */
static size_t mend_capital(stet_ctx *ctx, const stet_doc *doc, stet_span span,
                           uint32_t next, stet_edit *edit)
{
    stet_str text = stet_text(ctx, doc);
    bool latin = at_or_nul(text, next) == '\xC3' && next + 1 < text.len;
    bool small = latin ? (text.ptr[next + 1] & 0x20) != 0
                       : phrasing_is_lower(at_or_nul(text, next));

    if (!phrasing_is_upper(text.ptr[span.start]) || !small ||
        !(opens_sentence(text, span.start) || opener_before(text, span.start) > 0) ||
        is_fixed(ctx, doc, next))
        return 0;
    uint32_t len = latin ? 2 : 1;
    char *capital = stet_alloc(ctx, len);
    memcpy(capital, text.ptr + next, len);
    if (!phrasing_turn(capital, len))
        return 0;
    *edit = (stet_edit){ { next, next + len }, { capital, len } };
    return 1;
}

/* The index of the block that holds a place; their number when none begins before. */
static size_t block_at(stet_block_array blocks, uint32_t at)
{
    size_t low = 0, high = blocks.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (blocks.items[middle].span.start <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : blocks.count;
}

static bool covers(stet_span outer, stet_span inner)
{
    return outer.start <= inner.start && outer.end >= inner.end;
}

/* Whether a block would be left that holds nothing: an item, a cell, a heading. Of a
   paragraph nothing is left. */
static bool empties_block(stet_ctx *ctx, const stet_doc *doc, stet_span cut)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    size_t i = block_at(blocks, cut.start);

    return i < blocks.count && covers(cut, blocks.items[i].span) &&
           blocks.items[i].kind != STET_BLOCK_PARAGRAPH;
}

/* Whether words that dashes had parted would touch: "we go—of course—home". */
static bool joins_words(stet_str text, stet_span span, stet_span cut)
{
    return dash_before(text, span.start) > 0 && dash_at(text, span.end) > 0 &&
           cut.start > 0 && !phrasing_is_one_of(text.ptr[cut.start - 1], " \n") &&
           !phrasing_is_one_of(at_or_nul(text, cut.end), " \n") && cut.end < text.len;
}

/* Whether the span is a part of a compound: "very-old". */
static bool is_part(stet_str text, stet_span span)
{
    return (at_or_nul(text, span.end) == '-' &&
            is_wordish(at_or_nul(text, span.end + 1))) ||
           (span.start > 1 && text.ptr[span.start - 1] == '-' &&
            is_wordish(text.ptr[span.start - 2]));
}

/* Whether nothing but the text itself stands in the span's markup. A line end is a
   blank in the text, and what stands at the start of the next line goes with it. */
static bool is_bare(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_str text = stet_slice(stet_text(ctx, doc), span);
    stet_str markup = stet_slice(stet_markup(ctx, doc), stet_to_markup(ctx, doc, span));
    size_t at = 0;

    for (size_t i = 0; i < text.len; i++) {
        char wanted = text.ptr[i], there = at_or_nul(markup, at++);
        bool blank =
            phrasing_is_one_of(wanted, " \n") && phrasing_is_one_of(there, " \r\n");
        if (wanted != there && !blank)
            return false;
        bool broken = there == '\n';
        while (
            blank && !phrasing_is_one_of(at_or_nul(text, i + 1), " \n") &&
            phrasing_is_one_of(at_or_nul(markup, at), broken ? " \t\r\n>" : " \t\r\n"))
            broken = markup.ptr[at++] == '\n' || broken;
    }
    return at == markup.len;
}

/* Whether the line ends at `at` of the markup, and nothing or an empty line follows. */
static bool ends_paragraph(stet_str markup, size_t at)
{
    for (int lines = 0; lines < 2; lines++) {
        while (phrasing_is_one_of(at_or_nul(markup, at), " \t\r"))
            at++;
        if (at >= markup.len)
            return true;
        if (markup.ptr[at++] != '\n')
            return false;
    }
    return true;
}

/* A cut with the empty lines before the paragraph that goes as a whole, or behind it
   when it is the first; where nothing else stands there in the markup. */
static stet_span with_lines(stet_ctx *ctx, const stet_doc *doc, stet_span cut)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    size_t i = block_at(blocks, cut.start);
    stet_span wide = cut;

    if (i == blocks.count || !covers(cut, blocks.items[i].span))
        return cut;
    bool in_list = i > 0 && blocks.items[i - 1].kind == STET_BLOCK_ITEM;
    if (!in_list &&
        !ends_paragraph(stet_markup(ctx, doc), stet_to_markup(ctx, doc, cut).end))
        return cut;
    if (i > 0)
        wide.start = blocks.items[i - 1].span.end;
    else if (i + 1 < blocks.count)
        wide.end = blocks.items[i + 1].span.start;
    return is_bare(ctx, doc, wide) ? wide : cut;
}

/* Whether marks of emphasis or of a link stand around the span and around nothing else:
   they would be left without anything in them. */
static bool leaves_marks(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_str markup = stet_markup(ctx, doc);
    stet_span there = stet_to_markup(ctx, doc, span);
    char before = there.start > 0 ? markup.ptr[there.start - 1] : '\0';
    char behind = at_or_nul(markup, there.end);

    return (phrasing_is_one_of(before, "*_~") && before == behind) ||
           (before == '[' && behind == ']');
}

size_t mending_edits(stet_ctx *ctx, const stet_doc *doc, stet_span span, stet_str with,
                     stet_edit *edits)
{
    stet_str text = stet_text(ctx, doc);

    if (with.len > 0) {
        edits[0] = (stet_edit){ span, with };
        return 1 + articles_mend(text, span.start, span.start, with, edits + 1);
    }
    stet_span whole = with_brackets(text, span);
    stet_span cut = cut_of(ctx, doc, whole);
    uint32_t next = cut.end;
    if (is_part(text, whole) || empties_quotation(text, cut) ||
        empties_block(ctx, doc, cut) || !is_bare(ctx, doc, cut) ||
        leaves_marks(ctx, doc, cut))
        return 0;
    edits[0] = (stet_edit){ with_lines(ctx, doc, cut),
                            { " ", joins_words(text, whole, cut) } };
    while (at_or_nul(text, next) == ' ')
        next++;
    size_t n = 1 + mend_capital(ctx, doc, span, next, edits + 1);
    while (stands_again(text, span, next)) /* It goes, too. */
        for (next += span.end - span.start;
             phrasing_is_one_of(at_or_nul(text, next), ", ");)
            next++;
    stet_str rest = { text.ptr + next, text.len - next };
    return n + articles_mend(text, whole.start, span.start, rest, edits + n);
}
