/* SPDX-License-Identifier: MIT */
/**
 * stet/api.h - the core's functions, as a table that only grows at its end.
 *
 * A plugin links nothing: it reaches the table through the context that it is called
 * with, by the wrappers of stet/host.h and stet/archive.h. A part of <stet/plugin.h>.
 */
#ifndef STET_API_H
#define STET_API_H

#include <stdarg.h>
#include <stet/check.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The core's functions. Call them through the wrappers below. */
typedef struct stet_api {
    size_t size; /**< Of this struct in the running core. */

    stet_str (*text)(stet_ctx *, const stet_doc *);
    stet_block_array (*blocks)(stet_ctx *, const stet_doc *);
    stet_sentence_array (*sentences)(stet_ctx *, const stet_doc *);
    stet_word_array (*words)(stet_ctx *, const stet_doc *);
    stet_field_array (*fields)(stet_ctx *, const stet_record *);
    stet_str (*meta)(stet_ctx *, const stet_record *, const char *key);
    stet_place (*place)(stet_ctx *, const stet_doc *, stet_span);
    bool (*match)(stet_ctx *, const stet_pattern *, stet_str subject, uint32_t from,
                  stet_match *out);
    bool (*next_hit)(stet_ctx *, uint32_t *cursor, stet_hit *out);
    const stet_form_info *(*form)(stet_ctx *, uint32_t form);
    uint32_t (*intern)(stet_ctx *, stet_str letters);
    uint32_t *(*memos)(stet_ctx *);
    stet_str (*markup)(stet_ctx *, const stet_doc *);
    stet_span (*to_markup)(stet_ctx *, const stet_doc *, stet_span);
    stet_line_array (*lines)(stet_ctx *, const stet_doc *);
    stet_inline_array (*inlines)(stet_ctx *, const stet_doc *);
    uint32_t (*chars)(stet_ctx *, const stet_doc *);
    uint64_t (*count)(stet_ctx *, const stet_doc *, stet_count_unit);
    bool (*selected)(stet_ctx *, const stet_block *);
    bool (*is_markdown)(stet_ctx *, const stet_doc *);
    bool (*spell)(stet_ctx *, stet_str word);
    stet_str_array (*suggest)(stet_ctx *, stet_str word);
    const stet_node *(*parse)(stet_ctx *, stet_syntax, stet_str text, stet_fault *);

    void (*report)(stet_ctx *, const stet_finding *);
    STET_PRINTF(3, 0)
    void (*fail)(stet_ctx *, const char *param, const char *format, va_list);
    STET_PRINTF(2, 0)
    void (*log)(stet_ctx *, const char *format, va_list);

    void *(*alloc)(stet_ctx *, size_t size);
    void *(*keep)(stet_ctx *, size_t size);

    stet_reach (*reach)(stet_ctx *, const stet_doc *, stet_str path);
    stet_str (*raw)(stet_ctx *, const stet_record *);
    stet_place (*raw_place)(stet_ctx *, const stet_record *, stet_span);
    stet_field_array (*texts)(stet_ctx *, const stet_record *);
    stet_str (*origin)(stet_ctx *, const stet_record *);
    const stet_pattern *(*compile)(stet_ctx *, stet_str, stet_fault *);
    bool (*matches)(stet_ctx *, const stet_pattern *, stet_str subject);

    stet_span_array (*split_sentences)(stet_ctx *, stet_str text);
    uint32_t (*char_class)(stet_ctx *, uint32_t code_point);
    stet_str (*lower)(stet_ctx *, stet_str text);
    stet_language (*language)(stet_ctx *, stet_str text);
    bool (*knows_language)(stet_ctx *, stet_str code);

    stet_str (*place_origin)(stet_ctx *, const stet_place *);
    bool (*loads)(stet_ctx *);
    void (*put_number)(stet_ctx *, uint64_t);
    void (*put_real)(stet_ctx *, double);
    void (*put_bytes)(stet_ctx *, const void *, size_t);
    void (*put_text)(stet_ctx *, stet_str);
    void (*put_place)(stet_ctx *, const stet_place *);
    bool (*get_number)(stet_ctx *, uint64_t most, uint64_t *);
    bool (*get_real)(stet_ctx *, double *);
    bool (*get_bytes)(stet_ctx *, void *, size_t);
    bool (*get_text)(stet_ctx *, stet_str *);
    bool (*get_place)(stet_ctx *, stet_place *);
    const stet_doc *(*transformed)(stet_ctx *, const stet_doc *, const stet_transform *,
                                   size_t n_steps, bool raw);
    stet_str (*transform_text)(stet_ctx *, stet_str text, const stet_transform *,
                               size_t n_steps);
    stet_str (*written)(stet_ctx *, const stet_pattern *);
    stet_str (*own_language)(stet_ctx *);
    void (*report_statistic)(stet_ctx *, const stet_statistic *);
    void (*put_shown)(stet_ctx *, stet_str);
} stet_api;

/** Whether the running core is new enough to have function `f`. */
#define STET_HAS(ctx, f) \
    (offsetof(stet_api, f) + sizeof(ctx)->api->f <= (ctx)->api->size)

#ifdef __cplusplus
}
#endif

#endif
