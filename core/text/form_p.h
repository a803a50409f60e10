/* SPDX-License-Identifier: Apache-2.0 */
/**
 * form_p.h - the look-up of a word form, in the open so that the tokenizer inlines it.
 *
 * Up to eight letters fit a register: packed, they are the key, and equal keys of
 * equal length are equal words, so that the look-up of a usual word touches one
 * slot and nothing else. Longer words are compared by their hash, then by letters.
 */
#ifndef STET_TEXT_FORM_P_H
#define STET_TEXT_FORM_P_H

#include "text/form.h"

#include <string.h>

/** Words longer than this are known by their beginning and a hash of the whole. */
enum { STET_FORM_LONGEST = 128, STET_FORM_PACKED = 8 };

typedef struct stet_form_slot {
    uint64_t
        key; /**< The letters, packed, when there are at most eight, else the hash. */
    uint32_t length; /**< Of the letters; 0: the slot is free. */
    uint32_t form;
} stet_form_slot;

static inline uint64_t stet_form_load4(const char *ptr)
{
    uint32_t word;
    memcpy(&word, ptr, sizeof word);
    return word;
}

static inline uint64_t stet_form_load8(const char *ptr)
{
    uint64_t word;
    memcpy(&word, ptr, sizeof word);
    return word;
}

/** One to eight letters as a number; another number for any other word of that length.
 */
static inline uint64_t stet_form_pack(const char *ptr, size_t len)
{
    if (len >= 4)
        return stet_form_load4(ptr) | stet_form_load4(ptr + len - 4) << 32;
    const unsigned char *p = (const unsigned char *)ptr;
    return (uint64_t)p[0] | (uint64_t)p[len >> 1] << 8 | (uint64_t)p[len - 1] << 16;
}

static inline uint64_t stet_form_mix(uint64_t value)
{
    value *= UINT64_C(0x9E3779B97F4A7C15);
    value ^= value >> 32;
    return value * UINT64_C(0xD6E8FEB86659FD93);
}

/** The hash of up to eight letters, given packed. */
static inline uint64_t stet_form_hash_packed(uint64_t packed, size_t len)
{
    return stet_form_mix(packed ^ (uint64_t)len << 56);
}

/** The hash of more than eight letters. */
static inline uint64_t stet_form_hash_long(const char *ptr, size_t len)
{
    uint64_t hash = len;
    for (size_t i = 0; i + STET_FORM_PACKED < len; i += STET_FORM_PACKED)
        hash = stet_form_mix(hash ^ stet_form_load8(ptr + i));
    return stet_form_mix(hash ^ stet_form_load8(ptr + len - STET_FORM_PACKED));
}

static inline size_t stet_form_slot_at(const stet_forms *forms, uint64_t hash)
{
    return (size_t)(hash >> 32) & (forms->n_slots - 1);
}

/** A word of more than eight letters, or one that is not in its first slot. */
uint32_t stet_forms_intern_far(stet_forms *forms, stet_str letters, uint64_t hash,
                               uint64_t key);

/** What the tokenizer calls for each word. */
static inline uint32_t stet_forms_intern_word(stet_forms *forms, const char *ptr,
                                              size_t len)
{
    stet_str letters = { ptr, len };
    if (len > STET_FORM_PACKED) {
        uint64_t hash = stet_form_hash_long(ptr, len);
        return stet_forms_intern_far(forms, letters, hash, hash);
    }
    if (len == 0)
        return 0;
    uint64_t key = stet_form_pack(ptr, len);
    uint64_t hash = stet_form_hash_packed(key, len);
    const stet_form_slot *slot = &forms->slots[stet_form_slot_at(forms, hash)];
    if (slot->key == key && slot->length == len)
        return slot->form;
    return stet_forms_intern_far(forms, letters, hash, key);
}

#endif
