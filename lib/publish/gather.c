/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Gathering in threads. The records are cut into ranges, more than there are
 * threads, so that none waits long for the last one. Each thread takes the next
 * range that is left, reads its records, makes documents of them, and gathers
 * these in a builder of the range. At the end the builders are joined by their
 * order, so that nothing depends on who did what. The thread that called works
 * as well. The first failure stops all.
 */

#include "gather.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    RANGES_PER_THREAD = 4,
    /* Each range has up to two files open. */
    MOST_RANGES = 128,
    /* Fewer documents are no work for one more thread. */
    LEAST_DOCUMENTS = 32
};

/* What the process takes besides: the program, the numbers of all records, the
 * writer of records. */
static const size_t process_bytes = (size_t)16 * 1024 * 1024;
/* What a thread takes beside its builder: analyzers and what they remember,
 * a reader, an article and its document. */
static const size_t thread_bytes = (size_t)12 * 1024 * 1024;

/* Some records that follow each other. */
typedef struct range {
    const bf_docnum *numbers;
    size_t count;
    bf_blocks_builder *builder;
    bfi_numbers lost;
} range;

/* What all threads share. */
typedef struct shared {
    const bfi_gathering *what;
    bf_blocks_options options; /* of the builder of a range */
    range *ranges;
    size_t range_count;
    atomic_size_t next; /* range */
    atomic_uint_fast64_t growth;
    atomic_bool is_full;
    atomic_bool is_stopped;
    pthread_mutex_t lock; /* of these: */
    bf_status status;
    bf_error err;
} shared;

/* A thread. */
typedef struct worker {
    shared *all;
    bf_indexing *indexing;
    bool is_caller;
    bfi_records records;
    range *range; /* at hand */
    pthread_t thread;
} worker;

/* Sharing ----------------------------------------------------------------- */

/* Those that the process may use; of more than a set holds, all. */
static size_t processors(void)
{
    cpu_set_t set;
    long all;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        return (size_t)CPU_COUNT(&set);
    }
    all = sysconf(_SC_NPROCESSORS_ONLN);
    return all > 0 ? (size_t)all : 1;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t most(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* What is left to threads. */
static size_t memory_of_threads(size_t memory_bytes)
{
    return memory_bytes > process_bytes ? memory_bytes - process_bytes : 0;
}

/* How many threads work, the one that called among them. */
static size_t thread_count(const bfi_gathering *what)
{
    const bf_blocks_options *options = &what->publisher->options;
    size_t count = options->threads ? options->threads : processors();
    count = least(count, BF_MAX_THREADS);
    count = least(count, memory_of_threads(options->memory_bytes) /
                             (BF_MIN_BLOCKS_BYTES + thread_bytes));
    count = least(count, what->count / LEAST_DOCUMENTS);
    return most(count, 1);
}

/* What is allowed to the builder of one of `threads` threads. Too little is its
 * to refuse. */
static size_t share_of(size_t memory_bytes, size_t threads)
{
    const size_t share = memory_of_threads(memory_bytes) / threads;
    return share > BF_MIN_BLOCKS_BYTES + thread_bytes
               ? share - thread_bytes
               : least(memory_bytes, BF_MIN_BLOCKS_BYTES);
}

static bf_status cut(shared *all, size_t threads, bf_error *err)
{
    const bfi_gathering *what = all->what;
    const size_t ranges =
        threads == 1 ? 1 : least(RANGES_PER_THREAD * threads, MOST_RANGES);
    all->ranges = calloc(ranges, sizeof *all->ranges);
    if (!all->ranges) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    all->range_count = ranges;
    for (size_t i = 0; i < ranges; i++) {
        const size_t from = what->count * i / ranges;
        all->ranges[i].numbers = what->numbers + from;
        all->ranges[i].count = what->count * (i + 1) / ranges - from;
    }
    return BF_OK;
}

/* Keep the first failure, and stop all threads. */
static void fail(shared *all, const bf_error *why)
{
    pthread_mutex_lock(&all->lock);
    if (!all->status) {
        all->status = why->status;
        all->err = *why;
    }
    pthread_mutex_unlock(&all->lock);
    atomic_store(&all->is_stopped, true);
}

/* Working ------------------------------------------------------------------ */

/* Count what a segment grows by; false: it gets too large. */
static bool has_room(shared *all, uint64_t growth)
{
    return atomic_fetch_add(&all->growth, growth) + growth <=
           bfi_publisher_limit(all->what->publisher);
}

static bf_status add_record(void *closure, bf_docnum docnum,
                            const bf_article *article, bf_error *err)
{
    const worker *w = closure;
    const bf_document *document;
    bf_error why;
    bf_status status = bf_indexing_words(&document, w->indexing, article, &why);
    if (!status && !has_room(w->all, bf_blocks_growth(document))) {
        atomic_store(&w->all->is_full, true);
        return bf_fail(err, BF_ERR_LIMIT, "%.*s: too large for a segment",
                       (int)article->id.size, article->id.data);
    }
    if (!status) {
        status =
            bf_blocks_builder_add(w->range->builder, docnum, document, &why);
    }
    if (status == BF_ERR_LIMIT || status == BF_ERR_INVALID) {
        return bf_fail(err, status, "%.*s: %s", (int)article->id.size,
                       article->id.data, why.text);
    }
    return status ? bf_fail(err, status, "%s", why.text) : BF_OK;
}

static bf_status step(const bfi_gathering *what, bf_error *err)
{
    return what->step ? what->step(what->payload, err) : BF_OK;
}

static bf_status gather_one(worker *w, bf_docnum docnum, bf_error *err)
{
    const bf_status status = w->is_caller ? step(w->all->what, err) : BF_OK;
    return status ? status
                  : bfi_records_read(&w->records, docnum, add_record, w,
                                     &w->range->lost, err);
}

static bf_status gather_range(worker *w, range *r, bf_error *err)
{
    const shared *all = w->all;
    const char *folder = bf_writer_folder(all->what->publisher->writer);
    bf_status status =
        bf_blocks_builder_new(&r->builder, folder, &all->options, err);
    w->range = r;
    for (size_t i = 0;
         !status && i < r->count && !atomic_load(&all->is_stopped); i++) {
        status = gather_one(w, r->numbers[i], err);
    }
    return status ? status : bf_blocks_builder_spill(r->builder, err);
}

static bf_status gather_ranges(worker *w, bf_error *err)
{
    shared *all = w->all;
    bf_status status = BF_OK;
    size_t i;
    while (!status && !atomic_load(&all->is_stopped) &&
           (i = atomic_fetch_add(&all->next, 1)) < all->range_count) {
        status = gather_range(w, &all->ranges[i], err);
    }
    return status;
}

static void work(worker *w)
{
    bf_error why;
    bf_status status =
        bfi_records_open(&w->records, w->all->what->publisher, &why);
    if (!status) {
        status = gather_ranges(w, &why);
    }
    bfi_records_close(&w->records);
    if (status) {
        fail(w->all, &why);
    }
}

static void work_beside(worker *w)
{
    const bf_publisher *publisher = w->all->what->publisher;
    bf_error why;
    if (bf_indexing_new(&w->indexing, &why)) {
        fail(w->all, &why);
        return;
    }
    bf_indexing_set_weights(w->indexing, publisher->settings.weights);
    work(w);
    bf_indexing_free(w->indexing);
}

static void *run(void *closure)
{
    work_beside(closure);
    return NULL;
}

/* Threads ----------------------------------------------------------------- */

/* Start up to `count` threads; returns how many there are. With fewer the work
 * is done as well. Signals that ask for something are left to the caller's. */
static size_t start(worker *workers, size_t count, shared *all)
{
    sigset_t asking;
    sigset_t old;
    size_t started = 0;
    sigfillset(&asking);
    sigdelset(&asking, SIGBUS);
    sigdelset(&asking, SIGFPE);
    sigdelset(&asking, SIGILL);
    sigdelset(&asking, SIGSEGV);
    pthread_sigmask(SIG_SETMASK, &asking, &old);
    for (; started < count; started++) {
        worker *w = &workers[started];
        *w = (worker){.all = all};
        if (pthread_create(&w->thread, NULL, run, w) != 0) {
            break;
        }
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    return started;
}

static void work_all(shared *all, size_t threads)
{
    worker others[BF_MAX_THREADS];
    worker own = {.all = all,
                  .indexing = all->what->publisher->indexing,
                  .is_caller = true};
    const size_t started = start(others, threads - 1, all);
    work(&own);
    for (size_t i = 0; i < started; i++) {
        pthread_join(others[i].thread, NULL);
    }
}

/* The whole --------------------------------------------------------------- */

static bf_status append_lost(bf_publisher *publisher, const range *r,
                             bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < r->lost.count; i++) {
        status = bfi_numbers_add(&publisher->lost, r->lost.items[i], err);
    }
    return status;
}

static bf_status join(bf_blocks_builder *builder, const shared *all,
                      bf_error *err)
{
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < all->range_count; i++) {
        range *r = &all->ranges[i];
        status = bf_blocks_builder_join(builder, r->builder, err);
        if (!status) {
            status = append_lost(all->what->publisher, r, err);
        }
    }
    return status;
}

static void release(shared *all)
{
    for (size_t i = 0; i < all->range_count; i++) {
        bf_blocks_builder_free(all->ranges[i].builder);
        free(all->ranges[i].lost.items);
    }
    free(all->ranges);
    pthread_mutex_destroy(&all->lock);
}

bf_status bfi_gather(bf_blocks_builder *builder, bool *is_full,
                     const bfi_gathering *what, bf_error *err)
{
    const size_t threads = thread_count(what);
    shared all = {.what = what, .options = what->publisher->options};
    bf_status status;
    pthread_mutex_init(&all.lock, NULL);
    all.options.memory_bytes = share_of(all.options.memory_bytes, threads);
    status = cut(&all, threads, err);
    if (!status) {
        work_all(&all, threads);
        status = all.status;
    }
    if (all.status) {
        (void)bf_fail(err, status, "%s", all.err.text);
    }
    /* It may have waited long for the others. */
    if (!status) {
        status = step(what, err);
    }
    if (!status) {
        status = join(builder, &all, err);
    }
    *is_full = atomic_load(&all.is_full);
    release(&all);
    return status;
}
