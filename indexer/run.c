/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frame of a run: open, change, commit. Deleting by id is done here. */

#include "run.h"

#include "known.h"
#include "program/stop.h"

enum {
    MAX_ID_SHOWN = 200
};

static bf_status delete_one(bfi_target *target, bfi_table *given, bf_str id,
                            bfi_report *report, bf_error *err)
{
    const bfi_place nowhere = {NULL, {NULL, 0}, 0};
    bfi_known *known = bfi_table_claim(given, id);
    bool existed;
    bf_status status;
    if (!known) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    if (known->is_seen) {
        return BF_OK;
    }
    known->is_seen = true;
    status = bfi_target_delete(target, &existed, id, err);
    if (status) {
        return status;
    }
    if (existed) {
        bfi_report_fate(report, BFI_DELETED, nowhere, id);
    } else {
        bf_error why;
        bf_fail(&why, BF_ERR_NOT_FOUND, "no article has the id %s", id.data);
        bfi_report_failed(report, nowhere, &why);
    }
    return BF_OK;
}

static bf_status delete_ids(bfi_target *target, const bfi_options *options,
                            bfi_report *report, bf_error *err)
{
    bf_status status = BF_OK;
    bfi_table given;
    bfi_table_init(&given);
    for (size_t i = 0; i < options->id_count && !status; i++) {
        status =
            delete_one(target, &given, bf_str_of(options->ids[i]), report, err);
    }
    bfi_table_fini(&given);
    return status;
}

/* Whether the run is about articles that the index has. */
static bool needs_index(const bfi_options *options)
{
    return options->source_count == 0;
}

/* Settings ---------------------------------------------------------------- */

static bf_status check_stopped(bf_error *err)
{
    return bfi_stop_signal() ? bf_fail(err, BF_ERR_IO, "interrupted") : BF_OK;
}

static bf_status on_renewed(void *payload, bf_error *err)
{
    bfi_report_renewed(payload);
    return check_stopped(err);
}

static bf_status on_read(void *payload, bf_error *err)
{
    (void)payload;
    return check_stopped(err);
}

static bf_status use_settings(bfi_target *target, const bfi_options *options,
                              bfi_report *report, bf_error *err)
{
    const bf_settings *old = bfi_target_settings(target);
    const uint64_t articles = bfi_target_count(target);
    bf_settings wanted = options->has_settings ? options->settings : *old;
    if (options->lean) {
        wanted.records = BF_RECORDS_LEAN;
    }
    if (articles > 0 && !bf_settings_same_index(old, &wanted)) {
        bfi_report_renewal(report, articles);
    }
    return bfi_target_set_settings(target, &wanted, on_renewed, report, err);
}

/* Damaged records --------------------------------------------------------- */

static void on_lost(void *payload, bf_str id)
{
    const bfi_place nowhere = {NULL, {NULL, 0}, 0};
    bf_error why;
    bf_fail(&why, BF_ERR_CORRUPT,
            "the article %.*s: what the index has of it is damaged; it is "
            "found again when its source is read next",
            (int)bf_utf8_clip(id, MAX_ID_SHOWN), id.data);
    bfi_report_failed(payload, nowhere, &why);
}

/* The whole --------------------------------------------------------------- */

static void tell_blocks(const char *what, const bf_error *why,
                        bfi_report *report)
{
    bf_error note;
    bf_fail(&note, BF_ERR_CORRUPT, "%s: %s", what, why->text);
    bfi_report_note(report, note.text);
}

static bf_status commit(bfi_outcome *out, bfi_target *target,
                        bfi_report *report, bf_error *err)
{
    bfi_commit done;
    const bf_status status = bfi_target_commit(target, &done, err);
    out->committed = done.committed;
    out->is_unmended = done.unmended.text[0] != '\0';
    if (!status && out->is_unmended) {
        tell_blocks("the articles are safe, but the block index could not be "
                    "checked or made anew, which the next run tries again",
                    &done.unmended, report);
    } else if (!status && done.mended.text[0]) {
        tell_blocks("the block index was made anew", &done.mended, report);
    }
    return status;
}

/* Do what the options say, up to the commit. */
static bf_status change(bfi_target *target, const bfi_options *options,
                        bfi_report *report, bf_error *err)
{
    bf_status status = use_settings(target, options, report, err);
    if (status) {
        return status;
    }
    if (options->rebuild_blocks) {
        return bfi_target_rebuild(target, on_read, NULL, err);
    }
    if (options->delete_ids) {
        return delete_ids(target, options, report, err);
    }
    return options->source_count > 0 ? bfi_sync(target, options, report, err)
                                     : BF_OK;
}

bf_status bfi_run(bfi_outcome *out, const bfi_options *options,
                  bfi_report *report, bf_error *err)
{
    bfi_target *target;
    bf_status status;
    *out = (bfi_outcome){0};
    status = bfi_target_open(&target, options->index,
                             needs_index(options) ? BFI_TARGET_EXISTING
                                                  : BFI_TARGET_CREATE,
                             options->dry_run, options->threads, err);
    if (status) {
        return status;
    }
    bfi_target_on_lost(target, on_lost, report);
    status = change(target, options, report, err);
    /* Once the commit has begun it is too late to ask; a rebuild that did not
     * fail ended with one. */
    out->is_stopped =
        (status || !options->rebuild_blocks) && bfi_stop_signal() != 0;
    if (!status && !out->is_stopped) {
        status = commit(out, target, report, err);
        out->committed = out->committed || options->rebuild_blocks;
    }
    out->articles = bfi_target_count(target);
    bfi_target_free(target);
    return status;
}
