/* SPDX-License-Identifier: Apache-2.0 */
/**
 * script.h - the script of letters, by Unicode's property of that name.
 *
 *     "Кот sat" -> cyrillic 3, latin 3
 *
 * The scripts that most texts are written in; the letters of all others are `other`.
 * Pure functions over static tables; any thread.
 */
#ifndef STET_TEXT_SCRIPT_H
#define STET_TEXT_SCRIPT_H

#include <stet/plugin.h>

typedef enum stet_script {
    STET_SCRIPT_NONE, /**< No letter. */
    STET_SCRIPT_OTHER,
    STET_SCRIPT_LATIN,
    STET_SCRIPT_GREEK,
    STET_SCRIPT_CYRILLIC,
    STET_SCRIPT_ARMENIAN,
    STET_SCRIPT_HEBREW,
    STET_SCRIPT_ARABIC,
    STET_SCRIPT_DEVANAGARI,
    STET_SCRIPT_BENGALI,
    STET_SCRIPT_GURMUKHI,
    STET_SCRIPT_GUJARATI,
    STET_SCRIPT_ORIYA,
    STET_SCRIPT_TAMIL,
    STET_SCRIPT_TELUGU,
    STET_SCRIPT_KANNADA,
    STET_SCRIPT_MALAYALAM,
    STET_SCRIPT_SINHALA,
    STET_SCRIPT_THAI,
    STET_SCRIPT_LAO,
    STET_SCRIPT_TIBETAN,
    STET_SCRIPT_MYANMAR,
    STET_SCRIPT_GEORGIAN,
    STET_SCRIPT_ETHIOPIC,
    STET_SCRIPT_KHMER,
    STET_SCRIPT_MONGOLIAN,
    STET_SCRIPT_HANGUL,
    STET_SCRIPT_HAN,
    STET_SCRIPT_KANA, /**< Hiragana and Katakana. */
    STET_N_SCRIPTS
} stet_script;

/** The script of a code point; NONE when it is no letter of one. */
stet_script stet_script_of(uint32_t code_point);
/** As it is written in rule sets: "latin"; of KANA, which never stands alone,
    "japanese". Static. */
const char *stet_script_name(stet_script script);
/** Counts the letters of valid UTF-8 by script. */
void stet_script_count(stet_str text, uint64_t counts[STET_N_SCRIPTS]);

#endif
