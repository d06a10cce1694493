/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reference matcher against brute force: a small random collection that
 * changes between rounds, random plans of all kinds of nodes, compared match by
 * match and score by score. With pruning, Xapian 1.4.22 fails this about once
 * in a thousand plans.
 */

#include "lib/store/match.h"
#include "records.h"
#include "tap.h"

#include <math.h>

enum {
    WORDS = 14,
    IDS = 240,
    DOC_WORDS = 40,
    ROUNDS = 6,
    PLANS = 300,
    MAX_NODES = 64,
    MAX_CHILDREN = 4,
    MAX_PHRASES = 16,
    NOW = 1000,
    DAYS = 20, /* that documents are dated by */
    SECTIONS = 4
};

static const char *const words[WORDS] = {
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "nowhere"};

static uint64_t seed = 20140620;

static uint32_t dice(uint32_t sides)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % sides;
}

/* The collection as it should be. */
typedef struct doc {
    bool alive;
    size_t count; /* of words */
    unsigned char words[DOC_WORDS];
    bf_visibility visibility;
    bf_time published; /* or BF_TIME_NONE */
    unsigned section;  /* 0: none */
    bf_docnum docnum;
    /* of the plan at hand */
    bool matches;
    double score;
} doc;

static doc docs[IDS];

/* Plans ------------------------------------------------------------------- */

typedef struct phrase {
    size_t count;
    unsigned char words[MAX_CHILDREN];
} phrase;

static bf_plan_node nodes[MAX_NODES];
static const bf_plan_node *children[MAX_NODES][MAX_CHILDREN];
static bf_str terms[MAX_NODES][3];
static char names[MAX_NODES][3][16];
static phrase phrases[MAX_PHRASES];
static size_t node_count;
static size_t phrase_count;

static bf_plan_node *new_node(bf_plan_kind kind)
{
    size_t at = node_count++;
    nodes[at] = (bf_plan_node){
        .kind = kind, .terms = terms[at], .children = children[at]};
    return &nodes[at];
}

static void add_term(bf_plan_node *node, const char *prefix, unsigned word)
{
    size_t at = (size_t)(node - nodes);
    char *name = names[at][node->term_count];
    snprintf(name, sizeof names[at][0], "%s%s", prefix, words[word]);
    terms[at][node->term_count++] = bf_str_of(name);
}

static void add_child(bf_plan_node *node, const bf_plan_node *child)
{
    children[node - nodes][node->child_count++] = child;
}

/* Small numbers of words are frequent, as in any language. */
static unsigned some_word(void)
{
    uint32_t most = 1 + dice(WORDS);
    return dice(most);
}

static bf_plan_node *random_term(void)
{
    static const double weights[] = {0, 0.25, 1, 2.7, 9};
    bf_plan_node *node = new_node(BF_PLAN_TERM);
    unsigned word = some_word();
    node->weight = weights[dice(5)];
    if (dice(4) == 0) {
        add_term(node, "XF", word);
        node->weight = 0;
        return node;
    }
    for (uint32_t more = dice(4) == 0 ? 1 + dice(3) : 1; more > 0; more--) {
        add_term(node, "", word);
        word = (word + 1) % WORDS;
    }
    return node;
}

/* Half of the phrases are taken from an article. */
static bf_plan_node *random_phrase(void)
{
    bf_plan_node *node = new_node(BF_PLAN_PHRASE);
    phrase *made = &phrases[phrase_count];
    const doc *from = &docs[dice(IDS)];
    size_t start = dice(DOC_WORDS / 2);
    made->count = 1 + dice(3);
    node->phrase = phrase_count++;
    for (size_t i = 0; i < made->count; i++) {
        bf_plan_node *child = new_node(BF_PLAN_TERM);
        bool copy = from->alive && start + i < from->count;
        unsigned word = copy ? from->words[start + i] : some_word();
        made->words[i] = (unsigned char)word;
        add_term(child, "", word);
        child->weight = dice(3);
        add_child(node, child);
    }
    return node;
}

/* Words that are in an article, as a phrase takes them, or any. */
static bf_plan_node *random_near(void)
{
    bf_plan_node *node = new_node(BF_PLAN_NEAR);
    const doc *from = &docs[dice(IDS)];
    size_t at = dice(DOC_WORDS / 2);
    for (uint32_t i = 1 + dice(MAX_CHILDREN); i > 0; i--) {
        bf_plan_node *child = new_node(BF_PLAN_TERM);
        const bool copy = from->alive && at < from->count;
        add_term(child, "", copy ? from->words[at] : some_word());
        child->weight = dice(3);
        add_child(node, child);
        at += dice(3);
    }
    node->near.window = 1 + dice(8);
    node->near.ordered = dice(2);
    return node;
}

static bf_plan_node *random_range(void)
{
    bf_plan_node *node = new_node(BF_PLAN_RANGE);
    node->range = (bf_plan_range){BF_SLOT_PUBLISHED, INT64_MIN, INT64_MAX};
    if (dice(4) > 0) {
        node->range.least = (bf_time)dice(DAYS + 2) - 2;
    }
    if (dice(4) > 0) {
        node->range.greatest = (bf_time)dice(DAYS + 2) - 2;
    }
    return node;
}

static bf_plan_node *random_node(unsigned depth);

static bf_plan_node *random_parent(bf_plan_kind kind, unsigned depth)
{
    bf_plan_node *node = new_node(kind);
    bool two = kind == BF_PLAN_AND_MAYBE;
    uint32_t count = two ? 2 : 1 + dice(MAX_CHILDREN - 1);
    if (kind == BF_PLAN_AND_NOT) {
        count = 2 + dice(2);
    }
    node->least = 1 + dice(count + (dice(4) == 0));
    for (uint32_t i = 0; i < count; i++) {
        add_child(node, random_node(depth + 1));
    }
    return node;
}

static bf_plan_node *random_node(unsigned depth)
{
    static const bf_plan_kind parents[] = {BF_PLAN_AND,       BF_PLAN_OR,
                                           BF_PLAN_OR,        BF_PLAN_AND_NOT,
                                           BF_PLAN_AND_MAYBE, BF_PLAN_AT_LEAST};
    if (depth < 2 && node_count < 12 && dice(3) > 0) {
        return random_parent(parents[dice(6)], depth);
    }
    switch (dice(12)) {
    case 0:
        return new_node(BF_PLAN_NOTHING);
    case 1:
        return new_node(BF_PLAN_EVERYTHING);
    case 2:
    case 3:
    case 4:
        return phrase_count < MAX_PHRASES ? random_phrase() : random_term();
    case 5:
        return random_range();
    case 6:
        return random_near();
    default:
        return random_term();
    }
}

/* Brute force ------------------------------------------------------------- */

static unsigned frequency(const doc *of, bf_str term)
{
    unsigned found = 0;
    for (size_t i = 0; i < of->count; i++) {
        found += bf_str_is(term, words[of->words[i]]);
    }
    return found;
}

static bool has_term(const doc *of, bf_str term)
{
    if (term.size > 2 && memcmp(term.data, "XF", 2) == 0) {
        term.data += 2;
        term.size -= 2;
    }
    return frequency(of, term) > 0;
}

static bool has_phrase(const doc *of, const phrase *wanted)
{
    for (size_t i = 0; i + wanted->count <= of->count; i++) {
        if (!memcmp(of->words + i, wanted->words, wanted->count)) {
            return true;
        }
    }
    return false;
}

/* Whether word `at` of an article may be word `number` of a NEAR, the others of
 * which are at the places `chosen`. */
static bool fits(const bf_plan_node *node, const doc *of, const size_t *chosen,
                 size_t number, size_t at)
{
    const int window = (int)node->near.window;
    if (!bf_str_is(node->children[number]->terms[0], words[of->words[at]])) {
        return false;
    }
    for (size_t i = 0; i < number; i++) {
        const int off = (int)at - (int)chosen[i];
        if (off == 0 || off >= window ||
            off <= (node->near.ordered ? 0 : -window)) {
            return false;
        }
    }
    return true;
}

static bool has_near(const bf_plan_node *node, const doc *of, size_t *chosen,
                     size_t number)
{
    if (number == node->child_count) {
        return true;
    }
    for (size_t at = 0; at < of->count; at++) {
        chosen[number] = at;
        if (fits(node, of, chosen, number, at) &&
            has_near(node, of, chosen, number + 1)) {
            return true;
        }
    }
    return false;
}

typedef struct verdict {
    bool matches;
    double score;
} verdict;

static verdict judge(const bf_plan_node *node, const doc *of,
                     const bfi_match_plan *plan);

static verdict judge_term(const bf_plan_node *node, const doc *of,
                          const bfi_match_plan *plan)
{
    verdict result = {false, 0};
    unsigned sum = 0;
    for (size_t i = 0; i < node->term_count; i++) {
        result.matches = result.matches || has_term(of, node->terms[i]);
        sum += frequency(of, node->terms[i]);
    }
    result.score = node->weight * bf_score_tf(&plan->params, &plan->stats, sum,
                                              (double)of->count);
    return result;
}

static verdict judge_all(const bf_plan_node *node, const doc *of,
                         const bfi_match_plan *plan)
{
    verdict result = {true, 0};
    for (size_t i = 0; i < node->child_count; i++) {
        verdict child = judge(node->children[i], of, plan);
        result.matches = result.matches && child.matches;
        result.score += child.score;
    }
    return result;
}

static verdict judge_any(const bf_plan_node *node, const doc *of,
                         const bfi_match_plan *plan, size_t least)
{
    verdict result = {false, 0};
    size_t matching = 0;
    for (size_t i = 0; i < node->child_count; i++) {
        verdict child = judge(node->children[i], of, plan);
        matching += child.matches;
        result.score += child.matches ? child.score : 0;
    }
    result.matches = matching >= least;
    return result;
}

static verdict judge_first(const bf_plan_node *node, const doc *of,
                           const bfi_match_plan *plan)
{
    verdict result = judge(node->children[0], of, plan);
    for (size_t i = 1; i < node->child_count; i++) {
        verdict child = judge(node->children[i], of, plan);
        if (child.matches && node->kind == BF_PLAN_AND_NOT) {
            result.matches = false;
        } else if (child.matches) {
            result.score += child.score;
        }
    }
    return result;
}

static verdict judge(const bf_plan_node *node, const doc *of,
                     const bfi_match_plan *plan)
{
    verdict result = {node->kind == BF_PLAN_EVERYTHING, 0};
    switch (node->kind) {
    case BF_PLAN_NOTHING:
    case BF_PLAN_EVERYTHING:
        return result;
    case BF_PLAN_TERM:
        return judge_term(node, of, plan);
    case BF_PLAN_PHRASE:
        result = judge_all(node, of, plan);
        result.matches =
            result.matches && has_phrase(of, &phrases[node->phrase]);
        return result;
    case BF_PLAN_AND:
        return judge_all(node, of, plan);
    case BF_PLAN_OR:
        return judge_any(node, of, plan, 1);
    case BF_PLAN_AT_LEAST:
        return judge_any(node, of, plan, node->least);
    case BF_PLAN_AND_NOT:
    case BF_PLAN_AND_MAYBE:
        return judge_first(node, of, plan);
    case BF_PLAN_NEAR:
        result = judge_all(node, of, plan);
        result.matches =
            result.matches && has_near(node, of, (size_t[MAX_CHILDREN]){0}, 0);
        return result;
    case BF_PLAN_RANGE:
        result.matches = of->published != BF_TIME_NONE &&
                         node->range.least <= of->published &&
                         of->published <= node->range.greatest;
        return result;
    }
    return result;
}

/* Judge all documents; the number that match. */
static size_t judge_docs(const bfi_match_plan *plan,
                         const bf_match_request *request)
{
    size_t found = 0;
    for (size_t i = 0; i < IDS; i++) {
        verdict result = judge(plan->root, &docs[i], plan);
        docs[i].score = result.score;
        docs[i].matches = docs[i].alive && result.matches &&
                          (request->show_hidden ||
                           bf_visible_at(docs[i].visibility, request->now));
        found += docs[i].matches;
    }
    return found;
}

static int by_score(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left < right) - (left > right);
}

/* The scores of all matches, highest first. */
static void best_scores(double *out)
{
    size_t count = 0;
    for (size_t i = 0; i < IDS; i++) {
        if (docs[i].matches) {
            out[count++] = docs[i].score;
        }
    }
    qsort(out, count, sizeof *out, by_score);
}

/* The matcher's side ------------------------------------------------------ */

static bf_status check_phrase(void *context, bool *out, size_t number,
                              const bf_article *article, bf_error *err)
{
    char wanted[64] = " ";
    char text[4 * DOC_WORDS * 8];
    (void)context;
    (void)err;
    for (size_t i = 0; i < phrases[number].count; i++) {
        strcat(strcat(wanted, words[phrases[number].words[i]]), " ");
    }
    snprintf(text, sizeof text, " %.*s ", (int)article->body.size,
             article->body.data);
    *out = strstr(text, wanted) != NULL;
    return BF_OK;
}

static size_t read_words(doc *out, bf_str text)
{
    bf_str word = {text.data, 0};
    out->count = 0;
    for (size_t i = 0; i <= text.size; i++) {
        if (i < text.size && text.data[i] != ' ') {
            word.size++;
            continue;
        }
        for (unsigned k = 0; k < WORDS; k++) {
            if (bf_str_is(word, words[k])) {
                out->words[out->count++] = (unsigned char)k;
            }
        }
        word = (bf_str){text.data + i + 1, 0};
    }
    return out->count;
}

static bf_status check_near(void *context, bool *out, const bf_plan_node *node,
                            const bf_article *article, bf_error *err)
{
    doc read;
    size_t chosen[MAX_CHILDREN];
    (void)context;
    (void)err;
    *out = read_words(&read, article->body) > 0 &&
           has_near(node, &read, chosen, 0);
    return BF_OK;
}

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
