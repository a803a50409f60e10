/* SPDX-License-Identifier: Apache-2.0 */
#include "spelling.h"

#include <string.h>

/* British words with -our- where American ones have -or-; others ("fourty") are
   misspellings. */
static const char *const our[] = { "arbour",  "ardour",    "armour",    "behaviour",
                                   "candour", "clamour",   "colour",    "demeanour",
                                   "enamour", "endeavour", "favour",    "fervour",
                                   "flavour", "glamour",   "harbour",   "honour",
                                   "humour",  "labour",    "neighbour", "odour",
                                   "parlour", "rancour",   "rigour",    "rumour",
                                   "saviour", "savour",    "splendour", "succour",
                                   "tumour",  "valour",    "vapour",    "vigour" };

/* The same for -re, which is -er. */
static const char *const re[] = { "calibre", "centre",  "fibre",  "goitre",
                                  "litre",   "lustre",  "meagre", "metre",
                                  "mitre",   "nitre",   "ochre",  "reconnoitre",
                                  "sabre",   "sceptre", "sombre", "spectre",
                                  "theatre" };

/* Endings that are the same but for these letters. */
typedef struct ending {
    const char *british, *american;
} ending;

static const ending endings[] = {
    { "ise", "ize" },         { "ises", "izes" },         { "ised", "ized" },
    { "ising", "izing" },     { "iser", "izer" },         { "isers", "izers" },
    { "isation", "ization" }, { "isations", "izations" }, { "isational", "izational" },
    { "isable", "izable" },   { "yse", "yze" },           { "yses", "yzes" },
    { "ysed", "yzed" },       { "ysing", "yzing" },       { "yser", "yzer" },
    { "ysers", "yzers" },     { "lled", "led" },          { "lling", "ling" },
    { "ller", "ler" },        { "llers", "lers" },        { "llor", "lor" },
    { "llors", "lors" },      { "llous", "lous" },        { "llery", "lry" },
    { "logue", "log" },       { "logues", "logs" },       { "logued", "loged" },
    { "fence", "fense" },     { "fences", "fenses" },     { "fenceless", "fenseless" },
};

/* What follows no rule, in order, with a blank before and behind each. */
static const char others[] =
    " acknowledgement acknowledgements aeroplane aeroplanes ageing aluminium"
    " artefact artefacts axe axes behove carburettor cheque chequebook chequered"
    " cheques chilli chillies cosier cosiest cosily cosiness cosy distil distils"
    " draught draughts draughty dreamt enrol enrolment enrolments enrols fulfil"
    " fulfilment fulfils furore gaol grey greyed greyer greyish greyness greys"
    " greyscale instalment instalments instil instils jewellery judgement"
    " judgemental judgements kerb kerbs leant learnt licence licences likeable"
    " liquorice manoeuvrable manoeuvre manoeuvred manoeuvres manoeuvring maths"
    " miaow mollusc molluscs mould moulded moulding moulds mouldy moult moustache"
    " moustaches mums nett paediatric paediatrician paediatricians paediatrics"
    " phoney plough ploughed ploughing ploughs practise practised practises"
    " practising pretence pretences programme programmes pyjamas racquet racquets"
    " sceptic sceptical sceptically scepticism sceptics sizeable skilful skilfully"
    " smoulder smouldering specialities speciality spelt spoilt storey storeys"
    " sulphate sulphates sulphide sulphur sulphuric titbit tyre tyres verandah"
    " verandahs wilful wilfully wilfulness woollen worshipped worshipper"
    " worshippers worshipping yoghurt yoghurts ";

bool grammar_spelling_is_british(stet_str word)
{
    return grammar_is_among(others, sizeof others - 1, word);
}

/* Writes `word` with [at, at + n) replaced. */
static size_t replace(stet_str word, size_t at, size_t n, const char *letters,
                      char out[GRAMMAR_LONGEST_WORD + 4])
{
    size_t n_letters = strlen(letters);

    memcpy(out, word.ptr, at);
    memcpy(out + at, letters, n_letters);
    memcpy(out + at + n_letters, word.ptr + at + n, word.len - at - n);
    return word.len - n + n_letters;
}

/* Where `letters` stand in the word; word.len: nowhere. */
static size_t find(stet_str word, const char *letters)
{
    size_t n = strlen(letters);

    for (size_t i = 0; i + n <= word.len; i++)
        if (memcmp(word.ptr + i, letters, n) == 0)
            return i;
    return word.len;
}

/* "colourful" is "colorful". */
static size_t from_our(stet_str word, char out[GRAMMAR_LONGEST_WORD + 4])
{
    for (size_t i = 0; i < STET_LEN(our); i++) {
        size_t at = find(word, our[i]);
        if (at < word.len)
            return replace(word, at + strlen(our[i]) - 2, 1, "", out);
    }
    return 0;
}

/* "kilometres" is "kilometers", "centred" is "centered". */
static size_t from_re(stet_str word, char out[GRAMMAR_LONGEST_WORD + 4])
{
    for (size_t i = 0; i < STET_LEN(re); i++) {
        size_t n = strlen(re[i]);
        size_t at = find(word, re[i]);
        if (at == word.len)
            continue;
        stet_str rest = { word.ptr + at + n, word.len - at - n };
        if (rest.len == 0 || (rest.len == 1 && rest.ptr[0] == 's'))
            return replace(word, at + n - 2, 2, "er", out);
        if (rest.len == 1 && rest.ptr[0] == 'd')
            return replace(word, at + n - 2, 2, "ere", out);
    }
    return 0;
}

/* "anaemia" is "anemia", "oestrogen" is "estrogen". */
static size_t from_ligature(stet_str word, char out[GRAMMAR_LONGEST_WORD + 4])
{
    size_t ae = find(word, "ae"), oe = find(word, "oe");
    size_t at = ae < oe ? ae : oe;

    if (word.len < 6 || at == word.len)
        return 0;
    return replace(word, at, 1, "", out);
}

/* -lled and the like only where one vowel stands before it: "travelled", but
   "failled" is a misspelling. */
static bool may_double(stet_str word, const ending *e)
{
    static const char vowels[] = "aeiou";
    size_t at = word.len - strlen(e->british);

    if (e->british[0] != 'l' || e->british[1] != 'l')
        return true;
    if (at < 3 || !strchr(vowels, word.ptr[at - 1]))
        return false;
    return !strchr(vowels, word.ptr[at - 2]) || word.ptr[at - 2] == 'u' ||
           word.ptr[at - 2] == 'i';
}

static size_t from_ending(stet_str word, const ending *e,
                          char out[GRAMMAR_LONGEST_WORD + 4])
{
    size_t n = strlen(e->british);

    if (word.len < n + 3 || memcmp(word.ptr + word.len - n, e->british, n) != 0 ||
        !may_double(word, e))
        return 0;
    return replace(word, word.len - n, n, e->american, out);
}

bool grammar_spelling_american(stet_str word, unsigned which,
                               char out[GRAMMAR_LONGEST_WORD + 4], size_t *len)
{
    *len = 0;
    if (word.len > GRAMMAR_LONGEST_WORD)
        return false;
    if (which < STET_LEN(endings))
        *len = from_ending(word, &endings[which], out);
    else if (which == STET_LEN(endings))
        *len = from_our(word, out);
    else if (which == STET_LEN(endings) + 1)
        *len = from_re(word, out);
    else if (which == STET_LEN(endings) + 2)
        *len = from_ligature(word, out);
    else
        return false;
    return true;
}
