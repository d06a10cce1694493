/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: which text of a page is the article, and what its title is. */

#include <formats.h>
#include <time.h>

static void reads(const char *html, const char *expected)
{
    read_text("html", "a.html", html);
    is_str(got.articles[0].body, expected, "%s", shown(html));
}

static void test_text(void)
{
    reads("<p>One\n two <b>three</b>.</p><p>Four.", "One two three.\nFour.");
    reads("a<br>b<hr>c", "a\nb\nc");
    reads("in<i>side</i> out <span> x </span>", "inside out x");
    reads("a&nbsp;b &amp; c &lt;d&gt; &#x1F4DE;",
          "a b & c <d> \xf0\x9f\x93\x9e");
    reads("<ul><li>a<li>b<ul><li>c</ul></ul>", "a\nb\nc");
    reads("<table><tr><th>a<th>b<tr><td>c<td>d</table>", "a\tb\nc\td");
    reads("<pre>x = 1\n  y = 2</pre>", "x = 1\ny = 2");
    reads("<dl><dt>a<dd>b</dl>", "a\nb");
    reads("<p>a<img src=x alt='A tower'>b", "a b");
    reads("a<figure><img src=x><figcaption>C</figcaption></figure>", "a");
    reads("<figure><pre>x = 1</pre></figure>", "x = 1");
    reads("<ruby>\xe6\xbc\xa2<rp>(<rt>kan<rp>)</ruby>", "\xe6\xbc\xa2");
    reads("x<wbr>y", "xy");
    reads("<p>東\n  京 都\r\n庁<b>\n舎</b>", "東京 都庁舎");
    reads("<p>東<br>\n京<pre>都\n庁</pre>", "東\n京\n都\n庁");
    reads("<p>東\n<i> </i>京\n一\na", "東京一 a");
    reads("", "");
    reads("just text", "just text");
}

static void test_left_out(void)
{
    reads("a<script>b</script><style>c</style><!-- d -->e", "ae");
    reads("a<noscript>b</noscript><template>c</template>", "a");
    reads("<p>a<form><p>b</form><button>c</button>", "a");
    reads("a<p hidden>b</p><p aria-hidden=true>c</p>", "a");
    reads("a<p hidden=until-found>b</p>", "a\nb");
    reads("a<p style='color:red; Display: NONE'>b</p>", "a");
    reads("a<p data-backfile-ignore>b</p>c", "a\nc");
    reads("a<nav>b</nav><aside>c</aside><dialog>d</dialog>e", "a\ne");
    reads("a<div class='x cookie-notice'>b</div>", "a");
    reads("a<div id=cookie-notice>b</div><div role=navigation>c</div>", "a");
    reads("a<iframe>b</iframe><svg><text>c</text></svg><video>d</video>", "a");
    reads("a<div class=cookies-and-cream>b</div>", "a\nb");
    reads("a<ul class='share-links wide'><li>b</ul>", "a");
}

#define CHROME_TOP                                                             \
    "<html><head><title>T</title></head><body>"                                \
    "<header>Logo</header><nav>Menu</nav>"
#define CHROME_END "<aside>Related</aside><footer>Imprint</footer></body>"

static void test_main(void)
{
    reads(CHROME_TOP "<main><p>A</p></main>" CHROME_END, "A");
    reads(CHROME_TOP "<article><p>A</p></article>" CHROME_END, "A");
    reads(CHROME_TOP "<div role=main><p>A</p></div>" CHROME_END, "A");
    reads(CHROME_TOP "<div class='post entry-content'>A</div>" CHROME_END, "A");
    reads(CHROME_TOP "<div id=content>A</div><div>B</div>" CHROME_END, "A");
    reads(CHROME_TOP "<p>A</p>" CHROME_END, "A");
    reads(CHROME_TOP "<main><p>X</p><article>A</article></main>" CHROME_END,
          "A");
    reads(CHROME_TOP
          "<main><article>A</article><article>B</article></main>" CHROME_END,
          "A\nB");
    reads(CHROME_TOP
          "<article><h1>H</h1>A</article><article>B</article>" CHROME_END,
          "A");
    reads(CHROME_TOP
          "<article>A<article>a comment</article></article>" CHROME_END,
          "A\na comment");
    reads("<main><article><header><h1>H</h1><p class=byline>By X</p>"
          "<p>Standfirst</p></header>A<footer>Tags</footer></article></main>",
          "Standfirst\nA");
    reads("<article>A<blockquote>Q<footer>Who</footer></blockquote></article>",
          "A\nQ\nWho");
    reads(CHROME_TOP "<main></main><div>A</div>" CHROME_END, "A");
    reads("<main hidden>x</main><p>A</p>", "A");
}

static void titled(const char *html, const char *title, const char *body)
{
    read_text("html", "a.html", html);
    is_str(got.articles[0].title, title, "title of %s", shown(html));
    is_str(got.articles[0].body, body, "body of %s", shown(html));
}

static void test_titles(void)
{
    titled("<title>T</title><p>a", "T", "a");
    titled("<title>T &ndash; Site</title><h1>T</h1><p>a", "T", "a");
    titled("<title>Site | T</title><main><h1>T</h1><p>a</main>", "T", "a");
    titled("<title>Site</title><article><h1>T</h1>a</article>", "T", "a");
    titled("<title>T - Site</title><h1>Site</h1><p>a", "T - Site", "Site\na");
    titled("<meta property=og:title content=O><title>T</title><h1>H</h1>a", "O",
           "H\na");
    titled("<meta property=og:title content='H | Site'><article><h1>H</h1>a",
           "H", "a");
    titled("<meta property=og:site_name content=Site>"
           "<title>T - Site</title><p>a",
           "T", "a");
    titled("<title>T - 2 - Site</title><p>a", "T - 2 - Site", "a");
    titled("<h1>H <small>x</small></h1><p>a", "H x", "a");
    titled("<title>\n T\n </title><p>a", "T", "a");
    titled("<svg><title>S</title></svg><p>a", "", "a");
    titled("---\ntitle: F\n---\n<h1>H</h1><p>a", "F", "H\na");
    titled("---\ntitle: F\n---\n<h1>F</h1><p>a", "F", "a");
}

static void test_redirects(void)
{
    read_text("html", "a.html",
              "<title>x</title><link rel=canonical href='https://x.example/b'>"
              "<meta http-equiv=Refresh content='0; url=https://x.example/b'>");
    ok(got.count == 1 && bf_article_is_empty(&got.articles[0]) &&
           !got.articles[0].url.data,
       "a page that sends on is no article");
    titled("<title>T</title><meta http-equiv=refresh content='300'><p>a", "T",
           "a");
    titled(
        "<title>T</title><meta http-equiv=refresh content='300; url=/x'><p>a",
        "T", "a");
}

static void test_sources(void)
{
    titled("---\ntitle: F\n---\n<aside>b</aside><p>{{ x }}a{% y %}</p>", "F",
           "b\na");
    titled("---\ntitle: F\n---\n<html><body><nav>n</nav><p>a</p></body></html>",
           "F", "a");
    titled("<p>{{ x }}</p>", "", "{{ x }}");
    titled("---\ntitle: F\n---\n<p>a<img src=x alt='A tower'>b</p>"
           "<figure><img src=y><figcaption>C</figcaption></figure>",
           "F", "a A tower b\nC");
}

static void test_charsets(void)
{
    titled("<meta charset=iso-8859-1><title>\xe9</title>\x93q\x94", "\xc3\xa9",
           "\xe2\x80\x9cq\xe2\x80\x9d");
    titled("<meta http-equiv=Content-Type content='text/html; "
           "charset=koi8-r'><p>\xc1",
           "", "\xd0\xb0");
    titled("<meta charset='Shift_JIS'><p>\x82\xa0", "", "\xe3\x81\x82");
    titled("<meta charset=iso-8859-1><p>\xc3\xa9", "", "\xc3\xa9");
    titled("<meta charset=utf-8><p>\xc3\xa9", "", "\xc3\xa9");
    titled("<!-- <meta charset=latin1> --><p>\xc3\xa9", "", "\xc3\xa9");
    read_bytes("html", "a.html", (bf_str){"\xff\xfe<\0p\0>\0\xe9\0", 10});
    is_str(got.articles[0].body, "\xc3\xa9", "UTF-16 with a byte order mark");
    read_text("html", "a.html", "<p>\n\xe9");
    is_mended(2, "is not UTF-8: byte 4 is 0xe9", "no charset, not UTF-8");
    is_str(got.articles[0].body, "\xef\xbf\xbd", "what it is read as");
    read_text("html", "a.html", "<meta charset=utf-8><p>\xe9");
    is_mended(1, "is not UTF-8: byte 23 is 0xe9", "declared UTF-8, and is not");
    read_text("html", "a.html", "<meta charset=klingon><p>a");
    is_failure(0, "\"klingon\", which is not known", "an unknown charset");
    read_text("html", "a.html", "<meta charset=shift_jis><p>\x82");
    is_mended(1, "is not in the charset that it declares: byte 27 is 0x82",
              "half a character at the end");
    read_text("html", "a.html",
              "<meta charset=shift_jis><p>a \x82\xff b\n\x82\xa0\xff");
    is_mended(1,
              "is not in the charset that it declares: byte 29 is 0x82, and 2 "
              "more",
              "broken characters");
    is_str(got.articles[0].body,
           "a \xef\xbf\xbd\xef\xbf\xbd b \xe3\x81\x82\xef\xbf\xbd",
           "what is around them is there");
}

static double seconds_for(bf_str html)
{
    clock_t start = clock();
    read_bytes("html", "a.html", html);
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* A megabyte of one tag, with words at the bottom: nothing hangs, nothing is
 * lost. */
static void test_depth(void)
{
    static const char *const tags[] = {
        "<div>",      "<b>",       "<font size=1><p>",     "<table><tr><td>",
        "<ul><li>",   "<svg><g>",  "<blockquote>",         "<x-y>",
        "<a href=x>", "<div></p>", "<section class=a><h2>"};
    bf_buf html;
    bf_buf_init(&html, 4u << 20);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        double seconds;
        bf_buf_reset(&html);
        while (html.size < 1000000) {
            bf_buf_add_text(&html, tags[i]);
        }
        bf_buf_add_text(&html, "<p>deep text");
        seconds = seconds_for(bf_buf_str(&html));
        is_one("%s", tags[i]);
        ok(got.articles[0].body.size >= 9 || strstr(tags[i], "svg"),
           "%s: the text is kept", tags[i]);
        ok(seconds < 60, "%s: %.1f seconds", tags[i], seconds);
    }
    bf_buf_fini(&html);
}

int main(void)
{
    test_text();
    test_left_out();
    test_main();
    test_titles();
    test_redirects();
    test_sources();
    test_charsets();
    test_depth();
    forget_all();
    return tap_done();
}
