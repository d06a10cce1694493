/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The forms of terms and time keys. A term that would be too long for Xapian
 * keeps its beginning, so that it still sorts beside its like, and ends with
 * the hash of the whole value in hexadecimal, so that it stays unique.
 */

#include <backfile/terms.h>

enum {
    HASH_TEXT_BYTES = 2 * BF_HASH_BYTES
};

size_t bf_term_bytes(bf_str term)
{
    size_t size = term.size;
    for (size_t i = 0; i < term.size; i++) {
        size += term.data[i] == '\0';
    }
    return size;
}

/* The longest beginning of `text` that needs at most `max_bytes` and
 * splits no code point. */
static size_t clip_term(bf_str text, size_t max_bytes)
{
    size_t used = 0;
    size_t at = 0;
    while (at < text.size) {
        used += text.data[at] == '\0' ? 2 : 1;
        if (used > max_bytes) {
            break;
        }
        at++;
    }
    return bf_utf8_clip(text, at);
}

static void add_hash(bf_buf *out, bf_str value)
{
    unsigned char hash[BF_HASH_BYTES];
    bf_hash_128(hash, value);
    for (size_t i = 0; i < sizeof hash; i++) {
        bf_buf_printf(out, "%02x", hash[i]);
    }
}

static void add_term(bf_buf *out, const char *prefix, bf_str value)
{
    const size_t room = BF_MAX_INDEX_TERM_BYTES - bf_str_of(prefix).size;
    bf_buf_add_text(out, prefix);
    if (value.size <= room && bf_term_bytes(value) <= room) {
        bf_buf_add(out, value.data, value.size);
        return;
    }
    bf_buf_add(out, value.data, clip_term(value, room - HASH_TEXT_BYTES));
    add_hash(out, value);
}

void bf_term_field(bf_buf *out, bf_field field, bf_str value)
{
    const char *prefix = bf_field_info_of(field)->prefix;
    if (prefix) {
        add_term(out, prefix, value);
    }
}

void bf_term_id(bf_buf *out, bf_str id)
{
    bf_term_field(out, BF_FIELD_ID, id);
}

void bf_term_spelling(bf_buf *out, bf_spelling what, bf_str spelling)
{
    static const char *const prefixes[] = {
        [BF_SPELLING_MOST] = "XW:",
        [BF_SPELLING_SOME] = "XWSOME:",
        [BF_SPELLING_TITLE] = "XWTITLE:",
    };
    add_term(out, prefixes[what], spelling);
}

void bf_time_key(unsigned char out[BF_TIME_KEY_BYTES], bf_time time)
{
    const uint64_t bits = (uint64_t)time ^ UINT64_C(1) << 63;
    for (size_t i = 0; i < BF_TIME_KEY_BYTES; i++) {
        out[i] = (unsigned char)(bits >> (56 - 8 * i));
    }
}

bool bf_time_of_key(bf_time *out, bf_str key)
{
    uint64_t bits = 0;
    *out = 0;
    if (key.size != BF_TIME_KEY_BYTES) {
        return false;
    }
    for (size_t i = 0; i < key.size; i++) {
        bits = bits << 8 | (unsigned char)key.data[i];
    }
    *out = (bf_time)(bits ^ UINT64_C(1) << 63);
    return true;
}
