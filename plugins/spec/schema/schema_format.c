/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Formats of texts, as far as they can be told from the text alone: that there is such
 * a host or that a mailbox answers is not looked at.
 */
#include "schema/schema_p.h"

#include <strings.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static stet_str part(stet_str text, size_t from, size_t to)
{
    return (stet_str){ text.ptr + from, to - from };
}

/** Two digits at `at`; 100: there are none. */
static unsigned two(stet_str text, size_t at)
{
    if (at + 2 > text.len || !is_digit(text.ptr[at]) || !is_digit(text.ptr[at + 1]))
        return 100;
    return (unsigned)((text.ptr[at] - '0') * 10 + text.ptr[at + 1] - '0');
}

/* ---- Time: RFC 3339 ---- */

static bool is_date(stet_str text)
{
    static const unsigned char days[] = {
        31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
    };
    unsigned century = two(text, 0);
    unsigned year = two(text, 2);
    unsigned month = two(text, 5);
    unsigned day = two(text, 8);
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' || century > 99 ||
        year > 99 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year ? year % 4 == 0 : century % 4 == 0;
    return day <= days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

/** Z or +hh:mm; `*minutes` gets what is to be taken off for UTC. */
static bool is_offset(stet_str text, int *minutes)
{
    *minutes = 0;
    if (text.len == 1)
        return (text.ptr[0] | 0x20) == 'z';
    if (text.len != 6 || (text.ptr[0] != '+' && text.ptr[0] != '-') ||
        text.ptr[3] != ':' || two(text, 1) > 23 || two(text, 4) > 59)
        return false;
    *minutes = (int)(two(text, 1) * 60 + two(text, 4)) * (text.ptr[0] == '-' ? -1 : 1);
    return true;
}

/** A second 60 is a leap second, which comes at the end of a day of UTC. */
static bool is_time(stet_str text)
{
    unsigned hour = two(text, 0);
    unsigned minute = two(text, 3);
    unsigned second = two(text, 6);
    size_t at = 8;
    int offset;
    if (text.len < 9 || text.ptr[2] != ':' || text.ptr[5] != ':' || hour > 23 ||
        minute > 59 || second > 60)
        return false;
    if (text.ptr[at] == '.') {
        size_t first = ++at;
        while (at < text.len && is_digit(text.ptr[at]))
            at++;
        if (at == first)
            return false;
    }
    if (!is_offset(part(text, at, text.len), &offset))
        return false;
    int utc = ((int)(hour * 60 + minute) - offset + 2 * 24 * 60) % (24 * 60);
    return second < 60 || utc == 24 * 60 - 1;
}

static bool is_date_time(stet_str text)
{
    return text.len > 11 && (text.ptr[10] | 0x20) == 't' &&
           is_date(part(text, 0, 10)) && is_time(part(text, 11, text.len));
}

/* ---- Hosts ---- */

/** Labels of letters, digits and hyphens: RFC 1123. */
static bool is_hostname(stet_str text)
{
    size_t start = 0;
    if (text.len == 0 || text.len > 253)
        return false;
    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != '.') {
            if (!is_letter(text.ptr[i]) && !is_digit(text.ptr[i]) && text.ptr[i] != '-')
                return false;
            continue;
        }
        if (i == start || i - start > 63 || text.ptr[start] == '-' ||
            text.ptr[i - 1] == '-')
            return false;
        start = i + 1;
    }
    return true;
}

static bool is_ipv4(stet_str text)
{
    size_t at = 0;
    for (int n = 0; n < 4; n++) {
        unsigned value = 0;
        if (n > 0 && (at == text.len || text.ptr[at++] != '.'))
            return false;
        size_t start = at;
        for (; at < text.len && is_digit(text.ptr[at]) && at < start + 3; at++)
            value = value * 10 + (unsigned)(text.ptr[at] - '0');
        if (at == start || value > 255 || (at - start > 1 && text.ptr[start] == '0'))
            return false;
    }
    return at == text.len;
}

/** Groups of a half of an IPv6 address, of which the last may be an IPv4 address; 9:
    it is none. */
static unsigned count_groups(stet_str text, bool may_end_in_ipv4)
{
    unsigned n = 0;
    for (size_t at = 0; at < text.len;) {
        const char *colon = memchr(text.ptr + at, ':', text.len - at);
        size_t end = colon ? (size_t)(colon - text.ptr) : text.len;
        if (!colon && may_end_in_ipv4 && is_ipv4(part(text, at, end)))
            return n + 2;
        size_t len = end - at;
        if (len < 1 || len > 4 || (colon && end + 1 == text.len))
            return 9;
        for (; at < end; at++)
            if (!is_hex(text.ptr[at]))
                return 9;
        at = end + 1;
        if (++n > 8)
            return 9;
    }
    return n;
}

static bool is_ipv6(stet_str text)
{
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.ptr[i] != ':' || text.ptr[i + 1] != ':')
            continue;
        unsigned before = count_groups(part(text, 0, i), false);
        unsigned after = count_groups(part(text, i + 2, text.len), true);
        return before + after < 8;
    }
    return text.len > 0 && count_groups(text, true) == 8;
}

/* ---- Addresses ---- */

static bool is_atom(char c)
{
    return is_letter(c) || is_digit(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~", c)) ||
           ((unsigned char)c & 0x80);
}

/** What stands before the @: words with dots between them, or a text in quotes. */
static bool is_mailbox(stet_str text)
{
    if (text.len == 0 || text.len > 64)
        return false;
    if (text.len > 1 && text.ptr[0] == '"')
        return text.ptr[text.len - 1] == '"' &&
               !memchr(text.ptr + 1, '"', text.len - 2);
    for (size_t i = 0; i < text.len; i++) {
        bool dot = text.ptr[i] == '.';
        bool end = i == 0 || i + 1 == text.len || text.ptr[i + 1] == '.';
        if (dot ? end : !is_atom(text.ptr[i]))
            return false;
    }
    return true;
}

static bool is_email(stet_str text)
{
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != '@')
        at--;
    if (at == 0 || !is_mailbox(part(text, 0, at - 1)))
        return false;
    stet_str host = part(text, at, text.len);
    if (host.len < 2 || host.ptr[0] != '[')
        return is_hostname(host);
    stet_str inside = part(host, 1, host.len - 1);
    if (host.ptr[host.len - 1] != ']')
        return false;
    return inside.len > 5 && strncasecmp(inside.ptr, "IPv6:", 5) == 0
               ? is_ipv6(part(inside, 5, inside.len))
               : is_ipv4(inside);
}

/** RFC 3986: the characters, %XX, and at most one #. */
static bool has_uri_characters(stet_str text)
{
    size_t n_marks = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%') {
            if (i + 2 >= text.len || !is_hex(text.ptr[i + 1]) ||
                !is_hex(text.ptr[i + 2]))
                return false;
        } else if (!is_letter(c) && !is_digit(c) &&
                   !(c && strchr("-._~:/?#[]@!$&'()*+,;=", c))) {
            return false;
        }
        n_marks += c == '#';
    }
    return n_marks <= 1;
}

/** "//user@host:port" at the start, if it is there: brackets are for IPv6 only. */
static bool has_good_authority(stet_str text)
{
    size_t start = 2;
    size_t end = start;
    if (text.len < 2 || text.ptr[0] != '/' || text.ptr[1] != '/')
        return !memchr(text.ptr, '[', text.len) && !memchr(text.ptr, ']', text.len);
    while (end < text.len && !strchr("/?#", text.ptr[end]))
        end++;
    for (size_t i = start; i < end; i++)
        start = text.ptr[i] == '@' ? i + 1 : start;
    if (memchr(text.ptr, '[', start) || memchr(text.ptr + end, '[', text.len - end))
        return false;
    size_t host = start;
    if (start < end && text.ptr[start] == '[') {
        while (host < end && text.ptr[host] != ']')
            host++;
        if (host == end || !is_ipv6(part(text, start + 1, host)))
            return false;
        host++;
    } else {
        while (host < end && text.ptr[host] != ':')
            host++;
    }
    if (host < end && text.ptr[host] != ':')
        return false;
    for (size_t i = host + 1; i < end; i++)
        if (!is_digit(text.ptr[i]))
            return false;
    return true;
}

/** Length of "http:", or 0. */
static size_t scheme_length(stet_str text)
{
    size_t at = 0;
    while (at < text.len &&
           (is_letter(text.ptr[at]) ||
            (at > 0 && (is_digit(text.ptr[at]) ||
                        (text.ptr[at] && strchr("+-.", text.ptr[at]))))))
        at++;
    return at > 0 && at < text.len && text.ptr[at] == ':' ? at + 1 : 0;
}

static bool is_uri_reference(stet_str text)
{
    size_t scheme = scheme_length(text);
    size_t first = 0;
    while (first < text.len && !strchr(":/?#", text.ptr[first]))
        first++;
    if (!scheme && first < text.len && text.ptr[first] == ':')
        return false; /* A colon in the first part of a path would end a scheme. */
    return has_uri_characters(text) && has_good_authority(part(text, scheme, text.len));
}

static bool is_uri(stet_str text)
{
    return scheme_length(text) > 0 && is_uri_reference(text);
}

/* ---- Others ---- */

static bool is_uuid(stet_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text.ptr[i] != '-' : !is_hex(text.ptr[i]))
            return false;
    }
    return text.len == 36;
}

static bool is_json_pointer(stet_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '~' &&
            (i + 1 == text.len || (text.ptr[i + 1] != '0' && text.ptr[i + 1] != '1')))
            return false;
    return text.len == 0 || text.ptr[0] == '/';
}

static const spec_format formats[] = {
    { "date", is_date, "a date, such as 2026-11-26" },
    { "time", is_time, "a time with its zone, such as 14:30:00Z" },
    { "date-time", is_date_time, "a date and time, such as 2026-11-26T14:30:00Z" },
    { "email", is_email, "an e-mail address" },
    { "hostname", is_hostname, "the name of a host, such as www.example.org" },
    { "ipv4", is_ipv4, "an IPv4 address, such as 192.0.2.1" },
    { "ipv6", is_ipv6, "an IPv6 address, such as 2001:db8::1" },
    { "uri", is_uri, "a whole address, such as https://example.org/a" },
    { "uri-reference", is_uri_reference, "an address, or a part of one" },
    { "uuid", is_uuid, "a UUID: 8-4-4-4-12 hexadecimal digits" },
    { "json-pointer", is_json_pointer, "a JSON pointer, such as /a/0" },
};

const spec_format *spec_format_named(stet_str name)
{
    for (size_t i = 0; i < STET_LEN(formats); i++)
        if (spec_is(name, formats[i].name))
            return &formats[i];
    return NULL;
}

stet_str spec_format_names(stet_ctx *ctx)
{
    stet_str names = { "", 0 };
    for (size_t i = 0; i < STET_LEN(formats); i++)
        names =
            spec_format_text(ctx, "%s%s%s", names.ptr, i ? ", " : "", formats[i].name);
    return names;
}
