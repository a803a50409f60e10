/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/bundle.h"

#include "base/memory.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>

static const char first_line[] = "stet bundle 1\n";
static const char any_version[] = "stet bundle ";
enum { MOST_FILES = 4096 };

static const char remake[] = "make it again with: stet bundle";

bool stet_bundle_is(stet_str bytes)
{
    return stet_str_starts(bytes, stet_str_from(any_version));
}

/* ---- The head ---- */

/** The text of a fact of the head. */
typedef struct head_text {
    const char *key;
    size_t offset; /**< Of the stet_str in a bundle. */
} head_text;

static const head_text head_texts[] = {
    { "name", offsetof(stet_bundle, name) },
    { "version", offsetof(stet_bundle, version) },
    { "hash", offsetof(stet_bundle, hash) },
    { "language", offsetof(stet_bundle, language) },
    { "stet", offsetof(stet_bundle, maker) },
};

static const stet_str *text_at(const stet_bundle *bundle, size_t offset)
{
    return (const stet_str *)(const void *)((const char *)bundle + offset);
}

static uint64_t hash_of(stet_str bytes)
{
    return stet_str_hash(bytes, 0);
}

/** Reads a number of at most 16 digits, all of `text`. */
static bool read_number(stet_str text, unsigned base, uint64_t *out)
{
    static const char digits[] = "0123456789abcdef";
    *out = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char *digit = memchr(digits, text.ptr[i], base);
        if (!digit)
            return false;
        *out = *out * base + (uint64_t)(digit - digits);
    }
    return text.len > 0 && text.len <= 16;
}

static bool read_plugin(stet_bundle *bundle, stet_str rest)
{
    stet_str name;
    if (!stet_str_cut(&rest, ' ', &name) || !name.len || !rest.len)
        return false;
    stet_bundle_add_plugin(bundle, name, rest);
    return true;
}

static bool read_file(stet_bundle *bundle, stet_str rest)
{
    stet_str length_text;
    stet_str hash_text;
    uint64_t length;
    uint64_t hash;
    if (!stet_str_cut(&rest, ' ', &length_text) ||
        !stet_str_cut(&rest, ' ', &hash_text) || !rest.len ||
        !read_number(length_text, 10, &length) || !read_number(hash_text, 16, &hash) ||
        bundle->n_files == MOST_FILES || stet_bundle_find(bundle, rest))
        return false;
    stet_bundle_add_file(bundle, rest, (stet_str){ "", 0 });
    stet_bundle_file *file = &bundle->files[bundle->n_files - 1];
    file->bytes.len = (size_t)length;
    file->hash = hash;
    return true;
}

static bool read_fact(stet_bundle *bundle, stet_str line)
{
    stet_str rest = line;
    stet_str key = { "", 0 };
    stet_str_cut(&rest, ' ', &key);
    if (stet_str_is(key, "plugin"))
        return read_plugin(bundle, rest);
    if (stet_str_is(key, "file"))
        return read_file(bundle, rest);
    for (size_t i = 0; i < STET_LEN(head_texts); i++) {
        if (!stet_str_is(key, head_texts[i].key))
            continue;
        *(stet_str *)(void *)((char *)bundle + head_texts[i].offset) = rest;
        return true;
    }
    return false;
}

static bool refuse(stet_error *error, stet_str bytes, stet_str at, const char *what)
{
    stet_error_set(error, "%s", what);
    stet_error_hint(error, "%s", remake);
    error->position = stet_position_of(bytes, (size_t)(at.ptr - bytes.ptr));
    return false;
}

/** Reads the lines up to that of the head's hash. */
static bool read_head(stet_bundle *bundle, stet_str bytes, stet_str *rest,
                      stet_error *error)
{
    stet_str line;
    while (stet_str_cut(rest, '\n', &line)) {
        if (!stet_str_starts(line, STET_STR("head "))) {
            if (!read_fact(bundle, line))
                return refuse(error, bytes, line,
                              "this line of the bundle's head cannot be read: it was "
                              "changed on the way");
            continue;
        }
        uint64_t hash;
        stet_str above = { bytes.ptr, (size_t)(line.ptr - bytes.ptr) };
        if (!read_number((stet_str){ line.ptr + 5, line.len - 5 }, 16, &hash) ||
            hash != hash_of(above))
            return refuse(error, bytes, line,
                          "the head of the bundle was changed after it was made");
        return true;
    }
    return refuse(error, bytes, *rest, "the bundle is cut off within its head");
}

/* ---- The files ---- */

/** Moves behind `text`, which must stand there. */
static bool pass(stet_str *rest, stet_str text)
{
    if (!stet_str_starts(*rest, text))
        return false;
    *rest = (stet_str){ rest->ptr + text.len, rest->len - text.len };
    return true;
}

static bool read_body(stet_bundle_file *file, stet_str bytes, stet_str *rest,
                      stet_error *error)
{
    if (!pass(rest, STET_STR("\n--- ")) || !pass(rest, file->name) ||
        !pass(rest, STET_STR("\n")))
        return refuse(error, bytes, *rest,
                      rest->len ? "a file of the bundle should begin here: it was "
                                  "changed after it was made"
                                : "the bundle is cut off");
    if (file->bytes.len > rest->len)
        return refuse(error, bytes, *rest, "the bundle is cut off within this file");
    file->bytes.ptr = rest->ptr;
    if (hash_of(file->bytes) != file->hash)
        return refuse(error, bytes, *rest,
                      "this file of the bundle was changed after it was made");
    *rest = (stet_str){ rest->ptr + file->bytes.len, rest->len - file->bytes.len };
    return true;
}

bool stet_bundle_read(stet_bundle *bundle, stet_str bytes, stet_error *error)
{
    stet_str rest = bytes;
    *bundle = (stet_bundle){ .n_files = 0 };
    for (size_t i = 0; i < STET_LEN(head_texts); i++)
        *(stet_str *)(void *)((char *)bundle + head_texts[i].offset) = STET_STR("");
    if (!pass(&rest, stet_str_from(first_line))) {
        stet_error_set(error, "this bundle is of a form that this stet does not know");
        stet_error_hint(error,
                        "were its line ends converted, or was it made by a newer "
                        "stet? The first line must be: stet bundle 1");
        return false;
    }
    if (!read_head(bundle, bytes, &rest, error))
        return false;
    for (size_t i = 0; i < bundle->n_files; i++)
        if (!read_body(&bundle->files[i], bytes, &rest, error))
            return false;
    if (rest.len)
        return refuse(error, bytes, rest, "something was added to the bundle");
    return bundle->n_files ||
           refuse(error, bytes, rest, "there is no rule set in the bundle");
}

/* ---- Making one ---- */

void stet_bundle_write(const stet_bundle *bundle, stet_buffer *out)
{
    size_t start = out->len;
    stet_buffer_add_text(out, first_line);
    for (size_t i = 0; i < STET_LEN(head_texts); i++) {
        const stet_str *text = text_at(bundle, head_texts[i].offset);
        if (text->len)
            stet_buffer_format(out, "%s %.*s\n", head_texts[i].key, (int)text->len,
                               text->ptr);
    }
    for (size_t i = 0; i < bundle->n_plugins; i++)
        stet_buffer_format(out, "plugin %.*s %.*s\n", (int)bundle->plugins[i].name.len,
                           bundle->plugins[i].name.ptr,
                           (int)bundle->plugins[i].version.len,
                           bundle->plugins[i].version.ptr);
    for (size_t i = 0; i < bundle->n_files; i++) {
        const stet_bundle_file *file = &bundle->files[i];
        stet_buffer_format(out, "file %zu %016" PRIx64 " %.*s\n", file->bytes.len,
                           file->hash, (int)file->name.len, file->name.ptr);
    }
    stet_str head = { out->ptr + start, out->len - start };
    stet_buffer_format(out, "head %016" PRIx64 "\n", hash_of(head));
    for (size_t i = 0; i < bundle->n_files; i++) {
        stet_buffer_add_text(out, "\n--- ");
        stet_buffer_add(out, bundle->files[i].name);
        stet_buffer_add_char(out, '\n');
        stet_buffer_add(out, bundle->files[i].bytes);
    }
}

void stet_bundle_add_plugin(stet_bundle *bundle, stet_str name, stet_str version)
{
    void *plugins = bundle->plugins;
    stet_memory_grow(&plugins, &bundle->plugins_capacity, bundle->n_plugins + 1,
                     sizeof *bundle->plugins);
    bundle->plugins = plugins;
    bundle->plugins[bundle->n_plugins++] = (stet_bundle_plugin){ name, version };
}

void stet_bundle_add_file(stet_bundle *bundle, stet_str name, stet_str bytes)
{
    void *files = bundle->files;
    stet_memory_grow(&files, &bundle->files_capacity, bundle->n_files + 1,
                     sizeof *bundle->files);
    bundle->files = files;
    bundle->files[bundle->n_files++] =
        (stet_bundle_file){ name, bytes, hash_of(bytes) };
}

const stet_bundle_file *stet_bundle_find(const stet_bundle *bundle, stet_str name)
{
    for (size_t i = 0; i < bundle->n_files; i++)
        if (stet_str_equal(bundle->files[i].name, name))
            return &bundle->files[i];
    return NULL;
}

void stet_bundle_release(stet_bundle *bundle)
{
    free(bundle->plugins);
    free(bundle->files);
    bundle->plugins = NULL;
    bundle->files = NULL;
    bundle->n_plugins = bundle->n_files = 0;
}
