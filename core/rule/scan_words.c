/* SPDX-License-Identifier: Apache-2.0 */
/* Literals found by the words of a text.
 *
 * The words of most texts are wanted anyway, and each is the number of a form. So which
 * literals may stand around a word is worked out once a form, by looking for the
 * anchors of all literals in its letters, and a word that was met before costs one look
 * into a table. */
#include "rule/scan_p.h"

#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rule/literal.h"
#include "text/word.h"

#include <stdlib.h>

/** An anchor that stands in a form. */
typedef struct stet_scan_spot {
    uint32_t literal; /**< UINT32_MAX: the end of a list. */
    /** Where the anchor begins and ends in the form, */
    uint16_t start, end;
    /** and in the literal. */
    uint16_t offset, behind;
    /** What the copy shows beside the anchor where the literal stands, before and
       behind it; 0: anything. Then what it shows beyond that, when that is one blank.
     */
    char left, right, beyond_left, beyond_right;
    bool has_sites;
} stet_scan_spot;

enum { NO_LITERAL = UINT32_MAX, NOTHING = 1, LONGEST_FORM = 128 };

/* ---- The index ---- */

/** Whether a character is of some word: not white space, nor passed over unseen. */
static bool is_seen(uint32_t point)
{
    return point >= 0x80
               ? !(stet_utf8_class(point) & (STET_CHAR_SPACE | STET_CHAR_FORMAT))
               : point > ' ' && point < 0x7F;
}

/** The rarest run of letters, or the rarest mark; len 0: there is neither. */
static stet_span find_anchor(stet_str literal)
{
    stet_span best = { 0, 0 };
    unsigned best_weight = 0;
    for (size_t at = 0; at < literal.len;) {
        size_t start = at;
        uint32_t point = stet_utf8_next(literal.ptr, &at);
        bool inner = stet_word_is_inner(point);
        for (size_t next = at; inner && next < literal.len; at = next) {
            if (!stet_word_is_inner(stet_utf8_next(literal.ptr, &next))) {
                break;
            }
        }
        unsigned weight =
            stet_literal_weight((stet_str){ literal.ptr + start, at - start });
        if ((inner || is_seen(point)) && weight > best_weight) {
            best_weight = weight;
            best = (stet_span){ (uint32_t)start, (uint32_t)at };
        }
    }
    return best;
}

bool stet_scan_words_can(stet_str literal)
{
    stet_span anchor = find_anchor(literal);
    return anchor.start < anchor.end;
}

/** The number of an anchor's text. */
static uint32_t text_number(stet_scan_words *words, stet_map *numbers, stet_str text)
{
    uintptr_t number = (uintptr_t)stet_map_get(numbers, text);
    if (number == 0) {
        words->texts[words->n_texts++] = text;
        number = words->n_texts;
        stet_map_set(numbers, text, (void *)number);
    }
    return (uint32_t)number - 1;
}

/** Sorts the anchors by text: `text_of` has each one's number. */
static void index_anchors(stet_scan_words *words, const uint32_t *text_of, size_t count)
{
    words->first = stet_memory_zalloc(words->n_texts + 2, sizeof *words->first);
    words->anchors = stet_memory_zalloc(count + 1, sizeof *words->anchors);
    uint32_t *next = words->first + 1;
    for (size_t i = 0; i < count; i++) {
        next[text_of[i] + 1]++;
    }
    for (size_t i = 1; i <= words->n_texts; i++) {
        next[i] += next[i - 1];
    }
    for (size_t i = 0; i < count; i++) {
        stet_span span = find_anchor(words->literals[i]);
        words->anchors[next[text_of[i]]++] =
            (stet_scan_anchor){ (uint32_t)i, (uint16_t)span.start,
                                (uint16_t)(span.end - span.start) };
    }
}

stet_scan_words *stet_scan_words_new(const stet_str *literals,
                                     const stet_scan_traits *traits, size_t count)
{
    stet_scan_words *words = stet_memory_zalloc(1, sizeof *words);
    uint32_t *text_of = stet_memory_zalloc(count + 1, sizeof *text_of);
    stet_map numbers = { 0 };
    words->literals = literals;
    words->traits = traits;
    words->texts = stet_memory_zalloc(count + 1, sizeof *words->texts);
    for (size_t i = 0; i < count; i++) {
        stet_span span = find_anchor(literals[i]);
        stet_str text = { literals[i].ptr + span.start, span.end - span.start };
        text_of[i] = text_number(words, &numbers, text);
    }
    index_anchors(words, text_of, count);
    words->plain = stet_scan_plain_new(words->texts, words->n_texts);
    stet_map_release(&numbers);
    free(text_of);
    return words;
}

void stet_scan_words_free(stet_scan_words *words)
{
    if (words != NULL) {
        stet_scan_plain_free(words->plain);
        free(words->texts);
        free(words->first);
        free(words->anchors);
        free(words);
    }
}

/* ---- A literal around its anchor ---- */

/** What the copy shows of ASCII. */
static inline char shown_byte(unsigned char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c >= '\t' && c <= '\r' ? ' ' : c);
}

static inline char shown_at(stet_str text, size_t *at)
{
    unsigned char c = (unsigned char)text.ptr[*at];
    if (c < 0x80) {
        ++*at;
        return shown_byte(c);
    }
    return stet_literal_shown(stet_utf8_next(text.ptr, at));
}

static inline char shown_before(stet_str text, size_t *at)
{
    unsigned char c = (unsigned char)text.ptr[*at - 1];
    if (c < 0x80) {
        --*at;
        return shown_byte(c);
    }
    return stet_literal_shown(stet_utf8_before(text.ptr, *at, at));
}

/** Whether literal[from..] stands at `at`. */
static bool match_forward(stet_str text, size_t at, stet_str literal, size_t from)
{
    for (size_t i = from; i < literal.len; i++) {
        char wanted = literal.ptr[i];
        if (at >= text.len) {
            return false;
        }
        char c = (unsigned char)wanted < 0x80 ? shown_at(text, &at) : text.ptr[at++];
        if (c != wanted) {
            return false;
        }
        for (size_t next = at; wanted == ' ' && next < text.len; at = next) {
            if (shown_at(text, &next) != ' ') {
                break;
            }
        }
    }
    return true;
}

/** Where literal[..to) begins when it ends at `at`; SIZE_MAX: it does not. White space
    that it begins with is not part of that. */
static size_t match_backward(stet_str text, size_t at, stet_str literal, size_t to)
{
    for (size_t i = to; i > 0; i--) {
        char wanted = literal.ptr[i - 1];
        size_t end = at;
        if (at == 0) {
            return SIZE_MAX;
        }
        char c =
            (unsigned char)wanted < 0x80 ? shown_before(text, &at) : text.ptr[--at];
        if (c != wanted) {
            return SIZE_MAX;
        }
        if (wanted == ' ' && i == 1) {
            return end;
        }
        for (size_t next = at; wanted == ' ' && next > 0; at = next) {
            if (shown_before(text, &next) != ' ') {
                break;
            }
        }
    }
    return at;
}

/** What a run over a block carries along. */
struct block_run {
    const stet_scan_words *words;
    stet_scan_forms *forms;
    const stet_scan_input *input;
    uint32_t block;
    stet_span bounds; /**< Of the block, in the text. */
    stet_scan_take *take;
    void *user;
};

/** Whether what stands beside an anchor can be what the copy shows there: `near` the
    byte beside it, `far` the one beyond, NULL where the block ends. Most literals do
   not stand, and one or two bytes tell. */
static inline bool may_be(const char *near, const char *far, char wanted, char beyond)
{
    if (wanted == '\0') {
        return true;
    }
    if (near == NULL) {
        return false;
    }
    if ((unsigned char)*near < 0x80 && shown_byte((unsigned char)*near) != wanted) {
        return false;
    }
    if (beyond == '\0' || *near != ' ' || far == NULL || (unsigned char)*far >= 0x80) {
        return true;
    }
    char shown = shown_byte((unsigned char)*far);
    return shown == beyond || shown == ' '; /* White space goes on. */
}

static inline bool may_stand(const struct block_run *run, const stet_scan_spot *spot,
                             uint32_t base)
{
    const char *start = run->input->text.ptr + base + spot->start;
    const char *end = run->input->text.ptr + base + spot->end;
    size_t before = base + spot->start - run->bounds.start;
    size_t behind = run->bounds.end - (base + spot->end);
    return may_be(before > 0 ? start - 1 : NULL, before > 1 ? start - 2 : NULL,
                  spot->left, spot->beyond_left) &&
           may_be(behind > 0 ? end : NULL, behind > 1 ? end + 1 : NULL, spot->right,
                  spot->beyond_right);
}

/** Whether the block is one of those where the literal counts. */
static bool may_hold(const struct block_run *run, const stet_scan_spot *spot)
{
    const stet_scan_traits *traits = &run->words->traits[spot->literal];
    return run->input->bounds == NULL ||
           stet_site_may_hold(traits->sites, traits->kinds, run->input->bounds,
                              run->block);
}

/** An anchor stands in the text, as the spot says, from byte `base` on: does its
    literal? */
static void try_spot(const struct block_run *run, const stet_scan_spot *spot,
                     uint32_t base)
{
    if ((spot->has_sites && !may_hold(run, spot)) || !may_stand(run, spot, base)) {
        return;
    }
    stet_str literal = run->words->literals[spot->literal];
    stet_str block = stet_slice(run->input->text, run->bounds);
    size_t inside = base - run->bounds.start;
    if (match_forward(block, inside + spot->end, literal, spot->behind)) {
        size_t start =
            match_backward(block, inside + spot->start, literal, spot->offset);
        if (start != SIZE_MAX) {
            run->take(run->user, spot->literal, run->bounds.start + (uint32_t)start,
                      run->block);
        }
    }
}

/** A character of a literal, when it is one; 0: not told by one byte. */
static char told_at(stet_str literal, size_t at)
{
    return at < literal.len && (unsigned char)literal.ptr[at] < 0x80 ? literal.ptr[at]
                                                                     : '\0';
}

static stet_scan_spot make_spot(const stet_scan_words *words,
                                const stet_scan_anchor *anchor, size_t start,
                                size_t end)
{
    stet_str literal = words->literals[anchor->literal];
    size_t before = anchor->offset;
    size_t behind = before + anchor->len;
    stet_scan_spot spot = { anchor->literal, (uint16_t)start,  (uint16_t)end,
                            anchor->offset,  (uint16_t)behind, .left = 0 };
    /* What is before the first byte has too large a number. */
    spot.left = told_at(literal, before - 1);
    spot.has_sites = words->traits[anchor->literal].sites != 0;
    spot.right = told_at(literal, behind);
    spot.beyond_left = spot.left == ' ' ? told_at(literal, before - 2) : '\0';
    spot.beyond_right = spot.right == ' ' ? told_at(literal, behind + 1) : '\0';
    return spot;
}

/* ---- Text that is no known form: looked through ---- */

static void found_in_text(void *user, uint32_t text, size_t end)
{
    const struct block_run *run = user;
    const stet_scan_words *words = run->words;
    stet_scan_text *copy = &run->forms->copy;
    uint32_t block;
    uint32_t at = stet_scan_text_origin(copy, end - words->texts[text].len, &block);
    uint32_t length = stet_scan_text_origin(copy, end, &block) - at;
    for (uint32_t i = words->first[text]; i < words->first[text + 1]; i++) {
        stet_scan_spot spot = make_spot(words, &words->anchors[i], 0, length);
        try_spot(run, &spot, at);
    }
}

static void look_through(struct block_run *run, stet_span span)
{
    stet_scan_text *copy = &run->forms->copy;
    stet_scan_text_clear(copy);
    stet_scan_text_add(copy, run->input->text, span, run->block);
    stet_scan_plain_run(run->words->plain, stet_buffer_str(&copy->copy), found_in_text,
                        run);
}

/* ---- Forms ---- */

void stet_scan_forms_release(stet_scan_forms *forms)
{
    free(forms->spots_of);
    free(forms->spots);
    stet_scan_text_release(&forms->copy);
    *forms = (stet_scan_forms){ .spots = NULL };
}

static void add_spot(stet_scan_forms *forms, stet_scan_spot spot)
{
    stet_memory_grow((void **)&forms->spots, &forms->spots_capacity, forms->n_spots + 1,
                     sizeof *forms->spots);
    forms->spots[forms->n_spots++] = spot;
}

/** While the anchors in a form are listed. */
struct form_run {
    const stet_scan_words *words;
    stet_scan_forms *forms;
    stet_str letters;
};

static bool is_letter_at(stet_str text, size_t at)
{
    return at < text.len && (unsigned char)text.ptr[at] < 0x80 &&
           stet_word_is_inner((unsigned char)text.ptr[at]);
}

/** Whether the letters of the form beside an anchor forbid its literal: where the
    literal goes on with a blank or a mark, or a word has to end, and it goes on. */
static bool is_forbidden(const struct form_run *run, const stet_scan_anchor *anchor,
                         size_t start, size_t end)
{
    uint8_t edges = run->words->traits[anchor->literal].edges;
    stet_str literal = run->words->literals[anchor->literal];
    size_t behind = (size_t)anchor->offset + anchor->len;
    bool parts_left = anchor->offset > 0 || (edges & STET_EDGE_LEFT);
    bool parts_right = behind < literal.len || (edges & STET_EDGE_RIGHT);
    return (parts_left && is_letter_at(literal, anchor->offset) && start > 0 &&
            is_letter_at(run->letters, start - 1)) ||
           (parts_right && is_letter_at(literal, behind - 1) &&
            is_letter_at(run->letters, end));
}

static void found_in_form(void *user, uint32_t text, size_t end)
{
    const struct form_run *run = user;
    const stet_scan_words *words = run->words;
    size_t start = end - words->texts[text].len;
    size_t at = start;
    if (run->forms->copy.n_segments > 0) {
        uint32_t block;
        at = stet_scan_text_origin(&run->forms->copy, start, &block);
        end = stet_scan_text_origin(&run->forms->copy, end, &block);
    }
    for (uint32_t i = words->first[text]; i < words->first[text + 1]; i++) {
        const stet_scan_anchor *anchor = &words->anchors[i];
        if (!is_forbidden(run, anchor, at, end)) {
            add_spot(run->forms, make_spot(words, anchor, at, end));
        }
    }
}

static bool is_ascii(stet_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/** Lists the anchors in a form that was not met before. */
static uint32_t list_spots(const stet_scan_words *words, stet_scan_forms *forms,
                           stet_str letters)
{
    struct form_run run = { words, forms, letters };
    static const stet_scan_spot end = { .literal = NO_LITERAL };
    if (forms->n_spots == 0) {
        add_spot(forms, end);
    }
    size_t first = forms->n_spots;
    stet_scan_text_clear(&forms->copy);
    stet_str shown = letters;
    if (!is_ascii(letters)) {
        stet_span all = { 0, (uint32_t)letters.len };
        stet_scan_text_add(&forms->copy, letters, all, 0);
        shown = stet_buffer_str(&forms->copy.copy);
    }
    stet_scan_plain_run(words->plain, shown, found_in_form, &run);
    if (forms->n_spots == first) {
        return NOTHING;
    }
    add_spot(forms, end);
    return (uint32_t)first + 1;
}

/** Room for what is known of form `form`. */
static void make_room(stet_scan_forms *forms, uint32_t form)
{
    size_t wanted = (size_t)form + 1;
    if (wanted > forms->n_forms) {
        wanted = wanted + wanted / 2 + 1024;
        forms->spots_of =
            stet_memory_resize(forms->spots_of, wanted, sizeof *forms->spots_of);
        memset(forms->spots_of + forms->n_forms, 0,
               (wanted - forms->n_forms) * sizeof *forms->spots_of);
        forms->n_forms = wanted;
    }
}

static void try_spots(const struct block_run *run, const stet_word *word,
                      uint32_t spots_of)
{
    const stet_scan_spot *spot = &run->forms->spots[spots_of - 1];
    for (; spot->literal != NO_LITERAL; spot++) {
        try_spot(run, spot, word->span.start);
    }
}

/** A word whose form is met for the first time, or is not kept. */
static void look_at_word(struct block_run *run, const stet_word *word)
{
    bool is_long = word->span.end - word->span.start > LONGEST_FORM;
    if (is_long || word->form >= STET_FORMS_KEPT) {
        look_through(run, word->span);
        return;
    }
    make_room(run->forms, word->form);
    uint32_t *spots_of = &run->forms->spots_of[word->form];
    if (*spots_of == 0) {
        *spots_of = list_spots(run->words, run->forms,
                               stet_slice(run->input->text, word->span));
    }
    try_spots(run, word, *spots_of);
}

/* ---- Words side by side ---- */

/** Whether letters go on from one word to the next, as in "do" and "n't": an anchor may
    stand across. */
static bool is_joined(stet_str text, const stet_word *word)
{
    size_t at = word->span.start;
    size_t before;
    return at > 0 && stet_word_is_inner(stet_utf8_next(text.ptr, &at)) &&
           stet_word_is_inner(stet_utf8_before(text.ptr, word->span.start, &before));
}

/** Only clitics that begin with a letter, and what is opaque, stand so. */
static inline bool may_be_joined(stet_str text, const stet_word *word)
{
    return word->kind == STET_WORD_OPAQUE ||
           (word->kind == STET_WORD_CLITIC && is_letter_at(text, word->span.start));
}

static void look_at_joined(struct block_run *run, const stet_word *words, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        bool glued = !(words[i].flags & STET_WORD_SPACED) &&
                     is_joined(run->input->text, &words[i]);
        if (!glued) {
            continue;
        }
        size_t first = i - 1;
        while (i + 1 < count && !(words[i + 1].flags & STET_WORD_SPACED) &&
               is_joined(run->input->text, &words[i + 1])) {
            i++;
        }
        look_through(run, (stet_span){ words[first].span.start, words[i].span.end });
    }
}

void stet_scan_words_run(const stet_scan_words *words, stet_scan_forms *forms,
                         const stet_scan_input *input, uint32_t block,
                         stet_scan_take *take, void *user)
{
    const stet_block *it = &input->blocks.items[block];
    struct block_run run = { words, forms, input, block, it->span, take, user };
    if (input->words.items == NULL || it->n_words == 0) {
        look_through(&run, it->span);
        return;
    }
    const stet_word *word = input->words.items + it->first_word;
    const stet_word *end = word + it->n_words;
    bool has_glued = false;
    for (; word < end; word++) {
        uint32_t spots_of =
            word->form < forms->n_forms ? forms->spots_of[word->form] : 0;
        has_glued |= may_be_joined(input->text, word);
        if (spots_of == NOTHING) {
            continue;
        }
        look_at_word(&run, word);
    }
    if (has_glued) {
        look_at_joined(&run, input->words.items + it->first_word, it->n_words);
    }
}
