/* SPDX-License-Identifier: GPL-2.0-or-later */
/* backfile settings: the settings that are kept with an index. */

#include "cli.h"

static const char help[] =
    "Usage: backfile settings [OPTION]...\n"
    "Print the settings of an index, to be changed and given to\n"
    "'backfile index --settings FILE'.\n"
    "\n"
    "  -i, --index=INDEX     the index folder (default: $BACKFILE_INDEX)\n"
    "      --format=FORMAT   yaml (default), json\n"
    "      --format-version=1\n"
    "                        ask for version 1 of the format, or fail\n"
    "  -h, --help            show this\n"
    "      --version         show the version\n"
    "\n"
    "Exit code: 0, 2 usage; others: docs/exit-codes.md.\n";

static const struct option options[] = {
    {"format", required_argument, NULL, CLI_OPT_FORMAT},
    {"format-version", required_argument, NULL, CLI_OPT_FORMAT_VERSION},
    PROGRAM_OPTIONS,
};

static const program self = {"backfile settings", help, ":hi:", options};

static void json_fields(bf_json *json, const bf_settings *settings)
{
    bf_json_key(json, "fields");
    bf_json_object(json);
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        if (settings->weights[i] > 0) {
            bf_json_key(json, bf_field_info_of((bf_field)i)->name);
            bf_json_object(json);
            bf_json_key(json, "weight");
            bf_json_uint(json, settings->weights[i]);
            bf_json_end(json);
        }
    }
    bf_json_end(json);
}

void bfi_cli_settings_json(bf_json *json, const bf_settings *settings)
{
    bf_json_key(json, "index");
    bf_json_object(json);
    bf_json_key(json, "memory_bytes");
    bf_json_uint(json, settings->memory_bytes);
    bf_json_key(json, "records");
    bf_json_text(json, bf_records_name(settings->records));
    bf_json_end(json);
    bf_json_key(json, "ranking");
    bf_json_object(json);
    bf_json_key(json, "k1");
    bf_json_real(json, settings->ranking.k1, 15);
    bf_json_key(json, "b");
    bf_json_real(json, settings->ranking.b, 15);
    bf_json_end(json);
    json_fields(json, settings);
}

static void print_json(bf_buf *out, const bf_settings *settings)
{
    bf_json json;
    bf_json_init(&json, out);
    bf_json_object(&json);
    bf_json_key(&json, "format_version");
    bf_json_uint(&json, 1);
    bfi_cli_settings_json(&json, settings);
    bf_json_end(&json);
    bf_buf_add_byte(out, '\n');
}

static int show_settings(const char *index, bool as_json)
{
    bf_searcher *searcher = NULL;
    bf_settings settings;
    bf_error err;
    bf_buf out;
    int code;
    bf_buf_init(&out, CLI_MAX_OUTPUT_BYTES);
    if (bf_searcher_open(&searcher, index, &err) ||
        bf_searcher_settings(&settings, searcher, &err)) {
        code = bfi_program_fail(&self, &err);
        goto done;
    }
    if (as_json) {
        print_json(&out, &settings);
    } else {
        bf_settings_write(&out, &settings);
    }
    code = bfi_cli_finish(&self, &out, 0);
done:
    bf_buf_fini(&out);
    bf_searcher_free(searcher);
    return code;
}

int bfi_cli_settings(int argc, char **argv)
{
    static const char *const formats[] = {"yaml", "json", NULL};
    const char *index;
    int format;
    int step = bfi_cli_read_format(&index, &format, &self, formats, argc, argv);
    return step == PROGRAM_GO_ON ? show_settings(index, format == 1) : step;
}
