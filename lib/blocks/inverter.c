/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The inverter: terms and forms by number, found by hash; the postings of each
 * term as a list of bytes. A document is gone through term by term, not token
 * by token, so that each list is touched once.
 */

#include "inverter.h"

#include "lexicon.h"
#include "sort.h"

#include <stdlib.h>

enum {
    /* What one occurrence takes at most. */
    MAX_OCCURRENCE = 2 * BFI_MAX_VARINT_U32,
    ROOM_BYTES = 512
};

/* A token, sorted by term. */
typedef struct placed {
    uint32_t position;
    uint32_t form;
} placed;

/* What is needed for one document. */
typedef struct scratch {
    bfi_looked *terms;
    size_t term_room;
    uint32_t *ends; /* of the tokens of each term, in `tokens` */
    size_t end_room;
    bfi_looked *forms;
    size_t form_room;
    placed *tokens;
    size_t token_room;
} scratch;

struct bfi_inverter {
    bfi_lexicon lexicon;
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
        bfi_lexicon_fini(&inverter->lexicon);
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
    return bfi_lexicon_bytes(&inverter->lexicon) +
           2 * sizeof(bfi_sorted) * inverter->lexicon.term_count;
}

size_t bfi_inverter_bytes_for(const bf_document *document)
{
    /* New ones, with a text of their own, a place in a table that doubles, and
     * a first piece of a list. */
    const size_t for_term = sizeof(bfi_term) + 2 * sizeof(bfi_sorted) + 96;
    const size_t for_form = sizeof(bfi_term_form) + 64;
    return 3 * (size_t)BFI_SLAB_BYTES + document->term_count * for_term +
           document->form_count * for_form +
           document->token_count * (size_t)MAX_OCCURRENCE;
}

/* Documents: checking ------------------------------------------------------ */

static bf_status invalid(bf_error *err, const char *what)
{
    return bf_fail(err, BF_ERR_INVALID, "a document with %s", what);
}

static bf_status check_terms(const bf_document *document, bf_error *err)
{
    if (document->term_count > (size_t)BF_MAX_ARTICLE_TERMS ||
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

/* Documents: adding ---------------------------------------------------------
 */

static bf_status find_words(bfi_inverter *inverter, const bf_document *document,
                            bf_error *err)
{
    scratch *s = &inverter->scratch;
    bf_status status;
    if (!reserve(&s->terms, &s->term_room, document->term_count,
                 sizeof *s->terms) ||
        !reserve(&s->forms, &s->form_room, document->form_count,
                 sizeof *s->forms)) {
        return no_memory(err);
    }
    status =
        bfi_lexicon_find_terms(&inverter->lexicon, s->terms, document, err);
    return status ? status
                  : bfi_lexicon_find_forms(&inverter->lexicon, s->forms,
                                           s->terms, document, err);
}

/* Count an occurrence of a form; its number among those of its term. */
static inline uint32_t count_form(const bfi_lexicon *lexicon, uint32_t found,
                                  uint32_t of)
{
    bfi_term_form *form;
    if (found == BFI_PLAIN_FORM) {
        bfi_lexicon_term(lexicon, of)->plain++;
        return 0;
    }
    form = bfi_lexicon_form(lexicon, found);
    form->occurrences++;
    return form->number;
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
        const uint32_t term = document->forms[token->form].term;
        const uint32_t number =
            count_form(&inverter->lexicon, s->forms[token->form].number,
                       s->terms[term].number);
        s->tokens[s->ends[term]++] = (placed){token->position, number};
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
static bool add_posting(bfi_pool *pool, bfi_term *t, uint32_t document,
                        uint32_t frequency, const placed *tokens,
                        uint32_t count)
{
    unsigned char room[ROOM_BYTES];
    unsigned char *end = put_head(room, document - t->next, frequency, count);
    uint32_t before = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (end + MAX_OCCURRENCE > room + sizeof room) {
            if (!bfi_list_add(&t->postings, pool, room, (size_t)(end - room))) {
                return false;
            }
            end = room;
        }
        end = put_occurrence(end, tokens[i].position - before, tokens[i].form);
        before = tokens[i].position;
    }
    t->next = document + 1;
    t->documents++;
    return bfi_list_add(&t->postings, pool, room, (size_t)(end - room));
}

static uint32_t kind_of(uint32_t frequency, uint32_t count)
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
        bfi_term *t = bfi_lexicon_term(&inverter->lexicon, s->terms[i].number);
        const uint32_t frequency = document->terms[i].frequency;
        const uint32_t count = s->ends[i] - start;
        const uint32_t kind = kind_of(frequency, count);
        if (kind < t->kind) {
            t->kind = kind;
        }
        if (!add_posting(&inverter->lexicon.pool, t, number, frequency,
                         s->tokens + start, count)) {
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
        status = find_words(inverter, document, err);
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

static void write_term(const bfi_lexicon *lexicon, const bfi_term *term,
                       bfi_spool *run)
{
    write_text(run, bfi_lexicon_text(lexicon, &term->text));
    bfi_spool_add_varint(run, term->kind);
    bfi_spool_add_varint(run, term->documents);
    bfi_spool_add_varint(run, term->plain);
    bfi_spool_add_varint(run, term->form_count);
    for (uint32_t i = term->first_form; i != BFI_NO_FORM;) {
        const bfi_term_form *form = bfi_lexicon_form(lexicon, i);
        bfi_spool_add_varint(run, form->reach);
        write_text(run, bfi_lexicon_text(lexicon, &form->text));
        bfi_spool_add_varint(run, form->occurrences);
        i = form->next;
    }
    bfi_list_each(&term->postings, &lexicon->pool, write_piece, run);
}

static bf_str text_of(const void *payload, uint32_t number)
{
    const bfi_lexicon *lexicon = payload;
    return bfi_lexicon_text(lexicon, &bfi_lexicon_term(lexicon, number)->text);
}

/* Terms that are in a document; those of one that was refused may not be. */
static size_t list_terms(bfi_sorted *out, const bfi_lexicon *lexicon)
{
    size_t count = 0;
    for (uint32_t i = 0; i < lexicon->term_count; i++) {
        if (bfi_lexicon_term(lexicon, i)->documents > 0) {
            out[count++].number = i;
        }
    }
    return count;
}

bf_status bfi_inverter_write(bfi_inverter *inverter, bfi_spool *run,
                             bf_error *err)
{
    bfi_lexicon *lexicon = &inverter->lexicon;
    const size_t room = lexicon->term_count;
    bfi_sorted *items = calloc(2 * room + 1, sizeof *items);
    size_t count;
    if (!items) {
        return no_memory(err);
    }
    count = list_terms(items, lexicon);
    bfi_sort(items, items + room, count, text_of, lexicon);
    for (size_t i = 0; i < count && !run->status; i++) {
        write_term(lexicon, bfi_lexicon_term(lexicon, items[i].number), run);
    }
    bfi_spool_add_varint(run, 0);
    free(items);
    bfi_lexicon_reset(lexicon);
    return bfi_spool_status(run, err);
}
