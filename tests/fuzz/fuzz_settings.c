/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Settings. Held for any bytes: what is read is in range and is written so that
 * it is read as the same; what is not leaves the defaults, and is told at
 * a place in the text, so often and no more.
 */

#include <backfile/limits.h>
#include <backfile/settings.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct told {
    bf_str text;
    size_t count;
} told;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void complain(void *payload, size_t line, size_t column, const char *why)
{
    told *t = payload;
    require(line >= 1 && line <= t->text.size + 1);
    require(column >= 1 && column <= t->text.size + 1);
    require(*why && bf_utf8_valid(bf_str_of(why), NULL));
    for (const char *at = why; *at; at++) {
        require((unsigned char)*at >= 0x20 && *at != 0x7f);
    }
    t->count++;
}

static void check_ranges(const bf_settings *settings)
{
    require(settings->memory_bytes >= BF_MIN_BLOCKS_BYTES &&
            settings->memory_bytes <= BF_MAX_BLOCKS_BYTES);
    require(settings->ranking.k1 >= 0 && settings->ranking.k1 <= BF_MAX_K1);
    require(settings->ranking.b >= 0 && settings->ranking.b <= 1);
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bool is_searched =
            bf_field_info_of((bf_field)i)->uses & BF_USE_SEARCH;
        require(is_searched == (settings->weights[i] > 0));
        require(settings->weights[i] <= BF_MAX_FIELD_WEIGHT);
    }
}

static void check_round_trip(const bf_settings *settings)
{
    bf_settings again;
    bf_buf text;
    bf_buf_init(&text, BF_MAX_SETTINGS_BYTES);
    bf_settings_write(&text, settings);
    require(!bf_buf_status(&text, NULL));
    require(!bf_settings_read(&again, bf_buf_str(&text), NULL, NULL, NULL));
    require(bf_settings_equal(settings, &again));
    bf_buf_fini(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    told t = {{(const char *)data, size}, 0};
    bf_settings defaults;
    bf_settings made;
    bf_error err;
    const bf_status status =
        bf_settings_read(&made, t.text, complain, &t, &err);
    check_ranges(&made);
    if (status) {
        require(status == BF_ERR_INVALID || status == BF_ERR_LIMIT);
        require(status != BF_ERR_INVALID || t.count > 0);
        require(t.count <= BF_MAX_SETTINGS_COMPLAINTS + 1);
        require(err.status == status && err.text[0]);
        bf_settings_init(&defaults);
        require(bf_settings_equal(&made, &defaults));
    } else {
        require(t.count == 0);
        check_round_trip(&made);
    }
    return 0;
}
