/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/words.h"

/* A power of two that is at least twice as large. */
static size_t room_for(size_t most)
{
    size_t room = 16;
    while (room < most * 2)
        room *= 2;
    return room;
}

spec_vocabulary spec_vocabulary_new(stet_ctx *ctx, size_t most)
{
    size_t room = room_for(most);
    return (spec_vocabulary){ .hashes = stet_alloc(ctx, room * sizeof(uint64_t)),
                              .numbers = stet_alloc(ctx, room * sizeof(uint32_t)),
                              .mask = room - 1 };
}

uint32_t spec_vocabulary_add(spec_vocabulary *vocabulary, uint64_t hash)
{
    size_t at = (size_t)hash & vocabulary->mask;

    while (vocabulary->hashes[at] != 0 && vocabulary->hashes[at] != hash)
        at = (at + 1) & vocabulary->mask;
    if (vocabulary->hashes[at] == 0) {
        vocabulary->hashes[at] = hash;
        vocabulary->numbers[at] = vocabulary->count++;
    }
    return vocabulary->numbers[at];
}

spec_words spec_words_of(stet_ctx *ctx, spec_vocabulary *vocabulary,
                         const spec_tokens *tokens)
{
    uint32_t *ids = stet_alloc(ctx, (tokens->count + 1) * sizeof *ids);
    size_t count = 0;

    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->items[i].kind != SPEC_TOKEN_MARK)
            ids[count++] =
                spec_vocabulary_add(vocabulary, spec_hash(spec_token_text(tokens, i)));
    return (spec_words){ ids, count };
}

spec_set spec_set_new(stet_ctx *ctx, size_t most)
{
    size_t room = room_for(most);
    return (spec_set){ stet_alloc(ctx, room * sizeof(uint64_t)), room - 1, 0 };
}

static size_t find(const spec_set *set, uint64_t key)
{
    size_t at = (size_t)(key ^ key >> 32) & set->mask;
    while (set->slots[at] != 0 && set->slots[at] != key)
        at = (at + 1) & set->mask;
    return at;
}

bool spec_set_add(spec_set *set, uint64_t key)
{
    size_t at = find(set, key);
    bool is_new = set->slots[at] == 0;

    set->slots[at] = key;
    set->count += is_new;
    return is_new;
}

bool spec_set_has(const spec_set *set, uint64_t key)
{
    return set->slots[find(set, key)] == key;
}
