/* SPDX-License-Identifier: Apache-2.0 */
#include "structure.h"

static const stet_check_type *const checks[] = {
    &structure_heading_order,  &structure_single_title,    &structure_empty_section,
    &structure_list_length,    &structure_list_depth,      &structure_empty_item,
    &structure_mixed_bullets,  &structure_sentence_length, &structure_paragraph_length,
    &structure_code_fence,     &structure_emphasis,        &structure_table_columns,
    &structure_trailing_space, &structure_doubled_space,   &structure_bare_url,
    &structure_truncated,      &structure_leftover,        &structure_invisible,
    &structure_mojibake,       &structure_mixed_script,
};

STET_PLUGIN(structure) = {
    STET_HEADER, "structure",
    "0.1.0",     "Headings, lists, lengths, tables, spaces, left-overs, odd characters",
    "",          STET_CHECKS(checks),
};
