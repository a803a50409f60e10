/* SPDX-License-Identifier: Apache-2.0 */
#include "browser.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "base/memory.h"
#include "text/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum {
    COMMAND_FD = 3, /* As Chromium has it. */
    ANSWER_FD = 4,
};

struct browser {
    pid_t child;
    int commands, answers;
    char profile[1024];
    unsigned n_commands;
    stet_buffer received; /* Behind the message that is looked at: the next ones. */
    stet_buffer session;  /* Of the page; empty before it is attached to. */
    stet_buffer page;     /* The address that was loaded. */
    stet_buffer value;    /* What evaluate returned last. */
    stet_buffer complaints;
    bool loaded;
};

/* ---- Messages ---- */

static const stet_node *child_of(const stet_node *node, const char *key)
{
    const stet_node *child = node ? node->first : NULL;
    while (child && !stet_str_is(child->key, key))
        child = child->next;
    return child;
}

static stet_str text_of(const stet_node *node, const char *key)
{
    const stet_node *child = child_of(node, key);
    return child ? child->text : (stet_str){ "", 0 };
}

static void complain(browser *chromium, const char *what, stet_str text)
{
    stet_buffer_format(&chromium->complaints, "%s: %.*s\n", what, (int)text.len,
                       text.ptr);
}

static void note_request(browser *chromium, const stet_node *params)
{
    stet_str url = text_of(child_of(params, "request"), "url");
    if (!stet_str_equal(url, stet_buffer_str(&chromium->page)))
        complain(chromium, "request", url);
}

static void note_event(browser *chromium, stet_str method, const stet_node *params)
{
    if (stet_str_is(method, "Page.loadEventFired"))
        chromium->loaded = true;
    else if (stet_str_is(method, "Log.entryAdded"))
        complain(chromium, "log", text_of(child_of(params, "entry"), "text"));
    else if (stet_str_is(method, "Runtime.exceptionThrown"))
        complain(chromium, "exception",
                 text_of(child_of(params, "exceptionDetails"), "text"));
    else if (stet_str_is(method, "Runtime.consoleAPICalled"))
        complain(chromium, "console", text_of(params, "type"));
    else if (stet_str_is(method, "Page.javascriptDialogOpening"))
        complain(chromium, "dialog", text_of(params, "message"));
    else if (stet_str_is(method, "Network.requestWillBeSent"))
        note_request(chromium, params);
}

static void read_more(browser *chromium)
{
    char part[64 * 1024];
    ssize_t n = read(chromium->answers, part, sizeof part);
    if (n <= 0)
        fail_msg("the browser has ended");
    stet_buffer_append(&chromium->received, part, (size_t)n);
}

/* The next message, which lives in the arena. */
static const stet_node *next_message(browser *chromium, stet_arena *arena)
{
    stet_error error = STET_ERROR_NONE;
    stet_buffer *received = &chromium->received;
    while (received->len == 0 || !memchr(received->ptr, '\0', received->len))
        read_more(chromium);
    size_t len = strlen(received->ptr);
    stet_str bytes = stet_arena_copy(arena, (stet_str){ received->ptr, len });
    memmove(received->ptr, received->ptr + len + 1, received->len - len - 1);
    received->len -= len + 1;
    const stet_node *message = stet_tree_of_json(bytes, arena, &error);
    if (!message)
        fail_msg("the browser sent what is no JSON: %s", error.message);
    return message;
}

/* Sends a command, `params` being JSON, and returns its result; events that come before
   it are noted. */
static const stet_node *command(browser *chromium, stet_arena *arena,
                                const char *method, const char *params)
{
    char id[16];
    stet_buffer out = { 0 };
    snprintf(id, sizeof id, "%u", ++chromium->n_commands);
    stet_buffer_format(&out, "{\"id\":%s,\"method\":\"%s\",\"params\":%s", id, method,
                       params);
    if (chromium->session.len > 0)
        stet_buffer_format(&out, ",\"sessionId\":\"%s\"", chromium->session.ptr);
    stet_buffer_append(&out, "}", 2); /* And its NUL. */
    if (!stet_file_write_fd(chromium->commands, stet_buffer_str(&out)))
        fail_msg("the browser takes no commands");
    stet_buffer_release(&out);
    for (;;) {
        const stet_node *message = next_message(chromium, arena);
        if (stet_str_is(text_of(message, "id"), id)) {
            if (child_of(message, "error"))
                fail_msg("%s: %.*s", method,
                         (int)text_of(child_of(message, "error"), "message").len,
                         text_of(child_of(message, "error"), "message").ptr);
            return child_of(message, "result");
        }
        note_event(chromium, text_of(message, "method"), child_of(message, "params"));
    }
}

static void tell(browser *chromium, const char *method, const char *params)
{
    stet_arena arena = { 0 };
    command(chromium, &arena, method, params);
    stet_arena_release(&arena);
}

/* ---- Its life ---- */

static void run_chromium(const char *profile, int commands, int answers)
{
    char folder[1100];
    int nowhere = open("/dev/null", O_RDWR);
    /* Out of the way of the numbers that they shall have. */
    int from = fcntl(commands, F_DUPFD, 10);
    int to = fcntl(answers, F_DUPFD, 10);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    dup2(from, COMMAND_FD);
    dup2(to, ANSWER_FD);
    close(from);
    close(to);
    snprintf(folder, sizeof folder, "--user-data-dir=%s", profile);
    execl(STET_CHROMIUM, "chromium", "--headless", "--no-sandbox", "--disable-gpu",
          "--disable-dev-shm-usage", "--no-first-run",
          "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--remote-debugging-pipe", folder, (char *)NULL);
    _exit(127);
}

static void start(browser *chromium)
{
    int to_child[2];
    int from_child[2];
    assert_int_equal(pipe(to_child), 0);
    assert_int_equal(pipe(from_child), 0);
    chromium->child = fork();
    assert_true(chromium->child >= 0);
    if (chromium->child == 0) {
        close(to_child[1]);
        close(from_child[0]);
        run_chromium(chromium->profile, to_child[0], from_child[1]);
    }
    close(to_child[0]);
    close(from_child[1]);
    chromium->commands = to_child[1];
    chromium->answers = from_child[0];
}

static void attach(browser *chromium)
{
    static const char *const domains[] = { "Page.enable", "Runtime.enable",
                                           "Log.enable", "Network.enable" };
    stet_arena arena = { 0 };
    stet_buffer params = { 0 };
    stet_str target = text_of(
        command(chromium, &arena, "Target.createTarget", "{\"url\":\"about:blank\"}"),
        "targetId");
    stet_buffer_format(&params, "{\"targetId\":\"%.*s\",\"flatten\":true}",
                       (int)target.len, target.ptr);
    stet_buffer_add(
        &chromium->session,
        text_of(command(chromium, &arena, "Target.attachToTarget", params.ptr),
                "sessionId"));
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++)
        tell(chromium, domains[i], "{}");
    stet_buffer_release(&params);
    stet_arena_release(&arena);
}

browser *browser_open(void)
{
    browser *chromium = stet_memory_zalloc(1, sizeof *chromium);
    signal(SIGPIPE, SIG_IGN);
    snprintf(chromium->profile, sizeof chromium->profile, "%s/browser-XXXXXX",
             STET_TEST_BUILD);
    assert_non_null(mkdtemp(chromium->profile));
    start(chromium);
    attach(chromium);
    return chromium;
}

static int remove_one(const char *path, const struct stat *info, int kind,
                      struct FTW *place)
{
    (void)info;
    (void)kind;
    (void)place;
    remove(path);
    return 0;
}

/* The end of the pipes is the end of the browser. */
void browser_close(browser *chromium)
{
    close(chromium->commands);
    close(chromium->answers);
    while (waitpid(chromium->child, NULL, 0) < 0 && errno == EINTR)
        ;
    nftw(chromium->profile, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    stet_buffer_release(&chromium->received);
    stet_buffer_release(&chromium->session);
    stet_buffer_release(&chromium->page);
    stet_buffer_release(&chromium->value);
    stet_buffer_release(&chromium->complaints);
    free(chromium);
}

/* ---- What tests do with it ---- */

void browser_load(browser *chromium, const char *path)
{
    stet_arena arena = { 0 };
    stet_buffer params = { 0 };
    stet_buffer_clear(&chromium->page);
    stet_buffer_format(&chromium->page, "file://%s", path);
    stet_buffer_clear(&chromium->complaints);
    chromium->loaded = false;
    stet_buffer_add_text(&params, "{\"url\":");
    stet_json_quote(&params, stet_buffer_str(&chromium->page));
    stet_buffer_add_char(&params, '}');
    command(chromium, &arena, "Page.navigate", params.ptr);
    while (!chromium->loaded) {
        const stet_node *message = next_message(chromium, &arena);
        note_event(chromium, text_of(message, "method"), child_of(message, "params"));
    }
    stet_buffer_release(&params);
    stet_arena_release(&arena);
}

const char *browser_complaints(const browser *chromium)
{
    return chromium->complaints.len > 0 ? chromium->complaints.ptr : "";
}

const char *browser_evaluate(browser *chromium, const char *expression)
{
    stet_arena arena = { 0 };
    stet_buffer params = { 0 };
    stet_buffer code = { 0 };
    stet_buffer_format(&code, "Promise.resolve(%s).then(String)", expression);
    stet_buffer_add_text(&params, "{\"returnByValue\":true,\"awaitPromise\":true,"
                                  "\"expression\":");
    stet_json_quote(&params, stet_buffer_str(&code));
    stet_buffer_add_char(&params, '}');
    const stet_node *answer = command(chromium, &arena, "Runtime.evaluate", params.ptr);
    stet_str value = text_of(child_of(answer, "result"), "value");
    if (child_of(answer, "exceptionDetails"))
        fail_msg("%s: %.*s", expression,
                 (int)text_of(child_of(answer, "result"), "description").len,
                 text_of(child_of(answer, "result"), "description").ptr);
    stet_buffer_clear(&chromium->value);
    stet_buffer_add(&chromium->value, value);
    stet_buffer_release(&params);
    stet_buffer_release(&code);
    stet_arena_release(&arena);
    return chromium->value.len > 0 ? chromium->value.ptr : "";
}

const char *browser_evaluate_file(browser *chromium, const char *name)
{
    char path[1024];
    stet_file file;
    stet_error error = STET_ERROR_NONE;
    snprintf(path, sizeof path, "%s/tests/browser/%s", STET_TEST_SOURCE, name);
    if (!stet_file_open(&file, path, &error))
        fail_msg("%s: %s", path, error.message);
    char *code = stet_memory_text(file.bytes.ptr, file.bytes.len);
    stet_file_close(&file);
    const char *value = browser_evaluate(chromium, code);
    free(code);
    return value;
}

void browser_allow_scripts(browser *chromium, bool allowed)
{
    tell(chromium, "Emulation.setScriptExecutionDisabled",
         allowed ? "{\"value\":false}" : "{\"value\":true}");
}

void browser_resize(browser *chromium, unsigned width, unsigned height)
{
    char params[160];
    snprintf(params, sizeof params,
             "{\"width\":%u,\"height\":%u,\"deviceScaleFactor\":1,\"mobile\":%s}",
             width, height, width < 600 ? "true" : "false");
    tell(chromium, "Emulation.setDeviceMetricsOverride", params);
}

void browser_set_media(browser *chromium, const char *scheme, const char *medium)
{
    char params[200];
    snprintf(params, sizeof params,
             "{\"media\":\"%s\",\"features\":[{\"name\":\"prefers-color-scheme\","
             "\"value\":\"%s\"}]}",
             medium, scheme);
    tell(chromium, "Emulation.setEmulatedMedia", params);
}

void browser_press(browser *chromium, const char *key)
{
    static const char *const types[] = { "keyDown", "keyUp" };
    bool enter = strcmp(key, "Enter") == 0;
    for (size_t i = 0; i < 2; i++) {
        char params[240];
        snprintf(params, sizeof params,
                 "{\"type\":\"%s\",\"key\":\"%s\",\"code\":\"%s\","
                 "\"windowsVirtualKeyCode\":%d%s}",
                 types[i], key, key, enter ? 13 : 9,
                 enter && i == 0 ? ",\"text\":\"\\r\"" : "");
        tell(chromium, "Input.dispatchKeyEvent", params);
    }
}
