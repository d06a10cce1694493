/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile show: articles by id, whole. */

#include "cli.h"

#include <stdio.h>
#include <string.h>

static const cli_help help = {
    "show", "[OPTION]... ID...",
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
    "      --help            show this\n"
    "\n"
    "Exit code: 0 all shown, 1 an id is unknown, 2 usage; others:\n"
    "docs/exit-codes.md.\n"};

enum {
    OPT_FORMAT = 0x100,
    OPT_FORMAT_VERSION,
    OPT_SHOW_HIDDEN,
    OPT_COLOUR,
    OPT_HELP
};

static const struct option long_options[] = {
    {"index", required_argument, NULL, 'i'},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"format-version", required_argument, NULL, OPT_FORMAT_VERSION},
    {"show-hidden", no_argument, NULL, OPT_SHOW_HIDDEN},
    {"color", required_argument, NULL, OPT_COLOUR},
    {"colour", required_argument, NULL, OPT_COLOUR},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0},
};

typedef struct show_options {
    const char *index;
    const char *format;
    const char *colour;
    bool show_hidden;
    bool help;
} show_options;

static int read_option(show_options *options, int option, char **argv)
{
    static const char *const formats[] = {"human", "json", NULL};
    switch (option) {
    case 'i':
        options->index = optarg;
        return 0;
    case OPT_FORMAT:
        options->format = optarg;
        return bfi_cli_choice(formats, optarg) >= 0
                   ? 0
                   : bfi_cli_usage(&help, "--format: %s is not human or json",
                                   optarg);
    case OPT_FORMAT_VERSION:
        return bfi_cli_format_version(&help, optarg);
    case OPT_SHOW_HIDDEN:
        options->show_hidden = true;
        return 0;
    case OPT_COLOUR:
        return bfi_cli_when(&options->colour, &help, "--color", optarg);
    case OPT_HELP:
        options->help = true;
        return 0;
    default:
        return bfi_cli_bad_option(&help, option, argv);
    }
}

static int read_options(show_options *options, int argc, char **argv)
{
    int option;
    *options = (show_options){.format = "human", .colour = "auto"};
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":i:", long_options, NULL)) !=
           -1) {
        int code = read_option(options, option, argv);
        if (code != 0 || options->help) {
            return code;
        }
    }
    return 0;
}

/* An article for people ---------------------------------------------------- */

static void add_line(bf_buf *out, const char *name, bf_str value)
{
    if (value.size > 0) {
        bf_buf_printf(out, "%-10s ", name);
        bfi_cli_add_clean(out, value);
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
        bfi_cli_add_clean(out, list.items[i]);
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
    bfi_cli_add_clean(out, article->title);
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
                          const show_options *options, bool is_first)
{
    cli_style style = bfi_cli_style(options->colour);
    if (strcmp(options->format, "json") == 0) {
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
                    const show_options *options, int code, bool is_first)
{
    bf_arena *arena = NULL;
    bf_article article;
    bf_error err;
    bf_buf out;
    bf_buf_init(&out, CLI_MAX_OUTPUT_BYTES);
    if (bf_arena_new(&arena, CLI_MAX_OUTPUT_BYTES, &err) ||
        bf_searcher_article(&article, searcher, arena, bf_str_of(id),
                            options->show_hidden, &err)) {
        int failure = bfi_cli_fail(&help, &err);
        code = err.status == BF_ERR_NOT_FOUND ? CLI_NOTHING : failure;
        goto done;
    }
    print_article(&out, &article, options, is_first);
    code = bfi_cli_finish(&help, &out, code);
done:
    bf_arena_free(arena);
    bf_buf_fini(&out);
    return code;
}

static int show_all(const show_options *options, const char *index, int argc,
                    char **argv)
{
    bf_searcher *searcher = NULL;
    bf_error err;
    int code = CLI_FOUND;
    if (bf_searcher_open(&searcher, index, &err)) {
        return bfi_cli_fail(&help, &err);
    }
    for (int i = optind; i < argc && code <= CLI_NOTHING; i++) {
        code = show_one(searcher, argv[i], options, code, i == optind);
    }
    bf_searcher_free(searcher);
    return code;
}

int bfi_cli_show(int argc, char **argv)
{
    show_options options;
    const char *index;
    int code = read_options(&options, argc, argv);
    if (code != 0) {
        return code;
    }
    if (options.help) {
        return bfi_cli_print_help(&help);
    }
    if (optind == argc) {
        return bfi_cli_usage(&help, "which article? No ID was given");
    }
    index = bfi_cli_index(&help, options.index);
    return index ? show_all(&options, index, argc, argv) : CLI_USAGE;
}
