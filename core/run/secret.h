/* SPDX-License-Identifier: Apache-2.0 */
/**
 * secret.h - texts that reports must not repeat.
 *
 * Reports are passed on: into logs of a build, chats, other people's tools. So what a
 * check type with stet_check_type.secret finds is hidden in them, in one place for all
 * formats: when a record is done, its middle is written over with asterisks in the
 * message, the match, the source and the excerpt of every finding of the record, also
 * of other rules that show the line it stands in, or a part of it. The ends stay, as in
 * the messages of such checks, so that who knows it can tell which one it is; so does
 * the length, so that columns and fixes fit.
 *
 * What a mark in the text lets stand is hidden as well: it is told to be no secret to
 * who reads the text, not to who reads reports. Fixes and the diffs of --fix are the
 * user's own text and stay whole. Fingerprints are hashes of 64 bits of a secret and
 * the words around it: nothing can be read off them, but whoever knows these words can
 * try out numbers that are few, such as a card's of which ten digits are known.
 *
 * Belongs to the worker; texts live until the record is done.
 */
#ifndef STET_RUN_SECRET_H
#define STET_RUN_SECRET_H

#include "run/worker.h"

/** Keeps the text of a finding, a span of the document's text (or markup), as it is
    there, in the markup and in the source; and tells the result where it is. */
void stet_secret_keep(stet_worker *worker, stet_doc *doc, stet_span span,
                      bool in_markup);

/** A copy of the text of such a finding without its middle, in the result's memory:
   with asterisks, or, when it is long, cut short. */
stet_str stet_secret_mask(stet_worker *worker, stet_str text);

/** Hides all of them in the pending findings, and forgets them. */
void stet_secrets_hide(stet_worker *worker);

#endif
