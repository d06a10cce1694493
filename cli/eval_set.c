/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading what is measured: queries, judgments, and a run to compare with. */

#include "eval.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void bfi_eval_set_init(eval_set *set)
{
    *set = (eval_set){.count = 0};
    bf_buf_init(&set->queries_path, EVAL_MAX_PATH_BYTES);
    bf_buf_init(&set->judgments_path, EVAL_MAX_PATH_BYTES);
    bf_buf_init(&set->docs_path, EVAL_MAX_PATH_BYTES);
    bf_buf_init(&set->queries_text, BF_MAX_EVAL_BYTES);
    bf_buf_init(&set->judgments_text, BF_MAX_EVAL_BYTES);
    bf_buf_init(&set->old_text, BF_MAX_EVAL_BYTES);
}

void bfi_eval_set_fini(eval_set *set)
{
    free(set->questions);
    bf_eval_run_free(set->old);
    bf_eval_judgments_free(set->judgments);
    bf_eval_queries_free(set->queries);
    bf_buf_fini(&set->old_text);
    bf_buf_fini(&set->judgments_text);
    bf_buf_fini(&set->queries_text);
    bf_buf_fini(&set->docs_path);
    bf_buf_fini(&set->judgments_path);
    bf_buf_fini(&set->queries_path);
}

/* Paths -------------------------------------------------------------------- */

/* The path that was given, else that of `name` in the folder. */
static void add_path(bf_buf *out, const char *given, const char *folder,
                     const char *name)
{
    if (given) {
        bf_buf_add_text(out, given);
        return;
    }
    bf_buf_add_text(out, folder);
    if (out->size > 0 && out->data[out->size - 1] != '/') {
        bf_buf_add_byte(out, '/');
    }
    bf_buf_add_text(out, name);
}

static bf_status find_paths(eval_set *set, const eval_options *options,
                            bf_error *err)
{
    bf_status status;
    add_path(&set->queries_path, options->queries, options->folder,
             "queries.tsv");
    add_path(&set->judgments_path, options->judgments, options->folder,
             "qrels.tsv");
    if (!options->index) {
        add_path(&set->docs_path, NULL, options->folder, "docs.jsonl");
    }
    status = bf_buf_status(&set->queries_path, err);
    status = status ? status : bf_buf_status(&set->judgments_path, err);
    return status ? status : bf_buf_status(&set->docs_path, err);
}

/* Files -------------------------------------------------------------------- */

typedef struct complaining {
    eval_messages *messages;
    const char *file;
} complaining;

static void complain(void *payload, bf_eval_fault fault, size_t line,
                     const char *text)
{
    const complaining *self = payload;
    bfi_eval_complain(self->messages, (int)fault, self->file, line, "%s", text);
}

static bf_status read_queries(eval_set *set, eval_messages *messages,
                              bf_error *err)
{
    complaining self = {messages, set->queries_path.data};
    bf_status status = bf_file_read(&set->queries_text, self.file, err);
    return status ? status
                  : bf_eval_queries_read(&set->queries,
                                         bf_buf_str(&set->queries_text),
                                         complain, &self, err);
}

static bf_status read_judgments(eval_set *set, eval_messages *messages,
                                bf_error *err)
{
    complaining self = {messages, set->judgments_path.data};
    bf_status status = bf_file_read(&set->judgments_text, self.file, err);
    return status ? status
                  : bf_eval_judgments_read(&set->judgments,
                                           bf_buf_str(&set->judgments_text),
                                           complain, &self, err);
}

static bf_status read_old(eval_set *set, const char *path,
                          eval_messages *messages, bf_error *err)
{
    complaining self = {messages, path};
    bf_status status = bf_file_read(&set->old_text, path, err);
    return status ? status
                  : bf_eval_run_read(&set->old, bf_buf_str(&set->old_text),
                                     complain, &self, err);
}

/* Whether the articles are there: they are read last, by the indexer. */
static int check_docs(const char *path, eval_messages *messages)
{
    struct stat facts;
    if (stat(path, &facts) != 0 || access(path, R_OK) != 0) {
        return bfi_eval_refuse(messages, path, strerror(errno));
    }
    return S_ISREG(facts.st_mode)
               ? PROGRAM_GO_ON
               : bfi_eval_refuse(messages, path, "not a regular file");
}

static int read_files(eval_set *set, const eval_options *options,
                      eval_messages *messages)
{
    bf_error err;
    int step = options->index ? PROGRAM_GO_ON
                              : check_docs(set->docs_path.data, messages);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    if (read_queries(set, messages, &err) ||
        read_judgments(set, messages, &err) ||
        (options->old && read_old(set, options->old, messages, &err))) {
        return bfi_eval_fail(messages, &err);
    }
    if (bf_eval_queries_count(set->queries) == 0) {
        return bfi_eval_refuse(messages, set->queries_path.data, "no queries");
    }
    if (bf_eval_judgments_count(set->judgments) == 0) {
        return bfi_eval_refuse(messages, set->judgments_path.data,
                               "no judgments");
    }
    if (set->old && bf_eval_run_count(set->old) == 0) {
        return bfi_eval_refuse(messages, options->old, "not a run: no results");
    }
    return PROGRAM_GO_ON;
}

/* What belongs together ---------------------------------------------------- */

/* A judged query that cannot be asked. */
static void check_judged(const eval_set *set, eval_messages *messages)
{
    for (size_t i = 0; i < bf_eval_judgments_count(set->judgments); i++) {
        const bf_eval_topic *topic = bf_eval_judgments_at(set->judgments, i);
        if (!bf_eval_queries_find(set->queries, topic->query)) {
            bfi_eval_complain(messages, EVAL_NO_TEXT, set->judgments_path.data,
                              topic->line,
                              "query %.*s has no text in %s: left out",
                              (int)bf_utf8_clip(topic->query, 80),
                              topic->query.data, set->queries_path.data);
        }
    }
}

/* A query of the old run that nobody knows: it is of another set. */
static void check_old_queries(const eval_set *set, const char *path,
                              eval_messages *messages)
{
    for (size_t i = 0; set->old && i < bf_eval_run_count(set->old); i++) {
        const bf_eval_ranking *old = bf_eval_run_at(set->old, i);
        if (!bf_eval_queries_find(set->queries, old->query) &&
            !bf_eval_judgments_find(set->judgments, old->query)) {
            bfi_eval_complain(messages, EVAL_NO_QUERY, path, old->line,
                              "query %.*s is not in %s",
                              (int)bf_utf8_clip(old->query, 80),
                              old->query.data, set->queries_path.data);
        }
    }
}

/* A run may have found nothing; so may one that was cut off. */
static void note_old_gaps(const eval_set *set, const char *path,
                          eval_messages *messages)
{
    size_t gaps = 0;
    for (size_t i = 0; set->old && i < set->count; i++) {
        gaps += !bf_eval_run_find(set->old, set->questions[i].query->id);
    }
    if (gaps > 0) {
        bfi_program_say(messages->self,
                        "%s: nothing for %zu of %zu queries: they count as 0",
                        path, gaps, set->count);
    }
}

/* List the queries with a relevant article; say how many have none. */
static int find_questions(eval_set *set, eval_messages *messages)
{
    size_t all = bf_eval_queries_count(set->queries);
    set->count = 0;
    set->questions = calloc(all, sizeof *set->questions);
    if (!set->questions) {
        bfi_program_say(messages->self, "out of memory");
        return bf_status_exit_code(BF_ERR_NOMEM);
    }
    for (size_t i = 0; i < all; i++) {
        const bf_eval_query *query = bf_eval_queries_at(set->queries, i);
        const bf_eval_topic *topic =
            bf_eval_judgments_find(set->judgments, query->id);
        if (topic && topic->relevant > 0) {
            set->questions[set->count++] = (eval_question){query, topic};
        }
    }
    if (set->count < all) {
        bfi_program_say(messages->self,
                        "%zu of %zu queries have no relevant article: left out "
                        "of the means",
                        all - set->count, all);
    }
    return set->count > 0 ? PROGRAM_GO_ON
                          : bfi_eval_refuse(messages, set->judgments_path.data,
                                            "no relevant article for any "
                                            "query: nothing to measure by");
}

int bfi_eval_set_read(eval_set *set, const eval_options *options,
                      eval_messages *messages)
{
    bf_error err;
    int step;
    if (find_paths(set, options, &err)) {
        return bfi_eval_fail(messages, &err);
    }
    step = read_files(set, options, messages);
    if (step != PROGRAM_GO_ON) {
        return step;
    }
    check_judged(set, messages);
    check_old_queries(set, options->old, messages);
    step = find_questions(set, messages);
    if (step == PROGRAM_GO_ON) {
        note_old_gaps(set, options->old, messages);
    }
    return step;
}
