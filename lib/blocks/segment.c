/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opening segments. What is checked here takes the same time whatever the size
 * of the file: the header, the table of sections, which has to describe the
 * whole file, and the sizes that follow from the number of documents.
 */

#include "segment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
enum {
    CAN_READ = false
};
#else
enum {
    CAN_READ = true
};
#endif

static bf_status damaged(const bf_segment *segment, bf_error *err,
                         const char *what)
{
    return bf_fail(err, BF_ERR_CORRUPT, "segment %s: %s", segment->info.name,
                   what);
}

/* The header and the table ------------------------------------------------ */

static void name_of(char out[BF_SEGMENT_NAME_BYTES], const unsigned char *hash)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < BF_HASH_BYTES; i++) {
        *out++ = digits[hash[i] >> 4];
        *out++ = digits[hash[i] & 0xf];
    }
    *out = '\0';
}

static bf_status check_version(const bf_segment *segment, bf_error *err)
{
    const unsigned char *header = segment->file.data;
    uint32_t version;
    if (segment->file.size < BFI_HEADER_BYTES ||
        memcmp(header, BFI_SEGMENT_MAGIC, BFI_HEADER_MAGIC_BYTES) != 0) {
        return damaged(segment, err, "the file is no segment");
    }
    version = bfi_load_u32(header + BFI_HEADER_VERSION);
    if (version != BF_SEGMENT_FORMAT) {
        return bf_fail(err, BF_ERR_FORMAT,
                       "segment %s: its format is %u; this build reads "
                       "format %u",
                       segment->info.name, (unsigned)version,
                       BF_SEGMENT_FORMAT);
    }
    return BF_OK;
}

/* Read the numbers of the header, and compare the checksum of the table. */
static bf_status read_header(bf_segment *segment, bool is_named, bf_error *err)
{
    const unsigned char *header = segment->file.data;
    const uint32_t count = bfi_load_u32(header + BFI_HEADER_SECTIONS);
    bf_segment_info *info = &segment->info;
    unsigned char hash[BF_HASH_BYTES];
    char name[BF_SEGMENT_NAME_BYTES];
    info->bytes = segment->file.size;
    info->documents = bfi_load_u32(header + BFI_HEADER_DOCUMENTS);
    info->length = bfi_load_u64(header + BFI_HEADER_LENGTH);
    if (bfi_load_u64(header + BFI_HEADER_SIZE) != info->bytes) {
        return damaged(segment, err, "the file does not have its size");
    }
    if (count > BFI_MAX_SECTIONS || info->documents == 0 ||
        info->documents > BF_MAX_SEGMENT_DOCUMENTS ||
        info->bytes < BFI_HEADER_BYTES + (uint64_t)count * BFI_TABLE_BYTES) {
        return damaged(segment, err, "its header cannot be");
    }
    bf_hash_128(hash, (bf_str){(const char *)header + BFI_HEADER_BYTES,
                               count * (size_t)BFI_TABLE_BYTES});
    name_of(name, header + BFI_HEADER_HASH);
    if (memcmp(hash, header + BFI_HEADER_HASH, sizeof hash) != 0 ||
        (is_named && strcmp(name, info->name) != 0)) {
        return damaged(segment, err,
                       "its name or header does not fit its contents");
    }
    segment->section_count = count;
    return BF_OK;
}

/* Read a line of the table; false when its section is not where the one before,
 * which ends at `end`, lets it begin. */
static bool read_line(bfi_section *section, uint64_t *end,
                      const bf_segment *segment, size_t index)
{
    const unsigned char *line =
        segment->file.data + BFI_HEADER_BYTES + index * BFI_TABLE_BYTES;
    const uint64_t offset = bfi_load_u64(line + BFI_TABLE_OFFSET);
    const uint64_t size = bfi_load_u64(line + BFI_TABLE_SIZE);
    const bfi_section *before = index > 0 ? section - 1 : NULL;
    section->kind = bfi_load_u32(line + BFI_TABLE_KIND);
    section->number = bfi_load_u32(line + BFI_TABLE_NUMBER);
    section->hash = bfi_load_u64(line + BFI_TABLE_HASH);
    if (offset != bfi_align(*end, BFI_SECTION_ALIGN) ||
        size > BF_MAX_SECTION_BYTES || offset > segment->file.size ||
        size > segment->file.size - offset) {
        return false;
    }
    section->bytes = (bfi_bytes){segment->file.data + offset, (size_t)size};
    *end = offset + size;
    return !before || before->kind < section->kind ||
           (before->kind == section->kind && before->number < section->number);
}

static bf_status read_table(bf_segment *segment, bf_error *err)
{
    const size_t count = segment->section_count;
    uint64_t end = BFI_HEADER_BYTES + (uint64_t)count * BFI_TABLE_BYTES;
    segment->sections = calloc(count + 1, sizeof *segment->sections);
    if (!segment->sections) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        if (!read_line(&segment->sections[i], &end, segment, i)) {
            return damaged(segment, err, "its sections are not in order");
        }
    }
    return end == segment->file.size
               ? BF_OK
               : damaged(segment, err, "its sections are not the whole file");
}

/* Sections ---------------------------------------------------------------- */

static const bfi_section *find_section(const bf_segment *segment, uint32_t kind,
                                       uint32_t number)
{
    for (size_t i = 0; i < segment->section_count; i++) {
        const bfi_section *section = &segment->sections[i];
        if (section->kind == kind && section->number == number) {
            return section;
        }
    }
    return NULL;
}

bfi_bytes bfi_segment_section(const bf_segment *segment, uint32_t kind,
                              uint32_t number)
{
    const bfi_section *section = find_section(segment, kind, number);
    return section ? section->bytes : (bfi_bytes){NULL, 0};
}

static bf_status find_sections(bf_segment *segment, bf_error *err)
{
    bfi_bytes *const sections[] = {
        [BFI_DOCNUMS] = &segment->docnums,
        [BFI_LENGTHS] = &segment->lengths,
        [BFI_TERMS] = &segment->terms,
        [BFI_TERM_INDEX] = &segment->term_index,
        [BFI_POSTINGS] = &segment->postings,
        [BFI_POSITIONS] = &segment->positions,
        [BFI_FORMS] = &segment->forms,
        [BFI_FIELD_STARTS] = &segment->field_starts,
        [BFI_FIELD_INDEX] = &segment->field_index,
    };
    for (uint32_t kind = BFI_DOCNUMS; kind <= BFI_FIELD_INDEX; kind++) {
        const bfi_section *section = find_section(segment, kind, 0);
        if (!section) {
            return damaged(segment, err, "it lacks a section");
        }
        *sections[kind] = section->bytes;
    }
    return BF_OK;
}

/* A section that this build does not know changes what the others mean. */
static bf_status check_kinds(const bf_segment *segment, bf_error *err)
{
    for (size_t i = 0; i < segment->section_count; i++) {
        const bfi_section *section = &segment->sections[i];
        const uint32_t kind = section->kind;
        const bool is_main = kind >= BFI_DOCNUMS && kind <= BFI_FIELD_INDEX;
        const bool is_column = kind == BFI_TIMES || kind == BFI_KEYWORDS;
        if (kind < BFI_FIRST_OPTIONAL && !is_column &&
            (!is_main || section->number != 0)) {
            return bf_fail(err, BF_ERR_FORMAT,
                           "segment %s: it has sections of kind %u.%u, which "
                           "this build does not know",
                           segment->info.name, (unsigned)kind,
                           (unsigned)section->number);
        }
    }
    return BF_OK;
}

static bool check_times(bfi_bytes column, uint32_t documents)
{
    return column.size >= BFI_TIMES_HEADER &&
           (column.data[0] == 4 || column.data[0] == 8) &&
           column.size ==
               BFI_TIMES_HEADER + column.data[0] * (uint64_t)documents;
}

static bool check_keywords(bfi_bytes column, uint32_t documents)
{
    uint64_t values;
    uint64_t size = BFI_KEYWORDS_HEADER;
    unsigned width;
    if (column.size < size) {
        return false;
    }
    width = column.data[0];
    values = bfi_load_u32(column.data + 8);
    if ((width != 1 && width != 2 && width != 4) || column.data[1] > 1 ||
        column.size - size < 4 * (2 * values + 1)) {
        return false;
    }
    size += 4 * (2 * values + 1);
    size = bfi_align(size + bfi_load_u32(column.data + size - 4), 4);
    size += column.data[1] ? 4 * ((uint64_t)documents + 1)
                           : width * (uint64_t)documents;
    if (size > column.size) {
        return false;
    }
    return column.data[1] ? size + width * (uint64_t)bfi_load_u32(column.data +
                                                                  size - 4) ==
                                column.size
                          : size == column.size;
}

static bf_status check_columns(const bf_segment *segment, bf_error *err)
{
    const uint32_t documents = segment->info.documents;
    for (size_t i = 0; i < segment->section_count; i++) {
        const bfi_section *section = &segment->sections[i];
        if ((section->kind == BFI_TIMES &&
             !check_times(section->bytes, documents)) ||
            (section->kind == BFI_KEYWORDS &&
             !check_keywords(section->bytes, documents))) {
            return damaged(segment, err, "a column has another size");
        }
    }
    return BF_OK;
}

static bf_status check_sizes(bf_segment *segment, bf_error *err)
{
    bf_segment_info *info = &segment->info;
    const uint64_t documents = info->documents;
    const uint64_t steps = (documents + BFI_FIELD_STEP - 1) / BFI_FIELD_STEP;
    const size_t index = segment->term_index.size;
    if (segment->docnums.size != 4 * documents ||
        segment->lengths.size != 4 * documents ||
        segment->field_index.size != 4 * (steps + 1) ||
        bfi_u32_at(segment->field_index, steps) != segment->field_starts.size ||
        index < 4 || index % 4 != 0 ||
        bfi_u32_at(segment->term_index, index / 4 - 1) != segment->terms.size) {
        return damaged(segment, err, "a section has another size");
    }
    segment->term_blocks = (uint32_t)(index / 4 - 1);
    info->first = bfi_u32_at(segment->docnums, 0);
    info->last = bfi_u32_at(segment->docnums, info->documents - 1);
    if (info->first == 0 || info->last < info->first ||
        info->last - info->first < info->documents - 1) {
        return damaged(segment, err, "its documents are not in order");
    }
    return BF_OK;
}

/* Opening ----------------------------------------------------------------- */

static void place_fields(bf_segment *segment)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *info = bf_field_info_of((bf_field)i);
        segment->field_place[i] = -1;
        if (info && info->uses & BF_USE_SEARCH) {
            segment->field_place[i] = (int)segment->field_count++;
        }
    }
}

typedef struct check {
    bf_segment *segment;
    bool is_named;
} check;

static bf_status read_segment(void *closure, bf_error *err)
{
    const check *c = closure;
    bf_segment *segment = c->segment;
    bf_status status = check_version(segment, err);
    status = status ? status : read_header(segment, c->is_named, err);
    status = status ? status : read_table(segment, err);
    status = status ? status : check_kinds(segment, err);
    status = status ? status : find_sections(segment, err);
    status = status ? status : check_sizes(segment, err);
    return status ? status : check_columns(segment, err);
}

/* A segment of which nothing was read yet; NULL: out of memory. */
static bf_segment *new_segment(bfi_bytes bytes, const char *name)
{
    bf_segment *segment = calloc(1, sizeof *segment);
    if (segment) {
        segment->file = bytes;
        strncpy(segment->info.name, name, sizeof segment->info.name - 1);
        place_fields(segment);
    }
    return segment;
}

bf_status bfi_segment_over(bf_segment **out, bfi_bytes bytes, const char *name,
                           bool is_named, bf_error *err)
{
    bf_segment *segment = new_segment(bytes, name);
    check c = {segment, is_named};
    bf_status status;
    *out = NULL;
    if (!segment) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = read_segment(&c, err);
    if (status) {
        bf_segment_free(segment);
    } else {
        *out = segment;
    }
    return status;
}

static bf_status fail_errno(bf_error *err, const char *name)
{
    const int why = errno;
    char text[128];
    return bf_fail(err,
                   why == ENOENT || why == ENOTDIR ? BF_ERR_NOT_FOUND
                   : why == ENOMEM                 ? BF_ERR_NOMEM
                                                   : BF_ERR_IO,
                   "segment %s: %s", name, strerror_r(why, text, sizeof text));
}

/* Make a segment of the file `fd`. */
static bf_status map(bf_segment **out, int fd, const char *name, bf_error *err)
{
    struct stat info;
    bf_segment *segment;
    void *start;
    if (fstat(fd, &info) != 0) {
        return fail_errno(err, name);
    }
    if (!S_ISREG(info.st_mode) || info.st_size < BFI_HEADER_BYTES) {
        return bf_fail(err, BF_ERR_CORRUPT,
                       "segment %s: the file is no segment", name);
    }
    start = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (start == MAP_FAILED) {
        return fail_errno(err, name);
    }
    segment = new_segment((bfi_bytes){start, (size_t)info.st_size}, name);
    if (segment) {
        segment->mapping = bfi_mapping_add(start, (size_t)info.st_size, name);
    }
    if (!segment || !segment->mapping) {
        bf_segment_free(segment);
        munmap(start, (size_t)info.st_size);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    segment->device = info.st_dev;
    segment->inode = info.st_ino;
    *out = segment;
    return BF_OK;
}

static bool is_name(const char *name)
{
    const size_t size = strspn(name, "0123456789abcdef");
    return size == BF_SEGMENT_NAME_BYTES - 1 && name[size] == '\0';
}

bool bfi_segment_is_current(const bf_segment *segment, const char *folder)
{
    struct stat info;
    bf_buf path;
    bool is_current;
    bf_buf_init(&path, SIZE_MAX);
    bf_buf_printf(&path, "%s/%s" BF_SEGMENT_ENDING, folder, segment->info.name);
    is_current = !bf_buf_status(&path, NULL) && stat(path.data, &info) == 0 &&
                 info.st_dev == segment->device &&
                 info.st_ino == segment->inode &&
                 (uint64_t)info.st_size == segment->file.size;
    bf_buf_fini(&path);
    return is_current;
}

static bf_status open_file(int *fd, const char *folder, const char *name,
                           bf_error *err)
{
    bf_buf path;
    bf_status status;
    bf_buf_init(&path, SIZE_MAX);
    bf_buf_printf(&path, "%s/%s" BF_SEGMENT_ENDING, folder, name);
    status = bf_buf_status(&path, err);
    if (!status) {
        /* A FIFO of that name would be waited for else. */
        *fd = open(path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        status = *fd < 0 ? fail_errno(err, name) : BF_OK;
    }
    bf_buf_fini(&path);
    return status;
}

bf_status bf_segment_open(bf_segment **out, const char *folder,
                          const char *name, bf_error *err)
{
    bf_status status;
    int fd = -1;
    *out = NULL;
    if (!CAN_READ) {
        return bf_fail(err, BF_ERR_FORMAT,
                       "segments are read on little-endian machines only");
    }
    if (!is_name(name)) {
        return bf_fail(err, BF_ERR_NOT_FOUND, "%s: no name of a segment", name);
    }
    status = open_file(&fd, folder, name, err);
    if (!status) {
        status = map(out, fd, name, err);
        close(fd);
    }
    if (!status) {
        check c = {*out, true};
        status = bf_segments_guard(read_segment, &c, err);
    }
    if (status) {
        bf_segment_free(*out);
        *out = NULL;
    }
    return status;
}

void bf_segment_free(bf_segment *segment)
{
    if (segment) {
        if (segment->mapping) {
            bfi_mapping_remove(segment->mapping);
            munmap((void *)(uintptr_t)segment->file.data, segment->file.size);
        }
        free(segment->sections);
        free(segment);
    }
}

/* Documents --------------------------------------------------------------- */

const bf_segment_info *bf_segment_get_info(const bf_segment *segment)
{
    return &segment->info;
}

bf_docnum bf_segment_docnum(const bf_segment *segment, uint32_t local)
{
    return local < segment->info.documents ? bfi_u32_at(segment->docnums, local)
                                           : 0;
}

uint32_t bf_segment_local(const bf_segment *segment, bf_docnum docnum)
{
    uint32_t low = 0;
    uint32_t high = segment->info.documents;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (bfi_u32_at(segment->docnums, middle) < docnum) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const uint32_t *bf_segment_lengths(const bf_segment *segment)
{
    return (const uint32_t *)(const void *)segment->lengths.data;
}
