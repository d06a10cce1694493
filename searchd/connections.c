/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of open connections: a list under one lock. A descriptor is closed
 * only after its connection left the list, so shutting it down under the lock
 * never hits another connection that got the same number.
 */

#include "connections.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>

enum {
    /* What a connection is given when the server has not read what it sent,
     * and how often. */
    SPARE_MS = 1000,
    MAX_SPARED = 60
};

int64_t bfi_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t deadline_after(int64_t ms)
{
    return ms < 0 ? INT64_MAX : bfi_clock_ms() + ms;
}

void bfi_connections_init(connections *all)
{
    pthread_mutex_init(&all->lock, NULL);
    all->first = NULL;
}

void bfi_connections_fini(connections *all)
{
    pthread_mutex_destroy(&all->lock);
}

connection *bfi_connection_add(connections *all, int fd, int64_t ms)
{
    connection *one = calloc(1, sizeof *one);
    if (!one) {
        return NULL;
    }
    one->fd = fd;
    one->state = CONNECTION_NEW;
    one->deadline_ms = deadline_after(ms);
    pthread_mutex_lock(&all->lock);
    one->next = all->first;
    if (one->next) {
        one->next->previous = one;
    }
    all->first = one;
    pthread_mutex_unlock(&all->lock);
    return one;
}

void bfi_connection_remove(connections *all, connection *one)
{
    pthread_mutex_lock(&all->lock);
    if (one->previous) {
        one->previous->next = one->next;
    } else {
        all->first = one->next;
    }
    if (one->next) {
        one->next->previous = one->previous;
    }
    pthread_mutex_unlock(&all->lock);
    free(one);
}

void bfi_connection_enter(connections *all, connection *one,
                          connection_state state, int64_t ms)
{
    pthread_mutex_lock(&all->lock);
    one->state = state;
    one->deadline_ms = deadline_after(ms);
    one->spared = 0;
    pthread_mutex_unlock(&all->lock);
}

void bfi_connection_ask(connections *all, connection *one, int64_t ms)
{
    int64_t deadline = deadline_after(ms);
    pthread_mutex_lock(&all->lock);
    if (one->state != CONNECTION_NEW || one->deadline_ms > deadline) {
        one->deadline_ms = deadline;
    }
    one->state = CONNECTION_ASKING;
    pthread_mutex_unlock(&all->lock);
}

/* Whether it may be the server that is late. The first time it always may: what
 * came in may have been read and not been looked at yet. */
static bool is_server_late(const connection *one)
{
    int unread = 0;
    if (one->state == CONNECTION_SENDING || one->spared >= MAX_SPARED) {
        return false;
    }
    return one->spared == 0 ||
           (ioctl(one->fd, FIONREAD, &unread) == 0 && unread > 0);
}

void bfi_connections_reap(connections *all)
{
    int64_t now = bfi_clock_ms();
    pthread_mutex_lock(&all->lock);
    for (connection *one = all->first; one; one = one->next) {
        if (one->deadline_ms > now) {
            continue;
        }
        if (is_server_late(one)) {
            one->spared++;
            one->deadline_ms = now + SPARE_MS;
        } else {
            shutdown(one->fd, SHUT_RDWR);
            one->deadline_ms = INT64_MAX;
        }
    }
    pthread_mutex_unlock(&all->lock);
}

size_t bfi_connections_busy(connections *all, bool count_new)
{
    size_t count = 0;
    pthread_mutex_lock(&all->lock);
    for (const connection *one = all->first; one; one = one->next) {
        bool is_idle = one->state == CONNECTION_IDLE ||
                       (one->state == CONNECTION_NEW && !count_new);
        count += !is_idle;
    }
    pthread_mutex_unlock(&all->lock);
    return count;
}
