/* SPDX-License-Identifier: Apache-2.0 */
/* Verbs with which English texts begin: imperatives of instructions, and forms of be,
   have and do that begin a question. Facts of the language, gathered for this file. */
#include "property.h"

#include <string.h>

/* clang-format off */
static const char *const verbs[] = {
    "accept", "achieve", "add", "adopt", "allow", "analyze", "answer", "apply", "arrange", "ask",
    "assess", "avoid", "bake", "be", "become", "begin", "believe", "bring", "build", "buy",
    "calculate", "call", "check", "choose", "click", "close", "collect", "combine", "come",
    "compare", "complete", "compose", "consider", "continue", "convert", "cook", "copy", "craft",
    "create", "cut", "decide", "define", "delete", "describe", "design", "determine", "develop",
    "did", "discover", "discuss", "divide", "do", "does", "download", "draft", "draw", "drink",
    "drive", "eat", "embrace", "enable", "encourage", "enjoy", "ensure", "enter", "establish",
    "evaluate", "examine", "expect", "explain", "explore", "express", "feel", "fill", "find",
    "follow", "forget", "gather", "generate", "get", "give", "go", "grab", "grow", "has", "have",
    "heat", "help", "hold", "identify", "imagine", "implement", "improve", "include", "increase",
    "insert", "introduce", "invest", "is", "join", "keep", "know", "learn", "leave", "let",
    "limit", "list", "look", "love", "maintain", "make", "mix", "move", "multiply", "open",
    "organize", "pay", "perform", "pick", "place", "plan", "play", "pour", "practice", "prepare",
    "press", "prove", "provide", "pull", "push", "put", "reach", "read", "recall", "reduce",
    "remember", "remove", "repeat", "replace", "research", "review", "run", "save", "say",
    "schedule", "search", "see", "seek", "select", "sell", "send", "serve", "set", "share",
    "show", "sign", "simplify", "speak", "spend", "start", "stay", "stop", "store", "strive",
    "study", "subtract", "suppose", "switch", "take", "talk", "tell", "think", "travel", "try",
    "turn", "understand", "update", "upload", "use", "utilize", "verify", "visit", "walk", "want",
    "was", "watch", "wear", "were", "work", "write",
};
/* clang-format on */

/* Words in -ing and -ed that are no verbs. */
static const char *const others[] = {
    "anything", "bed",    "ceiling", "during",  "evening", "everything",
    "hundred",  "indeed", "king",    "morning", "need",    "nothing",
    "red",      "ring",   "seed",    "sibling", "sing",    "something",
    "spring",   "string", "thing",   "wedding", "wing",
};

/* The lists are in the order of strcmp(). */
static bool is_listed(const char *const *words, size_t n, stet_str word)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t len = strlen(words[middle]);
        int order = memcmp(word.ptr, words[middle], word.len < len ? word.len : len);
        if (order == 0 && word.len == len)
            return true;
        if (order > 0 || (order == 0 && word.len > len))
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static bool ends_with(stet_str word, const char *end)
{
    size_t len = strlen(end);
    return word.len > len + 1 && memcmp(word.ptr + word.len - len, end, len) == 0;
}

bool spec_is_participle(stet_str lower)
{
    return (ends_with(lower, "ing") || ends_with(lower, "ed")) &&
           !is_listed(others, STET_LEN(others), lower);
}

bool spec_is_verb(stet_str lower)
{
    return is_listed(verbs, STET_LEN(verbs), lower) || spec_is_participle(lower);
}
