/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text for terminals, files and pipes. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

enum {
    DEFAULT_COLUMNS = 80,
    WIDEST_COLUMNS = 100, /* longer lines are hard to read */
    NARROWEST_COLUMNS = 30
};

const char *bfi_cli_paint(const cli_style *style, cli_paint paint)
{
    static const char *const sequences[] = {
        [CLI_PLAIN] = "\033[0m",   [CLI_TITLE] = "\033[1m",
        [CLI_FAINT] = "\033[2m",   [CLI_LINK] = "\033[36m",
        [CLI_MARK] = "\033[1;33m",
    };
    return style->colour ? sequences[paint] : "";
}

bool bfi_cli_is_terminal(void)
{
    return isatty(STDOUT_FILENO) == 1;
}

static size_t terminal_columns(void)
{
    struct winsize size;
    size_t columns = DEFAULT_COLUMNS;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        columns = size.ws_col;
    }
    if (columns > WIDEST_COLUMNS) {
        return WIDEST_COLUMNS;
    }
    return columns < NARROWEST_COLUMNS ? NARROWEST_COLUMNS : columns;
}

cli_style bfi_cli_style(cli_when colour)
{
    cli_style style = {false, 0};
    const char *no_colour = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    bool is_terminal = bfi_cli_is_terminal();
    if (is_terminal) {
        style.columns = terminal_columns();
    }
    if (colour == CLI_AUTO) {
        style.colour = is_terminal && !(no_colour && *no_colour) &&
                       !(terminal && strcmp(terminal, "dumb") == 0);
    } else {
        style.colour = colour == CLI_ALWAYS;
    }
    return style;
}

void bfi_cli_add_tsv(bf_buf *out, bf_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        switch (text.data[i]) {
        case '\t':
            bf_buf_add_text(out, "\\t");
            break;
        case '\n':
            bf_buf_add_text(out, "\\n");
            break;
        case '\r':
            bf_buf_add_text(out, "\\r");
            break;
        case '\\':
            bf_buf_add_text(out, "\\\\");
            break;
        default:
            bf_buf_add_byte(out, text.data[i]);
        }
    }
}

/* Breaking lines ----------------------------------------------------------- */

/* Where a wrapped text has got to. */
typedef struct wrapping {
    bf_buf *out;
    const cli_style *style;
    const bf_marked *text;
    size_t indent;
    size_t column; /* of the next character; 0: the line has no text yet */
    size_t mark;   /* the next mark to begin or to end */
    bool in_mark;
} wrapping;

/* The columns that a character takes on a terminal. */
static size_t width_of(uint32_t c)
{
    int width = wcwidth((wchar_t)c);
    return width > 0 ? (size_t)width : 0;
}

static size_t width_of_text(bf_str text)
{
    const char *end = text.data + text.size;
    size_t width = 0;
    size_t step;
    for (const char *at = text.data; at < end; at += step) {
        width += width_of(bf_utf8_next(at, end, &step));
    }
    return width;
}

/* The columns of a line behind the indent and before a final ellipsis; 0: as
 * many as there are. */
static size_t room_of(const wrapping *w)
{
    size_t taken = w->indent + 2;
    return w->style->columns > taken ? w->style->columns - taken : 0;
}

/* Begin and end the marks that border on the byte `at` of the text. */
static void paint_marks(wrapping *w, size_t at)
{
    const bf_span *marks = w->text->marks;
    if (w->in_mark && at >= marks[w->mark].end) {
        bf_buf_add_text(w->out, bfi_cli_paint(w->style, CLI_PLAIN));
        w->in_mark = false;
        w->mark++;
    }
    if (!w->in_mark && w->mark < w->text->mark_count &&
        at >= marks[w->mark].start) {
        bf_buf_add_text(w->out, bfi_cli_paint(w->style, CLI_MARK));
        w->in_mark = true;
    }
}

static void add_indent(bf_buf *out, size_t indent)
{
    for (size_t i = 0; i < indent; i++) {
        bf_buf_add_byte(out, ' ');
    }
}

static void new_line(wrapping *w)
{
    bf_buf_add_byte(w->out, '\n');
    add_indent(w->out, w->indent);
    w->column = 0;
}

/* Add the word [start, end); one that is wider than a line (text without
 * spaces, a URL) is broken between characters. */
static void add_word(wrapping *w, size_t start, size_t end)
{
    const char *data = w->text->text.data;
    size_t room = room_of(w);
    size_t step;
    for (size_t at = start; at < end; at += step) {
        size_t width = width_of(bf_utf8_next(data + at, data + end, &step));
        if (room > 0 && w->column + width > room) {
            new_line(w);
        }
        paint_marks(w, at);
        bfi_program_add_clean(w->out, (bf_str){data + at, step});
        w->column += width;
    }
}

/* The end of the word that begins at `start`. */
static size_t word_end(bf_str text, size_t start)
{
    const char *space = memchr(text.data + start, ' ', text.size - start);
    return space ? (size_t)(space - text.data) : text.size;
}

static void add_words(wrapping *w)
{
    bf_str text = w->text->text;
    size_t room = room_of(w);
    for (size_t at = 0; at < text.size;) {
        size_t end = word_end(text, at);
        size_t width = width_of_text((bf_str){text.data + at, end - at});
        if (w->column > 0 && room > 0 && w->column + 1 + width > room &&
            width <= room) {
            new_line(w);
        } else if (at > 0) {
            paint_marks(w, at - 1);
            bf_buf_add_byte(w->out, ' ');
            w->column++;
        }
        add_word(w, at, end);
        at = end + 1;
    }
    paint_marks(w, text.size);
}

void bfi_cli_add_wrapped(bf_buf *out, const cli_style *style, size_t indent,
                         const bf_marked *text)
{
    wrapping w = {.out = out, .style = style, .text = text, .indent = indent};
    add_indent(out, indent);
    if (text->cut_start) {
        bf_buf_add_text(out, "… ");
        w.column = 2;
    }
    add_words(&w);
    bf_buf_add_text(out, text->cut_end ? " …\n" : "\n");
}

/* The end ------------------------------------------------------------------ */

int bfi_cli_finish(const program *self, const bf_buf *out, int code)
{
    bf_error err;
    int failed;
    if (bf_buf_status(out, &err)) {
        return bfi_program_fail(self, &err);
    }
    failed = bfi_program_print(self, bf_buf_str(out));
    return failed ? failed : code;
}
