/* SPDX-License-Identifier: Apache-2.0 */
/**
 * browser.h - a real browser, headless, that a test drives.
 *
 * Chromium is started with a profile of its own under the build folder and spoken to
 * through two pipes (--remote-debugging-pipe): JSON messages of the DevTools protocol,
 * each ended by NUL. There is one page. Whatever it complains of since it was loaded
 * is kept: errors of the log, among them what its policy refused, exceptions, calls of
 * the console, dialogs, and requests other than that for the page.
 *
 * Life: open -> load, then anything -> close. Close ends the browser and removes the
 * profile; when the test program dies the pipes end, and the browser with them. What
 * goes wrong fails the test that runs. To be included before cmocka.h.
 */
#ifndef STET_TEST_BROWSER_H
#define STET_TEST_BROWSER_H

#include "base/str.h"

typedef struct browser browser;

browser *browser_open(void);
void browser_close(browser *chromium);

/** Loads a file and waits until it has been; forgets complaints. */
void browser_load(browser *chromium, const char *path);
/** What the page complained of, a line each; "" when it did not. */
const char *browser_complaints(const browser *chromium);

/** The value of an expression of JavaScript, as String() has it; promises are waited
    for. It runs beside the page's own scripts, even where those are turned off. Valid
    until the next call; an exception fails the test. */
const char *browser_evaluate(browser *chromium, const char *expression);
/** The same with a file of tests/browser/. */
const char *browser_evaluate_file(browser *chromium, const char *name);

/** From the next load on. */
void browser_allow_scripts(browser *chromium, bool allowed);
/** Pixels of the window. */
void browser_resize(browser *chromium, unsigned width, unsigned height);
/** "light" or "dark"; and the medium: "screen" or "print". */
void browser_set_media(browser *chromium, const char *scheme, const char *medium);
/** Presses and releases a key: "Tab" or "Enter". */
void browser_press(browser *chromium, const char *key);

#endif
