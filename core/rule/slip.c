/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/slip.h"

#include "base/str.h"

static bool is_plain(const stet_yaml *node)
{
    return node->kind == STET_YAML_SCALAR && !node->quoted;
}

/* -5 may be meant: a value that a field has. */
static bool is_digit_or_point(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

static bool lacks_space(const stet_yaml *node)
{
    return is_plain(node) && node->text.len > 1 && node->text.ptr[0] == '-' &&
           !is_digit_or_point(node->text.ptr[1]);
}

/* Plain text is folded: its lines are told apart by its ends only. */
static bool has_lines(const stet_yaml *node)
{
    stet_str text = stet_str_trim(node->text);
    return memchr(text.ptr, '\n', text.len) ||
           (is_plain(node) && node->end.line > node->position.line);
}

bool stet_slip_in_list(const stet_yaml *node, bool phrases, stet_diagnostics *errors)
{
    if (lacks_space(node)) {
        stet_yaml_error(node, errors,
                        "this is one text that begins with a hyphen, and no list");
        stet_yaml_hint(errors, "an item of a list is a hyphen, a space and a text: "
                               "`- text`; a hyphen that is meant stands in quotes");
        return true;
    }
    if (phrases && node->kind == STET_YAML_SCALAR && has_lines(node)) {
        stet_yaml_error(node, errors,
                        "this is one phrase of several lines, and no list");
        stet_yaml_hint(errors, "write a hyphen and a space before each phrase, or one "
                               "phrase on one line");
        return true;
    }
    return false;
}

bool stet_slip_in_quotes(const stet_yaml *node, stet_diagnostics *errors)
{
    static const char *const pairs[][2] = {
        { "“", "”" }, { "„", "“" }, { "„", "”" },
        { "‘", "’" }, { "‚", "‘" }, { "«", "»" },
    };
    if (!is_plain(node))
        return false;
    for (size_t i = 0; i < STET_LEN(pairs); i++) {
        stet_str opening = stet_str_from(pairs[i][0]);
        stet_str closing = stet_str_from(pairs[i][1]);
        if (node->text.len < opening.len + closing.len ||
            !stet_str_starts(node->text, opening) ||
            !stet_str_ends(node->text, closing))
            continue;
        stet_yaml_error(
            node, errors,
            "the quotation marks %s%s are looked for, too: in YAML they are "
            "a part of the text",
            pairs[i][0], pairs[i][1]);
        stet_yaml_hint(errors,
                       "write straight ones in their place, \"...\"; around "
                       "them, '%s...%s', if they are meant",
                       pairs[i][0], pairs[i][1]);
        return true;
    }
    return false;
}

bool stet_slip_in_check(const stet_yaml *rule, stet_diagnostics *errors)
{
    static const char *const check[] = { "check" };
    for (size_t i = 0; i < rule->count; i++) {
        stet_str key = rule->keys[i]->text;
        if (stet_str_starts(key, STET_STR("check:")))
            stet_yaml_hint(errors,
                           "a space stands behind the colon of a key: `check: "
                           "%.*s`",
                           stet_yaml_width(key) - 6, key.ptr + 6);
        else if (stet_str_nearest(key, check, STET_LEN(check)))
            stet_yaml_hint(errors, "did you mean `check` in place of `%.*s`?",
                           stet_yaml_width(key), key.ptr);
        else
            continue;
        return true;
    }
    return false;
}
