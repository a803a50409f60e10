/* SPDX-License-Identifier: Apache-2.0 */
/* Which text repeats which: equal ones, similar ones, what may repeat, and that the
   time does not grow with the square. */
#include "batch.h"
#include "batch_ctx.h"
#include "repeats.h"

enum { MOST = 60000 };

typedef struct batch {
    batch_ctx plain;
    batch_hashes hashes;
    batch_entry *entries;
    void **pointers;
    size_t count;
} batch;

static batch *make(void)
{
    batch *b = test_calloc(1, sizeof *b);
    b->plain = (batch_ctx)BATCH_CTX;
    batch_hashes_init(&b->hashes);
    b->entries = stet_alloc(&b->plain.ctx, MOST * sizeof *b->entries);
    b->pointers = stet_alloc(&b->plain.ctx, MOST * sizeof(void *));
    return b;
}

static void give_back(batch *b)
{
    stet_arena_release(&b->plain.arena);
    test_free(b);
}

/* A text of numbers as words; equal ones get one key. */
static void add(batch *b, const uint32_t *words, size_t n, uint64_t other)
{
    uint32_t out[256], spare[256];
    batch_entry *entry = &b->entries[b->count];
    size_t n_shingles = batch_shingles(words, n, 5, out, spare);
    batch_sketch *sketch = stet_alloc(&b->plain.ctx, batch_sketch_size(n_shingles));

    sketch->width = 5;
    batch_sketch_fill(sketch, &b->hashes, out, n_shingles);
    for (size_t i = 0; i < n; i++)
        entry->key = batch_hash_add(entry->key, words[i]);
    entry->other = other;
    entry->sketches[0] = sketch;
    b->pointers[b->count++] = entry;
}

/* A hundred words, the same for the same seed, of which the first `changed` are others.
 */
static void add_text(batch *b, uint64_t seed, size_t changed, uint64_t other)
{
    uint32_t words[100];
    uint64_t changes = b->count + 1000003;

    for (size_t i = 0; i < STET_LEN(words); i++)
        words[i] = batch_random(&seed);
    for (size_t i = 0; i < changed; i++)
        words[i] = batch_random(&changes);
    add(b, words, STET_LEN(words), other);
}

/* What the entry repeats, as an index; -1: nothing. */
static int first_of(const batch *b, const batch_repeat *repeats, size_t i)
{
    return repeats[i].first ? (int)(repeats[i].first - b->entries) : -1;
}

static void expect(batch *b, batch_repeats_options options, const int *wanted,
                   size_t n_wanted)
{
    const batch_repeat *repeats =
        batch_repeats_find(&b->plain.ctx, b->pointers, b->count, options);
    assert_int_equal(b->count, n_wanted);
    for (size_t i = 0; i < n_wanted; i++)
        if (first_of(b, repeats, i) != wanted[i])
            fail_msg("text %zu repeats %d, not %d", i, first_of(b, repeats, i),
                     wanted[i]);
}

static void test_equal_and_similar(void **state)
{
    static const int wanted[] = { -1, -1, 0, 0, 1, -1, 5 };
    static const int equal[] = { -1, -1, 0, -1, 1, -1, 5 };
    batch *b = make();

    (void)state;
    add_text(b, 1, 0, 0);
    add_text(b, 2, 0, 0);
    add_text(b, 1, 0, 0); /* The first again, */
    add_text(b, 1, 3, 0); /* and nearly. */
    add_text(b, 2, 0, 0);
    add_text(b, 1, 60, 0); /* Another text by now, */
    add_text(b, 1, 60, 0);
    memcpy(&b->entries[6], &b->entries[5], sizeof b->entries[6]); /* repeated. */
    expect(b, (batch_repeats_options){ .threshold = 0.8 }, wanted, STET_LEN(wanted));
    for (size_t i = 0; i < b->count; i++)
        b->entries[i].sketches[0] = NULL;
    expect(b, (batch_repeats_options){ .threshold = 1 }, equal, STET_LEN(equal));
    give_back(b);
}

/* What differs in nothing may repeat; the first that differs is told. */
static void test_must_differ(void **state)
{
    static const int wanted[] = { -1, -1, 0, 2, 0, 2 };
    batch *b = make();

    (void)state;
    add_text(b, 1, 0, 7);
    add_text(b, 1, 0, 7);
    add_text(b, 1, 0, 8);
    add_text(b, 1, 0, 7);
    add_text(b, 1, 3, 8);
    add_text(b, 1, 3, 7);
    expect(b, (batch_repeats_options){ .threshold = 0.8, .must_differ = true }, wanted,
           STET_LEN(wanted));
    give_back(b);
}

static void test_parted(void **state)
{
    batch *b = make();

    (void)state;
    add_text(b, 1, 0, 0);
    add_text(b, 1, 2, 0);
    ((batch_sketch *)(uintptr_t)b->entries[1].sketches[0])->partition = 1;
    expect(b, (batch_repeats_options){ .threshold = 0.8 }, (const int[]){ -1, -1 }, 2);
    give_back(b);
}

static void test_nothing(void **state)
{
    batch *b = make();

    (void)state;
    batch_repeats_find(&b->plain.ctx, b->pointers, 0,
                       (batch_repeats_options){ .threshold = 0.8 });
    add_text(b, 1, 0, 0);
    b->entries[0].sketches[0] = NULL;
    expect(b, (batch_repeats_options){ .threshold = 0.8 }, (const int[]){ -1 }, 1);
    give_back(b);
}

/* Tens of thousands of texts that are all equal, all similar, and all with a common
   half: with a square of comparisons this would take hours. */
static void test_many(void **state)
{
    batch *b = make();
    size_t n_repeats = 0;

    (void)state;
    for (size_t i = 0; i < 20000; i++)
        add_text(b, 1, 0, 0);
    for (size_t i = 0; i < 20000; i++)
        add_text(b, 2, 2, 0);
    for (size_t i = 0; i < 20000; i++)
        add_text(b, 3, 30, 0);
    const batch_repeat *repeats =
        batch_repeats_find(&b->plain.ctx, b->pointers, b->count,
                           (batch_repeats_options){ .threshold = 0.8 });
    for (size_t i = 0; i < b->count; i++)
        n_repeats += repeats[i].first != NULL;
    assert_in_range(n_repeats, 19999 + 19900, 19999 + 19999);
    assert_ptr_equal(repeats[19999].first, &b->entries[0]);
    give_back(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_and_similar),
        cmocka_unit_test(test_must_differ),
        cmocka_unit_test(test_parted),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
