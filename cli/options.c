/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all commands do alike: help, complaints, the index, exit codes. */

#include "cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int bfi_cli_print_help(const cli_help *help)
{
    printf("Usage: backfile %s %s\n%s", help->command, help->arguments,
           help->text);
    if (fflush(stdout) != 0) {
        return bf_status_exit_code(BF_ERR_IO);
    }
    return 0;
}

int bfi_cli_usage(const cli_help *help, const char *format, ...)
{
    va_list args;
    fprintf(stderr, "backfile %s: ", help->command);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nTry 'backfile %s --help'.\n", help->command);
    return CLI_USAGE;
}

int bfi_cli_bad_option(const cli_help *help, int found, char **argv)
{
    /* getopt has moved past a long option, but not past a cluster of short
     * ones; optopt is 0 for an unknown long option. */
    const char *word = argv[optind > 0 ? optind - 1 : 0];
    if (found == ':') {
        return bfi_cli_usage(help, "%s needs a value", word);
    }
    if (optopt > 0 && optopt < 0x80) {
        return bfi_cli_usage(help, "unknown option -%c", optopt);
    }
    return bfi_cli_usage(help, "unknown or ambiguous option %s", word);
}

int bfi_cli_fail(const cli_help *help, const bf_error *err)
{
    fprintf(stderr, "backfile %s: %s\n", help->command, err->text);
    return bf_status_exit_code(err->status);
}

void bfi_cli_note(const cli_help *help, bf_str text)
{
    bf_buf line;
    bf_buf_init(&line, CLI_MAX_OUTPUT_BYTES);
    bfi_cli_add_clean(&line, text);
    fprintf(stderr, "backfile %s: %s\n", help->command, bf_buf_str(&line).data);
    bf_buf_fini(&line);
}

const char *bfi_cli_index(const cli_help *help, const char *given)
{
    const char *path = given ? given : getenv("BACKFILE_INDEX");
    if (!path || !*path) {
        bfi_cli_usage(help, "which index? Give -i INDEX or set BACKFILE_INDEX");
        return NULL;
    }
    return path;
}

int bfi_cli_choice(const char *const *names, const char *name)
{
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    return -1;
}

int bfi_cli_when(const char **out, const cli_help *help, const char *option,
                 const char *value)
{
    static const char *const names[] = {"auto", "always", "never", NULL};
    *out = value;
    if (bfi_cli_choice(names, value) >= 0) {
        return 0;
    }
    return bfi_cli_usage(help, "%s: %s is not auto, always or never", option,
                         value);
}

int bfi_cli_format_version(const cli_help *help, const char *value)
{
    if (strcmp(value, "1") == 0) {
        return 0;
    }
    return bfi_cli_usage(
        help, "--format-version: only version 1 exists, not %s", value);
}
