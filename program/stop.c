/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signals that ask a program to end. */

#include "stop.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t asked;
static int empty_input = -1;

static void on_signal(int number)
{
    int saved = errno;
    asked = number;
    /* A read of a silent pipe must not keep the run: one that waits is
     * interrupted, and one that is about to wait meets the end of input. */
    if (empty_input >= 0) {
        dup2(empty_input, STDIN_FILENO);
    }
    errno = saved;
}

static void listen_for(int number)
{
    struct sigaction action;
    struct sigaction old;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    /* Whoever started this with the signal ignored (nohup) wants it so. */
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN) {
        sigaction(number, &action, NULL);
    }
}

void bfi_stop_listen(void)
{
    empty_input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    signal(SIGPIPE, SIG_IGN);
    listen_for(SIGINT);
    listen_for(SIGTERM);
    listen_for(SIGHUP);
}

int bfi_stop_signal(void)
{
    return asked;
}

const char *bfi_stop_name(void)
{
    return asked == SIGINT ? "SIGINT" : asked == SIGHUP ? "SIGHUP" : "SIGTERM";
}

void bfi_stop_die(void)
{
    if (asked) {
        signal(asked, SIG_DFL);
        raise(asked);
    }
}
