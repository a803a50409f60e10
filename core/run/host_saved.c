/* SPDX-License-Identifier: Apache-2.0 */
#include "run/host_saved.h"

#include "base/str.h"
#include "run/engine_p.h"
#include "run/worker.h"

static stet_host *host_of(stet_ctx *ctx)
{
    return (stet_host *)ctx;
}

stet_str stet_host_place_origin(stet_ctx *ctx, const stet_place *place)
{
    const stet_worker *worker = host_of(ctx)->worker;
    return worker ? stet_engine_source_of(worker->engine, place->doc).path
                  : (stet_str){ "", 0 };
}

bool stet_host_loads(stet_ctx *ctx)
{
    return host_of(ctx)->loading != NULL;
}

/* ---- Writing ---- */

static stet_saved_writer *writer_of(stet_ctx *ctx)
{
    stet_state_saving *saving = host_of(ctx)->saving;
    return saving ? &saving->writer : NULL;
}

void stet_host_put_number(stet_ctx *ctx, uint64_t number)
{
    if (writer_of(ctx))
        stet_saved_write_number(writer_of(ctx), number);
}

void stet_host_put_real(stet_ctx *ctx, double number)
{
    if (writer_of(ctx))
        stet_saved_write_real(writer_of(ctx), number);
}

void stet_host_put_bytes(stet_ctx *ctx, const void *bytes, size_t size)
{
    if (writer_of(ctx))
        stet_saved_write_bytes(writer_of(ctx), bytes, size);
}

void stet_host_put_text(stet_ctx *ctx, stet_str text)
{
    if (writer_of(ctx))
        stet_saved_write_text(writer_of(ctx), text);
}

static bool keeps_texts(stet_ctx *ctx)
{
    return !host_of(ctx)->worker->engine->options.no_texts;
}

void stet_host_put_shown(stet_ctx *ctx, stet_str text)
{
    static const stet_str nothing = { "", 0 };

    if (writer_of(ctx))
        stet_saved_write_text(writer_of(ctx), keeps_texts(ctx) ? text : nothing);
}

static void put_point(stet_saved_writer *writer, const stet_point *point)
{
    stet_saved_write_number(writer, point->byte);
    stet_saved_write_number(writer, point->line);
    stet_saved_write_number(writer, point->column);
    stet_saved_write_number(writer, point->utf16);
    stet_saved_write_number(writer, point->utf8);
}

/* The end of a place as what it is behind the start, which is less. */
static stet_point less(stet_point end, const stet_point *start)
{
    end.byte -= start->byte;
    end.line -= start->line;
    return end;
}

void stet_host_put_place(stet_ctx *ctx, const stet_place *place)
{
    stet_state_saving *saving = host_of(ctx)->saving;

    if (!saving)
        return;
    stet_saved_writer *writer = &saving->writer;
    uint64_t key = stet_engine_source_of(host_of(ctx)->worker->engine, place->doc).key;
    stet_point end = less(place->end, &place->start);
    stet_put_signed(ctx, (int64_t)(key - saving->key));
    saving->key = key;
    stet_saved_write_number(writer, stet_document_record(place->doc));
    stet_saved_write_number(writer, stet_document_text(place->doc));
    stet_saved_write_name(writer, place->field);
    stet_put_shown(ctx, place->id);
    stet_saved_write_number(writer, place->span.start);
    stet_saved_write_number(writer, place->span.end);
    put_point(writer, &place->start);
    put_point(writer, &end);
}

/* ---- Reading ---- */

static bool fail(stet_host *host, const char *why)
{
    if (!host->failed)
        stet_buffer_add_text(&host->failure, why);
    host->failed = true;
    return false;
}

/* The reader, or NULL: this is not the time, and the host knows. */
static stet_saved_reader *reader_of(stet_ctx *ctx)
{
    stet_host *host = host_of(ctx);

    if (host->loading)
        return &host->loading->reader;
    fail(host, "a state can be read in load only");
    return NULL;
}

/* What a reader finds wrong is why the callback fails, whatever it returns. */
static bool taken(stet_ctx *ctx, bool good)
{
    stet_host *host = host_of(ctx);

    return good || fail(host, host->loading->reader.why);
}

bool stet_host_get_number(stet_ctx *ctx, uint64_t most, uint64_t *number)
{
    stet_saved_reader *reader = reader_of(ctx);
    return reader && taken(ctx, stet_saved_read_number(reader, most, number));
}

bool stet_host_get_real(stet_ctx *ctx, double *number)
{
    stet_saved_reader *reader = reader_of(ctx);
    return reader && taken(ctx, stet_saved_read_real(reader, number));
}

bool stet_host_get_bytes(stet_ctx *ctx, void *bytes, size_t size)
{
    stet_saved_reader *reader = reader_of(ctx);
    return reader && taken(ctx, stet_saved_read_bytes(reader, bytes, size));
}

bool stet_host_get_text(stet_ctx *ctx, stet_str *text)
{
    stet_saved_reader *reader = reader_of(ctx);
    return reader &&
           taken(ctx, stet_saved_read_text(reader, host_of(ctx)->scratch, text));
}

static bool get_32(stet_saved_reader *reader, uint32_t *number)
{
    uint64_t value = 0;

    if (!stet_saved_read_number(reader, UINT32_MAX, &value))
        return false;
    *number = (uint32_t)value;
    return true;
}

static bool get_point(stet_saved_reader *reader, stet_point *point)
{
    return stet_saved_read_number(reader, UINT64_MAX, &point->byte) &&
           get_32(reader, &point->line) && get_32(reader, &point->column) &&
           get_32(reader, &point->utf16) && get_32(reader, &point->utf8);
}

/* Where the source of the next place is. Most stand in that of the place before. */
static bool get_origin(stet_ctx *ctx, stet_state_loading *loading)
{
    int64_t step = 0;

    if (!stet_get_signed(ctx, &step))
        return false;
    if (loading->has_origin && step == 0)
        return true;
    loading->key += (uint64_t)step;
    loading->has_origin =
        loading->origins->find(loading->origins->user, loading->key, &loading->origin);
    return loading->has_origin ||
           stet_saved_refuse(&loading->reader, "a place stands in no known source");
}

static uint32_t further(uint32_t line, uint64_t by)
{
    return by < UINT32_MAX - line ? line + (uint32_t)by : UINT32_MAX;
}

/* From where the part begins to where the whole source does. A source without records
   has one part. */
static void move_place(const stet_state_origin *origin, uint64_t record, uint64_t text,
                       stet_place *place)
{
    place->end.byte += place->start.byte + origin->bytes_before;
    place->end.line =
        further(place->end.line, place->start.line + origin->lines_before);
    place->start.byte += origin->bytes_before;
    place->start.line = further(place->start.line, origin->lines_before);
    place->doc = stet_document_number(
        origin->source, record > 0 ? record + origin->records_before : 0, text);
}

static bool get_place(stet_ctx *ctx, stet_state_loading *loading, stet_place *place)
{
    const uint64_t most_records = (UINT64_C(1) << STET_NUMBER_RECORD_BITS) - 1;
    const uint64_t most_texts = (UINT64_C(1) << STET_NUMBER_TEXT_BITS) - 1;
    stet_saved_reader *reader = &loading->reader;
    stet_arena *keep = host_of(ctx)->keep;
    uint64_t record = 0, text = 0;

    *place = (stet_place){ .doc = 0 };
    if (!get_origin(ctx, loading) ||
        !stet_saved_read_number(reader, most_records, &record) ||
        !stet_saved_read_number(reader, most_texts, &text) ||
        !stet_saved_read_name(reader, keep, &place->field) ||
        !stet_saved_read_text(reader, keep, &place->id) ||
        !get_32(reader, &place->span.start) || !get_32(reader, &place->span.end) ||
        !get_point(reader, &place->start) || !get_point(reader, &place->end))
        return false;
    move_place(&loading->origin, record, text, place);
    return true;
}

bool stet_host_get_place(stet_ctx *ctx, stet_place *place)
{
    return reader_of(ctx) && taken(ctx, get_place(ctx, host_of(ctx)->loading, place));
}
