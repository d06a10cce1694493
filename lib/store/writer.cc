/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The writer. Facts about Xapian that its shape comes from:
 *
 * - Without a transaction, destroying a WritableDatabase commits. So changes
 *   are made inside one, and bf_writer_free() cancels it.
 * - A WritableDatabase that fails inside a change may drop everything that is
 *   not committed, and go on. So what can be refused is refused before it is
 *   touched, and after any other failure the writer refuses to go on.
 * - A commit renames the version file but does not sync the folder. We do.
 */

#include <backfile/limits.h>
#include <backfile/store.h>

#include "entries.hh"
#include "guard.hh"
#include "layout.hh"
#include "view.hh"

#include <cerrno>
#include <cstring>
#include <libgen.h>
#include <sys/stat.h>

using bfi::fail;
using bfi::Folder;
using bfi::guard;

struct bf_writer {
    explicit bf_writer(const char *index) : path(index) {}

    std::string path;
    std::string generation;
    bfi::Lock lock; /* released after the database was closed */
    Xapian::WritableDatabase database;
    uint64_t change = 0;
    bool unpublished = false; /* a new generation that LIVE cannot name yet */
    bool in_transaction = false;
    bf_status failed = BF_OK; /* of the change that ended this writer */

    /* Of the generation. */
    std::string folder() const { return bfi::join(path, generation); }
    std::string folder_path; /* the same, for those who borrow it */
};

/* Opening ----------------------------------------------------------------- */

/* Folders above it are not made: a misspelt path would make an archive where
 * nobody looks for one. */
static void make_folder(const std::string &path)
{
    char text[128];
    std::string above = path;
    if (mkdir(path.c_str(), 0777) == 0) {
        bfi::sync_folder(bfi::join(path, ".."));
    } else if (errno == ENOENT) {
        fail(BF_ERR_NOT_FOUND, "%s: cannot be made: there is no folder %s",
             path.c_str(), dirname(&above[0]));
    } else if (errno != EEXIST) {
        fail(BF_ERR_IO, "%s: cannot be made: %s", path.c_str(),
             strerror_r(errno, text, sizeof text));
    }
}

static Folder look(std::string &generation, const std::string &path,
                   bf_writer_mode mode)
{
    Folder folder = bfi::look(generation, path);
    if (folder != Folder::index && mode == BF_WRITER_EXISTING) {
        fail(BF_ERR_NOT_FOUND, "%s: no such index", path.c_str());
    }
    return folder;
}

/* Refuse what cannot be written before anything is touched; make the folder
 * that a new index goes to. */
static void prepare(const std::string &path, bf_writer_mode mode)
{
    std::string generation;
    Folder folder = look(generation, path, mode);
    if (folder == Folder::index) {
        bfi::open_view(path);
    } else if (folder == Folder::absent) {
        make_folder(path);
    }
}

static void open_existing(bf_writer *writer)
{
    writer->change = bfi::open_view(writer->path).change;
    writer->database = Xapian::WritableDatabase(
        writer->folder(), Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS);
}

static void open_new(bf_writer *writer)
{
    if (writer->generation.empty()) {
        writer->generation = bfi::first_generation;
    }
    writer->database = Xapian::WritableDatabase(writer->folder(),
                                                Xapian::DB_CREATE_OR_OVERWRITE |
                                                    Xapian::DB_BACKEND_GLASS);
    writer->unpublished = true;
}

/* A writer ended before it had published a generation: between its commit and
 * LIVE, and then its articles are whole; or earlier, and there is nothing. */
static void open_unfinished(bf_writer *writer)
{
    uint64_t change = 0;
    try {
        change = bfi::open_generation(writer->path, writer->generation).change;
    } catch (const Xapian::DatabaseNotFoundError &) {
        change = 0;
    }
    if (change > 0) {
        bfi::write_live(writer->path, writer->generation);
        open_existing(writer);
    } else {
        open_new(writer);
    }
}

static void open_writer(bf_writer *writer, bf_writer_mode mode)
{
    prepare(writer->path, mode);
    writer->lock.take(writer->path);
    /* Another writer may have been here until the lock was ours. */
    switch (look(writer->generation, writer->path, mode)) {
    case Folder::index:
        open_existing(writer);
        break;
    case Folder::unfinished:
        open_unfinished(writer);
        break;
    case Folder::absent:
    case Folder::empty:
        open_new(writer);
        break;
    }
}

bf_status bf_writer_open(bf_writer **out, const char *path, bf_writer_mode mode,
                         bf_error *err) noexcept
{
    *out = nullptr;
    bf_writer *writer = nullptr;
    bf_status status = guard(path, err, [&] {
        writer = new bf_writer(path);
        open_writer(writer, mode);
        writer->folder_path = writer->folder();
        return BF_OK;
    });
    if (status) {
        bf_writer_free(writer);
        return status;
    }
    *out = writer;
    return BF_OK;
}

/* Outside of a transaction Xapian commits what it holds when it is closed, and
 * a commit that failed half-way is outside: it gets one only to be cancelled.
 */
static void drop_changes(bf_writer *writer)
{
    if (!writer->in_transaction) {
        writer->database.begin_transaction(false);
    }
    writer->database.cancel_transaction();
}

template <typename Body>
static void attempt(const bf_writer *writer, Body &&body) noexcept
{
    (void)guard(writer->path.c_str(), nullptr, [&] {
        body();
        return BF_OK;
    });
}

void bf_writer_free(bf_writer *writer) noexcept
{
    if (!writer) {
        return;
    }
    attempt(writer, [&] { drop_changes(writer); });
    attempt(writer, [&] { writer->database.close(); });
    if (writer->unpublished) {
        attempt(writer, [&] { bfi::remove_generation(writer->folder()); });
    }
    delete writer;
}

/* Changing ---------------------------------------------------------------- */

/* Run a change. Should it fail, parts of the transaction may be lost, so it
 * can never be committed. */
template <typename Body>
static bf_status change(bf_writer *writer, bf_error *err, Body &&body) noexcept
{
    if (writer->failed) {
        return bf_fail(err, writer->failed,
                       "%s: an earlier failure ended this writer",
                       writer->path.c_str());
    }
    writer->failed = guard(writer->path.c_str(), err, [&] {
        if (!writer->in_transaction) {
            writer->database.begin_transaction();
            writer->in_transaction = true;
        }
        body();
        return BF_OK;
    });
    return writer->failed;
}

static bf_status check_document(const bf_document *document, bf_error *err)
{
    for (size_t i = 0; i < document->term_count; i++) {
        bf_str term = document->terms[i].term;
        if (term.size == 0) {
            return bf_fail(err, BF_ERR_INVALID, "an empty term");
        }
        if (bf_term_bytes(term) > BF_MAX_INDEX_TERM_BYTES) {
            return bf_fail(err, BF_ERR_LIMIT, "a term of more than %u bytes",
                           BF_MAX_INDEX_TERM_BYTES);
        }
    }
    return BF_OK;
}

static Xapian::Document to_xapian(const bf_document *document)
{
    Xapian::Document made;
    made.set_data(std::string(document->data.data, document->data.size));
    for (size_t i = 0; i < document->term_count; i++) {
        const bf_document_term *term = &document->terms[i];
        made.add_term(std::string(term->term.data, term->term.size),
                      term->frequency);
    }
    for (size_t i = 0; i < document->value_count; i++) {
        const bf_document_value *value = &document->values[i];
        made.add_value((Xapian::valueno)value->slot,
                       std::string(value->data.data, value->data.size));
    }
    return made;
}

/* An output that may be left out. */
static void set(bf_docnum *out, bf_docnum docnum)
{
    if (out) {
        *out = docnum;
    }
}

static bf_docnum remove_old(bf_writer *writer, bf_str id)
{
    const bf_docnum old = bfi::find(writer->database, id);
    if (old) {
        writer->database.delete_document(old);
    }
    return old;
}

bf_status bf_writer_put(bf_writer *writer, bf_docnum *added, bf_docnum *removed,
                        const bf_document *document, bf_error *err) noexcept
{
    bf_docnum made = 0;
    bf_docnum old = 0;
    bf_status status = check_document(document, err);
    if (!status) {
        status = change(writer, err, [&] {
            old = remove_old(writer, document->id);
            made = writer->database.add_document(to_xapian(document));
        });
    }
    set(added, status ? 0 : made);
    set(removed, status ? 0 : old);
    return status;
}

bf_status bf_writer_delete(bf_writer *writer, bf_docnum *removed, bf_str id,
                           bf_error *err) noexcept
{
    bf_docnum old = 0;
    bf_status status =
        change(writer, err, [&] { old = remove_old(writer, id); });
    set(removed, status ? 0 : old);
    return status;
}

static bool is_key(const char *key)
{
    size_t size = strlen(key);
    for (size_t i = 0; i < size; i++) {
        if (key[i] < 0x21 || key[i] > 0x7e) {
            return false;
        }
    }
    return size >= 1 && size <= 64;
}

bf_status bf_writer_set_meta(bf_writer *writer, const char *key, bf_str value,
                             bf_error *err) noexcept
{
    static const char reserved[] = "backfile.";
    if (!is_key(key) || strncmp(key, reserved, strlen(reserved)) == 0) {
        return bf_fail(err, BF_ERR_INVALID, "%s: not a key for metadata", key);
    }
    return change(writer, err, [&] {
        std::string text(value.data ? value.data : "", value.size);
        writer->database.set_metadata(key, text);
    });
}

bf_status bf_writer_set_manifest(bf_writer *writer, bf_str value,
                                 bf_error *err) noexcept
{
    return change(writer, err, [&] {
        bfi::put_manifest(
            writer->database, writer->change + 1,
            std::string(value.data ? value.data : "", value.size));
    });
}

bf_status bf_writer_get_manifest(bf_buf *out, bf_writer *writer,
                                 bf_error *err) noexcept
{
    return guard(writer->path.c_str(), err, [&] {
        std::string value = bfi::get_manifest(writer->database, writer->change);
        bf_buf_add(out, value.data(), value.size());
        return bf_buf_status(out, err);
    });
}

bf_status bf_writer_set_settings(bf_writer *writer, bf_str value,
                                 bf_error *err) noexcept
{
    return change(writer, err, [&] {
        writer->database.set_metadata(
            bfi::settings_key,
            std::string(value.data ? value.data : "", value.size));
    });
}

bf_status bf_writer_get_settings(bf_buf *out, bf_writer *writer,
                                 bf_error *err) noexcept
{
    return guard(writer->path.c_str(), err, [&] {
        std::string value = writer->database.get_metadata(bfi::settings_key);
        bf_buf_add(out, value.data(), value.size());
        return bf_buf_status(out, err);
    });
}

const char *bf_writer_folder(const bf_writer *writer) noexcept
{
    return writer->folder_path.c_str();
}

bf_status bf_writer_list(bf_writer *writer, bf_str source, bf_entry_fn *each,
                         void *payload, bf_error *err) noexcept
{
    return guard(writer->path.c_str(), err, [&] {
        /* A database of its own: the state that was committed, whatever
         * `each` changes meanwhile. */
        bfi::View view = bfi::open_generation(writer->path, writer->generation);
        return bfi::list_entries(view.database, source, each, payload);
    });
}

bf_status bf_writer_hash(bf_writer *writer, bool *found,
                         unsigned char hash[BF_HASH_BYTES], bf_str id,
                         bf_error *err) noexcept
{
    *found = false;
    std::memset(hash, 0, BF_HASH_BYTES);
    return guard(writer->path.c_str(), err, [&] {
        const bf_docnum docnum = bfi::find(writer->database, id);
        if (!docnum) {
            return BF_OK;
        }
        const std::string value =
            writer->database.get_document(docnum).get_value(BF_SLOT_HASH);
        if (value.size() != BF_HASH_BYTES) {
            fail(BF_ERR_CORRUPT, "article number %u: its values are damaged",
                 docnum);
        }
        std::memcpy(hash, value.data(), BF_HASH_BYTES);
        *found = true;
        return BF_OK;
    });
}

uint64_t bf_writer_count(const bf_writer *writer) noexcept
{
    uint64_t count = 0;
    (void)guard("", nullptr, [&] {
        count = writer->database.get_doccount();
        return BF_OK;
    });
    return count;
}

/* Committing -------------------------------------------------------------- */

static void publish(bf_writer *writer)
{
    /* The entry of the generation first, so that LIVE never leads nowhere. */
    bfi::sync_folder(writer->path);
    /* From here on LIVE may name it, even should this fail. */
    writer->unpublished = false;
    bfi::write_live(writer->path, writer->generation);
}

bf_status bf_writer_commit(bf_writer *writer, bf_error *err) noexcept
{
    return change(writer, err, [&] {
        writer->database.set_metadata(bfi::format_key,
                                      std::to_string(BF_INDEX_FORMAT));
        writer->database.set_metadata(bfi::change_key,
                                      std::to_string(writer->change + 1));
        writer->in_transaction = false;
        writer->database.commit_transaction();
        writer->change++;
        bfi::sync_folder(writer->folder());
        if (writer->unpublished) {
            publish(writer);
        }
    });
}
