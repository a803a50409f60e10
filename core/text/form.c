/* SPDX-License-Identifier: Apache-2.0 */
#include "text/form.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/form_p.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_SLOTS = 1 << 13,
    /* Beyond this many slots the table is made small again when forms are forgotten. */
    MOST_SLOTS = STET_FORMS_KEPT * 4,
};

void stet_forms_init(stet_forms *forms)
{
    *forms = (stet_forms){ .n_slots = FIRST_SLOTS };
    /* Reserved at once, so that infos do not move: a page that nobody touches costs
       nothing. */
    forms->infos = stet_memory_alloc(STET_FORMS_FIRST * sizeof *forms->infos);
    forms->slots = stet_memory_zalloc(FIRST_SLOTS, sizeof *forms->slots);
    forms->recent =
        stet_memory_zalloc(1 << STET_FORM_RECENT_BITS, sizeof *forms->recent);
    forms->infos[0] = (stet_form_info){ .text = { "", 0 } };
    forms->count = 1;
}

static void free_more(stet_forms *forms)
{
    while (forms->n_more > 0)
        free(forms->more[--forms->n_more]);
    free(forms->more);
    forms->more = NULL;
    forms->more_capacity = 0;
}

void stet_forms_release(stet_forms *forms)
{
    free_more(forms);
    free(forms->infos);
    free(forms->slots);
    free(forms->recent);
    stet_arena_release(&forms->arena);
    stet_arena_release(&forms->transient);
    *forms = (stet_forms){ 0 };
}

uint64_t stet_form_hash(stet_str letters)
{
    if (letters.len == 0)
        return 0;
    return stet_form_hash_key(stet_form_key_of(letters.ptr, letters.len), letters.len);
}

/* The slot of the letters, or the free one where they belong. */
static stet_form_slot *slot_of(const stet_forms *forms, stet_str letters,
                               stet_form_key key, uint64_t hash)
{
    size_t mask = forms->n_slots - 1;
    size_t i = (size_t)(stet_form_slot_at(forms, hash) - forms->slots);
    for (;; i = (i + 1) & mask) {
        stet_form_slot *slot = &forms->slots[i];
        if (slot->length == 0)
            return slot;
        if (slot->key.first != key.first || slot->key.last != key.last ||
            slot->length != letters.len)
            continue;
        if (letters.len <= STET_FORM_PACKED ||
            stet_str_equal(stet_forms_at(forms, slot->form)->text, letters))
            return slot;
    }
}

static stet_form_slot *slot_of_form(const stet_forms *forms, size_t form,
                                    stet_form_key *key)
{
    stet_str letters = stet_forms_at(forms, (uint32_t)form)->text;
    *key = stet_form_key_of(letters.ptr, letters.len);
    return slot_of(forms, letters, *key, stet_form_hash_key(*key, letters.len));
}

static void enter_form(stet_forms *forms, size_t form)
{
    stet_form_key key;
    stet_form_slot *slot = slot_of_form(forms, form, &key);
    uint32_t length = (uint32_t)stet_forms_at(forms, (uint32_t)form)->text.len;
    *slot = (stet_form_slot){ .key = key, .length = length, .form = (uint32_t)form };
}

/* Enters the forms in the order of their numbers: forgetting depends on it. Slots are
   written before they are read: a page of zeros that is read first is mapped twice, and
   the second time all other threads are interrupted. */
static void resize_slots(stet_forms *forms, size_t n_slots)
{
    forms->slots = stet_memory_resize(forms->slots, n_slots, sizeof *forms->slots);
    memset(forms->slots, 0, n_slots * sizeof *forms->slots);
    forms->n_slots = n_slots;
    for (size_t i = 1; i < forms->count; i++)
        enter_form(forms, i);
}

typedef struct case_counts {
    size_t letters, upper, lower;
    bool first_upper;
} case_counts;

static void count_case(case_counts *counts, uint32_t class)
{
    if (!(class & STET_CHAR_LETTER) || class & STET_CHAR_MARK)
        return;
    if (counts->letters == 0)
        counts->first_upper = class & STET_CHAR_UPPER;
    counts->letters++;
    counts->upper += (class & STET_CHAR_UPPER) != 0;
    counts->lower += (class & STET_CHAR_LOWER) != 0;
}

static uint32_t shape_of_case(const case_counts *counts)
{
    if (counts->upper == 0)
        return counts->lower > 0 ? STET_SHAPE_LOWER : 0;
    if (counts->first_upper && counts->upper == 1)
        return STET_SHAPE_CAPITAL;
    return counts->upper == counts->letters ? STET_SHAPE_UPPER : STET_SHAPE_MIXED;
}

static uint32_t shape_of(stet_str letters)
{
    uint32_t shape = 0;
    case_counts counts = { 0 };
    for (size_t at = 0; at < letters.len;) {
        uint32_t c = stet_utf8_next(letters.ptr, &at);
        uint32_t class = stet_utf8_class(c);
        if (c >= 0x80)
            shape |= STET_SHAPE_NON_ASCII;
        if (class & STET_CHAR_DIGIT)
            shape |= STET_SHAPE_DIGIT;
        if (c == '-' || c == 0x2010 || c == 0x2011)
            shape |= STET_SHAPE_HYPHEN;
        count_case(&counts, class);
    }
    return shape | shape_of_case(&counts);
}

/* The letters in lower case, in `out`. A code point may grow by a byte or two. */
static stet_str lower_of(stet_str letters, char out[4 * STET_FORM_LONGEST])
{
    size_t len = 0;
    for (size_t at = 0; at < letters.len;)
        len += stet_utf8_encode(stet_utf8_lower(stet_utf8_next(letters.ptr, &at)),
                                out + len);
    return (stet_str){ out, len };
}

/* Room for the info of the next form. */
static stet_form_info *new_info(stet_forms *forms)
{
    if (forms->count < STET_FORMS_FIRST)
        return &forms->infos[forms->count];
    size_t beyond = forms->count - STET_FORMS_FIRST;
    if (beyond == forms->n_more * STET_FORMS_CHUNK) {
        stet_memory_grow((void **)&forms->more, &forms->more_capacity,
                         forms->n_more + 1, sizeof *forms->more);
        forms->more[forms->n_more++] =
            stet_memory_alloc(STET_FORMS_CHUNK * sizeof **forms->more);
    }
    return &forms->more[beyond / STET_FORMS_CHUNK][beyond % STET_FORMS_CHUNK];
}

/* A new form. That of its lower case comes first: were it the other way about, a
   form could be kept whose lower case is forgotten. */
static uint32_t add_form(stet_forms *forms, stet_str letters)
{
    char buffer[4 * STET_FORM_LONGEST];
    stet_str small = lower_of(letters, buffer);
    bool is_small = stet_str_equal(small, letters);
    uint32_t lower = is_small ? 0 : stet_forms_intern(forms, small);
    if (forms->n_slots < 2 * (forms->count + 1))
        resize_slots(forms, forms->n_slots * 2);
    uint32_t form = (uint32_t)forms->count;
    stet_arena *arena = form < STET_FORMS_KEPT ? &forms->arena : &forms->transient;
    *new_info(forms) = (stet_form_info){
        .text = stet_arena_copy(arena, letters),
        .lower = is_small ? form : lower,
        .shape = shape_of(letters),
    };
    forms->count++;
    enter_form(forms, form);
    return form;
}

/* A word over the longest, e.g. an image written as a URL: its beginning, and a hash
   of all of it, so that the table stays small and equal words stay equal. */
static stet_str shorten(stet_str letters, char out[STET_FORM_LONGEST + 1])
{
    size_t len = STET_FORM_LONGEST - 16;
    while (((unsigned char)letters.ptr[len] & 0xC0) == 0x80)
        len--;
    memcpy(out, letters.ptr, len);
    uint64_t hash = stet_str_hash(letters, 0);
    int n = snprintf(out + len, STET_FORM_LONGEST + 1 - len, "%016llx",
                     (unsigned long long)hash);
    return (stet_str){ out, len + (size_t)n };
}

uint32_t stet_forms_intern_key(stet_forms *forms, stet_str letters, stet_form_key key,
                               uint64_t hash)
{
    if (letters.len > STET_FORM_LONGEST) {
        char buffer[STET_FORM_LONGEST + 1];
        return stet_forms_intern(forms, shorten(letters, buffer));
    }
    const stet_form_slot *slot = slot_of(forms, letters, key, hash);
    uint32_t form = slot->length ? slot->form : add_form(forms, letters);
    if (letters.len <= STET_FORM_PACKED)
        *stet_forms_recent_at(forms, key, letters.len) =
            (stet_form_slot){ key, (uint32_t)letters.len, form };
    return form;
}

uint32_t stet_forms_intern(stet_forms *forms, stet_str letters)
{
    if (letters.len == 0)
        return 0;
    stet_form_key key = stet_form_key_of(letters.ptr, letters.len);
    return stet_forms_intern_key(forms, letters, key,
                                 stet_form_hash_key(key, letters.len));
}

uint32_t stet_forms_intern_hashed(stet_forms *forms, stet_str letters, uint64_t hash)
{
    if (letters.len == 0)
        return 0;
    return stet_forms_intern_key(forms, letters,
                                 stet_form_key_of(letters.ptr, letters.len), hash);
}

void stet_forms_forget(stet_forms *forms)
{
    if (forms->count <= STET_FORMS_KEPT)
        return;
    if (forms->n_slots > MOST_SLOTS) {
        forms->count = STET_FORMS_KEPT;
        resize_slots(forms, MOST_SLOTS);
    }
    /* The last come are at the ends of their chains of slots: taken out in the
       opposite order, they leave the table as it was before them. */
    while (forms->count > STET_FORMS_KEPT) {
        stet_form_key key;
        *slot_of_form(forms, --forms->count, &key) = (stet_form_slot){ 0 };
    }
    free_more(forms);
    memset(forms->recent, 0, (1 << STET_FORM_RECENT_BITS) * sizeof *forms->recent);
    stet_arena_reset(&forms->transient);
    forms->generation++;
}
