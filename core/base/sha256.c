/* SPDX-License-Identifier: Apache-2.0 */
/* The steps and constants of FIPS 180-4, sections 4.1.2, 4.2.2, 5 and 6.2. */
#include "base/sha256.h"

static const uint32_t round_constants[STET_SHA256_BLOCK] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
};

static uint32_t rotate(uint32_t word, unsigned by)
{
    return word >> by | word << (32 - by);
}

static uint32_t read_word(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The message schedule: 16 words of the block, and 48 that are made of them. */
static void make_schedule(const uint8_t *block, uint32_t schedule[STET_SHA256_BLOCK])
{
    for (size_t t = 0; t < 16; t++)
        schedule[t] = read_word(block + 4 * t);
    for (size_t t = 16; t < STET_SHA256_BLOCK; t++) {
        uint32_t a = schedule[t - 15];
        uint32_t b = schedule[t - 2];
        uint32_t small0 = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3;
        uint32_t small1 = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10;
        schedule[t] = schedule[t - 16] + small0 + schedule[t - 7] + small1;
    }
}

/* Mixes a block into the state; s[0] to s[7] are the a to h of the standard. */
static void mix(stet_sha256 *hash, const uint8_t *block)
{
    uint32_t schedule[STET_SHA256_BLOCK];
    uint32_t s[8];
    make_schedule(block, schedule);
    memcpy(s, hash->state, sizeof s);
    for (size_t t = 0; t < STET_SHA256_BLOCK; t++) {
        uint32_t big1 = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25);
        uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        uint32_t one = s[7] + big1 + choice + round_constants[t] + schedule[t];
        uint32_t big0 = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22);
        uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += one;
        s[0] = one + big0 + majority;
    }
    for (size_t i = 0; i < 8; i++)
        hash->state[i] += s[i];
}

void stet_sha256_init(stet_sha256 *hash)
{
    *hash =
        (stet_sha256){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

void stet_sha256_update(stet_sha256 *hash, stet_str bytes)
{
    const uint8_t *at = (const uint8_t *)bytes.ptr;
    size_t left = bytes.len;
    while (left > 0) {
        size_t used = hash->len % STET_SHA256_BLOCK;
        size_t take = STET_SHA256_BLOCK - used < left ? STET_SHA256_BLOCK - used : left;
        memcpy(hash->block + used, at, take);
        hash->len += take;
        at += take;
        left -= take;
        if (hash->len % STET_SHA256_BLOCK == 0)
            mix(hash, hash->block);
    }
}

/* Behind the message: a bit that is set, zeros, and the length in bits. */
void stet_sha256_finish(stet_sha256 *hash, uint8_t digest[STET_SHA256_SIZE])
{
    static const char padding[STET_SHA256_BLOCK] = { (char)0x80 };
    uint64_t bits = hash->len * 8;
    size_t used = hash->len % STET_SHA256_BLOCK;
    char length[8];
    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (char)(bits >> (56 - 8 * i));
    stet_sha256_update(hash, (stet_str){ padding, used < 56 ? 56 - used : 120 - used });
    stet_sha256_update(hash, (stet_str){ length, sizeof length });
    for (size_t i = 0; i < STET_SHA256_SIZE; i++)
        digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
}

void stet_sha256_base64(stet_buffer *out, const uint8_t digest[STET_SHA256_SIZE])
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < STET_SHA256_SIZE; i += 3) {
        bool whole = i + 2 < STET_SHA256_SIZE;
        uint32_t three = (uint32_t)digest[i] << 16 | (uint32_t)digest[i + 1] << 8 |
                         (whole ? digest[i + 2] : 0u);
        stet_buffer_add_char(out, letters[three >> 18]);
        stet_buffer_add_char(out, letters[three >> 12 & 63]);
        stet_buffer_add_char(out, letters[three >> 6 & 63]);
        stet_buffer_add_char(out, whole ? letters[three & 63] : '=');
    }
}
