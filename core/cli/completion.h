/* SPDX-License-Identifier: Apache-2.0 */
/**
 * completion.h - completion scripts for shells, drawn from the command table.
 *
 * Names of rules and of shipped rule sets are asked of stet itself when they are needed
 * (`stet rules --names`, `stet rules --shipped`), so they are those of the project at
 * hand. Pure functions.
 */
#ifndef STET_CLI_COMPLETION_H
#define STET_CLI_COMPLETION_H

#include "base/buffer.h"

void stet_completion_write_bash(stet_buffer *out);
void stet_completion_write_zsh(stet_buffer *out);
void stet_completion_write_fish(stet_buffer *out);

#endif
