/* SPDX-License-Identifier: Apache-2.0 */
#include "text/language.h"

#include "base/str.h"
#include "text/language_p.h"
#include "text/script.h"

#include <string.h>

/* Bytes: what follows does not change the verdict on a text of one language. */
enum { JUDGED = 64 * 1024, CODE = 16 };

/* Codes of the library that ISO 639 has given up or has no more, and what stands for
   them; the scripts of Chinese are told as scripts. */
static const struct {
    const char *theirs, *ours;
} renamed[] = {
    { "iw", "he" },   { "jw", "jv" },      { "in", "id" },
    { "mo", "ro" },   { "zh-Hant", "zh" }, { "sr-ME", "sr" },
    { "sit-NP", "" }, { "xxx", "" },       { "un", "" },
};

static const char *our_code(const char *theirs)
{
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++)
        if (strcmp(theirs, renamed[i].theirs) == 0)
            return renamed[i].ours;
    return strncmp(theirs, "xx-", 3) == 0 ? "" : theirs;
}

/* The first part of the text, cut before a character that would be cut in two. */
static stet_str judged(stet_str text)
{
    if (text.len <= JUDGED)
        return text;
    text.len = JUDGED;
    while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
        text.len--;
    return text;
}

/* Letters that stand for a syllable or a word carry more than one of an alphabet. */
static uint64_t weighed(const uint64_t counts[STET_N_SCRIPTS])
{
    uint64_t letters = 0;

    for (size_t i = STET_SCRIPT_OTHER; i < STET_N_SCRIPTS; i++)
        letters += counts[i] * (i >= STET_SCRIPT_HANGUL ? 3 : 1);
    return letters;
}

static void tell_script(uint64_t counts[STET_N_SCRIPTS], stet_language *language)
{
    stet_script most = STET_SCRIPT_NONE;
    uint64_t total = 0;

    /* Japanese writes Han among its kana; a Chinese text has hardly a kana. */
    if (counts[STET_SCRIPT_KANA] * 20 > counts[STET_SCRIPT_HAN]) {
        counts[STET_SCRIPT_KANA] += counts[STET_SCRIPT_HAN];
        counts[STET_SCRIPT_HAN] = 0;
    }
    for (size_t i = STET_SCRIPT_OTHER; i < STET_N_SCRIPTS; i++) {
        total += counts[i];
        if (counts[i] > counts[most])
            most = (stet_script)i;
    }
    language->script = stet_str_from(stet_script_name(most));
    if (total > 0)
        language->script_share = (double)counts[most] / (double)total;
}

stet_language stet_language_detect(stet_str text)
{
    stet_language language = { .code = { "", 0 } };
    uint64_t counts[STET_N_SCRIPTS];
    int percent = 0;

    text = judged(text);
    stet_script_count(text, counts);
    language.letters = weighed(counts);
    tell_script(counts, &language);
    if (language.letters == 0)
        return language;
    const char *code = stet_cld2_detect(text.ptr, text.len, &percent);
    if (code) {
        language.code = stet_str_from(our_code(code));
        language.share = language.code.len > 0 ? percent / 100.0 : 0;
    }
    return language;
}

bool stet_language_is_known(stet_str code)
{
    char name[CODE];

    if (code.len == 0 || code.len >= sizeof name)
        return false;
    memcpy(name, code.ptr, code.len);
    name[code.len] = '\0';
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++) {
        if (strcmp(name, renamed[i].theirs) == 0)
            return false;
        if (strcmp(name, renamed[i].ours) == 0)
            return true;
    }
    return strncmp(name, "xx-", 3) != 0 && stet_cld2_knows(name);
}
