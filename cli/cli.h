/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_CLI_H
#define BF_CLI_H

/*
 * The program `backfile`: one command a file. A command reads its options,
 * asks the library, renders into a buffer, and writes that buffer once; it
 * returns the exit code of the program (docs/exit-codes.md).
 */

#include <backfile/limits.h>
#include <backfile/search.h>

#include "program/program.h"

/* Exit codes of the commands, beside PROGRAM_USAGE and those of
 * bf_status_exit_code(). */
enum {
    CLI_FOUND = 0,
    CLI_NOTHING = 1
};

/* The most that a command prints: a page of a thousand hits, or one article
 * of any size as JSON. */
#define CLI_MAX_OUTPUT_BYTES ((size_t)256 * 1024 * 1024)

int bfi_cli_bench(int argc, char **argv);
int bfi_cli_search(int argc, char **argv);
int bfi_cli_show(int argc, char **argv);
int bfi_cli_stats(int argc, char **argv);
int bfi_cli_settings(int argc, char **argv);
int bfi_cli_eval(int argc, char **argv);

/* Become the program `name`, with the arguments of argv behind its first: the
 * program beside this one, so that a build runs its own, else the one in the
 * PATH. Returns when there is none: the exit code, and it was said. */
int bfi_cli_exec(const program *self, const char *name, char **argv);

/* Options (options.c) ------------------------------------------------------ */

/* When to do something that is for terminals only. */
typedef enum cli_when {
    CLI_AUTO,
    CLI_ALWAYS,
    CLI_NEVER
} cli_when;

/* Options of several commands, in their tables of long options. */
enum {
    CLI_OPT_FORMAT = PROGRAM_VERSION + 1,
    CLI_OPT_FORMAT_VERSION,
    CLI_OPT_SHOW_HIDDEN,
    CLI_OPT_COLOUR,
    CLI_OPT_OWN /* the first that is a command's own */
};

/* Read the argument of `option`: "auto", "always" or "never". A step. */
int bfi_cli_when(cli_when *out, const program *self, const char *option);

/* Check what --format-version asks for. A step. */
int bfi_cli_format_version(const program *self);

/* Read the argument of --mode. A step. */
int bfi_cli_mode(bf_search_mode *out, const program *self);

/* Check the argument of --lang, a language tag. A step. */
int bfi_cli_lang(const program *self);

/* Read the command line of a command that has no options of its own but
 * --format, one of `formats` (NULL at the end), and takes no arguments. A
 * step. */
int bfi_cli_read_format(const char **index, int *format, const program *self,
                        const char *const *formats, int argc, char **argv);

/* Input (input.c) ---------------------------------------------------------- */

/* What messages call the input `path`. */
const char *bfi_cli_input_name(const char *path);

/*
 * Read all of `path`, which may be a pipe; "-" is standard input. `out` is
 * initialised here, and released by the caller in any case. Ends early, with
 * BF_OK, when bfi_stop_signal() is set.
 *
 * BF_ERR_NOT_FOUND; BF_ERR_INVALID: a folder; BF_ERR_LIMIT: more than
 * `max_bytes`; BF_ERR_IO. Their texts begin with the name of the input.
 */
BF_MUST_CHECK bf_status bfi_cli_read_input(bf_buf *out, const char *path,
                                           size_t max_bytes, bf_error *err);

/* Take the next line off `rest`, without its LF or CR LF. False: there is none;
 * what an LF ends is a line, and so is what follows the last of them. */
bool bfi_cli_next_line(bf_str *line, bf_str *rest);

/* Output (output.c) -------------------------------------------------------- */

/* How text for people is shown. */
typedef struct cli_style {
    bool colour;
    size_t columns; /* lines are broken there; 0: never */
} cli_style;

/* What the escape sequences of a style are; "" without colour. */
typedef enum cli_paint {
    CLI_PLAIN,
    CLI_TITLE,
    CLI_FAINT,
    CLI_LINK,
    CLI_MARK
} cli_paint;

/* The sequence that begins `paint` (and ends all others for CLI_PLAIN). */
const char *bfi_cli_paint(const cli_style *style, cli_paint paint);

/* Whether standard output is a terminal. */
bool bfi_cli_is_terminal(void);

/* The style for standard output. For colours CLI_AUTO is a terminal without
 * $NO_COLOR (no-color.org) that is not dumb. */
cli_style bfi_cli_style(cli_when colour);

/* Append `text` as one field of a TSV line: tab, line ends and backslash as
 * \t, \n, \r and \\. */
void bfi_cli_add_tsv(bf_buf *out, bf_str text);

/* Append `text` cleaned, broken at spaces to the width of the style, each
 * line behind `indent` spaces and ended by '\n'. Marks are painted, and an
 * ellipsis stands where the text was cut. */
void bfi_cli_add_wrapped(bf_buf *out, const cli_style *style, size_t indent,
                         const bf_marked *text);

/* Write `out` to standard output; the exit code of what stands in the way,
 * else `code`. */
int bfi_cli_finish(const program *self, const bf_buf *out, int code);

/* The settings of an index, as keys of a JSON object that is open (settings.c).
 */
void bfi_cli_settings_json(bf_json *json, const bf_settings *settings);

/* Pages of results (print_hits.c) ------------------------------------------ */

typedef enum cli_format {
    CLI_HUMAN,
    CLI_JSON,
    CLI_JSONL,
    CLI_TSV,
    CLI_IDS
} cli_format;

typedef struct cli_hits_style {
    cli_format format;
    cli_style style;
    bool heading;  /* human: say first how many articles there are */
    bool excerpts; /* human: show them */
    char id_end;   /* ids: '\n', or '\0' for -0 */
} cli_hits_style;

/* Render a page of results. */
void bfi_cli_print_hits(bf_buf *out, const bf_results *results,
                        const cli_hits_style *style);

#endif
