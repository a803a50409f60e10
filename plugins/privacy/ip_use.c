/* SPDX-License-Identifier: Apache-2.0 */
/* What ranges of internet addresses are for. Sources: the IANA special-purpose address
   registries (RFC 6890), documentation ranges of RFC 5737, RFC 3849 and RFC 9637. */
#include "privacy.h"

typedef struct ipv4_range {
    uint32_t base;
    uint8_t bits;
    privacy_ip_use use;
} ipv4_range;

#define IP(a, b, c, d) \
    ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

static const ipv4_range ipv4_ranges[] = {
    { IP(0, 0, 0, 0), 8, PRIVACY_IP_EXAMPLE },
    { IP(10, 0, 0, 0), 8, PRIVACY_IP_PRIVATE },
    { IP(100, 64, 0, 0), 10, PRIVACY_IP_PRIVATE },
    { IP(127, 0, 0, 0), 8, PRIVACY_IP_PRIVATE },
    { IP(169, 254, 0, 0), 16, PRIVACY_IP_PRIVATE },
    { IP(172, 16, 0, 0), 12, PRIVACY_IP_PRIVATE },
    { IP(192, 0, 0, 0), 24, PRIVACY_IP_EXAMPLE },
    { IP(192, 0, 2, 0), 24, PRIVACY_IP_EXAMPLE },
    { IP(192, 168, 0, 0), 16, PRIVACY_IP_PRIVATE },
    { IP(198, 18, 0, 0), 15, PRIVACY_IP_EXAMPLE },
    { IP(198, 51, 100, 0), 24, PRIVACY_IP_EXAMPLE },
    { IP(203, 0, 113, 0), 24, PRIVACY_IP_EXAMPLE },
    { IP(224, 0, 0, 0), 3, PRIVACY_IP_EXAMPLE }, /* Multicast, reserved, netmasks. */
    /* Resolvers that all the world uses: Google, Cloudflare, Quad9, OpenDNS. */
    { IP(8, 8, 8, 8), 32, PRIVACY_IP_EXAMPLE },
    { IP(8, 8, 4, 4), 32, PRIVACY_IP_EXAMPLE },
    { IP(1, 1, 1, 1), 32, PRIVACY_IP_EXAMPLE },
    { IP(1, 0, 0, 1), 32, PRIVACY_IP_EXAMPLE },
    { IP(9, 9, 9, 9), 32, PRIVACY_IP_EXAMPLE },
    { IP(208, 67, 222, 222), 32, PRIVACY_IP_EXAMPLE },
    { IP(208, 67, 220, 220), 32, PRIVACY_IP_EXAMPLE },
};

typedef struct ipv6_range {
    uint16_t base[2];
    uint8_t bits; /* 32 at most. */
    privacy_ip_use use;
} ipv6_range;

static const ipv6_range ipv6_ranges[] = {
    { { 0x2001, 0x0DB8 }, 32, PRIVACY_IP_EXAMPLE },
    { { 0x3FFF, 0x0000 }, 20, PRIVACY_IP_EXAMPLE },
    { { 0x2001, 0x4860 }, 32, PRIVACY_IP_EXAMPLE }, /* Google's resolvers. */
    { { 0x2606, 0x4700 }, 32, PRIVACY_IP_EXAMPLE }, /* Cloudflare's. */
    { { 0x2620, 0x00FE }, 32, PRIVACY_IP_EXAMPLE }, /* Quad9's. */
    { { 0xFC00, 0x0000 }, 7, PRIVACY_IP_PRIVATE },
    { { 0xFE80, 0x0000 }, 10, PRIVACY_IP_PRIVATE },
    { { 0x2000, 0x0000 }, 3, PRIVACY_IP_PUBLIC },
};

static bool is_within(uint32_t address, uint32_t base, unsigned bits)
{
    uint32_t mask = bits == 0 ? 0 : ~UINT32_C(0) << (32 - bits);
    return (address & mask) == (base & mask);
}

privacy_ip_use privacy_ipv4_use(uint32_t address)
{
    for (size_t i = 0; i < STET_LEN(ipv4_ranges); i++)
        if (is_within(address, ipv4_ranges[i].base, ipv4_ranges[i].bits))
            return ipv4_ranges[i].use;
    return PRIVACY_IP_PUBLIC;
}

privacy_ip_use privacy_ipv6_use(const uint16_t groups[8])
{
    uint32_t first = (uint32_t)groups[0] << 16 | groups[1];
    unsigned rest = 0;

    for (size_t i = 1; i < 8; i++)
        rest |= groups[i];
    if (rest == 0) /* A network: 2001:: */
        return PRIVACY_IP_EXAMPLE;
    for (size_t i = 0; i < STET_LEN(ipv6_ranges); i++) {
        const uint16_t *base = ipv6_ranges[i].base;
        if (is_within(first, (uint32_t)base[0] << 16 | base[1], ipv6_ranges[i].bits))
            return ipv6_ranges[i].use;
    }
    return PRIVACY_IP_EXAMPLE;
}

/* The value of a hexadecimal digit, or -1. */
static int hex_digit(char c)
{
    char lower = (char)(c | 0x20);

    if (privacy_is_digit(c))
        return c - '0';
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Groups of up to four digits between colons; `*gap` is where `::` stands. */
static bool read_groups(stet_str text, uint16_t *groups, size_t *n, size_t *gap)
{
    size_t at = 0;

    while (at < text.len) {
        uint32_t value = 0;
        size_t start = at;
        while (at < text.len && at - start < 5 && hex_digit(text.ptr[at]) >= 0)
            value = value << 4 | (uint32_t)hex_digit(text.ptr[at++]);
        if (at - start > 4 || *n == 8 || (at == start && at != 0))
            return false;
        if (at > start)
            groups[(*n)++] = (uint16_t)value;
        if (at == text.len)
            return true;
        if (text.ptr[at++] != ':')
            return false;
        if (at < text.len && text.ptr[at] == ':') {
            if (*gap != SIZE_MAX)
                return false;
            *gap = *n;
            at++;
        } else if (start == 0 && at == 1) {
            return false;
        }
    }
    return *gap == *n;
}

bool privacy_ipv6_parse(stet_str text, uint16_t groups[8])
{
    uint16_t read[8] = { 0 };
    size_t n = 0, gap = SIZE_MAX;

    if (!read_groups(text, read, &n, &gap) || (gap == SIZE_MAX ? n != 8 : n > 7))
        return false;
    if (gap == SIZE_MAX)
        gap = n;
    for (size_t i = 0; i < 8; i++)
        groups[i] = 0;
    for (size_t i = 0; i < n; i++)
        groups[i < gap ? i : 8 - n + i] = read[i];
    return true;
}
