/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/words.h"
#include "spec.h"

#include <stdio.h>

/* Numbers over this are years or the like; labels are as long as this at most. */
enum { MOST = 999, LONGEST = 64, WIDEST_RANGE = 50 };

typedef struct citation_options {
    bool defined, used, consecutive;
} citation_options;

static const stet_param params[] = {
    STET_BOOL(citation_options, defined, .preset = "true",
              .doc =
                  "Whether each citation must have its entry, `[1]: ...`, at the start "
                  "of a line, or in a numbered list under “References”."),
    STET_BOOL(citation_options, used, .preset = "true",
              .doc = "Whether each entry must be cited."),
    STET_BOOL(citation_options, consecutive, .preset = "true",
              .doc = "Whether numbers must be used in order: 1 first, then 2 ..."),
};

static const stet_message messages[] = {
    { "undefined",
      "“{label}” has no entry among the sources; add it or take this out" },
    { "unused", "“{match}” is cited nowhere; cite it or take it out" },
    { "order", "{number} is cited before {expected}; number sources as they come" },
};

/* A citation, or the entry that one leads to. */
typedef struct citation {
    stet_span span;  /* In the markup. */
    uint64_t key;    /* Of its label; for [1] and [^1] another. */
    uint32_t number; /* 0: a label that is no number. */
    bool is_entry, is_note;
} citation;

typedef struct citations {
    citation *items;
    size_t count, room;
} citations;

/* The text that is looked at. */
typedef struct looker {
    stet_ctx *ctx;
    stet_str markup;
    citations found;
    bool in_sources; /* Under a heading such as References. */
    size_t last;     /* Where the last citation ended. */
} looker;

static void add(looker *l, citation c)
{
    citations *f = &l->found;

    if (f->count == f->room) {
        size_t room = f->room ? f->room * 2 : 32;
        citation *items = stet_alloc(l->ctx, room * sizeof *items);
        if (f->count > 0)
            memcpy(items, f->items, f->count * sizeof *items);
        f->items = items;
        f->room = room;
    }
    f->items[f->count++] = c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number at `at`, of three digits at most; 0: none. */
static uint32_t number_at(stet_str text, size_t *at)
{
    uint32_t value = 0;
    size_t start = *at;

    while (*at < text.len && is_digit(text.ptr[*at]) && *at - start < 3)
        value = value * 10 + (uint32_t)(text.ptr[(*at)++] - '0');
    return *at < text.len && is_digit(text.ptr[*at]) ? 0 : value;
}

static void add_numbers(looker *l, citation c, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last && i - first < WIDEST_RANGE; i++) {
        c.number = i;
        c.key = i;
        add(l, c);
    }
}

/* [1], [1, 2], [1-3], read between the brackets; false: something else stands there. */
static bool read_numbers(looker *l, stet_str inside, const citation *c, bool add_them)
{
    size_t at = 0;

    for (;;) {
        uint32_t first = number_at(inside, &at), last = first;
        if (first == 0)
            return false;
        size_t dash =
            at < inside.len && inside.ptr[at] == '-' ? 1
            : at + 3 < inside.len && memcmp(inside.ptr + at, "\xE2\x80\x93", 3) == 0
                ? 3
                : 0;
        if (dash) {
            at += dash;
            last = number_at(inside, &at);
            if (last < first)
                return false;
        }
        if (add_them)
            add_numbers(l, *c, first, last);
        if (at == inside.len)
            return true;
        if (inside.ptr[at] != ',' && inside.ptr[at] != ';')
            return false;
        at++;
        while (at < inside.len && inside.ptr[at] == ' ')
            at++;
    }
}

static void read_note(looker *l, stet_str label, citation c)
{
    size_t at = 0;

    c.number = number_at(label, &at);
    if (at < label.len)
        c.number = 0;
    c.key = spec_hash(label) | (uint64_t)1 << 63;
    c.is_note = true;
    add(l, c);
}

/* Whether what stands before a bracket lets it be a citation: a word or the mark behind
   one, not a sign that comes before a list of numbers, as in x = [1, 2]. A comma behind
   a citation is none of these signs, nor is the slash that an address ends with. */
static bool may_follow(const looker *l, stet_span line, size_t at)
{
    size_t before = at;

    if (at == l->last)
        return true;
    while (before > line.start && l->markup.ptr[before - 1] == ' ')
        before--;
    if (before == line.start)
        return false;
    char sign = l->markup.ptr[before - 1];
    if (sign == ',' && before - 1 == l->last)
        return true;
    if (sign == '/' && before < at && before - 1 > line.start)
        return l->markup.ptr[before - 2] != ' ';
    return !strchr("=:(,{<>+*/|[]-", sign);
}

/* What stands in brackets at `at`; returns where to go on. */
static size_t read_brackets(looker *l, stet_span line, size_t at, bool at_start)
{
    stet_str markup = l->markup;
    size_t end = at + 1;

    while (end < line.end && end - at < LONGEST && !strchr("[]\n", markup.ptr[end]))
        end++;
    if (end >= line.end || markup.ptr[end] != ']' || end == at + 1)
        return at + 1;
    char next = end + 1 < line.end ? markup.ptr[end + 1] : '\n';
    bool is_link = next == '(' || next == '[';
    stet_str inside = { markup.ptr + at + 1, end - at - 1 };
    citation c = { .span = { (uint32_t)at, (uint32_t)end + 1 } };
    bool note = inside.ptr[0] == '^' && inside.len > 1;
    c.is_entry = at_start && (next == ':' || (!note && next == ' '));
    if (note)
        read_note(l, (stet_str){ inside.ptr + 1, inside.len - 1 }, c);
    else if (!is_link && (c.is_entry || may_follow(l, line, at)) &&
             read_numbers(l, inside, &c, false)) {
        read_numbers(l, inside, &c, true);
        l->last = end + 1;
    }
    return end + 1;
}

/* Behind code in backticks that begins at `at`. */
static size_t behind_code(stet_str markup, stet_span line, size_t at)
{
    size_t n = 0, run = 0;

    while (at + n < line.end && markup.ptr[at + n] == '`')
        n++;
    for (size_t i = at + n; i < line.end; i++) {
        run = markup.ptr[i] == '`' ? run + 1 : 0;
        bool ends = run == n && (i + 1 == line.end || markup.ptr[i + 1] != '`');
        if (ends)
            return i + 1;
    }
    return at + n;
}

static void read_line(looker *l, stet_span span, size_t content)
{
    size_t start = content;

    for (size_t at = content; at < span.end;) {
        char c = l->markup.ptr[at];
        if (c == '`')
            at = behind_code(l->markup, span, at);
        else if (c == '\\')
            at += 2;
        else if (c == '[')
            at = read_brackets(l, span, at, at == start);
        else
            at++;
    }
}

/* References, Sources ...: a heading, or a line of bold words. */
static bool is_sources(stet_str line)
{
    static const char *const names[] = { "references",  "sources",   "bibliography",
                                         "notes",       "footnotes", "citations",
                                         "works cited", "endnotes",  "literature" };
    size_t start = 0, end = line.len;

    while (start < end && strchr("#*_ 0123456789.", line.ptr[start]))
        start++;
    while (end > start && strchr("#*_: \r", line.ptr[end - 1]))
        end--;
    stet_str name = { line.ptr + start, end - start };
    for (size_t i = 0; i < STET_LEN(names); i++)
        if (spec_is_same(name, (stet_str){ names[i], strlen(names[i]) }, true))
            return true;
    return false;
}

static void look_at_line(looker *l, const stet_line *line)
{
    stet_str text = stet_slice(l->markup, line->span);

    if (line->kind == STET_LINE_CODE || line->kind == STET_LINE_FENCE)
        return;
    if (line->kind == STET_LINE_HEADING)
        l->in_sources = is_sources(text);
    else if (is_sources(text))
        l->in_sources = true;
    if (line->kind == STET_LINE_NUMBER && l->in_sources && line->number <= MOST)
        add(l,
            (citation){ .span = { line->span.start, line->span.start + line->content },
                        .key = line->number,
                        .number = line->number,
                        .is_entry = true });
    read_line(l, line->span, line->span.start + line->content);
}

/* ---- Findings ---- */

/* One of several in brackets as if it stood there alone: [2] of [1, 2]. */
static stet_str label_of(const looker *l, const citation *c)
{
    enum { ROOM = 16 };
    char *out = stet_alloc(l->ctx, ROOM);
    stet_str written = stet_slice(l->markup, c->span);

    if (c->is_note || c->is_entry)
        return stet_slice(written, spec_trim(written));
    int len = snprintf(out, ROOM, "[%u]", (unsigned)c->number);
    return (stet_str){ out, (size_t)len };
}

static void tell(const looker *l, uint32_t message, const citation *c,
                 uint32_t expected)
{
    stet_arg args[] = { { .name = "label", .text = label_of(l, c) },
                        { .name = "number", .number = c->number },
                        { .name = "expected", .number = expected } };
    stet_report(l->ctx, &(stet_finding){ .message = message,
                                         .span = c->span,
                                         .in_markup = true,
                                         .args = args,
                                         .n_args = STET_LEN(args) });
}

/* Tells those of one kind whose key is not among those of the other. */
static void tell_lonely(looker *l, bool entries, uint32_t message)
{
    spec_set known = spec_set_new(l->ctx, l->found.count);

    for (size_t i = 0; i < l->found.count; i++)
        if (l->found.items[i].is_entry != entries)
            spec_set_add(&known, l->found.items[i].key);
    for (size_t i = 0; i < l->found.count; i++)
        if (l->found.items[i].is_entry == entries &&
            !spec_set_has(&known, l->found.items[i].key))
            tell(l, message, &l->found.items[i], 0);
}

/* Numbers in brackets are citations where there are entries, or where a first one
   stands alone; vector[5] and the values [1, 5, 9] are none. */
static bool has_citations(const looker *l)
{
    for (size_t i = 0; i < l->found.count; i++) {
        const citation *c = &l->found.items[i];
        bool alone = c->span.end - c->span.start == strlen("[1]");
        if (c->is_entry || c->is_note || (c->number == 1 && alone))
            return true;
    }
    return false;
}

/* The first use of each number, told where it skips one. */
static void tell_order(looker *l, bool notes)
{
    uint32_t most = 0;

    for (size_t i = 0; i < l->found.count; i++) {
        const citation *c = &l->found.items[i];
        if (c->is_entry || c->is_note != notes || c->number == 0)
            continue;
        if (c->number > most + 1)
            tell(l, 2, c, most + 1);
        most = c->number > most ? c->number : most;
    }
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const citation_options *o = options;

    (void)check;
    return o->defined || o->used || o->consecutive
               ? STET_OK
               : stet_fail(ctx, "defined",
                           "leave one of defined, used and consecutive true: this rule "
                           "looks for nothing");
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const citation_options *o = check;
    stet_line_array lines = stet_lines(ctx, unit->doc);
    looker l = { .ctx = ctx, .markup = stet_markup(ctx, unit->doc) };

    (void)state;
    if (l.markup.len == 0 || !memchr(l.markup.ptr, '[', l.markup.len))
        return STET_OK;
    for (size_t i = 0; i < lines.count; i++)
        look_at_line(&l, &lines.items[i]);
    if (!has_citations(&l))
        return STET_OK;
    if (o->defined)
        tell_lonely(&l, false, 0);
    if (o->used)
        tell_lonely(&l, true, 1);
    if (o->consecutive) {
        tell_order(&l, false);
        tell_order(&l, true);
    }
    return STET_OK;
}

const stet_check_type spec_citations = {
    .name = "citations",
    .summary = "A citation has no source, or a source no citation",
    .doc = "Citations in brackets, `[1]`, `[1, 2]`, `[1-3]`, and footnotes, `[^1]`, "
           "`[^name]`, "
           "and the entries that they lead to: `[1]: ...`, `[1] ...` or `[^1]: ...` at "
           "the "
           "start of a line, and the items of a numbered list under a heading such as "
           "References, Sources or Notes. Each citation must have its entry, each "
           "entry must "
           "be cited, and numbers must be used in order. Code, links and what looks "
           "like a list "
           "of numbers are passed over; so is all of a text that has neither an entry "
           "nor a "
           "`[1]`.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(citation_options, params),
    .create = create,
    .run = run,
};
