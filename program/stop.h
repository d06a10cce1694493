/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_PROGRAM_STOP_H
#define BF_PROGRAM_STOP_H

/*
 * Ending early. SIGINT, SIGTERM and SIGHUP ask a program to end when it next
 * looks, so that it can leave things in order; a second one ends the process at
 * once. A read of standard input that waits meets the end of it.
 */

#include <stdbool.h>

/* Listen for the signals, and ignore SIGPIPE so that a closed pipe is an error
 * of a write. */
void bfi_stop_listen(void);

/* The signal that asked, or 0. */
int bfi_stop_signal(void);
/* Its name: "SIGTERM". */
const char *bfi_stop_name(void);

/* End the process as that signal does when nobody listens. */
void bfi_stop_die(void);

#endif
