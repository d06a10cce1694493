/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files: reading what may be read, replacing as a whole. */

#include <backfile/util.h>

#include "scratch.h"
#include "tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder;
static char path[256];

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void replace(const char *name, bf_str contents)
{
    bf_error err;
    is_status(bf_file_replace(in_folder(name), contents, &err), BF_OK, &err,
              "%s is written", name);
}

static void reads(const char *name, bf_str expected)
{
    bf_error err;
    bf_buf buf;
    bf_buf_init(&buf, 1 << 20);
    is_status(bf_file_read(&buf, in_folder(name), &err), BF_OK, &err,
              "%s is read", name);
    ok(bf_str_equal(bf_buf_str(&buf), expected), "and holds what was written");
    bf_buf_fini(&buf);
}

static void refuses(const char *name, size_t cap, bf_status expected)
{
    bf_error err = {BF_OK, ""};
    bf_buf buf;
    bf_buf_init(&buf, cap);
    is_status(bf_file_read(&buf, in_folder(name), &err), expected, &err,
              "refused: %s", err.text);
    ok(strstr(err.text, name), "by name");
    bf_buf_fini(&buf);
}

static void test_replace(void)
{
    static char large[200000];
    memset(large, 'x', sizeof large);
    replace("a", bf_str_of("one\0two"));
    replace("a", (bf_str){"one\0two", 7});
    reads("a", (bf_str){"one\0two", 7});
    replace("a", (bf_str){large, sizeof large});
    reads("a", (bf_str){large, sizeof large});
    replace("a", (bf_str){NULL, 0});
    reads("a", bf_str_of(""));
    ok(access(in_folder("a.new"), F_OK) != 0, "no temporary file is left");
}

static void test_replace_refused(void)
{
    bf_error err = {BF_OK, ""};
    mkdir(in_folder("d"), 0777);
    ok(bf_file_replace(in_folder("d"), bf_str_of("x"), &err) == BF_ERR_IO,
       "a folder is not replaced: %s", err.text);
    ok(access(in_folder("d.new"), F_OK) != 0, "no temporary file is left");
    ok(bf_file_replace(in_folder("none/a"), bf_str_of("x"), &err) ==
           BF_ERR_NOT_FOUND,
       "no folder: %s", err.text);
}

/* A name without a slash lies in the current folder. */
static void test_relative(void)
{
    bf_error err;
    bf_buf buf;
    int here = open(".", O_RDONLY | O_DIRECTORY);
    bf_buf_init(&buf, 100);
    ok(chdir(folder) == 0, "in the folder");
    is_status(bf_file_replace("r", bf_str_of("x"), &err), BF_OK, &err,
              "a bare name is written");
    is_status(bf_file_read(&buf, "r", &err), BF_OK, &err, "and read");
    is_status(bf_folder_sync(".", &err), BF_OK, &err, "the folder is synced");
    ok(fchdir(here) == 0, "and back");
    close(here);
    bf_buf_fini(&buf);
}

static void test_read_cap(void)
{
    bf_buf buf;
    replace("b", bf_str_of("12345"));
    refuses("b", 4, BF_ERR_LIMIT);
    refuses("b", 0, BF_ERR_LIMIT);
    bf_buf_init(&buf, 8);
    bf_buf_add_text(&buf, "abc");
    is_int(bf_file_read(&buf, in_folder("b"), NULL), BF_OK,
           "what is left under the cap is enough");
    is_str(bf_buf_str(&buf), "abc12345", "and it was appended");
    bf_buf_fini(&buf);
    replace("e", bf_str_of(""));
    bf_buf_init(&buf, 0);
    is_int(bf_file_read(&buf, in_folder("e"), NULL), BF_OK,
           "no room is enough for an empty file");
    bf_buf_fini(&buf);
}

static void test_read_kinds(void)
{
    refuses("missing", 10, BF_ERR_NOT_FOUND);
    refuses("b/below-a-file", 10, BF_ERR_NOT_FOUND);
    refuses("d", 10, BF_ERR_INVALID);
    ok(mkfifo(in_folder("fifo"), 0666) == 0, "a FIFO");
    refuses("fifo", 10, BF_ERR_INVALID);
    ok(symlink("b", in_folder("link")) == 0, "a symbolic link");
    reads("link", bf_str_of("12345"));
    ok(symlink("loop", in_folder("loop")) == 0, "a link to itself");
    refuses("loop", 10, BF_ERR_IO);
    if (geteuid() == 0) {
        skip("root may read everything");
    } else {
        chmod(in_folder("b"), 0);
        refuses("b", 10, BF_ERR_IO);
        chmod(in_folder("b"), 0666);
    }
}

static void test_sync(void)
{
    bf_error err;
    is_status(bf_folder_sync(folder, &err), BF_OK, &err, "a folder");
    ok(bf_folder_sync(in_folder("b"), &err) == BF_ERR_NOT_FOUND, "a file: %s",
       err.text);
    ok(bf_folder_sync(in_folder("missing"), &err) == BF_ERR_NOT_FOUND,
       "nothing: %s", err.text);
}

static void clean_up(void)
{
    static const char *const names[] = {"a",    "b",    "e",   "r",
                                        "fifo", "link", "loop"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        unlink(in_folder(names[i]));
    }
    rmdir(in_folder("d"));
    ok(rmdir(folder) == 0, "nothing else was left in the folder");
}

int main(void)
{
    folder = scratch_new();
    if (!folder) {
        return 1;
    }
    test_replace();
    test_replace_refused();
    test_relative();
    test_read_cap();
    test_read_kinds();
    test_sync();
    clean_up();
    return tap_done();
}
