/* SPDX-License-Identifier: Apache-2.0 */
/**
 * language.h - which language a text is in, and in which script.
 *
 * The language is told by Compact Language Detector 2, which knows 83 of them by their
 * scripts and by runs of four letters, and says when it is not certain. The script is
 * counted letter by letter, so it is right for any text. Both are pure functions: no
 * state, no files, any thread; what they return points to static memory.
 */
#ifndef STET_TEXT_LANGUAGE_H
#define STET_TEXT_LANGUAGE_H

#include <stet/plugin.h>

/** Of valid UTF-8. A text is judged by its first 64 KiB. */
stet_language stet_language_detect(stet_str text);
/** Whether this is a code that stet_language_detect() may return. */
bool stet_language_is_known(stet_str code);

#endif
