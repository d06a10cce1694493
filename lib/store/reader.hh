/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_READER_HH
#define BFI_STORE_READER_HH

/* What reader.cc and match.cc share. */

#include "guard.hh"
#include "view.hh"

#include <string>

struct bf_reader {
    std::string path; /* of the index */
    bfi::View view;
    bool usable; /* false after a failed reopen */
};

namespace bfi
{

bf_status fail_closed(const bf_reader *reader, bf_error *err) noexcept;

/* After Xapian called a reader out of date: BF_ERR_STALE, or what is the
 * truth. */
bf_status explain_stale(bf_reader *reader, bf_error *err) noexcept;

/* guard() for what reads the view: `body(view)` returns a bf_status. */
template <typename Body>
bf_status reading(bf_reader *reader, bf_error *err, Body &&body) noexcept
{
    if (!reader->usable) {
        return fail_closed(reader, err);
    }
    bool stale = false;
    bf_status status = guard(reader->path.c_str(), err, [&] {
        try {
            return body(reader->view);
        } catch (const Xapian::DatabaseModifiedError &) {
            stale = true;
            throw;
        }
    });
    return stale ? explain_stale(reader, err) : status;
}

} // namespace bfi

#endif
