/* SPDX-License-Identifier: Apache-2.0 */
/* The substitutions, each a function or a matcher of what gets blanks around it. */
#include "reading/treebank_p.h"

static char byte_at(const treebank_paper *in, size_t at)
{
    return at < in->len ? in->text[at] : '\0';
}

static bool is_at(const treebank_paper *in, size_t at, const char *text)
{
    size_t len = strlen(text);
    return at + len <= in->len && memcmp(in->text + at, text, len) == 0;
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* The length of what matches at a place; 0: nothing does. */
typedef size_t matcher(const treebank_paper *in, size_t at);

static size_t match_any(const treebank_paper *in, size_t at, const char *const *texts)
{
    for (; *texts; texts++)
        if (is_at(in, at, *texts))
            return strlen(*texts);
    return 0;
}

static size_t opening_quote(const treebank_paper *in, size_t at)
{
    static const char *const quotes[] = { "«", "“", "‘", "„", NULL };
    size_t n = 0;

    if ((unsigned char)in->text[at] >= 0x80)
        return match_any(in, at, quotes);
    while (byte_at(in, at + n) == '`')
        n++;
    return n;
}

static size_t closing_quote(const treebank_paper *in, size_t at)
{
    static const char *const quotes[] = { "»", "”", "’", NULL };
    return (unsigned char)in->text[at] >= 0x80 ? match_any(in, at, quotes) : 0;
}

static size_t backticks(const treebank_paper *in, size_t at)
{
    return is_at(in, at, "``") ? 2 : 0;
}

static size_t stops(const treebank_paper *in, size_t at)
{
    size_t n = 0;
    while (byte_at(in, at + n) == '.')
        n++;
    return n >= 2 ? n : 0;
}

static size_t sign(const treebank_paper *in, size_t at)
{
    return is_one_of(in->text[at], ";@#$%&");
}

static size_t ender(const treebank_paper *in, size_t at)
{
    return is_one_of(in->text[at], "?!");
}

static size_t star(const treebank_paper *in, size_t at)
{
    return in->text[at] == '*';
}

static size_t bracket(const treebank_paper *in, size_t at)
{
    return is_one_of(in->text[at], "[](){}<>");
}

static size_t dashes(const treebank_paper *in, size_t at)
{
    return is_at(in, at, "--") ? 2 : 0;
}

static size_t two_quotes(const treebank_paper *in, size_t at)
{
    return is_at(in, at, "''") ? 2 : 0;
}

/* Puts a blank before and behind each match. */
static void pad(matcher *match, const treebank_paper *in, treebank_paper *out)
{
    size_t copied = 0;

    for (size_t at = 0; at < in->len;) {
        size_t n = match(in, at);
        if (n == 0) {
            at++;
            continue;
        }
        treebank_copy(in, copied, at - copied, out);
        treebank_write(" ", in, at, out);
        treebank_copy(in, at, n, out);
        treebank_write(" ", in, at + n - 1, out);
        at += n;
        copied = at;
    }
    treebank_copy(in, copied, in->len - copied, out);
}

static void first_quote(const treebank_paper *in, treebank_paper *out)
{
    bool quote = byte_at(in, 0) == '"';

    if (quote)
        treebank_write("``", in, 0, out);
    treebank_copy(in, quote, in->len - quote, out);
}

/* A quotation mark behind a blank or a bracket opens. */
static void open_quotes(const treebank_paper *in, treebank_paper *out)
{
    for (size_t at = 0; at < in->len; at++) {
        treebank_copy(in, at, 1, out);
        size_t n = byte_at(in, at + 1) == '"' ? 1 : 2 * is_at(in, at + 1, "''");
        if (n == 0 || !is_one_of(in->text[at], " ([{<"))
            continue;
        treebank_write(" `` ", in, at + 1, out);
        at += n;
    }
}

static bool is_word_at(const treebank_paper *in, size_t at)
{
    stet_str text = { in->text, in->len };
    return at < in->len && python_is_word(in->ctx, python_next(text, &at));
}

static bool is_word_before(const treebank_paper *in, size_t at)
{
    stet_str text = { in->text, in->len };
    return at > 0 && python_is_word(in->ctx, python_before(text, at, &at));
}

static bool is_word_in_any_case(const treebank_paper *in, size_t at, const char *word)
{
    for (; *word; word++, at++)
        if (at >= in->len || (in->text[at] | (*word == '\'' ? 0 : 0x20)) != *word)
            return false;
    return true;
}

/* A single quote before a word of one letter that is no clitic. */
static void lone_letters(const treebank_paper *in, treebank_paper *out)
{
    static const char *const clitics[] = { "re", "ve", "ll", "m", "t",
                                           "s",  "d",  "n",  NULL };
    stet_str text = { in->text, in->len };

    for (size_t at = 0; at < in->len; at++) {
        size_t behind = at + 1;
        bool clitic = in->text[at] != '\'' || !is_word_at(in, behind);
        treebank_copy(in, at, 1, out);
        for (const char *const *it = clitics; *it && !clitic; it++)
            clitic = is_word_in_any_case(in, behind, *it);
        if (clitic)
            continue;
        python_next(text, &behind);
        if (!is_word_at(in, behind))
            treebank_write(" ", in, at, out);
    }
}

/* The last full stop, with closing marks behind it, gets a blank before it; and one
   behind it when `apart`. */
static void final_stop(const char *const *closing, bool apart, const treebank_paper *in,
                       treebank_paper *out)
{
    stet_str text = { in->text, in->len };
    stet_span all = { 0, (uint32_t)in->len };
    size_t stop = in->len;

    while (stop > 0 && in->text[stop - 1] != '.')
        stop--;
    size_t end = stop;
    for (size_t n; stop > 0 && (n = match_any(in, end, closing)) > 0;)
        end += n;
    all.start = (uint32_t)end;
    if (stop < 2 || in->text[stop - 2] == '.' || !python_is_blank(text, all)) {
        treebank_copy(in, 0, in->len, out);
        return;
    }
    treebank_copy(in, 0, stop - 1, out);
    treebank_write(" ", in, stop - 1, out);
    treebank_copy(in, stop - 1, 1, out);
    if (apart)
        treebank_write(" ", in, stop - 1, out);
    treebank_copy(in, stop, end - stop, out);
    treebank_write(" ", in, end - 1, out);
}

static void final_stop_apart(const treebank_paper *in, treebank_paper *out)
{
    static const char *const closing[] = { "]", ")", "}", ">", "\"", "'",
                                           "»", "”", "’", " ", NULL };
    final_stop(closing, true, in, out);
}

static void final_stop_again(const treebank_paper *in, treebank_paper *out)
{
    static const char *const closing[] = { "]", ")", "}", ">", "\"", "'", NULL };
    final_stop(closing, false, in, out);
}

/* Colons and commas, but before a digit. */
static void commas(const treebank_paper *in, treebank_paper *out)
{
    stet_str text = { in->text, in->len };

    for (size_t at = 0; at < in->len; at++) {
        size_t behind = at + 1;
        bool comma = is_one_of(in->text[at], ":,") && behind < in->len;
        if (comma)
            comma = !python_is_digit(in->ctx, python_next(text, &behind));
        if (!comma) {
            treebank_copy(in, at, 1, out);
            continue;
        }
        treebank_write(" ", in, at, out);
        treebank_copy(in, at, 1, out);
        treebank_write(" ", in, at, out);
        treebank_copy(in, at + 1, behind - at - 1, out);
        at = behind - 1;
    }
}

static void last_comma(const treebank_paper *in, treebank_paper *out)
{
    size_t end = in->len;
    size_t mark = end > 0 && in->text[end - 1] == '\n' ? end - 1 : end;
    bool comma = mark > 0 && is_one_of(in->text[mark - 1], ":,");

    treebank_copy(in, 0, comma ? mark - 1 : end, out);
    if (!comma)
        return;
    treebank_write(" ", in, mark - 1, out);
    treebank_copy(in, mark - 1, 1, out);
    treebank_write(" ", in, mark - 1, out);
    treebank_copy(in, mark, end - mark, out);
}

static void quote_before_blank(const treebank_paper *in, treebank_paper *out)
{
    for (size_t at = 0; at < in->len; at++) {
        treebank_copy(in, at, 1, out);
        if (in->text[at] == '\'' || !is_at(in, at + 1, "' "))
            continue;
        treebank_write(" ", in, at + 1, out);
        treebank_copy(in, at + 1, 2, out);
        at += 2;
    }
}

/* The double quotes that are left close. */
static void close_quotes(const treebank_paper *in, treebank_paper *out)
{
    for (size_t at = 0; at < in->len; at++) {
        if (in->text[at] == '"')
            treebank_write(" '' ", in, at, out);
        else
            treebank_copy(in, at, 1, out);
    }
}

/* A blank before one of the endings, where a word and then a blank stand around it. */
static void endings(const char *const *texts, const treebank_paper *in,
                    treebank_paper *out)
{
    for (size_t at = 0; at < in->len; at++) {
        treebank_copy(in, at, 1, out);
        size_t n = is_one_of(in->text[at], "' ") ? 0 : match_any(in, at + 1, texts);
        if (n == 0)
            continue;
        treebank_write(" ", in, at + 1, out);
        treebank_copy(in, at + 1, n, out);
        at += n;
    }
}

static void short_clitics(const treebank_paper *in, treebank_paper *out)
{
    static const char *const texts[] = { "'s ", "'S ", "'m ", "'M ",
                                         "'d ", "'D ", "' ",  NULL };
    endings(texts, in, out);
}

static void long_clitics(const treebank_paper *in, treebank_paper *out)
{
    static const char *const texts[] = { "'ll ", "'LL ", "'re ", "'RE ", "'ve ",
                                         "'VE ", "n't ", "N'T ", NULL };
    endings(texts, in, out);
}

/* Words that are two, whatever their case. */
static const char *const contractions[][2] = {
    { "can", "not" }, { "d", "'ye" },  { "gim", "me" },  { "gon", "na" },
    { "got", "ta" },  { "lem", "me" }, { "more", "'n" }, { "wan", "na" },
};

static bool is_space_at(const treebank_paper *in, size_t at)
{
    stet_str text = { in->text, in->len };
    return at < in->len && python_is_space(python_next(text, &at));
}

static bool is_contraction(const treebank_paper *in, size_t at,
                           const char *const words[2])
{
    size_t second = at + strlen(words[0]);
    size_t behind = second + strlen(words[1]);

    if (!is_word_in_any_case(in, at, words[0]) ||
        !is_word_in_any_case(in, second, words[1]) || is_word_at(in, behind))
        return false;
    return words[0][0] != 'w' || is_space_at(in, behind);
}

static void two_words(const treebank_paper *in, treebank_paper *out)
{
    size_t copied = 0;

    for (size_t at = 0; at < in->len; at++) {
        const char *const *found = NULL;
        if (is_one_of(in->text[at] | 0x20, "cdglmw") && !is_word_before(in, at))
            for (size_t i = 0; i < STET_LEN(contractions) && !found; i++)
                found =
                    is_contraction(in, at, contractions[i]) ? contractions[i] : NULL;
        if (!found)
            continue;
        size_t first = strlen(found[0]);
        size_t second = strlen(found[1]);
        treebank_copy(in, copied, at - copied, out);
        treebank_write(" ", in, at, out);
        treebank_copy(in, at, first, out);
        treebank_write(" ", in, at + first, out);
        treebank_copy(in, at + first, second, out);
        treebank_write(" ", in, at + first, out);
        copied = at + first + second;
        at = copied - 1;
    }
    treebank_copy(in, copied, in->len - copied, out);
}

/* 'tis and 'twas */
static void it_is(const treebank_paper *in, treebank_paper *out)
{
    for (size_t at = 0; at < in->len; at++) {
        treebank_copy(in, at, 1, out);
        if (in->text[at] != ' ' || !is_word_in_any_case(in, at + 1, "'t"))
            continue;
        size_t n = is_word_in_any_case(in, at + 3, "is")    ? 2
                   : is_word_in_any_case(in, at + 3, "was") ? 3
                                                            : 0;
        if (n == 0 || is_word_at(in, at + 3 + n))
            continue;
        treebank_copy(in, at + 1, 2, out);
        treebank_write(" ", in, at + 3, out);
        treebank_copy(in, at + 3, n, out);
        treebank_write(" ", in, at + 2 + n, out);
        at += 2 + n;
    }
}

/* Blanks around all of it. */
static void frame(const treebank_paper *in, treebank_paper *out)
{
    treebank_write(" ", in, 0, out);
    treebank_copy(in, 0, in->len, out);
    treebank_write(" ", in, in->len - 1, out);
}

/* The substitutions in their order: one that pads what it matches, or another, and the
   bytes without which it has nothing to do. */
static const struct {
    matcher *match;
    void (*change)(const treebank_paper *in, treebank_paper *out);
    const char *needs; /* NULL: it always has. */
} steps[] = {
    { opening_quote, NULL, "`\xC2\xE2" },
    { NULL, first_quote, "\"" },
    { backticks, NULL, "`" },
    { NULL, open_quotes, "\"'" },
    { NULL, lone_letters, "'" },
    { NULL, final_stop_apart, "." },
    { NULL, commas, ":," },
    { NULL, last_comma, ":," },
    { stops, NULL, "." },
    { sign, NULL, ";@#$%&" },
    { NULL, final_stop_again, "." },
    { ender, NULL, "?!" },
    { NULL, quote_before_blank, "'" },
    { star, NULL, "*" },
    { bracket, NULL, "[](){}<>" },
    { dashes, NULL, "-" },
    { NULL, frame, NULL },
    { closing_quote, NULL, "\xC2\xE2" },
    { two_quotes, NULL, "'" },
    { NULL, close_quotes, "\"" },
    { NULL, short_clitics, "'" },
    { NULL, long_clitics, "'" },
    { NULL, two_words, NULL },
    { NULL, it_is, "'" },
};

static bool is_needed(size_t step, const bool *present)
{
    const char *needs = steps[step].needs;

    if (!needs)
        return true;
    for (; *needs; needs++)
        if (present[(unsigned char)*needs])
            return true;
    return false;
}

treebank_paper *treebank_change(treebank_paper *in, treebank_paper **other)
{
    treebank_paper *out = *other;

    for (size_t i = 0; i < STET_LEN(steps); i++) {
        if (!is_needed(i, in->present))
            continue;
        out->len = 0;
        if (steps[i].match)
            pad(steps[i].match, in, out);
        else
            steps[i].change(in, out);
        treebank_paper *before = in;
        in = out;
        out = before;
    }
    *other = out;
    return in;
}
