/* SPDX-License-Identifier: Apache-2.0 */
/**
 * log.h - lines on stderr for people: warnings, notes, --verbose.
 *
 * A stet_log is made by main and handed down; there is no global one. Lines are
 * whole: one write() each, so that threads do not mix them. Control characters
 * are made visible. stdout is never touched: it carries the report alone.
 */
#ifndef STET_BASE_LOG_H
#define STET_BASE_LOG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stet/plugin.h>

typedef struct stet_log {
    int fd;
    bool verbose;
    bool quiet; /**< Only errors. */
    bool color;
} stet_log;

STET_PRINTF(2, 3) void stet_log_error(const stet_log *log, const char *format, ...);
STET_PRINTF(2, 3) void stet_log_warning(const stet_log *log, const char *format, ...);
STET_PRINTF(2, 3) void stet_log_note(const stet_log *log, const char *format, ...);
STET_PRINTF(2, 3) void stet_log_verbose(const stet_log *log, const char *format, ...);
STET_PRINTF(2, 0)
void stet_log_verbose_v(const stet_log *log, const char *format, va_list args);

#endif
