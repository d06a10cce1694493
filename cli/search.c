/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile search: a query from the command line, a page of results out. */

#include "cli.h"

static const char help[] =
    "Usage: backfile search [OPTION]... QUERY...\n"
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
    "index);\n"
    "                        help lists those whose words are stemmed\n"
    "      --synonyms=FILE   take synonyms from FILE, none from '' (default:\n"
    "                        synonyms.txt in the index, if it is there)\n"
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
    "  -h, --help            show this\n"
    "      --version         show the version\n"
    "\n"
    "tsv columns: rank, score, id, url, published, section, title.\n"
    "Exit code: 0 found, 1 found nothing, 2 usage; others: "
    "docs/exit-codes.md.\n";

enum {
    OPT_OFFSET = CLI_OPT_OWN,
    OPT_MODE,
    OPT_LANG,
    OPT_EXACT_TOTAL,
    OPT_EXCERPTS,
    OPT_SYNONYMS
};

static const struct option options[] = {
    {"limit", required_argument, NULL, 'n'},
    {"offset", required_argument, NULL, OPT_OFFSET},
    {"mode", required_argument, NULL, OPT_MODE},
    {"lang", required_argument, NULL, OPT_LANG},
    {"synonyms", required_argument, NULL, OPT_SYNONYMS},
    {"exact-total", no_argument, NULL, OPT_EXACT_TOTAL},
    {"show-hidden", no_argument, NULL, CLI_OPT_SHOW_HIDDEN},
    {"format", required_argument, NULL, CLI_OPT_FORMAT},
    {"format-version", required_argument, NULL, CLI_OPT_FORMAT_VERSION},
    {"null", no_argument, NULL, '0'},
    {"excerpts", required_argument, NULL, OPT_EXCERPTS},
    {"color", required_argument, NULL, CLI_OPT_COLOUR},
    {"colour", required_argument, NULL, CLI_OPT_COLOUR},
    PROGRAM_OPTIONS,
};

static const program self = {"backfile search", help, ":hi:n:0", options};

/* The same order as cli_format. */
static const char *const format_names[] = {"human", "json", "jsonl",
                                           "tsv",   "ids",  NULL};

typedef struct search_options {
    bf_search_request request;
    const char *synonyms; /* NULL: those of the index */
    int format;           /* cli_format; -1: not given */
    bool null_end;        /* -0 */
    cli_when excerpts;
    cli_when colour;
} search_options;

static int take(void *closure, int option)
{
    search_options *out = closure;
    bf_search_request *request = &out->request;
    switch (option) {
    case 'n':
        return bfi_program_number(&request->limit, &self, "--limit", 1,
                                  BF_MAX_PAGE);
    case OPT_OFFSET:
        return bfi_program_number(&request->offset, &self, "--offset", 0,
                                  BF_MAX_OFFSET);
    case OPT_MODE:
        return bfi_cli_mode(&request->mode, &self);
    case OPT_LANG:
        request->lang = bf_str_of(optarg);
        return bfi_cli_lang(&self);
    case OPT_SYNONYMS:
        out->synonyms = optarg;
        break;
    case OPT_EXACT_TOTAL:
        request->exact_total = true;
        break;
    case CLI_OPT_SHOW_HIDDEN:
        request->show_hidden = true;
        break;
    case CLI_OPT_FORMAT:
        return bfi_program_choice(&out->format, &self, "--format",
                                  format_names);
    case CLI_OPT_FORMAT_VERSION:
        return bfi_cli_format_version(&self);
    case '0':
        out->null_end = true;
        break;
    case OPT_EXCERPTS:
        return bfi_cli_when(&out->excerpts, &self, "--excerpts");
    default:
        return bfi_cli_when(&out->colour, &self, "--color");
    }
    return PROGRAM_GO_ON;
}

/* Whether the options and the other arguments go together. A step. */
static int check(search_options *wanted, int word_count)
{
    if (wanted->null_end && wanted->format >= 0 && wanted->format != CLI_IDS) {
        return bfi_program_usage(&self, "-0 goes with --format=ids");
    }
    if (wanted->format < 0) {
        wanted->format = wanted->null_end ? CLI_IDS : CLI_HUMAN;
    }
    return word_count > 0
               ? PROGRAM_GO_ON
               : bfi_program_usage(&self,
                                   "what to search for? No QUERY was given");
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
static cli_hits_style style_of(const search_options *wanted)
{
    bool is_auto = wanted->excerpts == CLI_AUTO;
    bool always = wanted->excerpts == CLI_ALWAYS;
    cli_hits_style style = {
        .format = (cli_format)wanted->format,
        .style = bfi_cli_style(wanted->colour),
        .heading = bfi_cli_is_terminal(),
        .id_end = wanted->null_end ? '\0' : '\n',
    };
    switch (style.format) {
    case CLI_HUMAN:
        style.excerpts = always || (is_auto && bfi_cli_is_terminal());
        break;
    case CLI_JSON:
    case CLI_JSONL:
        style.excerpts = always || is_auto;
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
        bf_str text = results->notes[i].text;
        bfi_program_say(&self, "%.*s", (int)text.size, text.data);
    }
    if (results->partial && format != CLI_JSON) {
        bfi_program_say(&self, "the search was cut short: more may match");
    }
}

static void tell_trouble(void *payload, const char *path, size_t line,
                         size_t column, const char *why)
{
    (void)payload;
    if (line > 0) {
        bfi_program_say(&self, "%s:%zu:%zu: %s", path, line, column, why);
    } else {
        bfi_program_say(&self, "%s: %s", path, why);
    }
}

static int search(search_options *wanted, const char *index)
{
    cli_hits_style style = style_of(wanted);
    bf_searcher *searcher = NULL;
    bf_results *results = NULL;
    bf_error err;
    bf_buf out;
    int code;
    bf_buf_init(&out, CLI_MAX_OUTPUT_BYTES);
    wanted->request.with_excerpts = style.excerpts;
    if (bf_searcher_open(&searcher, index, &err) ||
        bf_searcher_set_synonyms(searcher, wanted->synonyms, tell_trouble, NULL,
                                 &err) ||
        bf_search(&results, searcher, &wanted->request, &err)) {
        code = bfi_program_fail(&self, &err);
        goto done;
    }
    print_notes(results, style.format);
    bfi_cli_print_hits(&out, results, &style);
    code = bfi_cli_finish(&self, &out,
                          results->count > 0 ? CLI_FOUND : CLI_NOTHING);
done:
    bf_buf_fini(&out);
    bf_results_free(results);
    bf_searcher_free(searcher);
    return code;
}

int bfi_cli_search(int argc, char **argv)
{
    search_options wanted = {.format = -1};
    const char *index;
    bf_buf query;
    bf_error err;
    int code;
    bf_search_request_init(&wanted.request);
    code = bfi_program_read(&self, &index, take, &wanted, argc, argv);
    if (code == PROGRAM_GO_ON) {
        code = check(&wanted, argc - optind);
    }
    if (code != PROGRAM_GO_ON) {
        return code;
    }
    bf_buf_init(&query, CLI_MAX_OUTPUT_BYTES);
    join_query(&query, argc, argv);
    wanted.request.query = bf_buf_str(&query);
    code = bf_buf_status(&query, &err) ? bfi_program_fail(&self, &err)
                                       : search(&wanted, index);
    bf_buf_fini(&query);
    return code;
}
