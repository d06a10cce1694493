/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEARCHD_H
#define BF_SEARCHD_H

/*
 * The program `backfile-searchd`.
 *
 *     options.c      the command line
 *     listen.c       the socket that it listens on
 *     http_mhd.c     the only file that knows libmicrohttpd: bytes to requests,
 *     connections.c  responses to bytes, and how long a client may take
 *     routes.c       path -> handler
 *     params.c       parameters of a request, and what is wrong with them
 *     synonyms.c     the file of synonyms, and what is wrong with it
 *     blocks.c       what is wrong with the block index
 *     worker.c       what each thread owns: a searcher and an arena
 *     handle_*.c     handlers: a request in, a response out, no sockets
 *     page*.c, web.c the HTML page and its parts in web/
 */

#include <backfile/limits.h>
#include <backfile/search.h>

#include "program/program.h"

#include <sys/types.h>

/* Limits of the server ----------------------------------------------------- */

enum {
    /* Longest address of a request; a query of BF_MAX_QUERY_BYTES fits when
     * every byte of it is percent-encoded. */
    SEARCHD_MAX_URI_BYTES = 32 * 1024,
    /* Memory of a connection: the request line and all headers. */
    SEARCHD_MAX_HEAD_BYTES = 64 * 1024,
    SEARCHD_MAX_THREADS = 256,
    SEARCHD_MAX_CONNECTIONS = 100000,
    SEARCHD_MAX_REQUEST_SECONDS = 3600,
    /* How long a connection may wait between two requests. */
    SEARCHD_IDLE_SECONDS = 15,
    /* How long a client may take to read an answer: this, and a second more
     * for every so many bytes. */
    SEARCHD_SEND_SECONDS = 30,
    SEARCHD_SEND_BYTES_A_SECOND = 16 * 1024,
    /* How long requests in flight may take when the server is to end. */
    SEARCHD_STOP_SECONDS = 10,
    /* Largest page of results in HTML. */
    SEARCHD_MAX_HTML_PAGE = 100
};

/* Largest answer: one article of any size as JSON. */
#define SEARCHD_MAX_BODY_BYTES ((size_t)256 * 1024 * 1024)

/* Options (options.c) ------------------------------------------------------ */

typedef struct searchd_options {
    const char *index;
    const char *listen;
    const char *title; /* of the site, on the page */
    const char *site;  /* where the url "/a" of an article is; NULL: nowhere */
    const char *synonyms; /* a file, or NULL: that of the index */
    const char *cors;     /* the origin whose scripts may read /v1/, or NULL */
    uint32_t threads;
    uint32_t max_connections;
    uint32_t max_per_address; /* 0: no limit */
    uint32_t request_seconds;
    bool access_log;
} searchd_options;

/* The program, for its messages. */
extern const program bfi_searchd;

/* Read the command line; a step. */
int bfi_options_read(searchd_options *out, int argc, char **argv);

/* Listening (listen.c) ------------------------------------------------------
 */

/* Bytes of "[address]:port" with its NUL. */
#define SEARCHD_ADDRESS_BYTES 80

/* Listen on "ADDR:PORT" or "[ADDR]:PORT"; port 0 takes a free one.
 *
 * `address` receives what was bound, as it stands in a URL.
 * BF_ERR_INVALID: not an address; BF_ERR_IO: it cannot be bound. */
BF_MUST_CHECK bf_status bfi_listen(int *fd, char address[SEARCHD_ADDRESS_BYTES],
                                   const char *where, bf_error *err);

/* Synonyms (synonyms.c) -----------------------------------------------------
 */

/* Give a searcher the synonyms of the options. BF_ERR_NOT_FOUND: the file is
 * not there yet; then it goes without them until it is. */
BF_MUST_CHECK bf_status bfi_synonyms_use(bf_searcher *searcher,
                                         const searchd_options *options,
                                         bf_error *err);

/* Workers (worker.c) --------------------------------------------------------
 */

/* What one thread owns. */
typedef struct worker {
    const searchd_options *options;
    bf_arena *arena;       /* of the request at hand */
    bf_searcher *searcher; /* NULL: to be opened */
    dev_t device;          /* the folder that it was opened on */
    ino_t inode;
} worker;

BF_MUST_CHECK bf_status bfi_worker_new(worker **out,
                                       const searchd_options *options,
                                       bf_error *err);
void bfi_worker_free(worker *self);

/* A question to a searcher. */
typedef bf_status (*worker_question)(void *closure, bf_searcher *searcher,
                                     bf_error *err);

/* Ask `question` of the worker's searcher, opening it first where needed: also
 * when another index folder stands at the path now, and once more when the
 * searcher fails. An index that cannot be opened is BF_ERR_IO, or what the
 * opening said when that is graver. */
BF_MUST_CHECK bf_status bfi_worker_ask(worker *self, worker_question question,
                                       void *closure, bf_error *err);

/* Blocks (blocks.c) ---------------------------------------------------------
 */

/* Take note of how the blocks of the state are that the worker's searcher read
 * last: what is wrong with them goes to the log once. Any thread. */
void bfi_blocks_note(const worker *self);
/* Tell the worker's searcher which blocks others found damaged. */
void bfi_blocks_tell(const worker *self);
/* Whether queries are answered from the blocks: BF_OK; BF_ERR_NOT_FOUND: there
 * are none; else they are damaged. Any thread. */
bf_status bfi_blocks_state(void);

#endif
