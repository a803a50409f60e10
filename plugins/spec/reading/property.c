/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/property.h"

#include "reading/character.h"
#include "reading/syllables.h"
#include "spec.h"

#include <math.h>
#include <string.h>

static bool is_anything(spec_look *look, size_t i)
{
    (void)look, (void)i;
    return true;
}

static bool is_palindrome(spec_look *look, size_t i)
{
    stet_str text = stet_lower(look->ctx, spec_look_text(look, i));
    size_t front = 0, back = text.len;

    while (front < back)
        if (python_next(text, &front) != python_before(text, back, &back))
            return false;
    return text.len > 0;
}

static bool is_prime(size_t n)
{
    for (size_t d = 2; d * d <= n; d++)
        if (n % d == 0)
            return false;
    return n >= 2;
}

/* The references list the primes below 100 and take all other lengths for none. */
static bool is_prime_length(spec_look *look, size_t i)
{
    size_t n = spec_length(spec_look_text(look, i));
    return is_prime(n) && !(look->literal && n >= 100);
}

static bool is_consonant(char c)
{
    return c != '\0' && strchr("bcdfghjklmnpqrstvwxyz", c) != NULL;
}

static bool is_consonant_cluster(spec_look *look, size_t i)
{
    stet_str text = stet_lower(look->ctx, spec_look_text(look, i));

    for (size_t at = 1; at < text.len; at++)
        if (is_consonant(text.ptr[at - 1]) && is_consonant(text.ptr[at]))
            return true;
    return false;
}

static uint32_t shape_of(spec_look *look, size_t i)
{
    return stet_form(look->ctx, stet_intern(look->ctx, spec_look_text(look, i)))->shape;
}

static bool is_capitalized(spec_look *look, size_t i)
{
    return (shape_of(look, i) &
            (STET_SHAPE_CAPITAL | STET_SHAPE_UPPER | STET_SHAPE_MIXED)) != 0;
}

static bool is_upper(spec_look *look, size_t i)
{
    stet_str text = spec_look_text(look, i);
    uint32_t shape = shape_of(look, i);
    return (shape & STET_SHAPE_UPPER) != 0 ||
           ((shape & STET_SHAPE_CAPITAL) != 0 && spec_length(text) == 1);
}

static bool is_lower(spec_look *look, size_t i)
{
    return (shape_of(look, i) & STET_SHAPE_LOWER) != 0;
}

static bool is_number(spec_look *look, size_t i)
{
    return !isnan(spec_size_of(SPEC_SIZE_NUMBER, look, i));
}

static bool is_digits(stet_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return true;
}

static stet_str strip_marks(stet_str text)
{
    while (text.len > 0 &&
           (text.ptr[0] == ' ' || spec_is_mark((unsigned char)text.ptr[0])))
        text = (stet_str){ text.ptr + 1, text.len - 1 };
    while (text.len > 0 && (text.ptr[text.len - 1] == ' ' ||
                            spec_is_mark((unsigned char)text.ptr[text.len - 1])))
        text.len--;
    return text;
}

/* Numbers and marks are of no language: they pass. */
static bool is_japanese(spec_look *look, size_t i)
{
    stet_str text = strip_marks(spec_look_text(look, i));

    if (is_digits(text))
        return true;
    for (size_t at = 0; at < text.len;)
        if (spec_is_japanese(python_next(text, &at)))
            return true;
    return false;
}

/* The tagger of the references takes a verb before a word with a capital for a part of
   a name. */
static bool is_verb(spec_look *look, size_t i)
{
    stet_str word = stet_lower(look->ctx, spec_look_text(look, i));

    if (!spec_is_verb(word))
        return false;
    if (!look->literal || i + 1 >= look->units.count || spec_is_participle(word))
        return true;
    stet_str next = spec_look_text(look, i + 1);
    return next.len == 0 ||
           (stet_char_class(look->ctx, python_next(next, &(size_t){ 0 })) &
            STET_CLASS_UPPER) == 0;
}

static bool is_same_word(spec_look *look, stet_str a, stet_str b)
{
    a = stet_lower(look->ctx, a);
    b = stet_lower(look->ctx, b);
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* Whether it ends with the word that it starts with. A text without words does not end
   with another. The references take marks off the ends of the unit only, so that a
   comma behind the first word makes it another one. */
static bool is_ring(spec_look *look, size_t i)
{
    stet_str first, last;

    if (look->literal) {
        stet_str text = strip_marks(spec_look_text(look, i));
        if (!spec_outer_chunks(text, &first, &last))
            return true;
        return is_same_word(look, first, last);
    }
    spec_reading words = spec_look_words(look, i);
    return words.count == 0 ||
           is_same_word(look, spec_look_word(look, &words, 0),
                        spec_look_word(look, &words, words.count - 1));
}

/* The mark that a unit ends in. The references look at the very last character. */
static char last_mark(spec_look *look, size_t i)
{
    stet_str text = spec_look_text(look, i);

    if (!look->literal)
        return spec_last_mark(text);
    return (char)(text.len > 0 ? text.ptr[text.len - 1] : '\0');
}

static bool is_statement(spec_look *look, size_t i)
{
    return last_mark(look, i) == '.';
}

static bool is_question(spec_look *look, size_t i)
{
    return last_mark(look, i) == '?';
}

static bool is_exclamation(spec_look *look, size_t i)
{
    return last_mark(look, i) == '!' &&
           (look->literal || !spec_ends_in_name(spec_look_text(look, i)));
}

/* Whether one of the last two characters is an emoji, marks and white space aside: the
   last may be a variation selector or a joiner's end. */
static bool ends_in_emoji(spec_look *look, size_t i, bool *empty)
{
    stet_str text = spec_bare(look->ctx, spec_look_raw(look, i));
    text = stet_slice(text, spec_trim_span(text, (stet_span){ 0, (uint32_t)text.len }));
    size_t at = text.len;

    *empty = text.len == 0;
    for (int n = 0; n < 2 && at > 0; n++)
        if (spec_is_emoji(python_before(text, at, &at)))
            return true;
    return false;
}

static bool starts_with_emoji(spec_look *look, size_t i)
{
    stet_str text = spec_bare(look->ctx, spec_look_raw(look, i));
    text = stet_slice(text, spec_trim_span(text, (stet_span){ 0, (uint32_t)text.len }));
    return text.len > 0 && spec_is_emoji(python_next(text, &(size_t){ 0 }));
}

/* An emoji behind the full stop may have been cut off as the start of the next. */
static bool is_emoji_end(spec_look *look, size_t i)
{
    bool empty;

    if (ends_in_emoji(look, i, &empty))
        return true;
    return !empty && i + 1 < look->units.count && starts_with_emoji(look, i + 1);
}

static double count_characters(spec_look *look, size_t i)
{
    return (double)spec_length(spec_look_text(look, i));
}

static double count_letters(spec_look *look, size_t i)
{
    stet_str text = spec_look_text(look, i);
    size_t n = 0;

    for (size_t at = 0; at < text.len;) {
        uint32_t class = stet_char_class(look->ctx, python_next(text, &at));
        n += (class & STET_CLASS_LETTER) != 0 && (class & STET_CLASS_MARK) == 0;
    }
    return (double)n;
}

static double count_words(spec_look *look, size_t i)
{
    return (double)spec_look_words(look, i).count;
}

static double count_sentences(spec_look *look, size_t i)
{
    return (double)spec_look_sentences(look, i);
}

static double count_syllables(spec_look *look, size_t i)
{
    uint32_t n = 0;

    if (look->how.unit == SPEC_WORDS)
        return spec_syllables(stet_lower(look->ctx, spec_look_text(look, i)),
                              look->literal);
    spec_reading words = spec_look_words(look, i);
    for (size_t w = 0; w < words.count; w++)
        n += spec_syllables(stet_lower(look->ctx, spec_look_word(look, &words, w)),
                            look->literal);
    return n;
}

/* How many of a e i o u are used. */
static double count_vowels(spec_look *look, size_t i)
{
    static const char vowels[] = "aeiou";
    stet_str text = stet_lower(look->ctx, spec_look_raw(look, i));
    uint32_t used = 0;

    for (size_t v = 0; vowels[v] != '\0'; v++)
        used += memchr(text.ptr, vowels[v], text.len) != NULL;
    return used;
}

static double count_matches(spec_look *look, size_t i)
{
    const spec_item *items = look->patterns.items;
    stet_str text = spec_look_raw(look, i);
    stet_match match;
    size_t n = 0;

    for (size_t p = 0; p < look->patterns.count; p++)
        for (uint32_t at = 0; stet_find(look->ctx, items[p].pattern, text, at, &match);
             at = match.group[0].end)
            n++;
    return (double)n;
}

static double count_occurrences(spec_look *look, size_t i)
{
    return spec_look_occurrences(look, i);
}

/* Columns of white space before a unit; the references count blanks only. */
static double measure_indentation(spec_look *look, size_t i)
{
    stet_str text = look->units.text;
    size_t at = look->units.items[i].start, end = look->units.items[i].end, column = 0;

    while (at > 0 && text.ptr[at - 1] != '\n')
        at--;
    for (; at < end && (text.ptr[at] == ' ' || text.ptr[at] == '\t'); at++) {
        if (text.ptr[at] == '\t' && look->literal)
            break;
        column = text.ptr[at] == '\t' ? (column / 4 + 1) * 4 : column + 1;
    }
    return (double)column;
}

/* How many words stand in runs of words with the same first letter. */
static double count_alliteration(spec_look *look, size_t i)
{
    stet_str text = stet_lower(look->ctx, spec_look_text(look, i));
    uint32_t before = 0;
    size_t n = 0;
    bool in_run = false;

    for (size_t at = 0; at < text.len;) {
        stet_str chunk = spec_next_chunk(text, &at);
        size_t start = 0;
        while (start < chunk.len && spec_is_mark((unsigned char)chunk.ptr[start]))
            start++;
        if (start == chunk.len)
            continue;
        uint32_t letter = python_next(chunk, &start);
        bool same = letter == before;
        n += same ? in_run ? 1 : 2 : 0;
        in_run = same;
        before = letter;
    }
    return (double)n;
}

/* The first number of a unit: digits with one full stop inside, commas left out. */
static double read_number(spec_look *look, size_t i)
{
    stet_str text = spec_look_text(look, i);
    double value = 0, scale = 1;
    size_t at = 0;
    bool negative, behind_point = false;

    while (at < text.len && (text.ptr[at] < '0' || text.ptr[at] > '9'))
        at++;
    if (at == text.len)
        return NAN;
    negative = at > 0 && text.ptr[at - 1] == '-';
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            scale *= behind_point ? 10 : 1;
        } else if (c == '.' && !behind_point) {
            behind_point = true;
        } else if (c != ',' || behind_point) {
            break;
        }
    }
    return (negative ? -value : value) / scale;
}

typedef struct trait_row {
    const char *phrase;
    bool (*holds)(spec_look *look, size_t i);
} trait_row;

static const trait_row traits[SPEC_TRAITS] = {
    [SPEC_IS_ANYTHING] = { "what it must be", is_anything },
    [SPEC_IS_PALINDROME] = { "a palindrome", is_palindrome },
    [SPEC_IS_PRIME_LENGTH] = { "of a length that is a prime number", is_prime_length },
    [SPEC_IS_CONSONANT_CLUSTER] = { "with two consonants side by side",
                                    is_consonant_cluster },
    [SPEC_IS_CAPITALIZED] = { "with a capital", is_capitalized },
    [SPEC_IS_UPPER] = { "in capitals", is_upper },
    [SPEC_IS_LOWER] = { "in small letters", is_lower },
    [SPEC_IS_NUMBER] = { "with a number", is_number },
    [SPEC_IS_JAPANESE] = { "Japanese", is_japanese },
    [SPEC_IS_VERB] = { "a verb", is_verb },
    [SPEC_IS_RING] = { "ended with the word that it starts with", is_ring },
    [SPEC_IS_STATEMENT] = { "a statement", is_statement },
    [SPEC_IS_QUESTION] = { "a question", is_question },
    [SPEC_IS_EXCLAMATION] = { "an exclamation", is_exclamation },
    [SPEC_IS_EMOJI_END] = { "ended with an emoji", is_emoji_end },
};
const char *const spec_trait_names[SPEC_TRAITS + 1] = {
    "anything",    "palindrome",  "prime-length", "consonant-cluster",
    "capitalized", "upper",       "lower",        "number",
    "japanese",    "verb",        "ring",         "statement",
    "question",    "exclamation", "emoji-end",    NULL,
};

typedef struct size_row {
    const char *phrase, *one; /* Behind a number, behind the number 1. */
    double (*of)(spec_look *look, size_t i);
} size_row;

static const size_row sizes[SPEC_SIZES] = {
    [SPEC_SIZE_NONE] = { "", "", NULL },
    [SPEC_SIZE_CHARACTERS] = { "characters", "character", count_characters },
    [SPEC_SIZE_LETTERS] = { "letters", "letter", count_letters },
    [SPEC_SIZE_WORDS] = { "words", "word", count_words },
    [SPEC_SIZE_SENTENCES] = { "sentences", "sentence", count_sentences },
    [SPEC_SIZE_SYLLABLES] = { "syllables", "syllable", count_syllables },
    [SPEC_SIZE_VOWELS] = { "different vowels", "different vowel", count_vowels },
    [SPEC_SIZE_MATCHES] = { "matches", "match", count_matches },
    [SPEC_SIZE_OCCURRENCES] = { "occurrences", "occurrence", count_occurrences },
    [SPEC_SIZE_INDENTATION] = { "columns of indentation", "column of indentation",
                                measure_indentation },
    [SPEC_SIZE_ALLITERATION] = { "words in alliteration", "word in alliteration",
                                 count_alliteration },
    [SPEC_SIZE_NUMBER] = { "as its number", "as its number", read_number },
};
const char *const spec_size_names[SPEC_SIZES + 1] = {
    "none",         "characters", "letters", "words",       "sentences",
    "syllables",    "vowels",     "matches", "occurrences", "indentation",
    "alliteration", "number",     NULL,
};

bool spec_has_trait(int trait, spec_look *look, size_t i)
{
    return traits[trait].holds(look, i);
}

double spec_size_of(int size, spec_look *look, size_t i)
{
    return sizes[size].of ? sizes[size].of(look, i) : NAN;
}

const char *spec_trait_phrase(int trait)
{
    return traits[trait].phrase;
}

const char *spec_size_phrase(int size, double value)
{
    bool is_one = fabs(value - 1) <= 0;
    return is_one ? sizes[size].one : sizes[size].phrase;
}
