/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_FACETS_HH
#define BFI_STORE_FACETS_HH

/* Counting the values of articles. */

#include <backfile/store.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace bfi
{

class Facets
{
  public:
    explicit Facets(const bf_match_request &request);
    Facets(const Facets &) = delete;
    Facets &operator=(const Facets &) = delete;
    ~Facets();
    void count(const bf_article &article);
    /* Write what was counted, in an arena of the page. */
    void write(bf_matches &page) const;

  private:
    struct Value {
        std::string shown;
        uint64_t count;
    };
    struct Field {
        bf_field field;
        std::map<std::string, Value> values; /* by folded form */
    };
    using Counted = std::pair<const std::string, Value>;

    static void count_value(Field &to, const std::string &folded, bf_str shown);
    void count_field(Field &to, const bf_article &article);
    bf_facet facet(bf_arena *arena, const Field &from) const;

    uint32_t limit;
    std::vector<Field> fields;
    bf_buf folded;
};

} // namespace bfi

#endif
