/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: getopt_long(), and what options are checked for. */

#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What getopt_long() refused, which leaves in optopt: 0 for a long option that
 * is unknown, else the letter or the number of the option. */
static int refuse(const program *self, int found, char **argv)
{
    /* getopt_long() has moved past a long option, not past a cluster of
     * letters. */
    const char *word = argv[optind > 0 ? optind - 1 : 0];
    if (found == ':') {
        return bfi_program_usage(self, "%s needs a value", word);
    }
    if (optopt == 0) {
        return bfi_program_usage(self, "unknown or ambiguous option %s", word);
    }
    if (optopt >= PROGRAM_VERSION ||
        (optopt > ':' && strchr(self->letters, optopt))) {
        return bfi_program_usage(self, "%.*s takes no value",
                                 (int)strcspn(word, "="), word);
    }
    return bfi_program_usage(self, "unknown option -%c", optopt);
}

static int take_one(const program *self, const char **index, program_take *take,
                    void *closure, int option)
{
    switch (option) {
    case 'i':
        *index = optarg;
        return PROGRAM_GO_ON;
    case 'h':
        return bfi_program_print(self, bf_str_of(self->help));
    case PROGRAM_VERSION:
        /* A command is of the version of its program. */
        printf("%.*s %s\n", (int)strcspn(self->name, " "), self->name,
               BF_VERSION);
        return bfi_program_print(self, bf_str_of(""));
    default:
        return take(closure, option);
    }
}

int bfi_program_read_own(const program *self, const char **index,
                         program_take *take, void *closure, int argc,
                         char **argv)
{
    int option;
    *index = NULL;
    opterr = 0;
    while ((option = getopt_long(argc, argv, self->letters, self->options,
                                 NULL)) != -1) {
        int step = option == '?' || option == ':'
                       ? refuse(self, option, argv)
                       : take_one(self, index, take, closure, option);
        if (step != PROGRAM_GO_ON) {
            return step;
        }
    }
    return PROGRAM_GO_ON;
}

int bfi_program_need_index(const program *self, const char **index)
{
    if (!*index) {
        *index = getenv("BACKFILE_INDEX");
    }
    if (!*index || !**index) {
        return bfi_program_usage(
            self, "no index: give -i INDEX or set BACKFILE_INDEX");
    }
    return PROGRAM_GO_ON;
}

int bfi_program_read(const program *self, const char **index,
                     program_take *take, void *closure, int argc, char **argv)
{
    int step = bfi_program_read_own(self, index, take, closure, argc, argv);
    return step == PROGRAM_GO_ON ? bfi_program_need_index(self, index) : step;
}

int bfi_program_number(uint32_t *out, const program *self, const char *option,
                       uint32_t min, uint32_t max)
{
    uint64_t value;
    if (!bf_uint_parse(&value, bf_str_of(optarg), max) || value < min) {
        return bfi_program_usage(self, "%s: %s is not a number from %u to %u",
                                 option, optarg, (unsigned)min, (unsigned)max);
    }
    *out = (uint32_t)value;
    return PROGRAM_GO_ON;
}

/* Write "a, b or c". */
static void list_names(bf_buf *out, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        if (i > 0) {
            bf_buf_add_text(out, names[i + 1] ? ", " : " or ");
        }
        bf_buf_add_text(out, names[i]);
    }
}

int bfi_program_choice(int *out, const program *self, const char *option,
                       const char *const *names)
{
    bf_buf list;
    int step;
    for (int i = 0; names[i]; i++) {
        if (strcmp(names[i], optarg) == 0) {
            *out = i;
            return PROGRAM_GO_ON;
        }
    }
    bf_buf_init(&list, 1024);
    list_names(&list, names);
    step = bfi_program_usage(self, "%s: %s is not %.*s", option, optarg,
                             (int)list.size, list.data ? list.data : "");
    bf_buf_fini(&list);
    return step;
}
