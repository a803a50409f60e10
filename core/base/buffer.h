/* SPDX-License-Identifier: Apache-2.0 */
/**
 * buffer.h - bytes that grow: what writers write into and readers decode into.
 *
 * A value: `stet_buffer b = { 0 };` is empty; release frees it, clear keeps the
 * memory. `ptr` is NUL-terminated after every append. One owner, no threads.
 */
#ifndef STET_BASE_BUFFER_H
#define STET_BASE_BUFFER_H

#include <stdarg.h>
#include <stdint.h>
#include <stet/plugin.h>
#include <string.h>

typedef struct stet_buffer {
    char *ptr;
    size_t len;
    size_t capacity;
} stet_buffer;

/** Room for `more` bytes behind `len`, and a NUL. */
void stet_buffer_reserve(stet_buffer *buffer, size_t more);
void stet_buffer_append(stet_buffer *buffer, const void *ptr, size_t len);
void stet_buffer_add(stet_buffer *buffer, stet_str text);
void stet_buffer_add_text(stet_buffer *buffer, const char *text);
void stet_buffer_add_char(stet_buffer *buffer, char c);
/** The code point as UTF-8. */
void stet_buffer_add_code_point(stet_buffer *buffer, uint32_t code_point);
STET_PRINTF(2, 3) void stet_buffer_format(stet_buffer *buffer, const char *format, ...);
STET_PRINTF(2, 0)
void stet_buffer_vformat(stet_buffer *buffer, const char *format, va_list args);
void stet_buffer_clear(stet_buffer *buffer);
void stet_buffer_release(stet_buffer *buffer);

static inline stet_str stet_buffer_str(const stet_buffer *buffer)
{
    stet_str s = { buffer->ptr ? buffer->ptr : "", buffer->len };
    return s;
}

#endif
