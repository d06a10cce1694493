/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile-searchd: starts, serves until it is told to end, ends in order. */

#include "http.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>

enum {
    TICK_MS = 250,
    STOP_TICK_MS = 20
};

/* Refuse at once what could never be answered from; an index that waits for its
 * blocks is none of those. */
static bf_status check_index(const searchd_options *options, bf_error *err)
{
    bf_searcher *searcher;
    bf_reader_info info;
    bf_status status = bf_searcher_open(&searcher, options->index, err);
    if (status) {
        return status;
    }
    status = bf_searcher_info(&info, searcher, err);
    if (status == BF_ERR_UNAVAILABLE) {
        const worker self = {.options = options, .searcher = searcher};
        bfi_blocks_note(&self);
        status = BF_OK;
    }
    if (!status) {
        status = bfi_synonyms_use(searcher, options, err);
    }
    bf_searcher_free(searcher);
    return status;
}

/* Signals are taken by the main thread alone, when it waits for them. */
static void block_signals(sigset_t *ends)
{
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(ends);
    sigaddset(ends, SIGTERM);
    sigaddset(ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, ends, NULL);
}

/* Wait for a signal to end, `ms` at most. */
static bool is_told_to_end(const sigset_t *ends, long ms)
{
    const struct timespec wait = {ms / 1000, ms % 1000 * 1000000L};
    return sigtimedwait(ends, NULL, &wait) > 0;
}

/* Finish what is in flight. A second signal, or the deadline, cuts it short. */
static void finish(http_server *server, const sigset_t *ends)
{
    int left = SEARCHD_STOP_SECONDS * 1000 / STOP_TICK_MS;
    bfi_http_drain(server);
    while (bfi_http_busy(server) && left-- > 0 &&
           !is_told_to_end(ends, STOP_TICK_MS)) {
        bfi_http_tick(server);
    }
}

static int announce(const char *address)
{
    char line[SEARCHD_ADDRESS_BYTES + 32];
    snprintf(line, sizeof line, "listening on http://%s/\n", address);
    return bfi_program_print(&bfi_searchd, bf_str_of(line));
}

static int serve(const searchd_options *options, const sigset_t *ends)
{
    bf_error err;
    http_server *server;
    char address[SEARCHD_ADDRESS_BYTES];
    int fd;
    int code;
    bf_status status = bfi_listen(&fd, address, options->listen, &err);
    if (status) {
        /* A wrong address is a wrong command line. */
        return status == BF_ERR_INVALID
                   ? bfi_program_usage(&bfi_searchd, "%s", err.text)
                   : bfi_program_fail(&bfi_searchd, &err);
    }
    if (bfi_http_start(&server, fd, options, &err)) {
        return bfi_program_fail(&bfi_searchd, &err);
    }
    code = announce(address);
    while (!code && !is_told_to_end(ends, TICK_MS)) {
        bfi_http_tick(server);
    }
    finish(server, ends);
    bfi_http_free(server);
    return code;
}

int main(int argc, char **argv)
{
    searchd_options options;
    bf_error err;
    sigset_t ends;
    int step;
    bfi_program_hold_streams();
    step = bfi_options_read(&options, argc, argv);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    block_signals(&ends);
    if (check_index(&options, &err)) {
        return bfi_program_fail(&bfi_searchd, &err);
    }
    return serve(&options, &ends);
}
