/* SPDX-License-Identifier: Apache-2.0 */
/**
 * output.h - where a report goes: standard output or a file, each with a format.
 *
 * `--format sarif:out.sarif` is one output. A file is written beside its place and
 * renamed when it is whole (a device or a pipe is written to directly); a failed write
 * or close is an error with the path and the cause (status 2), and the old file stands.
 * A closed pipe (EPIPE; SIGPIPE is ignored) gets nothing more; when no other output is
 * left, that ends the run quietly.
 */
#ifndef STET_REPORT_OUTPUT_H
#define STET_REPORT_OUTPUT_H

#include "base/file.h"
#include "report/writer.h"

/** How much is gathered before it is written. */
enum { STET_OUTPUT_FLUSH = 64 * 1024 };

typedef struct stet_output {
    const stet_format *format;
    char *path;                    /**< NULL: standard output. */
    int fd;                        /**< Of standard output or a device; else -1. */
    stet_replacement *replacement; /**< The file that is being made. */
    stet_run_info run;             /**< Without colour in a file. */
    stet_buffer buffer;
    stet_writer writer;
    bool closed_pipe;
} stet_output;

typedef struct stet_outputs {
    stet_output *items;
    size_t count, capacity;
} stet_outputs;

/** Adds the output that `argument` ("json", "sarif:out.sarif") names; false with "did
 * you mean". */
bool stet_outputs_add(stet_outputs *outputs, const char *argument, stet_error *error);
bool stet_outputs_begin(stet_outputs *outputs, const stet_run_info *run,
                        stet_error *error);
/** Writes a result's troubles and findings in source order, flushing past 64 KiB. */
bool stet_outputs_result(stet_outputs *outputs, const stet_result *result,
                         stet_error *error);
bool stet_outputs_end(stet_outputs *outputs, const stet_tally *tally,
                      stet_error *error);
/** Whether some format wants excerpts. */
bool stet_outputs_want_excerpts(const stet_outputs *outputs);
/** Whether some format wants fingerprints; without outputs, who collects does. */
bool stet_outputs_want_fingerprints(const stet_outputs *outputs);
/** Whether there are outputs, and nobody reads any of them any more. */
bool stet_outputs_closed(const stet_outputs *outputs);
void stet_outputs_release(stet_outputs *outputs);

#endif
