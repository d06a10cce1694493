/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of a whole segment: checksums, what is between sections, documents;
 * the rest is in verify_….c. */

#include "verify.h"

bf_status bfi_broken(const bfi_verify *v, bf_error *err, const char *what)
{
    return bf_fail(err, BF_ERR_CORRUPT, "segment %s: %s", v->segment->info.name,
                   what);
}

bf_status bfi_broken_term(const bfi_verify *v, bf_error *err, const char *what)
{
    return bf_fail(err, BF_ERR_CORRUPT, "segment %s: term \"%.*s\": %s",
                   v->segment->info.name, (int)v->term_size, v->term, what);
}

static const char *name_of(uint32_t kind)
{
    static const char *const names[] = {
        [BFI_DOCNUMS] = "document numbers",
        [BFI_LENGTHS] = "lengths",
        [BFI_TERMS] = "terms",
        [BFI_TERM_INDEX] = "index of terms",
        [BFI_POSTINGS] = "postings",
        [BFI_POSITIONS] = "positions",
        [BFI_FORMS] = "forms",
        [BFI_FIELD_STARTS] = "starts of fields",
        [BFI_FIELD_INDEX] = "index of fields",
        [BFI_TIMES] = "column of times",
        [BFI_KEYWORDS] = "column of keywords",
    };
    return kind < sizeof names / sizeof *names && names[kind] ? names[kind]
                                                              : "section";
}

/* Each section has its checksum, and only zeros before it. */
static bf_status verify_sections(const bfi_verify *v, bf_error *err)
{
    const bf_segment *segment = v->segment;
    const unsigned char *end = segment->file.data + BFI_HEADER_BYTES +
                               segment->section_count * BFI_TABLE_BYTES;
    for (size_t i = 0; i < segment->section_count; i++) {
        const bfi_section *section = &segment->sections[i];
        if (!bfi_is_zero(end, section->bytes.data)) {
            return bfi_broken(v, err, "something stands between its sections");
        }
        if (bf_hash_64(bfi_str_of(section->bytes)) != section->hash) {
            return bf_fail(err, BF_ERR_CORRUPT,
                           "segment %s: %s (%u.%u): other bytes than were "
                           "written",
                           segment->info.name, name_of(section->kind),
                           (unsigned)section->kind, (unsigned)section->number);
        }
        end = section->bytes.data + section->bytes.size;
    }
    return BF_OK;
}

static bf_status verify_header(const bfi_verify *v, bf_error *err)
{
    const unsigned char *header = v->segment->file.data;
    if (!bfi_is_zero(header + BFI_HEADER_DOCUMENTS + 4,
                     header + BFI_HEADER_LENGTH) ||
        !bfi_is_zero(header + BFI_HEADER_LENGTH + 8,
                     header + BFI_HEADER_HASH)) {
        return bfi_broken(v, err, "its header has something where zeros are");
    }
    return BF_OK;
}

static bf_status verify_documents(const bfi_verify *v, bf_error *err)
{
    const bf_segment *segment = v->segment;
    const uint32_t *lengths = bf_segment_lengths(segment);
    uint64_t length = 0;
    for (uint32_t i = 0; i < segment->info.documents; i++) {
        if (i > 0 && bfi_u32_at(segment->docnums, i - (size_t)1) >=
                         bfi_u32_at(segment->docnums, i)) {
            return bfi_broken(v, err, "its documents are not in order");
        }
        length += lengths[i];
    }
    return length == segment->info.length
               ? BF_OK
               : bfi_broken(v, err, "its lengths have another sum");
}

/* Of all segments, what their checksums tell. */
static bf_status check_bytes(void *closure, bf_error *err)
{
    const bf_blocks *blocks = closure;
    bf_status status = BF_OK;
    for (size_t i = 0; !status && i < blocks->part_count; i++) {
        const bfi_verify v = {.segment = blocks->parts[i].segment};
        status = verify_header(&v, err);
        status = status ? status : verify_sections(&v, err);
    }
    return status;
}

bf_status bf_blocks_check(const bf_blocks *blocks, bf_error *err)
{
    bf_blocks asked = *blocks;
    return bf_segments_guard(check_bytes, &asked, err);
}

static bf_status verify(void *closure, bf_error *err)
{
    bfi_verify *v = closure;
    bf_status status = verify_header(v, err);
    status = status ? status : verify_sections(v, err);
    status = status ? status : verify_documents(v, err);
    status = status ? status : bfi_verify_fields(v, err);
    status = status ? status : bfi_verify_columns(v, err);
    return status ? status : bfi_verify_terms(v, err);
}

bf_status bf_segment_verify(const bf_segment *segment, bf_error *err)
{
    bfi_verify v = {.segment = segment};
    bf_status status;
    bf_buf_init(&v.uses, SIZE_MAX);
    bf_buf_init(&v.occurrences.room, SIZE_MAX);
    status = bf_segments_guard(verify, &v, err);
    bf_positions_fini(&v.occurrences);
    bf_buf_fini(&v.uses);
    return status;
}
