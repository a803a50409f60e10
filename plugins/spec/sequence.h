/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sequence.h - what the parts of spec.sequence share: a walk over the units of a text.
 *
 * sequence.c has the parameters, sizes and lists; sequence_text.c compares first
 * letters, texts and words. A walk lives for one call of run; the first unit that
 * breaks the order ends it with one report.
 */
#ifndef STET_SPEC_SEQUENCE_H
#define STET_SPEC_SEQUENCE_H

#include "reading/property.h"

/** In what order they must be. */
enum {
    SEQUENCE_UP,
    SEQUENCE_DOWN,
    SEQUENCE_SAME,
    SEQUENCE_DIFFERENT,
    SEQUENCE_ALTERNATING,
    SEQUENCE_NEXT
};

/** By what neighbours are compared: a size, or one of the others. */
typedef enum sequence_manner {
    SEQUENCE_BY_SIZE,
    SEQUENCE_BY_LETTER,
    SEQUENCE_BY_TEXT,
    SEQUENCE_BY_LAST_WORD
} sequence_manner;
typedef struct sequence_by {
    sequence_manner manner;
    int size;
    uint32_t orders; /* The orders that mean something, bits. */
} sequence_by;

typedef struct sequence_options {
    int unit;
    int profile;
    stet_list transform; /* spec_step */
    stet_str separator;
    stet_list patterns; /* spec_item: at most one pattern */
    int by;
    int order;
    int64_t step;
    stet_str first;
    stet_list texts;  /* spec_text */
    stet_list from;   /* spec_item: at most one */
    stet_list before; /* spec_item: at most one */
    int64_t least, most;
} sequence_options;

/** Messages of the check type. */
enum {
    SEQUENCE_M_UP,
    SEQUENCE_M_DOWN,
    SEQUENCE_M_UP_STEP,
    SEQUENCE_M_DOWN_STEP,
    SEQUENCE_M_SAME,
    SEQUENCE_M_DIFFERENT,
    SEQUENCE_M_ALTERNATING,
    SEQUENCE_M_ALPHABET,
    SEQUENCE_M_SAME_AS,
    SEQUENCE_M_REPEATED,
    SEQUENCE_M_LETTER,
    SEQUENCE_M_WORD,
    SEQUENCE_M_TEXT,
    SEQUENCE_M_FEW,
    SEQUENCE_M_MANY,
    SEQUENCE_M_FROM,
    SEQUENCE_M_EXTRA,
    SEQUENCE_M_LACKING,
    SEQUENCE_M_NONE,
};

/** The walk over one text. */
typedef struct sequence_walk {
    const sequence_options *o;
    const sequence_by *row;
    spec_look look;
} sequence_walk;

/** What is told of a unit. */
typedef struct sequence_fault {
    uint32_t message;
    double value, before;
    stet_str expected, other;
} sequence_fault;

/** Tells what is wrong with the unit. */
void sequence_report(sequence_walk *w, size_t i, const sequence_fault *f);

/** What a unit is compared by as a text: without accents, and without marks at its
   ends; case matters only to the references. */
stet_str sequence_key(sequence_walk *w, size_t i);
/** The order of two texts, byte by byte: below 0, 0, above 0. */
int sequence_order(stet_str a, stet_str b);

/* Each walks over the units and reports the first that breaks the order. */
void sequence_compare_letters(sequence_walk *w);
void sequence_compare_texts(sequence_walk *w);
void sequence_compare_words(sequence_walk *w);

#endif
