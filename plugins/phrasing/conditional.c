/* SPDX-License-Identifier: Apache-2.0 */
#include "exceptions.h"
#include "phrasing.h"

enum { WHERE_BEFORE, WHERE_ANYWHERE };
static const char *const where_choices[] = { "before", "anywhere", NULL };

typedef struct conditional_options {
    stet_list when;  /* phrasing_item */
    stet_list needs; /* phrasing_item */
    stet_list except[2];
    stet_list known; /* phrasing_text */
    bool ignore_case;
    int where;
    int64_t min_hits;
} conditional_options;

static const stet_param params[] = {
    { .name = "if",
      .type = STET_T_LIST,
      .offset = offsetof(conditional_options, when),
      .preset = "['\\b([A-Z][A-Z0-9]{1,5})s?\\b']",
      .min = 1,
      .max = 1000,
      .sub = phrasing_gate_pattern,
      .n_sub = 1,
      .sub_size = sizeof(phrasing_item),
      .doc = "What needs something: PCRE2 patterns; their first group is the term, or "
             "the whole match when they have none." },
    STET_LIST(conditional_options, needs, phrasing_item, phrasing_plain_cased,
              .more = STET_LOOSER,
              .preset = "['\\(([A-Z][A-Z0-9]{1,5})s?\\)', "
                        "'\\b([A-Z][A-Z0-9]{1,5})s? \\([^)]*[a-z]{2}[^)]*\\)']",
              .min = 1, .max = 1000,
              .doc = "What it needs: PCRE2 patterns, with the same term in their first "
                     "group; without a group, any match will do for every term."),
    STET_LIST(conditional_options, known, phrasing_text, phrasing_plain_text,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "Terms that need nothing, written as they are: [US, NASA, TV]."),
    PHRASING_EXCEPT(conditional_options, except,
                    "Longer phrases in which a term needs nothing."),
    STET_BOOL(
        conditional_options, ignore_case, .preset = "false",
        .doc =
            "Whether capitals and small letters are the same in `if` and `needs`, and "
            "in the term."),
    STET_CHOICE(conditional_options, where, .preset = "before",
                .choices = where_choices,
                .doc = "Whether it must stand where the term is first used, or before; "
                       "or may stand anywhere in the text."),
    STET_INT(conditional_options, min_hits, .more = STET_LOOSER, .preset = "1",
             .min = 1, .max = 1e9,
             .doc = "A term that is used less often needs nothing."),
};

static const stet_message messages[] = {
    { "missing", "explain “{term}” where it is first used, or write it out" },
    { "late", "“{term}” is explained only later: explain it where it is first used" },
};

/* A term of a text: where it stands first, how often, and where what it needs does. */
typedef struct term {
    uint32_t form;
    stet_span first;
    stet_span found; /* The earliest; start UINT32_MAX: none. */
    size_t count;
} term;

typedef struct term_list {
    term *items;
    size_t count;
    size_t n_settled; /* Those that have what they need. */
    uint32_t *memos;  /* By form: index + 1. */
} term_list;

static stet_span term_of(const stet_match *match)
{
    bool grouped = match->n_groups > 1 && match->group[1].start < match->group[1].end;
    return match->group[grouped];
}

static bool is_known(const conditional_options *o, stet_str text)
{
    const phrasing_text *known = o->known.items;

    for (size_t i = 0; i < o->known.count; i++)
        if (phrasing_is_same(known[i].text, text))
            return true;
    return false;
}

/* The form by which a term is known: where case does not matter, that of its small
   letters. */
static uint32_t form_of(stet_ctx *ctx, const conditional_options *o, stet_str text)
{
    uint32_t form = stet_intern(ctx, text);
    return o->ignore_case ? stet_form(ctx, form)->lower : form;
}

static term *find_term(const term_list *list, uint32_t form)
{
    uint32_t index = list->memos[form];
    return index > 0 ? &list->items[index - 1] : NULL;
}

/* The forms are interned before the table of memos is asked for: it may move. */
static void collect(stet_ctx *ctx, const conditional_options *o, stet_str text,
                    size_t n_hits, term_list *list)
{
    phrasing_exceptions except = phrasing_exceptions_of(o->except, 2);
    uint32_t cursor = 0;
    stet_hit hit;

    list->items = stet_alloc(ctx, n_hits * sizeof *list->items);
    while (phrasing_next_hit(ctx, &cursor, &hit)) {
        stet_span span = term_of(&hit.match);
        stet_str name = stet_slice(text, span);
        if (is_known(o, name) || phrasing_is_excepted(ctx, &hit, &except))
            continue;
        uint32_t form = form_of(ctx, o, name);
        list->memos = stet_memos(ctx);
        if (list->memos[form] > 0) {
            list->items[list->memos[form] - 1].count++;
            continue;
        }
        list->items[list->count++] = (term){
            .form = form, .first = span, .found = { UINT32_MAX, 0 }, .count = 1
        };
        list->memos[form] = (uint32_t)list->count;
    }
}

/* Whether a term has what it needs, and nothing that stands elsewhere changes that. */
static bool is_settled(const conditional_options *o, const term *it)
{
    return it->found.start != UINT32_MAX &&
           (o->where == WHERE_ANYWHERE || it->found.start <= it->first.start);
}

static void note(const conditional_options *o, term_list *list, term *it,
                 stet_span span)
{
    if (!it || span.start >= it->found.start)
        return;
    bool was_settled = is_settled(o, it);
    it->found = span;
    list->n_settled += !was_settled && is_settled(o, it);
}

static void note_match(stet_ctx *ctx, const conditional_options *o, term_list *list,
                       stet_str block, uint32_t offset, const stet_match *match)
{
    stet_span whole = { match->group[0].start + offset, match->group[0].end + offset };

    if (match->n_groups < 2) {
        for (size_t i = 0; i < list->count; i++)
            note(o, list, &list->items[i], whole);
    } else if (match->group[1].start < match->group[1].end) {
        uint32_t form = form_of(ctx, o, stet_slice(block, match->group[1]));
        list->memos = stet_memos(ctx);
        note(o, list, find_term(list, form), whole);
    }
}

/* Looks in a block for what is needed, until all terms have it. */
static void find_in_block(stet_ctx *ctx, const conditional_options *o, stet_str text,
                          uint32_t offset, term_list *list)
{
    const phrasing_item *needs = o->needs.items;
    stet_match match;

    for (size_t i = 0; i < o->needs.count; i++)
        for (uint32_t at = 0; list->n_settled < list->count &&
                              stet_find(ctx, needs[i].pattern, text, at, &match);
             at = match.group[0].end)
            note_match(ctx, o, list, text, offset, &match);
}

static void find_needs(stet_ctx *ctx, const conditional_options *o, const stet_doc *doc,
                       term_list *list)
{
    stet_block_array blocks = stet_blocks(ctx, doc);

    for (size_t b = 0; b < blocks.count && list->n_settled < list->count; b++) {
        const stet_block *block = &blocks.items[b];
        stet_str text = stet_slice(stet_text(ctx, doc), block->span);
        if (block->kind != STET_BLOCK_CODE && block->kind != STET_BLOCK_MARKUP)
            find_in_block(ctx, o, text, block->span.start, list);
    }
}

static void judge(stet_ctx *ctx, const conditional_options *o, const stet_doc *doc,
                  const term *it)
{
    bool found = it->found.start != UINT32_MAX;
    bool late = found && it->found.start > it->first.start;

    if (it->count < (size_t)o->min_hits ||
        (found && (o->where == WHERE_ANYWHERE || !late)))
        return;
    stet_arg args[] = {
        { .name = "term", .text = stet_slice(stet_text(ctx, doc), it->first) },
        { .name = "count", .number = (double)it->count },
    };
    stet_finding finding = {
        .message = late, .span = it->first, .args = args, .n_args = STET_LEN(args)
    };
    stet_place place;
    if (late) {
        place = stet_place_of(ctx, doc, it->found);
        finding.related = &place;
        finding.n_related = 1;
    }
    stet_report(ctx, &finding);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const conditional_options *o = check;
    term_list list = { .count = 0 };

    (void)state;
    collect(ctx, o, stet_text(ctx, unit->doc), phrasing_count_hits(ctx), &list);
    if (list.count > 0)
        find_needs(ctx, o, unit->doc, &list);
    for (size_t i = 0; i < list.count; i++) {
        judge(ctx, o, unit->doc, &list.items[i]);
        list.memos[list.items[i].form] = 0;
    }
    return STET_OK;
}

const stet_check_type phrasing_conditional = {
    .name = "conditional",
    .summary = "A term is used without what it needs",
    .doc =
        "Finds terms with the patterns of `if`, and for each of them, once a text, "
        "whether what it `needs` stands where it is first used or before: the same "
        "term "
        "in the first group of a second pattern. As it comes it finds acronyms that "
        "are "
        "explained neither as “central bank (CB)” nor as “CB (central bank)”; other "
        "patterns let it ask anything of the kind. Code and addresses are not looked "
        "at.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_SUGGESTION,
    STET_MESSAGES(messages),
    STET_PARAMS(conditional_options, params),
    .run = run,
};
