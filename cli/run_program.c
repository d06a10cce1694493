/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Becoming another program of Backfile. */

#include "cli.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

int bfi_cli_exec(const program *self, const char *name, char **argv)
{
    char path[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path - 1);
    char *slash;
    int failure;
    argv[0] = (char *)name;
    if (size > 0) {
        path[size] = '\0';
        slash = strrchr(path, '/');
        if (slash && (size_t)(path + sizeof path - slash) > strlen(name) + 1) {
            memcpy(slash + 1, name, strlen(name) + 1);
            execv(path, argv);
        }
    }
    execvp(name, argv);
    failure = errno;
    bfi_program_say(self, "%s: %s", name, strerror(failure));
    return failure == ENOENT ? EX_UNAVAILABLE : EX_OSERR;
}
