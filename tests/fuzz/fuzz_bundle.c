/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "base/str.h"
#include "rule/bundle.h"

#include <stdlib.h>

/** Every text is a part of what was read. */
static void check_part(stet_str whole, stet_str part)
{
    if (part.len &&
        (part.ptr < whole.ptr || part.ptr + part.len > whole.ptr + whole.len))
        abort();
}

static void read_any(stet_str bytes)
{
    stet_bundle bundle;
    stet_error error = STET_ERROR_NONE;
    bool ok = stet_bundle_read(&bundle, bytes, &error);
    if (ok != !error.message || (ok && !bundle.n_files))
        abort();
    for (size_t i = 0; ok && i < bundle.n_files; i++) {
        check_part(bytes, bundle.files[i].name);
        check_part(bytes, bundle.files[i].bytes);
        if (stet_bundle_find(&bundle, bundle.files[i].name) != &bundle.files[i])
            abort();
    }
    stet_error_release(&error);
    stet_bundle_release(&bundle);
}

/** No input has the right hashes by chance: one that is made of it has, and must come
    back as it was. A byte of it that is changed must be seen. */
static void read_made(stet_str bytes)
{
    stet_bundle made = { .name = STET_STR("made"), .hash = STET_STR("0") };
    stet_buffer out = { 0 };
    stet_bundle read;
    stet_error error = STET_ERROR_NONE;
    stet_bundle_add_file(&made, STET_STR("a"), (stet_str){ bytes.ptr, bytes.len / 2 });
    stet_bundle_add_file(
        &made, STET_STR("stet:/b"),
        (stet_str){ bytes.ptr + bytes.len / 2, bytes.len - bytes.len / 2 });
    stet_bundle_write(&made, &out);
    if (!stet_bundle_read(&read, stet_buffer_str(&out), &error) || read.n_files != 2 ||
        !stet_str_equal(read.files[0].bytes, made.files[0].bytes) ||
        !stet_str_equal(read.files[1].bytes, made.files[1].bytes))
        abort();
    stet_bundle_release(&read);
    out.ptr[bytes.len ? (unsigned char)bytes.ptr[0] % out.len : 0] ^= 1;
    if (stet_bundle_read(&read, stet_buffer_str(&out), &error))
        abort();
    stet_bundle_release(&read);
    stet_error_release(&error);
    stet_bundle_release(&made);
    stet_buffer_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stet_str bytes = { (const char *)data, size };
    read_any(bytes);
    read_made(bytes);
    return 0;
}
