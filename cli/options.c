/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options of several commands. */

#include "cli.h"

#include <string.h>

enum {
    MAX_LIST_BYTES = 4096
};

int bfi_cli_when(cli_when *out, const program *self, const char *option)
{
    static const char *const names[] = {"auto", "always", "never", NULL};
    int found;
    int step = bfi_program_choice(&found, self, option, names);
    if (step == PROGRAM_GO_ON) {
        *out = (cli_when)found;
    }
    return step;
}

int bfi_cli_format_version(const program *self)
{
    if (strcmp(optarg, "1") == 0) {
        return PROGRAM_GO_ON;
    }
    return bfi_program_usage(
        self, "--format-version: only version 1 exists, not %s", optarg);
}

int bfi_cli_mode(bf_search_mode *out, const program *self)
{
    return bf_search_mode_find(out, bf_str_of(optarg))
               ? PROGRAM_GO_ON
               : bfi_program_usage(self,
                                   "--mode: %s is not auto, all, any or phrase",
                                   optarg);
}

static int list_languages(const program *self)
{
    bf_buf list;
    int code;
    bf_buf_init(&list, MAX_LIST_BYTES);
    bf_language_list(&list);
    code = bfi_program_print(self, bf_buf_str(&list));
    bf_buf_fini(&list);
    return code;
}

int bfi_cli_lang(const program *self)
{
    char primary[BF_LANGUAGE_BYTES];
    bf_error err;
    if (strcmp(optarg, "help") == 0) {
        return list_languages(self);
    }
    return bf_language_primary(primary, bf_str_of(optarg), &err)
               ? bfi_program_usage(self, "--lang: %s", err.text)
               : PROGRAM_GO_ON;
}

/* Where --format goes. */
typedef struct format_taking {
    const program *self;
    const char *const *formats;
    int *out;
} format_taking;

static int take_format(void *closure, int option)
{
    const format_taking *taking = closure;
    return option == CLI_OPT_FORMAT
               ? bfi_program_choice(taking->out, taking->self, "--format",
                                    taking->formats)
               : bfi_cli_format_version(taking->self);
}

int bfi_cli_read_format(const char **index, int *format, const program *self,
                        const char *const *formats, int argc, char **argv)
{
    format_taking taking = {self, formats, format};
    int step;
    *format = 0;
    step = bfi_program_read(self, index, take_format, &taking, argc, argv);
    return step == PROGRAM_GO_ON && optind < argc
               ? bfi_program_usage(self, "%s: takes no arguments", argv[optind])
               : step;
}
