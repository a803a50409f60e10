/* SPDX-License-Identifier: Apache-2.0 */
/**
 * attacks.h - texts that would do something in a page, if they were let.
 *
 * Each is put into every place of an audit that a person or a text can fill. All that
 * run set `stetHit`, ask for something, or change what stands elsewhere; the test looks
 * for that. `shown` is what a reader must see; NULL: the text itself.
 */
#ifndef STET_TEST_ATTACKS_H
#define STET_TEST_ATTACKS_H

#include "base/str.h"

typedef struct attack {
    const char *name;
    stet_str text;
    const char *shown;
} attack;

#define ATTACK(name, text)                       \
    {                                            \
        name, { (text), sizeof(text) - 1 }, NULL \
    }
#define VISIBLE(name, text, shown)                \
    {                                             \
        name, { (text), sizeof(text) - 1 }, shown \
    }

static const attack attacks[] = {
    ATTACK("script", "<script>stetHit=1</script>"),
    ATTACK("script in capitals", "<ScRiPt >stetHit=1</sCrIpT\t>"),
    ATTACK("script from elsewhere", "<script src=//127.0.0.1:9/x.js></script>"),
    ATTACK("end of the script", "</script><script>stetHit=1</script>"),
    ATTACK("end of the style", "</style><img src=x onerror=stetHit=1>"),
    ATTACK("end of the title", "</title><svg onload=stetHit=1>"),
    ATTACK("end of a text area", "</textarea></select><b onclick=stetHit=1>b</b>"),
    ATTACK("image", "<img src=x onerror=\"stetHit=1\">"),
    ATTACK("image from elsewhere", "<img src=http://127.0.0.1:9/pixel.gif>"),
    ATTACK("handler without quotes", "<body/onload=stetHit=1>"),
    ATTACK("details", "<details open ontoggle=stetHit=1>"),
    ATTACK("focus", "<input autofocus onfocus=stetHit=1>"),
    ATTACK("animation", "<style>@keyframes x{}</style><b style=\"animation-name:x\" "
                        "onanimationstart=stetHit=1></b>"),
    ATTACK("out of double quotes", "\" onmouseover=\"stetHit=1\" x=\""),
    ATTACK("out of single quotes", "' onfocus='stetHit=1' autofocus='"),
    ATTACK("out of an attribute", "\"><img src=x onerror=stetHit=1>"),
    ATTACK("out of no quotes", "x onmouseover=stetHit=1 style=display:block"),
    ATTACK("backquotes", "`onmouseover=stetHit=1`"),
    ATTACK("SVG", "<svg><script>stetHit=1</script><animate onbegin=stetHit=1 "
                  "attributeName=x dur=1s></svg>"),
    ATTACK("SVG that uses another", "<svg><use href=\"data:image/svg+xml,<svg "
                                    "id='x' onload='stetHit=1'/>#x\"/></svg>"),
    ATTACK("out of an SVG title", "</title></desc></text></svg><img src=x "
                                  "onerror=stetHit=1>"),
    ATTACK("foreign object", "<svg><foreignObject><iframe srcdoc=\"<script>parent."
                             "stetHit=1</script>\"></iframe></foreignObject></svg>"),
    ATTACK("MathML", "<math><mtext><table><mglyph><style><img src=x "
                     "onerror=stetHit=1></style></mglyph></table></mtext></math>"),
    ATTACK("CDATA", "<![CDATA[<script>stetHit=1</script>]]>"),
    ATTACK("processing instruction",
           "<?xml-stylesheet href=\"javascript:stetHit=1\"?>"),
    ATTACK("comment", "<!-- --><script>stetHit=1</script><!--"),
    ATTACK("open comment", "<!--><img src=x onerror=stetHit=1>"),
    ATTACK("end of a comment", "--!><img src=x onerror=stetHit=1>-->"),
    ATTACK("noscript", "<noscript><p title=\"</noscript><img src=x "
                       "onerror=stetHit=1>\">"),
    ATTACK("template", "<template><img src=x onerror=stetHit=1></template>"),
    ATTACK("frame", "<iframe src=\"javascript:parent.stetHit=1\"></iframe>"),
    ATTACK("object", "<object data=\"data:text/html,<script>parent.stetHit=1"
                     "</script>\"></object><embed src=//127.0.0.1:9/x>"),
    ATTACK("base", "<base href=\"http://127.0.0.1:9/\">"),
    ATTACK("refresh",
           "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">"),
    ATTACK("another policy", "<meta http-equiv=\"Content-Security-Policy\" "
                             "content=\"script-src 'unsafe-inline'\">"),
    ATTACK("link", "<link rel=stylesheet href=http://127.0.0.1:9/x.css>"),
    ATTACK("form", "<form action=http://127.0.0.1:9/><button>Sign in</button></form>"),
    ATTACK("URL", "javascript:stetHit=1"),
    ATTACK("URL with an entity", "java&#115;cript&colon;stetHit=1//"),
    ATTACK("URL of data", "data:text/html;base64,PHNjcmlwdD5zdGV0SGl0PTE8L3NjcmlwdD4="),
    ATTACK("entities",
           "&lt;script&gt;stetHit=1&lt;/script&gt; &amp;amp; &#x3c;b&#x3e;"),
    ATTACK("entity without an end", "&ltscript&gtstetHit=1&lt/script&gt"),
    ATTACK("template of Angular", "{{constructor.constructor('stetHit=1')()}}"),
    ATTACK("template of JavaScript", "${stetHit=1}"),
    ATTACK("template of ERB", "<%= stetHit=1 %>"),
    ATTACK("template of Jinja", "{% raw %}{{ 7*7 }}{% endraw %}"),
    ATTACK("string of a script", "';stetHit=1;//\";stetHit=1;//\\\";stetHit=1;//"),
    ATTACK("style", "red;background:url(http://127.0.0.1:9/x);}*{display:none"),
    ATTACK("style with an import", "@import 'http://127.0.0.1:9/x.css';"),
    ATTACK("style with an expression", "x:expression(stetHit=1)"),
    ATTACK("format", "%s%s%n%d%1000000c"),
    ATTACK("name of the prototype", "__proto__"),
    ATTACK("name of a property", "constructor"),
    ATTACK("id of the page", "filters"),
    ATTACK("selector", "[data-is=rule], *:not(x)"),
    VISIBLE("line separator", "a\xe2\x80\xa8stetHit=1\xe2\x80\xa9z",
            "a<U+2028>stetHit=1<U+2029>z"),
    VISIBLE("bidi override",
            "invoice\xe2\x80\xae"
            "fdp.exe\xe2\x80\xac",
            "invoice<U+202E>fdp.exe<U+202C>"),
    VISIBLE("bidi isolates", "\xe2\x81\xa6x\xe2\x81\xa9\xe2\x81\xa7y\xe2\x81\xa9",
            "<U+2066>x<U+2069><U+2067>y<U+2069>"),
    VISIBLE("bidi marks", "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c",
            "<U+200E><U+200F><U+061C>"),
    VISIBLE("NUL", "before\0<script>stetHit=1</script>",
            "before<U+0000><script>stetHit=1</script>"),
    VISIBLE("NUL in a tag", "<scr\0ipt>stetHit=1</scr\0ipt>",
            "<scr<U+0000>ipt>stetHit=1</scr<U+0000>ipt>"),
    VISIBLE("ANSI", "\x1b[31mred\x1b]8;;http://127.0.0.1:9/\x07link\x1b]8;;\x07",
            "<U+001B>[31mred<U+001B>]8;;http://127.0.0.1:9/<U+0007>link"
            "<U+001B>]8;;<U+0007>"),
    VISIBLE("C1 controls",
            "\xc2\x9b"
            "31m\xc2\x85"
            "x",
            "<U+009B>31m<U+0085>x"),
    VISIBLE("form feed before a handler", "<img\x0csrc=x\x0conerror=stetHit=1>",
            "<img<U+000C>src=x<U+000C>onerror=stetHit=1>"),
    VISIBLE("overlong <", "\xc0\xbcscript\xc0\xbestetHit=1",
            "<0xC0><0xBC>script<0xC0><0xBE>stetHit=1"),
    VISIBLE("half a character before a quote", "x\xe2\x80\" onmouseover=stetHit=1 y=\"",
            "x<0xE2><0x80>\" onmouseover=stetHit=1 y=\""),
    VISIBLE("UTF-7", "+ADw-script+AD4-stetHit=1+ADw-/script+AD4-",
            "+ADw-script+AD4-stetHit=1+ADw-/script+AD4-"),
    ATTACK("wide angle brackets", "＜script＞stetHit=1＜/script＞"),
    ATTACK("right to left letters", "שלום <b>עולם</b> مرحبا"),
    ATTACK("blanks at the ends", "  <b>x</b>\t "),
};

enum { N_ATTACKS = sizeof attacks / sizeof *attacks };

static inline stet_str attack_shown(const attack *one)
{
    return one->shown ? stet_str_from(one->shown) : one->text;
}

#endif
