/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_GUARD_HH
#define BFI_STORE_GUARD_HH

/*
 * The border between C++ and C. Inside lib/store failures are exceptions,
 * Xapian's and our own; every public function runs its body in guard(), which
 * lets none out.
 */

#include <backfile/base.h>

#include <utility>

namespace bfi
{

/* A status of Backfile's own on its way out through C++ code. Not derived from
 * anything, so that no handler in Xapian takes it for its own. */
struct Failure {
    bf_error error;
};

/* Throw a Failure with a text in the manner of printf. */
[[noreturn]] void fail(bf_status status, const char *format, ...)
    BF_PRINTF(2, 3);

/* Run `call(err)`, which returns a bf_status; throw its failure. */
template <typename Call>
void require(Call &&call)
{
    Failure failure = {{BF_OK, ""}};
    bf_status status = std::forward<Call>(call)(&failure.error);
    if (status != BF_OK) {
        failure.error.status = status;
        throw failure;
    }
}

/* Inside a handler: the status of the exception in flight; writes `err` (may be
 * NULL) with a text that begins with `name`. */
bf_status translate(const char *name, bf_error *err) noexcept;

/* Run `body`, which returns a bf_status. `name` is the object for messages:
 * the path of the index. */
template <typename Body>
bf_status guard(const char *name, bf_error *err, Body &&body) noexcept
{
    try {
        return std::forward<Body>(body)();
    } catch (...) {
        return translate(name, err);
    }
}

} // namespace bfi

#endif
