/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEARCHD_CONNECTIONS_H
#define BF_SEARCHD_CONNECTIONS_H

/*
 * How long a client may take. libmicrohttpd ends connections that are silent;
 * a client that sends one byte at a time is never silent, so each connection
 * has a deadline for what it is at, and is shut down when that has passed. A
 * connection with bytes that nobody has read yet is spared for a while: then it
 * is the server that is slow.
 */

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a connection is at. */
typedef enum connection_state {
    CONNECTION_NEW,     /* nothing has come in yet */
    CONNECTION_ASKING,  /* a request is coming in */
    CONNECTION_WORKING, /* it is being answered; no deadline */
    CONNECTION_SENDING, /* the answer is going out */
    CONNECTION_IDLE     /* answered; another request may come */
} connection_state;

typedef struct connection {
    struct connection *next;
    struct connection *previous;
    int fd; /* open as long as the connection is in the table */
    connection_state state;
    int64_t deadline_ms;
    unsigned spared; /* how often since it entered its state */
} connection;

/* All open connections. Any thread may call the functions below. */
typedef struct connections {
    pthread_mutex_t lock;
    connection *first;
} connections;

/* Milliseconds of a clock that never goes back. */
int64_t bfi_clock_ms(void);

void bfi_connections_init(connections *all);
/* All connections were removed before. */
void bfi_connections_fini(connections *all);

/* A new connection on `fd` that has to say something within `ms`; NULL when
 * memory runs out. */
connection *bfi_connection_add(connections *all, int fd, int64_t ms);
/* To be called before the descriptor is closed; releases `one`. */
void bfi_connection_remove(connections *all, connection *one);
/* It is at `state` now and has `ms` for it (< 0: for ever). */
void bfi_connection_enter(connections *all, connection *one,
                          connection_state state, int64_t ms);
/* Begin a request: at most `ms` for it from now, and for the first one at
 * most what is left of the time since it connected. */
void bfi_connection_ask(connections *all, connection *one, int64_t ms);

/* Shut down the connections that are late. */
void bfi_connections_reap(connections *all);
/* How many are at something that should be finished; new ones count when
 * `count_new`. */
size_t bfi_connections_busy(connections *all, bool count_new);

#endif
