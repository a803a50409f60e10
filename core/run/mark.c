/* SPDX-License-Identifier: Apache-2.0 */
#include "run/mark.h"

#include "base/memory.h"
#include "base/str.h"
#include "run/mark_comment.h"
#include "run/reason.h"

#include <stdlib.h>

/** The work on one document. */
typedef struct finder {
    stet_marks *marks;
    stet_doc *doc;
    const stet_rule_set *set;
    stet_arena *arena;
    size_t *open; /**< Marks of kind OFF that wait for their ON, by index. */
    size_t n_open, open_capacity;
    size_t next_block;      /**< Where the search for the next block goes on. */
    uint32_t group_end;     /**< Where, in the markup, that block ends with all it */
    size_t group_of;        /**< encloses; this is the block it was worked out for. */
    const char **all_names; /**< For "did you mean"; NULL until one is asked for. */
    size_t n_all_names;
} finder;

STET_PRINTF(4, 5)
static void add_fault(stet_marks *marks, stet_arena *arena, stet_span span,
                      const char *format, ...)
{
    void *items = marks->faults;
    stet_memory_grow(&items, &marks->faults_capacity, marks->n_faults + 1,
                     sizeof *marks->faults);
    marks->faults = items;
    va_list args;
    va_start(args, format);
    marks->faults[marks->n_faults++] =
        (stet_mark_fault){ span, stet_arena_vformat(arena, format, args) };
    va_end(args);
}

/* As much of a name as a message has room for. */
static int shown_length(stet_str name)
{
    enum { LONGEST = 60 };
    size_t len = name.len;
    if (len > LONGEST) {
        len = LONGEST;
        while (len > 0 && ((unsigned char)name.ptr[len] & 0xC0) == 0x80)
            len--;
    }
    return (int)len;
}

/* The first block behind `end` that is not markup, with what it encloses. The comments
   come in order, so the search never goes back. */
static bool find_next_block(finder *f, uint32_t end, stet_span *covers)
{
    const stet_block *blocks = f->doc->blocks;
    size_t n_blocks = f->doc->n_blocks;
    size_t at = f->next_block;
    while (at < n_blocks &&
           (blocks[at].markup.start < end || blocks[at].kind == STET_BLOCK_MARKUP))
        at++;
    f->next_block = at;
    if (at == n_blocks)
        return false;
    if (f->group_of != at) {
        f->group_of = at;
        f->group_end = blocks[at].markup.end;
        for (size_t i = at + 1; i < n_blocks && blocks[i].parent != STET_BLOCK_NONE &&
                                blocks[i].parent >= at;
             i++)
            if (blocks[i].markup.end > f->group_end)
                f->group_end = blocks[i].markup.end;
    }
    *covers = (stet_span){ blocks[at].markup.start, f->group_end };
    return true;
}

static bool is_named(const stet_rule *rule, stet_str name)
{
    return !rule->variant_of && rule->check &&
           (stet_str_equal(rule->check->name, name) ||
            stet_str_is(name, rule->check->plugin->name));
}

/* The rules that a name stands for, in the arena; 0: there are none. */
static size_t resolve(finder *f, stet_str name, const stet_rule ***out)
{
    const stet_rule *rule = stet_rule_set_find(f->set, name);
    if (rule) {
        *out = stet_arena_alloc(f->arena, sizeof **out);
        **out = rule;
        return 1;
    }
    size_t count = 0;
    for (size_t i = 0; i < f->set->n_rules; i++)
        count += is_named(&f->set->rules[i], name);
    if (!count)
        return 0;
    *out = stet_arena_alloc(f->arena, count * sizeof **out);
    count = 0;
    for (size_t i = 0; i < f->set->n_rules; i++)
        if (is_named(&f->set->rules[i], name))
            (*out)[count++] = &f->set->rules[i];
    return count;
}

static void list_names(finder *f)
{
    enum { NAMES_OF_A_RULE = 3 };
    size_t most = f->set->n_rules * NAMES_OF_A_RULE;
    f->all_names = stet_arena_alloc(f->arena, (most + 1) * sizeof *f->all_names);
    for (size_t i = 0; i < f->set->n_rules; i++) {
        const stet_rule *rule = &f->set->rules[i];
        if (rule->variant_of)
            continue;
        f->all_names[f->n_all_names++] = stet_arena_copy(f->arena, rule->name).ptr;
        if (!rule->check)
            continue;
        f->all_names[f->n_all_names++] =
            stet_arena_copy(f->arena, rule->check->name).ptr;
        f->all_names[f->n_all_names++] = rule->check->plugin->name;
    }
}

static void add_unknown_name(finder *f, const stet_mark_comment *c, stet_str name)
{
    if (!f->all_names)
        list_names(f);
    const char *near = stet_str_nearest(name, f->all_names, f->n_all_names);
    add_fault(f->marks, f->arena, c->span, "the rule set has no rule “%.*s”%s%s%s",
              shown_length(name), name.ptr, near ? ": did you mean “" : "",
              near ? near : "", near ? "”?" : "");
}

static stet_mark *add_mark(finder *f, const stet_mark_comment *c, stet_str name,
                           stet_span covers, const stet_rule **rules, size_t n_rules)
{
    stet_marks *marks = f->marks;
    void *items = marks->items;
    stet_memory_grow(&items, &marks->capacity, marks->count + 1, sizeof *marks->items);
    marks->items = items;
    stet_mark *mark = &marks->items[marks->count++];
    *mark = (stet_mark){ name, c->span, covers, rules, n_rules, false };
    return mark;
}

static void wait_for_on(finder *f)
{
    void *items = f->open;
    stet_memory_grow(&items, &f->open_capacity, f->n_open + 1, sizeof *f->open);
    f->open = items;
    f->open[f->n_open++] = f->marks->count - 1;
}

/* Ends the range of `name` that was opened last. */
static void close_range(finder *f, const stet_mark_comment *c, stet_str name)
{
    for (size_t i = f->n_open; i > 0; i--) {
        stet_mark *mark = &f->marks->items[f->open[i - 1]];
        if (!stet_str_equal(mark->name, name))
            continue;
        mark->covers.end = c->span.start;
        memmove(&f->open[i - 1], &f->open[i], (f->n_open - i) * sizeof *f->open);
        f->n_open--;
        return;
    }
    add_fault(f->marks, f->arena, c->span,
              "nothing to end: no stet-off names “%.*s” before this stet-on",
              shown_length(name), name.ptr);
}

static void apply_name(finder *f, const stet_mark_comment *c, stet_str name,
                       stet_span covers)
{
    if (!name.len) {
        add_fault(f->marks, f->arena, c->span,
                  "a name of a rule is missing between two commas");
        return;
    }
    const stet_rule **rules = NULL;
    size_t n_rules = resolve(f, name, &rules);
    if (!n_rules) {
        add_unknown_name(f, c, name);
        return;
    }
    if (c->kind == STET_MARK_ON) {
        close_range(f, c, name);
        return;
    }
    add_mark(f, c, name, covers, rules, n_rules);
    if (c->kind == STET_MARK_OFF)
        wait_for_on(f);
}

/* Whether the comment is written as a mark is; if not, says why. */
static bool is_well_formed(finder *f, const stet_mark_comment *c)
{
    int len = shown_length(c->verb);
    if (c->kind == STET_MARK_OPEN)
        add_fault(f->marks, f->arena, c->span,
                  "the comment of this mark is never closed: write -->");
    else if (c->kind == STET_MARK_UNKNOWN)
        add_fault(f->marks, f->arena, c->span,
                  "“%.*s” is not a mark: write stet, stet-off, stet-on or stet-file",
                  len, c->verb.ptr);
    else if (!c->names.len)
        add_fault(f->marks, f->arena, c->span,
                  "the mark names no rule: write <!-- %.*s RULE%s -->", len,
                  c->verb.ptr, c->kind == STET_MARK_ON ? "" : ": reason");
    else if (c->kind != STET_MARK_ON && !stet_reason_is_given(c->reason))
        add_fault(
            f->marks, f->arena, c->span,
            "the mark gives no reason: write <!-- %.*s %.*s: why it may stand -->", len,
            c->verb.ptr, shown_length(c->names), c->names.ptr);
    else
        return true;
    return false;
}

static bool find_cover(finder *f, const stet_mark_comment *c, stet_span *covers)
{
    uint32_t end = (uint32_t)f->doc->markup.len;
    *covers = (stet_span){ c->kind == STET_MARK_FILE ? 0 : c->span.end, end };
    if (c->kind != STET_MARK_BLOCK || find_next_block(f, c->span.end, covers))
        return true;
    add_fault(f->marks, f->arena, c->span,
              "no block follows in which this mark could let something stand");
    return false;
}

/* False when there are too many to go on. */
static bool apply_comment(finder *f, const stet_mark_comment *c)
{
    stet_span covers;
    if (!is_well_formed(f, c) || !find_cover(f, c, &covers))
        return true;
    stet_str rest = c->names;
    stet_str name;
    while (stet_str_cut(&rest, ',', &name)) {
        if (f->marks->count == STET_MARKS_MAX) {
            add_fault(f->marks, f->arena, c->span,
                      "more than %d marks in one text: this and all behind it do not "
                      "count; a baseline file holds more",
                      (int)STET_MARKS_MAX);
            return false;
        }
        apply_name(f, c, stet_str_trim(name), covers);
    }
    return true;
}

static void tell_open_ranges(finder *f)
{
    for (size_t i = 0; i < f->n_open; i++) {
        const stet_mark *mark = &f->marks->items[f->open[i]];
        int len = shown_length(mark->name);
        add_fault(f->marks, f->arena, mark->span,
                  "the range never ends: write <!-- stet-on %.*s --> behind it, or "
                  "stet-file for the whole text",
                  len, mark->name.ptr);
    }
}

/* Records of data files carry no marks: those would become training data. */
static bool may_hold_marks(const stet_doc *doc)
{
    if (!doc->markdown || (doc->record && doc->record->number != 0))
        return false;
    const stet_piece *piece = doc->record ? doc->record->piece : NULL;
    const stet_layout *layout = piece && piece->source ? piece->source->layout : NULL;
    if (layout && layout->reader && layout->reader->has_records)
        return false;
    return stet_str_find(doc->markup, STET_STR("<!--"), 0) != SIZE_MAX;
}

void stet_marks_find(stet_marks *marks, stet_doc *doc, const stet_rule_set *set,
                     stet_arena *arena)
{
    marks->count = 0;
    marks->n_faults = 0;
    if (!may_hold_marks(doc))
        return;
    finder f = {
        .marks = marks, .doc = doc, .set = set, .arena = arena, .group_of = SIZE_MAX
    };
    stet_mark_comments list = { 0 };
    stet_mark_comments_collect(&list, doc);
    for (size_t i = 0; i < list.count && apply_comment(&f, &list.items[i]); i++)
        continue;
    tell_open_ranges(&f);
    stet_mark_comments_release(&list);
    free(f.open);
}

/* An empty finding at the very end of a range is still a finding about it. */
static bool begins_in(stet_span finding, stet_span covers)
{
    return finding.start >= covers.start &&
           (finding.start < covers.end ||
            (finding.start == covers.end && finding.end == finding.start));
}

static bool names_rule(const stet_mark *mark, const stet_rule *rule)
{
    size_t low = 0;
    size_t high = mark->n_rules;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mark->rules[middle]->index < rule->index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < mark->n_rules && mark->rules[low] == rule;
}

bool stet_marks_cover(stet_marks *marks, const stet_rule *rule, stet_span markup)
{
    while (rule->variant_of)
        rule = rule->variant_of;
    for (size_t i = 0; i < marks->count; i++) {
        stet_mark *mark = &marks->items[i];
        if (begins_in(markup, mark->covers) && names_rule(mark, rule)) {
            mark->used = true;
            return true;
        }
    }
    return false;
}

/* A text may be made ready for a rule that is still to come. */
static bool is_early(const stet_mark *mark)
{
    for (size_t i = 0; i < mark->n_rules; i++)
        if (mark->rules[i]->term.state == STET_TERM_NOT_YET)
            return true;
    return false;
}

void stet_marks_finish(stet_marks *marks, stet_arena *arena)
{
    for (size_t i = 0; i < marks->count; i++) {
        const stet_mark *mark = &marks->items[i];
        if (!mark->used && !is_early(mark))
            add_fault(marks, arena, mark->span,
                      "nothing here needs the mark for “%.*s”: take it out",
                      shown_length(mark->name), mark->name.ptr);
    }
}

void stet_marks_release(stet_marks *marks)
{
    free(marks->items);
    free(marks->faults);
    *marks = (stet_marks){ 0 };
}
