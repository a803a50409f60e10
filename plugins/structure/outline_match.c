/* SPDX-License-Identifier: Apache-2.0 */
#include "outline_match.h"

#include <string.h>

/* A step has a place for each number of parts that it may have got: up to its max, or,
   when there is none, up to its min, where more change nothing. */
static size_t n_places(const structure_outline_step *step)
{
    return (size_t)(step->max > 0 ? step->max : step->min) + 1;
}

size_t structure_outline_room(const structure_outline_step *steps, size_t n_steps)
{
    size_t n = 1;

    for (size_t s = 0; s < n_steps; s++)
        n += n_places(&steps[s]);
    return 2 * n;
}

/* From a step that has enough, the next one can begin. */
static void widen(const structure_outline *o, uint8_t *places)
{
    size_t first = 0;

    for (size_t s = 0; s < o->n_steps; s++) {
        size_t n = n_places(&o->steps[s]);
        for (size_t c = o->steps[s].min; c < n; c++)
            if (places[first + c])
                places[first + n] = 1;
        first += n;
    }
}

/* Where the part leads from `places`; whether anywhere. */
static bool advance(const structure_outline *o, size_t part, const uint8_t *places,
                    uint8_t *next)
{
    size_t first = 0;
    bool any = false;

    for (size_t s = 0; s < o->n_steps; s++) {
        size_t n = n_places(&o->steps[s]);
        if (memchr(places + first, 1, n) && o->fits(o->user, part, s)) {
            for (size_t c = 0; c < n; c++) {
                bool last = c + 1 == n;
                if (!places[first + c] || (last && o->steps[s].max > 0))
                    continue;
                next[first + c + !last] = 1;
                any = true;
            }
        }
        first += n;
    }
    return any;
}

/* The farthest step that has been reached: all before it have enough, so it is what is
   wanted next. */
static size_t find_farthest(const structure_outline *o, const uint8_t *places)
{
    size_t first = 0, farthest = 0;

    for (size_t s = 0; s < o->n_steps; s++) {
        size_t n = n_places(&o->steps[s]);
        if (memchr(places + first, 1, n))
            farthest = s;
        first += n;
    }
    return places[first] ? o->n_steps : farthest;
}

structure_outline_end structure_outline_match(const structure_outline *o, uint8_t *room)
{
    size_t n = structure_outline_room(o->steps, o->n_steps) / 2;
    uint8_t *places = room, *next = room + n;

    memset(places, 0, n);
    places[0] = 1;
    widen(o, places);
    for (size_t part = 0; part < o->n_parts; part++) {
        memset(next, 0, n);
        if (!advance(o, part, places, next))
            return (structure_outline_end){ .part = part,
                                            .step = find_farthest(o, places) };
        widen(o, next);
        uint8_t *before = places;
        places = next;
        next = before;
    }
    return (structure_outline_end){ .followed = places[n - 1] != 0,
                                    .part = o->n_parts,
                                    .step = find_farthest(o, places) };
}
