/* SPDX-License-Identifier: Apache-2.0 */
#include "text/word.h"

#include "base/memory.h"
#include "text/word_p.h"

/* Short names for the columns of the table. */
enum {
    L = STET_BYTE_LETTER,
    D = STET_BYTE_DIGIT,
    W = STET_BYTE_SPACE,
    M = STET_BYTE_MARK,
    S = STET_BYTE_SYMBOL,
    J = STET_BYTE_MARK | STET_BYTE_JOINER,
    K = STET_BYTE_SYMBOL | STET_BYTE_JOINER,
    H = STET_BYTE_HIGH | STET_BYTE_JOINER,
    C = STET_BYTE_CONTROL,
};

/* clang-format off */
const uint8_t stet_word_classes[256] = {
    C, C, C, C, C, C, C, C,  C, W, W, W, W, W, C, C,
    C, C, C, C, C, C, C, C,  C, C, C, C, C, C, C, C,
    W, M, M, J, S, M, J, J,  M, M, M, K, M, J, J, J, /*  !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D,  D, D, J, M, S, S, S, M, /* 0-9:;<=>? */
    J, L, L, L, L, L, L, L,  L, L, L, L, L, L, L, L, /* @A-O */
    L, L, L, L, L, L, L, L,  L, L, L, M, J, M, S, J, /* P-Z[\]^_ */
    S, L, L, L, L, L, L, L,  L, L, L, L, L, L, L, L, /* `a-o */
    L, L, L, L, L, L, L, L,  L, L, L, M, S, M, S, C, /* p-z{|}~ */
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H, /* Tails and leads of UTF-8. */
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H,
    H, H, H, H, H, H, H, H,  H, H, H, H, H, H, H, H,
};
/* clang-format on */

enum {
    APOSTROPHE = 0x2019,
    HYPHEN = 0x2010,
    HYPHEN_FIXED = 0x2011, /* Where no line may be broken. */
    SOFT_HYPHEN = 0xAD,
    PER_MILLE = 0x2030,
};

uint32_t stet_word_character(const stet_word_scanner *scanner, uint32_t at,
                             uint32_t *next)
{
    *next = at;
    if (at >= scanner->end)
        return 0;
    size_t behind = at;
    uint32_t c = stet_utf8_next(scanner->ptr, &behind);
    *next = (uint32_t)behind;
    return c;
}

/* Gives the last words their forms: first those met of late, then the others, whose
   slots have been asked for in between. */
static void look_up(stet_word_scanner *scanner)
{
    stet_forms *forms = scanner->forms;
    stet_word *words = scanner->out->items + scanner->out->count - scanner->n_pending;
    uint32_t far[STET_WORD_BATCH];
    uint32_t n_far = 0;
    for (uint32_t i = 0; i < scanner->n_pending; i++) {
        uint32_t len = words[i].span.end - words[i].span.start;
        uint64_t hash = scanner->hashes[i];
        words[i].form = stet_forms_recent(forms, scanner->keys[i], len, hash);
        far[n_far] = i;
        n_far += words[i].form == 0;
        if (words[i].form == 0)
            __builtin_prefetch(stet_form_slot_at(forms, hash));
    }
    for (uint32_t i = 0; i < n_far; i++) {
        stet_word *word = &words[far[i]];
        stet_str letters = { scanner->ptr + word->span.start,
                             word->span.end - word->span.start };
        word->form = stet_forms_intern_key(forms, letters, scanner->keys[far[i]],
                                           scanner->hashes[far[i]]);
    }
    scanner->n_pending = 0;
}

static inline void push_key(stet_word_scanner *scanner, stet_span span,
                            stet_word_kind kind, stet_form_key key)
{
    stet_word_list *out = scanner->out;
    if (scanner->n_pending == STET_WORD_BATCH)
        look_up(scanner);
    if (out->count == out->capacity)
        stet_memory_grow((void **)&out->items, &out->capacity, out->count + 1,
                         sizeof *out->items);
    out->items[out->count++] =
        (stet_word){ span, (uint16_t)kind, (uint16_t)scanner->flags, 0 };
    scanner->keys[scanner->n_pending] = key;
    scanner->hashes[scanner->n_pending++] =
        stet_form_hash_key(key, span.end - span.start);
    scanner->flags = 0;
}

static void push(stet_word_scanner *scanner, uint32_t start, stet_word_kind kind)
{
    stet_form_key key = stet_form_key_of(scanner->ptr + start, scanner->at - start);
    push_key(scanner, (stet_span){ start, scanner->at }, kind, key);
}

void stet_word_push(stet_word_scanner *scanner, uint32_t start, stet_word_kind kind)
{
    push(scanner, start, kind);
}

/* White space. */

/* One blank or line end; false when there is none. */
static bool space_at(const stet_word_scanner *scanner, uint32_t *at, uint32_t *flags)
{
    uint32_t next;
    uint32_t c = stet_word_character(scanner, *at, &next);
    if (c < 0x80 ? !(stet_word_class(scanner, *at) & STET_BYTE_SPACE)
                 : !(stet_utf8_class(c) & STET_CHAR_SPACE))
        return false;
    if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        *flags |= STET_WORD_BROKEN;
    else if (c != ' ' || *flags & STET_WORD_SPACED)
        *flags |= STET_WORD_WIDE;
    *flags |= STET_WORD_SPACED;
    *at = next;
    return true;
}

static void skip_space(stet_word_scanner *scanner)
{
    uint32_t flags = 0;
    while (scanner->at < scanner->end && space_at(scanner, &scanner->at, &flags)) {
    }
    if (flags & STET_WORD_BROKEN)
        flags &= ~(uint32_t)STET_WORD_WIDE;
    scanner->flags |= flags;
}

/* Words. */

/* Han characters: each is a word of its own, for want of a dictionary. */
static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Whether a character belongs inside a word: letters, digits, and what is not seen. */
static bool is_inner(uint32_t c)
{
    if (c == SOFT_HYPHEN || c == 0x200C || c == 0x2060)
        return true;
    uint32_t class = stet_utf8_class(c);
    return class & (STET_CHAR_LETTER | STET_CHAR_DIGIT | STET_CHAR_NUMBER) &&
           !is_han(c);
}

/* Where a run of letters and digits from `at` ends. */
static uint32_t letters_end(const stet_word_scanner *scanner, uint32_t at)
{
    while (at < scanner->end) {
        uint32_t class = stet_word_class(scanner, at);
        if (class & (STET_BYTE_LETTER | STET_BYTE_DIGIT)) {
            at++;
            continue;
        }
        uint32_t next;
        if (!(class & STET_BYTE_HIGH) ||
            !is_inner(stet_word_character(scanner, at, &next)))
            break;
        at = next;
    }
    return at;
}

static bool letter_at(const stet_word_scanner *scanner, uint32_t at)
{
    uint32_t next;
    uint32_t class = stet_word_class(scanner, at);
    if (!(class & STET_BYTE_HIGH))
        return class & STET_BYTE_LETTER;
    uint32_t c = stet_word_character(scanner, at, &next);
    return stet_utf8_class(c) & STET_CHAR_LETTER && !is_han(c);
}

static bool digit_at(const stet_word_scanner *scanner, uint32_t at)
{
    return stet_word_class(scanner, at) & STET_BYTE_DIGIT;
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Whether text[at .. at + 2 at most] is a clitic without its apostrophe, ending
   there: 's 'm 'd 're 've 'll. Returns its end, or 0. */
static uint32_t clitic_end(const stet_word_scanner *scanner, uint32_t at)
{
    uint32_t end = letters_end(scanner, at);
    char a = end > at ? small(scanner->ptr[at]) : '\0';
    char b = end > at + 1 ? small(scanner->ptr[at + 1]) : '\0';
    if (end == at + 1 && (a == 's' || a == 'm' || a == 'd'))
        return end;
    if (end == at + 2 &&
        ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l')))
        return end;
    return 0;
}

/* The end of an apostrophe at `at`, or 0. */
static uint32_t apostrophe_end(const stet_word_scanner *scanner, uint32_t at)
{
    uint32_t next;
    uint32_t c = stet_word_character(scanner, at, &next);
    return c == '\'' || c == APOSTROPHE ? next : 0;
}

/* A clitic glued to the word before; false when there is none at `at`. */
static bool scan_clitic(stet_word_scanner *scanner)
{
    const stet_word_list *out = scanner->out;
    uint32_t behind = apostrophe_end(scanner, scanner->at);
    if (!behind || scanner->flags || out->count == 0)
        return false;
    const stet_word *last = &out->items[out->count - 1];
    if (last->kind == STET_WORD_PUNCTUATION || last->kind == STET_WORD_SYMBOL)
        return false;
    uint32_t end = clitic_end(scanner, behind);
    if (!end)
        return false;
    uint32_t start = scanner->at;
    scanner->at = end;
    push(scanner, start, STET_WORD_CLITIC);
    return true;
}

/* What a joiner has done to the word it was met in. */
typedef enum join {
    JOIN_NONE,  /* The word ends before it. */
    JOIN_ON,    /* The word goes on behind it; `at` has moved. */
    JOIN_WHOLE, /* The word is opaque, and ends at `at`. */
    JOIN_DONE,  /* The word has been pushed. */
} join;

static join join_apostrophe(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t apostrophe = scanner->at;
    uint32_t behind = apostrophe_end(scanner, apostrophe);
    if (!letter_at(scanner, behind) || clitic_end(scanner, behind))
        return JOIN_NONE;
    uint32_t end = letters_end(scanner, behind);
    char before = small(scanner->ptr[apostrophe - 1]);
    if (end != behind + 1 || small(scanner->ptr[behind]) != 't' || before != 'n' ||
        apostrophe - 1 <= start) {
        scanner->at = behind;
        return JOIN_ON;
    }
    scanner->at = apostrophe - 1;
    push(scanner, start, STET_WORD_PLAIN);
    scanner->at = end;
    push(scanner, apostrophe - 1, STET_WORD_CLITIC);
    return JOIN_DONE;
}

/* "U.S.", "e.g.", "Ph.D.": single letters with full stops; the last stop is theirs.
   The first dot is at `at`. Returns its end, or 0. */
static uint32_t initials_end(const stet_word_scanner *scanner, uint32_t start)
{
    uint32_t at = scanner->at;
    uint32_t n_letters = at - start;
    bool degree = n_letters == 2 && small(scanner->ptr[start]) == 'p' &&
                  small(scanner->ptr[start + 1]) == 'h';
    if (n_letters != 1 && !degree)
        return 0;
    uint32_t end = 0;
    while (at < scanner->end && scanner->ptr[at] == '.' &&
           stet_word_class(scanner, at + 1) & STET_BYTE_LETTER &&
           !(stet_word_class(scanner, at + 2) &
             (STET_BYTE_LETTER | STET_BYTE_DIGIT | STET_BYTE_HIGH))) {
        end = at + 2;
        at = end;
    }
    if (end && at < scanner->end && scanner->ptr[at] == '.')
        end = at + 1;
    return end;
}

static join join_dot(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t dot = scanner->at;
    if (digit_at(scanner, dot + 1) && digit_at(scanner, dot - 1)) {
        scanner->at = dot + 1;
        return JOIN_ON;
    }
    if (!letter_at(scanner, dot + 1))
        return JOIN_NONE;
    uint32_t end = initials_end(scanner, start);
    if (end) {
        scanner->at = end;
        push(scanner, start, STET_WORD_PLAIN);
        return JOIN_DONE;
    }
    end = stet_word_dotted_end(scanner, start, dot);
    if (!end)
        return JOIN_NONE;
    scanner->at = end;
    return JOIN_WHOLE;
}

/* "R&D": capitals on both sides. */
static join join_ampersand(stet_word_scanner *scanner, uint32_t start)
{
    for (uint32_t i = start; i < scanner->at; i++)
        if (scanner->ptr[i] < 'A' || scanner->ptr[i] > 'Z')
            return JOIN_NONE;
    uint32_t next = scanner->at + 1;
    if (next >= scanner->end || scanner->ptr[next] < 'A' || scanner->ptr[next] > 'Z')
        return JOIN_NONE;
    scanner->at = next;
    return JOIN_ON;
}

/* "C++", "C#": languages named by a letter and a mark. */
static join join_language(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t end = scanner->ptr[scanner->at] == '+' ? scanner->at + 2 : scanner->at + 1;
    bool doubled =
        end <= scanner->end && scanner->ptr[end - 1] == scanner->ptr[end - 2];
    bool is_plus = scanner->ptr[scanner->at] == '+';
    if (scanner->at - start != 1 || scanner->ptr[start] < 'A' ||
        scanner->ptr[start] > 'Z' || (is_plus && !doubled) ||
        letters_end(scanner, end) > end)
        return JOIN_NONE;
    scanner->at = end;
    return JOIN_WHOLE;
}

static join join_hyphen(stet_word_scanner *scanner, uint32_t behind,
                        stet_word_kind *kind)
{
    bool letter = letter_at(scanner, behind);
    if (!letter && (*kind == STET_WORD_NUMBER || !digit_at(scanner, behind)))
        return JOIN_NONE;
    if (letter && *kind == STET_WORD_NUMBER)
        *kind = STET_WORD_PLAIN;
    scanner->at = behind;
    return JOIN_ON;
}

static join join_underscore(stet_word_scanner *scanner, stet_word_kind *kind)
{
    uint32_t at = scanner->at;
    while (at < scanner->end && scanner->ptr[at] == '_')
        at++;
    if (!letter_at(scanner, at) && !digit_at(scanner, at))
        return JOIN_NONE;
    *kind = STET_WORD_OPAQUE;
    scanner->at = at;
    return JOIN_ON;
}

/* A separator inside a number: a digit on both sides. */
static join join_digits(stet_word_scanner *scanner)
{
    if (!digit_at(scanner, scanner->at - 1) || !digit_at(scanner, scanner->at + 1))
        return JOIN_NONE;
    scanner->at++;
    return JOIN_ON;
}

/* Looks for something opaque that begins where the word began. */
static join join_opaque(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t end = stet_word_url_end(scanner, start);
    if (!end)
        end = stet_word_address_end(scanner, start);
    if (!end)
        end = stet_word_path_end(scanner, start);
    if (!end)
        return JOIN_NONE;
    scanner->at = end;
    return JOIN_WHOLE;
}

static join join_high(stet_word_scanner *scanner, uint32_t start, stet_word_kind *kind)
{
    uint32_t next;
    uint32_t c = stet_word_character(scanner, scanner->at, &next);
    if (c == APOSTROPHE)
        return join_apostrophe(scanner, start);
    if (c == HYPHEN || c == HYPHEN_FIXED)
        return join_hyphen(scanner, next, kind);
    if (c == PER_MILLE && *kind == STET_WORD_NUMBER)
        scanner->at = next;
    return JOIN_NONE;
}

/* What the character at `at`, which ends a run of letters, does to the word. */
static join join_at(stet_word_scanner *scanner, uint32_t start, stet_word_kind *kind)
{
    switch (scanner->ptr[scanner->at]) {
    case '\'':
        return join_apostrophe(scanner, start);
    case '-':
        return join_hyphen(scanner, scanner->at + 1, kind);
    case '_':
        return join_underscore(scanner, kind);
    case '.':
        return join_dot(scanner, start);
    case '&':
        return join_ampersand(scanner, start);
    case '+':
    case '#':
        return join_language(scanner, start);
    case ',':
    case ':':
    case '/':
        return *kind == STET_WORD_NUMBER ? join_digits(scanner) : JOIN_NONE;
    case '%':
        scanner->at += *kind == STET_WORD_NUMBER;
        return JOIN_NONE;
    default:
        return (unsigned char)scanner->ptr[scanner->at] >= 0x80
                   ? join_high(scanner, start, kind)
                   : JOIN_NONE;
    }
}

/* Whether what follows a run of letters can make a URL, an address or a path of it. */
static bool may_be_opaque(const stet_word_scanner *scanner, uint32_t at)
{
    if (at + 1 >= scanner->end ||
        stet_word_classes[(unsigned char)scanner->ptr[at + 1]] & STET_BYTE_SPACE)
        return false;
    switch (scanner->ptr[at]) {
    case '.':
    case '@':
    case ':':
    case '/':
    case '\\':
    case '_':
    case '+':
    case '-':
        return true;
    default:
        return false;
    }
}

/* A word with something in it that is no ASCII letter. `start` is its beginning, and
   text[start, at) are letters and digits. */
static void scan_long_word(stet_word_scanner *scanner, uint32_t start,
                           stet_word_kind kind)
{
    bool looked = false;
    while (scanner->at < scanner->end) {
        scanner->at = letters_end(scanner, scanner->at);
        if (scanner->at >= scanner->end)
            break;
        join how = JOIN_NONE;
        if (!looked && may_be_opaque(scanner, scanner->at)) {
            looked = true;
            how = join_opaque(scanner, start);
        }
        if (how == JOIN_NONE)
            how = join_at(scanner, start, &kind);
        if (how == JOIN_DONE)
            return;
        if (how == JOIN_WHOLE)
            kind = STET_WORD_OPAQUE;
        if (how != JOIN_ON)
            break;
    }
    push(scanner, start, kind);
}

/* A word that ends at `at` where `class` is that of what follows. */
static inline bool is_simple(const stet_word_scanner *scanner, uint32_t at,
                             uint32_t class)
{
    return !(class & (STET_BYTE_JOINER | STET_BYTE_DIGIT)) ||
           (scanner->ptr[at] == '.' &&
            stet_word_class(scanner, at + 1) & STET_BYTE_SPACE);
}

/* A word that begins with an ASCII letter: nearly always letters, then a blank. */
static void scan_word(stet_word_scanner *scanner)
{
    uint32_t start = scanner->at;
    uint32_t at = start + 1;
    while (at < scanner->end &&
           stet_word_classes[(unsigned char)scanner->ptr[at]] & STET_BYTE_LETTER)
        at++;
    scanner->at = at;
    if (is_simple(scanner, at, stet_word_class(scanner, at)))
        push(scanner, start, STET_WORD_PLAIN);
    else
        scan_long_word(scanner, start, STET_WORD_PLAIN);
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define EACH_BYTE UINT64_C(0x0101010101010101)

/* The upper bit of each byte that is no ASCII letter. */
static inline uint64_t no_letters(uint64_t bytes)
{
    uint64_t low = (bytes | EACH_BYTE * 0x20) | EACH_BYTE * 0x80;
    uint64_t from_a = low - EACH_BYTE * 'a';
    uint64_t behind_z = low - EACH_BYTE * ('z' + 1);
    return ~(from_a & ~behind_z & ~bytes) & EACH_BYTE * 0x80;
}

/* How many letters the word at `start` has, with its key, when there are at most
   fifteen; else 0. There are 17 bytes from `start` at least. */
static inline uint32_t read_short_word(const char *start, stet_form_key *key)
{
    uint64_t bytes = stet_form_load8(start);
    uint64_t others = no_letters(bytes);
    if (others) {
        uint32_t n_bits = (uint32_t)__builtin_ctzll(others) - 7;
        *key = (stet_form_key){ bytes & ((UINT64_C(1) << n_bits) - 1), 0 };
        return n_bits / 8;
    }
    others = no_letters(stet_form_load8(start + 8));
    uint32_t n = others ? (uint32_t)__builtin_ctzll(others) / 8 : 8;
    *key = (stet_form_key){ bytes, n ? stet_form_load8(start + n) : 0 };
    return others ? n + 8 : 0;
}

/* Words of letters, a blank between two: nearly all that there is. They are read eight
   letters at a time, which are the key of the form too. */
static inline void scan_short_words(stet_word_scanner *scanner)
{
    const char *ptr = scanner->ptr;
    while (scanner->end - scanner->at > 17) {
        uint32_t start = scanner->at;
        stet_form_key key;
        uint32_t behind = start + read_short_word(ptr + start, &key);
        if (behind == start ||
            !is_simple(scanner, behind, stet_word_class(scanner, behind)))
            return;
        push_key(scanner, (stet_span){ start, behind }, STET_WORD_PLAIN, key);
        scanner->at = behind;
        if (ptr[behind] != ' ' ||
            !(stet_word_class(scanner, behind + 1) & STET_BYTE_LETTER))
            return;
        scanner->at = behind + 1;
        scanner->flags = STET_WORD_SPACED;
    }
}
#else
static inline void scan_short_words(stet_word_scanner *scanner)
{
    (void)scanner;
}
#endif

/* "1\uFE0F\u20E3": a digit on a key, which is a picture. */
static uint32_t keycap_end(const stet_word_scanner *scanner, uint32_t at)
{
    uint32_t next;
    uint32_t c = stet_word_character(scanner, at + 1, &next);
    if (c == 0xFE0F)
        c = stet_word_character(scanner, next, &next);
    return c == 0x20E3 ? next : 0;
}

static void scan_number(stet_word_scanner *scanner, uint32_t start)
{
    uint32_t end = keycap_end(scanner, scanner->at);
    if (end && start == scanner->at) {
        scanner->at = end;
        push(scanner, start, STET_WORD_SYMBOL);
        return;
    }
    scanner->at++;
    scan_long_word(scanner, start, STET_WORD_NUMBER);
}

/* A sign or a point that belongs to the number behind it: "-5", ".5". */
static bool scan_signed(stet_word_scanner *scanner)
{
    char c = scanner->ptr[scanner->at];
    if ((c != '-' && c != '+' && c != '.') || !(scanner->flags & STET_WORD_SPACED) ||
        !digit_at(scanner, scanner->at + 1))
        return false;
    uint32_t start = scanner->at++;
    scan_number(scanner, start);
    return true;
}

static void scan_high(stet_word_scanner *scanner)
{
    uint32_t start = scanner->at;
    uint32_t next;
    uint32_t c = stet_word_character(scanner, start, &next);
    uint32_t class = stet_utf8_class(c);
    if (class & STET_CHAR_SPACE) {
        skip_space(scanner);
    } else if (class & STET_CHAR_LETTER && is_han(c)) {
        scanner->at = next;
        push(scanner, start, STET_WORD_PLAIN);
    } else if (class & STET_CHAR_LETTER) {
        scanner->at = next;
        scan_long_word(scanner, start, STET_WORD_PLAIN);
    } else if (class & (STET_CHAR_DIGIT | STET_CHAR_NUMBER)) {
        scanner->at = next;
        scan_long_word(scanner, start, STET_WORD_NUMBER);
    } else if (c == 0x2212 && scanner->flags & STET_WORD_SPACED &&
               digit_at(scanner, next)) {
        scanner->at = next; /* The minus sign. */
        scan_number(scanner, start);
    } else if (!scan_clitic(scanner)) {
        stet_word_scan_mark(scanner);
    }
}

static void scan_ascii_mark(stet_word_scanner *scanner)
{
    if (stet_word_class(scanner, scanner->at) & STET_BYTE_MARK &&
        stet_word_class(scanner, scanner->at + 1) & STET_BYTE_SPACE) {
        scanner->at++;
        push(scanner, scanner->at - 1, STET_WORD_PUNCTUATION);
        return;
    }
    if (scan_clitic(scanner) || scan_signed(scanner))
        return;
    uint32_t start = scanner->at;
    uint32_t end = stet_word_name_end(scanner, start);
    if (!end && scanner->flags & STET_WORD_SPACED)
        end = stet_word_path_end(scanner, start);
    if (!end) {
        stet_word_scan_mark(scanner);
        return;
    }
    scanner->at = end;
    push(scanner, start, STET_WORD_OPAQUE);
}

/* The words of one run of text without opaque spans. */
static void scan_run(stet_word_scanner *scanner)
{
    while (scanner->at < scanner->end) {
        uint32_t class = stet_word_class(scanner, scanner->at);
        if (class & STET_BYTE_LETTER) {
            uint32_t at = scanner->at;
            scan_short_words(scanner);
            if (scanner->at == at)
                scan_word(scanner);
        } else if (class & STET_BYTE_SPACE) {
            skip_space(scanner);
        } else if (class & STET_BYTE_DIGIT) {
            scan_number(scanner, scanner->at);
        } else if (class & STET_BYTE_HIGH) {
            scan_high(scanner);
        } else {
            scan_ascii_mark(scanner);
        }
    }
}

void stet_word_scan(stet_str text, stet_span span, const stet_span *opaque,
                    size_t n_opaque, stet_forms *forms, stet_word_list *out)
{
    stet_word_scanner scanner = {
        .ptr = text.ptr,
        .at = span.start,
        .start = span.start,
        .flags = STET_WORD_SPACED | STET_WORD_BROKEN,
        .forms = forms,
        .out = out,
    };
    for (size_t i = 0; i < n_opaque; i++) {
        scanner.end = opaque[i].start;
        scan_run(&scanner);
        scanner.at = opaque[i].end;
        if (opaque[i].start < opaque[i].end)
            push(&scanner, opaque[i].start, STET_WORD_OPAQUE);
        scanner.start = scanner.at;
    }
    scanner.end = span.end;
    scan_run(&scanner);
    look_up(&scanner);
}
