/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader: everything but matching. */

#include "reader.hh"

#include <backfile/store.h>

#include "entries.hh"

#include <cstring>

using bfi::guard;
using bfi::reading;

namespace bfi
{

bf_status fail_closed(const bf_reader *reader, bf_error *err) noexcept
{
    return bf_fail(err, BF_ERR_STALE, "%s: it has to be reopened first",
                   reader->path.c_str());
}

bf_status explain_failure(bf_reader *reader, bf_status status,
                          bf_error *err) noexcept
{
    if (!may_be_overtaken(status)) {
        return status;
    }
    return guard(reader->path.c_str(), err, [&]() -> bf_status {
        if (!is_current(reader->view, reader->path)) {
            fail_overtaken(reader->path);
        }
        if (status == BF_ERR_STALE) {
            fail_damaged(reader->path);
        }
        return status;
    });
}

} // namespace bfi

bf_status bf_reader_open(bf_reader **out, const char *path,
                         bf_error *err) noexcept
{
    *out = nullptr;
    return guard(path, err, [&] {
        bfi::View view = bfi::open_view(path);
        *out = new bf_reader{path, std::move(view), true};
        return BF_OK;
    });
}

void bf_reader_free(bf_reader *reader) noexcept
{
    delete reader;
}

bf_status bf_reader_reopen(bf_reader *reader, bool *changed,
                           bf_error *err) noexcept
{
    bool moved = false;
    bf_status status = guard(reader->path.c_str(), err, [&] {
        if (!reader->usable || !bfi::is_current(reader->view, reader->path)) {
            reader->usable = false;
            reader->view = bfi::open_view(reader->path);
            moved = true;
        }
        return BF_OK;
    });
    reader->usable = status == BF_OK;
    if (changed) {
        *changed = moved;
    }
    return status;
}

bf_status bf_reader_is_newest(bool *out, bf_reader *reader,
                              bf_error *err) noexcept
{
    *out = false;
    return reading(reader, err, [&](const bfi::View &view) {
        *out = bfi::is_current(view, reader->path);
        return BF_OK;
    });
}

bf_status bf_reader_get_info(bf_reader_info *out, bf_reader *reader,
                             bf_error *err) noexcept
{
    *out = bf_reader_info();
    return reading(reader, err, [&](const bfi::View &view) {
        out->average_length = view.database.get_average_length();
        out->documents = view.database.get_doccount();
        out->change = view.change;
        out->format = BF_INDEX_FORMAT;
        memcpy(out->generation, view.generation.c_str(),
               view.generation.size() + 1);
        return BF_OK;
    });
}

bf_status bf_reader_get_meta(bf_buf *out, bf_reader *reader, const char *key,
                             bf_error *err) noexcept
{
    return reading(reader, err, [&](const bfi::View &view) {
        std::string value = view.database.get_metadata(key);
        bf_buf_add(out, value.data(), value.size());
        return bf_buf_status(out, err);
    });
}

bf_status bf_reader_get_manifest(bf_buf *out, bf_reader *reader,
                                 bf_error *err) noexcept
{
    return reading(reader, err, [&](const bfi::View &view) {
        std::string value = bfi::get_manifest(view.database, view.change);
        bf_buf_add(out, value.data(), value.size());
        return bf_buf_status(out, err);
    });
}

bf_status bf_reader_get_settings(bf_buf *out, bf_reader *reader,
                                 bf_error *err) noexcept
{
    return bf_reader_get_meta(out, reader, bfi::settings_key, err);
}

bf_status bf_reader_find(bf_docnum *out, bf_reader *reader, bf_str id,
                         bf_error *err) noexcept
{
    *out = 0;
    return reading(reader, err, [&](const bfi::View &view) {
        *out = bfi::find(view.database, id);
        if (*out == 0) {
            return bf_fail(err, BF_ERR_NOT_FOUND, "%.*s: no such article",
                           (int)bf_utf8_clip(id, 200), id.data);
        }
        return BF_OK;
    });
}

bf_status bf_reader_article(bf_article *out, bf_reader *reader,
                            bf_docnum docnum, bf_arena *arena,
                            bf_error *err) noexcept
{
    bf_article_init(out);
    return reading(reader, err, [&](const bfi::View &view) {
        if (docnum == 0) {
            return bf_fail(err, BF_ERR_NOT_FOUND, "no article has number 0");
        }
        std::string data = view.database.get_document(docnum).get_data();
        return bf_article_decode(out, arena, {data.data(), data.size()}, err);
    });
}

bf_status bf_reader_source(bf_buf *out, bf_reader *reader, bf_docnum docnum,
                           bf_error *err) noexcept
{
    return reading(reader, err, [&](const bfi::View &view) {
        const std::string prefix = bf_field_info_of(BF_FIELD_SOURCE)->prefix;
        Xapian::TermIterator at = view.database.termlist_begin(docnum);
        at.skip_to(prefix);
        if (at != view.database.termlist_end(docnum)) {
            const std::string term = *at;
            if (term.compare(0, prefix.size(), prefix) == 0) {
                bf_buf_add(out, term.data() + prefix.size(),
                           term.size() - prefix.size());
            }
        }
        return bf_buf_status(out, err);
    });
}

bf_status bf_reader_frequency(uint32_t *out, bf_reader *reader, bf_str term,
                              bf_error *err) noexcept
{
    *out = 0;
    return reading(reader, err, [&](const bfi::View &view) {
        /* To Xapian the empty term means all documents. */
        if (term.size > 0) {
            *out =
                view.database.get_termfreq(std::string(term.data, term.size));
        }
        return BF_OK;
    });
}

bf_status bf_reader_terms(bf_reader *reader, bf_str prefix,
                          bf_status (*each)(void *payload, bf_str term,
                                            uint32_t frequency),
                          void *payload, bf_error *err) noexcept
{
    return reading(reader, err, [&](const bfi::View &view) {
        std::string begin(prefix.data ? prefix.data : "", prefix.size);
        Xapian::TermIterator end = view.database.allterms_end(begin);
        for (auto at = view.database.allterms_begin(begin); at != end; ++at) {
            std::string term = *at;
            bf_status status =
                each(payload, {term.data(), term.size()}, at.get_termfreq());
            if (status) {
                return status;
            }
        }
        return BF_OK;
    });
}

bf_status bf_reader_list(bf_reader *reader, bf_str source, bf_entry_fn *each,
                         void *payload, bf_error *err) noexcept
{
    return reading(reader, err, [&](const bfi::View &view) {
        return bfi::list_entries(view.database, source, each, payload);
    });
}
