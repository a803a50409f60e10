/* SPDX-License-Identifier: Apache-2.0 */
/* Formats of keys and tokens that begin with a fixed prefix. What has none cannot be
   told from any other row of letters, and is not looked for. */
#include "privacy.h"

#include <string.h>
#include <strings.h>

/* Which characters follow the prefix. */
enum {
    DIGIT = 1,
    UPPER = 2,
    LOWER = 4,
    LINE = 8, /* _ */
    DASH = 16,
    DOT = 32,
    ALNUM = DIGIT | UPPER | LOWER,
    HEX = DIGIT | LOWER, /* The lower-case letters are compared no further. */
};

typedef struct key_format {
    const char *name, *prefix;
    unsigned alphabet;
    uint16_t min, max; /* Characters behind the prefix. */
    const char *source;
} key_format;

static const key_format formats[] = {
    { "AWS access key", "AKIA", UPPER | DIGIT, 16, 16, "AWS IAM: unique identifiers" },
    { "AWS access key", "ASIA", UPPER | DIGIT, 16, 16, "AWS IAM: unique identifiers" },
    { "GitHub token", "ghp_", ALNUM, 36, 251, "GitHub: token formats" },
    { "GitHub token", "gho_", ALNUM, 36, 251, "GitHub: token formats" },
    { "GitHub token", "ghu_", ALNUM, 36, 251, "GitHub: token formats" },
    { "GitHub token", "ghs_", ALNUM, 36, 251, "GitHub: token formats" },
    { "GitHub token", "ghr_", ALNUM, 36, 251, "GitHub: token formats" },
    { "GitHub token", "github_pat_", ALNUM | LINE, 82, 82, "GitHub: token formats" },
    { "GitLab token", "glpat-", ALNUM | LINE | DASH | DOT, 20, 300,
      "GitLab: token prefixes" },
    { "Slack token", "xoxb-", ALNUM | DASH, 24, 255, "Slack API: token types" },
    { "Slack token", "xoxp-", ALNUM | DASH, 24, 255, "Slack API: token types" },
    { "Slack token", "xoxa-", ALNUM | DASH, 24, 255, "Slack API: token types" },
    { "Slack token", "xoxr-", ALNUM | DASH, 24, 255, "Slack API: token types" },
    { "Slack token", "xapp-", ALNUM | DASH, 24, 255, "Slack API: token types" },
    { "Google API key", "AIza", ALNUM | LINE | DASH, 35, 35, "Google Cloud: API keys" },
    { "Google client secret", "GOCSPX-", ALNUM | LINE | DASH, 28, 28,
      "Google Cloud: OAuth clients" },
    { "Stripe key", "sk_live_", ALNUM, 24, 247, "Stripe: API keys" },
    { "Stripe key", "rk_live_", ALNUM, 24, 247, "Stripe: API keys" },
    { "OpenAI key", "sk-proj-", ALNUM | LINE | DASH, 40, 255, "OpenAI: API keys" },
    { "OpenAI key", "sk-svcacct-", ALNUM | LINE | DASH, 40, 255, "OpenAI: API keys" },
    { "OpenAI key", "sk-admin-", ALNUM | LINE | DASH, 40, 255, "OpenAI: API keys" },
    { "Anthropic key", "sk-ant-", ALNUM | LINE | DASH, 40, 255, "Anthropic: API keys" },
    { "OpenAI key", "sk-", ALNUM, 48, 48, "OpenAI: API keys before 2024" },
    { "Groq key", "gsk_", ALNUM, 52, 52, "Groq: API keys" },
    { "xAI key", "xai-", ALNUM, 80, 80, "xAI: API keys" },
    { "Hugging Face token", "hf_", UPPER | LOWER, 34, 34, "Hugging Face: tokens" },
    { "Replicate token", "r8_", ALNUM, 37, 37, "Replicate: API tokens" },
    { "npm token", "npm_", ALNUM, 36, 36, "npm: access token format" },
    { "PyPI token", "pypi-AgEIcHlwaS5vcmc", ALNUM | LINE | DASH, 50, 300,
      "PyPI: API tokens" },
    { "SendGrid key", "SG.", ALNUM | LINE | DASH | DOT, 66, 66, "SendGrid: API keys" },
    { "DigitalOcean token", "dop_v1_", HEX, 64, 64, "DigitalOcean: token prefixes" },
    { "Shopify token", "shpat_", ALNUM, 32, 32, "Shopify: access token prefixes" },
    { "Shopify token", "shpca_", ALNUM, 32, 32, "Shopify: access token prefixes" },
    { "Shopify token", "shppa_", ALNUM, 32, 32, "Shopify: access token prefixes" },
    { "Shopify secret", "shpss_", ALNUM, 32, 32, "Shopify: access token prefixes" },
    { "Docker token", "dckr_pat_", ALNUM | LINE | DASH, 27, 27, "Docker: tokens" },
    { "Linear key", "lin_api_", ALNUM, 40, 40, "Linear: API keys" },
    { "Postman key", "PMAK-", ALNUM | DASH, 59, 59, "Postman: API keys" },
    { "Grafana token", "glsa_", ALNUM | LINE, 41, 41, "Grafana: service accounts" },
    { "New Relic key", "NRAK-", ALNUM, 27, 27, "New Relic: API keys" },
    { "Vault token", "hvs.", ALNUM | LINE | DASH, 90, 300, "Vault: token prefixes" },
    { "age identity", "AGE-SECRET-KEY-1", UPPER | DIGIT, 58, 58, "age: file format" },
};

static bool is_of(char c, unsigned alphabet)
{
    if (c >= '0' && c <= '9')
        return alphabet & DIGIT;
    if (c >= 'A' && c <= 'Z')
        return alphabet & UPPER;
    if (c >= 'a' && c <= 'z')
        return alphabet & LOWER;
    return (c == '_' && alphabet & LINE) || (c == '-' && alphabet & DASH) ||
           (c == '.' && alphabet & DOT);
}

static bool holds(stet_str text, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= text.len; i++)
        if (strncasecmp(text.ptr + i, word, n) == 0)
            return true;
    return false;
}

/* Words that stand where a key is to be filled in. */
static const char *const placeholders[] = {
    "example", "your", "xxxx", "token", "secret", "1234567", "abcdef", "placeholder",
};

/* A key is drawn by lot: many different characters, none five times in a row, and no
   word that says what it stands for. */
static bool looks_random(stet_str body)
{
    bool seen[128] = { false };
    size_t n_different = 0, run = 1;

    for (size_t i = 0; i < body.len; i++) {
        unsigned char c = (unsigned char)body.ptr[i] & 0x7F;
        n_different += !seen[c];
        seen[c] = true;
        run = i > 0 && body.ptr[i - 1] == body.ptr[i] ? run + 1 : 1;
        if (run >= 5)
            return false;
    }
    for (size_t i = 0; i < STET_LEN(placeholders); i++)
        if (holds(body, placeholders[i]))
            return false;
    return n_different >= 8;
}

const char *privacy_key_format(stet_str text, size_t *len)
{
    for (size_t i = 0; i < STET_LEN(formats); i++) {
        const key_format *format = &formats[i];
        size_t prefix = strlen(format->prefix), n = 0;
        if (text.len < prefix + format->min ||
            memcmp(text.ptr, format->prefix, prefix) != 0)
            continue;
        while (prefix + n < text.len && is_of(text.ptr[prefix + n], format->alphabet))
            n++;
        /* A full stop or a dash at the end belongs to the sentence. */
        while (n > format->min && strchr(".-", text.ptr[prefix + n - 1]))
            n--;
        if (n < format->min || n > format->max ||
            !looks_random((stet_str){ text.ptr + prefix, n }))
            continue;
        *len = prefix + n;
        return format->name;
    }
    return NULL;
}
