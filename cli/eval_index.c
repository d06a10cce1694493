/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index that is measured: made in a scratch folder by the indexer, which
 * tells through a pipe what it has to complain about; and whether an index
 * holds the articles that were judged.
 */

#include "eval.h"
#include "program/stop.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#define INDEXER "backfile-indexer"

enum {
    /* How soon a signal is noticed that comes between look and wait. */
    POLL_MS = 200,
    MAX_LINE_BYTES = 64 * 1024,
    OPEN_FOLDERS = 8
};

/* What failed by errno; the exit code. */
static int fail_errno(eval_messages *messages, const char *what)
{
    int why = errno;
    bfi_progress_erase(&messages->progress);
    bfi_program_say(messages->self, "%s: %s", what, strerror(why));
    return why == ENOMEM ? bf_status_exit_code(BF_ERR_NOMEM) : EX_IOERR;
}

/* What the indexer says ---------------------------------------------------- */

/* A line of it is a complaint about an article. */
static void pass_on(eval_messages *messages, bf_str line)
{
    static const char prefix[] = INDEXER ": ";
    size_t size = sizeof prefix - 1;
    if (line.size > size && memcmp(line.data, prefix, size) == 0) {
        line.data += size;
        line.size -= size;
    }
    if (line.size > 0) {
        bfi_eval_complain(messages, EVAL_NOT_INDEXED, NULL, 0, "%.*s",
                          (int)line.size, line.data);
    }
}

static void pass_on_lines(eval_messages *messages, bf_buf *line,
                          const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (data[i] != '\n') {
            bf_buf_add_byte(line, data[i]);
            continue;
        }
        pass_on(messages, bf_buf_str(line));
        bf_buf_reset(line);
    }
}

/* Read what is there, within POLL_MS; 0 is the end, and -1 that nothing is. */
static ssize_t read_some(int fd, char *data, size_t size)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    ssize_t got = -1;
    if (poll(&wait, 1, POLL_MS) > 0) {
        got = read(fd, data, size);
        if (got < 0 && errno != EINTR) {
            got = 0;
        }
    }
    return got;
}

/* Listen until the indexer has ended, and ask it to when a signal asks us. */
static void listen_to(int fd, pid_t child, eval_messages *messages)
{
    bool was_asked = false;
    char data[4096];
    ssize_t got;
    bf_buf line;
    bf_buf_init(&line, MAX_LINE_BYTES);
    do {
        bfi_progress_show(&messages->progress, "indexing");
        if (bfi_stop_signal() && !was_asked) {
            kill(child, SIGTERM);
            was_asked = true;
        }
        got = read_some(fd, data, sizeof data);
        if (got > 0) {
            pass_on_lines(messages, &line, data, (size_t)got);
        }
    } while (got != 0);
    pass_on(messages, bf_buf_str(&line));
    bf_buf_fini(&line);
}

/* The indexer -------------------------------------------------------------- */

/* In the child: become the indexer. `lang` may be NULL. */
static void become_indexer(const eval_scratch *scratch, const char *docs,
                           const char *lang, int messages)
{
    /* Messages lose that name on their way. */
    static const program self = {.name = INDEXER};
    char source[EVAL_MAX_PATH_BYTES + 16];
    const char *argv[] = {NULL, "-q", "-i", scratch->index, "--", source,
                          NULL, NULL, NULL};
    if (lang) {
        argv[4] = "--lang";
        argv[5] = lang;
        argv[6] = "--";
        argv[7] = source;
    }
    dup2(messages, STDERR_FILENO);
    /* A source that is named keeps a `=` in its path. */
    snprintf(source, sizeof source, "judged=%s", docs);
    _exit(bfi_cli_exec(&self, INDEXER, (char **)argv));
}

/* How the indexer ended, as a step. */
static int end_of(pid_t child, eval_messages *messages)
{
    int state = 0;
    int code;
    while (waitpid(child, &state, 0) < 0) {
        if (errno != EINTR) {
            return fail_errno(messages, INDEXER);
        }
    }
    bfi_progress_erase(&messages->progress);
    if (bfi_stop_signal()) {
        return EX_SOFTWARE;
    }
    if (WIFSIGNALED(state)) {
        bfi_program_say(messages->self, INDEXER ": ended by signal %d",
                        WTERMSIG(state));
        return EX_SOFTWARE;
    }
    code = WEXITSTATUS(state);
    /* It has named the articles that failed. */
    return code <= 1 ? PROGRAM_GO_ON : code;
}

static int run_indexer(const eval_scratch *scratch, const char *docs,
                       const char *lang, eval_messages *messages)
{
    int ends[2];
    pid_t child;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return fail_errno(messages, INDEXER);
    }
    child = fork();
    if (child == 0) {
        become_indexer(scratch, docs, lang, ends[1]);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return fail_errno(messages, INDEXER);
    }
    listen_to(ends[0], child, messages);
    close(ends[0]);
    return end_of(child, messages);
}

/* The scratch folder ------------------------------------------------------- */

int bfi_eval_scratch_make(eval_scratch *scratch, const char *docs,
                          const char *lang, eval_messages *messages)
{
    const char *parent = getenv("TMPDIR");
    if (!parent || !*parent) {
        parent = P_tmpdir;
    }
    snprintf(scratch->folder, sizeof scratch->folder, "%s/backfile-eval.XXXXXX",
             parent);
    if (!mkdtemp(scratch->folder)) {
        scratch->folder[0] = '\0';
        return fail_errno(messages, parent);
    }
    snprintf(scratch->index, sizeof scratch->index, "%s/index",
             scratch->folder);
    return run_indexer(scratch, docs, lang, messages);
}

static int remove_one(const char *path, const struct stat *facts, int kind,
                      struct FTW *where)
{
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

void bfi_eval_scratch_remove(eval_scratch *scratch, eval_messages *messages)
{
    if (scratch->folder[0] && nftw(scratch->folder, remove_one, OPEN_FOLDERS,
                                   FTW_DEPTH | FTW_PHYS) != 0) {
        fail_errno(messages, scratch->folder);
    }
    scratch->folder[0] = '\0';
}

/* Judged articles ---------------------------------------------------------- */

typedef enum presence {
    ABSENT,
    HIDDEN,
    VISIBLE
} presence;

typedef struct listing {
    const bf_eval_judgments *judgments;
    presence *found; /* by the number of the judged document */
    bf_time now;
} listing;

static bf_status find_judged(void *payload, const bf_entry *entry)
{
    const listing *list = payload;
    size_t number;
    if (bf_eval_judgments_document(&number, list->judgments, entry->id)) {
        list->found[number] =
            bf_visible_at(entry->visibility, list->now) ? VISIBLE : HIDDEN;
    }
    return BF_OK;
}

/* List all articles, again when a writer moves on under it; how many there
 * are. */
static bf_status list_articles(listing *list, uint64_t *count, const char *path,
                               bf_error *err)
{
    bf_reader_info info = {.documents = 0};
    bf_reader *reader;
    bf_status status = bf_reader_open(&reader, path, err);
    for (unsigned retries = 0; !status; retries++) {
        status = bf_reader_get_info(&info, reader, err);
        if (!status) {
            status = bf_reader_list(reader, (bf_str){NULL, 0}, find_judged,
                                    list, err);
        }
        if (status != BF_ERR_STALE || retries == BF_MAX_STALE_RETRIES) {
            break;
        }
        status = bf_reader_reopen(reader, NULL, err);
    }
    *count = info.documents;
    bf_reader_free(reader);
    return status;
}

static void check_judgment(const listing *list, const char *file,
                           const bf_eval_judgment *judgment,
                           eval_messages *messages)
{
    bf_str id = judgment->document;
    size_t number;
    int shown = (int)bf_utf8_clip(id, 200);
    if (!bf_eval_judgments_document(&number, list->judgments, id)) {
        return;
    }
    if (list->found[number] == ABSENT) {
        bfi_eval_complain(messages, EVAL_NO_ARTICLE, file, judgment->line,
                          "article %.*s is not in the index", shown, id.data);
    } else if (list->found[number] == HIDDEN && judgment->grade >= 1) {
        bfi_eval_complain(messages, EVAL_HIDDEN, file, judgment->line,
                          "article %.*s is hidden: no search finds it", shown,
                          id.data);
    }
}

static void check_judgments(const listing *list, const eval_set *set,
                            eval_messages *messages)
{
    for (size_t i = 0; i < bf_eval_judgments_count(set->judgments); i++) {
        const bf_eval_topic *topic = bf_eval_judgments_at(set->judgments, i);
        for (size_t j = 0; j < topic->count; j++) {
            check_judgment(list, set->judgments_path.data, &topic->judgments[j],
                           messages);
        }
    }
}

int bfi_eval_check_articles(const eval_set *set, const char *path, bf_time now,
                            eval_messages *messages)
{
    size_t documents = bf_eval_judgments_documents(set->judgments);
    listing list = {set->judgments, calloc(documents, sizeof(presence)), now};
    int step = PROGRAM_GO_ON;
    uint64_t count = 0;
    bf_error err;
    bf_status status = list.found
                           ? list_articles(&list, &count, path, &err)
                           : bf_fail(&err, BF_ERR_NOMEM, "out of memory");
    if (status) {
        step = bfi_eval_fail(messages, &err);
    } else if (count == 0) {
        step = bfi_eval_refuse(
            messages, set->docs_path.size > 0 ? set->docs_path.data : path,
            "no articles");
    } else {
        check_judgments(&list, set, messages);
    }
    free(list.found);
    return step;
}
