/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets from stored articles. */

#include "facets.hh"

#include "guard.hh"

#include <algorithm>
#include <new>
#include <set>

namespace bfi
{

static const size_t max_folded_bytes =
    (size_t)BF_MAX_FOLD_GROWTH * BF_MAX_FIELD_BYTES;

Facets::Facets(const bf_match_request &request) : limit(request.facet_limit)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        if (request.facet_fields >> i & 1) {
            fields.push_back({(bf_field)i, {}});
        }
    }
    bf_buf_init(&folded, max_folded_bytes);
}

Facets::~Facets()
{
    bf_buf_fini(&folded);
}

void Facets::count_value(Field &to, const std::string &form, bf_str shown)
{
    auto at = to.values.find(form);
    if (at == to.values.end()) {
        Value fresh = {std::string(shown.data, shown.size), 0};
        at = to.values.emplace(form, fresh).first;
    }
    at->second.count++;
}

/* An article has a value once, however often it is written. */
void Facets::count_field(Field &to, const bf_article &article)
{
    bf_str_list values = bf_article_values(&article, to.field);
    std::set<std::string> seen;
    for (size_t i = 0; i < values.count; i++) {
        bf_buf_reset(&folded);
        require([&](bf_error *err) {
            return bf_document_fold(&folded, to.field, values.items[i], err);
        });
        std::string form(folded.size ? folded.data : "", folded.size);
        if (!form.empty() && seen.insert(form).second) {
            count_value(to, form, values.items[i]);
        }
    }
}

void Facets::count(const bf_article &article)
{
    for (Field &field : fields) {
        count_field(field, article);
    }
}

static bf_str copy(bf_arena *arena, const std::string &text)
{
    bf_str made = bf_arena_copy(arena, {text.data(), text.size()});
    if (!made.data) {
        throw std::bad_alloc();
    }
    return made;
}

bf_facet Facets::facet(bf_arena *arena, const Field &from) const
{
    std::vector<const Counted *> all;
    for (const Counted &value : from.values) {
        all.push_back(&value);
    }
    /* They are in the order of their bytes. */
    std::stable_sort(all.begin(), all.end(),
                     [](const Counted *left, const Counted *right) {
                         return left->second.count > right->second.count;
                     });
    size_t count = std::min(all.size(), (size_t)limit);
    auto *values =
        (bf_facet_value *)bf_arena_array(arena, count, sizeof(bf_facet_value));
    if (!values) {
        throw std::bad_alloc();
    }
    for (size_t i = 0; i < count; i++) {
        values[i] = {copy(arena, all[i]->first),
                     copy(arena, all[i]->second.shown), all[i]->second.count};
    }
    return {from.field, values, count, all.size()};
}

void Facets::write(bf_matches &page) const
{
    require([&](bf_error *err) {
        return bf_arena_new(&page.arena, SIZE_MAX, err);
    });
    auto *facets =
        (bf_facet *)bf_arena_array(page.arena, fields.size(), sizeof(bf_facet));
    if (!facets) {
        throw std::bad_alloc();
    }
    for (size_t i = 0; i < fields.size(); i++) {
        facets[i] = facet(page.arena, fields[i]);
    }
    page.facets = facets;
    page.facet_count = fields.size();
}

} // namespace bfi
