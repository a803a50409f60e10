/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include "base/file.h"

#include <inttypes.h>
#include <time.h>

static const double SHOW_AFTER = 0.5;
static const double SHOW_EVERY = 0.1;
static const double MEGABYTE = 1e6;

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

static void add_bar(stet_buffer *out, double share)
{
    enum { CELLS = 24 };
    unsigned full = (unsigned)(share * CELLS);
    stet_buffer_add_char(out, '[');
    for (unsigned i = 0; i < CELLS; i++)
        stet_buffer_add_char(out, i < full ? '#' : '.');
    stet_buffer_format(out, "] %3u %%  ", (unsigned)(share * 100));
}

void stet_progress_write(uint64_t done, uint64_t total, double seconds,
                         stet_buffer *out)
{
    double rate = seconds > 0 ? (double)done / seconds : 0;
    if (done > total)
        total = 0;
    if (total)
        add_bar(out, (double)done / (double)total);
    stet_buffer_format(out, "%.1f MB", (double)done / MEGABYTE);
    if (total)
        stet_buffer_format(out, " of %.1f", (double)total / MEGABYTE);
    stet_buffer_format(out, ", %.1f MB/s", rate / MEGABYTE);
    if (total && rate > 0) {
        uint64_t left = (uint64_t)((double)(total - done) / rate + 0.5);
        stet_buffer_format(out, ", %" PRIu64 ":%02" PRIu64 " left", left / 60,
                           left % 60);
    }
}

void stet_progress_add(stet_progress *progress, uint64_t more)
{
    progress->done += more;
    if (progress->fd < 0)
        return;
    double time = now();
    if (time - progress->shown < SHOW_EVERY)
        return;
    stet_buffer out = { 0 };
    stet_buffer_add_text(&out, "\r\033[K");
    stet_progress_write(progress->done, progress->total, time - progress->began, &out);
    stet_file_write_fd(progress->fd, stet_buffer_str(&out));
    stet_buffer_release(&out);
    progress->shown = time;
    progress->visible = true;
}

void stet_progress_clear(stet_progress *progress)
{
    static const char clear[] = "\r\033[K";
    if (progress->visible)
        stet_file_write_fd(progress->fd, (stet_str){ clear, sizeof clear - 1 });
    progress->visible = false;
}
