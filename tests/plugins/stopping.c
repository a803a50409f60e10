/* SPDX-License-Identifier: Apache-2.0 */
/* Stops the program, as by Ctrl-Z, in the midst of its work: once, at the first text
   with the word "halt" in it, if there is a file halt.once in the working directory,
   which is removed. So a test can act at a moment that it knows, however busy the
   machine is. */
#include <stet/plugin.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>

static int holds(stet_str text, const char *word)
{
    size_t len = strlen(word);
    for (size_t at = 0; at + len <= text.len; at++)
        if (memcmp(text.ptr + at, word, len) == 0)
            return 1;
    return 0;
}

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    (void)check;
    (void)state;
    if (holds(stet_text(ctx, unit->doc), "halt") && remove("halt.once") == 0)
        raise(SIGSTOP);
    return STET_OK;
}

static const stet_message messages[] = { { "none", "nothing is reported" } };

static const stet_check_type at_a_word = {
    .name = "at-a-word",
    .summary = "Stops the program at a word",
    .doc = "Stops the program at the first text that holds the word “halt”.",
    .scope = STET_SCOPE_DOCUMENT,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    .run = run,
};

static const stet_check_type *const checks[] = { &at_a_word };

STET_PLUGIN(stopping) = {
    STET_HEADER, "stopping",          "1.0", "Stops where a test wants it",
    "",          STET_CHECKS(checks),
};
