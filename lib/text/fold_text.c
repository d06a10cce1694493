/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folding of whole texts, and of keywords. */

#include <backfile/text.h>

#include "chars.h"
#include "fold.h"

#include <utf8proc.h>

bf_status bf_text_fold(bf_buf *out, bf_str text, bf_error *err)
{
    char bytes[BFI_CLUSTER_BYTES];
    bfi_cluster cluster;
    size_t at = 0;
    while (at < text.size && !out->status) {
        const size_t end = at + bfi_ascii_run(text, at, text.size);
        for (; at < end; at++) {
            bf_buf_add_byte(out, bfi_ascii_lower(text.data[at]));
        }
        if (bfi_cluster_read(&cluster, text, &at)) {
            bf_buf_add(out, bytes, bfi_cluster_folded(bytes, cluster));
        }
    }
    return bf_buf_status(out, err);
}

/* Whether a keyword has `code` between its words. */
static bool is_gap(uint32_t code)
{
    if (code < 0x80) {
        return code == ' ' || code == '-' || code == '_' ||
               (code >= '\t' && code <= '\r');
    }
    if (code == 0x2010 || code == 0x85) {
        return true;
    }
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return false;
    }
}

/* Append `folded` with its gaps made `-`; `gap` says whether one is due. */
static void add_keyword(bf_buf *out, bf_str folded, bool *gap, bool *started)
{
    const char *at = folded.data;
    const char *end = folded.data + folded.size;
    size_t size;
    for (; at < end; at += size) {
        const uint32_t code = bf_utf8_next(at, end, &size);
        /* The marks of a gap go with it. */
        if (is_gap(code) || (*gap && bfi_class_of(code) == BFI_EXTEND)) {
            *gap = true;
            continue;
        }
        if (*gap && *started) {
            bf_buf_add_byte(out, '-');
        }
        bf_buf_add(out, at, size);
        *gap = false;
        *started = true;
    }
}

bf_status bf_keyword_fold(bf_buf *out, bf_str text, bf_error *err)
{
    char bytes[BFI_CLUSTER_BYTES];
    bfi_cluster cluster;
    bool gap = false;
    bool started = false;
    size_t at = 0;
    while (at < text.size && !out->status) {
        const size_t end = at + bfi_ascii_run(text, at, text.size);
        for (; at < end; at++) {
            const char c = bfi_ascii_lower(text.data[at]);
            add_keyword(out, (bf_str){&c, 1}, &gap, &started);
        }
        if (bfi_cluster_read(&cluster, text, &at)) {
            const size_t size = bfi_cluster_folded(bytes, cluster);
            add_keyword(out, (bf_str){bytes, size}, &gap, &started);
        }
    }
    return bf_buf_status(out, err);
}
