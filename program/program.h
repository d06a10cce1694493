/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_PROGRAM_H
#define BF_PROGRAM_H

/*
 * What the three programs do alike: read the command line, name the index,
 * complain, print. Unlike lib/ this prints and reads the environment.
 *
 * A step of reading the command line returns PROGRAM_GO_ON, or the exit code
 * with which the program is to end (docs/exit-codes.md): then all that there
 * is to say was said.
 */

#include <backfile/util.h>

#include <getopt.h>

enum {
    PROGRAM_GO_ON = -1,
    PROGRAM_USAGE = 2, /* exit code: the command line makes no sense */
    /* Options that have no letter begin above this one. */
    PROGRAM_VERSION = 0x100
};

/* The end of every table of long options. */
#define PROGRAM_OPTIONS                                                        \
    {"index", required_argument, NULL, 'i'}, {"help", no_argument, NULL, 'h'}, \
        {"version", no_argument, NULL, PROGRAM_VERSION},                       \
    {                                                                          \
        NULL, 0, NULL, 0                                                       \
    }

/* A program, or a command of one. */
typedef struct program {
    const char *name;             /* "backfile search": begins its messages */
    const char *help;             /* what --help prints */
    const char *letters;          /* for getopt_long(); begins with ":hi:" */
    const struct option *options; /* ends with PROGRAM_OPTIONS */
} program;

/* The command line (options.c) --------------------------------------------- */

/* A step: take an option, the argument of which is in `optarg`. */
typedef int program_take(void *closure, int option);

/* Read the options, each by `take`, but for those of PROGRAM_OPTIONS. `index`
 * receives the folder that -i names, else $BACKFILE_INDEX; to have neither is
 * a mistake. The other arguments begin at argv[optind] then. A step. */
int bfi_program_read(const program *self, const char **index,
                     program_take *take, void *closure, int argc, char **argv);

/* bfi_program_read() for a command that can do without an index: `index`
 * receives the folder that -i names, or NULL. */
int bfi_program_read_own(const program *self, const char **index,
                         program_take *take, void *closure, int argc,
                         char **argv);

/* What bfi_program_read() does about the index after the other one: where
 * `index` is NULL, take $BACKFILE_INDEX. A step. */
int bfi_program_need_index(const program *self, const char **index);

/* Read `optarg`, the argument of `option` ("--limit"). Steps. */
int bfi_program_number(uint32_t *out, const program *self, const char *option,
                       uint32_t min, uint32_t max);
/* `out` receives the place among `names`, which NULL ends. */
int bfi_program_choice(int *out, const program *self, const char *option,
                       const char *const *names);

/* Messages (output.c) ------------------------------------------------------ */

/* Say what is wrong with the command line, and where help is to be had;
 * PROGRAM_USAGE. */
int bfi_program_usage(const program *self, const char *format, ...)
    BF_PRINTF(2, 3);

/* Say what failed; the exit code for it. */
int bfi_program_fail(const program *self, const bf_error *err);

/* Say something on standard error: one line behind the name of the program,
 * made harmless, in one piece, so that lines of threads do not mix. */
void bfi_program_say(const program *self, const char *format, ...)
    BF_PRINTF(2, 3);

/* Print `text` on standard output, and see it arrive; the exit code. */
int bfi_program_print(const program *self, bf_str text);

/* Append `text` so that it takes one line and moves no cursor: a tab is
 * a space, other control characters and what is not UTF-8 are `?`. */
void bfi_program_add_clean(bf_buf *out, bf_str text);

/* To be called first of all. When a standard stream is closed, the next file
 * or connection that is opened takes its place, and messages would go into
 * it. Something that can only be used the wrong way round is put there, so
 * that using it fails as using the closed stream would. */
void bfi_program_hold_streams(void);

#endif
