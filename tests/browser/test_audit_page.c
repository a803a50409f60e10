/* SPDX-License-Identifier: Apache-2.0 */
/* The page of an audit in a real browser: it opens, sorts, filters, can be read by all,
   and no text in it is ever more than a text. */
#include "browser.h"
#include "page.h"

#include <unistd.h>

#include "base/scratch.h"

typedef struct fixture {
    browser *chromium;
    scratch folder;
    char plain[SCRATCH_PATH + 32];
    char attacked[SCRATCH_PATH + 32];
} fixture;

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    char database[SCRATCH_PATH + 32];
    char earlier[SCRATCH_PATH + 32];
    scratch_make(&f->folder);
    snprintf(f->plain, sizeof f->plain, "%s/plain.html", f->folder.path);
    snprintf(f->attacked, sizeof f->attacked, "%s/attacked.html", f->folder.path);
    snprintf(database, sizeof database, "%s/plain.db", f->folder.path);
    snprintf(earlier, sizeof earlier, "%s/earlier.db", f->folder.path);
    page_plain(database, false);
    page_plain(earlier, true);
    page_write(earlier, database, f->plain);
    snprintf(database, sizeof database, "%s/attacked.db", f->folder.path);
    page_attacked(database);
    page_write(database, database, f->attacked);
    f->chromium = browser_open();
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    browser_close(f->chromium);
    scratch_remove(&f->folder);
    free(f);
    return 0;
}

/* As a reader with a desk and a light room has it. */
static int open_plain(void **state)
{
    fixture *f = *state;
    browser_allow_scripts(f->chromium, true);
    browser_resize(f->chromium, 1400, 900);
    browser_set_media(f->chromium, "light", "screen");
    browser_load(f->chromium, f->plain);
    return 0;
}

static void it_opens_and_complains_of_nothing(void **state)
{
    fixture *f = *state;
    assert_string_equal(browser_complaints(f->chromium), "");
    assert_string_equal(browser_evaluate(f->chromium, "document.title"),
                        "Audit: answers 7");
    assert_string_equal(
        browser_evaluate(f->chromium, "document.querySelector('h1').textContent"),
        "This batch is rejected.");
    assert_string_equal(browser_evaluate_file(f->chromium, "safe.js"), "");
}

static void its_tables_sort(void **state)
{
    fixture *f = *state;
    assert_string_equal(browser_evaluate_file(f->chromium, "sorts.js"), "");
    assert_string_equal(browser_complaints(f->chromium), "");
}

static void its_findings_are_filtered(void **state)
{
    fixture *f = *state;
    assert_string_equal(browser_evaluate_file(f->chromium, "filters.js"), "");
    assert_string_equal(browser_complaints(f->chromium), "");
}

static void all_of_it_is_there_without_scripts(void **state)
{
    fixture *f = *state;
    browser_allow_scripts(f->chromium, false);
    browser_load(f->chromium, f->plain);
    assert_string_equal(browser_evaluate_file(f->chromium, "unscripted.js"), "");
}

static void its_charts_say_what_they_show(void **state)
{
    fixture *f = *state;
    assert_string_equal(browser_evaluate_file(f->chromium, "charts.js"), "");
    browser_resize(f->chromium, 390, 800);
    assert_string_equal(browser_evaluate_file(f->chromium, "charts.js"), "");
}

static void its_letters_can_be_read_in_the_light_and_in_the_dark(void **state)
{
    static const char *const schemes[] = { "light", "dark" };
    fixture *f = *state;
    for (size_t i = 0; i < 2; i++) {
        browser_set_media(f->chromium, schemes[i], "screen");
        assert_string_equal(browser_evaluate_file(f->chromium, "contrast.js"), "");
    }
    /* Paper is white, also for who reads in the dark. */
    for (size_t i = 0; i < 2; i++) {
        browser_set_media(f->chromium, schemes[i], "print");
        assert_string_equal(browser_evaluate_file(f->chromium, "contrast.js"), "");
    }
}

static void the_dark_is_dark(void **state)
{
    static const char background[] = "getComputedStyle(document.body).backgroundColor";
    fixture *f = *state;
    assert_string_equal(browser_evaluate(f->chromium, background),
                        "rgb(253, 252, 249)");
    browser_set_media(f->chromium, "dark", "screen");
    assert_string_equal(browser_evaluate(f->chromium, background), "rgb(22, 22, 20)");
}

/* With all unfolded nothing is wider than the window but tables, which scroll. */
static void it_fits_a_phone_and_a_desk(void **state)
{
    static const unsigned widths[] = { 320, 390, 768, 1024, 1400, 2200 };
    fixture *f = *state;
    browser_evaluate(f->chromium, "document.querySelectorAll('details').forEach(one => "
                                  "{ one.open = true; })");
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        browser_resize(f->chromium, widths[i], 900);
        assert_string_equal(browser_evaluate(f->chromium,
                                             "document.documentElement.scrollWidth - "
                                             "document.documentElement.clientWidth"),
                            "0");
    }
}

static void paper_has_no_controls(void **state)
{
    static const char seen[] =
        "Array.from(document.querySelectorAll('form, nav, #more, .skip')).filter(node "
        "=> node.getClientRects().length > 0).length";
    fixture *f = *state;
    assert_string_not_equal(browser_evaluate(f->chromium, seen), "0");
    browser_set_media(f->chromium, "light", "print");
    assert_string_equal(browser_evaluate(f->chromium, seen), "0");
}

/* A button has a box, which is not painted where a head is repeated on a page. */
static void heads_and_examples_are_fit_for_paper(void **state)
{
    static const char boxes[] =
        "Array.from(document.querySelectorAll('th button, table details')).filter(node "
        "=> node.getClientRects().length > 0).length";
    static const char heads[] =
        "Array.from(document.querySelectorAll('th button')).filter(node => { let range "
        "= document.createRange(); range.selectNodeContents(node); return "
        "!range.getClientRects().length && node.closest('table').getClientRects()"
        ".length; }).length";
    fixture *f = *state;
    assert_string_not_equal(browser_evaluate(f->chromium, boxes), "0");
    browser_set_media(f->chromium, "light", "print");
    assert_string_equal(browser_evaluate(f->chromium, boxes), "0");
    assert_string_equal(browser_evaluate(f->chromium, heads), "0");
}

static void a_keyboard_is_enough(void **state)
{
    static const char focus[] =
        "document.activeElement.className + ' ' + document.activeElement.textContent";
    fixture *f = *state;
    browser_press(f->chromium, "Tab");
    assert_string_equal(browser_evaluate(f->chromium, focus),
                        "skip Skip to the report");
    assert_string_equal(
        browser_evaluate(f->chromium,
                         "document.activeElement.getBoundingClientRect().left >= 0 && "
                         "getComputedStyle(document.activeElement).outlineStyle"),
        "solid");
    browser_press(f->chromium, "Enter");
    assert_string_equal(browser_evaluate(f->chromium, "location.hash"), "#main");
    browser_evaluate(f->chromium,
                     "document.querySelector('#groups thead button').focus()");
    browser_press(f->chromium, "Tab");
    browser_press(f->chromium, "Enter");
    assert_string_equal(
        browser_evaluate(f->chromium,
                         "document.querySelector('#groups thead').rows[0].cells[1]"
                         ".getAttribute('aria-sort')"),
        "descending");
}

static void its_policy_refuses_what_is_not_its_own(void **state)
{
    fixture *f = *state;
    assert_string_equal(browser_evaluate_file(f->chromium, "refuses.js"),
                        "TypeError base-uri connect-src frame-src img-src "
                        "require-trusted-types-for style-src-attr");
}

/* ---- Attacks ---- */

static int open_attacked(void **state)
{
    fixture *f = *state;
    open_plain(state);
    browser_load(f->chromium, f->attacked);
    return 0;
}

/* Presses all there is to press, points at all there is to point at. */
static const char everything[] =
    "(async () => { document.querySelectorAll('details').forEach(one => one.open = "
    "true); document.querySelectorAll('body *').forEach(node => { ['mouseover', "
    "'focus', 'animationstart', 'toggle'].forEach(name => node.dispatchEvent(new "
    "Event(name, {bubbles: true}))); }); document.querySelectorAll('button, td, "
    "mark').forEach(node => node.click()); await new Promise(done => setTimeout(done, "
    "400)); })()";

static void nothing_in_a_text_runs(void **state)
{
    fixture *f = *state;
    assert_string_equal(browser_evaluate_file(f->chromium, "safe.js"), "");
    browser_evaluate(f->chromium, everything);
    assert_string_equal(browser_evaluate_file(f->chromium, "safe.js"), "");
    assert_string_equal(browser_complaints(f->chromium), "");
}

/* Where in the page a text of a person stands, whole. */
static const char *const places[] = {
    "#drift th bdi",
    "#groups th > bdi",
    "#groups th .top bdi",
    "#rules th > bdi",
    "#rules th > small[dir]",
    "#rules details > p[dir]",
    "#rules details li bdi",
    "#sources th > bdi",
    "#batch h3 bdi",
    "#batch li",
    "#acceptance details b bdi",
    "#samples details > summary bdi",
    "#samples header b bdi",
    "#samples header > span:nth-child(2) bdi",
    "#samples li > bdi",
    "#findings [data-is=rule]",
    "#findings [data-is=group]",
    "#findings td.where > bdi",
    "#findings td.where small bdi",
    "#findings td p",
    "#findings td > small bdi",
    "#coverage td[dir]",
    "#coverage td.where bdi",
    "#filters option",
};

/* Those places in which the text does not stand. */
static const char missing[] =
    "((places, text) => places.filter(place => !Array.from(document.querySelectorAll("
    "place)).some(node => node.textContent === text)).join('; '))";

static void assert_text_is_shown(browser *chromium, const attack *one)
{
    stet_buffer code = { 0 };
    stet_buffer_format(&code, "%s([", missing);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        stet_json_quote(&code, stet_str_from(places[i]));
        stet_buffer_add_char(&code, ',');
    }
    stet_buffer_add_text(&code, "],");
    stet_json_quote(&code, attack_shown(one));
    stet_buffer_add_char(&code, ')');
    const char *lacking = browser_evaluate(chromium, code.ptr);
    stet_buffer_release(&code);
    if (*lacking)
        fail_msg("%s does not stand in: %s", one->name, lacking);
}

static void every_attack_is_shown_as_a_text(void **state)
{
    fixture *f = *state;
    for (size_t i = 0; i < N_ATTACKS; i++)
        assert_text_is_shown(f->chromium, &attacks[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_opens_and_complains_of_nothing, open_plain),
        cmocka_unit_test_setup(its_tables_sort, open_plain),
        cmocka_unit_test_setup(its_findings_are_filtered, open_plain),
        cmocka_unit_test_setup(all_of_it_is_there_without_scripts, open_plain),
        cmocka_unit_test_setup(its_charts_say_what_they_show, open_plain),
        cmocka_unit_test_setup(its_letters_can_be_read_in_the_light_and_in_the_dark,
                               open_plain),
        cmocka_unit_test_setup(the_dark_is_dark, open_plain),
        cmocka_unit_test_setup(it_fits_a_phone_and_a_desk, open_plain),
        cmocka_unit_test_setup(paper_has_no_controls, open_plain),
        cmocka_unit_test_setup(heads_and_examples_are_fit_for_paper, open_plain),
        cmocka_unit_test_setup(a_keyboard_is_enough, open_plain),
        cmocka_unit_test_setup(its_policy_refuses_what_is_not_its_own, open_plain),
        cmocka_unit_test_setup(it_fits_a_phone_and_a_desk, open_attacked),
        cmocka_unit_test_setup(nothing_in_a_text_runs, open_attacked),
        cmocka_unit_test_setup(every_attack_is_shown_as_a_text, open_attacked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
