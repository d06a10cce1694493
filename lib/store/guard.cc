/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which status an exception is. */

#include "guard.hh"

#include <xapian.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <new>
#include <stdexcept>

namespace bfi
{

void fail(bf_status status, const char *format, ...)
{
    Failure failure = {{status, ""}};
    char text[BF_ERROR_TEXT_BYTES];
    va_list args;
    va_start(args, format);
    /* NOLINTNEXTLINE(clang-analyzer-valist.*): clang 14 is wrong about C++ */
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    bf_fail(&failure.error, status, "%s", text);
    throw failure;
}

static bf_status tell(const char *name, bf_error *err, bf_status status,
                      const Xapian::Error &error)
{
    const char *why = error.get_error_string();
    return bf_fail(err, status, "%s: %s%s%s", name, error.get_msg().c_str(),
                   why ? ": " : "", why ? why : "");
}

/* What an error is that names the system's reason; `otherwise`: that names
 * none. A file that is missing is damage: what was never there is asked for
 * before Xapian is. */
static bf_status classify(const Xapian::Error &error, bf_status otherwise)
{
    const char *why = error.get_error_string();
    if (!why) {
        return otherwise;
    }
    if (strcmp(why, strerror(ENOENT)) == 0) {
        return BF_ERR_CORRUPT;
    }
    return strcmp(why, strerror(ENOMEM)) == 0 ? BF_ERR_NOMEM : BF_ERR_IO;
}

/* The exceptions of Xapian that tell of a database, most special first. */
static bf_status rethrow_database(const char *name, bf_error *err)
{
    try {
        throw;
    } catch (const Xapian::DatabaseModifiedError &error) {
        return tell(name, err, BF_ERR_STALE, error);
    } catch (const Xapian::DatabaseLockError &error) {
        return tell(name, err, BF_ERR_LOCKED, error);
    } catch (const Xapian::DatabaseNotFoundError &error) {
        return tell(name, err, BF_ERR_NOT_FOUND, error);
    } catch (const Xapian::DatabaseVersionError &error) {
        return tell(name, err, BF_ERR_FORMAT, error);
    } catch (const Xapian::DatabaseCorruptError &error) {
        return tell(name, err, BF_ERR_CORRUPT, error);
    } catch (const Xapian::DatabaseOpeningError &error) {
        return tell(name, err, classify(error, BF_ERR_IO), error);
    } catch (const Xapian::DatabaseCreateError &error) {
        return tell(name, err, classify(error, BF_ERR_IO), error);
    } catch (const Xapian::DatabaseClosedError &error) {
        return tell(name, err, BF_ERR_IO, error);
    } catch (const Xapian::DatabaseError &error) {
        /* Without a reason: a table that ends too early. */
        return tell(name, err, classify(error, BF_ERR_CORRUPT), error);
    }
}

static bf_status rethrow(const char *name, bf_error *err)
{
    try {
        throw;
    } catch (const Failure &failure) {
        return bf_fail(err, failure.error.status, "%s", failure.error.text);
    } catch (const Xapian::DatabaseError &) {
        return rethrow_database(name, err);
    } catch (const Xapian::DocNotFoundError &error) {
        return tell(name, err, BF_ERR_NOT_FOUND, error);
    } catch (const Xapian::NetworkError &error) {
        return tell(name, err, BF_ERR_IO, error);
    } catch (const Xapian::RangeError &error) {
        return tell(name, err, BF_ERR_CORRUPT, error);
    } catch (const Xapian::SerialisationError &error) {
        return tell(name, err, BF_ERR_CORRUPT, error);
    } catch (const Xapian::QueryParserError &error) {
        return tell(name, err, BF_ERR_QUERY, error);
    } catch (const Xapian::WildcardError &error) {
        return tell(name, err, BF_ERR_LIMIT, error);
    } catch (const Xapian::InvalidArgumentError &error) {
        return tell(name, err, BF_ERR_INVALID, error);
    } catch (const Xapian::Error &error) {
        return tell(name, err, BF_ERR_INTERNAL, error);
    } catch (const std::bad_alloc &) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    } catch (const std::length_error &error) {
        /* Xapian decodes lengths without a check; only damage is that long. */
        return bf_fail(err, BF_ERR_CORRUPT, "%s: %s", name, error.what());
    } catch (const std::exception &error) {
        return bf_fail(err, BF_ERR_INTERNAL, "%s: %s", name, error.what());
    } catch (...) {
        return bf_fail(err, BF_ERR_INTERNAL, "%s: unknown exception", name);
    }
}

bf_status translate(const char *name, bf_error *err) noexcept
{
    /* Looking at an exception may itself allocate. */
    try {
        return rethrow(name, err);
    } catch (...) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
}

} // namespace bfi
