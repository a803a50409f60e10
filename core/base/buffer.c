/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

void stet_buffer_reserve(stet_buffer *buffer, size_t more)
{
    if (more >= SIZE_MAX - buffer->len)
        stet_memory_end();
    void *ptr = buffer->ptr;
    stet_memory_grow(&ptr, &buffer->capacity, buffer->len + more + 1, 1);
    buffer->ptr = ptr;
}

void stet_buffer_append(stet_buffer *buffer, const void *ptr, size_t len)
{
    if (buffer->capacity - buffer->len <= len)
        stet_buffer_reserve(buffer, len);
    if (len)
        memcpy(buffer->ptr + buffer->len, ptr, len);
    buffer->len += len;
    buffer->ptr[buffer->len] = '\0';
}

void stet_buffer_add(stet_buffer *buffer, stet_str text)
{
    stet_buffer_append(buffer, text.ptr, text.len);
}

void stet_buffer_add_text(stet_buffer *buffer, const char *text)
{
    stet_buffer_append(buffer, text, strlen(text));
}

void stet_buffer_add_char(stet_buffer *buffer, char c)
{
    if (buffer->capacity - buffer->len <= 1)
        stet_buffer_reserve(buffer, 1);
    buffer->ptr[buffer->len++] = c;
    buffer->ptr[buffer->len] = '\0';
}

void stet_buffer_add_code_point(stet_buffer *buffer, uint32_t code_point)
{
    char bytes[4];
    stet_buffer_append(buffer, bytes, stet_utf8_encode(code_point, bytes));
}

void stet_buffer_format(stet_buffer *buffer, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    stet_buffer_vformat(buffer, format, args);
    va_end(args);
}

void stet_buffer_vformat(stet_buffer *buffer, const char *format, va_list args)
{
    enum { USUAL = 120 };
    va_list again;
    va_copy(again, args);
    stet_buffer_reserve(buffer, USUAL);
    size_t room = buffer->capacity - buffer->len;
    int n = vsnprintf(buffer->ptr + buffer->len, room, format, args);
    size_t len = n > 0 ? (size_t)n : 0;
    if (len >= room) {
        stet_buffer_reserve(buffer, len);
        vsnprintf(buffer->ptr + buffer->len, len + 1, format, again);
    }
    va_end(again);
    buffer->len += len;
    buffer->ptr[buffer->len] = '\0';
}

void stet_buffer_clear(stet_buffer *buffer)
{
    buffer->len = 0;
    if (buffer->ptr)
        buffer->ptr[0] = '\0';
}

void stet_buffer_release(stet_buffer *buffer)
{
    free(buffer->ptr);
    *buffer = (stet_buffer){ 0 };
}
