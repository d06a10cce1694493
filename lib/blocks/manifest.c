/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Manifests. In bytes: a varint, the format; a varint, how many segments; for
 * each its name (16 bytes), and as varints the bytes of its file, its
 * documents, its first number less the last one before it, its last number
 * less its first, its length, how many of its documents were removed, and
 * these, each as its number less the one before (the first: less the number
 * before the segment's first), less 1.
 */

#include <backfile/manifest.h>

#include <stdlib.h>
#include <string.h>

enum {
    NAME_BYTES = (BF_SEGMENT_NAME_BYTES - 1) / 2,
    FIRST_REMOVED = 16
};

typedef struct part {
    bf_segment_info info;
    bf_docnum *removed;
    size_t count;
    size_t room;
    bool is_sorted;
} part;

struct bf_manifest {
    part parts[BF_MAX_SEGMENTS];
    size_t count;
};

bf_status bf_manifest_new(bf_manifest **out, bf_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? BF_OK : bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

void bf_manifest_free(bf_manifest *manifest)
{
    if (manifest) {
        for (size_t i = 0; i < manifest->count; i++) {
            free(manifest->parts[i].removed);
        }
        free(manifest);
    }
}

/* Inspection -------------------------------------------------------------- */

size_t bf_manifest_count(const bf_manifest *manifest)
{
    return manifest->count;
}

const bf_segment_info *bf_manifest_segment(const bf_manifest *manifest,
                                           size_t segment)
{
    return &manifest->parts[segment].info;
}

static int compare(const void *a, const void *b)
{
    const bf_docnum x = *(const bf_docnum *)a;
    const bf_docnum y = *(const bf_docnum *)b;
    return (x > y) - (x < y);
}

static void sort(part *p)
{
    if (!p->is_sorted && p->count > 1) {
        qsort(p->removed, p->count, sizeof *p->removed, compare);
    }
    p->is_sorted = true;
}

const bf_docnum *bf_manifest_removed(bf_manifest *manifest, size_t segment,
                                     size_t *count)
{
    part *p = &manifest->parts[segment];
    sort(p);
    *count = p->count;
    return p->removed;
}

uint64_t bf_manifest_documents(const bf_manifest *manifest)
{
    uint64_t documents = 0;
    for (size_t i = 0; i < manifest->count; i++) {
        const part *p = &manifest->parts[i];
        documents += p->info.documents - p->count;
    }
    return documents;
}

/* Changes ----------------------------------------------------------------- */

/* The last number of the segments before number `segment`. */
static bf_docnum last_before(const bf_manifest *manifest, size_t segment)
{
    return segment > 0 ? manifest->parts[segment - 1].info.last : 0;
}

/* Whether a segment can be what it says, behind the number `before`. */
static bool is_sound(const bf_segment_info *info, bf_docnum before)
{
    return info->first > before && info->last >= info->first &&
           info->documents > 0 && info->documents <= BF_MAX_SEGMENT_DOCUMENTS &&
           info->documents - 1 <= info->last - info->first;
}

bf_status bf_manifest_append(bf_manifest *manifest, const bf_segment_info *info,
                             bf_error *err)
{
    if (!is_sound(info, last_before(manifest, manifest->count))) {
        return bf_fail(err, BF_ERR_INVALID,
                       "segment %s: its documents do not follow those before",
                       info->name);
    }
    if (manifest->count == BF_MAX_SEGMENTS) {
        return bf_fail(err, BF_ERR_LIMIT, "more than %u segments",
                       BF_MAX_SEGMENTS);
    }
    manifest->parts[manifest->count++] =
        (part){.info = *info, .is_sorted = true};
    return BF_OK;
}

/* The segment that may have `docnum`; NULL when none may. */
static part *part_of(bf_manifest *manifest, bf_docnum docnum)
{
    for (size_t i = 0; i < manifest->count; i++) {
        part *p = &manifest->parts[i];
        if (docnum <= p->info.last) {
            return docnum >= p->info.first ? p : NULL;
        }
    }
    return NULL;
}

static bf_status add_removed(part *p, bf_docnum docnum, bf_error *err)
{
    if (p->count == p->room) {
        const size_t room = p->room ? 2 * p->room : FIRST_REMOVED;
        bf_docnum *removed = realloc(p->removed, room * sizeof *removed);
        if (!removed) {
            return bf_fail(err, BF_ERR_NOMEM, "out of memory");
        }
        p->removed = removed;
        p->room = room;
    }
    p->is_sorted =
        p->is_sorted && (p->count == 0 || p->removed[p->count - 1] < docnum);
    p->removed[p->count++] = docnum;
    return BF_OK;
}

bf_status bf_manifest_remove(bf_manifest *manifest, bf_docnum docnum,
                             bf_error *err)
{
    part *p = part_of(manifest, docnum);
    if (!p || p->count == p->info.documents) {
        return bf_fail(err, BF_ERR_NOT_FOUND, "no segment has article %u",
                       (unsigned)docnum);
    }
    return add_removed(p, docnum, err);
}

/* Whether `info` can be what `count` segments from `first` on have left. */
static bool is_left(const bf_manifest *manifest, size_t first, size_t count,
                    const bf_segment_info *info)
{
    uint64_t left = 0;
    for (size_t i = first; i < first + count; i++) {
        left += manifest->parts[i].info.documents - manifest->parts[i].count;
    }
    if (info->name[0] == '\0') {
        return left == 0;
    }
    return info->documents == left &&
           is_sound(info, last_before(manifest, first)) &&
           info->last <= manifest->parts[first + count - 1].info.last;
}

bf_status bf_manifest_replace(bf_manifest *manifest, size_t first, size_t count,
                              const bf_segment_info *info, bf_error *err)
{
    const size_t kept = info->name[0] != '\0';
    part *const parts = manifest->parts;
    if (count == 0 || first > manifest->count ||
        count > manifest->count - first ||
        !is_left(manifest, first, count, info)) {
        return bf_fail(err, BF_ERR_INVALID,
                       "segment %s does not replace %zu from %zu on",
                       info->name, count, first);
    }
    for (size_t i = first; i < first + count; i++) {
        free(parts[i].removed);
    }
    memmove(parts + first + kept, parts + first + count,
            (manifest->count - first - count) * sizeof *parts);
    if (kept) {
        parts[first] = (part){.info = *info, .is_sorted = true};
    }
    manifest->count -= count - kept;
    return BF_OK;
}

/* Bytes ------------------------------------------------------------------- */

static void encode_name(bf_buf *out, const char *name)
{
    for (size_t i = 0; i < NAME_BYTES; i++) {
        char byte[3] = {name[2 * i], name[2 * i + 1], '\0'};
        bf_buf_add_byte(out, (char)strtoul(byte, NULL, 16));
    }
}

static void encode_part(bf_buf *out, part *p, bf_docnum before)
{
    const bf_segment_info *info = &p->info;
    bf_docnum last = info->first - 1;
    encode_name(out, info->name);
    bf_buf_add_varint(out, info->bytes);
    bf_buf_add_varint(out, info->documents);
    bf_buf_add_varint(out, info->first - before);
    bf_buf_add_varint(out, info->last - info->first);
    bf_buf_add_varint(out, info->length);
    bf_buf_add_varint(out, p->count);
    sort(p);
    for (size_t i = 0; i < p->count; i++) {
        bf_buf_add_varint(out, p->removed[i] - last - 1);
        last = p->removed[i];
    }
}

void bf_manifest_encode(bf_buf *out, bf_manifest *manifest)
{
    bf_buf_add_varint(out, BF_MANIFEST_FORMAT);
    bf_buf_add_varint(out, manifest->count);
    for (size_t i = 0; i < manifest->count; i++) {
        encode_part(out, &manifest->parts[i], last_before(manifest, i));
    }
}

static bool decode_name(char name[BF_SEGMENT_NAME_BYTES], bf_str *bytes)
{
    static const char digits[] = "0123456789abcdef";
    if (bytes->size < NAME_BYTES) {
        return false;
    }
    for (size_t i = 0; i < NAME_BYTES; i++) {
        const unsigned byte = (unsigned char)bytes->data[i];
        name[2 * i] = digits[byte >> 4];
        name[2 * i + 1] = digits[byte & 0xf];
    }
    name[2 * (size_t)NAME_BYTES] = '\0';
    bytes->data += NAME_BYTES;
    bytes->size -= NAME_BYTES;
    return true;
}

/* Read a number of up to `max`. */
static bool decode_number(uint64_t *out, bf_str *bytes, uint64_t max)
{
    return bf_varint_read(out, bytes) && *out <= max;
}

static bool decode_info(bf_segment_info *info, uint64_t *removed, bf_str *bytes,
                        bf_docnum before)
{
    const uint64_t numbers = UINT32_MAX;
    uint64_t documents;
    uint64_t first;
    uint64_t last;
    if (!decode_name(info->name, bytes) ||
        !bf_varint_read(&info->bytes, bytes) ||
        !decode_number(&documents, bytes, numbers) ||
        !decode_number(&first, bytes, numbers - before) ||
        !decode_number(&last, bytes, numbers - before - first) ||
        !bf_varint_read(&info->length, bytes) ||
        !decode_number(removed, bytes, documents)) {
        return false;
    }
    info->documents = (uint32_t)documents;
    info->first = before + (bf_docnum)first;
    info->last = info->first + (bf_docnum)last;
    return is_sound(info, before);
}

static bf_status corrupt(bf_error *err)
{
    return bf_fail(err, BF_ERR_CORRUPT,
                   "the manifest of the blocks is damaged");
}

static bf_status decode_removed(part *p, bf_str *bytes, uint64_t count,
                                bf_error *err)
{
    bf_docnum last = p->info.first - 1;
    bf_status status = BF_OK;
    for (uint64_t i = 0; !status && i < count; i++) {
        uint64_t step;
        if (last == p->info.last ||
            !decode_number(&step, bytes, p->info.last - last - 1)) {
            return corrupt(err);
        }
        last += (bf_docnum)step + 1;
        status = add_removed(p, last, err);
    }
    return status;
}

static bf_status decode_parts(bf_manifest *manifest, bf_str *bytes,
                              uint64_t count, bf_error *err)
{
    bf_status status = BF_OK;
    while (!status && manifest->count < count) {
        bf_segment_info info;
        uint64_t removed;
        if (!decode_info(&info, &removed, bytes,
                         last_before(manifest, manifest->count))) {
            return corrupt(err);
        }
        status = bf_manifest_append(manifest, &info, err);
        if (!status) {
            status = decode_removed(&manifest->parts[manifest->count - 1],
                                    bytes, removed, err);
        }
    }
    return status;
}

bf_status bf_manifest_decode(bf_manifest **out, bf_str bytes, bf_error *err)
{
    uint64_t format;
    uint64_t count;
    bf_status status = bf_manifest_new(out, err);
    if (status || bytes.size == 0) {
        return status;
    }
    if (!bf_varint_read(&format, &bytes) || format == 0) {
        status = corrupt(err);
    } else if (format != BF_MANIFEST_FORMAT) {
        status = bf_fail(err, BF_ERR_FORMAT,
                         "blocks of format %ju; this build reads format %u",
                         (uintmax_t)format, BF_MANIFEST_FORMAT);
    } else if (!decode_number(&count, &bytes, BF_MAX_SEGMENTS)) {
        status = corrupt(err);
    } else {
        status = decode_parts(*out, &bytes, count, err);
    }
    if (!status && bytes.size > 0) {
        status = corrupt(err);
    }
    if (status) {
        bf_manifest_free(*out);
        *out = NULL;
    }
    return status;
}
