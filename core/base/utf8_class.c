/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

#include <utf8proc.h>

/* Short names for the columns of the table of ASCII. */
enum {
    C = STET_CHAR_CONTROL,
    W = STET_CHAR_SPACE,
    V = STET_CHAR_SPACE | STET_CHAR_CONTROL,
    P = STET_CHAR_PUNCTUATION,
    S = STET_CHAR_SYMBOL,
    D = STET_CHAR_DIGIT,
    U = STET_CHAR_LETTER | STET_CHAR_UPPER,
    L = STET_CHAR_LETTER | STET_CHAR_LOWER,
};

/* clang-format off */
static const uint16_t ascii_classes[128] = {
    C, C, C, C, C, C, C, C,  C, W, W, V, V, W, C, C,
    C, C, C, C, C, C, C, C,  C, C, C, C, C, C, C, C,
    W, P, P, P, S, P, P, P,  P, P, P, S, P, P, P, P, /*  !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D,  D, D, P, P, S, S, S, P, /* 0123456789:;<=>? */
    P, U, U, U, U, U, U, U,  U, U, U, U, U, U, U, U, /* @A-O */
    U, U, U, U, U, U, U, U,  U, U, U, P, P, P, S, P, /* P-Z[\]^_ */
    S, L, L, L, L, L, L, L,  L, L, L, L, L, L, L, L, /* `a-o */
    L, L, L, L, L, L, L, L,  L, L, L, P, S, P, S, C, /* p-z{|}~ */
};
/* clang-format on */

/* The general categories of Unicode, as utf8proc numbers them. */
static const uint16_t category_classes[] = {
    [UTF8PROC_CATEGORY_CN] = 0,
    [UTF8PROC_CATEGORY_LU] = STET_CHAR_LETTER | STET_CHAR_UPPER,
    [UTF8PROC_CATEGORY_LL] = STET_CHAR_LETTER | STET_CHAR_LOWER,
    [UTF8PROC_CATEGORY_LT] = STET_CHAR_LETTER | STET_CHAR_UPPER,
    [UTF8PROC_CATEGORY_LM] = STET_CHAR_LETTER,
    [UTF8PROC_CATEGORY_LO] = STET_CHAR_LETTER,
    [UTF8PROC_CATEGORY_MN] = STET_CHAR_LETTER | STET_CHAR_MARK,
    [UTF8PROC_CATEGORY_MC] = STET_CHAR_LETTER | STET_CHAR_MARK,
    [UTF8PROC_CATEGORY_ME] = STET_CHAR_LETTER | STET_CHAR_MARK,
    [UTF8PROC_CATEGORY_ND] = STET_CHAR_DIGIT,
    [UTF8PROC_CATEGORY_NL] = STET_CHAR_NUMBER,
    [UTF8PROC_CATEGORY_NO] = STET_CHAR_NUMBER,
    [UTF8PROC_CATEGORY_PC] = STET_CHAR_PUNCTUATION,
    [UTF8PROC_CATEGORY_PD] = STET_CHAR_PUNCTUATION,
    [UTF8PROC_CATEGORY_PS] = STET_CHAR_PUNCTUATION,
    [UTF8PROC_CATEGORY_PE] = STET_CHAR_PUNCTUATION,
    [UTF8PROC_CATEGORY_PI] = STET_CHAR_PUNCTUATION,
    [UTF8PROC_CATEGORY_PF] = STET_CHAR_PUNCTUATION,
    [UTF8PROC_CATEGORY_PO] = STET_CHAR_PUNCTUATION,
    [UTF8PROC_CATEGORY_SM] = STET_CHAR_SYMBOL,
    [UTF8PROC_CATEGORY_SC] = STET_CHAR_SYMBOL,
    [UTF8PROC_CATEGORY_SK] = STET_CHAR_SYMBOL,
    [UTF8PROC_CATEGORY_SO] = STET_CHAR_SYMBOL,
    [UTF8PROC_CATEGORY_ZS] = STET_CHAR_SPACE,
    [UTF8PROC_CATEGORY_ZL] = STET_CHAR_SPACE,
    [UTF8PROC_CATEGORY_ZP] = STET_CHAR_SPACE,
    [UTF8PROC_CATEGORY_CC] = STET_CHAR_CONTROL,
    [UTF8PROC_CATEGORY_CF] = STET_CHAR_FORMAT,
    [UTF8PROC_CATEGORY_CS] = 0,
    [UTF8PROC_CATEGORY_CO] = 0,
};

/* Where the category alone says too little: joiners of emoji, spaces without
   width. Sorted. */
static const struct {
    uint32_t first, last, class;
} exceptions[] = {
    { 0x0085, 0x0085, STET_CHAR_CONTROL | STET_CHAR_SPACE },
    { 0x200B, 0x200B, STET_CHAR_FORMAT | STET_CHAR_SPACE },
    { 0x200D, 0x200D, STET_CHAR_FORMAT | STET_CHAR_SYMBOL },
    { 0x20E3, 0x20E3, STET_CHAR_SYMBOL },
    { 0xFE0E, 0xFE0F, STET_CHAR_SYMBOL },
    { 0xFEFF, 0xFEFF, STET_CHAR_FORMAT | STET_CHAR_SPACE },
    { 0xE0020, 0xE007F, STET_CHAR_FORMAT | STET_CHAR_SYMBOL },
};

uint32_t stet_utf8_class(uint32_t code_point)
{
    if (code_point < 0x80)
        return ascii_classes[code_point];
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++) {
        if (code_point < exceptions[i].first)
            break;
        if (code_point <= exceptions[i].last)
            return exceptions[i].class;
    }
    return category_classes[utf8proc_category((utf8proc_int32_t)code_point)];
}

uint32_t stet_utf8_lower(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

uint32_t stet_utf8_upper(uint32_t code_point)
{
    if (code_point < 0x80)
        return code_point >= 'a' && code_point <= 'z' ? code_point - 32 : code_point;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point);
}

unsigned stet_utf8_width(uint32_t code_point)
{
    if (code_point >= 0x20 && code_point < 0x7F)
        return 1;
    int width = utf8proc_charwidth((utf8proc_int32_t)code_point);
    return width > 0 ? (unsigned)width : 0;
}
