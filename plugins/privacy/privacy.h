/* SPDX-License-Identifier: Apache-2.0 */
/**
 * privacy.h - the check types of the privacy plugin: what identifies a person or opens
 * a door, and must not stand in a text that is given away.
 *
 * Each check type is a file: a gate pattern finds candidates in the scan that all rules
 * share, so a text without digits or prefixes costs nothing; then tables (issuers,
 * countries, key formats) and check digits decide. Precision goes before breadth: what
 * is not certain passes, and so does what standards reserve for examples.
 *
 * Messages show the first and last few characters only, for reports are passed on; for
 * the same reason all of the check types are `secret`: the core hides in every report
 * what they find.
 * All of it is pure functions over the text; nothing is kept between calls.
 */
#ifndef PRIVACY_H
#define PRIVACY_H

#include <stet/plugin.h>

extern const stet_check_type privacy_email, privacy_telephone, privacy_ip_address,
    privacy_card, privacy_iban, privacy_secret;

/** Every kind of block: keys and addresses are found in code, too. */
#define PRIVACY_ALL_BLOCKS                                                           \
    (1U << STET_BLOCK_PARAGRAPH | 1U << STET_BLOCK_HEADING | 1U << STET_BLOCK_ITEM | \
     1U << STET_BLOCK_QUOTE | 1U << STET_BLOCK_CODE | 1U << STET_BLOCK_CELL |        \
     1U << STET_BLOCK_MARKUP)

/** A list element that is one text. */
typedef struct privacy_text {
    stet_str text;
} privacy_text;
extern const stet_param privacy_text_params[1];

/** The most digits that privacy_digits() keeps. */
enum { PRIVACY_DIGITS = 40 };

static inline bool privacy_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** An ASCII letter, a digit, or a byte of another alphabet. */
static inline bool privacy_is_word(char c)
{
    unsigned char lower = (unsigned char)c | 0x20;
    return privacy_is_digit(c) || (lower >= 'a' && lower <= 'z') ||
           (unsigned char)c >= 0x80;
}

/** The digits of `text`, at most PRIVACY_DIGITS, ended by a NUL; returns how many. */
size_t privacy_digits(stet_str text, char out[PRIVACY_DIGITS + 1]);
/** Whether `text` begins with `prefix`, to the letter. */
bool privacy_begins(const char *text, const char *prefix);
/** Whether one of `texts` (privacy_text) is `text`, ASCII letters in any case. */
bool privacy_lists(const stet_list *texts, stet_str text);
/** Whether two texts are the same, ASCII letters in any case. */
bool privacy_is_same(stet_str a, stet_str b);
/** Bytes before a place in which a word may say what stands there. */
enum { PRIVACY_CONTEXT = 48 };
/** Whether one of `words` stands shortly before `at`, in any case. */
bool privacy_is_announced(stet_str text, uint32_t at, const char *const *words,
                          size_t n_words);
/** `text` with all but its ends left out: “4929…0432”. In the callback's memory. */
stet_str privacy_masked(stet_ctx *ctx, stet_str text);
/** Reports message 0 at a span, with {shown} the masked text and {what} `what`. */
void privacy_report(stet_ctx *ctx, stet_span span, stet_str shown, const char *what);

/** The check digit of Luhn (ISO/IEC 7812-1, annex B). */
bool privacy_luhn(const char *digits);
/** The network that issued a card number of plausible prefix, length and check digit;
    NULL: none did. */
const char *privacy_card_issuer(const char *digits);
/** Whether payment providers publish this number for tests. */
bool privacy_card_is_test(const char *digits);

/** What is known of a country's account numbers. */
typedef struct privacy_iban_country {
    char code[3];
    unsigned char length;
    const char *example; /**< As the registry prints it, without blanks. */
} privacy_iban_country;
extern const privacy_iban_country privacy_iban_countries[];
extern const size_t privacy_n_iban_countries;
/** The remainder of ISO 7064 mod 97-10; a valid IBAN has 1. */
unsigned privacy_mod97(stet_str iban);

/** What an address is for, as far as registries say. */
typedef enum privacy_ip_use {
    PRIVACY_IP_PUBLIC,
    PRIVACY_IP_PRIVATE, /**< Private, loopback, link-local: of somebody's network. */
    PRIVACY_IP_EXAMPLE, /**< Reserved for documentation, or of no host at all. */
} privacy_ip_use;
/** Of four octets, most significant first. */
privacy_ip_use privacy_ipv4_use(uint32_t address);
/** Parses an IPv6 address into eight groups; false: it is none. */
bool privacy_ipv6_parse(stet_str text, uint16_t groups[8]);
privacy_ip_use privacy_ipv6_use(const uint16_t groups[8]);

/** Whether a North American number (ten digits) can have been given to somebody: not
    reserved for fiction, not of a service. `toll_free`: those that cost nothing are. */
bool privacy_is_nanp(const char *digits, bool toll_free);
/** Whether an international number (digits, country code first) is plausible and not
    reserved for fiction. */
bool privacy_is_e164(const char *digits);
/** Whether a number (country code first) is reserved for films and examples. */
bool privacy_is_fiction(const char *digits);

/** The format of a key at the start of `text`: its name, and its length; NULL: none. */
const char *privacy_key_format(stet_str text, size_t *len);

#endif
