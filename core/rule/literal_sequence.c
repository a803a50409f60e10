/* SPDX-License-Identifier: Apache-2.0 */
/* What a concatenation needs: the literals of its items, joined as far as that goes. */
#include "base/str.h"
#include "rule/literal_p.h"

static uint32_t ways_times(uint32_t a, uint32_t b)
{
    uint64_t product = (uint64_t)a * b;
    return product < STET_LITERAL_WAYS ? (uint32_t)product : STET_LITERAL_WAYS;
}

void stet_literal_sequence_begin(stet_literal_sequence *sequence, stet_arena *arena)
{
    *sequence = (stet_literal_sequence){
        .arena = arena,
        .run = stet_literal_empty(),
        .need = stet_literal_unknown(1),
        .ways = 1,
    };
}

/** The run as a need: it stands so far behind the start. */
static stet_literal_node need_of_run(const stet_literal_sequence *sequence)
{
    stet_literal_node need = stet_literal_need(sequence->run);
    need.before = sequence->run_before;
    return need;
}

/** The run ends here; the next one begins with what `begin` lists, `before` characters
    behind the start at most. */
static void cut_run(stet_literal_sequence *sequence, stet_literal_node begin,
                    uint32_t before)
{
    sequence->need = stet_literal_better(sequence->need, need_of_run(sequence));
    sequence->run = begin;
    sequence->run_before = before;
    sequence->cut = true;
}

static void advance(stet_literal_sequence *sequence, uint32_t width)
{
    sequence->width = stet_literal_sum(sequence->width, width);
}

static bool is_empty(stet_literal_node run)
{
    return run.count == 1 && run.items[0].len == 0;
}

/** The edges of a run with one more item behind it. What is true of the start of the
    run is true of every text of it, even when its first items were optional. */
static uint8_t joined_edges(stet_literal_node run, stet_literal_node item)
{
    if (is_empty(item)) {
        return run.edges;
    }
    if (is_empty(run)) {
        return run.edges | item.edges;
    }
    return (uint8_t)((run.edges & STET_EDGE_LEFT) | (item.edges & STET_EDGE_RIGHT));
}

static void add_exact(stet_literal_sequence *sequence, stet_literal_node item)
{
    uint8_t edges = joined_edges(sequence->run, item);
    if (stet_literal_cross(sequence->arena, sequence->run, item, &sequence->run)) {
        sequence->run.edges = edges;
    } else {
        cut_run(sequence, item, sequence->width);
    }
    advance(sequence, item.width);
}

static void add_inexact(stet_literal_sequence *sequence, stet_literal_node need,
                        uint32_t max)
{
    need.before = stet_literal_sum(sequence->width, need.before);
    advance(sequence, stet_literal_times(need.width, max));
    cut_run(sequence, stet_literal_empty(), sequence->width);
    sequence->need = stet_literal_better(sequence->need, stet_literal_need(need));
}

/** In the copy any number of white space characters is one space. */
static bool is_white_space(stet_literal_node item)
{
    return item.exact && item.count == 1 && stet_str_is(item.items[0], " ");
}

static void add_optional(stet_literal_sequence *sequence, stet_literal_node item,
                         uint32_t width)
{
    stet_literal_node either = { .exact = true };
    if (stet_literal_join(sequence->arena, stet_literal_empty(), item, &either)) {
        either.width = width;
        add_exact(sequence, either);
    } else {
        advance(sequence, width);
        cut_run(sequence, stet_literal_empty(), sequence->width);
    }
}

/** The item stands several times: the first one behind the run, the last one before
    what follows. */
static void add_repeated(stet_literal_sequence *sequence, stet_literal_node item,
                         uint32_t max)
{
    uint32_t more = stet_literal_times(item.width, max - 1);
    add_exact(sequence, item);
    advance(sequence, more);
    cut_run(sequence, item, sequence->width);
}

/** How many ways `min` to `max` times an item of so many ways are. */
static uint32_t repeated_ways(uint32_t ways, uint32_t min, uint32_t max)
{
    uint32_t all = max > min ? max - min + 1 : 1;
    for (uint32_t i = 0; i < max && ways > 1 && all < STET_LITERAL_WAYS; i++) {
        all = ways_times(all, ways);
    }
    return all;
}

/** \b between two items: an end of what stands before it and of what follows. */
static void add_edge(stet_literal_sequence *sequence)
{
    sequence->run.edges |= is_empty(sequence->run) ? STET_EDGE_LEFT : STET_EDGE_RIGHT;
}

/** White space, `min` to `max` times: none or one space of the copy. */
static void add_white_space(stet_literal_sequence *sequence, stet_literal_node item,
                            uint32_t min, uint32_t max)
{
    item.width = stet_literal_times(item.width, max);
    if (min > 0) {
        add_exact(sequence, item);
    } else {
        add_optional(sequence, item, item.width);
    }
}

void stet_literal_sequence_add(stet_literal_sequence *sequence, stet_literal_node item,
                               uint32_t min, uint32_t max, bool watched)
{
    uint32_t ways = watched ? item.ways : repeated_ways(item.ways, min, max);
    sequence->ways = ways_times(sequence->ways, ways);
    sequence->at_start |= item.at_start && min > 0 && sequence->width == 0;
    if (max == 0) {
        return;
    }
    if (item.is_edge) {
        if (min > 0) {
            add_edge(sequence);
        }
    } else if (is_white_space(item)) {
        add_white_space(sequence, item, min, max);
    } else if (min == 0 && item.exact && max == 1) {
        add_optional(sequence, item, item.width);
    } else if (min == 0) {
        advance(sequence, stet_literal_times(item.width, max));
        cut_run(sequence, stet_literal_empty(), sequence->width);
    } else if (!item.exact) {
        add_inexact(sequence, item, max);
    } else if (min == max && min <= STET_LITERAL_SIZE) {
        for (uint32_t i = 0; i < min; i++) {
            add_exact(sequence, item);
        }
    } else {
        add_repeated(sequence, item, max);
    }
}

stet_literal_node stet_literal_sequence_end(stet_literal_sequence *sequence)
{
    stet_literal_node node = sequence->run;
    if (sequence->cut) {
        node = stet_literal_better(sequence->need, need_of_run(sequence));
        node.exact = false;
    }
    node.ways = sequence->ways;
    node.width = sequence->width;
    node.at_start = sequence->at_start;
    return node;
}
