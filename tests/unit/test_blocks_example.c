/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The segment that docs/index-format.md shows in hexadecimal, byte by byte. */

#include <backfile/blocks.h>

#include "scratch.h"
#include "tap.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

static const char *folder;

#define TEXT(text)                                                             \
    {                                                                          \
        (text), sizeof(text) - 1                                               \
    }

/* Documents ---------------------------------------------------------------- */

/* Title `Red Phones`, body `the phone`. */
static const bf_document_term first_terms[] = {
    {TEXT("red"), 8},  {TEXT("phone"), 9},  {TEXT("the"), 1},
    {TEXT("Sred"), 0}, {TEXT("Sphone"), 0}, {TEXT("Len"), 0},
};
static const bf_document_form first_forms[] = {
    {TEXT("red"), 0, 1},
    {TEXT("phones"), 1, 1},
    {TEXT("the"), 2, 1},
    {TEXT("phone"), 1, 1},
};
static const bf_document_token first_tokens[] = {
    {0, 0}, {1, 1}, {2, 258}, {3, 259}};
static unsigned char published[BF_TIME_KEY_BYTES];
static const bf_document_value first_values[] = {
    {BF_SLOT_PUBLISHED, {(const char *)published, sizeof published}}};
static const bf_document_keyword first_keywords[] = {
    {BF_FIELD_LANG, TEXT("en"), TEXT("en")}};
static const bf_document first = {
    .terms = first_terms,
    .term_count = sizeof first_terms / sizeof *first_terms,
    .forms = first_forms,
    .form_count = sizeof first_forms / sizeof *first_forms,
    .tokens = first_tokens,
    .token_count = sizeof first_tokens / sizeof *first_tokens,
    .values = first_values,
    .value_count = 1,
    .keywords = first_keywords,
    .keyword_count = 1,
    .length = 18,
    .field_starts = {[BF_FIELD_SUMMARY] = 258,
                     [BF_FIELD_BODY] = 258,
                     [BF_FIELD_AUTHORS] = 516,
                     [BF_FIELD_SECTION] = 516,
                     [BF_FIELD_TAGS] = 516},
};

/* Body `phone`. */
static const bf_document_term second_terms[] = {
    {TEXT("phone"), 1},
    {TEXT("Lde"), 0},
};
static const bf_document_form second_forms[] = {{TEXT("phone"), 0, 1}};
static const bf_document_token second_tokens[] = {{0, 0}};
static const bf_document_keyword second_keywords[] = {
    {BF_FIELD_LANG, TEXT("de"), TEXT("de")}};
static const bf_document second = {
    .terms = second_terms,
    .term_count = 2,
    .forms = second_forms,
    .form_count = 1,
    .tokens = second_tokens,
    .token_count = 1,
    .keywords = second_keywords,
    .keyword_count = 1,
    .length = 1,
    .field_starts = {[BF_FIELD_AUTHORS] = 257,
                     [BF_FIELD_SECTION] = 257,
                     [BF_FIELD_TAGS] = 257},
};

static bf_status build(bf_segment_info *out, bf_error *err)
{
    const bf_blocks_options options = BF_BLOCKS_OPTIONS_DEFAULT;
    bf_blocks_builder *builder;
    bf_time time;
    bf_status status = bf_time_parse(&time, bf_str_of("2014-06-20"), err);
    bf_time_key(published, time);
    status = status ? status
                    : bf_blocks_builder_new(&builder, folder, &options, err);
    if (status) {
        return status;
    }
    status = bf_blocks_builder_add(builder, 7, &first, err);
    status = status ? status : bf_blocks_builder_add(builder, 9, &second, err);
    status = status ? status : bf_blocks_builder_finish(out, builder, err);
    bf_blocks_builder_free(builder);
    return status;
}

/* The dump ------------------------------------------------------------------
 */

/* Find the example: the fenced lines behind the mark. */
static const char *find_dump(const bf_buf *text)
{
    const char *mark = strstr(text->data, "test_blocks_example.c");
    const char *fence = mark ? strstr(mark, "```\n") : NULL;
    return fence ? fence + 4 : "```";
}

/* Write the bytes of a line: offset, bytes, and maybe `|` and what they are.
 * What no line has is 0. Returns the next line. */
static const char *read_line(unsigned char *out, size_t room, size_t *end,
                             const char *line)
{
    char *at;
    size_t offset = strtoul(line, &at, 16);
    for (at += strspn(at, " "); isxdigit((unsigned char)*at) && offset < room;
         at += strspn(at, " ")) {
        out[offset++] = (unsigned char)strtoul(at, &at, 16);
    }
    *end = offset > *end ? offset : *end;
    at = strchr(at, '\n');
    return at ? at + 1 : "```";
}

static size_t read_dump(unsigned char *out, size_t room)
{
    size_t size = 0;
    const char *line;
    bf_buf text;
    memset(out, 0, room);
    bf_buf_init(&text, 1u << 24);
    if (!bf_file_read(&text, "docs/index-format.md", NULL)) {
        for (line = find_dump(&text); strncmp(line, "```", 3) != 0;) {
            line = read_line(out, room, &size, line);
        }
    }
    bf_buf_fini(&text);
    return size;
}

/* Show what the page should have. */
static void print_dump(bf_str file)
{
    for (size_t i = 0; i < file.size; i += 16) {
        printf("# %04zx ", i);
        for (size_t k = i; k < i + 16 && k < file.size; k++) {
            printf(" %02x", (unsigned char)file.data[k]);
        }
        putchar('\n');
    }
}

static void test_example(void)
{
    static unsigned char dump[4096];
    const size_t size = read_dump(dump, sizeof dump);
    char path[128];
    bf_segment_info made;
    bf_segment *segment;
    bf_buf file;
    bf_error err;
    bf_buf_init(&file, sizeof dump);
    is_status(build(&made, &err), BF_OK, &err, "it is built");
    snprintf(path, sizeof path, "%s/%s.segment", folder, made.name);
    is_status(bf_file_read(&file, path, &err), BF_OK, &err, "it is there");
    if (!ok(file.size == size && memcmp(file.data, dump, size) == 0,
            "it has the bytes that docs/index-format.md shows")) {
        print_dump(bf_buf_str(&file));
    }
    is_int(made.bytes, file.size, "the size that is said");
    is_int(made.documents, 2, "the documents");
    is_int(made.first, 7, "the first");
    is_int(made.last, 9, "the last");
    is_int(made.length, 19, "the length");
    is_status(bf_segment_open(&segment, folder, made.name, &err), BF_OK, &err,
              "it opens");
    is_status(bf_segment_verify(segment, &err), BF_OK, &err, "it is in order");
    bf_segment_free(segment);
    bf_buf_fini(&file);
    unlink(path);
}

int main(void)
{
    folder = scratch_new();
    if (!folder) {
        printf("Bail out! no folder\n");
        return 1;
    }
    test_example();
    ok(rmdir(folder) == 0, "nothing is left over");
    return tap_done();
}
