/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The inverter: terms and forms by number, found by hash; the postings of each
 * term as a list of bytes. A document is gone through term by term, not token
 * by token, so that each list is touched once.
 */

#include "inverter.h"

#include "pool.h"
#include "slots.h"
#include "sort.h"

#include <stdlib.h>

enum {
    NO_FORM = UINT32_MAX,
    /* What a posting takes at most, its occurrences left out, and one
     * occurrence. */
    MAX_HEAD = 4 * BFI_MAX_VARINT_U32,
    MAX_OCCURRENCE = 2 * BFI_MAX_VARINT_U32,
    ROOM_BYTES = 512
};

typedef struct term {
    uint32_t text; /* in the pool: a byte for the size, then the bytes */
    uint32_t next; /* the least number of its next document */
    uint32_t documents;
    uint32_t form_count;
    uint32_t first_form;
    uint32_t last_form;
    uint32_t seen; /* the number of the last attempt that it was in */
    unsigned char kind;
    bfi_byte_list postings;
} term;

typedef struct form {
    uint32_t text; /* as of a term */
    uint32_t term;
    uint32_t reach;
    uint32_t number; /* among those of its term */
    uint32_t next;   /* of its term; NO_FORM */
    uint32_t occurrences;
} form;

/* A token, sorted by term. */
typedef struct placed {
    uint32_t position;
    uint32_t form;
} placed;

/* What is needed for one document. */
typedef struct scratch {
    uint32_t *terms; /* numbers of its terms */
    size_t term_room;
    uint32_t *ends; /* of the tokens of each, in `tokens` */
    size_t end_room;
    uint32_t *forms; /* numbers of its forms */
    size_t form_room;
    placed *tokens;
    size_t token_room;
} scratch;

struct bfi_inverter {
    bfi_pool pool;
    bfi_slots term_slots;
    bfi_slots form_slots;
    term *terms;
    size_t term_count;
    size_t term_room;
    form *forms;
    size_t form_count;
    size_t form_room;
    uint32_t attempts;
    scratch scratch;
};

static bf_status no_memory(bf_error *err)
{
    return bf_fail(err, BF_ERR_NOMEM, "out of memory");
}

bf_status bfi_inverter_new(bfi_inverter **out, bf_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? BF_OK : no_memory(err);
}

void bfi_inverter_free(bfi_inverter *inverter)
{
    if (inverter) {
        bfi_pool_fini(&inverter->pool);
        bfi_slots_fini(&inverter->term_slots);
        bfi_slots_fini(&inverter->form_slots);
        free(inverter->terms);
        free(inverter->forms);
        free(inverter->scratch.terms);
        free(inverter->scratch.ends);
        free(inverter->scratch.forms);
        free(inverter->scratch.tokens);
        free(inverter);
    }
}

/* Room for `count` items in a growing array; false: no memory. */
static bool reserve(void *items, size_t *room, size_t count, size_t size)
{
    void **array = items;
    size_t wanted = *room + *room / 2 + 16;
    void *grown;
    if (count <= *room) {
        return true;
    }
    wanted = wanted < count ? count : wanted;
    grown = realloc(*array, wanted * size);
    if (!grown) {
        return false;
    }
    *array = grown;
    *room = wanted;
    return true;
}

/* Memory ------------------------------------------------------------------ */

size_t bfi_inverter_bytes(const bfi_inverter *inverter)
{
    return bfi_pool_bytes(&inverter->pool) +
           (inverter->term_slots.room + inverter->form_slots.room) *
               sizeof(bfi_slot) +
           inverter->term_count * (sizeof(term) + 2 * sizeof(bfi_sorted)) +
           inverter->form_count * sizeof(form);
}

size_t bfi_inverter_bytes_for(const bf_document *document)
{
    /* New ones, with a text of their own, a place in a table that doubles, and
     * a first piece of a list. */
    const size_t for_term = sizeof(term) + 2 * sizeof(bfi_sorted) + 96;
    const size_t for_form = sizeof(form) + 64;
    return BFI_SLAB_BYTES + document->term_count * for_term +
           document->form_count * for_form +
           document->token_count * MAX_OCCURRENCE;
}

/* Texts ------------------------------------------------------------------- */

static bf_str text_at(const bfi_inverter *inverter, uint32_t piece)
{
    const unsigned char *at = bfi_pool_at(&inverter->pool, piece);
    return (bf_str){(const char *)at + 1, at[0]};
}

static uint32_t keep_text(bfi_inverter *inverter, bf_str text)
{
    const uint32_t piece = bfi_pool_take(&inverter->pool, text.size + 1);
    if (piece != BFI_NO_PIECE) {
        unsigned char *at = bfi_pool_at(&inverter->pool, piece);
        at[0] = (unsigned char)text.size;
        memcpy(at + 1, text.data, text.size);
    }
    return piece;
}

/* Terms ------------------------------------------------------------------- */

static bf_status add_term(bfi_inverter *inverter, uint32_t *out, bf_str text,
                          bf_error *err)
{
    const uint32_t piece = keep_text(inverter, text);
    if (piece == BFI_NO_PIECE || inverter->term_count >= INT32_MAX ||
        !reserve(&inverter->terms, &inverter->term_room,
                 inverter->term_count + 1, sizeof *inverter->terms)) {
        return no_memory(err);
    }
    *out = (uint32_t)inverter->term_count++;
    inverter->terms[*out] = (term){.text = piece,
                                   .first_form = NO_FORM,
                                   .last_form = NO_FORM,
                                   .kind = BF_TERM_TEXT};
    return BF_OK;
}

/* The number of the term `text`, which may be new. */
static bf_status find_term(bfi_inverter *inverter, uint32_t *out, bf_str text,
                           bf_error *err)
{
    const uint32_t hash = (uint32_t)bf_hash_64(text);
    bfi_slots *slots = &inverter->term_slots;
    bf_status status;
    int64_t number;
    size_t i;
    if (!bfi_slots_reserve(slots)) {
        return no_memory(err);
    }
    i = bfi_slots_first(slots, hash);
    while ((number = bfi_slots_at(slots, i, hash)) != BFI_NO_NUMBER) {
        if (number >= 0 &&
            bf_str_equal(text_at(inverter, inverter->terms[number].text),
                         text)) {
            *out = (uint32_t)number;
            return BF_OK;
        }
        i = bfi_slots_next(slots, i);
    }
    status = add_term(inverter, out, text, err);
    if (!status) {
        bfi_slots_put(slots, i, hash, *out);
    }
    return status;
}

/* Forms ------------------------------------------------------------------- */

static bf_status add_form(bfi_inverter *inverter, uint32_t *out,
                          const bf_document_form *from, uint32_t of,
                          bf_error *err)
{
    term *t = &inverter->terms[of];
    const bf_str text = text_at(inverter, t->text);
    const uint32_t piece = bf_str_equal(text, from->word)
                               ? t->text
                               : keep_text(inverter, from->word);
    if (piece == BFI_NO_PIECE || inverter->form_count >= INT32_MAX ||
        !reserve(&inverter->forms, &inverter->form_room,
                 inverter->form_count + 1, sizeof *inverter->forms)) {
        return no_memory(err);
    }
    *out = (uint32_t)inverter->form_count++;
    inverter->forms[*out] = (form){.text = piece,
                                   .term = of,
                                   .reach = from->reach,
                                   .number = t->form_count++,
                                   .next = NO_FORM};
    if (t->last_form == NO_FORM) {
        t->first_form = *out;
    } else {
        inverter->forms[t->last_form].next = *out;
    }
    t->last_form = *out;
    return BF_OK;
}

static bool is_form(const bfi_inverter *inverter, uint32_t number,
                    const bf_document_form *wanted, uint32_t of)
{
    const form *f = &inverter->forms[number];
    return f->term == of && f->reach == wanted->reach &&
           bf_str_equal(text_at(inverter, f->text), wanted->word);
}

/* The number of a form of term number `of`; it may be new. */
static bf_status find_form(bfi_inverter *inverter, uint32_t *out,
                           const bf_document_form *wanted, uint32_t of,
                           bf_error *err)
{
    const uint32_t first = inverter->terms[of].first_form;
    const uint32_t mixed = (of + wanted->reach) * UINT32_C(0x9e3779b1);
    bfi_slots *slots = &inverter->form_slots;
    bf_status status;
    uint32_t hash;
    int64_t number;
    size_t i;
    if (first != NO_FORM && is_form(inverter, first, wanted, of)) {
        *out = first;
        return BF_OK;
    }
    if (!bfi_slots_reserve(slots)) {
        return no_memory(err);
    }
    hash = (uint32_t)bf_hash_64(wanted->word) ^ mixed;
    i = bfi_slots_first(slots, hash);
    while ((number = bfi_slots_at(slots, i, hash)) != BFI_NO_NUMBER) {
        if (number >= 0 && is_form(inverter, (uint32_t)number, wanted, of)) {
            *out = (uint32_t)number;
            return BF_OK;
        }
        i = bfi_slots_next(slots, i);
    }
    status = add_form(inverter, out, wanted, of, err);
    if (!status) {
        bfi_slots_put(slots, i, hash, *out);
    }
    return status;
}

/* Documents: checking ------------------------------------------------------ */

static bf_status invalid(bf_error *err, const char *what)
{
    return bf_fail(err, BF_ERR_INVALID, "a document with %s", what);
}

static bf_status check_terms(const bf_document *document, bf_error *err)
{
    if (document->term_count > BF_MAX_ARTICLE_TERMS ||
        document->form_count > UINT32_MAX ||
        document->token_count > BF_MAX_POSITIONS) {
        return invalid(err, "too many words");
    }
    for (size_t i = 0; i < document->term_count; i++) {
        const bf_document_term *t = &document->terms[i];
        if (t->term.size == 0 || t->term.size > BF_MAX_INDEX_TERM_BYTES) {
            return invalid(err, "a term that is empty or too long");
        }
        if (t->frequency > BFI_RUN_MAX_FREQUENCY) {
            return invalid(err, "a term that is too frequent");
        }
    }
    return BF_OK;
}

static bf_status check_forms(const bf_document *document, bf_error *err)
{
    for (size_t i = 0; i < document->form_count; i++) {
        const bf_document_form *f = &document->forms[i];
        if (f->term >= document->term_count || f->word.size == 0 ||
            f->word.size > BF_MAX_INDEX_TERM_BYTES) {
            return invalid(err, "a written form that cannot be");
        }
    }
    return BF_OK;
}

static bf_status check_tokens(const bf_document *document, bf_error *err)
{
    uint32_t before = 0;
    for (size_t i = 0; i < document->token_count; i++) {
        const bf_document_token *token = &document->tokens[i];
        if (token->form >= document->form_count || token->position < before ||
            token->position > BF_MAX_POSITIONS ||
            document->terms[document->forms[token->form].term].frequency == 0) {
            return invalid(err, "an occurrence that cannot be");
        }
        before = token->position;
    }
    return BF_OK;
}

/* Find the numbers of all terms, each of which is to be there once. */
static bf_status find_terms(bfi_inverter *inverter, const bf_document *document,
                            bf_error *err)
{
    scratch *s = &inverter->scratch;
    bf_status status = BF_OK;
    if (!reserve(&s->terms, &s->term_room, document->term_count,
                 sizeof *s->terms)) {
        return no_memory(err);
    }
    inverter->attempts++;
    for (size_t i = 0; !status && i < document->term_count; i++) {
        status =
            find_term(inverter, &s->terms[i], document->terms[i].term, err);
        if (!status) {
            term *t = &inverter->terms[s->terms[i]];
            if (t->seen == inverter->attempts) {
                return invalid(err, "a term twice");
            }
            t->seen = inverter->attempts;
        }
    }
    return status;
}

/* Documents: adding ---------------------------------------------------------
 */

static bf_status find_forms(bfi_inverter *inverter, const bf_document *document,
                            bf_error *err)
{
    scratch *s = &inverter->scratch;
    bf_status status = BF_OK;
    if (!reserve(&s->forms, &s->form_room, document->form_count,
                 sizeof *s->forms)) {
        return no_memory(err);
    }
    for (size_t i = 0; !status && i < document->form_count; i++) {
        const bf_document_form *f = &document->forms[i];
        status = find_form(inverter, &s->forms[i], f, s->terms[f->term], err);
    }
    return status;
}

/* Bring the tokens together by terms, in their order. Those of term i then end
 * at ends[i]. */
static bf_status place_tokens(bfi_inverter *inverter,
                              const bf_document *document, bf_error *err)
{
    scratch *s = &inverter->scratch;
    uint32_t total = 0;
    if (!reserve(&s->ends, &s->end_room, document->term_count,
                 sizeof *s->ends) ||
        !reserve(&s->tokens, &s->token_room, document->token_count,
                 sizeof *s->tokens)) {
        return no_memory(err);
    }
    if (document->term_count > 0) {
        memset(s->ends, 0, document->term_count * sizeof *s->ends);
    }
    for (size_t i = 0; i < document->token_count; i++) {
        s->ends[document->forms[document->tokens[i].form].term]++;
    }
    for (size_t i = 0; i < document->term_count; i++) {
        const uint32_t count = s->ends[i];
        s->ends[i] = total;
        total += count;
    }
    for (size_t i = 0; i < document->token_count; i++) {
        const bf_document_token *token = &document->tokens[i];
        form *f = &inverter->forms[s->forms[token->form]];
        uint32_t *end = &s->ends[document->forms[token->form].term];
        f->occurrences++;
        s->tokens[(*end)++] = (placed){token->position, f->number};
    }
    return BF_OK;
}

static unsigned char *put_head(unsigned char *out, uint32_t delta,
                               uint32_t frequency, uint32_t count)
{
    out = bfi_put_varint(out, delta);
    if (count == 0) {
        return bfi_put_varint(out, frequency << BFI_RUN_HOW_BITS);
    }
    if (count == frequency) {
        return bfi_put_varint(out, frequency << BFI_RUN_HOW_BITS |
                                       BFI_RUN_FREQUENCY);
    }
    out = bfi_put_varint(out, frequency << BFI_RUN_HOW_BITS | BFI_RUN_COUNT);
    return bfi_put_varint(out, count);
}

static unsigned char *put_occurrence(unsigned char *out, uint32_t step,
                                     uint32_t number)
{
    out = bfi_put_varint(out, step << 1 | (number > 0));
    return number > 0 ? bfi_put_varint(out, number) : out;
}

/* Append a posting, with the occurrences `tokens`. */
static bool add_posting(bfi_inverter *inverter, term *t, uint32_t document,
                        uint32_t frequency, const placed *tokens,
                        uint32_t count)
{
    unsigned char room[ROOM_BYTES];
    unsigned char *end = put_head(room, document - t->next, frequency, count);
    uint32_t before = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (end + MAX_OCCURRENCE > room + sizeof room) {
            if (!bfi_list_add(&t->postings, &inverter->pool, room,
                              (size_t)(end - room))) {
                return false;
            }
            end = room;
        }
        end = put_occurrence(end, tokens[i].position - before, tokens[i].form);
        before = tokens[i].position;
    }
    t->next = document + 1;
    t->documents++;
    return bfi_list_add(&t->postings, &inverter->pool, room,
                        (size_t)(end - room));
}

static unsigned char kind_of(uint32_t frequency, uint32_t count)
{
    if (frequency == 0) {
        return BF_TERM_FILTER;
    }
    return count == 0 ? BF_TERM_WEIGHTED : BF_TERM_TEXT;
}

static bf_status add_postings(bfi_inverter *inverter, uint32_t number,
                              const bf_document *document, bf_error *err)
{
    const scratch *s = &inverter->scratch;
    uint32_t start = 0;
    for (size_t i = 0; i < document->term_count; i++) {
        term *t = &inverter->terms[s->terms[i]];
        const uint32_t frequency = document->terms[i].frequency;
        const uint32_t count = s->ends[i] - start;
        const unsigned char kind = kind_of(frequency, count);
        if (kind < t->kind) {
            t->kind = kind;
        }
        if (!add_posting(inverter, t, number, frequency, s->tokens + start,
                         count)) {
            return no_memory(err);
        }
        start = s->ends[i];
    }
    return BF_OK;
}

bf_status bfi_inverter_add(bfi_inverter *inverter, uint32_t number,
                           const bf_document *document, bf_error *err)
{
    bf_status status = check_terms(document, err);
    if (!status) {
        status = check_forms(document, err);
    }
    if (!status) {
        status = check_tokens(document, err);
    }
    if (!status) {
        status = find_terms(inverter, document, err);
    }
    if (!status) {
        status = find_forms(inverter, document, err);
    }
    if (!status) {
        status = place_tokens(inverter, document, err);
    }
    return status ? status : add_postings(inverter, number, document, err);
}

/* Runs -------------------------------------------------------------------- */

static void write_text(bfi_spool *run, bf_str text)
{
    bfi_spool_add_varint(run, text.size);
    bfi_spool_add(run, text.data, text.size);
}

static void write_piece(void *payload, const unsigned char *data, size_t size)
{
    bfi_spool_add(payload, data, size);
}

static void write_term(const bfi_inverter *inverter, const term *t,
                       bfi_spool *run)
{
    write_text(run, text_at(inverter, t->text));
    bfi_spool_add_varint(run, t->kind);
    bfi_spool_add_varint(run, t->documents);
    bfi_spool_add_varint(run, t->form_count);
    for (uint32_t i = t->first_form; i != NO_FORM;
         i = inverter->forms[i].next) {
        const form *f = &inverter->forms[i];
        bfi_spool_add_varint(run, f->reach);
        write_text(run, text_at(inverter, f->text));
        bfi_spool_add_varint(run, f->occurrences);
    }
    bfi_list_each(&t->postings, &inverter->pool, write_piece, run);
}

static bf_str text_of(const void *payload, uint32_t number)
{
    const bfi_inverter *inverter = payload;
    return text_at(inverter, inverter->terms[number].text);
}

/* Terms that are in a document; those of one that was refused may not be. */
static size_t list_terms(bfi_sorted *out, const bfi_inverter *inverter)
{
    size_t count = 0;
    for (size_t i = 0; i < inverter->term_count; i++) {
        if (inverter->terms[i].documents > 0) {
            out[count++].number = (uint32_t)i;
        }
    }
    return count;
}

static void forget(bfi_inverter *inverter)
{
    bfi_pool_reset(&inverter->pool);
    bfi_slots_reset(&inverter->term_slots);
    bfi_slots_reset(&inverter->form_slots);
    inverter->term_count = 0;
    inverter->form_count = 0;
}

bf_status bfi_inverter_write(bfi_inverter *inverter, bfi_spool *run,
                             bf_error *err)
{
    bfi_sorted *items = calloc(2 * inverter->term_count + 1, sizeof *items);
    size_t count;
    if (!items) {
        return no_memory(err);
    }
    count = list_terms(items, inverter);
    bfi_sort(items, items + inverter->term_count, count, text_of, inverter);
    for (size_t i = 0; i < count && !run->status; i++) {
        write_term(inverter, &inverter->terms[items[i].number], run);
    }
    bfi_spool_add_varint(run, 0);
    free(items);
    forget(inverter);
    return bfi_spool_status(run, err);
}
