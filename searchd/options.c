/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line. */

#include "searchd.h"

#include <sched.h>
#include <string.h>

static const char help[] =
    "Usage: backfile-searchd -i INDEX [OPTION]...\n"
    "Answer searches over HTTP: a page for people at /, JSON at /v1/search.\n"
    "\n"
    "  -i, --index=INDEX        index folder; else $BACKFILE_INDEX\n"
    "  -l, --listen=ADDR:PORT   where to listen: 127.0.0.1:8080; [ADDR]:PORT\n"
    "                           for IPv6; port 0 takes a free one\n"
    "      --title=NAME         what the page calls itself: The archive\n"
    "      --site=ORIGIN        the site that addresses like /a/b are on\n"
    "      --synonyms=FILE      take synonyms from FILE, none from '': "
    "synonyms.txt\n"
    "                           in the index, if it is there\n"
    "      --threads=N          searches at a time: one a processor, 4 or "
    "more\n"
    "      --max-connections=N  connections at a time: 1000\n"
    "      --max-per-address=N  connections of one client address: no limit\n"
    "      --request-timeout=S  seconds a client has to send a request: 10\n"
    "      --cors=ORIGIN        let scripts of ORIGIN, or of any (*), read "
    "/v1/\n"
    "      --access-log         write a line a request to standard error\n"
    "  -h, --help               show this\n"
    "      --version            show the version\n"
    "\n"
    "When it listens it prints one line, listening on http://ADDR:PORT/\n"
    "SIGTERM and SIGINT end it, after the requests in flight.\n";

enum {
    OPT_TITLE = PROGRAM_VERSION + 1,
    OPT_SITE,
    OPT_SYNONYMS,
    OPT_THREADS,
    OPT_CONNECTIONS,
    OPT_PER_ADDRESS,
    OPT_TIMEOUT,
    OPT_CORS,
    OPT_LOG
};

static const struct option options[] = {
    {"listen", required_argument, NULL, 'l'},
    {"title", required_argument, NULL, OPT_TITLE},
    {"site", required_argument, NULL, OPT_SITE},
    {"synonyms", required_argument, NULL, OPT_SYNONYMS},
    {"threads", required_argument, NULL, OPT_THREADS},
    {"max-connections", required_argument, NULL, OPT_CONNECTIONS},
    {"max-per-address", required_argument, NULL, OPT_PER_ADDRESS},
    {"request-timeout", required_argument, NULL, OPT_TIMEOUT},
    {"cors", required_argument, NULL, OPT_CORS},
    {"access-log", no_argument, NULL, OPT_LOG},
    PROGRAM_OPTIONS,
};

const program bfi_searchd = {"backfile-searchd", help, ":hi:l:", options};

enum {
    /* A slow search holds up the other connections of its thread, so there
     * are some threads even where there are few processors. */
    MIN_DEFAULT_THREADS = 4
};

/* As many threads as this process may use processors. */
static uint32_t default_threads(void)
{
    cpu_set_t set;
    int count =
        sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (count > SEARCHD_MAX_THREADS) {
        return SEARCHD_MAX_THREADS;
    }
    return count < MIN_DEFAULT_THREADS ? MIN_DEFAULT_THREADS : (uint32_t)count;
}

/* Whether `text` is a scheme and a host, with a port or without. It goes into
 * headers and links as it is. */
static bool is_origin(const char *text)
{
    size_t scheme = strncmp(text, "https://", 8) == 0  ? 8
                    : strncmp(text, "http://", 7) == 0 ? 7
                                                       : 0;
    for (const char *at = text; *at; at++) {
        if (*at <= ' ' || *at >= 0x7f) {
            return false;
        }
    }
    return scheme && text[scheme] && !strpbrk(text + scheme, "/?#\\\"");
}

static int take_origin(const char **out, const char *option, bool allow_any)
{
    if (!is_origin(optarg) && !(allow_any && strcmp(optarg, "*") == 0)) {
        return bfi_program_usage(
            &bfi_searchd,
            "%s: %s is not an origin such as https://www.example.org%s", option,
            optarg, allow_any ? " or *" : "");
    }
    *out = optarg;
    return PROGRAM_GO_ON;
}

static int take_title(const char **out)
{
    if (!bf_utf8_valid(bf_str_of(optarg), NULL)) {
        return bfi_program_usage(&bfi_searchd, "--title: not UTF-8");
    }
    *out = optarg;
    return PROGRAM_GO_ON;
}

static int take(void *closure, int option)
{
    const program *self = &bfi_searchd;
    searchd_options *out = closure;
    switch (option) {
    case 'l':
        out->listen = optarg;
        return PROGRAM_GO_ON;
    case OPT_TITLE:
        return take_title(&out->title);
    case OPT_SITE:
        return take_origin(&out->site, "--site", false);
    case OPT_SYNONYMS:
        out->synonyms = optarg;
        return PROGRAM_GO_ON;
    case OPT_THREADS:
        return bfi_program_number(&out->threads, self, "--threads", 1,
                                  SEARCHD_MAX_THREADS);
    case OPT_CONNECTIONS:
        return bfi_program_number(&out->max_connections, self,
                                  "--max-connections", 1,
                                  SEARCHD_MAX_CONNECTIONS);
    case OPT_PER_ADDRESS:
        return bfi_program_number(&out->max_per_address, self,
                                  "--max-per-address", 1,
                                  SEARCHD_MAX_CONNECTIONS);
    case OPT_TIMEOUT:
        return bfi_program_number(&out->request_seconds, self,
                                  "--request-timeout", 1,
                                  SEARCHD_MAX_REQUEST_SECONDS);
    case OPT_CORS:
        return take_origin(&out->cors, "--cors", true);
    default:
        out->access_log = true;
        return PROGRAM_GO_ON;
    }
}

int bfi_options_read(searchd_options *out, int argc, char **argv)
{
    int step;
    *out = (searchd_options){.listen = "127.0.0.1:8080",
                             .title = "The archive",
                             .threads = default_threads(),
                             .max_connections = 1000,
                             .request_seconds = 10};
    step = bfi_program_read(&bfi_searchd, &out->index, take, out, argc, argv);
    if (step == PROGRAM_GO_ON && optind < argc) {
        return bfi_program_usage(&bfi_searchd, "%s: takes no arguments",
                                 argv[optind]);
    }
    return step;
}
