/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz.h"

#include "rule/yaml.h"

#include <stdlib.h>

/** Every node stands in its file, in order, and no deeper than is allowed. */
static void check_node(const stet_yaml *node, const stet_yaml_file *file,
                       unsigned depth)
{
    if (depth > STET_YAML_NESTING || node->file != file || !node->position.line ||
        !node->position.column || node->position.byte > file->bytes.len ||
        node->end.byte < node->position.byte || node->end.byte > file->bytes.len)
        abort();
    bool leaf = node->kind == STET_YAML_NULL || node->kind == STET_YAML_SCALAR;
    if (leaf && node->count)
        abort();
    for (size_t i = 0; i < node->count; i++) {
        if (node->kind == STET_YAML_MAPPING &&
            stet_yaml_get(node, node->keys[i]->text.ptr) == NULL)
            abort();
        check_node(node->items[i], file, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    stet_yaml_file file;
    stet_diagnostics errors = { 0 };
    stet_str bytes = { (const char *)data, size };
    stet_yaml_file_init(&file, (stet_str){ "x", 1 }, bytes, &errors);
    if (file.root)
        check_node(file.root, &file, 0);
    else if (errors.n_errors == 0)
        abort();
    stet_buffer out = { 0 };
    stet_diagnostics_write(&errors, false, &out);
    stet_buffer_release(&out);
    stet_yaml_file_release(&file);
    stet_diagnostics_release(&errors);
    return 0;
}
