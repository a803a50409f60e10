/* SPDX-License-Identifier: Apache-2.0 */
#include "capitals.h"

#include "phrasing.h"

#include <string.h>

/* Words that have no capital in the middle of a title, or may have none. */
typedef struct small_word {
    const char *text;
    capital_want ap, chicago;
} small_word;

/* Of prepositions as long as "about" Chicago's editions differ; "if" is a conjunction
   of two letters to AP, and to Chicago one that subordinates. Words that are often
   parts of names (Worth, Plus) are not here. */
static const small_word small_words[] = {
    { "a", CAPITAL_SMALL, CAPITAL_SMALL },
    { "aboard", CAPITAL_FIRST, CAPITAL_ANY },
    { "about", CAPITAL_FIRST, CAPITAL_ANY },
    { "above", CAPITAL_FIRST, CAPITAL_ANY },
    { "across", CAPITAL_FIRST, CAPITAL_ANY },
    { "after", CAPITAL_FIRST, CAPITAL_ANY },
    { "against", CAPITAL_FIRST, CAPITAL_ANY },
    { "along", CAPITAL_FIRST, CAPITAL_ANY },
    { "alongside", CAPITAL_FIRST, CAPITAL_ANY },
    { "amid", CAPITAL_FIRST, CAPITAL_ANY },
    { "amidst", CAPITAL_FIRST, CAPITAL_ANY },
    { "among", CAPITAL_FIRST, CAPITAL_ANY },
    { "amongst", CAPITAL_FIRST, CAPITAL_ANY },
    { "an", CAPITAL_SMALL, CAPITAL_SMALL },
    { "and", CAPITAL_SMALL, CAPITAL_SMALL },
    { "around", CAPITAL_FIRST, CAPITAL_ANY },
    { "as", CAPITAL_ANY, CAPITAL_SMALL },
    { "at", CAPITAL_SMALL, CAPITAL_SMALL },
    { "atop", CAPITAL_FIRST, CAPITAL_ANY },
    { "before", CAPITAL_FIRST, CAPITAL_ANY },
    { "behind", CAPITAL_FIRST, CAPITAL_ANY },
    { "below", CAPITAL_FIRST, CAPITAL_ANY },
    { "beneath", CAPITAL_FIRST, CAPITAL_ANY },
    { "beside", CAPITAL_FIRST, CAPITAL_ANY },
    { "between", CAPITAL_FIRST, CAPITAL_ANY },
    { "beyond", CAPITAL_FIRST, CAPITAL_ANY },
    { "but", CAPITAL_SMALL, CAPITAL_SMALL },
    { "by", CAPITAL_ANY, CAPITAL_ANY },
    { "concerning", CAPITAL_FIRST, CAPITAL_ANY },
    { "despite", CAPITAL_FIRST, CAPITAL_ANY },
    { "down", CAPITAL_FIRST, CAPITAL_ANY },
    { "during", CAPITAL_FIRST, CAPITAL_ANY },
    { "except", CAPITAL_FIRST, CAPITAL_ANY },
    { "for", CAPITAL_SMALL, CAPITAL_SMALL },
    { "from", CAPITAL_FIRST, CAPITAL_SMALL },
    { "if", CAPITAL_ANY, CAPITAL_FIRST },
    { "in", CAPITAL_ANY, CAPITAL_ANY },
    { "inside", CAPITAL_FIRST, CAPITAL_ANY },
    { "into", CAPITAL_FIRST, CAPITAL_SMALL },
    { "like", CAPITAL_FIRST, CAPITAL_ANY },
    { "near", CAPITAL_FIRST, CAPITAL_ANY },
    { "nor", CAPITAL_SMALL, CAPITAL_SMALL },
    { "of", CAPITAL_SMALL, CAPITAL_SMALL },
    { "off", CAPITAL_ANY, CAPITAL_ANY },
    { "on", CAPITAL_ANY, CAPITAL_ANY },
    { "onto", CAPITAL_FIRST, CAPITAL_SMALL },
    { "or", CAPITAL_SMALL, CAPITAL_SMALL },
    { "out", CAPITAL_ANY, CAPITAL_ANY },
    { "outside", CAPITAL_FIRST, CAPITAL_ANY },
    { "over", CAPITAL_FIRST, CAPITAL_ANY },
    { "past", CAPITAL_FIRST, CAPITAL_ANY },
    { "per", CAPITAL_ANY, CAPITAL_SMALL },
    { "regarding", CAPITAL_FIRST, CAPITAL_ANY },
    { "since", CAPITAL_FIRST, CAPITAL_ANY },
    { "so", CAPITAL_ANY, CAPITAL_ANY },
    { "than", CAPITAL_FIRST, CAPITAL_ANY },
    { "the", CAPITAL_SMALL, CAPITAL_SMALL },
    { "through", CAPITAL_FIRST, CAPITAL_ANY },
    { "throughout", CAPITAL_FIRST, CAPITAL_ANY },
    { "to", CAPITAL_ANY, CAPITAL_SMALL },
    { "toward", CAPITAL_FIRST, CAPITAL_ANY },
    { "towards", CAPITAL_FIRST, CAPITAL_ANY },
    { "under", CAPITAL_FIRST, CAPITAL_ANY },
    { "underneath", CAPITAL_FIRST, CAPITAL_ANY },
    { "unlike", CAPITAL_FIRST, CAPITAL_ANY },
    { "until", CAPITAL_FIRST, CAPITAL_ANY },
    { "unto", CAPITAL_FIRST, CAPITAL_ANY },
    { "up", CAPITAL_ANY, CAPITAL_ANY },
    { "upon", CAPITAL_FIRST, CAPITAL_SMALL },
    { "v", CAPITAL_ANY, CAPITAL_ANY },
    { "versus", CAPITAL_FIRST, CAPITAL_ANY },
    { "via", CAPITAL_ANY, CAPITAL_SMALL },
    { "vs", CAPITAL_ANY, CAPITAL_ANY },
    { "with", CAPITAL_FIRST, CAPITAL_SMALL },
    { "within", CAPITAL_FIRST, CAPITAL_ANY },
    { "without", CAPITAL_FIRST, CAPITAL_ANY },
    { "yet", CAPITAL_ANY, CAPITAL_ANY },
};

static const small_word *find_small(stet_str lower)
{
    size_t low = 0, high = STET_LEN(small_words);

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *text = small_words[middle].text;
        int order = strncmp(lower.ptr, text, lower.len);
        if (order == 0)
            order = text[lower.len] == '\0' ? 0 : -1;
        if (order == 0)
            return &small_words[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool capital_is_small_word(stet_str lower)
{
    return find_small(lower) != NULL;
}

static capital_want want_in_title(capital_style style, stet_str lower)
{
    const small_word *small = find_small(lower);

    if (!small)
        return CAPITAL_FIRST;
    return style == CAPITAL_TITLE_AP ? small->ap : small->chicago;
}

/* Whether a mark is one behind which a part begins; of a run of marks the first counts.
 */
static bool opens_part(const capital_reader *r, const stet_word *word, stet_str letters)
{
    const phrasing_text *openers = r->openers->items;

    if (word->kind != STET_WORD_PUNCTUATION && word->kind != STET_WORD_SYMBOL)
        return false;
    for (size_t i = 0; i < r->openers->count; i++)
        if (letters.len >= openers[i].text.len &&
            memcmp(letters.ptr, openers[i].text.ptr, openers[i].text.len) == 0)
            return true;
    return false;
}

static capital_want want_of(const capital_reader *r, stet_str lower, bool last)
{
    switch (r->style) {
    case CAPITAL_SENTENCE:
        if (!r->begun)
            return CAPITAL_FIRST;
        return r->opens || r->may_open || lower.len == 1 ? CAPITAL_ANY : CAPITAL_SMALL;
    case CAPITAL_TITLE_AP:
    case CAPITAL_TITLE_CHICAGO:
        if (!r->begun || r->opens || last || !find_small(lower))
            return CAPITAL_FIRST;
        return r->may_open ? CAPITAL_ANY : want_in_title(r->style, lower);
    case CAPITAL_LOWER:
        return CAPITAL_SMALL;
    case CAPITAL_UPPER:
        return CAPITAL_ALL;
    case CAPITAL_PATTERN:
        break;
    }
    return CAPITAL_ANY;
}

capital_want capital_next(stet_ctx *ctx, capital_reader *r, const stet_word *word,
                          stet_str letters, bool last)
{
    capital_want want = CAPITAL_ANY;

    if (word->kind == STET_WORD_PLAIN) {
        const stet_form_info *form = stet_form(ctx, word->form);
        want = want_of(r, stet_form(ctx, form->lower)->text, last);
        r->begun = true;
        r->opens = r->may_open = false;
    } else if (word->kind == STET_WORD_NUMBER || word->kind == STET_WORD_OPAQUE) {
        /* "3 ways", "`main` returns": the word behind it may be the first or not. */
        r->may_open = r->may_open || !r->begun;
        r->begun = true;
    } else if (opens_part(r, word, letters)) {
        r->opens = true;
    } else if (word->kind == STET_WORD_PUNCTUATION && letters.ptr[0] == '.') {
        r->may_open = true;
    }
    return want;
}

bool capital_is_wrong(const stet_form_info *form, capital_want want)
{
    if (form->shape & STET_SHAPE_DIGIT)
        return false;
    switch (want) {
    case CAPITAL_SMALL:
        return (form->shape & STET_SHAPE_CAPITAL) != 0;
    case CAPITAL_FIRST:
        return (form->shape & STET_SHAPE_LOWER) != 0;
    case CAPITAL_ALL:
        return (form->shape & STET_SHAPE_LOWER) != 0 ||
               ((form->shape & STET_SHAPE_CAPITAL) != 0 && form->text.len > 1);
    case CAPITAL_ANY:
        break;
    }
    return false;
}
