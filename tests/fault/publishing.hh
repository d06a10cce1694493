/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FAULT_PUBLISHING_HH
#define BF_FAULT_PUBLISHING_HH

/*
 * A change that a publisher makes: it adds, replaces, deletes and folds.
 * Whatever happens in the middle of change R, the index must be in state R or R
 * - 1, records and blocks alike.
 */

#include <backfile/publish.h>

#include "records.h"
#include "tap.h"

#include <string>

namespace publishing
{

enum {
    NO_INDEX = 0,
    DAMAGED = -1,
    STEADY = 6 /* articles that never change */
};

static inline bf_status put(bf_publisher *publisher, const std::string &id,
                            const std::string &body, bf_error *err)
{
    bf_article article;
    bool replaced;
    bf_article_init(&article);
    article.id = article.origin = bf_str_of(id.c_str());
    article.title = bf_str_of("A title");
    article.body = bf_str_of(body.c_str());
    article.source = bf_str_of("site");
    return bf_publisher_put(publisher, &replaced, &article, err);
}

static inline bf_status fill(bf_publisher *publisher, int number, bf_error *err)
{
    const std::string now = std::to_string(number);
    const std::string last = "r" + std::to_string(number - 1);
    bf_status status = BF_OK;
    bool existed;
    for (int i = 0; !status && number == 1 && i < STEADY; i++) {
        status = put(publisher, "s" + std::to_string(i), "steady words", err);
    }
    if (!status) {
        status = put(publisher, "r" + now, "round and round", err);
    }
    if (!status) {
        status = put(publisher, "hot", "state" + now, err);
    }
    return status ? status
                  : bf_publisher_delete(publisher, &existed,
                                        bf_str_of(last.c_str()), err);
}

/* Bring the index from state `number - 1` to state `number`. */
static inline bf_status change(const std::string &index, int number,
                               bf_error *err)
{
    const bf_blocks_options options = {BF_MIN_BLOCKS_BYTES, false, 1, 0};
    bf_publisher *publisher;
    bf_status status = bf_publisher_open(&publisher, index.c_str(),
                                         BF_WRITER_CREATE, &options, err);
    if (!status && bf_publisher_trouble(publisher)) {
        printf("# trouble: %s\n", bf_publisher_trouble(publisher));
    }
    if (!status) {
        status = fill(publisher, number, err);
    }
    if (!status) {
        status = bf_publisher_commit(publisher, err);
    }
    bf_publisher_free(publisher);
    return status;
}

/* The number that the records are at. */
static inline int number_of(bf_reader *reader, bf_error *err)
{
    bf_docnum docnum;
    bf_article article;
    bf_arena *arena;
    int number = DAMAGED;
    if (bf_arena_new(&arena, 1 << 24, err)) {
        return DAMAGED;
    }
    if (!bf_reader_find(&docnum, reader, bf_str_of("hot"), err) &&
        !bf_reader_article(&article, reader, docnum, arena, err) &&
        article.body.size > 5) {
        number = atoi(
            std::string(article.body.data + 5, article.body.size - 5).c_str());
    }
    bf_arena_free(arena);
    return number;
}

/* Documents of the blocks that have `term` and were not removed. */
static inline int count_term(const bf_blocks *blocks, const std::string &term)
{
    int count = 0;
    for (size_t i = 0; i < blocks->part_count; i++) {
        const bf_blocks_part *part = &blocks->parts[i];
        bf_term_entry entry;
        bf_postings postings;
        if (!bf_segment_find(part->segment, bf_str_of(term.c_str()), &entry)) {
            continue;
        }
        bf_postings_open(&postings, part->segment, &entry);
        while (bf_postings_next(&postings)) {
            for (uint32_t k = 0; k < postings.count; k++) {
                const uint32_t doc = postings.docs[k];
                count += !part->removed ||
                         !(part->removed[doc / 64] >> doc % 64 & 1);
            }
        }
    }
    return count;
}

/* Whether the blocks are whole and in state `number`. */
static inline bool are_at(const bf_blocks *blocks, int number, bf_error *err)
{
    const std::string now = "state" + std::to_string(number);
    const std::string last = "state" + std::to_string(number - 1);
    for (size_t i = 0; i < blocks->part_count; i++) {
        if (bf_segment_verify(blocks->parts[i].segment, err)) {
            return false;
        }
    }
    return count_term(blocks, now) == 1 && count_term(blocks, last) == 0 &&
           count_term(blocks, "round") == 1 &&
           count_term(blocks, "steady") == STEADY;
}

static inline bf_status set_view(bf_blocks_view *view, const std::string &index,
                                 bf_reader *reader, bf_error *err)
{
    bf_reader_info info;
    bf_manifest *manifest = nullptr;
    bf_buf bytes;
    bf_buf_init(&bytes, SIZE_MAX);
    bf_status status = bf_reader_get_info(&info, reader, err);
    if (!status) {
        status = bf_reader_get_manifest(&bytes, reader, err);
    }
    if (!status) {
        status = bf_manifest_decode(&manifest, bf_buf_str(&bytes), err);
    }
    if (!status && bf_manifest_documents(manifest) != info.documents) {
        status = bf_fail(err, BF_ERR_CORRUPT, "blocks of other articles");
    }
    if (!status) {
        const std::string folder = index + "/" + info.generation;
        status = bf_blocks_view_set(view, folder.c_str(), manifest, err);
    }
    bf_manifest_free(manifest);
    bf_buf_fini(&bytes);
    return status;
}

static inline int state_of_reader(const std::string &index, bf_reader *reader,
                                  bf_error *err)
{
    const int number = number_of(reader, err);
    bf_blocks_view *view;
    if (bf_blocks_view_new(&view, err)) {
        return DAMAGED;
    }
    const bool whole = !set_view(view, index, reader, err) &&
                       are_at(bf_blocks_view_get(view), number, err);
    bf_blocks_view_free(view);
    return whole ? number : DAMAGED;
}

/* The number of the state that records and blocks are in. */
static inline int state_of(const std::string &index)
{
    bf_error err = {BF_OK, ""};
    bf_reader *reader;
    const bf_status status = bf_reader_open(&reader, index.c_str(), &err);
    if (status == BF_ERR_NOT_FOUND) {
        return NO_INDEX;
    }
    const int state = status ? DAMAGED : state_of_reader(index, reader, &err);
    bf_reader_free(reader);
    if (state == DAMAGED) {
        printf("# damaged: %s\n", err.text);
    }
    return state;
}

/* Whether a change that ended with `status` left the index in the state before
 * it or after it; moves `state` there. */
static inline bool survived(const std::string &index, int *state,
                            bf_status status)
{
    const int before = *state;
    *state = state_of(index);
    const bool fits =
        *state == before + 1 || (*state == before && status != BF_OK);
    if (!fits) {
        printf("# from state %d, with status %s, to state %d\n", before,
               bf_status_name(status), *state);
    }
    return fits;
}

/* Files of segments, and such as a builder leaves that is killed. */
static inline bool has_no_leftovers(const std::string &index)
{
    return !run_command("ls '%s'/g*/*" BF_SEGMENT_TEMPORARY " 2>/dev/null",
                        index.c_str());
}

} // namespace publishing

#endif
