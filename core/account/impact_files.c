/* SPDX-License-Identifier: Apache-2.0 */
#include "account/impact_files.h"

#include "account/impact_p.h"
#include "account/impact_side.h"
#include "base/memory.h"
#include "base/str.h"
#include "rule/rule_set_diff.h"
#include "text/reader.h"

#include <stdlib.h>

/* ---- Which files -------------------------------------------------------- */

/* The file in the other list, by its real path; NULL: it is not there. */
static const stet_listed_file *find_file(const stet_file_list *list, stet_str real)
{
    uintptr_t there = (uintptr_t)stet_map_get(&list->seen, real);
    return there ? &list->items[there - 1] : NULL;
}

static void add_file(stet_impact_file *out, const stet_listed_file *before,
                     const stet_listed_file *after)
{
    const stet_listed_file *file = after ? after : before;

    *out = (stet_impact_file){ .path = file->path, .shown = file->shown };
    if (before) {
        out->layouts[STET_IMPACT_OLD] = before->layout;
        out->inside[STET_IMPACT_OLD] = before->inside;
    }
    if (after) {
        out->layouts[STET_IMPACT_NEW] = after->layout;
        out->inside[STET_IMPACT_NEW] = after->inside;
    }
}

/* Both lists have the same order, so what only one of them has goes where it stands.
   The names that a list has seen are in the order of its files. */
stet_impact_file *stet_impact_pair_files(const stet_file_list *before,
                                         const stet_file_list *after, size_t *count)
{
    stet_impact_file *out =
        stet_memory_zalloc(before->count + after->count + 1, sizeof *out);
    size_t i = 0, k = 0, n = 0;

    while (i < before->count || k < after->count) {
        stet_str old = { 0 };
        if (i < before->count)
            old = before->seen.entries[i].key;
        if (i < before->count && !find_file(after, old)) {
            add_file(&out[n++], &before->items[i++], NULL);
            continue;
        }
        if (k == after->count)
            break;
        const stet_listed_file *same = find_file(before, after->seen.entries[k].key);
        add_file(&out[n++], same, &after->items[k++]);
        i += same != NULL;
    }
    *count = n;
    return out;
}

/* Records of a file that is read as two formats cannot be matched. */
static void tell_formats(stet_impact *impact, const stet_impact_files *files)
{
    stet_buffer message = { 0 };

    for (size_t i = 0; i < files->n_files; i++) {
        const stet_impact_file *file = &files->files[i];
        const stet_layout *was = file->layouts[STET_IMPACT_OLD];
        const stet_layout *is = file->layouts[STET_IMPACT_NEW];
        if (!was || !is || was->reader == is->reader)
            continue;
        stet_buffer_clear(&message);
        stet_buffer_format(&message,
                           "the old rule set reads this file as %s and the new one as "
                           "%s: its records cannot be compared",
                           was->reader->name, is->reader->name);
        stet_impact_failure failure = { .path = file->shown,
                                        .message = stet_buffer_str(&message) };
        stet_impact_add_failure(impact, STET_IMPACT_OLD, &failure);
        stet_impact_add_failure(impact, STET_IMPACT_NEW, &failure);
    }
    stet_buffer_release(&message);
}

/* ---- Which rules -------------------------------------------------------- */

static void set_specification(stet_impact *impact, stet_impact_side side,
                              const stet_rule_set *set)
{
    char date[STET_DATE_TEXT];
    stet_arena *arena = &impact->arena;
    stet_impact_specification *specification = &impact->sides[side];

    *specification = (stet_impact_specification){
        .name = stet_arena_copy(arena, set->name),
        .version = stet_arena_copy(arena, set->version),
        .hash = stet_arena_copy(arena, stet_str_from(set->hash)),
        .date = { "", 0 },
        .path = stet_arena_copy(arena, set->path),
    };
    if (set->is_dated) {
        stet_date_write(set->today, date);
        specification->date = stet_arena_copy(arena, stet_str_from(date));
    }
}

/* Rules of either set, and that of the core which tells faults of marks. */
static void set_rules(stet_impact *impact, const stet_rule_set *const sets[2])
{
    size_t most = sets[0]->n_named + sets[1]->n_named + 1, n = 0;
    stet_str *names = stet_memory_zalloc(most, sizeof *names);

    names[n++] = STET_STR(STET_IMPACT_MARK_RULE);
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < sets[side]->n_named; i++)
            names[n++] = sets[side]->rules[i].name;
    stet_impact_set_rules(impact, names, n);
    free(names);
    for (size_t side = 0; side < 2; side++) {
        for (size_t i = 0; i < sets[side]->n_named; i++) {
            const stet_rule *rule = &sets[side]->rules[i];
            stet_impact_rule *counted =
                &impact->rules[stet_impact_rule_of(impact, rule->name)];
            counted->is_in[side] = true;
            counted->levels[side] = rule->level;
        }
    }
}

static void set_changes(stet_impact *impact, const stet_rule_set *const sets[2])
{
    stet_rule_set_diff diff = { .items = NULL };

    stet_rule_set_diff_make(&diff, sets[0], sets[1], impact->level);
    for (size_t i = 0; i < diff.count; i++) {
        const stet_change *change = &diff.items[i];
        const stet_rule *rule = change->after ? change->after : change->before;
        stet_impact_add_change(
            impact, rule ? stet_impact_rule_of(impact, rule->name) : UINT32_MAX,
            stet_change_name(change->kind), change->text);
    }
    stet_rule_set_diff_release(&diff);
}

/* ---- Both runs ---------------------------------------------------------- */

/* A record that both sides read, but not with the same bytes. */
static bool leave(void *user, stet_impact_side side, const stet_impact_outcome *outcome,
                  stet_error *error)
{
    stet_impact_side_run *run = user;
    const stet_impact_file *file = &run->files->files[outcome->source];
    stet_impact_failure failure = {
        .path = file->shown,
        .message = STET_STR("the file changed between the two runs over it; start "
                            "again when nobody writes it"),
    };

    (void)error;
    if (file->layouts[!side] && file->shown.ptr != run->changed.ptr) {
        run->changed = file->shown;
        stet_impact_add_failure(run->impact, STET_IMPACT_NEW, &failure);
    }
    return true;
}

bool stet_impact_of_files(stet_impact *impact, const stet_impact_files *files,
                          stet_diagnostics *errors, stet_error *error)
{
    stet_impact_side_run runs[2] = { { 0 } };
    bool done = true;

    for (size_t side = 0; side < 2; side++)
        set_specification(impact, (stet_impact_side)side, files->sets[side]);
    set_rules(impact, files->sets);
    set_changes(impact, files->sets);
    tell_formats(impact, files);
    for (size_t side = 0; side < 2 && done; side++)
        done = stet_impact_side_check(&runs[side], impact, (stet_impact_side)side,
                                      files, errors, error);
    if (done) {
        const stet_impact_stream streams[2] = {
            { stet_impact_side_next, &runs[STET_IMPACT_OLD] },
            { stet_impact_side_next, &runs[STET_IMPACT_NEW] },
        };
        done = stet_impact_merge(impact, streams, leave, &runs[STET_IMPACT_NEW],
                                 files->stop, error);
    }
    stet_impact_side_release(&runs[STET_IMPACT_OLD]);
    stet_impact_side_release(&runs[STET_IMPACT_NEW]);
    return done;
}
