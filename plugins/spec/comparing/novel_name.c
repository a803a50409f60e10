/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel.h"
#include "reading/character.h"
#include "reading/words.h"

/* In letters: a shorter acronym is that of too many words. */
enum { SHORTEST_WINDOW = 3, LONGEST_ACRONYM = 5 };

/* What the other text has. */
typedef struct known {
    spec_set words;    /* In small letters, without 's. */
    spec_set prefixes; /* Of words: five letters, or four. */
    spec_set acronyms; /* First letters of words in a row. */
    bool has_acronyms;
} known;

static const char *const no_names[] = {
    "monday",   "tuesday",   "wednesday", "thursday", "friday",   "saturday", "sunday",
    "january",  "february",  "march",     "april",    "may",      "june",     "july",
    "august",   "september", "october",   "november", "december", "mr",       "mrs",
    "ms",       "dr",        "prof",      "sir",      "st",       "god",      "ok",
    "am",       "pm",        "bc",        "ad",       "bce",      "ce",       "not",
    "no",       "and",       "or",        "all",      "never",    "always",   "must",
    "very",     "any",       "the",       "is",       "this",     "that",     "only",
    "if",       "do",        "tv",        "id",       "faq",      "etc",      "vs",
    "section",  "figure",    "table",     "chapter",  "part",     "step",     "page",
    "appendix", "fig",
};

/* Peoples whose name does not begin as that of their country does. */
static const char *const peoples[][2] = {
    { "french", "france" },     { "british", "britain" },
    { "spanish", "spain" },     { "dutch", "netherlands" },
    { "english", "england" },   { "scottish", "scotland" },
    { "welsh", "wales" },       { "irish", "ireland" },
    { "swiss", "switzerland" }, { "greek", "greece" },
    { "danish", "denmark" },    { "polish", "poland" },
    { "finnish", "finland" },   { "swedish", "sweden" },
    { "turkish", "turkey" },    { "chinese", "china" },
    { "norwegian", "norway" },  { "filipino", "philippines" },
    { "american", "us" },       { "american", "usa" },
    { "american", "america" },  { "america", "us" },
    { "america", "usa" },       { "british", "uk" },
    { "britain", "uk" },        { "germany", "german" },
    { "lebanese", "lebanon" },  { "portuguese", "portugal" },
    { "japanese", "japan" },    { "icelandic", "iceland" },
};

/* A word without 's, and its letters before an apostrophe: I'm is I. */
static stet_str bare_word(const spec_tokens *t, size_t at)
{
    stet_str text = spec_token_text(t, at);

    for (size_t i = 0, len; i < text.len; i += len) {
        uint32_t c = spec_decode(text, i, &len);
        bool ends = i + len + 1 >= text.len || i + len + 2 >= text.len;
        if ((c == '\'' || c == 0x2019) && i > 0 && ends)
            return (stet_str){ text.ptr, i };
    }
    return text;
}

static size_t count_letters(stet_str word)
{
    size_t count = 0;
    for (size_t i = 0; i < word.len; i++)
        count += ((unsigned char)word.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* The first n letters. */
static stet_str cut(stet_str word, size_t n)
{
    size_t at = 0;
    for (size_t len; at < word.len && n > 0; at += len, n--)
        spec_decode(word, at, &len);
    return (stet_str){ word.ptr, at };
}

/* ---- What the other text has ---- */

static bool is_joined_letter(const spec_tokens *t, size_t at)
{
    return at + 1 < t->count && t->items[at].kind == SPEC_TOKEN_WORD &&
           t->items[at].end - t->items[at].start == 1 &&
           spec_token_is_mark(t, at + 1, '.') &&
           !(t->items[at + 1].flags & SPEC_TOKEN_SPACED);
}

/* U.S. as US: the word that letters with full stops make. */
static void learn_letters(known *k, const spec_tokens *t, size_t at)
{
    char word[8];
    size_t len = 0;

    for (; len < sizeof word && is_joined_letter(t, at); at += 2)
        word[len++] = t->text.ptr[t->items[at].start];
    if (len > 1)
        spec_set_add(&k->words, spec_hash((stet_str){ word, len }));
}

static void learn_word(known *k, stet_str word)
{
    size_t letters = count_letters(word);
    spec_set_add(&k->words, spec_hash(word));
    if (letters >= 5)
        spec_set_add(&k->prefixes, spec_hash(cut(word, 5)));
    if (letters >= 5)
        spec_set_add(&k->prefixes, spec_hash(cut(word, 4)));
}

/* Les Misérables are Les Miserables, and Müller may be Mueller. */
static void learn_words(const novel *n, known *k, const spec_tokens *t)
{
    for (size_t at = 0; at < t->count; at++) {
        if (t->items[at].kind != SPEC_TOKEN_WORD)
            continue;
        stet_str word = bare_word(t, at);
        stet_str plain = spec_transcribe(n->ctx, word, false);
        learn_word(k, plain);
        if (plain.ptr != word.ptr)
            learn_word(k, spec_transcribe(n->ctx, word, true));
        learn_letters(k, t, at);
    }
}

/* First letters of every three to five words in a row, and of every two with capitals.
 */
static void learn_acronyms(known *k, const spec_tokens *t)
{
    for (size_t first = 0; first < t->count; first++) {
        char letters[LONGEST_ACRONYM];
        size_t len = 0;
        bool capitals = true;
        for (size_t at = first; at < t->count && len < LONGEST_ACRONYM; at++) {
            if (t->items[at].kind != SPEC_TOKEN_WORD)
                break;
            capitals = capitals && t->items[at].flags & SPEC_TOKEN_CAPITAL;
            letters[len++] = t->text.ptr[t->items[at].start];
            if (len >= SHORTEST_WINDOW || (len == 2 && capitals))
                spec_set_add(&k->acronyms, spec_hash((stet_str){ letters, len }));
        }
    }
}

static void learn(const novel *n, known *k)
{
    size_t count = novel_count_theirs(n);

    k->words = spec_set_new(n->ctx, count * 3);
    k->prefixes = spec_set_new(n->ctx, count * 4);
    for (size_t i = 0; i < n->other->count; i++)
        learn_words(n, k, &n->theirs[i]);
}

static bool knows_acronym(const novel *n, known *k, stet_str word)
{
    if (!k->has_acronyms) {
        k->acronyms = spec_set_new(n->ctx, novel_count_theirs(n) * 4);
        for (size_t i = 0; i < n->other->count; i++)
            learn_acronyms(k, &n->theirs[i]);
        k->has_acronyms = true;
    }
    return spec_set_has(&k->acronyms, spec_hash(word));
}

static bool has_word(const known *k, const char *word)
{
    return spec_set_has(&k->words, spec_hash((stet_str){ word, strlen(word) }));
}

/* Whether it is one of a people and the other text has its country, or the reverse. */
static bool knows_people(const known *k, const spec_tokens *t, size_t at)
{
    for (size_t i = 0; i < STET_LEN(peoples); i++)
        for (size_t side = 0; side < 2; side++)
            if (spec_token_is_word(t, at, peoples[i][side]) &&
                has_word(k, peoples[i][1 - side]))
                return true;
    return false;
}

/* The word, a longer or a shorter form of it: Iran, Iranian; API, APIs. */
static bool knows_word(const known *k, stet_str word)
{
    size_t letters = count_letters(word);
    stet_str one = { word.ptr, word.len - 1 };

    if (letters >= 3 && word.ptr[word.len - 1] == 's' &&
        spec_set_has(&k->words, spec_hash(one)))
        return true;

    if (spec_set_has(&k->words, spec_hash(word)))
        return true;
    if (letters >= 5)
        return spec_set_has(&k->prefixes, spec_hash(cut(word, 5))) ||
               spec_set_has(&k->words, spec_hash(cut(word, 4)));
    return letters == 4 && spec_set_has(&k->prefixes, spec_hash(word));
}

/* ---- Where a name stands ---- */

static bool is_name_word(const spec_tokens *t, size_t at)
{
    return at < t->count && t->items[at].kind == SPEC_TOKEN_WORD &&
           t->items[at].flags & SPEC_TOKEN_CAPITAL;
}

static bool is_glued(const spec_tokens *t, size_t at)
{
    return at < t->count && !(t->items[at].flags & SPEC_TOKEN_SPACED);
}

/* A mark behind which a capital says nothing: a colon, an opening quote or bracket. */
static bool starts_anew(const spec_tokens *t, size_t at)
{
    size_t len;
    if (t->items[at].kind != SPEC_TOKEN_MARK)
        return false;
    uint32_t mark = spec_decode(t->text, t->items[at].start, &len);
    return strchr(":\"(['!?*/|#-", (int)(mark < 0x80 ? mark : 'x')) != NULL ||
           mark == 0x201C || mark == 0x2018 || mark == 0xAB || mark == 0x2013 ||
           mark == 0x2014 || mark == 0x2022 || mark == 0x2026;
}

/* "a." at the start of a list item that is not known as one. */
static bool is_letter_item(const spec_tokens *t, size_t at)
{
    return at > 0 && spec_token_is_mark(t, at, '.') &&
           t->items[at - 1].end - t->items[at - 1].start == 1 &&
           t->items[at - 1].flags & SPEC_TOKEN_SPACED;
}

/* Whether the longer words of a sentence, but the first, have a capital: all of them,
   or most where it has no full stop. */
static bool is_title(const spec_tokens *t, size_t first, size_t behind)
{
    enum { LONG = 4, SEVERAL = 4 };
    size_t n_long = 0, n_capitals = 0;
    bool ends = behind > first && (spec_token_is_mark(t, behind - 1, '.') ||
                                   spec_token_is_mark(t, behind - 1, '!') ||
                                   spec_token_is_mark(t, behind - 1, '?'));

    for (size_t at = first + 1; at < behind; at++) {
        if (t->items[at].kind != SPEC_TOKEN_WORD ||
            t->items[at].end - t->items[at].start < LONG)
            continue;
        n_long++;
        n_capitals += (t->items[at].flags & SPEC_TOKEN_CAPITAL) != 0;
    }
    if (ends)
        return n_long >= SEVERAL && n_capitals == n_long;
    return n_capitals * 10 > n_long * 6;
}

static bool is_no_name(const spec_tokens *t, size_t at)
{
    stet_str word = bare_word(t, at);
    if (count_letters(word) < 2)
        return true;
    for (size_t i = 0; i < STET_LEN(no_names); i++)
        if (spec_token_is_word(t, at, no_names[i]))
            return true;
    return false;
}

/* Words in capitals are shouted when there are several, or one is long. */
static bool is_shouted(const spec_tokens *t, size_t at)
{
    enum { LONG = 6 };
    if (!(t->items[at].flags & SPEC_TOKEN_UPPER))
        return false;
    return t->items[at].end - t->items[at].start > LONG ||
           (at > 0 && t->items[at - 1].flags & SPEC_TOKEN_UPPER) ||
           (at + 1 < t->count && t->items[at + 1].flags & SPEC_TOKEN_UPPER);
}

static bool knows_name(const novel *n, known *k, size_t at)
{
    const spec_tokens *t = &n->ours;
    stet_str word = bare_word(t, at);

    if (is_no_name(t, at) || is_shouted(t, at) ||
        knows_word(k, spec_transcribe(n->ctx, word, false)) ||
        knows_word(k, spec_transcribe(n->ctx, word, true)) || knows_people(k, t, at))
        return true;
    return t->items[at].flags & SPEC_TOKEN_UPPER && knows_acronym(n, k, word);
}

/* Whether the other text has the first letters of a name of several words: UN. */
static bool knows_letters(const known *k, const spec_tokens *t, size_t first,
                          size_t behind)
{
    char letters[LONGEST_ACRONYM];
    size_t len = 0;

    for (size_t at = first; at < behind && len < sizeof letters; at++)
        if (is_name_word(t, at))
            letters[len++] = t->text.ptr[t->items[at].start];
    return len > 1 && spec_set_has(&k->words, spec_hash((stet_str){ letters, len }));
}

/* Behind the last of the words with capitals that begin at `at`. */
static size_t find_behind(const spec_tokens *t, size_t at, size_t end)
{
    while (at < end) {
        bool hyphen = spec_token_is_mark(t, at + 1, '-') && is_name_word(t, at + 2) &&
                      !(t->items[at + 2].flags & SPEC_TOKEN_SPACED);
        if (hyphen && at + 2 < end)
            at += 2;
        else if (at + 1 < end && is_name_word(t, at + 1))
            at++;
        else
            return at + 1;
    }
    return at;
}

/* In verse each line has a capital, and the text does not show where lines end. */
static bool begins_line(const novel *n, size_t at)
{
    const spec_token *token = &n->ours.items[at];
    stet_span span =
        stet_to_markup(n->ctx, n->doc, (stet_span){ token->start, token->end });
    stet_str markup = stet_markup(n->ctx, n->doc);
    uint32_t i = span.start;

    while (i > 0 && (markup.ptr[i - 1] == ' ' || markup.ptr[i - 1] == '*'))
        i--;
    return i > 0 && markup.ptr[i - 1] == '\n';
}

/* Tells the words of a name, tokens first to behind - 1, that nobody knows; `anew`: the
   first of them would have a capital anyway. */
static void check_name(const novel *n, known *k, size_t first, size_t behind, bool anew)
{
    const spec_tokens *t = &n->ours;

    if (knows_letters(k, t, first, behind) ||
        (anew && knows_letters(k, t, first + 1, behind)))
        return;
    for (size_t at = first + anew; at < behind; at++) {
        size_t end = at;
        while (end < behind && is_name_word(t, end) && !knows_name(n, k, end))
            end++;
        if (end == at)
            continue;
        if (!begins_line(n, at))
            novel_tell_tokens(n, NOVEL_NAMES, at, end);
        at = end;
    }
}

/* One sentence: its first word has a capital anyway. */
static void check_sentence(const novel *n, known *k, size_t first, size_t behind)
{
    const spec_tokens *t = &n->ours;
    bool anew = true;

    if (is_title(t, first, behind))
        return;
    for (size_t at = first; at < behind; at++) {
        if (t->items[at].flags & SPEC_TOKEN_BROKEN)
            anew = true;
        if (!is_name_word(t, at)) {
            anew = starts_anew(t, at) || is_letter_item(t, at) ||
                   (t->items[at].kind == SPEC_TOKEN_DIGITS && is_glued(t, at + 1));
            continue;
        }
        size_t end = find_behind(t, at, behind);
        bool label = anew && spec_token_is_mark(t, end, ':');
        if (!label)
            check_name(n, k, at, end, anew);
        anew = false;
        at = end - 1;
    }
}

void novel_find_names(const novel *n)
{
    stet_sentence_array sentences = stet_sentences(n->ctx, n->doc);
    stet_block_array blocks = stet_blocks(n->ctx, n->doc);
    const spec_tokens *t = &n->ours;
    known k = { .has_acronyms = false };
    size_t at = 0;

    learn(n, &k);
    for (size_t i = 0; i < sentences.count; i++) {
        const stet_sentence *s = &sentences.items[i];
        const stet_block *block = &blocks.items[s->block];
        while (at < t->count && t->items[at].start < s->span.start)
            at++;
        size_t first = at;
        while (at < t->count && t->items[at].end <= s->span.end)
            at++;
        if (block->kind != STET_BLOCK_HEADING && stet_selected(n->ctx, block))
            check_sentence(n, &k, first, at);
    }
}
