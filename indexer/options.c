/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line: getopt_long, then what the words have to be. */

#include "options.h"

#include <backfile/text.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

static const char help[] =
    "Usage: backfile-indexer [-i INDEX] [OPTION...] SOURCE...\n"
    "       backfile-indexer [-i INDEX] [OPTION...] --delete ID...\n"
    "       backfile-indexer [-i INDEX] [OPTION...] --rebuild-blocks\n"
    "       backfile-indexer [-i INDEX] [OPTION...] --settings FILE\n"
    "       backfile-indexer [--source NAME] [--lang LANG] [-q] --extract "
    "FILE...\n"
    "\n"
    "Bring an index up to date with articles, making it if there is none.\n"
    "\n"
    "A SOURCE is a folder, a file, or - for JSON Lines on standard input.\n"
    "A folder is synced: what is new or changed in it is indexed, and what is\n"
    "gone from it is deleted from the index. A file or - only adds and\n"
    "changes, unless --complete is given. NAME=SOURCE names the source; else "
    "it\n"
    "is called as the folder, or as the folder that a file is in, or stdin.\n"
    "Files that are read: .html .htm .md .markdown .txt .jsonl .ndjson\n"
    "\n"
    "  -i, --index INDEX   the folder of the index (default $BACKFILE_INDEX)\n"
    "      --source NAME   the name of the one SOURCE\n"
    "      --lang LANG     language of articles that give none (else it is\n"
    "                      found by their text and their path); help lists\n"
    "                      those whose words are stemmed\n"
    "      --complete      a file or - is all of its source, which must be\n"
    "                      named: delete what is gone from it\n"
    "      --delete        the arguments are ids of articles to delete\n"
    "      --rebuild-blocks  make the block index anew from the records, "
    "which\n"
    "                      every run does that finds it missing or damaged\n"
    "      --threads N     make the block index anew in N threads, 1 to 64;\n"
    "                      the default is one a processor\n"
    "      --extract       print the article of each FILE, as it would be\n"
    "                      indexed, as a line of JSON; no index is needed\n"
    "      --settings FILE  use the settings in FILE, and keep them with the\n"
    "                      index; without it those that it has\n"
    "      --lean          keep no words in the records, as the setting\n"
    "                      records: lean\n"
    "  -n, --dry-run       tell what would be done, write nothing\n"
    "      --json          the summary as one JSON object\n"
    "  -q, --quiet         no summary, no progress, only failures\n"
    "  -v, --verbose       name every article and what became of it\n"
    "  -h, --help          this text\n"
    "      --version       the version\n"
    "\n"
    "Exit code: 0 done; 1 done, but some articles failed, each was named,\n"
    "or the block index could not be made anew;\n"
    "2 usage; 65 the index is damaged; 66 a source or index is not there or\n"
    "not one; 74 input or output failed; 75 another writer has the index, try\n"
    "again later; 76 the index is of another format; 78 the settings are "
    "wrong.\n"
    "After all but 0 and 1 nothing was written.\n";

enum {
    MAX_LIST_BYTES = 4096,
    OPTION_SOURCE = PROGRAM_VERSION + 1,
    OPTION_LANG,
    OPTION_COMPLETE,
    OPTION_DELETE,
    OPTION_REBUILD_BLOCKS,
    OPTION_THREADS,
    OPTION_EXTRACT,
    OPTION_SETTINGS,
    OPTION_LEAN,
    OPTION_JSON
};

static const struct option long_options[] = {
    {"source", required_argument, NULL, OPTION_SOURCE},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"complete", no_argument, NULL, OPTION_COMPLETE},
    {"delete", no_argument, NULL, OPTION_DELETE},
    {"rebuild-blocks", no_argument, NULL, OPTION_REBUILD_BLOCKS},
    {"threads", required_argument, NULL, OPTION_THREADS},
    {"extract", no_argument, NULL, OPTION_EXTRACT},
    {"settings", required_argument, NULL, OPTION_SETTINGS},
    {"lean", no_argument, NULL, OPTION_LEAN},
    {"dry-run", no_argument, NULL, 'n'},
    {"json", no_argument, NULL, OPTION_JSON},
    {"quiet", no_argument, NULL, 'q'},
    {"verbose", no_argument, NULL, 'v'},
    PROGRAM_OPTIONS,
};

const program bfi_indexer = {"backfile-indexer", help, ":hi:nqv", long_options};

typedef struct reading {
    bfi_options *out;
    const char *name;     /* the argument of --source, or NULL */
    const char *settings; /* that of --settings, or NULL */
} reading;

static int list_languages(void)
{
    bf_buf list;
    int code;
    bf_buf_init(&list, MAX_LIST_BYTES);
    bf_language_list(&list);
    code = bfi_program_print(&bfi_indexer, bf_buf_str(&list));
    bf_buf_fini(&list);
    return code;
}

static int take_lang(bfi_options *out)
{
    char primary[BF_LANGUAGE_BYTES];
    bf_error err;
    out->lang = bf_str_of(optarg);
    if (bf_str_is(out->lang, "help")) {
        return list_languages();
    }
    return bf_language_primary(primary, out->lang, &err)
               ? bfi_program_usage(&bfi_indexer, "--lang: %s", err.text)
               : PROGRAM_GO_ON;
}

static int take(void *closure, int option)
{
    reading *self = closure;
    bfi_options *out = self->out;
    switch (option) {
    case OPTION_SOURCE:
        self->name = optarg;
        break;
    case OPTION_LANG:
        return take_lang(out);
    case OPTION_COMPLETE:
        out->complete = true;
        break;
    case OPTION_DELETE:
        out->delete_ids = true;
        break;
    case OPTION_REBUILD_BLOCKS:
        out->rebuild_blocks = true;
        break;
    case OPTION_THREADS:
        return bfi_program_number(&out->threads, &bfi_indexer, "--threads", 1,
                                  BF_MAX_THREADS);
    case OPTION_EXTRACT:
        out->extract = true;
        break;
    case OPTION_SETTINGS:
        self->settings = optarg;
        break;
    case OPTION_LEAN:
        out->lean = true;
        break;
    case 'n':
        out->dry_run = true;
        break;
    case OPTION_JSON:
        out->json = true;
        break;
    case 'q':
        out->quiet = true;
        break;
    default:
        out->verbose = true;
    }
    return PROGRAM_GO_ON;
}

/* The last part of a path that does not end in `/`. */
static bf_str last_part(bf_str path)
{
    size_t start = path.size;
    while (start > 0 && path.data[start - 1] != '/') {
        start--;
    }
    return (bf_str){path.data + start, path.size - start};
}

/* What a folder is called: "posts" for "site/posts/"; for ".", ".." and ""
 * the real name, which for "/" is empty. */
static bf_str folder_name(char space[PATH_MAX], bf_str path)
{
    char copy[PATH_MAX];
    bf_str name;
    while (path.size > 1 && path.data[path.size - 1] == '/') {
        path.size--;
    }
    name = last_part(path);
    if (name.size > 0 && !bf_str_is(name, ".") && !bf_str_is(name, "..")) {
        return name;
    }
    snprintf(copy, sizeof copy, "%.*s", (int)path.size, path.data);
    if (path.size >= sizeof copy || !realpath(*copy ? copy : ".", space)) {
        return (bf_str){"", 0};
    }
    return last_part(bf_str_of(space));
}

/* The name of a source that was given none. That of a file is that of its
 * folder, so that its article has the id that a sync of the folder gives. */
static bf_str default_name(char space[PATH_MAX], const bfi_source *source)
{
    bf_str path = bf_str_of(source->path);
    if (source->kind == BFI_SOURCE_STREAM) {
        return bf_str_of("stdin");
    }
    if (source->kind == BFI_SOURCE_FILE) {
        path.size -= last_part(path).size;
    }
    return folder_name(space, path);
}

/* A name becomes the front of ids, so it holds nothing that is confusing
 * there. */
static bool is_source_name(bf_str name)
{
    if (name.size == 0 || name.size > BF_MAX_SOURCE_BYTES ||
        !bf_utf8_valid(name, NULL)) {
        return false;
    }
    for (size_t i = 0; i < name.size; i++) {
        unsigned char c = (unsigned char)name.data[i];
        if (c < 0x20 || c == 0x7f || c == '/') {
            return false;
        }
    }
    return true;
}

static int set_name(bfi_source *source, bf_str name)
{
    if (!is_source_name(name)) {
        return bfi_program_usage(
            &bfi_indexer,
            "a source cannot be called '%.*s': a name has 1 to %u "
            "bytes of UTF-8, no '/' and no control characters; give "
            "one with --source NAME",
            (int)bf_utf8_clip(name, BF_MAX_SOURCE_BYTES), name.data,
            BF_MAX_SOURCE_BYTES);
    }
    memcpy(source->name, name.data, name.size);
    source->name[name.size] = '\0';
    return PROGRAM_GO_ON;
}

static int set_kind(bfi_source *source)
{
    struct stat facts;
    if (!strcmp(source->path, "-")) {
        source->kind = BFI_SOURCE_STREAM;
        source->format = bfi_format_named("jsonl");
        source->path = "standard input";
        return PROGRAM_GO_ON;
    }
    if (stat(source->path, &facts) != 0) {
        bfi_program_say(&bfi_indexer, "%s: %s", source->path, strerror(errno));
        return EX_NOINPUT;
    }
    if (S_ISDIR(facts.st_mode)) {
        source->kind = BFI_SOURCE_FOLDER;
        return PROGRAM_GO_ON;
    }
    source->kind = BFI_SOURCE_FILE;
    source->format = bfi_format_of_path(source->path);
    if (!source->format) {
        return bfi_program_usage(
            &bfi_indexer,
            "%s: not a kind of file that is read: .html .htm .md "
            ".markdown .txt .jsonl .ndjson",
            source->path);
    }
    return PROGRAM_GO_ON;
}

bool bfi_options_set_settings(const bfi_options *options)
{
    return options->has_settings || options->lean;
}

bool bfi_source_is_whole(const bfi_options *options, const bfi_source *source)
{
    return source->kind == BFI_SOURCE_FOLDER || options->complete;
}

/* `word` is PATH or NAME=PATH: a `=` before any `/` ends a name. */
static int read_source(const bfi_options *options, bfi_source *source,
                       const char *word, const char *name)
{
    char space[PATH_MAX];
    size_t stem = strcspn(word, "/=");
    bool has_name = word[stem] == '=';
    bf_str chosen = has_name ? (bf_str){word, stem} : bf_str_of(name);
    int next;
    if (has_name && name) {
        return bfi_program_usage(
            &bfi_indexer, "--source and NAME=SOURCE both name the source");
    }
    source->path = has_name ? word + stem + 1 : word;
    next = set_kind(source);
    if (next != PROGRAM_GO_ON) {
        return next;
    }
    /* Else the name of its folder would do, and with it go all that other
     * files of the folder gave. */
    if (options->complete && source->kind != BFI_SOURCE_FOLDER &&
        !chosen.data) {
        return bfi_program_usage(&bfi_indexer,
                                 "--complete: name the source: NAME=%s", word);
    }
    return set_name(source, chosen.data ? chosen : default_name(space, source));
}

/* Of two sources of one name the one would delete the other's articles the
 * next time that it is synced alone. Plain files delete nothing. */
static int check_names(const bfi_options *options)
{
    for (size_t i = 0; i < options->source_count; i++) {
        const bfi_source *a = &options->sources[i];
        for (size_t j = 0; j < options->source_count; j++) {
            const bfi_source *b = &options->sources[j];
            if (i != j && bfi_source_is_whole(options, a) &&
                !strcmp(a->name, b->name)) {
                return bfi_program_usage(
                    &bfi_indexer,
                    "%s and %s are both called '%s'; name one of "
                    "them: NAME=SOURCE",
                    a->path, b->path, a->name);
            }
        }
    }
    return PROGRAM_GO_ON;
}

static int check_streams(const bfi_options *options)
{
    size_t count = 0;
    for (size_t i = 0; i < options->source_count; i++) {
        count += options->sources[i].kind == BFI_SOURCE_STREAM;
    }
    return count > 1
               ? bfi_program_usage(&bfi_indexer,
                                   "standard input can be one source only")
               : PROGRAM_GO_ON;
}

static int read_sources(bfi_options *out, const char *name, char **words,
                        size_t count)
{
    int next = PROGRAM_GO_ON;
    if (count == 0) {
        return bfi_program_usage(&bfi_indexer,
                                 "no source: name a folder, a file, or -");
    }
    if (name && count > 1) {
        return bfi_program_usage(
            &bfi_indexer,
            "--source names one source; write NAME=SOURCE for more");
    }
    out->sources = calloc(count, sizeof *out->sources);
    if (!out->sources) {
        bfi_program_say(&bfi_indexer, "out of memory");
        return bf_status_exit_code(BF_ERR_NOMEM);
    }
    out->source_count = count;
    for (size_t i = 0; i < count && next == PROGRAM_GO_ON; i++) {
        next = read_source(out, &out->sources[i], words[i], name);
    }
    next = next == PROGRAM_GO_ON ? check_streams(out) : next;
    return next == PROGRAM_GO_ON ? check_names(out) : next;
}

static int read_ids(bfi_options *out, const char *name, char **words,
                    size_t count)
{
    if (count == 0) {
        return bfi_program_usage(&bfi_indexer,
                                 "--delete: name the ids of articles");
    }
    if (name || out->complete) {
        return bfi_program_usage(
            &bfi_indexer, "--delete takes neither --source nor --complete");
    }
    out->ids = (const char *const *)words;
    out->id_count = count;
    return PROGRAM_GO_ON;
}

/* To extract is no run: what is about one makes no sense. */
static int read_files(const reading *self, char **words, size_t count)
{
    bfi_options *out = self->out;
    int next;
    if (out->index || self->settings || out->lean || out->rebuild_blocks ||
        out->delete_ids || out->complete || out->dry_run || out->json ||
        out->verbose || out->threads > 0) {
        return bfi_program_usage(
            &bfi_indexer, "--extract goes with --source, --lang and -q only");
    }
    next = read_sources(out, self->name, words, count);
    for (size_t i = 0; i < out->source_count && next == PROGRAM_GO_ON; i++) {
        if (out->sources[i].kind == BFI_SOURCE_FOLDER) {
            next = bfi_program_usage(
                &bfi_indexer, "--extract: %s is a folder; name files of it",
                out->sources[i].path);
        }
    }
    return next;
}

static int check_rebuild(const bfi_options *options, const char *name,
                         size_t count)
{
    if (count > 0) {
        return bfi_program_usage(&bfi_indexer,
                                 "--rebuild-blocks takes no source and no id");
    }
    if (name || options->complete || options->delete_ids || options->dry_run) {
        return bfi_program_usage(&bfi_indexer,
                                 "--rebuild-blocks takes none of --source, "
                                 "--complete, --delete and --dry-run");
    }
    return PROGRAM_GO_ON;
}

/* With settings alone no source is needed. */
static int check_settings_only(const bfi_options *options, const char *name)
{
    return name || options->complete
               ? bfi_program_usage(&bfi_indexer,
                                   "no source for --source or --complete")
               : PROGRAM_GO_ON;
}

/* The words that are no options. */
static int read_words(bfi_options *out, const char *name, char **words,
                      size_t count)
{
    if (bfi_options_set_settings(out) &&
        (out->rebuild_blocks || out->delete_ids)) {
        return bfi_program_usage(
            &bfi_indexer,
            "--settings and --lean go with neither --rebuild-blocks nor "
            "--delete");
    }
    if (out->rebuild_blocks) {
        return check_rebuild(out, name, count);
    }
    if (bfi_options_set_settings(out) && count == 0) {
        return check_settings_only(out, name);
    }
    return out->delete_ids ? read_ids(out, name, words, count)
                           : read_sources(out, name, words, count);
}

int bfi_options_read(bfi_options *out, int argc, char **argv)
{
    reading self = {.out = out};
    int next;
    *out = (bfi_options){.lang = {NULL, 0}};
    next = bfi_program_read_own(&bfi_indexer, &out->index, take, &self, argc,
                                argv);
    if (next == PROGRAM_GO_ON && out->extract) {
        return read_files(&self, argv + optind, (size_t)(argc - optind));
    }
    if (next == PROGRAM_GO_ON) {
        next = bfi_program_need_index(&bfi_indexer, &out->index);
    }
    if (next == PROGRAM_GO_ON && self.settings) {
        next = bfi_options_read_settings(out, self.settings);
    }
    if (next != PROGRAM_GO_ON) {
        return next;
    }
    return read_words(out, self.name, argv + optind, (size_t)(argc - optind));
}

void bfi_options_fini(bfi_options *options)
{
    free(options->sources);
    options->sources = NULL;
}
