/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "owners.h"
#include "phrasing.h"
#include "variants.h"

typedef struct consistent_group {
    stet_list spellings; /* phrasing_item */
} consistent_group;

typedef struct consistent_options {
    stet_list groups;   /* consistent_group */
    stet_list variants; /* variant */
    int decide;
    stet_list except[2];
    bool ignore_case;
    bool whole_words;
} consistent_options;

typedef struct consistent_check {
    const consistent_options *options;
    phrasing_owners groups; /* By spelling. */
    variants variants;
} consistent_check;

/* By variants_decider. */
static const char *const decide_choices[] = { "most", "first", NULL };

static const stet_param group_params[] = {
    STET_LIST(consistent_group, spellings, phrasing_item, phrasing_gate_phrase,
              .min = 2, .max = 20, .doc = "Spellings of the same thing."),
};

static const stet_param params[] = {
    STET_LIST(consistent_options, groups, consistent_group, group_params,
              .more = STET_STRICTER, .preset = "[]", .max = 1e5,
              .doc =
                  "Groups of spellings of which a text must use one: a list of lists, "
                  "as in [[colour, color], [e-mail, email]]."),
    STET_LIST(consistent_options, variants, variant, variants_params, .preset = "[]",
              .max = VARIANTS_MOST,
              .doc = "Variants of which a text must be one in all its words: a list of "
                     "{name: British, pairs: [{from: color, to: colour}]}, where each "
                     "says what it does not write, and what instead."),
    STET_CHOICE(consistent_options, decide, .preset = "most", .choices = decide_choices,
                .doc = "What is taken as meant: what a text uses most, or what it uses "
                       "first."),
    PHRASING_EXCEPT(consistent_options, except,
                    "Longer phrases that are spelled as they are, such as names."),
    STET_BOOL(consistent_options, ignore_case, .preset = "true",
              .doc = "Whether capitals and small letters are the same."),
    STET_BOOL(consistent_options, whole_words, .preset = "true",
              .doc = "Whether a spelling must begin and end at a word boundary."),
};

static const stet_message messages[] = {
    { "mixed", "“{match}” and “{other}” are mixed; keep to “{other}”" },
    { "variant", "“{match}” is not {variant}, as “{other}” is: write “{instead}”" },
};

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const consistent_options *o = options;
    const consistent_group *groups = o->groups.items;
    consistent_check *made = stet_keep(ctx, sizeof *made);
    size_t n = 0;

    made->options = o;
    if (o->groups.count + o->variants.count == 0)
        return stet_fail(ctx, "groups", "give groups or variants");
    if (o->variants.count == 1)
        return stet_fail(ctx, "variants", "one variant alone has nothing beside it");
    if (!variants_init(ctx, &made->variants, &o->variants))
        return STET_FAILED;
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

static bool is_before(const usage *a, const usage *b, int decide)
{
    if (decide == VARIANTS_MOST_USED && a->count != b->count)
        return a->count > b->count;
    return a->first.start < b->first.start;
}

/* The spelling used most often, of equals the one that stands first; or that one in any
   case. */
static size_t find_meant(const usage *uses, size_t n, int decide)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < n; i++)
        if (uses[i].count > 0 &&
            (best == SIZE_MAX || is_before(&uses[i], &uses[best], decide)))
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
    stet_arg args[] = { { .name = "other", .text = kept },
                        { .name = "instead", .text = instead } };
    stet_place place = stet_place_of(ctx, doc, other);

    stet_report(ctx, &(stet_finding){ .span = span,
                                      .args = args,
                                      .n_args = STET_LEN(args),
                                      .fixes = &fix,
                                      .n_fixes = 1,
                                      .related = &place,
                                      .n_related = 1 });
}

/* A walk over the hits of one group. */
typedef struct group_walk {
    const consistent_group *group;
    uint32_t cursor;
    uint32_t end; /* Of the last one: spellings may be parts of each other. */
    phrasing_exceptions except;
} group_walk;

static group_walk walk_of(const consistent_options *o, const consistent_group *group)
{
    return (group_walk){ .group = group,
                         .except = phrasing_exceptions_of(o->except, 2) };
}

/* The next hit of the group that counts. */
static bool next_of(stet_ctx *ctx, group_walk *walk, stet_hit *hit, size_t *spelling)
{
    while (phrasing_next_hit(ctx, &walk->cursor, hit)) {
        *spelling = spelling_of(walk->group, hit->pattern);
        if (*spelling == SIZE_MAX || hit->match.group[0].start < walk->end)
            continue;
        walk->end = hit->match.group[0].end;
        if (!phrasing_is_excepted(ctx, hit, &walk->except))
            return true;
    }
    return false;
}

static void check_group(stet_ctx *ctx, const consistent_options *o,
                        const consistent_group *group, const stet_doc *doc)
{
    size_t n = group->spellings.count, n_used = 0, i = 0;
    usage *uses = stet_alloc(ctx, n * sizeof *uses);
    group_walk walk = walk_of(o, group);
    stet_hit hit;

    while (next_of(ctx, &walk, &hit, &i))
        if (uses[i].count++ == 0) {
            uses[i].first = hit.match.group[0];
            n_used++;
        }
    if (n_used < 2)
        return;
    size_t meant = find_meant(uses, n, o->decide);
    for (walk = walk_of(o, group); next_of(ctx, &walk, &hit, &i);)
        if (i != meant)
            report(ctx, doc, hit.match.group[0], uses[meant].first, o->ignore_case);
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
    if (c->variants.count > 0)
        variants_judge(ctx, &c->variants, (variants_decider)c->options->decide,
                       c->options->except, unit->doc, 1);
    return STET_OK;
}

const stet_check_type phrasing_consistent = {
    .name = "consistent",
    .summary = "Two spellings of the same are mixed",
    .doc =
        "A text may write “colour” or “color”, not both: `groups` decide that word by "
        "word. Nor should “colour” stand with “analyze”: `variants` hang together for "
        "the whole text. A text is of the variant to which it must be changed least. "
        "What a text uses most is taken as meant, the first of what is used equally "
        "often; the others are reported, with a fix that is not safe, since one may be "
        "a quotation.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(consistent_options, params),
    .create = create,
    .run = run,
};
