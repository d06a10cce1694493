/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The listening socket: made here, so that its address, its port and the
 * reason why it cannot be had are ours to tell. */

#include "searchd.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct host_port {
    char host[256];
    char port[8];
} host_port;

/* Split "host:port" or "[host]:port". */
static bool split(host_port *out, const char *where)
{
    const char *colon = strrchr(where, ':');
    const char *host = where;
    size_t host_size = colon ? (size_t)(colon - where) : 0;
    uint64_t port;
    if (host_size >= 2 && host[0] == '[' && host[host_size - 1] == ']') {
        host++;
        host_size -= 2;
    } else if (colon && memchr(where, ':', host_size)) {
        return false; /* IPv6 needs its brackets */
    }
    if (host_size == 0 || host_size >= sizeof out->host ||
        !bf_uint_parse(&port, bf_str_of(colon + 1), 65535)) {
        return false;
    }
    memcpy(out->host, host, host_size);
    out->host[host_size] = '\0';
    snprintf(out->port, sizeof out->port, "%u", (unsigned)port);
    return true;
}

static bf_status fail_errno(bf_error *err, const char *where)
{
    char text[128];
    const char *why = strerror_r(errno, text, sizeof text);
    return bf_fail(err, BF_ERR_IO, "cannot listen on %s: %s", where, why);
}

static bf_status bind_to(int *fd, const struct addrinfo *found,
                         const char *where, bf_error *err)
{
    const int on = 1;
    bf_status status;
    int made =
        socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made < 0) {
        return fail_errno(err, where);
    }
    /* A restart must not wait for the last connections to time out. A port
     * on which another program listens is refused all the same. */
    if (setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
        (found->ai_family != AF_INET6 ||
         setsockopt(made, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) == 0) &&
        bind(made, found->ai_addr, found->ai_addrlen) == 0 &&
        listen(made, SOMAXCONN) == 0) {
        *fd = made;
        return BF_OK;
    }
    status = fail_errno(err, where);
    close(made);
    return status;
}

/* The address of a bound socket, as it stands in a URL. */
static bf_status tell(char address[SEARCHD_ADDRESS_BYTES], int fd,
                      const char *where, bf_error *err)
{
    struct sockaddr_storage bound = {0};
    socklen_t size = sizeof bound;
    char host[64];
    char port[8];
    bool is_ipv6;
    if (getsockname(fd, (struct sockaddr *)&bound, &size) != 0) {
        return fail_errno(err, where);
    }
    if (getnameinfo((struct sockaddr *)&bound, size, host, sizeof host, port,
                    sizeof port, NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return bf_fail(err, BF_ERR_IO, "cannot tell the address of %s", where);
    }
    is_ipv6 = bound.ss_family == AF_INET6;
    snprintf(address, SEARCHD_ADDRESS_BYTES, is_ipv6 ? "[%s]:%s" : "%s:%s",
             host, port);
    return BF_OK;
}

bf_status bfi_listen(int *fd, char address[SEARCHD_ADDRESS_BYTES],
                     const char *where, bf_error *err)
{
    const struct addrinfo wanted = {.ai_socktype = SOCK_STREAM,
                                    .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    host_port parts;
    bf_status status;
    int failure;
    *fd = -1;
    if (!split(&parts, where)) {
        return bf_fail(err, BF_ERR_INVALID,
                       "'%s' is not ADDR:PORT or [ADDR]:PORT", where);
    }
    failure = getaddrinfo(parts.host, parts.port, &wanted, &found);
    if (failure) {
        return bf_fail(err, BF_ERR_INVALID, "cannot listen on %s: %s", where,
                       gai_strerror(failure));
    }
    status = bind_to(fd, found, where, err);
    freeaddrinfo(found);
    if (!status) {
        status = tell(address, *fd, where, err);
        if (status) {
            close(*fd);
            *fd = -1;
        }
    }
    return status;
}
