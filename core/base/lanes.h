/* SPDX-License-Identifier: Apache-2.0 */
/**
 * lanes.h - sixteen bytes of text at a time.
 *
 * A vector type that compilers of every machine know, and the one thing they have no
 * operator for: from a comparison of all lanes (each is 0 or all ones) to a number with
 * a bit for each, the first byte's lowest. Comparisons are of unsigned bytes.
 */
#ifndef STET_BASE_LANES_H
#define STET_BASE_LANES_H

#include <stdint.h>
#include <string.h>

typedef unsigned char stet_lanes __attribute__((vector_size(16)));

/** The sixteen bytes at `ptr`, which need not be aligned. */
static inline stet_lanes stet_lanes_load(const char *ptr)
{
    stet_lanes lanes;
    memcpy(&lanes, ptr, sizeof lanes);
    return lanes;
}

/** A bit for each lane of a comparison. */
static inline uint32_t stet_lanes_bits(stet_lanes compared)
{
#if defined(__SSE2__)
    typedef char signed_lanes __attribute__((vector_size(16)));
    return (uint32_t)__builtin_ia32_pmovmskb128((signed_lanes)compared);
#else
    uint32_t bits = 0;
    for (uint32_t i = 0; i < sizeof compared; i++)
        bits |= (uint32_t)(compared[i] & 1) << i;
    return bits;
#endif
}

/** The lanes that are not ASCII, or a control character (but for DEL): by one
    comparison, for as signed numbers they are less than a blank. */
static inline stet_lanes stet_lanes_unprintable(stet_lanes bytes)
{
    typedef signed char signed_lanes __attribute__((vector_size(16)));
    return (stet_lanes)((signed_lanes)bytes < ' ');
}

/** The lanes that are an ASCII letter. */
static inline stet_lanes stet_lanes_letters(stet_lanes bytes)
{
    return (stet_lanes)((stet_lanes)((bytes | 0x20) - 'a') < 26);
}

#endif
