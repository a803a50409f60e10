/* SPDX-License-Identifier: Apache-2.0 */
/* Verbs with which English texts begin: imperatives of instructions, and forms of be,
   have and do that begin a question. Facts of the language, gathered for this file. */
#include "reading/property.h"

#include <string.h>

/* clang-format off */
static const char *const verbs[] = {
    "accept", "achieve", "add", "adjust", "admit", "adopt", "advise", "afford", "align", "allocate",
    "allow", "alter", "analyze", "announce", "answer", "anticipate", "apologize", "appear", "apply",
    "appoint", "appreciate", "approve", "argue", "arrange", "arrive", "ask", "assess", "assign",
    "assist", "assume", "attach", "attend", "attract", "avoid", "bake", "be", "become", "begin",
    "behave", "believe", "belong", "bend", "bind", "blend", "boil", "break", "breathe", "bring",
    "build", "buy", "calculate", "call", "carry", "celebrate", "challenge", "check", "choose",
    "chop", "cite", "clarify", "classify", "click", "close", "collect", "combine", "come",
    "communicate", "compare", "compete", "complain", "complete", "comply", "compose", "compute",
    "concentrate", "conclude", "conduct", "configure", "confirm", "connect", "conserve", "consider",
    "consult", "consume", "contact", "contain", "continue", "contribute", "convert", "cook", "cool",
    "cope", "copy", "correct", "craft", "create", "crush", "customize", "cut", "deal", "decide",
    "declare", "decline", "decorate", "dedicate", "defend", "define", "delete", "deliver",
    "demonstrate", "deny", "depend", "describe", "deserve", "design", "destroy", "detect",
    "determine", "develop", "devote", "did", "dig", "disable", "disagree", "discard", "discover",
    "discuss", "dismiss", "dissolve", "distribute", "divide", "do", "does", "donate", "download",
    "draft", "drain", "draw", "drink", "drive", "earn", "eat", "edit", "educate", "eliminate",
    "embrace", "emphasize", "employ", "empower", "enable", "encourage", "engage", "enhance",
    "enjoy", "enrich", "ensure", "enter", "establish", "evaluate", "examine", "exclude", "execute",
    "exist", "expand", "expect", "explain", "explore", "expose", "express", "extend", "extract",
    "feed", "feel", "fetch", "fill", "find", "fix", "fly", "follow", "forget", "forgive", "foster",
    "fry", "fulfill", "gather", "generate", "get", "give", "go", "grab", "grant", "greet", "grind",
    "grow", "hang", "has", "have", "hear", "heat", "help", "hide", "hire", "hold", "host",
    "identify", "ignore", "illustrate", "imagine", "implement", "imply", "impress", "improve",
    "include", "incorporate", "increase", "indicate", "inform", "insert", "inspect", "inspire",
    "install", "integrate", "interpret", "introduce", "invest", "investigate", "invite", "is",
    "join", "keep", "kill", "know", "lead", "learn", "leave", "let", "leverage", "limit", "list",
    "listen", "locate", "look", "lose", "love", "maintain", "make", "manage", "maximize", "meet",
    "memorize", "mend", "mention", "migrate", "minimize", "mix", "monitor", "move", "multiply",
    "navigate", "negotiate", "note", "nurture", "obey", "observe", "obtain", "omit", "open",
    "operate", "optimize", "order", "organize", "overcome", "pay", "peel", "perform", "persuade",
    "pick", "place", "plan", "play", "pour", "practice", "prefer", "preheat", "prepare", "preserve",
    "press", "pretend", "prevent", "prioritize", "proceed", "produce", "promote", "propose",
    "protect", "prove", "provide", "publish", "pull", "pursue", "push", "put", "raise", "reach",
    "read", "realize", "rebuild", "recall", "receive", "recognize", "recommend", "recover",
    "reduce", "refer", "reflect", "refuse", "reject", "relate", "relax", "rely", "remain",
    "remember", "remind", "remove", "rename", "repair", "repeat", "replace", "represent", "require",
    "research", "resist", "resolve", "respond", "restore", "restrict", "resume", "retrieve",
    "review", "revise", "rinse", "rotate", "run", "save", "say", "schedule", "scroll", "search",
    "see", "seek", "select", "sell", "send", "separate", "serve", "set", "settle", "shake", "share",
    "shorten", "show", "shut", "sign", "simmer", "simplify", "sit", "skip", "solve", "speak",
    "spend", "sprinkle", "stand", "start", "stay", "stir", "stop", "store", "strengthen", "strive",
    "study", "submit", "subtract", "succeed", "suggest", "summarize", "suppose", "suspect",
    "switch", "take", "talk", "teach", "tell", "think", "throw", "train", "transfer", "translate",
    "travel", "trust", "try", "turn", "type", "understand", "unlock", "unwrap", "update", "upload",
    "use", "utilize", "verify", "visit", "wait", "walk", "want", "was", "wash", "watch", "wear",
    "weigh", "were", "whisk", "work", "write",
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
