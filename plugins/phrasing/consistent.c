/* SPDX-License-Identifier: Apache-2.0 */
#include "owners.h"
#include "phrasing.h"

typedef struct consistent_group {
    stet_list spellings; /* phrasing_item */
} consistent_group;

typedef struct consistent_options {
    stet_list groups; /* consistent_group */
    stet_list except[2];
    bool ignore_case;
    bool whole_words;
} consistent_options;

typedef struct consistent_check {
    const consistent_options *options;
    phrasing_owners groups; /* By spelling. */
} consistent_check;

static const stet_param group_params[] = {
    STET_LIST(consistent_group, spellings, phrasing_item, phrasing_gate_phrase,
              .min = 2, .max = 20, .doc = "Spellings of the same thing."),
};

static const stet_param params[] = {
    STET_LIST(consistent_options, groups, consistent_group, group_params, .min = 1,
              .max = 1e5,
              .doc =
                  "Groups of spellings of which a text must use one: a list of lists, "
                  "as in [[colour, color], [e-mail, email]]."),
    { .name = "except",
      .type = STET_T_LIST,
      .offset = offsetof(consistent_options, except[0]),
      .preset = "[]",
      .sub = phrasing_plain_phrase,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "Longer phrases that are spelled as they are, such as names." },
    { .name = "except_patterns",
      .type = STET_T_LIST,
      .offset = offsetof(consistent_options, except[1]),
      .preset = "[]",
      .sub = phrasing_plain_pattern,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "The same as PCRE2 patterns." },
    STET_BOOL(consistent_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(consistent_options, whole_words, .preset = "true",
              .doc = "Whether a spelling must begin and end at a word boundary."),
};

static const stet_message messages[] = {
    { "mixed", "“{match}” and “{other}” are mixed; this text mostly writes “{other}”" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const consistent_options *o = options;
    const consistent_group *groups = o->groups.items;
    consistent_check *made = stet_keep(ctx, sizeof *made);
    size_t n = 0;

    made->options = o;
    for (size_t i = 0; i < o->groups.count; i++)
        n += groups[i].spellings.count;
    phrasing_owners_init(ctx, &made->groups, n);
    for (size_t i = 0; i < o->groups.count; i++)
        phrasing_owners_add(&made->groups, &groups[i].spellings, &groups[i]);
    phrasing_owners_sort(&made->groups);
    *check = made;
    return STET_OK;
}

/* One group in one text: how often each spelling stands there, and where first. */
typedef struct usage {
    size_t count;
    stet_span first;
} usage;

static stet_str lower_copy(stet_ctx *ctx, stet_str text)
{
    char *copy = stet_alloc(ctx, text.len + 1);
    for (size_t i = 0; i < text.len; i++)
        copy[i] = text.ptr[i] >= 'A' && text.ptr[i] <= 'Z'
                      ? (char)(text.ptr[i] - 'A' + 'a')
                      : text.ptr[i];
    return (stet_str){ copy, text.len };
}

static size_t spelling_of(const consistent_group *group, const stet_pattern *pattern)
{
    const phrasing_item *items = group->spellings.items;
    for (size_t i = 0; i < group->spellings.count; i++)
        if (items[i].pattern == pattern)
            return i;
    return SIZE_MAX;
}

/* The spelling used most often; of equals, the one that stands first. */
static size_t most_used(const usage *uses, size_t n)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < n; i++)
        if (uses[i].count > 0 &&
            (best == SIZE_MAX || uses[i].count > uses[best].count ||
             (uses[i].count == uses[best].count &&
              uses[i].first.start < uses[best].first.start)))
            best = i;
    return best;
}

static void report(stet_ctx *ctx, const stet_doc *doc, stet_span span, stet_span other,
                   bool ignore_case)
{
    stet_str text = stet_text(ctx, doc);
    stet_str kept = stet_slice(text, other);
    stet_str instead = ignore_case ? phrasing_keep_case(ctx, stet_slice(text, span),
                                                        lower_copy(ctx, kept))
                                   : kept;
    stet_edit edit = { span, instead };
    stet_fix fix = { "Write it the same way", &edit, 1, false };
    stet_arg arg = { .name = "other", .text = kept };
    stet_place place = stet_place_of(ctx, doc, other);

    stet_report(ctx, &(stet_finding){ .span = span,
                                      .args = &arg,
                                      .n_args = 1,
                                      .fixes = &fix,
                                      .n_fixes = 1,
                                      .related = &place,
                                      .n_related = 1 });
}

/* The next hit of the group that counts. */
static bool next_of(stet_ctx *ctx, const consistent_options *o,
                    const consistent_group *group, uint32_t *cursor, stet_hit *hit,
                    size_t *spelling)
{
    while (phrasing_next_hit(ctx, cursor, hit)) {
        *spelling = spelling_of(group, hit->pattern);
        if (*spelling != SIZE_MAX && !phrasing_is_excepted(ctx, hit, o->except, 2))
            return true;
    }
    return false;
}

static void check_group(stet_ctx *ctx, const consistent_options *o,
                        const consistent_group *group, const stet_doc *doc)
{
    size_t n = group->spellings.count, n_used = 0, i = 0;
    usage *uses = stet_alloc(ctx, n * sizeof *uses);
    uint32_t cursor = 0;
    stet_hit hit;

    while (next_of(ctx, o, group, &cursor, &hit, &i))
        if (uses[i].count++ == 0) {
            uses[i].first = hit.match.group[0];
            n_used++;
        }
    if (n_used < 2)
        return;
    size_t best = most_used(uses, n);
    for (cursor = 0; next_of(ctx, o, group, &cursor, &hit, &i);)
        if (i != best)
            report(ctx, doc, hit.match.group[0], uses[best].first, o->ignore_case);
}

/* The groups that were looked at in one text. */
typedef struct seen_groups {
    const consistent_group **items;
    size_t count;
} seen_groups;

static bool is_new(seen_groups *seen, const consistent_group *group)
{
    for (size_t i = 0; i < seen->count; i++)
        if (seen->items[i] == group)
            return false;
    seen->items[seen->count++] = group;
    return true;
}

/* Most groups have no hit, and are not looked at. */
static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const consistent_check *c = check;
    uint32_t cursor = 0;
    stet_hit hit;
    seen_groups seen = { .count = 0 };

    (void)state;
    seen.items = stet_alloc(ctx, c->options->groups.count * sizeof *seen.items);
    while (stet_next_hit(ctx, &cursor, &hit)) {
        size_t at = phrasing_owners_index(&c->groups, hit.pattern);
        for (; at < c->groups.count && c->groups.items[at].pattern == hit.pattern; at++)
            if (is_new(&seen, c->groups.items[at].owner))
                check_group(ctx, c->options, c->groups.items[at].owner, unit->doc);
    }
    return STET_OK;
}

const stet_check_type phrasing_consistent = {
    .name = "consistent",
    .summary = "Two spellings of the same are mixed",
    .doc =
        "A text may write “colour” or “color”, not both. The spelling that a text uses "
        "most is taken as meant, the first of two that are used equally often; the "
        "others are reported, with a fix that is not safe, since one may be a "
        "quotation.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(consistent_options, params),
    .create = create,
    .run = run,
};
