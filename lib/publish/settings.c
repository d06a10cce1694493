/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The settings of an index: read with it, kept in it. By settings that change
 * what it holds of an article every record is written anew, under a number of
 * its own, as if all articles had changed; the blocks begin from nothing.
 */

#include <backfile/limits.h>

#include "publisher.h"

/* Keeping ----------------------------------------------------------------- */

/* Put settings in force. */
static void use(bf_publisher *publisher, const bf_settings *settings)
{
    publisher->settings = *settings;
    publisher->options.memory_bytes = publisher->memory_bytes
                                          ? publisher->memory_bytes
                                          : settings->memory_bytes;
    bf_indexing_set_weights(publisher->indexing, settings->weights);
}

bf_status bfi_publisher_read_settings(bf_publisher *publisher, bf_error *err)
{
    bf_settings settings;
    bf_error why;
    bf_buf text;
    bf_status status;
    bf_buf_init(&text, BF_MAX_SETTINGS_BYTES);
    status = bf_writer_get_settings(&text, publisher->writer, err);
    if (!status) {
        status =
            bf_settings_read(&settings, bf_buf_str(&text), NULL, NULL, &why);
        if (status == BF_ERR_INVALID) {
            status = BF_ERR_CORRUPT;
        }
        if (status) {
            (void)bf_fail(err, status, "%s: its settings: %s", publisher->path,
                          why.text);
        }
    }
    if (!status) {
        use(publisher, &settings);
        publisher->keeps_settings = text.size > 0;
    }
    bf_buf_fini(&text);
    return status;
}

bf_status bfi_publisher_keep_settings(bf_publisher *publisher, bf_error *err)
{
    bf_buf text;
    bf_status status;
    if (publisher->keeps_settings) {
        return BF_OK;
    }
    bf_buf_init(&text, BF_MAX_SETTINGS_BYTES);
    bf_settings_write(&text, &publisher->settings);
    status = bf_buf_status(&text, err);
    if (!status) {
        status =
            bf_writer_set_settings(publisher->writer, bf_buf_str(&text), err);
    }
    publisher->keeps_settings = status == BF_OK;
    bf_buf_fini(&text);
    return status;
}

const bf_settings *bf_publisher_settings(const bf_publisher *publisher)
{
    return &publisher->settings;
}

/* Indexing anew ----------------------------------------------------------- */

typedef struct renewal {
    bf_publisher *publisher;
    bf_publisher_step *step;
    void *payload;
} renewal;

static bf_status renew(void *closure, bf_docnum docnum,
                       const bf_article *article, bf_error *err)
{
    const renewal *work = closure;
    bf_publisher *publisher = work->publisher;
    const bf_document *document;
    bf_docnum added;
    bf_status status = work->step ? work->step(work->payload, err) : BF_OK;
    (void)docnum;
    if (!status) {
        status =
            bf_indexing_document(&document, publisher->indexing, article, err);
    }
    if (!status) {
        status = bfi_publisher_put_record(publisher, &added, NULL, article,
                                          document, err);
    }
    return status ? status
                  : bfi_publisher_note_added(publisher, added, document, err);
}

static bf_status renew_all(bf_publisher *publisher, bf_publisher_step *step,
                           void *payload, bf_error *err)
{
    renewal work = {publisher, step, payload};
    bf_status status;
    bf_manifest_free(publisher->manifest);
    status = bf_manifest_new(&publisher->manifest, err);
    publisher->is_broken = false;
    if (!status) {
        status = bfi_publisher_each_record(publisher, renew, &work, err);
    }
    return status ? status : bfi_publisher_replace_lost(publisher, err);
}

bf_status bf_publisher_set_settings(bf_publisher *publisher,
                                    const bf_settings *settings,
                                    bf_publisher_step *step, void *payload,
                                    bf_error *err)
{
    const bool same_index =
        bf_settings_same_index(&publisher->settings, settings);
    bf_status status = bfi_publisher_check_unchanged(publisher, err);
    if (status || bf_settings_equal(&publisher->settings, settings)) {
        return status;
    }
    use(publisher, settings);
    publisher->keeps_settings = false;
    publisher->has_changes = true;
    return same_index || bf_writer_count(publisher->writer) == 0
               ? BF_OK
               : renew_all(publisher, step, payload, err);
}
