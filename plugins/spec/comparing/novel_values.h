/* SPDX-License-Identifier: Apache-2.0 */
/**
 * novel_values.h - many numbers, and whether one of them is near another.
 *
 * Filled, sorted once, then asked. The owner gives the room, and keeps to it.
 */
#ifndef STET_SPEC_NOVEL_VALUES_H
#define STET_SPEC_NOVEL_VALUES_H

#include <stdbool.h>
#include <stddef.h>

typedef struct novel_values {
    double *items;
    size_t count;
} novel_values;

static inline void novel_values_add(novel_values *values, double value)
{
    values->items[values->count++] = value;
}

/** In order, from then on. */
void novel_values_sort(novel_values *values);
bool novel_values_between(const novel_values *values, double low, double high);
/** The same number, but for what is lost when it is written in another way. */
bool novel_values_have(const novel_values *values, double value);

#endif
