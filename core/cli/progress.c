/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include "base/file.h"

#include <inttypes.h>
#include <sys/ioctl.h>
#include <time.h>

static const double SHOW_AFTER = 0.5;
static const double SHOW_EVERY = 0.1;
static const double LINE_EVERY = 10;
static const double MEGABYTE = 1e6;
static const double GIGABYTE = 1e9;
static const uint64_t LARGE = 10000000000;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void stet_progress_begin(stet_progress *progress, int fd, uint64_t total)
{
    *progress = (stet_progress){ .fd = fd, .total = total, .began = now() };
    progress->shown = progress->began + SHOW_AFTER - SHOW_EVERY;
}

void stet_progress_begin_lines(stet_progress *progress, int fd, uint64_t total)
{
    *progress =
        (stet_progress){ .fd = fd, .lines = true, .total = total, .began = now() };
    progress->shown = progress->began;
}

/* Asked for each time: a window may change its size meanwhile. */
static unsigned columns_of(int fd)
{
    struct winsize size;
    return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* The share, with as much of a bar as `columns` leave beside `text_len` bytes. The last
   column stays free: some terminals wrap behind it. */
static void add_share(stet_buffer *out, double share, unsigned columns, size_t text_len)
{
    enum { CELLS = 24, FEWEST = 4, AROUND = 11 /* "[] 100 %  ", and a column. */ };
    unsigned percent = (unsigned)(share * 100);
    size_t cells = CELLS;
    if (columns && columns < AROUND + CELLS + text_len)
        cells = columns < AROUND + text_len ? 0 : columns - AROUND - text_len;
    if (cells < FEWEST) {
        stet_buffer_format(out, "%3u %%, ", percent);
        return;
    }
    size_t full = (size_t)(share * (double)cells);
    stet_buffer_add_char(out, '[');
    for (size_t i = 0; i < cells; i++)
        stet_buffer_add_char(out, i < full ? '#' : '.');
    stet_buffer_format(out, "] %3u %%  ", percent);
}

/** "3.7 MB of 86.1" */
static void add_size(stet_buffer *out, uint64_t done, uint64_t total)
{
    bool large = (done > total ? done : total) >= LARGE;
    double unit = large ? GIGABYTE : MEGABYTE;
    stet_buffer_format(out, "%.1f %s", (double)done / unit, large ? "GB" : "MB");
    if (total)
        stet_buffer_format(out, " of %.1f", (double)total / unit);
}

/** "1,234,567" */
static void add_grouped(stet_buffer *out, uint64_t number)
{
    if (number >= 1000) {
        add_grouped(out, number / 1000);
        stet_buffer_format(out, ",%03" PRIu64, number % 1000);
    } else {
        stet_buffer_format(out, "%" PRIu64, number);
    }
}

static void add_records(stet_buffer *out, uint64_t records, double seconds)
{
    if (!records)
        return;
    stet_buffer_add_text(out, ", ");
    add_grouped(out, records);
    stet_buffer_add_text(out, " records");
    if (seconds > 0) {
        stet_buffer_add_text(out, ", ");
        add_grouped(out, (uint64_t)((double)records / seconds + 0.5));
        stet_buffer_add_text(out, "/s");
    }
}

void stet_progress_write(const stet_progress *progress, double seconds,
                         stet_buffer *out)
{
    uint64_t done = progress->done;
    uint64_t total = done > progress->total ? 0 : progress->total;
    double rate = seconds > 0 ? (double)(done - progress->before) / seconds : 0;
    stet_buffer text = { 0 };

    add_size(&text, done, total);
    stet_buffer_format(&text, ", %.1f MB/s", rate / MEGABYTE);
    add_records(&text, progress->records, seconds);
    if (total && rate > 0) {
        uint64_t left = (uint64_t)((double)(total - done) / rate + 0.5);
        stet_buffer_format(&text, ", %" PRIu64 ":%02" PRIu64 " left", left / 60,
                           left % 60);
    }
    if (total && progress->lines)
        stet_buffer_format(out, "%3u %%, ",
                           (unsigned)((double)done / (double)total * 100));
    else if (total)
        add_share(out, (double)done / (double)total, progress->columns, text.len);
    stet_buffer_add(out, stet_buffer_str(&text));
    if (progress->columns && out->len >= progress->columns)
        out->ptr[out->len = progress->columns - 1] = '\0';
    stet_buffer_release(&text);
}

static void show(stet_progress *progress)
{
    double time = now();

    if (progress->fd < 0 ||
        time - progress->shown < (progress->lines ? LINE_EVERY : SHOW_EVERY))
        return;
    stet_buffer text = { 0 }, out = { 0 };
    progress->columns = progress->lines ? 0 : columns_of(progress->fd);
    stet_progress_write(progress, time - progress->began, &text);
    stet_buffer_format(&out, progress->lines ? "stet: %s\n" : "\r\033[K%s", text.ptr);
    stet_file_write_fd(progress->fd, stet_buffer_str(&out));
    stet_buffer_release(&text);
    stet_buffer_release(&out);
    progress->shown = time;
    progress->visible = !progress->lines;
}

void stet_progress_add(stet_progress *progress, uint64_t more)
{
    progress->done += more;
    show(progress);
}

void stet_progress_set(stet_progress *progress, uint64_t done, uint64_t records)
{
    progress->done = progress->before + done;
    progress->records = records;
    show(progress);
}

void stet_progress_clear(stet_progress *progress)
{
    static const char clear[] = "\r\033[K";
    if (progress->visible)
        stet_file_write_fd(progress->fd, (stet_str){ clear, sizeof clear - 1 });
    progress->visible = false;
}
