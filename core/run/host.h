/* SPDX-License-Identifier: Apache-2.0 */
/**
 * host.h - what a plugin's callbacks see of stet: the context and its functions.
 *
 * A host is one context: it knows which rule is being called, for which unit, with
 * which hits, and where memory and findings go. A worker has one, used for one call
 * after another; creating and destroying checks has one without a worker, whose
 * functions answer that there is no text. The table of functions (stet_host_api) is
 * constant and is all of the ABI's stet_api.
 *
 * A call that fails leaves its reason in the host; the caller of the callback
 * turns it into a diagnostic or a trouble, with where the rule was written.
 */
#ifndef STET_RUN_HOST_H
#define STET_RUN_HOST_H

#include "rule/rule_set.h"
#include "text/document.h"

/** A hit of one of a rule's gates, in one of the record's documents. */
typedef struct stet_rule_hit {
    uint32_t rule;
    uint32_t document; /**< Index in the worker's documents. */
    stet_scan_hit hit;
} stet_rule_hit;

/** One rule in one worker. */
typedef struct stet_rule_state {
    void *state;
    bool opened;
    bool failed; /**< In this piece: it is not called again there. */
    stet_arena keep;
    uint32_t *memos; /**< By form; see stet_memos(). */
    size_t n_memos;
    uint32_t generation;
} stet_rule_state;

typedef struct stet_host {
    stet_ctx ctx;               /**< First: what plugins hold is a pointer to it. */
    struct stet_worker *worker; /**< NULL while checks are made. */
    const struct stet_engine *engine;
    const stet_rule *rule;
    stet_rule_state *state;
    stet_arena *keep;    /**< For stet_keep(). */
    stet_arena *scratch; /**< For stet_alloc(). */
    stet_matcher *matcher;
    stet_pattern_list *own_patterns;    /**< For stet_compile(); NULL but in create. */
    struct stet_state_saving *saving;   /**< In save, else NULL. */
    struct stet_state_loading *loading; /**< In load, else NULL. */
    const stet_unit *unit;
    const stet_rule_hit *hits; /**< Of the unit. */
    size_t n_hits;
    bool has_deadline; /**< The matches of this call have begun. */
    bool failed;
    stet_buffer failure;   /**< The reason. */
    const char *parameter; /**< To blame, or NULL. */
} stet_host;

extern const stet_api stet_host_api;

void stet_host_init(stet_host *host, const struct stet_engine *engine,
                    struct stet_worker *worker, stet_arena *scratch,
                    stet_matcher *matcher);
/** Makes it the context of a rule's callback; forgets the failure of the last one. */
void stet_host_enter(stet_host *host, const stet_rule *rule, stet_rule_state *state,
                     stet_arena *keep);
void stet_host_release(stet_host *host);
/** host_transform.c: stet_transformed() and stet_transform_text() of stet/plugin.h. */
const stet_doc *stet_host_transformed(stet_ctx *ctx, const stet_doc *doc,
                                      const stet_transform *steps, size_t n_steps,
                                      bool raw);
stet_str stet_host_transform_text(stet_ctx *ctx, stet_str text,
                                  const stet_transform *steps, size_t n_steps);
/** How long all matches of a rule in a record of so many bytes may take, or of the scan
    in one text, in milliseconds: a thousand times what a sane set of patterns needs. */
unsigned stet_host_deadline(size_t bytes);

#endif
