/* SPDX-License-Identifier: Apache-2.0 */
/* Looking for many texts in a short one: by their first two bytes. */
#include "base/memory.h"
#include "base/str.h"
#include "rule/scan_p.h"

#include <stdlib.h>

enum { BYTES = 256, PAIRS = BYTES * BYTES };

struct stet_scan_plain {
    const stet_str *texts;
    /** Those that begin with pair p: order[first[p]] to order[first[p + 1]]. One of one
        byte is with each pair that it begins. */
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

stet_scan_plain *stet_scan_plain_new(const stet_str *texts, size_t count)
{
    stet_scan_plain *plain = stet_memory_zalloc(1, sizeof *plain);
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
        size_t pair = pairs_of(texts[i], &n);
        while (n > 0)
            plain->order[--plain->first[pair + --n]] = (uint32_t)i;
    }
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

void stet_scan_plain_run(const stet_scan_plain *plain, stet_str text,
                         stet_scan_found *found, void *user)
{
    for (size_t at = 0; at < text.len; at++) {
        size_t pair = (size_t)folded(text.ptr[at]) * BYTES;
        pair += at + 1 < text.len ? folded(text.ptr[at + 1]) : 0;
        for (uint32_t i = plain->first[pair]; i < plain->first[pair + 1]; i++) {
            uint32_t number = plain->order[i];
            if (stands_at(plain->texts[number], text, at))
                found(user, number, at + plain->texts[number].len);
        }
    }
}
