/* SPDX-License-Identifier: Apache-2.0 */
#include "run/record_fact.h"

#include "base/memory.h"
#include "base/str.h"
#include "run/engine_p.h"

static stet_record_fact *add(stet_result *result)
{
    stet_memory_grow((void **)&result->records, &result->records_capacity,
                     result->n_records + 1, sizeof *result->records);
    return &result->records[result->n_records++];
}

/* Whether the last thing told is that this record lacks something. */
static bool is_lacking(const stet_result *result, uint64_t number)
{
    for (size_t i = result->n_troubles; i > 0; i--) {
        const stet_trouble *trouble = &result->troubles[i - 1];
        if (trouble->record != number)
            return false;
        if (trouble->lacks)
            return true;
    }
    return false;
}

/* The group of a record, from its field. */
static stet_str group_of(const stet_worker *worker, const stet_record *record)
{
    stet_str name = worker->engine->options.group;
    const stet_value *group = name.len ? stet_record_value(record, name) : NULL;

    return group ? stet_arena_copy(&worker->result->arena, group->text)
                 : (stet_str){ "", 0 };
}

void stet_record_fact_add(stet_worker *worker)
{
    const stet_record *record = worker->record;
    const stet_piece *piece = record->piece;
    stet_result *result = worker->result;
    bool counts = !worker->engine->options.no_words;
    uint64_t words = 0;

    for (size_t i = 0; i < worker->n_documents && counts; i++)
        words += stet_document_count(worker->documents[i], STET_COUNT_WORDS);
    *add(result) = (stet_record_fact){
        .number = record->number,
        .byte = piece->byte + (uint64_t)(record->raw.ptr - piece->bytes.ptr),
        .length = record->raw.len,
        .id = stet_arena_copy(&result->arena, record->id),
        .group = group_of(worker, record),
        .words = words,
        .hash = stet_str_hash(record->raw, 0),
        .failed = is_lacking(result, record->number),
    };
}

void stet_record_fact_add_failed(stet_worker *worker, const stet_record_cursor *cursor,
                                 size_t from, const stet_failure *failure,
                                 const stet_record *record)
{
    const stet_piece *piece = cursor->piece;
    stet_result *result = worker->result;
    stet_record_fact fact = { .number = failure->record,
                              .byte = piece->byte,
                              .length = piece->n_too_long,
                              .id = { "", 0 },
                              .group = { "", 0 },
                              .failed = true };

    if (!piece->n_too_long) {
        stet_str passed = { piece->bytes.ptr + from, cursor->at - from };
        stet_str raw = stet_str_trim(passed);
        fact.byte += (uint64_t)(raw.ptr - piece->bytes.ptr);
        fact.length = raw.len;
        fact.hash = stet_str_hash(raw, 0);
    }
    if (failure->lacks) {
        fact.id = stet_arena_copy(&result->arena, record->id);
        fact.group = group_of(worker, record);
    }
    *add(result) = fact;
}
