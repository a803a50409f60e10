/* SPDX-License-Identifier: Apache-2.0 */
#include "rule/literal_p.h"

#include <string.h>

/** A class of more characters than this is not listed. */
enum { CLASS_SIZE = 8 };
#define NO_POINT UINT32_MAX

/** The members of a class, as the copy shows them, while there are few. */
struct members {
    uint32_t shown[CLASS_SIZE]; /**< Code points: ASCII, or what the copy leaves. */
    uint32_t count;
    bool known;
};

static void add_member(struct members *members, uint32_t code_point)
{
    char c = stet_literal_shown(code_point);
    uint32_t shown = c == 0 ? code_point : (unsigned char)c;
    for (uint32_t i = 0; i < members->count; i++) {
        if (members->shown[i] == shown) {
            return;
        }
    }
    if (members->count == CLASS_SIZE || (c == 0 && code_point < 0x80)) {
        members->known = false;
    } else {
        members->shown[members->count++] = shown;
    }
}

static void add_range(struct members *members, uint32_t first, uint32_t last)
{
    if (last < first || last - first >= 2 * CLASS_SIZE) {
        members->known = false;
        return;
    }
    for (uint32_t c = first; c <= last; c++) {
        add_member(members, c);
    }
}

/** Passes over \p{..}, \pL and the like; false: there is no end. */
static bool skip_property(stet_literal_cursor *cursor)
{
    if (cursor->at == cursor->end) {
        return false;
    }
    if (*cursor->at++ != '{') {
        return true;
    }
    while (cursor->at < cursor->end && *cursor->at != '}') {
        cursor->at++;
    }
    return cursor->at < cursor->end && *cursor->at++ == '}';
}

static void skip_octal(stet_literal_cursor *cursor)
{
    for (int i = 0; i < 2 && cursor->at < cursor->end; i++) {
        if (*cursor->at < '0' || *cursor->at > '7') {
            return;
        }
        cursor->at++;
    }
}

/** An escape in a class: the code point, or NO_POINT for what is not one. */
static uint32_t class_escape(stet_literal_cursor *cursor, struct members *members)
{
    if (cursor->at == cursor->end) {
        cursor->failed = true;
        return NO_POINT;
    }
    uint32_t code_point = 0;
    unsigned char c = *cursor->at;
    if (c >= 0x80 || strchr("0123456789", c) != NULL) {
        uint32_t literal = stet_literal_next(cursor);
        if (c >= 0x80) {
            return literal;
        }
        skip_octal(cursor);
        members->known = false;
        return 1; /* Some code point: it may begin a range. */
    }
    cursor->at++;
    switch (c) {
    case 's':
    case 'h':
    case 'v':
        add_member(members, ' ');
        return NO_POINT;
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'f':
        return '\f';
    case 'x':
        if (!stet_literal_hex(cursor, 'x', &code_point)) {
            cursor->failed = true;
        }
        return code_point;
    case 'p':
    case 'P':
        cursor->failed |= !skip_property(cursor);
        members->known = false;
        return NO_POINT;
    case 'd':
    case 'D':
    case 'w':
    case 'W':
    case 'S':
    case 'H':
    case 'V':
        members->known = false;
        return NO_POINT;
    default:
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
            cursor->failed = true; /* \b, \cX, \o{..}, \N{..}: rare in a class. */
        }
        return c;
    }
}

/** Passes over [:name:]; what only looks like it is not understood. */
static void skip_named(stet_literal_cursor *cursor, struct members *members)
{
    unsigned char mark = *cursor->at++;
    while (cursor->at < cursor->end &&
           (*cursor->at == '^' || (*cursor->at >= 'a' && *cursor->at <= 'z'))) {
        cursor->at++;
    }
    if (cursor->end - cursor->at < 2 || cursor->at[0] != mark || cursor->at[1] != ']') {
        cursor->failed = true;
        return;
    }
    cursor->at += 2;
    members->known = false;
}

/** Reads one member; NO_POINT when it cannot begin or end a range. */
static uint32_t read_member(stet_literal_cursor *cursor, struct members *members)
{
    unsigned char c = *cursor->at;
    if (c == '\\') {
        cursor->at++;
        if (cursor->at < cursor->end && (*cursor->at == 'Q' || *cursor->at == 'E')) {
            cursor->failed = true; /* Quoting inside a class: legal, and rare. */
            return NO_POINT;
        }
        return class_escape(cursor, members);
    }
    if (c == '[' && cursor->end - cursor->at > 1 && cursor->at[1] != 0 &&
        strchr(":.=", cursor->at[1]) != NULL) {
        cursor->at++;
        skip_named(cursor, members);
        return NO_POINT;
    }
    return stet_literal_next(cursor);
}

static void read_members(stet_literal_cursor *cursor, struct members *members)
{
    bool first = true;
    while (cursor->at < cursor->end && !cursor->failed &&
           (first || *cursor->at != ']')) {
        first = false;
        if (cursor->extended_more && (*cursor->at == ' ' || *cursor->at == '\t')) {
            cursor->failed = true; /* (?xx): blanks in a class are not members. */
            return;
        }
        uint32_t point = read_member(cursor, members);
        bool range = cursor->end - cursor->at > 1 && cursor->at[0] == '-' &&
                     cursor->at[1] != ']';
        if (point == NO_POINT) {
            /* A hyphen behind a set of characters is a hyphen, or an error. */
            members->known = members->known && !range;
        } else if (!range) {
            add_member(members, point);
        } else {
            cursor->at++;
            uint32_t last = read_member(cursor, members);
            add_range(members, point, last == NO_POINT ? 0 : last);
        }
    }
    if (cursor->at == cursor->end) {
        cursor->failed = true;
    } else {
        cursor->at++;
    }
}

stet_literal_node stet_literal_class(stet_literal_cursor *cursor)
{
    struct members members = { .known = true };
    bool negated = cursor->at < cursor->end && *cursor->at == '^';
    cursor->at += negated;
    read_members(cursor, &members);
    if (negated || !members.known || members.count == 0 || cursor->failed) {
        return stet_literal_any();
    }
    stet_literal_node node = stet_literal_point_node(cursor->arena, members.shown[0]);
    for (uint32_t i = 1; i < members.count; i++) {
        node = stet_literal_either(
            cursor->arena, node,
            stet_literal_point_node(cursor->arena, members.shown[i]));
    }
    node.ways = 1;
    return node;
}
