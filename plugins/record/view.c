/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"

#include <stdlib.h>

const stet_param record_text_params[1] = {
    STET_TEXT(record_text, text, .doc = "A text."),
};

/* The bits of the messages that are named. */
static stet_status named(stet_ctx *ctx, const char *param, const stet_list *names,
                         const stet_message *messages, size_t n_messages,
                         uint64_t *mask)
{
    const record_text *items = names->items;

    *mask = 0;
    for (size_t i = 0; i < names->count; i++) {
        size_t m = 0;
        while (m < n_messages &&
               !record_equal(items[i].text, record_str(messages[m].id)))
            m++;
        if (m == n_messages)
            return stet_fail(ctx, param, "there is no message “%.*s”",
                             (int)items[i].text.len, items[i].text.ptr);
        *mask |= (uint64_t)1 << m;
    }
    return STET_OK;
}

stet_status record_mask(stet_ctx *ctx, const stet_list *tell, const stet_list *pass,
                        const stet_message *messages, size_t n_messages, uint64_t *mask)
{
    uint64_t told = 0, passed = 0;

    if (named(ctx, "tell", tell, messages, n_messages, &told) != STET_OK ||
        named(ctx, "pass", pass, messages, n_messages, &passed) != STET_OK)
        return STET_FAILED;
    *mask = (tell->count > 0 ? told : ~(uint64_t)0) & ~passed;
    return STET_OK;
}

bool record_view_open(record_view *view, stet_ctx *ctx, const stet_unit *unit,
                      uint64_t mask)
{
    enum { LARGE = 1 << 21 };
    stet_fault fault;

    *view = (record_view){ .ctx = ctx,
                           .record = unit->record,
                           .raw = stet_raw(ctx, unit->record),
                           .mask = mask };
    view->root = stet_parse(ctx, STET_SYNTAX_JSON, view->raw, &fault);
    /* What the reader took for data and is too much of it must not pass unseen. */
    if (!view->root && view->raw.len > LARGE && strchr("{[", view->raw.ptr[0]))
        (void)stet_fail(ctx, NULL, "a record of %zu bytes is too large: %.*s",
                        view->raw.len, (int)fault.why.len, fault.why.ptr);
    return view->root != NULL;
}

void record_tell(record_view *view, uint32_t message, stet_span span,
                 const stet_arg *args, size_t n_args)
{
    if ((view->mask >> message & 1) == 0 || view->n_told >= RECORD_MOST_TOLD)
        return;
    view->n_told++;
    stet_place place = stet_raw_place(view->ctx, view->record, span);
    stet_report(view->ctx, &(stet_finding){ .message = message,
                                            .place = &place,
                                            .args = args,
                                            .n_args = n_args });
}

void record_tell_with(record_view *view, uint32_t message, stet_span span,
                      const char *name, stet_str text)
{
    stet_arg arg = { .name = name, .text = text };
    record_tell(view, message, span, &arg, 1);
}

stet_span record_opening(const stet_node *node)
{
    return (stet_span){ node->span.start, node->span.start + 1 };
}

static uint32_t code_at(stet_str raw, uint32_t at)
{
    uint32_t code = 0;
    for (uint32_t i = at + 2; i < at + 6 && i < raw.len; i++) {
        char c = raw.ptr[i];
        uint32_t digit =
            c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
        code = code * 16 + digit;
    }
    return code;
}

/* How many bytes one escape takes, and how many it stands for. */
static uint32_t escape_length(stet_str raw, uint32_t at, uint32_t *decoded)
{
    *decoded = 1;
    if (at + 1 >= raw.len || raw.ptr[at + 1] != 'u')
        return 2;
    uint32_t code = code_at(raw, at);
    if (code >= 0xD800 && code < 0xDC00) {
        *decoded = 4;
        return 12;
    }
    *decoded = code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
    return 6;
}

stet_span record_inner_span(stet_str raw, const stet_node *text, stet_span inner)
{
    uint32_t at = text->span.start + 1, end = text->span.end - 1;
    uint32_t decoded = 0;
    stet_span found = { 0, 0 };

    while (at < end && decoded < inner.end) {
        uint32_t len = 1, stands_for = 1;
        if (decoded <= inner.start)
            found.start = at;
        if (raw.ptr[at] == '\\')
            len = escape_length(raw, at, &stands_for);
        at += len;
        decoded += stands_for;
    }
    if (decoded <= inner.start)
        found.start = at;
    found.end = at < end ? at : end;
    if (found.start > found.end)
        found.start = found.end;
    return found;
}

stet_str record_kind_name(const stet_node *node)
{
    static const char *const names[] = {
        [STET_NODE_NULL] = "null",       [STET_NODE_BOOLEAN] = "true or false",
        [STET_NODE_NUMBER] = "a number", [STET_NODE_TEXT] = "a text",
        [STET_NODE_LIST] = "a list",     [STET_NODE_MAP] = "an object",
    };
    return record_str(node->kind < STET_LEN(names) ? names[node->kind]
                                                   : "another value");
}

bool record_is_one_of(const stet_list *texts, stet_str text)
{
    const record_text *items = texts->items;
    for (size_t i = 0; i < texts->count; i++)
        if (record_equal(items[i].text, text))
            return true;
    return false;
}

stet_str record_join(stet_ctx *ctx, const stet_list *texts)
{
    const record_text *items = texts->items;
    size_t size = 1, len = 0;

    for (size_t i = 0; i < texts->count; i++)
        size += items[i].text.len + 2;
    char *out = stet_alloc(ctx, size);
    for (size_t i = 0; i < texts->count; i++) {
        if (i > 0) {
            memcpy(out + len, ", ", 2);
            len += 2;
        }
        memcpy(out + len, items[i].text.ptr, items[i].text.len);
        len += items[i].text.len;
    }
    return (stet_str){ out, len };
}

double record_number(const stet_node *node)
{
    enum { LONGEST = 400 };
    char digits[LONGEST + 1];
    size_t len = node->text.len < LONGEST ? node->text.len : LONGEST;

    memcpy(digits, node->text.ptr, len);
    digits[len] = '\0';
    return strtod(digits, NULL);
}

double record_size(const stet_node *node)
{
    double n = 0;

    if (node->kind == STET_NODE_NUMBER)
        return record_number(node);
    if (node->kind != STET_NODE_TEXT)
        return node->count;
    for (size_t i = 0; i < node->text.len; i++)
        n += ((unsigned char)node->text.ptr[i] & 0xC0) != 0x80;
    return n;
}
