/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names and shapes of fields, as generators of sites have them. */

#include <formats.h>

static const bf_article *front(const char *yaml)
{
    bf_buf text;
    bf_buf_init(&text, 1u << 20);
    bf_buf_printf(&text, "---\n%s\n---\nBody.\n", yaml);
    read_bytes("markdown", "posts/a.md", bf_buf_str(&text));
    bf_buf_fini(&text);
    return &got.articles[0];
}

static void test_hugo(void)
{
    const bf_article *article;
    read_text("markdown", "a.md",
              "+++\ntitle = 'Hugo'\ndate = 2015-03-17T10:00:00-04:00\n"
              "lastmod = 2016-01-01\nexpiryDate = 2030-01-01 08:00:00\n"
              "draft = true\ntags = ['a', 'b']\ncategories = ['c']\n"
              "description = 'D'\nslug = 'not-an-address'\n"
              "url = '/news/hugo/'\nimages = ['/i.png', '/j.png']\n"
              "[params]\nauthor = 'Ann'\n+++\n");
    article = &got.articles[0];
    is_one("Hugo");
    is_str(article->title, "Hugo", "Hugo: title");
    is_str(moment(article->published), "2015-03-17T14:00:00Z", "Hugo: date");
    is_str(moment(article->updated), "2016-01-01T00:00:00Z", "Hugo: lastmod");
    is_str(moment(article->expires), "2030-01-01T08:00:00Z", "Hugo: expiry");
    ok(article->draft, "Hugo: draft");
    is_str(joined(article->tags), "a|b|c", "Hugo: tags and categories");
    is_str(article->summary, "D", "Hugo: description");
    is_str(article->url, "/news/hugo/", "Hugo: url, not slug");
    is_str(article->image, "/i.png", "Hugo: the first image");
    is_str(joined(article->authors), "Ann", "Hugo: params");

    article = front("date: 2015-01-01\npublishDate: 2016-01-01");
    is_str(moment(article->published), "2016-01-01T00:00:00Z",
           "publishDate says when it appears, in whatever order");
    article = front("slug: a-slug");
    ok(!article->url.data, "a slug alone is no url");
}

static void test_jekyll(void)
{
    const bf_article *article =
        front("title: Jekyll\npublished: false\ncategory: one\n"
              "excerpt: E\nlast_modified_at: 2020-05-05\n"
              "permalink: /:categories/:title/");
    ok(article->draft, "published: false is a draft");
    is_str(joined(article->tags), "one", "category");
    is_str(article->summary, "E", "excerpt");
    is_str(moment(article->updated), "2020-05-05T00:00:00Z", "updated");
    ok(!article->url.data, "a pattern is no address");
    ok(!front("permalink: pretty")->url.data, "nor is a style");
    is_str(moment(front("published: 2015-05-05")->published),
           "2015-05-05T00:00:00Z", "published may be a date");
    ok(!front("published: true")->draft, "published: true is no draft");

    read_text("markdown", "_posts/2015-03-17-title.md", "Body.\n");
    is_str(moment(got.articles[0].published), "2015-03-17T00:00:00Z",
           "the date in the file name");
    read_text("markdown", "_posts/2015-03-17-title.md",
              "---\ndate: 2016-01-01\n---\nBody.\n");
    is_str(moment(got.articles[0].published), "2016-01-01T00:00:00Z",
           "the article's own date comes first");
    read_text("markdown", "posts/2015-03-17-title/index.md", "Body.\n");
    is_str(moment(got.articles[0].published), "2015-03-17T00:00:00Z",
           "the date in a bundle's name");
    read_text("markdown", "posts/2015-13-17-title.md", "Body.\n");
    is_int(got.articles[0].published, BF_TIME_NONE,
           "a name that only looks like a date");
    read_text("markdown", "2015-03-17/title.md", "Body.\n");
    is_int(got.articles[0].published, BF_TIME_NONE, "a folder of a day");
}

static void test_others(void)
{
    const bf_article *article;
    read_text("markdown", "a.md",
              "+++\ntitle = 'Zola'\nupdated = 2020-01-01\n"
              "[taxonomies]\ntags = ['x']\ncategories = ['y']\n"
              "[extra]\nauthors = ['Bo', 'Cy']\ntitle = 'no'\n+++\n");
    article = &got.articles[0];
    is_str(article->title, "Zola", "Zola: title");
    is_str(joined(article->tags), "x|y", "Zola: taxonomies");
    is_str(joined(article->authors), "Bo|Cy", "Zola: extra");

    article = front("permalink: false\ntags: [post]\ndate: Last Modified");
    is_one("Eleventy");
    is_int(article->published, BF_TIME_NONE, "Eleventy: a word for a date");
    ok(!front("permalink: \"{{ page.fileSlug }}/x.html\"")->url.data,
       "Eleventy: a template is no address");

    article = front("id: intro\nunlisted: true\nimage: ./img/a.png\n"
                    "authors:\n  - name: Di\n    title: Editor\n"
                    "    url: https://x.example/di\n  - ed\n"
                    "last_update:\n  date: 2023-01-02\n  author: x\n"
                    "tags:\n  - label: L\n    permalink: /l");
    is_one("Docusaurus");
    is_str(article->id, "intro", "Docusaurus: id");
    ok(article->draft, "Docusaurus: unlisted");
    is_str(joined(article->authors), "Di|ed", "Docusaurus: authors");
    is_str(moment(article->updated), "2023-01-02T00:00:00Z",
           "Docusaurus: last_update");
    is_str(joined(article->tags), "L", "Docusaurus: tags");

    ok(front("Status: Draft")->draft, "Pelican: status");
    ok(front("robots: noindex, follow")->draft, "robots");
    ok(front("noindex: yes")->draft, "noindex");
}

static void test_names(void)
{
    is_str(front("Title: T")->title, "T", "any case");
    is_str(moment(front("Last-Mod: 2020-01-01")->updated),
           "2020-01-01T00:00:00Z", "hyphens");
    is_str(moment(front("expiry_date: 2020-01-01")->expires),
           "2020-01-01T00:00:00Z", "underscores");
    is_str(front("description: D\nsummary: S")->summary, "S",
           "the better name wins");
    is_str(front("nonsense: {a: [1, {b: c}]}\ntitle: T")->title, "T",
           "unknown names are passed over");
}

static void test_lists(void)
{
    is_str(joined(front("tags: a, b ,c,,a")->tags), "a|b|c", "a comma list");
    is_str(joined(front("tags: back channel")->tags), "back channel",
           "one value may have spaces");
    is_str(joined(front("tags: [1, 2.5, yes, ~]")->tags), "1|2.5|yes",
           "numbers and words of YAML");
    is_str(joined(front("authors: A, B")->authors), "A|B", "authors split");
    is_str(joined(front("author: King, Martin Luther")->authors),
           "King, Martin Luther", "one author does not");
    is_str(joined(front("author: {name: A, email: x}")->authors), "A",
           "an author with details");
    is_str(joined(front("tags:")->tags), "", "no value");
    front("tags: [[a]]");
    is_failure(2, "tags: must be a list of texts", "a list in a list");
    front("authors:\n  - email: x");
    is_failure(3, "authors: an entry has no name", "an author without name");
}

static void test_texts(void)
{
    is_str(front("title: 1984")->title, "1984", "a number is a title");
    is_str(front("title: '  A \t B '")->title, "A B", "white space");
    is_str(front("title: 'U&#46;S&#46; R&amp;D'")->title, "U.S. R&D",
           "character references");
    is_str(front("title: 'A <em>b</em> c<br>d'")->title, "A b c d",
           "balanced tags");
    is_str(front("title: How to use <video>")->title, "How to use <video>",
           "a tag that is spoken of");
    is_str(front("title: 'a < b & c'")->title, "a < b & c", "no markup");
    is_str(front("summary: '**Bold** [link](http://x.example)'")->summary,
           "Bold link", "a summary is Markdown in Markdown");
    front("title: [a]");
    is_failure(2, "title: must be a text", "a list for a title");
    read_text("markdown", "a.md", "{\"title\": true}\n");
    is_failure(1, "title: must be a text", "a flag for a title");
}

static void test_dates(void)
{
    front("title: T\ndate: 17/03/2015");
    is_failure(3, "date: ", "a date that is none");
    ok(strstr(got.failures[0].text, "17/03/2015") != NULL, "it is quoted");
    front("date: 2015-02-30");
    is_failure(2, "date: ", "a day that is none");
    front("expirydate: soon");
    is_failure(2, "expirydate: ", "an end that is none");
    front("lastmod: [2015-01-01]");
    is_failure(2, "lastmod: must be a date", "a list for a date");
    front("draft: perhaps");
    is_failure(2, "draft: must be true or false", "a flag that is none");
    front("date:\ndraft: ''\nexpirydate: ~");
    is_one("no value is no date");
    is_str(moment(front("date: 2015")->published), "2015-01-01T00:00:00Z",
           "a year");
}

static void test_addresses(void)
{
    is_str(front("url: /a/\ncanonicalURL: https://x.example/a/")->url,
           "https://x.example/a/", "the canonical address comes first");
    front("url: javascript:alert(1)");
    is_failure(2, "url: not an http", "a dangerous address");
    ok(!front("image: 'data:image/png;base64,AA'")->image.data,
       "data are no image's address");
    is_str(front("featured_image: {url: /i.png, alt: x}")->image, "/i.png",
           "an image with details");
    ok(!front("image: {uid: x}")->image.data, "an image without address");
}

static void test_languages(void)
{
    is_str(front("lang: de")->lang, "de", "lang");
    is_str(front("lang: [pt-BR, en]")->lang, "pt-br", "the first of several");
    is_str(front("locale: pt_BR")->lang, "pt-br", "an underscore");
    is_str(front("language: en_GB.UTF-8")->lang, "en-gb", "of a system");
    ok(!front("language: English")->lang.data, "a name is no tag");
    ok(!front("lang: e")->lang.data, "too short");
    ok(!front("lang: und")->lang.data, "not known");
    ok(!front("lang: mul-Latn")->lang.data, "several");
    is_str(front("lang: mulx\nlocale: miq")->lang, "miq", "a rare one");
}

int main(void)
{
    test_hugo();
    test_jekyll();
    test_others();
    test_names();
    test_lists();
    test_texts();
    test_dates();
    test_addresses();
    test_languages();
    forget_all();
    return tap_done();
}
