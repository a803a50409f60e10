/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rule_set.h - rules: check type + options + level + message + where.
 *
 *     YAML files --extends--> merged --registry--> rules + layouts + overrides
 *
 * Loading reads the file and all that it extends (shipped sets as stet:NAME, files
 * by path relative to the file that names them; a cycle or a missing file is an
 * error), merges them (the extending file wins key by key within a rule), checks
 * every rule against its check type's table, and reports all errors at once. A rule
 * set with errors is not usable: NULL is returned. What is returned is immutable
 * and shared by all workers.
 *
 * How several files become one: a set that two others extend counts once, where it
 * is met first, or the second would undo what the first one changed. But a file that
 * names a set behind another that had brought it means it: with `extends:
 * [stet:recommended, stet:ai-prose]` the rules of ai-prose, and of all that it extends,
 * are laid over what recommended made of them. Rules are merged by name, and key by
 * key; a rule that names its `check` is whole and inherits nothing. `language` is that
 * of the last file that has one; name and version are those of the file itself;
 * dictionaries, exclusions and overrides are joined; entries of `texts` are joined too,
 * those of the file itself before those of what it extends, because the first match
 * wins.
 *
 * A bundle (rule/bundle.h) stands for the file and all that it reads: nothing else is
 * then read, and paths are those of the bundle with the names in it behind them.
 *
 * A file is read through a callback, so that the pre-commit hook can read the
 * rule set from the git index. Shipped sets are always read from disk.
 */
#ifndef STET_RULE_RULE_SET_H
#define STET_RULE_RULE_SET_H

#include "rule/condition.h"
#include "rule/parameter.h"
#include "rule/registry.h"
#include "rule/scan.h"
#include "rule/term.h"
#include "text/layout.h"

/** An example beside a rule: a text, a record, or a batch of them, in which something
    must, or must not, be found. */
typedef struct stet_rule_example {
    stet_str text;             /**< Of a record: a line of JSON; of a batch: lines, */
    const stet_layout *layout; /**< whose fields this finds; NULL: one Markdown text. */
    const stet_yaml *record;   /**< A record, or a list, as written; NULL likewise. */
    bool bad;
    stet_str fixed; /**< `{text: ..., fixed: ...}`: what --fix must make; ptr NULL: not
                       said. */
    stet_position position;
} stet_rule_example;

typedef struct stet_rule {
    stet_str name;
    uint32_t index; /**< In the rule set. */
    const stet_registered_check *check;
    void *options;
    uint32_t level;   /**< A stet_level; 0: off unless an override turns it on. */
    stet_str message; /**< The rule set's own wording; empty: the check type's. */
    stet_str why;     /**< For explain; empty: none. Likewise: */
    stet_str evidence;
    stet_str url;
    const stet_str *fields; /**< Fields it looks at; 0: every text field. */
    size_t n_fields;
    uint32_t block_kinds; /**< Bits 1 << stet_block_kind. */
    uint32_t sites;       /**< STET_SITE_...: where its hits must stand; 0: anywhere. */
    const uint32_t *gates; /**< Ids of gate patterns, sorted; 0: always called. */
    size_t n_gates;
    const stet_condition
        *conditions; /**< `when`: all must be met; 0: it always holds. */
    size_t n_conditions;
    stet_term term; /**< `since`, `until`, `grace`. */
    const stet_rule_example *examples;
    size_t n_examples;
    const stet_yaml *yaml; /**< The merged mapping, for explain and hashes. */
    stet_str path;         /**< Where it was written (last). */
    stet_position position;
    stet_str set; /**< Name of the rule set that gave it its check. */
    const struct stet_rule *variant_of; /**< An override's version of a rule. */
    uint64_t files; /**< Hash of the files that its parameters name; 0: none. */
} stet_rule;

/** Whether the rule has nothing to say where none of its gates matches. */
static inline bool stet_rule_waits(const stet_rule *rule)
{
    return rule->n_gates > 0 && !rule->check->type->anyway;
}

/** The kinds that are prose, the default of `in`. */
#define STET_PROSE_KINDS                                                             \
    (1u << STET_BLOCK_PARAGRAPH | 1u << STET_BLOCK_HEADING | 1u << STET_BLOCK_ITEM | \
     1u << STET_BLOCK_QUOTE | 1u << STET_BLOCK_CELL)

/** An entry of `texts`: first match wins. */
typedef struct stet_text_entry {
    const stet_str *files; /**< Globs, relative to the rule set's folder. */
    size_t n_files;
    stet_layout layout;
} stet_text_entry;

/** An entry of `overrides`, in order. */
typedef struct stet_override {
    const stet_str *files;
    size_t n_files;
    struct {
        uint32_t rule;    /**< Index of the rule. */
        uint32_t level;   /**< 0: off. */
        uint32_t variant; /**< Index of the rule to use in its place, or the same. */
    } * changes;
    size_t n_changes;
} stet_override;

typedef struct stet_rule_set {
    stet_str name;
    stet_str version;
    char hash[17]; /**< Of everything that decides findings; 16 hex digits. */
    stet_str path;
    stet_str folder;              /**< Globs and files are relative to it. */
    stet_str language;            /**< "en_US" */
    const stet_str *dictionaries; /**< Paths of word lists. */
    size_t n_dictionaries;
    const stet_str *words; /**< Their words, read. */
    size_t n_words;
    const stet_rule *rules; /**< By name; variants behind the others. */
    size_t n_rules;         /**< Variants included. */
    size_t n_named;         /**< Variants not included. */
    const stet_text_entry *texts;
    size_t n_texts;
    const stet_override *overrides;
    size_t n_overrides;
    const stet_str *excludes; /**< `exclude:` globs of files that are not checked. */
    size_t n_excludes;
    stet_conditions conditions; /**< The values that rules' `when` names. */
    stet_pattern_list patterns;
    stet_scan *scan;
    stet_date today; /**< The day by which `since` and `until` are read. */
    bool is_dated;   /**< A rule names a day: what is found depends on today. */
    bool has_sites;  /**< A rule says where its hits must stand. */
    stet_arena arena;
    struct stet_yaml_file **files; /**< All that were read. */
    size_t n_files;
} stet_rule_set;

/** How files are read, and where the shipped ones are. */
typedef struct stet_rule_set_options {
    const stet_registry *registry;
    const char *shipped; /**< The folder of rule sets that ship. */
    stet_str cache;      /**< For the scan; empty: none. */
    stet_date today;     /**< For rules that hold from a day on, or until one. */
    bool force_slow;     /**< STET_SCAN_EVERYWHERE of scan.h. */
    bool try_all;        /**< Rules that are off in all files are looked for too: to
                              test their examples. */
    bool keep_going;     /**< Return the set in spite of errors: explain, rules. Rules
                              that are broken are left out, and there is no scan. */
    /** Reads a file into `out`; NULL: from disk. */
    bool (*read)(void *user, const char *path, stet_buffer *out, stet_error *error);
    void *user;
    /** Told of each file that was read, the rule set itself first; NULL: nobody asks.
        `name` is its path without `.` and `x/..`, or its name as in a bundle when it
        ships or comes from one (`inside`). */
    void (*seen)(void *user, stet_str name, bool inside, stet_str bytes);
    void *seen_user;
} stet_rule_set_options;

/** `path` is a file or "stet:NAME". NULL when `errors` has errors. */
stet_rule_set *stet_rule_set_load(stet_str path, const stet_rule_set_options *options,
                                  stet_diagnostics *errors);
void stet_rule_set_free(stet_rule_set *set);
const stet_rule *stet_rule_set_find(const stet_rule_set *set, stet_str name);
/** "error", "warning", "suggestion"; "off" for 0. */
const char *stet_level_name(uint32_t level);
/** The layout for a file: the first entry of `texts` that matches, else by its name;
    NULL: not a text. `path` is relative to the rule set's folder. */
const stet_layout *stet_rule_set_layout(const stet_rule_set *set, stet_str path);
/** Added to a level: it is a warning now, and an error when the rule's grace is over.
 */
enum { STET_LEVEL_GRACE = 0x40 };
/** The effective levels for a file: `levels[n_rules]`, 0 is off, STET_LEVEL_GRACE may
   be added. Rules that do not hold yet, or no longer, are off. */
void stet_rule_set_levels(const stet_rule_set *set, stet_str path, uint8_t *levels);

/** Finds stet.yaml or .stet.yaml upward from `folder`, stopping behind the folder that
    holds .git; false: none. `exists` NULL: looks on disk. `misnamed`, which may be
   NULL, gets the path of a stet.yml on disk that was met on the way, and is not read.
 */
bool stet_rule_set_find_file(stet_str folder, stet_buffer *out, stet_buffer *misnamed,
                             bool (*exists)(void *user, const char *path), void *user);

/** The names of the shipped sets, sorted, NULL-terminated, in the arena. */
const char *const *stet_rule_set_shipped(const char *folder, stet_arena *arena);

/** The JSON Schema (draft-07) of rule sets, from the registry. */
void stet_schema_write_rule_set(const stet_registry *registry, stet_buffer *out);
/** A rule's `when` on one line, "key: 1001, 1023; category: not draft"; nothing when it
    has none. */
void stet_rule_write_when(const stet_rule *rule, stet_buffer *out);
/** Texts of `stet explain`: a rule, a check type. Markdown-like plain text. */
void stet_explain_rule(const stet_rule *rule, stet_buffer *out);
void stet_explain_check(const stet_registered_check *check, stet_buffer *out);

#endif
