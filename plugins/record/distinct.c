/* SPDX-License-Identifier: Apache-2.0 */
#include "path.h"
#include "table.h"
#include "wording.h"

enum message { SAME, PART, OPENING };

static const stet_message messages[] = {
    [SAME] = { "same", "“{path}” says the same as “{other}”" },
    [PART] = { "part", "all of “{other}” stands in “{path}”" },
    [OPENING] = { "opening", "“{path}” begins with “{words}”, as “{other}” does" },
};

typedef struct distinct_options {
    stet_list fields; /* record_text */
    bool ignore_case;
    int64_t part_from, first_words;
    stet_list tell, pass;
} distinct_options;

typedef struct distinct_check {
    const distinct_options *options;
    record_path *paths;
    uint64_t mask;
} distinct_check;

static const stet_param params[] = {
    STET_LIST(distinct_options, fields, record_text, record_text_params,
              .more = STET_STRICTER,
              .doc = "The paths of the texts that must differ; * stands for each of a "
                     "list."),
    STET_BOOL(distinct_options, ignore_case, .more = STET_STRICTER, .preset = "true",
              .doc = "Whether capitals make no difference (A to Z alone)."),
    STET_INT(distinct_options, part_from, .more = STET_LIMIT, .preset = "0", .min = 0,
             .max = 1e9,
             .doc =
                 "From how many bytes on a text must not stand in another either; 0: "
                 "it may."),
    STET_INT(distinct_options, first_words, .preset = "0", .min = 0, .max = 100,
             .doc = "How many words from the start are compared, marks behind them "
                    "aside; 0: all of the text."),
    RECORD_TELL_PARAMS(distinct_options),
};

/* Of more texts than these no two are searched for each other. */
enum { MOST_PARTS = 16 };

/* A text of the record. */
typedef struct wording {
    const stet_node *node;
    stet_str path, normal;
    stet_str compared; /* Of `normal`: all, or its first words. */
} wording;

typedef struct gathering {
    const distinct_check *check;
    record_view *view;
    stet_str path;
    wording *items;
    size_t count, room;
} gathering;

static void lower(stet_str text)
{
    /* record_normal made it: nobody else sees it. */
    union {
        const char *shown;
        char *own;
    } it = { .shown = text.ptr };
    for (size_t i = 0; i < text.len; i++)
        if (it.own[i] >= 'A' && it.own[i] <= 'Z')
            it.own[i] = (char)(it.own[i] + 'a' - 'A');
}

static bool is_ending(char c)
{
    return strchr(".,;:!?\"')", c) != NULL;
}

/* The first words of a normal text: what blanks part, without marks at the end. */
static stet_str opening_of(stet_str normal, int64_t n_words)
{
    size_t len = 0;

    for (int64_t i = 0; i < n_words && len < normal.len; i++) {
        size_t from = len + (i > 0);
        const char *blank = memchr(normal.ptr + from, ' ', normal.len - from);
        len = blank ? (size_t)(blank - normal.ptr) : normal.len;
    }
    while (len > 1 && is_ending(normal.ptr[len - 1]))
        len--;
    return (stet_str){ normal.ptr, len };
}

static void gather(void *user, const stet_node *value, const stet_node *parent,
                   size_t missing)
{
    gathering *g = user;

    (void)parent;
    (void)missing;
    if (!value || value->kind != STET_NODE_TEXT || record_is_blank(value->text))
        return;
    if (g->count == g->room) {
        size_t room = g->room * 2 + 8;
        wording *items = stet_alloc(g->view->ctx, room * sizeof *items);
        for (size_t i = 0; i < g->count; i++)
            items[i] = g->items[i];
        g->items = items;
        g->room = room;
    }
    stet_str normal = record_normal(g->view->ctx, value->text);
    if (g->check->options->ignore_case)
        lower(normal);
    int64_t n_words = g->check->options->first_words;
    stet_str compared = n_words > 0 ? opening_of(normal, n_words) : normal;
    g->items[g->count++] = (wording){ value, g->path, normal, compared };
}

/* What a message calls another text: its path, or where that is the same, as in a list,
   how it begins. */
static stet_str name_of(record_view *view, const wording *one, const wording *other)
{
    enum { SHOWN = 60 };
    static const char more[] = "…";
    stet_str text = record_normal(view->ctx, other->node->text);
    size_t len = SHOWN;

    if (other->path.ptr != one->path.ptr)
        return other->path;
    if (text.len <= SHOWN)
        return text;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    char *shown = stet_alloc(view->ctx, len + sizeof more);
    memcpy(shown, text.ptr, len);
    memcpy(shown + len, more, sizeof more);
    return (stet_str){ shown, len + sizeof more - 1 };
}

static void tell(record_view *view, enum message message, const wording *one,
                 const wording *other)
{
    stet_arg args[] = { { .name = "path", .text = one->path },
                        { .name = "other", .text = name_of(view, one, other) },
                        { .name = "words", .text = one->compared } };
    record_tell(view, message, one->node->span, args, STET_LEN(args));
}

static void find_same(gathering *g)
{
    enum message message = g->check->options->first_words > 0 ? OPENING : SAME;
    record_table table = { 0 };

    for (size_t i = 0; i < g->count; i++) {
        const wording *first =
            record_table_put(g->view->ctx, &table, g->items[i].compared, &g->items[i]);
        if (first != &g->items[i] && first->node != g->items[i].node)
            tell(g->view, message, &g->items[i], first);
    }
}

static void find_part(gathering *g, const wording *one, const wording *other)
{
    size_t from = (size_t)g->check->options->part_from;

    if (one->normal.len > other->normal.len && other->normal.len >= from &&
        record_holds(one->normal, other->normal))
        tell(g->view, PART, one, other);
}

/* Whether a rule may see two texts of one record. */
static bool has_pairs(const distinct_options *o)
{
    const record_text *first = o->fields.items;

    return o->fields.count > 1 ||
           (first->text.len > 0 && memchr(first->text.ptr, '*', first->text.len));
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const distinct_options *o = options;
    distinct_check *made = stet_keep(ctx, sizeof *made);

    if (!has_pairs(o))
        return stet_fail(ctx, "fields",
                         "one text has none that it could be the same as: give two "
                         "paths, or one with * for each of a list");
    made->options = o;
    *check = made;
    if (record_paths_read(ctx, "fields", &o->fields, &made->paths) != STET_OK)
        return STET_FAILED;
    return record_mask(ctx, &o->tell, &o->pass, messages, STET_LEN(messages),
                       &made->mask);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const distinct_check *c = check;
    record_view view;
    gathering g = { .check = c, .view = &view };

    (void)state;
    if (!record_view_open(&view, ctx, unit, c->mask))
        return STET_OK;
    for (size_t i = 0; i < c->options->fields.count; i++) {
        g.path = c->paths[i].source;
        record_path_walk(&c->paths[i], view.root, gather, &g);
    }
    find_same(&g);
    if (c->options->part_from == 0 || g.count > MOST_PARTS)
        return STET_OK;
    for (size_t i = 0; i < g.count; i++)
        for (size_t k = 0; k < g.count; k++)
            find_part(&g, &g.items[i], &g.items[k]);
    return STET_OK;
}

const stet_check_type record_distinct = {
    .name = "distinct",
    .summary = "Two texts of a record say the same",
    .doc =
        "Compares the texts that the paths lead to, white space aside: no two may be "
        "the same, such as the answers of a ranking, or an answer that repeats its "
        "question. With `part-from`, none of that length may stand within another "
        "either; that is not looked for among more than sixteen texts. With "
        "`first-words: 1`, no two may begin with the same word. Texts that are blank "
        "are passed over.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(distinct_options, params),
    .create = create,
    .run = run,
};
