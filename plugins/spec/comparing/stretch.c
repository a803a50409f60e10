/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/stretch.h"

#define NONE UINT32_MAX
enum { ROOT = 0 };

/* A step from a state by a word; steps of a state are a list. */
typedef struct step {
    uint32_t from, word, to;
    uint32_t next; /* Of the same state, or NONE. */
} step;

typedef struct state {
    uint32_t length; /* Of the longest stretch that ends here. */
    uint32_t link;   /* The state of its longest suffix that is elsewhere too. */
    uint32_t end;    /* In the reversed text, the last word of one occurrence. */
    uint32_t steps;  /* The first, or NONE. */
} state;

struct spec_automaton {
    state *states;
    uint32_t n_states;
    step *steps;
    uint32_t n_steps;
    uint32_t *slots; /* Step + 1 by state and word; 0: free. */
    size_t mask;
    size_t n_words;
    uint32_t last;
};

static size_t slot_of(const spec_automaton *a, uint32_t from, uint32_t word)
{
    uint64_t key = from * 0x9E3779B97F4A7C15u + word * 0xC2B2AE3D27D4EB4Fu;
    size_t at = (size_t)(key ^ key >> 32) & a->mask;

    while (a->slots[at] != 0) {
        const step *s = &a->steps[a->slots[at] - 1];
        if (s->from == from && s->word == word)
            break;
        at = (at + 1) & a->mask;
    }
    return at;
}

/* The step from a state by a word, or NONE. */
static uint32_t step_by(const spec_automaton *a, uint32_t from, uint32_t word)
{
    uint32_t found = a->slots[slot_of(a, from, word)];
    return found ? found - 1 : NONE;
}

static void add_step(spec_automaton *a, uint32_t from, uint32_t word, uint32_t to)
{
    a->slots[slot_of(a, from, word)] = a->n_steps + 1;
    a->steps[a->n_steps] = (step){ from, word, to, a->states[from].steps };
    a->states[from].steps = a->n_steps++;
}

static uint32_t add_state(spec_automaton *a, uint32_t length, uint32_t end)
{
    a->states[a->n_states] = (state){ length, NONE, end, NONE };
    return a->n_states++;
}

/* A state that takes over the shorter stretches of `from`, which ended in it until now.
 */
static uint32_t clone(spec_automaton *a, uint32_t of, uint32_t length)
{
    uint32_t copy = add_state(a, length, a->states[of].end);

    a->states[copy].link = a->states[of].link;
    for (uint32_t s = a->states[of].steps; s != NONE; s = a->steps[s].next)
        add_step(a, copy, a->steps[s].word, a->steps[s].to);
    return copy;
}

static void append(spec_automaton *a, uint32_t word, uint32_t end)
{
    uint32_t added = add_state(a, a->states[a->last].length + 1, end);
    uint32_t p = a->last;

    while (p != NONE && step_by(a, p, word) == NONE) {
        add_step(a, p, word, added);
        p = a->states[p].link;
    }
    a->last = added;
    if (p == NONE) {
        a->states[added].link = ROOT;
        return;
    }
    uint32_t q = a->steps[step_by(a, p, word)].to;
    if (a->states[q].length == a->states[p].length + 1) {
        a->states[added].link = q;
        return;
    }
    uint32_t copy = clone(a, q, a->states[p].length + 1);
    for (; p != NONE; p = a->states[p].link) {
        uint32_t s = step_by(a, p, word);
        if (s == NONE || a->steps[s].to != q)
            break;
        a->steps[s].to = copy;
    }
    a->states[q].link = a->states[added].link = copy;
}

/* Of n words there are at most 2n states and 3n steps. */
spec_automaton *spec_automaton_new(stet_ctx *ctx, spec_words other)
{
    spec_automaton *a = stet_alloc(ctx, sizeof *a);
    size_t n = other.count, room = 16;

    while (room < n * 4)
        room *= 2;
    a->states = stet_alloc(ctx, (2 * n + 2) * sizeof *a->states);
    a->steps = stet_alloc(ctx, (3 * n + 3) * sizeof *a->steps);
    a->slots = stet_alloc(ctx, room * sizeof *a->slots);
    a->mask = room - 1;
    a->n_words = n;
    add_state(a, 0, 0);
    for (size_t i = 0; i < n; i++)
        append(a, other.ids[n - 1 - i], (uint32_t)i);
    return a;
}

void spec_automaton_follow(const spec_automaton *automaton, spec_words this_words,
                           spec_stretch *out)
{
    const state *states = automaton->states;
    uint32_t at = ROOT, length = 0;

    for (size_t i = this_words.count; i-- > 0;) {
        uint32_t s = step_by(automaton, at, this_words.ids[i]);
        while (s == NONE && at != ROOT) {
            at = states[at].link;
            length = states[at].length;
            s = step_by(automaton, at, this_words.ids[i]);
        }
        if (s != NONE) {
            at = automaton->steps[s].to;
            length++;
        }
        out[i] = (spec_stretch){ length,
                                 length ? automaton->n_words - 1 - states[at].end : 0 };
    }
}

spec_fragments spec_fragments_of(const spec_stretch *stretches, size_t count)
{
    spec_fragments f = { 0, 0, 0 };
    double covered = 0, squares = 0;

    for (size_t i = 0, n; i < count; i += n ? n : 1) {
        n = stretches[i].length;
        covered += (double)n;
        squares += (double)n * (double)n;
    }
    for (size_t i = 0; i < count; i++)
        if (stretches[i].length > stretches[f.longest].length)
            f.longest = i;
    if (count > 0) {
        f.coverage = covered / (double)count;
        f.density = squares / (double)count;
    }
    return f;
}
