/* SPDX-License-Identifier: Apache-2.0 */
#include "article.h"

#include <string.h>

enum { V = ARTICLE_VOWEL, C = ARTICLE_CONSONANT, E = ARTICLE_EITHER };

/* Words read together: longer ones than this have letters that do not matter. */
enum { LONGEST = 24 };

typedef struct beginning {
    const char *letters;
    uint8_t sound;
    bool whole; /* It is all of the word. */
} beginning;

/* How words begin; the first row that fits decides. What is here is what the first
   letter alone gets wrong, and the rows that keep such a row from going too far. */
static const beginning beginnings[] = {
    { "eu", C, false }, /* European, euphemism, eucalyptus */
    { "ewe", C, true },
    { "ewes", C, true },
    { "ewer", C, true },
    { "one", C, true },
    { "ones", C, true },
    { "once", C, true },
    { "oneself", C, true },
    { "oneness", C, true },
    { "onesie", C, false },
    { "ouija", C, false },
    { "oui", C, true },
    { "oaxaca", C, false },
    { "ubiq", C, false }, /* ubiquitous */
    { "ufo", C, false },
    { "uganda", C, false },
    { "uk", C, false }, /* ukulele, Ukrainian */
    { "ulysses", E, false },
    { "unanim", C, false }, /* unanimous */
    { "unary", C, true },
    { "unesco", C, true },
    { "unidirection", C, false },
    { "unidimension", C, false },
    { "unilat", C, false }, /* unilateral */
    { "unilingual", C, false },
    { "uniden", V, false }, /* unidentified */
    { "unid", V, false },
    { "unill", V, false },
    { "unim", V, false }, /* unimportant */
    { "unin", V, false }, /* uninteresting */
    { "uni", C, false },  /* unit, unique, university */
    { "ura", C, false },  /* uranium */
    { "urdu", E, false },
    { "ure", C, false },  /* urea */
    { "uri", C, false },  /* urine */
    { "url", E, false },  /* by its letters, or as "earl" */
    { "uro", C, false },  /* urologist */
    { "urug", C, false }, /* Uruguayan */
    { "usa", C, false },  /* usable */
    { "use", C, false },  /* useful */
    { "usi", C, false },  /* using */
    { "usu", C, false },  /* usual */
    { "utah", C, false },
    { "uten", C, false }, /* utensil */
    { "uter", C, false }, /* uterine */
    { "uti", C, false },  /* utility */
    { "uto", C, false },  /* utopian */
    { "uu", C, false },   /* UUID */
    { "uv", C, false },
    { "uyghur", E, false },
    { "uzbek", E, false },
    { "habitual", E, false }, /* "an" is old, but meant */
    { "heir", V, false },
    { "herb", E, false },
    { "hereditary", E, false },
    { "historic", E, false },
    { "historian", E, false },
    { "homage", E, false },
    { "honest", V, false },
    { "honor", V, false },
    { "honour", V, false },
    { "hors", V, true }, /* hors d'oeuvre */
    { "horse", C, false },
    { "hotel", E, false },
    { "hour", V, false },
    { "hysteri", E, false },
    { "nth", V, true },
    { "xa", C, false },
    { "xe", C, false }, /* xenon */
    { "xi", C, false },
    { "xo", C, false },
    { "xy", C, false }, /* xylophone */
    { "x", V, false },  /* Xbox */
    { "ye", C, false },
    { "yl", E, false },
    { "yp", E, false },
    { "yt", V, false }, /* yttrium */
    { "yv", V, false }, /* Yvonne */
};

/* Capitals that are read by their letters or as a word. */
static const char *const mixed[] = { "SQL", "SNP", "LED", "URL", "FAQ", "SAT" };

/* Read by their letters although they could be read as words. */
static const char *const spelled[] = { "HIV", "HOA", "MIT", "SEO", "SUV", "LSAT",
                                       "MRI", "RNA", "NRA", "NIH", "MLA", "MOU" };

static const char *const breaks[] = {
    "am",   "and",   "are", "as",   "at",   "equals", "exceeds", "if",  "in",
    "into", "is",    "it",  "its",  "of",   "on",     "onto",    "or",  "over",
    "to",   "under", "the", "then", "that", "this",   "they",    "we",  "you",
    "he",   "she",   "was", "were", "will", "with",   "but",     "for", "from",
    "has",  "have",  "had", "a",    "an",   "i",      "up",      "out", "off",
};

static const char *const labels[] = {
    "answer",  "appendix", "category", "chord", "choice",    "class",     "column",
    "exhibit", "figure",   "grade",    "group", "hepatitis", "influenza", "item",
    "key",     "let",      "letter",   "level", "line",      "matrix",    "node",
    "note",    "object",   "option",   "panel", "part",      "phase",     "plan",
    "player",  "point",    "product",  "route", "row",       "scenario",  "schedule",
    "section", "series",   "set",      "side",  "state",     "station",   "step",
    "string",  "table",    "team",     "train", "type",      "variable",  "variables",
    "vector",  "version",  "vitamin",  "vowel",
};

static bool is_among(const char *const *rows, size_t n, stet_str word)
{
    for (size_t i = 0; i < n; i++)
        if (grammar_is_text(word, rows[i]))
            return true;
    return false;
}

bool grammar_article_is_break(stet_str word)
{
    return is_among(breaks, STET_LEN(breaks), word);
}

bool grammar_article_is_label(stet_str word)
{
    return is_among(labels, STET_LEN(labels), word);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

static char small(char c)
{
    return is_capital(c) ? (char)(c + 32) : c;
}

static bool is_vowel(char c)
{
    return c != '\0' && strchr("aeiou", small(c)) != NULL;
}

/* Eight, eighty, eight hundred; eleven and eighteen, which end at the thousands: 11,000
   but not 110. A year may be read as 18 hundred. */
static article_sound number_sound(stet_str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len && (is_digit(text.ptr[i]) || text.ptr[i] == ',');
         i++)
        n += text.ptr[i] != ',';
    if (n == 0)
        return ARTICLE_EITHER;
    if (text.ptr[0] == '8')
        return ARTICLE_VOWEL;
    if (text.len < 2 || text.ptr[0] != '1' ||
        (text.ptr[1] != '1' && text.ptr[1] != '8'))
        return ARTICLE_CONSONANT;
    if (n % 3 == 2)
        return ARTICLE_VOWEL;
    return n == 4 && memchr(text.ptr, ',', text.len) == NULL ? ARTICLE_EITHER
                                                             : ARTICLE_CONSONANT;
}

/* The name of a letter: "an F", "a U". */
static article_sound letter_sound(char letter)
{
    return strchr("aefhilmnorsx", small(letter)) ? ARTICLE_VOWEL : ARTICLE_CONSONANT;
}

/* With what English words begin, of the letters whose names begin with a vowel. */
static const char *const onsets[] = {
    "f",   "fj", "fl",  "fr",  "h",   "l",    "lh",   "ll",   "m",    "mn",   "n",
    "r",   "rh", "s",   "sc",  "sch", "schl", "schm", "schn", "schr", "schw", "scl",
    "scr", "sf", "sh",  "shl", "shm", "shr",  "sk",   "skl",  "skr",  "sl",   "sm",
    "sn",  "sp", "sph", "spl", "spr", "sq",   "st",   "sth",  "str",  "sv",   "sw",
};

/* Whether the first letter may be read by its name, since nobody can speak what it
   begins: "an lvalue", "an fstab", "an ndarray". */
static bool is_spelled(const char *letters, size_t n)
{
    size_t len = 0;

    if (!strchr("fhlmnrs", letters[0]))
        return false;
    while (len < n && !is_vowel(letters[len]) && letters[len] != 'y')
        len++;
    for (size_t i = 0; i < STET_LEN(onsets); i++)
        if (strlen(onsets[i]) == len && memcmp(letters, onsets[i], len) == 0)
            return false;
    return true;
}

static article_sound word_sound(stet_str word)
{
    char letters[LONGEST];
    size_t n = word.len < LONGEST ? word.len : LONGEST;
    bool sounds = false;

    for (size_t i = 0; i < n; i++) {
        letters[i] = small(word.ptr[i]);
        sounds = sounds || is_vowel(letters[i]) || letters[i] == 'y';
    }
    for (size_t i = 0; i < STET_LEN(beginnings); i++) {
        const beginning *b = &beginnings[i];
        size_t len = strlen(b->letters);
        if (n >= len && memcmp(letters, b->letters, len) == 0 &&
            (!b->whole || word.len == len))
            return (article_sound)b->sound;
    }
    if (!sounds || is_spelled(letters, n))
        return ARTICLE_EITHER;
    return is_vowel(letters[0]) ? ARTICLE_VOWEL : ARTICLE_CONSONANT;
}

/* Whether capitals could be read as a word: a consonant or two, then a vowel (NASA,
   STEM), so that no one knows how they are read. */
static bool is_speakable(stet_str capitals)
{
    if (is_among(spelled, STET_LEN(spelled), capitals) || capitals.len < 3)
        return false;
    if (is_vowel(capitals.ptr[1]) || capitals.ptr[1] == 'Y')
        return true;
    return strchr("CHKLMNPRQTW", capitals.ptr[1]) != NULL && is_vowel(capitals.ptr[2]);
}

static article_sound capitals_sound(stet_str capitals)
{
    article_sound by_letters = letter_sound(capitals.ptr[0]);
    article_sound as_word = word_sound(capitals);

    if (by_letters == as_word)
        return by_letters;
    if (is_among(mixed, STET_LEN(mixed), capitals))
        return ARTICLE_EITHER;
    if (is_vowel(capitals.ptr[0]))
        return capitals.len <= 3 && as_word != ARTICLE_EITHER ? by_letters
                                                              : ARTICLE_EITHER;
    return is_speakable(capitals) ? ARTICLE_EITHER : by_letters;
}

article_sound grammar_article_sound(const stet_form_info *form)
{
    stet_str text = form->text;
    size_t n = 0, n_capitals = 0;

    if (text.len > 0 && is_digit(text.ptr[0]))
        return number_sound(text);
    while (n < text.len && text.ptr[n] >= 'A' && text.ptr[n] <= 'z' &&
           (is_capital(text.ptr[n]) || text.ptr[n] >= 'a'))
        n++;
    if (n == 0 || (n < text.len && (unsigned char)text.ptr[n] >= 0x80))
        return ARTICLE_EITHER;
    while (n_capitals < n && is_capital(text.ptr[n_capitals]))
        n_capitals++;
    text.len = n;
    if (n == 1)
        return form->text.len > 1 ? letter_sound(text.ptr[0]) : ARTICLE_EITHER;
    if (n_capitals > 5)
        return letter_sound(text.ptr[0]) == word_sound(text) ? word_sound(text)
                                                             : ARTICLE_EITHER;
    if (n_capitals >= 2)
        return capitals_sound((stet_str){ text.ptr, n_capitals });
    /* iPhone and eBay, but mRNA and fMRI are read by their letters. */
    if (n_capitals == 0 && form->shape & STET_SHAPE_MIXED)
        return is_vowel(text.ptr[0]) ? word_sound(text) : ARTICLE_EITHER;
    /* YouTube, OneNote: the first part decides. */
    for (n = 1; n < text.len && !is_capital(text.ptr[n]);)
        n++;
    return word_sound((stet_str){ text.ptr, n });
}
