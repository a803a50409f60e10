/* SPDX-License-Identifier: Apache-2.0 */
#include "base/memory.h"
#include "text/reader.h"
#include "text/source_p.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

static bool is_stream(const stet_source *source)
{
    return source->fd >= 0;
}

stet_str stet_source_rest(const stet_source *source)
{
    if (is_stream(source))
        return stet_buffer_str(&source->pending);
    stet_str all = source->file.bytes;
    size_t byte = (size_t)source->at.byte;
    return (stet_str){ all.ptr ? all.ptr + byte : "", source->end - byte };
}

void stet_source_pass(stet_source *source, size_t len)
{
    stet_str rest = stet_source_rest(source);
    if (source->layout->reader->split)
        stet_point_pass(&source->at, (stet_str){ rest.ptr, len });
    else
        source->at.byte += len; /* No record follows whose line would matter. */
    if (!is_stream(source) || !len)
        return;
    source->whole = false;
    source->looked = 0;
    source->scan = (stet_scan_state){ 0, 0 };
    source->pending.len -= len;
    memmove(source->pending.ptr, source->pending.ptr + len, source->pending.len);
}

/** One read into the room of `pending`; waits when the descriptor does not. */
static bool read_more(stet_source *source, stet_error *error)
{
    stet_buffer *pending = &source->pending;
    ssize_t n = read(source->fd, pending->ptr + pending->len,
                     pending->capacity - pending->len - 1);
    if (n > 0) {
        pending->len += (size_t)n;
    } else if (n == 0) {
        source->ended = true;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        struct pollfd wait = { .fd = source->fd, .events = POLLIN };
        poll(&wait, 1, -1);
    } else if (errno != EINTR) {
        source->ended = true;
        stet_error_set(error, "cannot be read: %s", strerror(errno));
        stet_error_at(error, source->path, STET_POSITION_NONE);
        return false;
    }
    return true;
}

bool stet_source_fill(stet_source *source, size_t want, stet_error *error)
{
    if (source->ended || source->pending.len >= want)
        return true;
    stet_buffer_reserve(&source->pending, want - source->pending.len + 1);
    while (!source->ended && source->pending.len < want)
        if (!read_more(source, error))
            return false;
    source->pending.ptr[source->pending.len] = '\0';
    return true;
}

/** Whether a read would not wait: there are bytes, or the end, or an error. */
static bool is_at_hand(const stet_source *source)
{
    struct pollfd look = { .fd = source->fd, .events = POLLIN };
    int n;
    do
        n = poll(&look, 1, 0);
    while (n < 0 && errno == EINTR);
    return n != 0;
}

/** Whether the record at the front is all there, or over the limit already. What has
    been looked through is not looked through again. */
static bool has_record(stet_source *source)
{
    stet_str bytes = stet_source_rest(source);
    stet_split found = STET_SPLIT_BLANK;
    while (!source->whole && found == STET_SPLIT_BLANK && source->looked < bytes.len)
        found = source->layout->reader->split(bytes, &source->looked, &source->scan);
    source->whole = source->whole || found == STET_SPLIT_RECORD;
    return source->whole || source->ended || bytes.len > source->max_record;
}

/** Of a live stream: reads what is at hand until `want` bytes are, and waits only while
    there is no record, if it may. A read that fails is told by who asks for a piece. */
static void fill_live(stet_source *source, size_t want, bool may_wait)
{
    stet_buffer *pending = &source->pending;
    while (!source->ended && pending->len < want &&
           (is_at_hand(source) || (may_wait && !has_record(source)))) {
        stet_buffer_reserve(pending, want - pending->len + 1);
        read_more(source, &source->failure);
        pending->ptr[pending->len] = '\0';
    }
}

bool stet_source_ready(stet_source *source)
{
    if (!source->live || !is_stream(source))
        return true;
    while (!has_record(source)) {
        if (!is_at_hand(source))
            return false;
        fill_live(source, source->pending.len + STET_PIECE_SIZE, false);
    }
    return source->whole || source->ended; /* The end of one too long is far. */
}

/** A run of whole records at the front of the bytes at hand. */
typedef struct cut {
    size_t len; /**< 0: none. */
    uint64_t n_records;
    /* Of the record behind the run, when it is not whole or not wanted: */
    bool open;     /**< It goes on where the bytes end. */
    bool too_long; /**< It is over the limit. */
    size_t blank;  /**< What stands before it, */
    size_t seen;   /**< that, and how far it has been looked through. */
    stet_scan_state scan;
} cut;

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/** Looks for records until there are `want` bytes of them. What is blank at the end of
    the source belongs to the last one. */
static cut find_records(const stet_source *source, stet_str bytes, size_t want)
{
    cut c = { 0 };
    size_t at = 0;
    while (at < bytes.len && c.len < want) {
        size_t start = at;
        c.scan = (stet_scan_state){ 0, 0 };
        stet_split found = source->layout->reader->split(bytes, &at, &c.scan);
        if (found == STET_SPLIT_BLANK)
            continue;
        c.open = found == STET_SPLIT_OPEN && !source->ended;
        c.too_long = at - start > source->max_record;
        if (c.open || c.too_long) {
            c.blank = start - c.len;
            c.seen = at - c.len;
            return c;
        }
        c.len = at;
        c.n_records++;
    }
    if (at == bytes.len && source->ended)
        c.len = bytes.len;
    return c;
}

bool stet_source_fill_record(stet_source *source, stet_error *error)
{
    size_t want = STET_PIECE_SIZE;
    do {
        if (!stet_source_fill(source, want, error))
            return false;
        cut c = find_records(source, stet_source_rest(source), 1);
        if (c.n_records || c.too_long)
            return true;
        want *= 2;
    } while (!source->ended);
    return true;
}

/** A piece that begins where the source stands. */
static stet_piece begin_piece(stet_source *source, uint64_t n_records)
{
    stet_piece piece = {
        .source = source,
        .bytes = { "", 0 },
        .byte = source->at.byte,
        .record = source->record,
        .line = source->at.line,
        .before = source->at.column - 1,
        .before_utf16 = source->at.utf16 - 1,
        .before_utf8 = source->at.utf8 - 1,
    };
    source->record += n_records;
    atomic_fetch_add(&source->references, 1);
    return piece;
}

static void give_records(stet_source *source, stet_piece *piece, size_t len,
                         uint64_t n_records)
{
    *piece = begin_piece(source, n_records);
    piece->bytes = (stet_str){ stet_source_rest(source).ptr, len };
    if (is_stream(source)) {
        piece->owned = stet_memory_text(piece->bytes.ptr, len);
        piece->bytes.ptr = piece->owned;
    }
    stet_source_pass(source, len);
    piece->last = source->ended && stet_source_rest(source).len == 0;
}

/** Passes over a record that is too long, with what stands before it, and over all of
    it that is still to be read; without a way to split, that is everything. */
static bool give_too_long(stet_source *source, stet_piece *piece, cut c,
                          stet_error *error)
{
    const stet_reader *reader = source->layout->reader;
    stet_source_pass(source, c.blank);
    *piece = begin_piece(source, 1);
    stet_source_pass(source, c.seen - c.blank);
    while (c.open) {
        if (!stet_source_fill(source, STET_PIECE_SIZE, error)) {
            stet_piece_release(piece);
            return false;
        }
        stet_str rest = stet_source_rest(source);
        size_t at = rest.len;
        if (reader->split && rest.len) {
            at = 0;
            c.open = reader->split(rest, &at, &c.scan) == STET_SPLIT_OPEN;
        }
        stet_source_pass(source, at);
        c.open = c.open && rest.len;
    }
    piece->n_too_long = source->at.byte - piece->byte;
    piece->last = source->ended && stet_source_rest(source).len == 0;
    return true;
}

/** Of a format without records: all of the source is one piece. */
static bool give_whole(stet_source *source, stet_piece *piece, stet_error *error)
{
    if (source->record > 1)
        return false;
    size_t want = STET_PIECE_SIZE;
    while (!source->ended && source->pending.len <= source->max_record) {
        if (!stet_source_fill(source, want, error))
            return false;
        want = smaller(want * 2, source->max_record + 1);
    }
    size_t len = stet_source_rest(source).len;
    if (len > source->max_record) {
        cut all = { .seen = len, .open = !source->ended };
        return give_too_long(source, piece, all, error);
    }
    give_records(source, piece, len, 1);
    return true;
}

/** Reads on for the next piece. */
static bool fill_piece(stet_source *source, size_t want, stet_error *error)
{
    if (!source->live || !is_stream(source))
        return stet_source_fill(source, want, error);
    fill_live(source, want, true);
    if (!source->failure.message)
        return true;
    *error = source->failure;
    source->failure = STET_ERROR_NONE;
    return false;
}

bool stet_source_next(stet_source *source, stet_piece *piece, stet_error *error)
{
    if (!source->layout->reader->split)
        return give_whole(source, piece, error);
    /* One byte more than a piece: so it is known whether the piece is the last. */
    size_t want = STET_PIECE_SIZE + 1;
    for (;;) {
        if (!fill_piece(source, want, error))
            return false;
        stet_str rest = stet_source_rest(source);
        if (rest.len == 0)
            return false;
        cut c = find_records(source, rest, STET_PIECE_SIZE);
        if (c.len) {
            give_records(source, piece, c.len, c.n_records);
            return true;
        }
        if (c.too_long)
            return give_too_long(source, piece, c, error);
        if (!c.open && rest.len > source->max_record) {
            give_records(source, piece, rest.len, 0); /* Nothing but blanks so far. */
            return true;
        }
        want = rest.len * 2;
    }
}
