/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Streams with a count of bytes, through fopencookie(3). */

#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct counted {
    int fd;
    uint64_t *bytes;
} counted;

static ssize_t read_counted(void *cookie, char *into, size_t size)
{
    counted *input = cookie;
    ssize_t got = read(input->fd, into, size);
    if (got > 0) {
        *input->bytes += (uint64_t)got;
    }
    return got;
}

static int close_counted(void *cookie)
{
    counted *input = cookie;
    int result = input->fd == STDIN_FILENO ? 0 : close(input->fd);
    free(input);
    return result;
}

/* Takes `fd`, also on failure. */
static bf_status open_counted(FILE **out, int fd, uint64_t *bytes,
                              bf_error *err)
{
    static const cookie_io_functions_t functions = {.read = read_counted,
                                                    .close = close_counted};
    counted *input = malloc(sizeof *input);
    if (input) {
        *input = (counted){fd, bytes};
        *out = fopencookie(input, "r", functions);
        if (*out) {
            return BF_OK;
        }
        free(input);
    }
    if (fd != STDIN_FILENO) {
        close(fd);
    }
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

bf_status bfi_input_open(FILE **out, int folder_fd, const char *path,
                         uint64_t *bytes, bf_error *err)
{
    struct stat facts;
    int fd = openat(folder_fd, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    *out = NULL;
    if (fd < 0) {
        return bf_fail(err, BF_ERR_IO, "%s", strerror(errno));
    }
    if (fstat(fd, &facts) != 0) {
        bf_status status = bf_fail(err, BF_ERR_IO, "%s", strerror(errno));
        close(fd);
        return status;
    }
    if (!S_ISREG(facts.st_mode)) {
        close(fd);
        return bf_fail(err, BF_ERR_INVALID, "not a regular file");
    }
    return open_counted(out, fd, bytes, err);
}

bf_status bfi_input_stdin(FILE **out, uint64_t *bytes, bf_error *err)
{
    *out = NULL;
    return open_counted(out, STDIN_FILENO, bytes, err);
}
