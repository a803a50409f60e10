/* SPDX-License-Identifier: Apache-2.0 */
/**
 * batch.h - the check types of the batch plugin: what only all the records show.
 *
 * Each is a file that defines one stet_check_type, listed in batch.c. They gather in
 * `run`, once a record, what a later record may have to be held against; `merge` puts
 * two gatherings together; `finish` sorts them by place and looks. So nothing hangs on
 * which worker had which record, and only sums and sorted lists are kept.
 *
 * Here stands what several of them need: the facts of a record that a parameter names,
 * as one hash, and how a place is called in a message.
 */
#ifndef STET_BATCH_H
#define STET_BATCH_H

#include <stet/plugin.h>

extern const stet_check_type batch_duplicates, batch_openings, batch_unique,
    batch_balance, batch_ranking, batch_agreement, batch_records;

/** A list element that is one text. */
typedef struct batch_text {
    stet_str text;
} batch_text;
extern const stet_param batch_text_params[1];

/** Every kind of block, as bits of stet_check_type.kinds: code that is the same is the
    same text, too. */
#define BATCH_ALL_KINDS 0x7Fu

/** Mixes 64 bits so that each of them hangs on all (the finalizer of MurmurHash3 by
    Austin Appleby, public domain, with the constants of David Stafford's Mix13). */
static inline uint64_t batch_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

/** `hash` with `value` behind it. */
static inline uint64_t batch_hash_add(uint64_t hash, uint64_t value)
{
    return batch_mix(hash * 0x9E3779B97F4A7C15u + value);
}

/** Of the bytes as they stand. */
uint64_t batch_hash_bytes(uint64_t hash, stet_str bytes);
/** Of what a value says: ASCII letters in any case, and what is neither a letter nor a
    digit only parts. */
uint64_t batch_hash_value(uint64_t hash, stet_str value);
/** Of the values that a record has under `names` (batch_text), none of which need be
    there. */
uint64_t batch_hash_facts(stet_ctx *ctx, const stet_record *record,
                          const stet_list *names);

/** Whether a record has one of these that is not blank. */
bool batch_has_facts(stet_ctx *ctx, const stet_record *record, const stet_list *names);

/** NUL-terminated: a name in the way in which stet_meta() asks for it. In the
   callback's memory, or the check's in create. */
const char *batch_name(stet_ctx *ctx, stet_str name);

/** `text` without white space at its ends. */
stet_str batch_trim(stet_str text);
/** A copy that lives as long as the state, at most `most` bytes of it, cut at a
    character. */
stet_str batch_keep_text(stet_ctx *ctx, stet_str text, size_t most);
/** A copy of a place that lives as long as the state. */
const stet_place *batch_keep_place(stet_ctx *ctx, const stet_place *place);
/** Where a record begins. */
stet_place batch_record_place(stet_ctx *ctx, const stet_record *record);
/** The same, kept with the state. */
const stet_place *batch_keep_record(stet_ctx *ctx, const stet_record *record);
/** Orders places as the batch does: below 0, 0 or above. */
int batch_compare_places(const stet_place *a, const stet_place *b);
/** Fails, since what is loaded makes no sense; false. */
bool batch_refuse(stet_ctx *ctx, const char *why);
/** Writes a text that is there for messages, or reads and keeps one. */
bool batch_archive_shown(stet_ctx *ctx, stet_str *text);
/** The same of a place. */
bool batch_archive_place(stet_ctx *ctx, const stet_place **place);
/** Where a span of a fact stands in the source; of one that is decoded, such as a cell
   of a table, the whole record. */
stet_place batch_place_in(stet_ctx *ctx, const stet_record *record, stet_str fact,
                          stet_span span);
/** Where a place is, said in a finding at `here`: line 12, or line 12 of a.csv when
   that is another file. In the callback's memory, and so is what follows. */
stet_str batch_line(stet_ctx *ctx, const stet_place *place, const stet_place *here);
/** How a place is called in a message: “q-17”, or its line. */
stet_str batch_call(stet_ctx *ctx, const stet_place *place, const stet_place *here);

/** Formats into the callback's memory; longer than 400 bytes is cut. */
STET_PRINTF(2, 3)
stet_str batch_format(stet_ctx *ctx, const char *format, ...);

#endif
