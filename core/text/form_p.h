/* SPDX-License-Identifier: Apache-2.0 */
/**
 * form_p.h - the look-up of a word form, in the open so that the tokenizer inlines it.
 *
 * Up to sixteen letters fit two registers: packed, they are the key, and equal keys of
 * equal length are equal words, so that a look-up touches one slot. The table of a
 * large vocabulary does not fit the inner caches of a processor: so a small table in
 * front of it holds the words met of late (nine of ten); for the others the tokenizer
 * asks for the slot at once, reads on, and looks at a batch of slots when they have
 * come.
 */
#ifndef STET_TEXT_FORM_P_H
#define STET_TEXT_FORM_P_H

#include "text/form.h"

#include <string.h>

/** Words longer than STET_FORM_LONGEST are known by their beginning and a hash of the
    whole; of STET_FORM_PACKED letters at most the letters are the key. */
enum {
    STET_FORM_LONGEST = 128,
    STET_FORM_PACKED = 16,
    STET_FORM_RECENT_BITS = 14, /**< Of the table of recent words. */
};

/** Letters as two numbers: no other word of that length has the same, when there are
    at most STET_FORM_PACKED of them; else all that is known is a hash. */
typedef struct stet_form_key {
    uint64_t first, last;
} stet_form_key;

typedef struct stet_form_slot {
    stet_form_key key;
    uint32_t length; /**< 0: the slot is free. */
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

/** One to eight letters as a number: that of eight bytes, zero behind the letters, on
    a machine that has the least byte first. */
static inline uint64_t stet_form_pack(const char *ptr, size_t len)
{
    if (len >= 4)
        return stet_form_load4(ptr) | stet_form_load4(ptr + len - 4) << (8 * len - 32);
    const unsigned char *p = (const unsigned char *)ptr;
    return (uint64_t)p[0] | (uint64_t)p[len >> 1] << 8 * (len >> 1) |
           (uint64_t)p[len - 1] << 8 * (len - 1);
}

static inline uint64_t stet_form_mix(uint64_t value)
{
    value *= UINT64_C(0x9E3779B97F4A7C15);
    value ^= value >> 32;
    return value * UINT64_C(0xD6E8FEB86659FD93);
}

static inline uint64_t stet_form_hash_key(stet_form_key key, size_t len)
{
    return stet_form_mix(key.first ^ key.last * UINT64_C(0xA0761D6478BD642F) ^
                         (uint64_t)len << 56);
}

/** The key of one letter or more. */
static inline stet_form_key stet_form_key_of(const char *ptr, size_t len)
{
    if (len <= 8)
        return (stet_form_key){ stet_form_pack(ptr, len), 0 };
    stet_form_key key = { stet_form_load8(ptr), stet_form_load8(ptr + len - 8) };
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    /* Without those that are in the first: two loads and masks make the same key. */
    if (len <= STET_FORM_PACKED)
        key.last >>= 8 * (STET_FORM_PACKED - len);
#endif
    for (size_t i = 8; i + 8 < len && len > STET_FORM_PACKED; i += 8)
        key.first = stet_form_mix(key.first ^ stet_form_load8(ptr + i));
    return key;
}

static inline stet_form_slot *stet_form_slot_at(const stet_forms *forms, uint64_t hash)
{
    return &forms->slots[(size_t)(hash >> 32) & (forms->n_slots - 1)];
}

/** Where a word stands among the recent ones: a quicker hash than that of all words. */
static inline stet_form_slot *stet_forms_recent_at(const stet_forms *forms,
                                                   stet_form_key key, size_t len)
{
    uint64_t mixed = key.first + (key.last ^ (uint64_t)len << 56) * 0x9E3779B1U;
    mixed *= UINT64_C(0x9E3779B97F4A7C15);
    return &forms->recent[mixed >> (64 - STET_FORM_RECENT_BITS)];
}

/** The form of a word of `len` letters when it was met of late, else 0. */
static inline uint32_t stet_forms_recent(const stet_forms *forms, stet_form_key key,
                                         size_t len)
{
    const stet_form_slot *recent = stet_forms_recent_at(forms, key, len);
    uint64_t differs = (recent->key.first ^ key.first) | (recent->key.last ^ key.last) |
                       (recent->length ^ len);
    return recent->form & (uint32_t) - (differs == 0);
}

/** The form of a word that was not met of late, if it stands where its hash leads to,
    which most do; else 0. */
static inline uint32_t stet_forms_known(stet_forms *forms, stet_form_key key,
                                        size_t len, uint64_t hash)
{
    const stet_form_slot *slot = stet_form_slot_at(forms, hash);
    if (len > STET_FORM_PACKED || slot->key.first != key.first ||
        slot->key.last != key.last || slot->length != len)
        return 0;
    *stet_forms_recent_at(forms, key, len) = *slot;
    return slot->form;
}

/** The form of one letter or more whose key and hash are known. */
uint32_t stet_forms_intern_key(stet_forms *forms, stet_str letters, stet_form_key key,
                               uint64_t hash);

#endif
