/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile: finds the command, or runs the program that is one. */

#include "cli.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "Usage: backfile COMMAND [OPTION]...\n"
    "Search an archive of articles.\n"
    "\n"
    "  search QUERY...   print the articles that QUERY finds, best first\n"
    "  show ID...        print articles\n"
    "  stats             say what an index holds\n"
    "  settings          print the settings of an index\n"
    "  eval DIR          measure how well queries are answered\n"
    "  bench             measure how fast an index answers queries\n"
    "  index SOURCE...   bring an index up to date (backfile-indexer)\n"
    "  serve             answer over HTTP (backfile-searchd)\n"
    "\n"
    "'backfile COMMAND --help' tells more. All commands take -i INDEX, the "
    "index\n"
    "folder; without it they use $BACKFILE_INDEX, but for eval.\n"
    "\n"
    "  -h, --help        show this\n"
    "      --version     show the version\n";

/* A command is a function here, or a program of its own. */
typedef struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *program;
} command;

static const command commands[] = {
    {"search", bfi_cli_search, NULL},    {"show", bfi_cli_show, NULL},
    {"stats", bfi_cli_stats, NULL},      {"settings", bfi_cli_settings, NULL},
    {"eval", bfi_cli_eval, NULL},        {"bench", bfi_cli_bench, NULL},
    {"index", NULL, "backfile-indexer"}, {"serve", NULL, "backfile-searchd"},
};

static const program self = {.name = "backfile", .help = usage};

static const command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    const command *found;
    bfi_program_hold_streams();
    /* Only how wide characters are; numbers keep their point. */
    if (!setlocale(LC_CTYPE, "C.UTF-8")) {
        setlocale(LC_CTYPE, "");
    }
    if (!name) {
        fputs(usage, stderr);
        return PROGRAM_USAGE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        return bfi_program_print(&self, bf_str_of(usage));
    }
    if (strcmp(name, "--version") == 0) {
        return bfi_program_print(&self, bf_str_of("backfile " BF_VERSION "\n"));
    }
    found = find_command(name);
    if (!found) {
        return bfi_program_usage(&self, "%s is not a command", name);
    }
    return found->program ? bfi_cli_exec(&self, found->program, argv + 1)
                          : found->run(argc - 1, argv + 1);
}
