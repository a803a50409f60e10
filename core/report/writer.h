/* SPDX-License-Identifier: Apache-2.0 */
/**
 * writer.h - the table of output formats: one row and one file a format.
 *
 * A writer turns results, which come in source order, into bytes of a buffer; the
 * output (report/output.h) writes the buffer out and checks every write. A format that
 * must know all before it can write its first byte keeps what it needs itself. State
 * belongs to one writer at one output; writers are called by the collecting thread
 * only.
 *
 * No control character, escape sequence or bidi control of a text reaches a
 * terminal or a report raw: stet_visible_add() (base/visible.h) or the format's own
 * escaping.
 */
#ifndef STET_REPORT_WRITER_H
#define STET_REPORT_WRITER_H

#include "run/finding.h"

/** What a report says of the run that made it. */
typedef struct stet_run_info {
    const char *version; /**< stet's. */
    const stet_rule_set *const *sets;
    size_t n_sets;
    const stet_registry *registry;
    bool color;
    unsigned width; /**< Of the terminal, or 0. */
} stet_run_info;

typedef struct stet_writer {
    const stet_run_info *run;
    stet_buffer *out;
    void *state; /**< The format's own. */
    stet_arena arena;
} stet_writer;

typedef struct stet_format {
    const char *name;
    const char *summary;
    bool excerpts;     /**< It shows stet_located.excerpt or source. */
    bool fingerprints; /**< It tells them. */
    void (*begin)(stet_writer *writer);
    void (*finding)(stet_writer *writer, const stet_located *finding);
    void (*trouble)(stet_writer *writer, const stet_trouble *trouble);
    void (*end)(stet_writer *writer, const stet_tally *tally);
    /** Frees what the state holds outside of the arena; after `end`, or without it when
        the run broke off. NULL: nothing. */
    void (*release)(stet_writer *writer);
} stet_format;

const stet_format *stet_format_find(stet_str name);
/** The n-th of the table; NULL behind the last. */
const stet_format *stet_format_at(size_t n);

#endif
