/* SPDX-License-Identifier: Apache-2.0 */
/* The only C++ of stet: Compact Language Detector 2 has no C interface. Nothing here
   throws or keeps anything. */
#include "text/language_p.h"

#include <cstdio>
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

const char *stet_cld2_detect(const char *text, size_t len, int *percent)
{
    CLD2::CLDHints hints = { nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                             CLD2::UNKNOWN_LANGUAGE };
    CLD2::Language languages[3];
    int percents[3];
    double scores[3];
    int n_letters = 0;
    bool is_reliable = false;
    CLD2::Language language = CLD2::ExtDetectLanguageSummary(
        text, static_cast<int>(len), true, &hints, 0, languages, percents, scores,
        nullptr, &n_letters, &is_reliable);

    if (language == CLD2::UNKNOWN_LANGUAGE || !is_reliable)
        return nullptr;
    *percent = language == languages[0] ? percents[0] : 0;
    return CLD2::LanguageCode(language);
}

bool stet_cld2_knows(const char *code)
{
    for (int i = 0; i < CLD2::NUM_LANGUAGES; i++) {
        if (std::strcmp(CLD2::LanguageCode(static_cast<CLD2::Language>(i)), code) == 0)
            return i != CLD2::UNKNOWN_LANGUAGE && i != CLD2::TG_UNKNOWN_LANGUAGE;
    }
    return false;
}
