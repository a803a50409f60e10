/* SPDX-License-Identifier: Apache-2.0 */
/* The anchors of literals: a piece of each that stands within one word. */
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rule/literal.h"
#include "rule/scan_words_p.h"
#include "text/word.h"

#include <stdlib.h>

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
    words->literals = literals;
    words->traits = traits;
    words->n_literals = count;
    pthread_mutex_init(&words->lock, NULL);
    return words;
}

static void make_index(stet_scan_words *words)
{
    size_t count = words->n_literals;
    uint32_t *text_of = stet_memory_zalloc(count + 1, sizeof *text_of);
    stet_map numbers = { 0 };
    words->texts = stet_memory_zalloc(count + 1, sizeof *words->texts);
    for (size_t i = 0; i < count; i++) {
        stet_span span = find_anchor(words->literals[i]);
        stet_str text = { words->literals[i].ptr + span.start, span.end - span.start };
        text_of[i] = text_number(words, &numbers, text);
    }
    index_anchors(words, text_of, count);
    words->plain = stet_scan_plain_new(words->texts, words->n_texts);
    stet_map_release(&numbers);
    free(text_of);
}

void stet_scan_words_make(stet_scan_words *words)
{
    if (atomic_load_explicit(&words->is_made, memory_order_acquire)) {
        return;
    }
    pthread_mutex_lock(&words->lock);
    if (!atomic_load_explicit(&words->is_made, memory_order_relaxed)) {
        make_index(words);
        atomic_store_explicit(&words->is_made, true, memory_order_release);
    }
    pthread_mutex_unlock(&words->lock);
}

void stet_scan_words_free(stet_scan_words *words)
{
    if (words != NULL) {
        stet_scan_plain_free(words->plain);
        pthread_mutex_destroy(&words->lock);
        free(words->texts);
        free(words->first);
        free(words->anchors);
        free(words);
    }
}
