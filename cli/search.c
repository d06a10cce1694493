/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile search: a query from the command line, a page of results out. */

#include "cli.h"

#include <stdio.h>
#include <string.h>

static const cli_help help = {
    "search", "[OPTION]... QUERY...",
    "Search the archive. The words of QUERY are joined by spaces; what they "
    "may\n"
    "hold is told in docs/query-language.md: words, \"phrases\", -word, "
    "+word,\n"
    "AND, OR, NOT, parentheses, title:word, author:, section:, tag:, lang:, "
    "pre*.\n"
    "Put a query that begins with - behind --.\n"
    "\n"
    "  -i, --index=INDEX     the index folder (default: $BACKFILE_INDEX)\n"
    "  -n, --limit=N         at most N results, 1 to 1000 (default 10)\n"
    "      --offset=N        pass over the first N results\n"
    "      --mode=MODE       auto: all words, then fewer (default); all; any;\n"
    "                        phrase: QUERY is one phrase\n"
    "      --lang=LANG       the language of QUERY (default: those of the "
    "index)\n"
    "      --exact-total     count all that is found, however much it is\n"
    "      --show-hidden     find drafts, expired articles and those dated "
    "ahead\n"
    "\n"
    "      --format=FORMAT   human (default), json, jsonl, tsv, ids\n"
    "      --format-version=1\n"
    "                        ask for version 1 of the format, or fail\n"
    "  -0, --null            ids, each ended by a NUL byte\n"
    "      --excerpts=WHEN   auto: on a terminal and in JSON (default); "
    "always;\n"
    "                        never\n"
    "      --color=WHEN      auto (default), always, never\n"
    "      --help            show this\n"
    "\n"
    "tsv columns: rank, score, id, url, published, section, title.\n"
    "Exit code: 0 found, 1 found nothing, 2 usage; others: "
    "docs/exit-codes.md.\n"};

enum {
    OPT_OFFSET = 0x100,
    OPT_MODE,
    OPT_LANG,
    OPT_EXACT_TOTAL,
    OPT_SHOW_HIDDEN,
    OPT_FORMAT,
    OPT_FORMAT_VERSION,
    OPT_EXCERPTS,
    OPT_COLOUR,
    OPT_HELP
};

static const struct option long_options[] = {
    {"index", required_argument, NULL, 'i'},
    {"limit", required_argument, NULL, 'n'},
    {"offset", required_argument, NULL, OPT_OFFSET},
    {"mode", required_argument, NULL, OPT_MODE},
    {"lang", required_argument, NULL, OPT_LANG},
    {"exact-total", no_argument, NULL, OPT_EXACT_TOTAL},
    {"show-hidden", no_argument, NULL, OPT_SHOW_HIDDEN},
    {"format", required_argument, NULL, OPT_FORMAT},
    {"format-version", required_argument, NULL, OPT_FORMAT_VERSION},
    {"null", no_argument, NULL, '0'},
    {"excerpts", required_argument, NULL, OPT_EXCERPTS},
    {"color", required_argument, NULL, OPT_COLOUR},
    {"colour", required_argument, NULL, OPT_COLOUR},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0},
};

/* The same order as cli_format. */
static const char *const format_names[] = {"human", "json", "jsonl",
                                           "tsv",   "ids",  NULL};

typedef struct search_options {
    const char *index;
    bf_search_request request;
    int format;    /* cli_format; -1: not given */
    bool null_end; /* -0 */
    const char *excerpts;
    const char *colour;
    bool help;
} search_options;

/* Read a count into `out`; 0, or the exit code of a usage error. */
static int read_count(uint32_t *out, const char *name, uint32_t min,
                      uint32_t max)
{
    uint64_t value;
    if (!bf_uint_parse(&value, bf_str_of(optarg), max) || value < min) {
        return bfi_cli_usage(&help, "%s: %s is not a number from %u to %u",
                             name, optarg, (unsigned)min, (unsigned)max);
    }
    *out = (uint32_t)value;
    return 0;
}

static int read_format(search_options *options)
{
    options->format = bfi_cli_choice(format_names, optarg);
    return options->format >= 0
               ? 0
               : bfi_cli_usage(&help,
                               "--format: %s is not human, json, jsonl, tsv "
                               "or ids",
                               optarg);
}

static int read_mode(bf_search_request *request)
{
    return bf_search_mode_find(&request->mode, bf_str_of(optarg))
               ? 0
               : bfi_cli_usage(&help,
                               "--mode: %s is not auto, all, any or phrase",
                               optarg);
}

static int read_option(search_options *options, int option, char **argv)
{
    bf_search_request *request = &options->request;
    switch (option) {
    case 'i':
        options->index = optarg;
        return 0;
    case 'n':
        return read_count(&request->limit, "--limit", 1, BF_MAX_PAGE);
    case OPT_OFFSET:
        return read_count(&request->offset, "--offset", 0, BF_MAX_OFFSET);
    case OPT_MODE:
        return read_mode(request);
    case OPT_LANG:
        request->lang = bf_str_of(optarg);
        return 0;
    case OPT_EXACT_TOTAL:
        request->exact_total = true;
        return 0;
    case OPT_SHOW_HIDDEN:
        request->show_hidden = true;
        return 0;
    case OPT_FORMAT:
        return read_format(options);
    case OPT_FORMAT_VERSION:
        return bfi_cli_format_version(&help, optarg);
    case '0':
        options->null_end = true;
        return 0;
    case OPT_EXCERPTS:
        return bfi_cli_when(&options->excerpts, &help, "--excerpts", optarg);
    case OPT_COLOUR:
        return bfi_cli_when(&options->colour, &help, "--color", optarg);
    case OPT_HELP:
        options->help = true;
        return 0;
    default:
        return bfi_cli_bad_option(&help, option, argv);
    }
}

static int read_options(search_options *options, int argc, char **argv)
{
    int option;
    *options =
        (search_options){.format = -1, .excerpts = "auto", .colour = "auto"};
    bf_search_request_init(&options->request);
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":i:n:0", long_options, NULL)) !=
           -1) {
        int code = read_option(options, option, argv);
        if (code != 0 || options->help) {
            return code;
        }
    }
    if (options->null_end && options->format >= 0 &&
        options->format != CLI_IDS) {
        return bfi_cli_usage(&help, "-0 goes with --format=ids");
    }
    if (options->format < 0) {
        options->format = options->null_end ? CLI_IDS : CLI_HUMAN;
    }
    return 0;
}

/* Join the arguments that are the query; the parser sees to its limits. */
static void join_query(bf_buf *out, int argc, char **argv)
{
    for (int i = optind; i < argc; i++) {
        if (i > optind) {
            bf_buf_add_byte(out, ' ');
        }
        bf_buf_add_text(out, argv[i]);
    }
}

/* How the options want hits to look. */
static cli_hits_style style_of(const search_options *options)
{
    bool is_auto = strcmp(options->excerpts, "auto") == 0;
    bool wanted = strcmp(options->excerpts, "always") == 0;
    cli_hits_style style = {
        .format = (cli_format)options->format,
        .style = bfi_cli_style(options->colour),
        .heading = bfi_cli_is_terminal(),
        .id_end = options->null_end ? '\0' : '\n',
    };
    switch (style.format) {
    case CLI_HUMAN:
        style.excerpts = wanted || (is_auto && bfi_cli_is_terminal());
        break;
    case CLI_JSON:
    case CLI_JSONL:
        style.excerpts = wanted || is_auto;
        break;
    default:
        style.excerpts = false;
    }
    return style;
}

/* What the answer says beside its hits: to people all of it, to programs only
 * that hits may be missing. JSON holds it itself. */
static void print_notes(const bf_results *results, cli_format format)
{
    for (size_t i = 0; format == CLI_HUMAN && i < results->note_count; i++) {
        bfi_cli_note(&help, results->notes[i].text);
    }
    if (results->partial && format != CLI_JSON) {
        bfi_cli_note(&help, bf_str_of("the search was cut short: more may "
                                      "match"));
    }
}

static int search(search_options *options, const char *index)
{
    cli_hits_style style = style_of(options);
    bf_searcher *searcher = NULL;
    bf_results *results = NULL;
    bf_error err;
    bf_buf out;
    int code;
    bf_buf_init(&out, CLI_MAX_OUTPUT_BYTES);
    options->request.with_excerpts = style.excerpts;
    if (bf_searcher_open(&searcher, index, &err) ||
        bf_search(&results, searcher, &options->request, &err)) {
        code = bfi_cli_fail(&help, &err);
        goto done;
    }
    print_notes(results, style.format);
    bfi_cli_print_hits(&out, results, &style);
    code = bfi_cli_finish(&help, &out,
                          results->count > 0 ? CLI_FOUND : CLI_NOTHING);
done:
    bf_buf_fini(&out);
    bf_results_free(results);
    bf_searcher_free(searcher);
    return code;
}

int bfi_cli_search(int argc, char **argv)
{
    search_options options;
    const char *index;
    bf_buf query;
    bf_error err;
    int code = read_options(&options, argc, argv);
    if (code != 0) {
        return code;
    }
    if (options.help) {
        return bfi_cli_print_help(&help);
    }
    if (optind == argc) {
        return bfi_cli_usage(&help, "what to search for? No QUERY was given");
    }
    index = bfi_cli_index(&help, options.index);
    if (!index) {
        return CLI_USAGE;
    }
    bf_buf_init(&query, CLI_MAX_OUTPUT_BYTES);
    join_query(&query, argc, argv);
    options.request.query = bf_buf_str(&query);
    code = bf_buf_status(&query, &err) ? bfi_cli_fail(&help, &err)
                                       : search(&options, index);
    bf_buf_fini(&query);
    return code;
}
