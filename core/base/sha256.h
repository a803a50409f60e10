/* SPDX-License-Identifier: Apache-2.0 */
/**
 * sha256.h - SHA-256, where others must be able to work out the same hash.
 *
 * A page that is written says by it which of its styles and scripts may run (Content
 * Security Policy), and a browser checks it. For hashes of our own, stet_str_hash is
 * faster. The function is that of FIPS 180-4; the test has its published vectors.
 *
 * A value: init, update as often as there are bytes, finish once. One owner; any
 * thread.
 */
#ifndef STET_BASE_SHA256_H
#define STET_BASE_SHA256_H

#include "base/buffer.h"

#include <stdbool.h>

enum {
    STET_SHA256_SIZE = 32,  /**< Bytes of a hash. */
    STET_SHA256_BLOCK = 64, /**< Bytes that are mixed at a time. */
};

typedef struct stet_sha256 {
    uint32_t state[8];
    uint64_t len; /**< Bytes so far. */
    uint8_t block[STET_SHA256_BLOCK];
} stet_sha256;

void stet_sha256_init(stet_sha256 *hash);
void stet_sha256_update(stet_sha256 *hash, stet_str bytes);
void stet_sha256_finish(stet_sha256 *hash, uint8_t digest[STET_SHA256_SIZE]);

/** Appends a hash in Base64 (RFC 4648, section 4), as a policy has it: 44 characters.
 */
void stet_sha256_base64(stet_buffer *out, const uint8_t digest[STET_SHA256_SIZE]);

#endif
