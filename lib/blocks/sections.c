/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Segment files: a header, the table of the sections, the sections. The file
 * has a temporary name until all of it is on the disk.
 */

#include "sections.h"

#include "file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    FRONT_BYTES = BFI_HEADER_BYTES + BFI_MOST_SECTIONS * BFI_TABLE_BYTES +
                  BFI_SECTION_ALIGN,
    COPY_BYTES = 256 * 1024,
    MAX_PATH_BYTES = 64 * 1024
};

static const char *const names[] = {
    [BFI_DOCNUMS] = "numbers of the articles",
    [BFI_LENGTHS] = "lengths of the articles",
    [BFI_TERMS] = "terms",
    [BFI_TERM_INDEX] = "index entries of the terms",
    [BFI_POSTINGS] = "postings",
    [BFI_POSITIONS] = "positions",
    [BFI_FORMS] = "written forms",
    [BFI_FIELD_STARTS] = "beginnings of fields",
    [BFI_FIELD_INDEX] = "index entries of the fields",
    [BFI_TIMES] = "times",
    [BFI_KEYWORDS] = "keywords",
};

void bfi_sections_init(bfi_sections *sections, const char *folder,
                       uint64_t max_bytes)
{
    sections->folder = folder;
    sections->max_bytes = max_bytes;
    sections->count = 0;
    for (uint32_t kind = 1; kind <= BFI_FIXED_SECTIONS; kind++) {
        (void)bfi_sections_add(sections, kind, 0);
    }
}

void bfi_sections_fini(bfi_sections *sections)
{
    for (size_t i = 0; i < sections->count; i++) {
        bfi_spool_fini(&sections->items[i].spool);
    }
    sections->count = 0;
}

bfi_spool *bfi_sections_at(bfi_sections *sections, uint32_t kind)
{
    return &sections->items[kind - 1].spool;
}

bfi_spool *bfi_sections_add(bfi_sections *sections, uint32_t kind,
                            uint32_t number)
{
    bfi_gathered *section = &sections->items[sections->count++];
    section->kind = kind;
    section->number = number;
    bfi_spool_init(&section->spool, sections->folder, names[kind],
                   sections->max_bytes);
    return &section->spool;
}

/* Writing ------------------------------------------------------------------ */

typedef struct output {
    const char *folder;
    bf_buf path; /* of the file while it is written */
    int fd;
    uint64_t size;
    bf_hasher *hasher;
    /* Header and table, and zeros up to the first section. */
    unsigned char front[FRONT_BYTES];
    size_t front_bytes;
} output;

static bf_status fail(const output *out, bf_error *err)
{
    return bfi_file_fail(err, errno, out->folder, NULL);
}

static bf_status output_init(output *out, const char *folder, size_t count,
                             bf_error *err)
{
    bf_status status;
    memset(out, 0, sizeof *out);
    out->folder = folder;
    out->fd = -1;
    bf_buf_init(&out->path, MAX_PATH_BYTES);
    out->front_bytes = BFI_HEADER_BYTES + count * BFI_TABLE_BYTES;
    out->front_bytes = bfi_align(out->front_bytes, BFI_SECTION_ALIGN);
    status = bf_hasher_new(&out->hasher, err);
    if (!status) {
        out->fd = bfi_file_create(&out->path, folder);
        status = out->fd < 0 ? fail(out, err) : BF_OK;
    }
    return status;
}

static void output_fini(output *out)
{
    if (out->fd >= 0) {
        close(out->fd);
        unlink(out->path.data);
    }
    bf_hasher_free(out->hasher);
    bf_buf_fini(&out->path);
}

static bf_status put(output *out, const void *data, size_t size, bf_error *err)
{
    if (!bfi_file_write(out->fd, data, size)) {
        return fail(out, err);
    }
    out->size += size;
    return BF_OK;
}

/* Write zeros up to where a section may begin. */
static bf_status put_zeros(output *out, bf_error *err)
{
    static const unsigned char zeros[BFI_SECTION_ALIGN];
    return put(out, zeros, (size_t)(-out->size % BFI_SECTION_ALIGN), err);
}

/* Write the bytes of a section; what is read back is hashed. */
static bf_status put_spool(output *out, bfi_spool *spool, bf_error *err)
{
    bfi_tape tape;
    bf_status status = BF_OK;
    bf_hasher_reset(out->hasher);
    bfi_tape_open(&tape, spool, 0, COPY_BYTES);
    while (!status && bfi_tape_has_more(&tape)) {
        const size_t size = (size_t)(tape.end - tape.at);
        bf_hasher_add(out->hasher, (bf_str){(const char *)tape.at, size});
        status = put(out, tape.at, size, err);
        tape.at = tape.end;
    }
    if (!status) {
        status = bfi_tape_status(&tape, err);
    }
    bfi_tape_fini(&tape);
    return status;
}

static bf_status put_section(output *out, size_t place, bfi_gathered *section,
                             bf_error *err)
{
    unsigned char *entry =
        out->front + BFI_HEADER_BYTES + place * BFI_TABLE_BYTES;
    bf_status status = put_zeros(out, err);
    const uint64_t offset = out->size;
    if (!status) {
        status = put_spool(out, &section->spool, err);
    }
    bfi_store_u32(entry + BFI_TABLE_KIND, section->kind);
    bfi_store_u32(entry + BFI_TABLE_NUMBER, section->number);
    bfi_store_u64(entry + BFI_TABLE_OFFSET, offset);
    bfi_store_u64(entry + BFI_TABLE_SIZE, out->size - offset);
    bfi_store_u64(entry + BFI_TABLE_HASH, bf_hasher_get(out->hasher));
    return status;
}

/* Fill in the header; the table is complete. */
static void fill_header(output *out, const bf_segment_info *info, size_t count)
{
    const bf_str table = {(const char *)out->front + BFI_HEADER_BYTES,
                          count * BFI_TABLE_BYTES};
    memcpy(out->front, BFI_SEGMENT_MAGIC, BFI_HEADER_MAGIC_BYTES);
    bfi_store_u32(out->front + BFI_HEADER_VERSION, BF_SEGMENT_FORMAT);
    bfi_store_u32(out->front + BFI_HEADER_SECTIONS, (uint32_t)count);
    bfi_store_u64(out->front + BFI_HEADER_SIZE, out->size);
    bfi_store_u32(out->front + BFI_HEADER_DOCUMENTS, info->documents);
    bfi_store_u64(out->front + BFI_HEADER_LENGTH, info->length);
    bf_hash_128(out->front + BFI_HEADER_HASH, table);
}

static bf_status put_front(output *out, bf_error *err)
{
    return lseek(out->fd, 0, SEEK_SET) == 0 &&
                   bfi_file_write(out->fd, out->front, out->front_bytes)
               ? BF_OK
               : fail(out, err);
}

/* Give the file its name, once it is on the disk. */
static bf_status publish(output *out, const char *name, bool no_sync,
                         bf_error *err)
{
    bf_buf path;
    bf_status status;
    const int fd = out->fd;
    if (!no_sync && fsync(fd) != 0) {
        return fail(out, err);
    }
    bf_buf_init(&path, MAX_PATH_BYTES);
    bf_buf_printf(&path, "%s/%s" BF_SEGMENT_ENDING, out->folder, name);
    status = bf_buf_status(&path, err);
    if (!status && rename(out->path.data, path.data) != 0) {
        status = fail(out, err);
    }
    bf_buf_fini(&path);
    if (!status) {
        out->fd = -1;
        status = close(fd) == 0 ? BF_OK : fail(out, err);
    }
    return status || no_sync ? status : bf_folder_sync(out->folder, err);
}

static void fill_name(char name[BF_SEGMENT_NAME_BYTES],
                      const unsigned char hash[BF_HASH_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < BF_HASH_BYTES; i++) {
        name[2 * i] = digits[hash[i] >> 4];
        name[2 * i + 1] = digits[hash[i] & 0xf];
    }
    name[2 * (size_t)BF_HASH_BYTES] = '\0';
}

bf_status bfi_sections_write(bf_segment_info *out, bfi_sections *sections,
                             bool no_sync, bf_error *err)
{
    output file;
    bf_status status =
        output_init(&file, sections->folder, sections->count, err);
    if (!status) {
        status = put(&file, file.front, file.front_bytes, err);
    }
    for (size_t i = 0; !status && i < sections->count; i++) {
        status = put_section(&file, i, &sections->items[i], err);
    }
    if (!status) {
        fill_header(&file, out, sections->count);
        fill_name(out->name, file.front + BFI_HEADER_HASH);
        out->bytes = file.size;
        status = put_front(&file, err);
    }
    if (!status) {
        status = publish(&file, out->name, no_sync, err);
    }
    output_fini(&file);
    return status;
}
