/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Synonyms of the workers. Each reads the file for itself, and so sees the same
 * broken lines; they are told of once.
 */

#include "searchd.h"

#include <pthread.h>

enum {
    REMEMBERED = 64,
    LINE_BYTES = 8192
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t told[REMEMBERED]; /* hashes, the oldest gives way */
static size_t next_told;

static bool is_new(bf_str text)
{
    uint64_t hash = bf_hash_64(text);
    bool is_known = false;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < REMEMBERED; i++) {
        is_known = is_known || told[i] == hash;
    }
    if (!is_known) {
        told[next_told++ % REMEMBERED] = hash;
    }
    pthread_mutex_unlock(&lock);
    return !is_known;
}

static void tell(void *payload, const char *path, size_t line, size_t column,
                 const char *why)
{
    bf_buf text;
    (void)payload;
    bf_buf_init(&text, LINE_BYTES);
    bf_buf_add_text(&text, path);
    if (line > 0) {
        bf_buf_printf(&text, ":%zu:%zu", line, column);
    }
    bf_buf_printf(&text, ": %s", why);
    if (is_new(bf_buf_str(&text))) {
        bfi_program_say(&bfi_searchd, "%.*s", (int)text.size,
                        bf_buf_str(&text).data);
    }
    bf_buf_fini(&text);
}

bf_status bfi_synonyms_use(bf_searcher *searcher,
                           const searchd_options *options, bf_error *err)
{
    return bf_searcher_set_synonyms(searcher, options->synonyms, tell, NULL,
                                    err);
}
