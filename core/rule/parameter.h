/* SPDX-License-Identifier: Apache-2.0 */
/**
 * parameter.h - from the YAML of a rule to the options struct of its check type.
 *
 * A parameter table says name, type, default, range, choices and offset; reading is
 * a walk over it. Every fault is added to the diagnostics at its node, with "did you
 * mean" for an unknown key, and reading goes on. Presets are YAML texts and go the same
 * way. A list accepts one plain value for a list of one. Options and all they point to
 * live in the rule set's arena or in its YAML files; patterns are added to its pattern
 * list.
 *
 * A range holds both ends. min = max = 0 is any; max < min is no upper end. The
 * length of a text, phrase or pattern is counted in code points; empty phrases and
 * patterns are always refused.
 */
#ifndef STET_RULE_PARAMETER_H
#define STET_RULE_PARAMETER_H

#include "rule/pattern.h"
#include "rule/yaml.h"

/** Where what is read is put. */
typedef struct stet_parameter_target {
    stet_arena *arena;
    stet_pattern_list *patterns;
    stet_diagnostics *errors;
    /** Reads the file that `name` names, beside the file in which that stands; NULL:
        no files are read. */
    bool (*read)(void *user, const stet_yaml *name, stet_buffer *out,
                 stet_error *error);
    void *user;
    uint64_t *files; /**< Gets a hash of what was read; not looked at without `read`. */
} stet_parameter_target;

/**
 * Reads `rule` (a mapping; keys in `reserved` are not parameters) into zeroed
 * `options`. `gates` receives the ids of its gate patterns, `*n_gates` of them, in the
 * arena. False when an error was added.
 */
bool stet_parameter_read(const stet_check_type *type, const stet_yaml *rule,
                         const char *const *reserved, size_t n_reserved, void *options,
                         uint32_t **gates, size_t *n_gates,
                         const stet_parameter_target *target);
/** parameter_data.c: a value as data, in the arena; NULL, which is no error, of a
    preset that gives nothing. False when an error was added. */
bool stet_parameter_read_data(const stet_yaml *node, const stet_node **out,
                              const stet_parameter_target *target);
/** Whether every preset of the table can be read: for the registry. */
bool stet_parameter_check_presets(const stet_check_type *type, stet_error *error);
/** Bytes of the option field that receives a value of this type; 0: no such type. */
size_t stet_parameter_field_size(uint32_t type);
/** Whether a parameter of the table, or of its items, is a gate. */
bool stet_parameter_has_gate(const stet_param *params, size_t n_params);
/** Whether it is a list of texts or phrases, items of which may name a file of them. */
bool stet_parameter_holds_words(const stet_param *param);
/** Whether `gate_unless` of a parameter names this one. */
bool stet_parameter_is_asked(const stet_param *param, const char *name);
/** Whether the range is not "any", and whether it has an upper end. */
bool stet_parameter_has_range(const stet_param *param);
bool stet_parameter_has_max(const stet_param *param);
/** The preset as a tree, in the arena; NULL: there is none, or it is not YAML, which
    is then added to `errors`. */
const stet_yaml *stet_parameter_preset(const stet_param *param, stet_arena *arena,
                                       stet_diagnostics *errors);
/** The value that a rule (or an item of a list) gives, or NULL. */
const stet_yaml *stet_parameter_get(const stet_yaml *mapping, const stet_param *param);
/** `max-words` for a field `max_words`. */
stet_str stet_parameter_yaml_name(const stet_param *param, stet_arena *arena);
/** "text", "list of phrases", "one of: a, b": for explain and messages. */
stet_str stet_parameter_type_name(const stet_param *param, stet_arena *arena);

#endif
