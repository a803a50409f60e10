/* SPDX-License-Identifier: Apache-2.0 */
/* What was checked, and what was not: bytes, rules, and what could not be done. */
#include "account/summary_p.h"

/* ---- Gaps ---- */

typedef struct gap_search {
    stet_audit_gap *items;
    bool all_here;  /* No segment is missing: what lies between them is no record. */
    int64_t source; /* At hand: its size, and how far it was checked. */
    stet_str path;
    uint64_t size, end;
    uint64_t unread; /* Bytes of sources that could not be read. */
    bool whole, open;
} gap_search;

static void add_gap(stet_summary_reader *reader, gap_search *search, uint64_t start,
                    uint64_t end)
{
    stet_audit_gap_list *list = &reader->summary->coverage.gaps;

    search->whole = false;
    if (list->total++ < reader->options->limits.gaps)
        search->items[list->count++] =
            (stet_audit_gap){ stet_arena_copy(&reader->summary->arena, search->path),
                              start, end };
}

static void close_source(stet_summary_reader *reader, gap_search *search)
{
    stet_audit_coverage *coverage = &reader->summary->coverage;

    if (!search->open)
        return;
    if (search->end < search->size && !search->all_here)
        add_gap(reader, search, search->end, search->size);
    coverage->sources_whole += search->whole;
    search->open = false;
}

static void open_source(stet_summary_reader *reader, gap_search *search,
                        sqlite3_stmt *row)
{
    stet_audit_coverage *coverage = &reader->summary->coverage;

    search->open = search->whole = true;
    search->source = sqlite3_column_int64(row, 0);
    search->path = stet_summary_text(reader, row, 1);
    search->size = stet_summary_count(row, 2);
    search->end = 0;
    coverage->sources++;
    coverage->bytes += search->size;
}

/* A source and one of its segments; or without one. */
static bool take_segment(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    gap_search *search = data;
    stet_audit_coverage *coverage = &reader->summary->coverage;

    if (!search->open || search->source != sqlite3_column_int64(row, 0)) {
        close_source(reader, search);
        open_source(reader, search, row);
    }
    if (sqlite3_column_type(row, 3) == SQLITE_NULL)
        return true;
    uint64_t start = stet_summary_count(row, 3);
    uint64_t end = stet_summary_count(row, 4);
    if (sqlite3_column_int(row, 5)) {
        add_gap(reader, search, 0, search->size);
        search->unread += search->size;
        search->end = search->size;
        return true;
    }
    if (start > search->end && !search->all_here)
        add_gap(reader, search, search->end, start);
    coverage->bytes_checked += end > start ? end - start : 0;
    search->end = end > search->end ? end : search->end;
    return true;
}

bool stet_summary_count_unread(stet_summary_reader *reader)
{
    return stet_summary_number(
        reader, "SELECT count(*) FROM segments WHERE id IN (" STET_SUMMARY_UNREAD ")",
        &reader->summary->coverage.sources_unread);
}

static bool read_gaps(stet_summary_reader *reader)
{
    stet_audit_coverage *coverage = &reader->summary->coverage;
    gap_search search = {
        .items = stet_arena_zalloc(&reader->summary->arena,
                                   ((size_t)reader->options->limits.gaps + 1) *
                                       sizeof *search.items),
    };

    coverage->segments = reader->summary->run.segments;
    if (!stet_summary_number(reader, "SELECT count(*) FROM segments",
                             &coverage->segments_checked))
        return false;
    search.all_here = coverage->segments_checked >= coverage->segments;
    coverage->gaps.items = search.items;
    if (!stet_summary_each(reader,
                           "SELECT s.id, s.path, s.size, g.start, g.end, "
                           "g.id IN (" STET_SUMMARY_UNREAD ") FROM sources s "
                           "LEFT JOIN segments g ON g.source = s.id "
                           "ORDER BY s.id, g.start",
                           NULL, 0, take_segment, &search))
        return false;
    close_source(reader, &search);
    if (search.all_here)
        coverage->bytes_checked = coverage->bytes - search.unread;
    return true;
}

/* ---- Failures ---- */

static const char failures_sql[] =
    "SELECT m.rule, m.message, m.n, s.path, f.byte, "
    "coalesce(g.first_line + f.line - 1, 0), f.column FROM (SELECT rule, message, "
    "count(*) AS n, min(id) AS first FROM failures GROUP BY rule, message "
    "ORDER BY n DESC, first LIMIT ?) m JOIN failures f ON f.id = m.first "
    "LEFT JOIN segments g ON g.id = f.id >> 32 "
    "LEFT JOIN sources s ON s.id = g.source ORDER BY m.n DESC, m.first";

static bool take_failure(stet_summary_reader *reader, sqlite3_stmt *row, void *data)
{
    stet_audit_failure *items = data;
    stet_audit_failure_list *list = &reader->summary->coverage.failures;

    items[list->count++] = (stet_audit_failure){
        .rule = stet_summary_text(reader, row, 0),
        .message = stet_summary_text(reader, row, 1),
        .count = stet_summary_count(row, 2),
        .path = stet_summary_text(reader, row, 3),
        .byte = sqlite3_column_type(row, 4) == SQLITE_NULL ? UINT64_MAX
                                                           : stet_summary_count(row, 4),
        .line = stet_summary_count(row, 5),
        .column = stet_summary_count(row, 6),
    };
    return true;
}

static bool read_failures(stet_summary_reader *reader)
{
    stet_audit_failure_list *list = &reader->summary->coverage.failures;
    int64_t limit = reader->options->limits.failures;
    stet_audit_failure *items =
        stet_arena_zalloc(&reader->summary->arena, ((size_t)limit + 1) * sizeof *items);

    list->items = items;
    return stet_summary_number(reader, "SELECT count(*) FROM failures",
                               &list->failures) &&
           stet_summary_number(reader,
                               "SELECT count(*) FROM (SELECT DISTINCT rule, message "
                               "FROM failures)",
                               &list->total) &&
           stet_summary_each(reader, failures_sql, &limit, 1, take_failure, items);
}

bool stet_summary_read_coverage(stet_summary_reader *reader)
{
    return read_gaps(reader) && read_failures(reader);
}
