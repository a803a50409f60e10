/* SPDX-License-Identifier: Apache-2.0 */
#include "run/mark_comment.h"

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>

static const struct {
    const char *verb;
    stet_mark_kind kind;
} verbs[] = {
    { "stet", STET_MARK_BLOCK },
    { "stet-off", STET_MARK_OFF },
    { "stet-on", STET_MARK_ON },
    { "stet-file", STET_MARK_FILE },
};

static bool ends_verb(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ':' || c == ',';
}

/* Reads what stands inside a comment; false: it is some other comment. */
static bool read_comment(stet_str inside, stet_mark_comment *out)
{
    inside = stet_str_trim(inside);
    size_t len = 0;
    while (len < inside.len && !ends_verb(inside.ptr[len]))
        len++;
    out->verb = (stet_str){ inside.ptr, len };
    out->kind = STET_MARK_UNKNOWN;
    for (size_t i = 0; i < STET_LEN(verbs); i++)
        if (stet_str_is(out->verb, verbs[i].verb))
            out->kind = verbs[i].kind;
    if (out->kind == STET_MARK_UNKNOWN &&
        !stet_str_starts(out->verb, STET_STR("stet-")))
        return false;
    stet_str rest = { inside.ptr + len, inside.len - len };
    const char *colon = rest.len ? memchr(rest.ptr, ':', rest.len) : NULL;
    size_t before = colon ? (size_t)(colon - rest.ptr) : rest.len;
    size_t behind = colon ? before + 1 : before;
    out->names = stet_str_trim((stet_str){ rest.ptr, before });
    out->reason = stet_str_trim((stet_str){ rest.ptr + behind, rest.len - behind });
    return true;
}

static void add_comment(stet_mark_comments *list, const stet_mark_comment *c)
{
    void *items = list->items;
    stet_memory_grow(&items, &list->capacity, list->count + 1, sizeof *list->items);
    list->items = items;
    list->items[list->count++] = *c;
}

/* Reads the comment that begins at `start` of `text` into `out`; returns where it ends.
   As in HTML, `<!-->` is a whole comment. `*wanted`: it wants to be a mark. */
static size_t take_comment(stet_str text, size_t start, stet_mark_comment *out,
                           bool *wanted)
{
    enum { OPENER = 4, CLOSER = 3 };
    size_t close = stet_str_find(text, STET_STR("-->"), start + 2);
    size_t end = close == SIZE_MAX ? text.len : close + CLOSER;
    size_t inside = start + OPENER;
    size_t inside_end = close == SIZE_MAX ? text.len : close;
    if (inside > inside_end)
        inside = inside_end;
    *wanted = read_comment((stet_str){ text.ptr + inside, inside_end - inside }, out);
    if (close == SIZE_MAX)
        out->kind = STET_MARK_OPEN;
    out->span = (stet_span){ (uint32_t)start, (uint32_t)end };
    return end;
}

static bool is_front_matter(stet_str markup)
{
    return stet_str_starts(markup, STET_STR("---")) ||
           stet_str_starts(markup, STET_STR("+++"));
}

/* A MARKUP block holds its HTML as text, without the marks of quotes and items that
   stand before its lines in the markup. */
static void collect_from_block(stet_mark_comments *list, const stet_doc *doc,
                               const stet_block *block)
{
    if (is_front_matter(stet_slice(doc->markup, block->markup)))
        return;
    stet_str text = { doc->text.ptr, block->span.end };
    size_t at = stet_str_find(text, STET_STR("<!--"), block->span.start);
    while (at != SIZE_MAX) {
        stet_mark_comment c;
        bool wanted;
        at = take_comment(text, at, &c, &wanted);
        c.span = stet_source_map_markup(&doc->map, c.span);
        if (wanted)
            add_comment(list, &c);
        at = stet_str_find(text, STET_STR("<!--"), at);
    }
}

/* Inline HTML has no text: it is read from the markup. */
static void collect_from_inline(stet_mark_comments *list, const stet_doc *doc,
                                const stet_inline *item)
{
    stet_str markup = doc->markup;
    if (item->block < doc->n_blocks && doc->blocks[item->block].markup.end < markup.len)
        markup.len = doc->blocks[item->block].markup.end;
    if (item->markup.start > markup.len)
        return;
    stet_str from = { markup.ptr + item->markup.start,
                      markup.len - item->markup.start };
    if (!stet_str_starts(from, STET_STR("<!--")))
        return;
    stet_mark_comment c;
    bool wanted;
    take_comment(markup, item->markup.start, &c, &wanted);
    if (wanted)
        add_comment(list, &c);
}

static int by_place(const void *a, const void *b)
{
    const stet_mark_comment *left = a;
    const stet_mark_comment *right = b;
    return (left->span.start > right->span.start) -
           (left->span.start < right->span.start);
}

void stet_mark_comments_collect(stet_mark_comments *list, const stet_doc *doc)
{
    for (size_t i = 0; i < doc->n_blocks; i++)
        if (doc->blocks[i].kind == STET_BLOCK_MARKUP)
            collect_from_block(list, doc, &doc->blocks[i]);
    for (size_t i = 0; i < doc->n_inlines; i++)
        if (doc->inlines[i].kind == STET_INLINE_HTML)
            collect_from_inline(list, doc, &doc->inlines[i]);
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, by_place);
}

void stet_mark_comments_release(stet_mark_comments *list)
{
    free(list->items);
    *list = (stet_mark_comments){ 0 };
}
