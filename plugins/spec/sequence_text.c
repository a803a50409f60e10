/* SPDX-License-Identifier: Apache-2.0 */
#include "sequence.h"

#include "reading/character.h"

#include <string.h>

/* The first letter of a unit in small and without its accent, as a text; of a literal
   profile its first character. */
static stet_str letter_of(sequence_walk *w, size_t i)
{
    stet_ctx *ctx = w->look.ctx;
    stet_str text = spec_look_text(&w->look, i);

    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t class = stet_char_class(ctx, python_next(text, &at));
        stet_str letter = { text.ptr + start, at - start };
        if (w->look.literal)
            return stet_lower(ctx, letter);
        if (class & (STET_CLASS_LETTER | STET_CLASS_DIGIT)) {
            stet_str plain = spec_fold(ctx, letter);
            return stet_lower(ctx, plain.len > 0 ? plain : letter);
        }
    }
    return (stet_str){ "", 0 };
}

int sequence_order(stet_str a, stet_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len > 0 ? memcmp(a.ptr, b.ptr, len) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* The letter behind `before`; empty: there is none. */
static stet_str next_letter(stet_str before)
{
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyza";
    const char *at = before.len == 1 && before.ptr[0] >= 'a' && before.ptr[0] <= 'z'
                         ? alphabet + (before.ptr[0] - 'a')
                         : NULL;
    return at ? (stet_str){ at + 1, 1 } : (stet_str){ "", 0 };
}

static bool is_right_text(const sequence_options *o, stet_str before, stet_str text)
{
    int order = sequence_order(before, text);

    switch (o->order) {
    case SEQUENCE_UP:
        return order <= 0;
    case SEQUENCE_DOWN:
        return order >= 0;
    case SEQUENCE_SAME:
        return order == 0;
    case SEQUENCE_DIFFERENT:
        return order != 0;
    default:
        return sequence_order(next_letter(before), text) == 0;
    }
}

static sequence_fault fault_of_text(const sequence_options *o, stet_str before)
{
    static const uint32_t of[] = { [SEQUENCE_UP] = SEQUENCE_M_ALPHABET,
                                   [SEQUENCE_DOWN] = SEQUENCE_M_ALPHABET,
                                   [SEQUENCE_SAME] = SEQUENCE_M_SAME_AS,
                                   [SEQUENCE_DIFFERENT] = SEQUENCE_M_REPEATED,
                                   [SEQUENCE_ALTERNATING] = SEQUENCE_M_SAME,
                                   [SEQUENCE_NEXT] = SEQUENCE_M_LETTER };
    return (sequence_fault){ .message = of[o->order],
                             .other = before,
                             .expected = o->order == SEQUENCE_NEXT ? next_letter(before)
                                                                   : before };
}

/* The first letter must be `first`; where the next of the alphabet is asked for, it
   must be one of the alphabet. */
static bool is_right_start(sequence_walk *w, stet_str letter)
{
    if (w->o->first.len > 0)
        return sequence_order(letter, stet_lower(w->look.ctx, w->o->first)) == 0;
    return w->o->order != SEQUENCE_NEXT || next_letter(letter).len > 0;
}

void sequence_compare_letters(sequence_walk *w)
{
    stet_str before = { "", 0 };

    for (size_t i = 0; i < w->look.units.count; i++) {
        stet_str letter = letter_of(w, i);
        if (letter.len == 0)
            continue;
        if (before.len == 0 && !is_right_start(w, letter)) {
            stet_str first =
                w->o->first.len > 0 ? w->o->first : (stet_str){ "a to z", 6 };
            sequence_report(
                w, i,
                &(sequence_fault){ .message = SEQUENCE_M_LETTER, .expected = first });
            return;
        }
        if (before.len > 0 && !is_right_text(w->o, before, letter)) {
            sequence_fault f = fault_of_text(w->o, before);
            sequence_report(w, i, &f);
            return;
        }
        before = letter;
    }
}

stet_str sequence_key(sequence_walk *w, size_t i)
{
    stet_str text = spec_look_text(&w->look, i);
    stet_span span = python_strip_letters(text, (stet_span){ 0, (uint32_t)text.len },
                                          SPEC_MARKS " ", true, true);
    text = spec_fold(w->look.ctx, stet_slice(text, span));
    return w->look.literal ? text : stet_lower(w->look.ctx, text);
}

void sequence_compare_texts(sequence_walk *w)
{
    stet_str before = { "", 0 };
    bool has_before = false;

    for (size_t i = 0; i < w->look.units.count; i++) {
        stet_str text = sequence_key(w, i);
        if (text.len == 0)
            continue;
        if (has_before && !is_right_text(w->o, before, text)) {
            sequence_fault f = fault_of_text(w->o, before);
            sequence_report(w, i, &f);
            return;
        }
        before = text;
        has_before = true;
    }
}

/* The first and the last word. The references part a sentence at white space, marks at
   its end (its start) taken off. */
static bool outer_words(sequence_walk *w, size_t i, stet_str *first, stet_str *last)
{
    spec_look *look = &w->look;

    if (look->literal) {
        stet_str raw = spec_look_raw(look, i), unused;
        stet_span all = { 0, (uint32_t)raw.len };
        stet_span left = python_strip_letters(raw, all, SPEC_MARKS " ", true, false);
        stet_span right = python_strip_letters(raw, all, SPEC_MARKS " ", false, true);
        bool any = spec_outer_chunks(stet_slice(raw, left), first, &unused);
        return spec_outer_chunks(stet_slice(raw, right), &unused, last) && any;
    }
    spec_reading words = spec_look_words(look, i);
    if (words.count == 0)
        return false;
    *first = spec_look_word(look, &words, 0);
    *last = spec_look_word(look, &words, words.count - 1);
    return true;
}

void sequence_compare_words(sequence_walk *w)
{
    stet_ctx *ctx = w->look.ctx;
    stet_str before = { "", 0 };
    bool has_before = false;

    for (size_t i = 0; i < w->look.units.count; i++) {
        stet_str first = { "", 0 }, last = { "", 0 };
        bool any = outer_words(w, i, &first, &last);
        if (!any && !w->look.literal)
            continue;
        bool same =
            any && sequence_order(stet_lower(ctx, before), stet_lower(ctx, first)) == 0;
        if (has_before && !same) {
            sequence_report(
                w, i,
                &(sequence_fault){ .message = SEQUENCE_M_WORD, .expected = before });
            return;
        }
        before = any ? last : (stet_str){ "", 0 };
        has_before = true;
    }
}
