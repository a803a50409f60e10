/* SPDX-License-Identifier: Apache-2.0 */
#include "schema/schema_p.h"
#include "structure.h"

#include <stdio.h>
#include <strings.h>

const char *const spec_parses_choices[] = { "anything", "json", "jsonl", "csv",
                                            "tsv",      "yaml", "xml",   NULL };

/** By choice: the syntax, its name, and what stands behind the fence of such code. */
static const struct {
    stet_syntax syntax;
    const char *name;
    const char *marks[2];
} syntaxes[] = {
    [1] = { STET_SYNTAX_JSON, "JSON", { "json", NULL } },
    [2] = { STET_SYNTAX_JSONL, "JSONL", { "jsonl", "ndjson" } },
    [3] = { STET_SYNTAX_CSV, "CSV", { "csv", NULL } },
    [4] = { STET_SYNTAX_TSV, "TSV", { "tsv", NULL } },
    [5] = { STET_SYNTAX_YAML, "YAML", { "yaml", "yml" } },
    [6] = { STET_SYNTAX_XML, "XML", { "xml", NULL } },
};

/** One piece of data: where it stands in the document's markup, or in its text. */
typedef struct data_piece {
    stet_ctx *ctx;
    const structure_check *check;
    stet_str whole; /**< The markup or the text. */
    stet_span span;
    bool in_markup;
} data_piece;

stet_status spec_data_create(stet_ctx *ctx, structure_check *check)
{
    const structure_options *o = &check->options;
    const char *needs = o->schema                             ? "schema"
                        : o->keys.count > 0                   ? "keys"
                        : o->code_blocks != SPEC_CODE_IGNORED ? "code_blocks"
                                                              : NULL;
    if (o->parses == SPEC_PARSES_ANYTHING)
        return needs
                   ? stet_fail(ctx, needs,
                               "say with `parses` what the text must be: json, jsonl, "
                               "csv, tsv, yaml or xml")
                   : STET_OK;
    if (!o->fenced && o->code_blocks != SPEC_CODE_IGNORED)
        return stet_fail(ctx, "fenced",
                         "`fenced` says how the whole text may stand, and "
                         "`code-blocks` looks at code blocks only");
    if (o->only_keys && o->keys.count == 0)
        return stet_fail(ctx, "only_keys", "say with `keys` which keys may be there");
    if (o->schema)
        check->schema = spec_schema_make(ctx, o->schema);
    return o->schema && !check->schema ? STET_FAILED : STET_OK;
}

/* ---- Telling ---- */

/** The character at `at`; nothing at the end. */
static stet_span character_at(stet_str text, uint32_t at)
{
    uint32_t end = at;
    if (end < text.len)
        end++;
    while (end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end++;
    return (stet_span){ at, end };
}

static void tell(const data_piece *piece, uint32_t message, stet_span span,
                 const stet_arg *args, size_t n_args)
{
    stet_report(piece->ctx, &(stet_finding){ .message = message,
                                             .span = span,
                                             .in_markup = piece->in_markup,
                                             .args = args,
                                             .n_args = n_args });
}

static stet_str syntax_name(const data_piece *piece)
{
    const char *name = syntaxes[piece->check->options.parses].name;
    return (stet_str){ name, strlen(name) };
}

static void tell_fault(const data_piece *piece, stet_span span, stet_str why)
{
    const stet_arg args[] = { { .name = "why", .text = why },
                              { .name = "syntax", .text = syntax_name(piece) } };
    tell(piece, SPEC_MESSAGE_SYNTAX, span, args, STET_LEN(args));
}

static void tell_violation(void *user, const spec_violation *violation)
{
    const data_piece *piece = user;
    stet_span span = violation->key ? violation->at->name : violation->at->span;
    span.start += piece->span.start;
    span.end += piece->span.start;
    if (violation->begin)
        span = character_at(piece->whole, span.start);
    stet_str path = violation->path.len ? violation->path : (stet_str){ "the data", 8 };
    const stet_arg args[] = { { .name = "path", .text = path },
                              { .name = "what", .text = violation->what } };
    tell(piece, SPEC_MESSAGE_DATA, span, args, STET_LEN(args));
}

STET_PRINTF(4, 5)
static void tell_spot(data_piece *piece, const spec_spot *spot, spec_part part,
                      const char *format, ...)
{
    char what[256];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(what, sizeof what, format, args);
    va_end(args);
    size_t size = len < 0 ? 0 : (size_t)len;
    tell_violation(
        piece, &(spec_violation){
                   .at = spot->node,
                   .key = part == SPEC_KEY,
                   .begin = part == SPEC_BEGIN,
                   .path = spec_path(piece->ctx, part == SPEC_KEY ? spot->up : spot),
                   .what = { what, size < sizeof what ? size : sizeof what - 1 } });
}

/* ---- Keys ---- */

/** The first part of a key that is a path, "a" of "/a/b"; `*rest` gets what follows. */
static stet_str first_part(stet_str key, stet_str *rest)
{
    *rest = (stet_str){ "", 0 };
    if (key.len < 2 || key.ptr[0] != '/')
        return key;
    const char *end = memchr(key.ptr + 1, '/', key.len - 1);
    size_t len = end ? (size_t)(end - key.ptr) : key.len;
    *rest = (stet_str){ key.ptr + len, key.len - len };
    return (stet_str){ key.ptr + 1, len - 1 };
}

static const stet_node *find_key(const stet_node *map, stet_str key)
{
    const stet_node *it = map->first;
    while (it && !spec_equal_texts(it->key, key))
        it = it->next;
    return it;
}

/** The key must be in the map; or in each of the maps that are in the list, when the
   way to it leads there. */
static void need_key(data_piece *piece, const spec_spot *spot, stet_str key)
{
    stet_str rest;
    stet_str name = first_part(key, &rest);
    if (spot->node->kind == STET_NODE_LIST && spot->up) {
        for (spec_spot item = { spot->node->first, spot, 0 }; item.node;
             item.node = item.node->next, item.index++)
            need_key(piece, &item, key);
        return;
    }
    if (spot->node->kind != STET_NODE_MAP) {
        tell_spot(piece, spot, SPEC_WHOLE, "must be a map with the key “%.*s”, is %s",
                  spec_width(name), name.ptr, spec_kind_name(spot->node));
        return;
    }
    const spec_spot child = { find_key(spot->node, name), spot, 0 };
    if (!child.node)
        tell_spot(piece, spot, SPEC_BEGIN, "the key “%.*s” is missing",
                  spec_width(name), name.ptr);
    else if (rest.len > 0)
        need_key(piece, &child, rest);
}

static bool is_wanted(const structure_options *o, stet_str name)
{
    const spec_text *keys = o->keys.items;
    stet_str rest;
    for (size_t i = 0; i < o->keys.count; i++)
        if (spec_equal_texts(first_part(keys[i].text, &rest), name))
            return true;
    return false;
}

/** `name` may be a slip for a key that must be there. */
static stet_str near_key(data_piece *piece, stet_str name)
{
    const structure_options *o = &piece->check->options;
    const spec_text *keys = o->keys.items;
    stet_str *names = stet_alloc(piece->ctx, o->keys.count * sizeof *names);
    stet_str rest;
    for (size_t i = 0; i < o->keys.count; i++)
        names[i] = first_part(keys[i].text, &rest);
    return spec_nearest(name, names, o->keys.count);
}

static void refuse_key(data_piece *piece, const spec_spot *spot, stet_str name,
                       spec_part part)
{
    stet_str near = near_key(piece, name);
    tell_spot(piece, spot, part, "the %s “%.*s” is not allowed%s%.*s%s",
              part == SPEC_KEY ? "key" : "column", spec_width(name), name.ptr,
              near.len ? "; did you mean “" : "", (int)near.len, near.ptr,
              near.len ? "”?" : "");
}

/** One value that must be a map with the keys. */
static void check_map(data_piece *piece, const spec_spot *spot)
{
    const structure_options *o = &piece->check->options;
    const spec_text *keys = o->keys.items;
    if (spot->node->kind != STET_NODE_MAP) {
        tell_spot(piece, spot, SPEC_BEGIN, "must be a map with keys, is %s",
                  spec_kind_name(spot->node));
        return;
    }
    for (size_t i = 0; i < o->keys.count; i++)
        need_key(piece, spot, keys[i].text);
    for (spec_spot child = { spot->node->first, spot, 0 }; o->only_keys && child.node;
         child.node = child.node->next)
        if (!is_wanted(o, child.node->key))
            refuse_key(piece, &child, child.node->key, SPEC_KEY);
}

/** The first row of a table names its columns. */
static void check_columns(data_piece *piece, const stet_node *table)
{
    const structure_options *o = &piece->check->options;
    const spec_text *keys = o->keys.items;
    const spec_spot root = { table, NULL, 0 };
    const spec_spot row = { table->first, &root, 0 };
    for (size_t i = 0; i < o->keys.count; i++) {
        const stet_node *cell = row.node->first;
        while (cell && !spec_equal_texts(cell->text, keys[i].text))
            cell = cell->next;
        if (!cell)
            tell_spot(piece, &row, SPEC_BEGIN, "the column “%.*s” is missing",
                      spec_width(keys[i].text), keys[i].text.ptr);
    }
    for (spec_spot cell = { row.node->first, &row, 0 }; o->only_keys && cell.node;
         cell.node = cell.node->next, cell.index++)
        if (!is_wanted(o, cell.node->text))
            refuse_key(piece, &cell, cell.node->text, SPEC_WHOLE);
}

static void check_keys(data_piece *piece, const stet_node *data)
{
    const spec_spot root = { data, NULL, 0 };
    spec_spot line = { data->first, &root, 0 };
    switch (syntaxes[piece->check->options.parses].syntax) {
    case STET_SYNTAX_CSV:
    case STET_SYNTAX_TSV:
        check_columns(piece, data);
        break;
    case STET_SYNTAX_JSONL:
        for (; line.node; line.node = line.node->next, line.index++)
            check_map(piece, &line);
        break;
    default:
        check_map(piece, &root);
    }
}

/* ---- Pieces ---- */

static stet_status check_piece(data_piece *piece)
{
    const structure_options *o = &piece->check->options;
    stet_str text = stet_slice(piece->whole, piece->span);
    stet_fault fault;
    stet_syntax syntax = syntaxes[o->parses].syntax;
    const stet_node *data = stet_parse(piece->ctx, syntax, text, &fault);
    if (!data) {
        tell_fault(piece, character_at(piece->whole, piece->span.start + fault.at),
                   fault.why);
        return STET_OK;
    }
    /* Any sentence is YAML: a text. */
    if (syntax == STET_SYNTAX_YAML && data->kind < STET_NODE_LIST &&
        !piece->check->schema) {
        static const char why[] = "it is but one value; data is a list or a map";
        tell_fault(piece, character_at(piece->whole, piece->span.start),
                   (stet_str){ why, sizeof why - 1 });
        return STET_OK;
    }
    if (o->keys.count > 0)
        check_keys(piece, data);
    return piece->check->schema
               ? spec_schema_check(piece->ctx, piece->check->schema, data, text.len,
                                   tell_violation, piece)
               : STET_OK;
}

/* The inside of the fence when the markup is one fenced block, else the markup. */
static stet_span inside_fence(stet_ctx *ctx, const stet_doc *doc, stet_str markup)
{
    stet_line_array lines = stet_lines(ctx, doc);
    size_t open = lines.count, close = lines.count;

    for (size_t i = 0; i < lines.count; i++)
        if (lines.items[i].kind == STET_LINE_FENCE) {
            if (open == lines.count)
                open = i;
            else
                close = i;
        } else if (open == lines.count && lines.items[i].kind != STET_LINE_BLANK) {
            return spec_trim(markup);
        }
    if (open == lines.count || close == lines.count || close == open + 1)
        return spec_trim(markup);
    return (stet_span){ lines.items[open + 1].span.start,
                        lines.items[close - 1].span.end };
}

/** Whether what stands behind the block's fence names the syntax: ```json */
static bool is_marked(stet_str markup, const stet_block *block,
                      const char *const *marks)
{
    uint32_t at = block->markup.start;
    uint32_t end = block->markup.end;
    while (at < end && strchr(" \t`~", markup.ptr[at]))
        at++;
    for (size_t i = 0; i < 2 && marks[i]; i++) {
        size_t len = strlen(marks[i]);
        if (at + len > end || strncasecmp(markup.ptr + at, marks[i], len) != 0)
            continue;
        if (at + len == end || strchr(" \t\r\n{,:", markup.ptr[at + len]))
            return true;
    }
    return false;
}

static stet_status check_code(stet_ctx *ctx, const structure_check *check,
                              const stet_doc *doc)
{
    stet_block_array blocks = stet_blocks(ctx, doc);
    stet_str markup = stet_markup(ctx, doc);
    const structure_options *o = &check->options;
    data_piece piece = { .ctx = ctx, .check = check, .whole = stet_text(ctx, doc) };
    size_t n = 0;
    stet_status status = STET_OK;
    for (size_t i = 0; i < blocks.count && status == STET_OK; i++) {
        const stet_block *block = &blocks.items[i];
        if (block->kind != STET_BLOCK_CODE || !(block->flags & STET_BLOCK_FENCED) ||
            !is_marked(markup, block, syntaxes[o->parses].marks))
            continue;
        piece.span = block->span;
        status = check_piece(&piece);
        n++;
    }
    if (n == 0 && o->code_blocks == SPEC_CODE_REQUIRED) {
        const char *mark = syntaxes[o->parses].marks[0];
        const stet_arg args[] = { { .name = "mark", .text = { mark, strlen(mark) } },
                                  { .name = "syntax", .text = syntax_name(&piece) } };
        tell(&piece, SPEC_MESSAGE_NO_CODE, spec_start(ctx, doc), args, STET_LEN(args));
    }
    return status;
}

stet_status spec_data_run(stet_ctx *ctx, const structure_check *check,
                          const stet_doc *doc)
{
    const structure_options *o = &check->options;
    if (o->parses == SPEC_PARSES_ANYTHING)
        return STET_OK;
    if (o->code_blocks != SPEC_CODE_IGNORED)
        return check_code(ctx, check, doc);
    data_piece piece = {
        .ctx = ctx, .check = check, .whole = stet_markup(ctx, doc), .in_markup = true
    };
    piece.span =
        o->fenced ? inside_fence(ctx, doc, piece.whole) : spec_trim(piece.whole);
    return check_piece(&piece);
}
