/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HTTP by libmicrohttpd: epoll and a pool of threads. A connection belongs to
 * one thread of the pool, which reads it, answers it and writes it; the worker
 * of a thread (its searcher) is kept by pthread_getspecific().
 *
 * The life of a request: on_uri() makes the exchange, on_request() answers it,
 * on_completed() logs and releases it. Addresses are taken as they were sent,
 * and decoded by params.c, which refuses what the library would pass over.
 */

#include "connections.h"
#include "http.h"

#include <microhttpd.h>

#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct http_server {
    const searchd_options *options;
    struct MHD_Daemon *daemon;
    connections connections;
    pthread_key_t worker_key;
    int64_t drain_ms; /* when draining began */
    /* The listening socket from then on, else -1: shut down, but closed only
     * after the threads, some of which may not know yet. */
    MHD_socket quiet_fd;
    atomic_bool is_draining;
    atomic_bool is_started;
};

/* A request on its way. */
typedef struct exchange {
    int64_t begin_ms;
    bool is_whole; /* all of the request has come in */
    char *method;
    unsigned status;
    size_t body_bytes;
    size_t uri_size;
    char uri[];
} exchange;

/* What a connection without a request may take on top of the silence that
 * libmicrohttpd allows, so that its orderly end comes first. */
enum {
    IDLE_GRACE_MS = 2000,
    /* Connections that are new when draining begins get a moment, since a
     * request may be on its way. */
    NEW_GRACE_MS = 500,
    /* Descriptors beside those of connections: a searcher a thread, and the
     * rest. */
    SPARE_DESCRIPTORS = 64,
    DESCRIPTORS_A_THREAD = 32
};

static int64_t request_ms(const http_server *server)
{
    return (int64_t)server->options->request_seconds * 1000;
}

/* Connections -------------------------------------------------------------- */

static connection *connection_of(struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    http_server *server = cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
        *context =
            info ? bfi_connection_add(&server->connections, info->connect_fd,
                                      request_ms(server))
                 : NULL;
    } else if (*context) {
        bfi_connection_remove(&server->connections, *context);
        *context = NULL;
    }
}

/* Workers ------------------------------------------------------------------ */

static void free_worker(void *value)
{
    bfi_worker_free(value);
}

/* The worker of this thread; NULL when memory runs out. */
static worker *this_worker(http_server *server)
{
    worker *mine = pthread_getspecific(server->worker_key);
    bf_error err;
    if (mine) {
        return mine;
    }
    if (bfi_worker_new(&mine, server->options, &err)) {
        bfi_program_say(&bfi_searchd, "%s", err.text);
        return NULL;
    }
    if (pthread_setspecific(server->worker_key, mine) != 0) {
        bfi_worker_free(mine);
        return NULL;
    }
    return mine;
}

/* Requests ----------------------------------------------------------------- */

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *mhd)
{
    http_server *server = cls;
    connection *one = connection_of(mhd);
    size_t size = strlen(uri);
    exchange *made = calloc(1, sizeof *made + size + 1);
    if (one) {
        bfi_connection_ask(&server->connections, one, request_ms(server));
    }
    if (made) {
        made->begin_ms = bfi_clock_ms();
        made->uri_size = size;
        memcpy(made->uri, uri, size + 1);
    }
    return made;
}

static bool announces_body(struct MHD_Connection *mhd)
{
    const char *length = MHD_lookup_connection_value(
        mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
    const char *encoding = MHD_lookup_connection_value(
        mhd, MHD_HEADER_KIND, MHD_HTTP_HEADER_TRANSFER_ENCODING);
    return encoding || (length && strspn(length, "0") != strlen(length));
}

static void add_headers(const http_server *server, struct MHD_Response *to,
                        const http_response *response)
{
    MHD_add_response_header(to, MHD_HTTP_HEADER_CONTENT_TYPE, response->type);
    MHD_add_response_header(to, MHD_HTTP_HEADER_CACHE_CONTROL, response->cache);
    for (size_t i = 0; i < response->header_count; i++) {
        MHD_add_response_header(to, response->headers[i].name,
                                response->headers[i].value);
    }
    if (atomic_load(&server->is_draining)) {
        MHD_add_response_header(to, MHD_HTTP_HEADER_CONNECTION, "close");
    }
}

/* Hand over the response; its body becomes the library's. */
static enum MHD_Result send_response(http_server *server,
                                     struct MHD_Connection *mhd,
                                     http_response *response)
{
    enum MHD_Result result;
    size_t size = response->body.size;
    struct MHD_Response *made =
        MHD_create_response_from_buffer_with_free_callback(
            size, response->body.data, free);
    if (!made) {
        return MHD_NO;
    }
    bf_buf_init(&response->body, response->body.max_bytes);
    add_headers(server, made, response);
    result = MHD_queue_response(mhd, response->status, made);
    MHD_destroy_response(made);
    return result;
}

static int64_t send_ms(size_t bytes)
{
    return 1000 * (SEARCHD_SEND_SECONDS +
                   (int64_t)(bytes / SEARCHD_SEND_BYTES_A_SECOND));
}

/* Let the handlers answer, and send that. */
static enum MHD_Result answer(http_server *server, struct MHD_Connection *mhd,
                              worker *mine, exchange *at)
{
    connection *one = connection_of(mhd);
    http_request request;
    http_response response;
    enum MHD_Result result;
    bfi_http_request_init(&request, (bf_str){at->uri, at->uri_size});
    request.method = at->method;
    request.has_body = !at->is_whole;
    bfi_http_response_init(&response);
    if (one) {
        bfi_connection_enter(&server->connections, one, CONNECTION_WORKING, -1);
    }
    bfi_route(mine, &request, &response);
    at->status = response.status;
    at->body_bytes = response.body.size;
    if (one) {
        bfi_connection_enter(&server->connections, one, CONNECTION_SENDING,
                             send_ms(at->body_bytes));
    }
    result = send_response(server, mhd, &response);
    bfi_http_response_fini(&response);
    return result;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd,
                                  const char *url, const char *method,
                                  const char *version, const char *upload_data,
                                  size_t *upload_data_size, void **context)
{
    http_server *server = cls;
    exchange *at = *context;
    worker *mine = this_worker(server);
    (void)url;
    (void)version;
    (void)upload_data;
    (void)upload_data_size;
    /* Without memory for these there is none for an answer. */
    if (!at || !mine) {
        return MHD_NO;
    }
    /* The first call comes after the headers. To answer there ends the
     * connection, which is right for a request with a body only. */
    if (!at->is_whole && !announces_body(mhd)) {
        at->is_whole = true;
        return MHD_YES;
    }
    at->method = strdup(method);
    return at->method ? answer(server, mhd, mine, at) : MHD_NO;
}

/* The access log ------------------------------------------------------------
 */

/* Append `text` so that it cannot leave its place in a line of the log. */
static void add_logged(bf_buf *line, bf_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (c <= ' ' || c >= 0x7f || c == '"' || c == '\\') {
            bf_buf_printf(line, "\\x%02x", c);
        } else {
            bf_buf_add_byte(line, (char)c);
        }
    }
}

static void add_client(bf_buf *line, struct MHD_Connection *mhd)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char host[64];
    const struct sockaddr *client = info ? info->client_addr : NULL;
    socklen_t size = client && client->sa_family == AF_INET6
                         ? sizeof(struct sockaddr_in6)
                         : sizeof(struct sockaddr_in);
    bool is_known = client && getnameinfo(client, size, host, sizeof host, NULL,
                                          0, NI_NUMERICHOST) == 0;
    bf_buf_add_text(line, is_known ? host : "-");
}

static void add_moment(bf_buf *line)
{
    char text[64];
    struct tm parts;
    time_t now = time(NULL);
    gmtime_r(&now, &parts);
    strftime(text, sizeof text, " - - [%d/%b/%Y:%H:%M:%S +0000] ", &parts);
    bf_buf_add_text(line, text);
}

/* One line: client, time, request, status, bytes, milliseconds. */
static void log_exchange(struct MHD_Connection *mhd, const exchange *at)
{
    bf_buf line;
    bf_buf_init(&line, (size_t)SEARCHD_MAX_HEAD_BYTES * 5);
    add_client(&line, mhd);
    add_moment(&line);
    bf_buf_add_byte(&line, '"');
    add_logged(&line, bf_str_of(at->method ? at->method : "-"));
    bf_buf_add_byte(&line, ' ');
    add_logged(&line, (bf_str){at->uri, at->uri_size});
    bf_buf_printf(&line, "\" %u %zu %lld\n", at->status, at->body_bytes,
                  (long long)(bfi_clock_ms() - at->begin_ms));
    if (!bf_buf_status(&line, NULL)) {
        fwrite(line.data, 1, line.size, stderr);
    }
    bf_buf_fini(&line);
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **context,
                         enum MHD_RequestTerminationCode code)
{
    http_server *server = cls;
    exchange *at = *context;
    connection *one = connection_of(mhd);
    (void)code;
    if (one) {
        bfi_connection_enter(&server->connections, one, CONNECTION_IDLE,
                             SEARCHD_IDLE_SECONDS * 1000 + IDLE_GRACE_MS);
    }
    if (at) {
        if (server->options->access_log) {
            log_exchange(mhd, at);
        }
        free(at->method);
        free(at);
        *context = NULL;
    }
}

/* Start and end --------------------------------------------------------------
 */

/* libmicrohttpd's own messages. Later ones tell of what clients did wrong,
 * which is not worth a line each. */
static void BF_PRINTF(2, 0)
    on_message(void *cls, const char *format, va_list args)
{
    const http_server *server = cls;
    char text[512];
    if (!atomic_load(&server->is_started)) {
        vsnprintf(text, sizeof text, format, args);
        text[strcspn(text, "\r\n")] = '\0';
        bfi_program_say(&bfi_searchd, "%s", text);
    }
}

/* How many connections there can be: what was asked for, or less when the
 * system gives fewer descriptors. */
static unsigned connection_limit(const searchd_options *options)
{
    struct rlimit limit;
    unsigned wanted = options->max_connections;
    rlim_t spare =
        SPARE_DESCRIPTORS + (rlim_t)options->threads * DESCRIPTORS_A_THREAD;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return wanted;
    }
    if (limit.rlim_cur < wanted + spare) {
        limit.rlim_cur =
            limit.rlim_max < wanted + spare ? limit.rlim_max : wanted + spare;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (limit.rlim_cur >= wanted + spare) {
        return wanted;
    }
    wanted = limit.rlim_cur > spare + options->threads
                 ? (unsigned)(limit.rlim_cur - spare)
                 : options->threads;
    bfi_program_say(
        &bfi_searchd,
        "only %u connections at a time: the limit of open files is %llu",
        wanted, (unsigned long long)limit.rlim_cur);
    return wanted;
}

static struct MHD_Daemon *start_daemon(http_server *server, int fd)
{
    const searchd_options *options = server->options;
    unsigned limit = connection_limit(options);
    struct MHD_OptionItem more[4] = {{MHD_OPTION_END, 0, NULL}};
    size_t count = 0;
    if (options->threads > 1) {
        more[count++] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE,
                                                options->threads, NULL};
    }
    if (options->max_per_address > 0) {
        more[count++] = (struct MHD_OptionItem){
            MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->max_per_address, NULL};
    }
    more[count] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_USE_ERROR_LOG, 0,
        NULL, NULL, on_request, server, MHD_OPTION_EXTERNAL_LOGGER, on_message,
        server, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
        limit < options->threads ? options->threads : limit,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SEARCHD_MAX_HEAD_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SEARCHD_IDLE_SECONDS,
        MHD_OPTION_URI_LOG_CALLBACK, on_uri, server,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, server, MHD_OPTION_ARRAY,
        more, MHD_OPTION_END);
}

bf_status bfi_http_start(http_server **out, int fd,
                         const searchd_options *options, bf_error *err)
{
    http_server *server = calloc(1, sizeof *server);
    *out = NULL;
    if (!server) {
        close(fd);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    server->options = options;
    server->quiet_fd = MHD_INVALID_SOCKET;
    if (pthread_key_create(&server->worker_key, free_worker) != 0) {
        free(server);
        close(fd);
        return bf_fail(err, BF_ERR_NOMEM, "no thread-specific data");
    }
    bfi_connections_init(&server->connections);
    server->daemon = start_daemon(server, fd);
    if (!server->daemon) {
        close(fd);
        bfi_http_free(server);
        return bf_fail(err, BF_ERR_IO, "cannot start the HTTP server");
    }
    atomic_store(&server->is_started, true);
    *out = server;
    return BF_OK;
}

void bfi_http_tick(http_server *server)
{
    bfi_connections_reap(&server->connections);
}

void bfi_http_drain(http_server *server)
{
    atomic_store(&server->is_draining, true);
    server->drain_ms = bfi_clock_ms();
    server->quiet_fd = MHD_quiesce_daemon(server->daemon);
    if (server->quiet_fd != MHD_INVALID_SOCKET) {
        shutdown(server->quiet_fd, SHUT_RDWR);
    }
}

bool bfi_http_busy(http_server *server)
{
    bool count_new = bfi_clock_ms() - server->drain_ms < NEW_GRACE_MS;
    return bfi_connections_busy(&server->connections, count_new) > 0;
}

void bfi_http_free(http_server *server)
{
    if (server) {
        if (server->daemon) {
            MHD_stop_daemon(server->daemon);
        }
        if (server->quiet_fd != MHD_INVALID_SOCKET) {
            close(server->quiet_fd);
        }
        pthread_key_delete(server->worker_key);
        bfi_connections_fini(&server->connections);
        free(server);
    }
}
