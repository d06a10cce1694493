/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every file of real sites, as their generators keep them: each is an article
 * that passes all checks, an empty one, or a failure for a good reason. The
 * files are no part of the sources; BACKFILE_TEST_DATA names their folder, else
 * ../shared/data is looked for.
 */

#include "indexer/formats/formats.h"

#include <ftw.h>
#include <stdlib.h>
#include <tap.h>
#include <unistd.h>

static struct {
    size_t files;
    size_t articles;
    size_t empty;
    size_t untitled;
    size_t with_tags_left;
    size_t failed;
    size_t failed_badly; /* for another reason than a key given twice */
    size_t broken;       /* unreadable as a whole, or not as the schema says */
} seen;

static bool has(bf_str text, const char *part)
{
    return text.size > 0 &&
           memmem(text.data, text.size, part, strlen(part)) != NULL;
}

static void check(const bf_article *article)
{
    bf_article copy = *article;
    bf_arena *arena;
    bf_error err;
    if (bf_arena_new(&arena, 1u << 20, NULL)) {
        abort();
    }
    copy.source = bf_str_of("site");
    copy.origin = bf_str_of("path");
    if (bf_article_identify(&copy, arena, &err) ||
        bf_article_check(&copy, &err)) {
        printf("# %s\n", err.text);
        seen.broken++;
    }
    bf_arena_free(arena);
}

static bf_status take(void *payload, const bf_article *article, size_t line,
                      bf_error *err)
{
    (void)payload;
    (void)line;
    (void)err;
    seen.articles++;
    if (bf_article_is_empty(article)) {
        seen.empty++;
        return BF_OK;
    }
    seen.untitled += article->title.size == 0;
    seen.with_tags_left +=
        has(article->body, "{{<") || has(article->body, "</p>");
    check(article);
    return BF_OK;
}

static void take_failure(void *payload, size_t line, const bf_error *why)
{
    seen.failed++;
    if (line == 0 || !strstr(why->text, "given twice")) {
        printf("# %s:%zu: %s\n", (const char *)payload, line, why->text);
        seen.failed_badly++;
    }
}

static int visit(const char *path, const struct stat *facts, int kind,
                 struct FTW *place)
{
    const bfi_format *format = bfi_format_of_path(path);
    bfi_input input = {NULL, bf_str_of(path)};
    bfi_sink sink = {(void *)path, take, take_failure, take_failure};
    bf_error err;
    (void)facts;
    (void)place;
    if (kind != FTW_F || !format) {
        return 0;
    }
    seen.files++;
    input.stream = fopen(path, "rb");
    if (!input.stream || bfi_format_read(format, &input, &sink, &err)) {
        printf("# %s: cannot be read\n", path);
        seen.broken++;
    }
    if (input.stream) {
        fclose(input.stream);
    }
    return 0;
}

/* A few in a hundred may hold what looks like tags: code that shows them. */
static void test_site(const char *data, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/articles/%s", data, name);
    memset(&seen, 0, sizeof seen);
    nftw(path, visit, 16, FTW_PHYS);
    if (seen.files == 0) {
        skip("no such articles; name their folder in BACKFILE_TEST_DATA");
        return;
    }
    printf("# %s: %zu files, %zu empty, %zu untitled, %zu failed\n", name,
           seen.files, seen.empty, seen.untitled, seen.failed);
    is_int(seen.broken, 0, "%s: nothing broken", name);
    is_int(seen.articles + seen.failed, seen.files,
           "%s: each file is an article or a failure", name);
    is_int(seen.failed_badly, 0, "%s: no failure without good reason", name);
    ok(seen.failed * 100 < seen.files, "%s: few failures", name);
    ok(seen.untitled * 50 < seen.files, "%s: few articles without title", name);
    ok(seen.with_tags_left * 20 < seen.files, "%s: few tags left", name);
}

int main(void)
{
    static const char *const names[] = {"digitalgov", "18f", "letsencrypt",
                                        "mdn-html"};
    const char *data = getenv("BACKFILE_TEST_DATA");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        test_site(data ? data : "../shared/data", names[i]);
    }
    return tap_done();
}
