/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line. */

#include "searchd.h"

#include <getopt.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: backfile-searchd -i INDEX [OPTION]...\n"
    "Answer searches over HTTP: a page for people at /, JSON at /v1/search.\n"
    "\n"
    "  -i, --index=INDEX        index folder; else $BACKFILE_INDEX\n"
    "  -l, --listen=ADDR:PORT   where to listen: 127.0.0.1:8080; [ADDR]:PORT\n"
    "                           for IPv6; port 0 takes a free one\n"
    "      --title=NAME         what the page calls itself: The archive\n"
    "      --site=ORIGIN        the site that addresses like /a/b are on\n"
    "      --threads=N          searches at a time: one a processor, 4 or "
    "more\n"
    "      --max-connections=N  connections at a time: 1000\n"
    "      --max-per-address=N  connections of one client address: no limit\n"
    "      --request-timeout=S  seconds a client has to send a request: 10\n"
    "      --cors=ORIGIN        let scripts of ORIGIN, or of any (*), read "
    "/v1/\n"
    "      --access-log         write a line a request to standard error\n"
    "      --help               show this\n"
    "      --version            show the version\n"
    "\n"
    "When it listens it prints one line, listening on http://ADDR:PORT/\n"
    "SIGTERM and SIGINT end it, after the requests in flight.\n";

static const char hint[] = "Try 'backfile-searchd --help'.\n";

enum {
    OPT_TITLE = 256,
    OPT_SITE,
    OPT_THREADS,
    OPT_CONNECTIONS,
    OPT_PER_ADDRESS,
    OPT_TIMEOUT,
    OPT_CORS,
    OPT_LOG,
    OPT_HELP,
    OPT_VERSION
};

static const struct option long_options[] = {
    {"index", required_argument, NULL, 'i'},
    {"listen", required_argument, NULL, 'l'},
    {"title", required_argument, NULL, OPT_TITLE},
    {"site", required_argument, NULL, OPT_SITE},
    {"threads", required_argument, NULL, OPT_THREADS},
    {"max-connections", required_argument, NULL, OPT_CONNECTIONS},
    {"max-per-address", required_argument, NULL, OPT_PER_ADDRESS},
    {"request-timeout", required_argument, NULL, OPT_TIMEOUT},
    {"cors", required_argument, NULL, OPT_CORS},
    {"access-log", no_argument, NULL, OPT_LOG},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {NULL, 0, NULL, 0},
};

/* What a step of reading says. */
typedef enum reading {
    READ_ON,
    READ_ENOUGH, /* what was asked for is done */
    READ_WRONG   /* the message was printed */
} reading;

static reading BF_PRINTF(1, 2) wrong(const char *format, ...)
{
    va_list args;
    fputs("backfile-searchd: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    fputs(hint, stderr);
    return READ_WRONG;
}

enum {
    /* A slow search holds up the other connections of its thread, so there
     * are some threads even where there are few processors. */
    MIN_DEFAULT_THREADS = 4
};

/* As many threads as this process may use processors. */
static unsigned default_threads(void)
{
    cpu_set_t set;
    int count =
        sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (count > SEARCHD_MAX_THREADS) {
        return SEARCHD_MAX_THREADS;
    }
    return count < MIN_DEFAULT_THREADS ? MIN_DEFAULT_THREADS : (unsigned)count;
}

static reading number(unsigned *out, const char *name, unsigned min,
                      unsigned max)
{
    uint64_t value;
    if (!bf_uint_parse(&value, bf_str_of(optarg), max) || value < min) {
        return wrong("--%s must be a whole number from %u to %u, not '%s'",
                     name, min, max, optarg);
    }
    *out = (unsigned)value;
    return READ_ON;
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

static reading origin(const char **out, const char *name, bool allow_any)
{
    if (!is_origin(optarg) && !(allow_any && strcmp(optarg, "*") == 0)) {
        return wrong(
            "--%s must be an origin such as https://www.example.org%s, "
            "not '%s'",
            name, allow_any ? " or *" : "", optarg);
    }
    *out = optarg;
    return READ_ON;
}

static reading print(const char *text)
{
    bool is_printed = fputs(text, stdout) >= 0 && fflush(stdout) == 0;
    return is_printed ? READ_ENOUGH : wrong("cannot write to standard output");
}

static reading take(searchd_options *out, int option)
{
    switch (option) {
    case 'i':
        out->index = optarg;
        return READ_ON;
    case 'l':
        out->listen = optarg;
        return READ_ON;
    case OPT_TITLE:
        out->title = optarg;
        return bf_utf8_valid(bf_str_of(optarg), NULL)
                   ? READ_ON
                   : wrong("--title must be UTF-8");
    case OPT_THREADS:
        return number(&out->threads, "threads", 1, SEARCHD_MAX_THREADS);
    case OPT_CONNECTIONS:
        return number(&out->max_connections, "max-connections", 1,
                      SEARCHD_MAX_CONNECTIONS);
    case OPT_PER_ADDRESS:
        return number(&out->max_per_address, "max-per-address", 1,
                      SEARCHD_MAX_CONNECTIONS);
    case OPT_TIMEOUT:
        return number(&out->request_seconds, "request-timeout", 1,
                      SEARCHD_MAX_REQUEST_SECONDS);
    case OPT_CORS:
        return origin(&out->cors, "cors", true);
    case OPT_SITE:
        return origin(&out->site, "site", false);
    case OPT_LOG:
        out->access_log = true;
        return READ_ON;
    case OPT_HELP:
        return print(usage);
    case OPT_VERSION:
        return print("backfile-searchd " BF_VERSION "\n");
    default: /* getopt has said what is wrong */
        fputs(hint, stderr);
        return READ_WRONG;
    }
}

static reading check(const searchd_options *options, int argc, char **argv)
{
    if (optind < argc) {
        return wrong("'%s' is one argument too many", argv[optind]);
    }
    if (!options->index || !*options->index) {
        return wrong("no index: give -i INDEX or set BACKFILE_INDEX");
    }
    return READ_ON;
}

bool bfi_options_read(searchd_options *out, int *exit_code, int argc,
                      char **argv)
{
    reading step = READ_ON;
    int option;
    *out = (searchd_options){.index = getenv("BACKFILE_INDEX"),
                             .listen = "127.0.0.1:8080",
                             .title = "The archive",
                             .threads = default_threads(),
                             .max_connections = 1000,
                             .request_seconds = 10};
    while (step == READ_ON &&
           (option = getopt_long(argc, argv, "i:l:", long_options, NULL)) >=
               0) {
        step = take(out, option);
    }
    if (step == READ_ON) {
        step = check(out, argc, argv);
    }
    *exit_code = step == READ_WRONG ? 2 : 0;
    return step == READ_ON;
}
