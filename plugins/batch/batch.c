/* SPDX-License-Identifier: Apache-2.0 */
#include "batch.h"

#include <stdio.h>

enum { FORMATTED = 400 };

const stet_param batch_text_params[1] = {
    STET_TEXT(batch_text, text, .doc = "A text."),
};

/* Up to 8 bytes, the first one lowest: hashes are compared between machines. */
static uint64_t read_bytes(const char *bytes, size_t len)
{
    uint64_t word = 0;

    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)(unsigned char)bytes[i] << 8 * i;
    return word;
}

uint64_t batch_hash_bytes(uint64_t hash, stet_str bytes)
{
    size_t at = 0;

    for (; at + 8 <= bytes.len; at += 8)
        hash = batch_hash_add(hash, read_bytes(bytes.ptr + at, 8));
    uint64_t last = read_bytes(bytes.ptr + at, bytes.len - at);
    return batch_hash_add(hash, last ^ (uint64_t)bytes.len << 56);
}

uint64_t batch_hash_value(uint64_t hash, stet_str value)
{
    bool parted = false;

    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        unsigned char small = c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
        if (c < 0x80 && !(small >= 'a' && small <= 'z') && !(c >= '0' && c <= '9')) {
            parted = true;
            continue;
        }
        if (parted)
            hash = batch_hash_add(hash, ' ');
        parted = false;
        hash = batch_hash_add(hash, small);
    }
    return hash;
}

uint64_t batch_hash_facts(stet_ctx *ctx, const stet_record *record,
                          const stet_list *names)
{
    const batch_text *items = names->items;
    uint64_t hash = 0;

    for (size_t i = 0; i < names->count; i++) {
        stet_str value = stet_meta(ctx, record, batch_name(ctx, items[i].text));
        hash = batch_hash_add(batch_hash_value(hash, batch_trim(value)), i + 1);
    }
    return hash;
}

bool batch_has_facts(stet_ctx *ctx, const stet_record *record, const stet_list *names)
{
    const batch_text *items = names->items;

    for (size_t i = 0; i < names->count; i++)
        if (batch_trim(stet_meta(ctx, record, batch_name(ctx, items[i].text))).len > 0)
            return true;
    return false;
}

const char *batch_name(stet_ctx *ctx, stet_str name)
{
    char *copy = stet_alloc(ctx, name.len + 1);
    memcpy(copy, name.ptr, name.len);
    return copy;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

stet_str batch_trim(stet_str text)
{
    while (text.len > 0 && is_space(text.ptr[text.len - 1]))
        text.len--;
    while (text.len > 0 && is_space(*text.ptr)) {
        text.ptr++;
        text.len--;
    }
    return text;
}

stet_str batch_keep_text(stet_ctx *ctx, stet_str text, size_t most)
{
    if (text.len > most) {
        while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
            most--;
        text.len = most;
    }
    char *copy = stet_keep(ctx, text.len + 1);
    memcpy(copy, text.ptr, text.len);
    return (stet_str){ copy, text.len };
}

const stet_place *batch_keep_place(stet_ctx *ctx, const stet_place *place)
{
    stet_place *copy = stet_keep(ctx, sizeof *copy);
    *copy = *place;
    return copy;
}

stet_place batch_record_place(stet_ctx *ctx, const stet_record *record)
{
    return stet_raw_place(ctx, record, (stet_span){ 0, 0 });
}

const stet_place *batch_keep_record(stet_ctx *ctx, const stet_record *record)
{
    stet_place place = batch_record_place(ctx, record);
    return batch_keep_place(ctx, &place);
}

int batch_compare_places(const stet_place *a, const stet_place *b)
{
    if (a->doc != b->doc)
        return a->doc < b->doc ? -1 : 1;
    return (a->start.byte > b->start.byte) - (a->start.byte < b->start.byte);
}

bool batch_refuse(stet_ctx *ctx, const char *why)
{
    stet_fail(ctx, NULL, "%s", why);
    return false;
}

bool batch_archive_shown(stet_ctx *ctx, stet_str *text)
{
    if (!stet_archive_shown(ctx, text))
        return false;
    if (stet_loads(ctx))
        *text = batch_keep_text(ctx, *text, text->len);
    return true;
}

bool batch_archive_place(stet_ctx *ctx, const stet_place **place)
{
    stet_place read;

    if (!stet_loads(ctx)) {
        stet_put_place(ctx, *place);
        return true;
    }
    if (!stet_get_place(ctx, &read))
        return false;
    *place = batch_keep_place(ctx, &read);
    return true;
}

stet_place batch_place_in(stet_ctx *ctx, const stet_record *record, stet_str fact,
                          stet_span span)
{
    stet_str raw = stet_raw(ctx, record);
    uintptr_t start = (uintptr_t)raw.ptr, at = (uintptr_t)fact.ptr;

    if (at < start || at + fact.len > start + raw.len)
        return stet_raw_place(ctx, record, (stet_span){ 0, (uint32_t)raw.len });
    uint32_t offset = (uint32_t)(at - start);
    return stet_raw_place(ctx, record,
                          (stet_span){ span.start + offset, span.end + offset });
}

stet_str batch_line(stet_ctx *ctx, const stet_place *place, const stet_place *here)
{
    unsigned line = (unsigned)place->start.line;
    stet_str file = stet_place_origin(ctx, place), own = stet_place_origin(ctx, here);

    if (file.len == own.len && memcmp(file.ptr, own.ptr, file.len) == 0)
        return batch_format(ctx, "line %u", line);
    return batch_format(ctx, "line %u of %.*s", line, (int)file.len, file.ptr);
}

stet_str batch_call(stet_ctx *ctx, const stet_place *place, const stet_place *here)
{
    if (place->id.len > 0)
        return batch_format(ctx, "“%.*s”", (int)place->id.len, place->id.ptr);
    return batch_line(ctx, place, here);
}

stet_str batch_format(stet_ctx *ctx, const char *format, ...)
{
    char *out = stet_alloc(ctx, FORMATTED);
    va_list args;

    va_start(args, format);
    int len = vsnprintf(out, FORMATTED, format, args);
    va_end(args);
    if (len >= FORMATTED)
        len = FORMATTED - 1;
    return (stet_str){ out, len > 0 ? (size_t)len : 0 };
}

static const stet_check_type *const checks[] = {
    &batch_duplicates, &batch_openings,  &batch_unique,  &batch_balance,
    &batch_ranking,    &batch_agreement, &batch_records,
};

STET_PLUGIN(batch) = {
    STET_HEADER,
    "batch",
    "0.1.0",
    "What only the whole batch shows: duplicates, shares, agreement; and rankings",
    "",
    STET_CHECKS(checks),
};
