/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_STORE_VIEW_HH
#define BFI_STORE_VIEW_HH

/* One committed state of an index, open for reading. All functions throw. */

#include <backfile/base.h>

#include "held.hh"

#include <xapian.h>

#include <cstdint>
#include <string>

namespace bfi
{

struct View {
    std::string generation; /* name of its folder */
    /* The contents of Xapian's version file when the state was opened: its
     * UUID, revision and the roots of its tables. */
    std::string stamp;
    /* That file, and the one that names the live generation, as they were
     * before they were read. */
    Held version;
    Held live;
    Xapian::Database database;
    uint64_t change = 0;
};

/* Open the newest state of the live generation of `index`. */
View open_view(const std::string &index);

/* Open the newest state of one generation. DatabaseNotFoundError: there is no
 * database in its folder. */
View open_generation(const std::string &index, const std::string &generation);

/* Whether `view` is still the newest state of `index`. */
bool is_current(const View &view, const std::string &index);

/* Whether `status` can come from reading blocks while a writer writes over
 * them: Xapian does not always see that, and finds damage, or nothing. */
bool may_be_overtaken(bf_status status);

/* Fail with BF_ERR_STALE. */
[[noreturn]] void fail_overtaken(const std::string &index);

/* Fail as what it is when Xapian finds a block newer than a state that nothing
 * came after: a damaged one. */
[[noreturn]] void fail_damaged(const std::string &index);

/* Whether something was committed to `database` by a writer of Backfile. Fails
 * when that was one with another format. */
bool was_committed(const Xapian::Database &database, const std::string &index);

extern const char *const format_key;
extern const char *const change_key;
extern const char *const settings_key;

/* The manifest of the block index, and the commit that publishes it: a commit
 * that does not set it leaves one behind that is not of its state. */
void put_manifest(Xapian::WritableDatabase &database, uint64_t change,
                  const std::string &manifest);
/* Empty when there is none; fails with BF_ERR_CORRUPT when it is not of the
 * commit `change`. */
std::string get_manifest(const Xapian::Database &database, uint64_t change);

} // namespace bfi

#endif
