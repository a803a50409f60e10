/* SPDX-License-Identifier: Apache-2.0 */
/**
 * host_letters.h - what plugins ask of letters and of texts that are no document: the
 * rows of stet_host_api for sentences as references cut them, kinds and cases of
 * letters, and languages. Pure but for the memory, which is the callback's.
 */
#ifndef STET_RUN_HOST_LETTERS_H
#define STET_RUN_HOST_LETTERS_H

#include <stet/plugin.h>

stet_span_array stet_host_split_sentences(stet_ctx *ctx, stet_str text);
uint32_t stet_host_char_class(stet_ctx *ctx, uint32_t code_point);
stet_str stet_host_lower(stet_ctx *ctx, stet_str text);
stet_language stet_host_language(stet_ctx *ctx, stet_str text);
bool stet_host_knows_language(stet_ctx *ctx, stet_str code);
stet_str stet_host_own_language(stet_ctx *ctx);

#endif
