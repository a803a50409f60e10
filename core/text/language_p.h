/* SPDX-License-Identifier: Apache-2.0 */
/**
 * language_p.h - the few words of C++ that the library speaks, said in C.
 *
 * For language.c alone; the functions stand in language_cld2.cc.
 */
#ifndef STET_TEXT_LANGUAGE_P_H
#define STET_TEXT_LANGUAGE_P_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The library's code of the language that most of the text is in, static; NULL when it
    is not certain. `*percent` is the part of the text that is in it. */
const char *stet_cld2_detect(const char *text, size_t len, int *percent);
/** Whether the library has a language of this code, NUL-terminated. */
bool stet_cld2_knows(const char *code);

#ifdef __cplusplus
}
#endif

#endif
