/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that commands read: whole files, line by line. */

#include "cli.h"
#include "program/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    READ_BYTES = 64 * 1024
};

const char *bfi_cli_input_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static bf_status fail_errno(bf_error *err, const char *path)
{
    int why = errno;
    bf_status status = BF_ERR_IO;
    if (why == ENOENT || why == ENOTDIR) {
        status = BF_ERR_NOT_FOUND;
    } else if (why == EISDIR) {
        status = BF_ERR_INVALID;
    }
    return bf_fail(err, status, "%s: %s", bfi_cli_input_name(path),
                   strerror(why));
}

/* Room for one byte more than may be, to see that there is more. */
static bf_status read_all(bf_buf *out, size_t max_bytes, int fd,
                          const char *path, bf_error *err)
{
    for (;;) {
        size_t room = max_bytes + 1 - out->size;
        size_t wanted = room < READ_BYTES ? room : READ_BYTES;
        char *at = bf_buf_reserve(out, wanted);
        ssize_t got;
        if (!at) {
            return bf_buf_status(out, err);
        }
        got = read(fd, at, wanted);
        if (got > 0) {
            bf_buf_grew(out, (size_t)got);
        } else if (got == 0) {
            return BF_OK;
        } else if (errno != EINTR) {
            return fail_errno(err, path);
        }
        if (out->size > max_bytes) {
            return bf_fail(err, BF_ERR_LIMIT, "%s: larger than %zu bytes",
                           bfi_cli_input_name(path), max_bytes);
        }
        if (bfi_stop_signal()) {
            return BF_OK;
        }
    }
}

bf_status bfi_cli_read_input(bf_buf *out, const char *path, size_t max_bytes,
                             bf_error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    bf_status status;
    bf_buf_init(out, max_bytes + 1);
    if (fd < 0) {
        return fail_errno(err, path);
    }
    status = read_all(out, max_bytes, fd, path, err);
    if (!is_stdin) {
        close(fd);
    }
    return status;
}

bool bfi_cli_next_line(bf_str *line, bf_str *rest)
{
    const char *end;
    if (rest->size == 0) {
        *line = (bf_str){NULL, 0};
        return false;
    }
    end = memchr(rest->data, '\n', rest->size);
    *line = (bf_str){rest->data, end ? (size_t)(end - rest->data) : rest->size};
    rest->data += line->size + (end != NULL);
    rest->size -= line->size + (end != NULL);
    if (line->size > 0 && line->data[line->size - 1] == '\r') {
        line->size--;
    }
    return true;
}
