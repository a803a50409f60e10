/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From the text of a document back to its bytes, and into them: what stands at a place
 * of the source decodes to what the place was asked for, in any order of asking; and
 * what is written there is read again.
 *
 * The first byte says the format, the second the order; of the rest, what stands before
 * the first 0xFF is written into what stands behind it.
 */
#include "base/str.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "text/document.h"
#include "text/json.h"

#include <stdlib.h>

enum { LARGEST = 20000, MOST_SPANS = 400 };

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/** What the raw bytes of a value stand for. */
static stet_str decode(const stet_value *value, stet_str raw, stet_arena *arena)
{
    if (value->encoding == STET_ENCODING_JSON)
        return stet_json_decode(raw, arena);
    if (value->encoding != STET_ENCODING_CSV)
        return raw;
    char *out = stet_arena_alloc(arena, raw.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < raw.len; i++) {
        out[len++] = raw.ptr[i];
        if (raw.ptr[i] == '"') {
            demand(i + 1 < raw.len && raw.ptr[i + 1] == '"');
            i++;
        }
    }
    return (stet_str){ out, len };
}

static bool is_inside(const stet_str *part, stet_str whole)
{
    return part->ptr >= whole.ptr && part->ptr + part->len <= whole.ptr + whole.len;
}

/** The bytes of a span of the markup in the source. */
static stet_str bytes_of(stet_doc *doc, stet_span markup, stet_point *start)
{
    const stet_piece *piece = doc->record->piece;
    stet_point end;
    stet_source_map_points(&doc->map, markup, start, &end);
    demand(start->byte <= end.byte && start->line <= end.line);
    stet_str raw = { piece->bytes.ptr + (start->byte - piece->byte),
                     (size_t)(end.byte - start->byte) };
    demand(is_inside(&raw, doc->value->raw));
    return raw;
}

static void check_span(stet_doc *doc, stet_span text, stet_arena *arena)
{
    stet_span markup = stet_source_map_markup(&doc->map, text);
    demand(markup.start <= markup.end && markup.end <= doc->markup.len);
    demand(text.start < text.end || markup.start == markup.end);
    stet_point start;
    stet_str raw = bytes_of(doc, markup, &start);
    demand(stet_str_equal(decode(doc->value, raw, arena),
                          stet_slice(doc->markup, markup)));
    /* Asked again, from wherever the cursor stands now, it is the same. */
    stet_point again;
    bytes_of(doc, (stet_span){ 0, 0 }, &again);
    bytes_of(doc, markup, &again);
    demand(again.byte == start.byte && again.line == start.line &&
           again.column == start.column && again.utf16 == start.utf16);
}

/** The start of the character at a byte, or the end. */
static uint32_t floor_of(stet_str text, size_t at)
{
    if (at >= text.len)
        return (uint32_t)text.len;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at--;
    return (uint32_t)at;
}

/* Spans between places that leap about as the order says. */
static void check_spans(stet_doc *doc, uint8_t order, stet_arena *arena)
{
    size_t n = doc->text.len + 1;
    size_t step = order % 2 ? order : n - order % n;
    size_t at = 0;
    for (size_t i = 0; i < n && i < MOST_SPANS; i++) {
        size_t start = at % n;
        at += step;
        size_t end = start + at % (n - start);
        start = floor_of(doc->text, start);
        while (end < doc->text.len &&
               ((unsigned char)doc->text.ptr[end] & 0xC0) == 0x80)
            end++;
        check_span(doc, (stet_span){ (uint32_t)start, (uint32_t)end }, arena);
    }
}

/** The first text of a source, read anew. */
static bool first_text(stet_str bytes, const stet_layout *layout, stet_arena *arena,
                       stet_buffer *out)
{
    stet_error error = STET_ERROR_NONE;
    stet_source *source = stet_source_of_bytes(bytes, NULL, STET_STR("fuzz"), layout,
                                               STET_MAX_RECORD, &error);
    stet_piece piece;
    bool found = false;
    if (source && stet_source_next(source, &piece, &error)) {
        stet_record_cursor cursor = stet_record_begin(&piece);
        stet_record record;
        stet_failure failure;
        if (stet_record_next(&cursor, arena, &record, &failure) == STET_READ_RECORD &&
            record.n_values > 0 && record.values[0].field->text) {
            stet_buffer_add(out, record.values[0].text);
            found = true;
        }
        stet_piece_release(&piece);
    }
    stet_error_release(&error);
    if (source)
        stet_source_close(source);
    return found;
}

/* Writes `text` over a span of the first text, and reads that. */
static void check_writing(stet_doc *doc, stet_str bytes, const stet_layout *layout,
                          stet_span span, stet_str text, stet_arena *arena)
{
    stet_buffer encoded = { 0 };
    stet_buffer written = { 0 };
    stet_buffer expected = { 0 };
    stet_buffer found = { 0 };
    stet_point start;
    stet_span markup = stet_source_map_markup(&doc->map, span);
    stet_str raw = bytes_of(doc, markup, &start);
    if (stet_source_map_encode(&doc->map, text, &encoded)) {
        stet_buffer_append(&written, bytes.ptr, (size_t)(raw.ptr - bytes.ptr));
        stet_buffer_add(&written, stet_buffer_str(&encoded));
        size_t behind = (size_t)(raw.ptr + raw.len - bytes.ptr);
        stet_buffer_append(&written, raw.ptr + raw.len, bytes.len - behind);
        stet_buffer_append(&expected, doc->markup.ptr, markup.start);
        stet_buffer_add(&expected, text);
        stet_buffer_append(&expected, doc->markup.ptr + markup.end,
                           doc->markup.len - markup.end);
        demand(first_text(stet_buffer_str(&written), layout, arena, &found));
        demand(stet_str_equal(stet_buffer_str(&found), stet_buffer_str(&expected)));
    } else {
        demand(doc->value->encoding == STET_ENCODING_CELL || !doc->value->is_string);
    }
    stet_buffer_release(&encoded);
    stet_buffer_release(&written);
    stet_buffer_release(&expected);
    stet_buffer_release(&found);
}

/** What may be written everywhere: a mark of byte order at the front of a file would be
    no text, nor would NUL. */
static stet_str writable(stet_str text)
{
    uint32_t chars;
    if (text.len == 0 || stet_utf8_check(text, &chars) != STET_UTF8_VALID ||
        memchr(text.ptr, '\0', text.len) ||
        stet_str_find(text, STET_STR("\xEF\xBB\xBF"), 0) != SIZE_MAX)
        return STET_STR("x");
    return text;
}

static stet_forms *shared_forms(void)
{
    enum { MOST = 100000 };
    static stet_forms forms;
    if (forms.count > MOST)
        stet_forms_release(&forms);
    if (forms.count == 0)
        stet_forms_init(&forms);
    return &forms;
}

static void check_source(stet_source *source, stet_str bytes, stet_str text,
                         uint8_t order)
{
    stet_error error = STET_ERROR_NONE;
    stet_arena arena = { 0 };
    stet_arena scratch = { 0 };
    stet_doc doc;
    stet_piece piece;
    stet_document_init(&doc, shared_forms());
    bool first = true;
    while (stet_source_next(source, &piece, &error)) {
        stet_record_cursor cursor = stet_record_begin(&piece);
        stet_record record;
        stet_failure failure;
        for (stet_read read; (read = stet_record_next(&cursor, &arena, &record,
                                                      &failure)) != STET_READ_END;) {
            first = first && read == STET_READ_RECORD;
            for (size_t i = 0; read == STET_READ_RECORD && i < record.n_values; i++) {
                if (!record.values[i].field->text)
                    continue;
                stet_document_set(&doc, &record, &record.values[i], 1);
                check_spans(&doc, order, &scratch);
                if (first && i == 0) {
                    stet_span front = { 0, floor_of(doc.text, order) };
                    check_writing(&doc, bytes, source->layout, front, text, &scratch);
                }
                first = false;
                stet_arena_reset(&scratch);
            }
        }
        stet_arena_reset(&arena);
        stet_piece_release(&piece);
    }
    stet_error_release(&error);
    stet_document_release(&doc);
    stet_arena_release(&arena);
    stet_arena_release(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > LARGEST)
        return 0;
    size_t n = data[0] % 10;
    const stet_layout *layout =
        n < 6 ? stet_layout_plain(stet_reader_at(n)) : stet_layout_at(n - 6);
    stet_str text = { (const char *)data + 2, size - 2 };
    const void *mark = memchr(text.ptr, 0xFF, text.len);
    size_t behind = mark ? (size_t)((const char *)mark - text.ptr) + 1 : 0;
    stet_str bytes = { text.ptr + behind, text.len - behind };
    text = writable((stet_str){ text.ptr, mark ? behind - 1 : 0 });
    stet_error error = STET_ERROR_NONE;
    stet_source *source = stet_source_of_bytes(bytes, NULL, STET_STR("fuzz"), layout,
                                               STET_MAX_RECORD, &error);
    if (source) {
        check_source(source, bytes, text, data[1]);
        stet_source_close(source);
    }
    stet_error_release(&error);
    return 0;
}
