/* SPDX-License-Identifier: Apache-2.0 */
/* A worker's run over the words of a block. */
#include "base/memory.h"
#include "base/utf8.h"
#include "rule/scan_words_p.h"
#include "text/word.h"

#include <stdlib.h>

/** The end of a list of spots. */
#define NO_LITERAL UINT32_MAX

/** What is known of a form, instead of where its lists of spots begin. */
enum { UNKNOWN = 0, NOTHING = 1 };

/** Words between one and the one whose entry is asked for meanwhile. */
enum { AHEAD = 12 };

/** Forms longer than this are known by their beginning only; see form.h. */
enum { LONGEST_FORM = 128 };

/** A list of spots is of those that count anywhere, then of those that count in some
    blocks only. This is set when there are only the latter. */
#define ONLY_SITES (UINT32_C(1) << 31)

/** What a run over a block carries along. */
struct block_run {
    const stet_scan_words *words;
    stet_scan_forms *forms;
    const stet_scan_input *input;
    uint32_t block;
    stet_span bounds; /**< Of the block, in the text. */
    bool has_sites;   /**< Literals that count in some blocks only may count here. */
    stet_scan_take *take;
    void *user;
};

/** Whether the block is one of those where the literal counts. */
static bool may_count(const struct block_run *run, const stet_scan_spot *spot)
{
    const stet_scan_traits *traits = &run->words->traits[spot->literal];
    return traits->sites == 0 || run->input->bounds == NULL ||
           stet_site_may_hold(traits->sites, traits->kinds, run->input->bounds,
                              run->block);
}

static void try_spot(const struct block_run *run, const stet_scan_spot *spot,
                     uint32_t base)
{
    size_t at;
    uint32_t start = run->bounds.start;
    if (may_count(run, spot) &&
        stet_scan_spot_stands(spot, run->words->literals[spot->literal],
                              stet_slice(run->input->text, run->bounds), base - start,
                              &at)) {
        run->take(run->user, spot->literal, start + (uint32_t)at, run->block);
    }
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
        stet_scan_spot spot;
        stet_str form = { run->input->text.ptr + at, length };
        if (stet_scan_spot_make(words, &words->anchors[i], form, 0, length, &spot)) {
            try_spot(run, &spot, at);
        }
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
    free(forms->of_sites);
    stet_scan_text_release(&forms->copy);
    *forms = (stet_scan_forms){ .spots = NULL };
}

static void add_spot(stet_scan_forms *forms, stet_scan_spot spot)
{
    stet_memory_grow((void **)&forms->spots, &forms->spots_capacity, forms->n_spots + 1,
                     sizeof *forms->spots);
    forms->spots[forms->n_spots++] = spot;
}

static void add_of_sites(stet_scan_forms *forms, stet_scan_spot spot)
{
    stet_memory_grow((void **)&forms->of_sites, &forms->of_sites_capacity,
                     forms->n_of_sites + 1, sizeof *forms->of_sites);
    forms->of_sites[forms->n_of_sites++] = spot;
}

/** While the anchors in a form are listed. */
struct form_run {
    const stet_scan_words *words;
    stet_scan_forms *forms;
    stet_str letters;
};

static void found_in_form(void *user, uint32_t text, size_t end)
{
    const struct form_run *run = user;
    const stet_scan_words *words = run->words;
    size_t start = end - words->texts[text].len;
    if (run->forms->copy.n_segments > 0) {
        uint32_t block;
        start = stet_scan_text_origin(&run->forms->copy, start, &block);
        end = stet_scan_text_origin(&run->forms->copy, end, &block);
    }
    for (uint32_t i = words->first[text]; i < words->first[text + 1]; i++) {
        stet_scan_spot spot;
        if (!stet_scan_spot_make(words, &words->anchors[i], run->letters, start, end,
                                 &spot)) {
            continue;
        }
        if (words->traits[spot.literal].sites != 0) {
            add_of_sites(run->forms, spot);
        } else {
            add_spot(run->forms, spot);
        }
    }
}

/** Ends the list of spots that begins at `first`, with those of sites behind it. */
static uint32_t end_list(stet_scan_forms *forms, size_t first)
{
    static const stet_scan_spot end = { .literal = NO_LITERAL };
    bool has_others = forms->n_spots > first;
    if (!has_others && forms->n_of_sites == 0) {
        return NOTHING;
    }
    add_spot(forms, end);
    for (size_t i = 0; i < forms->n_of_sites; i++) {
        add_spot(forms, forms->of_sites[i]);
    }
    add_spot(forms, end);
    return (uint32_t)(first + 1) | (has_others ? 0 : ONLY_SITES);
}

/** Lists the anchors in a form that was not met before. */
static uint32_t list_spots(const stet_scan_words *words, stet_scan_forms *forms,
                           stet_str letters)
{
    struct form_run run = { words, forms, letters };
    if (forms->n_spots == 0) { /* The first list must not have the number of none. */
        add_spot(forms, (stet_scan_spot){ .literal = NO_LITERAL });
    }
    size_t first = forms->n_spots;
    forms->n_of_sites = 0;
    stet_scan_text_clear(&forms->copy);
    stet_str shown = letters;
    if (!stet_utf8_is_ascii(letters)) {
        stet_span all = { 0, (uint32_t)letters.len };
        stet_scan_text_add(&forms->copy, letters, all, 0);
        shown = stet_buffer_str(&forms->copy.copy);
    }
    stet_scan_plain_run(words->plain, shown, found_in_form, &run);
    return end_list(forms, first);
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
    const stet_scan_spot *spot = &run->forms->spots[(spots_of & ~ONLY_SITES) - 1];
    stet_scan_beside seen =
        stet_scan_beside_of(run->input->text, run->bounds, word->span);
    for (int list = 0; list <= run->has_sites; list++, spot++) {
        for (; spot->literal != NO_LITERAL; spot++) {
            if (stet_scan_spot_may_stand(spot, seen)) {
                try_spot(run, spot, word->span.start);
            }
        }
    }
}

/** Keeps the list of a form, which is the last one, or forgets it. */
static void keep_list(stet_scan_forms *forms, uint32_t form, uint32_t spots_of)
{
    if (spots_of == NOTHING || forms->n_spots <= STET_SCAN_SPOTS_KEPT) {
        forms->spots_of[form] = spots_of;
    } else {
        forms->n_spots = (spots_of & ~ONLY_SITES) - 1;
    }
}

/** A word whose form is met for the first time, or is not kept. */
static void meet_word(struct block_run *run, const stet_word *word)
{
    bool is_long = word->span.end - word->span.start > LONGEST_FORM;
    if (is_long || word->form >= STET_FORMS_KEPT) {
        look_through(run, word->span);
        return;
    }
    make_room(run->forms, word->form);
    uint32_t spots_of =
        list_spots(run->words, run->forms, stet_slice(run->input->text, word->span));
    if (spots_of != NOTHING) {
        try_spots(run, word, spots_of);
    }
    keep_list(run->forms, word->form, spots_of);
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

static bool begins_with_letter(stet_str text, const stet_word *word)
{
    return stet_word_is_inner((unsigned char)text.ptr[word->span.start]);
}

/** Only clitics that begin with a letter, and what is opaque, stand so. */
static inline bool may_be_joined(stet_str text, const stet_word *word)
{
    return word->kind == STET_WORD_OPAQUE ||
           (word->kind == STET_WORD_CLITIC && begins_with_letter(text, word));
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

static void run_words(struct block_run *run, const stet_word *word, size_t count)
{
    const stet_word *end = word + count;
    const stet_word *last = count > AHEAD ? end - AHEAD : word;
    uint32_t passed = run->has_sites ? 0 : ONLY_SITES;
    bool has_joined = false;
    const uint32_t *known = run->forms->spots_of;
    size_t n_known = run->forms->n_forms;
    for (; word < end; word++) {
        /* The table of a large vocabulary comes from far. */
        if (word < last && word[AHEAD].form < n_known) {
            __builtin_prefetch(&known[word[AHEAD].form]);
        }
        uint32_t spots_of = word->form < n_known ? known[word->form] : UNKNOWN;
        has_joined |= may_be_joined(run->input->text, word);
        if (spots_of == NOTHING) {
            continue;
        }
        if (spots_of == UNKNOWN) {
            meet_word(run, word);
            known = run->forms->spots_of;
            n_known = run->forms->n_forms;
        } else if (!(spots_of & passed)) {
            try_spots(run, word, spots_of);
        }
    }
    if (has_joined) {
        look_at_joined(run, end - count, count);
    }
}

void stet_scan_words_run(stet_scan_words *words, stet_scan_forms *forms,
                         const stet_scan_input *input, uint32_t block,
                         stet_scan_take *take, void *user)
{
    const stet_block *it = &input->blocks.items[block];
    struct block_run run = {
        .words = words,
        .forms = forms,
        .input = input,
        .block = block,
        .bounds = it->span,
        .has_sites = input->bounds == NULL ||
                     stet_site_may_be_bound(input->bounds, it->kind, block),
        .take = take,
        .user = user,
    };
    stet_scan_words_make(words);
    if (input->words.items == NULL || it->n_words == 0) {
        look_through(&run, it->span);
    } else {
        run_words(&run, input->words.items + it->first_word, it->n_words);
    }
}
