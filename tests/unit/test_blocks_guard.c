/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files that change while they are open: those of segments, by one thread or by
 * many, and those of others, which are none of our business.
 */

#include <backfile/blocks.h>

#include "scratch.h"
#include "segment_encode.h"
#include "segment_exercise.h"
#include "tap.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    THREADS = 4,
    ROUNDS = 20,
    OTHERS_HANDLER = 7 /* an exit code */
};

static const char *folder;

/* A file on its own, with a path. */
typedef struct file {
    char name[BF_SEGMENT_NAME_BYTES];
    char path[128];
} file;

/* Write a segment of some pages, of its own contents. */
static void write_segment(file *out, uint64_t seed)
{
    const model_style style = {
        .kind = BF_TERM_TEXT, .documents = 2000, .occurrences = 3};
    model *m = malloc(sizeof *m);
    encoded e;
    bf_buf bytes;
    bf_error err;
    model_begin(m, seed, 4000);
    (void)model_add(m, bf_str_of("word"), &style);
    model_finish(m);
    encode_begin(&e, m);
    bf_buf_init(&bytes, SIZE_MAX);
    encode_file(&bytes, &e);
    for (int i = 0; i < 16; i++) {
        snprintf(out->name + 2 * (size_t)i, 3, "%02x",
                 (unsigned char)bytes.data[48 + i]);
    }
    snprintf(out->path, sizeof out->path, "%s/%s" BF_SEGMENT_ENDING, folder,
             out->name);
    if (bf_file_replace(out->path, bf_buf_str(&bytes), &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    bf_buf_fini(&bytes);
    encode_end(&e);
    model_end(m);
    free(m);
}

static bf_status exercise_it(void *closure, bf_error *err)
{
    (void)err;
    exercise_segment(closure);
    return BF_OK;
}

static bf_status fail_it(void *closure, bf_error *err)
{
    return bf_fail(err, BF_ERR_LIMIT, "%s", (const char *)closure);
}

static bf_segment *open_segment(const file *f)
{
    bf_segment *segment;
    bf_error err;
    is_status(bf_segment_open(&segment, folder, f->name, &err), BF_OK, &err,
              "a segment opens");
    return segment;
}

static void test_one(void)
{
    char failure[] = "what went wrong";
    bf_segment *segment;
    bf_error err;
    file f;
    write_segment(&f, 1);
    segment = open_segment(&f);
    is_status(bf_segments_guard(exercise_it, segment, &err), BF_OK, &err,
              "what is in order is read under the guard");
    is_status(bf_segments_guard(fail_it, failure, &err), BF_ERR_LIMIT, &err,
              "failures come through it");
    is_str(bf_str_of(err.text), "what went wrong", "with their text");
    ok(truncate(f.path, 4096) == 0, "the file becomes shorter");
    is_status(bf_segments_guard(exercise_it, segment, &err), BF_ERR_CORRUPT,
              &err, "reading behind its end gives a status");
    ok(strstr(err.text, f.name) != NULL, "which names it: %s", err.text);
    is_status(bf_segments_guard(exercise_it, segment, NULL), BF_ERR_CORRUPT,
              &err, "again, and with nowhere to write the text");
    is_status(bf_segment_verify(segment, &err), BF_ERR_CORRUPT, &err,
              "the check of it guards itself");
    bf_segment_free(segment);
    is_status(bf_segment_open(&segment, folder, f.name, &err), BF_ERR_CORRUPT,
              &err, "such a file does not open");
    unlink(f.path);
    is_status(bf_segment_open(&segment, folder, f.name, &err), BF_ERR_NOT_FOUND,
              &err, "nor one that is not there");
    is_status(bf_segment_open(&segment, folder, "../guard", &err),
              BF_ERR_NOT_FOUND, &err, "nor another name");
    ok(mkfifo(f.path, 0600) == 0, "a FIFO");
    is_status(bf_segment_open(&segment, folder, f.name, &err), BF_ERR_CORRUPT,
              &err, "is not waited for");
    unlink(f.path);
}

static bf_status count_term(void *payload, bf_str term, uint32_t frequency)
{
    (void)term;
    *(uint32_t *)payload += frequency > 0;
    return BF_OK;
}

static void test_vocabulary(void)
{
    bf_blocks_part part = {NULL, NULL, 0};
    const bf_blocks blocks = {&part, 1};
    const bf_str word = bf_str_of("word");
    uint32_t count = 0;
    bf_segment *segment;
    bf_error err;
    file f;
    write_segment(&f, 4);
    segment = open_segment(&f);
    part.segment = segment;
    is_status(bf_blocks_frequency(&count, &blocks, word, &err), BF_OK, &err,
              "a term is looked up");
    is_int(count, 2000, "and has documents");
    is_status(bf_blocks_frequency(&count, &blocks, bf_str_of("none"), &err),
              BF_OK, &err, "one that is not there, too");
    is_int(count, 0, "and has none");
    is_status(bf_blocks_terms(&blocks, word, count_term, &count, &err), BF_OK,
              &err, "terms are walked over");
    is_int(count, 1, "each once");
    ok(truncate(f.path, 64) == 0, "the file becomes shorter");
    is_status(bf_blocks_frequency(&count, &blocks, word, &err), BF_ERR_CORRUPT,
              &err, "looking up gives a status");
    is_int(count, 0, "and no documents");
    is_status(bf_blocks_terms(&blocks, word, count_term, &count, &err),
              BF_ERR_CORRUPT, &err, "and so does walking");
    bf_segment_free(segment);
    unlink(f.path);
}

/* A segment of another name has other contents. */
static void test_name(void)
{
    bf_segment *segment;
    bf_error err;
    file f;
    file other;
    write_segment(&f, 2);
    write_segment(&other, 3);
    ok(rename(f.path, other.path) == 0, "a file takes the place of another");
    is_status(bf_segment_open(&segment, folder, other.name, &err),
              BF_ERR_CORRUPT, &err, "which does not open then");
    ok(segment == NULL, "and gives nothing");
    unlink(other.path);
}

/* Nested guards: the inner one is left, the outer one goes on. */
static bf_status guard_both(void *closure, bf_error *err)
{
    bf_segment **segments = closure;
    const bf_status inner = bf_segments_guard(exercise_it, segments[0], err);
    if (inner != BF_ERR_CORRUPT) {
        return BF_ERR_INTERNAL;
    }
    exercise_segment(segments[1]);
    return BF_OK;
}

static void test_nested(void)
{
    bf_segment *segments[2];
    bf_error err;
    file files[2];
    for (unsigned i = 0; i < 2; i++) {
        write_segment(&files[i], 10 + i);
        segments[i] = open_segment(&files[i]);
    }
    ok(truncate(files[0].path, 0) == 0, "one of two files becomes empty");
    is_status(bf_segments_guard(guard_both, segments, &err), BF_OK, &err,
              "the inner guard is left");
    ok(truncate(files[1].path, 0) == 0, "the other one, too");
    is_status(bf_segments_guard(guard_both, segments, &err), BF_ERR_CORRUPT,
              &err, "then the outer one is left");
    for (unsigned i = 0; i < 2; i++) {
        bf_segment_free(segments[i]);
        unlink(files[i].path);
    }
}

/* A thread that opens and reads its own segment, which shrinks each second
 * time. */
static void *run_thread(void *closure)
{
    const uintptr_t seed = (uintptr_t)closure;
    uintptr_t wrong = 0;
    for (unsigned i = 0; i < ROUNDS; i++) {
        bf_segment *segment;
        file f;
        bf_status status;
        write_segment(&f, seed * ROUNDS + i);
        if (bf_segment_open(&segment, folder, f.name, NULL)) {
            return (void *)1;
        }
        wrong += i % 2 == 0 && truncate(f.path, 4096) != 0;
        status = bf_segments_guard(exercise_it, segment, NULL);
        wrong += status != (i % 2 == 0 ? BF_ERR_CORRUPT : BF_OK);
        bf_segment_free(segment);
        unlink(f.path);
    }
    return (void *)wrong;
}

static void test_threads(void)
{
    pthread_t threads[THREADS];
    for (uintptr_t i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, run_thread, (void *)(100 + i));
    }
    for (unsigned i = 0; i < THREADS; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        ok(wrong == NULL, "thread %u: those that shrink, and no others, fail",
           i);
    }
}

/* Threads that read one segment, over and over, until it is gone. */
static void *read_shared(void *closure)
{
    bf_status status = BF_OK;
    while (!status) {
        status = bf_segments_guard(exercise_it, closure, NULL);
    }
    return (void *)(uintptr_t)(status != BF_ERR_CORRUPT);
}

static void test_shared(void)
{
    pthread_t threads[THREADS];
    bf_segment *segment;
    file f;
    write_segment(&f, 77);
    segment = open_segment(&f);
    for (unsigned i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, read_shared, segment);
    }
    usleep(20000);
    ok(truncate(f.path, 0) == 0, "what many threads read is gone");
    for (unsigned i = 0; i < THREADS; i++) {
        void *wrong;
        pthread_join(threads[i], &wrong);
        ok(wrong == NULL, "thread %u learns of it", i);
    }
    bf_segment_free(segment);
    unlink(f.path);
}

/* Other signals ----------------------------------------------------------- */

static void others_handler(int number)
{
    (void)number;
    _exit(OTHERS_HANDLER);
}

static void others_action(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    _exit(info->si_addr ? OTHERS_HANDLER : 1);
}

/* Read behind the end of a file that is no segment. */
static bf_status read_other(void *closure, bf_error *err)
{
    char path[128];
    volatile const char *bytes;
    int fd;
    (void)err;
    snprintf(path, sizeof path, "%s/other-%d", folder, (int)getpid());
    fd = open(path, O_RDWR | O_CREAT, 0600);
    unlink(path);
    if (fd < 0 || ftruncate(fd, 4096) != 0) {
        _exit(1);
    }
    bytes = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);
    if (ftruncate(fd, 0) != 0) {
        _exit(1);
    }
    *(char *)closure = bytes[0];
    _exit(2);
}

/* How a child ends that has `handler` before us, and then a fault that is not
 * ours, or is sent the signal. */
static int end_of_child(const struct sigaction *before, bool is_fault)
{
    int how = 0;
    pid_t child;
    fflush(stdout);
    child = fork();
    if (child == 0) {
        char room[] = "";
        sigaction(SIGBUS, before, NULL);
        if (is_fault) {
            (void)!bf_segments_guard(read_other, room, NULL);
        }
        (void)!bf_segments_guard(fail_it, room, NULL);
        raise(SIGBUS);
        _exit(3);
    }
    waitpid(child, &how, 0);
    return WIFSIGNALED(how) ? -WTERMSIG(how) : WEXITSTATUS(how);
}

static void test_others(void)
{
    const struct sigaction plain = {.sa_handler = others_handler};
    const struct sigaction full = {.sa_sigaction = others_action,
                                   .sa_flags = SA_SIGINFO};
    const struct sigaction none = {.sa_handler = SIG_DFL};
    const struct sigaction ignored = {.sa_handler = SIG_IGN};
    is_int(end_of_child(&plain, true), OTHERS_HANDLER,
           "a fault elsewhere goes to the handler that was there");
    is_int(end_of_child(&full, true), OTHERS_HANDLER,
           "with all that it is told");
    is_int(end_of_child(&none, true), -SIGBUS,
           "and ends the process when there was none");
    is_int(end_of_child(&ignored, true), -SIGBUS, "for it cannot be ignored");
    is_int(end_of_child(&plain, false), OTHERS_HANDLER,
           "a signal that is sent goes there as well");
    is_int(end_of_child(&none, false), -SIGBUS, "or ends the process");
    is_int(end_of_child(&ignored, false), 3, "or is ignored");
}

int main(void)
{
    folder = scratch_new();
    if (!folder) {
        return 1;
    }
    test_others(); /* first: here the handler is not yet ours */
    test_one();
    test_vocabulary();
    test_name();
    test_nested();
    test_threads();
    test_shared();
    rmdir(folder);
    return tap_done();
}
