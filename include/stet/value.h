/* SPDX-License-Identifier: MIT */
/**
 * stet/value.h - the smallest things that stet and a plugin speak of.
 *
 * Texts, spans, points and places are values: they are copied, never change their
 * layout within one STET_ABI, and own nothing. A part of <stet/plugin.h>, which is what
 * a plugin includes.
 */
#ifndef STET_VALUE_H
#define STET_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STET_ABI 2

#if defined(__GNUC__)
#define STET_EXPORT       __attribute__((visibility("default")))
#define STET_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define STET_EXPORT
#define STET_PRINTF(f, a)
#endif

/** UTF-8 text, not NUL-terminated. */
typedef struct stet_str {
    const char *ptr;
    size_t len;
} stet_str;

/** A half-open byte range of a document's text. */
typedef struct stet_span {
    uint32_t start;
    uint32_t end;
} stet_span;

/** A point of a source file. */
typedef struct stet_point {
    uint64_t byte;   /**< Offset from the start of the source. */
    uint32_t line;   /**< From 1. */
    uint32_t column; /**< In Unicode code points, from 1. */
    uint32_t utf16;  /**< In UTF-16 code units, from 1. */
    uint32_t utf8;   /**< In bytes, from 1; 0: not known. */
} stet_point;

/** Somewhere in the batch; stays valid after its document is gone. */
typedef struct stet_place {
    uint64_t doc; /**< Position of the document in the batch: orders places. */
    stet_span span;
    stet_point start, end; /**< Half-open, in the source. */
    stet_str field;        /**< Name of the document's field. */
    stet_str id;           /**< The record's id, kept with the state; may be empty. */
} stet_place;

typedef struct stet_doc stet_doc;         /**< One text. */
typedef struct stet_record stet_record;   /**< A file, or a row of one. */
typedef struct stet_pattern stet_pattern; /**< A compiled PCRE2 pattern. */

/** What a callback is called with; the way to every function below. */
typedef struct stet_ctx {
    const struct stet_api *api;
} stet_ctx;

typedef enum stet_status { STET_OK = 0, STET_FAILED = -1 } stet_status;

#ifdef __cplusplus
}
#endif

#endif
