/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Synonyms. The input up to its first NUL is the file, the rest a query.
 *
 * Held for any bytes: reading fails for no file, and complains so often and no
 * more; a query is planned with it in every mode, within the bounds of plans;
 * synonyms take no room from what was typed.
 */

#include <backfile/limits.h>
#include <backfile/plan.h>

#include "no_expansions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    (void)context;
    (void)err;
    *out = (uint32_t)(bf_hash_64(term) % 1000);
    return BF_OK;
}

static bf_analyzer_set *analyzers(void)
{
    static bf_analyzer_set *set;
    require(set || !bf_analyzer_set_new(&set, NULL));
    return set;
}

static void complain(void *payload, size_t line, size_t column, const char *why)
{
    size_t *count = payload;
    require((line > 0) == (column > 0));
    require(line > 0 || strstr(why, "too large"));
    require(bf_utf8_valid(bf_str_of(why), NULL));
    require(++*count <= BF_MAX_SYNONYM_COMPLAINTS + 1);
}

static void check_node(const bf_plan *plan, const bf_plan_node *node,
                       unsigned depth)
{
    require(depth < BF_MAX_PLAN_DEPTH);
    require(isfinite(node->weight) && node->weight >= 0);
    require(node->kind != BF_PLAN_PHRASE ||
            node->phrase < bf_plan_phrase_count(plan));
    for (size_t i = 0; i < node->child_count; i++) {
        check_node(plan, node->children[i], depth + 1);
    }
}

static bool has_note(const bf_plan *plan, const char *code)
{
    for (size_t i = 0; i < bf_plan_note_count(plan); i++) {
        if (strcmp(bf_plan_note_at(plan, i)->code, code) == 0) {
            require(bf_utf8_valid(bf_plan_note_at(plan, i)->text, NULL));
            return true;
        }
    }
    return false;
}

static bf_plan *plan_of(const bf_query *query, bf_synonyms *synonyms,
                        bf_mode mode)
{
    static const char *const languages[] = {"en", "de", ""};
    bf_plan_index index = {.stats = {1000, 300},
                           .languages = languages,
                           .language_count = 3,
                           .analyzers = analyzers(),
                           .synonyms = synonyms,
                           .frequency = frequency,
                           .expand = no_expansions};
    bf_plan *plan;
    require(!bf_plan_build(&plan, query, &index, mode, BF_PHRASES_AS_WRITTEN,
                           NULL));
    return plan;
}

static void check(const bf_query *query, bf_synonyms *synonyms, bf_mode mode)
{
    bf_plan *plain = plan_of(query, NULL, mode);
    bf_plan *rich = plan_of(query, synonyms, mode);
    check_node(plain, bf_plan_root(plain), 0);
    check_node(rich, bf_plan_root(rich), 0);
    require(has_note(plain, "too_many_words") ==
            has_note(rich, "too_many_words"));
    bf_plan_free(plain);
    bf_plan_free(rich);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(data, '\0', size) : NULL;
    size_t file_size = end ? (size_t)(end - data) : size;
    bf_str rest = {(const char *)data + file_size, size - file_size};
    bf_synonyms *synonyms;
    bf_query *query;
    size_t complaints = 0;
    require(!bf_synonyms_read(&synonyms,
                              (bf_str){(const char *)data, file_size}, complain,
                              &complaints, NULL));
    require(!bf_query_parse(&query, rest, BF_QUERY_AS_TYPED, NULL));
    for (int mode = BF_MODE_ALL; mode <= BF_MODE_FEWER; mode++) {
        check(query, synonyms, (bf_mode)mode);
    }
    bf_query_free(query);
    bf_synonyms_free(synonyms);
    return 0;
}
