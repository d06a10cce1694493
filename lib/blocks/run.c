/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs: inverter.h has their form. */

#include "run.h"

#include "inverter.h"

#include <stdlib.h>

enum {
    /* More than the head of a posting takes, and one occurrence. */
    HEAD_BYTES = 3 * BFI_MAX_VARINT_U32,
    OCCURRENCE_BYTES = 2 * BFI_MAX_VARINT_U32,
    MAX_TEXT_BYTES = 1u << 30
};

typedef struct run {
    bfi_source source;
    bfi_tape tape;
    uint32_t base;
    uint32_t documents; /* of the term at hand */
    bf_buf text;        /* the term, and the words of its forms */
    bfi_form *forms;
    size_t form_room;
} run;

static void free_run(bfi_source *source)
{
    run *r = (run *)(void *)source;
    bfi_tape_fini(&r->tape);
    bf_buf_fini(&r->text);
    free(r->forms);
    free(r);
}

/* Reading ------------------------------------------------------------------ */

/* Read a text of up to BF_MAX_INDEX_TERM_BYTES behind r->text; its size. */
static size_t read_text(run *r)
{
    const size_t size = (size_t)bfi_tape_varint(&r->tape);
    if (size == 0 || !bfi_tape_fill(&r->tape, size)) {
        return 0;
    }
    bf_buf_add(&r->text, r->tape.at, size);
    r->tape.at += size;
    return size;
}

static bool reserve_forms(run *r, size_t count)
{
    bfi_form *forms;
    if (count <= r->form_room) {
        return true;
    }
    forms = realloc(r->forms, count * sizeof *forms);
    if (!forms) {
        return false;
    }
    r->forms = forms;
    r->form_room = count;
    return true;
}

/* Read the forms of text. Their words are known once all are read, for the
 * buffer may move. */
static bf_status read_forms(run *r, uint64_t plain, size_t others,
                            bf_error *err)
{
    const char *word;
    const size_t count = r->source.kind == BF_TERM_TEXT ? others + 1 : 0;
    if (!reserve_forms(r, others + 1)) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    r->forms[0] = (bfi_form){{NULL, r->source.term.size}, 1, plain};
    for (size_t i = 1; i <= others; i++) {
        bfi_form *form = &r->forms[i];
        form->reach = (uint32_t)bfi_tape_varint(&r->tape);
        form->word.size = read_text(r);
        form->occurrences = bfi_tape_varint(&r->tape);
    }
    r->forms[0].word.data = r->text.data;
    word = r->text.data + r->source.term.size;
    for (size_t i = 1; i <= others; i++) {
        r->forms[i].word.data = word;
        word += r->forms[i].word.size;
    }
    r->source.forms = r->forms;
    r->source.form_count = count;
    return BF_OK;
}

static bf_status read_term(run *r, bf_error *err)
{
    uint64_t plain;
    size_t others;
    bf_status status;
    bf_buf_reset(&r->text);
    r->source.term = (bf_str){NULL, read_text(r)};
    if (r->source.term.size == 0) {
        return bfi_tape_status(&r->tape, err);
    }
    r->source.kind = (bf_term_kind)bfi_tape_varint(&r->tape);
    r->documents = (uint32_t)bfi_tape_varint(&r->tape);
    plain = bfi_tape_varint(&r->tape);
    others = (size_t)bfi_tape_varint(&r->tape);
    status = read_forms(r, plain, others, err);
    if (!status) {
        status = bf_buf_status(&r->text, err);
    }
    if (!status) {
        status = bfi_tape_status(&r->tape, err);
    }
    r->source.term.data = r->text.data;
    return status;
}

/* Number of the 32 bits that the inverter writes. */
static inline uint32_t read_number(run *r)
{
    uint32_t number;
    (void)bfi_get_varint(&number, &r->tape.at, r->tape.end);
    return number;
}

static void feed_occurrences(run *r, bfi_encoder *encoder, uint32_t count,
                             const uint32_t *numbers)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t step;
        uint32_t form = 0;
        (void)bfi_tape_fill(&r->tape, OCCURRENCE_BYTES);
        step = read_number(r);
        if (step & 1) {
            form = read_number(r);
        }
        if (numbers) {
            bfi_encoder_occurrence(encoder, step >> 1, numbers[form]);
        }
    }
}

static bf_status feed(bfi_source *source, bfi_encoder *encoder,
                      bf_term_kind kind, const uint32_t *numbers, bf_error *err)
{
    run *r = (run *)(void *)source;
    uint32_t next = r->base;
    for (; r->documents > 0 && !r->tape.status; r->documents--) {
        uint32_t document;
        uint32_t frequency;
        uint32_t count = 0;
        (void)bfi_tape_fill(&r->tape, HEAD_BYTES);
        document = next + read_number(r);
        frequency = read_number(r);
        switch (frequency & ((1u << BFI_RUN_HOW_BITS) - 1)) {
        case BFI_RUN_FREQUENCY:
            count = frequency >> BFI_RUN_HOW_BITS;
            break;
        case BFI_RUN_COUNT:
            count = read_number(r);
            break;
        default:
            break;
        }
        frequency >>= BFI_RUN_HOW_BITS;
        bfi_encoder_posting(encoder, document, frequency, count);
        feed_occurrences(r, encoder, count,
                         kind == BF_TERM_TEXT ? numbers : NULL);
        next = document + 1;
    }
    return bfi_tape_status(&r->tape, err);
}

static bf_status next(bfi_source *source, bf_error *err)
{
    run *r = (run *)(void *)source;
    return read_term(r, err);
}

bf_status bfi_run_open(bfi_source **out, bfi_spool *spool, uint64_t offset,
                       uint32_t base, size_t room_bytes, bf_error *err)
{
    run *r = calloc(1, sizeof *r);
    bf_status status;
    *out = NULL;
    if (!r) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    r->base = base;
    r->source.next = next;
    r->source.feed = feed;
    r->source.free = free_run;
    bf_buf_init(&r->text, MAX_TEXT_BYTES);
    bfi_tape_open(&r->tape, spool, offset, room_bytes);
    status = bfi_tape_status(&r->tape, err);
    if (status) {
        free_run(&r->source);
        return status;
    }
    *out = &r->source;
    return BF_OK;
}
