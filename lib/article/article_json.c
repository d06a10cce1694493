/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An article as JSON, field by field as the schema table has them. */

#include <backfile/json.h>

#include "schema.h"

static void write_list(bf_json *json, const char *name, bf_str_list list)
{
    if (list.count == 0) {
        return;
    }
    bf_json_key(json, name);
    bf_json_array(json);
    for (size_t i = 0; i < list.count; i++) {
        bf_json_str(json, list.items[i]);
    }
    bf_json_end(json);
}

static void write_time(bf_json *json, const char *name, bf_time time)
{
    char text[BF_TIME_TEXT_BYTES];
    if (time != BF_TIME_NONE) {
        bf_time_format(text, time);
        bf_json_key(json, name);
        bf_json_text(json, text);
    }
}

static void write_field(bf_json *json, const bf_article *article,
                        const bf_field_info *info)
{
    bf_str text;
    switch (info->type) {
    case BF_TYPE_TEXT:
    case BF_TYPE_KEYWORD:
    case BF_TYPE_LINK:
        text = bfi_article_get_str(article, info->field);
        if (text.data) {
            bf_json_key(json, info->name);
            bf_json_str(json, text);
        }
        break;
    case BF_TYPE_KEYWORDS:
        write_list(json, info->name,
                   bfi_article_get_list(article, info->field));
        break;
    case BF_TYPE_TIME:
        write_time(json, info->name,
                   bfi_article_get_time(article, info->field));
        break;
    case BF_TYPE_FLAG:
        if (bfi_article_get_flag(article, info->field)) {
            bf_json_key(json, info->name);
            bf_json_bool(json, true);
        }
        break;
    }
}

void bf_article_write_members(bf_json *json, const bf_article *article)
{
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        write_field(json, article, bf_field_info_of((bf_field)i));
    }
}

void bf_article_write_json(bf_json *json, const bf_article *article)
{
    bf_json_object(json);
    bf_article_write_members(json, article);
    bf_json_end(json);
}
