/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel_values.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

void novel_values_sort(novel_values *values)
{
    if (values->count > 1)
        qsort(values->items, values->count, sizeof *values->items, by_value);
}

bool novel_values_between(const novel_values *values, double low, double high)
{
    size_t first = 0, behind = values->count;

    while (first < behind) {
        size_t middle = first + (behind - first) / 2;
        if (values->items[middle] < low)
            first = middle + 1;
        else
            behind = middle;
    }
    return first < values->count && values->items[first] <= high;
}

bool novel_values_have(const novel_values *values, double value)
{
    double slack = fabs(value) * 1e-9;
    return novel_values_between(values, value - slack, value + slack);
}
