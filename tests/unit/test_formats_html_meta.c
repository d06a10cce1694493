/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What HTML pages say about themselves. */

#include <formats.h>

static const bf_article *page(const char *head, const char *body)
{
    bf_buf text;
    bf_buf_init(&text, 1u << 20);
    bf_buf_printf(&text,
                  "<!DOCTYPE html><html><head><title>T</title>%s</head>"
                  "<body>%s</body></html>",
                  head, body);
    read_bytes("html", "a.html", bf_buf_str(&text));
    bf_buf_fini(&text);
    return &got.articles[0];
}

static const bf_article *with_head(const char *head)
{
    return page(head, "<p>Body.</p>");
}

static void test_open_graph(void)
{
    const bf_article *article = with_head(
        "<meta property=og:title content=O>"
        "<meta property=og:description content=D>"
        "<meta property=og:url content='https://x.example/a'>"
        "<meta property=og:image content='https://x.example/i.png'>"
        "<meta property=og:locale content=en_GB>"
        "<meta property='article:published_time' "
        "content='2020-01-02T03:04:05Z'>"
        "<meta property='article:modified_time' content='2020-02-01'>"
        "<meta property='article:expiration_time' content='2030-01-01'>"
        "<meta property='article:author' content='A'>"
        "<meta property='article:author' content='B'>"
        "<meta property='article:author' content='https://f.example/b'>"
        "<meta property='article:section' content='S'>"
        "<meta property='article:tag' content='x, y'>"
        "<meta property='article:tag' content='z'>");
    is_one("Open Graph");
    is_str(article->title, "O", "og:title");
    is_str(article->summary, "D", "og:description");
    is_str(article->url, "https://x.example/a", "og:url");
    is_str(article->image, "https://x.example/i.png", "og:image");
    is_str(article->lang, "en-gb", "og:locale");
    is_str(moment(article->published), "2020-01-02T03:04:05Z", "published");
    is_str(moment(article->updated), "2020-02-01T00:00:00Z", "modified");
    is_str(moment(article->expires), "2030-01-01T00:00:00Z", "expires");
    is_str(joined(article->authors), "A|B", "authors; a profile is no name");
    is_str(article->section, "S", "section");
    is_str(joined(article->tags), "x, y|z", "tags");
}

static void test_plain_meta(void)
{
    const bf_article *article =
        with_head("<link rel=canonical href='https://x.example/c'>"
                  "<meta property=og:url content='https://x.example/o'>"
                  "<META NAME=Description CONTENT='D &amp; E'>"
                  "<meta property=og:description content=no>"
                  "<meta name=author content='A'>"
                  "<meta name=keywords content='x, y,z'>"
                  "<meta name=date content='2019-05-06'>");
    is_str(article->url, "https://x.example/c", "the canonical link");
    is_str(article->summary, "D & E", "the description");
    is_str(joined(article->authors), "A", "author");
    is_str(joined(article->tags), "x|y|z", "keywords");
    is_str(moment(article->published), "2019-05-06T00:00:00Z", "date");
    ok(!article->draft, "it is no draft");

    article = with_head("<meta name=DC.title content=D>"
                        "<meta name=DC.creator content=C>"
                        "<meta name=DCTERMS.issued content=2018>");
    is_str(article->title, "D", "DC.title");
    is_str(joined(article->authors), "C", "DC.creator");
    is_str(moment(article->published), "2018-01-01T00:00:00Z",
           "DCTERMS.issued");
}

static void test_robots(void)
{
    ok(with_head("<meta name=robots content='NoIndex, follow'>")->draft,
       "noindex hides");
    ok(with_head("<meta name=robots content=none>")->draft, "none hides");
    ok(!with_head("<meta name=robots content='index,nofollow'>")->draft,
       "nofollow does not");
}

static void test_languages(void)
{
    read_text("html", "a.html", "<html lang=de-AT><p>x");
    is_str(got.articles[0].lang, "de-at", "the lang attribute");
    read_text("html", "a.html",
              "<meta http-equiv=Content-Language content=fr><p>x");
    is_str(got.articles[0].lang, "fr", "Content-Language");
    read_text("html", "a.html", "<html xml:lang=ga><p>x");
    is_str(got.articles[0].lang, "ga", "xml:lang");
    read_text("html", "a.html", "<html lang=en><body lang=cy><p>x");
    is_str(got.articles[0].lang, "cy", "the body's before the page's");
    read_text("html", "a.html",
              "<html lang=en><main><article lang=mt><h1 lang=la>Pax</h1><p>x");
    is_str(got.articles[0].lang, "mt", "the article's before the page's");
    read_text("html", "a.html", "<html lang=en><article lang=''><p>x");
    is_str(got.articles[0].lang, "en", "an empty one says nothing");
    read_text("html", "a.html", "<html lang=en><aside lang=fr>y</aside><p>x");
    is_str(got.articles[0].lang, "en", "nor does one of something else");
    read_text("html", "a.html",
              "<html lang=und><meta http-equiv=Content-Language "
              "content='fr, en'><p>x");
    ok(!got.articles[0].lang.data, "neither does one that names none or two");
}

static void test_dates(void)
{
    with_head("<meta property='article:published_time' content='soon'>");
    is_failure(0, "article:published_time: ", "an article's date must be one");
    with_head("<meta property='article:expiration_time' content='13/1/20'>");
    is_failure(0, "article:expiration_time: ", "so must its end");
    with_head("<meta name=date content='13/1/20'>");
    is_one("any other unreadable date is left out");
    is_int(got.articles[0].published, BF_TIME_NONE, "and not guessed");
    with_head("<meta name=date content='13/1/20'>"
              "<meta itemprop=datePublished content='2020-01-13'>");
    is_str(moment(got.articles[0].published), "2020-01-13T00:00:00Z",
           "a readable one takes its place");
}

static void test_marks(void)
{
    const bf_article *article =
        page("", "<main><h1>H</h1><p class=meta>By <a rel=author>Ann</a>, "
                 "<time datetime='2020-01-02'>2 January</time></p><p>On <time "
                 "datetime='1999-01-01'>that day</time> it began.</p></main>");
    is_str(joined(article->authors), "Ann", "rel=author");
    is_str(moment(article->published), "2020-01-02T00:00:00Z",
           "the time in the byline");
    is_str(article->body, "On that day it began.", "the byline is no body");

    article = page("", "<article><p>x <time pubdate datetime='2020-03-04'>"
                       "</time></p></article>");
    is_str(moment(article->published), "2020-03-04T00:00:00Z", "pubdate");

    article = page("", "<article><p>On <time datetime='1999-01-01'>that day"
                       "</time></p></article>");
    is_int(article->published, BF_TIME_NONE, "a time of a story is no date");

    article =
        page("", "<article><div itemprop=author>Ann is <b itemprop=name>Ann "
                 "Example</b> of here</div><p>x</p></article>");
    is_str(joined(article->authors), "Ann Example", "the name of an author");

    article = page("", "<article><span itemprop=author>Bo</span><time "
                       "itemprop=dateModified datetime='2020-03-04'></time>"
                       "<p>x</p></article>");
    is_str(joined(article->authors), "Bo", "itemprop=author");
    is_str(moment(article->updated), "2020-03-04T00:00:00Z",
           "itemprop=dateModified");
}

#define JSON_LD(json) "<script type='application/ld+json'>" json "</script>"

static void test_json_ld(void)
{
    const bf_article *article = with_head(JSON_LD(
        "{\"@context\": \"https://schema.org\", \"@graph\": ["
        "{\"@type\": \"WebSite\", \"name\": \"no\", \"author\": \"no\"},"
        "{\"@type\": [\"NewsArticle\"], \"headline\": \"H\","
        "\"datePublished\": \"2020-01-02\", \"dateModified\": \"2020-01-03\","
        "\"author\": [{\"@type\": \"Person\", \"name\": \"A\"}, \"B\"],"
        "\"articleSection\": \"S\", \"keywords\": \"x, y\","
        "\"inLanguage\": \"fr\","
        "\"image\": {\"url\": \"https://x.example/i.png\"}}]}"));
    is_str(article->title, "H", "JSON-LD: headline");
    is_str(moment(article->published), "2020-01-02T00:00:00Z",
           "JSON-LD: datePublished");
    is_str(moment(article->updated), "2020-01-03T00:00:00Z",
           "JSON-LD: dateModified");
    is_str(joined(article->authors), "A|B", "JSON-LD: authors");
    is_str(article->section, "S", "JSON-LD: section");
    is_str(joined(article->tags), "x|y", "JSON-LD: keywords");
    is_str(article->lang, "fr", "JSON-LD: language");
    is_str(article->image, "https://x.example/i.png", "JSON-LD: image");

    with_head(JSON_LD("{\"@type\": \"Article\", \"datePublished\": \"soon\","
                      "\"headline\": [1], \"author\": {}}"));
    is_one("JSON-LD that makes no sense is left out");
    with_head(JSON_LD("{\"@type\": \"Article\", "));
    is_one("broken JSON-LD is left out");
    is_str(with_head(JSON_LD("{\"@type\": \"Organization\", \"headline\": "
                             "\"no\"}"))
               ->title,
           "T", "JSON-LD of something else");
}

static void test_citation(void)
{
    const bf_article *article = with_head(
        "<meta name=citation_title content=C>"
        "<meta name=citation_author content='Example, Ann'>"
        "<meta name=citation_author content='Example, Bo'>"
        "<meta name=citation_publication_date content='2019-05'>"
        "<meta name=citation_keywords content='tea; string'>"
        "<meta name=citation_abstract content=A>"
        "<meta name=citation_language content=de>"
        "<meta name=citation_public_url content='https://x.example/p'>"
        "<meta name=citation_abstract_html_url "
        "content='https://x.example/q'>");
    is_str(article->title, "C", "citation_title");
    is_str(joined(article->authors), "Example, Ann|Example, Bo",
           "citation_author");
    is_str(moment(article->published), "2019-05-01T00:00:00Z",
           "citation_publication_date");
    is_str(joined(article->tags), "tea|string", "citation_keywords");
    is_str(article->summary, "A", "citation_abstract");
    is_str(article->lang, "de", "citation_language");
    is_str(article->url, "https://x.example/p", "citation_public_url");
}

/* A script, or who wants to be paid, shows less than the page has. */
static void test_json_ld_body(void)
{
    static const char data[] =
        "<script type='application/ld+json'>{\"@type\":\"WebPage\","
        "\"mainEntity\":{\"@type\":\"NewsArticle\",\"headline\":\"H\","
        "\"articleBody\":\"<p>The whole of it, all that there is.</p>"
        "<p>And more.</p>\"}}</script>";
    const bf_article *article = page(data, "<div id=app></div>");
    is_str(article->title, "H", "the main entity of a page");
    is_str(article->body, "The whole of it, all that there is.\nAnd more.",
           "a page that a script fills in");
    article = page(data, "<main><p>The whole.</p></main>");
    is_str(article->body, "The whole of it, all that there is.\nAnd more.",
           "a page that shows little");
    article = page(data, "<main><p>The whole of it.</p></main>");
    is_str(article->body, "The whole of it.", "a page that shows enough");
}

static void test_front_matter_first(void)
{
    read_text("html", "a.html",
              "---\ntitle: F\ntags: [f]\ndate: 2001-01-01\n---\n<html><head>"
              "<title>T</title><meta name=keywords content=k>"
              "<meta property='article:published_time' content='2002-01-01'>"
              "</head><body><p>x");
    is_str(got.articles[0].title, "F", "front matter: title");
    is_str(joined(got.articles[0].tags), "f", "front matter: tags");
    is_str(moment(got.articles[0].published), "2001-01-01T00:00:00Z",
           "front matter: date");
}

int main(void)
{
    test_open_graph();
    test_plain_meta();
    test_robots();
    test_languages();
    test_dates();
    test_marks();
    test_json_ld();
    test_json_ld_body();
    test_citation();
    test_front_matter_first();
    forget_all();
    return tap_done();
}
