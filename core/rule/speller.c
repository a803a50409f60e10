/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/dictionary_p.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"

#include <hunspell.h>
#include <iconv.h>
#include <stdlib.h>

enum {
    SUGGESTIONS = 5,
    /** Hunspell's search grows with the square of the length; it gives up by itself
        after a quarter of a second, but no word of this length is a slip of the pen. */
    SUGGEST_SIZE = 40,
};

/** Hunspell counts the users of its character tables in a plain global. */
static pthread_mutex_t hunspell_lock = PTHREAD_MUTEX_INITIALIZER;

struct stet_speller {
    stet_dictionary *dictionary;
    Hunhandle *hunspell; /**< NULL until nothing else knows a word. */
    iconv_t to;          /**< From UTF-8, when the dictionary is of another encoding; */
    iconv_t from;        /**< and back. */
    stet_map asked;      /**< What suggestions were asked for: word -> stet_str. */
    stet_new_verdicts fresh;
    stet_arena arena;
};

stet_speller *stet_speller_open(stet_dictionary *dictionary)
{
    stet_speller *speller = stet_memory_zalloc(1, sizeof *speller);
    speller->dictionary = dictionary;
    if (dictionary->encoding != NULL) {
        speller->to = iconv_open(dictionary->encoding, "UTF-8");
        speller->from = iconv_open("UTF-8", dictionary->encoding);
    }
    return speller;
}

void stet_speller_close(stet_speller *speller)
{
    if (speller == NULL) {
        return;
    }
    stet_dictionary *dictionary = speller->dictionary;
    pthread_mutex_lock(&dictionary->lock);
    stet_new_verdicts_join(&dictionary->fresh, &speller->fresh);
    pthread_mutex_unlock(&dictionary->lock);
    if (speller->hunspell != NULL) {
        pthread_mutex_lock(&hunspell_lock);
        Hunspell_destroy(speller->hunspell);
        pthread_mutex_unlock(&hunspell_lock);
    }
    if (dictionary->encoding != NULL) {
        iconv_close(speller->to);
        iconv_close(speller->from);
    }
    stet_map_release(&speller->asked);
    stet_arena_release(&speller->arena);
    free(speller);
}

bool stet_speller_has_loaded(const stet_speller *speller)
{
    return speller->hunspell != NULL;
}

static Hunhandle *load(stet_speller *speller)
{
    if (speller->hunspell == NULL) {
        pthread_mutex_lock(&hunspell_lock);
        speller->hunspell =
            Hunspell_create(speller->dictionary->aff, speller->dictionary->dic);
        pthread_mutex_unlock(&hunspell_lock);
    }
    return speller->hunspell;
}

/* ---- Words ---- */

/** A word as dictionaries write it: NUL-terminated, with straight apostrophes and
    without soft hyphens. False: no dictionary can hold it. */
static bool write_word(stet_str word, char *out)
{
    size_t length = 0;
    if (word.len > STET_WORD_SIZE ||
        (word.len > 0 && memchr(word.ptr, '\0', word.len) != NULL)) {
        return false;
    }
    for (size_t at = 0; at < word.len;) {
        size_t start = at;
        uint32_t point = stet_utf8_next(word.ptr, &at);
        if (at > word.len) {
            return false; /* It ends inside a character. */
        }
        if (point == 0x2019 || point == 0x2BC) {
            out[length++] = '\'';
        } else if (point != 0xAD) {
            memcpy(out + length, word.ptr + start, at - start);
            length += at - start;
        }
    }
    out[length] = '\0';
    return true;
}

/** Converts a text; `out` has room for `room` bytes and a NUL. */
static bool convert(iconv_t converter, const char *text, char *out, size_t room)
{
    size_t length = strlen(text);
    char *copy = stet_memory_text(text, length);
    char *in = copy;
    iconv(converter, NULL, NULL, NULL, NULL);
    bool done = iconv(converter, &in, &length, &out, &room) == 0;
    *out = '\0';
    free(copy);
    return done;
}

static bool is_listed(const stet_speller *speller, stet_str word)
{
    return stet_map_has(&speller->dictionary->words, word);
}

/** Appends the word in lower case, from its second letter on or from its first. */
static stet_str lower_word(stet_str word, bool keep_first, stet_buffer *out)
{
    stet_buffer_clear(out);
    for (size_t at = 0; at < word.len;) {
        bool first = at == 0;
        uint32_t point = stet_utf8_next(word.ptr, &at);
        stet_buffer_add_code_point(out, first && keep_first ? point
                                                            : stet_utf8_lower(point));
    }
    return stet_buffer_str(out);
}

static bool is_upper(uint32_t point)
{
    return stet_utf8_lower(point) != point;
}

/** How a word is written, as far as it decides which entries stand for it. */
enum letter_case { CASE_OTHER, CASE_CAPITAL, CASE_UPPER };

static enum letter_case case_of(stet_str word)
{
    size_t at = 0;
    bool first = word.len > 0 && is_upper(stet_utf8_next(word.ptr, &at));
    size_t n_upper = 0;
    size_t n_lower = 0;
    while (at < word.len) {
        uint32_t point = stet_utf8_next(word.ptr, &at);
        n_upper += is_upper(point);
        n_lower += stet_utf8_upper(point) != point;
    }
    if (!first || (n_upper > 0 && n_lower > 0)) {
        return CASE_OTHER;
    }
    return n_lower == 0 && n_upper > 0 ? CASE_UPPER : CASE_CAPITAL;
}

/** Whether the project's list has the word: as it is written, or, as in any dictionary,
    in lower case for a word that begins a sentence or stands in capitals. */
static bool project_knows(const stet_speller *speller, stet_str word)
{
    if (speller->dictionary->words.count == 0) {
        return false;
    }
    if (is_listed(speller, word)) {
        return true;
    }
    enum letter_case written = case_of(word);
    stet_buffer lower = { 0 };
    bool known =
        written != CASE_OTHER && is_listed(speller, lower_word(word, false, &lower));
    known = known || (written == CASE_UPPER &&
                      is_listed(speller, lower_word(word, true, &lower)));
    stet_buffer_release(&lower);
    return known;
}

static bool hunspell_knows(stet_speller *speller, const char *word)
{
    char other[STET_WORD_SIZE + 1];
    if (speller->dictionary->encoding != NULL) {
        if (!convert(speller->to, word, other, STET_WORD_SIZE)) {
            return false;
        }
        word = other;
    }
    Hunhandle *hunspell = load(speller);
    return hunspell != NULL && Hunspell_spell(hunspell, word) != 0;
}

bool stet_speller_knows(stet_speller *speller, stet_str word)
{
    char written[STET_WORD_SIZE + 1];
    bool known = false;
    if (!write_word(word, written)) {
        return false;
    }
    stet_str plain = stet_str_from(written);
    if (plain.len == 0 || project_knows(speller, plain)) {
        return true;
    }
    uint64_t hash = stet_str_hash(plain, speller->dictionary->key);
    if (!stet_verdicts_find(&speller->dictionary->verdicts, hash, &known)) {
        known = hunspell_knows(speller, written);
        stet_new_verdicts_add(&speller->fresh, hash, known);
    }
    return known;
}

/* ---- Suggestions ---- */

/** Asks Hunspell; each suggestion and a line feed are appended to `out`. */
static void ask_hunspell(stet_speller *speller, const char *word, stet_buffer *out)
{
    char converted[4 * STET_WORD_SIZE + 1];
    bool other = speller->dictionary->encoding != NULL;
    if (other) {
        if (!convert(speller->to, word, converted, STET_WORD_SIZE)) {
            return;
        }
        word = converted;
    }
    Hunhandle *hunspell = load(speller);
    char **list = NULL;
    int count = hunspell != NULL ? Hunspell_suggest(hunspell, &list, word) : 0;
    for (int i = 0; i < count && i < SUGGESTIONS; i++) {
        const char *text = list[i];
        if (other) {
            bool fits = strlen(text) <= STET_WORD_SIZE;
            if (!fits || !convert(speller->from, text, converted, 4 * STET_WORD_SIZE)) {
                continue;
            }
            text = converted;
        }
        stet_buffer_add_text(out, text);
        stet_buffer_add_char(out, '\n');
    }
    if (count > 0) {
        Hunspell_free_list(hunspell, &list, count);
    }
}

/** The suggestions for a word as dictionaries write it, each with a line feed. */
static stet_str find_suggestions(stet_speller *speller, stet_str word)
{
    const stet_str *asked = stet_map_get(&speller->asked, word);
    if (asked != NULL) {
        return *asked;
    }
    stet_str text;
    uint64_t hash = stet_str_hash(word, speller->dictionary->key);
    if (!stet_verdicts_suggest(&speller->dictionary->verdicts, hash, &text)) {
        stet_buffer found = { 0 };
        ask_hunspell(speller, word.ptr, &found);
        text = stet_arena_copy(&speller->arena, stet_buffer_str(&found));
        stet_new_verdicts_suggest(&speller->fresh, hash, text);
        stet_buffer_release(&found);
    }
    stet_str *kept = stet_arena_alloc(&speller->arena, sizeof *kept);
    *kept = text;
    stet_map_set(&speller->asked, stet_arena_copy(&speller->arena, word), kept);
    return text;
}

/** A suggestion with the kind of apostrophe that the word has. */
static stet_str as_written(stet_str suggestion, bool curly, stet_arena *arena)
{
    stet_buffer text = { 0 };
    for (size_t i = 0; i < suggestion.len; i++) {
        if (curly && suggestion.ptr[i] == '\'') {
            stet_buffer_add_text(&text, "\xE2\x80\x99");
        } else {
            stet_buffer_add_char(&text, suggestion.ptr[i]);
        }
    }
    stet_str copy = stet_arena_copy(arena, stet_buffer_str(&text));
    stet_buffer_release(&text);
    return copy;
}

stet_str_array stet_speller_suggest(stet_speller *speller, stet_str word,
                                    stet_arena *arena)
{
    char written[STET_WORD_SIZE + 1];
    if (word.len > SUGGEST_SIZE || !write_word(word, written) || written[0] == '\0') {
        return (stet_str_array){ NULL, 0 };
    }
    stet_str rest = find_suggestions(speller, stet_str_from(written));
    bool curly = stet_str_find(word, STET_STR("\xE2\x80\x99"), 0) != SIZE_MAX;
    stet_str *items = stet_arena_alloc(arena, SUGGESTIONS * sizeof *items);
    size_t count = 0;
    stet_str line;
    while (count < SUGGESTIONS && stet_str_cut(&rest, '\n', &line)) {
        if (line.len > 0) {
            items[count++] = as_written(line, curly, arena);
        }
    }
    return (stet_str_array){ items, count };
}
