/* SPDX-License-Identifier: Apache-2.0 */
/**
 * fuzz.h - what a fuzz target defines.
 *
 * A target is tests/fuzz/fuzz_<name>.c with this one function; its inputs are the files
 * of tests/fuzz/corpus/<name>/, of which there is at least one. In the fuzz build
 * libFuzzer calls it with inputs of its own making; in every other build replay.c calls
 * it with the corpus alone, so that what was once found is looked for in every test
 * run.
 */
#ifndef STET_FUZZ_H
#define STET_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/** Tries one input, which it must not change or keep. Returns 0; aborts on a bug. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
