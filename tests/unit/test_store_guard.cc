/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every kind of exception comes out of the guard as its status. */

#include "lib/store/guard.hh"
#include "tap.h"

#include <xapian.h>

#include <cerrno>
#include <new>
#include <stdexcept>

/* Throw `exception` through the guard, with and without an error record. */
template <typename Exception>
static void throws(const Exception &exception, bf_status expected,
                   const char *name)
{
    bf_error err = {BF_OK, ""};
    auto body = [&]() -> bf_status { throw exception; };
    is_status(bfi::guard("x.index", &err, body), expected, &err, "%s", name);
    ok(err.status == expected && err.text[0] != '\0', "%s: has a text", name);
    ok(bfi::guard("x.index", nullptr, body) == expected, "%s: without a record",
       name);
}

static void test_database(void)
{
    throws(Xapian::DatabaseModifiedError("m"), BF_ERR_STALE, "modified");
    throws(Xapian::DatabaseLockError("m"), BF_ERR_LOCKED, "lock");
    throws(Xapian::DatabaseNotFoundError("m"), BF_ERR_NOT_FOUND, "not found");
    throws(Xapian::DatabaseVersionError("m"), BF_ERR_FORMAT, "version");
    throws(Xapian::DatabaseCorruptError("m"), BF_ERR_CORRUPT, "corrupt");
    throws(Xapian::DatabaseCorruptError("m", EIO), BF_ERR_CORRUPT,
           "corrupt with a reason");
    throws(Xapian::DatabaseError("EOF"), BF_ERR_CORRUPT, "a table cut short");
    throws(Xapian::DatabaseError("m", EIO), BF_ERR_IO, "refused by the system");
    throws(Xapian::DatabaseError("m", ENOSPC), BF_ERR_IO, "no space");
    throws(Xapian::DatabaseError("m", ENOMEM), BF_ERR_NOMEM, "no memory");
    throws(Xapian::DatabaseOpeningError("m", EACCES), BF_ERR_IO, "no access");
    throws(Xapian::DatabaseOpeningError("m", ENOENT), BF_ERR_CORRUPT,
           "a table missing");
    throws(Xapian::DatabaseOpeningError("m"), BF_ERR_IO, "cannot be opened");
    throws(Xapian::DatabaseCreateError("m", EROFS), BF_ERR_IO, "create");
    throws(Xapian::DatabaseClosedError("m"), BF_ERR_IO, "closed");
}

static void test_other_xapian(void)
{
    throws(Xapian::DocNotFoundError("m"), BF_ERR_NOT_FOUND, "no document");
    throws(Xapian::RangeError("m"), BF_ERR_CORRUPT, "range");
    throws(Xapian::SerialisationError("m"), BF_ERR_CORRUPT, "serialisation");
    throws(Xapian::NetworkError("m"), BF_ERR_IO, "network");
    throws(Xapian::NetworkTimeoutError("m"), BF_ERR_IO, "network timeout");
    throws(Xapian::QueryParserError("m"), BF_ERR_QUERY, "query parser");
    throws(Xapian::WildcardError("m"), BF_ERR_LIMIT, "wildcard");
    throws(Xapian::InvalidArgumentError("m"), BF_ERR_INVALID, "argument");
    throws(Xapian::InvalidOperationError("m"), BF_ERR_INTERNAL, "operation");
    throws(Xapian::AssertionError("m"), BF_ERR_INTERNAL, "assertion");
    throws(Xapian::UnimplementedError("m"), BF_ERR_INTERNAL, "unimplemented");
    throws(Xapian::FeatureUnavailableError("m"), BF_ERR_INTERNAL, "feature");
    throws(Xapian::InternalError("m"), BF_ERR_INTERNAL, "internal");
}

static void test_cxx(void)
{
    throws(std::bad_alloc(), BF_ERR_NOMEM, "bad_alloc");
    throws(std::bad_array_new_length(), BF_ERR_NOMEM, "bad_array_new_length");
    throws(std::length_error("m"), BF_ERR_CORRUPT, "length_error");
    throws(std::runtime_error("m"), BF_ERR_INTERNAL, "runtime_error");
    throws(std::logic_error("m"), BF_ERR_INTERNAL, "logic_error");
    throws(42, BF_ERR_INTERNAL, "throw 42");
    throws("text", BF_ERR_INTERNAL, "throw text");
}

static void test_own(void)
{
    bf_error err;
    bf_status status = bfi::guard("x.index", &err, []() -> bf_status {
        bfi::fail(BF_ERR_LIMIT, "%s at %d", "limit", 7);
    });
    is_status(status, BF_ERR_LIMIT, &err, "our own failure");
    is_str(bf_str_of(err.text), "limit at 7", "keeps its text");
    status = bfi::guard("x.index", &err, []() -> bf_status {
        bfi::require([](bf_error *inner) {
            return bf_fail(inner, BF_ERR_CORRUPT, "what a callback said");
        });
        return BF_OK;
    });
    is_status(status, BF_ERR_CORRUPT, &err, "a status on its way out");
    is_str(bf_str_of(err.text), "what a callback said", "keeps its text");
    status = bfi::guard("x.index", &err, []() -> bf_status {
        throw Xapian::DatabaseError("reading block 7", EIO);
    });
    is_str(bf_str_of(err.text), "x.index: reading block 7: Input/output error",
           "the text has the name, the message, the reason");
    is_status(bfi::guard("x.index", &err, [] { return BF_OK; }), BF_OK, &err,
              "success passes");
}

int main()
{
    test_database();
    test_other_xapian();
    test_cxx();
    test_own();
    return tap_done();
}
