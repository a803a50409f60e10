/* SPDX-License-Identifier: Apache-2.0 */
/* Makes the mistakes of authors: none may be lost without a word, or harm a text. */
#include <math.h>
#include <stet/plugin.h>

enum mistake {
    NO_SUCH_MESSAGE,
    TEXT_IS_GONE,
    NO_PLACE,
    EMPTY_PLACE,
    RELATED_TO_NOTHING,
    HALF_A_CHARACTER,
    INSERTED_TWICE,
    NO_EDITS,
    CUTS_A_CHARACTER,
    WRITES_NO_TEXT,
    NULL_TEXT,
    NO_SUCH_FORM,
    EARLY_STATISTIC,
    NO_NUMBER,
    EMPTY_NAME,
};

typedef struct careless {
    int mistake;
} careless;

static const char *const mistakes[] = {
    "no-such-message",    "text-is-gone",     "no-place",       "empty-place",
    "related-to-nothing", "half-a-character", "inserted-twice", "no-edits",
    "cuts-a-character",   "writes-no-text",   "null-text",      "no-such-form",
    "early-statistic",    "no-number",        "empty-name",     NULL,
};

static const stet_param params[] = {
    STET_CHOICE(careless, mistake, .doc = "What is done wrong.", .choices = mistakes),
};

static const stet_message messages[] = { { "seen", "seen “{match}”" } };

typedef struct memory {
    const stet_doc *first; /**< Longer than it lives. */
} memory;

static stet_status open_state(stet_ctx *ctx, const void *check, void **state)
{
    (void)check;
    *state = stet_keep(ctx, sizeof(memory));
    return STET_OK;
}

static void report(stet_ctx *ctx, const stet_edit *edits, size_t n_edits)
{
    stet_fix fix = { .label = "mend it", .edits = edits, .n_edits = n_edits, true };
    stet_report(ctx, &(stet_finding){ .span = { 0, 3 }, .fixes = &fix, .n_fixes = 1 });
}

/* The text of each begins with "aé": a byte, then two. */
static void report_with_fix(stet_ctx *ctx, enum mistake mistake)
{
    static const stet_edit twice[] = { { { 0, 0 }, { "x", 1 } },
                                       { { 0, 0 }, { "y", 1 } } };
    static const stet_edit half = { { 1, 2 }, { "e", 1 } };
    static const stet_edit garbage = { { 0, 1 }, { "\xFF", 1 } };
    if (mistake == INSERTED_TWICE)
        report(ctx, twice, STET_LEN(twice));
    else if (mistake == CUTS_A_CHARACTER)
        report(ctx, &half, 1);
    else if (mistake == WRITES_NO_TEXT)
        report(ctx, &garbage, 1);
    else
        report(ctx, NULL, 0);
}

/* Of letters as many as a word of a dictionary may have. */
enum { LONGEST_WORD = 96 };

static void read_nothing(stet_ctx *ctx)
{
    stet_fault fault;
    char *letters = stet_alloc(ctx, LONGEST_WORD);
    memset(letters, 'a', LONGEST_WORD);
    letters[LONGEST_WORD - 1] = '\xF0'; /* The first byte of four. */
    for (int syntax = STET_SYNTAX_JSON; syntax <= STET_SYNTAX_XML; syntax++)
        stet_parse(ctx, (stet_syntax)syntax, (stet_str){ NULL, 0 }, &fault);
    stet_spell(ctx, (stet_str){ NULL, 0 });
    stet_spell(ctx, (stet_str){ letters, LONGEST_WORD });
    stet_report(ctx, &(stet_finding){ .span = { 0, 1 } });
}

static void look_at_no_form(stet_ctx *ctx)
{
    uint32_t length = (uint32_t)stet_form(ctx, UINT32_MAX - 1)->text.len;
    stet_report(ctx, &(stet_finding){ .span = { length, 1 } });
}

static const stet_statistic statistic = { .name = "share", .value = 1, .of = "texts" };

static stet_status run(stet_ctx *ctx, const void *check, void *state,
                       const stet_unit *unit)
{
    enum mistake mistake = (enum mistake)((const careless *)check)->mistake;
    memory *own = state;
    const stet_place nowhere = { .doc = 0 };
    stet_field_array fields = stet_fields(ctx, unit->record);

    if (!own->first && fields.count)
        own->first = fields.items[0].doc;
    switch (mistake) {
    case NO_SUCH_MESSAGE:
        stet_report(ctx, &(stet_finding){ .message = 7 });
        break;
    case EMPTY_PLACE:
        stet_report(ctx, &(stet_finding){ .place = &nowhere });
        break;
    case RELATED_TO_NOTHING:
        stet_report(ctx, &(stet_finding){ .related = &nowhere, .n_related = 1 });
        break;
    case HALF_A_CHARACTER:
        stet_report(ctx, &(stet_finding){ .span = { 2, 2 } });
        break;
    case NULL_TEXT:
        read_nothing(ctx);
        break;
    case NO_SUCH_FORM:
        look_at_no_form(ctx);
        break;
    case EARLY_STATISTIC:
        stet_report_statistic(ctx, &statistic);
        break;
    case TEXT_IS_GONE:
    case NO_PLACE:
    case NO_NUMBER:
    case EMPTY_NAME:
        break;
    default:
        report_with_fix(ctx, mistake);
    }
    return STET_OK;
}

static stet_status merge(stet_ctx *ctx, const void *check, void *into, void *from)
{
    (void)ctx, (void)check, (void)into, (void)from;
    return STET_OK;
}

static stet_status finish(stet_ctx *ctx, const void *check, void *state)
{
    const careless *options = check;
    const memory *own = state;
    if (options->mistake == TEXT_IS_GONE)
        stet_report(ctx, &(stet_finding){ .doc = own->first });
    if (options->mistake == NO_PLACE)
        stet_report(ctx, &(stet_finding){ .span = { 0, 1 } });
    if (options->mistake == NO_NUMBER)
        stet_report_statistic(
            ctx, &(stet_statistic){ .name = "share", .value = NAN, .of = "texts" });
    if (options->mistake == EMPTY_NAME)
        stet_report_statistic(
            ctx, &(stet_statistic){ .name = "", .value = 1, .of = "texts" });
    return STET_OK;
}

static const stet_check_type mistaken = {
    .name = "mistaken",
    .summary = "Does something wrong",
    .doc = "Does what a rule says, which is wrong.",
    .scope = STET_SCOPE_BATCH,
    .level = STET_WARNING,
    STET_MESSAGES(messages),
    STET_PARAMS(careless, params),
    .open = open_state,
    .run = run,
    .merge = merge,
    .finish = finish,
};

static const stet_check_type *const checks[] = { &mistaken };

STET_PLUGIN(careless) = {
    STET_HEADER, "careless", "1.0", "A plugin with mistakes", "", STET_CHECKS(checks),
};
