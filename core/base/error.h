/* SPDX-License-Identifier: Apache-2.0 */
/**
 * error.h - what went wrong, where, and what to do.
 *
 * Two forms. A function that can fail in one way takes `stet_error *` last and
 * returns false (or NULL) after filling it. What reads something a person wrote
 * (a rule set, a baseline, a mark) takes a stet_diagnostics, adds every error
 * it finds and goes on, so that all of them are shown in one run, as a compiler does.
 *
 * An error owns its texts (stet_error_release); diagnostics own theirs in an
 * arena. Places: lines and columns from 1 (columns in code points), 0 when there
 * is none; the byte offset is SIZE_MAX when there is none. There is no global
 * last error. One owner each; a worker's are handed over with its results.
 */
#ifndef STET_BASE_ERROR_H
#define STET_BASE_ERROR_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

/** A point of a file that a person can open. */
typedef struct stet_position {
    uint32_t line;
    uint32_t column;
    size_t byte;
} stet_position;

#define STET_POSITION_NONE ((stet_position){ 0, 0, SIZE_MAX })

/** The position of byte `at` in `text`; counts lines and code points. */
stet_position stet_position_of(stet_str text, size_t at);

typedef struct stet_error {
    char *path; /**< NULL: no file. */
    stet_position position;
    char *message; /**< What; a sentence without its full stop. NULL: no error. */
    char *hint;    /**< What to do; NULL: the message says it. */
} stet_error;

#define STET_ERROR_NONE ((stet_error){ .position = STET_POSITION_NONE })

/** Sets the message, frees all that stood there; returns false: `return
    stet_error_set(...)`. */
STET_PRINTF(2, 3) bool stet_error_set(stet_error *error, const char *format, ...);
/** Adds where: the path is copied. */
void stet_error_at(stet_error *error, stet_str path, stet_position position);
STET_PRINTF(2, 3) void stet_error_hint(stet_error *error, const char *format, ...);
void stet_error_release(stet_error *error);
/** "path:line:column: error: message (byte 17)\n  help: hint\n" appended to `out`;
    control characters in it are made visible. */
void stet_error_write(const stet_error *error, stet_buffer *out);

typedef enum stet_severity {
    STET_SEVERITY_NOTE,
    STET_SEVERITY_WARNING,
    STET_SEVERITY_ERROR
} stet_severity;

typedef struct stet_diagnostic {
    stet_severity severity;
    stet_str path;
    stet_position position;
    stet_str message;
    stet_str hint;    /**< Empty: none. */
    stet_str excerpt; /**< The line at `position`, without its end; empty: none. */
} stet_diagnostic;

typedef struct stet_diagnostics {
    stet_arena arena;
    stet_diagnostic *items;
    size_t count;
    size_t capacity;
    size_t n_errors;
} stet_diagnostics;

/** Adds one; `text` is the whole file, from which the excerpt is cut (may be empty).
    The item is valid until the next add: set its hint with stet_diagnostics_hint. */
STET_PRINTF(6, 7)
void stet_diagnostics_add(stet_diagnostics *list, stet_severity severity, stet_str path,
                          stet_str text, stet_position position, const char *format,
                          ...);
/** A hint for the one added last. */
STET_PRINTF(2, 3)
void stet_diagnostics_hint(stet_diagnostics *list, const char *format, ...);
/** Adds an error that a function returned, and releases it. */
void stet_diagnostics_take(stet_diagnostics *list, stet_error *error);
/** All of them as text, in the manner of a compiler: head line, excerpt with a
    caret, help. File by file, as the files come first, and by place in each. Colour:
   SGR sequences when `color`. */
void stet_diagnostics_write(const stet_diagnostics *list, bool color, stet_buffer *out);
void stet_diagnostics_release(stet_diagnostics *list);

#endif
