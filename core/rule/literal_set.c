/* SPDX-License-Identifier: Apache-2.0 */
/* Nodes, and the sets of literals in them. */
#include "base/str.h"
#include "rule/literal_p.h"

uint32_t stet_literal_sum(uint32_t a, uint32_t b)
{
    return a > STET_LITERAL_ENDLESS - b ? STET_LITERAL_ENDLESS : a + b;
}

uint32_t stet_literal_times(uint32_t a, uint32_t b)
{
    uint64_t product = (uint64_t)a * b;
    return product < STET_LITERAL_ENDLESS ? (uint32_t)product : STET_LITERAL_ENDLESS;
}

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

unsigned stet_literal_node_weight(stet_literal_node need)
{
    unsigned least = need.count == 0 ? 0 : UINT32_MAX;
    for (uint32_t i = 0; i < need.count; i++) {
        unsigned weight = stet_literal_weight(need.items[i]);
        least = weight < least ? weight : least;
    }
    unsigned more = 0;
    for (uint32_t n = need.count; n > 1; n = (n + 1) / 2) {
        more += 8;
    }
    return least > more ? least - more : 0;
}

stet_literal_node stet_literal_better(stet_literal_node a, stet_literal_node b)
{
    unsigned weight_a = stet_literal_node_weight(a);
    unsigned weight_b = stet_literal_node_weight(b);
    if (weight_a >= STET_LITERAL_ENOUGH && weight_b >= STET_LITERAL_ENOUGH &&
        a.count != b.count) {
        return a.count < b.count ? a : b;
    }
    return weight_b > weight_a ? b : a;
}

stet_literal_node stet_literal_unknown(uint32_t ways)
{
    return (stet_literal_node){ .ways = ways, .width = STET_LITERAL_ENDLESS };
}

stet_literal_node stet_literal_any(void)
{
    return (stet_literal_node){ .ways = 1, .width = 1 };
}

stet_literal_node stet_literal_long(void)
{
    return (
        stet_literal_node){ .ways = 1, .width = STET_LITERAL_ENDLESS, .is_long = true };
}

stet_literal_node stet_literal_empty(void)
{
    static const stet_str empty[] = { { "", 0 } };
    return (stet_literal_node){ .exact = true, .count = 1, .items = empty, .ways = 1 };
}

stet_literal_node stet_literal_char(stet_arena *arena, char c)
{
    stet_str *item = stet_arena_alloc(arena, sizeof *item);
    *item = stet_arena_copy(arena, (stet_str){ &c, 1 });
    return (stet_literal_node){
        .exact = true, .count = 1, .items = item, .ways = 1, .width = 1
    };
}

stet_literal_node stet_literal_need(stet_literal_node node)
{
    if (stet_literal_node_weight(node) == 0) {
        stet_literal_node unknown = stet_literal_unknown(node.ways);
        unknown.width = node.width;
        unknown.at_start = node.at_start;
        return unknown;
    }
    node.exact = false;
    return node;
}

static bool holds(const stet_str *items, uint32_t count, stet_str text)
{
    for (uint32_t i = 0; i < count; i++) {
        if (stet_str_equal(items[i], text)) {
            return true;
        }
    }
    return false;
}

bool stet_literal_join(stet_arena *arena, stet_literal_node a, stet_literal_node b,
                       stet_literal_node *out)
{
    stet_str *items = stet_arena_alloc(arena, STET_LITERALS * sizeof *items);
    uint32_t count = a.count;
    if (a.count > 0) {
        memcpy(items, a.items, a.count * sizeof *items);
    }
    for (uint32_t i = 0; i < b.count; i++) {
        if (holds(items, count, b.items[i])) {
            continue;
        }
        if (count == STET_LITERALS) {
            return false;
        }
        items[count++] = b.items[i];
    }
    out->items = items;
    out->count = count;
    out->width = larger(a.width, b.width);
    out->before = larger(a.before, b.before);
    out->edges = a.edges & b.edges;
    out->at_start = a.at_start && b.at_start;
    return true;
}

/** Whether a text can begin with an item of both: one begins the other. */
static bool are_compatible(stet_literal_node a, stet_literal_node b)
{
    for (uint32_t i = 0; i < a.count; i++) {
        for (uint32_t k = 0; k < b.count; k++) {
            if (stet_str_starts(a.items[i], b.items[k]) ||
                stet_str_starts(b.items[k], a.items[i])) {
                return true;
            }
        }
    }
    return false;
}

/** In how many ways one or the other can match at a place. Words of which none begins
    another exclude each other there, however many there are. */
static uint32_t ways_either(stet_literal_node a, stet_literal_node b)
{
    if (a.exact && b.exact && !are_compatible(a, b)) {
        return larger(a.ways, b.ways);
    }
    uint32_t sum = a.ways + b.ways;
    return sum < STET_LITERAL_WAYS ? sum : STET_LITERAL_WAYS;
}

stet_literal_node stet_literal_either(stet_arena *arena, stet_literal_node a,
                                      stet_literal_node b)
{
    uint32_t ways = ways_either(a, b);
    stet_literal_node joined = { .exact = a.exact && b.exact, .ways = ways };
    stet_literal_node nothing = stet_literal_unknown(ways);
    nothing.width = larger(a.width, b.width);
    nothing.at_start = a.at_start && b.at_start;
    if (!joined.exact) {
        a = stet_literal_need(a);
        b = stet_literal_need(b);
        if (a.count == 0 || b.count == 0) {
            return nothing;
        }
    }
    return stet_literal_join(arena, a, b, &joined) ? joined : nothing;
}

/** One behind the other, as the copy shows them: two spaces that meet are one. */
static stet_str join_texts(stet_arena *arena, stet_str a, stet_str b)
{
    if (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == ' ' && b.ptr[0] == ' ') {
        b.ptr++;
        b.len--;
    }
    if (a.len == 0 || b.len == 0) {
        return a.len == 0 ? b : a;
    }
    char *joined = stet_arena_alloc(arena, a.len + b.len);
    memcpy(joined, a.ptr, a.len);
    memcpy(joined + a.len, b.ptr, b.len);
    return (stet_str){ joined, a.len + b.len };
}

bool stet_literal_cross(stet_arena *arena, stet_literal_node a, stet_literal_node b,
                        stet_literal_node *out)
{
    if (a.count * b.count > STET_LITERALS) {
        return false;
    }
    stet_str *items = stet_arena_alloc(arena, a.count * b.count * sizeof *items);
    uint32_t count = 0;
    for (uint32_t i = 0; i < a.count; i++) {
        for (uint32_t k = 0; k < b.count; k++) {
            stet_str text = join_texts(arena, a.items[i], b.items[k]);
            if (text.len > STET_LITERAL_SIZE) {
                return false;
            }
            if (!holds(items, count, text)) {
                items[count++] = text;
            }
        }
    }
    *out = (stet_literal_node){ .exact = true,
                                .count = count,
                                .items = items,
                                .ways = 1,
                                .width = stet_literal_sum(a.width, b.width) };
    return true;
}
