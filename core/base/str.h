/* SPDX-License-Identifier: Apache-2.0 */
/**
 * str.h - what is done with stet_str, the text that knows its length.
 *
 * The type itself is the ABI's (stet/plugin.h): pointer and length, not
 * NUL-terminated, not owned. All comparisons are of bytes unless they say so.
 */
#ifndef STET_BASE_STR_H
#define STET_BASE_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <stet/plugin.h>
#include <string.h>

/** A string literal as a stet_str. */
#define STET_STR(literal) ((stet_str){ (literal), sizeof(literal) - 1 })

static inline stet_str stet_str_from(const char *text)
{
    stet_str s = { text, text ? strlen(text) : 0 };
    return s;
}

static inline bool stet_str_equal(stet_str a, stet_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool stet_str_is(stet_str a, const char *text)
{
    return stet_str_equal(a, stet_str_from(text));
}

/** Bytewise order, shorter first where one begins the other; for qsort. */
int stet_str_compare(stet_str a, stet_str b);
/** Equal when A-Z and a-z are the same. */
bool stet_str_equal_nocase(stet_str a, stet_str b);
bool stet_str_starts(stet_str text, stet_str start);
bool stet_str_ends(stet_str text, stet_str end);
/** Offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t stet_str_find(stet_str text, stet_str needle, size_t from);
/** Without SPACE, TAB, CR, LF at both ends. */
stet_str stet_str_trim(stet_str text);
/** Cuts the part before the first `separator` off `*rest`; false when empty. */
bool stet_str_cut(stet_str *rest, char separator, stet_str *part);

/** A fast 64-bit hash of bytes, well mixed in all its bits (wyhash-like). It is
    the same on every machine and in every run: fingerprints and caches use it. */
uint64_t stet_str_hash(stet_str text, uint64_t seed);

/**
 * The best of `names` for a misspelt `name`: the least Damerau-Levenshtein
 * distance, at most a third of its length (and at least 1); NULL when none is near.
 */
const char *stet_str_nearest(stet_str name, const char *const *names, size_t n_names);

#endif
