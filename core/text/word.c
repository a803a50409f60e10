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

/* Gives the words that wait for a form theirs: their slots have come by now. */
static void look_up(stet_word_scanner *scanner)
{
    for (uint32_t i = 0; i < scanner->n_pending; i++) {
        const stet_word_pending *pending = &scanner->pending[i];
        stet_word *word = &scanner->out->items[pending->word];
        stet_str letters = { scanner->ptr + word->span.start,
                             word->span.end - word->span.start };
        word->form =
            stet_forms_intern_key(scanner->forms, letters, pending->key, pending->hash);
    }
    scanner->n_pending = 0;
}

static void wait_for_form(stet_word_scanner *scanner, stet_form_key key, size_t len)
{
    uint64_t hash = stet_form_hash_key(key, len);
    __builtin_prefetch(stet_form_slot_at(scanner->forms, hash));
    scanner->pending[scanner->n_pending++] = (stet_word_pending){
        .key = key, .hash = hash, .word = scanner->out->count - 1
    };
    if (scanner->n_pending == STET_WORD_BATCH)
        look_up(scanner);
}

static inline void push_key(stet_word_scanner *scanner, stet_span span,
                            stet_word_kind kind, stet_form_key key)
{
    stet_word_list *out = scanner->out;
    size_t len = span.end - span.start;
    uint32_t form = stet_forms_recent(scanner->forms, key, len);
    if (out->count == out->capacity)
        stet_memory_grow((void **)&out->items, &out->capacity, out->count + 1,
                         sizeof *out->items);
    out->items[out->count++] =
        (stet_word){ span, (uint16_t)kind, (uint16_t)scanner->flags, form };
    scanner->flags = 0;
    if (form == 0)
        wait_for_form(scanner, key, len);
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

/* Whether a word ends at `at`, where `class` is that of what follows: no joiner, or
   one with white space behind it (but for the mark of "C#"). */
static inline bool is_simple(const stet_word_scanner *scanner, uint32_t at,
                             uint32_t class)
{
    return !(class & (STET_BYTE_JOINER | STET_BYTE_DIGIT)) ||
           (class & STET_BYTE_MARK && scanner->ptr[at] != '#' &&
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
        stet_word_scan_joined(scanner, start, STET_WORD_PLAIN);
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

/* Words of letters, a blank or a mark and a blank between two: nearly all that there
   is. They are read eight letters at a time, which are the key of the form too. */
static inline void scan_short_words(stet_word_scanner *scanner)
{
    const char *ptr = scanner->ptr;
    while (scanner->limit - scanner->at > 18) {
        uint32_t start = scanner->at;
        stet_form_key key;
        uint32_t behind = start + read_short_word(ptr + start, &key);
        if (behind == start || behind > scanner->end)
            return;
        scanner->at = behind;
        uint32_t class = stet_word_class(scanner, behind);
        if (!is_simple(scanner, behind, class)) {
            stet_word_scan_joined(scanner, start, STET_WORD_PLAIN);
            return;
        }
        push_key(scanner, (stet_span){ start, behind }, STET_WORD_PLAIN, key);
        if (class & STET_BYTE_MARK && ptr[behind + 1] == ' ' &&
            behind + 1 < scanner->end) {
            key = (stet_form_key){ (unsigned char)ptr[behind], 0 };
            scanner->at = ++behind;
            push_key(scanner, (stet_span){ behind - 1, behind }, STET_WORD_PUNCTUATION,
                     key);
        }
        if (ptr[behind] != ' ' ||
            stet_word_class(scanner, behind + 1) != STET_BYTE_LETTER)
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
    stet_word_scan_joined(scanner, start, STET_WORD_NUMBER);
}

/* A sign or a point that belongs to the number behind it: "-5", ".5". */
static bool scan_signed(stet_word_scanner *scanner)
{
    char c = scanner->ptr[scanner->at];
    if ((c != '-' && c != '+' && c != '.') || !(scanner->flags & STET_WORD_SPACED) ||
        !stet_word_digit_at(scanner, scanner->at + 1))
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
    } else if (class & STET_CHAR_LETTER && stet_word_is_han(c)) {
        scanner->at = next;
        push(scanner, start, STET_WORD_PLAIN);
    } else if (class & STET_CHAR_LETTER) {
        scanner->at = next;
        stet_word_scan_joined(scanner, start, STET_WORD_PLAIN);
    } else if (class & (STET_CHAR_DIGIT | STET_CHAR_NUMBER)) {
        scanner->at = next;
        stet_word_scan_joined(scanner, start, STET_WORD_NUMBER);
    } else if (c == 0x2212 && scanner->flags & STET_WORD_SPACED &&
               stet_word_digit_at(scanner, next)) {
        scanner->at = next; /* The minus sign. */
        scan_number(scanner, start);
    } else if (!stet_word_scan_clitic(scanner)) {
        stet_word_scan_mark(scanner);
    }
}

/* What may begin with a mark: names, paths, signed numbers, clitics. */
static uint32_t opaque_end(stet_word_scanner *scanner)
{
    switch (scanner->ptr[scanner->at]) {
    case '@':
    case '#':
    case '\\':
        return stet_word_name_end(scanner, scanner->at);
    case '/':
    case '.':
    case '~':
        return scanner->flags & STET_WORD_SPACED
                   ? stet_word_path_end(scanner, scanner->at)
                   : 0;
    default:
        return 0;
    }
}

static void scan_ascii_mark(stet_word_scanner *scanner)
{
    uint32_t start = scanner->at;
    uint32_t class = stet_word_class(scanner, start);
    if (class & STET_BYTE_MARK &&
        stet_word_class(scanner, start + 1) & STET_BYTE_SPACE) {
        scanner->at++;
        push(scanner, start, STET_WORD_PUNCTUATION);
        return;
    }
    if (class & STET_BYTE_JOINER || scanner->ptr[start] == '~') {
        if (stet_word_scan_clitic(scanner) || scan_signed(scanner))
            return;
        uint32_t end = opaque_end(scanner);
        if (end) {
            scanner->at = end;
            push(scanner, start, STET_WORD_OPAQUE);
            return;
        }
    }
    stet_word_scan_mark(scanner);
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

void stet_word_begin(stet_word_scanner *scanner, stet_str text, stet_forms *forms,
                     stet_word_list *out)
{
    scanner->ptr = text.ptr;
    scanner->limit = (uint32_t)text.len;
    scanner->plain_until = 0;
    scanner->forms = forms;
    scanner->out = out;
    scanner->n_pending = 0;
}

void stet_word_continue(stet_word_scanner *scanner, stet_span span,
                        const stet_span *opaque, size_t n_opaque)
{
    scanner->at = span.start;
    scanner->start = span.start;
    scanner->flags = STET_WORD_SPACED | STET_WORD_BROKEN;
    for (size_t i = 0; i < n_opaque; i++) {
        scanner->end = opaque[i].start;
        scan_run(scanner);
        scanner->at = opaque[i].end;
        if (opaque[i].start < opaque[i].end)
            push(scanner, opaque[i].start, STET_WORD_OPAQUE);
        scanner->start = scanner->at;
    }
    scanner->end = span.end;
    scan_run(scanner);
}

void stet_word_finish(stet_word_scanner *scanner)
{
    look_up(scanner);
}

void stet_word_scan(stet_str text, stet_span span, const stet_span *opaque,
                    size_t n_opaque, stet_forms *forms, stet_word_list *out)
{
    stet_word_scanner scanner;
    stet_word_begin(&scanner, text, forms, out);
    stet_word_continue(&scanner, span, opaque, n_opaque);
    stet_word_finish(&scanner);
}
