/* SPDX-License-Identifier: Apache-2.0 */
/* The profile `ifbench`: the literal meaning of the reference code of "Generalizing
   Verifiable Instruction Following" (Pyatkin et al., 2025, arXiv:2507.02833), whose
   verdicts are published by it. Each function names the expression that it means. */
#include "reading/python.h"

#include "reading/character.h"
#include "reading/levels.h"

static void split_text(spec_spans *list, stet_str text, stet_span within,
                       const spec_how *how)
{
    (void)text, (void)how;
    spec_spans_add(list, within.start, within.end);
}

static void split_chunks(spec_spans *list, stet_str text, stet_span within,
                         const spec_how *how)
{
    (void)how;
    python_split_chunks(list, text, within);
}

/* value.translate(no punctuation).split(): chunks, without the marks at their ends;
   what is of marks only is blank. Marks inside are taken off where words are compared.
 */
static void split_words(spec_spans *list, stet_str text, stet_span within,
                        const spec_how *how)
{
    size_t first = list->count;

    (void)how;
    python_split_chunks(list, text, within);
    for (size_t i = first; i < list->count; i++)
        list->items[i] =
            python_strip_letters(text, list->items[i], SPEC_MARKS, true, true);
}

/* RegexpTokenizer(r"\w+") */
static void split_word_runs(spec_spans *list, stet_str text, stet_span within,
                            const spec_how *how)
{
    (void)how;
    python_split_word_runs(list, text, within);
}

/* word_tokenize(value), and word_tokenize(value.replace("/", " ")) with a separator. */
static void split_tokens(spec_spans *list, stet_str text, stet_span within,
                         const spec_how *how)
{
    stet_str part = stet_slice(text, within);
    size_t first = list->count;

    if (how->separator.len != 1 || part.len == 0) {
        python_split_tokens(list, text, within);
        return;
    }
    char *copy = stet_alloc(list->ctx, part.len);
    for (size_t i = 0; i < part.len; i++)
        copy[i] = (char)(part.ptr[i] == how->separator.ptr[0] ? ' ' : part.ptr[i]);
    python_split_tokens(list, (stet_str){ copy, part.len },
                        (stet_span){ 0, (uint32_t)part.len });
    for (size_t i = first; i < list->count; i++) {
        list->items[i].start += within.start;
        list->items[i].end += within.start;
    }
}

static void split_sentences(spec_spans *list, stet_str text, stet_span within,
                            const spec_how *how)
{
    (void)how;
    python_split_sentences(list, text, within);
}

/* Sentences of which sentence.endswith(mark) holds. */
static void split_ends(spec_spans *list, stet_str text, stet_span within, char mark)
{
    size_t first = list->count, kept = first;

    python_split_sentences(list, text, within);
    for (size_t i = first; i < list->count; i++) {
        stet_span span = list->items[i];
        if (span.end > span.start && text.ptr[span.end - 1] == mark)
            list->items[kept++] = span;
    }
    list->count = kept;
}

static void split_statements(spec_spans *list, stet_str text, stet_span within,
                             const spec_how *how)
{
    (void)how;
    split_ends(list, text, within, '.');
}

static void split_questions(spec_spans *list, stet_str text, stet_span within,
                            const spec_how *how)
{
    (void)how;
    split_ends(list, text, within, '?');
}

static void split_exclamations(spec_spans *list, stet_str text, stet_span within,
                               const spec_how *how)
{
    (void)how;
    split_ends(list, text, within, '!');
}

/* value.split(separator) */
static void split_parts(spec_spans *list, stet_str text, stet_span within,
                        const spec_how *how)
{
    python_split_at(list, text, within, how->separator);
}

/* value.split("\n"), the blank ones left out. */
static void split_paragraphs(spec_spans *list, stet_str text, stet_span within,
                             const spec_how *how)
{
    size_t first = list->count, kept = first;

    (void)how;
    python_split_at(list, text, within, (stet_str){ "\n", 1 });
    for (size_t i = first; i < list->count; i++)
        if (!python_is_blank(text, list->items[i]))
            list->items[kept++] = list->items[i];
    list->count = kept;
}

static bool is_same(stet_str text, stet_span a, stet_span b)
{
    return a.end - a.start == b.end - b.start &&
           (a.end == a.start ||
            memcmp(text.ptr + a.start, text.ptr + b.start, a.end - a.start) == 0);
}

/* for line in lines: if not line.strip(): lines.remove(line)
   A list from which its own loop takes out: behind a line that is taken out one is not
   looked at, and what is taken out is the first that is equal. `passed` are the blank
   lines that stay so; the first equal one is looked for among a bounded number. */
typedef struct stairs {
    spec_spans *list; /* The lines; those that were taken out are marked. */
    stet_str text;
    size_t *passed;
    size_t n_passed, first_passed;
} stairs;

enum { TAKEN_OUT = 1, MOST_LOOKED_AT = 64 };

static size_t first_equal(stairs *it, const bool *gone, size_t line)
{
    while (it->first_passed < it->n_passed && gone[it->passed[it->first_passed]])
        it->first_passed++;
    for (size_t i = it->first_passed;
         i < it->n_passed && i < it->first_passed + MOST_LOOKED_AT; i++) {
        size_t other = it->passed[i];
        if (!gone[other] &&
            is_same(it->text, it->list->items[other], it->list->items[line]))
            return other;
    }
    return line;
}

static void split_lines(spec_spans *list, stet_str text, stet_span within,
                        const spec_how *how)
{
    size_t first = list->count, kept = first;

    (void)how;
    python_split_at(list, text, within, (stet_str){ "\n", 1 });
    size_t n = list->count;
    stairs it = { .list = list, .text = text };
    it.passed = stet_alloc(list->ctx, (n + 1) * sizeof *it.passed);
    bool *gone = stet_alloc(list->ctx, n + 1);
    for (size_t i = first; i < n; i++) {
        if (!python_is_blank(text, list->items[i]))
            continue;
        gone[first_equal(&it, gone, i)] = TAKEN_OUT;
        if (!gone[i])
            it.passed[it.n_passed++] = i;
        /* The next is not looked at. */
        if (++i < n && python_is_blank(text, list->items[i]))
            it.passed[it.n_passed++] = i;
    }
    for (size_t i = first; i < n; i++)
        if (!gone[i])
            list->items[kept++] = list->items[i];
    list->count = kept;
}

/* re.findall(r"\d+", value.translate(no punctuation)): 3.14 is one, and so is 1-2. */
static void split_numbers(spec_spans *list, stet_str text, stet_span within,
                          const spec_how *how)
{
    size_t start = 0, end = 0;
    bool open = false;

    (void)how;
    for (size_t at = within.start; at < within.end;) {
        size_t before = at;
        uint32_t c = python_next(text, &at);
        if (python_is_digit(list->ctx, c)) {
            start = open ? start : before;
            end = at;
            open = true;
        } else if (open && !spec_is_mark(c)) {
            spec_spans_add(list, start, end);
            open = false;
        }
    }
    if (open)
        spec_spans_add(list, start, end);
}

const spec_profile spec_profile_ifbench = {
    .name = "ifbench",
    .split = {
        [SPEC_TEXT] = split_text,
        [SPEC_WORDS] = split_words,
        [SPEC_WORD_RUNS] = split_word_runs,
        [SPEC_TOKENS] = split_tokens,
        [SPEC_CHUNKS] = split_chunks,
        [SPEC_SENTENCES] = split_sentences,
        [SPEC_PARAGRAPHS] = split_paragraphs,
        [SPEC_LINES] = split_lines,
        [SPEC_PARTS] = split_parts,
        [SPEC_NUMBERS] = split_numbers,
        [SPEC_STATEMENTS] = split_statements,
        [SPEC_QUESTIONS] = split_questions,
        [SPEC_EXCLAMATIONS] = split_exclamations,
        [SPEC_BRACKET_LEVELS] = spec_bracket_levels_literally,
        [SPEC_QUOTE_LEVELS] = spec_quote_levels_literally,
    },
};
