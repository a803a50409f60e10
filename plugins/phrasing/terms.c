/* SPDX-License-Identifier: Apache-2.0 */
#include "owners.h"
#include "phrasing.h"

#include <string.h>

typedef struct term {
    stet_str write;
    stet_list never; /* phrasing_item: other spellings of it. */
} term;

typedef struct terms_options {
    stet_list terms; /* term */
    bool ignore_case;
} terms_options;

static const stet_param term_params[] = {
    STET_TEXT(term, write, .min = 1, .max = 0,
              .doc = "The term as it must be written."),
    STET_LIST(term, never, phrasing_item, phrasing_gate_phrase, .min = 1, .max = 1000,
              .doc =
                  "Spellings of it that are wrong, in any case; the term itself may be "
                  "among them, to demand its capitals."),
};

static const stet_param params[] = {
    STET_LIST(terms_options, terms, term, term_params, .more = STET_STRICTER, .min = 1,
              .max = 1e5,
              .doc =
                  "The glossary: a list of {write: GitHub, never: [github, git hub]}."),
    STET_BOOL(terms_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether wrong spellings are found in any case."),
};

static const stet_message messages[] = { { "term", "write “{term}”, not “{match}”" } };

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const terms_options *o = options;
    const term *terms = o->terms.items;
    phrasing_owners *made = stet_keep(ctx, sizeof *made);
    size_t n = 0;

    for (size_t i = 0; i < o->terms.count; i++)
        n += terms[i].never.count;
    phrasing_owners_init(ctx, made, n);
    for (size_t i = 0; i < o->terms.count; i++)
        phrasing_owners_add(made, &terms[i].never, &terms[i]);
    phrasing_owners_sort(made);
    *check = made;
    return STET_OK;
}

/* Written as it must be; or in capitals throughout, as in a heading. */
static bool is_right(stet_str match, stet_str write)
{
    bool same = match.len == write.len, has_lower = false;

    for (size_t i = 0; i < match.len; i++) {
        has_lower |= match.ptr[i] >= 'a' && match.ptr[i] <= 'z';
        same = same && match.ptr[i] == write.ptr[i];
    }
    return same || (!has_lower && match.len == write.len && match.len > 4);
}

/* The wrong spelling may be a part of the term where it is written right. */
static bool is_within_term(stet_str text, stet_span span, stet_str write)
{
    size_t from = span.start > write.len ? span.start - write.len : 0;

    for (size_t at = from; at <= span.start && at + write.len <= text.len; at++)
        if (at + write.len >= span.end &&
            memcmp(text.ptr + at, write.ptr, write.len) == 0)
            return true;
    return false;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_str text = stet_text(ctx, unit->doc);
    uint32_t cursor = 0, told_to = 0;
    stet_hit hit;

    (void)state;
    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        const term *wanted = phrasing_owners_find(check, hit.pattern);
        if (!wanted || span.start < told_to)
            continue;
        stet_str write = wanted->write;
        if (is_right(stet_slice(text, span), write) ||
            is_within_term(text, span, write))
            continue;
        stet_edit edit = { span, write };
        stet_fix fix = { "Write the term", &edit, 1, true };
        stet_arg arg = { .name = "term", .text = write };
        stet_report(
            ctx,
            &(stet_finding){
                .span = span, .args = &arg, .n_args = 1, .fixes = &fix, .n_fixes = 1 });
        told_to = span.end;
    }
    return STET_OK;
}

const stet_check_type phrasing_terms = {
    .name = "terms",
    .summary = "A term is not written as the glossary has it",
    .doc =
        "A glossary of terms with their required spelling. A wrong spelling is found "
        "in "
        "any case and replaced by the term exactly as it is written in the glossary. A "
        "term in capitals throughout, as headings have it, is let pass, and so is "
        "code.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(terms_options, params),
    .create = create,
    .run = run,
};
