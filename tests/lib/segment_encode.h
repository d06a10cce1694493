/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_SEGMENT_ENCODE_H
#define BF_SEGMENT_ENCODE_H

/*
 * A segment written straight from docs/index-format.md, slowly and plainly,
 * without a line of the library's: what the reader is tested with, and what the
 * builder is compared with.
 *
 *     encoded e;
 *     encode_begin(&e, &m);     // sections, which a test may spoil
 *     encode_file(&file, &e, 0);
 *     encode_end(&e);
 */

#include <backfile/blocks.h>

#include "segment_model.h"

enum {
    ENCODED_SECTIONS = 32
};

typedef struct encoded_section {
    uint32_t kind;
    uint32_t number;
    bf_buf bytes;
} encoded_section;

typedef struct encoded {
    model *model;
    encoded_section sections[ENCODED_SECTIONS];
    size_t count;
} encoded;

/* Numbers ----------------------------------------------------------------- */

static inline void put_int(bf_buf *out, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++) {
        bf_buf_add_byte(out, (char)(value >> (8 * i) & 0xff));
    }
}

static inline void put_u32(bf_buf *out, uint64_t value)
{
    put_int(out, value, 4);
}

static inline void put_padding(bf_buf *out, size_t to)
{
    while (out->size % to != 0) {
        bf_buf_add_byte(out, 0);
    }
}

static inline void put_buf(bf_buf *out, const bf_buf *in)
{
    bf_buf_add(out, bf_buf_str(in).data, in->size);
}

/* Packed 128 numbers in `bits` bits each; what is above is an exception. */
static inline void put_packed_in(bf_buf *out, const uint32_t numbers[128],
                                 unsigned bits)
{
    unsigned char words[512] = {0};
    bf_buf above;
    unsigned count = 0;
    bf_buf_init(&above, SIZE_MAX);
    for (unsigned i = 0; i < 128; i++) {
        for (unsigned b = 0; b < bits; b++) {
            const unsigned at = i / 4 * bits + b; /* bit of its lane */
            const unsigned byte = at / 32 * 16 + i % 4 * 4 + at % 32 / 8;
            words[byte] |= (unsigned char)((numbers[i] >> b & 1) << at % 8);
        }
        if (bits < 32 && numbers[i] >> bits != 0) {
            bf_buf_add_byte(&above, (char)i);
            bf_buf_add_varint(&above, numbers[i] >> bits);
            count++;
        }
    }
    bf_buf_add_byte(out, (char)bits);
    bf_buf_add_byte(out, (char)count);
    bf_buf_add(out, words, 16 * (size_t)bits);
    put_buf(out, &above);
    bf_buf_fini(&above);
}

/* With as many bits as are needed, or now and then fewer. */
static inline void put_packed(bf_buf *out, const uint32_t numbers[128],
                              model *m)
{
    unsigned bits = 0;
    for (unsigned i = 0; i < 128; i++) {
        while (bits < 32 && numbers[i] >> bits != 0) {
            bits++;
        }
    }
    if (bits > 0 && model_below(m, 2) == 0) {
        bits = model_below(m, bits);
    }
    put_packed_in(out, numbers, bits);
}

/* Postings ---------------------------------------------------------------- */

static inline unsigned char encode_length(uint32_t length)
{
    unsigned char code = 0;
    while (code < 232 && bf_length_floor((unsigned char)(code + 1)) <= length) {
        code++;
    }
    return code;
}

/* Maxima of postings `from` to `to`: by frequency falling, those that none
 * before beats in length; when there are more than four, all from the fourth on
 * become one. */
static inline void put_maxima(bf_buf *out, const model *m, const model_term *t,
                              uint32_t from, uint32_t to)
{
    unsigned least[256];
    unsigned char pairs[8] = {0};
    unsigned count = 0;
    unsigned best = 256;
    memset(least, 0xff, sizeof least);
    for (uint32_t i = from; i < to; i++) {
        const uint32_t freq = t->postings[i].freq;
        const unsigned f = freq < 255 ? freq : 255;
        const unsigned code = encode_length(m->lengths[t->postings[i].doc]);
        least[f] = code < least[f] ? code : least[f];
    }
    for (unsigned f = 255; f > 0; f--) {
        if (least[f] < best) {
            best = least[f];
            pairs[count] =
                count < 3 || pairs[3] == 0 ? (unsigned char)f : pairs[3];
            pairs[4 + count] = (unsigned char)best;
            count += count < 3;
        }
    }
    count += count == 3 && pairs[3] != 0;
    for (unsigned i = count; i < 4; i++) {
        pairs[i] = pairs[0];
        pairs[4 + i] = pairs[4];
    }
    bf_buf_add(out, pairs, sizeof pairs);
}

static inline void put_tail_posting(bf_buf *out, bf_term_kind kind,
                                    const model_posting *p, uint32_t delta)
{
    if (kind == BF_TERM_FILTER) {
        bf_buf_add_varint(out, delta);
    } else if (p->freq == 1 && p->count <= 1) {
        bf_buf_add_varint(out, delta << 2);
    } else if (kind == BF_TERM_WEIGHTED || p->freq == p->count) {
        bf_buf_add_varint(out, delta << 2 | 1);
        bf_buf_add_varint(out, p->freq - 2);
    } else {
        bf_buf_add_varint(out, delta << 2 | 2);
        bf_buf_add_varint(out, p->freq - 1);
        bf_buf_add_varint(out, p->count - 1);
    }
}

static inline uint32_t delta_of(const model_term *t, uint32_t i)
{
    return i == 0 ? t->postings[0].doc
                  : t->postings[i].doc - t->postings[i - 1].doc - 1;
}

static inline void put_posting_block(bf_buf *out, model *m, const model_term *t,
                                     uint32_t from)
{
    uint32_t deltas[128];
    uint32_t freqs[128];
    uint32_t counts[128];
    bool differ = false;
    for (uint32_t i = 0; i < 128; i++) {
        const model_posting *p = &t->postings[from + i];
        deltas[i] = delta_of(t, from + i);
        freqs[i] = p->freq - 1;
        counts[i] = p->count - 1;
        differ = differ || p->count != p->freq;
    }
    differ = differ && t->kind == BF_TERM_TEXT;
    bf_buf_add_byte(out, differ ? 1 : 0);
    put_packed(out, deltas, m);
    if (t->kind != BF_TERM_FILTER) {
        put_packed(out, freqs, m);
    }
    if (differ) {
        put_packed(out, counts, m);
    }
}

/* What stands in front of full blocks. */
static inline void put_posting_directory(bf_buf *out, const model *m,
                                         const model_term *t,
                                         const uint32_t *at)
{
    const uint32_t full = t->count / 128;
    uint32_t occurrences = 0;
    if (t->kind != BF_TERM_FILTER) {
        put_maxima(out, m, t, 0, t->count);
    }
    for (uint32_t b = 0; b < full; b++) {
        put_u32(out, t->postings[128 * b + 127].doc);
    }
    for (uint32_t b = 0; b <= full; b++) {
        put_u32(out, at[b]);
    }
    for (uint32_t i = 0; t->kind != BF_TERM_FILTER && i < t->count; i += 128) {
        put_maxima(out, m, t, i, i + 128 < t->count ? i + 128 : t->count);
    }
    for (uint32_t i = 0; t->kind == BF_TERM_TEXT && i < t->count; i++) {
        if (i % 128 == 0) {
            put_u32(out, occurrences);
        }
        occurrences += t->postings[i].count;
    }
}

/* Append a list, aligned; returns its size. */
static inline size_t put_postings(bf_buf *out, model *m, const model_term *t)
{
    const uint32_t full = t->count / 128;
    uint32_t *at = model_array(m, full + (size_t)1, sizeof *at);
    size_t start;
    bf_buf blocks;
    bf_buf_init(&blocks, SIZE_MAX);
    put_padding(out, 4);
    start = out->size;
    for (uint32_t b = 0; b < full; b++) {
        put_posting_block(&blocks, m, t, 128 * b);
        at[b + 1] = (uint32_t)blocks.size;
    }
    if (full > 0) {
        put_posting_directory(out, m, t, at);
    }
    put_buf(out, &blocks);
    for (uint32_t i = 128 * full; i < t->count; i++) {
        put_tail_posting(out, t->kind, &t->postings[i], delta_of(t, i));
    }
    bf_buf_fini(&blocks);
    return out->size - start;
}

/* Positions --------------------------------------------------------------- */

static inline size_t put_positions(bf_buf *out, model *m, const model_term *t)
{
    uint32_t *deltas = model_array(m, t->occurrences, sizeof *deltas);
    uint32_t *forms = model_array(m, t->occurrences, sizeof *forms);
    const uint32_t full = t->occurrences / 128;
    uint32_t count = 0;
    size_t start;
    bf_buf blocks;
    for (uint32_t i = 0; i < t->count; i++) {
        const model_posting *p = &t->postings[i];
        for (uint32_t j = 0; j < p->count; j++) {
            deltas[count] = p->positions[j] - (j > 0 ? p->positions[j - 1] : 0);
            forms[count++] = p->forms[j];
        }
    }
    bf_buf_init(&blocks, SIZE_MAX);
    put_padding(out, 4);
    start = out->size;
    for (uint32_t b = 0; b < full; b++) {
        put_u32(out, blocks.size);
        put_packed(&blocks, deltas + (size_t)128 * b, m);
        if (t->form_count > 1) {
            put_packed(&blocks, forms + (size_t)128 * b, m);
        }
    }
    if (full > 0) {
        put_u32(out, blocks.size);
    }
    put_buf(out, &blocks);
    for (uint32_t i = 128 * full; i < t->occurrences; i++) {
        bf_buf_add_varint(out, deltas[i]);
        if (t->form_count > 1) {
            bf_buf_add_varint(out, forms[i]);
        }
    }
    bf_buf_fini(&blocks);
    return out->size - start;
}

static inline size_t put_forms(bf_buf *out, const model_term *t)
{
    const size_t start = out->size;
    if (t->form_count == 1 && t->forms[0].reach == 1 &&
        bf_str_equal(t->forms[0].word, t->term)) {
        return 0;
    }
    bf_buf_add_varint(out, t->form_count);
    for (uint32_t i = 0; i < t->form_count; i++) {
        bf_buf_add_varint(out, t->forms[i].reach);
        bf_buf_add_varint(out, t->forms[i].word.size);
        bf_buf_add(out, t->forms[i].word.data, t->forms[i].word.size);
    }
    return out->size - start;
}

/* Terms ------------------------------------------------------------------- */

static inline encoded_section *encode_section(encoded *e, uint32_t kind,
                                              uint32_t number)
{
    encoded_section *section = &e->sections[e->count++];
    section->kind = kind;
    section->number = number;
    bf_buf_init(&section->bytes, SIZE_MAX);
    return section;
}

static inline bf_buf *section_of(encoded *e, uint32_t kind)
{
    for (size_t i = 0; i < e->count; i++) {
        if (e->sections[i].kind == kind) {
            return &e->sections[i].bytes;
        }
    }
    return NULL;
}

/* Whose lists are aligned begins at the next multiple of 4. */
static inline size_t aligned(const bf_buf *buf)
{
    return (buf->size + 3) / 4 * 4;
}

static inline void put_term(encoded *e, const model_term *t,
                            const model_term *before)
{
    bf_buf *out = section_of(e, 3);
    uint32_t shared = 0;
    while (before && shared < t->term.size && shared < before->term.size &&
           before->term.data[shared] == t->term.data[shared]) {
        shared++;
    }
    if (!before) {
        bf_buf_add_varint(out, aligned(section_of(e, 5)) / 4);
        bf_buf_add_varint(out, aligned(section_of(e, 6)) / 4);
        bf_buf_add_varint(out, section_of(e, 7)->size);
    }
    bf_buf_add_varint(out, shared);
    bf_buf_add_varint(out, t->term.size - shared);
    bf_buf_add(out, t->term.data + shared, t->term.size - shared);
    bf_buf_add_varint(out, t->count << 2 | t->kind);
    if (t->count == 1) {
        put_tail_posting(out, t->kind, t->postings, t->postings[0].doc);
    } else {
        bf_buf_add_varint(out, put_postings(section_of(e, 5), e->model, t));
    }
    if (t->kind == BF_TERM_TEXT) {
        if (t->count > 1) {
            bf_buf_add_varint(out, t->occurrences);
        }
        bf_buf_add_varint(out, put_positions(section_of(e, 6), e->model, t));
        bf_buf_add_varint(out, put_forms(section_of(e, 7), t));
    }
}

static inline void put_terms(encoded *e)
{
    const model *m = e->model;
    bf_buf *index = section_of(e, 4);
    for (size_t i = 0; i < m->term_count; i++) {
        const bool is_first = i % 16 == 0;
        if (is_first) {
            put_u32(index, section_of(e, 3)->size);
        }
        put_term(e, &m->terms[i], is_first ? NULL : &m->terms[i - 1]);
    }
    put_u32(index, section_of(e, 3)->size);
}

/* Documents and columns --------------------------------------------------- */

static inline void put_documents(encoded *e)
{
    const model *m = e->model;
    for (uint32_t i = 0; i < m->documents; i++) {
        put_u32(section_of(e, 1), m->docnums[i]);
        put_u32(section_of(e, 2), m->lengths[i]);
        if (i % 32 == 0) {
            put_u32(section_of(e, 9), section_of(e, 8)->size);
        }
        for (unsigned f = 1; f < MODEL_FIELDS; f++) {
            bf_buf_add_varint(section_of(e, 8),
                              m->starts[i][f] - m->starts[i][f - 1]);
        }
    }
    put_u32(section_of(e, 9), section_of(e, 8)->size);
}

static inline void put_times(encoded *e, int slot)
{
    const model *m = e->model;
    bf_buf *out = &encode_section(e, 16, (uint32_t)slot)->bytes;
    bf_time least = INT64_MAX;
    bf_time greatest = BF_TIME_NONE;
    bf_time highest = BF_TIME_NONE; /* that is not INT64_MAX */
    unsigned width = 4;
    for (uint32_t i = 0; i < m->documents; i++) {
        const bf_time time = m->times[slot][i];
        if (time != BF_TIME_NONE) {
            least = time < least ? time : least;
            greatest = time > greatest ? time : greatest;
            highest = time > highest && time < INT64_MAX ? time : highest;
        }
    }
    if (highest != BF_TIME_NONE &&
        (uint64_t)highest - (uint64_t)least >= UINT32_MAX - 1) {
        width = 8;
    }
    put_int(out, width, 8);
    put_int(out, (uint64_t)least, 8);
    put_int(out, (uint64_t)least, 8);
    put_int(out, (uint64_t)greatest, 8);
    for (uint32_t i = 0; i < m->documents; i++) {
        const bf_time time = m->times[slot][i];
        const uint64_t value = time == BF_TIME_NONE ? UINT64_MAX
                               : time == INT64_MAX
                                   ? UINT64_MAX - 1
                                   : (uint64_t)time - (uint64_t)least;
        put_int(out, value, width);
    }
}

static inline void put_keyword_strings(bf_buf *out, const model_keywords *k)
{
    size_t offset = 0;
    for (uint32_t i = 0; i < k->value_count; i++) {
        put_u32(out, offset);
        offset += k->values[i].folded.size;
        put_u32(out, offset);
        offset += k->values[i].shown.size;
    }
    put_u32(out, offset);
    for (uint32_t i = 0; i < k->value_count; i++) {
        bf_buf_add(out, k->values[i].folded.data, k->values[i].folded.size);
        bf_buf_add(out, k->values[i].shown.data, k->values[i].shown.size);
    }
    put_padding(out, 4);
}

static inline void put_keywords(encoded *e, int field)
{
    const uint32_t documents = e->model->documents;
    const model_keywords *k = &e->model->keywords[field];
    bf_buf *out = &encode_section(e, 17, (uint32_t)field)->bytes;
    const unsigned width = k->value_count < 256     ? 1
                           : k->value_count < 65536 ? 2
                                                    : 4;
    bool many = false;
    for (uint32_t i = 0; i < documents; i++) {
        many = many || k->first[i + 1] - k->first[i] > 1;
    }
    bf_buf_add_byte(out, (char)width);
    bf_buf_add_byte(out, many);
    put_int(out, 0, 6);
    put_u32(out, k->value_count);
    put_keyword_strings(out, k);
    for (uint32_t i = 0; many && i <= documents; i++) {
        put_u32(out, k->first[i]);
    }
    for (uint32_t i = 0; many && i < k->first[documents]; i++) {
        put_int(out, k->ordinals[i], width);
    }
    for (uint32_t i = 0; !many && i < documents; i++) {
        const bool has = k->first[i + 1] > k->first[i];
        put_int(out, has ? k->ordinals[k->first[i]] : 0, width);
    }
}

/* Files ------------------------------------------------------------------- */

static inline void encode_begin(encoded *e, model *m)
{
    memset(e, 0, sizeof *e);
    e->model = m;
    for (uint32_t kind = 1; kind <= 9; kind++) {
        (void)encode_section(e, kind, 0);
    }
    put_documents(e);
    put_terms(e);
    for (int slot = 0; slot < MODEL_SLOTS; slot++) {
        if (m->times[slot]) {
            put_times(e, slot);
        }
    }
    for (int field = 0; field < BF_FIELD_COUNT; field++) {
        if (m->keywords[field].value_count > 0) {
            put_keywords(e, field);
        }
    }
}

static inline void encode_end(encoded *e)
{
    for (size_t i = 0; i < e->count; i++) {
        bf_buf_fini(&e->sections[i].bytes);
    }
}

static inline void put_header(bf_buf *out, const encoded *e, uint64_t size)
{
    bf_buf_add(out,
               "\x89"
               "BFS\r\n\x1a\n",
               8);
    put_u32(out, 1);
    put_u32(out, e->count);
    put_int(out, size, 8);
    put_u32(out, e->model->documents);
    put_u32(out, 0);
    put_int(out, e->model->length, 8);
    put_int(out, 0, 8);
}

/* Write all sections, with their checksums, into `out`, which is empty. */
static inline void encode_file(bf_buf *out, const encoded *e)
{
    const size_t body = 64 + 32 * e->count;
    unsigned char hash[BF_HASH_BYTES];
    uint64_t end = body;
    bf_buf table;
    bf_buf_init(&table, SIZE_MAX);
    for (size_t i = 0; i < e->count; i++) {
        const encoded_section *section = &e->sections[i];
        const bf_str bytes = bf_buf_str(&section->bytes);
        put_u32(&table, section->kind);
        put_u32(&table, section->number);
        put_int(&table, (end + 63) / 64 * 64, 8);
        put_int(&table, bytes.size, 8);
        put_int(&table, bf_hash_64(bytes), 8);
        end = (end + 63) / 64 * 64 + bytes.size;
    }
    put_header(out, e, end);
    bf_hash_128(hash, bf_buf_str(&table));
    bf_buf_add(out, hash, sizeof hash);
    put_buf(out, &table);
    for (size_t i = 0; i < e->count; i++) {
        put_padding(out, 64);
        put_buf(out, &e->sections[i].bytes);
    }
    bf_buf_fini(&table);
}

#endif
