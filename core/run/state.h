/* SPDX-License-Identifier: Apache-2.0 */
/**
 * state.h - what the rules of the whole batch have gathered: merged, saved, loaded.
 *
 * A batch that is too long for one sitting is checked in parts, by several processes
 * one after the other, or by many machines at once:
 *
 *     each process    run ... save ... run ... save      bytes, kept by who calls
 *     the last one    name sources, load all bytes, in any order, finish
 *
 * and what the last one tells is what one process would have told that had run through
 * all of it. For that who calls sees to four things:
 *
 * - Each source has a key (stet_source.key): a number that it has in every process, in
 *   the order of the batch. Where files are cut, each part is a source of its own, with
 *   the path of the file, which begins at the start of a line. Its records, lines and
 *   bytes are counted from its start, as if nothing stood before.
 * - Between two saves sources are fed in the order of their keys. Which ones, and in
 * how many goes, does not matter.
 * - A source has the same path in all processes: rules may compare what stands in a
 * file.
 * - The last process names the sources in the order of their keys (a file that was cut
 *   once, or each of its parts), and says for each key which one it is and what stands
 *   before it there.
 *
 * A save holds what was gathered since the one before. A rule that failed saves that it
 * did, and speaks no more at the end of the batch wherever that was loaded; so does one
 * of which something could not be loaded, for what it said would be wrong. With
 * options.records a rule that failed in a record goes on in the next, and so saves what
 * it has gathered: the record is told as failed. Not all
 * rules of the batch can be saved (a plugin may be older than this): ask before.
 *
 * Bytes go out and come in by chunks (saved.h): beside the states themselves no more
 * than one is held. All of this is called by the running thread, while nothing runs.
 */
#ifndef STET_RUN_STATE_H
#define STET_RUN_STATE_H

#include "run/engine.h"
#include "run/saved.h"

/** Where a source that was saved stands in the engine that loads it. */
typedef struct stet_state_origin {
    uint32_t source; /**< What stet_engine_name_source() gave. */
    /** What of it stands before the part that the key names. */
    uint64_t records_before, lines_before, bytes_before;
} stet_state_origin;

typedef struct stet_state_origins {
    /** False: no source has this key. It may be any number, if bytes were damaged. */
    bool (*find)(void *user, uint64_t key, stet_state_origin *origin);
    void *user;
} stet_state_origins;

/** Whether a rule gathers something over the whole batch, which is to be saved. */
bool stet_rule_gathers(const stet_rule *rule);
/** Whether it can be: a rule that gathers and cannot be saved is not for batches in
    parts. */
bool stet_rule_can_save(const stet_rule *rule);

/** Adds a source that is not read here, only named by places that are loaded; returns
   its number. `inside` as in stet_source. */
uint32_t stet_engine_name_source(stet_engine *engine, stet_str path, stet_str inside,
                                 uint64_t key);

/**
 * Writes what the rule of this index (variants have their own) has gathered since the
 * last save, and forgets it; writes nothing when it has looked at nothing. False:
 * `write` said stop, then nothing is forgotten and it can be saved again, all of it; or
 * `error` says why the rule cannot be saved: it has failed, which is what it saves from
 * then on.
 */
bool stet_engine_save(stet_engine *engine, uint32_t rule, stet_saved_write write,
                      void *user, stet_error *error);
/**
 * Adds what was saved of a rule of this name and check type, by the same version of its
 * plugin, to what it has gathered. Nothing at all is right, too. False: the error says
 * what is wrong; the rule has failed.
 */
bool stet_engine_load(stet_engine *engine, uint32_t rule, stet_saved_read read,
                      void *user, const stet_state_origins *origins, stet_error *error);

#endif
