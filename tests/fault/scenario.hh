/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BF_FAULT_SCENARIO_HH
#define BF_FAULT_SCENARIO_HH

/*
 * A change that uses all that a writer can do, and the state that it leaves.
 * Whatever happens in the middle of change R, the index must be in state R or
 * R - 1, whole.
 */

#include "records.h"
#include "tap.h"

#include <xapian.h>

#include <string>

namespace scenario
{

enum {
    NO_INDEX = 0,
    DAMAGED = -1
};

static inline bf_status put(bf_writer *writer, const std::string &id,
                            const std::string &text, bf_error *err)
{
    record made = record_of(id.c_str(), text.c_str());
    return record_put(writer, &made, err);
}

static inline bf_status fill(bf_writer *writer, int number, bf_error *err)
{
    std::string now = std::to_string(number);
    std::string last = "r" + std::to_string(number - 1);
    bf_status status = put(writer, "r" + now, "round " + now, err);
    if (!status) {
        status = put(writer, "hot", "hot " + now, err);
    }
    if (!status) {
        status =
            bf_writer_delete(writer, nullptr, bf_str_of(last.c_str()), err);
    }
    if (!status) {
        status =
            bf_writer_set_meta(writer, "round", bf_str_of(now.c_str()), err);
    }
    return status;
}

/* Bring the index from state `number - 1` to state `number`. */
static inline bf_status change(const std::string &index, int number,
                               bf_error *err)
{
    bf_writer *writer;
    bf_status status =
        bf_writer_open(&writer, index.c_str(), BF_WRITER_CREATE, err);
    if (!status) {
        status = fill(writer, number, err);
    }
    if (!status) {
        status = bf_writer_commit(writer, err);
    }
    bf_writer_free(writer);
    return status;
}

static inline bool holds(bf_reader *reader, const std::string &id,
                         const std::string &text, bf_arena *arena,
                         bf_error *err)
{
    bf_docnum number;
    bf_article article;
    return bf_reader_find(&number, reader, bf_str_of(id.c_str()), err) ==
               BF_OK &&
           bf_reader_article(&article, reader, number, arena, err) == BF_OK &&
           bf_str_is(article.body, text.c_str());
}

static inline int number_of(bf_reader *reader, bf_error *err)
{
    int number = DAMAGED;
    bf_buf round;
    bf_buf_init(&round, 100);
    if (!bf_reader_get_meta(&round, reader, "round", err) && round.data) {
        number = atoi(round.data);
    }
    bf_buf_fini(&round);
    return number;
}

static inline int state_of_reader(bf_reader *reader, bf_arena *arena,
                                  bf_error *err)
{
    bf_reader_info info;
    bf_docnum gone;
    int number = number_of(reader, err);
    std::string now = std::to_string(number);
    std::string last = "r" + std::to_string(number - 1);
    bool whole = bf_reader_get_info(&info, reader, err) == BF_OK &&
                 info.documents == 2 &&
                 holds(reader, "hot", "hot " + now, arena, err) &&
                 holds(reader, "r" + now, "round " + now, arena, err) &&
                 bf_reader_find(&gone, reader, bf_str_of(last.c_str()), err) ==
                     BF_ERR_NOT_FOUND;
    return whole ? number : DAMAGED;
}

/* The number of the state that an index is in. */
static inline int state_of(const std::string &index)
{
    bf_error err = {BF_OK, ""};
    bf_reader *reader;
    bf_arena *arena = nullptr;
    int state = DAMAGED;
    bf_status status = bf_reader_open(&reader, index.c_str(), &err);
    if (status == BF_ERR_NOT_FOUND) {
        return NO_INDEX;
    }
    if (!status) {
        status = bf_arena_new(&arena, 1 << 24, &err);
    }
    if (!status) {
        state = state_of_reader(reader, arena, &err);
    }
    bf_arena_free(arena);
    bf_reader_free(reader);
    if (state == DAMAGED ||
        Xapian::Database::check(index + "/g000001", 0, nullptr) != 0) {
        printf("# damaged: %s\n", err.text);
        return DAMAGED;
    }
    return state;
}

/* Whether a change that ended with `status` left the index in the state before
 * it or after it; moves `state` there. */
static inline bool survived(const std::string &index, int *state,
                            bf_status status)
{
    int before = *state;
    *state = state_of(index);
    bool fits = *state == before + 1 || (*state == before && status != BF_OK);
    if (!fits) {
        printf("# from state %d, with status %s, to state %d\n", before,
               bf_status_name(status), *state);
    }
    return fits;
}

} // namespace scenario

#endif
