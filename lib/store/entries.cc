/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entries are read from the streams of their value slots, which is much
 * cheaper than opening a document for each.
 */

#include "entries.hh"

#include <backfile/limits.h>

#include "guard.hh"

#include <cstdint>

namespace bfi
{

/* A term made by one of lib/article's functions. */
template <typename Make>
static std::string make_term(Make &&make)
{
    bf_buf buf;
    bf_buf_init(&buf, BF_MAX_INDEX_TERM_BYTES);
    make(&buf);
    std::string term;
    bf_error error;
    bf_status status = bf_buf_status(&buf, &error);
    if (!status) {
        term.assign(buf.data ? buf.data : "", buf.size);
    }
    bf_buf_fini(&buf);
    if (status) {
        throw Failure{error};
    }
    return term;
}

std::string id_term(bf_str id)
{
    return make_term([&](bf_buf *buf) { bf_term_id(buf, id); });
}

static std::string source_term(bf_str source)
{
    return make_term(
        [&](bf_buf *buf) { bf_term_field(buf, BF_FIELD_SOURCE, source); });
}

bf_docnum find(const Xapian::Database &database, bf_str id)
{
    std::string term = id_term(id);
    Xapian::PostingIterator at = database.postlist_begin(term);
    return at == database.postlist_end(term) ? 0 : *at;
}

/* The value of `docnum` in a stream that only moves forward; empty when it has
 * none. */
static std::string value_at(Xapian::ValueIterator &stream, bf_docnum docnum)
{
    if (stream != Xapian::ValueIterator() && stream.get_docid() < docnum) {
        stream.skip_to(docnum);
    }
    if (stream == Xapian::ValueIterator() || stream.get_docid() != docnum) {
        return std::string();
    }
    return *stream;
}

static bf_time time_at(Xapian::ValueIterator &stream, bf_docnum docnum,
                       bf_time otherwise)
{
    std::string key = value_at(stream, docnum);
    bf_time time = otherwise;
    if (!key.empty() && !bf_time_of_key(&time, {key.data(), key.size()})) {
        fail(BF_ERR_CORRUPT, "article number %u: a time is damaged", docnum);
    }
    return time;
}

Visibilities::Visibilities(const Xapian::Database &database)
    : from(database.valuestream_begin(BF_SLOT_VISIBLE_FROM)),
      until(database.valuestream_begin(BF_SLOT_VISIBLE_UNTIL))
{
}

bf_visibility Visibilities::of(bf_docnum docnum)
{
    bf_visibility visibility;
    visibility.from = time_at(from, docnum, INT64_MIN);
    visibility.until = time_at(until, docnum, INT64_MAX);
    return visibility;
}

bf_status list_entries(const Xapian::Database &database, bf_str source,
                       bf_entry_fn *each, void *payload)
{
    std::string term = source.data ? source_term(source) : std::string();
    Xapian::ValueIterator ids = database.valuestream_begin(BF_SLOT_ID);
    Xapian::ValueIterator hashes = database.valuestream_begin(BF_SLOT_HASH);
    Xapian::ValueIterator origins = database.valuestream_begin(BF_SLOT_ORIGIN);
    Visibilities visibilities(database);
    Xapian::PostingIterator end = database.postlist_end(term);
    for (auto at = database.postlist_begin(term); at != end; ++at) {
        std::string id = value_at(ids, *at);
        std::string hash = value_at(hashes, *at);
        std::string origin = value_at(origins, *at);
        bf_entry entry = {*at,
                          {id.data(), id.size()},
                          {hash.data(), hash.size()},
                          {origin.data(), origin.size()},
                          visibilities.of(*at)};
        if (id.empty() || hash.size() != BF_HASH_BYTES) {
            fail(BF_ERR_CORRUPT, "article number %u: its values are damaged",
                 *at);
        }
        bf_status status = each(payload, &entry);
        if (status) {
            return status;
        }
    }
    return BF_OK;
}

} // namespace bfi
