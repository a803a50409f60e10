/* SPDX-License-Identifier: Apache-2.0 */
/* The profile `ifeval`: the literal meaning of the reference code of
   "Instruction-Following Evaluation for Large Language Models" (Zhou et al., 2023,
   arXiv:2311.07911), whose verdicts are published by it. Each function names the
   expression that it means. */
#include "reading/python.h"

static void split_text(spec_spans *list, stet_str text, stet_span within,
                       const spec_how *how)
{
    (void)text, (void)how;
    spec_spans_add(list, within.start, within.end);
}

static void split_words(spec_spans *list, stet_str text, stet_span within,
                        const spec_how *how)
{
    (void)how;
    python_split_word_runs(list, text, within);
}

static void split_tokens(spec_spans *list, stet_str text, stet_span within,
                         const spec_how *how)
{
    (void)how;
    python_split_tokens(list, text, within);
}

/* The word that a paragraph starts with: what white space ends, without quotation marks
   before it (single ones first) and without what follows its first . , ? ! ' or " */
static void split_chunks(spec_spans *list, stet_str text, stet_span within,
                         const spec_how *how)
{
    size_t first = list->count;

    (void)how;
    python_split_chunks(list, text, within);
    for (size_t i = first; i < list->count; i++) {
        stet_span *word = &list->items[i];
        *word = python_strip_letters(text, *word, "'", true, false);
        *word = python_strip_letters(text, *word, "\"", true, false);
        for (uint32_t at = word->start; at < word->end; at++)
            if (strchr(".,?!'\"", text.ptr[at]))
                word->end = at;
    }
}

static void split_sentences(spec_spans *list, stet_str text, stet_span within,
                            const spec_how *how)
{
    (void)how;
    python_split_sentences(list, text, within);
}

/* re.split(r"\n\n"): blank ones keep their places. */
static void split_paragraphs(spec_spans *list, stet_str text, stet_span within,
                             const spec_how *how)
{
    (void)how;
    python_split_at(list, text, within, (stet_str){ "\n\n", 2 });
}

/* re.split(r"\s?\*\*\*\s?") and split("******"), with the separator of the rule: a
   blank part at either end is none. */
static void split_parts(spec_spans *list, stet_str text, stet_span within,
                        const spec_how *how)
{
    size_t first = list->count;

    python_split_at(list, text, within, how->separator);
    if (python_is_blank(text, list->items[list->count - 1]))
        list->count--;
    if (list->count > first && python_is_blank(text, list->items[first])) {
        list->count--;
        for (size_t i = first; i < list->count; i++)
            list->items[i] = list->items[i + 1];
    }
}

static size_t line_end(stet_str text, size_t at, size_t end)
{
    const char *found = at < end ? memchr(text.ptr + at, '\n', end - at) : NULL;
    return found ? (size_t)(found - text.ptr) : end;
}

/* Where the next match of ^\s*MARK... ends that starts at or behind `*at`, a line's
   start; 0: there is none. `*at` becomes its start. For `*` another character that is
   no
   `*` must follow, a line feed if need be; then all up to the end of the line. */
static size_t next_bullet(stet_str text, size_t *at, size_t end, char mark)
{
    while (*at < end) {
        size_t first = *at;
        for (size_t next = first;
             next < end && python_is_space(python_next(text, &next));)
            first = next;
        size_t behind = first + 1;
        if (first < end && text.ptr[first] == mark) {
            if (mark == '-')
                return line_end(text, behind, end);
            if (behind < end && text.ptr[behind] != '*') {
                python_next(text, &behind);
                return line_end(text, behind, end);
            }
        }
        *at = line_end(text, first, end) + 1;
    }
    return 0;
}

/* The start of the line behind a match; a match may end where a line starts. */
static size_t next_line(stet_str text, size_t at, size_t start, size_t end)
{
    if (at > start && text.ptr[at - 1] == '\n')
        return at;
    return line_end(text, at, end) + 1;
}

/* ^\s*\*[^\*].*$ and ^\s*-.*$, each over all of the text, added up. */
static void split_bullets(spec_spans *list, stet_str text, stet_span within,
                          const spec_how *how)
{
    static const char marks[] = { '*', '-' };

    (void)how;
    for (size_t i = 0; i < STET_LEN(marks); i++) {
        size_t at = within.start;
        for (size_t found;
             (found = next_bullet(text, &at, within.end, marks[i])) > 0;) {
            spec_spans_add(list, at, found);
            at = next_line(text, found, within.start, within.end);
        }
    }
    spec_spans_sort(list);
}

/* \[.*?\] */
static void split_placeholders(spec_spans *list, stet_str text, stet_span within,
                               const spec_how *how)
{
    (void)how;
    for (size_t at = within.start; at < within.end; at++) {
        if (text.ptr[at] != '[')
            continue;
        size_t line = line_end(text, at, within.end);
        const char *found = memchr(text.ptr + at, ']', line - at);
        if (found) {
            spec_spans_add(list, at, (size_t)(found - text.ptr) + 1);
            at = (size_t)(found - text.ptr);
        } else {
            at = line;
        }
    }
}

/* How many stars stand at `at`, `most` at most. */
static size_t stars_at(stet_str text, size_t at, size_t end, size_t most)
{
    size_t n = 0;
    while (n < most && at + n < end && text.ptr[at + n] == '*')
        n++;
    return n;
}

/* STARS[^\n\*]*STARS that holds something: of one star, of two. */
static void add_highlights(spec_spans *list, stet_str text, stet_span within,
                           size_t stars)
{
    for (size_t at = within.start; at < within.end;) {
        if (stars_at(text, at, within.end, stars) < stars) {
            at++;
            continue;
        }
        size_t start = at + stars;
        size_t stop = start;
        while (stop < within.end && text.ptr[stop] != '*' && text.ptr[stop] != '\n')
            stop++;
        if (stars_at(text, stop, within.end, stars) < stars) {
            at++;
            continue;
        }
        if (!python_is_blank(text, (stet_span){ (uint32_t)start, (uint32_t)stop }))
            spec_spans_add(list, at, stop + stars);
        at = stop + stars;
    }
}

static void split_highlights(spec_spans *list, stet_str text, stet_span within,
                             const spec_how *how)
{
    (void)how;
    add_highlights(list, text, within, 1);
    add_highlights(list, text, within, 2);
    spec_spans_sort(list);
}

/* The last >> of text[from, to); 0: there is none. */
static size_t last_close(stet_str text, size_t from, size_t to)
{
    while (to >= from + 2) {
        if (text.ptr[to - 1] == '>' && text.ptr[to - 2] == '>')
            return to;
        to--;
    }
    return 0;
}

/* <<[^\n]+>>, from the first << of a line to its last >>, that holds something when all
   < before and all > behind are taken off. */
static void split_titles(spec_spans *list, stet_str text, stet_span within,
                         const spec_how *how)
{
    (void)how;
    for (size_t at = within.start; at + 1 < within.end; at++) {
        if (text.ptr[at] != '<' || text.ptr[at + 1] != '<')
            continue;
        size_t line = line_end(text, at, within.end);
        size_t end = last_close(text, at + 3, line);
        stet_span inside = { (uint32_t)at, (uint32_t)end };
        if (end > 0) {
            inside = python_strip_letters(text, inside, "<", true, false);
            inside = python_strip_letters(text, inside, ">", false, true);
            if (!python_is_blank(text, inside))
                spec_spans_add(list, at, end);
        }
        at = line;
    }
}

/* value.strip().strip('"'): what must end with a phrase to the letter. */
static stet_span ends(stet_str text)
{
    stet_span all = python_strip(text, (stet_span){ 0, (uint32_t)text.len });
    return python_strip_letters(text, all, "\"", true, true);
}

const spec_profile spec_profile_ifeval = {
    .name = "ifeval",
    .split = {
        [SPEC_TEXT] = split_text,
        [SPEC_WORDS] = split_words,
        [SPEC_WORD_RUNS] = split_words,
        [SPEC_TOKENS] = split_tokens,
        [SPEC_CHUNKS] = split_chunks,
        [SPEC_SENTENCES] = split_sentences,
        [SPEC_PARAGRAPHS] = split_paragraphs,
        [SPEC_PARTS] = split_parts,
        [SPEC_BULLETS] = split_bullets,
        [SPEC_HIGHLIGHTS] = split_highlights,
        [SPEC_PLACEHOLDERS] = split_placeholders,
        [SPEC_TITLES] = split_titles,
    },
    .ends = ends,
};
