/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/literal_p.h"

#include <string.h>

/** Nesting that is followed: deeper patterns have no literal. */
enum { NESTING = 100 };

static stet_literal_node parse_alternation(stet_literal_cursor *cursor);

/** What stands between parentheses up to the closing one, options kept inside. */
static stet_literal_node parse_inside(stet_literal_cursor *cursor)
{
    bool extended = cursor->extended;
    bool extended_more = cursor->extended_more;
    stet_literal_node node = parse_alternation(cursor);
    if (!stet_literal_take(cursor, ")")) {
        cursor->failed = true;
    }
    cursor->extended = extended;
    cursor->extended_more = extended_more;
    return node;
}

/** A part that is passed over for its extent alone. */
static stet_literal_node parse_unused(stet_literal_cursor *cursor, uint32_t ways)
{
    parse_inside(cursor);
    return stet_literal_unknown(ways);
}

static stet_literal_node parse_lookaround(stet_literal_cursor *cursor)
{
    stet_literal_node node = stet_literal_empty();
    node.ways = parse_inside(cursor).ways;
    return node;
}

/** (?(condition)yes|no): which of them is tried depends, so none is needed. */
static stet_literal_node parse_conditional(stet_literal_cursor *cursor)
{
    if (stet_literal_next_is(cursor, "?")) {
        cursor->failed = true; /* The condition is a lookaround: rare. */
        return stet_literal_unknown(STET_LITERAL_WAYS);
    }
    stet_literal_skip_behind(cursor, ')');
    return parse_unused(cursor, STET_LITERAL_WAYS);
}

/** (?i), (?x-s:...), (?^): only x and m change how the pattern is read. */
static stet_literal_node parse_options(stet_literal_cursor *cursor)
{
    bool extended = cursor->extended;
    bool extended_more = cursor->extended_more;
    bool on = true;
    for (; !stet_literal_at_end(cursor) && *cursor->at != 0 &&
           strchr("^-imnsxJU", *cursor->at) != NULL;
         cursor->at++) {
        if (*cursor->at == '^') {
            extended = extended_more = false;
        } else if (*cursor->at == '-') {
            on = false;
        } else if (*cursor->at == 'x') {
            extended_more = on && cursor->at[-1] == 'x';
            extended = on;
        } else if (*cursor->at == 'm') {
            cursor->multiline = true;
        }
    }
    if (stet_literal_take(cursor, ")")) {
        cursor->extended = extended;
        cursor->extended_more = extended_more;
        return stet_literal_empty();
    }
    if (!stet_literal_take(cursor, ":")) {
        cursor->failed = true;
        return stet_literal_unknown(1);
    }
    bool outer = cursor->extended;
    bool outer_more = cursor->extended_more;
    cursor->extended = extended;
    cursor->extended_more = extended_more;
    stet_literal_node node = parse_inside(cursor);
    cursor->extended = outer;
    cursor->extended_more = outer_more;
    return node;
}

/** (?R), (?1), (?-1), (?&name), (?P>name), (?P=name) */
static bool is_reference(const stet_literal_cursor *cursor)
{
    if (stet_literal_at_end(cursor) || *cursor->at == 0) {
        return false;
    }
    bool sign = *cursor->at == '+' || *cursor->at == '-';
    return strchr("R&0123456789", *cursor->at) != NULL ||
           stet_literal_next_is(cursor, "P>") || stet_literal_next_is(cursor, "P=") ||
           (sign && cursor->end - cursor->at > 1 && cursor->at[1] >= '0' &&
            cursor->at[1] <= '9');
}

/** Groups by how they begin behind the parenthesis. */
enum group_kind { GROUP_PLAIN, GROUP_LOOKAROUND, GROUP_NAME_ANGLE, GROUP_NAME_QUOTE };

static const struct {
    const char *mark;
    enum group_kind kind;
} groups[] = {
    { "?:", GROUP_PLAIN },       { "?|", GROUP_PLAIN },
    { "?>", GROUP_PLAIN },       { "?=", GROUP_LOOKAROUND },
    { "?!", GROUP_LOOKAROUND },  { "?*", GROUP_LOOKAROUND },
    { "?<=", GROUP_LOOKAROUND }, { "?<!", GROUP_LOOKAROUND },
    { "?<*", GROUP_LOOKAROUND }, { "?<", GROUP_NAME_ANGLE },
    { "?P<", GROUP_NAME_ANGLE }, { "?'", GROUP_NAME_QUOTE },
};

static stet_literal_node parse_group(stet_literal_cursor *cursor)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (!stet_literal_take(cursor, groups[i].mark)) {
            continue;
        }
        if (groups[i].kind == GROUP_LOOKAROUND) {
            return parse_lookaround(cursor);
        }
        if (groups[i].kind != GROUP_PLAIN) {
            stet_literal_skip_behind(cursor,
                                     groups[i].kind == GROUP_NAME_ANGLE ? '>' : '\'');
        }
        return parse_inside(cursor);
    }
    if (stet_literal_next_is(cursor, "*")) {
        cursor->failed = true; /* A verb: (*ACCEPT) ends a match anywhere. */
        return stet_literal_unknown(STET_LITERAL_WAYS);
    }
    if (stet_literal_take(cursor, "?(")) {
        return parse_conditional(cursor);
    }
    if (!stet_literal_take(cursor, "?")) {
        return parse_inside(cursor);
    }
    if (is_reference(cursor)) {
        stet_literal_skip_behind(cursor, ')');
        return stet_literal_unknown(STET_LITERAL_WAYS);
    }
    return parse_options(cursor);
}

static stet_literal_node parse_item(stet_literal_cursor *cursor)
{
    uint32_t c = stet_literal_next(cursor);
    stet_literal_node node = stet_literal_unknown(STET_LITERAL_WAYS);
    switch (c) {
    case '\\':
        return stet_literal_escape(cursor);
    case '[':
        return stet_literal_class(cursor);
    case '.':
        return stet_literal_any();
    case '^':
        node = stet_literal_empty();
        node.at_start = !cursor->multiline;
        return node;
    case '$':
        return stet_literal_empty();
    case '(':
        if (++cursor->depth > NESTING) {
            cursor->failed = true;
        } else {
            node = parse_group(cursor);
        }
        cursor->depth--;
        return node;
    default:
        return stet_literal_point_node(cursor->arena, c);
    }
}

static uint32_t parse_number(stet_literal_cursor *cursor)
{
    uint32_t number = 0;
    while (!stet_literal_at_end(cursor) && *cursor->at >= '0' && *cursor->at <= '9') {
        number = number < 100000 ? number * 10 + (*cursor->at - '0') : number;
        cursor->at++;
    }
    return number;
}

/** {n}, {n,}, {n,m}. What versions of PCRE2 read differently, {,m} and blanks within
    the braces, may be a quantifier or text: it is not understood. */
static bool parse_braces(stet_literal_cursor *cursor, uint32_t *min, uint32_t *max)
{
    stet_literal_cursor probe = *cursor;
    probe.at++;
    const unsigned char *inside = probe.at;
    while (!stet_literal_at_end(&probe) &&
           memchr("0123456789, \t", *probe.at, 13) != NULL) {
        probe.at++;
    }
    if (probe.at == inside || !stet_literal_take(&probe, "}")) {
        return false;
    }
    const unsigned char *behind = probe.at;
    probe.at = inside;
    *min = *max = parse_number(&probe);
    bool plain = probe.at > inside;
    if (plain && stet_literal_take(&probe, ",")) {
        const unsigned char *number = probe.at;
        *max = parse_number(&probe);
        *max = probe.at == number ? UINT32_MAX : *max;
    }
    cursor->failed |= !plain || !stet_literal_next_is(&probe, "}") || *max < *min;
    cursor->at = behind;
    return true;
}

/** Reads a quantifier, if there is one, over the once that `min` and `max` say. */
static bool parse_quantifier(stet_literal_cursor *cursor, uint32_t *min, uint32_t *max,
                             bool *possessive)
{
    *possessive = false;
    bool found = true;
    if (stet_literal_take(cursor, "*")) {
        *min = 0;
        *max = UINT32_MAX;
    } else if (stet_literal_take(cursor, "+")) {
        *max = UINT32_MAX;
    } else if (stet_literal_take(cursor, "?")) {
        *min = 0;
    } else {
        found = stet_literal_next_is(cursor, "{") && parse_braces(cursor, min, max);
    }
    /* Lazy and possessive match the same texts or fewer. */
    if (found && !stet_literal_take(cursor, "?")) {
        *possessive = stet_literal_take(cursor, "+");
    }
    return found;
}

/** White space that (?x) lets a pattern hold, by PCRE2's reading of it. */
static bool skip_blank(stet_literal_cursor *cursor)
{
    static const char *const blanks[] = {
        " ",
        "\t",
        "\n",
        "\v",
        "\f",
        "\r",
        "\xC2\x85",
        "\xE2\x80\x8E",
        "\xE2\x80\x8F",
        "\xE2\x80\xA8",
        "\xE2\x80\xA9",
    };
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        if (stet_literal_take(cursor, blanks[i])) {
            return true;
        }
    }
    return false;
}

/** Passes over what is no item: comments, blanks under (?x), \E and an empty quote. */
static void skip_ignored(stet_literal_cursor *cursor)
{
    for (;;) {
        if (stet_literal_take(cursor, "(?#")) {
            stet_literal_skip_behind(cursor, ')');
        } else if (stet_literal_take(cursor, "\\Q\\E") ||
                   stet_literal_take(cursor, "\\E")) {
            continue;
        } else if (cursor->extended && stet_literal_next_is(cursor, "#")) {
            while (!stet_literal_at_end(cursor) && *cursor->at != '\n') {
                cursor->at++;
            }
        } else if (!cursor->extended || !skip_blank(cursor)) {
            return;
        }
    }
}

/** Whether an item can match so differently that its tries are to be counted. A few
    characters that are never given back are one try. */
static bool is_watched(stet_literal_node item, uint32_t min, uint32_t max,
                       bool gives_none)
{
    return item.is_long || (max - min > STET_LITERAL_REPEATS &&
                            !(gives_none && max <= STET_LITERAL_FEW_CHARACTERS));
}

/** Adds an item and the quantifier behind it. `start`: where the item begins; NULL when
    nothing can be put there. */
static void add_item(stet_literal_cursor *cursor, stet_literal_sequence *sequence,
                     stet_literal_node item, const unsigned char *start)
{
    uint32_t min = 1;
    uint32_t max = 1;
    uint32_t again = 1;
    bool possessive;
    bool ignored;
    skip_ignored(cursor);
    if (parse_quantifier(cursor, &min, &max, &possessive)) {
        const unsigned char *behind = cursor->at;
        skip_ignored(cursor);
        if (parse_quantifier(cursor, &again, &again, &ignored)) {
            cursor->failed = true; /* A quantifier of a quantifier: rare. */
        }
        cursor->at = behind;
    }
    bool gives_none = possessive && start != NULL && *start != '(';
    bool watched = is_watched(item, min, max, gives_none);
    if (watched) {
        stet_literal_mark(cursor, start);
        stet_literal_mark(cursor, cursor->at);
    }
    stet_literal_sequence_add(sequence, item, min, max, watched || gives_none);
}

/** \Q...\E: each character an item, the last one may be quantified. */
static void add_quoted(stet_literal_cursor *cursor, stet_literal_sequence *sequence)
{
    while (!stet_literal_at_end(cursor) && !stet_literal_next_is(cursor, "\\E")) {
        stet_literal_node item =
            stet_literal_point_node(cursor->arena, stet_literal_next(cursor));
        if (stet_literal_take(cursor, "\\E")) {
            add_item(cursor, sequence, item, NULL);
            return;
        }
        stet_literal_sequence_add(sequence, item, 1, 1, false);
    }
}

static stet_literal_node parse_sequence(stet_literal_cursor *cursor)
{
    stet_literal_sequence sequence;
    stet_literal_sequence_begin(&sequence, cursor->arena);
    for (;;) {
        skip_ignored(cursor);
        if (cursor->failed || stet_literal_at_end(cursor) || *cursor->at == '|' ||
            *cursor->at == ')') {
            return stet_literal_sequence_end(&sequence);
        }
        if (stet_literal_take(cursor, "\\Q")) {
            add_quoted(cursor, &sequence);
        } else {
            const unsigned char *start = cursor->at;
            add_item(cursor, &sequence, parse_item(cursor), start);
        }
    }
}

static stet_literal_node parse_alternation(stet_literal_cursor *cursor)
{
    stet_literal_node node = parse_sequence(cursor);
    while (!cursor->failed && stet_literal_take(cursor, "|")) {
        node = stet_literal_either(cursor->arena, node, parse_sequence(cursor));
    }
    return node;
}

bool stet_literal_parse(stet_literal_cursor *cursor, stet_str source, stet_arena *arena,
                        stet_literal_node *out)
{
    *cursor = (stet_literal_cursor){ .arena = arena };
    cursor->start = (const unsigned char *)source.ptr;
    cursor->at = cursor->start;
    cursor->end = cursor->start + source.len;
    *out = parse_alternation(cursor);
    return !cursor->failed && stet_literal_at_end(cursor);
}
