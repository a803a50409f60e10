/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/verdict.h"

#include "base/memory.h"
#include "base/str.h"
#include "rule/cache_file.h"

#include <stdlib.h>

static const char magic[] = "stetspel";

/** A payload: two counts, the words, three numbers a suggestion, the texts. */
enum { HEAD = 2 * sizeof(uint64_t), ROW = 3 };

static bool read_payload(stet_verdicts *verdicts, stet_str payload)
{
    uint64_t counts[2];
    if (payload.len < HEAD) {
        return false;
    }
    memcpy(counts, payload.ptr, HEAD);
    if (counts[0] > STET_VERDICTS || counts[1] > STET_SUGGESTIONS) {
        return false;
    }
    size_t numbers = (counts[0] + ROW * counts[1]) * sizeof(uint64_t);
    if (payload.len - HEAD < numbers) {
        return false;
    }
    verdicts->words = (const uint64_t *)(const void *)(payload.ptr + HEAD);
    verdicts->n_words = counts[0];
    verdicts->suggestions = verdicts->words + counts[0];
    verdicts->n_suggestions = counts[1];
    verdicts->texts =
        (stet_str){ payload.ptr + HEAD + numbers, payload.len - HEAD - numbers };
    return true;
}

void stet_verdicts_open(stet_verdicts *verdicts, const char *path, uint64_t key)
{
    stet_str payload;
    *verdicts = (stet_verdicts){ .open = false };
    if (!stet_cache_file_open(&verdicts->file, path, magic, key, &payload)) {
        return;
    }
    verdicts->open = read_payload(verdicts, payload);
    if (!verdicts->open) {
        stet_file_close(&verdicts->file);
    }
}

void stet_verdicts_close(stet_verdicts *verdicts)
{
    if (verdicts->open) {
        stet_file_close(&verdicts->file);
    }
    *verdicts = (stet_verdicts){ .open = false };
}

/** The first of sorted rows of `width` numbers that is not below `word`. */
static size_t lower_bound(const uint64_t *rows, size_t count, size_t width,
                          uint64_t word)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (rows[middle * width] < word) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}

/** lower_bound() in one column. Hashes are spread evenly, so the place of one is near
    to where its share of all numbers is: only around there is searched. */
static size_t find_word(const uint64_t *words, size_t count, uint64_t word)
{
    size_t guess = (size_t)((double)word / 0x1p64 * (double)count);
    size_t step = 16;
    while (guess >= step && words[guess - step] >= word) {
        step *= 4;
    }
    size_t low = guess >= step ? guess - step : 0;
    step = 16;
    while (guess + step < count && words[guess + step] < word) {
        step *= 4;
    }
    size_t high = guess + step < count ? guess + step : count;
    return low + lower_bound(words + low, high - low, 1, word);
}

bool stet_verdicts_find(const stet_verdicts *verdicts, uint64_t word, bool *known)
{
    if (verdicts->n_words == 0) {
        return false;
    }
    word &= ~(uint64_t)1;
    size_t at = find_word(verdicts->words, verdicts->n_words, word);
    if (at == verdicts->n_words || (verdicts->words[at] & ~(uint64_t)1) != word) {
        return false;
    }
    *known = (verdicts->words[at] & 1) != 0;
    return true;
}

/** The text of a row; false when it leads out of the texts. */
static bool row_text(const stet_verdicts *verdicts, size_t index, stet_str *text)
{
    const uint64_t *row = verdicts->suggestions + ROW * index;
    if (row[1] > verdicts->texts.len || row[2] > verdicts->texts.len - row[1]) {
        return false;
    }
    *text = (stet_str){ verdicts->texts.ptr + row[1], row[2] };
    return true;
}

bool stet_verdicts_suggest(const stet_verdicts *verdicts, uint64_t word, stet_str *text)
{
    size_t count = verdicts->n_suggestions;
    size_t at = lower_bound(verdicts->suggestions, count, ROW, word);
    return at < count && verdicts->suggestions[ROW * at] == word &&
           row_text(verdicts, at, text);
}

void stet_new_verdicts_add(stet_new_verdicts *fresh, uint64_t word, bool known)
{
    void *words = fresh->words;
    stet_memory_grow(&words, &fresh->words_capacity, fresh->n_words + 1, sizeof word);
    fresh->words = words;
    fresh->words[fresh->n_words++] = (word & ~(uint64_t)1) | known;
}

static void add_suggestion(stet_new_verdicts *fresh, stet_suggestion suggestion)
{
    void *rows = fresh->suggestions;
    stet_memory_grow(&rows, &fresh->suggestions_capacity, fresh->n_suggestions + 1,
                     sizeof suggestion);
    fresh->suggestions = rows;
    fresh->suggestions[fresh->n_suggestions++] = suggestion;
}

void stet_new_verdicts_suggest(stet_new_verdicts *fresh, uint64_t word, stet_str text)
{
    add_suggestion(fresh,
                   (stet_suggestion){ word, stet_arena_copy(&fresh->arena, text) });
}

void stet_new_verdicts_join(stet_new_verdicts *into, stet_new_verdicts *from)
{
    for (size_t i = 0; i < from->n_words; i++) {
        stet_new_verdicts_add(into, from->words[i], (from->words[i] & 1) != 0);
    }
    for (size_t i = 0; i < from->n_suggestions; i++) {
        add_suggestion(into, from->suggestions[i]);
    }
    stet_arena_join(&into->arena, &from->arena);
    stet_new_verdicts_release(from);
}

void stet_new_verdicts_release(stet_new_verdicts *fresh)
{
    free(fresh->words);
    free(fresh->suggestions);
    stet_arena_release(&fresh->arena);
    *fresh = (stet_new_verdicts){ .words = NULL };
}

static int compare_words(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left;
    uint64_t b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static int compare_suggestions(const void *left, const void *right)
{
    return compare_words(&((const stet_suggestion *)left)->word,
                         &((const stet_suggestion *)right)->word);
}

/** Adds the words of the file to the new ones: all, or only those that are known. */
static void add_old_words(stet_new_verdicts *fresh, const stet_verdicts *old)
{
    bool full = fresh->n_words + old->n_words > STET_VERDICTS;
    for (size_t i = 0; i < old->n_words && fresh->n_words < STET_VERDICTS; i++) {
        bool known = (old->words[i] & 1) != 0;
        if (known || !full) {
            stet_new_verdicts_add(fresh, old->words[i], known);
        }
    }
}

static void add_old_suggestions(stet_new_verdicts *fresh, const stet_verdicts *old)
{
    stet_str text;
    for (size_t i = 0;
         i < old->n_suggestions && fresh->n_suggestions < STET_SUGGESTIONS; i++) {
        if (row_text(old, i, &text)) {
            add_suggestion(fresh, (stet_suggestion){ old->suggestions[ROW * i], text });
        }
    }
}

/** Sorts and takes out what stands there twice, and what is too much. */
static void settle(stet_new_verdicts *fresh)
{
    size_t kept = 0;
    if (fresh->n_words > 1) {
        qsort(fresh->words, fresh->n_words, sizeof *fresh->words, compare_words);
    }
    for (size_t i = 0; i < fresh->n_words && kept < STET_VERDICTS; i++) {
        if (kept == 0 || ((fresh->words[i] ^ fresh->words[kept - 1]) & ~1ull) != 0) {
            fresh->words[kept++] = fresh->words[i];
        }
    }
    fresh->n_words = kept;
    kept = 0;
    if (fresh->n_suggestions > 1) {
        qsort(fresh->suggestions, fresh->n_suggestions, sizeof *fresh->suggestions,
              compare_suggestions);
    }
    for (size_t i = 0; i < fresh->n_suggestions && kept < STET_SUGGESTIONS; i++) {
        if (kept == 0 ||
            fresh->suggestions[i].word != fresh->suggestions[kept - 1].word) {
            fresh->suggestions[kept++] = fresh->suggestions[i];
        }
    }
    fresh->n_suggestions = kept;
}

static void add_number(stet_buffer *out, uint64_t number)
{
    stet_buffer_append(out, &number, sizeof number);
}

static void write_payload(const stet_new_verdicts *fresh, stet_buffer *out)
{
    add_number(out, fresh->n_words);
    add_number(out, fresh->n_suggestions);
    for (size_t i = 0; i < fresh->n_words; i++) {
        add_number(out, fresh->words[i]);
    }
    uint64_t offset = 0;
    for (size_t i = 0; i < fresh->n_suggestions; i++) {
        add_number(out, fresh->suggestions[i].word);
        add_number(out, offset);
        add_number(out, fresh->suggestions[i].text.len);
        offset += fresh->suggestions[i].text.len;
    }
    for (size_t i = 0; i < fresh->n_suggestions; i++) {
        stet_buffer_add(out, fresh->suggestions[i].text);
    }
}

bool stet_verdicts_write(const char *path, uint64_t key, stet_new_verdicts *fresh)
{
    stet_verdicts old;
    stet_buffer payload = { 0 };
    stet_verdicts_open(&old, path, key);
    add_old_words(fresh, &old);
    add_old_suggestions(fresh, &old);
    settle(fresh);
    write_payload(fresh, &payload);
    bool done = stet_cache_file_write(path, magic, key, stet_buffer_str(&payload));
    stet_buffer_release(&payload);
    stet_verdicts_close(&old);
    return done;
}
