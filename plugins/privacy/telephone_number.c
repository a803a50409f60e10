/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of telephone numbers: country codes, the North American plan, and the
   numbers that are kept for films. */
#include "privacy.h"

#include <string.h>

/* Country codes of ITU-T E.164 (of those of three digits the first two), and how many
   digits a whole number has there. */
typedef struct country_code {
    const char *code;
    unsigned min, max;
} country_code;

static const country_code country_codes[] = {
    { "1", 11, 11 },  { "7", 11, 11 },  { "20", 10, 12 }, { "27", 11, 11 },
    { "30", 12, 12 }, { "31", 11, 11 }, { "32", 10, 11 }, { "33", 11, 11 },
    { "34", 11, 11 }, { "36", 10, 11 }, { "39", 9, 13 },  { "40", 11, 11 },
    { "41", 11, 11 }, { "43", 9, 15 },  { "44", 11, 12 }, { "45", 10, 10 },
    { "46", 9, 12 },  { "47", 10, 10 }, { "48", 11, 11 }, { "49", 9, 15 },
    { "51", 10, 11 }, { "52", 12, 13 }, { "53", 9, 10 },  { "54", 12, 13 },
    { "55", 12, 13 }, { "56", 11, 11 }, { "57", 11, 12 }, { "58", 12, 12 },
    { "60", 10, 12 }, { "61", 11, 11 }, { "62", 10, 14 }, { "63", 11, 12 },
    { "64", 10, 12 }, { "65", 10, 10 }, { "66", 10, 11 }, { "81", 11, 12 },
    { "82", 10, 12 }, { "84", 11, 12 }, { "86", 12, 13 }, { "90", 12, 12 },
    { "91", 12, 12 }, { "92", 11, 12 }, { "93", 11, 11 }, { "94", 11, 11 },
    { "95", 9, 12 },  { "98", 12, 12 }, { "21", 10, 12 }, { "22", 10, 13 },
    { "23", 10, 13 }, { "24", 9, 13 },  { "25", 10, 13 }, { "26", 9, 12 },
    { "29", 8, 11 },  { "35", 9, 13 },  { "37", 9, 12 },  { "38", 10, 13 },
    { "42", 12, 12 }, { "50", 10, 12 }, { "59", 9, 12 },  { "67", 8, 11 },
    { "68", 8, 10 },  { "85", 10, 12 }, { "88", 11, 13 }, { "96", 10, 13 },
    { "97", 10, 13 }, { "99", 11, 12 },
};

/* First digits, country code first, of numbers kept for drama and examples. Sources:
   NANPA (555-01xx), Ofcom (numbers for drama use), ACMA (numbers for fiction), ARCEP
   (numéros fictifs), Bundesnetzagentur (Rufnummern für Film und Fernsehen). 'x' is any
   digit. */
static const char *const fiction[] = {
    "1xxx55501xx",  "1555xxxxxxx",   "442079460xxx", "447700900xxx", "441632960xxx",
    "4411x4960xxx", "441914980xxx",  "442920180xxx", "442890180xxx", "448081570xxx",
    "449098790xxx", "443069990xxx",  "4412x4960xxx", "61255501xxx",  "61255500xxx",
    "6125550xxxx",  "6135550xxxx",   "6175550xxxx",  "6185550xxxx",  "61491570xxx",
    "611800160401", "331990000xx",   "3319900xxxx",  "3326191xxxx",  "3335301xxxx",
    "3346571xxxx",  "3353649xxxx",   "3363998xxxx",  "493023125xxx", "496990009xxx",
    "494066969xxx", "492214710xxxx", "498999998xxx", "491522817386", "4917139200xx",
};

static bool is_like(const char *digits, const char *mask)
{
    size_t i = 0;

    for (; mask[i] != '\0' && digits[i] != '\0'; i++)
        if (mask[i] != 'x' && mask[i] != digits[i])
            return false;
    return mask[i] == '\0' && digits[i] == '\0';
}

/* Digits that are counted up or down, or all the same: nobody's number. */
static bool is_made_up(const char *digits)
{
    int up = 1, down = 1, same = 1;

    for (size_t i = 1; digits[i] != '\0'; i++) {
        int step = digits[i] - digits[i - 1];
        up = step == 1 || step == -9 ? up + 1 : 1;
        down = step == -1 || step == 9 ? down + 1 : 1;
        same = step == 0 ? same + 1 : 1;
        if (up >= 6 || down >= 6 || same >= 6)
            return true;
    }
    return false;
}

bool privacy_is_fiction(const char *digits)
{
    for (size_t i = 0; i < STET_LEN(fiction); i++)
        if (is_like(digits, fiction[i]))
            return true;
    return is_made_up(digits);
}

/* 211, 311 ... 911 are services, and no area or exchange. */
static bool is_service(const char *code)
{
    return code[1] == '1' && code[2] == '1';
}

static bool is_toll_free(const char *digits)
{
    static const char *const areas[] = {
        "800", "833", "844", "855", "866", "877", "888", "900",
    };

    for (size_t i = 0; i < STET_LEN(areas); i++)
        if (privacy_begins(digits, areas[i]))
            return true;
    return false;
}

bool privacy_is_nanp(const char *digits, bool toll_free)
{
    char whole[12] = "1";

    if (strlen(digits) != 10 || digits[0] < '2' || digits[3] < '2' ||
        digits[1] == '9' || is_service(digits) || is_service(digits + 3))
        return false;
    if (!toll_free && is_toll_free(digits))
        return false;
    memcpy(whole + 1, digits, 11);
    return !privacy_is_fiction(whole);
}

bool privacy_is_e164(const char *digits)
{
    size_t n = strlen(digits);

    for (size_t i = 0; i < STET_LEN(country_codes); i++)
        if (privacy_begins(digits, country_codes[i].code))
            return n >= country_codes[i].min && n <= country_codes[i].max &&
                   !privacy_is_fiction(digits);
    return false;
}
