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

/* What `status`, a failure to read, really is: BF_ERR_STALE when a writer moved
 * on, since the blocks that it wrote over may have been taken for damage, or
 * for nothing; else what it says. Xapian's word that it moved is not enough. */
bf_status explain_failure(bf_reader *reader, bf_status status,
                          bf_error *err) noexcept;

/* guard() for what reads the view: `body(view)` returns a bf_status. */
template <typename Body>
bf_status reading(bf_reader *reader, bf_error *err, Body &&body) noexcept
{
    if (!reader->usable) {
        return fail_closed(reader, err);
    }
    bf_status status =
        guard(reader->path.c_str(), err, [&] { return body(reader->view); });
    return status ? explain_failure(reader, status, err) : BF_OK;
}

} // namespace bfi

#endif
