/* SPDX-License-Identifier: Apache-2.0 */
/* Records for people to read, with their texts and what was found in them. */
#include "account/html_p.h"
#include "base/str.h"

#include <inttypes.h>

enum {
    TEXT_LENGTH = 20 * 1000, /* Bytes of a text that are shown. */
    MESSAGE_LENGTH = 300,
};

static bool is_present(const stet_html *html)
{
    return html->summary->samples.count > 0;
}

static uint64_t count_samples(const stet_html *html)
{
    return html->summary->samples.count;
}

/* ---- Marks in a text ---- */

/* Where a finding's match stands in the text, if it stands there once: the database has
   places in the source, not in the text, and a mark in the wrong place is worse than
   none. */
static size_t place_of(stet_str text, const stet_audit_example *finding)
{
    size_t at = SIZE_MAX;
    if (finding->match.len > 0)
        at = stet_str_find(text, finding->match, 0);
    if (at != SIZE_MAX && stet_str_find(text, finding->match, at + 1) != SIZE_MAX)
        at = SIZE_MAX;
    return at;
}

/* The first match at or behind `from`; NULL: there is none. */
static const stet_audit_example *next_match(const stet_audit_sample *sample,
                                            const stet_audit_field *field, size_t from,
                                            size_t *at)
{
    const stet_audit_example *next = NULL;
    *at = SIZE_MAX;
    for (size_t i = 0; i < sample->n_findings; i++) {
        const stet_audit_example *finding = &sample->findings[i];
        size_t place = SIZE_MAX;
        if (stet_str_equal(finding->field, field->name))
            place = place_of(field->text, finding);
        if (place != SIZE_MAX && place >= from && place < *at) {
            next = finding;
            *at = place;
        }
    }
    return next;
}

/* The text with its marks, as far as it is shown. */
static void add_marked(stet_html *html, const stet_audit_sample *sample,
                       const stet_audit_field *field)
{
    size_t from = 0;
    size_t at;
    const stet_audit_example *finding;
    while ((finding = next_match(sample, field, from, &at)) &&
           at + finding->match.len <= TEXT_LENGTH) {
        stet_html_text(html, (stet_str){ field->text.ptr + from, at - from });
        stet_html_add(html, "<mark title=\"");
        stet_html_text_cut(html, finding->rule, STET_HTML_NAME);
        stet_html_add(html, "\">");
        stet_html_text(html, finding->match);
        stet_html_add(html, "</mark>");
        from = at + finding->match.len;
    }
    stet_html_text_cut(html,
                       (stet_str){ field->text.ptr + from, field->text.len - from },
                       TEXT_LENGTH - from);
}

/* ---- A record ---- */

static void add_head(stet_html *html, const stet_audit_sample *sample)
{
    const char *state = stet_html_state_word(sample->place.state);
    stet_html_add(html, "<header><span>");
    stet_html_place(html, &sample->place);
    stet_html_add(html, "</span>");
    if (sample->place.group.len > 0) {
        stet_html_add(html, "<span>");
        stet_html_name(html, sample->place.group);
        stet_html_add(html, "</span>");
    }
    stet_html_format(html, "<span class=\"state %s\">%s</span></header>\n", state,
                     state);
}

static void add_finding(stet_html *html, const stet_audit_example *finding)
{
    stet_html_add(html, "<li>");
    stet_html_level(html, finding->level);
    stet_html_add(html, " <bdi>");
    stet_html_text_cut(html, finding->message, MESSAGE_LENGTH);
    stet_html_add(html, "</bdi> <small>");
    stet_html_name(html, finding->rule);
    if (finding->field.len > 0) {
        stet_html_add(html, ", in ");
        stet_html_name(html, finding->field);
    }
    stet_html_add(html, "</small></li>\n");
}

static void add_findings(stet_html *html, const stet_audit_sample *sample)
{
    if (sample->n_findings == 0) {
        stet_html_add(html, "<p class=\"note\">No findings.</p>\n");
        return;
    }
    stet_html_add(html, "<h4>Findings</h4>\n<ul>\n");
    for (size_t i = 0; i < sample->n_findings; i++)
        add_finding(html, &sample->findings[i]);
    stet_html_add(html, "</ul>\n");
    if (sample->all_findings > sample->n_findings) {
        stet_html_add(html, "<p class=\"note\">And ");
        stet_html_count(html, sample->all_findings - sample->n_findings);
        stet_html_add(html, " more.</p>\n");
    }
}

static void add_record(stet_html *html, const stet_audit_sample *sample)
{
    stet_html_add(html, "<li><article class=\"sample\">\n");
    add_head(html, sample);
    for (size_t i = 0; i < sample->n_fields; i++) {
        stet_html_add(html, "<h4>");
        stet_html_name(html, sample->fields[i].name);
        stet_html_add(html, "</h4>\n<div class=\"text\" dir=\"auto\">");
        add_marked(html, sample, &sample->fields[i]);
        stet_html_add(html, "</div>\n");
    }
    if (sample->left_out)
        stet_html_add(html, html->summary->run.redacted
                                ? "<p class=\"note\">The text was left out of the "
                                  "audit.</p>\n"
                                : "<p class=\"note\">The text is in the database: this "
                                  "page would grow too large.</p>\n");
    add_findings(html, sample);
    stet_html_add(html, "</article></li>\n");
}

/* ---- Strata ---- */

static const char *const kind_heads[] = {
    [STET_SAMPLE_ALL] = "Of all records",
    [STET_SAMPLE_RULE] = "By rule",
    [STET_SAMPLE_GROUP] = "By group",
};

static bool is_same_stratum(const stet_audit_sample *a, const stet_audit_sample *b)
{
    return a->kind == b->kind && stet_str_equal(a->stratum, b->stratum);
}

/* One stratum, folded; returns the first sample that was not shown. */
static size_t add_stratum(stet_html *html, size_t first)
{
    const stet_audit_sample_list *list = &html->summary->samples;
    const stet_audit_sample *sample = &list->items[first];
    size_t end = first;
    while (end < list->count && is_same_stratum(sample, &list->items[end]))
        end++;
    stet_html_add(html, "<details><summary>");
    if (sample->stratum.len > 0)
        stet_html_name(html, sample->stratum);
    else
        stet_html_add(html,
                      sample->kind == STET_SAMPLE_ALL ? "All records" : "(no name)");
    stet_html_format(html,
                     " <span class=\"count\">%zu</span></summary>\n<div "
                     "class=\"inside\"><ul class=\"records\">\n",
                     end - first);
    size_t shown = first;
    while (shown < end && stet_html_room(html) > 0)
        add_record(html, &list->items[shown++]);
    stet_html_add(html, "</ul></div></details>\n");
    return shown;
}

static void write_section(stet_html *html)
{
    const stet_audit_summary *summary = html->summary;
    const stet_audit_sample_list *list = &summary->samples;
    stet_html_format(html,
                     "<p>Drawn by a keyed hash (seed %" PRId64 "), at most %" PRIu32
                     " for each rule and group: the same records whoever draws them, "
                     "in whatever order the batch was checked. Words that a rule found "
                     "are marked where they stand in a text once. On paper stand those "
                     "that are unfolded.</p>\n",
                     summary->run.seed, summary->run.samples);
    size_t shown = 0;
    while (shown < list->count && stet_html_room(html) > 0) {
        if (shown == 0 || list->items[shown].kind != list->items[shown - 1].kind)
            stet_html_format(html, "<h3>%s</h3>\n",
                             kind_heads[list->items[shown].kind]);
        shown = add_stratum(html, shown);
    }
    stet_html_more(html, shown, list->total);
}

const stet_html_section stet_html_samples = {
    .id = "samples",
    .title = "Records to read",
    .present = is_present,
    .count = count_samples,
    .write = write_section,
    .end = 3700,
};
