/* SPDX-License-Identifier: Apache-2.0 */
#include "text/word.h"

#include "base/lanes.h"
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

/* Gives the words that wait for a form theirs. The slots are asked for first, all at
   once: they come from far, and none has to wait for the one before. */
static void look_up(stet_word_scanner *scanner)
{
    stet_word *words = scanner->out->items;
    uint64_t hashes[STET_WORD_BATCH];
    for (uint32_t i = 0; i < scanner->n_pending; i++) {
        stet_word_pending pending = scanner->pending[i];
        stet_span span = words[pending.word].span;
        hashes[i] = stet_form_hash_key(pending.key, span.end - span.start);
        __builtin_prefetch(stet_form_slot_at(scanner->forms, hashes[i]));
    }
    for (uint32_t i = 0; i < scanner->n_pending; i++) {
        stet_word_pending pending = scanner->pending[i];
        stet_word *word = &words[pending.word];
        stet_str letters = { scanner->ptr + word->span.start,
                             word->span.end - word->span.start };
        word->form =
            stet_forms_known(scanner->forms, pending.key, letters.len, hashes[i]);
        if (word->form == 0)
            word->form =
                stet_forms_intern_key(scanner->forms, letters, pending.key, hashes[i]);
    }
    scanner->n_pending = 0;
}

/* Writes a word, and notes it as one that waits; returns whether it does. That cannot
   be foretold, so nothing is left to a branch. */
static inline bool write_word(const stet_forms *forms, stet_word *word, stet_span span,
                              uint32_t kind, uint32_t flags, stet_form_key key,
                              stet_word_pending *pending, size_t index)
{
    uint32_t form = stet_forms_recent(forms, key, span.end - span.start);
    *word = (stet_word){ span, (uint16_t)kind, (uint16_t)flags, form };
    *pending = (stet_word_pending){ key, index };
    return form == 0;
}

/* Room for `more` words, and for all of them to wait. */
static inline void make_room(stet_word_scanner *scanner, uint32_t more)
{
    stet_word_list *out = scanner->out;
    if (out->capacity - out->count < more)
        stet_memory_grow((void **)&out->items, &out->capacity, out->count + more,
                         sizeof *out->items);
    if (STET_WORD_BATCH - scanner->n_pending < more)
        look_up(scanner);
}

static void push_key(stet_word_scanner *scanner, stet_span span, stet_word_kind kind,
                     uint32_t flags, stet_form_key key)
{
    stet_word_list *out = scanner->out;
    make_room(scanner, 1);
    scanner->n_pending +=
        write_word(scanner->forms, &out->items[out->count], span, kind, flags, key,
                   &scanner->pending[scanner->n_pending], out->count);
    out->count++;
}

static void push(stet_word_scanner *scanner, uint32_t start, stet_word_kind kind)
{
    stet_form_key key = stet_form_key_of(scanner->ptr + start, scanner->at - start);
    push_key(scanner, (stet_span){ start, scanner->at }, kind, scanner->flags, key);
    scanner->flags = 0;
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

/* Bytes that are looked at together, and how many of them can be read, since a word may
   begin near their end. */
enum {
    WINDOW = 64,
    WINDOW_ROOM = WINDOW + 16,
    WINDOW_WORDS = WINDOW * 2 / 3 + 1, /* "a, b, c": two in three bytes. */
    LONGEST_SHORT = 15,
};
_Static_assert((int)STET_WORD_ROOM > WINDOW_ROOM, "the last word is found so as well");

/* A bit for each byte of a window: the letters, the blanks with a letter behind, and
   the full stops and commas with such a blank behind. */
typedef struct window {
    uint64_t letters, joints, stops;
} window;

/* Of the bytes from `at` on, none beyond `end`. */
static inline window look_at_window(const char *ptr, uint32_t at, uint32_t end)
{
    uint64_t letters = 0, blanks = 0, stops = 0;
    for (uint32_t i = 0; i < WINDOW; i += sizeof(stet_lanes)) {
        stet_lanes bytes = stet_lanes_load(ptr + at + i);
        letters |= (uint64_t)stet_lanes_bits(stet_lanes_letters(bytes)) << i;
        blanks |= (uint64_t)stet_lanes_bits((stet_lanes)(bytes == ' ')) << i;
        stops |=
            (uint64_t)stet_lanes_bits((stet_lanes)((bytes == '.') | (bytes == ',')))
            << i;
    }
    if (end - at < WINDOW)
        letters &= (UINT64_C(1) << (end - at)) - 1;
    uint64_t joints = blanks & letters >> 1;
    return (window){ letters, joints, stops & joints >> 1 };
}

/* The key of a word of one to fifteen letters; sixteen bytes can be read. */
static inline stet_form_key read_key(const char *start, uint32_t len)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    /* From each place on so many bytes of ones, then zeroes. */
    static const uint8_t ones[2 * LONGEST_SHORT + 2] = {
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    };
    const char *mask = (const char *)ones + LONGEST_SHORT - len;
    return (stet_form_key){ stet_form_load8(start) & stet_form_load8(mask),
                            stet_form_load8(start + 8) & stet_form_load8(mask + 8) };
#else
    return stet_form_key_of(start, len);
#endif
}

/* The length of the word that begins at `at` in the window; 63 at least: it does not
   end there. */
static inline uint32_t short_length(window seen, uint32_t at)
{
    return (uint32_t)__builtin_ctzll(~seen.letters >> at | UINT64_C(1) << (WINDOW - 1));
}

/* Appends the words from `at` on that have a blank and a letter behind them, or a full
   stop or comma before these. Returns where the one begins that has not. */
static uint32_t push_short_words(stet_word_scanner *scanner, window seen, uint32_t base,
                                 uint32_t at)
{
    stet_word_list *out = scanner->out;
    make_room(scanner, WINDOW_WORDS);
    const stet_forms *forms = scanner->forms;
    const char *ptr = scanner->ptr + base;
    stet_word *words = out->items;
    size_t count = out->count;
    uint32_t n_pending = scanner->n_pending;
    uint32_t flags = scanner->flags;
    for (;;) {
        uint32_t len = short_length(seen, at);
        uint32_t end = at + len;
        if (len > LONGEST_SHORT || !((seen.joints | seen.stops) >> end & 1))
            break;
        stet_span span = { base + at, base + end };
        n_pending +=
            write_word(forms, &words[count], span, STET_WORD_PLAIN, flags,
                       read_key(ptr + at, len), &scanner->pending[n_pending], count);
        count++;
        flags = STET_WORD_SPACED;
        at = end + 1;
        if (seen.joints >> end & 1)
            continue;
        span = (stet_span){ base + end, base + at };
        n_pending += write_word(forms, &words[count], span, STET_WORD_PUNCTUATION, 0,
                                (stet_form_key){ (unsigned char)ptr[end], 0 },
                                &scanner->pending[n_pending], count);
        count++;
        at++;
    }
    out->count = count;
    scanner->n_pending = n_pending;
    scanner->flags = flags;
    return at;
}

/* A word in front of something else than a blank and a letter: a mark and a blank,
   most often. Whether a word follows directly, where the scanner stands then. */
static bool end_short_word(stet_word_scanner *scanner, uint32_t start, uint32_t behind)
{
    const char *ptr = scanner->ptr;
    uint32_t class = stet_word_class(scanner, behind);
    scanner->at = behind;
    if (!is_simple(scanner, behind, class)) {
        stet_word_scan_joined(scanner, start, STET_WORD_PLAIN);
        return false;
    }
    push_key(scanner, (stet_span){ start, behind }, STET_WORD_PLAIN, scanner->flags,
             read_key(ptr + start, behind - start));
    scanner->flags = 0;
    if (class & STET_BYTE_MARK && ptr[behind + 1] == ' ' && behind + 1 < scanner->end) {
        stet_form_key key = { (unsigned char)ptr[behind], 0 };
        scanner->at = ++behind;
        push_key(scanner, (stet_span){ behind - 1, behind }, STET_WORD_PUNCTUATION, 0,
                 key);
    }
    if (ptr[behind] != ' ' || stet_word_class(scanner, behind + 1) != STET_BYTE_LETTER)
        return false;
    scanner->at = behind + 1;
    scanner->flags = STET_WORD_SPACED;
    return true;
}

/* Words of letters, a blank or a mark and a blank between two: nearly all that there
   is. Where they end is found for 64 bytes at once; the eight letters read together
   are the key of the form too. Leaves the scanner where it stands when the first word
   is none of these. */
static void scan_short_words(stet_word_scanner *scanner)
{
    while (scanner->limit - scanner->at > WINDOW_ROOM) {
        uint32_t base = scanner->at;
        uint32_t at = 0; /* In the window; a word begins there. */
        window seen = look_at_window(scanner->ptr, base, scanner->end);
        while (at < WINDOW) {
            at = push_short_words(scanner, seen, base, at);
            scanner->at = base + at;
            uint32_t len = short_length(seen, at);
            if (len > LONGEST_SHORT || at + len >= WINDOW)
                break;
            if (!end_short_word(scanner, base + at, base + at + len))
                return;
            at = scanner->at - base;
        }
        if (scanner->at == base)
            return;
    }
}

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

void stet_word_begin(stet_word_scanner *scanner, stet_str text, uint32_t room,
                     stet_forms *forms, stet_word_list *out)
{
    scanner->ptr = text.ptr;
    scanner->limit = (uint32_t)text.len + room;
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
    stet_word_begin(&scanner, text, 0, forms, out);
    stet_word_continue(&scanner, span, opaque, n_opaque);
    stet_word_finish(&scanner);
}
