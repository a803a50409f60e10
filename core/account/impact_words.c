/* SPDX-License-Identifier: Apache-2.0 */
/* What the reports for people say in the same words. */
#include "account/impact_p.h"
#include "base/str.h"
#include "base/visible.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void stet_impact_add_share(stet_buffer *out, uint64_t count, uint64_t n,
                           const char *noun)
{
    stet_share share = stet_share_of(count, n);

    stet_figure_count(out, count);
    stet_buffer_add_text(out, " of ");
    stet_figure_count(out, n);
    stet_buffer_add_text(out, noun);
    if (n == 0)
        return;
    stet_buffer_add_text(out, ": ");
    stet_figure_share(out, &share);
}

static bool has_one_set(const stet_impact *impact)
{
    return stet_str_equal(impact->sides[STET_IMPACT_OLD].hash,
                          impact->sides[STET_IMPACT_NEW].hash);
}

void stet_impact_add_headline(stet_buffer *out, const stet_impact *impact)
{
    const stet_impact_states *states = &impact->states;

    stet_buffer_add_text(out, impact->of_audits && has_one_set(impact)
                                  ? "The new audit rejects "
                                  : "The new specification rejects ");
    stet_impact_add_share(out, stet_impact_turned(states, STET_IMPACT_NEW),
                          stet_impact_turnable(states, STET_IMPACT_NEW),
                          " records that were accepted");
    stet_buffer_add_text(out, "; it accepts ");
    stet_impact_add_share(out, stet_impact_turned(states, STET_IMPACT_OLD),
                          stet_impact_turnable(states, STET_IMPACT_OLD),
                          " that were rejected");
    stet_buffer_add_text(out, ".");
}

void stet_impact_add_specification(stet_buffer *out,
                                   const stet_impact_specification *side)
{
    stet_visible_add(out, side->name);
    if (side->version.len) {
        stet_buffer_add_char(out, ' ');
        stet_visible_add(out, side->version);
    }
    stet_buffer_add_text(out, " (");
    stet_visible_add(out, side->path);
    stet_buffer_add_char(out, ')');
    if (side->date.len) {
        stet_buffer_add_text(out, ", by the rules of ");
        stet_visible_add(out, side->date);
    }
}

static void add_count_note(stet_buffer *out, const char *before, uint64_t n,
                           const char *one, const char *many)
{
    if (n == 0)
        return;
    stet_buffer_add_text(out, before);
    stet_figure_count(out, n);
    stet_buffer_add_text(out, n == 1 ? one : many);
    stet_buffer_add_char(out, '\n');
}

void stet_impact_add_notes(stet_buffer *out, const stet_impact *impact,
                           const char *before)
{
    const stet_impact_specification *was = &impact->sides[STET_IMPACT_OLD];
    const stet_impact_specification *is = &impact->sides[STET_IMPACT_NEW];

    if (impact->level > STET_ERROR)
        stet_buffer_format(out, "%sNo finding rejects a record: --fail-on is never.\n",
                           before);
    add_count_note(out, before, impact->n_by_id,
                   " record is compared that has moved or changed: by its id.",
                   " records are compared that have moved or changed: by their ids.");
    add_count_note(out, before, was->n_left, " record is on the old side only.",
                   " records are on the old side only.");
    add_count_note(out, before, is->n_left, " record is on the new side only.",
                   " records are on the new side only.");
    bool alike = was->n_failures == is->n_failures;
    add_count_note(out, before, was->n_failures,
                   alike ? " failure under each." : " failure under the old.",
                   alike ? " failures under each." : " failures under the old.");
    add_count_note(out, before, alike ? 0 : is->n_failures, " failure under the new.",
                   " failures under the new.");
    if (!impact->of_audits && has_one_set(impact))
        stet_buffer_format(out,
                           "%sBoth rule sets ask for the same: they differ in nothing "
                           "that is checked.\n",
                           before);
    else if (impact->of_audits && has_one_set(impact))
        stet_buffer_format(out,
                           "%sBoth audits have the same rule set: what differs is in "
                           "the records.\n",
                           before);
    else if (impact->of_audits)
        stet_buffer_format(out,
                           "%sAudits know of their rules what is there and at which "
                           "level; stet diff says what else changed.\n",
                           before);
}

/* "record 17", "id q-17", with what must stand before it. */
static void add_fact(stet_buffer *out, const char **before, const char *noun,
                     stet_str text)
{
    if (!text.len)
        return;
    stet_buffer_add_text(out, *before);
    stet_buffer_add_text(out, noun);
    stet_visible_add(out, text);
    *before = ", ";
}

void stet_impact_add_place(stet_buffer *out, const stet_impact_example *example)
{
    const stet_impact_cause *cause = &example->cause;
    const char *before = " (";
    char number[24];

    stet_visible_add(out, example->path);
    if (cause->line)
        stet_buffer_format(out, ":%" PRIu64 ":%" PRIu32, cause->line, cause->column);
    snprintf(number, sizeof number, "%" PRIu64, example->number);
    if (example->number)
        add_fact(out, &before, "record ", stet_str_from(number));
    add_fact(out, &before, "id ", example->id);
    add_fact(out, &before, "field ", cause->field);
    if (*before == ',')
        stet_buffer_add_char(out, ')');
}

void stet_impact_add_line(stet_buffer *out, stet_str text)
{
    stet_buffer line = { 0 };

    for (size_t i = 0; i < text.len; i++)
        stet_buffer_add_char(
            &line, text.ptr[i] && strchr("\n\r\t", text.ptr[i]) ? ' ' : text.ptr[i]);
    stet_visible_add(out, stet_buffer_str(&line));
    stet_buffer_release(&line);
}

void stet_impact_add_match(stet_buffer *out, stet_str match)
{
    enum { SHOWN = 72 };
    size_t len = match.len < SHOWN ? match.len : SHOWN;

    /* Not within a character: its later bytes are 10xxxxxx. */
    while (len < match.len && len > 0 && ((unsigned char)match.ptr[len] & 0xC0) == 0x80)
        len--;
    stet_impact_add_line(out, (stet_str){ match.ptr, len });
    if (len < match.len)
        stet_buffer_add_text(out, "…");
}
