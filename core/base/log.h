/* SPDX-License-Identifier: Apache-2.0 */
/**
 * log.h - lines on stderr for people: warnings, notes, --verbose.
 *
 * A stet_logger is made by main and handed down; there is no global one. (The
 * name stet_log is the function of the ABI that plugins call.) Lines are
 * whole: one write() each, so that threads do not mix them. Control characters
 * are made visible. stdout is never touched: it carries the report alone.
 */
#ifndef STET_BASE_LOG_H
#define STET_BASE_LOG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stet/plugin.h>

typedef struct stet_logger {
    int fd;
    bool verbose;
    bool quiet; /**< Only errors. */
    bool color;
} stet_logger;

STET_PRINTF(2, 3) void stet_log_error(const stet_logger *log, const char *format, ...);
STET_PRINTF(2, 3)
void stet_log_warning(const stet_logger *log, const char *format, ...);
STET_PRINTF(2, 3) void stet_log_note(const stet_logger *log, const char *format, ...);
STET_PRINTF(2, 3)
void stet_log_verbose(const stet_logger *log, const char *format, ...);
STET_PRINTF(2, 0)
void stet_log_verbose_v(const stet_logger *log, const char *format, va_list args);

#endif
