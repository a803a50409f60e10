/* SPDX-License-Identifier: Apache-2.0 */
#include "sketch.h"

#include "batch.h"

/* From so many words on, shingles have so many words. One word that differs takes out
   as many shingles as a shingle has words: it leaves two texts of n words (n - 1) / (n
   + 2 width - 1) similar, which is 0.8 from 17, 25 and 41 words on. */
typedef struct width_row {
    size_t words, width;
} width_row;

static const width_row widths[] = { { 50, 5 }, { 20, 3 }, { 0, 2 } };

void batch_hashes_init(batch_hashes *hashes)
{
    for (size_t i = 0; i < BATCH_HASHES; i++) {
        uint64_t random = batch_mix((i + 1) * 0x9E3779B97F4A7C15u);
        hashes->factor[i] = (uint32_t)(random >> 32) | 1;
        hashes->summand[i] = (uint32_t)random;
    }
}

static const width_row *row_of(size_t n_words)
{
    const width_row *row = widths;
    while (row->words > n_words)
        row++;
    return row;
}

size_t batch_shingle_width(size_t n_words)
{
    return row_of(n_words)->width;
}

/* Of two sets that are similar by `threshold`, the smaller has at least that share of
   the larger one's size. */
size_t batch_shingle_second_width(size_t n_words, double threshold)
{
    const width_row *row = row_of(n_words);
    double shortest = threshold * (double)n_words - 1;

    return row->width > 2 && shortest < (double)row->words ? row[1].width : 0;
}

/* By 8 bits at a time, the lowest first. */
static void sort(uint32_t *values, size_t n, uint32_t *spare)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        size_t starts[257] = { 0 };
        for (size_t i = 0; i < n; i++)
            starts[(values[i] >> shift & 0xFF) + 1]++;
        for (size_t i = 1; i < 257; i++)
            starts[i] += starts[i - 1];
        for (size_t i = 0; i < n; i++)
            spare[starts[values[i] >> shift & 0xFF]++] = values[i];
        uint32_t *swap = values;
        values = spare;
        spare = swap;
    }
}

size_t batch_shingles(const uint32_t *tokens, size_t n_tokens, size_t width,
                      uint32_t *out, uint32_t *spare)
{
    size_t n = n_tokens + width - 1, n_different = 0;

    for (size_t i = 0; i < n; i++) {
        uint64_t hash = width;
        for (size_t k = i + 1; k < i + 1 + width; k++) {
            bool outside = k < width || k - width >= n_tokens;
            hash = (hash + (outside ? 0 : tokens[k - width])) * 0x9E3779B97F4A7C15u;
        }
        out[i] = (uint32_t)(batch_mix(hash) >> 32);
    }
    sort(out, n, spare);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || out[i] != out[n_different - 1])
            out[n_different++] = out[i];
    return n_different;
}

size_t batch_sketch_size(size_t n_shingles)
{
    if (n_shingles > BATCH_SHINGLES_KEPT)
        n_shingles = BATCH_SHINGLES_KEPT;
    return sizeof(batch_sketch) + n_shingles * sizeof(uint32_t);
}

void batch_sketch_fill(batch_sketch *sketch, const batch_hashes *hashes,
                       const uint32_t *shingles, size_t n_shingles)
{
    uint32_t least[BATCH_HASHES];
    size_t n = n_shingles;

    memset(least, 0xFF, sizeof least);
    for (size_t i = 0; i < n_shingles; i++)
        for (size_t h = 0; h < BATCH_HASHES; h++) {
            uint32_t value = hashes->factor[h] * shingles[i] + hashes->summand[h];
            least[h] = value < least[h] ? value : least[h];
        }
    for (size_t b = 0; b < BATCH_BANDS; b++) {
        uint64_t hash = (uint64_t)sketch->partition << 16 | sketch->width * 16u | b;
        for (size_t r = 0; r < BATCH_ROWS; r++)
            hash = batch_hash_add(hash, least[b * BATCH_ROWS + r]);
        sketch->bands[b] = (uint32_t)(hash >> 32);
    }
    sketch->cut = n > BATCH_SHINGLES_KEPT;
    if (sketch->cut)
        n = BATCH_SHINGLES_KEPT;
    sketch->n_shingles = (uint16_t)n;
    memcpy(sketch->shingles, shingles, n * sizeof *shingles);
}

/* The lowest byte of each number first, on any machine. */
static void save_shingles(stet_ctx *ctx, const batch_sketch *sketch)
{
    unsigned char bytes[BATCH_SHINGLES_KEPT][4];
    size_t n = sketch->n_shingles;

    for (size_t i = 0; i < n; i++)
        for (unsigned k = 0; k < 4; k++)
            bytes[i][k] = (unsigned char)(sketch->shingles[i] >> 8 * k);
    stet_put_number(ctx, n);
    stet_put_bytes(ctx, bytes, n * sizeof *bytes);
}

/* Those of a sketch that has room for them. */
static bool load_shingles(stet_ctx *ctx, batch_sketch *sketch)
{
    unsigned char bytes[BATCH_SHINGLES_KEPT][4];
    size_t n = sketch->n_shingles;

    if (!stet_get_bytes(ctx, bytes, n * sizeof *bytes))
        return false;
    for (size_t i = 0; i < n; i++) {
        uint32_t value = 0;
        for (unsigned k = 4; k-- > 0;)
            value = value << 8 | bytes[i][k];
        sketch->shingles[i] = value;
        if (i > 0 && value <= sketch->shingles[i - 1])
            return batch_refuse(ctx, "the shingles of a text are not in order");
    }
    return true;
}

static void save_sketch(stet_ctx *ctx, const batch_sketch *sketch)
{
    stet_put_number(ctx, sketch->width);
    if (sketch->width == 0)
        return;
    stet_put_number(ctx, sketch->partition);
    stet_put_number(ctx, sketch->cut);
    for (size_t b = 0; b < BATCH_BANDS; b++)
        stet_put_number(ctx, sketch->bands[b]);
    save_shingles(ctx, sketch);
}

/* A number that is as large as the place that it goes to. */
static bool get_32(stet_ctx *ctx, uint32_t most, uint32_t *number)
{
    uint64_t read = 0;

    if (!stet_get_number(ctx, most, &read))
        return false;
    *number = (uint32_t)read;
    return true;
}

static batch_sketch *load_sketch(stet_ctx *ctx, uint32_t width)
{
    batch_sketch head = { .width = (uint16_t)width };
    uint32_t cut = 0, n = 0;

    if (!get_32(ctx, UINT32_MAX, &head.partition) || !get_32(ctx, 1, &cut))
        return NULL;
    for (size_t b = 0; b < BATCH_BANDS; b++)
        if (!get_32(ctx, UINT32_MAX, &head.bands[b]))
            return NULL;
    if (!get_32(ctx, BATCH_SHINGLES_KEPT, &n))
        return NULL;
    head.cut = cut != 0;
    head.n_shingles = (uint16_t)n;
    batch_sketch *sketch = stet_keep(ctx, batch_sketch_size(n));
    *sketch = head;
    return load_shingles(ctx, sketch) ? sketch : NULL;
}

bool batch_sketch_archive(stet_ctx *ctx, const batch_sketch **sketch)
{
    static const batch_sketch none = { .width = 0 };
    uint32_t width = 0;

    if (!stet_loads(ctx)) {
        save_sketch(ctx, *sketch ? *sketch : &none);
        return true;
    }
    if (!get_32(ctx, UINT16_MAX, &width))
        return false;
    *sketch = width > 0 ? load_sketch(ctx, width) : NULL;
    return width == 0 || *sketch;
}

double batch_sketch_similarity(const batch_sketch *a, const batch_sketch *b)
{
    size_t i = 0, k = 0, n_both = 0, n_either = 0;
    size_t most = a->cut || b->cut ? BATCH_SHINGLES_KEPT : SIZE_MAX;

    if (a->width != b->width || a->partition != b->partition)
        return 0;
    while (i < a->n_shingles && k < b->n_shingles && n_either < most) {
        uint32_t x = a->shingles[i], y = b->shingles[k];
        n_both += x == y;
        n_either++;
        i += x <= y;
        k += y <= x;
    }
    n_either += (size_t)(a->n_shingles - i) + (b->n_shingles - k);
    if (n_either > most)
        n_either = most;
    return n_either > 0 ? (double)n_both / (double)n_either : 0;
}
