/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

typedef struct truncated_options {
    int64_t min_words;
} truncated_options;

static const stet_param params[] = {
    STET_INT(truncated_options, min_words, .more = STET_LOOSER, .preset = "40",
             .min = 0, .max = 1e9,
             .doc =
                 "Texts of fewer words are not judged: a label, a title or a line of "
                 "dialogue may end as it likes."),
};

enum { MESSAGE_CUT, MESSAGE_MARK, MESSAGE_OPEN };
static const stet_message messages[] = {
    [MESSAGE_CUT] = { "cut", "the text breaks off after “{match}”" },
    [MESSAGE_MARK] = { "mark", "the text ends in “{match}”" },
    [MESSAGE_OPEN] = { "open", "the text ends with “{match}” and no full stop; see "
                               "whether it was cut off" },
};

/* Words after which an English sentence cannot end. Words that a sentence may end in
   after all ("in", "on", "to", "that", "what it is for") are not here. */
static const char *const unfinished[] = {
    "a",    "an",   "and",  "although", "because", "between", "during", "every",
    "from", "if",   "into", "its",      "my",      "nor",     "of",     "or",
    "our",  "such", "than", "the",      "their",   "unless",  "until",  "upon",
    "very", "was",  "were", "whereas",  "whether", "while",   "whose",  "your",
};

/* Words that alone behind a full stop are the first of a sentence that was cut off. */
static const char *const openers[] = {
    "a",  "additionally", "also", "an", "and",     "as",    "at",        "but",  "by",
    "he", "finally",      "for",  "he", "however", "i",     "if",        "in",   "it",
    "my", "of",           "on",   "so", "the",     "these", "therefore", "they", "this",
    "to", "we",           "when", "if", "with",    "you",   "your",
};

/* What a request to a writer begins with: it often has no full stop. */
static const char *const requests[] = {
    "can",  "correct", "could",     "create", "describe",  "explain", "generate",
    "give", "include", "list",      "make",   "please",    "provide", "rewrite",
    "show", "suggest", "summarize", "tell",   "translate", "write",
};

/* Who writes so leaves the last full stop out, too. */
static const char *const careless[] = {
    "dont", "i", "im", "ive", "plz", "thx", "u", "ur",
};

static bool is_in(stet_str word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(list[i]) == word.len && memcmp(list[i], word.ptr, word.len) == 0)
            return true;
    return false;
}

/* The text's last block and its last line, in words. */
typedef struct ending {
    const stet_doc *doc;
    stet_str text;
    const stet_block *blocks;
    const stet_word *words;
    uint32_t block;
    uint32_t first; /* Word at which the last line begins. */
    uint32_t last;  /* The last word. */
} ending;

/* Whether a text ends in a mark that ends a sentence or announces something, with
   quotes, brackets and stars behind it. */
static bool is_ended(stet_str text)
{
    while (text.len > 0 && (strchr(" )\"'*_", text.ptr[text.len - 1]) ||
                            (unsigned char)text.ptr[text.len - 1] >= 0x80)) {
        /* … ends a sentence too; of other characters only curly quotes can follow. */
        if (text.len >= 3 && memcmp(text.ptr + text.len - 3, "\xE2\x80\xA6", 3) == 0)
            return true;
        text.len--;
    }
    return text.len > 0 && strchr(".!?:", text.ptr[text.len - 1]) != NULL;
}

/* The last block, when it is a paragraph or an item. Tables, code, headings and
   quotations end as they like. */
static bool find_ending(stet_ctx *ctx, const stet_doc *doc, ending *out)
{
    /* Blocks know their words once there are words. */
    stet_word_array words = stet_words(ctx, doc);
    stet_block_array blocks = stet_blocks(ctx, doc);

    if (blocks.count == 0)
        return false;
    const stet_block *last = &blocks.items[blocks.count - 1];
    if ((last->kind != STET_BLOCK_PARAGRAPH && last->kind != STET_BLOCK_ITEM) ||
        last->n_words < 2)
        return false;
    *out = (ending){ .doc = doc,
                     .text = stet_text(ctx, doc),
                     .blocks = blocks.items,
                     .words = words.items,
                     .block = (uint32_t)blocks.count - 1,
                     .last = last->first_word + last->n_words - 1 };
    return true;
}

/* Finds where the last line of the markup begins; in the text its break is a space. */
static void find_line(stet_ctx *ctx, ending *e)
{
    stet_str markup = stet_markup(ctx, e->doc);
    uint32_t line = stet_to_markup(ctx, e->doc, e->words[e->last].span).start;
    uint32_t first_word = e->blocks[e->block].first_word;

    while (line > 0 && markup.ptr[line - 1] != '\n')
        line--;
    e->first = e->last;
    while (e->first > first_word &&
           stet_to_markup(ctx, e->doc, e->words[e->first - 1].span).start >= line)
        e->first--;
}

static bool is_emphasised(stet_ctx *ctx, const ending *e)
{
    stet_inline_array inlines = stet_inlines(ctx, e->doc);
    uint32_t end = e->words[e->last].span.end;

    for (size_t i = inlines.count; i > 0 && inlines.count - i < 4; i--)
        if (inlines.items[i - 1].span.end == end)
            return true;
    return false;
}

/* The first word of the last sentence, where the words of its line before it hold the
   end of another one: prose, not a title or a line of an outline. 0: they do not. */
static uint32_t find_sentence(stet_ctx *ctx, const ending *e)
{
    for (uint32_t i = e->last; i > e->first + 3; i--) {
        stet_str mark = stet_form(ctx, e->words[i - 1].form)->text;
        if (e->words[i - 1].kind == STET_WORD_PUNCTUATION && mark.len == 1 &&
            strchr(".!?", mark.ptr[0]) &&
            e->words[i].flags & (STET_WORD_SPACED | STET_WORD_BROKEN))
            return i;
    }
    return 0;
}

/* Whether a sentence begins as those do whose writers leave the full stop out, too:
   with a small letter, or with a request. */
static bool is_casual(stet_ctx *ctx, const ending *e, uint32_t word)
{
    const stet_form_info *form = stet_form(ctx, e->words[word].form);
    stet_str lower = stet_form(ctx, form->lower)->text;

    return form->shape & STET_SHAPE_LOWER || is_in(lower, requests, STET_LEN(requests));
}

/* Whether the text is written as messages to friends are. */
static bool is_careless(stet_ctx *ctx, const ending *e)
{
    for (uint32_t i = 0; i < e->last; i++)
        if (e->words[i].kind == STET_WORD_PLAIN &&
            is_in(stet_form(ctx, e->words[i].form)->text, careless, STET_LEN(careless)))
            return true;
    return false;
}

/* Whether blocks like the last one, three of them or more, all end in full stops. */
static bool are_others_ended(const ending *e)
{
    const stet_block *last = &e->blocks[e->block];
    uint32_t n = 0;

    for (uint32_t b = e->block; b > 0; b--) {
        const stet_block *block = &e->blocks[b - 1];
        if (block->kind != last->kind || block->level != last->level) {
            if (last->kind == STET_BLOCK_ITEM && block->parent == STET_BLOCK_NONE)
                break;
            continue;
        }
        if (!is_ended(stet_slice(e->text, block->span)))
            return false;
        n++;
        if (last->flags & STET_BLOCK_ORDERED && block->flags & STET_BLOCK_FIRST)
            break;
    }
    return n >= 3;
}

/* "C. Share your own stories": a line of an outline. */
static bool is_lettered(stet_ctx *ctx, const ending *e)
{
    stet_str text = stet_form(ctx, e->words[e->first].form)->text;
    uint32_t behind = e->words[e->first].span.end;

    return text.len <= 2 && behind < e->text.len && strchr(".)", e->text.ptr[behind]);
}

/* Whether the last line goes on with prose: the line before it ends in a full stop, or
   breaks inside a sentence. Verses and outlines do neither. */
static bool goes_on(stet_ctx *ctx, const ending *e)
{
    uint32_t first_word = e->blocks[e->block].first_word;
    stet_span before = { e->blocks[e->block].span.start,
                         e->words[e->first].span.start };

    if (e->first == first_word)
        return true;
    return is_ended(stet_slice(e->text, before)) ||
           stet_form(ctx, e->words[e->first].form)->shape & STET_SHAPE_LOWER;
}

/* A last line of prose without an end: one that is written in sentences, or whose like
   all have one. */
static bool is_cut(stet_ctx *ctx, const ending *e)
{
    const stet_word *last = &e->words[e->last];
    const stet_form_info *form = stet_form(ctx, last->form);
    bool tag = last->span.start > 0 && e->text.ptr[last->span.start - 1] == '#';

    if (!(form->shape & STET_SHAPE_LOWER) || e->last - e->first < 8 || tag ||
        memchr(form->text.ptr, '.', form->text.len) || is_lettered(ctx, e) ||
        !goes_on(ctx, e))
        return false;
    if (are_others_ended(e))
        return true;
    uint32_t sentence = find_sentence(ctx, e);
    return e->blocks[e->block].kind == STET_BLOCK_PARAGRAPH && sentence > 0 &&
           !is_casual(ctx, e, sentence) && !is_careless(ctx, e);
}

/* A last word that cannot be one: "and the", "such as", ". In". */
static bool is_broken(stet_ctx *ctx, const ending *e)
{
    const stet_word *last = &e->words[e->last], *before = last - 1;
    const stet_form_info *form = stet_form(ctx, last->form);
    stet_str previous = stet_form(ctx, before->form)->text;
    stet_str lower = stet_form(ctx, form->lower)->text;
    bool listed = before->kind != STET_WORD_PLAIN && before->kind != STET_WORD_CLITIC &&
                  before->kind != STET_WORD_NUMBER;

    if (form->shape & STET_SHAPE_CAPITAL || lower.ptr[0] == 'I')
        return previous.len == 1 && strchr(".!?", previous.ptr[0]) &&
               !(last->flags & STET_WORD_BROKEN) &&
               is_in(lower, openers, STET_LEN(openers));
    if (listed || !(form->shape & STET_SHAPE_LOWER) || e->last - e->first < 4)
        return false;
    if (lower.len == 2 && memcmp(lower.ptr, "as", 2) == 0)
        return previous.len == 4 && memcmp(previous.ptr, "such", 4) == 0;
    return is_in(lower, unfinished, STET_LEN(unfinished));
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const truncated_options *o = check;
    ending e;

    (void)state;
    if (!find_ending(ctx, unit->doc, &e) ||
        stet_words(ctx, unit->doc).count < (uint64_t)o->min_words)
        return STET_OK;
    const stet_word *last = &e.words[e.last];
    stet_str form = stet_form(ctx, last->form)->text;
    /* A semicolon that stands alone ends a command, not half a sentence. */
    bool alone =
        form.ptr[0] == ';' && last->flags & (STET_WORD_SPACED | STET_WORD_BROKEN);
    bool mark = last->kind == STET_WORD_PUNCTUATION && form.len == 1 &&
                strchr(",;([", form.ptr[0]) && !alone;
    bool broken = false, open = false;

    if (last->kind == STET_WORD_PLAIN && !is_emphasised(ctx, &e)) {
        find_line(ctx, &e);
        broken = is_broken(ctx, &e);
        open = !broken && is_cut(ctx, &e);
    }
    uint32_t message = mark ? MESSAGE_MARK : broken ? MESSAGE_CUT : MESSAGE_OPEN;
    if (mark || broken || open)
        stet_report(ctx, &(stet_finding){ .message = message, .span = last->span });
    return STET_OK;
}

const stet_check_type structure_truncated = {
    .name = "truncated",
    .summary = "The text breaks off",
    .doc =
        "A text is cut off when its last line of prose ends in a comma, in a word that "
        "cannot end a sentence (“and”, “the”, “such as”), or without a full stop "
        "though the line before it in the same paragraph, or all paragraphs or items "
        "like it, have theirs. Titles, verses, outlines, signatures, tags, tables and "
        "code may end as they like, and so may requests (“Rewrite it as a story”), as "
        "a quarter of good answers do.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(truncated_options, params),
    .run = run,
};
