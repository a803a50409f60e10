/* SPDX-License-Identifier: Apache-2.0 */
/* stages RULES FILE...

   Where the time goes: checks the files in this process, on one thread, and prints what
   each stage took: reading (splitting and decoding records), documents (markup taken
   off), words and sentences, the scan for patterns, the rules by check type, and what
   is left (choosing rules, locating and ordering findings). Reports are not written.

   The files are gone through twice: once stage by stage, once by a worker as `stet
   check` does, with every check type's `run` replaced by one that looks at the clock.
   Words are asked for before the clock starts, or the first rule that wants them would
   pay. */
#include "base/str.h"
#include "cli/context.h"
#include "run/engine_p.h"
#include "run/worker.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { MOST_TYPES = 128 };

/* A check type whose run is timed. */
typedef struct timed_type {
    stet_check_type type;
    stet_registered_check check;
    const stet_check_type *original;
    double seconds;
    unsigned long calls;
} timed_type;

typedef struct stages {
    double read, document, words, scan, rules, all;
    double bytes; /* Of the files, */
    double text;  /* and of the texts in them. */
    unsigned long n_documents, n_findings;
} stages;

static timed_type timed[MOST_TYPES];
static size_t n_timed;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static stet_status timed_run(stet_ctx *ctx, const void *check, void *state,
                             const stet_unit *unit)
{
    const stet_host *host = (const stet_host *)ctx;
    timed_type *type = NULL;
    for (size_t i = 0; i < n_timed && !type; i++)
        if (&timed[i].check == host->rule->check)
            type = &timed[i];
    if (unit->doc)
        stet_words(ctx, unit->doc);
    double start = now();
    stet_status status = type->original->run(ctx, check, state, unit);
    type->seconds += now() - start;
    type->calls++;
    return status;
}

/* The rules of a set are constant to everyone but their maker, and to this program. */
static void wrap(const stet_rule_set *set)
{
    stet_rule *rules = (stet_rule *)(uintptr_t)set->rules;
    for (size_t r = 0; r < set->n_rules; r++) {
        size_t i = 0;
        while (i < n_timed && timed[i].original != rules[r].check->type)
            i++;
        if (i == MOST_TYPES)
            return;
        if (i == n_timed) {
            n_timed++;
            timed[i].original = rules[r].check->type;
            timed[i].type = *rules[r].check->type;
            timed[i].type.run = timed_run;
            timed[i].check = *rules[r].check;
            timed[i].check.type = &timed[i].type;
        }
        rules[r].check = &timed[i].check;
    }
}

static stet_source *open_source(const stet_rule_set *set, const char *path)
{
    stet_error error = STET_ERROR_NONE;
    stet_str shown = stet_str_from(path);
    const stet_layout *layout = stet_rule_set_layout(set, stet_path_name(shown));
    stet_source *source =
        stet_source_open(path, shown, layout ? layout : stet_layout_for_file(shown),
                         STET_MAX_RECORD, &error);
    if (!source) {
        fprintf(stderr, "%s: %s\n", path, error.message);
        exit(2);
    }
    return source;
}

/* What is kept from text to text. */
typedef struct keeper {
    stet_scanner *scanner; /* NULL: nothing is looked for. */
    stet_arena arena;
    stet_forms forms;
    stet_doc doc;
} keeper;

static void time_record(stages *times, keeper *kept, const stet_record *record)
{
    stet_doc *doc = &kept->doc;
    for (size_t i = 0; i < record->n_values; i++) {
        size_t n_hits;
        if (!record->values[i].field->text)
            continue;
        double start = now();
        stet_document_set(doc, record, &record->values[i], 0);
        double set = now();
        stet_scan_input input = { .text = doc->text,
                                  .blocks = { doc->blocks, doc->n_blocks },
                                  .words = stet_document_words(doc) };
        double cut = now();
        if (kept->scanner)
            stet_scanner_run(kept->scanner, &input, &n_hits);
        double scanned = now();
        times->document += set - start;
        times->words += cut - set;
        times->scan += scanned - cut;
        times->text += (double)record->values[i].text.len;
        times->n_documents++;
    }
}

/* The stages that need no rules, one by one. */
static void time_stages(stages *times, keeper *kept, const stet_rule_set *set,
                        const char *path)
{
    stet_error error = STET_ERROR_NONE;
    stet_source *source = open_source(set, path);
    stet_piece piece;

    for (double start = now(); stet_source_next(source, &piece, &error);
         start = now()) {
        stet_record_cursor cursor = stet_record_begin(&piece);
        stet_record record = { 0 };
        stet_failure failure;
        stet_read read;
        for (;;) {
            read = stet_record_next(&cursor, &kept->arena, &record, &failure);
            times->read += now() - start;
            if (read == STET_READ_END)
                break;
            if (read == STET_READ_RECORD)
                time_record(times, kept, &record);
            stet_forms_forget(&kept->forms);
            start = now();
        }
        times->bytes += (double)piece.bytes.len;
        stet_arena_reset(&kept->arena);
        stet_piece_release(&piece);
    }
    stet_source_close(source);
}

/* All of it, as a worker does it. */
static void time_worker(stages *times, stet_engine *engine, stet_worker *worker,
                        const char *path)
{
    stet_error error = STET_ERROR_NONE;
    stet_source *source = open_source(engine->set, path);
    stet_piece piece;
    double start = now();

    while (stet_source_next(source, &piece, &error)) {
        stet_result result = { 0 };
        stet_worker_check(worker, &piece, 0, &result);
        times->n_findings += result.n_findings;
        stet_result_release(&result);
        stet_piece_release(&piece);
    }
    stet_source_close(source);
    times->all += now() - start;
}

static void print_stage(const stages *times, const char *name, double seconds,
                        unsigned long calls)
{
    printf("  %-32s %6.1f %%  %9.2f ns/byte", name, 100 * seconds / times->all,
           seconds * 1e9 / times->text);
    if (calls > 0)
        printf("  %8lu calls, %7.0f ns each", calls, seconds * 1e9 / (double)calls);
    putchar('\n');
}

static int slowest_first(const void *a, const void *b)
{
    const timed_type *x = a, *y = b;
    return (x->seconds < y->seconds) - (x->seconds > y->seconds);
}

static void print(stages *times)
{
    double left =
        times->all - times->read - times->document - times->words - times->scan;
    for (size_t i = 0; i < n_timed; i++)
        times->rules += timed[i].seconds;
    printf("  %.1f MB of files, %.1f MB of text in %lu texts: %.2f s, %.1f MB/s of "
           "files; %lu findings\n",
           times->bytes / 1e6, times->text / 1e6, times->n_documents, times->all,
           times->bytes / 1e6 / times->all, times->n_findings);
    print_stage(times, "reading", times->read, 0);
    print_stage(times, "documents", times->document, 0);
    print_stage(times, "words and sentences", times->words, 0);
    print_stage(times, "scan", times->scan, 0);
    print_stage(times, "rules", times->rules, 0);
    print_stage(times, "dispatch, locating", left - times->rules, 0);
    qsort(timed, n_timed, sizeof *timed, slowest_first);
    for (size_t i = 0; i < n_timed && timed[i].seconds > times->all / 1000; i++)
        print_stage(times, timed[i].check.name.ptr, timed[i].seconds, timed[i].calls);
}

int main(int argc, char **argv)
{
    static const atomic_int stop = 0;
    stages times = { 0 };
    stet_cli cli = { .program = STET_TEST_BUILD "/bin/stet",
                     .log = { .fd = STDERR_FILENO },
                     .stop = &stop };
    stet_common common = { .config = argc > 1 ? argv[1] : NULL };
    stet_context context;
    stet_worker worker;

    if (argc < 3) {
        fputs("usage: stages RULES FILE...\n", stderr);
        return 2;
    }
    if (!stet_context_open(&context, &cli, &common))
        return 2;
    const stet_rule_set *set = stet_context_rule_set(&context, NULL);
    if (!set)
        return 2;
    wrap(set);
    stet_engine_options options = stet_context_engine_options(&context);
    stet_engine *engine = stet_engine_new(set, &options, &context.errors);
    stet_context_tell(&context);
    if (!engine)
        return 2;
    stet_worker_init(&worker, engine);
    keeper kept = { .scanner =
                        set->patterns.count ? stet_scanner_new(set->scan) : NULL };
    stet_forms_init(&kept.forms);
    stet_document_init(&kept.doc, &kept.forms);
    for (int i = 2; i < argc; i++) {
        time_stages(&times, &kept, set, argv[i]);
        time_worker(&times, engine, &worker, argv[i]);
    }
    print(&times);
    stet_document_release(&kept.doc);
    stet_forms_release(&kept.forms);
    stet_arena_release(&kept.arena);
    if (kept.scanner)
        stet_scanner_free(kept.scanner);
    stet_worker_release(&worker);
    stet_engine_free(engine);
    stet_context_close(&context);
    return 0;
}
