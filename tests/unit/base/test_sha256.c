/* SPDX-License-Identifier: Apache-2.0 */
/* Against the example values that NIST publishes for SHA-256 (FIPS 180-4, and the
   byte-oriented vectors of its validation suite, SHAVS). */
#include "base/sha256.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_digest(stet_sha256 *hash, const char *hex)
{
    uint8_t digest[STET_SHA256_SIZE];
    char told[2 * STET_SHA256_SIZE + 1];
    stet_sha256_finish(hash, digest);
    for (size_t i = 0; i < STET_SHA256_SIZE; i++)
        snprintf(told + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(told, hex);
}

typedef struct vector {
    stet_str message;
    const char *hex;
} vector;

static const vector vectors[] = {
    { { "", 0 }, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { { "abc", 3 },
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56 },
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        112 },
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
    { { "\xd3", 1 },
      "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1" },
    { { "\x11\xaf", 2 },
      "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98" },
};

static void published_vectors_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        stet_sha256 hash;
        stet_sha256_init(&hash);
        stet_sha256_update(&hash, vectors[i].message);
        assert_digest(&hash, vectors[i].hex);
    }
}

static void a_million_letters_in_uneven_parts_hold(void **state)
{
    (void)state;
    stet_sha256 hash;
    char letters[1000];
    memset(letters, 'a', sizeof letters);
    stet_sha256_init(&hash);
    for (size_t left = 1000000, part = 1; left > 0; part = part % 997 + 1) {
        size_t take = part < left ? part : left;
        stet_sha256_update(&hash, (stet_str){ letters, take });
        left -= take;
    }
    assert_digest(&hash,
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void how_bytes_are_cut_does_not_matter(void **state)
{
    (void)state;
    char bytes[200];
    uint8_t whole[STET_SHA256_SIZE];
    uint8_t parts[STET_SHA256_SIZE];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37);
    for (size_t len = 0; len <= sizeof bytes; len++) {
        stet_sha256 hash;
        stet_sha256_init(&hash);
        stet_sha256_update(&hash, (stet_str){ bytes, len });
        stet_sha256_finish(&hash, whole);
        stet_sha256_init(&hash);
        stet_sha256_update(&hash, (stet_str){ bytes, len / 3 });
        stet_sha256_update(&hash, (stet_str){ bytes + len / 3, len - len / 3 });
        stet_sha256_finish(&hash, parts);
        assert_memory_equal(whole, parts, sizeof whole);
    }
}

/* The hash of an empty script, as browsers print it. */
static void base64_is_that_of_policies(void **state)
{
    (void)state;
    stet_sha256 hash;
    uint8_t digest[STET_SHA256_SIZE];
    stet_buffer out = { 0 };
    stet_sha256_init(&hash);
    stet_sha256_finish(&hash, digest);
    stet_sha256_base64(&out, digest);
    assert_string_equal(out.ptr, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    stet_buffer_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_vectors_hold),
        cmocka_unit_test(a_million_letters_in_uneven_parts_hold),
        cmocka_unit_test(how_bytes_are_cut_does_not_matter),
        cmocka_unit_test(base64_is_that_of_policies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
