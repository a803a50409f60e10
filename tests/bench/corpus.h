/* SPDX-License-Identifier: Apache-2.0 */
/**
 * corpus.h - the answers of an answers.jsonl, read by stet's own readers.
 */
#ifndef STET_TESTS_BENCH_CORPUS_H
#define STET_TESTS_BENCH_CORPUS_H

#include "base/str.h"
#include "text/reader.h"

#include <stdio.h>

static const stet_layout_field bench_fields[] = {
    { .name = { "answer", 6 },
      .path = { "/answer", 7 },
      .text = true,
      .markdown = true },
};

/** Calls `take` with the text of every answer; false, after saying why, when the file
    cannot be read or `take` said so. */
static inline bool bench_answers(const char *path,
                                 bool (*take)(void *user, stet_str answer), void *user)
{
    const stet_layout layout = { .reader = &stet_reader_jsonl,
                                 .fields = bench_fields,
                                 .n_fields = 1 };
    stet_error error = STET_ERROR_NONE;
    stet_arena arena = { 0 };
    stet_piece piece;
    bool going = true;
    stet_source *source =
        stet_source_open(path, stet_str_from(path), &layout, STET_MAX_RECORD, &error);

    while (source && going && stet_source_next(source, &piece, &error)) {
        stet_record_cursor cursor = stet_record_begin(&piece);
        stet_record record;
        stet_failure failure;
        stet_read read;
        while (going && (read = stet_record_next(&cursor, &arena, &record, &failure)) !=
                            STET_READ_END)
            if (read == STET_READ_RECORD && record.n_values > 0)
                going = take(user, record.values[0].text);
        stet_arena_reset(&arena);
        stet_piece_release(&piece);
    }
    if (error.message)
        fprintf(stderr, "%s: %s\n", path, error.message);
    going = going && source && !error.message;
    stet_error_release(&error);
    stet_source_close(source);
    stet_arena_release(&arena);
    return going;
}

#endif
