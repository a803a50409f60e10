/* SPDX-License-Identifier: Apache-2.0 */
/**
 * random.h - numbers that are the same in every run and on every machine.
 */
#ifndef STET_TESTS_BENCH_RANDOM_H
#define STET_TESTS_BENCH_RANDOM_H

#include <stdint.h>

/** splitmix64: seed it with any number. */
static inline uint64_t bench_random(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/** A number below `n`, which is small. */
static inline uint32_t bench_below(uint64_t *state, uint32_t n)
{
    return (uint32_t)((bench_random(state) >> 32) * n >> 32);
}

#endif
