/* SPDX-License-Identifier: Apache-2.0 */
/**
 * form.h - the table of word forms: each spelling of a word once, with a number.
 *
 * A worker owns one. A form keeps its number as long as the worker lives, so
 * rules keep what they know of it in tables by number (stet_memos). Distinct
 * words are about 1 % of a large text, so nearly every look-up is a hit: open
 * addressing on a hash that the tokenizer computes while it reads the letters, the
 * letters of all but the longest words beside it, all letters in an arena. An info
 * never moves while its form lives: plugins hold pointers to it.
 *
 * The table is bounded: behind STET_FORMS_KEPT forms (a hostile or endless batch) new
 * ones are transient, live until they are forgotten, and `generation` tells owners of
 * memo tables to forget entries from STET_FORMS_KEPT up. Of a word of more than 128
 * bytes (a picture written as a URL) the text is its beginning and a hash.
 */
#ifndef STET_TEXT_FORM_H
#define STET_TEXT_FORM_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    STET_FORMS_KEPT = 1 << 19,
    STET_FORMS_CHUNK = 1 << 16, /**< Infos that are added at once, behind the first. */
    STET_FORMS_FIRST = STET_FORMS_KEPT + STET_FORMS_CHUNK,
};

typedef struct stet_forms {
    stet_form_info *infos; /**< The first STET_FORMS_FIRST; 0 is the empty form. */
    stet_form_info **more; /**< Behind them, of a record of very many new words. */
    size_t n_more, more_capacity;
    size_t count;
    struct stet_form_slot *slots;
    size_t n_slots;
    struct stet_form_slot *recent; /**< A small table of the words met of late. */
    stet_arena arena;
    stet_arena transient;
    uint32_t generation; /**< Grows when transient forms were forgotten. */
} stet_forms;

void stet_forms_init(stet_forms *forms);
void stet_forms_release(stet_forms *forms);
/** The number of `letters`. */
uint32_t stet_forms_intern(stet_forms *forms, stet_str letters);
/** The same when the hash (of the tokenizer's kind, stet_form_hash) is known. */
uint32_t stet_forms_intern_hashed(stet_forms *forms, stet_str letters, uint64_t hash);
uint64_t stet_form_hash(stet_str letters);
/** Forgets the transient forms; called between records. */
void stet_forms_forget(stet_forms *forms);

static inline const stet_form_info *stet_forms_at(const stet_forms *forms,
                                                  uint32_t form)
{
    if (__builtin_expect(form < STET_FORMS_FIRST, 1))
        return &forms->infos[form];
    uint32_t beyond = form - STET_FORMS_FIRST;
    return &forms->more[beyond / STET_FORMS_CHUNK][beyond % STET_FORMS_CHUNK];
}

#endif
