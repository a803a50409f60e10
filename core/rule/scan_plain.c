/* SPDX-License-Identifier: Apache-2.0 */
/* Looking for many texts in a short one: by their first two bytes, and where many have
   these in common by halving, byte by byte. */
#include "base/memory.h"
#include "base/str.h"
#include "rule/scan_p.h"

#include <stdlib.h>

enum {
    BYTES = 256,
    PAIRS = BYTES * BYTES,
    FEW = 8, /**< Texts that are sooner compared one by one. */
};

struct stet_scan_plain {
    const stet_str *texts;
    /** Those that begin with pair p, sorted: order[first[p]] to order[first[p + 1]].
       One of one byte is with each pair that it begins. */
    uint32_t first[PAIRS + 1];
    uint32_t *order;
};

static unsigned char folded(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

/** The pairs that a text begins with: `*n` of them in a row. */
static size_t pairs_of(stet_str text, size_t *n)
{
    size_t pair = (size_t)folded(text.ptr[0]) * BYTES;
    *n = text.len > 1 ? 1 : BYTES;
    return text.len > 1 ? pair + folded(text.ptr[1]) : pair;
}

/** A text and its number, while they are sorted. */
struct numbered {
    stet_str text;
    uint32_t number;
};

static int compare_texts(const void *left, const void *right)
{
    return stet_str_compare(((const struct numbered *)left)->text,
                            ((const struct numbered *)right)->text);
}

static struct numbered *sort_texts(const stet_str *texts, size_t count)
{
    struct numbered *sorted = stet_memory_zalloc(count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct numbered){ texts[i], (uint32_t)i };
    qsort(sorted, count, sizeof *sorted, compare_texts);
    return sorted;
}

stet_scan_plain *stet_scan_plain_new(const stet_str *texts, size_t count)
{
    stet_scan_plain *plain = stet_memory_zalloc(1, sizeof *plain);
    struct numbered *sorted = sort_texts(texts, count);
    size_t total = 0;
    size_t n;
    plain->texts = texts;
    for (size_t i = 0; i < count; i++) {
        size_t pair = pairs_of(texts[i], &n);
        total += n;
        while (n > 0)
            plain->first[pair + --n]++;
    }
    plain->order = stet_memory_zalloc(total + 1, sizeof *plain->order);
    for (size_t pair = 0; pair < PAIRS; pair++)
        plain->first[pair + 1] += plain->first[pair];
    /* Each end moves back to its start. */
    for (size_t i = count; i-- > 0;) {
        size_t pair = pairs_of(sorted[i].text, &n);
        while (n > 0)
            plain->order[--plain->first[pair + --n]] = sorted[i].number;
    }
    free(sorted);
    return plain;
}

void stet_scan_plain_free(stet_scan_plain *plain)
{
    if (plain != NULL)
        free(plain->order);
    free(plain);
}

static bool stands_at(stet_str wanted, stet_str text, size_t at)
{
    if (wanted.len > text.len - at)
        return false;
    for (size_t i = 0; i < wanted.len; i++)
        if (folded(text.ptr[at + i]) != folded(wanted.ptr[i]))
            return false;
    return true;
}

/** Where the text stands in which the others are looked for. */
struct place {
    stet_str text;
    size_t at;
    stet_scan_found *found;
    void *user;
};

/** A part of the order: texts that begin alike. */
struct range {
    uint32_t low, high;
};

static unsigned char byte_of(const stet_scan_plain *plain, uint32_t i, size_t at)
{
    return (unsigned char)plain->texts[plain->order[i]].ptr[at];
}

/** The first of a range whose byte `at` is `byte` at least. All are that long. */
static uint32_t first_with(const stet_scan_plain *plain, struct range range, size_t at,
                           unsigned byte)
{
    while (range.low < range.high) {
        uint32_t middle = range.low + (range.high - range.low) / 2;
        if (byte_of(plain, middle, at) < byte)
            range.low = middle + 1;
        else
            range.high = middle;
    }
    return range.low;
}

static void try_each(const stet_scan_plain *plain, const struct place *place,
                     struct range range)
{
    for (uint32_t i = range.low; i < range.high; i++) {
        uint32_t number = plain->order[i];
        if (stands_at(plain->texts[number], place->text, place->at))
            place->found(place->user, number, place->at + plain->texts[number].len);
    }
}

/** Many texts begin with the pair that stands there: with each byte more there are
    fewer. Those that end come before those that go on. */
static void try_range(const stet_scan_plain *plain, const struct place *place,
                      struct range range)
{
    size_t left = place->text.len - place->at;
    for (size_t len = 1; len <= left && range.high - range.low > FEW; len++) {
        unsigned byte = folded(place->text.ptr[place->at + len - 1]);
        range.low = first_with(plain, range, len - 1, byte);
        range.high = first_with(plain, range, len - 1, byte + 1);
        for (; range.low < range.high; range.low++) {
            uint32_t number = plain->order[range.low];
            if (plain->texts[number].len > len)
                break;
            place->found(place->user, number, place->at + len);
        }
    }
    if (range.high - range.low <= FEW)
        try_each(plain, place, range);
}

void stet_scan_plain_run(const stet_scan_plain *plain, stet_str text,
                         stet_scan_found *found, void *user)
{
    struct place place = { text, 0, found, user };
    for (; place.at < text.len; place.at++) {
        size_t pair = (size_t)folded(text.ptr[place.at]) * BYTES;
        pair += place.at + 1 < text.len ? folded(text.ptr[place.at + 1]) : 0;
        struct range range = { plain->first[pair], plain->first[pair + 1] };
        if (range.high - range.low <= FEW)
            try_each(plain, &place, range);
        else
            try_range(plain, &place, range);
    }
}
