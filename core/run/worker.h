/* SPDX-License-Identifier: Apache-2.0 */
/**
 * worker.h - what one thread needs to check pieces, and the checking of one.
 *
 *     piece -> records -> for each text: document, scan, rules of small scope
 *                      -> rules of the whole record, batch rules -> marks -> result
 *
 * Everything in a worker is private to its thread: word forms, documents, scanner,
 * speller, the rules' states. It is made before the first piece and holds no more
 * than one record. It never looks at another worker; states meet in the engine's merge.
 */
#ifndef STET_RUN_WORKER_H
#define STET_RUN_WORKER_H

#include "run/engine.h"
#include "run/hit_key.h"
#include "run/holding.h"
#include "run/host.h"
#include "run/mark.h"
#include "run/plan.h"

/** Where a finding of the record at hand is kept until the record is done. */
typedef struct stet_pending {
    stet_located located;
    uint32_t sequence; /**< In order of report, to keep equal places in order. */
} stet_pending;

/** What reports must not repeat, and where it stands in the source: secret.h. */
typedef struct stet_secret {
    stet_str text;
    uint64_t start, end; /**< Bytes of the source. */
} stet_secret;

typedef struct stet_worker {
    stet_engine *engine;
    const stet_rule *only; /**< No other rule runs; NULL: all. */
    stet_forms forms;
    stet_doc **documents; /**< Of the record at hand, n_documents of them in use. */
    size_t n_documents, documents_capacity;
    stet_doc **changed; /**< Made from those for a callback, n_changed in use. */
    size_t n_changed, changed_capacity;
    size_t last_document;  /**< That was looked for: the next one is near. */
    stet_marks *marks;     /**< One a document. */
    stet_arena arena;      /**< The record's. */
    stet_arena scratch;    /**< The callback's. */
    stet_scanner *scanner; /**< NULL: no rule has a gate. */
    /** Of the texts of late: all, and those of which a rule has asked for the words. */
    uint64_t bytes_seen, bytes_asked;
    stet_matcher *matcher;
    stet_speller *speller; /**< NULL until a rule asks. */
    stet_rule_state *states;
    stet_plan plan;
    stet_holding holding; /**< Rules that hold for the record at hand. */
    stet_rule_hit *hits;  /**< Of the record, by rule, document, start. */
    size_t n_hits, hits_capacity;
    stet_site_bounds bounds; /**< Of the document at hand. */
    stet_hit_key *keys;      /**< Of its hits. */
    size_t keys_capacity;
    stet_pending *pending;
    size_t n_pending, pending_capacity;
    stet_secret *secrets; /**< Of the record at hand. */
    size_t n_secrets, secrets_capacity;
    stet_host host;
    stet_buffer text; /**< For messages and the like. */
    const stet_record *record;
    const stet_node *tree; /**< Of the record's data; NULL until a rule parses it. */
    stet_arena tree_arena;
    stet_record_mark mark; /**< Where it was last told as a place. */
    stet_result *result;
    uint64_t sequence; /**< Of the piece at hand in the batch. */
    bool looks_again;  /**< At pieces that rules of the whole batch have seen. */
    bool last_look;    /**< Rules of the whole batch look now: mend.c looks often, and
                            what they gather must hold each text once. */
} stet_worker;

void stet_worker_init(stet_worker *worker, stet_engine *engine);
/** Calls the rules' close. */
void stet_worker_release(stet_worker *worker);
/** Checks all records of a piece; mends them if the engine does. */
void stet_worker_check(stet_worker *worker, const stet_piece *piece, uint64_t sequence,
                       stet_result *result);
/** The index of a document of the record at hand; n_documents: it is none of them. */
size_t stet_worker_find(stet_worker *worker, const stet_doc *doc);
/** Both ends of a span of a document of the record at hand in the source. */
void stet_worker_points(stet_worker *worker, stet_doc *doc, stet_span span,
                        bool in_markup, stet_point *start, stet_point *end);
/** Adds a trouble at a point (NULL: none) of the record at hand. */
void stet_worker_trouble(stet_worker *worker, const stet_rule *rule,
                         const stet_point *point, stet_str message);
/** Turns a failed callback into a trouble; the rule is silent for the rest of the
 * piece. */
void stet_worker_rule_failed(stet_worker *worker, const stet_rule *rule);
/** The worker's speller, opened when first asked for; NULL after a failure, which is
    then the host's. */
stet_speller *stet_worker_speller(stet_worker *worker);

/** dispatch.c: calls the rules that look at the document, or at the record. */
void stet_dispatch_document(stet_worker *worker, uint32_t document);
void stet_dispatch_record(stet_worker *worker);
/** locate.c: resolves what a plugin reported into a pending finding. */
void stet_locate(stet_worker *worker, const stet_rule *rule, const stet_unit *unit,
                 const stet_finding *finding);
/** locate_fix.c: the finding's fixes as edits of the source; those that cannot be made
    there are left out. */
void stet_locate_fixes(stet_worker *worker, stet_located *located, stet_doc *doc,
                       const stet_finding *finding);
/** Moves the record's pending findings, in order, into the result. */
void stet_locate_flush(stet_worker *worker);

#endif
