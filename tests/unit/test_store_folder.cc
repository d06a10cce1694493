/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders that are not an index, not any more, or not one of ours; damage;
 * and who may open what. */

#include "records.h"
#include "tap.h"

#include <xapian.h>

#include <cerrno>
#include <csignal>
#include <grp.h>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>

static std::string scratch;
static std::string sound; /* an index with articles */

static bf_status open_reader(const std::string &path, bf_error *err)
{
    bf_reader *reader;
    bf_status status = bf_reader_open(&reader, path.c_str(), err);
    bf_reader_free(reader);
    return status;
}

static bf_status open_writer(const std::string &path, bf_writer_mode mode,
                             bf_error *err)
{
    bf_writer *writer;
    bf_status status = bf_writer_open(&writer, path.c_str(), mode, err);
    bf_writer_free(writer);
    return status;
}

static void refused(const std::string &path, bf_status reading,
                    bf_status writing, bf_status creating, const char *name)
{
    bf_error err;
    is_status(open_reader(path, &err), reading, &err, "%s: read", name);
    is_status(open_writer(path, BF_WRITER_EXISTING, &err), writing, &err,
              "%s: write", name);
    is_status(open_writer(path, BF_WRITER_CREATE, &err), creating, &err,
              "%s: create", name);
}

static bf_status make_index(const std::string &path, int articles,
                            bf_error *err)
{
    bf_writer *writer;
    bf_status status =
        bf_writer_open(&writer, path.c_str(), BF_WRITER_CREATE, err);
    for (int i = 0; i < articles && !status; i++) {
        std::string id = "article-" + std::to_string(i);
        std::string text = "common";
        for (int word = 0; word < 60; word++) {
            text += " w" + std::to_string((i * 7 + word * 13) % 997);
        }
        record made = record_of(id.c_str(), text.c_str());
        status = record_put(writer, &made, err);
    }
    if (!status) {
        status = bf_writer_commit(writer, err);
    }
    bf_writer_free(writer);
    return status;
}

/* Shell functions: cut a file in half; overwrite its second half. */
static const char *const tools =
    "half() { echo $(($(stat -c %s \"$1\") / 2)); };"
    "cut() { truncate -s $(half \"$1\") \"$1\"; };"
    "spoil() { yes backfile | dd of=\"$1\" bs=1 seek=$(half \"$1\")"
    " count=$(half \"$1\") conv=notrunc status=none; };";

/* A fresh copy of the sound index, damaged by a command in its folder. */
static std::string damaged_by(const std::string &command)
{
    std::string path = scratch + "/copy";
    if (!run_command("%s rm -rf '%s' && cp -a '%s' '%s' && cd '%s' && %s",
                     tools, path.c_str(), sound.c_str(), path.c_str(),
                     path.c_str(), command.c_str())) {
        printf("Bail out! %s\n", command.c_str());
        exit(1);
    }
    return path;
}

static void test_no_index()
{
    std::string path = scratch + "/file";
    bf_error err;
    run_command("echo text >'%s'", path.c_str());
    refused(path, BF_ERR_INVALID, BF_ERR_INVALID, BF_ERR_INVALID, "a file");
    path = scratch + "/foreign";
    run_command("mkdir '%s' && echo text >'%s/thesis.txt'", path.c_str(),
                path.c_str());
    refused(path, BF_ERR_INVALID, BF_ERR_INVALID, BF_ERR_INVALID,
            "a folder of somebody's");
    ok(run_command("test \"$(ls '%s')\" = thesis.txt", path.c_str()),
       "and nothing is added to it");
    path = scratch + "/no/parent";
    refused(path, BF_ERR_NOT_FOUND, BF_ERR_NOT_FOUND, BF_ERR_NOT_FOUND,
            "a folder in no folder");
    path = scratch + "/empty";
    run_command("mkdir '%s'", path.c_str());
    refused(path, BF_ERR_NOT_FOUND, BF_ERR_NOT_FOUND, BF_OK, "an empty folder");
    is_status(make_index(path, 1, &err), BF_OK, &err, "becomes an index");
    is_status(open_reader(path + "/", &err), BF_OK, &err,
              "that is read with a slash at the end too");
}

static void test_live()
{
    const char *const texts[] = {"",
                                 "g1",
                                 "../g000001",
                                 "g000001/",
                                 "/g000001",
                                 ".",
                                 "g00000x",
                                 "G000001",
                                 "g000001\n\n",
                                 "g000001 ",
                                 "x\\000g000001",
                                 "g0000010000000000000000000000000"};
    for (const char *text : texts) {
        std::string path =
            damaged_by(std::string("printf '") + text + "' >LIVE");
        refused(path, BF_ERR_CORRUPT, BF_ERR_CORRUPT, BF_ERR_CORRUPT,
                "LIVE is no name of a generation");
    }
    refused(damaged_by("rm LIVE && mkdir LIVE"), BF_ERR_CORRUPT, BF_ERR_CORRUPT,
            BF_ERR_CORRUPT, "LIVE is a folder");
    refused(damaged_by("echo g000002 >LIVE"), BF_ERR_CORRUPT, BF_ERR_CORRUPT,
            BF_ERR_CORRUPT, "LIVE names what is not there");
    refused(damaged_by("rm LIVE && cp -r g000001 g000002"), BF_ERR_CORRUPT,
            BF_ERR_CORRUPT, BF_ERR_CORRUPT, "no LIVE and two generations");
    refused(damaged_by("printf g000001 >LIVE"), BF_OK, BF_OK, BF_OK,
            "LIVE without a newline");
}

/* Where a writer can end while it makes an index. */
static void test_unfinished()
{
    bf_error err;
    bf_reader *reader;
    bf_reader_info info = bf_reader_info();
    std::string path = damaged_by("rm LIVE");
    is_status(open_reader(path, &err), BF_ERR_NOT_FOUND, &err,
              "committed and not published: nothing to read");
    is_status(open_writer(path, BF_WRITER_EXISTING, &err), BF_ERR_NOT_FOUND,
              &err, "nor to write to");
    is_status(open_writer(path, BF_WRITER_CREATE, &err), BF_OK, &err,
              "creating publishes it");
    is_status(bf_reader_open(&reader, path.c_str(), &err), BF_OK, &err,
              "so it can be read");
    is_status(bf_reader_get_info(&info, reader, &err), BF_OK, &err, "info");
    is_int(info.documents, 400, "all articles are there");
    bf_reader_free(reader);

    path = damaged_by("rm LIVE g000001/iamglass; echo x >LIVE.new");
    is_status(open_reader(path, &err), BF_ERR_NOT_FOUND, &err,
              "no database yet: nothing to read");
    is_status(make_index(path, 3, &err), BF_OK, &err, "made anew");
    is_status(open_reader(path, &err), BF_OK, &err, "and read");

    path = damaged_by("rm LIVE && mv g000001 g000007");
    {
        Xapian::WritableDatabase empty(path + "/g000007",
                                       Xapian::DB_CREATE_OR_OVERWRITE |
                                           Xapian::DB_BACKEND_GLASS);
    }
    is_status(make_index(path, 3, &err), BF_OK, &err,
              "never committed: made anew");
    is_status(bf_reader_open(&reader, path.c_str(), &err), BF_OK, &err,
              "and read");
    is_status(bf_reader_get_info(&info, reader, &err), BF_OK, &err, "info");
    is_int(info.documents, 3, "with its articles");
    is_str(bf_str_of(info.generation), "g000007", "in the same folder");
    bf_reader_free(reader);
    refused(damaged_by("rm LIVE && echo x >g000001/iamglass"), BF_ERR_NOT_FOUND,
            BF_ERR_NOT_FOUND, BF_ERR_CORRUPT,
            "damaged and not published: left alone");
}

/* The sound index with other metadata. */
static std::string with_metadata(const char *key, const char *value)
{
    std::string path = damaged_by("true");
    Xapian::WritableDatabase database(path + "/g000001", Xapian::DB_OPEN);
    database.set_metadata(key, value);
    database.commit();
    return path;
}

static void test_format()
{
    std::string path = with_metadata(
        "backfile.format", std::to_string(BF_INDEX_FORMAT + 1).c_str());
    run_command("rm '%s/lock'", path.c_str());
    refused(path, BF_ERR_FORMAT, BF_ERR_FORMAT, BF_ERR_FORMAT,
            "a newer format");
    ok(!run_command("test -e '%s/lock'", path.c_str()), "nothing was touched");
    refused(with_metadata("backfile.format", "0"), BF_ERR_FORMAT, BF_ERR_FORMAT,
            BF_ERR_FORMAT, "format 0");
    refused(with_metadata("backfile.format", "one"), BF_ERR_CORRUPT,
            BF_ERR_CORRUPT, BF_ERR_CORRUPT, "no number as format");
    refused(with_metadata("backfile.format", ""), BF_ERR_CORRUPT,
            BF_ERR_CORRUPT, BF_ERR_CORRUPT, "a database of somebody's");
    refused(with_metadata("backfile.change", "-1"), BF_ERR_CORRUPT,
            BF_ERR_CORRUPT, BF_ERR_CORRUPT, "no number as change");
}

/* Damage ------------------------------------------------------------------ */

static bf_status each_term(void *, bf_str, uint32_t)
{
    return BF_OK;
}

static bf_status each_entry(void *, const bf_entry *)
{
    return BF_OK;
}

static bf_status read_articles(bf_reader *reader, bf_error *err)
{
    bf_arena *arena;
    bf_article article;
    bf_status status = bf_arena_new(&arena, BF_MAX_STORED_BYTES, err);
    for (bf_docnum number = 1; number <= 400 && !status; number++) {
        status = bf_reader_article(&article, reader, number, arena, err);
        bf_arena_reset(arena);
    }
    bf_arena_free(arena);
    return status;
}

/* Read everything; the first failure. */
static bf_status read_all(const std::string &path, bf_error *err)
{
    bf_reader *reader;
    bf_docnum docnum;
    bf_status status = bf_reader_open(&reader, path.c_str(), err);
    if (!status) {
        status = bf_reader_terms(reader, bf_str_of(""), each_term, NULL, err);
    }
    if (!status) {
        status = bf_reader_list(reader, bf_str{NULL, 0}, each_entry, NULL, err);
    }
    if (!status) {
        status = bf_reader_find(&docnum, reader, bf_str_of("article-7"), err);
    }
    if (!status) {
        status = read_articles(reader, err);
    }
    bf_reader_free(reader);
    return status;
}

static void damage(const std::string &command)
{
    bf_error err;
    std::string path = damaged_by(command);
    is_status(read_all(path, &err), BF_ERR_CORRUPT, &err, "%s",
              command.c_str());
}

static void test_damage()
{
    bf_error err;
    const char *const tables[] = {"iamglass", "postlist.glass",
                                  "docdata.glass"};
    is_status(read_all(damaged_by("true"), &err), BF_OK, &err,
              "a sound copy is read whole");
    for (const char *table : tables) {
        std::string file = std::string("g000001/") + table;
        damage("rm " + file);
        damage(": >" + file);
        damage("cut " + file);
        damage("spoil " + file);
        damage("yes backfile | head -c 100000 >" + file);
    }
    is_status(open_writer(damaged_by(": >g000001/termlist.glass"),
                          BF_WRITER_EXISTING, &err),
              BF_ERR_CORRUPT, &err, "a writer needs the term lists");
    damage("rm -r g000001");
}

/* Other processes --------------------------------------------------------- */

/* Become somebody who may not write here. */
static void drop_rights()
{
    if (geteuid() == 0 &&
        (setgroups(0, NULL) || setgid(65534) || setuid(65534))) {
        _exit(77);
    }
}

static int as_reader(const std::string &path)
{
    bf_error err;
    drop_rights();
    if (read_all(path, &err)) {
        return 1;
    }
    return open_writer(path, BF_WRITER_EXISTING, &err) == BF_ERR_IO ? 0 : 2;
}

static void test_rights()
{
    std::string path = damaged_by("chmod -R a+rX-w .");
    int result = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        _exit(as_reader(path));
    }
    waitpid(child, &result, 0);
    if (WIFEXITED(result) && WEXITSTATUS(result) == 77) {
        skip("cannot become another user");
        return;
    }
    is_int(result, 0, "who may not write can read, and not write");
}

static void test_killed_writer()
{
    bf_error err;
    int ready[2];
    char byte = 0;
    std::string path = damaged_by("true");
    if (pipe(ready)) {
        printf("Bail out! pipe\n");
        exit(1);
    }
    pid_t child = fork();
    if (child == 0) {
        bf_writer *writer;
        bf_status status =
            bf_writer_open(&writer, path.c_str(), BF_WRITER_EXISTING, &err);
        byte = (char)status;
        if (write(ready[1], &byte, 1) != 1) {
            _exit(1);
        }
        for (;;) {
            pause();
        }
    }
    ok(read(ready[0], &byte, 1) == 1 && byte == BF_OK,
       "another process writes");
    is_status(open_writer(path, BF_WRITER_EXISTING, &err), BF_ERR_LOCKED, &err,
              "so the index is locked");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    is_status(open_writer(path, BF_WRITER_EXISTING, &err), BF_OK, &err,
              "a dead process holds no lock");
    close(ready[0]);
    close(ready[1]);
}

int main()
{
    bf_error err;
    scratch = scratch_new();
    chmod(scratch.c_str(), 0755);
    sound = scratch + "/sound";
    is_status(make_index(sound, 400, &err), BF_OK, &err, "make an index");
    test_no_index();
    test_live();
    test_unfinished();
    test_format();
    test_damage();
    test_rights();
    test_killed_writer();
    scratch_remove(scratch.c_str());
    return tap_done();
}
