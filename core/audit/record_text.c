/* SPDX-License-Identifier: Apache-2.0 */
#include "audit/record_text.h"

#include "base/json_writer.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/reader.h"

#include <stdlib.h>

/* The front of a text, cut before a character that would be cut in two. */
static stet_str front(stet_str text)
{
    size_t len = text.len;

    if (len > STET_RECORD_TEXT_MOST) {
        len = STET_RECORD_TEXT_MOST;
        while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
            len--;
    }
    return (stet_str){ text.ptr, len };
}

static void write_values(const stet_record *record, stet_buffer *out)
{
    stet_buffer cut = { 0 };
    stet_json_writer json;

    stet_json_init(&json, out, false);
    stet_json_begin_object(&json);
    for (size_t i = 0; i < record->n_values; i++) {
        const stet_value *value = &record->values[i];
        if (!value->field->text)
            continue;
        stet_buffer_clear(&cut);
        stet_buffer_add(&cut, front(value->text));
        if (cut.len < value->text.len)
            stet_buffer_add_text(&cut, " \xE2\x80\xA6");
        stet_json_key_str(&json, value->field->name);
        stet_json_string(&json, stet_buffer_str(&cut));
    }
    stet_json_end_object(&json);
    stet_buffer_release(&cut);
}

static bool is_same(const stet_piece *piece, const stet_audit_record_place *place)
{
    stet_str raw = { piece->bytes.ptr, (size_t)place->length };

    return place->length <= piece->bytes.len &&
           (int64_t)stet_str_hash(raw, 0) == place->hash;
}

/* Writes over what nobody is to read, in bytes of the piece's own. */
static void cover_secrets(stet_piece *piece, const stet_audit_record_place *place)
{
    if (!place->n_secrets)
        return;
    char *covered = stet_memory_text(piece->bytes.ptr, piece->bytes.len);
    for (size_t i = 0; i < place->n_secrets; i++) {
        stet_span secret = place->secrets[i];
        if (secret.start < secret.end && secret.end <= piece->bytes.len)
            memset(covered + secret.start, '*', secret.end - secret.start);
    }
    free(piece->owned);
    piece->owned = covered;
    piece->bytes.ptr = covered;
}

static void read_record(const stet_piece *piece, stet_buffer *out)
{
    stet_arena arena = { 0 };
    stet_record_cursor cursor = stet_record_begin(piece);
    stet_record record = { 0 };
    stet_failure failure = { 0 };
    stet_read read = stet_record_next(&cursor, &arena, &record, &failure);

    /* What a record lacks is told first, and then it comes. */
    if (read == STET_READ_FAILURE)
        read = stet_record_next(&cursor, &arena, &record, &failure);
    if (read == STET_READ_RECORD)
        write_values(&record, out);
    stet_arena_release(&arena);
}

void stet_audit_record_text(void *user, const stet_audit_record_place *place,
                            stet_buffer *out)
{
    const stet_audit_grid *grid = user;
    stet_error ignored = STET_ERROR_NONE;

    if (place->source >= grid->count)
        return;
    const stet_audit_file *file = &grid->files[place->source];
    bool unreadable;
    stet_source *open = stet_source_open_part(
        file->listed->path.ptr, file->listed->shown, file->layout, grid->max_record,
        place->byte, place->byte + place->length, &file->seen, &unreadable, &ignored);
    stet_piece piece;
    if (open && stet_source_next(open, &piece, &ignored)) {
        if (is_same(&piece, place)) {
            cover_secrets(&piece, place);
            read_record(&piece, out);
        }
        stet_piece_release(&piece);
    }
    if (open)
        stet_source_close(open);
    stet_error_release(&ignored);
}
