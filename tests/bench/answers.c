/* SPDX-License-Identifier: Apache-2.0 */
/* answers BYTES > answers.jsonl

   Makes texts when there are none: JSON Lines with the fields id, editor, question and
   answer, the answers in Markdown. Words are drawn by Zipf's law from a built-in list,
   so that a few make up half of the text; one in fifty is a made-up name, which no
   dictionary knows. What the texts say is nonsense; how they are built is what answers
   of chat models look like: paragraphs of 40 to 120 words, lists with bold leads,
   headings, some code spans, links, tables of none. The same bytes in every run. */
#include "random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The commonest first: the n-th is drawn about 1/n times as often as the first. */
static const char words[] =
    "the of and to in a is that for it as with are on by this be from or can you your "
    "have an which not at their has more these also will one other such some they into "
    "time its when use may people many all most about well than help new first between "
    "different while through important make like over if but been were was how used "
    "both two there each work where including take way long only water high using life "
    "good provide often system health body create process food information number then "
    "level example change history set part within during become need even because any "
    "world support find common year consider large small several should type being "
    "early know under them keep best known known popular famous allow general without "
    "against increase reduce local natural understand development data learn public "
    "energy social government company country family research market product service "
    "culture experience environment community language human effect control power "
    "light "
    "material method design quality value order risk result cause form surface century "
    "music film actor stage story character author novel art paint style colour sound "
    "song player team game season sport training exercise muscle weight sleep stress "
    "plant tree leaf soil garden animal bird fish river ocean island mountain city "
    "town "
    "street building house room door window table kitchen oven heat cook recipe flour "
    "butter sugar salt pepper onion garlic sauce chicken cheese fruit apple bread milk "
    "coffee tea wine cup spoon minute hour day week month start begin continue stop "
    "end "
    "open close add remove mix stir pour cut place cover turn move carry bring hold "
    "choose decide plan prepare practice improve develop build grow protect prevent "
    "avoid treat test check measure compare describe explain discuss suggest recommend "
    "require involve contain offer follow lead happen remain appear seem feel think "
    "believe remember forget speak write read listen watch play travel visit arrive "
    "leave return buy sell pay cost price money bank budget tax account credit loan "
    "investment business customer employee manager goal strategy skill technology "
    "computer software program code file function variable string list index memory "
    "server network device phone screen image video camera message email address link "
    "page section title heading paragraph sentence word letter line point question "
    "answer reason problem solution step task tool resource element factor feature "
    "benefit advantage challenge concern issue limit condition symptom disease doctor "
    "patient medicine drug dose blood heart brain skin bone cell protein vitamin oil "
    "metal iron steel gold glass stone wood paper cloth cotton plastic rubber machine "
    "engine vehicle car train ship plane road bridge station fuel battery electric "
    "solar "
    "wind storm rain snow ice fire earth moon star planet space gravity force speed "
    "mass "
    "volume pressure temperature degree scale ratio equation theory law principle "
    "evidence experiment scientist university school student teacher class lesson "
    "education degree college law court judge crime police army war peace treaty king "
    "queen empire revolution republic election president minister parliament party "
    "vote "
    "citizen freedom right justice religion church temple prayer tradition festival "
    "holiday wedding gift dress shirt shoe hat fashion beauty hair eye hand foot head "
    "voice smile laugh cry fear anger hope love friend child parent mother father "
    "brother sister baby boy girl man woman person group society generation future "
    "past "
    "present moment period decade ancient modern traditional original unique complex "
    "simple easy difficult possible impossible necessary available effective efficient "
    "significant essential specific particular certain clear strong weak heavy soft "
    "hard "
    "warm cold dry wet clean dirty fresh old young rich poor free busy quiet loud "
    "bright "
    "dark deep wide narrow short tall full empty safe dangerous healthy sick happy sad";

static const char *const syllables[] = { "ba", "dor",  "el",  "fin", "gar", "hul",
                                         "ka", "lin",  "mor", "ne",  "os",  "pra",
                                         "ri", "sten", "tor", "vi" };

enum { MOST_WORDS = 1024 };

typedef struct writer {
    uint64_t seed;
    const char *word[MOST_WORDS];
    uint8_t length[MOST_WORDS];
    double below[MOST_WORDS]; /* Running sum of 1/n: where a draw falls. */
    uint32_t n_words;
    char text[1 << 16]; /* The answer at hand, as JSON: a line feed is \n. */
    size_t len;
} writer;

static void read_words(writer *w)
{
    double sum = 0;
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        w->word[w->n_words] = at;
        w->length[w->n_words] = (uint8_t)length;
        w->below[w->n_words] = sum += 1.0 / (w->n_words + 2.7);
        w->n_words++;
        at += length + (at[length] == ' ');
    }
}

static void add(writer *w, const char *text, size_t len)
{
    if (w->len + len >= sizeof w->text)
        return;
    memcpy(w->text + w->len, text, len);
    w->len += len;
}

static void add_text(writer *w, const char *text)
{
    add(w, text, strlen(text));
}

static void add_name(writer *w)
{
    char name[32] = "";
    uint32_t n = 2 + bench_below(&w->seed, 2);
    for (uint32_t i = 0; i < n; i++)
        strncat(name, syllables[bench_below(&w->seed, 16)],
                sizeof name - strlen(name) - 1);
    name[0] = (char)(name[0] - 'a' + 'A');
    add_text(w, name);
}

static void add_word(writer *w, int capital)
{
    if (bench_below(&w->seed, 50) == 0) {
        add_name(w);
        return;
    }
    double draw =
        (double)(bench_random(&w->seed) >> 11) * 0x1p-53 * w->below[w->n_words - 1];
    uint32_t low = 0, high = w->n_words - 1;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (w->below[middle] < draw)
            low = middle + 1;
        else
            high = middle;
    }
    size_t start = w->len;
    add(w, w->word[low], w->length[low]);
    if (capital && w->len > start)
        w->text[start] = (char)(w->text[start] - 'a' + 'A');
}

static void add_words(writer *w, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i > 0)
            add_text(w, bench_below(&w->seed, 11) ? " " : ", ");
        uint32_t dress = bench_below(&w->seed, 120);
        const char *mark = dress == 0 ? "**" : dress == 1 ? "`" : dress == 2 ? "*" : "";
        add_text(w, mark);
        add_word(w, i == 0);
        add_text(w, mark);
    }
}

static void add_sentence(writer *w)
{
    static const char *const ends[] = { ".", ".", ".", ".", ".", ".", "!", "?" };
    add_words(w, 7 + bench_below(&w->seed, 20));
    add_text(w, ends[bench_below(&w->seed, 8)]);
}

static void add_paragraph(writer *w)
{
    uint32_t n = 2 + bench_below(&w->seed, 4);
    for (uint32_t i = 0; i < n; i++) {
        add_text(w, i > 0 ? " " : "");
        add_sentence(w);
    }
    add_text(w, "\\n\\n");
}

static void add_list(writer *w)
{
    uint32_t n = 3 + bench_below(&w->seed, 6);
    int numbered = bench_below(&w->seed, 2) == 0;
    for (uint32_t i = 0; i < n; i++) {
        char mark[16] = "* **";
        if (numbered)
            snprintf(mark, sizeof mark, "%" PRIu32 ". **", i + 1);
        add_text(w, mark);
        add_word(w, 1);
        add_text(w, " ");
        add_word(w, 0);
        add_text(w, "**: ");
        add_sentence(w);
        add_text(w, "\\n");
    }
    add_text(w, "\\n");
}

static void add_heading(writer *w)
{
    add_text(w, "## ");
    add_word(w, 1);
    add_text(w, " ");
    add_word(w, 0);
    add_text(w, "\\n\\n");
}

/* Its length in bytes. */
static long long write_record(writer *w, uint32_t number)
{
    long long written;
    w->len = 0;
    add_words(w, 9);
    written = printf("{\"id\": \"made/%05" PRIu32 "\", \"editor\": \"made-%" PRIu32
                     "\", \"question\": \"%.*s?\", \"answer\": \"",
                     number, number % 7, (int)w->len, w->text);
    w->len = 0;
    uint32_t n = 2 + bench_below(&w->seed, 5);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t kind = bench_below(&w->seed, 8);
        if (kind == 0)
            add_heading(w);
        if (kind < 3)
            add_list(w);
        else
            add_paragraph(w);
    }
    w->len -= 2; /* The last line feed. */
    return written + printf("%.*s\"}\n", (int)w->len, w->text);
}

int main(int argc, char **argv)
{
    static writer w = { .seed = 1 };
    if (argc != 2) {
        fputs("usage: answers BYTES > answers.jsonl\n", stderr);
        return 2;
    }
    long long most = strtoll(argv[1], NULL, 10);
    read_words(&w);
    long long written = 0;
    for (uint32_t n = 0; written < most && !ferror(stdout); n++)
        written += write_record(&w, n);
    return fclose(stdout) == 0 ? 0 : 2;
}
