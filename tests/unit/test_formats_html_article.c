/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: what of a page of news is the article. Every page here has the same
 * three paragraphs, and something else that must go, or must stay. */

#include <formats.h>
#include <stdio.h>

#define ONE                                                                    \
    "The ferry to the outer island was cancelled on Monday, since nobody had " \
    "told the captain that the tide tables were those of another year."
#define TWO                                                                    \
    "By noon some forty passengers had found the one kiosk of the harbour, "   \
    "which sells tea, string and a single kind of biscuit, and sold out of "   \
    "two of them."
#define THREE                                                                  \
    "The company promises new tables, a telephone that someone answers, and "  \
    "a second biscuit before the end of the summer."
#define TEXT  "<p>" ONE "</p><p>" TWO "</p><p>" THREE "</p>"
#define LINES ONE "\n" TWO "\n" THREE
#define TEASER                                                                 \
    "A teaser for some other article that is long enough to read like a "      \
    "sentence of its own, which it is."

static void reads(const char *html, const char *expected, const char *what)
{
    read_text("html", "a.html", html);
    is_str(got.articles[0].body, expected, "%s", what);
}

/* Wherever `extra` stands, it is not in the text. */
static void goes(const char *extra, const char *what)
{
    char html[8192];
    snprintf(html, sizeof html,
             "<html><body><div id=page>%s" TEXT "</div></body></html>", extra);
    reads(html, LINES, what);
    snprintf(html, sizeof html,
             "<html><body><div id=page>" TEXT "%s</div></body></html>", extra);
    reads(html, LINES, what);
    snprintf(html, sizeof html,
             "<html><body><article><p>" ONE "</p>%s<p>" TWO "</p><p>" THREE
             "</p></article></body></html>",
             extra);
    reads(html, LINES, what);
}

/* In the midst of the text it stays, as `line`. */
static void stays(const char *extra, const char *line)
{
    char html[8192];
    char expected[8192];
    snprintf(html, sizeof html,
             "<html><head><link rel=canonical href='https://www.site.example/'>"
             "</head><body><article><p>" ONE "</p>%s<p>" TWO "</p><p>" THREE
             "</p></article></body></html>",
             extra);
    snprintf(expected, sizeof expected, ONE "\n%s\n" TWO "\n" THREE, line);
    reads(html, expected, line);
}

static void test_names(void)
{
    goes("<div class=relatedArticles><p>" TEASER "</p></div>", "camel case");
    goes("<div class='box box--related_links'><p>" TEASER "</p></div>",
         "a word of several");
    goes("<section id=most-read><p>" TEASER "</p></section>", "two words");
    goes("<div class=newsletter-box><p>" TEASER "</p></div>", "a letter");
    goes("<div class=CookieBanner><p>" TEASER "</p></div>", "cookies");
    goes("<div class='article-tags'>Ferries Tea</div>", "tags");
    goes("<div class=author-bio><p>" TEASER "</p></div>", "the author");
    goes("<div class=post-comments><p>" TEASER "</p></div>", "comments");
    goes("<div class=social-share><ul><li>Mail<li>Post</ul></div>", "sharing");
    goes("<p class=werbung>" TEASER "</p>", "German");
    goes("<div class=lire-aussi><p>" TEASER "</p></div>", "French");
    goes("<div class=noticias-relacionadas><p>" TEASER "</p></div>", "Spanish");
    stays("<div class=loading-dock><p>" TEASER "</p></div>", TEASER);
    stays("<div class='section has-related with-ads'><p>" TEASER "</p></div>",
          TEASER);
    stays("<div class=threads><p>" TEASER "</p></div>", TEASER);
    stays("<table><tr class=player-comments><td>Tea<td>40</table>", "Tea\t40");
}

/* What has most of the text is the article, whatever it is called. */
static void test_wrappers(void)
{
    reads("<html><body><form id=f>" TEXT "</form></body></html>", LINES,
          "a form around the page");
    reads("<html><body><article class='post tag-ad category-related'>" TEXT
          "</article></body></html>",
          LINES, "an article called by its tags");
    reads("<html><body><div class=paywall>" TEXT "</div></body></html>", LINES,
          "a text that is to be paid for");
    reads("<html><body><article class=has-comments><h1>F</h1>" TEXT
          "</article><div><p>" TEASER TEASER TEASER TEASER TEASER TEASER
          "</p><p>" TEASER TEASER TEASER TEASER TEASER TEASER TEASER TEASER
          "</p></div></body></html>",
          LINES, "an article beside much else");
}

static void test_links(void)
{
    goes("<ul><li><a href=/a>Tea and where to get it</a>"
         "<li><a href=/b>String, a history</a></ul>",
         "a list of links");
    goes("<p><a href=/a>" TEASER "</a></p>", "a line that is a link");
    goes("<p>Read more: <a href=/a>" TEASER "</a></p>", "read more");
    goes("<p>Lesen Sie auch: <a href=/a>" TEASER "</a></p>", "in German");
    goes("<p><strong>READ ALSO</strong> <a href=/a>" TEASER "</a></p>",
         "in capitals");
    goes("<h3>You may also like</h3><ul><li><a href=/a>Tea</a></ul>",
         "a heading goes with its links");
    stays("<p>The <a href=/tea>price of tea</a> rose.</p>",
          "The price of tea rose.");
    stays("<ul><li>Tea<li>String</ul>", "Tea\nString");
    stays("<h2 id=t><a href='#t'>Tea for forty</a></h2>", "Tea for forty");
    stays("<table><tr><td><a href=/a>Tea</a><td>Forty cups of it, with milk"
          "</table>",
          "Tea\tForty cups of it, with milk");
    stays("<pre><span class=comment>// nothing</span> x = 1</pre>",
          "// nothing x = 1");
    stays("<p><a href='https://tea.example/'>The tea shop</a></p>",
          "The tea shop");
    stays("<p>Read more books than you lend, said the captain, who had read "
          "them all twice, and the string as well, since there was nothing "
          "else to do on the way to the island, or on the way back.</p>",
          "Read more books than you lend, said the captain, who had read "
          "them all twice, and the string as well, since there was nothing "
          "else to do on the way to the island, or on the way back.");
}

static void test_share_links(void)
{
    reads("<html><head><link rel=canonical href='https://www.site.example/a'>"
          "</head><body><article>" TEXT
          "<p><a href='https://post.example/?u=https://www.site.example/a'>"
          "Post it</a></p></article></body></html>",
          LINES, "a link to another site that shares this one");
}

static void test_pictures(void)
{
    goes("<figure><img src=a alt=A><figcaption>" TEASER
         "</figcaption></figure>",
         "a figure");
    goes("<div><img src=a alt='A ferry'></div>", "what a picture is of");
    goes("<p class=wp-caption-text>" TEASER "</p>", "a caption by its name");
    goes("<div class=photo-gallery><p>" TEASER "</p></div>", "a gallery");
    reads("<html><body><article><div class=gallery-item><p>" ONE
          "</p></div><div class=gallery-item><p>" TWO
          "</p></div><div class=gallery-item><p>" THREE
          "</p></div></article></body></html>",
          LINES, "an article made of pictures");
    stays("<h2>Tea</h2><figure><img src=a></figure><h2>String</h2>"
          "<div class=caption>A ball</div>",
          "Tea\nString");
    stays("<figure><blockquote>I sold it</blockquote></figure>", "I sold it");
}

static void test_ends(void)
{
    reads("<html><body><div><h1>Ferries</h1><p>By Ann Example</p>"
          "<p>19 May 2020</p>" TEXT "<p>Harbour news</p></div></body></html>",
          LINES, "labels before and after");
    reads("<html><body><div><h1>Ferries</h1><h2>What happened</h2>" TEXT
          "</div></body></html>",
          "What happened\n" LINES, "the first heading of the text");
    reads("<html><body><div>" TEXT
          "<ul><li>Tea<li>String</ul></div></body></html>",
          LINES "\nTea\nString", "a list at the end");
    reads("<html><body><div>" TEXT "<p>It rained.</p></div></body></html>",
          LINES "\nIt rained.", "a short sentence at the end");
    reads("<html><body><div>" TEXT "<h3>More of it</h3></div></body></html>",
          LINES, "a heading that nothing follows");
    reads("<html><body><div>" TEXT "<h2>Fares</h2><h3>Now</h3><p>One coin for "
          "either way.</p></div></body></html>",
          LINES "\nFares\nNow\nOne coin for either way.",
          "headings that something follows");
}

static void test_comments(void)
{
    reads("<html><body><div>" TEXT "<h3>2 Comments</h3><p>" TEASER
          "</p><p>" TEASER "</p></div></body></html>",
          LINES, "comments under their heading");
    reads("<html><body><div>" TEXT "<div>Kommentare (12)</div><p>" TEASER
          "</p></div></body></html>",
          LINES, "in German");
    reads("<html><body><div><p>Comments</p>" TEXT "</div></body></html>", LINES,
          "a count before the text ends nothing");
    reads("<html><body><div><p>" ONE "</p><p>" TWO
          "</p><p>12 comments</p>" TEXT TEXT "</div></body></html>",
          ONE "\n" TWO "\n12 comments\n" LINES "\n" LINES,
          "and one in its midst, neither");
}

static void test_tables(void)
{
    reads("<html><body><div><p>" ONE "</p><table><tr><th>From<th>To<th>Fare"
          "<tr><td>Harbour<td>Island<td>1<tr><td>Island<td>Harbour<td>1"
          "<tr><td>Harbour<td>Lighthouse<td>3<tr><td>Lighthouse<td>Quay<td>2"
          "<tr><td>Quay<td>Lighthouse<td>3</table></div></body></html>",
          ONE
          "\nFrom\tTo\tFare\nHarbour\tIsland\t1\nIsland\tHarbour\t1\n"
          "Harbour\tLighthouse\t3\nLighthouse\tQuay\t2\nQuay\tLighthouse\t3",
          "a table at the end");
}

/* Without any mark the text is where the sentences are. */
static void test_density(void)
{
    reads("<html><body><div><div>Harbour News</div><div><a href=/>Home</a> "
          "<a href=/s>Sport</a></div></div><div><div><div>" TEXT
          "</div></div><div><a href=/a>Older</a></div></div>"
          "<div>All rights are with the harbour</div></body></html>",
          LINES, "nothing but <div>");
    reads("<html><body><div><div>" TEXT
          "</div><div><div><a href=/a>Tea</a><p>" TEASER
          "</p></div><div><a href=/b>String</a><p>" TEASER
          "</p></div></div></div></body></html>",
          LINES, "first lines of other articles, each in a box");
    reads("<html><body><table><tr><td><a href=/>Home</a><br><a href=/s>Sport"
          "</a><td>" ONE "<br><br>" TWO "<br><br>" THREE
          "</table></body></html>",
          LINES, "a table that lays out the page");
    reads("<html><body><div class=article-body><p>" ONE "</p></div>"
          "<div class=slot>Buy tea</div><div class=article-body><p>" TWO
          "</p><p>" THREE "</p></div></body></html>",
          ONE "\nBuy tea\n" TWO "\n" THREE, "a text in two parts");
    reads("<html><body><main><article class=card><p>" TEASER "</p></article>"
          "<article>" TEXT "</article></main></body></html>",
          LINES, "the article with most of the text");
}

/* Chinese has neither spaces nor the same full stop. */
static void test_chinese(void)
{
    static const char text[] = "港口的渡轮星期一停开，因为没有人告诉船长，那张"
                               "潮汐表是另一年的，旅客只好在小亭子里喝茶等候。";
    char html[4096];
    char expected[2048];
    snprintf(html, sizeof html,
             "<html><body><div><p>记者</p><p>%s</p><p>%s</p><p>%s</p>"
             "<p>相关阅读：茶的价格</p></div></body></html>",
             text, text, text);
    snprintf(expected, sizeof expected, "%s\n%s\n%s", text, text, text);
    reads(html, expected, "Chinese");
}

/* Attributes for this reader come before all guessing. */
static void test_body_mark(void)
{
    reads("<html><body><article>" TEXT "</article><div data-backfile-body>Tea"
          "<nav>and string</nav></div></body></html>",
          "Tea\nand string", "the body that is marked");
    reads("<html><body><p>No</p><p data-backfile-body>Tea</p><p>No</p>"
          "<div class=sidebar><p data-backfile-field=Body>String</p></div>"
          "</body></html>",
          "Tea\nString", "several of them");
    reads("<html><body><div data-backfile-body>Tea<p data-backfile-ignore>No"
          "</p><div data-backfile-body>Milk</div></div></body></html>",
          "Tea\nMilk", "one within the other");
    reads("<html><body><main data-backfile-body><h1>F</h1>Tea</main>"
          "</body></html>",
          "Tea", "its heading is the title");
    is_str(got.articles[0].title, "F", "which it is");
    reads("<html><body data-backfile-body><nav>Tea</nav></body></html>", "Tea",
          "the whole page");
}

static void test_field_marks(void)
{
    const bf_article *article = &got.articles[0];
    reads("<html><head><meta property=og:title content=O>"
          "<meta name=description content=D>"
          "</head><body>"
          "<h1 data-backfile-field=title>Ferries</h1>"
          "<p data-backfile-field=Summary>It is <b>short</b>.</p>"
          "<main><p>Tea <i data-backfile-field='section: Drinks '>hot</i></p>"
          "<b data-backfile-field=author>Ann</b><b data-backfile-field=author>"
          "Bo</b><span hidden data-backfile-field='tag:x'></span>"
          "<time data-backfile-field=date datetime=2020-02-03>then</time>"
          "<a data-backfile-field=url href='https://x.example/'>here</a>"
          "<img data-backfile-field=image src='/i.png'>"
          "<p data-backfile-field=price>Two coins</p></main></body></html>",
          "Tea hot\nTwo coins", "fields are not text, but for unknown ones");
    is_str(article->title, "Ferries", "title");
    is_str(article->summary, "It is short.", "summary");
    is_str(article->section, "Drinks", "a value in the attribute");
    is_str(joined(article->authors), "Ann|Bo", "authors");
    is_str(joined(article->tags), "x", "of an element that is hidden");
    is_str(moment(article->published), "2020-02-03T00:00:00Z", "datetime");
    is_str(article->url, "https://x.example/", "href");
    is_str(article->image, "/i.png", "src");
    read_text("html", "a.html",
              "---\ntitle: F\n---\n<html><h1 data-backfile-field=title>H");
    is_str(article->title, "F", "front matter comes first");
    read_text("html", "a.html", "<html><b data-backfile-field=date>3/4/20</b>");
    is_failure(0, "not a date", "a date that is none");
    read_text("html", "a.html", "<html><b data-backfile-field>x</b>");
    is_str(article->body, "x", "no name");
}

int main(void)
{
    test_names();
    test_wrappers();
    test_links();
    test_share_links();
    test_pictures();
    test_ends();
    test_comments();
    test_tables();
    test_density();
    test_chinese();
    test_body_mark();
    test_field_marks();
    forget_all();
    return tap_done();
}
