/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of settings that the command line names. */

#include "options.h"

#include <sysexits.h>

typedef struct settings_file {
    const char *path;
    size_t complaints;
} settings_file;

static void on_complaint(void *payload, size_t line, size_t column,
                         const char *why)
{
    settings_file *file = payload;
    file->complaints++;
    bfi_program_say(&bfi_indexer, "%s:%zu:%zu: %s", file->path, line, column,
                    why);
}

static int read_text(bfi_options *out, settings_file *file, bf_str text)
{
    bf_error err;
    bf_status status =
        bf_settings_read(&out->settings, text, on_complaint, file, &err);
    out->has_settings = status == BF_OK;
    if (!status) {
        return PROGRAM_GO_ON;
    }
    if (file->complaints == 0) {
        bfi_program_say(&bfi_indexer, "%s: %s", file->path, err.text);
    }
    return status == BF_ERR_NOMEM ? bf_status_exit_code(status) : EX_CONFIG;
}

int bfi_options_read_settings(bfi_options *out, const char *path)
{
    settings_file file = {path, 0};
    bf_error err;
    bf_buf text;
    bf_status status;
    int next;
    bf_buf_init(&text, BF_MAX_SETTINGS_BYTES);
    status = bf_file_read(&text, path, &err);
    if (status == BF_ERR_LIMIT) {
        bfi_program_say(&bfi_indexer, "%s", err.text);
        next = EX_CONFIG;
    } else {
        next = status ? bfi_program_fail(&bfi_indexer, &err)
                      : read_text(out, &file, bf_buf_str(&text));
    }
    bf_buf_fini(&text);
    return next;
}
