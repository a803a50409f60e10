/* SPDX-License-Identifier: Apache-2.0 */
#include "text/layout.h"

#include "base/path.h"
#include "base/str.h"
#include "text/reader.h"

#define TEXT(literal)                  \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
#define NONE  \
    {         \
        "", 0 \
    }

/** A Markdown text at a path. */
#define FIELD(name, path, optional)                                \
    {                                                              \
        TEXT(name), TEXT(path), NONE, NONE, true, true, (optional) \
    }
/** The same, of the elements of which `key` is `value`. */
#define FIELD_WHERE(name, path, key, value, optional)                          \
    {                                                                          \
        TEXT(name), TEXT(path), TEXT(key), TEXT(value), true, true, (optional) \
    }

static const stet_layout_field alpaca_fields[] = {
    FIELD("instruction", "/instruction", false),
    FIELD("input", "/input", true),
    FIELD("output", "/output", false),
};

static const stet_layout_field chat_fields[] = {
    FIELD_WHERE("system", "/messages/*/content", "role", "system", true),
    FIELD_WHERE("user", "/messages/*/content", "role", "user", false),
    FIELD_WHERE("assistant", "/messages/*/content", "role", "assistant", false),
};

static const stet_layout_field preference_fields[] = {
    FIELD("prompt", "/prompt", true),
    FIELD_WHERE("prompt", "/prompt/*/content", "role", "user", true),
    FIELD("chosen", "/chosen", false),
    FIELD_WHERE("chosen", "/chosen/*/content", "role", "assistant", false),
    FIELD("rejected", "/rejected", false),
    FIELD_WHERE("rejected", "/rejected/*/content", "role", "assistant", false),
};

static const stet_layout_field sharegpt_fields[] = {
    FIELD_WHERE("system", "/conversations/*/value", "from", "system", true),
    FIELD_WHERE("user", "/conversations/*/value", "from", "human", false),
    FIELD_WHERE("user", "/conversations/*/value", "from", "user", false),
    FIELD_WHERE("assistant", "/conversations/*/value", "from", "gpt", false),
    FIELD_WHERE("assistant", "/conversations/*/value", "from", "assistant", false),
};

static const stet_layout named[] = {
    { TEXT("alpaca"), &stet_reader_jsonl, TEXT("/id"), alpaca_fields,
      STET_LEN(alpaca_fields), false, false, NULL },
    { TEXT("chat"), &stet_reader_jsonl, TEXT("/id"), chat_fields, STET_LEN(chat_fields),
      false, false, NULL },
    { TEXT("preference"), &stet_reader_jsonl, TEXT("/id"), preference_fields,
      STET_LEN(preference_fields), false, false, NULL },
    { TEXT("sharegpt"), &stet_reader_jsonl, TEXT("/id"), sharegpt_fields,
      STET_LEN(sharegpt_fields), false, false, NULL },
};

static const stet_layout_field text_fields[] = {
    { TEXT("text"), NONE, NONE, NONE, true, false, false },
};

static const stet_layout_field markdown_fields[] = {
    { TEXT("text"), NONE, NONE, NONE, true, true, false },
};

/** The names under which texts are usually found in JSON. */
static const stet_layout_field json_fields[] = {
    FIELD("text", "/text", true),
    FIELD("answer", "/answer", true),
    FIELD("response", "/response", true),
    FIELD("output", "/output", true),
    FIELD("completion", "/completion", true),
    FIELD("content", "/content", true),
    FIELD("summary", "/summary", true),
    FIELD("question", "/question", true),
    FIELD("prompt", "/prompt", true),
    FIELD("instruction", "/instruction", true),
    FIELD("input", "/input", true),
    FIELD_WHERE("system", "/messages/*/content", "role", "system", true),
    FIELD_WHERE("user", "/messages/*/content", "role", "user", true),
    FIELD_WHERE("assistant", "/messages/*/content", "role", "assistant", true),
};

/** The same names as columns. */
static const stet_layout_field column_fields[] = {
    FIELD("text", "text", true),
    FIELD("answer", "answer", true),
    FIELD("response", "response", true),
    FIELD("output", "output", true),
    FIELD("completion", "completion", true),
    FIELD("content", "content", true),
    FIELD("summary", "summary", true),
    FIELD("question", "question", true),
    FIELD("prompt", "prompt", true),
    FIELD("instruction", "instruction", true),
    FIELD("input", "input", true),
};

static const stet_layout plain[] = {
    { NONE, &stet_reader_text, NONE, text_fields, STET_LEN(text_fields), false, false,
      NULL },
    { NONE, &stet_reader_markdown, NONE, markdown_fields, STET_LEN(markdown_fields),
      false, false, NULL },
    { NONE, &stet_reader_jsonl, TEXT("/id"), json_fields, STET_LEN(json_fields), false,
      true, NULL },
    { NONE, &stet_reader_json, TEXT("/id"), json_fields, STET_LEN(json_fields), false,
      true, NULL },
    { NONE, &stet_reader_csv, TEXT("id"), column_fields, STET_LEN(column_fields), false,
      true, NULL },
    { NONE, &stet_reader_tsv, TEXT("id"), column_fields, STET_LEN(column_fields), false,
      true, NULL },
};

const stet_layout *stet_layout_find(stet_str name)
{
    for (size_t i = 0; i < STET_LEN(named); i++)
        if (stet_str_equal(named[i].name, name))
            return &named[i];
    return NULL;
}

const stet_layout *stet_layout_at(size_t n)
{
    return n < STET_LEN(named) ? &named[n] : NULL;
}

const stet_layout *stet_layout_plain(const stet_reader *reader)
{
    for (size_t i = 0; i < STET_LEN(plain); i++)
        if (plain[i].reader == reader)
            return &plain[i];
    return &plain[0];
}

/** The reader that has the extension of `path`, or NULL. */
static const stet_reader *reader_of_path(stet_str path)
{
    stet_str extension = stet_path_extension(path);
    const stet_reader *reader;
    for (size_t i = 0; (reader = stet_reader_at(i)); i++)
        for (const char *const *name = reader->extensions; *name; name++)
            if (stet_str_equal_nocase(extension, stet_str_from(*name)))
                return reader;
    return NULL;
}

const stet_layout *stet_layout_for_path(stet_str path)
{
    const stet_reader *reader = reader_of_path(path);
    bool is_text = reader == &stet_reader_text || reader == &stet_reader_markdown ||
                   reader == &stet_reader_jsonl;
    return is_text ? stet_layout_plain(reader) : NULL;
}

const stet_layout *stet_layout_for_file(stet_str path)
{
    const stet_reader *reader = reader_of_path(path);
    return stet_layout_plain(reader ? reader : &stet_reader_text);
}
