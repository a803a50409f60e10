/* SPDX-License-Identifier: Apache-2.0 */
#include "report/excerpt.h"

#include "base/utf8.h"
#include "base/visible.h"

/* A character as it is shown. */
struct cell {
    size_t bytes;    /**< It takes in the text. */
    unsigned width;  /**< Columns. */
    stet_buffer out; /**< What is written for it. */
};

/** Columns to the left and the right edge of what is shown, and of the part. */
typedef struct layout {
    size_t left, right, start, end, total;
} layout;

static void read_cell(stet_str text, size_t at, struct cell *cell)
{
    uint32_t c;
    cell->bytes = stet_utf8_decode(text, at, &c);
    stet_buffer_clear(&cell->out);
    if (c == '\t')
        stet_buffer_add_text(&cell->out, "    ");
    else
        stet_visible_add(&cell->out, (stet_str){ text.ptr + at, cell->bytes });
    bool as_it_is = c >= 0x80 && c != STET_UTF8_BAD && !stet_visible_needed(c);
    cell->width = as_it_is ? stet_utf8_width(c) : (unsigned)cell->out.len;
}

static layout measure(const stet_excerpt *excerpt, struct cell *cell)
{
    layout l = { .start = SIZE_MAX, .end = SIZE_MAX };
    for (size_t at = 0; at < excerpt->text.len; at += cell->bytes) {
        if (l.start == SIZE_MAX && at >= excerpt->start)
            l.start = l.total;
        if (l.end == SIZE_MAX && at >= excerpt->end)
            l.end = l.total;
        read_cell(excerpt->text, at, cell);
        l.total += cell->width;
    }
    if (l.start == SIZE_MAX)
        l.start = l.total;
    if (l.end == SIZE_MAX)
        l.end = l.total;
    if (l.end <= l.start)
        l.end = l.start + 1;
    return l;
}

/* A third of the room is given to what stands before the part. */
static void cut(layout *l, unsigned width)
{
    l->right = l->total;
    if (!width || l->total <= width)
        return;
    size_t before = width / 3;
    l->left = l->start > before ? l->start - before : 0;
    if (l->left > l->total - width)
        l->left = l->total - width;
    l->right = l->left + width;
}

void stet_excerpt_write(const stet_excerpt *excerpt, stet_buffer *line,
                        stet_buffer *marks)
{
    struct cell cell = { 0 };
    layout l = measure(excerpt, &cell);
    cut(&l, excerpt->width);
    size_t first = l.left ? l.left + 1 : 0;
    size_t behind = l.right < l.total ? l.right - 1 : l.total;
    size_t shown = l.left;
    size_t column = 0;
    if (l.left) {
        stet_buffer_add_text(line, "…");
        shown++;
    }
    for (size_t at = 0; at < excerpt->text.len; at += cell.bytes) {
        read_cell(excerpt->text, at, &cell);
        if (column >= first && column + cell.width <= behind) {
            for (; shown < column; shown++)
                stet_buffer_add_char(line, ' ');
            stet_buffer_add(line, stet_buffer_str(&cell.out));
            shown += cell.width;
        }
        column += cell.width;
    }
    if (l.right < l.total)
        stet_buffer_add_text(line, "…");
    if (marks) {
        for (size_t i = l.left; i < l.start; i++)
            stet_buffer_add_char(marks, ' ');
        for (size_t i = l.start; i < l.end && (i < l.right || i == l.start); i++)
            stet_buffer_add_char(marks, '^');
    }
    stet_buffer_release(&cell.out);
}
