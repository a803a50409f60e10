/* SPDX-License-Identifier: Apache-2.0 */
#include "privacy.h"

typedef struct email_options {
    const stet_pattern *address;
    stet_list allow; /* privacy_text */
    bool roles;
} email_options;

/* Local parts as they are in use (a part of RFC 5321's), host names of RFC 1123. */
static const stet_param params[] = {
    STET_PATTERN(email_options, address, .gate = true,
                 .preset = "'(?<![\\w.!#$%&*+/=?^{|}~@-])[a-z0-9_][a-z0-9._%+-]{0,63}@"
                           "(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.){1,8}[a-z]{2,24}"
                           "(?![\\w@-]|\\.[a-z0-9])'",
                 .doc = "What an address looks like: a PCRE2 pattern."),
    STET_LIST(email_options, allow, privacy_text, privacy_text_params,
              .more = STET_LOOSER, .preset = "[]",
              .doc = "Addresses and domains that may stand, subdomains with them: your "
                     "own, and those that you make examples with."),
    STET_BOOL(email_options, roles, .more = STET_STRICTER, .preset = "false",
              .doc =
                  "Whether addresses of an office (info@, support@ ...) are told too; "
                  "they are nobody's own."),
};

static const stet_message messages[] = {
    { "email",
      "“{shown}” is an e-mail address: take it out, or use one of example.com" },
};

/* RFC 2606 and RFC 6761; .local is of RFC 6762, .internal and .onion lead nowhere that
   a letter goes. */
static const char *const reserved_names[] = {
    "example.com", "example.org", "example.net", "example.edu", "example", "test",
    "invalid",     "localhost",   "local",       "internal",    "onion",
};

/* Mailboxes of offices: RFC 2142, and what web sites call them. */
static const char *const offices[] = {
    "info",     "marketing",  "sales",      "support",   "abuse",   "noc",
    "security", "postmaster", "hostmaster", "usenet",    "news",    "webmaster",
    "www",      "contact",    "help",       "hello",     "service", "customerservice",
    "noreply",  "no-reply",   "admin",      "office",    "press",   "jobs",
    "feedback", "billing",    "enquiries",  "inquiries", "privacy", "legal",
};

/* Names that stand for any name, in forms and manuals. */
static const char *const nobodies[] = {
    "example",   "user",     "username",   "name",
    "email",     "someone",  "somebody",   "john.doe",
    "johndoe",   "jane.doe", "janedoe",    "jdoe",
    "john_doe",  "jane_doe", "first.last", "firstname.lastname",
    "recipient", "sender",   "test",       "foo",
    "git",
};

/* Endings of files and of program text that look like a host: logo@2x.png, git@v1.py.
 */
static const char *const no_domains[] = {
    "png", "jpg",  "jpeg", "gif", "svg", "webp", "css", "js",
    "ts",  "html", "php",  "py",  "txt", "json", "xml", "pdf",
};

static stet_str part_behind(stet_str text, size_t at)
{
    return (stet_str){ text.ptr + at, text.len - at };
}

/* Whether `domain` is `name` or a subdomain of it. */
static bool is_under(stet_str domain, stet_str name)
{
    return domain.len >= name.len &&
           privacy_is_same(part_behind(domain, domain.len - name.len), name) &&
           (domain.len == name.len || domain.ptr[domain.len - name.len - 1] == '.');
}

static bool is_reserved(stet_str domain)
{
    for (size_t i = 0; i < STET_LEN(reserved_names); i++)
        if (is_under(domain,
                     (stet_str){ reserved_names[i], strlen(reserved_names[i]) }))
            return true;
    for (size_t i = 0; i < STET_LEN(no_domains); i++)
        if (is_under(domain, (stet_str){ no_domains[i], strlen(no_domains[i]) }))
            return true;
    /* example.co.uk, and the like. */
    return domain.len > 8 &&
           privacy_is_same((stet_str){ domain.ptr, 8 }, (stet_str){ "example.", 8 });
}

static bool is_one_of(stet_str name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (privacy_is_same(name, (stet_str){ names[i], strlen(names[i]) }))
            return true;
    return false;
}

/* Blotted out: xxx@xxx.xxx. */
static bool is_blotted(stet_str local)
{
    for (size_t i = 0; i < local.len; i++)
        if (local.ptr[i] != 'x' && local.ptr[i] != 'X')
            return false;
    return local.len >= 2;
}

/* What stands behind a plus is a label: test+tag. */
static bool is_nobody(const email_options *o, stet_str local)
{
    const char *plus = memchr(local.ptr, '+', local.len);

    if (plus)
        local.len = (size_t)(plus - local.ptr);
    /* Shortened for print: pres...@example.com. */
    for (size_t i = 0; i + 1 < local.len; i++)
        if (local.ptr[i] == '.' && local.ptr[i + 1] == '.')
            return true;
    if (local.len >= 4 &&
        privacy_is_same((stet_str){ local.ptr, 4 }, (stet_str){ "your", 4 }))
        return true;
    if (is_blotted(local))
        return true;
    return is_one_of(local, nobodies, STET_LEN(nobodies)) ||
           (!o->roles && is_one_of(local, offices, STET_LEN(offices)));
}

static bool is_allowed(const email_options *o, stet_str address, stet_str domain)
{
    const privacy_text *items = o->allow.items;

    for (size_t i = 0; i < o->allow.count; i++)
        if (privacy_is_same(address, items[i].text) || is_under(domain, items[i].text))
            return true;
    return false;
}

/* user:password@host and git@host:path are of no mailbox. */
static bool is_login(stet_str text, stet_span span)
{
    bool url =
        span.start > 0 &&
        (text.ptr[span.start - 1] == ':' || text.ptr[span.start - 1] == '/') &&
        !(span.start >= 7 && privacy_is_same((stet_str){ text.ptr + span.start - 7, 7 },
                                             (stet_str){ "mailto:", 7 }));
    bool path = span.end + 1 < text.len && text.ptr[span.end] == ':' &&
                privacy_is_word(text.ptr[span.end + 1]);
    bool spaced = span.start >= 2 && text.ptr[span.start - 1] == '/' &&
                  text.ptr[span.start - 2] != '/';
    return path || (url && !spaced);
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    const email_options *o = check;
    stet_str text = stet_text(ctx, unit->doc);
    uint32_t cursor = 0;
    stet_hit hit;

    (void)state;
    while (stet_next_hit(ctx, &cursor, &hit)) {
        stet_span span = hit.match.group[0];
        stet_str address = stet_slice(text, span);
        const char *at = memchr(address.ptr, '@', address.len);
        if (!at || is_login(text, span))
            continue;
        stet_str domain = part_behind(address, (size_t)(at - address.ptr) + 1);
        stet_str local = { address.ptr, (size_t)(at - address.ptr) };
        if (!is_reserved(domain) && !is_nobody(o, local) &&
            !is_allowed(o, address, domain))
            privacy_report(ctx, span, address, "e-mail address");
    }
    return STET_OK;
}

const stet_check_type privacy_email = {
    .name = "email",
    .summary = "An e-mail address stands in the text",
    .doc = "Finds e-mail addresses in the text, in code too; not in targets of links, "
           "which "
           "readers do not see. Addresses of example.com, "
           "example.org, example.net and under .example, .test, .invalid and "
           ".localhost pass, since nobody has them, and so do names that stand for any "
           "name "
           "(john.doe, your-name, xxx) and, unless `roles` is true, those of offices "
           "(info, "
           "support); `allow` has addresses and domains "
           "of yours that may stand.",
    .secret = true,
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    STET_PARAMS(email_options, params),
    .run = run,
    .kinds = PRIVACY_ALL_BLOCKS,
};
