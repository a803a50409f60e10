/* SPDX-License-Identifier: Apache-2.0 */
#include "privacy.h"

#include <string.h>

typedef struct ip_options {
    const stet_pattern *ipv4, *ipv6;
    bool private;
} ip_options;

static const stet_param params[] = {
    STET_PATTERN(ip_options, ipv4, .gate = true,
                 .preset = "'\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w]|[.-]\\w)'",
                 .doc = "What an IPv4 address looks like: a PCRE2 pattern."),
    STET_PATTERN(ip_options, ipv6, .gate = true,
                 .preset =
                     "'(?:[23]\\d[0-9a-f]{2}|[23][a-f][0-9a-f]{2}|f[cde][0-9a-f]{2})"
                     "(?::[0-9a-f]{0,4}){2,7}(?![\\w:]|\\.\\w)'",
                 .doc = "The same of IPv6: global, unique local and link-local ones."),
    STET_BOOL(ip_options, private, .more = STET_STRICTER, .preset = "false",
              .doc = "Whether addresses of private networks and of the machine itself "
                     "are told too."),
};

static const stet_message messages[] = {
    { "address",
      "“{shown}” is an {what} address: take it out, or use one for documentation" },
};

/* What is numbered with four numbers and is no address. */
static const char *const numbered[] = {
    "version", "versions", "ver",     "v",      "release", "section",
    "chapter", "clause",   "article", "figure", "table",   "build",
    "rev",     "firmware", "update",  "driver", "kernel",  "update",
};

/* The word before a place, blanks passed over. */
static stet_str word_before(stet_str text, uint32_t at)
{
    uint32_t end = at;

    while (end > 0 && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '.' ||
                       text.ptr[end - 1] == ':'))
        end--;
    uint32_t start = end;
    while (start > 0 && end - start < 16 && privacy_is_word(text.ptr[start - 1]) &&
           !privacy_is_digit(text.ptr[start - 1]))
        start--;
    return (stet_str){ text.ptr + start, end - start };
}

static bool is_numbering(stet_str text, uint32_t at)
{
    stet_str word = word_before(text, at);

    for (size_t i = 0; i < STET_LEN(numbered); i++)
        if (privacy_is_same(word, (stet_str){ numbered[i], strlen(numbered[i]) }))
            return true;
    return false;
}

/* No sign that makes it part of something longer stands before it. */
static bool stands_alone(stet_str text, uint32_t at)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    return !privacy_is_word(before) && !strchr("._-:+", before);
}

static bool read_ipv4(stet_str text, uint32_t *address)
{
    uint32_t value = 0, octet = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.') {
            value = value << 8 | octet;
            octet = 0;
            continue;
        }
        if (octet == 0 && i > 0 && text.ptr[i - 1] == '0')
            return false;
        octet = octet * 10 + (uint32_t)(text.ptr[i] - '0');
        if (octet > 255)
            return false;
    }
    *address = value << 8 | octet;
    return true;
}

/* Four numbers under 32, as versions and sections have them. */
static bool is_small(uint32_t address)
{
    return (address & 0xE0E0E0E0) == 0;
}

/* What is hardly a host: a network (.0), four times the same, 1.2.3.4 and the like.
   In private networks there are hosts with small numbers: 10.0.0.1. */
static bool is_made_up(uint32_t address)
{
    bool small = is_small(address) && privacy_ipv4_use(address) != PRIVACY_IP_PRIVATE;
    bool same = address == (address & 0xFF) * UINT32_C(0x01010101);
    return small || same || (address & 0xFF) == 0 || address == 0x0B16212C ||
           address == 0x7B2D4359; /* 11.22.33.44, 123.45.67.89 */
}

/* Words that announce an address; one that could be a version needs one. */
static const char *const announcing[] = {
    "ip",   "ipv4", "address", "addresses", "host", "server", "ssh",
    "ping", "http", "https",   "gateway",   "dns",  "proxy",  "connect",
};

/* Versions begin with a small number, or have small ones alone. */
static bool needs_word(stet_str address)
{
    uint32_t value;

    return address.ptr[1] == '.' || (read_ipv4(address, &value) && is_small(value));
}

static bool is_told(const ip_options *o, stet_str text, bool six)
{
    privacy_ip_use use;
    uint32_t address;
    uint16_t groups[8];

    if (six) {
        if (!privacy_ipv6_parse(text, groups))
            return false;
        use = privacy_ipv6_use(groups);
    } else {
        if (!read_ipv4(text, &address))
            return false;
        use = is_made_up(address) ? PRIVACY_IP_EXAMPLE : privacy_ipv4_use(address);
    }
    return use == PRIVACY_IP_PUBLIC || (o->private && use == PRIVACY_IP_PRIVATE);
}

static bool is_version(stet_str text, stet_span span)
{
    return is_numbering(text, span.start) ||
           (needs_word(stet_slice(text, span)) &&
            !privacy_is_announced(text, span.start, announcing, STET_LEN(announcing)));
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const ip_options *o = check;
    stet_str text = stet_text(ctx, unit->doc);
    uint32_t cursor = 0;
    stet_hit hit;

    (void)state;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        bool six = hit.pattern == o->ipv6;
        if (!stands_alone(text, span.start) ||
            !is_told(o, stet_slice(text, span), six) ||
            (!six && is_version(text, span)))
            continue;
        privacy_report(ctx, span, stet_slice(text, span), six ? "IPv6" : "IPv4");
    }
    return STET_OK;
}

const stet_check_type privacy_ip_address = {
    .name = "ip-address",
    .summary = "An internet address of a machine stands in the text",
    .doc = "Finds IPv4 and IPv6 addresses that lead to a machine. The ranges for "
           "documentation (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24, "
           "2001:db8::/32), networks, netmasks and public resolvers such as 8.8.8.8 "
           "pass, and, unless `private` is true, addresses of private networks and of "
           "the machine itself. What stands behind “version” or “section” is a "
           "numbering; so are four numbers under 32, and what begins with one digit "
           "unless a word such as “address” or “server” announces it. In 10.0.0.0/8 "
           "four numbers under 32 are an address too where such a word does.",
    .secret = true,
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(ip_options, params),
    .run = run,
    .kinds = PRIVACY_ALL_BLOCKS,
};
