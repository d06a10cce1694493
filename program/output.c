/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a program says. */

#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

enum {
    MAX_MESSAGE_BYTES = 2048,
    MAX_LINE_BYTES = 2 * MAX_MESSAGE_BYTES
};

void bfi_program_add_clean(bf_buf *out, bf_str text)
{
    const char *at = text.data;
    const char *end = text.data + text.size;
    while (at < end) {
        size_t step;
        uint32_t c = bf_utf8_next(at, end, &step);
        bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        if (c == '\t') {
            bf_buf_add_byte(out, ' ');
        } else if (is_control || (c == BF_UTF8_INVALID && step == 1)) {
            bf_buf_add_byte(out, '?');
        } else {
            bf_buf_add(out, at, step);
        }
        at += step;
    }
}

static void BF_PRINTF(2, 0)
    say(const program *self, const char *format, va_list args)
{
    char text[MAX_MESSAGE_BYTES + 1];
    bf_buf line;
    if (vsnprintf(text, sizeof text, format, args) < 0) {
        text[0] = '\0';
    }
    bf_buf_init(&line, MAX_LINE_BYTES);
    bf_buf_printf(&line, "%s: ", self->name);
    bfi_program_add_clean(
        &line,
        (bf_str){text, bf_utf8_clip(bf_str_of(text), MAX_MESSAGE_BYTES)});
    bf_buf_add_byte(&line, '\n');
    if (line.data) {
        fwrite(line.data, 1, line.size, stderr);
    }
    bf_buf_fini(&line);
}

void bfi_program_say(const program *self, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(self, format, args);
    va_end(args);
}

int bfi_program_usage(const program *self, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(self, format, args);
    va_end(args);
    fprintf(stderr, "Try '%s --help'.\n", self->name);
    return PROGRAM_USAGE;
}

int bfi_program_fail(const program *self, const bf_error *err)
{
    bfi_program_say(self, "%s", err->text);
    return bf_status_exit_code(err->status);
}

int bfi_program_print(const program *self, bf_str text)
{
    if (fwrite(text.data, 1, text.size, stdout) != text.size ||
        fflush(stdout) != 0) {
        bfi_program_say(self, "standard output: %s", strerror(errno));
        return EX_IOERR;
    }
    return 0;
}

void bfi_program_hold_streams(void)
{
    while (fcntl(STDIN_FILENO, F_GETFD) < 0 &&
           open("/dev/null", O_WRONLY) == STDIN_FILENO) {
    }
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != fd) {
            _exit(EX_OSERR);
        }
    }
}
