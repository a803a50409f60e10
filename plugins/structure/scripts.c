/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

#include <string.h>

static const stet_message messages[] = {
    { "mixed", "“{match}” mixes Latin letters with {script} ones" },
};

enum { SCRIPT_LATIN = 1, SCRIPT_GREEK = 2, SCRIPT_CYRILLIC = 4 };

static uint32_t script_of(uint32_t c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
        (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7))
        return SCRIPT_LATIN;
    if (c >= 0x370 && c <= 0x3FF)
        return SCRIPT_GREEK;
    return c >= 0x400 && c <= 0x52F ? SCRIPT_CYRILLIC : 0;
}

/* What a form is, as kept in the memo. */
enum { FORM_PURE = 1, FORM_GREEK, FORM_CYRILLIC };

/* "β-carotene", "Δt" and "πr²" are science: one Greek letter may stand with Latin ones.
   Nor do the two sides of a hyphen mix. */
static uint32_t classify(stet_str form)
{
    uint32_t scripts = 0, n_greek = 0;

    for (size_t at = 0; at < form.len;) {
        uint32_t c = structure_next(form, &at), script = script_of(c);
        bool parts = c == '-' || c == 0x2010 || c == 0x2011;
        scripts = parts ? 0 : scripts | script;
        n_greek = parts ? 0 : n_greek + (script == SCRIPT_GREEK);
        if (!(scripts & SCRIPT_LATIN))
            continue;
        if (scripts & SCRIPT_CYRILLIC)
            return FORM_CYRILLIC;
        if (n_greek > 1)
            return FORM_GREEK;
    }
    return FORM_PURE;
}

/* Letters that look like Latin ones, and those. */
typedef struct look_alike {
    uint16_t letter;
    char latin;
} look_alike;

static const look_alike look_alikes[] = {
    { 0x0391, 'A' }, { 0x0392, 'B' }, { 0x0395, 'E' }, { 0x0396, 'Z' }, { 0x0397, 'H' },
    { 0x0399, 'I' }, { 0x039A, 'K' }, { 0x039C, 'M' }, { 0x039D, 'N' }, { 0x039F, 'O' },
    { 0x03A1, 'P' }, { 0x03A4, 'T' }, { 0x03A5, 'Y' }, { 0x03A7, 'X' }, { 0x03BD, 'v' },
    { 0x03BF, 'o' }, { 0x0405, 'S' }, { 0x0406, 'I' }, { 0x0408, 'J' }, { 0x0410, 'A' },
    { 0x0412, 'B' }, { 0x0415, 'E' }, { 0x041A, 'K' }, { 0x041C, 'M' }, { 0x041D, 'H' },
    { 0x041E, 'O' }, { 0x0420, 'P' }, { 0x0421, 'C' }, { 0x0422, 'T' }, { 0x0423, 'Y' },
    { 0x0425, 'X' }, { 0x0430, 'a' }, { 0x0435, 'e' }, { 0x043E, 'o' }, { 0x0440, 'p' },
    { 0x0441, 'c' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' }, { 0x0456, 'i' },
    { 0x0458, 'j' }, { 0x04BB, 'h' }, { 0x0501, 'd' }, { 0x051B, 'q' }, { 0x051D, 'w' },
};

static char latin_of(uint32_t c)
{
    for (size_t i = 0; i < STET_LEN(look_alikes); i++)
        if (look_alikes[i].letter == c)
            return look_alikes[i].latin;
    return '\0';
}

/* The word in Latin letters; empty when one of the others looks like none of them. */
static stet_str in_latin(stet_ctx *ctx, stet_str word)
{
    char *out = stet_alloc(ctx, word.len + 1);
    size_t len = 0;

    for (size_t at = 0; at < word.len;) {
        size_t start = at;
        uint32_t c = structure_next(word, &at), script = script_of(c);
        if (script != SCRIPT_GREEK && script != SCRIPT_CYRILLIC) {
            memcpy(out + len, word.ptr + start, at - start);
            len += at - start;
            continue;
        }
        out[len] = latin_of(c);
        if (out[len++] == '\0')
            return (stet_str){ out, 0 };
    }
    return (stet_str){ out, len };
}

static void report(stet_ctx *ctx, const stet_doc *doc, stet_span span, bool greek)
{
    static const char *const names[] = { "Cyrillic", "Greek" };
    stet_edit edit = { span, in_latin(ctx, stet_slice(stet_text(ctx, doc), span)) };
    stet_fix fix = { "Write it in Latin letters", &edit, 1, false };
    stet_arg arg = { .name = "script", .text = { names[greek], strlen(names[greek]) } };

    stet_report(ctx, &(stet_finding){ .span = span,
                                      .args = &arg,
                                      .n_args = 1,
                                      .fixes = &fix,
                                      .n_fixes = edit.text.len > 0 });
}

/* The next byte that begins a Greek or Cyrillic letter: U+0340 to U+053F. */
static size_t find_letter(stet_str text, size_t at)
{
    while ((at = structure_skip_ascii(text, at)) < text.len) {
        unsigned char lead = (unsigned char)text.ptr[at];
        if (lead >= 0xCD && lead <= 0xD4)
            break;
        at++;
    }
    return at;
}

/* The word that ends behind byte `at`, the first of them; words.count: none. */
static size_t word_over(stet_word_array words, size_t at)
{
    size_t low = 0, high = words.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words.items[middle].span.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    stet_str text = stet_text(ctx, unit->doc);
    stet_word_array words;
    uint32_t *memos;

    (void)check, (void)state;
    if ((stet_chars(ctx, unit->doc) & STET_CHARS_FOREIGN) == 0)
        return STET_OK;
    words = stet_words(ctx, unit->doc);
    memos = stet_memos(ctx);
    for (size_t at = 0; (at = find_letter(text, at)) < text.len;) {
        size_t i = word_over(words, at++);
        if (i == words.count)
            break;
        const stet_word *word = &words.items[i];
        if (word->kind != STET_WORD_PLAIN || word->span.start >= at)
            continue;
        if (memos[word->form] == 0)
            memos[word->form] = classify(stet_form(ctx, word->form)->text);
        if (memos[word->form] != FORM_PURE)
            report(ctx, unit->doc, word->span, memos[word->form] == FORM_GREEK);
        at = word->span.end;
    }
    return STET_OK;
}

const stet_check_type structure_mixed_script = {
    .name = "mixed-script",
    .summary = "A word mixes letters of scripts that look alike",
    .doc =
        "A Cyrillic а in a Latin word is not seen, and no search finds the word. Words "
        "that mix Latin letters with Cyrillic ones, or with more than one Greek one, "
        "are told; the two sides of a hyphen may differ.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_ERROR,
    STET_MESSAGES(messages),
    .run = run,
};
