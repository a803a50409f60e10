/* SPDX-License-Identifier: Apache-2.0 */
/**
 * host_text.h - what plugins ask of any text, be it part of a document or not: the rows
 * of stet_host_api for sentences, letters and languages.
 *
 * They look at nothing but the text; what they give lives in the callback's memory.
 */
#ifndef STET_RUN_HOST_TEXT_H
#define STET_RUN_HOST_TEXT_H

#include <stet/plugin.h>

stet_span_array stet_host_split_sentences(stet_ctx *ctx, stet_str text);
uint32_t stet_host_char_class(stet_ctx *ctx, uint32_t code_point);
stet_str stet_host_lower(stet_ctx *ctx, stet_str text);
stet_language stet_host_language(stet_ctx *ctx, stet_str text);
bool stet_host_knows_language(stet_ctx *ctx, stet_str code);

#endif
