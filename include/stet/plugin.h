/* SPDX-License-Identifier: MIT */
/**
 * stet/plugin.h - the whole interface between stet and a rule plugin.
 *
 * A plugin is a shared object that exports one constant, its descriptor. The
 * descriptor lists check types; a rule set, written in YAML, turns a check type
 * into a rule by naming it and setting its parameters. The core reads the
 * parameter tables to validate rule sets, to write `stet explain`, the rule
 * reference and a JSON Schema, so a plugin never parses its own configuration.
 *
 *     bytes -> document -> checks -> findings
 *
 * Lifecycle of one rule. Only `run` is required.
 *
 *     create   once                  options -> check, immutable from then on
 *     open     once a worker         check   -> state, private to that worker
 *     run      once a unit           look at it, report findings
 *     merge    batch only            fold one worker's state into another's
 *     save     batch only            write down what a state holds
 *     load     batch only            add what was written down to a state
 *     finish   batch only, once      report what only the whole batch shows
 *     close    once a worker
 *     destroy  once
 *
 * A batch in parts. A large batch is worked through in parts that may be stopped, gone
 * on with, and shared out to many machines: what a part has gathered is merged, saved
 * as bytes and closed, and in the end everything that was saved is loaded into one
 * state, in any order, and finished. So what is saved must mean the same in another
 * process and on another machine: no word forms, no pointers, no hash of either, and a
 * place only as stet_put_place() writes it. A check without save and load is legal, and
 * is left out of such batches.
 *
 * Threads. `run` is called from many threads with the same `check`, which is
 * why it is const. Everything reached through `ctx`, `state` and `unit` belongs
 * to the calling thread until the callback returns. The other callbacks are
 * never called concurrently for one rule. Keep no writable globals.
 *
 * Memory. A plugin frees nothing it got from stet. stet_alloc() lives until the
 * callback returns. stet_keep() lives as long as the check (in create) or the
 * state (elsewhere); merging two states joins their memory, so nothing is
 * copied. Neither returns NULL: when memory runs out stet ends.
 *
 * Errors. A callback that cannot do its work returns stet_fail(...). The core
 * adds where the rule was written and carries on with the other rules.
 *
 * Change. STET_ABI grows when something below changes meaning, and a plugin
 * built for another number is refused. Within one number the descriptor structs
 * and struct stet_api only grow at the end; spans, blocks, sentences, words and
 * the other value structs never change, and new facts come as new functions.
 *
 * Six parts, all of which this header includes; a plugin includes nothing else of them.
 *
 *     value.h      texts, spans, points, places
 *     document.h   documents, blocks, sentences, words, lines; trees of data
 *     check.h      findings, parameters, check types, the descriptor
 *     api.h        the table of the core's functions
 *     host.h       a wrapper for each of them
 *     archive.h    those that save and load what a batch has gathered
 */
#ifndef STET_PLUGIN_H
#define STET_PLUGIN_H

#include <stet/api.h>
#include <stet/archive.h>
#include <stet/check.h>
#include <stet/document.h>
#include <stet/host.h>
#include <stet/value.h>

#endif
