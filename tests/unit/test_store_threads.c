/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Threads with a reader each, beside a writer that commits: every answer is of
 * one state. State N has N articles, each with the word "all". */

#include "lib/store/match.h"
#include "records.h"
#include "tap.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
    THREADS = 4,
    COMMITS = 40
};

static char index_path[300];
static atomic_bool stop;

typedef struct worker {
    pthread_t thread;
    bf_error err;
    bf_status status;
    uint64_t answers;
    uint64_t stale;
    bool torn; /* an answer of two states */
} worker;

/* An answer counts when no writer moved on under it. */
static bf_status judge(worker *self, bf_reader *reader,
                       const bf_reader_info *info, const bf_matches *page)
{
    bool newest;
    bf_status status = bf_reader_is_newest(&newest, reader, &self->err);
    if (!status && newest) {
        self->torn = self->torn || page->total != info->documents ||
                     info->change != info->documents;
        self->answers++;
    }
    return status;
}

static bf_status ask(worker *self, bf_reader *reader)
{
    static const bf_str terms[] = {{"all", 3}};
    static const bf_plan_node node = {
        .kind = BF_PLAN_TERM, .weight = 1, .terms = terms, .term_count = 1};
    bf_reader_info info;
    bf_match_request request = {.limit = 10};
    bfi_match_plan plan = {.root = &node, .params = BF_SCORE_PARAMS_DEFAULT};
    bf_matches *page;
    bf_status status = bf_reader_get_info(&info, reader, &self->err);
    if (status) {
        return status;
    }
    plan.stats.documents = info.documents;
    plan.stats.average_length = info.average_length;
    status = bfi_reader_match(&page, reader, &plan, &request, &self->err);
    if (!status) {
        status = judge(self, reader, &info, page);
    }
    bf_matches_free(page);
    return status;
}

static void *work(void *payload)
{
    worker *self = (worker *)payload;
    bf_reader *reader;
    self->status = bf_reader_open(&reader, index_path, &self->err);
    while (!self->status && !atomic_load(&stop)) {
        self->status = bf_reader_reopen(reader, NULL, &self->err);
        if (!self->status) {
            self->status = ask(self, reader);
        }
        if (self->status == BF_ERR_STALE) {
            self->stale++;
            self->status = BF_OK;
        }
    }
    bf_reader_free(reader);
    return NULL;
}

static bf_status write_one(int number, bf_error *err)
{
    char id[16];
    bf_writer *writer;
    bf_status status;
    record made = record_of(id, "all");
    snprintf(id, sizeof id, "%d", number);
    status = bf_writer_open(&writer, index_path, BF_WRITER_CREATE, err);
    if (!status) {
        status = record_put(writer, &made, err);
    }
    if (!status) {
        status = bf_writer_commit(writer, err);
    }
    bf_writer_free(writer);
    return status;
}

int main(void)
{
    static worker workers[THREADS];
    bf_error err;
    bf_status status;
    const char *scratch = scratch_new();
    snprintf(index_path, sizeof index_path, "%s/index", scratch);
    status = write_one(1, &err);
    is_status(status, BF_OK, &err, "make an index");
    for (int i = 0; i < THREADS; i++) {
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) {
            printf("Bail out! no threads\n");
            return 1;
        }
    }
    for (int i = 2; i <= COMMITS && !status; i++) {
        status = write_one(i, &err);
    }
    is_status(status, BF_OK, &err, "commit beside the readers");
    atomic_store(&stop, true);
    for (int i = 0; i < THREADS; i++) {
        worker *at = &workers[i];
        pthread_join(at->thread, NULL);
        is_status(at->status, BF_OK, &at->err, "thread %d goes on", i);
        ok(at->answers > 0 && !at->torn, "thread %d: whole answers", i);
        printf("# %ju answers, %ju times stale\n", (uintmax_t)at->answers,
               (uintmax_t)at->stale);
    }
    scratch_remove(scratch);
    return tap_done();
}
