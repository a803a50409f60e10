/* SPDX-License-Identifier: Apache-2.0 */
#include "reading/look.h"

#include "reading/character.h"

#include <string.h>

/* Whether blank units say something: see look.h. */
static bool keeps_blank(const spec_look *look)
{
    return look->literal &&
           (look->how.unit == SPEC_LINES || look->how.unit == SPEC_PARTS);
}

static void drop_blank(spec_look *look)
{
    const spec_reading *from = &look->units;
    size_t n = 0;

    for (size_t i = 0; i < from->count; i++)
        n += spec_is_blank(from->text, from->items[i]);
    if (n == 0 || keeps_blank(look))
        return;
    spec_spans kept = { .ctx = look->ctx };
    for (size_t i = 0; i < from->count; i++)
        if (!spec_is_blank(from->text, from->items[i]))
            spec_spans_add(&kept, from->items[i].start, from->items[i].end);
    look->units.items = kept.items;
    look->units.count = kept.count;
}

static void find_in(spec_spans *list, const stet_pattern *pattern, stet_str text,
                    uint32_t offset)
{
    stet_match match;

    for (uint32_t at = 0; stet_find(list->ctx, pattern, text, at, &match);) {
        stet_span span = match.group[0];
        at = span.end;
        if (match.n_groups > 1 && match.group[1].start <= match.group[1].end)
            span = match.group[1];
        spec_spans_add(list, offset + span.start, offset + span.end);
    }
}

/* In all of the raw markup under a literal profile, else block by block. */
static void read_matches(spec_look *look, const stet_pattern *pattern)
{
    spec_spans list = { .ctx = look->ctx };
    stet_str text = look->literal ? stet_markup(look->ctx, look->doc)
                                  : stet_text(look->ctx, look->doc);

    if (look->literal) {
        find_in(&list, pattern, text, 0);
    } else {
        stet_block_array blocks = stet_blocks(look->ctx, look->doc);
        for (size_t b = 0; b < blocks.count; b++)
            if (stet_selected(look->ctx, &blocks.items[b]))
                find_in(&list, pattern, stet_slice(text, blocks.items[b].span),
                        blocks.items[b].span.start);
    }
    look->units = (spec_reading){ text, look->literal, list.items, list.count };
}

void spec_look_init(spec_look *look, stet_ctx *ctx, const stet_doc *doc, spec_how how,
                    const stet_pattern *pattern)
{
    *look = (spec_look){
        .ctx = ctx, .doc = doc, .how = how, .literal = spec_is_literal(how.profile)
    };
    if (pattern)
        read_matches(look, pattern);
    else
        look->units = spec_read(ctx, doc, how);
    drop_blank(look);
}

void spec_look_skip(spec_look *look, size_t first)
{
    if (first > look->units.count)
        first = look->units.count;
    if (first > 0) {
        look->units.items += first;
        look->units.count -= first;
    }
}

static bool has_letter(spec_look *look, size_t i)
{
    stet_str text = spec_look_raw(look, i);

    for (size_t at = 0; at < text.len;) {
        uint32_t class = stet_char_class(look->ctx, python_next(text, &at));
        if (class & (STET_CLASS_LETTER | STET_CLASS_DIGIT | STET_CLASS_NUMBER))
            return true;
    }
    return false;
}

void spec_look_skip_marks(spec_look *look)
{
    spec_spans kept = { .ctx = look->ctx };

    for (size_t i = 0; i < look->units.count; i++)
        if (has_letter(look, i))
            spec_spans_add(&kept, look->units.items[i].start, look->units.items[i].end);
    look->units.items = kept.items;
    look->units.count = kept.count;
}

stet_str spec_look_raw(const spec_look *look, size_t i)
{
    return stet_slice(look->units.text, look->units.items[i]);
}

static stet_str text_of(const spec_look *look, int unit, stet_str text, stet_span span)
{
    stet_str trimmed = stet_slice(text, spec_trim_span(text, span));
    return look->literal && unit == SPEC_WORDS ? spec_bare(look->ctx, trimmed)
                                               : trimmed;
}

stet_str spec_look_text(const spec_look *look, size_t i)
{
    return text_of(look, look->how.unit, look->units.text, look->units.items[i]);
}

static spec_nest nest_of(spec_look *look, int unit)
{
    spec_how how = { .profile = look->how.profile, .unit = unit };
    return spec_nest_in(look->ctx, look->doc, how, &look->units);
}

spec_reading spec_look_words(spec_look *look, size_t i)
{
    if (!look->has_words)
        look->words = nest_of(look, SPEC_WORDS);
    look->has_words = true;
    spec_reading words = spec_nest_at(&look->words, i);
    spec_spans kept = { .ctx = look->ctx };
    for (size_t w = 0; w < words.count; w++)
        if (!spec_is_blank(words.text, words.items[w]))
            spec_spans_add(&kept, words.items[w].start, words.items[w].end);
    words.items = kept.items;
    words.count = kept.count;
    return words;
}

size_t spec_look_sentences(spec_look *look, size_t i)
{
    spec_spans lines = { .ctx = look->ctx };
    spec_spans all = { .ctx = look->ctx };
    stet_str text = look->units.text;

    if (!look->has_sentences)
        look->sentences = nest_of(look, SPEC_SENTENCES);
    look->has_sentences = true;
    if (!look->literal)
        return spec_nest_at(&look->sentences, i).count;
    python_split_at(&lines, text, look->units.items[i], (stet_str){ "\n", 1 });
    for (size_t l = 0; l < lines.count; l++)
        python_split_sentences(&all, text, lines.items[l]);
    return all.count;
}

stet_str spec_look_word(const spec_look *look, const spec_reading *words, size_t i)
{
    return text_of(look, SPEC_WORDS, words->text, words->items[i]);
}

static uint32_t lower_form(stet_ctx *ctx, stet_str text)
{
    return stet_intern(ctx, stet_lower(ctx, text));
}

/* Forms first: the table of memos moves as forms are met. It is left clean. */
static void count_forms(spec_look *look)
{
    size_t n = look->units.count;

    look->forms = stet_alloc(look->ctx, (n + 1) * sizeof *look->forms);
    look->amounts = stet_alloc(look->ctx, (n + 1) * sizeof *look->amounts);
    for (size_t i = 0; i < n; i++)
        look->forms[i] = lower_form(look->ctx, spec_look_text(look, i));
    uint32_t *memos = stet_memos(look->ctx);
    for (size_t i = 0; i < n; i++)
        memos[look->forms[i]]++;
    for (size_t i = 0; i < n; i++)
        look->amounts[i] = memos[look->forms[i]];
    for (size_t i = 0; i < n; i++)
        memos[look->forms[i]] = 0;
}

uint32_t spec_look_occurrences(spec_look *look, size_t i)
{
    if (!look->forms)
        count_forms(look);
    return look->amounts[i];
}

stet_str spec_next_chunk(stet_str text, size_t *at)
{
    size_t start = *at, next = *at;

    while (start < text.len && python_is_space(python_next(text, &next)))
        start = next;
    size_t end = start;
    for (next = start; end < text.len && !python_is_space(python_next(text, &next));)
        end = next;
    *at = end;
    return (stet_str){ text.ptr + start, end - start };
}

bool spec_outer_chunks(stet_str text, stet_str *first, stet_str *last)
{
    size_t at = 0, end = text.len, start;

    *first = spec_next_chunk(text, &at);
    for (; end > 0; end = start)
        if (!python_is_space(python_before(text, end, &start)))
            break;
    at = end;
    while (at > 0 && !python_is_space(python_before(text, at, &start)))
        at = start;
    *last = (stet_str){ text.ptr + at, end - at };
    return first->len > 0;
}

stet_str spec_unit_noun(stet_ctx *ctx, int unit, bool many)
{
    stet_str name = { spec_unit_names[unit], strlen(spec_unit_names[unit]) };
    char *out = stet_alloc(ctx, name.len + 1);

    for (size_t i = 0; i < name.len; i++)
        out[i] = (char)(name.ptr[i] == '-' ? ' ' : name.ptr[i]);
    return (stet_str){ out, name.len - (!many && out[name.len - 1] == 's') };
}
