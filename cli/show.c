/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile show: articles by id, whole. */

#include "cli.h"

#include <string.h>

static const char help[] =
    "Usage: backfile show [OPTION]... ID...\n"
    "Show articles by their ids, as `backfile search --format=ids` prints "
    "them.\n"
    "\n"
    "  -i, --index=INDEX     the index folder (default: $BACKFILE_INDEX)\n"
    "      --format=FORMAT   human (default); json: one object a line\n"
    "      --format-version=1\n"
    "                        ask for version 1 of the format, or fail\n"
    "      --show-hidden     also drafts, expired articles and those dated "
    "ahead\n"
    "      --color=WHEN      auto (default), always, never\n"
    "  -h, --help            show this\n"
    "      --version         show the version\n"
    "\n"
    "Exit code: 0 all shown, 1 an id is unknown, 2 usage; others:\n"
    "docs/exit-codes.md.\n";

static const struct option options[] = {
    {"format", required_argument, NULL, CLI_OPT_FORMAT},
    {"format-version", required_argument, NULL, CLI_OPT_FORMAT_VERSION},
    {"show-hidden", no_argument, NULL, CLI_OPT_SHOW_HIDDEN},
    {"color", required_argument, NULL, CLI_OPT_COLOUR},
    {"colour", required_argument, NULL, CLI_OPT_COLOUR},
    PROGRAM_OPTIONS,
};

static const program self = {"backfile show", help, ":hi:", options};

typedef struct show_options {
    int as_json;
    cli_when colour;
    bool show_hidden;
} show_options;

static int take(void *closure, int option)
{
    static const char *const formats[] = {"human", "json", NULL};
    show_options *out = closure;
    switch (option) {
    case CLI_OPT_FORMAT:
        return bfi_program_choice(&out->as_json, &self, "--format", formats);
    case CLI_OPT_FORMAT_VERSION:
        return bfi_cli_format_version(&self);
    case CLI_OPT_COLOUR:
        return bfi_cli_when(&out->colour, &self, "--color");
    default:
        out->show_hidden = true;
        return PROGRAM_GO_ON;
    }
}

/* An article for people ---------------------------------------------------- */

static void add_line(bf_buf *out, const char *name, bf_str value)
{
    if (value.size > 0) {
        bf_buf_printf(out, "%-10s ", name);
        bfi_program_add_clean(out, value);
        bf_buf_add_byte(out, '\n');
    }
}

static void add_list(bf_buf *out, const char *name, bf_str_list list)
{
    for (size_t i = 0; i < list.count; i++) {
        if (i == 0) {
            bf_buf_printf(out, "%-10s ", name);
        } else {
            bf_buf_add_text(out, ", ");
        }
        bfi_program_add_clean(out, list.items[i]);
    }
    if (list.count > 0) {
        bf_buf_add_byte(out, '\n');
    }
}

static void add_time(bf_buf *out, const char *name, bf_time time)
{
    char text[BF_TIME_TEXT_BYTES];
    bf_time_format(text, time);
    add_line(out, name, bf_str_of(text));
}

/* A text with a line for each of its paragraphs. */
static void add_paragraphs(bf_buf *out, const cli_style *style, bf_str text)
{
    while (text.size > 0) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size;
        bf_marked paragraph = {.text = {text.data, size}};
        bf_buf_add_byte(out, '\n');
        bfi_cli_add_wrapped(out, style, 0, &paragraph);
        text.data += end ? size + 1 : size;
        text.size -= end ? size + 1 : size;
    }
}

static void print_human(bf_buf *out, const bf_article *article,
                        const cli_style *style)
{
    bf_buf_add_text(out, bfi_cli_paint(style, CLI_TITLE));
    bfi_program_add_clean(out, article->title);
    bf_buf_add_text(out, bfi_cli_paint(style, CLI_PLAIN));
    bf_buf_add_text(out, article->title.size > 0 ? "\n\n" : "");
    add_line(out, "id", article->id);
    add_line(out, "url", article->url);
    add_list(out, "authors", article->authors);
    add_line(out, "section", article->section);
    add_list(out, "tags", article->tags);
    add_time(out, "published", article->published);
    add_time(out, "updated", article->updated);
    add_time(out, "expires", article->expires);
    add_line(out, "draft", bf_str_of(article->draft ? "yes" : NULL));
    add_line(out, "lang", article->lang);
    add_line(out, "image", article->image);
    add_line(out, "source", article->source);
    add_line(out, "origin", article->origin);
    add_paragraphs(out, style, article->summary);
    add_paragraphs(out, style, article->body);
}

/* The command ---------------------------------------------------------------
 */

static void print_article(bf_buf *out, const bf_article *article,
                          const show_options *wanted, bool is_first)
{
    cli_style style = bfi_cli_style(wanted->colour);
    if (wanted->as_json) {
        bf_json json;
        bf_json_init(&json, out);
        bf_article_write_json(&json, article);
        bf_buf_add_byte(out, '\n');
        return;
    }
    if (!is_first) {
        bf_buf_add_text(out, "\n\n");
    }
    print_human(out, article, &style);
}

/* Show the article `id`; the exit code so far, `code`, or a worse one. */
static int show_one(bf_searcher *searcher, const char *id,
                    const show_options *wanted, int code, bool is_first)
{
    bf_arena *arena = NULL;
    bf_article article;
    bf_error err;
    bf_buf out;
    bf_buf_init(&out, CLI_MAX_OUTPUT_BYTES);
    if (bf_arena_new(&arena, CLI_MAX_OUTPUT_BYTES, &err) ||
        bf_searcher_article(&article, searcher, arena, bf_str_of(id),
                            wanted->show_hidden, &err)) {
        int failure = bfi_program_fail(&self, &err);
        code = err.status == BF_ERR_NOT_FOUND ? CLI_NOTHING : failure;
        goto done;
    }
    print_article(&out, &article, wanted, is_first);
    code = bfi_cli_finish(&self, &out, code);
done:
    bf_arena_free(arena);
    bf_buf_fini(&out);
    return code;
}

static int show_all(const show_options *wanted, const char *index, int argc,
                    char **argv)
{
    bf_searcher *searcher = NULL;
    bf_error err;
    int code = CLI_FOUND;
    if (bf_searcher_open(&searcher, index, &err)) {
        return bfi_program_fail(&self, &err);
    }
    for (int i = optind; i < argc && code <= CLI_NOTHING; i++) {
        code = show_one(searcher, argv[i], wanted, code, i == optind);
    }
    bf_searcher_free(searcher);
    return code;
}

int bfi_cli_show(int argc, char **argv)
{
    show_options wanted = {.colour = CLI_AUTO};
    const char *index;
    int step = bfi_program_read(&self, &index, take, &wanted, argc, argv);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    if (optind == argc) {
        return bfi_program_usage(&self, "which article? No ID was given");
    }
    return show_all(&wanted, index, argc, argv);
}
