/* SPDX-License-Identifier: Apache-2.0 */
#include "privacy.h"

#include <string.h>

typedef struct secret_pattern {
    const stet_pattern *pattern;
} secret_pattern;

typedef struct secret_options {
    stet_list prefixes; /* secret_pattern */
    stet_list patterns; /* secret_pattern */
    const stet_pattern *private_key, *web_token;
    stet_list allow; /* privacy_text */
} secret_options;

static const stet_param gate_params[1] = {
    STET_PATTERN(secret_pattern, pattern, .gate = true, .doc = "A PCRE2 pattern."),
};

/* Where a key of key_format.c may begin: its table decides. */
static const stet_param params[] = {
    STET_LIST(secret_options, prefixes, secret_pattern, gate_params,
              .more = STET_STRICTER,
              .preset = "['\\bAKIA[A-Z0-9]{16}', '\\bASIA[A-Z0-9]{16}', "
                        "'\\bgh[pousr]_[A-Za-z0-9]{36}', '\\bgithub_pat_\\w{22}', "
                        "'\\bglpat-[\\w.-]{20}', '\\bxox[bpar]-[\\w-]{20}', "
                        "'\\bxapp-[\\w-]{20}', '\\bAIza[\\w-]{35}', "
                        "'\\bGOCSPX-[\\w-]{28}', '\\b[sr]k_live_\\w{24}', "
                        "'\\bsk-[\\w-]{40}', '\\bgsk_\\w{52}', '\\bxai-\\w{80}', "
                        "'\\bhf_[A-Za-z]{34}', '\\br8_\\w{37}', '\\bnpm_\\w{36}', "
                        "'\\bpypi-AgEIcHlwaS5vcmc', '\\bSG\\.[\\w-]{22}\\.', "
                        "'\\bdop_v1_[0-9a-f]{64}', '\\bshp(?:at|ca|pa|ss)_\\w{32}', "
                        "'\\bdckr_pat_', '\\blin_api_', '\\bPMAK-', '\\bglsa_', "
                        "'\\bNRAK-', '\\bhvs\\.[\\w-]{24}', '\\bAGE-SECRET-KEY-1']",
              .min = 1, .max = 1000,
              .doc = "Where a key of a known format may begin: PCRE2 patterns."),
    STET_LIST(secret_options, patterns, secret_pattern, gate_params,
              .more = STET_STRICTER, .preset = "[]",
              .doc = "Formats of your own: PCRE2 patterns; all of a match is told."),
    STET_PATTERN(secret_options, private_key, .gate = true,
                 .preset = "'-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?"
                           "-----'",
                 .doc = "The first line of a private key (RFC 7468)."),
    STET_PATTERN(secret_options, web_token, .gate = true,
                 .preset = "'\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{20,}'",
                 .doc = "What a JSON web token looks like (RFC 7519)."),
    STET_LIST(secret_options, allow, privacy_text, privacy_text_params,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "Keys that may stand, as they are written."),
};

static const stet_message messages[] = {
    { "secret", "“{shown}” is a secret ({what}): take it out, and have it revoked" },
};

static bool is_base64(char c)
{
    return privacy_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           strchr("+/=-_", c) != NULL;
}

/* Whether a key follows its first line, not dots or a word for it: some lines of
   base64. `*end` is moved behind its last line. */
static bool has_key(stet_str text, uint32_t *end)
{
    uint32_t at = *end, n = 0;
    bool seen[128] = { false };
    unsigned n_different = 0;

    while (at < text.len && n < 1 << 14 && strchr(" \n\r\t", text.ptr[at]))
        at++;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '\n' || c == '\r' || c == ' ')
            continue;
        if (!is_base64(c) || (c == '-' && at + 1 < text.len && text.ptr[at + 1] == '-'))
            break;
        n_different += !seen[(unsigned char)c & 0x7F];
        seen[(unsigned char)c & 0x7F] = true;
        n++;
    }
    if (n < 64 || n_different < 20)
        return false;
    *end = at;
    return true;
}

/* The value of a character of base64url (RFC 4648), or -1. */
static int value_of(char c)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
        "0123456789-_";
    const char *at = c ? strchr(alphabet, c) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

/* Whether the header of a web token, decoded, names an algorithm; the token that the
   standard's guides print has the subject 1234567890. */
static bool is_web_token(stet_str token)
{
    static const char guide[] = ".eyJzdWIiOiIxMjM0NTY3ODkwI";
    char header[256];
    size_t n = 0;
    uint32_t bits = 0, n_bits = 0;

    for (size_t i = 0; i < token.len && token.ptr[i] != '.' && n < sizeof header; i++) {
        int value = value_of(token.ptr[i]);
        if (value < 0)
            return false;
        bits = bits << 6 | (uint32_t)value;
        n_bits += 6;
        if (n_bits >= 8)
            header[n++] = (char)(bits >> (n_bits -= 8) & 0xFF);
    }
    for (size_t i = 0; i + sizeof guide - 1 <= token.len; i++)
        if (memcmp(token.ptr + i, guide, sizeof guide - 1) == 0)
            return false;
    for (size_t i = 0; i + 5 <= n; i++)
        if (memcmp(header + i, "\"alg\"", 5) == 0)
            return true;
    return false;
}

static bool is_own(const secret_options *o, const stet_pattern *pattern)
{
    const secret_pattern *items = o->patterns.items;

    for (size_t i = 0; i < o->patterns.count; i++)
        if (items[i].pattern == pattern)
            return true;
    return false;
}

/* What a hit is, and where it ends; NULL: nothing. */
static const char *kind_of(const secret_options *o, stet_str text, const stet_hit *hit,
                           stet_span *span)
{
    if (hit->pattern == o->private_key)
        return has_key(text, &span->end) ? "private key" : NULL;
    if (hit->pattern == o->web_token)
        return is_web_token(stet_slice(text, *span)) ? "JSON web token" : NULL;
    if (is_own(o, hit->pattern))
        return "of your format";
    size_t len = 0;
    const char *name = privacy_key_format(
        (stet_str){ text.ptr + span->start, text.len - span->start }, &len);
    span->end = span->start + (uint32_t)len;
    return name;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const secret_options *o = check;
    stet_str text = stet_text(ctx, unit->doc);
    uint32_t cursor = 0;
    stet_hit hit;

    (void)state;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        const char *kind = kind_of(o, text, &hit, &span);
        if (kind && !privacy_lists(&o->allow, stet_slice(text, span)))
            privacy_report(ctx, span, stet_slice(text, span), kind);
    }
    return STET_OK;
}

const stet_check_type privacy_secret = {
    .name = "secret",
    .summary = "A key, token or private key stands in the text",
    .doc =
        "Finds keys that begin with a prefix of their own (AWS, GitHub, GitLab, "
        "Slack, Google, Stripe, OpenAI, Anthropic, Hugging Face, npm, PyPI and "
        "others), JSON web tokens and private keys, in code too. A key must have the "
        "length and the letters of its format and look as if drawn by lot: "
        "placeholders and the examples of manuals pass. Keys without a prefix, and "
        "passwords, cannot be told from other words.",
    .secret = true,
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(secret_options, params),
    .run = run,
    .kinds = PRIVACY_ALL_BLOCKS,
};
