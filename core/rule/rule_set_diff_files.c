/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"
#include "base/memory.h"
#include "base/str.h"
#include "rule/rule_set_diff_p.h"
#include "text/reader.h"

#include <stdlib.h>

/* ---- Overrides ---- */

/** Patterns in a row: overrides with the same ones are about the same files. */
static void write_files(const stet_str *files, size_t count, stet_buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        stet_buffer_add_text(out, i ? ", " : "");
        stet_buffer_add(out, files[i]);
    }
}

static bool is_same_files(const stet_override *a, const stet_override *b)
{
    if (a->n_files != b->n_files)
        return false;
    for (size_t i = 0; i < a->n_files; i++)
        if (!stet_str_equal(a->files[i], b->files[i]))
            return false;
    return true;
}

/** A rule as some files have it. */
typedef struct version {
    const stet_rule *rule; /**< NULL: no override speaks of it. */
    uint32_t level;
} version;

static version find_change(const stet_rule_set *set, const stet_override *override,
                           const stet_rule *rule)
{
    version it = { .rule = NULL };
    for (size_t i = 0; i < override->n_changes; i++)
        if (override->changes[i].rule == rule->index)
            it = (version){ &set->rules[override->changes[i].variant],
                            override->changes[i].level };
    return it;
}

/** The last override of a set for the same files that speaks of the rule. */
static version find_version(const stet_rule_set *set, const stet_override *like,
                            const stet_rule *rule)
{
    version last = { .rule = NULL };
    for (size_t i = 0; i < set->n_overrides; i++) {
        if (!is_same_files(&set->overrides[i], like))
            continue;
        version it = find_change(set, &set->overrides[i], rule);
        last = it.rule ? it : last;
    }
    return last;
}

static void diff_files(stet_rule_set_diff *diff, const stet_override *override,
                       version before, version after)
{
    stet_buffer where = { 0 };
    bool plain = !before.rule->variant_of && !after.rule->variant_of;
    stet_buffer_add_text(&where, "in ");
    write_files(override->files, override->n_files, &where);
    stet_buffer_add_text(&where, ": ");
    stet_rule_pair pair = { before.rule, after.rule,
                            stet_diff_counts(diff, before.rule, before.level),
                            stet_diff_counts(diff, after.rule, after.level),
                            where.ptr };
    /* What only the level tells from the rule itself has been told with that. */
    if (plain)
        stet_diff_level(diff, &pair, before.level, after.level);
    else
        stet_diff_pair(diff, &pair, before.level, after.level);
    stet_buffer_release(&where);
}

void stet_diff_overrides(stet_rule_set_diff *diff, const stet_rule *before,
                         const stet_rule *after)
{
    const stet_rule_set *a = diff->before;
    const stet_rule_set *b = diff->after;
    for (size_t i = 0; i < b->n_overrides; i++) {
        version now = find_change(b, &b->overrides[i], after);
        if (!now.rule)
            continue;
        version was = find_version(a, &b->overrides[i], before);
        if (!was.rule)
            was = (version){ before, before->level };
        diff_files(diff, &b->overrides[i], was, now);
    }
    for (size_t i = 0; i < a->n_overrides; i++) {
        version was = find_change(a, &a->overrides[i], before);
        if (was.rule && !find_version(b, &a->overrides[i], after).rule)
            diff_files(diff, &a->overrides[i], was, (version){ after, after->level });
    }
}

/* ---- The set itself ---- */

/** Whether anything that the set finds makes a text fail. */
static bool set_counts(const stet_rule_set_diff *diff, const stet_rule_set *set)
{
    for (size_t i = 0; i < set->n_rules; i++)
        if (stet_diff_counts(diff, &set->rules[i], set->rules[i].level))
            return true;
    return false;
}

static void add_of_set(stet_rule_set_diff *diff, const char *key, stet_turn turn,
                       const stet_buffer *text)
{
    stet_rule_pair pair = { NULL, NULL, set_counts(diff, diff->before),
                            set_counts(diff, diff->after), "" };
    if (text->len)
        stet_diff_add_turn(diff, &pair, STET_CHANGE_APPLIES, turn, stet_str_from(key),
                           text);
}

/** A list of which more makes the set looser. */
static void diff_list(stet_rule_set_diff *diff, const char *key, const char *words,
                      const stet_str *before, size_t n_before, const stet_str *after,
                      size_t n_after)
{
    stet_buffer text = { 0 };
    stet_buffer list = { 0 };
    stet_turn turn = stet_diff_lists(before, n_before, after, n_after, &list);
    if (turn == STET_TURN_STRICTER || turn == STET_TURN_LOOSER)
        turn = turn == STET_TURN_STRICTER ? STET_TURN_LOOSER : STET_TURN_STRICTER;
    if (list.len)
        stet_buffer_format(&text, "%s: %s", words, list.ptr);
    add_of_set(diff, key, turn, &text);
    stet_buffer_release(&list);
    stet_buffer_release(&text);
}

static void diff_language(stet_rule_set_diff *diff)
{
    stet_str before = diff->before->language;
    stet_str after = diff->after->language;
    stet_buffer text = { 0 };
    if (!stet_str_equal(before, after))
        stet_buffer_format(&text, "spelling follows %.*s, was %.*s", (int)after.len,
                           after.ptr, (int)before.len, before.ptr);
    add_of_set(diff, "language", STET_TURN_ANY, &text);
    stet_buffer_release(&text);
}

/* ---- texts ---- */

static void write_field(const stet_layout_field *field, stet_buffer *out)
{
    stet_buffer_format(out, "%.*s %.*s %.*s=%.*s %d%d%d;", (int)field->name.len,
                       field->name.ptr, (int)field->path.len, field->path.ptr,
                       (int)field->where_key.len, field->where_key.ptr,
                       (int)field->where_value.len, field->where_value.ptr, field->text,
                       field->markdown, field->optional);
}

static bool is_same_entry(const stet_text_entry *a, const stet_text_entry *b)
{
    stet_buffer texts[2] = { { 0 }, { 0 } };
    const stet_text_entry *const entries[2] = { a, b };
    for (size_t i = 0; i < STET_LEN(texts); i++) {
        const stet_layout *layout = &entries[i]->layout;
        stet_buffer_format(&texts[i], "%s %.*s %d;", layout->reader->name,
                           (int)layout->id.len, layout->id.ptr, layout->optional);
        for (size_t n = 0; n < layout->n_fields; n++)
            write_field(&layout->fields[n], &texts[i]);
    }
    bool same = stet_str_equal(stet_buffer_str(&texts[0]), stet_buffer_str(&texts[1]));
    stet_buffer_release(&texts[0]);
    stet_buffer_release(&texts[1]);
    return same;
}

static const stet_str *name_entries(const stet_rule_set *set, stet_arena *arena)
{
    stet_str *names = stet_arena_zalloc(arena, (set->n_texts + 1) * sizeof *names);
    stet_buffer out = { 0 };
    for (size_t i = 0; i < set->n_texts; i++) {
        stet_buffer_clear(&out);
        write_files(set->texts[i].files, set->texts[i].n_files, &out);
        names[i] = stet_arena_copy(arena, stet_buffer_str(&out));
    }
    stet_buffer_release(&out);
    return names;
}

/** Entries for the same files that read them in another way. Of several for the same
    files the first one decides, so the others are passed over on both sides. */
static void write_changed(const stet_rule_set_diff *diff, const stet_str *before,
                          const stet_str *after, stet_buffer *out)
{
    stet_map old = { 0 };
    stet_map seen = { 0 };
    for (size_t i = diff->before->n_texts; i-- > 0;)
        stet_map_set(&old, before[i], (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < diff->after->n_texts; i++) {
        uintptr_t at = (uintptr_t)stet_map_get(&old, after[i]);
        bool first = !stet_map_get(&seen, after[i]);
        stet_map_set(&seen, after[i], (void *)(uintptr_t)(i + 1));
        if (first && at &&
            !is_same_entry(&diff->before->texts[at - 1], &diff->after->texts[i]))
            stet_buffer_format(out, "%sthose of “%.*s” are read in another way",
                               out->len ? ", " : "", (int)after[i].len, after[i].ptr);
    }
    stet_map_release(&old);
    stet_map_release(&seen);
}

static bool is_in_order(const stet_str *a, const stet_str *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!stet_str_equal(a[i], b[i]))
            return false;
    return true;
}

static void diff_texts(stet_rule_set_diff *diff)
{
    const stet_rule_set *a = diff->before;
    const stet_rule_set *b = diff->after;
    stet_arena arena = { 0 };
    stet_buffer words = { 0 };
    stet_buffer text = { 0 };
    const stet_str *before = name_entries(a, &arena);
    const stet_str *after = name_entries(b, &arena);
    stet_diff_lists(before, a->n_texts, after, b->n_texts, &words);
    write_changed(diff, before, after, &words);
    if (!words.len && a->n_texts == b->n_texts &&
        !is_in_order(before, after, a->n_texts))
        stet_buffer_add_text(&words, "they stand in another order, and the first wins");
    if (words.len)
        stet_buffer_format(&text, "how files become texts: %s", words.ptr);
    add_of_set(diff, "texts", STET_TURN_ANY, &text);
    stet_buffer_release(&words);
    stet_buffer_release(&text);
    stet_arena_release(&arena);
}

void stet_diff_set(stet_rule_set_diff *diff)
{
    const stet_rule_set *a = diff->before;
    const stet_rule_set *b = diff->after;
    diff_texts(diff);
    diff_list(diff, "exclude", "files that are not checked", a->excludes, a->n_excludes,
              b->excludes, b->n_excludes);
    diff_language(diff);
    diff_list(diff, "dictionary", "words of its own", a->words, a->n_words, b->words,
              b->n_words);
}
