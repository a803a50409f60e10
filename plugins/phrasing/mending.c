/* SPDX-License-Identifier: Apache-2.0 */
#include "mending.h"

#include "phrasing.h"

#include <string.h>

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static char at_or_nul(stet_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

/* ---- Articles ---- */

enum { SOUND_UNKNOWN, SOUND_VOWEL, SOUND_CONSONANT };

/* Beginnings whose sound is not that of their letter; the longest that fits counts. */
typedef struct sound_row {
    const char *beginning;
    int sound;
} sound_row;

static const sound_row sounds[] = {
    { "eu", SOUND_CONSONANT },    { "ewe", SOUND_CONSONANT },
    { "hour", SOUND_VOWEL },      { "honest", SOUND_VOWEL },
    { "honor", SOUND_VOWEL },     { "honour", SOUND_VOWEL },
    { "heir", SOUND_VOWEL },      { "herb", SOUND_UNKNOWN },
    { "histor", SOUND_UNKNOWN },  { "hotel", SOUND_UNKNOWN },
    { "once", SOUND_CONSONANT },  { "one", SOUND_CONSONANT },
    { "ubiq", SOUND_CONSONANT },  { "uni", SOUND_UNKNOWN },
    { "unic", SOUND_CONSONANT },  { "unif", SOUND_CONSONANT },
    { "unim", SOUND_VOWEL },      { "unin", SOUND_VOWEL },
    { "union", SOUND_CONSONANT }, { "uniq", SOUND_CONSONANT },
    { "unit", SOUND_CONSONANT },  { "univ", SOUND_CONSONANT },
    { "us", SOUND_CONSONANT },    { "usher", SOUND_VOWEL },
    { "util", SOUND_CONSONANT },
};

/* Of ordinary words in small letters, a capital at the front let pass. */
static int sound_of(stet_str word)
{
    const sound_row *best = NULL;
    char low[8] = "";
    size_t n = 0;

    while (n < word.len && n + 1 < sizeof low &&
           (is_lower(word.ptr[n]) || (n == 0 && is_upper(word.ptr[n])))) {
        low[n] = (char)(word.ptr[n] | 0x20);
        n++;
    }
    if (n < 2 || (n < word.len && is_upper(word.ptr[n])))
        return SOUND_UNKNOWN;
    for (size_t i = 0; i < STET_LEN(sounds); i++)
        if (strncmp(low, sounds[i].beginning, strlen(sounds[i].beginning)) == 0 &&
            (!best || strlen(sounds[i].beginning) > strlen(best->beginning)))
            best = &sounds[i];
    if (best)
        return best->sound;
    return is_one_of(low[0], "aeiou") ? SOUND_VOWEL : SOUND_CONSONANT;
}

/* Where the article that stands before `at`, with one blank between, begins; SIZE_MAX:
   there is none. */
static size_t article_before(stet_str text, size_t at)
{
    size_t start = at;

    if (start < 2 || text.ptr[start - 1] != ' ')
        return SIZE_MAX;
    start--;
    if ((text.ptr[start - 1] | 0x20) == 'n')
        start--;
    if (start == 0 || (text.ptr[start - 1] | 0x20) != 'a')
        return SIZE_MAX;
    start--;
    return start == 0 || is_one_of(text.ptr[start - 1], " \n\"'([-") ? start : SIZE_MAX;
}

/* Adds the edit of the article that stands before byte `before`, when it was right of
   what begins at `start` and is not right of what comes next now. */
static size_t mend_article(stet_str text, uint32_t before, uint32_t start,
                           stet_str next, stet_edit *edit)
{
    stet_str old = { text.ptr + start, text.len - start };
    size_t at = article_before(text, before);
    int was = sound_of(old), is = sound_of(next);

    if (at == SIZE_MAX || was == SOUND_UNKNOWN || is == SOUND_UNKNOWN || was == is)
        return 0;
    bool has_n = at_or_nul(text, at + 1) != ' ';
    if (has_n != (was == SOUND_VOWEL))
        return 0;
    uint32_t behind = (uint32_t)at + 1;
    *edit = has_n ? (stet_edit){ { behind, behind + 1 }, { "", 0 } }
                  : (stet_edit){ { behind, behind }, { "n", 1 } };
    return 1;
}

/* ---- Deletions ---- */

/* The length of a quotation mark or bracket that opens, ending before `at`. */
static size_t opener_before(stet_str text, size_t at)
{
    if (at > 0 && is_one_of(text.ptr[at - 1], "\"'([*_"))
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
    return at == 0 || is_one_of(text.ptr[at - 1], "\n.!?");
}

static bool opens_clause(stet_str text, size_t at)
{
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return at == 0 || is_one_of(text.ptr[at - 1], ";:");
}

/* "And in fact, it is": no comma stays behind the "And" of a sentence. */
static bool follows_conjunction(stet_str text, size_t at)
{
    static const char *const words[] = { "And", "But", "Or", "So", "Yet" };
    size_t end = at > 0 && text.ptr[at - 1] == ' ' ? at - 1 : 0;

    for (size_t i = 0; i < STET_LEN(words); i++) {
        size_t len = strlen(words[i]);
        if (end >= len && memcmp(text.ptr + end - len, words[i], len) == 0 &&
            opens_sentence(text, end - len))
            return true;
    }
    return false;
}

/* Whether a blank of the text ends a line of the markup. */
static bool is_line_end(stet_ctx *ctx, const stet_doc *doc, size_t at)
{
    stet_span blank = { (uint32_t)at, (uint32_t)at + 1 };
    uint32_t there = stet_to_markup(ctx, doc, blank).start;
    return is_one_of(at_or_nul(stet_markup(ctx, doc), there), "\r\n");
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

/* What goes with the phrase: see the header. */
static stet_span cut_of(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_str text = stet_text(ctx, doc);
    bool opens = opens_sentence(text, span.start);
    char behind = at_or_nul(text, span.end);
    bool comma_before = span.start > 1 && text.ptr[span.start - 1] == ' ' &&
                        text.ptr[span.start - 2] == ',';

    if (opens && is_one_of(behind, ".!?")) {
        while (is_one_of(at_or_nul(text, span.end), ".!?"))
            span.end++;
        span = with_brackets(text, span);
    } else if (behind == ',' &&
               (opens || comma_before || opens_clause(text, span.start) ||
                follows_conjunction(text, span.start))) {
        span.end++;
    } else if (!is_one_of(behind, ".!?;:\n") && behind != '\0') {
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

    while (is_one_of(at_or_nul(text, cut.end), ".,!?"))
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

/* What begins the sentence now gets the capital of what began it. */
static size_t mend_capital(stet_ctx *ctx, stet_str text, stet_span span, uint32_t next,
                           stet_edit *edit)
{
    bool latin = at_or_nul(text, next) == '\xC3' && next + 1 < text.len;
    bool small =
        latin ? (text.ptr[next + 1] & 0x20) != 0 : is_lower(at_or_nul(text, next));

    if (!is_upper(text.ptr[span.start]) || !opens_sentence(text, span.start) || !small)
        return 0;
    uint32_t len = latin ? 2 : 1;
    char *capital = stet_alloc(ctx, len);
    memcpy(capital, text.ptr + next, len);
    if (!phrasing_turn(capital, len))
        return 0;
    *edit = (stet_edit){ { next, next + len }, { capital, len } };
    return 1;
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
        bool blank = is_one_of(wanted, " \n") && is_one_of(there, " \r\n");
        if (wanted != there && !blank)
            return false;
        bool broken = there == '\n';
        while (blank && !is_one_of(at_or_nul(text, i + 1), " \n") &&
               is_one_of(at_or_nul(markup, at), broken ? " \t\r\n>" : " \t\r\n"))
            broken = markup.ptr[at++] == '\n' || broken;
    }
    return at == markup.len;
}

/* Whether marks of emphasis or of a link stand around the span and around nothing else:
   they would be left without anything in them. */
static bool leaves_marks(stet_ctx *ctx, const stet_doc *doc, stet_span span)
{
    stet_str markup = stet_markup(ctx, doc);
    stet_span there = stet_to_markup(ctx, doc, span);
    char before = there.start > 0 ? markup.ptr[there.start - 1] : '\0';
    char behind = at_or_nul(markup, there.end);

    return (is_one_of(before, "*_~") && before == behind) ||
           (before == '[' && behind == ']');
}

size_t mending_edits(stet_ctx *ctx, const stet_doc *doc, stet_span span, stet_str with,
                     stet_edit *edits)
{
    stet_str text = stet_text(ctx, doc);

    if (with.len > 0) {
        edits[0] = (stet_edit){ span, with };
        return 1 + mend_article(text, span.start, span.start, with, edits + 1);
    }
    stet_span whole = with_brackets(text, span);
    stet_span cut = cut_of(ctx, doc, whole);
    uint32_t next = cut.end;
    if (empties_quotation(text, cut) || !is_bare(ctx, doc, cut) ||
        leaves_marks(ctx, doc, cut))
        return 0;
    edits[0] = (stet_edit){ cut, { "", 0 } };
    while (at_or_nul(text, next) == ' ')
        next++;
    size_t n = 1 + mend_capital(ctx, text, span, next, edits + 1);
    stet_str rest = { text.ptr + next, text.len - next };
    return n + mend_article(text, whole.start, span.start, rest, edits + n);
}
