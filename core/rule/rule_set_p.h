/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rule_set_p.h - a rule set while it is being loaded.
 *
 * One file a step, in this order; each step adds its errors and the next goes on:
 *
 *     rule_set_load.c      the file and what it extends -> layers, last wins
 *     rule_set_bundle.c    the file when it is a bundle; what is read from it
 *     rule_set_order.c     layers -> the order of their rules; some twice
 *     rule_set_merge.c     the layers' rules -> one mapping a rule
 *     rule_set_texts.c     texts, exclude -> layouts; which names are fields
 *     rule_set_rule.c      mapping + check type -> rule
 *     rule_set_lists.c     files of words that its lists name -> their words
 *     rule_set_when.c      when -> conditions; which rules hold for which values
 *     rule_set_term.c      since, until, grace -> from when to when a rule holds
 *     rule_set_example.c   `examples` of a rule -> texts and records
 *     rule_set_override.c  overrides -> changes of level, variants of rules
 *     rule_set_words.c     dictionary -> words
 *     rule_set_scan.c      patterns checked, the scan built
 *     rule_set_hash.c      a hash of all that decides findings
 *
 * A loader lives as long as one call of stet_rule_set_load. What the rule set keeps is
 * in its arena.
 */
#ifndef STET_RULE_RULE_SET_P_H
#define STET_RULE_RULE_SET_P_H

#include "base/map.h"
#include "rule/bundle.h"
#include "rule/rule_set.h"

enum { STET_EXTENDS_NESTING = 32, STET_EXTENDS_STEPS = 4096 };

/** A file that takes part. */
typedef struct stet_rule_layer {
    const stet_yaml_file *file;
    stet_str folder;
    stet_str name;
    bool shipped;  /**< Read from disk, whatever the callback reads from. */
    size_t *bases; /**< The layers it names under `extends`, in order; some twice. */
    size_t n_bases;
} stet_rule_layer;

/** A layer whose rules are laid over those of the steps before. */
typedef struct stet_rule_step {
    size_t layer;
    bool again; /**< It was laid down before: its faults are told. */
} stet_rule_step;

/** A rule before it is compiled. */
typedef struct stet_rule_source {
    stet_str name;
    const stet_yaml *key; /**< Where it was written last. */
    stet_yaml *mapping;   /**< Merged; nodes may come from several files. */
    stet_str set;         /**< Name of the set that defined it. */
} stet_rule_source;

typedef struct stet_rule_loader {
    const stet_rule_set_options *options;
    stet_diagnostics *errors;
    size_t errors_before; /**< The list may hold some of others, such as plugins'. */
    stet_rule_set *set;
    stet_rule_layer *layers; /**< Later ones win. */
    size_t n_layers, layers_capacity;
    stet_rule_step *steps; /**< The order of the layers' rules. */
    size_t n_steps, steps_capacity;
    stet_map visited; /**< Path -> which layer its file is, or that it is being read. */
    stet_rule_source *sources;
    size_t n_sources, sources_capacity;
    stet_map sources_by_name; /**< Name -> index + 1. */
    const char **fields;      /**< Names of text fields that `in` may name. */
    size_t n_fields, fields_capacity;
    stet_map word_files; /**< Path -> the words of the file, a sequence. */
    const char **facts;  /**< Names of fields that are not text. */
    size_t n_facts, facts_capacity;
    stet_rule *rules;    /**< Room for all variants too: rules never move. */
    stet_buffer first;   /**< The set's file, which may come of a pipe: read once, */
    stet_str first_path; /**< under this name; empty: not read. */
    bool is_bundle;      /**< It is one, and all is read from it: */
    stet_bundle bundle;
    stet_str bundle_path; /**< Its path with a slash at its end. */
} stet_rule_loader;

/** A word of a rule set and what it stands for. */
typedef struct stet_rule_word {
    const char *word;
    uint32_t value;
} stet_rule_word;

extern const stet_rule_word stet_level_words[]; /**< "off" is 0. */
extern const size_t stet_n_level_words;
extern const stet_rule_word stet_kind_words[]; /**< Bits 1 << stet_block_kind. */
extern const size_t stet_n_kind_words;
extern const stet_rule_word stet_site_words[]; /**< STET_SITE_... */
extern const size_t stet_n_site_words;
/** Field names that any data may have. */
extern const char *const stet_usual_fields[];
extern const size_t stet_n_usual_fields;
extern const char *const stet_rule_set_keys[]; /**< Of the file itself. */
extern const size_t stet_n_rule_set_keys;

/** Reads a level or `off`. */
bool stet_level_read(const stet_yaml *node, uint32_t *level, stet_diagnostics *errors);

/** "a/b" of "./a/x/../b", so that one file has one name, and "." of what is left with
    nothing; in the arena. */
stet_str stet_rule_path(stet_str path, stet_arena *arena);
/** Opens the set's first file if it is a bundle: what it needs is looked for. False: it
    is one, and cannot be used. */
bool stet_rule_bundle_open(stet_rule_loader *loader);
/** Reads a file of the bundle. */
bool stet_rule_bundle_read(const stet_rule_loader *loader, stet_str path,
                           stet_buffer *out, stet_error *error);
/** Adds an error when the set that came of the bundle is not the one that it was. */
void stet_rule_bundle_check(stet_rule_loader *loader);
void stet_rule_bundle_close(stet_rule_loader *loader);
/** Reads a file as the options say, from disk when `shipped`. */
bool stet_rule_loader_read(const stet_rule_loader *loader, const char *path,
                           bool shipped, stet_buffer *out, stet_error *error);
/** The set's file and all that it extends. */
void stet_rule_set_read_layers(stet_rule_loader *loader, stet_str path);
/** The order in which the layers' rules are laid over each other. */
void stet_rule_set_order_layers(stet_rule_loader *loader);
void stet_rule_set_merge_rules(stet_rule_loader *loader);
/** `over`'s keys replace those of `base`; in the arena, placed where `over` stands. */
stet_yaml *stet_rule_merge(const stet_yaml *base, const stet_yaml *over,
                           stet_arena *arena);
void stet_rule_set_read_texts(stet_rule_loader *loader);
/** A file of words, one a line: its path and bytes, in the set's arena; no bytes when
    they are not UTF-8, which is then an error. False: it could not be read. */
bool stet_word_file_read(const stet_rule_loader *loader, const stet_rule_layer *layer,
                         const stet_yaml *name, stet_yaml_file *out);
/** The next word at or behind `*at`, which moves to the next line; begin with _start.
    False: there is none. */
bool stet_word_file_next(const stet_yaml_file *file, stet_position *at, stet_str *word,
                         stet_position *where);
stet_position stet_word_file_start(const stet_yaml_file *file);
/** The layer of a file, or NULL. */
const stet_rule_layer *stet_rule_loader_layer(const stet_rule_loader *loader,
                                              const stet_yaml_file *file);
/** The mapping with the words of the files that its lists of texts or phrases name, as
    {file: NAME}, in place of these names. */
stet_yaml *stet_rule_read_lists(stet_rule_loader *loader, const stet_check_type *type,
                                stet_yaml *mapping);
/** A copy of a mapping that may be changed, with room for `more` keys. */
stet_yaml *stet_rule_copy_mapping(const stet_yaml *base, size_t more,
                                  stet_arena *arena);
/** Fills `rule` from a merged mapping; false when it cannot be used. */
bool stet_rule_compile(stet_rule_loader *loader, const stet_rule_source *source,
                       stet_rule *rule);
/** Reads a rule's `when`. */
void stet_rule_read_when(stet_rule_loader *loader, const stet_yaml *node,
                         stet_rule *rule);
/** Reads a rule's `since`, `until` and `grace`. */
void stet_rule_read_term(stet_rule_loader *loader, const stet_yaml *mapping,
                         stet_rule *rule);
/** Fills the rule's examples from `examples`. */
void stet_rule_read_examples(stet_rule_loader *loader, const stet_yaml *node,
                             stet_rule *rule);
/** The n-th condition of a `when` in words: "category: not draft". */
void stet_rule_write_condition(const stet_yaml *when, size_t n, stet_buffer *out);
void stet_rule_set_compile_rules(stet_rule_loader *loader);
void stet_rule_set_read_overrides(stet_rule_loader *loader);
/** Lists the rules that have a `when` by the values that they name. */
void stet_rule_set_list_conditions(stet_rule_loader *loader);
void stet_rule_set_read_words(stet_rule_loader *loader);
void stet_rule_set_build_scan(stet_rule_loader *loader);
void stet_rule_set_compute_hash(stet_rule_set *set);
/** A value on one line, as YAML: [a, {b: c}]. */
void stet_yaml_write(const stet_yaml *node, stet_buffer *out);

#endif
