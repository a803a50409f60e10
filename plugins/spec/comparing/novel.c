/* SPDX-License-Identifier: Apache-2.0 */
#include "comparing/novel.h"

#include "spec.h"

typedef struct novel_item {
    int kind; /* A novel_kind. */
} novel_item;

typedef struct novel_options {
    spec_other_options other;
    stet_list kinds; /* novel_item */
    double tolerance;
    int64_t quote_words;
} novel_options;

static const char *const kind_choices[] = { "numbers", "dates", "names",
                                            "quotes",  "urls",  NULL };
static const stet_param kind_params[] = {
    STET_CHOICE(novel_item, kind, .choices = kind_choices,
                .doc = "A kind of what is looked for."),
};

static const stet_param params[] = {
    SPEC_OTHER_PARAMS(novel_options),
    STET_LIST(novel_options, kinds, novel_item, kind_params, .more = STET_STRICTER,
              .min = 1, .max = 5,
              .doc = "What is looked for: numbers, dates, names, quotes, urls."),
    STET_REAL(novel_options, tolerance, .more = STET_LOOSER, .preset = "0.05", .min = 0,
              .max = 1,
              .doc = "How far a number that is said to be rounded, such as “about "
                     "3,000”, may be from one of the other text, as a share of it."),
    STET_INT(novel_options, quote_words, .more = STET_LOOSER, .preset = "4", .min = 1,
             .max = 1000, .doc = "A quotation of fewer words is not looked at."),
};

static const stet_message messages[] = {
    { "number",
      "{other} does not have the number “{match}”: correct it or leave it out" },
    { "date", "{other} does not have the date “{match}”: correct it or leave it out" },
    { "name", "{other} does not have the name “{match}”: correct it or leave it out" },
    { "quote",
      "{other} does not say so word for word: quote it exactly, or in your own "
      "words without quotation marks" },
    { "url",
      "{other} does not have the address “{match}”: correct it or leave it out" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const novel_options *o = options;

    (void)check;
    return spec_other_check(ctx, &o->other);
}

size_t novel_count_theirs(const novel *n)
{
    size_t count = 0;
    for (size_t i = 0; i < n->other->count; i++)
        count += n->theirs[i].count;
    return count;
}

void novel_tell(const novel *n, novel_kind kind, stet_span span, bool in_markup)
{
    stet_arg arg = { .name = "other", .text = n->other->name };

    stet_report(n->ctx, &(stet_finding){ .message = kind,
                                         .doc = n->doc,
                                         .span = span,
                                         .in_markup = in_markup,
                                         .args = &arg,
                                         .n_args = 1 });
}

void novel_tell_tokens(const novel *n, novel_kind kind, size_t first, size_t behind)
{
    stet_span span = { n->ours.items[first].start, n->ours.items[behind - 1].end };
    novel_tell(n, kind, span, false);
}

static bool is_address(const spec_tokens *t, size_t at)
{
    bool scheme =
        (spec_token_is_word(t, at, "http") || spec_token_is_word(t, at, "https")) &&
        spec_token_is_mark(t, at + 1, ':') && spec_token_is_mark(t, at + 2, '/');
    return scheme ||
           (spec_token_is_word(t, at, "www") && spec_token_is_mark(t, at + 1, '.'));
}

/* Addresses hold no numbers and names, and are looked for by themselves. */
static void drop_addresses(spec_tokens *t)
{
    size_t count = 0;

    for (size_t at = 0; at < t->count;) {
        if (!is_address(t, at)) {
            t->items[count++] = t->items[at++];
            continue;
        }
        for (at++; at < t->count && !(t->items[at].flags & SPEC_TOKEN_SPACED);)
            at++;
    }
    t->count = count;
}

/* The number alone of [1], of which Markdown makes a link where `[1]: https://...`
   stands below or an address behind it: in “until October [1]” it is no day. */
static bool is_linked_citation(const novel *n, stet_str markup, const spec_token *t)
{
    if (t->kind != SPEC_TOKEN_DIGITS)
        return false;
    stet_span span = stet_to_markup(n->ctx, n->doc, (stet_span){ t->start, t->end });
    return span.start > 0 && span.end < markup.len &&
           markup.ptr[span.start - 1] == '[' && markup.ptr[span.end] == ']';
}

static void drop_citations(novel *n)
{
    stet_str markup = stet_markup(n->ctx, n->doc);
    size_t count = 0;

    if (markup.len == 0 || !memchr(markup.ptr, '[', markup.len))
        return;
    for (size_t i = 0; i < n->ours.count; i++)
        if (!is_linked_citation(n, markup, &n->ours.items[i]))
            n->ours.items[count++] = n->ours.items[i];
    n->ours.count = count;
}

static void cut_ours(novel *n)
{
    stet_block_array blocks = stet_blocks(n->ctx, n->doc);
    stet_span *spans = stet_alloc(n->ctx, (blocks.count + 1) * sizeof *spans);
    size_t count = 0;

    for (size_t b = 0; b < blocks.count; b++)
        if (stet_selected(n->ctx, &blocks.items[b]))
            spans[count++] = blocks.items[b].span;
    n->ours = spec_tokens_cut(n->ctx, stet_text(n->ctx, n->doc), spans, count, true);
    drop_addresses(&n->ours);
    drop_citations(n);
}

/* Marks of emphasis and code say nothing, and part what belongs together: **45** %. */
static void drop_emphasis(spec_tokens *t)
{
    size_t count = 0;

    for (size_t i = 0; i < t->count; i++) {
        char c = t->text.ptr[t->items[i].start];
        if (t->items[i].kind != SPEC_TOKEN_MARK || (c != '*' && c != '`'))
            t->items[count++] = t->items[i];
    }
    t->count = count;
}

static const spec_tokens *cut_theirs(stet_ctx *ctx, const spec_other *other)
{
    spec_tokens *theirs = stet_alloc(ctx, (other->count + 1) * sizeof *theirs);

    for (size_t i = 0; i < other->count; i++) {
        theirs[i] = spec_tokens_of(ctx, other->parts[i].text, true);
        drop_emphasis(&theirs[i]);
    }
    return theirs;
}

static void find_all(novel *n)
{
    cut_ours(n);
    if (novel_wants(n, NOVEL_NUMBERS) || novel_wants(n, NOVEL_DATES))
        novel_find_numbers(n);
    if (novel_wants(n, NOVEL_NAMES))
        novel_find_names(n);
    if (novel_wants(n, NOVEL_QUOTES))
        novel_find_quotes(n);
    if (novel_wants(n, NOVEL_URLS))
        novel_find_urls(n);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const novel_options *o = check;
    const novel_item *kinds = o->kinds.items;
    spec_other other = spec_other_find(ctx, unit->record, &o->other, true);
    stet_field_array fields = stet_fields(ctx, unit->record);
    novel n = { .ctx = ctx,
                .tolerance = o->tolerance,
                .quote_words = (size_t)o->quote_words,
                .other = &other };

    (void)state;
    if (other.count == 0)
        return STET_OK;
    for (size_t i = 0; i < o->kinds.count; i++)
        n.kinds |= UINT32_C(1) << kinds[i].kind;
    n.theirs = cut_theirs(ctx, &other);
    for (size_t i = 0; i < fields.count; i++) {
        n.doc = fields.items[i].doc;
        if (!spec_is_same(fields.items[i].name, o->other.with, false))
            find_all(&n);
    }
    return STET_OK;
}

const stet_check_type spec_novel = {
    .name = "novel",
    .summary = "A text says what another field does not have",
    .doc =
        "Numbers, dates, names, quotations and addresses of a text that another field "
        "of "
        "its record (`with`), or a given `text`, does not have, each at its place.\n"
        "\n"
        "- Numbers are compared by value: 1.5 million is 1,500,000, half is 50 %, the "
        "1990s hold 1994. What is said to be rounded (about, nearly, more than) may "
        "differ by `tolerance`. The number of a list item, a citation, and a number "
        "that is the length of a list here or there are passed over, and so is what a "
        "reader works out from two numbers that stand together: a sum, so many percent "
        "of one, one in percent of the other, and, where the text says so (by, more, "
        "left, years, times), a difference, a span of years, a multiple. Of small "
        "numbers in words (two reasons) only those are told where the other text has "
        "another number of the same thing. Numbers in a date with a month are told "
        "with it, by `dates`.\n"
        "- Dates are compared by day, month and year, as far as both say them; "
        "03/05/2021 may be either, and the first of May is May 1.\n"
        "- Names are words with a capital inside a sentence that the other text does "
        "not have in any form, accents aside. Headings and titles are passed over.\n"
        "- Quotations must stand in the other text word for word; case, punctuation "
        "and "
        "what is left out with an ellipsis or put in brackets do not count.\n"
        "- Addresses are compared without scheme, www, fragment and last slash.\n"
        "\n"
        "Words and names are read as English. A record without the other text passes.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(novel_options, params),
    .create = create,
    .run = run,
};
