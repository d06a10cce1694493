/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Settings: defaults, writing, comparing. */

#include <backfile/json.h>
#include <backfile/limits.h>
#include <backfile/settings.h>

#include <string.h>

enum {
    KB = 1024,
    /* Enough for any number that can be given. */
    DIGITS = 15
};

const char *bf_records_name(bf_records records)
{
    return records == BF_RECORDS_LEAN ? "lean" : "complete";
}

void bf_settings_init(bf_settings *settings)
{
    *settings = (bf_settings){.memory_bytes = BF_DEFAULT_BLOCKS_BYTES,
                              .records = BF_RECORDS_COMPLETE,
                              .ranking = BF_SCORE_PARAMS_DEFAULT};
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        settings->weights[i] = bf_field_info_of((bf_field)i)->weight;
    }
}

/* Writing ----------------------------------------------------------------- */

/* In the largest unit that leaves nothing over. */
static void write_size(bf_buf *out, size_t bytes)
{
    static const char *const units[] = {"KB", "MB", "GB"};
    size_t count = bytes / KB;
    size_t unit = 0;
    while (unit < 2 && count % KB == 0) {
        count /= KB;
        unit++;
    }
    bf_buf_printf(out, "  memory: %zu%s\n", count, units[unit]);
}

/* As JSON has it, which YAML reads alike, and which no locale changes. */
static void write_real(bf_buf *out, const char *key, double value)
{
    bf_json json;
    bf_buf_printf(out, "  %s: ", key);
    bf_json_init(&json, out);
    bf_json_real(&json, value, DIGITS);
    bf_buf_add_byte(out, '\n');
}

void bf_settings_write(bf_buf *out, const bf_settings *settings)
{
    bf_buf_add_text(out, "index:\n");
    write_size(out, settings->memory_bytes);
    bf_buf_printf(out, "  records: %s\n", bf_records_name(settings->records));
    bf_buf_add_text(out, "ranking:\n");
    write_real(out, "k1", settings->ranking.k1);
    write_real(out, "b", settings->ranking.b);
    bf_buf_add_text(out, "fields:\n");
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *info = bf_field_info_of((bf_field)i);
        if (info->uses & BF_USE_SEARCH) {
            bf_buf_printf(out, "  %s:\n    weight: %u\n", info->name,
                          settings->weights[i]);
        }
    }
}

/* Comparing --------------------------------------------------------------- */

bool bf_settings_same_index(const bf_settings *a, const bf_settings *b)
{
    return a->records == b->records &&
           memcmp(a->weights, b->weights, sizeof a->weights) == 0;
}

bool bf_settings_equal(const bf_settings *a, const bf_settings *b)
{
    return bf_settings_same_index(a, b) && a->memory_bytes == b->memory_bytes &&
           a->ranking.k1 == b->ranking.k1 && a->ranking.b == b->ranking.b;
}
