/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/str.h"
#include "base/visible.h"

/** How a line of one kind begins. */
typedef struct head {
    const char *word;
    const char *color; /**< SGR parameters. */
} head;

static const head error_head = { "error: ", "1;31" };
static const head warning_head = { "warning: ", "1;33" };
static const head note_head = { "note: ", "1;36" };
static const head verbose_head = { "", "" };

STET_PRINTF(3, 0)
static void write_line(const stet_logger *log, const head *kind, const char *format,
                       va_list args)
{
    stet_buffer message = { 0 };
    stet_buffer line = { 0 };
    stet_buffer_vformat(&message, format, args);
    stet_buffer_add_text(&line, "stet: ");
    if (log->color && kind->word[0])
        stet_buffer_format(&line, "\033[%sm%s\033[0m", kind->color, kind->word);
    else
        stet_buffer_add_text(&line, kind->word);
    stet_visible_add(&line, stet_str_trim(stet_buffer_str(&message)));
    stet_buffer_add_char(&line, '\n');
    /* A log that cannot be written has nowhere to say so. */
    (void)stet_file_write_fd(log->fd, stet_buffer_str(&line));
    stet_buffer_release(&line);
    stet_buffer_release(&message);
}

void stet_log_error(const stet_logger *log, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_line(log, &error_head, format, args);
    va_end(args);
}

void stet_log_warning(const stet_logger *log, const char *format, ...)
{
    if (log->quiet)
        return;
    va_list args;
    va_start(args, format);
    write_line(log, &warning_head, format, args);
    va_end(args);
}

void stet_log_note(const stet_logger *log, const char *format, ...)
{
    if (log->quiet)
        return;
    va_list args;
    va_start(args, format);
    write_line(log, &note_head, format, args);
    va_end(args);
}

void stet_log_verbose(const stet_logger *log, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    stet_log_verbose_v(log, format, args);
    va_end(args);
}

void stet_log_verbose_v(const stet_logger *log, const char *format, va_list args)
{
    if (log->verbose && !log->quiet)
        write_line(log, &verbose_head, format, args);
}
