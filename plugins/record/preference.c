/* SPDX-License-Identifier: Apache-2.0 */
#include "path.h"
#include "roles.h"
#include "wording.h"

enum message {
    RECORD_KIND,
    MISSING,
    KIND,
    EMPTY,
    LAST_ROLE,
    SAME,
    PART,
    PROMPT_MISSING,
    PROMPT_EMPTY,
    OTHER_PROMPT,
    SCORE_KIND,
    SCORE_ORDER,
    SCORE_TIE,
};

static const stet_message messages[] = {
    [RECORD_KIND] = { "record", "a record must be an object, not {kind}" },
    [MISSING] = { "missing", "the record has no “{side}” answer" },
    [KIND] = { "kind", "the “{side}” answer must be a text or a list of messages, not "
                       "{kind}" },
    [EMPTY] = { "empty", "the “{side}” answer says nothing" },
    [LAST_ROLE] = { "last-role",
                    "the last message of “{side}” must be the assistant's" },
    [SAME] = { "same", "the chosen answer and the rejected one are the same" },
    [PART] = { "part", "all of the “{other}” answer stands in the “{side}” one" },
    [PROMPT_MISSING] = { "prompt-missing", "the record has no prompt" },
    [PROMPT_EMPTY] = { "prompt-empty", "the prompt says nothing" },
    [OTHER_PROMPT] = { "other-prompt",
                       "the chosen and the rejected conversation begin with different "
                       "messages" },
    [SCORE_KIND] = { "score-kind", "a score must be a number, not {kind}" },
    [SCORE_ORDER] = { "score-order",
                      "the chosen answer has the score {match}, less than the rejected "
                      "one with {other}" },
    [SCORE_TIE] = { "score-tie", "both answers have the score {match}" },
};

typedef struct preference_options {
    stet_list prompt, chosen, rejected;     /* record_text: paths */
    stet_list chosen_score, rejected_score; /* the same */
    stet_str role_key, content_key;
    stet_list assistant; /* record_text */
    bool prompt_needed;
    bool ties;
    int64_t part_from;
    stet_list tell, pass;
} preference_options;

enum { CHOSEN, REJECTED, SIDES };
static const char *const side_names[] = { "chosen", "rejected" };

/* Several paths, of which the first that leads anywhere counts. */
typedef struct ways {
    record_path *paths;
    size_t count;
} ways;

typedef struct preference_check {
    const preference_options *options;
    ways prompt, answers[SIDES], scores[SIDES];
    uint64_t mask;
} preference_check;

static const stet_param params[] = {
    STET_LIST(preference_options, prompt, record_text, record_text_params,
              .preset = "[/prompt, /input/messages]",
              .doc = "The paths where the prompt may stand."),
    STET_LIST(preference_options, chosen, record_text, record_text_params,
              .preset = "[/chosen, /preferred_output]",
              .doc = "The paths where the better answer may stand."),
    STET_LIST(preference_options, rejected, record_text, record_text_params,
              .preset = "[/rejected, /non_preferred_output]",
              .doc = "The paths where the worse answer may stand."),
    STET_LIST(preference_options, chosen_score, record_text, record_text_params,
              .preset =
                  "[/score_chosen, /chosen_score, /chosen-rating, /chosen_rating]",
              .doc = "The paths where the score of the better answer may stand."),
    STET_LIST(preference_options, rejected_score, record_text, record_text_params,
              .preset = "[/score_rejected, /rejected_score, /rejected-rating, "
                        "/rejected_rating]",
              .doc = "The paths where the score of the worse answer may stand."),
    STET_TEXT(preference_options, role_key, .preset = "role",
              .doc = "The key that says who speaks, in lists of messages."),
    STET_TEXT(preference_options, content_key, .preset = "content",
              .doc = "The key of what is said."),
    STET_LIST(preference_options, assistant, record_text, record_text_params,
              .preset = "[assistant]", .doc = "The roles of who answers."),
    STET_BOOL(preference_options, prompt_needed, .preset = "false",
              .doc = "Whether there must be a prompt even where both answers are "
                     "conversations that begin with it."),
    STET_BOOL(preference_options, ties, .preset = "true",
              .doc = "Whether both answers may have the same score."),
    STET_INT(preference_options, part_from, .preset = "40", .min = 1, .max = 1e9,
             .doc =
                 "From how many bytes on an answer must not be a part of the other."),
    RECORD_TELL_PARAMS(preference_options),
};

/* One of the two answers. */
typedef struct answer {
    const stet_node *node;
    const stet_node *text; /* What is said at last; NULL: nothing of use. */
    stet_str normal;
} answer;

static void tell(record_view *view, enum message message, stet_span span, int side,
                 const stet_node *node)
{
    stet_arg args[] = {
        { .name = "side", .text = record_str(side_names[side]) },
        { .name = "other", .text = record_str(side_names[1 - side]) },
        { .name = "kind", .text = node ? record_kind_name(node) : (stet_str){ 0 } },
    };
    record_tell(view, message, span, args, STET_LEN(args));
}

static const stet_node *last_of(const stet_node *list)
{
    const stet_node *it = list->first;
    while (it && it->next)
        it = it->next;
    return it;
}

/* The text of a message: its content, or the first part of it that is a text. */
static const stet_node *text_of(const preference_check *c, const stet_node *message)
{
    const stet_node *content = record_value_of(message, c->options->content_key);
    const stet_node *part = NULL;

    if (!content || content->kind != STET_NODE_LIST)
        return content;
    for (part = content->first; part; part = part->next) {
        const stet_node *text = stet_member(part, "text");
        if (text)
            return text;
    }
    return NULL;
}

static void read_conversation(const preference_check *c, record_view *view, int side,
                              answer *out)
{
    const stet_node *last = last_of(out->node);
    const stet_node *role = record_value_of(last, c->options->role_key);

    out->text = text_of(c, last);
    if (!role || role->kind != STET_NODE_TEXT ||
        !record_is_one_of(&c->options->assistant, role->text))
        tell(view, LAST_ROLE, role ? role->span : record_opening(last), side, NULL);
}

static void read_answer(const preference_check *c, record_view *view, int side,
                        answer *out)
{
    const stet_node *node = record_path_find_any(c->answers[side].paths,
                                                 c->answers[side].count, view->root);
    *out = (answer){ .node = node };

    if (!node) {
        tell(view, MISSING, record_opening(view->root), side, NULL);
        return;
    }
    if (node->kind == STET_NODE_LIST && node->count > 0)
        read_conversation(c, view, side, out);
    else if (node->kind == STET_NODE_TEXT)
        out->text = node;
    else if (node->kind != STET_NODE_LIST)
        tell(view, KIND, node->span, side, node);
    bool wrong = node->kind != STET_NODE_LIST && !out->text;
    bool says = out->text && out->text->kind == STET_NODE_TEXT &&
                !record_is_blank(out->text->text);
    if (!says && !wrong)
        tell(view, EMPTY, out->text ? out->text->span : node->span, side, NULL);
    if (!says)
        out->text = NULL;
    else
        out->normal = record_normal(view->ctx, out->text->text);
}

static void compare(const preference_check *c, record_view *view, const answer *answers)
{
    const answer *a = &answers[CHOSEN], *b = &answers[REJECTED];
    if (!a->text || !b->text)
        return;
    if (record_equal(a->normal, b->normal)) {
        tell(view, SAME, b->text->span, REJECTED, NULL);
        return;
    }
    int longer = a->normal.len > b->normal.len ? CHOSEN : REJECTED;
    const answer *outer = &answers[longer], *inner = &answers[1 - longer];
    if (inner->normal.len >= (size_t)c->options->part_from &&
        record_holds(outer->normal, inner->normal))
        tell(view, PART, outer->text->span, longer, NULL);
}

/* Conversations that both have their prompt in them begin alike. */
static void compare_prompts(const preference_check *c, record_view *view,
                            const answer *answers)
{
    const stet_node *first[SIDES];

    for (int side = 0; side < SIDES; side++) {
        const stet_node *list = answers[side].node;
        if (!list || list->kind != STET_NODE_LIST || list->count < 2)
            return;
        first[side] = text_of(c, list->first);
        if (!first[side] || first[side]->kind != STET_NODE_TEXT)
            return;
    }
    if (!record_equal(record_normal(view->ctx, first[CHOSEN]->text),
                      record_normal(view->ctx, first[REJECTED]->text)))
        tell(view, OTHER_PROMPT, first[REJECTED]->span, REJECTED, NULL);
}

static bool has_prompt_inside(const answer *answers)
{
    for (int side = 0; side < SIDES; side++)
        if (!answers[side].node || answers[side].node->kind != STET_NODE_LIST ||
            answers[side].node->count < 2)
            return false;
    return true;
}

static void check_prompt(const preference_check *c, record_view *view,
                         const answer *answers)
{
    const stet_node *prompt =
        record_path_find_any(c->prompt.paths, c->prompt.count, view->root);

    if (!prompt) {
        if (c->options->prompt_needed || !has_prompt_inside(answers))
            tell(view, PROMPT_MISSING, record_opening(view->root), CHOSEN, NULL);
        return;
    }
    bool blank = (prompt->kind == STET_NODE_TEXT && record_is_blank(prompt->text)) ||
                 (prompt->kind == STET_NODE_LIST && prompt->count == 0);
    if (blank)
        tell(view, PROMPT_EMPTY, prompt->span, CHOSEN, NULL);
}

static void check_scores(const preference_check *c, record_view *view)
{
    const stet_node *scores[SIDES];
    bool numbers = true;

    for (int side = 0; side < SIDES; side++) {
        const ways *paths = &c->scores[side];
        scores[side] = record_path_find_any(paths->paths, paths->count, view->root);
        if (scores[side] && scores[side]->kind != STET_NODE_NUMBER)
            tell(view, SCORE_KIND, scores[side]->span, side, scores[side]);
        numbers = numbers && scores[side] && scores[side]->kind == STET_NODE_NUMBER;
    }
    if (!numbers)
        return;
    double over = record_number(scores[CHOSEN]) - record_number(scores[REJECTED]);
    stet_arg other = { .name = "other", .text = scores[REJECTED]->text };
    if (over < 0)
        record_tell(view, SCORE_ORDER, scores[CHOSEN]->span, &other, 1);
    else if (over == 0 && !c->options->ties)
        record_tell(view, SCORE_TIE, scores[CHOSEN]->span, &other, 1);
}

static stet_status read_ways(stet_ctx *ctx, const char *param, const stet_list *list,
                             ways *out)
{
    out->count = list->count;
    return record_paths_read(ctx, param, list, &out->paths);
}

static stet_status create(stet_ctx *ctx, const void *options, void **check)
{
    const preference_options *o = options;
    preference_check *made = stet_keep(ctx, sizeof *made);
    const struct {
        const char *param;
        const stet_list *list;
        ways *out;
    } rows[] = {
        { "prompt", &o->prompt, &made->prompt },
        { "chosen", &o->chosen, &made->answers[CHOSEN] },
        { "rejected", &o->rejected, &made->answers[REJECTED] },
        { "chosen_score", &o->chosen_score, &made->scores[CHOSEN] },
        { "rejected_score", &o->rejected_score, &made->scores[REJECTED] },
    };

    made->options = o;
    *check = made;
    for (size_t i = 0; i < STET_LEN(rows); i++)
        if (read_ways(ctx, rows[i].param, rows[i].list, rows[i].out) != STET_OK)
            return STET_FAILED;
    return record_mask(ctx, &o->tell, &o->pass, messages, STET_LEN(messages),
                       &made->mask);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const preference_check *c = check;
    record_view view;
    answer answers[SIDES];

    (void)state;
    if (!record_view_open(&view, ctx, unit, c->mask))
        return STET_OK;
    if (view.root->kind != STET_NODE_MAP) {
        tell(&view, RECORD_KIND, view.root->span, CHOSEN, view.root);
        return STET_OK;
    }
    for (int side = 0; side < SIDES; side++)
        read_answer(c, &view, side, &answers[side]);
    compare(c, &view, answers);
    compare_prompts(c, &view, answers);
    check_prompt(c, &view, answers);
    check_scores(c, &view);
    return STET_OK;
}

const stet_check_type record_preference = {
    .name = "preference",
    .summary = "A chosen and a rejected answer are no pair to learn from",
    .doc = "Looks at pairs of a better and a worse answer, each a text or a list of "
           "messages: both must be there and say something; they must not be the same, "
           "white space aside; none from `part-from` bytes on may be a part of the "
           "other; a list of messages ends with the assistant, and both conversations "
           "begin with the same message. Where there are scores, the chosen answer's "
           "must not be less than the rejected one's.",
    .scope = STET_SCOPE_RECORD,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(preference_options, params),
    .create = create,
    .run = run,
};
