/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reference matcher against brute force: a small random collection that
 * changes between rounds, random plans of all kinds of nodes, compared match by
 * match and score by score. With pruning, Xapian 1.4.22 fails this about once
 * in a thousand plans.
 */

#include "records_crowd.h"
#include "tap.h"

#include <math.h>

/* The matcher's side ------------------------------------------------------ */

static const doc *doc_of(bf_docnum docnum)
{
    for (size_t i = 0; i < IDS; i++) {
        if (docs[i].alive && docs[i].docnum == docnum) {
            return &docs[i];
        }
    }
    return NULL;
}

static bool is_ordered(const bf_matches *page)
{
    for (size_t i = 1; i < page->count; i++) {
        const bf_match *at = &page->items[i];
        if (at[-1].score < at->score ||
            (at[-1].score == at->score && at[-1].docnum >= at->docnum)) {
            return false;
        }
    }
    return true;
}

/* Whether `page` is what brute force finds from `offset` on. */
static const char *compare(const bf_matches *page, size_t offset, size_t limit,
                           size_t found)
{
    double best[IDS];
    size_t left = found > offset ? found - offset : 0;
    best_scores(best);
    if (page->partial) {
        return "partial";
    }
    if (page->count != (left < limit ? left : limit)) {
        return "number of matches";
    }
    if (page->total > found || (page->total_exact && page->total != found)) {
        return "total";
    }
    for (size_t i = 0; i < page->count; i++) {
        const doc *at = doc_of(page->items[i].docnum);
        if (!at || !at->matches) {
            return "a match that is none";
        }
        if (fabs(at->score - page->items[i].score) > 1e-9) {
            return "score";
        }
        if (fabs(best[offset + i] - page->items[i].score) > 1e-9) {
            return "a better one is missing";
        }
    }
    return is_ordered(page) ? NULL : "order";
}

static const char *match_and_compare(bf_reader *reader,
                                     const bfi_match_plan *plan,
                                     const bf_match_request *request,
                                     size_t found)
{
    bf_matches *page;
    bf_error err;
    const char *wrong;
    if (bfi_reader_match(&page, reader, plan, request, &err)) {
        printf("# %s\n", err.text);
        return "failed";
    }
    wrong = compare(page, request->offset, request->limit, found);
    if (request->count_at_least == UINT32_MAX && !page->total_exact) {
        wrong = "not counted exactly";
    }
    bf_matches_free(page);
    return wrong;
}

/* All pages of a size, end to end, against one page of everything. */
static const char *compare_pages(bf_reader *reader, const bfi_match_plan *plan,
                                 bf_match_request request)
{
    bf_matches *whole;
    bf_matches *page = NULL;
    bf_error err;
    const char *wrong = NULL;
    request.offset = 0;
    request.limit = BF_MAX_PAGE;
    request.count_at_least = 0;
    if (bfi_reader_match(&whole, reader, plan, &request, &err)) {
        return "failed";
    }
    request.limit = 1 + dice(20);
    while (request.offset < whole->count && !wrong) {
        if (bfi_reader_match(&page, reader, plan, &request, &err)) {
            wrong = "failed";
        } else if (page->count == 0 ||
                   memcmp(page->items, whole->items + request.offset,
                          page->count * sizeof *page->items) != 0) {
            wrong = "pages do not follow each other";
        } else {
            request.offset += (uint32_t)page->count;
        }
        bf_matches_free(page);
        page = NULL;
    }
    bf_matches_free(whole);
    return wrong;
}

/* Orders ------------------------------------------------------------------ */

static bf_match_order order; /* that by_order() goes by */

static bool is_earlier(const doc *left, const doc *right)
{
    if (left->published == right->published) {
        return left->docnum < right->docnum;
    }
    if (left->published == BF_TIME_NONE || right->published == BF_TIME_NONE) {
        return right->published == BF_TIME_NONE;
    }
    return (order == BF_ORDER_OLDEST) == (left->published < right->published);
}

static int by_order(const void *a, const void *b)
{
    return is_earlier(*(const doc *const *)a, *(const doc *const *)b) ? -1 : 1;
}

/* Whether a page has all matches by time. */
static bool is_by_time(const bf_matches *page, size_t found)
{
    const doc *sorted[IDS];
    size_t count = 0;
    for (size_t i = 0; i < IDS; i++) {
        if (docs[i].matches) {
            sorted[count++] = &docs[i];
        }
    }
    qsort(sorted, count, sizeof *sorted, by_order);
    for (size_t i = 0; i < count && page->count == found; i++) {
        const bf_match *at = &page->items[i];
        if (at->docnum != sorted[i]->docnum ||
            at->time != sorted[i]->published ||
            fabs(at->score - sorted[i]->score) > 1e-9) {
            return false;
        }
    }
    return page->count == found;
}

/* Whether the page behind some match of `whole` goes on from there. */
static bool goes_on(bf_reader *reader, const bfi_match_plan *plan,
                    bf_match_request request, const bf_matches *whole)
{
    const size_t at = dice((uint32_t)whole->count);
    const size_t left = whole->count - at - 1;
    const bf_match *next = whole->items + at + 1;
    bf_matches *page;
    bf_error err;
    bool right;
    request.after = &whole->items[at];
    request.limit = dice(10);
    if (bfi_reader_match(&page, reader, plan, &request, &err)) {
        return false;
    }
    right = page->count == (left < request.limit ? left : request.limit) &&
            page->total == whole->total;
    for (size_t i = 0; right && i < page->count; i++) {
        right = page->items[i].docnum == next[i].docnum &&
                page->items[i].score == next[i].score;
    }
    bf_matches_free(page);
    return right;
}

static const char *compare_orders(bf_reader *reader, const bfi_match_plan *plan,
                                  bf_match_request request, size_t found)
{
    bf_matches *whole;
    bf_error err;
    const char *wrong = NULL;
    order = (bf_match_order)dice(3);
    request.order = order;
    request.slot = BF_SLOT_PUBLISHED;
    request.offset = 0;
    request.limit = BF_MAX_PAGE;
    if (bfi_reader_match(&whole, reader, plan, &request, &err)) {
        return "failed";
    }
    if (order != BF_ORDER_SCORE && !is_by_time(whole, found)) {
        wrong = "not by time";
    } else if (whole->count > 0 && !goes_on(reader, plan, request, whole)) {
        wrong = "does not go on behind a match";
    }
    bf_matches_free(whole);
    return wrong;
}

/* Facets ------------------------------------------------------------------ */

/* Two ways to write each, the first as it is compared. */
static const char *const sections[SECTIONS][2] = {
    {NULL, NULL}, {"arts", "Arts"}, {"back-news", "Back News"}, {"x", "X"}};

static bool is_counted(const bf_facet_value *value)
{
    uint64_t count = 0;
    for (size_t i = 0; i < IDS; i++) {
        count += docs[i].matches && docs[i].section > 0 &&
                 bf_str_is(value->folded, sections[docs[i].section][0]);
    }
    return count == value->count && count > 0 &&
           value->shown.size == value->folded.size;
}

static size_t count_sections(void)
{
    unsigned seen = 0;
    for (size_t i = 0; i < IDS; i++) {
        seen |= docs[i].matches ? 1u << docs[i].section : 0;
    }
    return (size_t)__builtin_popcount(seen & ~1u);
}

static const char *compare_facets(bf_reader *reader, const bfi_match_plan *plan,
                                  bf_match_request request)
{
    const size_t values = count_sections();
    const bf_facet *facet;
    bf_matches *page;
    bf_error err;
    bool right;
    request.facet_fields = 1u << BF_FIELD_SECTION | 1u << BF_FIELD_TAGS;
    request.facet_limit = dice(SECTIONS + 1);
    if (bfi_reader_match(&page, reader, plan, &request, &err)) {
        printf("# %s\n", err.text);
        return "failed";
    }
    facet = page->facets;
    right = page->facet_count == 2 && facet[0].field == BF_FIELD_SECTION &&
            facet[1].count == 0 && facet[0].value_count == values &&
            facet[0].count ==
                (values < request.facet_limit ? values : request.facet_limit);
    for (size_t i = 0; right && i < facet[0].count; i++) {
        const bf_facet_value *at = &facet[0].values[i];
        right = is_counted(at) && (i == 0 || at->count <= at[-1].count);
    }
    bf_matches_free(page);
    return right ? NULL : "facets";
}

/* Rounds ------------------------------------------------------------------ */

static bf_visibility random_visibility(void)
{
    bf_visibility visibility = {INT64_MIN, INT64_MAX};
    if (dice(4) == 0) {
        visibility.from = NOW - 2 + dice(5);
    }
    if (dice(4) == 0) {
        visibility.until = NOW - 2 + dice(5);
    }
    return visibility;
}

static bf_status put_random(bf_writer *writer, size_t number, bool all_visible,
                            bf_error *err)
{
    doc *made = &docs[number];
    char id[16];
    char text[4 * DOC_WORDS * 8] = "";
    record what = record_of(id, text);
    snprintf(id, sizeof id, "doc%zu", number);
    made->alive = true;
    made->count = dice(8) == 0 ? dice(3) : 3 + dice(DOC_WORDS - 3);
    for (size_t i = 0; i < made->count; i++) {
        made->words[i] = (unsigned char)some_word();
        strcat(strcat(text, i ? " " : ""), words[made->words[i]]);
    }
    if (!all_visible) {
        what.visibility = random_visibility();
    }
    if (dice(4) > 0) {
        what.published = (bf_time)dice(DAYS) - 2;
    }
    made->section = dice(SECTIONS);
    what.section = sections[made->section][dice(2)];
    made->visibility = what.visibility;
    made->published = what.published;
    return record_put(writer, &what, err);
}

static bf_status delete_one(bf_writer *writer, size_t number, bf_error *err)
{
    char id[16];
    bf_docnum old;
    bf_status status;
    snprintf(id, sizeof id, "doc%zu", number);
    status = bf_writer_delete(writer, &old, bf_str_of(id), err);
    if (!status && (old != 0) != docs[number].alive) {
        return bf_fail(err, BF_ERR_INTERNAL, "%s: existed or not", id);
    }
    docs[number].alive = false;
    return status;
}

static bf_status change_some(bf_writer *writer, unsigned round, bf_error *err)
{
    bf_status status = BF_OK;
    uint32_t share = round == 0 ? 1 : 4;
    for (size_t i = 0; i < IDS && !status; i++) {
        if (dice(share) == 0) {
            status = dice(5) == 0 ? delete_one(writer, i, err)
                                  : put_random(writer, i, round == 0, err);
        }
    }
    return status ? status : bf_writer_commit(writer, err);
}

static bf_status note_number(void *payload, const bf_entry *entry)
{
    size_t number = strtoul(entry->id.data + 3, NULL, 10);
    size_t *seen = (size_t *)payload;
    docs[number].docnum = entry->docnum;
    *seen += docs[number].alive;
    return BF_OK;
}

static void check_plan(bf_reader *reader, unsigned round,
                       const bf_reader_info *info, const char **wrong)
{
    static const double k1[] = {0, 1.2, 10};
    static const double b[] = {0, 0.75, 1};
    bfi_match_plan plan = {.phrase_matches = check_phrase,
                           .near_matches = check_near};
    bf_match_request request = {.now = NOW};
    size_t found;
    node_count = 0;
    phrase_count = 0;
    plan.root = random_node(0);
    plan.params = (bf_score_params){k1[dice(3)], b[dice(3)]};
    /* Not always what Xapian would use: the plan's word counts. */
    plan.stats.documents = info->documents;
    plan.stats.average_length = info->average_length * (1 + dice(2));
    request.show_hidden = dice(3) == 0;
    request.limit = dice(3) == 0 ? BF_MAX_PAGE : dice(12);
    request.offset = dice(2) == 0 ? 0 : dice(30);
    request.count_at_least = dice(2) == 0 ? UINT32_MAX : dice(50);
    found = judge_docs(&plan, &request);
    *wrong = match_and_compare(reader, &plan, &request, found);
    if (!*wrong && dice(4) == 0) {
        *wrong = compare_pages(reader, &plan, request);
    }
    if (!*wrong && dice(4) == 0) {
        *wrong = compare_orders(reader, &plan, request, found);
    }
    if (!*wrong && dice(8) == 0) {
        *wrong = compare_facets(reader, &plan, request);
    }
    (void)round;
}

static void check_round(bf_reader *reader, unsigned round)
{
    bf_reader_info info;
    bf_error err;
    size_t seen = 0;
    size_t alive = 0;
    const char *wrong = NULL;
    unsigned number = 0;
    for (size_t i = 0; i < IDS; i++) {
        alive += docs[i].alive;
    }
    is_status(bf_reader_get_info(&info, reader, &err), BF_OK, &err,
              "round %u: information", round);
    is_status(
        bf_reader_list(reader, (bf_str){NULL, 0}, note_number, &seen, &err),
        BF_OK, &err, "round %u: list", round);
    is_int(seen, alive, "round %u: articles listed", round);
    is_int(info.documents, alive, "round %u: articles counted", round);
    for (number = 0; number < PLANS && !wrong; number++) {
        check_plan(reader, round, &info, &wrong);
    }
    ok(!wrong, "round %u: %d plans agree with brute force", round, PLANS);
    if (wrong) {
        printf("# plan %u: %s\n", number, wrong);
    }
}

int main(void)
{
    bf_error err;
    bf_writer *writer;
    bf_reader *reader = NULL;
    char index[300];
    const char *scratch = scratch_new();
    snprintf(index, sizeof index, "%s/index", scratch);
    for (unsigned round = 0; round < ROUNDS; round++) {
        is_status(bf_writer_open(&writer, index, BF_WRITER_CREATE, &err), BF_OK,
                  &err, "round %u: open", round);
        is_status(change_some(writer, round, &err), BF_OK, &err,
                  "round %u: change and commit", round);
        bf_writer_free(writer);
        is_status(reader ? bf_reader_reopen(reader, NULL, &err)
                         : bf_reader_open(&reader, index, &err),
                  BF_OK, &err, "round %u: read", round);
        check_round(reader, round);
    }
    bf_reader_free(reader);
    scratch_remove(scratch);
    return tap_done();
}
